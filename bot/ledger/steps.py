"""Taking a step: from an entry and what somebody wants to do, to a new entry and the event, or a refusal.

The checks go from the general to the particular: who asks, which unit, how far it is, who may, whether
its time has come, what is said, whether it can be so. Nothing else decides; buttons and words share it.
"""

from __future__ import annotations

from dataclasses import replace
from datetime import date, datetime
from typing import NoReturn

from bot.config import NOBODY
from bot.errors import Incomplete, NotEntitled, Refusal, WrongState
from bot.ledger.corrections import corrected, said, target, unsound
from bot.ledger.entry import SETTLED, Entry, State
from bot.ledger.event import NO_FACTS, Event, Facts, Step
from bot.ledger.folding import apply
from bot.ledger.people import Actor
from bot.ledger.rights import entitled, impartial
from bot.ledger.rules import SOUND, TIMELY, Case, Rules, completed
from bot.ledger.table import AWAITED, FROM, NEXT, TABLE, WHO, Concerns, Reach, who_may

#: Not offered as the way out of a refusal: they mend the record, not the matter.
_CLERICAL = (Step.CORRECT, Step.AMEND)


def take(
    entry: Entry, step: Step, by: Actor, now: datetime, rules: Rules, facts: Facts = NO_FACTS
) -> tuple[Entry, Event]:
    """Return *entry* after *step* and the event that records it.

    Args:
        entry: with its history; ``Entry(number)`` for the step that opens it.
        step: what is to be done.
        by: who does it, in the capacity and for the unit they act in.
        now: in the office's own zone; its day is what counts.
        rules: the office's settings.
        facts: what is said with it. ``facts.unit`` may be left out where there is only one unit it
            can be: the actor's own, or the entry's only one.

    Raises:
        WrongState: the table has no such step from there, or its time has not come.
        NotEntitled: this person may not take it.
        Incomplete: what it needs is missing or cannot be.
        ValueError: *now* has no zone, or *entry* was loaded without its history.
    """
    if now.tzinfo is None:
        raise ValueError("a moment without a time zone")
    case = _open_to(Case(entry, step, by, now.date(), rules, facts))
    _all_said(case)
    if why := _unsound(case):
        _refuse(Incomplete, case, why)
    right = corrected(case) if step is Step.CORRECT else completed(case)
    event = Event(entry.number, entry.seq + 1, now, by, step, right)
    return apply(entry, event), event


def begun(
    entry: Entry, step: Step, by: Actor, today: date, rules: Rules, facts: Facts = NO_FACTS
) -> tuple[str, tuple[str, ...]]:
    """Return the unit that *step* would be about, and which facts it needs that are not said yet.

    Raises:
        Refusal: as `take` does; only what is still to be said is not missed yet.
    """
    case = _open_to(Case(entry, step, by, today, rules, facts))
    return case.facts.unit, _unsaid(case)


def possible(
    entry: Entry, by: Actor, today: date, rules: Rules, unit: str = ""
) -> tuple[tuple[str, Step], ...]:
    """Return what *by* may do now: (unit, step) pairs, the unit empty where all are moved together.

    Only what a person would still have to say can stand in the way of these.
    """
    alone = [(t.unit, s) for t in entry.tracks if unit in ("", t.unit) for s in FROM[t.state]]
    pairs = [(name, s) for name, s in alone if TABLE[s].concerns is Concerns.UNIT]
    pairs += [("", s) for s in FROM[entry.state] if TABLE[s].concerns is not Concerns.UNIT]
    cases = [
        Case(entry, step, by, today, rules, Facts(unit=name))
        for name, step in pairs
        if entitled(entry, step, by, name)
    ]
    return tuple((c.facts.unit, c.step) for c in cases if not (_not_that_far(c) or _too_early(c)))


def next_up(entry: Entry) -> tuple[tuple[str, Step], ...]:
    """Return what is waited for as (unit, step), the unit empty where all are moved together.

    `bot.ledger.table.who_may` says from whom. Empty: nothing is waited for.
    """
    waited = [(t.unit, AWAITED[t.state]) for t in entry.tracks if t.state not in SETTLED]
    each = tuple((unit, step) for unit, step in waited if TABLE[step].concerns is Concerns.UNIT)
    if each or waited:  # what is moved together waits for the last unit
        return each or (("", waited[0][1]),)
    if entry.state is State.NEW or (entry.state is State.SIGNED_OFF and entry.look_backs):
        return (("", AWAITED[entry.state]),)
    return ()


# ---- the checks, in their order


