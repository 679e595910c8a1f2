"""Events → entry. Nothing is decided here: what an event says is taken as true."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import replace
from datetime import date

from bot.ledger.entry import Entry, Hand, Move, Obstacle, Request, State, Term, Track
from bot.ledger.event import Event, Step
from bot.ledger.order import Order
from bot.ledger.people import Capacity
from bot.ledger.table import NEXT, TABLE, Concerns


def fold(events: Iterable[Event]) -> Entry:
    """Return the entry that *events*, all of one entry and in their order, amount to.

    Raises:
        ValueError: there are none, one is missing, or one does not fit the state before it.
    """
    history = tuple(events)
    if not history:
        raise ValueError("an entry without events")
    entry = Entry(history[0].entry)
    for event in effective(history):
        entry = advance(entry, event)
    return replace(entry, history=history)


def effective(history: tuple[Event, ...]) -> tuple[Event, ...]:
    """Return *history* with the facts of corrected events replaced; the last correction holds."""
    right = {c.seq: e.facts for e in history if (c := e.facts.corrects)}
    return tuple(
        replace(e, facts=replace(right[e.seq], corrects=None))
        if e.seq in right and e.step is not Step.CORRECT
        else e
        for e in history
    )


def apply(entry: Entry, event: Event) -> Entry:
    """Return *entry* after *event*.

    Raises:
        ValueError: the event does not follow, or the entry was loaded without its history.
    """
    if len(entry.history) != entry.seq:
        raise ValueError(f"entry {entry.number} was loaded without its history")
    if event.step is Step.CORRECT:
        return fold((*entry.history, event))
    return advance(entry, event)


def advance(entry: Entry, event: Event) -> Entry:
    """Return *entry* after *event*, whose facts are taken as right; a correction only adds itself.

    Raises:
        ValueError: the event does not follow, or does not fit the state.
    """
    if (event.entry, event.seq) != (entry.number, entry.seq + 1):
        raise ValueError(f"event {event.entry}/{event.seq} does not follow {entry.number}/{entry.seq}")
    if TABLE[event.step].concerns is Concerns.UNIT and entry.track(event.facts.unit) is None:
        raise ValueError(f"event {event.entry}/{event.seq}: no unit {event.facts.unit!r} in the entry")
    moved = replace(entry, tracks=tuple(_moved(t, event) for t in entry.tracks))
    effect = _EFFECTS.get(event.step)
    after = effect(moved, event) if effect else moved
    return replace(after, seq=event.seq, history=(*entry.history, event))


def _moved(track: Track, event: Event) -> Track:
    """Move one unit by what the table says, and note whose hands and news these are."""
    line, day = TABLE[event.step], event.day
    if line.concerns is Concerns.UNIT and track.unit != event.facts.unit:
        return track
    if line.concerns is Concerns.UNIT and (track.state, event.step) not in NEXT:
        raise ValueError(f"event {event.entry}/{event.seq}: no {event.step.name} from {track.state.name}")
    if event.by.capacity is Capacity.MEMBER and event.by.unit == track.unit:
        hands = dict.fromkeys((*track.hands, Hand(event.by.id, track.unit)))
        track = replace(track, hands=tuple(hands), news=day)
    if line.concerns is Concerns.ENTRY:
        return track
    state = NEXT.get((track.state, event.step), track.state)
    if state is not track.state:
        track = replace(track, state=state, since=day)
    change = _CHANGES.get(event.step)
    return change(track, event) if change else track


# ---- what a step changes in the unit's own part, beside its state


def _issued(unit: str, order: Order, day: date) -> Track:
    term = Term(order.deadline.due if order.deadline else None)
    return Track(unit, State.ISSUED, day, term)


def _transferred(track: Track, event: Event) -> Track:
    track = replace(track, unit=event.facts.to, since=event.day)
    return replace(track, asked=None, obstacle=None, share=None, news=None, evidence=())


def _reported(track: Track, event: Event) -> Track:
    facts = event.facts
    share = track.share if facts.share is None else facts.share
    return replace(track, share=share, evidence=(*track.evidence, *facts.evidence))


def _blocked(track: Track, event: Event) -> Track:
    return replace(track, obstacle=Obstacle(event.facts.reason, event.facts.to, event.day))


def _unblocked(track: Track, _event: Event) -> Track:
    return replace(track, obstacle=None)


def _asked(track: Track, event: Event) -> Track:
    due, until = track.term.current, event.facts.until
    assert until is not None  # noqa: S101 - the table needs it
    late = due is not None and event.day > due
    return replace(track, asked=Request(until, event.facts.reason, event.day, late))


def _granted(track: Track, event: Event) -> Track:
    late = track.asked is not None and track.asked.late
    return replace(_new_date(track, event, late), asked=None)


def _not_granted(track: Track, _event: Event) -> Track:
    return replace(track, asked=None)


def _submitted(track: Track, event: Event) -> Track:
    track = replace(_reported(track, event), asked=None)
    return replace(track, submitted_on=event.day, met=event.facts.met)


def _again(track: Track, event: Event) -> Track:
    """A new round: new date, and what was handed in for the old one counts no more."""
    track = replace(_new_date(track, event), submitted_on=None, met=(), evidence=(), share=None)
    return replace(track, asked=None)


def _parked(track: Track, event: Event) -> Track:
    return replace(track, parked_until=event.facts.until, asked=None, obstacle=None)


def _suspended(track: Track, _event: Event) -> Track:
    return replace(track, parked_until=None, submitted_on=None, asked=None, obstacle=None)


def _resumed(track: Track, event: Event) -> Track:
    return replace(_new_date(track, event), parked_until=None)


def _new_date(track: Track, event: Event, late: bool = False) -> Track:
    if event.facts.until is None:
        return track
    move = Move(event.facts.until, event.step, event.day, late)
    return replace(track, term=replace(track.term, moves=(*track.term.moves, move)))


_CHANGES: Mapping[Step, Callable[[Track, Event], Track]] = {
    Step.TRANSFER: _transferred,
    Step.REPORT: _reported,
    Step.BLOCK: _blocked,
    Step.UNBLOCK: _unblocked,
    Step.ASK_EXTENSION: _asked,
    Step.GRANT_EXTENSION: _granted,
    Step.REFUSE_EXTENSION: _not_granted,
    Step.SUBMIT: _submitted,
    Step.REFUSE: _again,
    Step.PARK: _parked,
    Step.SUSPEND: _suspended,
    Step.RESUME: _resumed,
    Step.REOPEN: _again,
}


# ---- what a step changes in the entry as a whole


def _opened(entry: Entry, event: Event) -> Entry:
    order = event.facts.order
    assert order is not None  # noqa: S101 - the table needs it
    tracks = tuple(_issued(unit, order, event.day) for unit in order.bearers)
    return replace(entry, order=order, tracks=tracks, opened_on=event.day)


def _done(entry: Entry, event: Event) -> Entry:
    return replace(entry, done=tuple(dict.fromkeys((*entry.done, *event.facts.objects))))


def _undone(entry: Entry, event: Event) -> Entry:
    """Take back the notice; the children named, or all of the unit's, are to be done again."""
    unit = event.facts.unit
    mine = {c.name for c in entry.order.children if c.unit in ("", unit)}
    again = set(event.facts.objects) or mine
    waiting = tuple(
        replace(t, state=State.ACCEPTED, since=event.day) if t.state is State.ON_NOTICE else t
        for t in entry.tracks
    )
    done = tuple(name for name in entry.done if name not in again)
    return replace(entry, tracks=waiting, done=done, notice=None)


