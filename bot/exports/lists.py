"""The ledger and its cuts: all of it, by unit, by town, what is missing, what the week brings."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from functools import partial
from itertools import groupby

from bot.exports.parts import Part, cells, columns, parts, place
from bot.exports.tables import Column, Extract, Link, Row, Table, numbered
from bot.ledger import lists
from bot.ledger.entry import RUNNING, SETTLED, Entry, State
from bot.ledger.review import Finding, review
from bot.ledger.rules import full

_OF_LEDGER = tuple("编号 整改事项 责任单位 配合单位 包保领导 镇街 点位 来源 完成期限 期限由来".split())
_HOW_FAR = tuple("状态 完成比例 最近进展 预警 销号日期 回头看、反弹 出处".split())
LEDGER = (*_OF_LEDGER, *_HOW_FAR)
#: A list of one unit, or of one town, is an A4 sheet.
_SHORT = tuple("编号 整改事项 配合单位 包保领导 镇街 点位 完成期限 状态 完成比例 最近进展 预警 出处".split())
_OF_TOWN = (*_SHORT[:2], "责任单位", *(name for name in _SHORT[2:] if name != "镇街"))
_WEEK = tuple("编号 整改事项 责任单位 镇街 完成期限 状态 完成比例 最近进展 预警 文件位置".split())


def heading(extract: Extract, *more: str) -> str:
    """Return the line under a title: who made it, as of when, and how much it holds."""
    return "    ".join((f"制表单位：{extract.office}", f"截至{full(extract.today)}", *more))


def counted(entries: Iterable[Entry]) -> str:
    """Return how many entries there are, and how many parts of units where that is another number."""
    number, shares = 0, 0
    for entry in entries:
        number, shares = number + 1, shares + len(entry.tracks)
    return f"共{number}项" + (f"，{shares}家次" if shares != number else "")


def ledger(extract: Extract) -> tuple[Table, ...]:
    """Return the ledger (整改台账), a row a unit's part."""
    return (
        Table(
            name="整改台账",
            title=f"{extract.office}整改台账",
            note=heading(extract, counted(extract.entries)),
            columns=columns(LEDGER),
            rows=partial(_rows, LEDGER, extract, extract.entries),
            wide=True,
            fixed=2,
        ),
    )


def _rows(names: Sequence[str], extract: Extract, entries: Iterable[Entry], unit: str = "") -> Iterator[Row]:
    found = parts(extract, entries)
    return (cells(names, part) for part in found if unit in ("", part.track.unit))


# ---- one list a unit, one list a town


def unit_lists(extract: Extract) -> tuple[Table, ...]:
    """Return one list a unit (一部门一清单) after an index of them."""
    grouped = dict(sorted(lists.by_unit(extract.entries).items()))
    tables = [
        Table(
            name=unit,
            title=f"{unit}整改任务清单",
            note=heading(extract, f"共{len(entries)}项"),
            columns=columns(_SHORT),
            rows=partial(_rows, _SHORT, extract, entries, unit),
            fixed=2,
        )
        for unit, entries in grouped.items()
    ]
    return (_index(extract, "责任单位", grouped, units=True), *tables)


def town_lists(extract: Extract) -> tuple[Table, ...]:
    """Return one list a town (一镇街一清单) after an index of them; what has no town comes last."""
    found = lists.by_town(extract.entries)
    grouped = {town or NO_TOWN: found[town] for town in sorted(found, key=lambda town: (not town, town))}
    tables = [
        Table(
            name=town,
            title=f"{town}整改任务清单",
            note=heading(extract, counted(entries)),
            columns=columns(_OF_TOWN),
            rows=partial(_rows, _OF_TOWN, extract, entries),
            fixed=2,
        )
        for town, entries in grouped.items()
    ]
    return (_index(extract, "镇街", grouped, units=False), *tables)


NO_TOWN = "未写明镇街"
_FIGURES = tuple("在办 逾期 待验收 公示中 已销号".split())


def _index(extract: Extract, what: str, grouped: Mapping[str, list[Entry]], units: bool) -> Table:
    return Table(
        name="目录",
        title=f"{extract.office}{'一部门一清单' if units else '一镇街一清单'}目录",
        note=heading(extract, f"共{len(grouped)}个{what}"),
        columns=(
            Column("序号", 8),
            Column(what, 34),
            Column("项数", 12),
            *(Column(name, 12) for name in _FIGURES),
        ),
        rows=partial(_index_rows, extract.today, grouped, units),
        end="联合承办的事项在每家责任单位各计一次。" if units else "",
        overview=True,
    )


def _index_rows(today: date, grouped: Mapping[str, list[Entry]], units: bool) -> Iterator[Row]:
    rows: Iterator[Row] = (
        (Link(name, place), len(entries), *_figures(today, entries, name if units else ""))
        for place, (name, entries) in enumerate(grouped.items(), 1)
    )
    return numbered(rows)