def _open_to(case: Case) -> Case:
    """Check all that can be before anything is said: who, whose part, how far, by whom, when."""
    _real_person(case)
    case = _at_its_unit(case)
    _far_enough(case)
    _entitled(case)
    if why := _too_early(case):
        _refuse(WrongState, case, why)
    return case


def _real_person(case: Case) -> None:
    """Rule R43: only a person's own numeric id counts."""
    if case.by.id <= 0 or case.by.id in NOBODY:
        raise NotEntitled("匿名身份或频道身份不能办理台账事项，请以个人身份私聊机器人办理。")


def _at_its_unit(case: Case) -> Case:
    """Settle whose part is meant."""
    entry, named = case.entry, case.facts.unit
    if case.step is Step.CORRECT:
        event = target(case)
        return replace(case, facts=replace(case.facts, unit=event.facts.unit if event else ""))
    if TABLE[case.step].concerns is not Concerns.UNIT:
        return replace(case, facts=replace(case.facts, unit=""))
    if not entry.tracks:
        _refuse(WrongState, case, "还没有立项")
    unit = named or (case.by.unit if case.by.unit in entry.units else "")
    unit = unit or (entry.units[0] if len(entry.units) == 1 else "")
    if not unit:
        _refuse(Incomplete, case, f"有多家责任单位，请指明是哪一家：{'、'.join(entry.units)}")
    if unit not in entry.units:
        _refuse(Incomplete, case, f"{unit}不是本项的承办单位（{'、'.join(entry.units)}）")
    return replace(case, facts=replace(case.facts, unit=unit))


def _far_enough(case: Case) -> None:
    if why := _not_that_far(case):
        _refuse(WrongState, case, why)


def _not_that_far(case: Case) -> str:
    entry, step = case.entry, case.step
    match TABLE[step].concerns:
        case Concerns.UNIT:
            state = case.track.state
            return "" if (state, step) in NEXT else f"现为“{state}”"
        case Concerns.ENTRY:
            return "" if (entry.state, step) in NEXT else f"现为“{entry.state}”"
        case Concerns.ALL:
            behind = [t for t in entry.tracks if (t.state, step) not in NEXT and t.state not in SETTLED]
            if behind:
                return "，".join(f"{t.unit}现为“{t.state}”" for t in behind)
            moves = any((t.state, step) in NEXT for t in entry.tracks)
            return "" if moves else f"现为“{entry.state}”"


def _entitled(case: Case) -> None:
    entry, step, by, unit = case.entry, case.step, case.by, case.facts.unit
    if entitled(entry, step, by, unit):
        return
    why = f"由{_who(entry, step)}办理，您的身份是{by}"
    if WHO[step].get(by.capacity) in (Reach.OTHER, Reach.ACCEPTING) and not impartial(
        entry, by, (unit,) if unit else entry.units
    ):
        why = "承办单位和经办过的人不能办自己的这一步，请由其他人办理"
    _refuse(NotEntitled, case, why)


def _all_said(case: Case) -> None:
    needs = TABLE[case.step].needs
    if missing := [needs[field] for field in _unsaid(case)]:
        _refuse(Incomplete, case, f"还没有写明{'、'.join(missing)}")


def _unsaid(case: Case) -> tuple[str, ...]:
    return tuple(field for field in TABLE[case.step].needs if not said(case.facts, field))


def _too_early(case: Case) -> str:
    return TIMELY[case.step](case) if case.step in TIMELY else ""


def _unsound(case: Case) -> str:
    if case.step is Step.CORRECT:
        return unsound(case)
    return SOUND[case.step](case) if case.step in SOUND else ""


def _refuse(kind: type[Refusal], case: Case, why: str) -> NoReturn:
    """Refuse: what, why, and what can be done instead."""
    unit = f"（{case.facts.unit}）" if case.facts.unit else ""
    raise kind(f"台账第 {case.entry.number} 项{unit}不能办“{case.step}”：{why}。{_instead(case)}")


def _instead(case: Case) -> str:
    entry, unit = case.entry, case.facts.unit if case.facts.unit in case.entry.units else ""
    steps = dict.fromkeys(
        step
        for _, step in possible(entry, case.by, case.day, case.rules, unit)
        if step not in _CLERICAL and step is not case.step
    )
    awaited = dict.fromkeys(step for of, step in next_up(entry) if of in ("", unit) or not unit)
    others = [s for s in awaited if s not in steps and not entitled(entry, s, case.by, unit)]
    told = [f"现在等的是{step}，由{_who(entry, step)}办理" for step in others]
    if steps:
        told.append(f"您现在可以办：{'、'.join(steps)}")
    return f"{'；'.join(told) or '条件具备后可以再办'}。"


def _who(entry: Entry, step: Step) -> str:
    return who_may(step, accepting=bool(entry.order.accepting))
