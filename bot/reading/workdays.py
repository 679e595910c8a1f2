"""The calendar of working days (工作日), holidays, festivals and seasons, read from TOML text.

A year without a notice of the State Council has plain weekends only; ``known`` says which years
have one, and whoever shows a date marks the others as provisional.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date, timedelta
from typing import Any

from bot.duty import Problem
from bot.toml import TomlFault, parse

#: The national file's name in findings and the administrators' one.
GENERAL, LOCAL = "bot/general/calendar.toml", "calendar.toml"

_SECTIONS = ("years", "seasons", "events", "days", "lunar")
_TERMS = ("立春", "清明", "立夏", "立秋", "立冬", "冬至")
#: Festivals by the lunar calendar: name -> (month, day); 除夕 is the day before 春节.
_LUNAR_DAYS = {
    "春节": (1, 1),
    "元宵": (1, 15),
    "端午": (5, 5),
    "七夕": (7, 7),
    "中秋": (8, 15),
    "重阳": (9, 9),
    "腊八": (12, 8),
    "小年": (12, 23),
}
_LIMIT = 3700  # working days; more is a misprint
_DAY = timedelta(days=1)

Period = tuple[date, date]


@dataclass(frozen=True, slots=True)
class _Lunar:
    """One lunar year: its first day, its leap month (0: none) and the lengths of its months."""

    first: date
    leap: int
    lengths: tuple[int, ...]

    def day(self, month: int, day: int) -> date | None:
        """Return the civil day of an ordinary (not leap) lunar month's *day*."""
        index = month - 1 + (0 < self.leap < month)
        if not (1 <= month <= 12 and index < len(self.lengths) and 1 <= day <= self.lengths[index]):
            return None
        return self.first + timedelta(days=sum(self.lengths[:index]) + day - 1)


