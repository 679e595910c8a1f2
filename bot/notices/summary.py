"""The weekly summary (周调度) of a group: its figures, what changed since the last one, what comes next.

Values only; `bot.chat.wording.notices` puts them into words. Units are listed by name and never ranked.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from bot.ledger.entry import RUNNING, SETTLED, Entry, State, Track
from bot.ledger.event import Event, Step
from bot.ledger.lists import silent_days, staleness
from bot.ledger.occasions import Occasion, occasions
from bot.ledger.rules import Rules
from bot.notices.due import Notice
from bot.notices.quiet import Week


@dataclass(frozen=True, slots=True)
class Part:
    """One unit's part in an entry that the summary names, with the number of days that matter there."""

    entry: Entry
    track: Track
    days: int = 0


@dataclass(frozen=True, slots=True)
class Moved:
    """A deadline that was changed: from which day, to which, and by which step."""

    entry: Entry
    unit: str
    before: date | None
    after: date
    step: Step


@dataclass(frozen=True, slots=True)
class Changes:
    """What happened since the last summary, each entry once."""

    opened: tuple[Entry, ...] = ()
    signed_off: tuple[Entry, ...] = ()
    relapsed: tuple[Entry, ...] = ()
    moved: tuple[Moved, ...] = ()


@dataclass(frozen=True, slots=True)
class Figures:
    """One unit's row: its parts that are not settled, and how many of them stand where."""

    unit: str
    open: int = 0
    signed_off: int = 0
    due: int = 0
    overdue: int = 0
    stale: int = 0
    waiting: int = 0


@dataclass(frozen=True, slots=True)
class Span:
    """What the summary is about: its week, and from when (not included) to when changes count."""

    week: Week
    since: datetime
    until: datetime

    @property
    def today(self) -> date:
        return self.until.date()


@dataclass(frozen=True, slots=True)
class Summary:
    """All a group is told of its week. ``left`` are the notices that did not fit into its days."""

    span: Span
    open: int
    changes: Changes
    due: tuple[Part, ...]
    overdue: tuple[Part, ...]
    stale: tuple[Part, ...]
    waiting: tuple[Part, ...]
    coming: tuple[Occasion, ...]
    units: tuple[Figures, ...]
    left: tuple[Notice, ...] = ()
    asked: int = 0  # units that have something to report on
    reported: int = 0  # of them, those that have said something this week
    happened: bool = True

    @property
    def uneventful(self) -> bool:
        """Whether one line says it all: nothing happened, and nothing falls due this week or the next."""
        return not (self.happened or self.due or self.coming or self.left)


def summary(
    entries: Iterable[Entry],
    events: Iterable[Event],
    span: Span,
    rules: Rules,
    left: Sequence[Notice] = (),
) -> Summary:
    """Return the summary of *entries*.

    Args:
        entries: those the group is bound to (`bot.ledger.sight.covers`); slim ones do.
        events: of the time of *span*; those of other entries and of other times are passed over.
        span: the week, and the moments of the last summary and of this one. What is signed off after
            one summary is in the next, whatever day of the week it was.
        rules: the office's settings.
        left: the notices that the group's budget left to the summary.
    """
    found = sorted(entries, key=lambda entry: entry.number)
    mine = {entry.number: entry for entry in found}
    happened = [e for e in events if e.entry in mine and span.since < e.at <= span.until]
    changes, pairs = _changes(mine, happened), [(e, t) for e in found for t in e.tracks]
    today, week = span.today, span.week
    working = {t.unit for _, t in pairs if t.state in RUNNING and t.state is not State.RETURNED}
    heard = {t.unit for _, t in pairs if t.news and t.news >= week.first}
    late = [Part(e, t, t.late_days(today)) for e, t in pairs if t.overdue(today)]
    stale = [Part(e, t, silent_days(t, today) or 0) for e, t in pairs if staleness(t, today, rules)]
    waiting = [Part(e, t, (today - t.since).days) for e, t in pairs if t.state is State.SUBMITTED]
    due = [Part(e, t, (d - today).days) for e, t in pairs if (d := _due(t, today, week))]
    return Summary(
        span,
        sum(entry.state not in (*SETTLED, State.NEW) for entry in found),
        changes,
        tuple(sorted(due, key=lambda part: part.days)),
        _longest(late),
        _longest(stale),
        _longest(waiting),
        _coming(found, week.later(1), today),
        _units(pairs, changes, due, late, stale),
        tuple(left),
        len(working),
        len(working & heard),
        bool(happened),
    )


def _due(track: Track, today: date, week: Week) -> date | None:
    """Return the day in what is left of the week on which the unit's deadline ends."""
    due = track.term.current
    return due if due and track.state in RUNNING and today <= due <= week.last else None


def _longest(parts: Iterable[Part]) -> tuple[Part, ...]:
    return tuple(sorted(parts, key=lambda part: (-part.days, part.entry.number)))


def _coming(entries: Iterable[Entry], week: Week, today: date) -> tuple[Occasion, ...]:
    ahead = [o for o in occasions(entries) if max(week.first, today) <= o.day <= week.last]
    return tuple(sorted(ahead, key=lambda o: (o.day, o.entry.number, o.unit)))


# ---- what changed


def _changes(entries: dict[int, Entry], events: Sequence[Event]) -> Changes:
    """Return what *events* came to: what was undone again in the same week is not told."""

    def of(step: Step) -> list[Entry]:
        return [entries[n] for n in dict.fromkeys(e.entry for e in events if e.step is step)]

    return Changes(
        tuple(of(Step.OPEN)),
        tuple(entry for entry in of(Step.SIGN_OFF) if entry.state is State.SIGNED_OFF),
        tuple(entry for entry in of(Step.REOPEN) if entry.state is not State.SIGNED_OFF),
        tuple(_moves(entries, events)),
    )


#: These set a new day beside what else they do; a relapse is told for itself.
_MOVING = (Step.GRANT_EXTENSION, Step.REFUSE, Step.RESUME, Step.AMEND)


def _moves(entries: dict[int, Entry], events: Sequence[Event]) -> Iterable[Moved]:
    """Yield the units' deadlines that are now on another day than before *events*."""
    days = {(event.entry, event.step, event.day) for event in events if event.step in _MOVING}
    for entry in entries.values():
        for track in entry.tracks:
            moves = track.term.moves
            new = [n for n, move in enumerate(moves) if (entry.number, move.step, move.on) in days]
            if new and track.state is not State.SUSPENDED:
                before = moves[new[0] - 1].due if new[0] else track.term.original
                if before != moves[-1].due:
                    yield Moved(entry, track.unit, before, moves[-1].due, moves[-1].step)


# ---- by unit


def _units(
    pairs: Iterable[tuple[Entry, Track]],
    changes: Changes,
    due: Sequence[Part],
    late: Sequence[Part],
    stale: Sequence[Part],
) -> tuple[Figures, ...]:
    closed = {entry.number for entry in changes.signed_off}
    near, over, silent = ({(p.entry.number, p.track.unit) for p in parts} for parts in (due, late, stale))
    rows: dict[str, list[int]] = {}
    for entry, track in pairs:
        place = (entry.number, track.unit)
        counted = (
            track.state not in SETTLED,
            entry.number in closed,
            place in near,
            place in over,
            place in silent,
            track.state is State.SUBMITTED,
        )
        row = rows.get(track.unit, [0] * len(counted))
        rows[track.unit] = [a + b for a, b in zip(row, counted, strict=True)]
    return tuple(Figures(unit, *row) for unit, row in sorted(rows.items()) if any(row))
