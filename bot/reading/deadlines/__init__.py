"""Time limits (完成时限): a clause or a table cell and a reference day -> Deadline.

Existing libraries (JioNLP, Recognizers-Text) get half of it right: they read dates, but not which of
them limit a task, nor anchors, nor make-up working days; so this reading is our own.
"""

from __future__ import annotations

from datetime import date

from bot.duty import Deadline
from bot.reading.deadlines import context
from bot.reading.deadlines.absolute import Unresolved, resolve, unit_at
from bot.reading.deadlines.choose import choose
from bot.reading.deadlines.folding import fold
from bot.reading.deadlines.hints import may_limit
from bot.reading.deadlines.mention import Setting
from bot.reading.deadlines.scan import scan
from bot.reading.workdays import Calendar

__all__ = ["read_day", "read_deadline"]

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
            count from; None (or a year beyond 1900–2200) where it is unknown.
        calendar: working days, festivals, seasons.
        cell: *text* is the content of a time-limit field, so any date in it is a limit.

    Returns:
        None where no limit is stated (figures, past events, titles). A Deadline with ``due`` None
        and a Chinese note where one is stated that cannot be resolved. ``Deadline.text`` is always
        a substring of *text*; for a rhythm ``due`` is its first occurrence on or after *reference*.
    """
    text = text[:_LONG]
    if not cell and not may_limit(text):
        return None
    if reference is not None and not 1900 <= reference.year <= 2200:
        reference = None
    folded = fold(text)
    setting = Setting(reference, calendar, context.looks_back(folded.text), cell)
    limits, start = [], None
    for mention in scan(folded.text, setting):
        if cell:
            limits.append(mention)
            continue
        where = context.place(folded.text, mention)
        if context.effective(where, mention):
            start = mention
        elif context.is_limit(folded.text, where, mention, reference):
            limits.append(mention)
    found = choose(folded, limits)
    if found is None and start is not None:
        words = folded.cut(start.start, start.end)
        return Deadline(words, start=start.due, certain=False, note="这是施行（生效）日期，不是完成时限")
    if found is None and cell and set(text) - _BLANK_CELL and text.strip():
        return Deadline(text.strip(), certain=False, note="时限栏没有写出可以推算的日期")
    return found


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
