"""Tables copied cell by cell: the labels of the header in lines of their own, then the cells of each row."""

from __future__ import annotations

import re
from collections.abc import Sequence

from bot.reading.labels import Kind, heads_tasks, label_of
from bot.reading.layouts.cells import Cell, Table, cell
from bot.reading.layouts.fit import place
from bot.reading.outline import Line

_SHORT = 14  # characters of a column's heading
_COLUMNS = 14
_NUMBER = re.compile(r"\s*[（(]?(\d{1,3}|[一二三四五六七八九十]{1,3})[）)]?[.、．]?\s*")
_FIRST = ("1", "一", "01", "001")
#: What stands below the last row.
_BELOW = re.compile(
    r"\s*(?:合\s*计|小\s*计|总\s*计|备\s*注\s*[:：]|注\s*[:：]|说\s*明|附\s*注|附件|填表|制表|审核|抄送|联系|（?以上|（?以下|第\s?\d+\s?页)"
)
_SENTENCE = 60  # a longer line with a full stop is a paragraph
_LEFT, _LEFT_LAST = 1.5, 0.7  # what a line costs that fits into no cell, before the next number or at the end
_MORE = 5  # lines that cells broken over lines may add to a row


def stacked(lines: Sequence[Line], at: int) -> Table | None:
    """Read a table that stands cell below cell."""
    if not _may_head(lines[at]) or label_of(lines[at].text) is None:
        return None
    kinds, numbered = _header(lines, at)
    if not kinds:
        return None
    start = at + len(kinds)
    rows = [[_whole(line) for line in lines[at:start]]]
    end = start
    while end < len(lines) and not _BELOW.match(lines[end].text):
        number = _NUMBER.fullmatch(lines[end].text) if numbered else None
        if numbered and not number:
            break
        below = _row_ends(lines, end, number[1] if number else "", len(kinds))
        bounded = bool(number) and below < len(lines) and _NUMBER.fullmatch(lines[below].text) is not None
        left = _LEFT if bounded else _LEFT_LAST if numbered else 0.01
        worth, cells, used = place([_whole(line) for line in lines[end:below]], kinds, left=left)
        if worth < len(kinds) - 2 or not used:
            break
        rows.append(cells)
        end = below if bounded else end + used
    return Table(lines[at:end], rows) if len(rows) > 1 else None


def _may_head(line: Line) -> bool:
    return len(line.text.strip()) <= _SHORT and not any(mark in line.text for mark in ":：。，\t|")


def _whole(line: Line) -> Cell:
    return cell(line, 0, len(line.text))


def _header(lines: Sequence[Line], at: int) -> tuple[list[Kind | None], bool]:
    """Return what the columns hold and whether rows are numbered; empty where no header stands here.

    A header ends before the first row's number; without numbers it is as long as labels follow each other.
    """
    kinds: list[Kind | None] = []
    numbered = label_of(lines[at].text) is Kind.NUMBER
    for line in lines[at : at + _COLUMNS]:
        number = _NUMBER.fullmatch(line.text)
        if numbered and number and number[1] in _FIRST:
            break
        kind = label_of(line.text) if _may_head(line) else None
        if not _may_head(line) or (kind is None and not numbered):
            break
        kinds.append(kind)
    else:
        return [], False
    known = sum(kind is not None for kind in kinds)
    enough = known >= 3 and known >= len(kinds) * 0.6
    return (kinds, numbered) if enough and heads_tasks(kinds) else ([], False)


def _row_ends(lines: Sequence[Line], at: int, number: str, columns: int) -> int:
    """Return where the row at *at* ends: before the next number, else before what is no cell."""
    last = min(len(lines), at + columns + _MORE)
    following = _next(number)
    for end in range(at + 1, min(len(lines), at + 3 * columns)):
        found = _NUMBER.fullmatch(lines[end].text) if following else None
        if found and found[1].lstrip("0") == following:
            return end
        words = lines[end].text.strip()
        if _BELOW.match(words) or (len(words) > _SENTENCE and words.endswith("。")):
            return end
    return last


_CN = "一二三四五六七八九"


def _next(number: str) -> str:
    """Return the number that follows: 9 → 10, 九 → 十, 十 → 十一."""
    if number.isdigit():
        return str(int(number) + 1)
    if not number:
        return ""
    tens, _, ones = number.rpartition("十") if "十" in number else ("", "", number)
    value = (_CN.find(tens) + 1 if tens else 1) * 10 if "十" in number else 0
    value += (_CN.find(ones) + 1 if ones else 0) + 1
    head = {0: "", 1: "十"}.get(value // 10) if value < 20 else _CN[value // 10 - 1] + "十"
    return f"{head}{_CN[value % 10 - 1] if value % 10 else ''}"
