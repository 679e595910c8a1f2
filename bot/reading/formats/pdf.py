"""PDF → lines: paragraphs whose lines were only wrapped are joined, tables with rulings become grids.

Everything is read by place on the page, in one pass of pdfplumber: which lines are full, where a paragraph is
indented, which words stand inside a table. A second library for the text alone would only say it twice.
"""

from __future__ import annotations

import io
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from statistics import median
from typing import TYPE_CHECKING, Any

from bot.errors import Unreadable
from bot.reading.formats import MAX_CHARACTERS, Words
from bot.reading.formats.grid import filled_down, lines
from bot.reading.furniture import furniture

if TYPE_CHECKING:
    from pdfplumber.page import Page
    from pdfplumber.table import Table

MAX_PAGES = 300
#: Fewer characters than this, and the page is a picture of one.
SCANNED = 20

_BREAKS = re.compile(r"[。；：！？!?:;]$")
#: Numbering or a label at the head of a line begins a paragraph of its own.
_BEGINS = re.compile(
    r"\s*(?:第[一二三四五六七八九十百\d]{1,4}[章节条项]|[一二三四五六七八九十]{1,3}、|[（(][一二三四五六七八九十\d]{1,3}[）)]"
    r"|\d{1,3}[.．、](?!\d)|[①-⑳]|[一-龥]{2,8}[：:])"
)
_CJK = "\u3000-\u303f\u4e00-\u9fff\uff00-\uffef"
_LOOSE = re.compile(rf"(?<=[{_CJK}])[ \u00a0]+(?=[{_CJK}\d])|(?<=[\d%％])[ \u00a0]+(?=[{_CJK}])")


def read(code: bytes) -> Words:
    """Read a PDF file.

    Raises:
        Unreadable: encrypted, damaged, too long, or without a layer of text.
    """
    from pdfminer.pdfdocument import PDFPasswordIncorrect  # noqa: PLC0415 - only a child that meets a PDF pays for it
    from pdfminer.pdfparser import PDFSyntaxError  # noqa: PLC0415
    from pdfplumber import open as opened  # noqa: PLC0415
    from pdfplumber.utils.exceptions import PdfminerException  # noqa: PLC0415

    try:
        pdf = opened(io.BytesIO(code))
        pages = pdf.pages
    except (PdfminerException, PDFPasswordIncorrect, PDFSyntaxError) as error:
        if "Password" in repr(error) or isinstance(error, PDFPasswordIncorrect):
            raise Unreadable("PDF 已加密，请取消密码后再放入") from None
        raise Unreadable("PDF 已损坏或没有下载完整，请重新导出后再放入") from None
    if not pages:
        raise Unreadable("PDF 已损坏或没有下载完整，请重新导出后再放入")
    if len(pages) > MAX_PAGES:
        raise Unreadable(f"PDF 超过 {MAX_PAGES} 页，请拆分后再放入")
    return _told([_Layout.of(page) for page in pages])


def _told(pages: Sequence[_Layout]) -> Words:
    bare = [n for n, page in enumerate(pages, 1) if page.characters < SCANNED]
    if sum(page.characters for page in pages) < SCANNED * len(pages):
        raise Unreadable("扫描件，无文字层，请先做文字识别或提供 docx")
    if sum(page.characters for page in pages) > MAX_CHARACTERS:
        raise Unreadable(f"文字超过 {MAX_CHARACTERS // 10_000} 万字，请拆分后再放入")
    some = "、".join(map(str, bare[:10])) + (" 等" if len(bare) > 10 else "")
    note = (f"第 {some} 页没有文字（可能是扫描图片），未读",)
    return Words("\n".join(_paragraphs(pages)) + "\n", note if bare else ())


@dataclass(frozen=True, slots=True)
class _Line:
    """One printed line, in points from the left edge; ``grid`` holds a table's rows instead."""

    text: str
    left: float = 0.0
    right: float = 0.0
    size: float = 0.0
    grid: tuple[tuple[str | None, ...], ...] = ()


@dataclass(frozen=True, slots=True)
class _Layout:
    """One page's lines and tables from top to bottom, and between which edges its text is set."""

    lines: tuple[_Line, ...]
    left: float
    right: float
    characters: int

    @classmethod
    def of(cls, page: Page) -> _Layout:
        tables = [t for t in page.find_tables() if len(t.rows) > 1 and len(t.columns) > 1]
        boxes = [table.bbox for table in tables]
        outside = page.filter(lambda piece: not any(_within(piece, box) for box in boxes)) if boxes else page
        found = [(t.bbox[1], _Line("", grid=_grid(page, t))) for t in tables]
        printed = outside.extract_text_lines(x_tolerance_ratio=0.4, return_chars=True)
        found += [(row["top"], _line(row)) for row in printed if row["text"].strip()]
        ordered = _without_furniture([line for _, line in sorted(found, key=lambda pair: pair[0])])
        text = [line for line in ordered if not line.grid]
        count = len(page.chars)
        page.close()
        left, right = min((li.left for li in text), default=0.0), max((li.right for li in text), default=0.0)
        return cls(tuple(ordered), left, right, count)


