"""Excel files → lines: each visible sheet's table, merged cells filled down, days and shares as shown.

The sheets are streamed by a walker of our own. openpyxl holds a whole sheet in memory before it can be
counted, takes two loadings (it gives either formulas or their values), and an import of 0.2 s.
"""

from __future__ import annotations

import io
import re
import zipfile
from bisect import bisect_right
from collections.abc import Iterator
from dataclasses import dataclass, field
from xml.etree import ElementTree
from xml.etree.ElementTree import Element

from bot.errors import Unreadable
from bot.reading.formats import Words
from bot.reading.formats.archive import BROKEN, attributes, local, main_part, related, tree, xml
from bot.reading.formats.grid import lines
from bot.reading.formats.numbers import BUILT_IN, shown

MAX_ROWS = 50_000
MAX_COLUMNS = 100
MAX_SHEETS = 200

_NAMELESS = re.compile(r"(?:Sheet|工作表|表)\s?\d*", re.IGNORECASE)
_COLUMN = re.compile(r"[A-Z]{1,3}")


def read(archive: zipfile.ZipFile, part: str = "") -> Words:
    """Read an Excel archive whose workbook is at *part*.

    Raises:
        Unreadable: no sheet has words, or one has more rows or columns than any list needs.
    """
    part = part or main_part(archive)
    book = _Book.of(archive, part)
    sheets = [(name, book.sheet(archive, path, name)) for name, path in book.sheets]
    told = [(name, rows) for name, rows in sheets if rows]
    if not told:
        raise Unreadable("表格里没有可读的内容（工作表是空的或被隐藏），请取消隐藏后再放入")
    written: list[str] = []
    for name, rows in told:
        if len(told) > 1 and not _NAMELESS.fullmatch(name):
            written.append(name)
        written += lines(rows)
    return Words("\n".join(written) + "\n", tuple(book.notes))


@dataclass
class _Sheet:
    """What one sheet holds, cells by row and column (both from 1)."""

    rows: dict[int, dict[int, str]] = field(default_factory=dict)
    hidden_rows: set[int] = field(default_factory=set)
    hidden_columns: set[int] = field(default_factory=set)
    merged: list[tuple[int, int, int]] = field(default_factory=list)  # column, first row, last row
    unvalued: list[str] = field(default_factory=list)
    faulty: list[str] = field(default_factory=list)

    def visible(self) -> list[list[str]]:
        """Return the visible cells as rows of one width; merged cells are said in each row they reach."""
        self._fill()
        hidden = self.hidden_columns
        width = max((column for row in self.rows.values() for column in row), default=0)
        columns = [c for c in range(1, width + 1) if c not in hidden]
        return [
            [row.get(c, "") for c in columns]
            for number, row in sorted(self.rows.items())
            if number not in self.hidden_rows
        ]

    def _fill(self) -> None:
        numbers = sorted(self.rows)
        left = len(numbers) * MAX_COLUMNS  # ranges that do not overlap cannot cover more
        for first, top, bottom in self.merged:
            value = self.rows.get(top, {}).get(first)
            below = numbers[bisect_right(numbers, top) : bisect_right(numbers, bottom)] if value else []
            left -= len(below)
            if left < 0:
                raise Unreadable(BROKEN)
            for number in below:
                self.rows[number][first] = value or ""


