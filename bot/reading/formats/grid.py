"""Rows of cells → lines: a table's rows keep their cells, parted by TAB; a title is a plain line."""

from __future__ import annotations

from collections.abc import Sequence


def lines(rows: Sequence[Sequence[str]]) -> list[str]:
    """Return the lines of one table.

    Rows with a single filled cell before its first real row or after its last one are its title and its
    remarks (合并单元格的标题、填表说明) and become lines of their own; in between they stay rows, for a plain
    line would end the table. Empty rows and the empty columns at the right are left out.
    """
    cleaned = [[" ".join(cell.split()) for cell in row] for row in rows]
    filled = [row for row in cleaned if any(row)]
    width = max((_width(row) for row in filled), default=0)
    first, last = bounds([sum(map(bool, row)) for row in filled])
    return [
        "\t".join((row + [""] * width)[:width]) if first <= i <= last else "".join(row)
        for i, row in enumerate(filled)
    ]


def bounds(counts: Sequence[int]) -> tuple[int, int]:
    """Return the first and the last row with two filled cells or more, given how many each has."""
    real = [i for i, count in enumerate(counts) if count > 1]
    return (real[0], real[-1]) if real else (len(counts), -1)


def _width(row: Sequence[str]) -> int:
    return max(i for i, cell in enumerate(row, 1) if cell)


def filled_down(rows: Sequence[Sequence[str | None]]) -> list[list[str]]:
    """Give each covered cell (None) what stands above it in its column."""
    done: list[list[str]] = []
    for row in rows:
        above = done[-1] if done else []
        done.append([(above[i] if i < len(above) else "") if c is None else c for i, c in enumerate(row)])
    return done
