"""The objects of a table (点位, 排口): what a row or its sister rows name, each with its own plan (一口一策).

A duty does not say them; the row it stands in does, under a heading of its own. What has no such heading has
no objects: nothing is guessed from running text.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from bot.duty import Document, Duty, Part
from bot.ledger.comparing import plain
from bot.ledger.order import Child
from bot.pattern import Pattern

_OBJECT = Pattern(
    r"(?!.{0,20}(?:责任|牵头|配合|单位|部门|监管|领导|数量|个数|[类编序]))"
    r"[一-龥]{0,8}(?:点位|排污口|排口|断面|站点|河段|地块|工地|小区|企业|门店|商户|网点|路段|堆场|矿点|泵站|对象)(?:名称|名)?"
)
_PLACE = Pattern(r"(?:具体|详细|所在)?(?:位置|地点|地址)")
_PLAN = Pattern(r"(?:整改|整治|治理|处置|具体|主要)?(?:措施|方案|做法|方式)")
_BETWEEN = Pattern(r"[、；;\n]")
_NO_NAME = Pattern(r"[\d\s./\-—－无]*")

#: How far above a row its table's headings are looked for, in lines.
_HEAD_WITHIN = 400


@dataclass(frozen=True, slots=True)
class Objects:
    """What the rows of one duty name: *children* where several, *place* where it is a single one.

    ``sisters`` are the keys of the other rows of the same order, one object each.
    """

    children: tuple[Child, ...] = ()
    place: str = ""
    sisters: tuple[str, ...] = ()


def folded(duties: Mapping[str, Duty], documents: Mapping[str, Document]) -> dict[str, Objects]:
    """Return what the tables of *documents* name for their duties, by the key of the first row.

    Rows that order the same of the same units by the same day are one duty; rows that differ in any of
    it stay on their own.
    """
    rows: dict[tuple[object, ...], list[tuple[str, list[Child]]]] = {}
    for key, duty in duties.items():
        if named := _of_row(duty, documents.get(duty.source.file)):
            rows.setdefault(_ordered(duty), []).append((key, named))
    return {key: objects for same in rows.values() for key, objects in _together(same).items()}


def _ordered(duty: Duty) -> tuple[object, ...]:
    limit = duty.deadline
    parts: frozenset[Part] = frozenset(duty.parts)
    return duty.source.file, duty.heading, plain(duty.matter), parts, limit and (limit.due, limit.text)


def _together(rows: Sequence[tuple[str, list[Child]]]) -> dict[str, Objects]:
    children = [child for _, named in rows for child in named]
    distinct = len({child.name for child in children}) == len(children)
    if len(children) > 1 and distinct:
        (first, _), *others = rows
        return {first: Objects(tuple(children), sisters=tuple(key for key, _ in others))}
    return {
        key: Objects(place=named[0].name) if len(named) == 1 else Objects(tuple(named))
        for key, named in rows
        if len({child.name for child in named}) == len(named)
    }


def _of_row(duty: Duty, document: Document | None) -> list[Child]:
    """Return the objects that the row of a duty names, with their place and plan where it gives one each."""
    if document is None:
        return []
    text, at = document.repaired.text, duty.source.at[0]
    begin = text.rfind("\n", 0, at) + 1
    end = text.find("\n", at)
    cells = _cells(text[begin : end if end >= 0 else len(text)])
    labels = _labels(text, begin, len(cells)) if len(cells) > 1 else []
    if not labels:
        return []
    held = {name: _cell(form, labels, cells) for name, form in _COLUMNS.items()}
    names = [name.strip() for name in _BETWEEN.split(held["name"])]
    if _NO_NAME.fullmatch(held["name"]) or not all(names) or plain(held["name"]) == plain(duty.matter):
        return []
    alone = len(names) == 1
    return [Child(name, held["place"] if alone else "", held["plan"] if alone else "") for name in names]


_COLUMNS = {"name": _OBJECT, "place": _PLACE, "plan": _PLAN}


def _cell(form: Pattern, labels: Sequence[str], cells: Sequence[str]) -> str:
    return next((cell for label, cell in zip(labels, cells, strict=True) if form.fullmatch(label)), "")


def _labels(text: str, begin: int, width: int) -> list[str]:
    """Return the headings of the table in which the row at *begin* stands; none where it has no objects."""
    for _ in range(_HEAD_WITHIN):
        if begin <= 0:
            return []
        above = text.rfind("\n", 0, begin - 1) + 1
        cells = _cells(text[above : begin - 1])
        if len(cells) < 2:
            return []
        if len(cells) == width and any(_OBJECT.fullmatch(cell) for cell in cells):
            return cells
        begin = above
    return []


def _cells(line: str) -> list[str]:
    return [cell.strip() for cell in line.split("\t")]
