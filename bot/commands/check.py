"""``duban check``: what is wrong in a knowledge folder, where, and how to mend it."""

from __future__ import annotations

import argparse
import re
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path
from typing import Any

from rapidfuzz import fuzz, process

from bot import config, general
from bot.asking.terms import load_terms
from bot.duty import Document, Duty, Problem, Role, Severity
from bot.jsonlines import line
from bot.reading.folder import Knowledge, read_folder, read_settings
from bot.reading.units import Directory
from bot.toml import TomlFault, parse

#: From this likeness on (0 to 100), a known name is shown beside an unknown one.
_NEAR = 60
#: Roles whose bearers are persons and firms; the directory need not know them.
_NOT_LISTED = (Role.LEADER, Role.ENTERPRISE)
#: What is no one unit: 区直有关部门, 各成员单位, a name left blank (**镇).
_ANYBODY = re.compile(r"^各|[有相]关|成员单位|责任单位|[*□×〔]")


class Level(StrEnum):
    """How grave a finding is; the value is the word people read."""

    ERROR = "错误"
    WARNING = "警告"
    NOTE = "信息"  # nothing to mend in the folder: what the documents themselves leave open


@dataclass(frozen=True, slots=True)
class Finding:
    """One finding: where, how grave, and in one sentence what it is and how it is mended."""

    path: str
    line: int
    level: Level
    message: str

    def __str__(self) -> str:
        return f"{_flat(self.path)}:{self.line}: {self.level.value}：{_flat(self.message)}"


def add_arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument(
        "folder", nargs="?", type=Path, metavar="文件夹", help="知识文件夹，默认用 config.toml 所指的"
    )
    parser.add_argument("--json", action="store_true", help="每条结果输出一行 JSON")
    parser.add_argument("--config", type=Path, metavar="文件", help="config.toml 的位置")


def run(args: argparse.Namespace) -> int:
    """Print every finding on a line of its own; 1 where there are errors, else 0.

    Raises:
        Unreadable: there is no such folder.
    """
    folder = args.folder or config.chosen(args.config).paths.knowledge
    findings = check(folder)
    for finding in findings:
        print(line(as_json(finding)) if args.json else finding)
    counts = Counter(finding.level for finding in findings)
    if not args.json:
        print(_closing(counts))
    return 1 if counts[Level.ERROR] else 0


def check(folder: Path) -> list[Finding]:
    """Return everything found in *folder*, sorted by file and line, each finding once."""
    knowledge = read_folder(folder)
    units, terms = (read_settings(folder / name)[0] or "" for name in ("units.toml", "terms.toml"))
    problems = [
        *knowledge.reading.problems,
        *_term_problems(terms),
        *unit_problems(units, knowledge.rules.directory),
    ]
    found = [Finding(p.path, p.line, _LEVELS[p.severity], p.message) for p in problems]
    found += [*repeated_terms(terms), *unknown_names(knowledge), *left_open(knowledge)]
    return sorted(dict.fromkeys(found), key=lambda f: (f.path, f.line, f.message))


def as_json(finding: Finding) -> dict[str, Any]:
    """Return *finding* as the object that ``duban check --json`` prints."""
    return {
        "path": finding.path,
        "line": finding.line,
        "severity": finding.level.name.lower(),
        "message": finding.message,
    }


_LEVELS = {Severity.ERROR: Level.ERROR, Severity.WARNING: Level.WARNING}


def _closing(counts: Counter[Level]) -> str:
    told = "，".join(f"{level.value} {counts[level]} 条" for level in Level)
    return f"检查完毕：{told}。" + ("请先改正错误。" if counts[Level.ERROR] else "")


def _flat(text: str) -> str:
    """Keep a finding on its line, whatever stands in a file's name or a parser's message."""
    return " ".join("".join(c if c.isprintable() else " " for c in text).split())


# ---- units.toml


def unit_problems(text: str, directory: Directory) -> list[Problem]:
    """Find parents and kinds that do not exist, units above themselves, units written twice."""
    kinds = {unit.name for unit in directory.units if not unit.local}
    rows = list(_units(text))
    lines: dict[str, int] = {}
    problems = []
    for row, at, _ in rows:
        name = row["name"]
        if name in lines:
            message = f"单位“{name}”在第 {lines[name]} 行已有一条；请把两条合成一条。"
            problems.append(Problem("units.toml", at, message))
        lines.setdefault(name, at)
    parents = {row["name"]: row.get("parent", "") for row, _, _ in rows}
    for row, at, block in rows:
        problems += _parent_problems(row, _key_line(block, "parent", at), parents)
        kind = row.get("kind", "")
        if kind and kind not in kinds:
            what = f"单位“{row['name']}”的种类“{kind}”不在通用名录里{_likely(kind, kinds)}"
            message = f"{what}；请改正，没有对应种类的就删去 kind。"
            problems.append(Problem("units.toml", _key_line(block, "kind", at), message, Severity.WARNING))
    return problems


def _parent_problems(row: dict[str, Any], at: int, parents: dict[str, str]) -> Iterator[Problem]:
    name, parent = row["name"], row.get("parent", "")
    if parent and parent not in parents:
        message = (
            f"单位“{name}”的上级“{parent}”不在本文件中{_likely(parent, parents)}；请改正，或为上级补一条。"
        )
        yield Problem("units.toml", at, message)
    above, seen = parent, set[str]()
    while above and above not in seen:
        if above == name:
            yield Problem("units.toml", at, f"单位“{name}”成了自己的上级；请改正 parent。")
            return
        seen.add(above)
        above = parents.get(above, "")


