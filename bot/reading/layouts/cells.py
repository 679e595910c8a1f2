"""Cells: words of a table, each character with its place in the document's text."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import NamedTuple

from bot.reading.outline import Line


class Cell(NamedTuple):
    """The words of one cell without the blanks around them, and where each character stands."""

    text: str
    at: Sequence[int]


@dataclass(frozen=True, slots=True)
class Table:
    """Rows of cells, whatever parted them, and the lines they were read from."""

    lines: Sequence[Line]
    rows: list[list[Cell]]


def cell(line: Line, start: int, end: int) -> Cell:
    """Return the cell at ``line.text[start:end]``."""
    words = line.text[start:end]
    start += len(words) - len(words.lstrip())
    words = words.strip()
    return Cell(words, range(line.start + start, line.start + start + len(words)))


def joined(cells: Iterable[Cell]) -> Cell:
    """Put a cell that was broken over lines together again."""
    filled = [piece for piece in cells if piece.text]
    if len(filled) == 1:
        return filled[0]
    return Cell("".join(c.text for c in filled), tuple(at for c in filled for at in c.at))


def split(line: Line, mark: str, start: int = 0, end: int | None = None) -> list[Cell]:
    """Return the cells of *line* between *mark*."""
    cells, at = [], start
    for words in line.text[start:end].split(mark):
        cells.append(cell(line, at, at + len(words)))
        at += len(words) + len(mark)
    return cells
