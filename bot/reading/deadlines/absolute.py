"""Calendar units as written: 2025年6月底, 二〇二五年, 今年8月31日, 三季度, 下月中旬, 6·30."""

from __future__ import annotations

import re
from calendar import monthrange
from datetime import date, timedelta
from typing import NamedTuple

from bot.pattern import Pattern
from bot.reading.deadlines.mention import NO_REFERENCE, YEARS_ON, Setting
from bot.reading.deadlines.numerals import CHINESE, NUMERALS, number
from bot.reading.workdays import Calendar

#: What every calendar unit begins with: most places of a text are then passed over after one look.
_POSSIBLE = Pattern(
    rf"[0-9X*_某{CHINESE}]{{1,6}}[年月日号曰目季.·/\-]|[0-9]{{6}}|第[0-9首{CHINESE}]季|首季|[Qq][1-4]|民国|公元"
    r"|[今本当明后次翌来去前上]年|本\([0-9]|(?:本|当|这个?|该|下下个?|下个?|次|上个?)[月季]|[上下]半年"
    r"|月[底末中初内]|年[底末终中初度内]|全年|季(?:度|之?内|底|末)"
)
_FULL_YEAR = Pattern(r"(?:19|20)[0-9]{2}年")
_YEAR = Pattern(rf"(民国|公元)?(?:([0-9]{{2,6}}|[0-9]{{0,3}}[X*_]{{1,4}})|([{CHINESE}0-9]{{2,5}}))年")
_YEAR_WORD = Pattern(r"(?:本\(([0-9]{3})\)|([今本当明后次翌来去前上]))年")
_NUMERIC = Pattern(r"([0-9]{4})([.\-/])([0-9]{1,2})(?:\2([0-9]{1,2}))?(?![0-9])日?")
_COMPACT = Pattern(r"(20[0-9]{2})([01][0-9])([0-3][0-9])(?![0-9])")
_SLASHED = Pattern(r"([01]?[0-9])(?:[.·/]([0-3]?[0-9])(?![0-9%.])日?|-([0-3]?[0-9])(?=前|之前|以前))")
_YEAR_MONTH = Pattern(r"(20[0-9]{2})(0[1-9]|1[0-2])(?![0-9])")
_MONTH = Pattern(r"([0-9X*_某]{1,3}|[一二三四五六七八九十〇零]{1,3})月份?")
_MONTH_WORD = Pattern(r"(本|当|这个?|该|下下个?|下个?|次|上个?)月份?")
_OF_MONTH = Pattern(r"(?:的)?(?:计划|安排|重点|任务|打算|预案|报表|预算|情况|进展|数据|台账)")  # 报送下月计划
_MONTHS_ON = {"本": 0, "当": 0, "这": 0, "该": 0, "下": 1, "次": 1, "上": -1}
_QUARTER = Pattern(
    r"第?([0-9一二三四五六七八九首])季(?:度(底|末|初|中)?|末)(?!节)|(?:第([一二三四])|(首))季(?![度节])"
    r"|[Qq]([1-4])(?![0-9])"
)
_QUARTER_WORD = Pattern(r"(本|当|这个?|下个?|上个?)?季(?:度)?(?:之?内|底|末)|(本|当|这个?|下个?|上个?)季度")
_HALF = Pattern(r"(上|下)半年")
_PART_OF_YEAR = Pattern(
    r"年?度?(?:年?(底|末|终(?![考总奖绩决述评]))|年?(中)(?![央心期国考小学型标医秋旬])|年?(初)(?![步级期中])"
    r"|年?(内)(?![蒙部外容涝河设陆]))"
)
_BARE_YEAR = Pattern(
    r"年(?:(底|末|终(?![考总奖绩决述评]))|(中)(?=[前完实,之以])|(初)(?=[前完])"
    r"|度?(内)(?![蒙部外容涝河设陆]))"
)
_WHOLE_YEAR = Pattern(r"全年|本年度")
_PART_OF_MONTH = Pattern(
    r"(上中?|中下?|下)旬[底末]?|([底末])|(中)(?![央心期国考小学型标医秋下])"
    r"|(初)(?![步级期中一二三四五六七八九十])"
    r"|第([1-6一二三四五六])个?(?:周|星期)|(最后)一?个?(周|星期|工作日|天|日)"
    r"|(?:第([1-9一二三四五六七八九十])|(首))个?(工作日)"
)
_BARE_MONTH = Pattern(r"月(?:([底末])|(中)(?=[前完旬])|(初)(?=前)|(内))")
_DAY = Pattern(rf"([0-9X*_某]{{1,3}}|[{CHINESE}]{{1,3}})(?:[日号曰]|目(?=前))(?!常)")
_DAY_ONLY = Pattern(rf"([0-9]{{1,2}}|[{CHINESE}]{{1,3}})[日号曰]")
_DAY_ALONE = Pattern(r"([0-9]{1,2})(?=晚|上午|下午|早|凌晨|中午|前|之前|以前|\(含|$)")
_BEFORE_YEAR = NUMERALS | frozenset("半多数几每")
_PLACEHOLDER = frozenset("X*_某")
_BEFORE_NUMBER = NUMERALS | frozenset("第.·/-")
_IN_MONTH = frozenset("上旬 中旬 下旬 月底 月中 月初 月内 最后一日".split())


