"""Limits that count from a day: 15日内, 两个月内, 5个工作日内, 本周五, 下周, 明天."""

from __future__ import annotations

import re
from calendar import monthrange
from dataclasses import dataclass, replace
from datetime import date, timedelta

from bot.pattern import Pattern
from bot.reading.deadlines.absolute import Unresolved, resolve, unit_at
from bot.reading.deadlines.mention import NO_REFERENCE, Mention, Setting, full
from bot.reading.deadlines.numerals import NUMERAL, NUMERALS, number

_WEEK = Pattern(
    r"(本|这个?|当|下下个?|下个?|上个?)(?:周|星期|礼拜)(?:([一二三四五六日天1-7])|末|(最后一?个?工作日)"
    r"|(第一个工作日|首个工作日))?之?内?"
    r"|(?:周|星期|礼拜)(?:([一二三四五六日天1-7])(?![年月个周])|(末)(?=前|之前|完|交))"
)
_WEEKDAY = (
    {c: i for i, c in enumerate("一二三四五六日")} | {c: i for i, c in enumerate("1234567")} | {"天": 6}
)
_WEEKDAYS = Pattern(r"(?:每)?(?:周|星期)[一二三四五六日天](?:至|到|-)(?:周|星期)?[一二三四五六日天]")
_DAY_WORD = Pattern(r"今[天日晚早]|明[天日早晚]|大?后天|次日|翌日|当[天日]|当晚|[前昨][天日]")
#: What makes 当天 the day of something else: 发现新冒出来的站点当天报告, 当日交办、当日核查.
_CONDITION = Pattern(
    r"发现|一旦|凡|接到|收到|接件|事发|如[有遇]|若|新[增冒]|每|当[天日]|[含、]$|遇|后,?$|的[^,;。]{0,8}$"
)
_NOT_TODAY = Pattern(r"[起后、)]|[^,;。]{0,6}[、,]?当[天日]|的|[能可][^,;。]{1,6}的|召开|下午|上午|晚")
_DAYS_ON = {"今": 0, "明": 1, "后": 2, "大": 3}

_DURATION = Pattern(
    rf"([{NUMERAL}]{{1,6}})(?:[\-~至到或]([{NUMERAL}]{{1,4}}))?(?:\([^)]{{1,4}}\))?(来|多|余"
    rf"|几)?(个)?(半)?(?:个)?"
    r"(工作日|工作天|交易日|自然日|日历日|日历天|天|日|周|星期|礼拜|月|季度|年|小时|分钟|旬)(半)?"
)
_HALF = Pattern(r"半个?(月|年|天|小时|日)")
_SOME = Pattern(r"(?:数|几|若干|一两|两三|三五)个?(?:工作日|天|日|周|星期|月|年|小时)(?:之内|以内|内)")
_TAIL = Pattern(r"(?:的?(?:时间|期限|工期|左右))?(?:之内|以内|之?后|以后|之?前|以前|左右|上下|内|为限)")
_LOOSE_CUES = frozenset(("用", "利用", "集中", "为期", "历时"))
_ABOUT = Pattern(r"左右|上下|以上|大约|约")
_CUE = Pattern(
    r"(限期?|期限|时限|工期|周期|期|为期|历时|用|利用|时间|集中|不得?超过|不得?晚于|最[长多迟晚]"
    r"|至迟)(?:[:为在是]{0,2})$"
)
_NOT_INSIDE = Pattern(
    r"内?(?:仍|还|拒|无|没有|两次|二次|三次|再次|再|多次|发生|出现|累计|连续|有效|免|享受|不得|严禁"
    r"|禁止|达到?[0-9]+次)"
    r"|内(?:未|不|逾期|[^,。;]{1,16}的,)"
)
_BEFORE_NOT = Pattern(
    r"(?:连续|任意|累计|近|最近|过去|前|每|逾期|(?<!不)(?<!不得)超过|满|未来的?第|有效期|质保期|任期"
    r"|服务期|保质期|已|第|仅用|仅|截至)(?:[:为]?)$"
)
_KNOWN = Pattern(
    r"即日|今日|今天|现在|今后|未来|从今|印发|发文|下发|(?<!预警)(?<!警报)(?<!响应)发布|公布|成文"
    r"|(?<![^须自于从应要在,;])签[订署字]之日|本(?:通知|方案|意见|文件|通报|纪要|函|决定|办法|规定)"
    r"|本[目标责任状书协议合同承诺]{2,6}签[订署字]|回去(?:之?后|以后)"
    r"|(?:本次|此次|这次)?会议?(?:召开|结束)?(?:之日|之?后|结束)|散会"
)
_STANDING = Pattern(r"凡|每次|每期|每场|每件|每批|各类会议|一般|一类会|通常|原则上每")
_FROM = Pattern(
    r"([^,。;!?]{0,24}?)(?:之日|次日|当日|当天|之时|时|日)?(?:起算|算起|开始|起|之?后|以后|结束)"
    r"[,:]?([^,。;!?后起]{0,14})$"
)
_TOUCH = Pattern(
    r"收到|接到|接[本此](?:通知|函|单|件)|接件|接报|接访|接诉|接警|送达|签收|受理|立案|事发|案发|闭会期间|闭会后|接通知|收件|收文"
    r"|期满|届满|到期|报到|届时|发现(?:问题|隐患|异常|火点|线索|超标)后?,?$"
)
#: What is found from time to time; hours count from each: 对走航发现的高值点,要在24小时内溯源.
_ARISES = Pattern(r"(?:发现|查出|检出|监测到|巡查到|反映|转来|推送)的[^,;。0-9]{1,16},[^,;。]{0,14}$")
_UNITS = {"天": "日", "自然日": "日", "日历日": "日", "日历天": "日", "星期": "周", "礼拜": "周",
          "工作天": "工作日", "交易日": "工作日"}  # fmt: skip


