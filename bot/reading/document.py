"""One document: repaired text → facts and duties."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date

from bot.duty import Deadline, Document, Duty, Known, Problem, Repaired, Severity, Source
from bot.reading.deadlines import read_deadline
from bot.reading.entries import Entry, read_entries
from bot.reading.facts import head_problems, read_facts
from bot.reading.furniture import furniture
from bot.reading.outline import read_lines
from bot.reading.prose import strength_of
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
    facts = read_facts(repaired.text, lines, title=title, page_day=page_day)
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
    entries = read_entries([line for line in lines if line.start >= facts.body], rules.directory.known)
    duties = [duty for entry in entries if (duty := _duty(entry, document, rules))]
    return document, duties, [*head_problems(file, repaired.text), *_undated(document, duties)]


def _duty(entry: Entry, document: Document, rules: Rules) -> Duty | None:
    repaired = document.repaired
    start, end = entry.start, entry.end
    quote = repaired.text[start:end].strip("，,；; \t\n")
    deadline = _deadline(entry, quote, document, rules.calendar)
    matter = _matter(entry, quote, deadline)
    if not quote or not matter:
        return None
    flags = repaired.damage(start, end)
    return Duty(
        matter=matter,
        quote=quote,
        source=Source(document.file, repaired.span(start, end), (start, end), entry.place, flags),
        parts=entry.parts,
        deadline=deadline,
        target=entry.target or target_of(quote),
        strength=strength_of(quote),
        region=document.region,
        document_date=document.day,
        heading=entry.heading,
    )


def _matter(entry: Entry, quote: str, deadline: Deadline | None) -> str:
    """Name what is ordered: by its title, its core, else by the first clause that says more than who and when."""
    date = deadline.text if deadline else ""
    for words in (entry.title, entry.matter, *_told(quote)):
        matter = matter_of(re.sub(rf"(?:在|于|自|到|至)?{re.escape(date)}", "", words, count=1) if date else words)
        if len(matter) >= 4 and not re.fullmatch(
            r"(?:牵头|配合|完成|负责)?[、，]?(?:完成|配合|落实)?", matter
        ):
            return matter
    return matter_of(quote)


def _told(quote: str) -> list[str]:
    """Return the clauses of *quote* that do not only name who takes part."""
    return [
        c
        for c in re.split(r"[，,；;。]", quote)
        if len(c) >= 4 and not re.search(r"(?:牵头|配合|负责|协助)$|^(?:由|请)", c)
    ]


def _deadline(entry: Entry, quote: str, document: Document, calendar: Calendar) -> Deadline | None:
    """Read the limit from its field, else from the entry's own words; a rhythm sets no day of its own."""
    if entry.limit:
        found = read_deadline(entry.limit, document.day, calendar, cell=True)
    else:
        found = read_deadline(quote, document.day, calendar)
    if found and found.recurring and not found.milestones and found.recurring != "long-term":
        found = _rhythm(found)
    if found and found.due and document.day_known is Known.INFERRED:
        note = "；".join(filter(None, (found.note, f"会议日期系推定（{document.day_note}）")))
        found = Deadline(
            found.text, found.due, found.literal, found.start, found.recurring, False, note, found.milestones
        )
    return found


def _rhythm(found: Deadline) -> Deadline:
    """Keep the rhythm, not its first day: every week anew is not one day that can be overdue."""
    return Deadline(found.text, None, None, None, found.recurring, found.certain, found.note)


_LEADING = re.compile(
    r"^(?:[\s，,、；;：:。]|(?:要|应当|应|必须|务必|须|需|负责|牵头|切实|进一步|认真|抓紧|尽快|立即|继续|全力|积极|主动|坚决|着力|统筹|大力|全面|深入|加快|"
    r"严格|扎实|持续|做好|抓好|落实好|按照?职责分工|的|对于?|把|将|力争|确保)(?=[一-龥“\d]{3}))"
)
_DATED = re.compile(
    r"(?:于|在|到|自|至|力争)?(?:20\d\d年|今年|明年|本月|本)?(?:\d{1,2}|[一二三四五六七八九十]{1,2})?(?:月|年|季度)?(?:\d{1,2}日|底|末|中旬|上旬|下旬)?(?:之|以)?前(?=完成|[，,、一-龥])"
)


def matter_of(words: str) -> str:
    """Name what is ordered in at most 40 characters, in the document's words.

    The title of an item (一是严控工地扬尘。) names the order that follows it; otherwise the order's own first
    clause does, without its marker, its date and what only urges.
    """
    words = re.sub(r"\s+", "", words)
    for _ in range(6):
        words, shorter = _LEADING.sub("", words), words
        if words == shorter:
            break
    clauses = [c for c in re.split(r"[，,；;。：:]", words) if c]
    matter = ""
    for clause in clauses:
        clause = _DATED.sub("", clause, count=1)
        matter = f"{matter}，{clause}" if matter else clause
        if len(matter) >= 8:
            break
    return matter[:40]


_TARGET = re.compile(
    r"[^，,；;。：:\t\n（(]{0,24}(?:达到?|不低于|不少于|不高于|不超过|控制在|提高|下降|提升|降低|降至|大于|小于|超过|实现|完成|建成|新建|新增|覆盖|安装率|运行率|全部)[^，,；;。：:\t\n]{0,12}?"
    r"(?:\d+(?:\.\d+)?|百分之[一二三四五六七八九十百]+)(?:%|％|‰|个百分点|公里|平方米|万吨|吨|亩|处|个|家|座|台|条|辆|株|户|件|微克)?[^，,；;。：:\t\n）)]{0,10}|[ⅠⅡⅢⅣⅤ]类(?:标准|水质)?"
)


def target_of(text: str) -> str | None:
    """Return the clause that holds a number to be reached, in the document's words."""
    found = _TARGET.search(text)
    return found[0].strip() if found else None


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