@dataclass(frozen=True)
class Calendar:
    """What the notices and the local settings say about days; never changes once loaded."""

    holidays: Mapping[tuple[str, int], Period] = field(default_factory=dict)
    make_up: frozenset[date] = frozenset()
    years: frozenset[int] = frozenset()
    seasons: Mapping[str, tuple[tuple[int, int], tuple[int, int]]] = field(default_factory=dict)
    events: Mapping[str, tuple[date, ...]] = field(default_factory=dict)
    days: Mapping[str, tuple[int, int]] = field(default_factory=dict)
    lunar: Mapping[int, _Lunar] = field(default_factory=dict)
    terms: Mapping[tuple[str, int], date] = field(default_factory=dict)
    _off: Mapping[date, str] = field(default_factory=dict, repr=False)

    @classmethod
    def load(cls, general: str, local: str | None = None) -> tuple[Calendar, list[Problem]]:
        """Read the calendar from TOML text, the *local* one over the *general* one.

        Returns:
            The calendar of all values that could be read, and a finding for each that could not.
        """
        reader = _Reader()
        reader.read(general, GENERAL)
        if local:
            reader.read(local, LOCAL)
        return reader.calendar(), reader.problems

    def known(self, year: int) -> bool:
        """Tell whether the State Council's notice for *year* is in the calendar."""
        return year in self.years

    def is_workday(self, day: date) -> bool:
        """Tell whether *day* is worked: make-up Saturdays and Sundays are, public holidays are not."""
        return day in self.make_up or (day.weekday() < 5 and day not in self._off)

    def next_workday(self, day: date) -> date:
        """Return the first working day on or after *day*."""
        while not self.is_workday(day):
            day += _DAY
        return day

    def last_workday(self, day: date) -> date:
        """Return the last working day on or before *day*."""
        while not self.is_workday(day):
            day -= _DAY
        return day

    def add_workdays(self, day: date, count: int) -> tuple[date, str]:
        """Return what :meth:`nth_workday` returns, with the working in words."""
        end = self.nth_workday(day, count)
        return end, self._working(day, end, count)

    def nth_workday(self, day: date, count: int) -> date:
        """Return the *count*-th working day after *day*, itself not counted.

        Args:
            day: the day the period runs from; any year.
            count: working days, 0 … 3700; 0 is *day* itself.

        Raises:
            ValueError: *count* is out of that range, or the result lies beyond the calendar's end.
        """
        if not 0 <= count <= _LIMIT:
            raise ValueError(f"working days out of range: {count}")
        end, left = day, count
        try:
            while left:
                end += _DAY
                left -= self.is_workday(end)
        except OverflowError as error:
            raise ValueError("beyond the last day of the calendar") from error
        return end

    def _working(self, start: date, end: date, count: int) -> str:
        """Show how *end* came about: which holidays were skipped, which make-up days counted."""
        names: dict[str, list[date]] = {}
        worked, unknown, day = [], set(), start + _DAY
        while day <= end:
            if day in self.make_up:
                worked.append(day)
            elif day in self._off:
                names.setdefault(self._off[day], []).append(day)
            if not self.known(day.year):
                unknown.add(day.year)
            day += _DAY
        parts = [f"{name}假期{_short(days[0])}至{_short(days[-1])}不计" for name, days in names.items()]
        parts += [f"{_short(day)}（周{'一二三四五六日'[day.weekday()]}）调休上班计入" for day in worked]
        parts += [f"{year}年放假安排不在日历中，按周末推算，暂定" for year in sorted(unknown)]
        shown = "；".join(parts)
        return f"{_full(start)}次日起数{count}个工作日{f'（{shown}）' if shown else ''}，至{_full(end)}"

    def holiday(self, name: str, year: int) -> Period | None:
        """Return the first and last day of the official holiday *name* (春节, 国庆 …) of *year*."""
        return self.holidays.get((name, year))

    def festival(self, name: str, year: int) -> date | None:
        """Return the day of a festival or solar term in *year*; None where the table has none."""
        if name in self.days:
            return _on(year, self.days[name])
        if name == "除夕":
            spring = self.festival("春节", year)
            return spring - _DAY if spring else None
        if name in _LUNAR_DAYS:
            month, day = _LUNAR_DAYS[name]
            # The twelfth lunar month mostly ends in the next civil year: look from both sides.
            found = (self.lunar_day(y, month, day) for y in (year - 1, year))
            return next((d for d in found if d and d.year == year), None)
        return self.terms.get((name, year))

    def lunar_day(self, year: int, month: int, day: int) -> date | None:
        """Return the civil day of *month* and *day* in the lunar *year*."""
        table = self.lunar.get(year)
        return table.day(month, day) if table else None

    def season(self, name: str, year: int) -> Period | None:
        """Return the first and last day of the season that begins in *year*."""
        if name not in self.seasons:
            return None
        first, last = self.seasons[name]
        begin, end = _on(year, first), _on(year + (last < first), last)
        return (begin, end) if begin and end else None

    def event(self, name: str, on: date) -> date | None:
        """Return the first listed day of the event *name* on or after *on*."""
        return next((day for day in self.events.get(name, ()) if day >= on), None)


