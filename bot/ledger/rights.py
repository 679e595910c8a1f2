"""Who may take a step: the table's `WHO`, applied to one entry and one person."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

from bot.ledger.entry import Entry
from bot.ledger.event import Step
from bot.ledger.people import Actor, Capacity, Person
from bot.ledger.table import WHO, Reach


def entitled(entry: Entry, step: Step, by: Actor, unit: str = "") -> bool:
    """Tell whether *by* may take *step* on *unit*'s part, or on all of *entry* where *unit* is empty."""
    units = (unit,) if unit in entry.units else entry.units
    match WHO[step].get(by.capacity):
        case Reach.ANY:
            return True
        case Reach.OWN:
            return by.unit in units
        case Reach.OTHER:
            return impartial(entry, by, units)
        case Reach.ACCEPTING:
            return by.unit in entry.order.accepting and impartial(entry, by, units)
        case Reach.WORDS:
            return by.capacity is not Capacity.MEMBER or by.unit in (*entry.units, *entry.order.accepting)
    return False


def impartial(entry: Entry, by: Actor, units: Iterable[str]) -> bool:
    """Tell whether neither the person nor one of their units had a hand in the work of *units*."""
    tracks = [track for track in entry.tracks if track.unit in units]
    hands = [hand for track in tracks for hand in track.hands]
    worked = {track.unit for track in tracks} | {hand.unit for hand in hands}
    return by.id not in {hand.id for hand in hands} and worked.isdisjoint(by.units)


def acting(person: Person, entry: Entry, step: Step, today: date, unit: str = "") -> Actor | None:
    """Return *person* in the first capacity that may take *step*; in the first held, where none may."""
    actors = person.actors(today)
    may = (actor for actor in actors if entitled(entry, step, actor, unit))
    return next(may, actors[0] if actors else None)
