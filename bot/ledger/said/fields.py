"""What is said with a step: until when, why, to whom, how far – and the words that are left over."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field, replace
from datetime import date

from bot.ledger.event import Correction, Facts, Step
from bot.ledger.said.acts import Told
from bot.ledger.said.values import LENGTH, read_day, read_unit, share_in, unit_named
from bot.ledger.said.words import Words
from bot.ledger.table import TABLE
from bot.pattern import Pattern
from bot.reading.deadlines import read_deadline
from bot.reading.deadlines.numerals import CHINESE, number
from bot.reading.units import Directory
from bot.reading.workdays import Calendar

Span = tuple[int, int]


@dataclass(frozen=True, slots=True)
class Known:
    """What messages are read against."""

    today: date
    calendar: Calendar = field(repr=False)
    directory: Directory = field(repr=False)


@dataclass(frozen=True, slots=True)
class Found:
    """What was found: facts, a length of time that counts from the deadline, and what is left over."""

    facts: Facts
    length: str = ""
    rest: str = ""


#: Steps that set a day.
_SETS_DAY = (
    *(step for step, line in TABLE.items() if "until" in line.needs),
    *(Step.GRANT_EXTENSION, Step.RESUME, Step.PUBLISH),
)
#: With these a length of time counts from the deadline, which only the entry knows.
_FROM_DEADLINE = (Step.ASK_EXTENSION, Step.GRANT_EXTENSION)
_SEQ = Pattern(rf"第?[ ]?([0-9]{{1,4}}|[{CHINESE}]{{1,4}})[ ]?步")
_CAUSE = Pattern(
    r"^(?:的?(?:原因|理由|事由|依据|情况)(?:是|为|[:,])|因为|由于|因此?(?=[^而])|鉴于|[:,])++[ ]*"
)
#: A clause of nothing but these says no more than what was understood. The longer first, and nothing is
#: given back: a message of such words only must not take long.
_LITTLE = (
    "请 先 暂 建议 拟 须 应 必须 要 需 需要 前 后 起 重新 整改 完成 到位 务必 限 限期 于 在 新 新的 期限 时限"
    " 定为 为 是 到 至 从 自 开始 延 延期 延长 申请 同意 批准 准予 予以 再 将 把 给 了 吧 的 对"
    " 工期 再次 第二次 第三次 可 可以 一起 一并 跟 与 和"
    " 我 我们 我局 本局 本单位 由 谢谢 办理 承办 处理 负责 协调"
    " 解决 帮助 帮忙 支持 也 都 均 已 已经 现 现在 报 挂账 挂 不予 销号 公示 责令 要求 所以 因此 特此"
)
_FILLER = Pattern(rf"(?:{'|'.join(sorted(_LITTLE.split(), key=len, reverse=True))}|[ ,。;:!?~()])*+")
_NOTHING = Pattern(r"[ :?~()]*")
_BLOCKER = Pattern(
    r"(?:恳请|请|需要|需(?!要)|由|望|希望|建议)[ ]?([^,。;:]{1,20}?)"
    r"(?:来|出面|帮忙|帮助|统筹|牵头|尽快|负责|予以|给予|帮我们?|支持)*"
    r"(?:协调|解决|推动|督促|支持|处理)[^,。;]{0,6}"
)
_TO = Pattern(r"^[给至到 :]*([^,。;:]{1,24})")
#: The name of the step alone: what else is a sign of it (不是我们的, 资金不到位) is the reason itself.
_BARE = {Step.RETURN: Pattern(r"退回|退件|不予签收|拒[收签]"), Step.BLOCK: Pattern("报?受阻")}
_ON = ("到", "至", "于", "在", "为")
_REFERRED = Pattern(r"(?:到|至|延|前|内|为|期限|时限|挂|起)")


def facts_of(told: Told, body: Words, known: Known) -> Found:
    """Return what *body*, the message without the entry's number, says with the step."""
    if told.step is Step.CORRECT:
        return _correction(body, told)
    if told.step is Step.REPORT:
        whole = body.cut(told.end if told.start <= _HEAD else 0).trimmed()
        return Found(Facts(text=whole.raw, share=share_in(body.plain)))
    facts, length = Facts(), ""
    days: list[Span] = []
    if told.step in _SETS_DAY and (told.sure or told.step is not Step.ASK_EXTENSION):  # 8月底前完成不了
        until, length, days = _day(told, body, known)
        publishes = told.step is Step.PUBLISH
        facts = replace(facts, first=until) if publishes else replace(facts, until=until)
    bare = _BARE.get(told.step)
    taken = [m.span() for m in bare.finditer(body.plain)] if bare else [(told.start, told.end)]
    if told.step in _TOWARDS:
        to, spans = _TOWARDS[told.step](told, body, known)
        facts, taken = replace(facts, to=to), [*taken, *spans]
    return _worded(told, body, Found(facts, length), taken, days)


