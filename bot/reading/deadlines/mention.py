"""What the readers of one text share: the setting they read in, and what they hand on."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import NamedTuple

from bot.reading.workdays import Calendar


@dataclass(frozen=True, slots=True)
class Setting:
    """What a text is read against.

    ``back`` is True in sentences that look back (未按…7月15日前…): dates without a year then stay
    in the past instead of rolling forward.
    """

    reference: date | None
    calendar: Calendar
    back: bool = False
    cell: bool = False


class Mention(NamedTuple):
    """One time expression, resolved as far as the words allow.

    ``start`` and ``end`` count characters of the folded text. ``bound`` tells whether the words
    themselves make it a limit (前、内、不晚于), ``grain`` what kind of expression it is: day, xun,
    month, quarter, half, year, week, range, duration, festival, season, plan, rhythm, standing,
    now, vague, invalid. ``loose`` marks one without a year, which may as well be the past one.
    """

    start: int
    end: int
    grain: str
    due: date | None = None
    first: date | None = None
    literal: date | None = None
    recurring: str | None = None
    certain: bool = True
    bound: bool = False
    loose: bool = False
    note: str = ""


#: 今年, 明年 …: how many years on from the reference.
YEARS_ON = {
    "今": 0,
    "本": 0,
    "当": 0,
    "明": 1,
    "次": 1,
    "翌": 1,
    "来": 1,
    "后": 2,
    "去": -1,
    "上": -1,
    "前": -2,
}
NO_REFERENCE = "文件日期未知，无法推算"


def full(day: date) -> str:
    """Return *day* as it is written in Chinese: 2026年6月30日."""
    return f"{day.year}年{day.month}月{day.day}日"
