"""Tables → an Excel workbook that an office prints.

Written row by row, so that memory does not grow with the number of rows. A cell's text stays text: nothing
here writes a formula, and a text that looks like one keeps its mark when somebody edits the cell.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from datetime import date, datetime, time
from functools import cache
from io import BytesIO
from typing import Any

import xlsxwriter
from xlsxwriter.format import Format
from xlsxwriter.workbook import Workbook
from xlsxwriter.worksheet import Worksheet

from bot.exports.tables import Cell, Column, Link, Row, Share, Table, clean
from bot.ledger.lights import Light, Signal

#: On which paper, by its number in the file format, and the margins in inches.
_A3, _A4 = 8, 9
_MARGINS = {"left": 0.4, "right": 0.4, "top": 0.6, "bottom": 0.6}
_TITLE, _NOTE, _HEAD = 0, 1, 2  # the rows above the table
_HEIGHTS = {_TITLE: 36, _NOTE: 20, _HEAD: 30}

#: The faces that Chinese offices have; the sizes are in points.
_SONG, _FANGSONG, _HEI = {"font_name": "宋体"}, {"font_name": "仿宋"}, {"font_name": "黑体"}
_MIDDLE = {"valign": "vcenter"}
_CENTRED = {"align": "center", **_MIDDLE}
_CELL = {**_SONG, "font_size": 10, "border": 1, "text_wrap": True}
#: Light enough to read and to print on; the word in the cell says the same without colour.
FILLS: Mapping[Light, str] = {
    Light.GREEN: "#C6E9C6",
    Light.BLUE: "#BDD9F2",
    Light.YELLOW: "#FFF2A8",
    Light.ORANGE: "#FFCC80",
    Light.RED: "#F4A6A0",
}
_STYLES: Mapping[str, Mapping[str, Any]] = {
    "title": {**_SONG, **_CENTRED, "font_size": 18, "bold": True},
    "note": {**_FANGSONG, **_MIDDLE, "font_size": 11, "text_wrap": True},
    "head": {**_HEI, **_CENTRED, "font_size": 10, "border": 1, "text_wrap": True, "bg_color": "#E7E6E6"},
    "centred": {**_CELL, **_CENTRED},
    "left": {**_CELL, **_MIDDLE, "align": "left"},
    "day": {**_CELL, **_CENTRED, "num_format": "yyyy-mm-dd"},
    "share": {**_CELL, **_CENTRED, "num_format": "0%"},
    "link": {**_CELL, **_CENTRED, "font_color": "#0563C1", "underline": 1},
    **{light.name: {**_CELL, **_CENTRED, "bg_color": colour} for light, colour in FILLS.items()},
}

#: What spreadsheets take for the beginning of a formula when a cell is edited.
_FORMULA = tuple("=+-@\t\r＝＋－＠")
_LONGEST = 32_767  # a cell's characters
_TALLEST, _LOWEST, _LINE = 409, 22, 14  # heights of a row and of a line, in points
_EARLIEST = 1900  # the first year that a spreadsheet has days of
NOTHING = "无"


def workbook(tables: Sequence[Table]) -> bytes:
    """Return *tables* as an .xlsx file, a sheet each."""
    held = BytesIO()
    with xlsxwriter.Workbook(held, {"constant_memory": True}) as book:
        pages = _Pages(book, sheet_names([table.name for table in tables]))
        for place, table in enumerate(tables):
            pages.write(place, table)
    return held.getvalue()


class _Pages:
    """The sheets of one workbook, written one after the other."""

    def __init__(self, book: Workbook, names: Sequence[str]):
        self._book, self._names = book, names
        self._format = cache(self._made)

    def _made(self, style: str, quoted: bool = False) -> Format:
        return self._book.add_format({**_STYLES[style], "quote_prefix": quoted})

    def write(self, place: int, table: Table) -> None:
        sheet = self._book.add_worksheet(self._names[place])
        self._above(sheet, table)
        row = _HEAD
        for row, cells in enumerate(table.rows(), _HEAD + 1):
            self._row(sheet, row, table.columns, cells)
        if row == _HEAD:
            row += 1
            self._line(sheet, row, table, NOTHING, "centred")
        else:
            sheet.autofilter(_HEAD, 0, row, len(table.columns) - 1)
        if table.end:
            row += 1
            self._line(sheet, row, table, table.end, "note")
        _print(sheet, table, row)
        # Or the sheet's file of rows stays open until all are written: there may be hundreds.
        sheet._opt_close()

    def _above(self, sheet: Worksheet, table: Table) -> None:
        """Write title, note and headings; the headings stay in sight and are printed on every page."""
        for index, column in enumerate(table.columns):
            sheet.set_column(index, index, column.width)
        sheet.set_row(_HEAD, _HEIGHTS[_HEAD])
        self._line(sheet, _TITLE, table, table.title, "title")
        self._line(sheet, _NOTE, table, table.note, "note")
        for index, column in enumerate(table.columns):
            sheet.write_string(_HEAD, index, column.title, self._format("head"))
        sheet.freeze_panes(_HEAD + 1, table.fixed)

    def _line(self, sheet: Worksheet, row: int, table: Table, text: str, style: str) -> None:
        """Write *text* across the whole table."""
        sheet.set_row(row, max(_HEIGHTS.get(row, _LOWEST), _across(table, text)))
        if len(table.columns) > 1:
            sheet.merge_range(row, 0, row, len(table.columns) - 1, "", self._format(style))
        sheet.write_string(row, 0, clean(text)[:_LONGEST], self._format(style))

    def _row(self, sheet: Worksheet, row: int, columns: Sequence[Column], cells: Row) -> None:
        sheet.set_row(row, height(columns, cells))
        for index, (column, cell) in enumerate(zip(columns, cells, strict=True)):
            self._cell(sheet, row, index, column, cell)

    def _cell(self, sheet: Worksheet, row: int, index: int, column: Column, cell: Cell) -> None:
        style = "centred" if column.centred else "left"
        match cell:
            case None | "":
                sheet.write_blank(row, index, None, self._format(style))
            case int():
                sheet.write_number(row, index, cell, self._format(style))
            case date() if cell.year >= _EARLIEST:
                sheet.write_datetime(row, index, datetime.combine(cell, time()), self._format("day"))
            case Share(percent):
                sheet.write_number(row, index, percent / 100, self._format("share"))
            case Link(words, table):
                name = self._names[table].replace("'", "''")
                sheet.write_url(row, index, f"internal:'{name}'!A1", self._format("link"), clean(words))
            case Signal(light=light) if light in FILLS:
                sheet.write_string(row, index, str(cell), self._format(light.name))
            case _:
                text = fitting(clean(str(cell)), column.width)
                sheet.write_string(row, index, text, self._format(style, text.startswith(_FORMULA)))


def _print(sheet: Worksheet, table: Table, last: int) -> None:
    """Set the page: across, as wide as the table, its number at the foot."""
    sheet.set_landscape()
    sheet.set_paper(_A3 if table.wide else _A4)
    sheet.set_margins(**_MARGINS)
    sheet.fit_to_pages(1, 0)
    sheet.center_horizontally()
    sheet.repeat_rows(_HEAD)
    sheet.print_area(0, 0, last, len(table.columns) - 1)
    name = clean(table.name).replace("&", "&&")
    sheet.set_footer(f"&L&9{name}&C&9第 &P 页，共 &N 页")


def height(columns: Sequence[Column], cells: Row) -> float:
    """Return how high a row must be, in points: not every program works it out by itself."""
    most = max(_lines(str(cell), column.width) for column, cell in zip(columns, cells, strict=True))
    return min(_TALLEST, max(_LOWEST, most * _LINE + 5))


def _across(table: Table, text: str) -> float:
    """Return how high a line over the whole table must be."""
    whole = sum(column.width for column in table.columns)
    return min(_TALLEST, _lines(text, whole * 0.9) * _LINE * 1.2 + 5)  # a tenth larger than in the cells


def _lines(text: str, width: float) -> int:
    """Return how many lines *text* takes; a Chinese character is as wide as two digits."""
    room = _room(width)
    if "\n" not in text and 2 * len(text) <= room:
        return 1
    return sum(-(-max(1, _wide(line)) // room) for line in text.split("\n"))


def _room(width: float) -> int:
    """Return how many digits a line holds; the odd one is lost where a character does not fit."""
    return max(2, int(width) - 1)


def _wide(text: str) -> int:
    return len(text.encode("gb18030", "replace"))  # one byte or two, quicker than looking each sign up


def fitting(text: str, width: float) -> str:
    """Return *text* as far as it fits the tallest row a spreadsheet has; plain files have all of it."""
    left, room = int(_TALLEST / _LINE), _room(width)
    if 2 * len(text) <= room or _lines(text, width) <= left:
        return text[:_LONGEST]
    kept = []
    for line in text.split("\n"):
        need = _lines(line, width)
        if need >= left:  # the last line is for the remark
            kept.append(f"{line[: (left - 2) * room // 2]}……（过长，全文见 csv）")
            break
        kept.append(line)
        left -= need
    return "\n".join(kept)[:_LONGEST]


_FORBIDDEN = re.compile(r"[\[\]:*?/\\]")
_RESERVED = ("history",)


def sheet_names(names: Iterable[str]) -> list[str]:
    """Return names that a workbook takes: short, without its signs, each once in any case of letters."""
    taken: set[str] = set(_RESERVED)
    found = []
    for name in names:
        base = _FORBIDDEN.sub("_", clean(name).replace("\n", " ")).strip(" '") or "无名"
        chosen, count = _short(base, ""), 1
        while chosen.casefold() in taken:
            count += 1
            chosen = _short(base, f"（{count}）")
        taken.add(chosen.casefold())
        found.append(chosen)
    return found


def _short(name: str, end: str) -> str:
    """Return *name* and *end* in 31 units of UTF-16, which is how a workbook counts."""
    while len(f"{name}{end}".encode("utf-16-le")) > 2 * 31:
        name = name[:-1]
    return f"{name.rstrip(chr(39))}{end}"