_HEAD = 4  # characters a label (进展：) may stand from the head of the message


def _worded(told: Told, body: Words, found: Found, taken: list[Span], days: list[Span]) -> Found:
    """Put the words where the step keeps them; a step that needs none leaves them over."""
    needs, said = TABLE[told.step].needs, _left(body, taken, days, whole=told.step is Step.RETURN)
    if "text" in needs:
        share = share_in(body.plain) if told.step is Step.SUBMIT else None
        whole = told.step is Step.CONFIRM or not told.sure or (said and told.step is not Step.SUBMIT)
        text = body.trimmed().raw if whole else said
        return Found(replace(found.facts, text=text, share=share))
    if told.step is Step.ASK_EXTENSION and not told.sure:  # that it cannot be done in time is the reason
        said = body.trimmed().raw
    if told.step is Step.REOPEN and said:
        said = _left(body, [], days)
    if "reason" in needs:
        return replace(found, facts=replace(found.facts, reason=said))
    return replace(found, rest=said)


def _correction(body: Words, told: Told) -> Found:
    """Read 更正第3步，原因……: the number of the step, and why."""
    m = _SEQ.search(body.plain)
    if m is None:
        return Found(Facts(), rest=_left(body, [(told.start, told.end)], []))
    said = _left(body, [(told.start, told.end), m.span()], [])
    return Found(Facts(corrects=Correction(number(m[1]) or 0, said)))


def bare(told: Told, body: Words) -> bool:
    """Tell whether the clause with the step's own words says nothing else but the day it may set."""
    clauses = ((c, a) for c, a in _clauses(body) if a <= told.start < a + len(c))
    clause, start = next(clauses, ("", 0))
    rest = body.cut(start, told.start).plain + " " + body.cut(told.end, start + len(clause)).plain
    return bool(_FILLER.fullmatch(_A_DAY.sub("", rest) if told.step in _SETS_DAY else rest))


_A_DAY = Pattern(
    rf"[0-9{CHINESE}]+个?(?:工作)?[日天]|[0-9{CHINESE}年月日号./-]{{2,}}|[本下上月年周][底末一二三四五六日]|[今明][天日]"
)


# ---- the day


def _day(told: Told, body: Words, known: Known) -> tuple[date | None, str, list[Span]]:
    """Return the day that is set, or the length of time that counts from the deadline, and where."""
    step = told.step
    clauses = sorted(_clauses(body), key=lambda c: not c[1] <= told.start < c[1] + len(c[0]))  # its own first
    for clause, at in clauses:
        limit = read_deadline(clause, known.today, known.calendar, cell=True)
        start = clause.find(limit.text) if limit else -1
        if limit is None or limit.recurring or start < 0 or not _NUMBERED.search(limit.text):
            continue
        span, before = (at + start, at + start + len(limit.text)), clause[max(0, start - 4) : start]
        if LENGTH.match(limit.text):
            if before.endswith(_ON):  # 延期到10日
                return read_day(limit.text, known.today, known.calendar), "", [span]
            if step in _FROM_DEADLINE:
                return None, limit.text, [span]
            if not _REFERRED.search(before + limit.text[-2:]):
                continue
        if limit.due is not None:
            return limit.due, "", [span]
    return _alone(step, body, known)


