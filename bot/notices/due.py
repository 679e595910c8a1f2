"""Which notices are due by now, and when an entry can next give rise to one.

Levels, not edges: what is due follows from the entries, from what was said already and from the
moment, so ticks may come in any number and after any silence.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime

from bot.ledger.entry import Entry
from bot.ledger.rules import Rules
from bot.notices.audience import Audience, Group, Recipient, Whom
from bot.notices.manners import MANNERS, Manners
from bot.notices.matters import FOR_GROUPS, OVERDUE, Kind, Matter, Stage, Turn, aim, matters
from bot.notices.quiet import Workdays, at_time, digest_hour, is_open, next_open
from bot.notices.reasons import why


@dataclass(frozen=True)
class Office:
    """What holds for all: the ledger's rules, the office's manners, the working days."""

    rules: Rules
    manners: Manners = MANNERS
    days: Workdays = field(init=False, repr=False, compare=False)

    def __post_init__(self) -> None:
        object.__setattr__(self, "days", Workdays(self.rules.calendar))


@dataclass(frozen=True, slots=True)
class Said:
    """The last that was said of a matter to a recipient, or left to the summary, and when."""

    rank: int
    on: date


#: By `Notice.matter`; a store has the highest rank of each.
Log = Mapping[str, Said]


@dataclass(frozen=True, slots=True)
class Notice:
    """One thing to be said to one recipient, once.

    ``instead`` is the unit in whose place somebody is told because nobody is registered for it.
    """

    entry: Entry
    unit: str
    kind: Kind
    stage: Stage
    day: date
    rank: int
    to: Recipient
    why: str
    name: str
    instead: str = ""

    @property
    def matter(self) -> str:
        """What the log of what was said is kept by."""
        return f"{self.name}/{self.to}"

    @property
    def key(self) -> str:
        """The notice's own name, unique for ever (rule R8)."""
        return f"{self.matter}/{self.rank}"


def due(
    entries: Iterable[Entry], audience: Audience, said: Log, now: datetime, office: Office
) -> list[Notice]:
    """Return what is to be said by *now*; nothing to those for whom it is quiet.

    Args:
        entries: those that changed or whose moment has come (`next_moment`); slim ones do.
        audience: of the day of *now*.
        said: what was said of the matters of these entries.
        now: in the office's own zone.
        office: rules and manners.

    Raises:
        ValueError: *now* has no zone, or the audience is that of another day.
    """
    _check(audience, now)
    listening = _Listening(now, office)
    if not any(listening(manners) for manners in _all_manners(audience, office)):
        return []
    return [
        notice
        for entry in entries
        for matter, to, instead in _told(entry, audience, office, now.date())
        if listening(manners_of(audience, to, office))
        if (turn := _turn(matter, to, said, now.date(), office))
        for notice in (_notice(matter, turn, to, instead, now.date(), office),)
    ]


def next_moment(
    entry: Entry, audience: Audience, said: Log, now: datetime, office: Office
) -> datetime | None:
    """Return the first moment, *now* or later, at which `due` can return something for *entry*.

    It is to be asked again when the entry, the settings, or the people and groups change. None: not
    before something of that happens. What is due already, and was put off to another day by
    `bot.notices.budget`, is due at once.

    Raises:
        ValueError: as for `due`.
    """
    _check(audience, now)
    today, found = now.date(), []
    for matter, to, _ in _told(entry, audience, office):
        manners = manners_of(audience, to, office)
        if day := _next_day(matter, to, said, today, office):
            at = at_time(day, digest_hour(manners), now.tzinfo)
            found.append(next_open(max(at, now), office.days, manners))
    return min(found, default=None)


def withdrawn(
    waiting: Iterable[str], entry: Entry, audience: Audience, now: datetime, office: Office
) -> list[str]:
    """Return which keys of notices of *entry* that wait to be sent no longer hold.

    What was signed off, put to another date or has climbed to another turn meanwhile is not said.
    """
    today, ranks = now.date(), {}
    for matter, to, _ in _told(entry, audience, office, today):
        if turn := matter.present(today):
            ranks[f"{matter.name}/{to}"] = turn.rank
    return [key for key in waiting if not _holds(key, ranks)]


