"""A saved web page → plain lines, each character with its place in the file."""

from __future__ import annotations

import re
from array import array
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from html import unescape
from html.parser import HTMLParser
from itertools import groupby
from typing import NamedTuple

from bot.reading.formats import MAX_CHARACTERS
from bot.reading.formats.grid import bounds

#: What is never part of the document's words.
_SKIPPED_NAMES = """
script style noscript template nav footer aside iframe object svg math select button textarea form
"""
_VOID_NAMES = "area base br col embed hr img input link meta param source track wbr"
_BLOCK_NAMES = """
address article blockquote body br caption center dd details div dl dt fieldset figcaption figure
h1 h2 h3 h4 h5 h6 header hr html legend li main ol p pre section summary table tbody tfoot thead title tr ul
"""
_SKIPPED = frozenset(_SKIPPED_NAMES.split())
_VOID = frozenset(_VOID_NAMES.split())
_BLOCKS = frozenset(_BLOCK_NAMES.split())
_CELLS = frozenset(("td", "th"))
_WIDEST = 100

_HIDDEN = re.compile(r"(?:display\s{0,3}:\s{0,3}none|visibility\s{0,3}:\s{0,3}hidden)", re.IGNORECASE)
_EDGES = " \xa0\u3000"
#: Parts cells until the lines are made; a tab of the page's own may indent.
_CELL = "\x1f"
#: Begins a line inside a cell: a blank in a table of words, a line in one that only arranges the page.
_INNER = "\x1e"
_BLANKS = str.maketrans("\n\r\t\x1e\x1f", "     ")
_PRESERVED = str.maketrans("\x1e\x1f", "  ")
#: What is kept of a line: everything but the blanks that follow a blank or a tab.
_RUN = re.compile(r"[^ \t\x1e\x1f]+|[\t\x1f]|(?<![ \t\x1e\x1f])[ \x1e]")
#: A cell of so many lines in a table of one row holds the page, not a value.
_ARRANGED = 3
_WRITTEN = {_CELL: "\t", _INNER: " "}
_DAY = re.compile(r"(?:19|20)\d{2}(?:-\d{1,2}-\d{1,2}|/\d{1,2}/\d{1,2}|年\d{1,2}月\d{1,2}日)")
#: A line about the page: 发布时间：2026-03-13　来源：…, or the date alone.
_PUBLISHED = re.compile(
    r"(?:发布|更新|印发|发文|公开)(?:时间|日期|于|[:：])|来源[:：]|^(?:时间|日期)[:：]|日印发$"
    r"|^\D{0,2}[\d\-/年月日]{8,11}[\s\d:：]{0,9}$"
)
_ABOUT = 80
_NUMBER = re.compile(r"[\u4e00-\u9fff]{2,12}[〔\[［﹝(（](?:19|20)\d{2}[〕\]］﹞)）]第?\d{1,4}号")

#: Names that publishing systems give to the day of publication and to the title.
_DAY_NAMES = frozenset(
    ("pubdate", "publishdate", "publish-date", "article:published_time", "date", "publication_date")
)
_TITLE_NAMES = frozenset(("articletitle", "og:title", "contenttitle"))


class MainText(NamedTuple):
    """What a web page says.

    ``origin[i]`` is where the i-th character of ``text`` begins in the file as decoded; it has one
    entry more than ``text``.
    """

    text: str
    origin: array[int]
    title: str
    day_text: str
    number: str


def main_text(raw: str) -> MainText:
    """Take the readable text out of a web page, one line per block, table cells parted by TAB."""
    page = _Page(raw)
    page.feed(_closable(raw))
    page.close()
    text, origin = page.lines()
    title = page.heading or page.metadata.get("title", "") or page.title
    day = _DAY.search(page.metadata.get("day", "")) or _published(text)
    number = _NUMBER.search(text)
    return MainText(text, origin, _one_line(title), day[0] if day else "", number[0] if number else "")


def _published(text: str) -> re.Match[str] | None:
    """Find the day in a line about the page: labelled so, or nothing but a date; a limit is neither."""
    short = (line for line in text.split("\n") if len(line) <= _ABOUT)
    about = (line for line in short if _PUBLISHED.search(line))
    return next((found for line in about if (found := _DAY.search(line))), None)