def _relapsed(entry: Entry, event: Event) -> Entry:
    return replace(_undone(entry, event), relapses=entry.relapses + 1)


def _published(entry: Entry, event: Event) -> Entry:
    return replace(entry, notice=event.facts.notice)


def _signed_off(entry: Entry, event: Event) -> Entry:
    return replace(entry, signed_off_on=event.day, look_backs=event.facts.look_backs, looked_back=0)


def _looked_back(entry: Entry, _event: Event) -> Entry:
    return replace(entry, look_backs=entry.look_backs[1:], looked_back=entry.looked_back + 1)


def _amended(entry: Entry, event: Event) -> Entry:
    order = event.facts.order
    assert order is not None  # noqa: S101 - the table needs it
    return replace(entry, order=order, tracks=amended_tracks(entry, order, event.day))


def amended_tracks(entry: Entry, order: Order, day: date) -> tuple[Track, ...]:
    """Return the tracks under the amended *order*: units added and dropped, running dates moved."""
    old, new = entry.order, order.bearers
    kept = [t for t in entry.tracks if t.unit in new or t.unit not in old.bearers]
    added = [u for u in new if u not in old.bearers and u not in entry.units]
    due = order.deadline.due if order.deadline else None
    if due is not None and due != (old.deadline.due if old.deadline else None):
        move = Move(due, Step.AMEND, day)
        kept = [
            replace(t, term=replace(t.term, moves=(*t.term.moves, move))) if t.state in AMENDED else t
            for t in kept
        ]
    return (*kept, *(_issued(unit, order, day) for unit in added))


#: Units that are further than this keep their date.
AMENDED = tuple(s for s in TABLE[Step.AMEND].before if s is not State.SUBMITTED)


_EFFECTS: Mapping[Step, Callable[[Entry, Event], Entry]] = {
    Step.OPEN: _opened,
    Step.REPORT: _done,
    Step.SUBMIT: _done,
    Step.REFUSE: _undone,
    Step.PUBLISH: _published,
    Step.SIGN_OFF: _signed_off,
    Step.CONFIRM: _looked_back,
    Step.REOPEN: _relapsed,
    Step.AMEND: _amended,
}
