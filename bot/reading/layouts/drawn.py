"""Tables drawn with lines: │ between cells, ├──┼──┤ between rows; a cell may be broken over several lines."""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import pairwise

from bot.reading.labels import Kind, label_of
from bot.reading.layouts.cells import Cell, Table, cell, joined
from bot.reading.outline import Line

#: What upright lines are drawn with; where a rule crosses them other characters stand.
_UPRIGHT = "│┃║╎┆┊▏|"
_CROSSING = "├┼┤┝┿┥┠╂┨┣╋┫╟╫╢╠╬╣╞╪╡┌┬┐┏┳┓└┴┘┗┻┛╔╦╗╚╩╝╭╮╰╯+"
_RULES = re.compile(r"[─━═┄┈╌\-=—－_]+")
_RULE = re.compile(rf"[\s{re.escape(_CROSSING + _UPRIGHT)}─━═┄┈╌\-=—－_]+")
_EDGE = re.compile(f"[{re.escape(_UPRIGHT + _CROSSING)}]")
_DRAWN = re.compile(rf"\s*(?:[{re.escape(_CROSSING)}]\s*[─━═┄┈╌\-=—－_]{{2,}}|[│┃║╎┆┊▏])")


def drawn(lines: Sequence[Line], at: int) -> Table | None:
    """Read a table of drawn lines; each row is what stands between two rules, or one line without them."""
    if not _DRAWN.match(lines[at].text):
        return None
    end, groups = at, list[list[list[Cell]]]()
    open_group: list[list[Cell]] = []
    while end < len(lines) and (_DRAWN.match(lines[end].text) or lines[end].text.lstrip().startswith("|")):
        line = lines[end]
        end += 1
        if _RULE.fullmatch(line.text):
            groups.append(open_group)
            open_group = []
            continue
        row = _cells(line)
        if any(_RULES.fullmatch(found.text) for found in row):  # a rule that leaves merged cells open
            groups.append(open_group)
            open_group = []
            row = [Cell("", ()) if _RULES.fullmatch(found.text) else found for found in row]
        open_group.append(row)
    groups = [group for group in [*groups, open_group] if group]
    rows = [row for group in groups for row in _rows(group, ruled=len(groups) > 2)]
    return Table(lines[at:end], rows) if any(len(row) > 1 for row in rows) else None


def _cells(line: Line) -> list[Cell]:
    edges = [found.start() for found in _EDGE.finditer(line.text)]
    if len(edges) < 2:
        return [cell(line, 0, len(line.text))]
    pairs = list(pairwise(edges))
    if line.text[: edges[0]].strip():
        pairs.insert(0, (-1, edges[0]))
    return [cell(line, start + 1, end) for start, end in pairs]


def _rows(group: list[list[Cell]], *, ruled: bool) -> list[list[Cell]]:
    """Put the lines between two rules together; where they hold several rows each begins with its number."""
    heads = [sum(label_of(found.text) is not None for found in row) >= 2 for row in group]
    numbered = sum(bool(row[0].text) for row in group)
    one_row = ruled and not any(heads[1:]) and (numbered <= 1 or heads[0] or len(group) <= 2)
    if one_row or len(group) == 1:
        return [_stacked(group)]
    rows: list[list[list[Cell]]] = []
    for row, head in zip(group, heads, strict=True):
        begins = head or bool(row[0].text) or not rows or label_of(rows[-1][0][0].text) is Kind.NUMBER
        if begins:
            rows.append([row])
        else:
            rows[-1].append(row)
    return [_stacked(row) for row in rows]


def _stacked(lines: Sequence[Sequence[Cell]]) -> list[Cell]:
    width = max(map(len, lines))
    columns = [[line[i] for line in lines if i < len(line)] for i in range(width)]
    return [joined(column) for column in columns]