class Unit(NamedTuple):
    """A calendar unit: what is stated, and (None) what is left open.

    ``years_on`` and ``months_on`` count from the reference (今年 0, 下月 1). ``part`` narrows the
    year or the month: Q1–Q4, H1, H2, 上旬, 底, W1–W6, last (working) day … ``trouble``: why it is none.
    """

    start: int
    end: int
    year: int | None = None
    years_on: int | None = None
    month: int | None = None
    months_on: int | None = None
    part: str = ""
    day: int | None = None
    numeric: bool = False  # 2025.6, 6·30: may as well be a number
    trouble: str = ""

    @property
    def grain(self) -> str:
        if self.day is not None or "工作日" in self.part:
            return "day"
        if self.month is not None or self.months_on is not None or (self.part and self._of_month):
            return "xun" if self.part else "month"
        return {"Q": "quarter", "H": "half"}.get(self.part[:1], "year")

    @property
    def _of_month(self) -> bool:
        return self.part in _IN_MONTH or self.part[0] == "W"

    @property
    def bare(self) -> bool:
        """Whether 前 after it may also mean before it begins: 6月前, 2025年前, 三季度前."""
        return self.grain != "day" and not self.part.endswith("底")

    @property
    def loose(self) -> bool:
        """Whether nothing but the reference gives it its year."""
        return self.year is None and self.years_on is None and self.months_on is None


def unit_at(text: str, at: int) -> Unit | None:
    """Read the calendar unit that begins at *at* of the folded *text*, the longest there is."""
    if not _POSSIBLE.match(text, at) or _inside_number(text, at):
        return None
    return _numeric(text, at) or _with_year(text, at) or _in_year(text, at, Unit(at, at)) or _open(text, at)


def _inside_number(text: str, at: int) -> bool:
    """Tell whether *at* is the middle of a longer number; 23家.2017年 and 3.2017年 begin a new one."""
    if not at or text[at] not in _BEFORE_NUMBER or text[at - 1] not in _BEFORE_NUMBER or text[at - 1] in "-/":
        return False
    return text[at - 1] != "." or (text[at - 2 : at - 1].isdigit() and not _FULL_YEAR.match(text, at))


def _numeric(text: str, at: int) -> Unit | None:
    if m := _COMPACT.match(text, at):
        unit = Unit(at, m.end(), year=int(m[1]), month=int(m[2]))
        return _checked(unit, day=int(m[3]))
    if m := _NUMERIC.match(text, at):
        year, month, day, end = int(m[1]), m[3], m[4], m.end()
        if day is None and m[0].endswith("日"):
            return None
        if day is None and text.startswith("月", end):  # 2025.6月底
            return _after_month(text, end + 1, Unit(at, end + 1, year=year, month=int(month)))
        unit = Unit(at, end, year=year, month=int(month), numeric=day is None)
        if day is not None:
            return _checked(unit, day=int(day), end=end)
        found = _after_month(text, end, unit)
        return found if found.end > end else _checked(unit)
    if m := _SLASHED.match(text, at):
        month, day = int(m[1]), int(m[2] or m[3])
        unit = Unit(at, m.end(), month=month, day=day, numeric=True)
        return unit if 1 <= month <= 12 and 1 <= day <= 31 else None
    if m := _YEAR_MONTH.match(text, at):
        return _after_month(text, m.end(), Unit(at, m.end(), year=int(m[1]), month=int(m[2]), numeric=True))
    return None


