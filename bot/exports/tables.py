"""What a table is before it is a file: columns, rows that are made as they are written, a title, a note."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date

from bot.ledger.entry import Entry
from bot.ledger.lights import LIGHTS, Lights, Signal
from bot.ledger.rules import Rules


@dataclass(frozen=True, slots=True)
class Extract:
    """What is exported: entries that somebody may see, as of a day, by the settings of an office.

    *entries* is gone through more than once, so it is no iterator; entries with their history tell
    what was reported, slim ones only when.
    """

    entries: Sequence[Entry]
    today: date
    rules: Rules
    office: str
    lights: Lights = LIGHTS


@dataclass(frozen=True, slots=True)
class Share:
    """Per cent done."""

    percent: int

    def __str__(self) -> str:
        return f"{self.percent}%"


@dataclass(frozen=True, slots=True)
class Link:
    """A word that leads to another table of the same file, by the table's place among them."""

    words: str
    table: int

    def __str__(self) -> str:
        return self.words


#: What a cell holds; None: nothing.
Cell = str | int | date | Share | Signal | Link | None
Row = tuple[Cell, ...]


@dataclass(frozen=True, slots=True)
class Column:
    """A column: its heading, its width in digits of the sheet's font, and whether it is centred."""

    title: str
    width: float
    centred: bool = True


@dataclass(frozen=True, slots=True)
class Table:
    """One table. *rows* makes its rows anew each time, so that a large one is never held as a whole."""

    name: str  # of the sheet
    title: str
    note: str
    columns: tuple[Column, ...]
    rows: Callable[[], Iterable[Row]]
    end: str = ""  # a line under the table
    overview: bool = False  # figures or an index over the other tables: no part of a plain file
    wide: bool = False  # to be printed on A3
    fixed: int = 0  # so many columns stay in sight


#: Control characters, which XML cannot hold, halves of pairs, and marks that turn the direction of reading.
_UNPRINTABLE = re.compile(
    "[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x84\x86-\x9f\ud800-\udfff\ufdd0-\ufdef\ufffe\uffff"
    "\u200e\u200f\u202a-\u202e\u2066-\u2069]"
)


def clean(text: str) -> str:
    """Return *text* with one kind of line end and nothing that cannot be printed."""
    return _UNPRINTABLE.sub("", text.replace("\r\n", "\n").replace("\r", "\n"))


def plain(cell: Cell) -> str:
    """Return what *cell* says as text."""
    if cell is None:
        return ""
    return cell.isoformat() if isinstance(cell, date) else clean(str(cell))


def numbered(rows: Iterable[Row]) -> Iterator[Row]:
    """Put a running number (序号) before each row."""
    return ((number, *row) for number, row in enumerate(rows, 1))
