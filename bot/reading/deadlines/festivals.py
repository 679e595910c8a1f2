"""Limits set by festivals: 春节前, 国庆假期结束前, 端午节后首个工作日, 腊月二十三前."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date, timedelta

from bot.pattern import Pattern
from bot.reading.deadlines.mention import NO_REFERENCE, YEARS_ON, Mention, Setting, full
from bot.reading.deadlines.numerals import number

_DAY = timedelta(days=1)

#: What documents write -> the name in the calendar.
_FESTIVALS = {
    "农历新年": "春节", "农历春节": "春节", "新春佳节": "春节", "春节": "春节", "过年": "春节",
    "大年三十": "除夕", "除夕": "除夕",
    "元旦": "元旦", "新年": "元旦", "元宵": "元宵", "清明": "清明", "五一": "五一", "劳动节": "五一",
    "端午": "端午",
    "中秋": "中秋", "国庆": "国庆", "十一": "国庆", "七夕": "七夕", "重阳": "重阳", "腊八": "腊八",
    "小年": "小年",
    "三八": "妇女节", "妇女节": "妇女节", "植树节": "植树节", "世界水日": "世界水日", "五四": "青年节",
    "青年节": "青年节",
    "六一": "六一", "儿童节": "六一", "六五环境日": "世界环境日", "世界环境日": "世界环境日",
    "六五": "世界环境日",
    "七一": "七一", "建党节": "七一", "八一": "八一", "建军节": "八一", "教师节": "教师节",
    "国家宪法日": "国家宪法日",
    "全国生态日": "全国生态日", "圣诞": "圣诞节", "立春": "立春", "立夏": "立夏", "立秋": "立秋",
    "立冬": "立冬", "冬至": "冬至",
}  # fmt: skip
#: Names that are also numbers or ordinary words: only in quotation marks or right before 前.
_WEAK = frozenset(("十一", "三八", "五四", "六五", "七一", "八一", "五一", "六一", "新年", "过年", "小年"))
_NAMES = "|".join(_FESTIVALS)
#: Every character that a festival may begin with, its year and quotation mark among them.
FESTIVAL_STARTS = frozenset('0123456789今本明后去来次翌的农阴旧正腊冬"') | {name[0] for name in _FESTIVALS}
#: Without any of these a text names no festival and no lunar day.
FESTIVAL_SIGN = Pattern(
    rf"{_NAMES}|农历|阴历|旧历|正月|腊月|冬月|月(?:初[一二三四五六七八九十]|廿|[二三]?十)"
)
_YEARED = r"(?:([0-9]{4})年|([今本明后去来次翌])年)?"
_FESTIVAL = Pattern(
    rf'{_YEARED}的?"?({_NAMES})"?(?:环境日|[0-9]{{1,3}}周年)?节?"?(?:[、和及与]?"?({_NAMES})"?(?:环境日|[0-9]{{1,3}}周年)?节?"?(?:"?两节"?|"?双节"?)?)?'
    r"(小长假|长假|黄金周|假期|放假|节假日|假日)?(结束|收假|期间|内|来临|到来|当[天日]|开始)?(之?前"
    r"|以前|之?后|以后)?"
)
_AFTER_FESTIVAL = Pattern(
    r"(?:的?(?:首|第([0-9一二三四五六七八九十])))个?工作日|([0-9一二两三四五六七八九十]{1,3})个?(工作日"
    r"|天|日|周)之?内?"
)
_LUNAR = Pattern(
    r"(农历|阴历|旧历)?(正|腊|冬|[一二三四五六七八九十]{1,2})月(?:初([一二三四五六七八九十])"
    r"|(廿[一二三四五六七八九]|[二三]?十[一二三四五六七八九]?|二十[一二三四五六七八九]?|底))"
)


def festival_at(text: str, at: int, setting: Setting) -> Mention | None:
    """Read 春节前, 国庆假期结束前, 国庆节后首个工作日, 腊月二十三前 at *at*."""
    if m := _LUNAR.match(text, at):
        return _lunar(m, text, setting)
    m = _FESTIVAL.match(text, at)
    if m is None or not _is_festival(m, text):
        return None
    end = m.end()
    side = "后" if (m[7] or "").endswith("后") else "前" if m[7] else ""
    more = _AFTER_FESTIVAL.match(text, end) if side else None
    if not (side or m[6] or m[5]) and not text.startswith(("完", "投", "通", "建", "开", "起", "上"), end):
        return None
    if side == "后" and more is None:
        return None
    year = int(m[1]) if m[1] else None
    if m[2] and setting.reference:
        year = setting.reference.year + YEARS_ON[m[2]]
    reference = setting.reference
    if year is None and reference is None:
        return Mention(at, end, "festival", bound=True, note=NO_REFERENCE)
    end = more.end() if more else end
    found: Mention | None = None
    for y in [year] if year else _years(reference, setting):
        found = _of_year(_Festival(m, side, more, y, end), setting)
        if found is None or found.due is None or year or setting.back:
            break
        if reference is None or found.due >= reference:
            break
    return found or Mention(at, end, "festival", bound=True, note=f"日历中没有{m[3]}的日期")


def _years(reference: date | None, setting: Setting) -> list[int]:
    if reference is None:
        return []
    return [reference.year] if setting.back else [reference.year, reference.year + 1]


def _is_festival(m: re.Match[str], text: str) -> bool:
    quoted = '"' in m[0]
    if m[3] not in _WEAK or quoted:
        return True
    if text[m.start() - 1 : m.start()] in tuple("第一二三四五六七八九十0123456789年月初廿《"):
        return False
    return bool(m[7] or m[5]) and not text.startswith(("个", "年", "月", "日"), m.start(3) + len(m[3]))


@dataclass(frozen=True, slots=True)
class _Festival:
    """A festival as written, in the year that is tried."""

    words: re.Match[str]
    side: str  # 前, 后 or nothing
    more: re.Match[str] | None  # 首个工作日, 7日内
    year: int
    end: int


def _of_year(found: _Festival, setting: Setting) -> Mention | None:
    """Resolve a festival in its year; None where the calendar lacks it."""
    m, year, calendar = found.words, found.year, setting.calendar
    names = [_FESTIVALS[word] for word in (m[3], m[4]) if word]
    days = [day for name in names if (day := calendar.festival(name, year))]
    if not days:
        return None
    day = min(days)
    periods = [period for name in names if (period := calendar.holiday(name, year))]
    first, last = (periods[0][0], max(p[1] for p in periods)) if periods else (day, day)
    doubt = "" if periods else "；该年放假安排不在日历中，暂定"
    if found.more:
        return _counted(found, found.more, day, last, setting)
    due, start, sure = day, None, True
    note = f"{year}年{m[3]}为{full(day)}"
    if m[6] in ("结束", "收假", "期间", "内"):
        due, sure, note = last, bool(periods), f"{year}年{m[3]}假期至{full(last)}{doubt}"
        start = first if m[6] in ("期间", "内") else None
    elif m[5] and found.side == "前":
        due, sure = first - _DAY, bool(periods)
        note = f"{year}年{m[3]}假期自{full(first)}起，前一日为{full(due)}{doubt}"
    elif found.side == "前":
        due = day - _DAY  # whenever the holiday itself begins
        note = f"{note}，节前即{full(due)}止"
        if periods:
            note += f"；节前最后一个工作日为{full(calendar.last_workday(first - _DAY))}"
    return Mention(m.start(), found.end, "festival", due, start, certain=sure,
                   bound=bool(found.side or m[6]), note=note)  # fmt: skip


def _counted(found: _Festival, more: re.Match[str], day: date, last: date, setting: Setting) -> Mention:
    """Count on from the holiday's end (节后首个工作日, 节后7日内) or back from the day (春节前10日)."""
    calendar, count = setting.calendar, number(more[1] or more[2] or "一") or 1
    step = timedelta(days=count * (7 if more[3] == "周" else 1))
    by_workdays = more[3] in (None, "工作日")
    if found.side == "后" and by_workdays:
        due, note = calendar.add_workdays(last, count)
    elif found.side == "后":
        due = last + step
        note = f"假期至{full(last)}，其后{more[0]}为{full(due)}"
    else:
        due = day if by_workdays else day - step
        for _ in range(count if by_workdays else 0):
            due = calendar.last_workday(due - _DAY)
        note = f"{full(day)}之前{more[0]}为{full(due)}"
    sure = found.side == "后" and calendar.known(found.year)
    return Mention(found.words.start(), found.end, "festival", due, certain=sure, bound=True, note=note)


def _lunar(m: re.Match[str], text: str, setting: Setting) -> Mention | None:
    """Read a lunar date (腊月二十三前): a day, so 前 includes it."""
    if not m[1] and m[2] not in "正腊冬":
        return None
    end = m.end()
    for tail in ("之前", "以前", "前"):
        if text.startswith(tail, end):
            end += len(tail)
            break
    if setting.reference is None:
        return Mention(m.start(), end, "festival", bound=True, note=NO_REFERENCE)
    month = {"正": 1, "冬": 11, "腊": 12}.get(m[2]) or number(m[2]) or 0
    last = m[4] == "底"
    day = number(m[3] or ("三十" if last else m[4])) or 0
    for year in range(setting.reference.year - 1, setting.reference.year + 2):
        found = setting.calendar.lunar_day(year, month, day)
        if found is None and day == 30:  # a month of 29 days ends on the 29th
            found = setting.calendar.lunar_day(year, month, 29)
        if found and found >= setting.reference:
            return Mention(m.start(), end, "festival", found, bound=True, note=f"农历{m[0]}即{full(found)}")
    return Mention(m.start(), end, "festival", bound=True, note="没有这个农历日期或日历未收")
