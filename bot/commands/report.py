"""``duban check --report``: what each document says, what it leaves open, what in it is damaged.

Here a folder that was read is looked through, document by document; nothing is read a second time.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from rapidfuzz import fuzz, process

from bot.commands.repair import KINDS
from bot.duty import Document, Duty, Known, Problem, Role
from bot.reading.folder import Knowledge
from bot.reading.units import Directory, Unit

#: From this likeness on (0 to 100), a known name is shown beside an unknown one.
_NEAR = 60
#: Roles whose bearers are persons and firms; the directory need not know them.
_NOT_LISTED = (Role.LEADER, Role.ENTERPRISE)
#: What is no one unit: 区直有关部门, 市级各部门, a name left blank (**镇).
_ANYBODY = re.compile(r"^各|各(?:级|部门|单位)|[有相]关|成员单位|责任单位|[*□×〔]")
#: Characters of a passage that are enough to find it again.
_FIRST_WORDS, _FEW = 24, 12
#: Places of one kind of damage that a screen shows; the JSON has all.
_SHOWN = 6

_KNOWN = {Known.STATED: "原文写明", Known.INFERRED: "推定", Known.UNKNOWN: "未知"}
_GAPS = {"unit": "责任单位", "date": "时限", "target": "可衡量的目标"}


@dataclass(frozen=True, slots=True)
class Passage:
    """Where something stands: the line of the file, the place a person looks for, the first words."""

    line: int
    place: str
    words: str


@dataclass(frozen=True, slots=True)
class Gap:
    """A duty that leaves something open; *missing* holds keys of ``_GAPS``."""

    passage: Passage
    missing: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Damage:
    """One damaged passage; *kind* as in ``duban repair``."""

    kind: str
    line: int
    words: str


@dataclass(frozen=True, slots=True)
class Unlisted:
    """A name the directory does not know, the nearest it knows, and what to paste into units.toml."""

    name: str
    times: int
    line: int
    near: Unit | None
    entry: str


@dataclass(frozen=True, slots=True)
class Unsettled:
    """A time limit whose day rests on an inference (*due* set) or could not be resolved (None)."""

    passage: Passage
    text: str
    due: str | None
    why: str


@dataclass(frozen=True, slots=True)
class Report:
    """Everything an administrator wants to know about one document after it was read."""

    document: Document
    duties: int
    notes: tuple[Problem, ...]
    gaps: tuple[Gap, ...]
    damages: tuple[Damage, ...]
    unlisted: tuple[Unlisted, ...]
    unsettled: tuple[Unsettled, ...]


def reports(knowledge: Knowledge) -> Iterator[Report]:
    """Look through the documents of *knowledge*, in the order of their names."""
    duties = knowledge.reading.by_file()
    for document in knowledge.reading.documents:
        notes = [p for p in knowledge.reading.problems if p.path == document.file]
        yield _report(document, duties[document.file], notes, knowledge.rules.directory)


def _report(document: Document, duties: list[Duty], notes: list[Problem], directory: Directory) -> Report:
    line_at = _numbering(document.repaired.raw)
    passages = [_passage(duty, line_at) for duty in duties]
    told = list(zip(duties, passages, strict=True))
    return Report(
        document,
        len(duties),
        tuple(notes),
        tuple(Gap(passage, missing) for duty, passage in told if (missing := _missing(duty))),
        tuple(_damages(document, line_at)),
        tuple(_unlisted(duties, directory, line_at)),
        tuple(found for duty, passage in told if (found := _unsettled(duty, passage))),
    )


def _numbering(text: str) -> Callable[[int], int]:
    """Return the function that gives the line, from 1, on which a character of *text* stands."""
    breaks = [m.start() for m in re.finditer("\n", text)]
    return lambda at: bisect_left(breaks, at) + 1


def _passage(duty: Duty, line_at: Callable[[int], int]) -> Passage:
    return Passage(line_at(duty.source.span[0]), duty.source.place, _cut(duty.quote, _FIRST_WORDS))


def names_nobody(duty: Duty) -> bool:
    """Tell whether *duty* names no unit at all; a leader who sees to it does not carry it out."""
    return all(part.role is Role.LEADER for part in duty.parts)


def _missing(duty: Duty) -> tuple[str, ...]:
    open_ = {"unit": names_nobody(duty), "date": duty.deadline is None, "target": not duty.target}
    return tuple(key for key, missing in open_.items() if missing)


def _damages(document: Document, line_at: Callable[[int], int]) -> Iterator[Damage]:
    repaired = document.repaired
    for flag in repaired.flags:
        words = _cut(repaired.text[flag.start : flag.end], _FEW)
        yield Damage(flag.kind, line_at(repaired.origin[flag.start]), words)


def _unsettled(duty: Duty, passage: Passage) -> Unsettled | None:
    """Return the limit of *duty* if its day is in doubt; a plain rhythm (每月) never has one."""
    limit = duty.deadline
    if limit is None or (limit.certain and (limit.due or limit.recurring)):
        return None
    due = limit.due.isoformat() if limit.due else None
    return Unsettled(passage, limit.text, due, limit.note or "文字没有写到哪一天")


# ---- names the directory does not know


def unknown_names(duties: Iterable[Duty], directory: Directory) -> dict[str, list[Duty]]:
    """Return each name that the directory does not know, with the duties it stands in."""
    found: dict[str, list[Duty]] = {}
    for duty in duties:
        persons = set(duty.leaders)
        for part in dict.fromkeys(duty.parts):
            if part.role in _NOT_LISTED or part.generic or part.unit in persons:
                continue
            if not directory.known(part.unit) and not _ANYBODY.search(part.unit):
                found.setdefault(part.unit, []).append(duty)
    return found


def _unlisted(duties: list[Duty], directory: Directory, line_at: Callable[[int], int]) -> Iterator[Unlisted]:
    for name, where in unknown_names(duties, directory).items():
        near = nearest_unit(name, directory)
        entry = "\n".join(entry_for(name, near))
        yield Unlisted(name, len(where), line_at(where[0].source.span[0]), near, entry)


def nearest_unit(name: str, directory: Directory) -> Unit | None:
    """Return the unit whose name is most like *name*, the folder's own before the general kinds."""
    owners = {known: unit for unit in reversed(directory.units) for known in (*unit.names, *unit.short)}
    local = [known for known, unit in owners.items() if unit.local]
    near = nearest(name, local) or nearest(name, owners)
    return owners[near] if near else None


