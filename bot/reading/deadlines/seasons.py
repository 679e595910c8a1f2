"""Limits set by festivals, seasons and plans: 春节前, 汛期前, “十五五”末."""

from __future__ import annotations

import re
from datetime import date, timedelta

from bot.reading.deadlines.pattern import Pattern
from bot.reading.deadlines.mention import NO_REFERENCE, Mention, Setting, full
from bot.reading.deadlines.numerals import number

_DAY = timedelta(days=1)

#: What documents write -> the name in the calendar.
_FESTIVALS = {
    "农历新年": "春节", "农历春节": "春节", "新春佳节": "春节", "春节": "春节", "过年": "春节", "大年三十": "除夕", "除夕": "除夕",
    "元旦": "元旦", "新年": "元旦", "元宵": "元宵", "清明": "清明", "五一": "五一", "劳动节": "五一", "端午": "端午",
    "中秋": "中秋", "国庆": "国庆", "十一": "国庆", "七夕": "七夕", "重阳": "重阳", "腊八": "腊八", "小年": "小年",
    "三八": "妇女节", "妇女节": "妇女节", "植树节": "植树节", "世界水日": "世界水日", "五四": "青年节", "青年节": "青年节",
    "六一": "六一", "儿童节": "六一", "六五环境日": "世界环境日", "世界环境日": "世界环境日", "六五": "世界环境日",
    "七一": "七一", "建党节": "七一", "八一": "八一", "建军节": "八一", "教师节": "教师节", "国家宪法日": "国家宪法日",
    "全国生态日": "全国生态日", "圣诞": "圣诞节", "立春": "立春", "立夏": "立夏", "立秋": "立秋", "立冬": "立冬", "冬至": "冬至",
}  # fmt: skip
#: Names that are also numbers or ordinary words: only in quotation marks or right before 前.
_WEAK = frozenset(("十一", "三八", "五四", "六五", "七一", "八一", "五一", "六一", "新年", "过年", "小年"))
_NAMES = "|".join(_FESTIVALS)
_YEARED = r"(?:([0-9]{4})年|([今本明后去])年)?"
_FESTIVAL = Pattern(
    rf'{_YEARED}的?"?({_NAMES})"?节?"?(?:[、和及与]?"?({_NAMES})"?节?"?(?:"?两节"?|"?双节"?)?)?'
    r"(小长假|长假|黄金周|假期|放假|节假日|假日)?(结束|收假|期间|来临|到来|当[天日]|开始)?(之?前|以前|之?后|以后)?"
)
_AFTER_FESTIVAL = Pattern(
    r"(?:的?(?:首|第([0-9一二三四五六七八九十])))个?工作日|([0-9一二两三四五六七八九十]{1,3})个?(工作日|天|日|周)之?内?"
)
_LUNAR = Pattern(
    r"(农历|阴历|旧历)?(正|腊|冬|[一二三四五六七八九十]{1,2})月(?:初([一二三四五六七八九十])|(廿[一二三四五六七八九]|[二三]?十[一二三四五六七八九]?|二十[一二三四五六七八九]?|底))"
)

