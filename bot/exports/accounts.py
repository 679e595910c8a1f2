"""Accounts of entries: the table of a public notice, all that happened to an entry, the days ahead."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from functools import partial

from bot.exports.lists import heading
from bot.exports.parts import columns, place, source
from bot.exports.tables import Column, Extract, Row, Share, Table, numbered
from bot.ledger.entry import Entry, State
from bot.ledger.event import Event, Facts, Notice, Step
from bot.ledger.folding import effective
from bot.ledger.occasions import Occasion, occasions
from bot.ledger.order import Order
from bot.ledger.rules import full

# ---- the public notice


#: The seven columns in which results are made public; nothing that is only the office's own stands in them.
_PUBLIC = (
    Column("序号", 6),
    Column("整改任务", 28, False),
    Column("责任单位", 15),
    Column("整改目标", 24, False),
    Column("整改措施", 30, False),
    Column("整改时限", 14),
    Column("整改完成情况", 34, False),
)


def public_notice(extract: Extract) -> tuple[Table, ...]:
    """Return what is accepted or on notice (销号公示), a table a period of notice."""
    periods: dict[Notice | None, list[Entry]] = {}
    for entry in extract.entries:
        if entry.state in (State.ACCEPTED, State.ON_NOTICE):
            periods.setdefault(entry.notice, []).append(entry)
    dated = sorted((n for n in periods if n), key=lambda notice: (notice.first, notice.last))
    undated = [None] if None in periods or not dated else []
    return tuple(_notice(extract, notice, periods.get(notice, [])) for notice in (*dated, *undated))


def _notice(extract: Extract, notice: Notice | None, entries: Sequence[Entry]) -> Table:
    period = f"公示期：{full(notice.first)}至{full(notice.last)}" if notice else "公示期：待定"
    return Table(
        name=f"公示至{notice.last.isoformat()}" if notice else "待公示",
        title="整改任务销号公示",
        note=f"公示单位：{extract.office}    {period}    共{len(entries)}项",
        columns=_PUBLIC,
        rows=partial(_public_rows, entries),
        end=f"公示期间对整改情况有异议的，请以书面形式向{extract.office}反映。",
    )


def _public_rows(entries: Sequence[Entry]) -> Iterator[Row]:
    return numbered(
        (e.order.matter, "、".join(e.units), e.order.target, _listed(e.order.measures), _limit(e), _result(e))
        for e in entries
    )


def _listed(lines: Sequence[str]) -> str:
    """Return *lines* with a number each, where there are several."""
    if len(lines) < 2:
        return "".join(lines)
    return "\n".join(f"{number}. {line}" for number, line in enumerate(lines, 1))


def _limit(entry: Entry) -> str:
    """Return the time limit that held at the end: a day, else the document's words."""
    days = {track.term.current for track in entry.tracks} - {None}
    if days:
        return "\n".join(full(day) for day in sorted(day for day in days if day))
    return entry.order.deadline.text if entry.order.deadline else "未定"


def _result(entry: Entry) -> str:
    """Return what each unit wrote when it applied for sign-off."""
    last = {e.facts.unit: e.facts.text for e in effective(entry.history) if e.step is Step.SUBMIT}
    told = {unit: last.get(unit) or "已完成整改，通过验收。" for unit in entry.units}
    if len(told) == 1:
        return next(iter(told.values()))
    return "\n".join(f"{unit}：{text}" for unit, text in told.items())


# ---- what happened to an entry


_HISTORY = (
    Column("步序", 6),
    Column("时间", 17),
    Column("步骤", 11),
    Column("责任单位", 15),
    Column("经办", 25),
    Column("内容", 44, False),
    Column("日期", 12),
    Column("完成比例", 9),
    Column("证明材料", 18, False),
    Column("更正", 24, False),
)


def histories(extract: Extract) -> tuple[Table, ...]:
    """Return all that happened to each entry (办理经过), corrections and what they corrected included.

    Raises:
        ValueError: an entry was loaded without its history.
    """
    for entry in extract.entries:
        if len(entry.history) != entry.seq:
            raise ValueError(f"entry {entry.number} was loaded without its history")
    return tuple(_history(extract, entry) for entry in extract.entries) or (_no_history(extract),)