def nearest(name: str, known: Iterable[str]) -> str | None:
    """Return which of *known* is most like *name*, None where nothing comes near."""
    found = process.extractOne(name, list(known), scorer=fuzz.ratio, score_cutoff=_NEAR)
    return found[0] if found else None


def entry_for(name: str, near: Unit | None) -> list[str]:
    """Return the lines of units.toml that make *name* known.

    One line where it is another name of a local unit: it takes the place of that unit's aliases.
    """
    if near and near.local:
        return [f"aliases = [{', '.join(map(_toml, (*near.aliases, name)))}]"]
    kind = [f"kind = {_toml(near.name)}"] if near else []
    return ["[[unit]]", f"name = {_toml(name)}", *kind]


def _toml(text: str) -> str:
    """Write *text* as a TOML string."""
    return '"' + text.replace("\\", "\\\\").replace('"', '\\"') + '"'


# ---- for machines


def report_json(report: Report) -> dict[str, Any]:
    """Return *report* as the object that ``duban check --report --json`` prints."""
    document = report.document
    return {
        "source": document.file,
        "title": document.title,
        "issuer": document.issuer,
        "number": document.number,
        "region": document.region,
        "day": document.day.isoformat() if document.day else None,
        "day_known": document.day_known.value,
        "day_note": document.day_note,
        "duties": report.duties,
        "notes": [{"line": p.line, "severity": p.severity.value, "message": p.message} for p in report.notes],
        "open": [{**_passage_json(gap.passage), "missing": list(gap.missing)} for gap in report.gaps],
        "damage": [
            {"kind": d.kind, "meaning": KINDS.get(d.kind, d.kind), "line": d.line, "text": d.words}
            for d in report.damages
        ],
        "unknown_units": [
            {
                "name": found.name,
                "times": found.times,
                "line": found.line,
                "near": found.near.name if found.near else None,
                "entry": found.entry,
            }
            for found in report.unlisted
        ],
        "dates": [
            {**_passage_json(found.passage), "text": found.text, "due": found.due, "note": found.why}
            for found in report.unsettled
        ],
    }