def _with_year(text: str, at: int) -> Unit | None:
    """Read a unit that states its year: 2025年…, 二〇二五年…, 113年…, 今年…."""
    if m := _YEAR_WORD.match(text, at):
        on = None if m[1] else YEARS_ON[m[2]]
        year = int(m[1]) + 1911 if m[1] else None
        return _in_year(text, m.end(), Unit(at, m.end(), year=year, years_on=on)) or Unit(
            at, m.end(), year, on
        )
    m = _YEAR.match(text, at)
    if m is None:
        return None
    word = m[2] or m[3]
    alone = Unit(at, m.end(), year=0)
    inside = _in_year(text, m.end(), alone)
    if not m[1] and len(word) < 4 and (inside is None or text.startswith("内", m.end())):
        return None  # 三年, 15年内, 100年: a duration
    year, trouble = _year(word, m[1] == "民国")
    found = inside or alone
    return Unit(
        at, found.end, year, None, found.month, None, found.part, found.day, False, trouble or found.trouble
    )


def _year(word: str, republic: bool) -> tuple[int, str]:
    """Return the year that *word* means, and what is wrong with it."""
    value = None if _PLACEHOLDER & set(word) else number(word)
    if value is None:
        return 0, f"年份“{word}”未填或不成数字"
    if republic or (len(word) == 3 and 100 <= value < 200):
        return value + 1911, ""
    if len(word) == 2:
        return value + 2000, ""
    # 1949: before that no document of this kind; 2100: nothing is planned beyond.
    return value, "" if 1949 <= value <= 2100 and len(word) == 4 else f"年份“{word}”不合常理"


def _in_year(text: str, at: int, unit: Unit) -> Unit | None:
    """Read what stands behind a year (or alone): a month, quarter, half, or a part of the year."""
    stated = unit.end > unit.start
    if stated and text.startswith("度", at) and not text.startswith("度内", at):
        if text[at + 1 : at + 2] not in "年底末上下第一二三四":
            return None
        at += 1
    if m := _MONTH.match(text, at):
        month, trouble = _month(m[1])
        return _after_month(text, m.end(), unit._replace(end=m.end(), month=month, trouble=trouble))
    if m := _QUARTER.match(text, at):
        value = number(m[1] or m[3] or m[4] or m[5])
        good = value is not None and 1 <= value <= 4
        return unit._replace(end=m.end(), part=f"Q{value}{'底' if m[2] in ('底', '末') else ''}",
                      trouble="" if good else "一年只有四个季度")  # fmt: skip
    if m := _HALF.match(text, at):
        return unit._replace(end=m.end(), part="H1" if m[1] == "上" else "H2")
    if stated and (m := _PART_OF_YEAR.match(text, at)):
        return unit._replace(end=m.end(), part="底" if m[1] or m[4] else "H1底" if m[2] else "初")
    return None


def _open(text: str, at: int) -> Unit | None:
    """Read a unit that leans on the reference: 本月…, 月底, 年内, 下季度, 15日."""
    before = text[at - 1 : at] or "。"
    if (m := _MONTH_WORD.match(text, at)) and not _OF_MONTH.match(text, m.end()):
        on = 2 if m[1].startswith("下下") else _MONTHS_ON[m[1][0]]
        return _after_month(text, m.end(), Unit(at, m.end(), months_on=on))
    if before not in "个每半单双" and (m := _BARE_MONTH.match(text, at)):
        return Unit(at, m.end(), months_on=0, part="月底" if m[1] or m[4] else "月中" if m[2] else "月初")
    if before not in _BEFORE_YEAR and (m := _BARE_YEAR.match(text, at)):
        return Unit(at, m.end(), years_on=0, part="底" if m[1] or m[4] else "H1底" if m[2] else "初")
    if m := _WHOLE_YEAR.match(text, at):
        return Unit(at, m.end(), years_on=0, part="底")
    if m := _QUARTER_WORD.match(text, at):
        word = (m[1] or m[2] or "本")[0]
        return Unit(at, m.end(), years_on=0, part=f"Q{ {'下': '+', '上': '-'}.get(word, '=') }底")
    if (m := _DAY_ONLY.match(text, at)) and text[m.end() : m.end() + 1] not in tuple("一二两三四五"):
        value = number(m[1])
        return Unit(at, m.end(), day=value, trouble="" if value and value <= 31 else f"没有{m[1]}日")
    return None


