"""Every layout of a table in a text → rows of cells, each character with its place.

Offices paste tables from Word, Excel, PDF and web pages; what parted the cells becomes TAB, bars, drawn
lines, commas, blanks, line breaks, or nothing at all. Here all of it becomes :class:`Table`; what the
columns hold is read by :mod:`bot.reading.tables`.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from bot.reading.layouts.aligned import Wide, aligned
from bot.reading.layouts.cells import Cell, Table
from bot.reading.layouts.delimited import barred, listed, tabbed
from bot.reading.layouts.drawn import drawn
from bot.reading.layouts.fused import fused
from bot.reading.layouts.stacked import stacked
from bot.reading.outline import Line

__all__ = ["Cell", "Table", "laid_out"]


def laid_out(lines: Sequence[Line], wide: Wide = lambda _: False) -> Iterator[Line | Table]:
    """Yield the tables among *lines*, and the lines between them.

    Args:
        lines: the document's lines in reading order.
        wide: tells whether the blank at a place of the text was a wide one in the file.
    """
    at = 0
    while at < len(lines):
        if table := _table(lines, at, wide):
            yield table
            at += len(table.lines)
        else:
            yield lines[at]
            at += 1


def _table(lines: Sequence[Line], at: int, wide: Wide) -> Table | None:
    """Return the table that begins with line *at*, the surest layouts tried first."""
    return (
        tabbed(lines, at)
        or drawn(lines, at)
        or barred(lines, at)
        or listed(lines, at)
        or stacked(lines, at)
        or aligned(lines, at, wide)
        or fused(lines, at)
    )