#: What documents write -> the season's name in the calendar; the rest of the names stand for themselves.
_SEASONS = {
    "主汛期": "主汛期", "汛期": "汛期", "入汛": "汛期", "进汛": "汛期", "汛": "汛期", "秋冬季": "秋冬季", "供暖季": "供暖季", "采暖季": "供暖季",
    "采暖期": "供暖季", "供暖期": "供暖季", "供热季": "供暖季", "供热期": "供暖季", "取暖季": "供暖季", "取暖期": "供暖季",
    "冬季采暖": "供暖季", "冬季供暖": "供暖季", "冬季取暖": "供暖季", "供暖": "供暖季", "采暖": "供暖季", "供热": "供暖季",
    "开学": "秋季学期", "春季开学": "春季开学", "春季学期开学": "春季开学", "秋季开学": "秋季学期", "秋季学期开学": "秋季学期",
    "新学期开学": "秋季学期", "梅雨季": "雨季", "雨季": "雨季", "雨季来临": "雨季", "入冬": "入冬", "冬季": "入冬", "冬季来临": "入冬", "入夏": "入夏",
    "今冬明春": "今冬明春", "冬春季": "今冬明春", "全国两会": "全国两会", "省两会": "省两会", "市两会": "市两会", "县两会": "县两会", "区两会": "区两会",
    "两会": "两会", "台汛期": "台汛期", "凌汛期": "凌汛期", "封冻期": "封冻期", "封冻": "封冻期", "上冻": "封冻期", "冰冻期": "封冻期", "夏收": "夏收",
    "秋收": "秋收", "三夏": "三夏", "三秋": "三秋", "春耕": "春耕", "高温季": "高温季", "旅游旺季": "旅游旺季", "禁渔期": "禁渔期", "换届": "换届",
    "高考": "高考", "中考": "中考", "暑假": "暑假", "寒假": "寒假", "暑期": "暑假", "枯水期": "枯水期", "非汛期": "非汛期",
}  # fmt: skip
_SEASON_NAMES = "|".join(sorted(_SEASONS, key=len, reverse=True))
_SEASON = Pattern(
    rf'(?:([0-9]{{4}})-([0-9]{{4}})年度?|([0-9]{{4}})年|([今本明后去])年)?(?:度|的)?(全国|省|市|县|区)?"?(?:进入|进)?({_SEASON_NAMES})"?'
    r"(?:大气|污染|综合|治理|攻坚|行动)*(结束|期间|来临|到来|开始|召开|内)?(之?前|以前|之?后|以后)?"
)
_HOLD = frozenset(("秋冬季", "今冬明春"))  # windows also without 期间

_PLAN = Pattern(
    r'(")?([一二三四五六七八九十]{1,3}五)(")?(?:规划)?(?:时期|期间|规划期)?'
    r"(前([一二两三四])年|头([一二两三])年|后([一二两三])年|第([一二三四五])年|首年|开局(?:之)?年|起步(?:之)?年|收官(?:之)?年|最后一年|(?:期|规划期)?末期?"
    r"|(?:中期|期中)|期?内|到?期(?:满|届满)?之?前|结束之?前|收官之?前|以前|之?前)?"
)
_PLAN_LONG = Pattern(
    r"第([一二三四五六七八九十]{1,3})个五年(?:规划|计划)(?:时期|期间|期内|期)?(?:内)?(末|收官之年)?"
)
_CENTURY = Pattern(r"(?:到)?本世纪(?:中叶|中期)")


def festival_at(text: str, at: int, setting: Setting) -> Mention | None:
    """Read 春节前, 国庆假期结束前, 国庆节后首个工作日, 腊月二十三前 at *at*."""
    if m := _LUNAR.match(text, at):
        return _lunar(m, text, setting)
    m = _FESTIVAL.match(text, at)
    if m is None or not _is_festival(m, text):
        return None
    end = m.end()
    name, second = _FESTIVALS[m[3]], _FESTIVALS.get(m[4] or "")
    side = "后" if (m[7] or "").endswith("后") else "前" if m[7] else ""
    more = _AFTER_FESTIVAL.match(text, end) if side else None
    if not (side or m[6] or m[5]) and not text.startswith(("完", "投", "通", "建", "开", "起", "上"), end):
        return None
    if side == "后" and more is None:
        return None
    year = int(m[1]) if m[1] else None
    if m[2] and setting.reference:
        year = setting.reference.year + {"今": 0, "本": 0, "明": 1, "后": 2, "去": -1}[m[2]]
    reference = setting.reference
    if year is None and reference is None:
        return Mention(at, end, "festival", bound=True, note=NO_REFERENCE)
    end = more.end() if more else end
    years = [year] if year else _years(reference, setting)
    found: Mention | None = None
    for y in years:
        found = _in_year(m, name, second, side, more, y, end, setting)
        if (
            found is None
            or found.due is None
            or year
            or setting.back
            or reference is None
            or found.due >= reference
        ):
            break
    return found or Mention(at, end, "festival", bound=True, note=f"日历中没有{name}的日期")


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