def _passage_json(passage: Passage) -> dict[str, Any]:
    return {"line": passage.line, "place": passage.place, "words": passage.words}


# ---- for people


def told(report: Report) -> str:
    """Tell *report* in Chinese, a line for each thing; a part with nothing to tell is left out."""
    sections = [
        _section(f"提示 {len(report.notes)} 条", (f"第{p.line}行 {flat(p.message)}" for p in report.notes)),
        _section(_gaps_head(report.gaps), map(_gap_told, report.gaps)),
        _section(f"损坏 {len(report.damages)} 处", _damages_told(report.damages)),
        _section(f"名录里没有的单位 {len(report.unlisted)} 个", map(_unlisted_told, report.unlisted)),
        _section(f"暂定或未定的日期 {len(report.unsettled)} 项", map(_unsettled_told, report.unsettled)),
    ]
    rows = [row for section in sections for row in section]
    return "\n".join([*_head(report), *(rows or ["  没有缺项、损坏、生疏的单位和未定的日期。"])]) + "\n"


def _head(report: Report) -> Iterator[str]:
    document = report.document
    day = document.day.isoformat() if document.day else "无"
    how = "；".join(filter(None, (_KNOWN[document.day_known], flat(document.day_note))))
    yield f"■ {document.file}"
    yield f"  题目：{flat(document.title) or '未读出'}"
    yield f"  日期：{day}（{how}）"
    yield f"  地区：{flat(document.region or '') or '未读出'}"
    yield f"  事项：{report.duties} 项"


def _section(head: str, rows: Iterable[str]) -> list[str]:
    listed = [f"    {row}" for row in rows]
    return [f"  {head}", *listed] if listed else []


def _gaps_head(gaps: Sequence[Gap]) -> str:
    counts = Counter(key for gap in gaps for key in gap.missing)
    return f"缺项 {len(gaps)} 项：" + "，".join(
        f"缺{word} {counts[key]}" for key, word in _GAPS.items() if counts[key]
    )


def _gap_told(gap: Gap) -> str:
    return f"{_where(gap.passage)}：缺{'、'.join(_GAPS[key] for key in gap.missing)}"


def _where(passage: Passage) -> str:
    place = f"（{flat(passage.place)}）" if passage.place else ""
    return f"第{passage.line}行{place}“{passage.words}”"


def _damages_told(damages: Sequence[Damage]) -> Iterator[str]:
    """Tell the damage kind by kind, each with its first places."""
    for kind, number in Counter(damage.kind for damage in damages).items():
        shown = [d for d in damages if d.kind == kind][:_SHOWN]
        places = "、".join(f"第{d.line}行“{d.words}”" for d in shown)
        more = "" if number <= _SHOWN else f" 等，其余 {number - _SHOWN} 处用 --json 查看"
        yield f"{KINDS.get(kind, kind)}，{number} 处：{places}{more}"


def _unlisted_told(found: Unlisted) -> str:
    head = f"“{flat(found.name)}” {found.times} 处，首见第{found.line}行；"
    if found.near is None:
        how = "如确有此单位，在 units.toml 末尾添："
    elif found.near.local:
        how = f"如即“{found.near.name}”，把它在 units.toml 里的别名改为："
    else:
        how = f"近似的通用种类是“{found.near.name}”，如属此类，在 units.toml 末尾添："
    rows = [f"      {row}" for row in found.entry.split("\n")]
    if found.near and found.near.local:
        own = "；".join(entry_for(found.name, None))
        rows.append(f"      如是另一单位，则在末尾添两行：{own}")
    return "\n".join([head + how, *rows])


def _unsettled_told(found: Unsettled) -> str:
    day = f"暂定 {found.due}" if found.due else "未定"
    return f"{_where(found.passage)} {day}：{flat(found.why)}"


def flat(text: str) -> str:
    """Keep what is told on its line, whatever stands in a file's name, its words or a parser's message."""
    return " ".join("".join(c if c.isprintable() else " " for c in text).split())


def _cut(text: str, length: int) -> str:
    words = flat(text)
    return words if len(words) <= length else words[:length] + "…"
