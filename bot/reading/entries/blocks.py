"""A block of labelled fields, or the cells of one row → what is ordered in it."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import replace
from typing import NamedTuple

from bot.duty import ANSWERABLE, Part
from bot.reading.bearers import Manner
from bot.reading.entries.measures import Measure, measures
from bot.reading.entries.sections import inherited
from bot.reading.entries.signs import starts_with_label, tells_problem
from bot.reading.labels import PARTS, Field, Kind, read_fields
from bot.reading.layouts.fit import is_names
from bot.reading.limits import is_limit, is_only_limit
from bot.reading.outline import COUNTED, ITEM, Line
from bot.reading.prose import read_orders
from bot.reading.roles import read_said, says_nobody
from bot.reading.tables import Row
from bot.reading.tails import Tail, tail_of

#: What refers to another paper, or says that there is nothing to do.
_ELSEWHERE = re.compile(
    r"(?:详见|见附件|另发|另见|按(?:照)?[^，,；;]{0,16}方案|参见).{0,20}|.{0,8}(?:专项方案|另发|另行制定).{0,8}|无需.{0,6}|不属实|—|无"
)
_NOTHING = re.compile(r"[\s—－\-/／]*|无|没有|不属实|无需.{0,6}|不予受理|已办结|不再.{0,2}整改")
TRIM = " 。.，,、；;—–→｜|"
_TASK = 6  # characters of the shortest second task in a line


class What(NamedTuple):
    """One thing ordered, at ``[start, end)`` of the document's text, with what is said behind it there."""

    start: int
    end: int
    text: str
    tail: Tail | None = None
    kind: Kind | None = None


def fields_of(lines: Sequence[Line]) -> list[Field]:
    """Return the labelled fields of *lines*; what an empty label holds stands in the next line."""
    fields: list[Field] = []
    for line in lines:
        add_fields(fields, line)
    return fields


def add_fields(fields: list[Field], line: Line) -> None:
    """Add the labelled fields of one more line to those of the lines before it."""
    found = [field.moved(line.start) for field in _with_tails(read_fields(line.text), line.text)]
    if not found and fields and goes_on(line, fields[-1]):
        fields[-1] = _longer(fields[-1], line)
    fields += found


def _with_tails(fields: Sequence[Field], text: str) -> list[Field]:
    """Give a field that counts measures those labels back that stand in their brackets.

    整改措施：1.排查管网（责任单位：区住建局）；2.封堵排口（责任单位：区水务局）
    """
    for at, field in enumerate(fields):
        if (
            field.kind is not Kind.MEASURE
            or at + 1 == len(fields)
            or text[fields[at + 1].start - 1] not in "（("
        ):
            continue
        whole = text[field.begin :].rstrip(TRIM)
        if len(measures(whole)) > 1:
            longer = replace(field, value=whole, end=field.begin + len(whole))
            return [*fields[:at], longer]
    return list(fields)


def goes_on(line: Line, field: Field) -> bool:
    """Tell whether *line* only goes on with the value of *field*."""
    if starts_with_label(line) or line.depth == COUNTED:
        return False
    numbered = line.depth is not None
    if field.kind in PARTS and field.value:
        return not numbered and is_names(line.text)
    if field.value:
        return bool(field.at) and field.kind in (Kind.TARGET, Kind.PROBLEM) and (line.depth or ITEM) > 1
    return not numbered or (field.kind in (Kind.TARGET, Kind.PROBLEM) and line.depth != 1)


def _longer(field: Field, line: Line) -> Field:
    """Add the words of *line* to the value of *field*."""
    words = line.words.rstrip().rstrip(TRIM)
    places = tuple(range(line.body, line.body + len(words)))
    if not field.value:
        return replace(field, value=words, begin=line.body, end=line.body + len(words), at=places)
    glue = "、" if field.kind in PARTS else "；"
    before = field.at or tuple(range(field.begin, field.end))
    value = field.value + glue + words
    return replace(field, value=value, end=line.body + len(words), at=(*before, before[-1], *places))


def says_what(words: str) -> bool:
    """Tell whether a field says what is to be done: not —, not 详见专项方案."""
    return bool(words.strip(TRIM)) and not says_nobody(words) and not _ELSEWHERE.fullmatch(words.strip(TRIM))


def several(fields: Iterable[Field], lines: Iterable[Line], manner: Manner) -> list[What]:
    """Return the measures that a block counts, in its fields or in numbered lines of their own."""
    found = []
    for field in fields:
        counted = measures(field.value)
        pieces = counted or [
            Measure(m.start(), m.end(), m[0]) for m in re.finditer(r"[^；;]{4,}", field.value)
        ]
        whats = [_what(*field.place(piece.start, piece.end), piece.text, manner) for piece in pieces]
        own = len(whats) > 1 and any(what.tail and what.tail.parts for what in whats)
        found += whats if counted or own else []
    for line in lines:
        words = line.words.rstrip()
        found.append(_what(line.body, line.body + len(words), words, manner))
    return [what for what in found if says_what(what.text)]


def single(field: Field, manner: Manner) -> What:
    """Return what one field orders, its own tail told apart."""
    what = _what(field.begin, field.end, field.value, manner)
    return what._replace(kind=field.kind, end=what.end if not field.at else field.end)


def _what(start: int, end: int, text: str, manner: Manner) -> What:
    tail = tail_of(text, manner, listed=True, begin=2)
    if tail is None:
        return What(start, end, without_limit(text))
    return What(start, min(end, start + len(text)), without_limit(text[: tail.start]), tail)