def _in_year(
    m: re.Match[str],
    name: str,
    second: str | None,
    side: str,
    more: re.Match[str] | None,
    year: int,
    end: int,
    setting: Setting,
) -> Mention | None:  # fmt: skip
    calendar = setting.calendar
    days = [d for n in (name, second) if n and (d := calendar.festival(n, year))]
    if not days:
        return None
    day, spelled = min(days), m[3]
    official = calendar.holiday(name, year)
    first, last = official or (day, day)
    if second and (other := calendar.holiday(second, year)):
        last = max(last, other[1])
    sure, doubt = bool(official), "" if official else "；该年放假安排不在日历中，暂定"
    if more:
        return _counted(m.start(), end, more, side, day, last, sure, setting)
    if m[6] in ("结束", "收假") or (m[5] and m[6] == "期间") or m[6] == "期间":
        start = first if m[6] == "期间" else None
        return Mention(m.start(), end, "festival", last, start, certain=sure, bound=True,
                       note=f"{year}年{spelled}假期至{full(last)}{doubt}")  # fmt: skip
    if m[5] and side == "前":
        return Mention(m.start(), end, "festival", first - _DAY, certain=sure, bound=True,
                       note=f"{year}年{spelled}假期自{full(first)}起，前一日为{full(first - _DAY)}{doubt}")  # fmt: skip
    if side == "前":
        due = day - _DAY
        return Mention(m.start(), end, "festival", due, bound=True,
                       note=f"{year}年{spelled}为{full(day)}，节前即{full(due)}止；"
                            f"节前最后一个工作日为{full(calendar.last_workday(first - _DAY))}")  # fmt: skip
    return Mention(m.start(), end, "festival", day, bound=bool(m[6]), note=f"{year}年{spelled}为{full(day)}")


def _counted(
    start: int, end: int, more: re.Match[str], side: str, day: date, last: date, sure: bool, setting: Setting
) -> Mention:  # fmt: skip
    """Count on from the holiday's end (节后首个工作日, 节后7日内) or back from the day (春节前10日)."""
    calendar, count = setting.calendar, number(more[1] or more[2] or "一") or 1
    if side == "后":
        if more[3] in (None, "工作日"):
            due, note = calendar.add_workdays(last, count)
        else:
            due = last + timedelta(days=count * (7 if more[3] == "周" else 1))
            note = f"假期至{full(last)}，其后{more[0]}为{full(due)}"
    elif more[3] in (None, "工作日"):
        due = day
        for _ in range(count):
            due = calendar.last_workday(due - _DAY)
        note = f"{full(day)}之前第{count}个工作日为{full(due)}"
    else:
        due = day - timedelta(days=count * (7 if more[3] == "周" else 1))
        note = f"{full(day)}之前{more[0]}为{full(due)}"
    return Mention(start, end, "festival", due, certain=sure and side == "后", bound=True, note=note)


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


def season_at(text: str, at: int, setting: Setting) -> Mention | None:
    """Read 汛期前, 秋冬季攻坚期间, 供暖季结束前, 开学前, “两会”前 at *at*; the season must be in the calendar."""
    m = _SEASON.match(text, at)
    if m is None:
        return None
    name, phase = _SEASONS[m[6]], m[7] or ""
    before, after = (m[8] or "").endswith("前"), (m[8] or "").endswith("后")
    held = phase in ("期间", "内") or (
        name in _HOLD and (bool(m[2]) or phase == "期间" or name == "今冬明春")
    )
    if after or not (before or held) or (m[6] in ("汛", "供暖", "采暖", "供热") and not before):
        return None
    name = f"{m[5]}两会" if name == "两会" and m[5] else name
    reference = setting.reference
    if name == "秋季学期" and m[6] in ("开学", "新学期开学") and reference and reference.month in (1, 2, 12):
        name = "春季开学"
    year = int(m[1] or m[3] or 0)
    if m[4] and reference:
        year = reference.year + {"今": 0, "本": 0, "明": 1, "后": 2, "去": -1}[m[4]]
    ending = held or phase == "结束"
    if not year and reference is None:
        return Mention(at, m.end(), "season", bound=True, note=NO_REFERENCE)
    found = _season(name, year, ending, setting)
    if found is None:
        return Mention(at, m.end(), "season", bound=True, certain=False,
                       note=f"“{m[6]}”没有确定的日期，请在日历文件中填写后再算")  # fmt: skip
    first, last = found
    due = last if ending else first - _DAY
    note = (
        f"按日历，{name}为{full(first)}至{full(last)}" if first != last else f"按日历，{name}为{full(first)}"
    )
    return Mention(at, m.end(), "season", due, first if held else None, certain=False, bound=not held or bool(phase),
                   note=f"{note}；各地不同，请核对")  # fmt: skip


