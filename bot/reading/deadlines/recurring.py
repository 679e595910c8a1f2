"""Rhythms: 每月5日前, 每周五下班前, 逢单月10日前, 按季通报, 一周一督查."""

from __future__ import annotations

import re
from calendar import monthrange
from collections.abc import Iterator
from datetime import date, timedelta

from bot.pattern import Pattern
from bot.reading.deadlines.mention import NO_REFERENCE, Mention, Setting, full
from bot.reading.deadlines.numerals import CHINESE, number

_DAY = timedelta(days=1)
_RHYTHM = Pattern(
    r"(?:(每逢|每|逢)(?:一?个)?(半个?月|半年度?|双周|两周|两个月|双月|单月|三个月|六个月|工作日"
    r"|季度末?(?!月)|季|月度?|旬|周|星期|礼拜|年度?|日|天|晚)"
    r"|(隔周)|(按)(日|天|周|旬|半月|月度?|季度?|年度?)(?=调度|通报|报送|上报|报告|排名|督查|督办|总结"
    r"|更新|评估|考核|检查|巡查|公示|公布|会商|汇总|研判|推进)"
    r"|([日周旬月季])(?:报告|调度|通报|报制|例会|会商|督查|排名|汇报制|小结)"
    r"|一([日天周旬月季年])一(?:次|调度|督查|通报|报告?|会商|总结|排名|汇总|研判|督办|清零|碰头|评估"
    r"|检查|更新|考核)"
    r"|(逐)([日周旬月季])(?=调度|通报|报送|上报|排名)"
    rf"|(双月|单月)(?=(?:[0-9]{{1,2}}|[{CHINESE}]{{1,3}})[日号]))"
)
_NAMES = {
    "日": "daily", "天": "daily", "晚": "daily", "工作日": "daily", "周": "weekly", "星期": "weekly",
    "礼拜": "weekly",
    "双周": "fortnightly", "两周": "fortnightly", "旬": "ten-day", "半月": "half-monthly",
    "半个月": "half-monthly", "月": "monthly",
    "月度": "monthly", "单月": "monthly", "双月": "monthly", "两个月": "monthly", "三个月": "quarterly",
    "季": "quarterly",
    "季度": "quarterly", "季度末": "quarterly", "六个月": "half-yearly", "半年": "half-yearly",
    "半年度": "half-yearly",
    "年": "yearly", "年度": "yearly",
}  # fmt: skip
_RATE = Pattern(r"(?:处理|产生|排放|供水|消耗|用水|产能|需|均|吨|可|耗|运送|新增)")
_FILLER = Pattern(r"(?:的|于|在|最迟|至迟|周报|月报)?")
_WEEKDAY = Pattern(r"(?:周|星期|礼拜)?([一二三四五六日天1-7])(?![次个月年般律名家人日天些定])|(末)")
_IN_MONTH = Pattern(
    rf"月?(?:([0-9]{{1,2}}"
    rf"|[{CHINESE}]{{1,3}})[日号](?:[、和]([0-9]{{1,2}})[日号])?(?:[-~至到](?:([0-9]{{1,2}})[日号]"
    rf"|(月?底|月?末)))?"
    r"|(底|末)|([上中下])旬|(中)旬?(?=前)|最后一?个?(工作日|天|日|周)|(?:第([0-9一二三四五六七八九十])"
    r"|(首))个?工作日|前([0-9一二三四五六七八九十])个?(工作日|日|天)内?)"
)
_NTH_WEEKDAY = Pattern(r"(?:的)?(?:第([一二三四1-4])|最后一)个?(?:周|星期|礼拜)([一二三四五六日天])")
_WEEKDAYS = "一二三四五六日天"
_QUARTER_MONTH = Pattern(r"(?:的)?(?:(首|第一|第1)|(第二|中)|(末|最后一|第三))个?月(?:份)?")
_AFTER_END = Pattern(
    rf"(?:结束|终了|期满)?(?:之?后|以后)的?(?:([0-9]{{1,2}}|[{CHINESE}]{{1,3}})个?(工作日|日|天)之?内"
    rf"|(首个|第一个|次)月?([0-9]{{1,2}})?日?)"
)
_NEXT_MONTH = Pattern(
    r"(?:结束后)?(?:的)?次月([0-9]{1,2})[日号]|(?:结束后)?(?:的)?(?:首|次)月([0-9]{1,2})[日号]"
)
_LAST = Pattern(r"(?:结束)?(?:末|底)(?:最后一?个?(?:工作日|天|日))?|结束之?前|最后一?个?(工作日|天|日)")
_YEAR_DATE = Pattern(
    r"(?:的)?([0-9]{1,2})月(?:([0-9]{1,2})[日号]|(底|末)"
    r"|([上中下])旬)?(?:[、和]([0-9]{1,2})月(?:([0-9]{1,2})[日号]|(底|末))?)?"
    r"|(?:的)?第?([一二三四1-4])季度末?|(?:的)?年?(底|末)|(?:的)?(上半年)|(?:的)?(?:首|第一)个?月"
)
_CLOSE = Pattern(
    r"(?:\([^)]{0,12}\))?(?:上午|中午|下午|晚上?"
    r"|早上)?(?:[0-9一二三四五六七八九十]{1,3}(?:[时点:][0-9]{0,2}分?)?)?(?:下班)?(?:之?前|以前|内)?"
)
_PERIOD_MONTHS = {"monthly": 1, "quarterly": 3, "half-yearly": 6, "yearly": 12}


