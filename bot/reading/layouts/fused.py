"""Tables whose separators were lost: the words of the header run together, and so do those of the rows.

A row is known by its running number; where its columns part, names and dates tell: a list of units ends in
局 or 镇 and the next begins with 县 or 市.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import combinations, pairwise

from bot.reading.labels import BEARERS, WHAT, Kind, kind_of
from bot.reading.layouts.cells import Cell, Table, cell
from bot.reading.layouts.fit import suits
from bot.reading.limits import is_limit
from bot.reading.outline import Line
from bot.reading.verbs import imperative

_NOUNS = (
    "序号|编号|责任单位及责任人|责任单位|责任部门|单位|部门|主体|处室|科室|时限要求|时间节点|时间要求|目标任务|目标要求|任务目标|任务内容|"
    "任务名称|工作内容|时限|期限|限期|时间|日期|节点|任务|措施|举措|问题|目标|标准|指标|内容|事项|领导|责任人|河长|名称|要求|进展|情况|状态|备注|"
    "地点|点位|类别|属地"
)
_LABEL = re.compile(rf"\s?[一-龥]{{0,6}}?(?:{_NOUNS})")
_MAY_HEAD = re.compile("(?:序号|编号|任务|措施|事项|问题|内容).{0,40}(?:单位|部门|主体)")
_SHORT = 60  # characters of a header line without a row behind it
_BELOW = re.compile(r"(?:备注|附注|说明|注)\s*[:：]|合计|（?以[上下]|填表|制表")
#: What a number counts; where it stands behind a figure no row begins.
_COUNTS = (
    "年月日号%％‰.．亿万千百余多米公吨个座家处台口条项次亩户件张名人辆艘块套蒸立平度时点天周"
    "级类期元株只根眼孔页桩"
)
_NAME_ENDS = "局委办室会厅院府镇乡街道处司团厂队心站所组社馆园区村部门位业校）)"
_NAME_STARTS = "省市县区州镇乡各有相沿属全"
_FAR = 260  # characters in which a row must end
_TRIES = 6
_PLACES = 16  # where a row may be cut, counted from its end


def fused(lines: Sequence[Line], at: int) -> Table | None:
    """Read a table whose cells run together, in one line or a line a row."""
    found = _header(lines[at].text)
    if not found:
        return None
    head, kinds, begin = found
    rest = lines[at].text[begin:].strip()
    if rest:
        rows = list(_rows(lines[at], begin, kinds))
        taken = 1
    else:
        rows, taken = [], 1
        for line in lines[at + 1 :]:
            row = next(_rows(line, 0, kinds, first=len(rows) + 1), None)
            if row is None:
                break
            rows.append(row)
            taken += 1
    labels = [cell(lines[at], start, end) for start, end in head]
    return Table(lines[at : at + taken], [labels, *rows]) if rows else None


def _header(text: str) -> tuple[list[tuple[int, int]], list[Kind], int] | None:
    """Return the labels that run together in *text*, what they head, and where they end."""
    if len(text) > _SHORT and "序号" not in text and "编号" not in text:
        return None
    may = _MAY_HEAD.search(text)
    if not may or ":" in may[0] or "：" in may[0]:
        return None
    starts = [m.start() for m in re.finditer("序号|编号", text)] or [len(text) - len(text.lstrip())]
    for start in starts:
        labels, kinds, end = [], [], start
        while (found := _LABEL.match(text, end)) and (kind := kind_of(found[0])):
            labels.append(found.span())
            kinds.append(kind)
            end = found.end()
        if len(kinds) >= 3 and any(kind in BEARERS for kind in kinds) and _is_header(kinds, text[end:]):
            return labels, kinds, end
    return None


def _is_header(kinds: Sequence[Kind], rest: str) -> bool:
    numbered = kinds[0] is Kind.NUMBER and rest.lstrip()[:1] in ("1", "一")
    return numbered or not rest.strip()


def _rows(line: Line, begin: int, kinds: Sequence[Kind], first: int = 1) -> Iterator[list[Cell]]:
    """Yield the rows from *begin* on, each known by its number."""
    text = line.text
    below = _BELOW.search(text, begin)
    stop = below.start() if below else len(text)
    number, start = first, _number(text, begin, first)
    while start is not None and start < stop:
        numbered = kinds[0] is Kind.NUMBER
        body = start + (len(str(number)) if numbered else 0)
        ends = [*_nexts(text, body, number + 1, stop)][:_TRIES] if numbered else []
        options = [(_split(text, body, end, kinds[numbered:]), end) for end in [*ends, stop]]
        options = [option for option in options if option[1] - body <= _FAR or option[1] == stop]
        enough = 3 * len(kinds[numbered:]) - 5  # what is to be done, and all others but one
        good = (option for option in options if option[0][0] >= enough)
        (_, cuts), end = next(good, None) or max(options, key=lambda option: option[0][0])
        edges = [body, *cuts, end]
        cells = [cell(line, a, b) for a, b in pairwise(edges)]
        yield [*([cell(line, start, body)] if numbered else []), *cells]
        number, start = number + 1, end if numbered and end < stop else None


def _number(text: str, begin: int, number: int) -> int | None:
    at = begin + len(text[begin:]) - len(text[begin:].lstrip())
    return at if text.startswith(str(number), at) else None


def _nexts(text: str, begin: int, number: int, stop: int) -> Iterator[int]:
    """Yield where a row numbered *number* may begin."""
    for found in re.finditer(rf"(?<![\d.]){number}(?![\d{re.escape(_COUNTS)}])", text[:stop]):
        if found.start() > begin + 4:
            yield found.start()


def _split(text: str, begin: int, end: int, kinds: Sequence[Kind]) -> tuple[float, tuple[int, ...]]:
    """Return how the row at ``[begin, end)`` is best cut into *kinds*, and how well that suits."""
    words = sum(kind in WHAT for kind in kinds) > 1  # 问题 beside 措施: the second begins with a verb
    places = [at for at in range(begin + 2, end) if _may_cut(text, at, verbs=words)][-_PLACES:]
    best: tuple[float, tuple[int, ...]] = (-1e9, ())
    for cuts in combinations(places, len(kinds) - 1):
        edges = (begin, *cuts, end)
        worth = sum(
            suits(text[a:b].strip(" 、，,"), kind)
            for a, b, kind in zip(edges, edges[1:], kinds, strict=False)
        )
        best = max(best, (worth, cuts))
    misfits = best[0] < 3 * len(kinds) - 5
    if misfits and len(kinds) > 2:  # an empty cell leaves no trace: try without each column in turn
        for i, kind in enumerate(kinds):
            if kind in (Kind.MATTER, Kind.MEASURE):
                continue
            worth, cuts = _split(text, begin, end, [*kinds[:i], *kinds[i + 1 :]])
            edge = cuts[i - 1] if i and len(cuts) >= i else end if i else begin
            best = max(best, (worth - 1, tuple(sorted((*cuts, edge)))))
    return best


def _may_cut(text: str, at: int, *, verbs: bool) -> bool:
    """Tell whether a column may end before ``text[at]``: behind a name, before one, a date or a verb."""
    before, here = text[at - 1], text[at]
    if before in "、，,（(" or here in "、，,）)":
        return False
    if before == " " or here == " ":
        return here != " "
    starts_name = here in _NAME_STARTS and before not in _NAME_STARTS
    verb = verbs and imperative(text[at : at + 24])
    dated = is_limit(text[at : at + 12]) and not before.isdigit()
    return before in _NAME_ENDS or starts_name or verb or dated
