"""Time limits (完成时限): a clause or a table cell and a reference day -> Deadline.

Existing libraries (JioNLP, Recognizers-Text) read about half of what officials write: they know
neither 底前 nor make-up working days nor what is no limit at all; so this reading is our own.
"""

from __future__ import annotations

from datetime import date

from bot.duty import Deadline
from bot.reading.deadlines import context
from bot.reading.deadlines.absolute import Unresolved, resolve, unit_at
from bot.reading.deadlines.choose import choose
from bot.reading.deadlines.folding import fold
from bot.reading.deadlines.mention import Setting
from bot.reading.deadlines.pattern import Pattern
from bot.reading.deadlines.scan import scan
from bot.reading.workdays import Calendar

__all__ = ["read_day", "read_deadline"]

#: One of these stands in every text that sets a limit; most sentences of a speech hold none.
_HINTS = frozenset("年月⽉日⽇号號旬季周週曰天節节汛暖逢禁XxＸｘ×秒")
_DIGITS = Pattern(r"[0-9０-９](?:[0-9]{5}|\s?[./．·‧•\-－—–])")
_HINT_WORDS = tuple(
    [
        "个工作",
        "個工作",
        "小时",
        "小時",
        "分钟",
        "分鐘",
        "星期",
        "元旦",
        "国庆",
        "國慶",
        "五一",
        "十一",
        "冬",
        "春",
        "采暖",
        "採暖",
        "供热",
        "供熱",
        "开学",
        "開學",
        "世纪",
        "世紀",
        "即",
        "立行",
        "立即",
        "立查",
        "立改",
        "立说",
        "立整",
        "立接",
        "随",
        "隨",
        "马上",
        "馬上",
        "长期",
        "長期",
        "长抓",
        "常抓",
        "常态",
        "常態",
        "经常性",
        "持续",
        "持續",
        "动态",
        "動態",
        "久久",
        "始终坚持",
        "一以贯之",
        "尽快",
        "尽早",
        "盡快",
        "盡早",
        "近期",
        "适时",
        "適時",
        "择机",
        "擇機",
        "短期",
        "限期",
        "限时",
        "限時",
        "规定",
        "規定",
        "进度",
        "進度",
        "按期",
        "按时",
        "按時",
        "节点",
        "如期",
        "待定",
        "另行",
        "任期",
        "届内",
        "合同期",
        "条件成熟",
        "两会",
        "兩會",
        "中秋",
        "清明",
        "端午",
        "除夕",
        "圣诞",
        "聖誕",
        "高考",
        "中考",
        "换届",
        "边查",
        "边督",
        "边学",
        "边整",
        "五规划",
        "五規劃",
        "五时期",
        "五時期",
        "五期",
        "五末",
        "”前",
        '"前',
        "’前",
        "」前",
        "』前",
        "”末",
        "五”",
        "五’",
        '五"',
        "五」",
        "腊",
        "七夕",
        "重阳",
        "立夏",
        "立秋",
        "夏收",
        "秋收",
        "三夏",
        "三秋",
        "高温",
        "封冻",
        "上冻",
        "入夏",
        "暑",
        "寒假",
        "枯水",
        "工期",
        "超过",
        "超過",
        "不得",
    ]
)
_LONG = 4000  # characters: no clause or cell is longer; the rest is not read
_BLANK_CELL = frozenset("无—-–/\\·. 、")


def read_deadline(
    text: str, reference: date | None, calendar: Calendar, *, cell: bool = False
) -> Deadline | None:
    """Read the time limit that *text* sets.

    Args:
        text: one clause or sentence, or the content of a time-limit field; any script and width,
            blanks and line breaks inside; only the first 4000 characters are read.
        reference: the day of the document or meeting, which durations and dates without a year
            count from; None where it is unknown.
        calendar: working days, festivals, seasons.
        cell: *text* is the content of a time-limit field, so any date in it is a limit.

    Returns:
        None where no limit is stated (figures, past events, titles). A Deadline with ``due`` None
        and a Chinese note where one is stated that cannot be resolved. ``Deadline.text`` is always
        a substring of *text*; for a rhythm ``due`` is its first occurrence on or after *reference*.
    """
    text = text[:_LONG]
    if not cell and not _hints(text):
        return None
    folded = fold(text)
    setting = Setting(reference, calendar, context.looks_back(folded.text), cell)
    limits, start = [], None
    for mention in scan(folded.text, setting):
        where = context.place(folded.text, mention)
        if not cell and context.effective(where, mention):
            start = mention
        elif cell or context.is_limit(folded.text, mention, reference):
            limits.append(mention)
    found = choose(folded, limits)
    if found is None and start is not None:
        words = folded.cut(start.start, start.end)
        return Deadline(words, start=start.due, certain=False, note="这是施行（生效）日期，不是完成时限")
    if found is None and cell and set(text) - _BLANK_CELL and text.strip():
        return Deadline(text.strip(), certain=False, note="时限栏没有写出可以推算的日期")
    return found


def _hints(text: str) -> bool:
    """Tell cheaply whether *text* may hold a time limit at all."""
    return (
        not _HINTS.isdisjoint(text)
        or any(word in text for word in _HINT_WORDS)
        or _DIGITS.search(text) is not None
    )


def read_day(text: str, year: int | None = None) -> date | None:
    """Read the first whole date in *text*: the document's own day.

    Args:
        text: a line such as 2021年3月18日, 二〇二一年三月十八日, 2022-08-30 or 8月16日.
        year: the year of a date that states none; without it such a date is passed over.

    Returns:
        The first date that exists; None where there is none.
    """
    folded = fold(text[:_LONG]).text
    setting = Setting(date(year, 1, 1) if year else None, Calendar())
    at = 0
    while at < len(folded):
        unit = unit_at(folded, at)
        if unit is None:
            at += 1
            continue
        stated = unit.year is not None or (year is not None and unit.loose and unit.month is not None)
        if unit.grain == "day" and stated and not (unit.numeric and unit.year is None):
            try:
                return resolve(unit, setting)[0]
            except Unresolved:
                pass
        at = max(unit.end, at + 1)
    return None
