"""The days ahead: what ends, or falls due, on which day. For calendars and lists of dates."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from bot.ledger.entry import RUNNING, Entry, State


class Sort(StrEnum):
    """What kind of a day it is."""

    DEADLINE = "完成期限"
    PARKED = "挂账期满"
    NOTICE = "公示期满"
    LOOK_BACK = "回头看"


@dataclass(frozen=True, slots=True)
class Occasion:
    """One day of one entry; *unit* empty: it concerns all units together.

    *turn* tells the look-backs of a sign-off apart; *changes* counts how often the day was moved.
    """

    entry: Entry
    unit: str
    sort: Sort
    day: date
    turn: int = 0
    changes: int = 0


def occasions(entries: Iterable[Entry]) -> Iterator[Occasion]:
    """Yield the days ahead of *entries*, those that have passed unheeded included."""
    for entry in entries:
        yield from _of_units(entry)
        if entry.notice and entry.state is State.ON_NOTICE:
            yield Occasion(entry, "", Sort.NOTICE, entry.notice.last, changes=entry.relapses)
        if entry.state is State.SIGNED_OFF:
            first = entry.looked_back + 1
            for turn, day in enumerate(entry.look_backs, first):
                yield Occasion(entry, "", Sort.LOOK_BACK, day, turn, entry.relapses)


def _of_units(entry: Entry) -> Iterator[Occasion]:
    for track in entry.tracks:
        due, moves = track.term.current, len(track.term.moves)
        if track.state in RUNNING and due is not None:
            yield Occasion(entry, track.unit, Sort.DEADLINE, due, changes=moves)
        elif track.state is State.PARKED and track.parked_until is not None:
            yield Occasion(entry, track.unit, Sort.PARKED, track.parked_until, changes=moves)