def _season(name: str, year: int, ending: bool, setting: Setting) -> tuple[date, date] | None:
    """Return the season's span: of the stated *year*, else the first one that is not over yet."""
    reference = setting.reference
    years = [year] if year else [reference.year + i for i in (-1, 0, 1)] if reference else []
    for y in years:
        span = setting.calendar.season(name, y)
        if span and (year or reference is None or (span[1] if ending else span[0] - _DAY) >= reference):
            return span
    start = date(year, 1, 1) if year else reference
    day = setting.calendar.event(name, start) if start else None
    return (day, day) if day else None


def plan_at(text: str, at: int, setting: Setting) -> Mention | None:
    """Read a five-year plan (“十五五”期间, “十四五”收官之年) or 本世纪中叶 at *at*."""
    if m := _CENTURY.match(text, at):
        return Mention(at, m.end(), "plan", date(2050, 12, 31), certain=False, bound=True,
                       note="本世纪中叶通常指2050年")  # fmt: skip
    if m := _PLAN_LONG.match(text, at):
        first = 1951 + 5 * (number(m[1]) or 0)
        start = None if m[2] else date(first, 1, 1)
        return Mention(at, m.end(), "plan", date(first + 4, 12, 31), start, bound=True,
                       note=f"该规划期为{first}—{first + 4}年")  # fmt: skip
    m = _PLAN.match(text, at)
    if m is None or text[at - 1 : at] in tuple("一二三四五六七八九十百第0123456789《"):
        return None
    return _plan(m, text, setting)


def _plan(m: re.Match[str], text: str, setting: Setting) -> Mention | None:
    word, tail = m[2], m[4] or ""
    spelled = m[0][m.end(3) - m.start() if m[3] else m.end(2) - m.start() :]
    if len(word) < 3 and not (m[1] and m[3]):
        return None  # 十五, 三五: numbers, unless in quotation marks
    if not spelled and not text.startswith(("完", "建", "实现", "基本", "全面", "分批"), m.end()):
        return None
    if spelled == "规划":
        return None  # the plan itself: 编制“十五五”规划
    index = number(word[:-1])
    if index is None or not 1 <= index <= 30:
        return None
    first = 1951 + 5 * index
    begin, end, start = _plan_years(m, tail, first)
    due = date(end, 12, 31)
    note = f"“{word}”为{first}—{first + 4}年"
    if tail.endswith("前") and "期" not in tail and "结束" not in tail and "收官" not in tail:
        if setting.reference and setting.reference.year < first:
            due = date(first - 1, 12, 31)
        return Mention(m.start(), m.end(), "plan", due, certain=False, bound=True, note=note)
    return Mention(m.start(), m.end(), "plan", due, date(begin, 1, 1) if start else None,
                   certain=tail not in ("中期", "期中"), bound=True, note=note)  # fmt: skip


def _plan_years(m: re.Match[str], tail: str, first: int) -> tuple[int, int, bool]:
    """Return the first and last year that the *tail* of a plan means, and whether it is a window."""
    if m[5] or m[6]:
        return first, first + (number(m[5] or m[6]) or 1) - 1, True
    if m[7]:
        return first + 5 - (number(m[7]) or 1), first + 4, True
    if m[8]:
        return first, first + (number(m[8]) or 1) - 1, False
    if tail in ("首年", "开局之年", "开局年", "起步之年", "起步年"):
        return first, first, False
    if tail in ("中期", "期中"):
        return first, first + 2, False
    return first, first + 4, not tail or tail.endswith("内")
