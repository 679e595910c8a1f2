"""A step in words: what was taken, who is next, who was faster, what is said with it."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, timedelta

from bot.chat.render import h
from bot.chat.wording import duties
from bot.ledger.entry import Entry
from bot.ledger.event import Event, Evidence, Facts, Step
from bot.ledger.people import Capacity
from bot.ledger.rules import Rules
from bot.ledger.steps import next_up
from bot.ledger.table import TABLE, WHO, Concerns, Reach

CANCELLED = "已取消，没有作任何更改。"
NOTHING_OPEN = "现在没有正在办的步骤。"
DONE_ALREADY = "这一步已经记下，没有重复办理。"
NOTHING_NEXT = "下一步：无须再办。"


def title(entry: Entry) -> str:
    """Return what an entry is called in every sentence."""
    return f"台账第 {entry.number} 项"


def written(words: str, limit: int = 0) -> str:
    """Return what a person wrote, safe in a block: an @ in it calls nobody; *limit* cuts it."""
    text = words if not limit or len(words) <= limit else words[:limit] + "……"
    return h(text).replace("@", "＠")


def next_steps(entry: Entry, today: date, rules: Rules) -> list[str]:
    """Return who is next, with what and by or from when; where several are, each on a line."""
    waited = next_up(entry)
    if not waited:
        return [NOTHING_NEXT]
    by_step: dict[Step, list[str]] = {}
    for unit, step in waited:
        by_step.setdefault(step, []).append(unit)
    told = []
    for step, units in by_step.items():
        whose = [unit for unit in units if unit]
        told.append(f"{_next(entry, step, whose)}{_when(entry, step, whose, today, rules)}")
    asked = [track.unit for track in entry.tracks if track.asked]
    if asked:
        told.append(f"批复延期申请（{h('、'.join(asked))}），由{by_whom(entry, Step.GRANT_EXTENSION)}办理")
    return [f"下一步：{told[0]}"] if len(told) == 1 else ["\n· ".join(("下一步：", *told))]


def _next(entry: Entry, step: Step, units: list[str]) -> str:
    name = awaited_name(step)
    if set(WHO[step].values()) == {Reach.OWN}:
        return f"{h('、'.join(units))}{name}"
    named = Reach.OWN in WHO[step].values() or len(entry.units) < 2
    whose = f"（{h('、'.join(units))}）" if units and not named else ""
    return f"{name}{whose}，由{by_whom(entry, step, units)}办理"


def awaited_name(step: Step) -> str:
    """Return what a step is called while it is waited for, where its own name says how it ended."""
    return _AWAITED.get(step, step)


_AWAITED = {Step.CONFIRM: "回头看", Step.SUBMIT: "完成整改并申请销号"}


def _when(entry: Entry, step: Step, units: list[str], today: date, rules: Rules) -> str:
    """Return by when or from when the step is waited for, in brackets, where that is a rule of its own."""
    tracks = [track for unit in units if (track := entry.track(unit))]
    day, word = None, ""
    match step:
        case Step.ACKNOWLEDGE if tracks:
            since = min(track.since for track in tracks)
            day = rules.calendar.nth_workday(since, rules.acknowledge_workdays)
            word = f"前，已过{(today - day).days}天" if day < today else "前"
        case Step.SIGN_OFF if entry.notice:
            day, word = entry.notice.last + timedelta(days=1), "起可办"
        case Step.CONFIRM if entry.look_backs:
            day = entry.look_backs[0]
        case Step.RESUME:
            day = min((t.parked_until for t in tracks if t.parked_until), default=None)
            word = "挂账期满"
    return f"（{near(day, today)}{word}）" if day else ""


def near(day: date, today: date) -> str:
    """Return *day* as people say it: without its year in the year that is running."""
    return f"{day.month}月{day.day}日" if day.year == today.year else duties.day(day)


def by_whom(entry: Entry, step: Step, units: list[str] | None = None) -> str:
    """Return who may take *step* on *entry*, the units by their names."""
    by_reach: dict[Reach, list[Capacity]] = {}
    for capacity, reach in WHO[step].items():
        by_reach.setdefault(reach, []).append(capacity)
    told = []
    for reach, capacities in by_reach.items():
        match reach:
            case Reach.OWN:
                told.append(h("、".join(units or entry.units)))
            case Reach.ACCEPTING:
                told += [f"验收单位{h('、'.join(entry.order.accepting))}"] if entry.order.accepting else []
            case Reach.OTHER:
                told.append(f"{'、'.join(capacities)}（承办单位和经办人除外）")
            case _:
                told.append("、".join(capacities))
    return "，或".join(told)


# ---- answers to a write


def taken(entry: Entry, event: Event, today: date, rules: Rules) -> list[str]:
    """Answer a write: the entry's number, what is now the case, what was noted, who is next."""
    facts = told(event, units=False)
    noted = [f"记下：{'；'.join(facts)}"] if facts else []
    return [
        f"<b>{title(entry)}</b>：{_done(event)}，{_now(entry, event)}。",
        *noted,
        *next_steps(entry, today, rules),
    ]


