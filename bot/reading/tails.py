"""Responsibility said behind the task: in brackets, without them, or once for a section."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace

from bot.duty import Part, Role
from bot.reading.bearers import parts_from
from bot.reading.labels import Field, Kind, read_fields
from bot.reading.names import parts_of, read_names

_OPEN, _CLOSE = "（(〔【[", "）)〕】]"
#: What a unit does, said behind its name.
_ROLES: tuple[tuple[re.Pattern[str], Role | None], ...] = (
    (re.compile(r"(?:总|统一|共同)?牵头(?:负责|落实|组织|实施|抓总|推进|办理)?$|主办$|主责$"), Role.LEAD),
    (
        re.compile(r"(?:积极|协同|协助)?(?:配合|参与|参加|协助|协同|协办|支持)(?:落实|做好|实施)?$"),
        Role.SUPPORTING,
    ),
    (re.compile(r"(?:负责)?(?:行业)?监管$"), Role.REGULATOR),
    (re.compile(r"(?:负责)?(?:督促|督导|督办|督查|监督|指导|跟踪督办)(?:落实)?$"), Role.SUPERVISES),
    (re.compile(r"(?:负责|组织)?(?:验收|审核|核查)$"), Role.ACCEPTS),
    (
        re.compile(
            r"(?:按照?(?:各自)?职责(?:分工)?|依职责|分别|共同|具体|分工|联合|组织)?(?:抓好)?(?:负责|承办|实施|管|落实|办理|抓落实|承担)(?:实施|落实|推进|整改|办理)?$"
        ),
        None,
    ),
)


@dataclass(frozen=True, slots=True)
class Tail:
    """A bracketed responsibility tail: where it begins, its words, who it names, its labelled fields."""

    start: int
    words: str
    parts: tuple[Part, ...]
    fields: tuple[Field, ...]


def tail_of(
    text: str, known: Callable[[str], bool], *, first: bool = False, bare: bool = False
) -> Tail | None:
    """Return the bracketed responsibility tail at the end of *text*, or None where there is none.

    Args:
        text: one line.
        known: tells whether a bare stem (住建) is a known unit.
        first: the document says that the first of the responsible units leads.
        bare: in a list of tasks names alone are a tail as well: （区发改局、区城管局）.
    """
    at = _last_bracket(text)
    if at is None:
        return None
    words = text[at + 1 : text.rindex(_CLOSE[_OPEN.index(text[at])])]
    fields = tuple(read_fields(words))
    parts = parts_from(fields, known, first=first) or read_tail(words) or (_bare_names(words) if bare else [])
    return Tail(at, words, tuple(parts), fields) if fields or parts else None


def _last_bracket(text: str) -> int | None:
    """Return where the bracket opens that closes *text*."""
    end = len(text.rstrip("。；;，,. \t\u3000"))
    if not end or text[end - 1] not in _CLOSE:
        return None
    depth = 0
    for at in range(end - 1, max(-1, end - 400), -1):
        depth += (text[at] in _CLOSE) - (text[at] in _OPEN)
        if depth == 0:
            return at
    return None


def read_tail(words: str) -> list[Part]:
    """Read responsibility said behind the names: A牵头，B、C配合; empty where *words* are anything else."""
    parts = [part for piece in re.split(r"[，,；;。\s]+", words) for part in _said_behind(piece)]
    open_roles = (Role.RESPONSIBLE, Role.LISTED)
    led = any(part.role is Role.LEAD for part in parts)
    first = next((i for i, part in enumerate(parts) if part.role in open_roles), len(parts))
    beside = first if led else first + 1 if _ALONE.search(words) else len(parts)
    return [
        replace(p, role=Role.SHARED) if i >= beside and p.role in open_roles else p
        for i, p in enumerate(parts)
    ]


#: One unit alone, then others that do their share: A负责，B、C按职责抓好落实.
_ALONE = re.compile(r"^[^、，,；;]{2,24}负责[^，,；;]{0,4}[，,；;].*(?:落实|配合|承担)")


def _bare_names(words: str) -> list[Part]:
    """Read names that stand alone in a tail; short ones could be anything (（湖）, （三镇）)."""
    named = "、".join(p for p in re.split(r"[，,；;]", words) if not _LIMIT.fullmatch(p.strip()))
    names = read_names(named)
    return list(parts_of(names)) if names and all(len(n.text) >= 4 and not n.post for n in names) else []


def _said_behind(piece: str) -> list[Part]:
    for pattern, role in _ROLES:
        said = pattern.search(piece)
        if said and said.start() >= 2 and (names := read_names(piece[: said.start()])):
            return list(parts_of(names, role))
    return []


_UNIT = r"[省市县区各][一-龥]{1,14}?(?:局|委|办|社|公司|集团|政府|中心|大队|镇|乡|街道)"
_GAP = r"[\s。.，,、；;]"
#: Units and what they do, behind a task: 市环保局牵头。市规划局。市国土资源局等配合
_RUN_ON = re.compile(
    rf"(?<=[\s。.，,、；;成前底])({_UNIT}(?:{_GAP}{{1,3}}{_UNIT}){{0,5}})(牵头|负责)(?![^\s。.，,、；;])"
    rf"(?:{_GAP}{{0,2}}({_UNIT}(?:{_GAP}{{1,3}}{_UNIT}){{0,6}})等?(配合|参与|参加|协助))?"
    rf"(?:{_GAP}{{0,3}}({_UNIT})抓(?:好)?落实)?"
)
_DAY = re.compile(rf"{_GAP}{{0,3}}((?:20\d\d年)?(?:\d{{1,2}}月)?(?:\d{{1,2}}日|底|年底)?前?)(?={_GAP}|$)")


#: A heading that ran into its first item: …100, 二、重点工作 完成….
_NEW_SECTION = re.compile(r"(?:^|[\s。.,，、])[一二三四五六七八九十]{1,2}[,，、 ]\s*[一-龥]{2,8}[\s。.,，、]")
_DATED = re.compile(r"\d[月年日]?[底前]")


@dataclass(frozen=True, slots=True)
class RunOn:
    """A tail without brackets at ``start``; its task begins at ``begin``, ``limit`` may stand behind it."""

    begin: int
    start: int
    parts: tuple[Part, ...]
    limit: str | None


def run_on_tails(text: str, begin: int = 0) -> list[RunOn]:
    """Return the tails from *begin* on that stand behind their tasks without brackets."""
    tails: list[RunOn] = []
    for found in _RUN_ON.finditer(text, begin):
        lead, support = (re.sub(rf"{_GAP}+", "、", found[i] or "") for i in (1, 3))
        parts = read_tail(lead + found[2]) + (read_tail(support + found[4]) if support else [])
        if found.start() <= 6 or not parts:
            continue
        heads = list(_NEW_SECTION.finditer(text, begin, found.start()))
        begin = heads[-1].end() if heads else begin
        day = _DAY.match(text, found.end())
        late = day and re.search(r"[月年日]", day[1]) and not _DATED.search(text, begin, found.start())
        tails.append(RunOn(begin, found.start(), tuple(parts), day[1] if day and late else None))
        begin = day.end() if day and late else found.end()
    return tails


_LIMIT = re.compile(
    r"(?:[^，,；;。：:]{0,16}\d[^，,；;。]{0,12}(?:前|底|内|完成|止)|长期坚持|持续推进|[^，,；;。]{0,4}年底前?|长期|持续(?:整改|落实)?)"
)


def limit_in(words: str, fields: Sequence[Field]) -> str | None:
    """Return a time limit that stands in a tail without a label: …牵头，2022年11月底前."""
    rest = words
    for f in fields:
        rest = rest.replace(f.value, "") if f.kind is not Kind.DEADLINE else rest
    found = _LIMIT.search(rest)
    return found[0].strip() if found else None


#: One sentence that speaks for all items of its section.
_SECTION = re.compile(
    r"\s*(?:以上|上述|除(?:已)?注明(?:的)?外|除特别注明外|本(?:节|部分|章|项)|以下|前述|上列)"
)
#: What stands before the label there: 以上三项责任单位：…, 本节责任单位均为….
_FOR_ALL = re.compile(
    r"(?:以上|上述|前述|本[节章项]|本部分|以下)[^，,；;：:由]{0,8}?(?=责任|牵头|配合|完成|整改时限)"
)
_PIECES = re.compile(r"[，,；;、](?=[^、，,；;]{2,40}(?:配合|参与|负责|监管|督导))|[，,；;]")


@dataclass(frozen=True, slots=True)
class Common:
    """What one sentence says for all items of its section."""

    parts: tuple[Part, ...]
    limit: str | None


def said_for_all(text: str, known: Callable[[str], bool]) -> Common | None:
    """Read 以上三项责任单位：…；完成时限：… or 上述工作由X牵头、Y配合，…前完成; else None."""
    if not _SECTION.match(text):
        return None
    text = _FOR_ALL.sub("，", text.strip().rstrip("。"))
    fields = read_fields(text)
    limit = next((f.value for f in fields if f.kind is Kind.DEADLINE), None)
    parts = parts_from(fields, known)
    if not parts and (by := re.search(r"由(.+)$", text)):
        parts = [part for piece in _PIECES.split(by[1]) for part in read_tail(piece)]
        limit = limit or (limit_in(text, fields) if parts else None)
    return Common(tuple(parts), limit) if parts or limit else None
