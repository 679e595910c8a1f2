"""When nothing is said: quiet hours, weekends, holidays; and on which days the week has its rhythm."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, time, timedelta, tzinfo

from bot.notices.manners import Manners
from bot.reading.workdays import Calendar

_DAY = timedelta(days=1)
#: No holiday, moved days included, is longer.
_LONGEST = 60

#: Days off by law in every year (国务院令第795号): what the yearly notice adds to and moves around.
_FIXED = ((1, 1), (5, 1), (5, 2), (10, 1), (10, 2), (10, 3))
_MOVABLE = ("除夕", "清明", "端午", "中秋")
_SPRING_DAYS = 3


class Workdays:
    """The working days of a calendar, remembered once they are counted: many entries ask for few days.

    Where the notice of a year is not out yet, the days that are off by law are off all the same.
    """

    def __init__(self, calendar: Calendar):
        self.calendar = calendar
        self._by_law: dict[int, frozenset[date]] = {}
        self._counted: dict[tuple[date, int], date] = {}

    def works(self, day: date) -> bool:
        """Tell whether *day* is worked."""
        return self.calendar.is_workday(day) and (
            self.calendar.known(day.year) or day not in self._off_by_law(day.year)
        )

    def next(self, day: date) -> date:
        """Return the first working day on or after *day*."""
        return self.nth(day - _DAY, 1)

    def nth(self, day: date, count: int) -> date:
        """Return the *count*-th working day after *day*, itself not counted; 0 is *day* itself."""
        return self._count(day, count) if count else day

    def back(self, day: date, count: int) -> date:
        """Return the *count*-th working day counted back from *day*, itself included; *count* from 1."""
        return self._count(day + _DAY, -count)

    def between(self, after: date, until: date) -> int:
        """Return how many working days there are after *after*, up to and with *until*."""
        days = range(1, (until - after).days + 1)
        return sum(self.works(after + timedelta(days=n)) for n in days)

    def _count(self, start: date, count: int) -> date:
        found = self._counted.get((start, count))
        if found is None:
            found, left = start, abs(count)
            while left:
                found += _DAY if count > 0 else -_DAY
                left -= self.works(found)
            self._counted[start, count] = found
        return found

    def _off_by_law(self, year: int) -> frozenset[date]:
        if year not in self._by_law:
            days = {date(year, month, day) for month, day in _FIXED}
            days.update(found for name in _MOVABLE if (found := self.calendar.festival(name, year)))
            if spring := self.calendar.festival("春节", year):
                days.update(spring + timedelta(days=n) for n in range(_SPRING_DAYS))
            self._by_law[year] = frozenset(days)
        return self._by_law[year]


def is_open(moment: datetime, days: Workdays, manners: Manners) -> bool:
    """Tell whether anything may be said at *moment*, which is in the office's own zone."""
    return days.works(moment.date()) and not _in_quiet_hours(moment.time(), manners)


def next_open(moment: datetime, days: Workdays, manners: Manners) -> datetime:
    """Return *moment* where something may be said then, else the first moment after it.

    Raises:
        ValueError: the quiet hours leave none, or no working day comes.
    """
    for n in range(_LONGEST):
        day = moment.date() + timedelta(days=n)
        starts = (moment.time() if n == 0 else time(), manners.quiet_to)
        for start in sorted(starts):
            at = at_time(day, start, moment.tzinfo)
            if at >= moment and is_open(at, days, manners):
                return at
    raise ValueError("no open hour in sixty days")


def digest_hour(manners: Manners) -> time:
    """Return from when the day's message is sent; quiet hours it lies in are waited for."""
    return manners.quiet_to if _in_quiet_hours(manners.digest_at, manners) else manners.digest_at


def at_time(day: date, at: time, zone: tzinfo | None) -> datetime:
    """Return the moment on *day*."""
    return datetime.combine(day, at, zone)


def _in_quiet_hours(at: time, manners: Manners) -> bool:
    first, end = manners.quiet_from, manners.quiet_to
    return first <= at < end if first <= end else at >= first or at < end


# ---- the week


@dataclass(frozen=True, slots=True, order=True)
class Week:
    """A week as ISO counts them: 2027-01-01 is in the last week of 2026 (rule R8)."""

    year: int
    number: int

    @classmethod
    def of(cls, day: date) -> Week:
        found = day.isocalendar()
        return cls(found.year, found.week)

    @property
    def first(self) -> date:
        return date.fromisocalendar(self.year, self.number, 1)

    @property
    def last(self) -> date:
        return self.first + 6 * _DAY

    def later(self, weeks: int) -> Week:
        """Return the week so many *weeks* later; earlier where they are negative."""
        return Week.of(self.first + timedelta(weeks=weeks))

    def __str__(self) -> str:
        return f"{self.year}-W{self.number:02}"


def summary_day(week: Week, days: Workdays, manners: Manners) -> date:
    """Return the day of the week's summary: Friday, or the nearest working day of the same week.

    The days before are tried first, because what comes after a holiday comes too late. A week that is
    a holiday as a whole has its summary on the first working day after it.
    """
    wanted = week.first + (manners.summary_on - 1) * _DAY
    before = (wanted - n * _DAY for n in range((wanted - week.first).days + 1))
    found = next((day for day in before if days.works(day)), None)
    # A first of January on a Friday leaves only days of the old year, which are in the same ISO week.
    return found or days.next(wanted)


def summary_moment(week: Week, days: Workdays, manners: Manners, zone: tzinfo | None) -> datetime:
    """Return when the week's summary is due."""
    return next_open(at_time(summary_day(week, days, manners), manners.summary_at, zone), days, manners)


def call_day(week: Week, days: Workdays, manners: Manners) -> date | None:
    """Return the day on which the units are asked for their week; None: nobody works in it."""
    day = days.next(week.first + (manners.call_on - 1) * _DAY)
    return day if day <= week.last else None


def nudge_day(week: Week, days: Workdays, manners: Manners) -> date | None:
    """Return the day from which a report is late; None where the summary comes before."""
    called = call_day(week, days, manners)
    day = days.nth(called, manners.late_workdays + 1) if called else None
    return day if day and day <= summary_day(week, days, manners) else None


def latest_summary(now: datetime, days: Workdays, manners: Manners) -> Week:
    """Return the last week whose summary is due by *now*: of several that were missed only it counts."""
    this = Week.of(now.date())
    weeks = (this.later(-n) for n in range(10))
    return next(week for week in weeks if summary_moment(week, days, manners, now.tzinfo) <= now)