def weekday_at(text: str, at: int, setting: Setting) -> Mention | None:
    """Read 本周五, 下周一, 周五, 本周内, 明天 at *at*; weeks run from Monday to Sunday."""
    if m := _DAY_WORD.match(text, at):
        return _day_word(m, setting)
    if m := _WEEKDAYS.match(text, at):
        return Mention(at, m.end(), "none")  # 周一至周五: a habit
    m = _WEEK.match(text, at)
    if m is None or text[at - 1 : at] in tuple("一两每逢0123456789多单双"):
        return None
    if setting.reference is None:
        return Mention(at, m.end(), "week", note=NO_REFERENCE)
    reference = setting.reference
    monday = reference - timedelta(days=reference.weekday())
    if m[1] is None:
        wanted = 6 if m[6] else _WEEKDAY[m[5]]
        day = reference + timedelta(days=(wanted - reference.weekday()) % 7)
        return Mention(
            at, m.end(), "weekday", day, bound=True, note=f"{full(reference)}当日或之后的第一个{m[0]}"
        )
    monday += timedelta(weeks={"下": 1, "上": -1}.get(m[1][0], 0) + m[1].startswith("下下"))
    if m[2]:
        day = monday + timedelta(days=_WEEKDAY[m[2]])
        return Mention(at, m.end(), "weekday", day, bound=True, note=f"{m[0]}即{full(day)}")
    if m[3] or m[4]:
        day = setting.calendar.last_workday(monday + timedelta(days=6))
        day = setting.calendar.next_workday(monday) if m[4] else day
        return Mention(
            at, m.end(), "weekday", day, bound=True, note=f"按放假安排，该周{m[3] or m[4]}为{full(day)}"
        )
    day = monday + timedelta(days=6)
    return Mention(at, m.end(), "week", day, bound=m[0].endswith("内"),
                   note=f"周一至周日为一周，至周日{full(day)}；如按工作周为周五")  # fmt: skip