@dataclass
class _Book:
    """The workbook: its visible sheets, its shared words and its number formats."""

    sheets: list[tuple[str, str]]
    strings: list[str]
    formats: list[str]
    since_1904: bool
    notes: list[str] = field(default_factory=list)

    @classmethod
    def of(cls, archive: zipfile.ZipFile, part: str) -> _Book:
        root, parts = tree(archive, part), related(archive, part)
        others = dict(parts.values())
        properties = next((attributes(e) for e in root.iter() if local(e.tag) == "workbookPr"), {})
        book = cls(
            [],
            _strings(xml(archive, others.get("sharedStrings", ""))),
            _formats(tree(archive, others.get("styles", ""))),
            properties.get("date1904") in ("1", "true"),
        )
        hidden = []
        for element in root.iter():
            if local(element.tag) == "sheet":
                given = attributes(element)
                kind, path = parts.get(given.get("id", ""), ("", ""))
                if given.get("state", "visible") != "visible":
                    hidden.append(given.get("name", ""))
                elif kind == "worksheet":
                    book.sheets.append((given.get("name", ""), path))
        if len(book.sheets) > MAX_SHEETS:
            raise Unreadable(f"工作表超过 {MAX_SHEETS} 个，请拆分后再放入")
        if hidden:
            book.notes.append(f"隐藏的工作表未读：{_some(hidden)}")
        return book

    def sheet(self, archive: zipfile.ZipFile, path: str, name: str) -> list[list[str]]:
        """Read one sheet's visible rows, and note what in it was not read."""
        sheet = self._stream(xml(archive, path), name)
        told = {n for n in sheet.hidden_rows if sheet.rows.get(n)}
        if told:
            self.notes.append(f"工作表“{name}”有 {len(told)} 行被隐藏或筛除，未读")
        used = {column for row in sheet.rows.values() for column in row}
        if columns := sheet.hidden_columns & used:
            self.notes.append(f"工作表“{name}”有 {len(columns)} 列被隐藏，未读")
        if sheet.unvalued:
            self.notes.append(
                f"工作表“{name}”的公式没有计算结果，未读：{_some(sheet.unvalued)}；请用 Excel 打开保存一次"
            )
        if sheet.faulty:
            self.notes.append(f"工作表“{name}”的公式出错，未读：{_some(sheet.faulty)}")
        return sheet.visible()

    def _stream(self, code: bytes, name: str) -> _Sheet:
        sheet, number = _Sheet(), 0
        holder: Element | None = None
        for event, element in ElementTree.iterparse(io.BytesIO(code), ("start", "end")):  # noqa: S314 - no document type
            tag = local(element.tag)
            if event == "start":
                holder = element if tag == "sheetData" else holder
            elif tag == "row":
                number = self._row(sheet, element, number + 1, name)
                if holder is not None:
                    holder.clear()
            elif tag == "col":
                given = attributes(element)
                if given.get("hidden") in ("1", "true"):
                    last = min(int(given.get("max", "0")), MAX_COLUMNS)
                    sheet.hidden_columns |= set(range(int(given.get("min", "1")), last + 1))
            elif tag == "mergeCell":
                sheet.merged += _range(attributes(element).get("ref", ""))
        return sheet

    def _row(self, sheet: _Sheet, element: Element, number: int, name: str) -> int:
        given = attributes(element)
        number = int(given.get("r", number))
        cells: dict[int, str] = {}
        column = 0
        for cell in element:
            column = _column(attributes(cell).get("r", "")) or column + 1
            if value := self._value(cell, sheet, f"{_letters(column)}{number}"):
                cells[column] = value
        if cells:
            sheet.rows[number] = cells
            if len(sheet.rows) > MAX_ROWS:
                raise Unreadable(f"工作表“{name}”超过 {MAX_ROWS} 行，请拆分后再放入")
            if max(cells) > MAX_COLUMNS:
                raise Unreadable(f"工作表“{name}”超过 {MAX_COLUMNS} 列，请删去右边无关的列后再放入")
        if given.get("hidden") in ("1", "true"):
            sheet.hidden_rows.add(number)
        return number

    def _value(self, cell: Element, sheet: _Sheet, at: str) -> str:
        """Return the words of a cell as the sheet shows them."""
        given = attributes(cell)
        kind = given.get("t", "n")
        inner = {local(child.tag): child for child in cell}
        if kind == "inlineStr":
            return _words(inner["is"]) if "is" in inner else ""
        if "f" in inner and ("v" not in inner or (kind != "str" and not inner["v"].text)):
            sheet.unvalued.append(at)
            return ""
        value = (inner["v"].text or "") if "v" in inner else ""
        if kind == "e":
            sheet.faulty.append(at)
            return ""
        if kind == "s" and value:
            return self.strings[int(value)]
        if kind == "b" and value:
            return "是" if value == "1" else "否"
        if kind == "d":
            year, month, day = value[:10].split("-")
            return f"{int(year)}年{int(month)}月{int(day)}日"
        return self._number(value, given.get("s", "0")) if kind == "n" and value else value

    def _number(self, value: str, style: str) -> str:
        code = self.formats[int(style)] if int(style) < len(self.formats) else ""
        return shown(float(value), code, since_1904=self.since_1904)


def _words(element: Element) -> str:
    """Join the text of a string; the readings (rPh) that Asian editions add are left out."""
    if local(element.tag) == "t":
        return element.text or ""
    return "".join(_words(child) for child in element if local(child.tag) != "rPh")


def _strings(code: bytes) -> list[str]:
    found: list[str] = []
    root: Element | None = None
    for event, element in ElementTree.iterparse(io.BytesIO(code), ("start", "end")) if code else ():  # noqa: S314 - no document type
        if root is None:
            root = element
        if event == "end" and local(element.tag) == "si":
            found.append(_words(element))
            root.clear()
    return found


def _formats(styles: Element) -> list[str]:
    """Return the number format of each cell style."""
    codes = dict(BUILT_IN)
    for element in styles.iter():
        if local(element.tag) == "numFmt":
            given = attributes(element)
            codes[int(given.get("numFmtId", "0"))] = given.get("formatCode", "")
    ways = (way for group in styles if local(group.tag) == "cellXfs" for way in group)
    return [codes.get(int(attributes(way).get("numFmtId", "0")), "") for way in ways]


def _column(reference: str) -> int:
    """Return the number of the column of ``AB12``: 28; 0 where there is none."""
    letters = _COLUMN.match(reference)
    number = 0
    for letter in letters[0] if letters else "":
        number = number * 26 + ord(letter) - 64
    return number


def _letters(column: int) -> str:
    words = ""
    while column > 0:
        column, rest = divmod(column - 1, 26)
        words = chr(65 + rest) + words
    return words


def _range(reference: str) -> Iterator[tuple[int, int, int]]:
    first, _, last = reference.replace("$", "").partition(":")
    top, bottom = first.lstrip("ABCDEFGHIJKLMNOPQRSTUVWXYZ"), last.lstrip("ABCDEFGHIJKLMNOPQRSTUVWXYZ")
    if top.isdigit() and bottom.isdigit():
        yield _column(first), int(top), int(bottom)


def _some(names: list[str]) -> str:
    return "、".join(name[:30] for name in names[:5]) + (f" 等 {len(names)} 处" if len(names) > 5 else "")