class _Reader:
    """Collects values and findings from one TOML text after the other; the later one wins."""

    def __init__(self) -> None:
        self.problems: list[Problem] = []
        self.holidays: dict[tuple[str, int], Period] = {}
        self.make_up: set[date] = set()
        self.years: set[int] = set()
        self.seasons: dict[str, tuple[tuple[int, int], tuple[int, int]]] = {}
        self.events: dict[str, tuple[date, ...]] = {}
        self.days: dict[str, tuple[int, int]] = {}
        self.lunar: dict[int, _Lunar] = {}
        self.terms: dict[tuple[str, int], date] = {}

    def read(self, text: str, path: str) -> None:
        """Take what *text* says; whatever cannot be read becomes a finding at its line."""
        self._text, self._path = text, path
        try:
            tables = parse(text)
        except TomlFault as fault:
            self._report(f"{fault}；中文名称和日期都要加英文双引号，请改正。", line=fault.line)
            return
        for section, table in tables.items():
            if section not in _SECTIONS:
                self._report(f"不认识的小节“{section}”，可用的有：{'、'.join(_SECTIONS)}。", section)
            elif not isinstance(table, dict):
                self._report(f"“{section}”应写成小节 [{section}]。", section)
            else:
                for name, value in table.items():
                    getattr(self, f"_{section}")(name, value)

    def calendar(self) -> Calendar:
        off: dict[date, str] = {}
        for (name, _), (first, last) in self.holidays.items():
            day = first
            while day <= last:
                if day not in self.make_up:
                    off.setdefault(day, name)
                day += _DAY
        return Calendar(
            self.holidays,
            frozenset(self.make_up),
            frozenset(self.years),
            self.seasons,
            self.events,
            self.days,
            self.lunar,
            self.terms,
            off,
        )

    def _report(self, message: str, *words: str, line: int = 0) -> None:
        self.problems.append(Problem(self._path, line or self._line(words), message))

    def _line(self, words: tuple[str, ...]) -> int:
        """Return the line where the *words* stand, each on or below the one before it."""
        rows, at = self._text.split("\n"), 0
        for word in words:
            at = next((i for i in range(at, len(rows)) if word in rows[i].partition("#")[0]), at)
        return at + 1

    def _years(self, name: str, value: Any) -> None:
        if not (name.isdecimal() and len(name) == 4 and isinstance(value, dict)):
            self._report(f"“{name}”应写成四位年份的小节，例如 [years.2026]。", "years", name)
            return
        year, where = int(name), f"years.{name}"
        for word in self._list(value.get("make_up", []), where, "make_up"):
            if day := self._date(word, where):
                self.make_up.add(day)
        holidays = value.get("holidays", {})
        for holiday, ends in holidays.items() if isinstance(holidays, dict) else ():
            days = [d for word in self._list(ends, where, holiday) if (d := self._date(word, where))]
            if len(days) == 2 and days[0] <= days[1] <= days[0] + 60 * _DAY:
                self.holidays[holiday, year] = (days[0], days[1])
            else:
                self._report(f"假期“{holiday}”应写成 [第一天, 最后一天]。", where, holiday)
        if self._path == GENERAL:  # a local addition alone is not the State Council's notice
            self.years.add(year)

    def _seasons(self, name: str, value: Any) -> None:
        ends = [value.get("from"), value.get("to")] if isinstance(value, dict) else [None, None]
        first, last = (self._month_day(word) for word in ends)
        if first and last:
            self.seasons[name] = (first, last)
        else:
            self._report(
                f'季节“{name}”应写成 {{ from = "月-日", to = "月-日" }}，且日期存在。', "seasons", name
            )

    def _events(self, name: str, value: Any) -> None:
        days = [d for word in self._list(value, "events", name) if (d := self._date(word, "events"))]
        self.events[name] = tuple(sorted(days))

    def _days(self, name: str, value: Any) -> None:
        if day := self._month_day(value):
            self.days[name] = day
        else:
            self._report(f"节日“{name}”应写成“月-日”，且日期存在。", "days", name)

    def _lunar(self, name: str, value: Any) -> None:
        try:
            year, first = int(name), date.fromisoformat(value["first"])
            lengths = tuple(29 + int(c) for c in value["long"])
            terms = [(int(t[:2]), int(t[2:])) for t in value.get("terms", "").split()]
            self.lunar[year] = _Lunar(first, int(value["leap"]), lengths)
            self.terms.update(
                {(n, year): date(year, *t) for n, t in zip(_TERMS, terms, strict=len(terms) > 0)}
            )
        except (KeyError, TypeError, ValueError, AttributeError):
            self._report(f"农历 {name} 年的写法不对，请照其他年份改正。", "lunar", name)

    def _list(self, value: Any, *where: str) -> Iterator[str]:
        if isinstance(value, list) and all(isinstance(v, str) for v in value):
            yield from value
        else:
            self._report(f"“{where[-1]}”应写成带引号日期的列表。", *where)

    def _date(self, word: str, where: str) -> date | None:
        try:
            return date.fromisoformat(word)
        except ValueError:
            self._report(f"“{word}”不是存在的日期，请写成“年-月-日”，例如 2026-02-14。", where, word)
            return None

    @staticmethod
    def _month_day(word: Any) -> tuple[int, int] | None:
        parts = word.split("-") if isinstance(word, str) else []
        if len(parts) != 2 or not all(p.isdecimal() and len(p) == 2 for p in parts):
            return None
        found = int(parts[0]), int(parts[1])
        return found if _on(2024, found) else None  # 2024 has a 29 February


def _on(year: int, day: tuple[int, int]) -> date | None:
    """Return *day* (month, day) of *year*; 29 February falls back to the 28th."""
    try:
        return date(year, 2, 28) if day == (2, 29) and year % 4 else date(year, *day)
    except ValueError:
        return None


def _short(day: date) -> str:
    return f"{day.month}月{day.day}日"


def _full(day: date) -> str:
    return f"{day.year}年{day.month}月{day.day}日"
