"""Grids (任务分解表): rows of cells separated by tabs, under a header that says what each column holds."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from bot.reading.labels import Field, Kind, label_of
from bot.reading.outline import Line


@dataclass(frozen=True, slots=True)
class Row:
    """One row of a grid: its cells as fields, and what it is about."""

    line: Line
    fields: tuple[Field, ...]

    def first(self, *kinds: Kind) -> Field | None:
        """Return the first filled field of the most wanted kind."""
        return next((f for kind in kinds for f in self.fields if f.kind is kind and f.value), None)


def is_grid(line: Line) -> bool:
    return line.text.count("\t") >= 2


def read_grid(lines: Sequence[Line]) -> list[Row]:
    """Read consecutive grid *lines*; a header may be repeated, rows before any header are not understood."""
    header: list[Kind | None] = []
    rows: list[Row] = []
    for line in lines:
        labels = [label_of(cell) for cell in line.cells]
        if sum(label is not None for label in labels) >= 2:
            header = _with_matter(labels)
        elif header:
            rows.append(_row(line, header, rows[-1] if rows else None))
    return rows


def _with_matter(labels: list[Kind | None]) -> list[Kind | None]:
    """Let the last unknown column before the units say what is to be done, where no column is headed so."""
    if set(labels) & {Kind.MATTER, Kind.MEASURE, Kind.PROBLEM}:
        return labels
    units = next((i for i, label in enumerate(labels) if label in _BEARERS), len(labels))
    unknown = [i for i in range(units) if labels[i] is None]
    return [Kind.MATTER if i == (unknown or [-1])[-1] else label for i, label in enumerate(labels)]


_BEARERS = (Kind.LEAD, Kind.MAIN, Kind.RESPONSIBLE, Kind.SUPPORTING)


def _row(line: Line, header: list[Kind | None], above: Row | None) -> Row:
    fields, at = [], line.start
    for cell, kind in zip(line.cells, [*header, *[None] * len(line.cells)], strict=False):
        if kind is not None:
            start = at + len(cell) - len(cell.lstrip())
            value = _as_above(cell.strip(), kind, above)
            fields.append(Field(kind, kind.value, value, start, start, start + len(cell.strip())))
        at += len(cell) + 1
    return Row(line, tuple(fields))


def _as_above(value: str, kind: Kind, above: Row | None) -> str:
    """Resolve 同上 to what the row above says."""
    if value in ("同上", "〃", "″", '"') and above and (field := above.first(kind)):
        return field.value
    return value
