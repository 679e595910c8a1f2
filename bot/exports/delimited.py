"""Tables → text with commas (CSV), for other programs and for spreadsheets that open it by a double click."""

from __future__ import annotations

import csv
from collections.abc import Sequence
from io import BytesIO, TextIOWrapper

from bot.exports.tables import Cell, Table, plain

#: A spreadsheet takes a cell that begins so for a formula and runs it.
_FORMULA = tuple("=+-@\t\r\n＝＋－＠")


def delimited(tables: Sequence[Table]) -> bytes:
    """Return the rows of *tables* as one table, in UTF-8 with the mark that spreadsheets look for.

    Indexes and figures are left out. Where there are several tables, the first column, 表, says which
    a row is of.
    """
    inside = [table for table in tables if not table.overview] or tables
    several = len(tables) > 1
    held = BytesIO()
    text = TextIOWrapper(held, "utf-8-sig", newline="")
    writer = csv.writer(text, lineterminator="\r\n")
    for place, table in enumerate(inside):
        first = (table.name,) if several else ()
        if not place:
            writer.writerow((*(("表",) if several else ()), *(column.title for column in table.columns)))
        writer.writerows([safe(cell) for cell in (*first, *row)] for row in table.rows())
    text.flush()
    return held.getvalue()


def safe(cell: Cell) -> str:
    """Return what *cell* says, with a quote before whatever would be taken for a formula."""
    text = plain(cell)
    return f"'{text}" if text.startswith(_FORMULA) else text