def _month(word: str) -> tuple[int, str]:
    """Return the month that *word* means, and what is wrong with it."""
    value = None if _PLACEHOLDER & set(word) else number(word)
    if value is None:
        return 0, "月份未填"
    return value, "" if 1 <= value <= 12 else f"没有{word}月"


def _after_month(text: str, at: int, unit: Unit) -> Unit:
    """Read what narrows a month: a day, 上旬, 底, 第三周, 最后一个工作日."""
    if m := _DAY.match(text, at):
        value = None if _PLACEHOLDER & set(m[1]) else number(m[1])
        if value is None:
            return unit._replace(end=m.end(), day=0, trouble=unit.trouble or "日期未填")
        return _checked(unit, day=value, end=m.end())
    if m := _PART_OF_MONTH.match(text, at):
        return unit._replace(end=m.end(), part=_part(m))
    if unit.month is not None and not unit.numeric and (m := _DAY_ALONE.match(text, at)):
        return _checked(unit, day=int(m[1]), end=m.end())
    if text.startswith("内", at) and not text.startswith("内部", at):
        return unit._replace(end=at + 1)
    return unit


def _part(m: re.Match[str]) -> str:
    if m[1]:
        return f"{m[1]}旬"
    if m[2] or m[3] or m[4]:
        return "月底" if m[2] else "月中" if m[3] else "月初"
    if m[5]:
        return f"W{number(m[5])}"
    if m[6]:
        return {"工作日": "最后工作日", "周": "W9", "星期": "W9"}.get(m[7], "最后一日")
    return f"第{number(m[8]) if m[8] else 1}工作日"


def _checked(unit: Unit, day: int | None = None, end: int | None = None) -> Unit:
    """Add the *day* and find trouble that needs no year: 13月, 31 in a month of 30, 00日."""
    month, trouble = unit.month, unit.trouble
    if month is not None and not 1 <= month <= 12:
        trouble = trouble or f"没有{month}月"
    elif day is not None and not 1 <= day <= (monthrange(2024, month)[1] if month else 31):
        trouble = trouble or f"没有{f'{month}月' if month else ''}{day}日"
    return unit._replace(end=end or unit.end, day=day, trouble=trouble)


class Unresolved(Exception):
    """A unit that sets no day; the words say why, in Chinese."""