def rhythm_at(text: str, at: int, setting: Setting) -> Mention | None:
    """Read a rhythm at *at*; where it names a day, ``due`` is the first one on or after the reference."""
    m = _RHYTHM.match(text, at)
    if m is None:
        return None
    word = m[2] or ("双周" if m[3] else m[5] or m[6] or m[7] or m[9] or m[10])
    if m[6] and text[at - 1 : at] in tuple("0123456789一二三四五六七八九十本上下当前生今昨节同近每个年"):
        return None
    if m[1] and _RATE.match(text, m.end()):
        return None
    if m[1] == "逢" and word not in ("单月", "双月", "周", "星期", "礼拜", "月", "季度末"):
        return None
    name = _NAMES[word]
    plain = Mention(at, m.end(), "rhythm", recurring=name, note="只写了频次，没有写到哪一天")
    if not (m[1] or m[10]):
        return plain
    filler = _FILLER.match(text, m.end())
    found = _days(word, text, filler.end() if filler else m.end(), setting)
    if found is None:
        return plain
    end, first, how = found
    close = _CLOSE.match(text, end)
    end = close.end() if close else end
    if setting.reference is None:
        return Mention(at, end, "rhythm", recurring=name, bound=True, note=NO_REFERENCE)
    if first is None:
        return Mention(at, end, "rhythm", recurring=name, bound=True, note="没有这样的日子，请核对")
    return Mention(at, end, "rhythm", first, recurring=name, bound=True,
                   note=f"{how}；{full(setting.reference)}当日或之后的第一次为{full(first)}")  # fmt: skip


Found = tuple[int, date | None, str]


def _days(word: str, text: str, at: int, setting: Setting) -> Found | None:
    """Read the day within the period: where it ends, its first occurrence, the rule in words."""
    reference = setting.reference or date(2000, 1, 1)
    kind = _NAMES[word]
    if kind == "daily":
        close = _CLOSE.match(text, at)
        if not (close and close[0]):
            return None
        day = setting.calendar.next_workday(reference) if word == "工作日" else reference
        return at, day, "每个工作日" if word == "工作日" else "每日"
    if kind == "weekly":
        m = _WEEKDAY.match(text, at)
        if m is None:
            return None
        wanted = (
            6
            if m[2] or m[1] in "日天7"
            else "一二三四五六".find(m[1])
            if m[1] in "一二三四五六"
            else int(m[1]) - 1
        )
        return (
            m.end(),
            reference + timedelta(days=(wanted - reference.weekday()) % 7),
            f"每周{m[0].removeprefix('周')}",
        )
    if kind == "monthly":
        step = {"单月": 1, "双月": 0}.get(word)
        return _monthly(text, at, reference, setting, step)
    if kind in ("quarterly", "half-yearly"):
        return _periodic(text, at, _PERIOD_MONTHS[kind], word == "季度末", reference, setting)
    if kind == "yearly":
        return _yearly(text, at, reference, setting)
    return None


def _monthly(text: str, at: int, reference: date, setting: Setting, parity: int | None) -> Found | None:
    if weekday := _NTH_WEEKDAY.match(text, at):
        return weekday.end(), _first(_nth_weekdays(weekday, reference), reference), f"每月{weekday[0]}"
    m = _IN_MONTH.match(text, at)
    if m is None:
        return _after_end(text, at, 1, reference, setting)
    return (
        m.end(),
        _first(_month_days(m, reference, setting, parity), reference),
        f"每{'单双'[parity == 0] if parity is not None else ''}月{m[0].removeprefix('月')}",
    )


def _nth_weekdays(m: re.Match[str], reference: date) -> Iterator[date]:
    """Yield 每月第一个星期六, month by month from the reference's on."""
    for year, month in _months(reference, 26):
        first = date(year, month, 1)
        day = first + timedelta(days=(_WEEKDAYS.index(m[2]) % 7 - first.weekday()) % 7)
        weeks = 4 if m[1] is None and (day + timedelta(weeks=4)).month == month else 3
        yield day + timedelta(weeks=weeks if m[1] is None else (number(m[1]) or 1) - 1)


