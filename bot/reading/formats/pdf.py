"""PDF → lines: paragraphs whose lines were only wrapped are joined, tables with rulings become grids.

Everything is read by place on the page, in one pass of pdfplumber: which lines are full, where a paragraph is
indented, which words stand inside a table. A second library for the text alone would only say it twice.
"""

from __future__ import annotations

import io
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise
from statistics import median
from typing import TYPE_CHECKING, Any

from bot.errors import Unreadable
from bot.reading.formats import MAX_CHARACTERS, Words
from bot.reading.formats.grid import filled_down, lines
from bot.reading.formats.printed import as_read, is_text
from bot.reading.furniture import furniture
from bot.reading.labels import label_of

if TYPE_CHECKING:
    from pdfplumber.page import Page
    from pdfplumber.table import Table

MAX_PAGES = 300
_UNKNOWN = "(cid:"  # how pdfminer writes a character that the font does not name
_BLANKS = " \0\xa0\u3000"

#: A row of a table; None where a cell above reaches down.
_Cells = tuple[str | None, ...]

#: Fewer characters than this, and the page is a picture of one.
SCANNED = 20

_BREAKS = re.compile(r"[。；：！？!?:;]$")
#: Numbering at the head of a line begins a paragraph of its own; so does a label, where no indent tells.
_NUMBERED = re.compile(
    r"(?:第[一二三四五六七八九十百\d]{1,4}[章节条项]|[一二三四五六七八九十]{1,3}、|[（(][一二三四五六七八九十\d]{1,3}[）)]"
    r"|\d{1,3}[.．、](?!\d)|[①-⑳])"
)
#: A bracket that is still open at the end of a line.
_OPEN = re.compile(r"[（(〔【][^）)〕】]{0,200}$")
_LABELLED = re.compile(r"[一-龥]{2,8}[：:]")


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
    bare = [n for n, page in enumerate(pages, 1) if page.pictured or not page.lines]
    if sum(page.characters for page in pages) < SCANNED * len(pages):
        raise Unreadable("扫描件，无文字层，请先做文字识别或提供 docx")
    if sum(page.unknown for page in pages) > 0.1 * sum(page.characters for page in pages):
        raise Unreadable("PDF 里的字体没有文字对照表，读不出文字，请提供 docx 或重新导出")
    if sum(page.characters for page in pages) > MAX_CHARACTERS:
        raise Unreadable(f"文字超过 {MAX_CHARACTERS // 10_000} 万字，请拆分后再放入")
    some = "、".join(map(str, bare[:10])) + (" 等" if len(bare) > 10 else "")
    note = (f"第 {some} 页没有文字（可能是扫描图片），未读",)
    return Words("\n".join(_paragraphs(_aligned(pages))) + "\n", note if bare else ())


def _aligned(pages: Sequence[_Layout]) -> list[_Layout]:
    """Give pages without a full line the edges of the others on such paper.

    A last page of a few short, indented lines would otherwise seem to be set in a narrow column.
    """
    done = []
    for page in pages:
        alike = [p for p in pages if p.paper == page.paper and p.right > p.left]
        first, width = (
            min((p.left for p in alike), default=0.0),
            max((p.right - p.left for p in alike), default=0.0),
        )
        size = median([line.size for line in page.lines if not line.grid] or [1.0]) or 1.0
        left = first if 1.5 < (page.left - first) / size < 2.6 else page.left
        done.append(replace(page, left=left, right=max(page.right, left + width)))
    return done


@dataclass(frozen=True, slots=True)
class _Line:
    """One printed line, in points from the left edge; ``grid`` holds a table's rows instead."""

    text: str
    left: float = 0.0
    right: float = 0.0
    size: float = 0.0
    grid: tuple[_Cells, ...] = ()


