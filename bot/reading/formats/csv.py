"""CSV → rows of cells parted by TAB, each character with its place in the file.

Not the csv module: it hands out cells without their places, and a duty must be found again in the file.
"""

from __future__ import annotations

import re
from array import array
from collections import Counter
from collections.abc import Iterator

from bot.errors import Unreadable
from bot.reading.formats.grid import bounds

MAX_ROWS = 50_000
MAX_COLUMNS = 100

#: A first line with which Excel is told what parts the cells.
_TOLD = re.compile(r"sep=([,;\t|])\r?\n")

#: A cell: its characters, each with its place.
Cell = list[tuple[int, str]]


def plain_text(raw: str) -> tuple[str, array[int]]:
    """Return the rows of a CSV file, and where each character of them begins in *raw*.

    The array has one entry more than the text. Line breaks and tabs inside quoted cells become blanks;
    rows above and below the table that hold one cell only become plain lines.

    Raises:
        Unreadable: more rows or columns than any list needs, or no row of two cells: what parts them
            is then not known.
    """
    rows = []
    told = _TOLD.match(raw)
    for row in rows_between(raw, told[1] if told else _delimiter(raw), told.end() if told else 0):
        rows.append(row)
        if len(rows) > MAX_ROWS:
            raise Unreadable(f"超过 {MAX_ROWS} 行，请拆分后再放入")
        if len(row) > MAX_COLUMNS and any(map(_filled, row[MAX_COLUMNS:])):
            raise Unreadable(f"超过 {MAX_COLUMNS} 列，请删去右边无关的列后再放入")
    rows = [row[:MAX_COLUMNS] for row in rows if any(map(_filled, row))]
    if not rows:
        raise Unreadable("表格里没有内容，请确认保存无误后再放入")
    first, last = bounds([sum(map(_filled, row)) for row in rows])
    if last < first:
        raise Unreadable("不是用逗号、分号或制表符分隔的表格，请用 Excel 另存为 .xlsx，文字请另存为 .txt")
    kept: Cell = []
    for i, row in enumerate(rows):
        kept += _joined(row if first <= i <= last else [cell for cell in row if _filled(cell)], len(raw))
    text = "".join(char for _, char in kept)
    return text, array("l", [*(at for at, _ in kept), len(raw)])


def _filled(cell: Cell) -> bool:
    return any(not char.isspace() for _, char in cell)


def _joined(row: list[Cell], end: int) -> Iterator[tuple[int, str]]:
    at = next((at for cell in row for at, _ in cell), end)
    for n, cell in enumerate(row):
        if n:
            yield at, "\t"
        for at, char in cell:
            yield at, " " if char in "\r\n\t" else char
    yield at, "\n"


def _delimiter(raw: str) -> str:
    """Return the mark that parts most of the first lines, outside quotes, into equally many cells."""
    head = re.sub(r'"[^"]{0,5000}"', "", raw[:20_000]).splitlines()

    def alike(mark: str) -> int:
        counts = Counter(count for line in head if (count := line.count(mark)))
        return max(counts.values(), default=0)

    return max("\t;,", key=alike)


def rows_between(raw: str, delimiter: str, start: int = 0) -> Iterator[list[Cell]]:
    """Take the text apart from *start* on as RFC 4180 says.

    A quote inside an unquoted cell is a character like any other.
    """
    row: list[Cell] = [[]]
    quoted, at = False, start
    while at < len(raw):
        char = raw[at]
        if quoted:
            if char == '"' and raw[at + 1 : at + 2] == '"':
                row[-1].append((at, char))
                at += 1
            elif char == '"':
                quoted = False
            else:
                row[-1].append((at, char))
        elif char == '"' and not row[-1]:
            quoted = True
        elif char == delimiter:
            row.append([])
        elif char == "\n":
            yield row
            row = [[]]
        elif char != "\r":
            row[-1].append((at, char))
        at += 1
    yield row
