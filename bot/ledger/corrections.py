"""Correcting an event (更正): whose words may be put right, and whether the rest still holds."""

from __future__ import annotations

from dataclasses import replace

from bot.ledger.entry import HANDED_IN, Entry, State
from bot.ledger.event import Event, Facts, Step
from bot.ledger.folding import advance, effective
from bot.ledger.people import Actor, Capacity
from bot.ledger.rights import entitled
from bot.ledger.rules import SOUND, TIMELY, Case, Rules, completed
from bot.ledger.table import TABLE, who_may

_ACCEPTED = tuple(state for state in HANDED_IN if state is not State.SUBMITTED)


def target(case: Case) -> Event | None:
    """Return the event that is to be corrected, None where there is none of that number."""
    correction, history = case.facts.corrects, case.entry.history
    if correction is None or not 1 <= correction.seq <= len(history):
        return None
    return history[correction.seq - 1]


def unsound(case: Case) -> str:
    """Return why the correction cannot be made, or an empty text."""
    event, correction = target(case), case.facts.corrects
    if event is None or correction is None:
        return "本项没有这一步"
    name = f"第 {event.seq} 步（{event.step}）"
    if event.step is Step.CORRECT:
        return f"{name}本身是更正，请更正原来的那一步"
    if not correction.reason.strip():
        return "还没有写明更正的理由"
    judged = Step.AMEND if event.step is Step.OPEN else event.step  # what was ordered is not for anybody
    same = _same_side(case.by, event.by)
    if not same or not entitled(case.entry, judged, case.by, event.facts.unit):
        return f"{name}只能由可以办这一步的人更正：{who_may(judged)}"
    track = case.entry.track(event.by.unit)
    if event.by.capacity is Capacity.MEMBER and track and track.state in _ACCEPTED:
        return f"{event.by.unit}已通过验收，报送的内容不能再更正"
    return _breaks(case, event)


def _same_side(by: Actor, writer: Actor) -> bool:
    """A unit puts its own words right, the office its own; neither the other's."""
    if Capacity.MEMBER in (by.capacity, writer.capacity):
        return (by.capacity, by.unit) == (writer.capacity, writer.unit)
    return True


def corrected(case: Case) -> Facts:
    """Return the facts that replace those of the event, with what follows from them worked out."""
    event = target(case)
    if event is None:
        raise LookupError(case.facts.corrects)
    before = _before(effective(case.entry.history), event, case.entry.number)
    return replace(completed(_again(before, event, case)), corrects=case.facts.corrects)


def _again(before: Entry, event: Event, case: Case) -> Case:
    """The corrected step as it would have been taken at its time."""
    facts = replace(case.facts, corrects=None)
    return Case(before, event.step, event.by, event.day, case.rules, facts)


def _before(events: tuple[Event, ...], event: Event, number: int) -> Entry:
    entry = Entry(number)
    for earlier in events[: event.seq - 1]:
        entry = advance(entry, earlier)
    return entry


def _breaks(case: Case, event: Event) -> str:
    """Replay from the corrected step on: nothing may become wrong that was right before."""
    right = replace(corrected(case), corrects=None)
    events = effective(case.entry.history)
    entry = was = _before(events, event, case.entry.number)
    for old in events[event.seq - 1 :]:
        new = replace(old, facts=right) if old.seq == event.seq else old
        why = _why_not(entry, new, case.rules)
        if why and why != _why_not(was, old, case.rules):
            return f"更正后第 {old.seq} 步（{old.step}）不能成立：{why}"
        try:
            entry, was = advance(entry, new), advance(was, old)
        except ValueError:
            return f"更正后第 {old.seq} 步（{old.step}）对不上"
    return ""


def _why_not(entry: Entry, event: Event, rules: Rules) -> str:
    if event.step is Step.CORRECT:
        return ""
    case = Case(entry, event.step, event.by, event.day, rules, event.facts)
    missing = [words for field, words in TABLE[event.step].needs.items() if not said(event.facts, field)]
    if missing:
        return f"没有写明{'、'.join(missing)}"
    try:
        found = (rule[event.step](case) for rule in (TIMELY, SOUND) if event.step in rule)
        return next((why for why in found if why), "")
    except LookupError:
        return f"没有{event.facts.unit}的承办"


def said(facts: Facts, field: str) -> bool:
    """Tell whether the *field* of what was said holds anything."""
    value = getattr(facts, field)
    return bool(value.strip()) if isinstance(value, str) else value is not None
