"""Periods (时段) of a question: 本月, 下周, 10月底前, 已逾期."""

from __future__ import annotations

import re
from calendar import monthrange
from dataclasses import dataclass, field, replace
from datetime import date, timedelta

from bot.pattern import Pattern


@dataclass(frozen=True, slots=True)
class Period:
    """The days from *start* to *end*, both included; *label* as a person reads it."""

    start: date
    end: date
    label: str
    yearless: bool = field(default=False, compare=False)  # a month by its number alone: 10月


_NUMBERS = {
    "一": 1,
    "两": 2,
    "二": 2,
    "三": 3,
    "四": 4,
    "五": 5,
    "六": 6,
    "七": 7,
    "八": 8,
    "九": 9,
    "十": 10,
    "半": 15,
}
_WITHIN = Pattern(
    r"(?:未来|今后|最近|近)?(\d{1,3}|[一两二三四五六七八九十])(个?工作日|天|日|周|个月)(?:之?内|以内)?"
)
_MONTHS = {name: at for at, name in enumerate("一 二 三 四 五 六 七 八 九 十 十一 十二".split(), 1)}
#: A month by its number, with a day in it, and 前: 十月底前, 2026-12, 6月30日前.
MONTH = Pattern(
    r"(?:(?P<year>\d{4})年)?(?<!\d)(?P<month>1[0-2]|0?[1-9]|十[一二]|[一二三四五六七八九十])月"
    r"(?:(?P<day>\d{1,2})[日号]|份|底|末|初|[上中下]旬)?(?P<by>之前|以前|前)?"
    r"|(?<!\d)(?P<year_too>\d{4})[-/.](?P<number>1[0-2]|0?[1-9])(?![\d.])(?P<by_too>之前|以前|前)?"
)
#: A quarter or a half of a year: 下季度, 第四季度, 2027年上半年.
QUARTER = Pattern(
    r"(?:(?P<year>\d{4})年)?(?:第?(?P<number>[一二三四1-4])季度|(?P<near>[上下本这])个?季度?|(?P<half>[上下])半年)[底末内]?"
)
#: What names a time although no period could be read from it: 13月, 2026-0, 0000年, 二〇二六年.
UNREAD = Pattern(r"\d月|\d{4}[-/.]\d|[\d〇零一二三四五六七八九]{4}年")
_YEAR = Pattern(r"(\d{4})年")


def read_period(text: str, today: date) -> Period | None:
    """Return the period that *text* names, counted from *today*; None where it names none.

    Overdue is the time before today, however far back.

    >>> read_period("本月到期的有哪些", date(2025, 2, 10))
    Period(start=datetime.date(2025, 2, 1), end=datetime.date(2025, 2, 28), label='本月')
    """
    if re.search(r"逾期|超期|过期|超时|到期未|没按时|未按时", text):
        return Period(date.min, today - timedelta(days=1), "已逾期")
    for reader in (_named, _near, _week, _month, _quarter, _year, _within):
        if period := reader(text, today):
            return period
    return None


def _named(text: str, today: date) -> Period | None:
    """Read a month by its number; with 前 from today to its end, from January where that is past."""
    found = MONTH.search(text)
    if not found:
        return None
    written = found["month"] or found["number"]
    month = _MONTHS.get(written) or int(written)
    year = int(found["year"] or found["year_too"] or today.year)
    if not 1 <= month <= 12 or not 1 < year < 9999:
        return None
    whole = _whole_month(year, month, f"{year}年{month}月")
    yearless = not (found["year"] or found["year_too"])
    if found["day"]:
        if not 1 <= int(found["day"]) <= whole.end.day:
            return None
        last = date(year, month, int(found["day"]))
        whole = Period(last, last, f"{whole.label}{last.day}日")
    if not (found["by"] or found["by_too"]):
        return replace(whole, yearless=yearless)
    start = today if today <= whole.end else date(year, 1, 1)
    return Period(start, whole.end, f"{whole.label}{'' if found['day'] else '底'}前", yearless)


def _near(text: str, today: date) -> Period | None:
    for word, ahead in (("今天", 0), ("今日", 0), ("明天", 1), ("明日", 1), ("后天", 2)):
        if word in text:
            day = today + timedelta(days=ahead)
            return Period(day, day, word)
    if re.search(r"近期|最近|快到期|即将|临期|马上", text) and not _WITHIN.search(text):
        return Period(today, today + timedelta(days=30), "近30天")
    return None


def _week(text: str, today: date) -> Period | None:
    monday = today - timedelta(days=today.weekday())
    for pattern, ahead, label in (
        ("下下(?:周|星期)", 2, "下下周"),
        ("下(?:周|星期|个星期)", 1, "下周"),
        ("[本这](?:周|星期|个星期)", 0, "本周"),
    ):
        if re.search(pattern, text):
            start = monday + timedelta(weeks=ahead)
            return Period(start, start + timedelta(days=6), label)
    return None


def _month(text: str, today: date) -> Period | None:
    for pattern, ahead, label in (
        ("下下个?月", 2, "下下月"),
        ("下个?月", 1, "下月"),
        ("上个?月", -1, "上月"),
        ("[本这当]个?月|月底|月末", 0, "本月"),
    ):
        if re.search(pattern, text):
            return _whole_month(today.year, today.month + ahead, label)
    return None


def _quarter(text: str, today: date) -> Period | None:
    found = QUARTER.search(text)
    if not found:
        return None
    year, months = int(found["year"] or today.year), 3
    if found["near"]:
        ahead = {"上": -3, "下": 3}.get(found["near"], 0)
        first, label = today.month - (today.month - 1) % 3 + ahead, f"{found['near']}季度".replace("这", "本")
    elif found["half"]:
        first, months, label = 1 if found["half"] == "上" else 7, 6, f"{year}年{found['half']}半年"
    else:
        number = _NUMBERS.get(found["number"]) or int(found["number"])
        first, label = number * 3 - 2, f"{year}年第{'一二三四'[number - 1]}季度"
    if not 1 < year < 9999:
        return None
    return Period(_whole_month(year, first, "").start, _whole_month(year, first + months - 1, "").end, label)


def _year(text: str, today: date) -> Period | None:
    if re.search(r"年底|年内|今年|本年|年末", text):
        return Period(date(today.year, 1, 1), date(today.year, 12, 31), "今年")
    if "明年" in text:
        return Period(date(today.year + 1, 1, 1), date(today.year + 1, 12, 31), "明年")
    if (found := _YEAR.search(text)) and 1 < int(found[1]) < 9999:
        return Period(date(int(found[1]), 1, 1), date(int(found[1]), 12, 31), f"{int(found[1])}年")
    return None


def _within(text: str, today: date) -> Period | None:
    found = _WITHIN.search(text)
    if not found:
        return None
    number = _NUMBERS.get(found[1]) or int(found[1])
    days = number * {"周": 7, "个月": 30}.get(found[2], 1)
    return Period(today, today + timedelta(days=days), f"{number}{found[2]}内")


def _whole_month(year: int, month: int, label: str) -> Period:
    year, month = year + (month - 1) // 12, (month - 1) % 12 + 1
    return Period(date(year, month, 1), date(year, month, monthrange(year, month)[1]), label)