_NUMBERED = Pattern(
    rf"[0-9]|[{CHINESE}]{{1,3}}个?[月日号天周季年]|[月年季旬]底|周|星期|礼拜|半个?月|[明后]天|节前|下个?月"
)
_DAY_ALONE = Pattern(rf"(?:[到至]|延期?|挂账)((?:[0-9]{{1,2}}|[{CHINESE}]{{1,3}})[日号])(?![0-9])")


def _alone(step: Step, body: Words, known: Known) -> tuple[date | None, str, list[Span]]:
    """Read a day by its number alone (延期到30号) and one that something begins on (6月15日起公示)."""
    if m := _DAY_ALONE.search(body.plain):
        return read_day(m[1], known.today, known.calendar), "", [m.span(1)]
    if step is Step.PUBLISH:
        m = _BEGINS.search(body.plain)
        if m and (first := read_day(m[1], known.today, known.calendar)):
            return first, "", [m.span()]
    return None, "", []


_BEGINS = Pattern(r"(?:从|自)?([0-9年月.\-/日号今明后天下本周一二三四五六日十]{2,12})(?:起|开始)")


def _clauses(body: Words) -> list[tuple[str, int]]:
    """Return the clauses of the folded text with where they begin."""
    return [(clause[0], clause.start()) for clause in _CLAUSE.finditer(body.plain)]


_CLAUSE = Pattern(r"[^,。;!\n]+")


# ---- to whom


def _next_bearer(told: Told, body: Words, known: Known) -> tuple[str, list[Span]]:
    """Return the unit it is transferred to, by the directory's name; what is none is left over."""
    m = _TO.match(body.plain[told.end :])
    if m is None:
        return "", []
    mentions = known.directory.find(m[1])
    if len({mention.key for mention in mentions}) != 1:
        return "", []
    end = told.end + m.start(1) + mentions[-1].end
    return unit_named(m[1], mentions[0], known.directory), [(told.end, end)]


def _who_unblocks(_told: Told, body: Words, known: Known) -> tuple[str, list[Span]]:
    """Return who must remove an obstacle: a unit of the directory, or the words themselves."""
    m = _BLOCKER.search(body.plain)
    if m is None:
        return "", []
    unit = read_unit(m[1], known.directory)
    return unit or body.raw[m.start(1) : m.end(1)].strip(), [m.span()]


_TOWARDS: dict[Step, Callable[[Told, Words, Known], tuple[str, list[Span]]]] = {
    Step.TRANSFER: _next_bearer,
    Step.BLOCK: _who_unblocks,
}


# ---- what is left


def _left(body: Words, taken: list[Span], days: list[Span], *, whole: bool = False) -> str:
    """Return the clauses that still say something when what was understood is taken out.

    One that sets the day among other things (9月15日前必须清完) is kept with it. *whole*: also those
    that say little (不是我们的).
    """
    kept = []
    for clause, start in _clauses(body):
        end = start + len(clause)
        inside = [(a - start, b - start) for a, b in taken if start <= a and b <= end]
        dated = [(a - start, b - start) for a, b in days if start <= a and b <= end]
        words = body.cut(start, end)
        rest = words.without([*inside, *dated], " ").plain
        if not (_NOTHING if whole else _FILLER).fullmatch(rest):
            left = words.without(inside, " ").trimmed()
            cause = _CAUSE.match(left.plain)
            kept.append(left.cut(cause.end() if cause else 0).trimmed().raw)
    return "，".join(filter(None, kept))
