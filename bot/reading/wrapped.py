"""Lines that were only broken → whole ones: a comma or 、 at the end, or the margin of a page."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Iterator, Sequence

Stretch = tuple[int, int]

_LISTS_ON = ("、", "，", ",")
#: What ends a line for good; a bracket or a quotation mark may close a whole sentence.
_ENDS = re.compile(r"[。；;：:！!？?）)】〕」』”>》|│｜…]\s*$")
#: Cells set apart by blanks, bars or tabs: such a line is a row, not a paragraph.
_ROW = re.compile(r"\S {2,}\S|[\t|│｜┃║]")
_SHORTEST = 20  # characters: a page is not narrower
_SLACK = 2
_MANY = 4  # lines that end at the margin, or there is none


def unwrapped(text: str, lines: Sequence[Stretch], begins: Callable[[str], bool]) -> Iterator[Stretch]:
    """Yield *lines* with those put together that a margin or an editor broke.

    Args:
        text: the document's words.
        lines: where its lines stand.
        begins: tells whether a line begins something of its own: with a number or a label.
    """
    margin = _margin(text, lines)
    open_from: int | None = None
    for at, (start, end) in enumerate(lines):
        following = lines[at + 1] if at + 1 < len(lines) else None
        begin = start if open_from is None else open_from
        if following and _goes_on(text, (start, end), following, margin, begins):
            open_from = begin
            continue
        open_from = None
        yield begin, end


def _goes_on(
    text: str, line: Stretch, following: Stretch, margin: int, begins: Callable[[str], bool]
) -> bool:
    words = text[slice(*line)].rstrip()
    listed = len(words) > 2 and words.endswith(_LISTS_ON)
    full = margin and margin - len(words) <= _SLACK and not _ENDS.search(words, max(0, len(words) - 2))
    if following[0] - line[1] > 1 or not (listed or full):
        return False
    more = text[slice(*following)]
    return not (_ROW.search(words) or _ROW.search(more) or begins(more) or more.startswith("  "))


def _margin(text: str, lines: Sequence[Stretch]) -> int:
    """Return how long full lines are, where a document was broken at the margin; 0 where it was not."""
    lengths = Counter(end - start for start, end in lines if end - start >= _SHORTEST)
    if not lengths or max(lengths) > _SHORTEST * 4:
        return 0
    longest = max(lengths)
    full = [(a, b) for a, b in lines if longest - (b - a) <= _SLACK]
    cut = sum(not _ENDS.search(text[a:b]) for a, b in full)
    return longest if len(full) >= _MANY and cut * 2 >= len(full) else 0
