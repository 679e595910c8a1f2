"""Tables: rows of cells under a header that says what each column holds → the fields of each row."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

from bot.reading.labels import BEARERS, WHAT, Field, Kind, heads_tasks, label_of
from bot.reading.layouts.cells import Cell, Table
from bot.reading.layouts.fit import DITTO, is_names
from bot.reading.limits import is_limit
from bot.reading.outline import Line

_HEADING = re.compile(
    r"[一二三四五六七八九十]{1,3}、|[（(][一二三四五六七八九十]{1,3}[）)]|第[一二三四五六七八九十]+[类部]"
)
_SUM = re.compile(r"(?:合\s*计|小\s*计|总\s*计|共\s*计)")
#: A sentence of the document that says what blank cells mean.
_MERGED = re.compile(r"(?:空白|合并单元格|空格|空白处)[^。；;\n]{0,14}(?:与?上|合并|同上|一致)")


@dataclass(frozen=True, slots=True)
class Row:
    """One row: its cells as fields, and the heading that stands between rows above it."""

    line: Line
    fields: tuple[Field, ...]
    heading: str = ""

    def first(self, *kinds: Kind) -> Field | None:
        """Return the first filled field of the most wanted kind."""
        return next((f for kind in kinds for f in self.fields if f.kind is kind and f.value), None)


def merges_blanks(text: str) -> bool:
    """Tell whether the document says that a blank cell belongs to the one above it."""
    return _MERGED.search(text) is not None


def read_table(table: Table, *, merged: bool = False) -> list[Row]:
    """Read the rows of *table*; a header may be repeated, rows before any header are not understood.

    Args:
        table: rows of cells.
        merged: the document says that a blank cell says what stands above it.
    """
    rows = [row for row in table.rows if any(cell.text for cell in row)]
    if found := _form(rows, table) or _matrix(rows, table):
        return found
    rows = _under_one_header(_turned(rows))
    header: list[Kind | None] = [] if any(map(_is_header, rows)) else _by_cells(rows)
    first = not header and not any(map(_is_header, rows)) and _may_head(rows)
    if header and not any(is_names(cell.text) or is_limit(cell.text) for cell in rows[0]):
        rows = rows[1:]  # 干什么, 谁来干: a header in words of its own
    heads: Sequence[Cell] = [Cell("", ())] * len(header)
    found = []
    heading = ""
    for at, row in enumerate(rows):
        if _is_header(row) or (at == 0 and first):
            labels = [label_of(cell.text) for cell in row]
            header, heads = _with_matter(_guessed(labels, row, rows[at + 1 :])), row
        elif Kind.PERSON in header and not set(header) & set(WHAT):
            continue  # a list of people
        elif only := _only(row, header):
            heading = only.text
        elif header:
            above = found[-1] if found else None
            columns = [(kind, head.text) for kind, head in zip(header, heads, strict=True)]
            found.append(_row(_line(table, row), row, columns, above, heading, merged=merged))
    return _measured([row for row in found if not _sums(row)])


def _is_header(row: Sequence[Cell]) -> bool:
    """Tell whether a row is a header and not one whose cells happen to be labels (备注, 任务)."""
    labels = sum(label_of(cell.text) is not None for cell in row)
    return labels >= 2 and labels * 2 >= sum(bool(cell.text) for cell in row)


def _may_head(rows: Sequence[Sequence[Cell]]) -> bool:
    """Tell whether the first row heads columns, though few of its words are known: units and what they do."""
    kinds = [label_of(cell.text) for cell in rows[0]] if len(rows) > 1 else []
    return heads_tasks(kinds) and any(kind in WHAT for kind in kinds)


def _turned(rows: list[list[Cell]]) -> list[list[Cell]]:
    """Turn a table whose labels stand in its first column, each entry in a column of its own."""
    kinds = [label_of(row[0].text) for row in rows]
    known = sum(kind is not None for kind in kinds)
    width = max((len(row) for row in rows), default=0)
    across = any(label_of(cell.text) is not None for row in rows for cell in row[1:])
    if known < 3 or known < len(rows) * 0.8 or width < 3 or across or not heads_tasks(kinds):
        return rows
    empty = Cell("", ())
    return [[row[i] if i < len(row) else empty for row in rows] for i in range(width)]


def _by_cells(rows: Sequence[Sequence[Cell]]) -> list[Kind | None]:
    """Tell what the columns of a table without a header hold, by their cells: names, limits, what is done."""
    width = len(rows[0]) if rows else 0
    if len(rows) < 2 or width < 3 or any(len(row) != width for row in rows):
        return []
    columns = [[row[i].text for row in rows if row[i].text] for i in range(width)]
    kinds: list[Kind | None] = [None] * width
    for i, cells in enumerate(columns):
        if all(cell.isdigit() for cell in cells):
            kinds[i] = Kind.NUMBER
        elif _mostly(is_names, cells):
            kinds[i] = Kind.SUPPORTING if Kind.RESPONSIBLE in kinds else Kind.RESPONSIBLE
        elif _mostly(is_limit, cells):
            kinds[i] = Kind.DEADLINE
    free = [i for i in range(width) if kinds[i] is None]
    if not free or not {Kind.RESPONSIBLE, Kind.DEADLINE} <= set(kinds):
        return []
    kinds[max(free, key=lambda i: sum(map(len, columns[i])))] = Kind.MATTER
    return kinds


def _mostly(holds: Callable[[str], bool], cells: Sequence[str]) -> bool:
    return len(cells) > 1 and sum(map(holds, cells)) * 3 >= len(cells) * 2


def _line(table: Table, row: Sequence[Cell]) -> Line:
    at = next(cell.at[0] for cell in row if cell.text)
    return next(line for line in reversed(table.lines) if line.start <= at)


def _only(row: Sequence[Cell], header: Sequence[Kind | None]) -> Cell | None:
    """Return the cell that stands alone in a row of several and heads the rows below it: 一、水污染防治."""
    filled = [i for i, cell in enumerate(row) if cell.text]
    if len(filled) != 1 or len(row) < 3 or is_limit(row[filled[0]].text):
        return None
    kind = header[filled[0]] if filled[0] < len(header) else None
    heads = kind not in (Kind.MEASURE, Kind.MATTER) or _HEADING.match(row[filled[0]].text)
    return row[filled[0]] if heads else None


def _measured(rows: list[Row]) -> list[Row]:
    """Let a task head its measures where these have rows of their own below it."""
    if not any(row.first(Kind.MEASURE) and not row.first(Kind.MATTER) for row in rows):
        return rows
    found, task = [], ""
    for row in rows:
        matter = row.first(Kind.MATTER)
        task = matter.value if matter else task
        if row.first(Kind.MEASURE):
            fields = tuple(f for f in row.fields if f.kind is not Kind.MATTER)
            row = replace(row, fields=fields, heading=f"{row.heading} {task}".strip())  # noqa: PLW2901
        found.append(row)
    return found


def _sums(row: Row) -> bool:
    return any(_SUM.match(f.value) for f in row.fields[:2])


def _under_one_header(rows: list[list[Cell]]) -> list[list[Cell]]:
    """Put a header over two rows into one: 责任单位 above 牵头 | 配合 becomes 牵头 | 配合."""
    for at, (above, below) in enumerate(pairwise(rows[:4])):
        upper, lower = ([label_of(cell.text) for cell in row] for row in (above, below))
        two = sum(k is not None for k in upper) >= 2 and sum(k is not None for k in lower) >= 2
        if two and len(above) == len(below) and any(not cell.text for cell in below):
            rows[at : at + 2] = [[b if b.text else a for a, b in zip(above, below, strict=True)]]
            break
    return rows


def _guessed(
    labels: list[Kind | None], row: Sequence[Cell], below: Sequence[Sequence[Cell]]
) -> list[Kind | None]:
    """Tell an unknown column by its cells, where no other says who or by when: names, or limits."""
    guessed = list(labels)
    for i, (label, head) in enumerate(zip(labels, row, strict=True)):
        cells = [r[i].text for r in below if i < len(r) and r[i].text]
        if label is not None or not head.text or len(cells) < 2:
            continue
        if not set(guessed) & set(BEARERS) and _mostly(is_names, cells):
            guessed[i] = Kind.RESPONSIBLE
        elif Kind.DEADLINE not in guessed and _mostly(is_limit, cells):
            guessed[i] = Kind.DEADLINE
    return guessed


def _with_matter(labels: list[Kind | None]) -> list[Kind | None]:
    """Let the last unknown column before the units say what is to be done, where no column is headed so."""
    if set(labels) & {Kind.MATTER, Kind.MEASURE, Kind.PROBLEM}:
        return labels
    units = next((i for i, label in enumerate(labels) if label in BEARERS), len(labels))
    unknown = [i for i in range(units) if labels[i] is None]
    if not unknown and Kind.TARGET not in labels:
        unknown = [i for i in range(units) if labels[i] is Kind.ABOUT]
    return [Kind.MATTER if i == (unknown or [-1])[-1] else label for i, label in enumerate(labels)]


def _row(
    line: Line,
    row: Sequence[Cell],
    columns: Sequence[tuple[Kind | None, str]],
    above: Row | None,
    heading: str,
    *,
    merged: bool,
) -> Row:
    fields: list[Field] = []
    numbers = [cell.text for cell, (kind, _) in zip(row, columns, strict=False) if kind is Kind.NUMBER]
    goes_on = merged or (bool(numbers) and not any(numbers))
    for i, (cell, (kind, label)) in enumerate(zip(row, columns, strict=False)):
        if kind is None:
            continue
        start = cell.at[0] if cell.text else row[0].at[0] if row[0].text else line.start
        end = cell.at[-1] + 1 if cell.text else start
        at = () if isinstance(cell.at, range) else tuple(cell.at)
        key = not i and kind in (*BEARERS, Kind.LEADER)  # units that head their rows are written once
        value = _as_above(cell.text, kind, above, goes_on=goes_on or key)
        fields.append(Field(kind, label, value, start, start, end, at if value == cell.text else ()))
    return Row(line, tuple(fields), heading)


def _as_above(value: str, kind: Kind, above: Row | None, *, goes_on: bool) -> str:
    """Resolve 同上, and a blank where the table merges cells, to what the row above says."""
    ditto = value in DITTO or (not value and goes_on and kind not in (Kind.NUMBER, Kind.PROGRESS, *WHAT[:2]))
    if ditto and above and (field := above.first(kind)):
        return field.value
    return value


def _form(rows: Sequence[Sequence[Cell]], table: Table) -> list[Row]:
    """Read a form (督办单): labels and values side by side in each row; all of it is one entry."""
    pairs = [(row[i], row[i + 1]) for row in rows for i in range(0, len(row) - 1, 2) if row[i].text]
    kinds = [label_of(label.text) for label, _ in pairs]
    values = [label_of(value.text) for _, value in pairs]
    known = sum(kind is not None for kind in kinds)
    unpaired = any(len(row) % 2 and row[-1].text for row in rows)
    if known < 3 or known < len(pairs) * 0.6 or unpaired or any(v is not None for v in values):
        return []
    if not set(kinds) & {*BEARERS, Kind.DEADLINE}:
        return []
    fields = [
        Field(kind, label.text, value.text, label.at[0], value.at[0], value.at[-1] + 1, tuple(value.at))
        for (label, value), kind in zip(pairs, kinds, strict=True)
        if kind is not None and value.text
    ]
    return [Row(table.lines[0], tuple(fields))] if fields else []


_MARKS = ((Kind.LEAD, re.compile("[●▲★◆■主牵]")), (Kind.SUPPORTING, re.compile("[○△☆◇□◎配协参]")))


def _matrix(rows: Sequence[Sequence[Cell]], table: Table) -> list[Row]:
    """Read a table whose columns are units: a mark or a word in a cell says what part the unit has."""
    head = next((at for at, row in enumerate(rows[:3]) if _heads_units(row)), None)
    if head is None:
        return []
    kinds = [label_of(cell.text) for cell in rows[head]]
    found = []
    for row in rows[head + 1 :]:
        fields = [
            _field(kind, kind.value, cell)
            for cell, kind in zip(row, kinds, strict=False)
            if kind and cell.text
        ]
        for cell, unit, kind in zip(row, rows[head], kinds, strict=False):
            part = next((part for part, mark in _MARKS if mark.search(cell.text)), Kind.RESPONSIBLE)
            if kind is None and cell.text and is_names(unit.text):
                fields.append(replace(_field(part, unit.text, cell), value=unit.text))
        found.append(Row(_line(table, row), tuple(fields)))
    return found


def _heads_units(row: Sequence[Cell]) -> bool:
    units = sum(label_of(cell.text) is None and is_names(cell.text) for cell in row)
    return units >= 2 and any(label_of(cell.text) in WHAT for cell in row)


def _field(kind: Kind, label: str, cell: Cell) -> Field:
    start = cell.at[0]
    return Field(kind, label, cell.text, start, start, cell.at[-1] + 1, tuple(cell.at))