def _closable(raw: str) -> str:
    """Blank out every ``<`` that no ``>`` follows, one for one.

    The parser searches to the end of the file for each of them: 90 kB of ``<a `` took 82 s.
    """
    last, last_comment = raw.rfind(">") + 1, raw.rfind("-->") + 1
    tail = raw[last_comment:last].replace("<!--", "    ")
    return raw[:last_comment] + tail + raw[last:].replace("<", " ")


def _one_line(text: str) -> str:
    return " ".join(text.split())


@dataclass(slots=True)
class _Row:
    """Where in a table row the parser stands."""

    column: int = 0
    begun: int | None = None  # the piece with which the open cell begins
    rows: int = 1  # how far the open cell reaches
    columns: int = 1
    reaching: dict[int, tuple[str, int]] = field(default_factory=dict)  # column → words, rows still to come
    added: int = 0  # characters that are not in the file


def _span(value: str) -> int:
    return max(int(value[:5]), 1) if value[:5].isascii() and value[:5].isdigit() else 1


class _Page(HTMLParser):
    """Collects the visible characters with their places; the parser knows line and column only."""

    def __init__(self, raw: str) -> None:
        super().__init__(convert_charrefs=False)
        self._starts = [0, *(m.end() for m in re.finditer("\n", raw))]
        self._raw = raw
        self._pieces: list[str] = []
        self._places = array("l")  # of every character; a list would take five times the memory
        self._open: list[tuple[str, bool]] = []  # open elements, and whether they hide their content
        self._inside: Counter[str] = Counter()  # how many of each are open: pages may nest without end
        self._hidden = 0
        self._row = _Row()
        self.title = self.heading = ""
        self.metadata: dict[str, str] = {}

    def _place(self) -> int:
        line, column = self.getpos()
        return self._starts[line - 1] + column

    # ---- what the parser calls

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = {name: value or "" for name, value in attrs}
        if tag == "meta":
            self._note_metadata(given)
        self._break(tag)
        if tag in _CELLS and not self._hidden:
            self._begin_cell(given)
        if tag in _VOID:
            return
        hides = tag in _SKIPPED or "hidden" in given or bool(_HIDDEN.search(given.get("style", "")[:500]))
        self._open.append((tag, hides))
        self._inside[tag] += 1
        self._hidden += hides

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.handle_starttag(tag, attrs)
        if tag not in _VOID:
            self.handle_endtag(tag)

    def handle_endtag(self, tag: str) -> None:
        if not self._inside[tag]:
            return
        while self._open:
            name, hid = self._open.pop()
            self._hidden -= hid
            self._inside[name] -= 1
            if name == tag:
                break
        if tag in _CELLS:
            self._end_cell()
        else:
            self._break(tag)

    def handle_data(self, data: str) -> None:
        place = self._place()
        self._take(data, range(place, place + len(data)))

    def handle_entityref(self, name: str) -> None:
        self._reference(f"&{name}")

    def handle_charref(self, name: str) -> None:
        self._reference(f"&#{name}")

    # ---- keeping what is visible

    def _reference(self, written: str) -> None:
        place = self._place()
        closed = self._raw[place + len(written) : place + len(written) + 1] == ";"
        chars = unescape(written + ";" * closed)
        self._take(chars, [place] * len(chars))

    def _take(self, data: str, places: range | list[int]) -> None:
        if self._inside["title"]:
            self.title += data
        if self._hidden or self._inside["title"]:
            return
        if self._inside["h1"]:
            self.heading += data
        self._pieces.append(data.translate(_PRESERVED if self._inside["pre"] else _BLANKS))
        self._places.extend(places)

    def _break(self, tag: str) -> None:
        """Begin a new line; inside a cell it is seen later whether that is but a blank."""
        if self._hidden or tag not in _BLOCKS:
            return
        if tag in ("tr", "table"):
            self._end_cell()
            if self._row.column:
                self._reach()
            self._row.column = 0
            if tag == "table":
                self._row.reaching.clear()
        in_cell = any(self._inside[name] for name in _CELLS)
        self._add(_INNER if in_cell and tag not in ("tr", "table") else "\n")

    def _add(self, words: str) -> None:
        self._pieces.append(words)
        self._places.extend([self._place()] * len(words))

    # ---- cells, and those that reach over several rows and columns

    def _begin_cell(self, given: dict[str, str]) -> None:
        self._end_cell()
        self._reach()
        self._part()
        row = self._row
        row.begun, row.rows, row.columns = (
            len(self._pieces),
            _span(given.get("rowspan", "")),
            min(_span(given.get("colspan", "")), _WIDEST),
        )

    def _end_cell(self) -> None:
        """Say a wide cell once, with empty ones beside it; remember a tall one for the rows below."""
        row = self._row
        if row.begun is None:
            return
        words = _one_line("".join(self._pieces[row.begun :])) if row.rows > 1 else ""
        row.begun = None
        for n in range(row.columns):
            if n:
                self._part()
            if row.rows > 1:
                row.reaching[row.column] = "" if n else words, row.rows - 1
            row.column += 1

    def _reach(self) -> None:
        """Say the cells that reach down into this row from above."""
        row = self._row
        while held := row.reaching.pop(row.column, None):
            words, rows = held
            row.added += len(words)
            if row.added > MAX_CHARACTERS:  # no page needs that; a hostile one would fill the memory
                return
            if rows > 1:
                row.reaching[row.column] = words, rows - 1
            self._part()
            self._add(words)
            row.column += 1

    def _part(self) -> None:
        if self._row.column:
            self._row.added += 1
            if self._row.added <= MAX_CHARACTERS:
                self._add(_CELL)

    def _note_metadata(self, given: dict[str, str]) -> None:
        name = (given.get("name") or given.get("property") or "").lower()
        if name in _DAY_NAMES:
            self.metadata.setdefault("day", given.get("content", ""))
        elif name in _TITLE_NAMES:
            self.metadata.setdefault("title", given.get("content", ""))

    def lines(self) -> tuple[str, array[int]]:
        """Return the text without blanks at the edges of lines, and without empty lines."""
        whole = "".join(self._pieces)
        kept: list[str] = []
        origin = array("l")
        for first, last, end in _stretches(whole):
            self._collapse(whole, first, last, kept, origin)
            kept.append("\n")
            origin.append(self._places[end] if end < len(whole) else len(self._raw))
        origin.append(len(self._raw))
        return "".join(kept), origin

    def _collapse(self, whole: str, first: int, last: int, kept: list[str], origin: array[int]) -> None:
        """Keep a stretch of the text, with one blank where several stand in a row or behind a tab."""
        for run in _RUN.finditer(whole, first, last):
            kept.append(_WRITTEN.get(run[0], run[0]))
            origin.extend(self._places[run.start() : run.end()])


