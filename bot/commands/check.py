"""``duban check``: what is wrong in a knowledge folder, where, and how to mend it."""

from __future__ import annotations

import argparse
import sys
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path
from typing import Any

from bot import config, general
from bot.asking.terms import load_terms
from bot.commands.report import (
    entry_for,
    flat,
    names_nobody,
    nearest,
    nearest_unit,
    report_json,
    reports,
    told,
    unknown_names,
)
from bot.duty import Document, Duty, Problem, Severity
from bot.jsonlines import line
from bot.reading.folder import Knowledge, read_folder
from bot.reading.units import Directory
from bot.toml import TomlFault, parse


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
        return f"{flat(self.path)}:{self.line}: {self.level.value}：{flat(self.message)}"


def add_arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument(
        "folder", nargs="?", type=Path, metavar="文件夹", help="知识文件夹，默认用 config.toml 所指的"
    )
    parser.add_argument("--report", action="store_true", help="逐份文件说明读出什么、缺什么、哪里损坏")
    parser.add_argument("--json", action="store_true", help="每条结果（--report 为每份文件）输出一行 JSON")
    parser.add_argument("--config", type=Path, metavar="文件", help="config.toml 的位置")


def run(args: argparse.Namespace) -> int:
    """Print every finding on a line of its own, or a report on each document; 1 where there are errors.

    Raises:
        Unreadable: there is no such folder.
    """
    folder = args.folder or config.chosen(args.config).paths.knowledge
    knowledge = read_folder(folder)
    findings = _findings(knowledge)
    if args.report:
        _report(knowledge, findings, as_json=args.json)
    else:
        _print(findings, as_json=args.json)
    return 1 if any(finding.level is Level.ERROR for finding in findings) else 0


def _print(findings: list[Finding], *, as_json: bool) -> None:
    for finding in findings:
        print(line(finding_json(finding)) if as_json else finding)
    if not as_json:
        print(_closing(Counter(finding.level for finding in findings)))


def _report(knowledge: Knowledge, findings: list[Finding], *, as_json: bool) -> None:
    """Print a report on each document, and what is wrong outside of them.

    That is the settings and the files that could not be read; for machines it goes to standard error.
    """
    for report in reports(knowledge):
        print(line(report_json(report)) if as_json else told(report))
    documents = {document.file for document in knowledge.reading.documents}
    for finding in findings:
        if finding.path not in documents:
            print(finding, file=sys.stderr if as_json else sys.stdout)
    if not as_json:
        print(_closing(Counter(finding.level for finding in findings)))


def check(folder: Path) -> list[Finding]:
    """Return everything found in *folder*, sorted by file and line, each finding once.

    Raises:
        Unreadable: there is no such folder.
    """
    return _findings(read_folder(folder))


def _findings(knowledge: Knowledge) -> list[Finding]:
    units, terms = knowledge.local.units or "", knowledge.local.terms or ""
    problems = [
        *knowledge.reading.problems,
        *_term_problems(terms),
        *unit_problems(units, knowledge.rules.directory),
    ]
    found = [Finding(p.path, p.line, _LEVELS[p.severity], p.message) for p in problems]
    found += [*repeated_terms(terms), *_unlisted(knowledge), *left_open(knowledge)]
    return sorted(dict.fromkeys(found), key=lambda f: (f.path, f.line, f.message))


def finding_json(finding: Finding) -> dict[str, Any]:
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


def _unlisted(knowledge: Knowledge) -> Iterator[Finding]:
    """List each name in the documents that the directory does not know, once, with what to paste."""
    directory = knowledge.rules.directory
    documents = {document.file: document for document in knowledge.reading.documents}
    for name, duties in unknown_names(knowledge.reading.duties, directory).items():
        first = duties[0]
        message = f"文件里的单位“{name}”（{len(duties)} 处）不在名录里；{_paste(name, directory)}"
        at = _line_of(documents[first.source.file], first)
        yield Finding(first.source.file, at, Level.WARNING, message)


def _paste(name: str, directory: Directory) -> str:
    """Say what to write into units.toml so that *name* is known."""
    near = nearest_unit(name, directory)
    rows = entry_for(name, near)
    if near is None:
        return f"如确有此单位，请在 units.toml 末尾添两行：{rows[0]} 和 {rows[1]}"
    if near.local:
        return (
            f"如是另一单位，请在 units.toml 末尾添两行：{' 和 '.join(entry_for(name, None))}；"
            f"如即“{near.name}”，请把它在 units.toml 里的别名改为 {rows[0]}"
        )
    return (
        f"近似的通用种类是“{near.name}”，如属此类，请在 units.toml 末尾添三行："
        f"{rows[0]}、{rows[1]} 和 {rows[2]}"
    )


def left_open(knowledge: Knowledge) -> Iterator[Finding]:
    """Count in each document the duties that name nobody (缺项), at the line of the first."""
    by_file = knowledge.reading.by_file()
    for document in knowledge.reading.documents:
        duties = by_file[document.file]
        nobody = [duty for duty in duties if names_nobody(duty)]
        if nobody:
            counted = f"读出 {len(duties)} 项，其中 {len(nobody)} 项原文未写责任单位"
            message = f"缺项：{counted}，首项为“{nobody[0].matter}”。"
            yield Finding(document.file, _line_of(document, nobody[0]), Level.NOTE, message)


def _line_of(document: Document, duty: Duty) -> int:
    """Return the line of the file on which *duty* begins."""
    return document.repaired.raw.count("\n", 0, duty.source.span[0]) + 1


def _likely(name: str, known: Iterable[str]) -> str:
    near = nearest(name, known)
    return f"，可能是“{near}”" if near else ""
