"""Stretches from one day to another: 2024年1月至6月, 11月至次年3月, 即日起至年底."""

from __future__ import annotations

from datetime import date

from bot.pattern import Pattern
from bot.reading.deadlines.absolute import Unit, Unresolved, resolve, unit_at
from bot.reading.deadlines.festivals import festival_at
from bot.reading.deadlines.mention import NO_REFERENCE, Mention, Setting, full
from bot.reading.deadlines.numerals import CHINESE, number
from bot.reading.deadlines.seasons import plan_at, season_at

_TO = Pattern(
    r"(?:\((?:星期|周)[一二三四五六日天]\))?(?:(?:上午|下午|晚上?|中午|早上?"
    r"|凌晨)?[0-9]{1,2}(?:[时点](?:[0-9]{1,2}分?)?|:[0-9]{2}))?"
    r"(?:开始|起)?,?(?:至|到|-{1,3}|~)(?:于|在)?"
)
_OPEN = Pattern(
    r"(?:即日|现在|今日|今天|目前|当前|本(?:通知|方案|意见|文件)?(?:印发|下发|发布)之日|(?:通知"
    r"|方案)?(?:印发|下发|发布|公布)之日|通知之日)(?:开始|起)?,?(?:至|到|-{1,2}|~)"
)
_NUMBER_TO = Pattern(rf"([0-9]{{1,4}}|[{CHINESE}]{{1,4}})(?:至|到|-{{1,2}}|~)(?=[0-9第{CHINESE}])")

_XUN = Pattern(r"[上中下]旬")
_SPANS = ("内", "以内", "之内")


def range_at(text: str, at: int, unit: Unit | None, setting: Setting) -> Mention | None:
    """Read a stretch that begins at *at* with *unit*; ``due`` is its last day, ``first`` its first.

    Where both years are stated (or the second is inherited) and the end lies before the beginning,
    there is no date and the note says so.
    """
    if m := _OPEN.match(text, at):
        return _from_now(text, at, m.end(), setting)
    if m := _NUMBER_TO.match(text, at):
        if at and text[at - 1] in "0123456789第.年月/":
            return None
        second = unit_at(text, m.end())
        if second and second.grain == "day" and second.month is None and text.startswith(_SPANS, second.end):
            return None  # 7至10日内: days, not dates
        first = _like(second, at, m[1]) if second else None
        if first and second:
            return _range(at, first, second, text, setting)
    first = unit
    if first is None or first.trouble:
        return None
    if inner := _NUMBER_TO.match(text, first.end):
        second = unit_at(text, inner.end())
        begun = _like(second, at, inner[1]) if second else None
        if second and begun and begun.grain != first.grain:
            return _range(at, _inherit(begun, first), second, text, setting)
    to = _TO.match(text, first.end)
    if to is None:
        return None
    second = unit_at(text, to.end())
    if second is None and (m := _XUN.match(text, to.end())):
        second = first._replace(start=m.start(), end=m.end(), part=m[0])
    if second is None:
        return _to_event(text, first, to.end(), setting)
    return _range(at, first, second, text, setting)


def _like(second: Unit, at: int, word: str) -> Unit | None:
    """Return the unit that the bare number *word* before *second* stands for: 5 in 5至8月."""
    value = number(word)
    if value is None or second.numeric:
        return None
    open_ = second._replace(start=at, trouble="")
    if second.year is not None:
        return Unit(at, at, year=value if value > 99 else 2000 + value) if second.grain == "year" else None
    if second.month is not None:
        return Unit(at, at, month=value) if 1 <= value <= 12 else None
    if second.day is not None:
        return Unit(at, at, day=value) if 1 <= value <= 31 else None
    if second.part.startswith("Q") and 1 <= value <= 4:
        return open_._replace(part=f"Q{value}")
    return None


def _inherit(unit: Unit, other: Unit) -> Unit:
    """Give *unit* the year and month that it leaves open and *other* states."""
    if unit.loose:
        unit = unit._replace(year=other.year, years_on=other.years_on)
        if unit.day is not None and unit.month is None:
            unit = unit._replace(month=other.month, months_on=other.months_on)
    return unit


def _range(at: int, first: Unit, second: Unit, text: str, setting: Setting) -> Mention:
    follows = text.startswith(("次年", "翌年", "来年"), second.start)
    stated = second.year is not None
    if follows and first.year is not None:
        second = second._replace(year=first.year + 1, years_on=None)
    elif follows:
        second = second._replace(years_on=None)
    second = second if follows else _inherit(second, first)
    if first.loose and second.year is not None and stated:
        first = first._replace(year=second.year)
    if second.trouble or first.trouble:
        return Mention(at, second.end, "invalid", bound=True, note=second.trouble or first.trouble)
    try:
        begin, end = _ends(first, second, setting)
    except Unresolved as trouble:
        return Mention(
            at,
            second.end,
            "invalid" if setting.reference else "range",
            bound=setting.reference is not None,
            note=f"{trouble}",
        )
    if begin > end:
        return Mention(at, second.end, "invalid", bound=True,
                       note=f"起止颠倒：{full(begin)}晚于{full(end)}，请核对")  # fmt: skip
    loose = first.loose and second.loose and not follows
    return Mention(
        at, second.end, "range", end, begin, loose=loose, note=f"{full(begin)}至{full(end)}，期末为限"
    )


def _ends(first: Unit, second: Unit, setting: Setting) -> tuple[date, date]:
    """Resolve both ends; open years follow from the reference and from the order of the ends."""
    end = resolve(second, setting)[1]
    if not first.loose or first.month is None:
        begin = resolve(first, setting)[0]
        if second.years_on is not None and first.years_on is not None and end < begin:
            end = resolve(second._replace(years_on=second.years_on + 1), setting)[1]  # 今年11月至3月
        elif second.loose and end < begin:
            end = resolve(second, setting, after=begin)[1]
        return begin, end
    begin = resolve(first._replace(year=end.year), setting)[0]
    if begin > end:
        begin = resolve(first._replace(year=end.year - 1), setting)[0]
    return begin, end


def _from_now(text: str, at: int, to: int, setting: Setting) -> Mention | None:
    """Read what 即日起至 leads to; the stretch begins on the reference."""
    found = _event(text, to, setting)
    second = unit_at(text, to)
    if found is None and second is not None:
        try:
            found = Mention(to, second.end, "range", resolve(second, setting)[1])
        except Unresolved as trouble:
            found = Mention(to, second.end, "invalid", note=f"{trouble}")
    if found is None:
        return None
    note = found.note or (
        f"自{full(setting.reference)}至{full(found.due)}" if setting.reference and found.due else NO_REFERENCE
    )
    grain = found.grain if found.due is None else "range"
    return found._replace(start=at, grain=grain, first=setting.reference, bound=True, note=note)


def _to_event(text: str, first: Unit, to: int, setting: Setting) -> Mention | None:
    """Read a stretch that ends with a festival, season or plan: 12月1日至春节前."""
    found = _event(text, to, setting)
    if found is None:
        return None
    try:
        begin = resolve(first, setting)[0]
    except Unresolved:
        return None
    return found._replace(start=first.start, first=begin, grain="range" if found.due else found.grain)


def _event(text: str, at: int, setting: Setting) -> Mention | None:
    if at >= len(text):
        return None
    return festival_at(text, at, setting) or season_at(text, at, setting) or plan_at(text, at, setting)
