"""What is now the case: an entry of the ledger, with each unit's own state in it."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from datetime import date
from enum import StrEnum

from bot.ledger.event import Event, Evidence, Notice, Step
from bot.ledger.order import NO_ORDER, Order


class State(StrEnum):
    """How far a unit is, the least advanced first: a joint entry is as far as its last unit."""

    NEW = "未立项"
    RETURNED = "已退回"
    ISSUED = "待签收"
    BLOCKED = "受阻"
    UNDER_WAY = "整改中"
    PARKED = "挂账"
    SUBMITTED = "待验收"
    ACCEPTED = "已验收"
    ON_NOTICE = "公示中"
    SIGNED_OFF = "已销号"
    SUSPENDED = "已中止"


_RANK = {state: rank for rank, state in enumerate(State)}

#: Here the deadline runs.
RUNNING = (State.RETURNED, State.ISSUED, State.BLOCKED, State.UNDER_WAY)
#: Here the unit has handed in, so that lateness is counted to that day.
HANDED_IN = (State.SUBMITTED, State.ACCEPTED, State.ON_NOTICE, State.SIGNED_OFF)
#: Nothing is waited for any more.
SETTLED = (State.SIGNED_OFF, State.SUSPENDED)


@dataclass(frozen=True, slots=True)
class Move:
    """One change of a deadline: by which step, when, and whether it was asked for too late."""

    due: date
    step: Step
    on: date
    late: bool = False


@dataclass(frozen=True, slots=True)
class Term:
    """A unit's deadline: the original stays, what came after is listed."""

    original: date | None = None
    moves: tuple[Move, ...] = ()

    @property
    def current(self) -> date | None:
        """The last day that is still on time; None where no day was ever set."""
        return self.moves[-1].due if self.moves else self.original

    @property
    def extensions(self) -> int:
        return sum(move.step is Step.GRANT_EXTENSION for move in self.moves)

    @property
    def working(self) -> str:
        """How the current day came about, in words."""
        first = f"原定{_full(self.original)}" if self.original else "原文未定期限"
        return "；".join([first, *(_told(move) for move in self.moves)])


@dataclass(frozen=True, slots=True)
class Request:
    """An extension that was asked for and is not decided yet; *late*: after expiry."""

    until: date
    reason: str
    on: date
    late: bool


@dataclass(frozen=True, slots=True)
class Obstacle:
    """What stands in the way, and who must remove it."""

    reason: str
    to: str
    on: date


@dataclass(frozen=True, slots=True)
class Hand:
    """Somebody who worked on it, for the unit it was then for."""

    id: int
    unit: str


@dataclass(frozen=True, slots=True)
class Track:
    """One unit's own state in an entry. What belongs to one round of work ends with a refusal."""

    unit: str
    state: State
    since: date  # in this state; at 待签收, since it was issued or transferred
    term: Term = Term()
    share: int | None = None
    news: date | None = None  # when the unit last said something
    asked: Request | None = None
    obstacle: Obstacle | None = None
    parked_until: date | None = None
    submitted_on: date | None = None
    met: tuple[str, ...] = ()
    evidence: tuple[Evidence, ...] = ()  # of this round
    hands: tuple[Hand, ...] = ()  # of all rounds: none of them judges the work

    def overdue(self, today: date) -> bool:
        """Tell whether the deadline has passed while it runs; the day itself is on time."""
        due = self.term.current
        return self.state in RUNNING and due is not None and due < today

    def late_days(self, today: date) -> int:
        """Return by how many days the deadline was missed, counted to the day of handing in."""
        due = self.term.current
        end = self.submitted_on if self.state in HANDED_IN else today
        if due is None or end is None or self.state not in (*RUNNING, *HANDED_IN):
            return 0
        return max(0, (end - due).days)


@dataclass(frozen=True, slots=True)
class Entry:
    """One line of the ledger: what was ordered, and how far each unit is.

    ``history`` are all its events as they were recorded; lists do without it (`slim`), steps need it.
    """

    number: int
    seq: int = 0
    order: Order = NO_ORDER
    tracks: tuple[Track, ...] = ()
    opened_on: date | None = None
    done: tuple[str, ...] = ()  # names of the children that are done
    notice: Notice | None = None
    signed_off_on: date | None = None  # the last time; a relapse does not unmake it
    look_backs: tuple[date, ...] = ()  # still to come, while it is signed off
    looked_back: int = 0
    relapses: int = 0
    history: tuple[Event, ...] = field(default=(), repr=False)

    @property
    def state(self) -> State:
        """How far the least advanced unit is."""
        return min((t.state for t in self.tracks), key=_RANK.__getitem__, default=State.NEW)

    @property
    def units(self) -> tuple[str, ...]:
        """The units that have it to do now."""
        return tuple(track.unit for track in self.tracks)

    @property
    def due(self) -> date | None:
        """The next day on which a running deadline ends."""
        days = (t.term.current for t in self.tracks if t.state in RUNNING)
        return min((day for day in days if day), default=None)

    @property
    def original(self) -> date | None:
        """The day that was ordered first, whatever came after."""
        return min((t.term.original for t in self.tracks if t.term.original), default=None)

    def slim(self) -> Entry:
        """Return the entry without its history: enough for lists, not for steps."""
        return replace(self, history=())

    def track(self, unit: str) -> Track | None:
        return next((t for t in self.tracks if t.unit == unit), None)

    def overdue(self, today: date) -> bool:
        """Tell whether any unit is overdue."""
        return any(track.overdue(today) for track in self.tracks)

    def open_children(self, unit: str) -> tuple[str, ...]:
        """Return the children that *unit* has still to do."""
        mine = (c.name for c in self.order.children if c.unit in ("", unit))
        return tuple(name for name in mine if name not in self.done)


def _told(move: Move) -> str:
    late = "（期满后申请）" if move.late else ""
    return f"{_full(move.on)}{move.step}{late}，定为{_full(move.due)}"


def _full(day: date) -> str:
    return f"{day.year}年{day.month}月{day.day}日"
