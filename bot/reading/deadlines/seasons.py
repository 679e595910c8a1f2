"""Limits set by seasons and plans: 汛期前, 供暖季结束前, “十五五”末."""

from __future__ import annotations

import re
from datetime import date, timedelta

from bot.pattern import Pattern
from bot.reading.deadlines.mention import NO_REFERENCE, YEARS_ON, Mention, Setting, full
from bot.reading.deadlines.numerals import number

_DAY = timedelta(days=1)

#: What documents write -> the season's name in the calendar; the rest of the names stand for themselves.
_SEASONS = {
    "主汛期": "主汛期", "汛期": "汛期", "入汛": "汛期", "进汛": "汛期", "汛": "汛期",
    "秋冬季": "秋冬季", "供暖季": "供暖季", "采暖季": "供暖季",
    "采暖期": "供暖季", "供暖期": "供暖季", "供热季": "供暖季", "供热期": "供暖季", "取暖季": "供暖季",
    "取暖期": "供暖季",
    "冬季采暖": "供暖季", "冬季供暖": "供暖季", "冬季取暖": "供暖季", "供暖": "供暖季",
    "采暖": "供暖季", "供热": "供暖季",
    "开学": "秋季学期", "春季开学": "春季开学", "春季学期开学": "春季开学", "秋季开学": "秋季学期",
    "秋季学期开学": "秋季学期",
    "新学期开学": "秋季学期", "梅雨季": "雨季", "雨季": "雨季", "雨季来临": "雨季", "入冬": "入冬",
    "冬季": "入冬", "冬季来临": "入冬", "入夏": "入夏",
    "今冬明春": "今冬明春", "冬春季": "今冬明春", "全国两会": "全国两会", "省两会": "省两会",
    "市两会": "市两会", "县两会": "县两会", "区两会": "区两会",
    "两会": "两会", "台汛期": "台汛期", "凌汛期": "凌汛期", "封冻期": "封冻期", "封冻": "封冻期",
    "上冻": "封冻期", "冰冻期": "封冻期", "夏收": "夏收",
    "秋收": "秋收", "三夏": "三夏", "三秋": "三秋", "春耕": "春耕", "高温季": "高温季",
    "旅游旺季": "旅游旺季", "禁渔期": "禁渔期", "换届": "换届",
    "高考": "高考", "中考": "中考", "暑假": "暑假", "寒假": "寒假", "暑期": "暑假", "枯水期": "枯水期",
    "非汛期": "非汛期",
}  # fmt: skip
_SEASON_NAMES = "|".join(sorted(_SEASONS, key=len, reverse=True))
#: Every character that a season may begin with.
SEASON_STARTS = frozenset('0123456789今本明后去来次翌度的全省市县区进"') | {name[0] for name in _SEASONS}
#: Without any of these a text names no season.
SEASON_SIGN = Pattern(_SEASON_NAMES)
_SEASON = Pattern(
    rf"(?:([0-9]{{4}})-([0-9]{{4}})年度?|([0-9]{{4}})年|([今本明后去])年)?(?:度|的)?(全国|省|市|县"
    rf'|区)?"?(?:进入|进)?({_SEASON_NAMES})"?'
    r"(?:大气|污染|综合|治理|攻坚|行动)*(结束|期间|来临|到来|开始|召开|内)?(之?前|以前|之?后|以后)?"
)

_PLAN = Pattern(
    r'(")?([一二三四五六七八九十]{1,3}五)(")?(?:规划)?(?:时期|期间|规划期)?'
    r"(前([一二两三四])年|头([一二两三])年|后([一二两三])年|第([一二三四五])年|首年|开局(?:之)?年"
    r"|起步(?:之)?年|收官(?:之)?年|最后一年|(?:期|规划期)?末期?"
    r"|(?:中期|期中)|期?内|到?期(?:满|届满)?之?前|结束之?前|收官之?前|以前|之?前)?"
)
_PLAN_LONG = Pattern(
    r"第([一二三四五六七八九十]{1,3})个五年(?:规划|计划)(?:时期|期间|期内|期)?(?:内)?(末|收官之年)?"
)
_CENTURY = Pattern(r"(?:到)?本世纪(?:中叶|中期)")


def season_at(text: str, at: int, setting: Setting) -> Mention | None:
    """Read 汛期前, 秋冬季攻坚期间, 供暖季结束前, 开学前, “两会”前 at *at*, if the calendar has the season."""
    m = _SEASON.match(text, at)
    if m is None:
        return None
    name, phase = _SEASONS[m[6]], m[7] or ""
    before, after = (m[8] or "").endswith("前"), (m[8] or "").endswith("后")
    # windows also without 期间
    held = phase in ("期间", "内") or name == "今冬明春" or (name == "秋冬季" and bool(m[2]))
    if after or not (before or held) or (m[6] in ("汛", "供暖", "采暖", "供热") and not before):
        return None
    name = f"{m[5]}两会" if name == "两会" and m[5] else name
    reference = setting.reference
    if name == "秋季学期" and m[6] in ("开学", "新学期开学") and reference and reference.month in (1, 2, 12):
        name = "春季开学"
    year = int(m[1] or m[3] or 0)
    if m[4] and reference:
        year = reference.year + YEARS_ON[m[4]]
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
    return Mention(at, m.end(), "season", due, first if held else None, certain=False,
                   bound=not held or bool(phase), note=f"{note}；各地不同，请核对")  # fmt: skip


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