def _day_word(m: re.Match[str], setting: Setting) -> Mention | None:
    on = _DAYS_ON.get(m[0][0])
    if m[0][0] == "当" and not _CONDITION.search(m.string[: m.start()]):  # 漂浮物由该所当天打捞
        on = 0 if not _NOT_TODAY.match(m.string, m.end()) else None
    if on is None:
        return None  # 当日、次日 count from something else; 昨天 is past
    if setting.reference is None:
        return Mention(m.start(), m.end(), "weekday", note=NO_REFERENCE)
    return Mention(
        m.start(),
        m.end(),
        "weekday",
        setting.reference + timedelta(days=on),
        bound=on > 0 or m.string.startswith("就", m.end()),
    )


@dataclass(frozen=True, slots=True)
class _Length:
    """A length of time as written: 一个半月, 5个工作日, 三年多 (``about``)."""

    end: int
    count: int
    half: bool
    unit: str
    about: bool = False


def duration_at(text: str, at: int, setting: Setting) -> Mention | None:
    """Read a duration that limits at *at*: 15日内, 限期30天, 自印发之日起3个月内; None for others."""
    if at and text[at] in NUMERALS and (text[at - 1] in NUMERALS or text[at - 1] == "第"):
        return None
    if m := _SOME.match(text, at):
        return Mention(at, m.end(), "vague", bound=True, note=f"“{m[0]}”没有确定的天数")
    length = _length(text, at)
    if length is None:
        return None
    tail = _TAIL.match(text, length.end)
    end, ending = (tail.end(), tail[0]) if tail else (length.end, "")
    before = text[max(0, at - 30) : at]
    if _BEFORE_NOT.search(before) or _NOT_INSIDE.match(text, end - ending.endswith("内")):
        return None
    cue = _CUE.search(before)
    if ending.endswith(("前", "后")) or not (ending or cue or setting.cell):
        return None
    if not ending and text.startswith("的", end):
        return None  # 为期一个月的督察: no limit
    if length.about or _ABOUT.search(ending) or before.endswith("约"):
        return Mention(at, end, "vague", bound=True, note=f"“{text[at:end]}”是约数，没有确定的日子")
    sure = ending.endswith(("内", "为限")) or (cue is not None and cue[1] not in _LOOSE_CUES)
    return _counted(text, at, replace(length, end=end), sure, setting)


def _length(text: str, at: int) -> _Length | None:
    """Read the count and unit at *at*; None where it is no duration (三季度, 5月, 3500年)."""
    if m := _HALF.match(text, at):
        return _Length(m.end(), 0, True, m[1])
    m = _DURATION.match(text, at)
    if m is None:
        return None
    count, unit = number(m[2] or m[1]), m[6]
    if count is None or count > (60 if unit == "年" else 3000) or (unit in ("月", "季度") and not m[4]):
        return None
    return _Length(m.end(), count, bool(m[5] or m[7]), _UNITS.get(unit, unit), bool(m[3]))


def _counted(text: str, at: int, length: _Length, sure: bool, setting: Setting) -> Mention:
    """Count from the anchor the text names, or from the reference."""
    begin, anchor, why = _anchor(text, at, setting)
    if length.unit == "小时" and _ARISES.search(text, 0, at):
        why = "以小时计，从每次发现时算起，没有日期"
    if length.unit == "分钟":
        why = "以分钟计，从事件发生时算起，没有日期"
    if why or anchor is None:
        return Mention(begin, length.end, "duration", bound=True, note=why or NO_REFERENCE)
    try:
        due, note = _add(anchor, length, setting)
    except (ValueError, OverflowError):
        return Mention(begin, length.end, "invalid", bound=True, note="期限过长，请核对")
    if "顺延" in text and not _no_roll(text) and (rolled := setting.calendar.next_workday(due)) != due:
        due, note = rolled, f"{note}；遇节假日顺延至{full(rolled)}"
    certain = sure and length.unit != "小时" and "暂定" not in note
    return Mention(begin, length.end, "duration", due, bound=sure, certain=certain, note=note)


def _no_roll(text: str) -> bool:
    return any(word in text for word in ("不顺延", "不予顺延", "不再顺延", "不得顺延"))