@dataclass(frozen=True, slots=True)
class _Layout:
    """One page's lines and tables from top to bottom, and between which edges its text is set."""

    lines: tuple[_Line, ...]
    left: float
    right: float
    paper: float  # width of the page
    characters: int
    unknown: int  # characters of a font that does not say which ones they are
    pictured: bool  # a picture with hardly a word

    @classmethod
    def of(cls, sheet: Page) -> _Layout:
        page = as_read(sheet)
        tables = [t for t in page.find_tables() if _is_grid(t)]
        boxes = [table.bbox for table in tables]
        outside = page.filter(lambda piece: is_text(piece) and not any(_within(piece, box) for box in boxes))
        found = [(t.bbox[1], _Line("", grid=_grid(page, t))) for t in tables]
        found += [
            (row["top"], _line(row))
            for row in outside.extract_text_lines(keep_blank_chars=True)
            if row["text"].strip()
        ]
        ordered = _without_furniture([line for _, line in sorted(found, key=lambda pair: pair[0])])
        text = [line for line in ordered if not line.grid]
        count, pictured = len(page.chars), bool(page.images)
        unknown = sum(char["text"].startswith(_UNKNOWN) for char in page.chars)
        page.close()
        sheet.close()
        left, right = min((li.left for li in text), default=0.0), max((li.right for li in text), default=0.0)
        return cls(
            tuple(ordered), left, right, float(page.width), count, unknown, pictured and count < SCANNED
        )


def _within(piece: dict[str, Any], box: tuple[float, float, float, float]) -> bool:
    """Tell whether the middle of a piece lies in a table."""
    across, down = (piece["x0"] + piece["x1"]) / 2, (piece["top"] + piece["bottom"]) / 2
    inside: bool = box[0] <= across <= box[2] and box[1] <= down <= box[3]
    return inside


def _line(row: dict[str, Any]) -> _Line:
    """Read a printed line, with blanks where they were meant."""
    printed = [char for char in row["chars"] if char["text"].strip(_BLANKS)]
    size = median(char["size"] for char in printed) or 1.0
    words, blank = "", False
    before: dict[str, Any] | None = None
    for char in row["chars"]:
        if char["text"].strip(_BLANKS):
            words += _gap(before, char, size, blank) if before else ""
            # what the font does not name is lost, not to be guessed
            words += "\ufffd" if char["text"].startswith(_UNKNOWN) else char["text"]
            before, blank = char, False
        else:
            blank = True
    return _Line(words, row["x0"], row["x1"], size)


def _gap(before: dict[str, Any], char: dict[str, Any], size: float, blank: bool) -> str:
    """Return the blank between two characters; what sets digits apart from Chinese ones is none."""
    gap: float = (char["x0"] - before["x1"]) / size
    first, second = str(before["text"])[-1], str(char["text"])[0]
    if first.isascii() and second.isascii():
        return " " if gap > 0.15 else ""
    if gap > 0.8:
        return "\u3000" * min(round(gap), 8)
    return " " if blank and not (first.isascii() or second.isascii()) else ""


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


def _is_grid(table: Table) -> bool:
    """Tell a table from a frame; one row may be the last of a table that began on the page before."""
    return len(table.columns) > (1 if len(table.rows) > 1 else 2)


def _grid(page: Page, table: Table) -> tuple[_Cells, ...]:
    """Return a table's cells; None where a cell above reaches down, empty where one beside is wide."""
    edges = sorted({round(cell[0], 1) for cell in table.cells})
    tops = sorted({round(cell[1], 1) for cell in table.cells})
    grid: list[list[str | None]] = [[""] * len(edges) for _ in tops]
    inside: dict[int, list[dict[str, Any]]] = {}
    for char in filter(is_text, page.chars):
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
    for row in chars_to_textmap(chars, keep_blank_chars=True).extract_text_lines():
        line = _line(row)
        words += ("" if open_end else " ") + line.text
        open_end = line.right > right - 1.8 * line.size
    return words.strip()


# ---- paragraphs