def resolve(unit: Unit, setting: Setting, after: date | None = None) -> tuple[date, date]:
    """Return the first and last day of *unit*.

    Args:
        unit: what was read.
        setting: gives open years and months; where the text looks back, the latest past ones.
        after: for the end of a range: the earliest day its last day may be.

    Raises:
        Unresolved: no such day, or the reference is missing.
    """
    if unit.trouble:
        raise Unresolved(unit.trouble)
    if unit.year is not None:
        return _days(unit, unit.year, unit.month, setting.calendar)
    reference = after or setting.reference
    if reference is None:
        raise Unresolved(NO_REFERENCE)
    base = setting.reference or reference
    if unit.years_on is not None:
        unit = _this_quarter(unit, base)
        return _days(unit, base.year + (unit.years_on or 0), unit.month, setting.calendar)
    if unit.months_on is not None:
        index = base.year * 12 + base.month - 1 + unit.months_on
        return _days(unit, index // 12, index % 12 + 1, setting.calendar)
    if unit.month is None and unit.part[:1] not in ("Q", "H"):
        return _day_only(unit, reference, setting)
    return _nearest([(year, unit.month) for year in range(reference.year - 1, reference.year + 2)],
                    unit, reference, setting)  # fmt: skip


def _day_only(unit: Unit, reference: date, setting: Setting) -> tuple[date, date]:
    index = reference.year * 12 + reference.month - 1
    if unit.day and unit.day > monthrange(reference.year, reference.month)[1] and not setting.back:
        raise Unresolved(f"{reference.month}月没有{unit.day}日")
    months: list[tuple[int, int | None]] = [(i // 12, i % 12 + 1) for i in range(index - 1, index + 2)]
    return _nearest(months, unit, reference, setting)


def _nearest(
    choices: list[tuple[int, int | None]], unit: Unit, reference: date, setting: Setting
) -> tuple[date, date]:
    """Return the first choice that ends on or after *reference*; looking back, the last one before."""
    found = []
    for year, month in choices:
        try:
            found.append(_days(unit, year, month, setting.calendar))
        except Unresolved:
            if not found and (year, month) != choices[0]:
                raise
    if setting.back:
        return next((f for f in reversed(found) if f[1] <= reference), found[0])
    return next((f for f in found if f[1] >= reference), found[-1])


def _this_quarter(unit: Unit, base: date) -> Unit:
    if unit.part[:1] != "Q" or unit.part[1] not in "=+-":
        return unit
    index = (base.month - 1) // 3 + {"=": 0, "+": 1, "-": -1}[unit.part[1]]
    years, quarter = divmod(index, 4)
    return unit._replace(end=unit.end, years_on=years, part=f"Q{quarter + 1}底")


def _days(unit: Unit, year: int, month: int | None, calendar: Calendar) -> tuple[date, date]:
    """Return the first and last day of *unit* in the given *year* and *month*."""
    try:
        if month is None:
            return _of_year(unit.part, year)
        if unit.day is not None:
            day = date(year, month, unit.day)
            return day, day
        return _of_month(unit.part, year, month, calendar)
    except (ValueError, OverflowError) as error:
        where = f"{year}年{month}月" if month else f"{year}年"
        raise Unresolved(f"{where}没有{unit.day}日" if unit.day else f"{where}不存在") from error


def _of_year(part: str, year: int) -> tuple[date, date]:
    if part.startswith("Q"):
        quarter = int(part[1])
        return date(year, quarter * 3 - 2, 1), _month_end(year, quarter * 3)
    if part.startswith("H"):
        half = 1 if part[1] == "1" else 7
        return date(year, half, 1), _month_end(year, half + 5)
    if part == "初":
        raise Unresolved("“年初”没有确定的日子")
    return date(year, 1, 1), date(year, 12, 31)


def _of_month(part: str, year: int, month: int, calendar: Calendar) -> tuple[date, date]:
    first, last = date(year, month, 1), _month_end(year, month)
    if part in ("上中旬", "中下旬"):
        return (first, first.replace(day=20)) if part[0] == "上" else (first.replace(day=11), last)
    if part in ("上旬", "月初"):
        return first, first.replace(day=10)
    if part == "中旬":
        return first.replace(day=11), first.replace(day=20)
    if part == "下旬":
        return first.replace(day=21), last
    if part == "月中":
        return first, first.replace(day=15)
    if part == "最后一日":
        return last, last
    if part == "最后工作日":
        day = calendar.last_workday(last)
        return day, day
    if part.endswith("工作日"):
        day = calendar.nth_workday(first - timedelta(days=1), int(part[1:-3]))
        return day, day
    if part.startswith("W"):
        return _week_of_month(int(part[1:]), first, last)
    return first, last


def _week_of_month(nth: int, first: date, last: date) -> tuple[date, date]:
    """Return the *nth* calendar week (Mon-Sun) that touches the month; 9 is the last one."""
    monday = first - timedelta(days=first.weekday())
    if nth == 9:
        nth = ((last - monday).days // 7) + 1
    begin = monday + timedelta(weeks=nth - 1)
    if begin > last:
        raise Unresolved(f"{first.month}月没有第{nth}周")
    return max(begin, first), min(begin + timedelta(days=6), last)


def _month_end(year: int, month: int) -> date:
    return date(year, month, monthrange(year, month)[1])