def _stretches(whole: str) -> Iterator[tuple[int, int, int]]:
    """Yield where the words of each line begin and end, and where the line itself ends.

    A row with a single filled cell above or below its table is a title or a remark, and loses its cells. So
    does the row of a table that only arranges the page.
    """
    ends = [*(m.start() for m in re.finditer("\n", whole)), len(whole)]
    spans = zip([0, *(end + 1 for end in ends)], ends, strict=False)
    words = [(start, end) for start, end in spans if whole[start:end].strip(_EDGES + "\t" + _CELL + _INNER)]
    for in_table, group in groupby(words, lambda span: _CELL in whole[span[0] : span[1]]):
        rows = list(group)
        first, last = _real(whole, rows) if in_table else (len(rows), -1)
        for n, (start, end) in enumerate(rows):
            if first <= n <= last:
                yield _bare(whole, start, end, _EDGES)
            else:
                yield from _lines_within(whole, start, end)


def _real(whole: str, rows: list[tuple[int, int]]) -> tuple[int, int]:
    """Return the first and the last row of a table that are more than a title or a remark."""
    cells = [whole[start:end].split(_CELL) for start, end in rows]
    first, last = bounds([sum(map(bool, map(str.strip, row))) for row in cells])
    if first == last and any(len(cell.strip().split(_INNER)) >= _ARRANGED for cell in cells[first]):
        return len(rows), -1
    return first, last


def _lines_within(whole: str, start: int, end: int) -> Iterator[tuple[int, int, int]]:
    """Yield the lines of a row that is no row of words."""
    for line in re.finditer(f"[^{_INNER}]+", whole[start:end]):
        bare = _bare(whole, start + line.start(), start + line.end(), _EDGES + _CELL)
        if bare[0] < bare[1]:
            yield bare


def _bare(whole: str, start: int, end: int, edges: str) -> tuple[int, int, int]:
    """Return a line without blanks at its edges."""
    line = whole[start:end]
    after = len(line.rstrip(edges + _INNER))
    before = len(line) - len(line.lstrip(edges + "\t" + _INNER))
    return start + before, start + after, end
