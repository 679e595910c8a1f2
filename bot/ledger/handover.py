"""Handing over (交接): what a successor in a unit takes on: entries, dates, promises, relapses."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date

from bot.ledger.entry import SETTLED, Entry, State, Track
from bot.ledger.event import Event, Step
from bot.ledger.folding import effective
from bot.ledger.lists import Awaited, awaited_in
from bot.ledger.people import Capacity
from bot.ledger.rules import Rules
from bot.ledger.table import WHO, Reach, who_may


@dataclass(frozen=True, slots=True)
class Said:
    """What the unit last reported on an entry."""

    on: date
    by: str
    text: str
    share: int | None = None


@dataclass(frozen=True, slots=True)
class Promise:
    """A day that the unit asked for or was given."""

    entry: Entry
    step: Step  # 申请延期: not decided yet; 不予销号, 认定反弹, 批准延期: the new day stands
    on: date
    text: str
    until: date | None = None


@dataclass(frozen=True, slots=True)
class Item:
    """One open entry of the unit.

    Attributes:
        entry: the entry.
        track: the unit's own part in it: state, term with its working, obstacle, pending extension.
        said: the last report; None where there is none, or the entry was loaded without its history.
        open_children: the objects the unit has still to do.
        own: the person who leaves has worked on it.
        awaited: what is waited for, with who has to do it, in words.
        overdue: whether it is overdue on the day of handing over.
    """

    entry: Entry
    track: Track
    said: Said | None
    open_children: tuple[str, ...]
    own: bool
    awaited: tuple[tuple[Step, str], ...]
    overdue: bool


@dataclass(frozen=True, slots=True)
class Pack:
    """What is handed over in a unit on a day.

    ``waiting`` is what waits for the unit by now, the soonest first; ``look_backs`` are the days on which
    what it has finished will be looked at again.
    """

    unit: str
    leaving: int
    on: date
    items: tuple[Item, ...] = ()
    promises: tuple[Promise, ...] = ()
    relapses: tuple[Entry, ...] = ()
    waiting: tuple[Awaited, ...] = ()
    look_backs: tuple[tuple[date, Entry], ...] = ()


def handover(entries: Iterable[Entry], unit: str, leaving: int, today: date, rules: Rules) -> Pack:
    """Return what *leaving* hands over in *unit*.

    Args:
        entries: those that whoever asks may see; with their history, or the last reports are not told.
        unit: by the directory's name.
        leaving: the id of the person who leaves.
        today: the day of handing over.
        rules: the office's settings.

    The entries stay the unit's: nothing is moved. Open ones come by their next day, undated last, what the
    person has worked on before the rest of the same day.
    """
    mine = [(entry, track) for entry in entries if (track := entry.track(unit))]
    going = [pair for pair in mine if pair[1].state not in SETTLED]
    items = [_item(entry, track, leaving, today, rules) for entry, track in going]
    waiting = [one for entry, _ in mine for one in awaited_in(entry, today, rules) if _for_unit(one, unit)]
    return Pack(
        unit,
        leaving,
        today,
        tuple(sorted(items, key=_soonest)),
        tuple(promise for entry, track in going for promise in _promises(entry, track)),
        tuple(entry for entry, _ in mine if entry.relapses),
        tuple(sorted(waiting, key=lambda one: (one.due or date.max, one.entry.number))),
        tuple(sorted(_look_backs(mine), key=lambda pair: (pair[0], pair[1].number))),
    )


def _soonest(item: Item) -> tuple[date, bool, int]:
    return item.track.term.current or date.max, not item.own, item.entry.number


def _item(entry: Entry, track: Track, leaving: int, today: date, rules: Rules) -> Item:
    awaited = [one for one in awaited_in(entry, today, rules) if one.unit in ("", track.unit)]
    accepting = bool(entry.order.accepting)
    return Item(
        entry,
        track,
        _said(entry, track),
        entry.open_children(track.unit),
        any(hand.id == leaving for hand in track.hands),
        tuple((one.step, who_may(one.step, accepting)) for one in awaited),
        track.overdue(today),
    )


def _said(entry: Entry, track: Track) -> Said | None:
    """Return the unit's last words on its work, corrected where they were."""
    event = _last(entry, track, Step.REPORT, Step.SUBMIT, Step.BLOCK)
    if event is None:
        return None
    facts = event.facts
    return Said(event.day, event.by.name, facts.text or facts.reason, facts.share)


def _last(entry: Entry, track: Track, *steps: Step) -> Event | None:
    events = reversed(effective(entry.history))
    return next((e for e in events if e.step in steps and e.facts.unit == track.unit), None)


def _promises(entry: Entry, track: Track) -> Iterator[Promise]:
    """Yield the extension that is asked for, the last day that was given, and the day parking ends."""
    if asked := track.asked:
        yield Promise(entry, Step.ASK_EXTENSION, asked.on, asked.reason, asked.until)
    if track.term.moves:
        move = track.term.moves[-1]
        yield Promise(entry, move.step, move.on, track.term.working, move.due)
    if track.state is State.PARKED:
        event = _last(entry, track, Step.PARK)
        yield Promise(entry, Step.PARK, track.since, event.facts.reason if event else "", track.parked_until)


def _for_unit(awaited: Awaited, unit: str) -> bool:
    """Tell whether the unit itself has to act on its own part."""
    return awaited.unit == unit and WHO[awaited.step].get(Capacity.MEMBER) is Reach.OWN


def _look_backs(mine: Iterable[tuple[Entry, Track]]) -> Iterator[tuple[date, Entry]]:
    for entry, _ in mine:
        if entry.state is State.SIGNED_OFF:
            yield from ((day, entry) for day in entry.look_backs)
