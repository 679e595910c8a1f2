"""One document: repaired text → facts and duties."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from datetime import date

from bot.duty import Deadline, Document, Duty, Known, Part, Problem, Repaired, Severity, Source
from bot.reading.deadlines import read_deadline
from bot.reading.entries import Entry, read_entries
from bot.reading.facts import head_problems, read_facts
from bot.reading.furniture import furniture
from bot.reading.matter import matter_of, target_of
from bot.reading.outline import is_row, read_lines
from bot.reading.prose import strength_of
from bot.reading.roles import says_nobody
from bot.reading.units import Directory
from bot.reading.workdays import Calendar


@dataclass(frozen=True, slots=True)
class Rules:
    """What reading needs to know beside the document: the units and the calendar."""

    directory: Directory
    calendar: Calendar


def read_document(
    file: str,
    repaired: Repaired,
    rules: Rules,
    *,
    digest: str = "",
    title: str = "",
    page_day: date | None = None,
) -> tuple[Document, list[Duty], list[Problem]]:
    """Read one document.

    Args:
        file: its name in the knowledge folder, as people are told it.
        repaired: its text after repair.
        rules: units and calendar.
        digest: SHA-256 of its bytes.
        title: the title its page gives, where it does.
        page_day: the day of publication its page gives, where it does.

    Returns:
        The document, its duties in reading order, and what an administrator should mend.
    """
    lines = [line for line in read_lines(repaired.text) if not furniture(line.text)]
    prose = [
        line for line in lines if not (is_row(line) or _CELLS.fullmatch(line.text))
    ]  # a date in a table is not the document's own
    facts = read_facts(repaired.text, prose or lines, title=title, page_day=page_day)
    document = Document(
        file,
        facts.title,
        repaired,
        facts.issuer,
        facts.region,
        facts.day,
        facts.known,
        facts.note,
        facts.number,
        digest,
    )
    entries = read_entries(
        [line for line in lines if line.start >= facts.body],
        rules.directory.known,
        wide=lambda at: repaired.raw[repaired.origin[at]] == "\u3000",
    )
    duties = [duty for entry in entries if (duty := _duty(entry, document, rules))]
    return document, duties, [*head_problems(file, repaired.text), *_undated(document, duties)]


#: A row of cells parted by commas: short pieces, no sentence.
_CELLS = re.compile(r"[^,。；]{1,40}(?:,[^,。；]{0,40}){3,12}")


#: The day below a signature.
_DAY_ALONE = re.compile(
    r"[\d〇○零一二三四五六七八九十]{4}年[\d一二三四五六七八九十]{1,3}月[\d一二三四五六七八九十]{1,3}日"
)


def _duty(entry: Entry, document: Document, rules: Rules) -> Duty | None:
    repaired = document.repaired
    start, end = _trimmed(repaired.text, entry.start, entry.end)
    quote = repaired.text[start:end]
    deadline = _deadline(entry, quote, document, rules.calendar)
    matter = matter_of((entry.title, entry.matter), quote, deadline.text if deadline else "")
    if not quote or not matter or _DAY_ALONE.fullmatch(quote):
        return None
    source = Source(
        document.file, repaired.span(start, end), (start, end), entry.place, repaired.damage(start, end)
    )
    return Duty(
        matter=matter,
        quote=quote,
        source=source,
        parts=tuple(_renamed(part, rules.directory) for part in entry.parts),
        deadline=deadline,
        target=entry.target or target_of(quote),
        strength=strength_of(quote),
        region=document.region,
        document_date=document.day,
        heading=entry.heading,
    )


def _renamed(part: Part, directory: Directory) -> Part:
    """Tie a unit that is written by its name from before a reform to the one that followed it."""
    now = "" if part.generic else directory.successor(part.unit)
    return replace(part, successor=now) if now else part


def _trimmed(text: str, start: int, end: int) -> tuple[int, int]:
    """Leave out blanks and hanging commas at both ends."""
    while start < end and text[start] in _HANGING:
        start += 1
    while end > start and text[end - 1] in _HANGING:
        end -= 1
    return start, end


_HANGING = "，,；; \t\n\u3000"


def _deadline(entry: Entry, quote: str, document: Document, calendar: Calendar) -> Deadline | None:
    """Read the limit from its field, else from the entry's own words; a rhythm sets no day of its own."""
    if entry.limit and says_nobody(entry.limit):
        return None
    found = read_deadline(entry.limit or quote, document.day, calendar, cell=bool(entry.limit))
    if entry.given and not says_nobody(entry.given) and (not found or (found.recurring and not found.due)):
        found = read_deadline(entry.given, document.day, calendar, cell=True) or found
    if document.day is None and found and not found.due and not found.recurring:
        found = _by_title(entry.limit or entry.given or found.text, document.title, calendar) or found
    if found and found.recurring and not found.milestones and found.recurring != "long-term":
        # every week anew is not one day that can be overdue
        found = replace(found, due=None, literal=None, start=None)
    if found and not entry.limit and found.due == document.day and not re.search(r"\d|日|天|晚", found.text):
        # 做到随查随改 in a speech urges; only a field (整改时限：立行立改) sets a limit by it
        found = replace(found, due=None, certain=False)
    if found and found.due and document.day_known is Known.INFERRED:
        note = "；".join(filter(None, (found.note, f"会议日期系推定（{document.day_note}）")))
        found = replace(found, certain=False, note=note)
    return found


#: A paper about what is to be done in one year, and a limit that only lacks the year.
_YEAR_AHEAD = re.compile(
    r"(?<![—\-~至到\d])(20\d\d)年度?(?![—\-~至到])[^，。]{0,30}(?:方案|计划|要点|清单|任务|分解|安排|台账|责任书)"
)
_ONLY_A_MONTH = re.compile(
    r"(?:力争|确保|于|在)?(?:[今本]年)?(?:\d{1,2}|[一二三四五六七八九十]{1,2})月(?:份|[上中下]旬|\d{1,2}[日号])?[底末]?[之以]?前?|"
    r"(?:[今本]年)?(?:年[底末内]|[上下]半年|第?[一二三四]季度[末底]?)[之以]?前?"
)


def _by_title(words: str, title: str, calendar: Calendar) -> Deadline | None:
    """Read a limit that only lacks its year in a paper that bears the year in its title."""
    year, limit = _YEAR_AHEAD.search(title), words.strip("，,。；; ")
    if not year or not _ONLY_A_MONTH.match(limit):
        return None
    found = read_deadline(limit, date(int(year[1]), 1, 1), calendar, cell=True)
    if not found or not found.due or found.due.year != int(year[1]):
        return None
    note = "；".join(filter(None, (found.note, f"年份据标题推定为{year[1]}年")))
    return replace(found, certain=False, note=note)


def _undated(document: Document, duties: list[Duty]) -> list[Problem]:
    """Report a document whose relative dates cannot be resolved."""
    waiting = [d for d in duties if d.deadline and not d.deadline.due and not d.deadline.recurring]
    if document.day is None and waiting:
        return [
            Problem(
                document.file,
                1,
                f"{document.day_note or '没有会议日期'}，有 {len(waiting)} 项相对时限未能换算。",
                Severity.WARNING,
            )
        ]
    return []
