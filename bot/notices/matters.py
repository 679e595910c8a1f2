"""What there is to say about an entry: its matters, each with the days from which it can be said how.

A matter is named after what it is about, its own day included (rule R8): a deadline that was moved is
another matter. It climbs a ladder of turns and only ever stands on one of them, so that after days of
silence the present one is said and those before it are not.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum

from bot.duty import Strength
from bot.ledger.entry import RUNNING, Entry, State, Track
from bot.ledger.event import Step
from bot.ledger.lists import quiet_since
from bot.ledger.rules import Rules
from bot.ledger.steps import next_up
from bot.notices.manners import Manners
from bot.notices.quiet import Workdays

_DAY = timedelta(days=1)


class Kind(StrEnum):
    """What a notice is about; the value is the word an official reads."""

    DEADLINE = "完成期限"
    MOVED = "期限变动"
    ACKNOWLEDGE = "待签收"
    STALE = "久未更新"
    RETURNED = "退回待转办"
    BLOCKED = "受阻待协调"
    EXTENSION = "延期待批"
    ACCEPTANCE = "待验收"
    PUBLICATION = "待公示"
    NOTICE_ENDED = "公示期满待销号"
    LOOK_BACK = "待回头看"
    PARKED = "挂账期满待恢复"


#: What a group hears of: its dates. Who is waited for, or asked again, is asked in private.
FOR_GROUPS = (Kind.DEADLINE, Kind.MOVED)


class Stage(StrEnum):
    """How it stands with a matter."""

    NEAR = "临近到期"
    OVERDUE = "逾期"
    CHASE = "催办"
    OPEN = "待办"


@dataclass(frozen=True, slots=True)
class Turn:
    """One way in which a matter is said, from *day* on; *rank* only grows within a matter.

    Ranks come from what the turn is, not from its place, so that a change of the settings neither
    repeats nor skips what is said.
    """

    day: date
    rank: int
    stage: Stage = Stage.OPEN


#: Ranks of a deadline: this less the working days that are left; the last day; overdue; each chase one more.
LAST_DAY, LAST_READING, OVERDUE = 1_000, 1_001, 1_002


@dataclass(frozen=True, slots=True)
class Matter:
    """One thing to be said about an entry, or one unit's part in it (*unit* empty: all together).

    ``step`` is what is waited for, ``track`` the unit's part; nothing is said after ``until``.
    """

    entry: Entry
    unit: str
    kind: Kind
    day: date
    step: Step
    ladder: tuple[Turn, ...]
    until: date | None = None

    @property
    def name(self) -> str:
        """What the matter is called; units may be written in any way, the parts around them cannot."""
        return f"{self.kind.name}/{self.entry.number}/{self.unit}/{self.day.isoformat()}"

    @property
    def track(self) -> Track | None:
        return self.entry.track(self.unit)

    def present(self, today: date) -> Turn | None:
        """Return the turn the matter is at; None: it is too early, or over."""
        if self.until is not None and today > self.until:
            return None
        return next((turn for turn in reversed(self.ladder) if turn.day <= today), None)

    def coming(self, today: date) -> date | None:
        """Return the first day after *today* on which the matter is at another turn."""
        day = next((turn.day for turn in self.ladder if turn.day > today), None)
        return None if day is None or (self.until is not None and day > self.until) else day


def matters(entry: Entry, days: Workdays, rules: Rules, manners: Manners) -> Iterator[Matter]:
    """Yield all there is to say about *entry*, by now or later."""
    for track in entry.tracks:
        yield from _deadline(entry, track, days, manners)
        yield from _moved(entry, track, days)
        yield from _stale(entry, track, rules)
        yield from _extension(entry, track, days, manners)
    for unit, step in next_up(entry):
        if step is Step.ACKNOWLEDGE:
            yield from _acknowledge(entry, unit, days, rules, manners)
        elif step is Step.CONFIRM:
            yield _look_back(entry, days, rules, manners)
        elif step in _WAITING:
            kind, since = _WAITING[step]
            if day := since(entry, entry.track(unit)):
                yield Matter(entry, unit, kind, day, step, _waiting(day, days, manners))


# ---- the unit's own work


def aim(entry: Entry) -> bool:
    """Tell whether the wording only aims at it (力争): nobody is chased for that."""
    return entry.order.strength is Strength.AIM


def literal(entry: Entry, track: Track) -> date | None:
    """Return the earlier, literal day of a deadline whose wording allows two, while it is the original."""
    deadline = entry.order.deadline
    if deadline is None or track.term.moves or deadline.due != track.term.original:
        return None
    return deadline.literal if deadline.literal != deadline.due else None


def _deadline(entry: Entry, track: Track, days: Workdays, manners: Manners) -> Iterator[Matter]:
    due = track.term.current
    if due is None or track.state not in RUNNING:
        return
    first = literal(entry, track)
    near = sorted(manners.near_workdays, reverse=True)
    ladder = [Turn(days.back(first or due, n + 1), LAST_DAY - n, Stage.NEAR) for n in near]
    if first:
        ladder.append(Turn(days.back(due, 1), LAST_READING, Stage.NEAR))
    until = due if aim(entry) else None
    if until is None:
        ladder.append(Turn(due + _DAY, OVERDUE, Stage.OVERDUE))
    step = Step.TRANSFER if track.state is State.RETURNED else Step.SUBMIT
    yield Matter(entry, track.unit, Kind.DEADLINE, due, step, tuple(ladder), until)


def _moved(entry: Entry, track: Track, days: Workdays) -> Iterator[Matter]:
    """A day the unit did not ask for: what was provisional, or read otherwise, is now another."""
    moves = track.term.moves
    if moves and moves[-1].step is Step.AMEND and track.state in RUNNING:
        turn = Turn(days.nth(moves[-1].on, 1), len(moves))
        yield Matter(entry, track.unit, Kind.MOVED, moves[-1].due, Step.SUBMIT, (turn,), moves[-1].due)


def _stale(entry: Entry, track: Track, rules: Rules) -> Iterator[Matter]:
    """What is not acknowledged, or overdue, is asked after for that already."""
    since, due = quiet_since(track), track.term.current
    if since is None or track.state is State.ISSUED or aim(entry):
        return
    ladder = tuple(Turn(since + n * _DAY, n) for n in sorted(rules.stale_days))
    yield Matter(entry, track.unit, Kind.STALE, since, Step.REPORT, ladder, due)


def _acknowledge(entry: Entry, unit: str, days: Workdays, rules: Rules, manners: Manners) -> Iterator[Matter]:
    track = entry.track(unit)
    if track is not None:
        last = days.nth(track.since, rules.acknowledge_workdays)
        ladder = _waiting(last, days, manners)
        yield Matter(entry, unit, Kind.ACKNOWLEDGE, track.since, Step.ACKNOWLEDGE, ladder)


# ---- what waits for somebody else


def _waiting(since: date, days: Workdays, manners: Manners) -> tuple[Turn, ...]:
    return tuple(Turn(days.nth(since, n), n) for n in sorted(manners.waiting_workdays))


def _extension(entry: Entry, track: Track, days: Workdays, manners: Manners) -> Iterator[Matter]:
    if track.asked:
        on = track.asked.on
        ladder = _waiting(on, days, manners)
        yield Matter(entry, track.unit, Kind.EXTENSION, on, Step.GRANT_EXTENSION, ladder)


def _look_back(entry: Entry, days: Workdays, rules: Rules, manners: Manners) -> Matter:
    """From when it can be done, on its day, and then as all that waits."""
    day = entry.look_backs[0]
    opens = Turn(days.next(day - rules.look_back_early * _DAY), -1)
    later = (turn for turn in _waiting(day, days, manners) if turn.rank > 1)
    return Matter(entry, "", Kind.LOOK_BACK, day, Step.CONFIRM, (opens, Turn(days.next(day), 0), *later))


def _since(_entry: Entry, track: Track | None) -> date | None:
    return track.since if track else None


def _blocked_on(_entry: Entry, track: Track | None) -> date | None:
    return track.obstacle.on if track and track.obstacle else None


def _parked_until(_entry: Entry, track: Track | None) -> date | None:
    return track.parked_until if track else None


def _last_accepted(entry: Entry, _track: Track | None) -> date | None:
    return max((track.since for track in entry.tracks), default=None)


def _notice_ends(entry: Entry, _track: Track | None) -> date | None:
    return entry.notice.last if entry.notice else None


#: What is waited for → what that is called, and the day since when.
_WAITING: Mapping[Step, tuple[Kind, Callable[[Entry, Track | None], date | None]]] = {
    Step.TRANSFER: (Kind.RETURNED, _since),
    Step.UNBLOCK: (Kind.BLOCKED, _blocked_on),
    Step.RESUME: (Kind.PARKED, _parked_until),
    Step.ACCEPT: (Kind.ACCEPTANCE, _since),
    Step.PUBLISH: (Kind.PUBLICATION, _last_accepted),
    Step.SIGN_OFF: (Kind.NOTICE_ENDED, _notice_ends),
}
