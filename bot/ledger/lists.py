"""Lists over many entries: what waits for whom, what is late, what nobody has touched.

Everything here works on slim entries.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date, timedelta

from bot.ledger.entry import RUNNING, Entry, State, Track
from bot.ledger.event import Step
from bot.ledger.people import Actor, Capacity
from bot.ledger.rights import entitled
from bot.ledger.rules import Rules
from bot.ledger.steps import next_up

_DAY = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class Awaited:
    """One thing that waits for somebody: *due* is when it has to be done, or can be from; None: open."""

    entry: Entry
    unit: str  # empty: all its units together
    step: Step
    due: date | None = None


def waiting(entries: Iterable[Entry], actors: Iterable[Actor], today: date, rules: Rules) -> list[Awaited]:
    """Return what waits for a person in any of their capacities, the soonest first, undated last.

    *entries* are those the person may see (`bot.ledger.sight`).
    """
    people = tuple(actors)
    found = [
        awaited
        for entry in entries
        for awaited in awaited_in(entry, today, rules)
        if any(waits_for(actor, awaited) for actor in people)
    ]
    return sorted(found, key=lambda a: (a.due or date.max, a.entry.number, a.unit))


def waits_for(actor: Actor, awaited: Awaited) -> bool:
    """Tell whether *awaited* waits for *actor*.

    Leaders may judge in the supervisor's place, but what waits for them is only what is blocked.
    """
    if actor.capacity is Capacity.LEADER and awaited.step is not Step.UNBLOCK:
        return False
    return entitled(awaited.entry, awaited.step, actor, awaited.unit)


def awaited_in(entry: Entry, today: date, rules: Rules) -> Iterator[Awaited]:
    """Yield what has to be done next on one entry and may be done by now, whoever does it."""
    for unit, step in next_up(entry):
        track = entry.track(unit)
        due = _together_due(entry, step) if track is None else _unit_due(track, rules)
        awaited = Awaited(entry, unit, step, due)
        first = opens(awaited, rules)
        if step not in _FROM or (first is not None and first <= today):
            yield awaited
    for track in entry.tracks:
        if track.asked:
            yield Awaited(entry, track.unit, Step.GRANT_EXTENSION, track.term.current)


#: These days are when a step can be taken from, not by when it must be.
_FROM = (Step.SIGN_OFF, Step.CONFIRM, Step.RESUME)


def opens(awaited: Awaited, rules: Rules) -> date | None:
    """Return the first day on which it can be done; None: it can be done now."""
    if awaited.step not in _FROM or awaited.due is None:
        return None
    return awaited.due - _early(awaited.step, rules)


def _early(step: Step, rules: Rules) -> timedelta:
    return timedelta(days=rules.look_back_early if step is Step.CONFIRM else 0)


def _together_due(entry: Entry, step: Step) -> date | None:
    if step is Step.SIGN_OFF:
        return entry.notice.last + _DAY if entry.notice else None
    if step is Step.CONFIRM:
        return entry.look_backs[0] if entry.look_backs else None
    return None


def _unit_due(track: Track, rules: Rules) -> date | None:
    if track.state is State.ISSUED:
        return rules.calendar.nth_workday(track.since, rules.acknowledge_workdays)
    if track.state is State.PARKED:
        return track.parked_until
    return track.term.current if track.state in RUNNING else track.since


def by_unit(entries: Iterable[Entry]) -> dict[str, list[Entry]]:
    """Return the entries of each unit that has them to do (一部门一清单)."""
    return _by((unit, entry) for entry in entries for unit in entry.units)


def by_town(entries: Iterable[Entry]) -> dict[str, list[Entry]]:
    """Return the entries of each town (一镇街一清单); what belongs to none is under an empty name."""
    return _by((entry.order.town, entry) for entry in entries)


def by_leader(entries: Iterable[Entry]) -> dict[str, list[Entry]]:
    """Return the entries each leader sees to."""
    return _by((name, e) for e in entries for name in e.order.leader.split("、") if name)


def _by(pairs: Iterable[tuple[str, Entry]]) -> dict[str, list[Entry]]:
    found: dict[str, list[Entry]] = {}
    for name, entry in pairs:
        found.setdefault(name, []).append(entry)
    return found


def overdue(entries: Iterable[Entry], today: date) -> list[Entry]:
    """Return what is overdue (逾期), the longest first; the day of the deadline is on time."""
    late = [entry for entry in entries if entry.overdue(today)]
    return sorted(late, key=lambda entry: (entry.due or date.max, entry.number))


def awaiting_acceptance(entries: Iterable[Entry]) -> list[tuple[Entry, Track]]:
    """Return the units' parts that wait for acceptance (待验收), the longest first."""
    found = [(e, t) for e in entries for t in e.tracks if t.state is State.SUBMITTED]
    return sorted(found, key=lambda pair: (pair[1].since, pair[0].number))


def awaiting_extension(entries: Iterable[Entry]) -> list[tuple[Entry, Track]]:
    """Return the units' parts whose extension is not decided, the earliest asked first."""
    found = [(t.asked.on, e.number, e, t) for e in entries for t in e.tracks if t.asked]
    return [(entry, track) for _, _, entry, track in sorted(found, key=lambda row: row[:2])]


def stale(entries: Iterable[Entry], today: date, rules: Rules) -> list[tuple[Entry, Track, int]]:
    """Return what has had no news for long (久未更新) with the days, the longest first."""
    found = [
        (entry, track, days)
        for entry in entries
        for track in entry.tracks
        if staleness(track, today, rules) and (days := silent_days(track, today)) is not None
    ]
    return sorted(found, key=lambda row: (-row[2], row[0].number))


def staleness(track: Track, today: date, rules: Rules) -> int:
    """Return the largest of the set numbers of days (7, 14, 30) without news; 0: none is reached."""
    days = silent_days(track, today)
    return max((d for d in rules.stale_days if days is not None and d <= days), default=0)


def silent_days(track: Track, today: date) -> int | None:
    """Return for how many days the unit, whose turn it is, has said nothing; None: not its turn."""
    since = quiet_since(track)
    return (today - since).days if since else None


def quiet_since(track: Track) -> date | None:
    """Return since when the unit, whose turn it is, has said nothing; None: not its turn."""
    if track.state not in RUNNING or track.state is State.RETURNED:
        return None
    return max(track.since, track.news or track.since)
