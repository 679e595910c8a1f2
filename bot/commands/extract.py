"""``duban extract``: the duties of some files, for machines (JSON Lines) or for people."""

from __future__ import annotations

import argparse
import sys
from pathlib import Path

from bot.chat.wording.duties import NOBODY_NAMED, quoted
from bot.commands.repair import KINDS
from bot.duty import Document, Duty
from bot.errors import Unreadable
from bot.jsonlines import duty_json, line
from bot.reading.document import Rules
from bot.reading.files import SUFFIXES, Child
from bot.reading.folder import read_path, read_rules, read_settings


def add_arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument(
        "files", nargs="+", type=Path, metavar="文件", help="、".join(sorted(SUFFIXES)) + " 文件"
    )
    parser.add_argument("--json", action="store_true", help="每行一个 JSON 对象")
    parser.add_argument("--knowledge", type=Path, metavar="文件夹", help="用其中的 units.toml、calendar.toml")


def run(args: argparse.Namespace) -> int:
    """Print the duties of every file; a file that cannot be read is told and the others are still read."""
    folder: Path | None = args.knowledge
    read = [
        read_settings(folder / name) if folder else (None, []) for name in ("units.toml", "calendar.toml")
    ]
    rules, problems = read_rules(*(text for text, _ in read))
    for problem in (*(fault for _, faults in read for fault in faults), *problems):
        print(problem, file=sys.stderr)
    with Child() as child:
        return max([_print(path, rules, child, as_json=args.json) for path in args.files])


def _print(path: Path, rules: Rules, child: Child, *, as_json: bool) -> int:
    """Print the duties of one file and return 0, or say why it cannot be read and return 2."""
    try:
        document, duties, problems = read_path(path, path.name, rules, child)
    except Unreadable as error:
        print(f"duban：{error}", file=sys.stderr)
        return 2
    for duty in duties:
        print(line(duty_json(duty)) if as_json else _told(duty, document))
    for problem in problems:
        print(problem, file=sys.stderr)
    return 0


def _told(duty: Duty, document: Document) -> str:
    """Tell one duty in a few lines of Chinese."""
    who = "、".join(f"{p.unit}（{p.role.value}）" for p in duty.parts) or NOBODY_NAMED
    rows = [f"■ {duty.matter}", f"  责任：{who}"]
    if duty.deadline:
        due = duty.deadline.due.isoformat() if duty.deadline.due else "未换算出日期"
        working = "；".join(filter(None, (f"“{duty.deadline.text}”", duty.deadline.note)))
        rows.append(f"  时限：{due}（{working}）")
    if duty.target:
        rows.append(f"  目标：{duty.target}")
    rows.append(f"  {quoted(duty, document)}")
    rows.append(f"  出处：{duty.source.file} {duty.source.place}")
    rows += [f"  损坏：{KINDS[kind]}" for kind in duty.source.damage if kind in KINDS]
    return "\n".join(rows) + "\n"
