"""Tables: rows of cells under a header that says what each column holds → the fields of each row."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

from bot.reading.labels import BEARERS, WHAT, Field, Kind, label_of
from bot.reading.layouts.cells import Cell, Table
from bot.reading.layouts.fit import DITTO, is_names
from bot.reading.limits import is_limit
from bot.reading.outline import Line

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
    if forms := _form(rows, table):
        return forms
    header: list[Kind | None] = []
    found: list[Row] = []
    heading = ""
    for at, row in enumerate(_under_one_header(rows)):
        labels = [label_of(cell.text) for cell in row]
        if sum(label is not None for label in labels) >= 2 and _heads(labels, row):
            below = rows[at + 1 :]
            header = _with_matter(_guessed(labels, row, below))
        elif Kind.PERSON in header and not set(header) & set(WHAT):
            continue  # a list of people
        elif only := _only(row):
            heading = only.text
        elif header:
            found.append(
                _row(_line(table, row), row, header, found[-1] if found else None, heading, merged=merged)
            )
    return [row for row in found if not _sums(row)]


def _line(table: Table, row: Sequence[Cell]) -> Line:
    at = next(cell.at[0] for cell in row if cell.text)
    return next(line for line in reversed(table.lines) if line.start <= at)


def _only(row: Sequence[Cell]) -> Cell | None:
    """Return the cell that stands alone in a row of several: it heads the rows below it."""
    filled = [cell for cell in row if cell.text]
    return filled[0] if len(filled) == 1 and len(row) > 2 and not is_limit(filled[0].text) else None


def _sums(row: Row) -> bool:
    return any(_SUM.match(f.value) for f in row.fields[:2])


def _heads(labels: Sequence[Kind | None], row: Sequence[Cell]) -> bool:
    """Tell whether a row is a header and not one whose cells happen to be labels (备注, 任务)."""
    filled = sum(bool(cell.text) for cell in row)
    return sum(label is not None for label in labels) * 2 >= filled


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
        if not set(guessed) & set(BEARERS) and sum(map(is_names, cells)) * 3 >= len(cells) * 2:
            guessed[i] = Kind.RESPONSIBLE
        elif Kind.DEADLINE not in guessed and sum(map(is_limit, cells)) * 3 >= len(cells) * 2:
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
    header: list[Kind | None],
    above: Row | None,
    heading: str,
    *,
    merged: bool,
) -> Row:
    fields: list[Field] = []
    numbered = Kind.NUMBER in header
    number = next((cell.text for cell, kind in zip(row, header, strict=False) if kind is Kind.NUMBER), "")
    goes_on = merged or (numbered and not number)
    for cell, kind in zip(row, header, strict=False):
        if kind is None:
            continue
        start = cell.at[0] if cell.text else row[0].at[0] if row[0].text else line.start
        end = cell.at[-1] + 1 if cell.text else start
        at = () if isinstance(cell.at, range) else tuple(cell.at)
        value = _as_above(cell.text, kind, above, goes_on=goes_on)
        fields.append(Field(kind, kind.value, value, start, start, end, at if value == cell.text else ()))
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
    if known < 3 or known < len(pairs) * 0.6 or any(v is not None for v in values):
        return []
    if not set(kinds) & {*BEARERS, Kind.DEADLINE}:
        return []
    fields = [
        Field(kind, label.text, value.text, label.at[0], value.at[0], value.at[-1] + 1, tuple(value.at))
        for (label, value), kind in zip(pairs, kinds, strict=True)
        if kind is not None and value.text
    ]
    return [Row(table.lines[0], tuple(fields))] if fields else []
