"""Go through a folded text once and collect every time expression in it."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from datetime import timedelta
from functools import cache

from bot.pattern import Pattern
from bot.reading.deadlines import words
from bot.reading.deadlines.absolute import Unit, Unresolved, resolve, unit_at
from bot.reading.deadlines.festivals import FESTIVAL_SIGN, FESTIVAL_STARTS, festival_at
from bot.reading.deadlines.mention import Mention, Setting, full
from bot.reading.deadlines.numerals import NUMERALS
from bot.reading.deadlines.ranges import range_at
from bot.reading.deadlines.recurring import rhythm_at
from bot.reading.deadlines.relative import duration_at, weekday_at
from bot.reading.deadlines.seasons import SEASON_SIGN, SEASON_STARTS, plan_at, season_at

#: Every character each kind may begin with: most characters of a sentence then cost one look.
_RHYTHM_STARTS = frozenset("每逢隔按日周旬月季一逐双单")
_UNIT_STARTS = NUMERALS | frozenset("公民本今当明后次翌来去前上下这该首第月年全季即现目通印Qq*_X某")
_PLAN_STARTS = frozenset('"一二三四五六七八九十第到本')
_SPAN_STARTS = NUMERALS | frozenset("半几数若")
_WEEK_STARTS = frozenset("本这当下上周星礼今明大后次翌前昨每")
_WORD_STARTS = frozenset("立即马边随长常纳动经持尽近适择短限规按如待另年节条任届合")
_TAIL = Pattern(
    r"(?:\((?:星期|周)([一二三四五六日天])\))?"
    r"(?:(上午|下午|晚上?|中午|早上?|凌晨|夜间)?"
    r"(?:([0-9]{1,2})(?:[时点](?:[0-9]{1,2}分?|整|半)?|:[0-9]{2})"
    r"|([零一二三四五六七八九十]{1,3})[时点]整?|(下班))?)?"
    r"(?:\((不?含)[^)]{0,8}\))?"
    r"(或?(?:之前|以前|前)(?![往后瞻]|[一二三四1-4两]个?季度|[0-9一二三四五六七八九十两]{1,2}个月"
    r"|[一二三四五两]年)|截止|为止|止|为(?:最后)?(?:期限|时限|限)|到期|之内|以内"
    r"|内(?![蒙部外容涝河设陆]))?"
    r"(?:\((不?含)[^)]{0,8}\))?"
)
_WEEKDAY = {c: i for i, c in enumerate("一二三四五六日")} | {"天": 6}
_CUE = Pattern(
    r"(?:不得?超过|不晚于|不迟于|不得晚于|不得迟于|最迟|最晚|至迟|截止(?:时间|日期|日)?|截止|限于?|务于"
    r"|务必于|须于|应于|请于|请在|[发成行]文之日起|公布之日起"
    r"|(?:延期|延|延长|推迟|顺延|提前|展期|放宽|调整|变更|改)(?=[为在于到至:]))(?:[为在是于到至:]{0,2})$"
)
_DAY_CUE = Pattern(r"(?:于|在|请|务必|限|到|至|最迟|须|应)$")
_NOT_DAY = ("前", "每", "第", "同", "当", "某", "生", "提前", "次")
_SPAN_CUE = Pattern(r"(?:期限|时限|限期?|工期|为期|超过|延长)[:为]?$")
_PAST_TAIL = Pattern(
    r"(?:及(?:其)?(?:以前|之前)|以来|以后|之后|前[一二三四1-4两]个?季度"
    r"|前[0-9一二三四五六七八九十两]{1,2}个月)"
)
_TO = Pattern("[至到~-]")
_BLANKED = Pattern(r"(?:[0-9]{4})?年月日|(?<![0-9])月日(?=前|之前|以前)")


def scan(text: str, setting: Setting) -> Iterator[Mention]:
    """Yield the time expressions of the folded *text* in order; they never overlap."""
    readers, starts = _readers(setting.cell)
    idle = {read for read, sign in _SIGNS.items() if not sign.search(text)}
    at = 0
    while begin := starts.search(text, at):
        at = begin.start()
        for read in readers.get(text[at], _IN_CELL if setting.cell else ()):
            if read in idle:
                continue
            if found := read(text, at, setting):
                if found.grain != "none":
                    yield found
                at = max(found.end - 1, at)
                break
        at += 1


def _blanked(text: str, at: int, _: Setting) -> Mention | None:
    m = _BLANKED.match(text, at)
    return Mention(at, m.end(), "invalid", bound=True, note="日期没有填写") if m else None


def _calendar(text: str, at: int, setting: Setting) -> Mention | None:
    """Read a stretch that begins with a calendar unit, or the unit alone."""
    unit = unit_at(text, at)
    return _ranged(text, at, unit, setting) or (_dated(text, unit, setting) if unit else None)


def _ranged(text: str, at: int, unit: Unit | None, setting: Setting) -> Mention | None:
    found = range_at(text, at, unit, setting) if _TO.search(text, at) else None
    if found is None or found.due is None:
        return found
    tail = _TAIL.match(text, found.end)
    return _closed(text, found, tail) if tail else found


def _weekday(text: str, at: int, setting: Setting) -> Mention | None:
    found = weekday_at(text, at, setting)
    tail = _TAIL.match(text, found.end) if found else None
    return found._replace(end=tail.end(), bound=found.bound or bool(tail[7])) if found and tail else found


def _dated(text: str, unit: Unit, setting: Setting) -> Mention | None:
    """Read what follows a calendar unit: weekday, hour, 含当日, 前."""
    at = unit.start
    if m := _PAST_TAIL.match(text, unit.end):
        return Mention(at, m.end(), "none")
    if text.startswith(("左右", "前后", "上下"), unit.end):
        return Mention(at, unit.end + 2, "vague", certain=False, note="写的是大致时间，没有确定的日子")
    day_only = unit.month is None and unit.months_on is None and unit.day is not None
    tail = _TAIL.match(text, unit.end)
    before = text[max(0, at - 8) : at]
    bound = bool(tail and (tail[7] or tail[5])) or bool(_CUE.search(before))
    if day_only and not _is_day(text, unit, before, bound, tail[7] if tail else None):
        return None
    if unit.numeric and not (
        bound or setting.cell or before.endswith((":", "限", "为", "于", "在", "至", "到"))
    ):
        return None
    try:
        first, last = resolve(unit, setting)
    except Unresolved as trouble:
        grain = unit.grain if not unit.trouble and setting.reference is None else "invalid"
        return Mention(at, tail.end() if tail else unit.end, grain, bound=bound, note=f"{trouble}")
    found = Mention(
        at, unit.end, unit.grain, last, bound=bound, loose=unit.loose, note=_working(text, unit, last)
    )
    found = found._replace(first=first)  # kept for 不含 and the literal reading, cleared by _closed
    return _closed(text, found, tail, unit) if tail else found


def _is_day(text: str, unit: Unit, before: str, bound: bool, ending: str | None) -> bool:
    """Tell whether 15日 is the 15th of a month rather than fifteen days."""
    if ending in ("内", "之内", "以内") or (_SPAN_CUE.search(before) and not ending):
        return False
    if before.endswith(_NOT_DAY):
        return False
    return bound or (
        bool(_DAY_CUE.search(before)) and text[unit.end : unit.end + 1] not in tuple("内之以后起历")
    )


def _working(text: str, unit: Unit, last: object) -> str:
    return f"“{text[unit.start : unit.end]}”读作{full(last)}" if unit.year is None or unit.day is None else ""  # type: ignore[arg-type]


def _closed(text: str, found: Mention, tail: re.Match[str], unit: Unit | None = None) -> Mention:
    """Apply what follows the unit to its last day."""
    due, first, note, certain = found.due, found.first, found.note, found.certain
    if due is None or first is None:
        return found
    hour, literal = tail[3], None
    midnight = tail[4] in ("零", "〇") or (hour is not None and int(hour) == 0)
    if hour is not None and int(hour) > 24:
        return found._replace(
            end=tail.end(), grain="invalid", due=None, first=None, bound=True, note=f"没有{hour}时"
        )
    before = bool(tail[7]) and tail[7].endswith("前")
    if midnight and before:
        due, note = due - timedelta(days=1), f"{full(due)}零时即前一日结束"
    elif "不含" in (tail[6], tail[8]):
        due = (first if unit else due) - timedelta(days=1)
        note = f"写明不含当日（当月），最后一日为{full(due)}"
    elif before and unit is not None and unit.bare and "含" not in (tail[6], tail[8]):
        literal, certain = first - timedelta(days=1), False
        words_ = text[found.start : tail.end()]
        note = f"“{words_}”按含本期读作{full(due)}；严格按字面为{full(literal)}，提醒从早"
    if tail[1] and _WEEKDAY[tail[1]] != due.weekday():
        certain = False
        note = f"{full(due)}不是星期{tail[1]}，以日期为准，请核对"
    return found._replace(end=tail.end(), due=due, literal=literal, first=None if unit else first, note=note,
                   certain=certain, bound=found.bound or bool(tail[7]))  # fmt: skip


_Reader = Callable[[str, int, Setting], Mention | None]

#: The kinds of time expression in the order in which they are tried, and what each may begin with.
_KINDS: tuple[tuple[_Reader, frozenset[str]], ...] = (
    (_blanked, frozenset("年月0123456789")),
    (rhythm_at, _RHYTHM_STARTS),
    (season_at, SEASON_STARTS),
    (plan_at, _PLAN_STARTS),
    (festival_at, FESTIVAL_STARTS),
    (_calendar, _UNIT_STARTS),
    (duration_at, _SPAN_STARTS),
    (_weekday, _WEEK_STARTS),
    (words.word_at, _WORD_STARTS),
)
#: What a text must hold for some kinds, which begin with frequent characters: else they are not tried.
_SIGNS: dict[_Reader, Pattern] = {
    season_at: SEASON_SIGN,
    plan_at: Pattern("五|世纪"),
    festival_at: FESTIVAL_SIGN,
}
#: In a time-limit field any character may begin a word that stands for a limit.
_IN_CELL: tuple[_Reader, ...] = (words.word_at,)


@cache
def _readers(cell: bool) -> tuple[dict[str, tuple[_Reader, ...]], re.Pattern[str]]:
    """Return what may begin with each character, and where in a text to look."""
    chars = frozenset().union(*(starts for _, starts in _KINDS))
    readers = {
        char: tuple(read for read, starts in _KINDS if char in starts or (cell and read is words.word_at))
        for char in chars
    }
    anywhere = "(?s:.)" if cell else f"[{re.escape(''.join(sorted(chars)))}]"
    return readers, re.compile(anywhere)