def _month_days(m: re.Match[str], reference: date, setting: Setting, parity: int | None) -> Iterator[date]:
    """Yield the days that a monthly rule means, month by month from the reference's on."""
    for year, month in _months(reference, 26):
        if parity is not None and month % 2 != parity:
            continue
        first, last = date(year, month, 1), date(year, month, monthrange(year, month)[1])
        if m[1]:
            for word in (m[1], m[2]) if m[2] else (m[3] or m[1],):
                day = number(word) or 0
                if m[4]:
                    yield last
                elif 1 <= day <= last.day:
                    yield first.replace(day=day)
        elif m[5]:
            yield last
        elif m[6]:
            yield {"上": first.replace(day=10), "中": first.replace(day=20), "下": last}[m[6]]
        elif m[7]:
            yield first.replace(day=15)
        elif m[8]:
            yield setting.calendar.last_workday(last) if m[8] == "工作日" else last
        elif m[11] and m[12] != "工作日":
            yield first + timedelta(days=(number(m[11]) or 1) - 1)
        else:
            count = number(m[9] or m[11] or "一") or 1
            yield setting.calendar.nth_workday(first - _DAY, count)


def _periodic(
    text: str, at: int, size: int, closing: bool, reference: date, setting: Setting
) -> Found | None:
    """Read the day of a quarter or half-year: 首月10日, 末, 结束后10个工作日内."""
    if m := _NEXT_MONTH.match(text, at):
        return m.end(), _in_nth(0, int(m[1] or m[2]), size, reference), f"每期{m[0]}"
    if m := _QUARTER_MONTH.match(text, at):
        nth = 0 if m[1] else 1 if m[2] else size - 1
        if day := _IN_MONTH.match(text, m.end()):
            if day[1]:
                return day.end(), _in_nth(nth, number(day[1]) or 0, size, reference), f"每期{m[0]}{day[0]}"
            return day.end(), _in_nth(nth, 31, size, reference), f"每期{m[0]}{day[0]}"
        return m.end(), _in_nth(nth, 31, size, reference), f"每期{m[0]}"
    if found := _after_end(text, at, size, reference, setting):
        return found
    m = _LAST.match(text, at)
    if m or closing:
        ends = _ends(size, reference)
        days = (setting.calendar.last_workday(d) if m and "工作日" in m[0] else d for d in ends)
        return m.end() if m else at, _first(days, reference), "每期末"
    return None


def _after_end(text: str, at: int, size: int, reference: date, setting: Setting) -> Found | None:
    """Read 结束后10个工作日内: count from the end of the period before."""
    m = _AFTER_END.match(text, at)
    if m is None or not m[1]:
        return None
    count = number(m[1]) or 0
    previous = reference - timedelta(days=200)
    days = (
        setting.calendar.nth_workday(d, count) if m[2] == "工作日" else d + timedelta(days=count)
        for d in _ends(size, previous)
    )
    return m.end(), _first(days, reference), f"每期{m[0]}"


def _yearly(text: str, at: int, reference: date, setting: Setting) -> Found | None:
    m = _YEAR_DATE.match(text, at)
    if m is None:
        return _after_end(text, at, 12, reference, setting)
    return m.end(), _first(_year_days(m, reference), reference), f"每年{m[0]}"


def _year_days(m: re.Match[str], reference: date) -> Iterator[date]:
    for year in (reference.year, reference.year + 1):
        if m[1]:
            for month, day, xun in ((m[1], m[2], m[4]), (m[5], m[6], None)):
                if month and 1 <= int(month) <= 12:
                    last = monthrange(year, int(month))[1]
                    wanted = int(day) if day else {"上": 10, "中": 20}.get(xun or "", last)
                    if 1 <= wanted <= last:
                        yield date(year, int(month), wanted)
        elif m[8]:
            month = (number(m[8]) or 1) * 3
            yield date(year, month, monthrange(year, month)[1])
        elif m[9]:
            yield date(year, 12, 31)
        else:
            yield date(year, 6, 30) if m[10] else date(year, 1, 31)


def _in_nth(nth: int, day: int, size: int, reference: date) -> date | None:
    """Return the first *day* (31: the last one) of each period's *nth* month on or after *reference*."""
    days = (
        date(y, m, min(day, monthrange(y, m)[1]))
        for y, m in _months(reference, 26)
        if (m - 1) % size == nth and (day == 31 or 1 <= day <= monthrange(y, m)[1])
    )
    return _first(days, reference)


def _ends(size: int, start: date) -> Iterator[date]:
    return (date(y, m, monthrange(y, m)[1]) for y, m in _months(start, 26) if m % size == 0)


def _months(start: date, count: int) -> Iterator[tuple[int, int]]:
    index = start.year * 12 + start.month - 1
    return ((i // 12, i % 12 + 1) for i in range(index, index + count) if i // 12 < 9999)


def _first(days: Iterator[date], reference: date) -> date | None:
    return next((d for d in days if d >= reference), None)