def _paragraphs(pages: Sequence[_Layout]) -> Iterator[str]:
    """Yield paragraphs and table rows in reading order; both may go on over the page."""
    indented = _is_indented(pages)
    held: list[str] = []
    last: tuple[_Line, _Layout] | None = None  # the line before, where it is a printed one
    rows: list[_Cells] = []
    for page in pages:
        for line in page.lines:
            if line.grid or not (last and _goes_on(*last, line, page, indented)):
                yield from _joined(held)
                held = []
            if line.grid:
                rows = _continued(rows, line.grid) if line is page.lines[0] else [*rows, *line.grid]
                last = None
                continue
            yield from lines(filled_down(rows))
            rows = []
            held.append(line.text)
            last = line, page
    yield from _joined(held)
    yield from lines(filled_down(rows))


def _continued(above: list[_Cells], rows: Sequence[_Cells]) -> list[_Cells]:
    """Go on with a table on the next page; a row that the page has cut in two is put together.

    What is left of it has no first cell, fewer cells than not, and none where the row above has none.
    """
    rest, row = rows[0], above[-1] if above else ()
    filled = [at for at, cell in enumerate(rest) if cell]
    cut = len(row) == len(rest) > 2 * len(filled) > 0 and filled[0] > 0 and all(row[at] for at in filled)
    if not cut:
        return [*above, *rows]
    whole = tuple(f"{cell or ''}{rest[at] or ''}" if at in filled else cell for at, cell in enumerate(row))
    return [*above[:-1], whole, *rows[1:]]


def _is_indented(pages: Sequence[_Layout]) -> bool:
    """Tell whether paragraphs begin with an indent: by the lines after a short one, and by long ones."""
    starts: list[bool] = []
    for page in pages:
        wide = page.left + 0.7 * (page.right - page.left)
        printed = [line for line in page.lines if not line.grid]
        starts += [_indent(line, page) > 0.8 for before, line in pairwise(printed) if before.right < wide]
        starts += [True for line in printed if line.right > wide and 1.5 < _indent(line, page) < 2.6]
    return sum(starts) > 0.7 * len(starts)


def _indent(line: _Line, page: _Layout) -> float:
    """Return by how many characters a line is set in."""
    return (line.left - page.left) / (line.size or 1.0)


def _goes_on(before: _Line, above: _Layout, line: _Line, page: _Layout, indented: bool) -> bool:
    """Tell whether *line* only goes on where *before* had no more room."""
    if _NUMBERED.match(line.text) or _indent(line, page) > 0.8:
        return False
    if indented:  # the indent alone tells; an unbreakable 95% may have left a line shorter
        return before.right > above.left + 0.8 * (above.right - above.left)
    full = before.right + _first_piece(line) * line.size > above.right
    within = _OPEN.search(before.text) is not None
    return full and (within or not (_BREAKS.search(before.text) or _LABELLED.match(line.text)))


def _first_piece(line: _Line) -> float:
    """Return the width, in sizes of a character, of what the line before had to have room for."""
    found = re.match(r"[!-~]{1,40}", line.text)
    return 1.8 + len(found[0]) / 2 if found else 1.8


def _joined(held: Sequence[str]) -> Iterator[str]:
    """Put a paragraph's lines together; a blank that the end of a line has swallowed is put back.

    That is one between two Latin words, and one before a label: 牵头单位：区水利局 完成时限：6月底.
    """
    words = ""
    for line in held:
        latin = words[-1:].isascii() and words[-1:].isalpha() and line[:1].isascii() and line[:1].isalpha()
        words += " " * (latin or _begins_label(words, line)) + line
    if words:
        yield words


def _begins_label(words: str, line: str) -> bool:
    """Tell whether *line* begins with a whole label, and does not only end one: 牵头·责任单位：."""
    label = re.split("[：:]", line[:12], maxsplit=1)[0]
    whole = label_of(label) is not None and label != line[:12]
    return whole and words[-1:].isalnum() and label_of(words[-2:] + label) is None
