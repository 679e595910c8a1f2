"""What people write about the ledger: “17号要延期到9月30日，因为汛期无法施工” → entry 17, 申请延期.

`read` takes a whole message and is modest: what has no entry's number, asks about documents or names a
day of the month (6月17号) is none of its business. `read_day`, `read_share`, `read_unit` and
`read_objects` read one answer in a dialogue.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date

from bot.ledger.event import NO_FACTS, Facts, Step
from bot.ledger.said import acts
from bot.ledger.said.fields import Known, bare, facts_of
from bot.ledger.said.references import Reference, references
from bot.ledger.said.values import read_day, read_objects, read_share, read_unit, unit_named
from bot.ledger.said.words import Words
from bot.ledger.table import TABLE
from bot.pattern import Pattern
from bot.reading.units import Directory
from bot.reading.workdays import Calendar

__all__ = ["SHOW", "Request", "read", "read_day", "read_objects", "read_share", "read_unit"]

#: In the place of a step: the entry is only to be shown.
SHOW = None


@dataclass(frozen=True, slots=True)
class Request:
    """What somebody wants with entries.

    ``step`` is `SHOW` (None) where an entry is only asked about. ``sure`` False: the words may mean the
    step (已完成: 申请销号?), so that the person is asked first; with `SHOW` only the number was understood,
    so that it is another question where there is no such entry. ``facts`` hold what was said with it,
    ``facts.unit`` the unit named beside the number, whether it has a part in the entry or not.
    ``length`` is a length of time that counts from the deadline (延期一个月), for `read_day` with
    ``since``; ``rest`` are the words that are left over.
    """

    numbers: tuple[int, ...]
    step: Step | None = SHOW
    facts: Facts = NO_FACTS
    sure: bool = True
    length: str = ""
    rest: str = ""


def read(
    text: str, today: date, calendar: Calendar, directory: Directory | None = None
) -> tuple[Request, ...]:
    """Read what *text* wants of the ledger; nothing where it is not about entries of the ledger.

    Args:
        text: one message, in either script, of any length; the first 4096 characters count.
        today: what 月底 and 下周五 count from.
        calendar: working days and festivals.
        directory: the units, for whom it is transferred to; without it none is recognised.

    Returns:
        One request for each thing said: “17号签收，18号退回” are two, “17、18号签收” is one.
    """
    words = Words.of(text)
    found = references(words)
    if not found:
        return ()
    known = Known(today, calendar, directory or Directory.of((), "", ()))
    parts = _parts(words, found)
    requests = [request for part, refs in parts if (request := _request(part, refs, known))]
    writes = [request for request in requests if request.step is not SHOW]
    return tuple(writes if writes and len(parts) > 1 else requests)


def _parts(words: Words, found: list[Reference]) -> list[tuple[Words, list[Reference]]]:
    """Part a message where another entry's number begins a clause that says a step of its own."""
    starts = [0]
    ends = [*(reference.start for reference in found[1:]), len(words.plain)]
    for before, one, end in zip(found, found[1:], ends[1:], strict=False):
        start = max(words.plain.rfind(mark, 0, one.start) for mark in ",。;\n ") + 1
        head = words.plain[start : one.start].strip(" 把对")
        if start > before.end - 1 and not head and acts.told(words.plain[one.end : end]):
            starts.append(start)
    parts = []
    for start, end in zip(starts, [*starts[1:], len(words.plain)], strict=True):
        refs = [replace(r, start=r.start - start, end=r.end - start) for r in found if start <= r.start < end]
        parts.append((words.cut(start, end), refs))
    return parts


def _request(words: Words, refs: list[Reference], known: Known) -> Request | None:
    """Read one part: what its first entries are wanted for; other entries in it are only mentioned."""
    first = refs[0]
    body, unit = _body(words, first, known)
    plain = body.plain
    if acts.lists(plain):
        return None
    told = acts.told(plain)
    asking = acts.asks(plain)
    polite = told is not None and asking and acts.polite(plain, told)
    if told is None or (asking and not polite):
        return _shown(refs, plain, asking)
    found = facts_of(told, body, known)
    if polite and not (found.length or found.facts.until or found.facts.reason):
        return _shown(refs, plain, asking)  # only asked whether it can be
    facts = replace(found.facts, unit=unit) if unit else found.facts
    sure = told.sure and not polite and (told.step not in _BARE or bare(told, body))
    return Request(first.numbers, told.step, facts, sure, found.length, found.rest)


def _shown(refs: list[Reference], plain: str, asking: bool) -> Request | None:
    """Return that entries are only to be shown; a bare number must be borne out by words of the ledger."""
    first, numbers = refs[0], dict.fromkeys(n for ref in refs for n in ref.numbers)
    if first.alone and not _OF_LEDGER.search(plain):
        return None
    if asking or acts.shows(plain):
        return Request(tuple(numbers))
    return Request(tuple(numbers), sure=False) if first.start < 2 and len(plain) <= _SHORT else None


_SHORT = 20  # characters beside a number that are still about it, whatever they say
#: Steps that need no words: others in the same clause (督促企业签收) make it doubtful that the step is meant.
_BARE = tuple(step for step, line in TABLE.items() if not line.needs)
#: A bare number is an entry's in a question only beside words of the ledger.
_OF_LEDGER = Pattern(r"到哪|进展|状态|办到|销号|验收|公示|签收|延期|台账|挂账|查|看|打开")
_BESIDE = Pattern(r"^[ ]*(?:的|[(:,])?[ ]*")
_COURTESY = Pattern(
    r"^(?:@\S{1,32}[ ]+)?(?:请示?|麻烦|您好|你好|报告|关于|对于?|把|将|(?:我们?|本)(?:局|单位)?|台账|[ ,:])*"
)
_LINK = Pattern(r"[ ]*(?:的)?(?:[):])?[ ]*(?:都|均|也)?")


def _body(words: Words, ref: Reference, known: Known) -> tuple[Words, str]:
    """Take the entry's number out, and the unit that stands beside it in a joint entry."""
    start, end, unit = ref.start, ref.end, ""
    for mention in known.directory.find(words.plain):
        if mention.stem:
            continue
        if mention.end == start:
            start, unit = mention.start, unit_named(words.plain, mention, known.directory)
        elif mention.start >= end and _BESIDE.fullmatch(words.plain[end : mention.start]):
            unit = unit_named(words.plain, mention, known.directory)
            end = mention.end
            break
    courtesy = _COURTESY.match(words.plain[:start])
    start = 0 if courtesy and courtesy.end() == start else start
    link = _LINK.match(words.plain, end)
    end = link.end() if link else end
    return words.without([(start, end)]), unit
