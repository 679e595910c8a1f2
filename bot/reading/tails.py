"""Responsibility said behind the task: in brackets, behind wide blanks, or in a clause of its own."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace

from bot.duty import ANSWERABLE, Part, Role
from bot.reading.bearers import Manner, limit_of, nobody_named, parts_from
from bot.reading.labels import PARTS, Field, Kind, read_fields
from bot.reading.limits import is_only_limit
from bot.reading.roles import Said, read_said, said_behind

_OPEN, _CLOSE = "（(〔【[［﹝〖", "）)〕】]］﹞〗"
_TRAILING = "。；;，,.、｜|→—– \t\u3000"
_LONGEST = 400  # characters of a bracket
_SAYS = (*PARTS, Kind.DEADLINE)


@dataclass(frozen=True, slots=True)
class Tail:
    """What is said behind a task, from ``start`` on: who, by when, and its labelled fields."""

    start: int
    parts: tuple[Part, ...] = ()
    limit: str | None = None
    nobody: bool = False
    fields: tuple[Field, ...] = ()
    clause: bool = False  # a clause of the sentence, neither in brackets nor labelled

    def with_more(self, other: Tail) -> Tail:
        """Return this tail together with the one that stands before it."""
        return Tail(
            other.start,
            _answering_first((*other.parts, *(part for part in self.parts if part not in other.parts))),
            self.limit or other.limit,
            (self.nobody or other.nobody) and not (self.parts or other.parts),
            (*other.fields, *self.fields),
        )

    def value(self, kind: Kind) -> str | None:
        return next((f.value for f in self.fields if f.kind is kind and f.value), None)


def _answering_first(parts: tuple[Part, ...]) -> tuple[Part, ...]:
    return tuple(sorted(parts, key=lambda part: part.role not in ANSWERABLE))


def tail_of(text: str, manner: Manner, *, listed: bool = False, begin: int = 0) -> Tail | None:
    """Return what is said behind the task that *text* begins with, or None where nothing is.

    Args:
        text: one line.
        manner: how the document names its units.
        listed: in a list of tasks names alone (（区发改局、区城管局）), what stands behind wide blanks and a
            last clause (。由区水利局牵头) count as well.
        begin: where the task begins; no tail reaches before it.
    """
    found: Tail | None = None
    sure: Tail | None = (
        None  # without clauses that only say who helps or watches: those belong to the sentence
    )
    for _ in range(6):
        end = found.start if found else len(text)
        piece = _bracketed(text, end, manner, listed) or (
            _unbracketed(text, end, manner, begin) if listed else None
        )
        if not piece or piece.start <= begin:
            break
        found = found.with_more(piece) if found else piece
        if not piece.clause or any(part.role in ANSWERABLE for part in found.parts) or found.nobody:
            sure = found
    return sure


def _bracketed(text: str, end: int, manner: Manner, listed: bool) -> Tail | None:
    """Read the bracket that closes ``text[:end]``."""
    opening = _last_bracket(text, end)
    if opening is None:
        return None
    closing = text.rindex(_CLOSE[_OPEN.index(text[opening])], opening, end)
    return read_tail(text[opening + 1 : closing], manner, opening, bare=listed)


def _last_bracket(text: str, limit: int) -> int | None:
    """Return where the bracket opens that closes ``text[:limit]``."""
    end = len(text[:limit].rstrip(_TRAILING))
    if not end or text[end - 1] not in _CLOSE:
        return None
    depth = 0
    for at in range(end - 1, max(-1, end - _LONGEST), -1):
        depth += (text[at] in _CLOSE) - (text[at] in _OPEN)
        if depth == 0:
            return at
    return None


def read_tail(words: str, manner: Manner, start: int = 0, *, bare: bool = False) -> Tail | None:
    """Read the *words* of a tail: labelled pieces, names with what they do, a limit; None for anything else.

    Args:
        words: what stands inside the bracket or behind the task.
        manner: how the document names its units.
        start: where the tail begins.
        bare: names alone are a tail as well.
    """
    words = _FOR_ALL.sub("", words)
    fields = read_fields(words)
    said = read_said(_between(words, fields), bare=bare)
    if said.alone and not fields and not _enough(said):
        said = Said()
    if said.alone and manner.first and len(said.parts) > 1:
        first, *rest = said.parts
        beside = (replace(part, role=Role.SHARED) for part in rest)
        said = replace(said, parts=(replace(first, role=Role.LEAD), *beside))
    if not fields:
        unsaid = said.nobody and not _YET.search(words)  # （略）
        if not said or (
            not said.parts and (unsaid or not said.nobody) and not is_only_limit(said.limit or "")
        ):
            return None
        return Tail(start, said.parts, said.limit, said.nobody)
    found = (*said.parts, *parts_from(fields, manner))
    parts = _answering_first(found)
    if not parts and not any(f.kind in _SAYS for f in fields):
        return None
    nobody = not parts and (said.nobody or nobody_named(fields))
    return Tail(start, parts, limit_of(fields) or said.limit, nobody, fields)


def _between(words: str, fields: tuple[Field, ...]) -> str:
    """Return what stands in *words* outside its labelled fields."""
    edges = [0, *(at for field in fields for at in (field.start, field.end)), len(words)]
    return "，".join(words[a:b].strip(_TRAILING) for a, b in zip(edges[::2], edges[1::2], strict=True))


#: 一、重点任务（以下任务均由X牵头）
_FOR_ALL = re.compile(
    r"^\s*(?:以下|下列|本[节章项类部分]{1,2}|该[节项类])各?项?(?:任务|工作|事项|问题|措施)?"
    r"(?:均|都|统一)?(?=由|责任|牵头|[省市县区])"
)
_YET = re.compile("[待未]|另[行定]|暂")


#: A unit's name of two or three characters: 农办, 白石镇; 三镇 are a number of them.
_SHORT_UNIT = re.compile(r"[省市县区各].{1,2}|[^一二三四五六七八九十两几多]{2}[局办委镇乡站所社队院]")


def _enough(said: Said) -> bool:
    """Tell whether names that stand alone are units beyond doubt: （湖） and （三镇） could be anything."""
    return said.limit is not None or all(
        (len(part.unit) > 3 or part.generic or _SHORT_UNIT.fullmatch(part.unit))
        and part.role is not Role.LEADER
        for part in said.parts
    )


def _unbracketed(text: str, end: int, manner: Manner, begin: int) -> Tail | None:
    """Read what stands at the end of ``text[:end]`` without brackets."""
    end = len(text[:end].rstrip(_TRAILING))
    if labelled := _labelled(text[:end], manner):
        return labelled
    behind = max(text.rfind(mark, 0, end) for mark in _CLOSE) + 1
    if behind and is_only_limit(text[behind:end]) and _bracketed(text, behind, manner, listed=True):
        return Tail(behind, (), text[behind:end].strip())  # 〔区住建局〕3月31日前
    cut = _last_gap(text, end, begin)
    if cut and (found := read_tail(text[cut:end], manner, cut, bare=True)):
        return found
    return _clauses(text, end, manner)


def _labelled(text: str, manner: Manner) -> Tail | None:
    """Read the labelled pieces that *text* ends with: ；时限：8月底, 　牵头：县水利局　9月底前."""
    fields = read_fields(text)
    first = len(fields)
    while first and fields[first - 1].kind in _SAYS:
        first -= 1
    if first == len(fields):
        return None
    start = fields[first].start
    return read_tail(text[start:], manner, start) if start and not _inside(text, start) else None


def _inside(text: str, at: int) -> bool:
    """Tell whether a bracket is open at ``text[at]``."""
    return sum(text.count(mark, 0, at) for mark in _OPEN) > sum(text.count(mark, 0, at) for mark in _CLOSE)


_BLANKS = re.compile(r" {2,}|\t|(?<=[一-龥\d）)】。；]) (?=[一-龥\d])| ?(?:[｜|→]|[—–]{2}|->|=>) ?")


def _last_gap(text: str, end: int, begin: int) -> int | None:
    found = None
    for gap in _BLANKS.finditer(text, begin + 2, end):
        found = gap.end()
    return found


_CLAUSE_ENDS = "。；;，,"


def _clauses(text: str, end: int, manner: Manner) -> Tail | None:
    """Read the last clause where it says who and nothing else; a limit alone behind it belongs to it."""
    start = _clause_starts(text, end)
    if start is None:
        return None
    words = text[start:end]
    if is_only_limit(words) and _bracketed(text, start - 1, manner, listed=True):
        return Tail(start, (), words)
    if is_only_limit(words) and text[start - 1] in "，,。；; ":
        before = start - 1
        above = _clause_starts(text, before)
        said = _says_who(text[above:before]) if above is not None else None
        return Tail(above, said.parts, words, clause=True) if said and above is not None else None
    if said := _says_who(words):
        return Tail(start, said.parts, said.limit, said.nobody, clause=True)
    return None


def _clause_starts(text: str, end: int) -> int | None:
    """Return where the clause that ends at *end* begins; None where it is the first."""
    depth = 0
    for at in range(end - 1, max(0, end - 80), -1):
        depth += (text[at] in _CLOSE) - (text[at] in _OPEN)
        if depth == 0 and text[at] in _CLAUSE_ENDS:
            return at + 1
    return None


_ASSIGNS = re.compile(r"^(?:(?:此项|本项|该项)?(?:任务|工作|事项)?由|责任单位|牵头单位)")
_UNKNOWN_YET = re.compile(r".{0,6}(?:单位|部门|主体)(?:待|另行|尚未|暂未|未).{0,12}$")


def _says_who(clause: str) -> Said | None:
    """Read a clause that names units and what part they take, and nothing else: 由X主抓, X、Y共同负责."""
    words = clause.strip(_TRAILING)
    if _UNKNOWN_YET.fullmatch(words):
        return Said(nobody=True)
    found = said_behind(_ASSIGNS.sub("由", words))
    if found is None:
        return None
    return read_said(_ASSIGNS.sub("由", words))
