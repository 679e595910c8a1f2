"""Tables whose columns are only set apart by blanks, and lines whose cells one blank parts."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Callable, Sequence
from typing import NamedTuple

from bot.reading.labels import Kind, heads_tasks, label_of
from bot.reading.layouts.cells import Cell, Table, cell, joined
from bot.reading.layouts.fit import place, suits
from bot.reading.outline import Line

#: Tells whether the blank at a place of the text was a wide one (U+3000) in the file.
Wide = Callable[[int], bool]

_LABELS = 3
_WIDEST = 200  # characters of a header
_ENDS = re.compile(
    r"\s*(?:备注|附注|说明|注)\s*[:：\d]|\s*(?:合计|小计|总计)|\s*(?:填表|制表|审核)人?\s*[:：]"
)
_ENDED = re.compile(r"[。！]\s*$")
_HAN = re.compile(r"[一-龥]")
_NARROW = 0x2E80  # characters before it are half as wide
_SPREAD = 6  # columns: 贺  岩 is one name


class Piece(NamedTuple):
    """Words between wide gaps, and the column of a fixed-width page where they begin."""

    cell: Cell
    column: int


def aligned(lines: Sequence[Line], at: int, wide: Wide) -> Table | None:
    """Read lines in columns under a header of labels."""
    if not _may_head(lines[at].text):
        return None
    head = _pieces(lines[at], wide)
    narrow = len(head) < _LABELS
    if narrow:  # one blank between the labels: 序号 工作任务 牵头单位 完成时限
        head = _words(lines[at])
    kinds = [label_of(piece.cell.text) for piece in head]
    known = sum(kind is not None for kind in kinds)
    least = 2 if len(kinds) == _LABELS and not narrow else _LABELS
    if known < least or known < len(kinds) * (0.8 if narrow else 0.5) or not heads_tasks(kinds):
        return None
    rows = [[piece.cell for piece in head]]
    starts = [piece.column for piece in head]
    end = at + 1
    while end < len(lines):
        line = lines[end]
        pieces = _words(line) if narrow else _pieces(line, wide)
        if _ENDS.match(line.text) or len(pieces) < 2:
            if not _goes_on(line, pieces, rows, starts):
                break
            rows[-1] = _continued(rows[-1], pieces, starts)
        elif narrow or len(pieces) == len(starts):
            cells = [piece.cell for piece in pieces]
            row = cells if len(cells) == len(kinds) else place(cells, kinds)[1]
            if narrow and sum(suits(c.text, kind) for c, kind in zip(row, kinds, strict=True)) < 0:
                break
            rows.append(row)
        elif _is_continued(pieces, starts, kinds, rows):
            rows[-1] = _continued(rows[-1], pieces, starts)
        else:
            rows.append(_in_columns(pieces, starts))
        end += 1
    return Table(lines[at:end], rows) if len(rows) > 1 else None


def _may_head(text: str) -> bool:
    return len(text) <= _WIDEST and "：" not in text and "。" not in text and ":" not in text


def _pieces(line: Line, wide: Wide) -> list[Piece]:
    """Cut *line* where two blanks or a wide one stand; a name spread over its cell stays one piece."""
    text, columns = line.text, [0]
    for i, char in enumerate(text):
        broad = wide(line.start + i) if char == " " else ord(char) > _NARROW
        columns.append(columns[-1] + (2 if broad else 1))
    gaps = [m.span() for m in re.finditer(" +", text) if columns[m.end()] - columns[m.start()] > 1]
    edges = [0, *(at for gap in gaps for at in gap), len(text)]
    found: list[Piece] = []
    for start, end in zip(edges[::2], edges[1::2], strict=True):
        if not text[start:end].strip():
            continue
        piece = Piece(cell(line, start, end), columns[start])
        above = found[-1] if found else piece
        near = piece.column - above.column <= _SPREAD
        if found and near and _HAN.fullmatch(piece.cell.text) and _HAN.fullmatch(above.cell.text):
            found[-1] = Piece(joined((above.cell, piece.cell)), above.column)
        else:
            found.append(piece)
    return found


def _words(line: Line) -> list[Piece]:
    """Cut *line* at every blank."""
    return [Piece(cell(line, m.start(), m.end()), m.start()) for m in re.finditer(r"\S+", line.text)]


def _column_of(piece: Piece, starts: Sequence[int]) -> int:
    """Return the column that *piece* begins in, or a little before."""
    nearest = max(0, bisect_right(starts, piece.column) - 1)
    if nearest + 1 < len(starts) and starts[nearest + 1] - piece.column <= 2:
        return nearest + 1
    return nearest


def _in_columns(pieces: Sequence[Piece], starts: Sequence[int]) -> list[Cell]:
    row: list[list[Cell]] = [[] for _ in starts]
    for piece in pieces:
        row[_column_of(piece, starts)].append(piece.cell)
    return [joined(cells) for cells in row]


def _continued(row: Sequence[Cell], pieces: Sequence[Piece], starts: Sequence[int]) -> list[Cell]:
    more = _in_columns(pieces, starts)
    return [joined(pair) for pair in zip(row, more, strict=True)]


def _goes_on(line: Line, pieces: Sequence[Piece], rows: Sequence[object], starts: Sequence[int]) -> bool:
    """Tell whether a line of one piece only goes on with a cell of the row above."""
    if len(rows) < 2 or len(pieces) != 1 or line.depth is not None or _ENDED.search(line.text):
        return False
    return pieces[0].column >= starts[1] - 2 and not _ENDS.match(line.text)


def _is_continued(
    pieces: Sequence[Piece],
    starts: Sequence[int],
    kinds: Sequence[Kind | None],
    rows: Sequence[Sequence[Cell]],
) -> bool:
    """Tell whether a line of several pieces goes on with the row above: nothing in its first column."""
    if len(rows) < 2 or _column_of(pieces[0], starts) == 0:
        return False
    row = _in_columns(pieces, starts)
    own_limit = any(found.text for found, kind in zip(row, kinds, strict=True) if kind is Kind.DEADLINE)
    above = all(was.text for was, found in zip(rows[-1], row, strict=True) if found.text)
    return above and not own_limit