def conflict(entry: Entry, event: Event, today: date, rules: Rules) -> list[str]:
    """Say that somebody was first: what they did, what is now the case, who is next."""
    at = f"{event.day.month}月{event.day.day}日{event.at:%H:%M}"
    first = f"{h(event.by)}已于{at}{event.step}"
    return [
        f"<b>{title(entry)}</b>：没有办，{first}，{_now(entry, event)}。",
        *next_steps(entry, today, rules),
    ]


def _done(event: Event) -> str:
    if event.step is Step.CORRECT and event.facts.corrects:
        return f"{h(event.by.name)}更正第 {event.facts.corrects.seq} 步"
    return f"{h(event.by.name)}{event.step}"


def _now(entry: Entry, event: Event) -> str:
    """Return the state now; in a joint entry the unit's own and that of the whole."""
    track = entry.track(event.facts.unit)
    if event.step is Step.TRANSFER:
        track = entry.track(event.facts.to)
    if track is None or len(entry.tracks) < 2 or TABLE[event.step].concerns is not Concerns.UNIT:
        return f"现为“{entry.state}”"
    whole = f"，全项为“{entry.state}”" if track.state is not entry.state else ""
    return f"{h(track.unit)}现为“{track.state}”{whole}"


# ---- what is said with a step


def told(event: Event, *, units: bool = True) -> list[str]:
    """Return what was said with a step, each fact with its name; *units*: also whose part it is."""
    return [f"{name}：{value}" for name, value in said(event.step, event.facts, units=units).items()]


def said(step: Step, facts: Facts, *, units: bool = True) -> Mapping[str, str]:
    """Return the facts of a step by the name an official reads, in the order in which they are told."""
    order = facts.order
    found = {
        "单位": h(facts.unit) if units else "",
        "事项": h(order.matter) if order else "",
        "责任单位": h("、".join(order.bearers)) if order else "",
        "期限": duties.day(order.deadline.due) if order and order.deadline and order.deadline.due else "",
        "转给" if step is Step.TRANSFER else "须由谁协调": written(facts.to),
        "情况": written(facts.text),
        TABLE[step].needs.get("reason", "理由"): written(facts.reason),
        "完成比例": f"{facts.share}%" if facts.share is not None else "",
        _until(step): duties.day(facts.until) if facts.until else "",
        "公示": f"{duties.day(facts.notice.first)}至{duties.day(facts.notice.last)}" if facts.notice else "",
        "具备条件": h("、".join(facts.met)),
        "点位": h("、".join(facts.objects)),
        "材料": materials(facts.evidence),
        "回头看": "、".join(map(duties.day, facts.look_backs)),
        "更正": f"第 {facts.corrects.seq} 步，因为{written(facts.corrects.reason)}" if facts.corrects else "",
    }
    return {name: value for name, value in found.items() if value}


def _until(step: Step) -> str:
    return {Step.ASK_EXTENSION: "申请延到", Step.GRANT_EXTENSION: "延到", Step.PARK: "挂账到"}.get(
        step, "新期限"
    )


def materials(evidence: tuple[Evidence, ...]) -> str:
    """Return how many pieces of each kind: 照片3件、文件1件."""
    kinds: dict[str, int] = {}
    for piece in evidence:
        kinds[piece.kind] = kinds.get(piece.kind, 0) + 1
    return "、".join(f"{kind}{count}件" for kind, count in kinds.items())