def _within(piece: dict[str, Any], box: tuple[float, float, float, float]) -> bool:
    """Tell whether the middle of a piece lies in a table."""
    across, down = (piece["x0"] + piece["x1"]) / 2, (piece["top"] + piece["bottom"]) / 2
    inside: bool = box[0] <= across <= box[2] and box[1] <= down <= box[3]
    return inside and piece["object_type"] == "char"


def _line(row: dict[str, Any]) -> _Line:
    size = median(char["size"] for char in row["chars"])
    return _Line(_closed(row["text"]), row["x0"], row["x1"], size)


def _closed(text: str) -> str:
    """Drop the blanks that typesetting puts between Chinese characters and digits."""
    return _LOOSE.sub("", text.replace("\0", "")).strip()


def _without_furniture(found: list[_Line]) -> list[_Line]:
    """Leave out page numbers at the head and the foot, so that paragraphs and tables go on over the page."""

    def is_furniture(line: _Line) -> bool:
        return not line.grid and (
            furniture(line.text) or bool(re.fullmatch(r"[-—·\s]{0,4}\d{1,4}[-—·\s]{0,4}", line.text))
        )

    first, last = 0, len(found)
    while first < last and is_furniture(found[first]):
        first += 1
    while last > first and is_furniture(found[last - 1]):
        last -= 1
    return found[first:last]


# ---- tables


def _grid(page: Page, table: Table) -> tuple[tuple[str | None, ...], ...]:
    """Return a table's cells; None where a cell above reaches down, empty where one beside is wide."""
    edges = sorted({round(cell[0], 1) for cell in table.cells})
    tops = sorted({round(cell[1], 1) for cell in table.cells})
    grid: list[list[str | None]] = [[""] * len(edges) for _ in tops]
    inside: dict[int, list[dict[str, Any]]] = {}
    for char in page.chars:
        if (n := _cell_of(char, table.cells)) is not None:
            inside.setdefault(n, []).append(char)
    for n, (x0, top, x1, bottom) in enumerate(table.cells):
        column, row = edges.index(round(x0, 1)), tops.index(round(top, 1))
        grid[row][column] = _cell_text(inside.get(n, []), x1)
        for lower in range(row + 1, len(tops)):
            if tops[lower] >= bottom - 1:
                break
            grid[lower][column] = None
    return tuple(map(tuple, grid))


def _cell_of(char: dict[str, Any], cells: Sequence[tuple[float, float, float, float]]) -> int | None:
    across, down = (char["x0"] + char["x1"]) / 2, (char["top"] + char["bottom"]) / 2
    return next((n for n, c in enumerate(cells) if c[0] <= across < c[2] and c[1] <= down < c[3]), None)


def _cell_text(chars: list[dict[str, Any]], right: float) -> str:
    """Join a cell's lines: with a blank where one ends before the edge, without where it was wrapped."""
    from pdfplumber.utils.text import chars_to_textmap  # noqa: PLC0415

    if not chars:
        return ""
    words = ""
    open_end = False
    for row in chars_to_textmap(chars, x_tolerance_ratio=0.4).extract_text_lines():
        line = _line(row)
        words += ("" if open_end else " ") + line.text
        open_end = line.right > right - 1.8 * line.size
    return _closed(words)


# ---- paragraphs


def _paragraphs(pages: Sequence[_Layout]) -> Iterator[str]:
    """Yield paragraphs and table rows in reading order; both may go on over the page."""
    held, open_end = "", False
    rows: list[tuple[str | None, ...]] = []
    for page in pages:
        for line in page.lines:
            if line.grid:
                if held:
                    yield held
                held, open_end = "", False
                rows += line.grid
                continue
            if rows:
                yield from lines(filled_down(rows))
                rows = []
            if held and open_end and _goes_on(line, page):
                held = _closed(_spaced(held, line.text))
            else:
                if held:
                    yield held
                held = line.text
            open_end = _is_open(line, page)
    if rows:
        yield from lines(filled_down(rows))
    if held:
        yield held


def _is_open(line: _Line, page: _Layout) -> bool:
    """A line that fills the column and closes no clause was only wrapped."""
    return line.right > page.right - 1.8 * line.size and not _BREAKS.search(line.text)


def _goes_on(line: _Line, page: _Layout) -> bool:
    return line.left < page.left + 0.8 * line.size and not _BEGINS.match(line.text)


def _spaced(before: str, after: str) -> str:
    """Two Latin words parted by the end of a line keep a blank between them."""
    latin = before[-1:].isascii() and before[-1:].isalpha() and after[:1].isascii() and after[:1].isalpha()
    return f"{before} {after}" if latin else before + after
