"""Tables whose cells are parted by a mark: TAB, bars, commas or semicolons."""

from __future__ import annotations

import re
from collections.abc import Sequence

from bot.reading.formats.csv import rows_between
from bot.reading.labels import BEARERS, Kind, heads_tasks, label_of
from bot.reading.layouts.cells import Cell, Table, joined, split
from bot.reading.outline import Line

_BARS = "|｜¦‖"
_RULE = re.compile(r"[\s|｜:：\-—–=+]+")
_LIST_MARKS = (",", "，", ";", "；", "、", "/", "／", "\\")
_WIDEST = 200  # characters of a header
_SHORT = 16  # characters of a column's heading


def tabbed(lines: Sequence[Line], at: int) -> Table | None:
    """Read consecutive lines with two tabs or more; a row that was broken into lines is put together."""
    if lines[at].text.count("\t") < 2 and not _two_columns(lines, at):
        return None
    tabs = lines[at].text.count("\t")
    end, rows = at, list[list[Cell]]()
    while end < len(lines) and "\t" in lines[end].text:
        taken = _broken(lines, end, "\t", tabs)
        if taken == 1 and lines[end].text.count("\t") < min(2, tabs):
            break
        rows.append(_glued(lines[end : end + taken], "\t"))
        end += taken
    return Table(lines[at:end], rows)


def _two_columns(lines: Sequence[Line], at: int) -> bool:
    """Tell whether a header of two columns stands here: what, and who or by when."""
    if lines[at].text.count("\t") != 1:
        return False
    kinds = [label_of(words) for words in lines[at].text.split("\t")]
    return kinds[0] in (Kind.MATTER, Kind.MEASURE, Kind.PROBLEM) and kinds[1] in (*BEARERS, Kind.DEADLINE)


def _broken(lines: Sequence[Line], at: int, mark: str, marks: int) -> int:
    """Return how many lines make up the row at *at*: more than one where a cell was broken."""
    found = lines[at].text.count(mark)
    taken = 1
    while found < marks and at + taken < len(lines):
        more = lines[at + taken].text
        count = more.count(mark)
        if not count or found + count > marks or re.match(rf"\s*\d{{1,3}}\s*{re.escape(mark)}", more):
            break
        found += count
        taken += 1
    return taken if found == marks else 1


def _glued(lines: Sequence[Line], mark: str) -> list[Cell]:
    """Return the cells of a row in several lines: the last cell of one goes on with the first of the next."""
    cells = split if mark == "\t" else _between
    row = cells(lines[0], mark)
    for line in lines[1:]:
        first, *rest = cells(line, mark)
        row = [*row[:-1], joined((row[-1], first)), *rest]
    return row


def barred(lines: Sequence[Line], at: int) -> Table | None:
    """Read consecutive lines with bars; the outer ones and the rule below the header may be missing."""
    text = lines[at].text
    mark = next((bar for bar in _BARS if text.count(bar) >= 2 or text.strip().startswith(bar)), None)
    if mark is None:
        return None
    end, rows, bars = at, list[list[Cell]](), text.count(mark)
    while end < len(lines) and mark in lines[end].text:
        taken = _broken(lines, end, mark, bars)
        if not _RULE.fullmatch(lines[end].text):
            rows.append(_glued(lines[end : end + taken], mark))
        end += taken
    return Table(lines[at:end], rows) if _is_table(rows) else None


def _between(line: Line, mark: str) -> list[Cell]:
    words = line.text.rstrip()
    start = len(words) - len(words.lstrip())
    start += words.startswith(mark, start)
    return split(line, mark, start, len(words) - words.endswith(mark) if len(words) > start else None)


def _is_table(rows: Sequence[Sequence[Cell]]) -> bool:
    """Tell whether bars part columns: under a header, before labelled values, or in many like rows."""
    for row in rows[:3]:
        kinds = [label_of(found.text) for found in row]
        if sum(kind is not None for kind in kinds) >= 2:
            return True
    labelled = sum(label_of(row[0].text) is not None for row in rows)
    return labelled >= 2 or (len(rows) >= 3 and len({len(row) for row in rows}) == 1 and len(rows[0]) >= 3)


def listed(lines: Sequence[Line], at: int) -> Table | None:
    """Read lines parted by commas or the like, under a header of labels only; quotes may hide a mark."""
    text = lines[at].text
    if "。" in text or len(text) > _WIDEST:
        return None
    mark = next((mark for mark in _LIST_MARKS if text.count(mark) >= 2), None)
    if mark is None or not _heads(text.strip().split(mark)):
        return None
    columns = text.count(mark)
    if mark in ",;":  # a quoted cell may hold the mark, and a line break
        return _quoted(lines, at, mark, columns)
    end, rows = at, list[list[Cell]]()
    while end < len(lines) and lines[end].text.count(mark) == columns:
        rows.append(split(lines[end], mark))
        end += 1
    return Table(lines[at:end], rows) if len(rows) > 1 else None


def _heads(cells: Sequence[str]) -> bool:
    """Tell whether *cells* head columns: short, most of them labels, one of them of a unit or a limit."""
    kinds = [label_of(words) for words in cells]
    known = sum(kind is not None for kind in kinds)
    return (
        all(0 < len(words.strip()) <= _SHORT for words in cells)
        and known >= max(3, len(cells) * 0.6)
        and heads_tasks(kinds)
    )


def _quoted(lines: Sequence[Line], at: int, mark: str, columns: int) -> Table | None:
    text = "\n".join(line.text for line in lines[at:])
    places = [place for line in lines[at:] for place in range(line.start, line.end + 1)]
    last, rows = lines[at].end, list[list[Cell]]()
    for row in rows_between(text, mark):
        if len(row) <= columns:
            break
        rows.append([_of(found, places) for found in row])
        last = max(places[i] for found in row for i, _ in found) if any(row) else last
    end = next((n for n in range(at, len(lines)) if lines[n].start > last), len(lines))
    return Table(lines[at:end], rows) if len(rows) > 1 else None


def _of(found: Sequence[tuple[int, str]], places: Sequence[int]) -> Cell:
    kept = [(i, char) for i, char in found if char not in "\r\n"]
    while kept and kept[0][1].isspace():
        kept.pop(0)
    while kept and kept[-1][1].isspace():
        kept.pop()
    return Cell("".join(char for _, char in kept), tuple(places[i] for i, _ in kept))