def _history(extract: Extract, entry: Entry) -> Table:
    return Table(
        name=f"第{entry.number}项",
        title=f"整改台账第{entry.number}项办理经过",
        note=heading(extract, f"现为“{entry.state}”", entry.order.matter),
        columns=_HISTORY,
        rows=partial(_happened, entry),
        end=source(entry),
    )


def _no_history(extract: Extract) -> Table:
    return Table("办理经过", "整改台账办理经过", heading(extract), _HISTORY, tuple)


def _happened(entry: Entry) -> Iterator[Row]:
    corrected: dict[int, list[int]] = {}
    for event in entry.history:
        if event.facts.corrects:
            corrected.setdefault(event.facts.corrects.seq, []).append(event.seq)
    for event in entry.history:
        facts = event.facts
        yield (
            event.seq,
            f"{event.at:%Y-%m-%d %H:%M}",
            event.step,
            facts.unit or "全部",
            str(event.by),
            said(event),
            facts.until or (facts.notice.last if facts.notice else None),
            None if facts.share is None else Share(facts.share),
            "\n".join(f"{e.kind}{e.name and f'：{e.name}'}（{e.digest[:8]}）" for e in facts.evidence),
            _correction(event, corrected),
        )


def _correction(event: Event, corrected: Mapping[int, Sequence[int]]) -> str:
    if event.facts.corrects:
        return f"更正第{event.facts.corrects.seq}步：{event.facts.corrects.reason}"
    by = corrected.get(event.seq)
    return f"已由第{'、'.join(map(str, by))}步更正" if by else ""


def said(event: Event) -> str:
    """Return what was said with a step, in lines."""
    facts = event.facts
    lines = [facts.text, facts.reason and f"理由：{facts.reason}", *_further(facts, event.step)]
    if facts.order:
        lines += _ordered(facts.order)
    return "\n".join(line for line in lines if line)


def _further(facts: Facts, step: Step) -> Iterator[str]:
    if facts.to:
        yield f"{'转给' if step is Step.TRANSFER else '须由其协调'}：{facts.to}"
    if facts.objects:
        yield f"点位：{'、'.join(facts.objects)}"
    if facts.met:
        yield f"已具备：{'、'.join(facts.met)}"
    if facts.notice:
        yield f"公示：{facts.notice.working}"
    if facts.look_backs:
        yield f"回头看：{'、'.join(full(day) for day in facts.look_backs)}"


def _ordered(order: Order) -> list[str]:
    """Return an order's matter, who has which part in it, and by when."""
    lines = [order.matter, "、".join(f"{part.successor or part.unit}（{part.role}）" for part in order.parts)]
    if order.deadline:
        due = full(order.deadline.due) if order.deadline.due else "没有具体日期"
        lines.append(f"期限：{due}（原文“{order.deadline.text}”）")
    return lines


# ---- the days ahead


_DAYS = tuple("编号 整改事项".split()), tuple("镇街 文件位置".split())


def days_ahead(extract: Extract) -> tuple[Table, ...]:
    """Return the days ahead (到期日程), the soonest first."""
    return (
        Table(
            name="到期日程",
            title=f"{extract.office}整改工作到期日程",
            note=heading(extract),
            columns=(
                Column("日期", 12),
                Column("还剩天数", 10),
                Column("事由", 12),
                *columns(_DAYS[0]),
                Column("单位", 18),
                *columns(_DAYS[1]),
            ),
            rows=partial(_day_rows, extract),
            fixed=3,
        ),
    )


def _day_rows(extract: Extract) -> Iterator[Row]:
    def soonest(occasion: Occasion) -> tuple[date, int]:
        return occasion.day, occasion.entry.number

    for it in sorted(occasions(extract.entries), key=soonest):
        left = (it.day - extract.today).days
        order, unit = it.entry.order, it.unit or "、".join(it.entry.units)
        told = str(left) if left >= 0 else f"已过{-left}天"
        about = it.entry.number, order.matter, unit, order.town, place(it.entry)
        yield it.day, told, named(it), *about


def named(occasion: Occasion) -> str:
    """Return what kind of a day it is; look-backs are counted."""
    return f"第{occasion.turn}次{occasion.sort}" if occasion.turn else str(occasion.sort)