def _anchor(text: str, at: int, setting: Setting) -> tuple[int, date | None, str]:
    """Return where the expression begins, the day it counts from, and why there is none."""
    begin = max(0, at - 40)
    before = text[begin:at]
    for stop in "。;!?\n":
        before = before[before.rfind(stop) + 1 :]
    m = _FROM.search(before)
    named = m is not None and (m[1] or m[0][:1] in "起后")
    touch = max(_TOUCH.finditer(before), key=lambda t: t.start(), default=None)
    known = _KNOWN.search(before)
    beyond = touch is None or known is None or known.start() > touch.end() + 1  # 收到本通知后: not known
    if known and beyond and (m or not touch):
        if _STANDING.search(text):
            return at - len(before) + known.start(), None, "这是对每一次都适用的规定，起算日以具体事件为准"
        return (at - len(before) + known.start() if m else at), setting.reference, ""
    if touch:
        return at - len(before) + touch.start(), None, f"起算日（{touch[0]}的日期）未写明，请补充后再算"
    if m and m[1] and (day := _dated_anchor(text, at - len(before) + m.start(), m[0], setting)):
        return at - len(before) + m.start(), day, ""
    if m and named and not _adverb(m[1], m[0][len(m[1]) :]):
        words = m[1].lstrip("自从在于须应要")
        return at - len(before) + m.start(), None, f"起算日（{words[-12:]}）未写明，请补充后再算"
    return at, setting.reference, ""


def _dated_anchor(text: str, begin: int, words: str, setting: Setting) -> date | None:
    """Return the day that a date before 起 or 后 names: 自2025年3月10日起30日内."""
    for at in range(begin, begin + len(words)):
        unit = unit_at(text, at)
        if unit is None or unit.grain not in ("day", "xun", "month", "quarter", "half", "year"):
            continue
        rest = text[unit.end : begin + len(words)]
        if not rest.startswith(("起", "后", "之日起", "之后", "以后", "次日起", "当日起")):
            return None
        try:
            first, last = resolve(unit, setting)
        except Unresolved:
            return None
        return last if "后" in rest[:2] else first
    return None


def _adverb(words: str, behind: str) -> bool:
    """Tell whether 后 or 起 ends an ordinary word: 今后、先后, 一起、发起 (but not 颁发后, 核发之日起)."""
    if behind.startswith("起"):
        return words.endswith(("一", "发", "建", "掀", "引"))
    return words.endswith(("今", "先", "然", "最", "落", "背", "善", "售", "幕", "前", "早日"))


def _add(anchor: date, length: _Length, setting: Setting) -> tuple[date, str]:
    """Add a duration; the first day is not counted, months end on the same number or the month's end.

    Source: 民法典 art. 201, 202, 1259.
    """
    count, half, unit = length.count, length.half, length.unit
    if unit == "工作日":
        return setting.calendar.add_workdays(anchor, count)
    if size := {"日": 1, "周": 7, "旬": 10}.get(unit):
        days = count * size + (3 if half and unit == "周" else 0)
        due = anchor + timedelta(days=days)
        return due, f"{full(anchor)}次日起数{days}日，至{full(due)}"
    if unit == "小时":
        due = anchor + timedelta(days=-(-count // 24) if count >= 24 else 0)
        return due, f"自{full(anchor)}起{count}小时，按日计至{full(due)}"
    months = {"月": 1, "季度": 3, "年": 12}[unit] * count + (6 if half and unit == "年" else 0)
    extra = 15 if half and unit == "月" else 0
    due = add_months(anchor, months) + timedelta(days=extra)
    shown = (f"{months}个月" if months else "") + (f"{extra}日" if extra else "")
    return due, f"自{full(anchor)}起{shown}，至{full(due)}"


def add_months(day: date, months: int) -> date:
    """Return the same day *months* later, or the month's last day where it has none (民法典 art. 202)."""
    index = day.year * 12 + day.month - 1 + months
    year, month = index // 12, index % 12 + 1
    return date(year, month, min(day.day, monthrange(year, month)[1]))