def own_words(head: Line) -> str:
    """Return what the head of a block says before its first label."""
    if starts_with_label(head):
        return ""
    fields = read_fields(head.words)
    own = head.words[: fields[0].start if fields else None].strip(TRIM + "：:")
    return re.sub(r"[（(【\[〔][^）)】\]〕]*$", "", own).strip(TRIM)


def has_title(own: str) -> bool:
    """Tell whether the head of a block says what it is about, and not only （清单第9号）."""
    return len(re.sub(r"[（(][^）)]*[）)]", "", own).strip(TRIM)) >= 2


def about(head: Line, own: str, fields: Sequence[Field], manner: Manner) -> list[What]:
    """Return what a block is about: its head if that is a task, else what its fields say is to be done."""
    begin = head.start + head.text.index(own, head.body - head.start)
    headed = [What(begin, begin + len(own), own)] if has_title(own) else []
    said = [f for f in fields if f.kind in (Kind.MATTER, Kind.MEASURE, Kind.TARGET) and says_what(f.value)]
    said.sort(key=lambda f: (Kind.MATTER, Kind.MEASURE, Kind.TARGET).index(f.kind))
    subject = tells_problem(head) or any(f.kind is Kind.PROBLEM for f in fields)  # 点位一：柳河排口
    if headed and not subject and not (said and said[0].kind is Kind.MATTER):
        return headed
    if said:
        return [single(said[0], manner)]
    refused = any(f.kind in (Kind.MATTER, Kind.MEASURE) and f.value for f in fields)
    problems = [f for f in fields if f.kind is Kind.PROBLEM and says_what(f.value)]
    return headed or ([single(problems[0], manner)] if problems and not refused else [])


def rows_what(row: Row, manner: Manner) -> list[tuple[What, Field | None]]:
    """Return what a row of a table orders, with the cell it is quoted from where it is one thing."""
    matter, measure = row.first(Kind.MATTER), row.first(Kind.MEASURE)
    for field in (measure, matter):
        if field and (found := several([field], [], manner)):
            return [(what, None) for what in found]
    if any(f and _NOTHING.fullmatch(f.value.strip(TRIM)) for f in (matter, measure)):
        return []
    unfounded = any(f.kind is Kind.PROGRESS and f.value == "不属实" for f in row.fields)
    if unfounded and not (measure or matter):
        return []
    for field in (matter, measure, row.first(Kind.TARGET), row.first(Kind.PROBLEM)):
        if field and says_what(field.value):
            return [(single(field, manner), field)]
    return []


def second_task(line: Line, manner: Manner) -> int | None:
    """Return where a second task begins behind the tail of the first: …由X负责，6月底前；…由Y负责."""
    for found in re.finditer("[；;。]", line.text):
        rest = line.text[found.end() :].strip()
        if len(rest) < _TASK or (read_fields(rest)[:1] and not read_fields(rest)[0].start):
            continue
        tail = tail_of(line.text[: found.start()], manner, listed=True, begin=line.body - line.start)
        if tail and tail.parts and read_said(rest, bare=True).left and not tail_only(rest, manner):
            return found.end()
    return None


def tail_only(words: str, manner: Manner) -> bool:
    """Tell whether *words* say who and by when and nothing else."""
    tail = tail_of(words, manner, listed=True)
    return tail is not None and tail.start < 2


#: What a second task begins with: its number, or 其中.
_OPENING = re.compile(
    r"^\s*(?:其中|[一二三四五六七八九十]{1,2}、|[（(][一二三四五六七八九十\d]{1,2}[）)]|\d{1,2}[.．、](?!\d))?"
)


def halves(line: Line, cut: int) -> tuple[Line, Line]:
    """Return the two parts of *line*, the second with the place of the first in the outline."""
    at = line.start + cut
    rest = line.text[cut:]
    body = at + len(rest) - len(_OPENING.sub("", rest))
    return replace(line, end=at, text=line.text[:cut]), replace(line, start=at, text=rest, body=body)


def without_limit(words: str) -> str:
    """Return what a task is called: its words without a last clause that only says by when."""
    ahead, comma, last = words.strip(TRIM).rpartition("，")
    return ahead if comma and is_only_limit(last) else words.strip(TRIM)


def borne(what: What, parts: tuple[Part, ...], *, nobody: bool) -> tuple[Part, ...]:
    """Return who has *what*: by its tail, by its block's *parts*, else by its own words (由X督促…)."""
    given = inherited(what.tail.parts, parts) if what.tail and what.tail.parts else parts
    if nobody or any(part.role in ANSWERABLE for part in given):
        return given
    orders = read_orders(what.text, ordered=True)[:1]
    return (*(part for order in orders for part in order.parts), *given)


def limit_among(limit: str | None, measure: str) -> str | None:
    """Return of the limits in one field the one that names what *measure* does.

    >>> limit_among("5月底前建成泵站，6月底前完成联网", "督促企业建成泵站")
    '5月底前建成泵站'
    """
    pieces = [piece for piece in re.split("[，,；;]", limit or "") if piece]
    if len(pieces) < 2 or not all(map(is_limit, pieces)):
        return limit
    shared = [sum(piece[at : at + 2] in measure for at in range(len(piece) - 1)) for piece in pieces]
    best = max(shared)
    return pieces[shared.index(best)] if best >= 2 and shared.count(best) == 1 else limit
