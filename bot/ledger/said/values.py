"""One answer read: a day, a share done, a unit, the objects named; dialogues use these, as `read` does."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, timedelta

from bot.ledger.said.words import Words
from bot.pattern import Pattern
from bot.reading.deadlines import read_deadline
from bot.reading.deadlines.numerals import CHINESE, number
from bot.reading.units import Directory, Mention, level
from bot.reading.workdays import Calendar

_NUMERAL = rf"(?:[0-9]{{1,4}}|[{CHINESE}]{{1,6}})"
#: A day by its number alone: 30号, 三十日. A document's 30日 is a length of time, an answer's is not.
_DAY_ALONE = Pattern(rf"^(?:改?[到至在为]|延期?[到至]|就)?({_NUMERAL})[日号](?:之?前|以前|吧|完成)?$")
#: A length of time, as far as it is one: 10天, 三个月, 15个工作日内, 再给一周.
LENGTH = Pattern(
    rf"^(?:再|多|给|延期?|延长|宽限|推迟|顺延|半)*(?:{_NUMERAL}|半)(?:个?工作日|天|日|个?周|个?星期|个?礼拜|个半?月|个?季度|年半?)(?:之?内|以内|时间)?$"
)
#: Without any of these nothing names a day.
_DAY_SIGN = Pattern(
    rf"[0-9]|[{CHINESE}]{{1,3}}[个月日号天周季年]|[月年季旬]底|周|星期|礼拜|[今明后][天日]|节前|本月|下个?月"
)
_LEAD = Pattern(r"^[ ]*(?:大约|大概|预计|计划|估计|最[晚迟]|争取|那就|就|改?[到至在为]|从|自)[ ]*")
_TAIL = Pattern(r"[ ]*(?:吧|左右|起|开始|公示|可以吗?|行吗?|好吗?|[?!。,;.~])+$")


def read_day(text: str, today: date, calendar: Calendar, since: date | None = None) -> date | None:
    """Read the day a person names in answer to a question for one.

    Args:
        text: 9月30日, 月底前, 下周五, 2026.9.30, 30号, 十月十五号, 10个工作日内.
        today: what 下周 and a date without a year count from; such a date is never past.
        calendar: working days and festivals.
        since: what a length of time counts from, where that is not today: an extension of 10 days
            counts from the deadline.

    Returns:
        The day, which may be past where its year is written; None where none is named or it does
        not exist (2月30日).
    """
    words = Words.of(text).plain.strip()[:60]
    words = _TAIL.sub("", _LEAD.sub("", words))
    if found := _DAY_ALONE.match(words):
        return _next_day(number(found[1]) or 0, today)
    if not _DAY_SIGN.search(words):
        return None
    base = since if since is not None and LENGTH.match(words) else today
    limit = read_deadline(words, base, calendar, cell=True)
    return limit.due if limit is not None and limit.recurring is None else None


def _next_day(day: int, today: date) -> date | None:
    """Return the next day of that number from *today* on; 31号 skips a month that has none."""
    if not 1 <= day <= 31:
        return None
    found = today
    while found.day != day:
        if found == date.max:
            return None
        found += timedelta(days=1)
    return found


_CHINESE_SHARE = Pattern(
    rf"(?<![0-9.])([0-9]{{1,3}})(?:\.[0-9]{{1,2}})?[ ]?(?:%|个百分点)|百分之([{CHINESE}0-9]{{1,6}})"
    rf"|([一二两三四五六七八九]|[1-9])成([半一二三四五六七八九])?(?![果立本员套])|([{CHINESE}0-9]{{1,3}})分之([{CHINESE}0-9]{{1,3}})"
    r"|(?<!大)(?<!多)((?:一|过|近)半)(?![数年月天夜])"
)
#: Before a percentage these make it a figure of something else.
_NOT_DONE = Pattern(
    r"(?:下降|降低|减少|削减|增加|提高|提升|增长|超标|超过|浓度|同比|环比|上升|(?<!完成)率|占(?!总|全部|计划|任务)|剩余?|还有|还差|缺|未完成|没完成)"
    r"[^,。;0-9]{0,4}$"
)
_DONE = Pattern(r"(?:完成|进度|进展|达到?|总体|形象|推进|施工|做了|干了)[^,。;]{0,8}$")
_BARE_SHARE = Pattern(r"^(?:完成|进度|大约|约|大概|差不多)?[ ]*(?:了|为)?[ ]*([0-9]{1,3})[ ]*$")
_OF = Pattern(r"^([0-9]{1,3})[ ]?/[ ]?([0-9]{1,3})$")
_ALL = Pattern(r"^(?:已经?)?(?:全部|全)(?:都)?(?:完成|做完)?了?$")


def read_share(text: str) -> int | None:
    """Read the share done, in per cent, that a person answers: 60%, 60, 六成, 一半, 三分之二, 2/3.

    None where none is named or it is no share (120%).
    """
    plain = Words.of(text).plain.strip()
    if found := _BARE_SHARE.match(plain):
        return _sound(int(found[1]))
    if found := _OF.match(plain):
        return _portion(int(found[1]), int(found[2]))
    if _ALL.match(plain):
        return 100
    return share_in(plain)


def share_in(plain: str) -> int | None:
    """Return the share done that a report names; percentages of other things are passed over."""
    found = [
        (bool(_DONE.search(plain[max(0, m.start() - 14) : m.start()])), value)
        for m in _CHINESE_SHARE.finditer(plain)
        if not _NOT_DONE.search(plain[max(0, m.start() - 10) : m.start()])
        and (value := _value(m.groups())) is not None
    ]
    return next((value for done, value in found if done), found[0][1] if found else None)


def _value(groups: Sequence[str | None]) -> int | None:
    """Return the per cent of one match: 60%, 百分之六十, 六成半, 三分之二, 一半."""
    figure, hundredth, tenths, half, below, above, middle = groups
    if figure:
        return _sound(int(figure))
    if hundredth:
        return _sound(100 if hundredth == "百" else number(hundredth))
    if tenths:
        rest = 5 if half == "半" else number(half or "0") or 0
        return _sound((number(tenths) or 0) * 10 + rest)
    if middle:
        return 50
    return _portion(number(above or ""), number(below or ""))


def _portion(part: int | None, whole: int | None) -> int | None:
    return _sound(round(100 * part / whole)) if part is not None and whole else None


def _sound(share: int | None) -> int | None:
    return share if share is not None and 0 <= share <= 100 else None


#: The level before a unit's name, which a short name of a kind does not hold itself.
_LEVELS = "省市县区州旗"


def read_unit(text: str, directory: Directory) -> str | None:
    """Read the one unit that *text* names, by the name the directory has for it.

    A unit of the place gives its full name; a kind of unit that the place does not list (县交通局
    without a units.toml) gives the words, with the level before them. None: no unit, or several.
    """
    words = Words.of(text)
    found = dict.fromkeys(unit_named(words.plain, m, directory) for m in directory.find(words.plain))
    return next(iter(found)) if len(found) == 1 else None


def unit_named(plain: str, mention: Mention, directory: Directory) -> str:
    """Return the directory's name for a unit mentioned in *plain*."""
    said = plain[mention.start : mention.end]
    before = plain[mention.start - 1 : mention.start] if mention.start else ""
    whole = before + said if before and before in _LEVELS else said
    own = [unit for unit in directory.units if unit.local]
    exact = [unit.name for unit in own if {whole, said} & {*unit.names, *unit.short}]
    if len(exact) == 1:
        return exact[0]
    grade = level(whole) or directory.place[-1:]
    same = [unit.name for unit in own if unit.key == mention.key and unit.level == grade]
    return same[0] if len(same) == 1 else whole


def read_objects(text: str, names: Sequence[str]) -> tuple[str, ...]:
    """Return which of the objects (点位) called *names* a person names; 全部 and 都 are all of them.

    A name inside a longer one (1号排口 in 11号排口) is not taken for it.
    """
    plain = Words.of(text).plain
    found = []
    left = plain
    for name in sorted(names, key=len, reverse=True):
        folded = Words.of(name).plain
        if folded and folded in left:
            found.append(name)
            left = left.replace(folded, "\n")
    if not found and _EVERY.search(plain):
        return tuple(names)
    return tuple(name for name in names if name in found)


_EVERY = Pattern(r"(?<!不)(?:全部|所有|都)(?!没|未|不)")
