"""Paragraph → sentences → clauses; a mark inside quotes or brackets cuts nothing, but for quoted speech."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import NamedTuple

_OPEN, _CLOSE = "“（(《〔【「『[", "”）)》〕】」』]"
_BRACKETS = re.escape(_OPEN + _CLOSE)
#: A full stop between who leads and who helps (甲牵头。乙配合) ends nothing.
_SENTENCE = re.compile(rf"[！？!?\n{_BRACKETS}]|。(?!(?<=牵头。)[一-龥、]{{2,24}}(?:配合|协助))")
#: A colon inside a time of day (12:00) cuts nothing.
#: A dash parts a matter from whoever has it: 泵房进水——水务公司负责.
_CLAUSE = re.compile(
    rf"[，,；;。{_BRACKETS}]|(?<=—)—(?=[^，,；;。—]{{2,16}}(?:牵头|负责|主办|承办))|[:：](?!(?<=\d[:：])\d\d)"
)
_UNCLOSED = 300  # a bracket that stays open longer was never meant to be closed
#: What somebody said, in quotes of its own: it is read like the text. A word in quotes is not.
_SPEECH = re.compile(r"(?:(?<=[：:，,。！？])|^\s{0,4})“[^”]{0,6}[^“”]*?[，,。！？；][^”]*(?:”|$)")


class Clause(NamedTuple):
    """A stretch of a paragraph at ``[start, end)``, its closing mark included."""

    start: int
    end: int
    text: str


def sentences(text: str) -> Iterator[Clause]:
    """Yield the sentences of a paragraph; quoted speech is cut like the text around it."""
    spoken = set[int]()
    for found in _SPEECH.finditer(text) if "“" in text else ():
        spoken |= {found.start(), found.end() - 1}
    return _cut(text, _SENTENCE, 0, frozenset(spoken))


def clauses(sentence: Clause) -> Iterator[Clause]:
    """Yield the clauses of *sentence*, cut at commas, semicolons, colons and the full stops inside it."""
    return _cut(sentence.text, _CLAUSE, sentence.start)


def closed(words: str, marks: str) -> str:
    """Return *words* without the *marks* at their end, but with the quote that closes one of their own."""
    bare = words.rstrip(marks)
    opened = bare.count("“") > bare.count("”") and words.startswith("”", len(bare))
    return bare + "”" if opened else bare


def _cut(
    text: str, marks: re.Pattern[str], base: int, spoken: frozenset[int] = frozenset()
) -> Iterator[Clause]:
    """Yield the stretches of *text* that end with one of *marks*; their places count from *base*."""
    depth, start = 0, 0
    for mark in marks.finditer(text):
        i, char = mark.start(), mark[0]
        if spoken and i in spoken:
            if text[start:i].strip():
                yield Clause(base + start, base + i + 1, text[start : i + 1])
            start, depth = i + 1, 0
        elif char in _OPEN:
            depth += 1
        elif char in _CLOSE:
            depth = max(0, depth - 1)
        elif depth == 0 or char == "\n" or i - start > _UNCLOSED:
            if text[start:i].strip():
                yield Clause(base + start, base + i + 1, text[start : i + 1])
            start, depth = i + 1, 0
    if text[start:].strip():
        yield Clause(base + start, base + len(text), text[start:])