def _holds(key: str, ranks: Mapping[str, int]) -> bool:
    matter, _, rank = key.rpartition("/")
    present = ranks.get(matter)
    if present is None:
        return False
    return present == int(rank) or (present == OVERDUE and int(rank) > OVERDUE)


def manners_of(audience: Audience, to: Recipient, office: Office) -> Manners:
    """Return how *to* wants to be spoken to."""
    group = audience.groups.get(to)
    return (group.manners if group else None) or office.manners


# ---- who is told of what


def _told(
    entry: Entry, audience: Audience, office: Office, by: date | None = None
) -> Iterator[tuple[Matter, Recipient, str]]:
    """Yield each matter of *entry* with everybody who is told of it: *by* a day, or now and later."""
    groups = audience.bound(entry)
    wanted: dict[Manners, list[Group]] = {office.manners: []}
    for group in groups:
        wanted.setdefault(group.manners or office.manners, []).append(group)
    for manners, own in wanted.items():
        for matter in matters(entry, office.days, office.rules, manners):
            if by is not None and matter.present(by) is None:
                continue
            if manners == office.manners:
                people, instead = audience.people(matter)
                yield from ((matter, Recipient(Whom.PERSON, p.id), instead) for p in people)
            if matter.kind in FOR_GROUPS:
                yield from ((matter, group.recipient, "") for group in own)


def _all_manners(audience: Audience, office: Office) -> set[Manners]:
    return {office.manners, *(group.manners or office.manners for group in audience.groups.values())}


class _Listening:
    """Whether anything may be said to somebody with such manners now; asked for every entry."""

    def __init__(self, now: datetime, office: Office):
        self._now, self._office = now, office
        self._known: dict[Manners, bool] = {}

    def __call__(self, manners: Manners) -> bool:
        if manners not in self._known:
            late_enough = self._now.time() >= digest_hour(manners)
            self._known[manners] = late_enough and is_open(self._now, self._office.days, manners)
        return self._known[manners]


# ---- what is said of it


def _turn(matter: Matter, to: Recipient, said: Log, today: date, office: Office) -> Turn | None:
    """Return what is to be said of *matter* to *to* today; None: it was said, or there is nothing yet."""
    present = matter.present(today)
    last = said.get(f"{matter.name}/{to}")
    if present is None or last is None or last.rank < present.rank:
        return present
    day = _chase_day(matter, to, last, office)
    if present.stage is Stage.OVERDUE and day is not None and day <= today:
        return Turn(day, last.rank + 1, Stage.CHASE)
    return None


def _chase_day(matter: Matter, to: Recipient, last: Said, office: Office) -> date | None:
    """Return from when the unit may be asked again, which has had its time since it spoke itself."""
    track = matter.track
    if matter.kind is not Kind.DEADLINE or last.rank < OVERDUE or to.whom is Whom.GROUP:
        return None  # groups are told once
    if track is None or track.asked or aim(matter.entry):
        return None
    since = max(last.on, track.news or last.on)
    return office.days.nth(since, office.manners.chase_workdays)


def _next_day(matter: Matter, to: Recipient, said: Log, today: date, office: Office) -> date | None:
    if _turn(matter, to, said, today, office):
        return today
    coming, last = matter.coming(today), said.get(f"{matter.name}/{to}")
    if coming or last is None:
        return coming
    return _chase_day(matter, to, last, office)


def _notice(matter: Matter, turn: Turn, to: Recipient, instead: str, today: date, office: Office) -> Notice:
    reason = why(matter, turn, today, office.days, office.rules)
    return Notice(
        matter.entry.slim() if matter.entry.history else matter.entry,
        matter.unit,
        matter.kind,
        turn.stage,
        matter.day,
        turn.rank,
        to,
        reason,
        matter.name,
        instead,
    )


def _check(audience: Audience, now: datetime) -> None:
    if now.tzinfo is None:
        raise ValueError("a moment without a time zone")
    if audience.today != now.date():
        raise ValueError(f"the audience is of {audience.today}, the moment of {now.date()}")