def _figures(today: date, entries: Iterable[Entry], unit: str) -> tuple[int, ...]:
    """Count how far the entries are, or the parts *unit* has in them."""
    going = late = waiting = notice = done = 0
    for entry in entries:
        track = entry.track(unit)
        state = track.state if track else entry.state
        going += state in (*RUNNING, State.PARKED)
        late += track.overdue(today) if track else entry.overdue(today)
        waiting += state in (State.SUBMITTED, State.ACCEPTED)
        notice += state is State.ON_NOTICE
        done += state is State.SIGNED_OFF
    return going, late, waiting, notice, done


# ---- what is missing


def gaps(extract: Extract) -> tuple[Table, ...]:
    """Return what the ledger leaves open (缺项清单), a row for what is of one sort and one unit."""
    return (
        Table(
            name="缺项清单",
            title=f"{extract.office}整改台账缺项清单",
            note=heading(extract),
            columns=(
                *columns(("编号", "整改事项")),
                Column("责任单位", 22),
                *columns(("镇街",)),
                Column("类别", 10),
                Column("缺什么、与哪项有出入", 40, False),
                *columns(("文件位置",)),
            ),
            rows=partial(_gap_rows, extract),
            end="缺项不影响办理；补齐以后下次导出时自动消去。",
            fixed=2,
        ),
    )


def _gap_rows(extract: Extract) -> Iterator[Row]:
    def together(pair: tuple[Entry, Finding]) -> tuple[int, str, str]:
        entry, found = pair
        return entry.number, found.sort, found.unit

    for (_, sort, unit), pairs in groupby(review(extract.entries), together):
        (entry, first), *others = pairs
        order = entry.order
        words = "；".join((first.words, *(found.words for _, found in others)))
        whose = unit or "、".join(entry.units)
        yield entry.number, order.matter, whose, order.town, sort, words, place(entry)


# ---- the week


@dataclass(frozen=True, slots=True)
class _Said:
    """Why an entry is in the week's table: under which word, and what there is to say."""

    word: str
    part: Part
    words: str


def week(extract: Extract) -> tuple[Table, ...]:
    """Return the weekly table (周调度表): figures by unit, then the parts they count."""
    first, last = _week(extract.today)
    span = f"本周：{full(first)}至{full(last)}"
    return (
        Table(
            name="各单位情况",
            title=f"{extract.office}整改工作周调度表",
            note=heading(extract, span),
            columns=(
                Column("序号", 8),
                Column("责任单位", 34),
                Column("未销号", 14),
                *(Column(word, 14) for word in WEEKLY),
            ),
            rows=partial(_week_figures, extract),
            end="按责任单位分别计数；单位按名称排列，不分先后。",
            overview=True,
        ),
        Table(
            name="事项明细",
            title=f"{extract.office}整改工作周调度表（事项明细）",
            note=heading(extract, span),
            columns=(Column("类别", 10), Column("说明", 20), *columns(_WEEK)),
            rows=partial(_week_rows, extract),
            fixed=4,
        ),
    )


#: The words the weekly table is sorted by, in their order.
WEEKLY = ("本周销号", "本周到期", "逾期", "久未更新", "待验收")


def _week(today: date) -> tuple[date, date]:
    first = today - timedelta(days=today.weekday())
    return first, first + timedelta(days=6)


def _said(extract: Extract, part: Part) -> Iterator[_Said]:
    """Yield under which words of the week one unit's part stands."""
    (first, last), today, track = _week(extract.today), extract.today, part.track
    signed, due = part.entry.signed_off_on, track.term.current
    if track.state is State.SIGNED_OFF and signed and first <= signed <= last:
        yield _Said(WEEKLY[0], part, f"{full(signed)}销号")
    if track.state in RUNNING and due and today <= due <= last:
        yield _Said(WEEKLY[1], part, f"{full(due)}到期")
    if track.overdue(today):
        yield _Said(WEEKLY[2], part, f"逾期{track.late_days(today)}天")
    if reached := lists.staleness(track, today, extract.rules):
        yield _Said(WEEKLY[3], part, f"{lists.silent_days(track, today)}天没有更新（满{reached}天）")
    if track.state is State.SUBMITTED:
        yield _Said(WEEKLY[4], part, f"{full(track.since)}申请销号，已等{(today - track.since).days}天")


def _week_rows(extract: Extract) -> Iterator[Row]:
    found = [said for part in parts(extract, extract.entries) for said in _said(extract, part)]
    found.sort(key=lambda said: WEEKLY.index(said.word))  # stable: by number within
    return ((said.word, said.words, *cells(_WEEK, said.part)) for said in found)


def _week_figures(extract: Extract) -> Iterator[Row]:
    figures: dict[str, list[int]] = {}
    for part in parts(extract, extract.entries):
        row = figures.setdefault(part.track.unit, [0] * (1 + len(WEEKLY)))
        row[0] += part.track.state not in SETTLED
        for said in _said(extract, part):
            row[1 + WEEKLY.index(said.word)] += 1
    yield from numbered((unit, *row) for unit, row in sorted(figures.items()))
    if figures:
        yield (None, "合计", *(sum(column) for column in zip(*figures.values(), strict=True)))
