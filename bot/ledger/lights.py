"""Early warning (预警): a light for each unit's part, always with its reason.

Local rules differ: the time that is left is counted in days, in working days, or as a share of all the
time there was. A light follows the deadline that holds now. It goes out when the unit hands in: what
stays is whether that was in time.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum

from bot.ledger.entry import HANDED_IN, Entry, State, Track
from bot.ledger.event import Step
from bot.ledger.rules import Rules, full


class Light(StrEnum):
    """The lights, the most pressing last."""

    OFF = "不亮灯"
    GREEN = "绿灯"
    BLUE = "蓝灯"
    YELLOW = "黄灯"
    ORANGE = "橙灯"
    RED = "红灯"


_RANK = {light: rank for rank, light in enumerate(Light)}


class Measure(StrEnum):
    """What the limits of the lights count; the value ends the sentence that tells what is left."""

    DAYS = "天"
    WORKDAYS = "个工作日"
    SHARE = "%"  # of the time from opening, or from the last return, to the deadline


@dataclass(frozen=True, slots=True)
class Lights:
    """What an office may set: each light from so much time left on; None: this light is not used."""

    measure: Measure = Measure.DAYS
    blue: int | None = 30
    yellow: int | None = 7
    orange: int | None = 3

    def light(self, left: int) -> Light:
        """Return the light for what is *left* before the deadline."""
        limits = ((Light.ORANGE, self.orange), (Light.YELLOW, self.yellow), (Light.BLUE, self.blue))
        return next((light for light, most in limits if most is not None and left <= most), Light.GREEN)


#: As the field does where it says nothing else.
LIGHTS = Lights()


@dataclass(frozen=True, slots=True)
class Signal:
    """A light with its reason, to be shown beside the deadline."""

    light: Light
    reason: str

    def __str__(self) -> str:
        return self.reason if self.light is Light.OFF else f"{self.light}：{self.reason}"


def signal(entry: Entry, track: Track, today: date, lights: Lights, rules: Rules) -> Signal:
    """Return the light of one unit's part on *today*."""
    due = track.term.current
    if why := _closed(track, today):
        return Signal(Light.OFF, why)
    if due is None:
        return Signal(Light.OFF, _undated(entry))
    if due < today:
        return Signal(Light.RED, f"逾期{(today - due).days}天{_pending(track)}")
    left, told = _left(entry, track, today, due, lights, rules)
    return Signal(lights.light(left), f"{told}{_pending(track)}")


def worst(entry: Entry, today: date, lights: Lights, rules: Rules) -> Signal:
    """Return the most pressing light of *entry*, with the unit it is about where there are several."""
    signals = [(signal(entry, track, today, lights, rules), track.unit) for track in entry.tracks]
    if not signals:
        return Signal(Light.OFF, str(entry.state))
    found, unit = max(signals, key=lambda pair: _RANK[pair[0].light])
    return found if len(signals) == 1 else Signal(found.light, f"{unit}{found.reason}")


def _closed(track: Track, today: date) -> str:
    """Return why no light runs though there may be a deadline; empty where one does."""
    if track.state in HANDED_IN:
        return _handed_in(track, today)
    if track.state is State.SUSPENDED:
        return f"{track.state}"
    if track.state is not State.PARKED:
        return ""
    until = track.parked_until
    if until is None:
        return f"{track.state}"
    return f"挂账至{full(until)}" if until >= today else f"挂账已于{full(until)}期满，待恢复"


def _handed_in(track: Track, today: date) -> str:
    if track.submitted_on is None:
        return str(track.state)
    late = track.late_days(today)
    in_time = "" if track.term.current is None else f"逾期{late}天，" if late else "按期，"
    return f"{in_time}{full(track.submitted_on)}报送"


def _undated(entry: Entry) -> str:
    deadline = entry.order.deadline
    if deadline is None:
        return "未定完成期限"
    if deadline.recurring:
        return f"原文为“{deadline.text}”，没有终止日期"
    return f"期限待定：{deadline.note or deadline.text}"


def _pending(track: Track) -> str:
    return "（延期待批）" if track.asked else ""


def _left(
    entry: Entry, track: Track, today: date, due: date, lights: Lights, rules: Rules
) -> tuple[int, str]:
    """Return what is left in the office's measure, and in words."""
    days = (due - today).days
    told = f"还剩{days}天" if days else "今天到期"
    if lights.measure is Measure.SHARE:
        whole = max(1, (due - _began(entry, track)).days)
        share = min(100, days * 100 // whole)
        return share, f"{told}（剩余时间{share}%）"
    if lights.measure is Measure.WORKDAYS and days <= _far(lights):
        left = sum(rules.calendar.is_workday(today + timedelta(days=n)) for n in range(1, days + 1))
        return left, f"还剩{left}个工作日" if days else told
    return days, told


def _far(lights: Lights) -> int:
    """Days with more working days in them than any limit, so that they need not be counted."""
    return 3 * max(lights.blue or 0, lights.yellow or 0, lights.orange or 0) + 15


def _began(entry: Entry, track: Track) -> date:
    """Return when this round of work began; an extension only makes it longer."""
    rounds = [m.on for m in track.term.moves if m.step in (Step.REFUSE, Step.REOPEN, Step.RESUME)]
    return rounds[-1] if rounds else entry.opened_on or track.since