def _units(text: str) -> Iterator[tuple[dict[str, Any], int, list[str]]]:
    """Yield each sound [[unit]] table with the line it begins on and its lines."""
    try:
        rows = parse(text).get("unit", [])
    except TomlFault:
        return  # reported by the reading itself
    lines = text.splitlines()
    starts = [n for n, words in enumerate(lines, 1) if words.strip().startswith("[[unit]]")]
    if not isinstance(rows, list):
        return
    if len(rows) != len(starts):  # written as a list, unit = [{…}]
        starts = [1] * len(rows)
    for row, at, following in zip(rows, starts, [*starts[1:], len(lines) + 1], strict=False):
        if _sound(row):
            yield row, at, lines[at - 1 : following - 1]


def _sound(row: object) -> bool:
    keys = ("name", "parent", "kind")
    return (
        isinstance(row, dict) and bool(row.get("name")) and all(isinstance(row.get(k, ""), str) for k in keys)
    )


def _key_line(block: Sequence[str], key: str, start: int) -> int:
    at = (n for n, words in enumerate(block, start) if words.split("=")[0].strip() == key)
    return next(at, start)


# ---- terms.toml


def _term_problems(text: str) -> list[Problem]:
    return load_terms(general.text("terms.toml"), text)[1]


def repeated_terms(text: str) -> Iterator[Finding]:
    """Find words explained twice, and words dropped as small talk before they are looked up."""
    try:
        table = parse(text)
    except TomlFault:
        return
    topics = table.get("topics", {})
    small = table.get("small_talk", [])
    lines = text.splitlines()
    first: dict[str, str] = {}
    for topic, rows in topics.items() if isinstance(topics, dict) else ():
        for word in rows if isinstance(rows, dict) else ():
            at = _last_line(lines, f'"{word}"')
            if word in first:
                message = f"词语“{word}”在主题“{first[word]}”和“{topic}”里各有一条；请合成一条。"
                yield Finding("terms.toml", at, Level.WARNING, message)
            first.setdefault(word, topic)
            if isinstance(small, list) and word in small:
                message = f"词语“{word}”又列在 small_talk 里，提问时先被当作口头话略去；请从其中一处删去。"
                yield Finding("terms.toml", at, Level.WARNING, message)


def _last_line(lines: Sequence[str], words: str) -> int:
    return max((n for n, text in enumerate(lines, 1) if words in text), default=1)


# ---- documents


def unknown_names(knowledge: Knowledge) -> Iterator[Finding]:
    """List each name in the documents that the directory does not know, once, with what to paste."""
    directory = knowledge.rules.directory
    documents = {document.file: document for document in knowledge.reading.documents}
    seen: dict[str, Duty] = {}
    times: Counter[str] = Counter()
    for duty in knowledge.reading.duties:
        persons = set(duty.leaders)
        for part in dict.fromkeys(duty.parts):
            if part.role in _NOT_LISTED or part.generic or part.unit in persons:
                continue
            if not directory.known(part.unit) and not _ANYBODY.search(part.unit):
                seen.setdefault(part.unit, duty)
                times[part.unit] += 1
    for name, duty in seen.items():
        message = f"文件里的单位“{name}”（{times[name]} 处）不在名录里；{_paste(name, directory)}"
        at = _line_of(documents[duty.source.file], duty)
        yield Finding(duty.source.file, at, Level.WARNING, message)


def _paste(name: str, directory: Directory) -> str:
    """Say what to write into units.toml so that *name* is known."""
    owners = {known: unit for unit in reversed(directory.units) for known in (*unit.names, *unit.short)}
    local = [known for known, unit in owners.items() if unit.local]
    near = _nearest(name, local) or _nearest(name, owners)
    if near is None:
        return f"如确有此单位，请在 units.toml 末尾添两行：[[unit]] 和 name = {_quoted(name)}"
    unit = owners[near]
    if unit.local:
        row = ", ".join(map(_quoted, (*unit.aliases, name)))
        return f"如即“{unit.name}”，请把它在 units.toml 里的别名改为 aliases = [{row}]"
    return (
        f"近似的通用种类是“{unit.name}”，如属此类，请在 units.toml 末尾添三行："
        f"[[unit]]、name = {_quoted(name)} 和 kind = {_quoted(unit.name)}"
    )


def left_open(knowledge: Knowledge) -> Iterator[Finding]:
    """Count in each document the duties that name nobody (缺项), at the line of the first."""
    for document in knowledge.reading.documents:
        duties = [duty for duty in knowledge.reading.duties if duty.source.file == document.file]
        nobody = [duty for duty in duties if not duty.parts]
        if nobody:
            counted = f"读出 {len(duties)} 项，其中 {len(nobody)} 项原文未写责任单位"
            message = f"缺项：{counted}，首项为“{nobody[0].matter}”。"
            yield Finding(document.file, _line_of(document, nobody[0]), Level.NOTE, message)


def _line_of(document: Document, duty: Duty) -> int:
    """Return the line of the file on which *duty* begins."""
    return document.repaired.raw.count("\n", 0, duty.source.span[0]) + 1


def _quoted(text: str) -> str:
    """Write *text* as a TOML string."""
    return '"' + text.replace("\\", "\\\\").replace('"', '\\"') + '"'


def _likely(name: str, known: Iterable[str]) -> str:
    near = _nearest(name, known)
    return f"，可能是“{near}”" if near else ""


def _nearest(name: str, known: Iterable[str]) -> str | None:
    found = process.extractOne(name, list(known), scorer=fuzz.ratio, score_cutoff=_NEAR)
    return found[0] if found else None
