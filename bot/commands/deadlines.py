"""``duban deadlines``: read time limits out of single clauses, for people and for measuring."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Any

from bot import general
from bot.chat.wording.duties import RHYTHMS
from bot.duty import Deadline
from bot.errors import Misuse
from bot.jsonlines import batch, deadline_json, line
from bot.reading.deadlines import read_deadline
from bot.reading.workdays import Calendar


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Declare what ``duban deadlines`` takes."""
    parser.add_argument("text", nargs="*", metavar="文字", help="一句话或时限栏的内容，可以写多个")
    parser.add_argument("--ref", metavar="年-月-日", help="文件或会议日期，相对时限由此推算")
    parser.add_argument("--batch", metavar="文件", help="JSON Lines 文件，每行一个带 text、ref 的对象")
    parser.add_argument("--json", action="store_true", help="每句输出一个 JSON 对象")


def run(args: argparse.Namespace) -> int:
    """Print the time limit of every text given.

    Raises:
        Misuse: nothing to read, a date or a line of the batch that cannot be read.
    """
    if not args.text and not args.batch:
        raise Misuse(
            "没有要读的文字：请写 duban deadlines “6月底前完成” --ref 2025-03-01，或用 --batch 给出文件。"
        )
    ref = _day(args.ref, "--ref")
    calendar, _ = Calendar.load(general.text("calendar.toml"))
    cases = [(text, ref) for text in args.text]
    if args.batch:
        cases.extend(_batch(args.batch, ref))
    for text, day in cases:
        found = read_deadline(text, day, calendar)
        sys.stdout.write((line(_object(text, day, found)) if args.json else _words(text, found)) + "\n")
    return 0


def _batch(path: str, default: date | None) -> Iterator[tuple[str, date | None]]:
    for number, row in enumerate(batch(Path(path), "text"), 1):
        ref = row.get("ref")
        if ref is not None and not isinstance(ref, str):
            raise Misuse(f"{path} 第{number}个对象：ref 应写成带引号的“年-月-日”。")
        yield row["text"], _day(ref, f"{path} 第{number}个对象：ref") or default


def _day(word: str | None, where: str) -> date | None:
    if not word:
        return None
    try:
        return date.fromisoformat(word)
    except ValueError as error:
        raise Misuse(f"{where} “{word}”不是日期，请写成“年-月-日”，例如 2025-03-01。") from error


def _object(text: str, ref: date | None, found: Deadline | None) -> dict[str, Any]:
    """Return one case as the public machine interface has it."""
    values = deadline_json(found or Deadline("")) or {}
    return {
        "text": text,
        "ref": ref.isoformat() if ref else None,
        "due": values["due"],
        "start": values["start"],
        "literal": values["literal"],
        "recurring": values["recurring"],
        "expr": values["text"],
        "certain": values["certain"],
        "note": values["note"],
        "milestones": values["milestones"],
    }


def _words(text: str, found: Deadline | None) -> str:
    """Return one case as people read it."""
    if found is None:
        return f"{text}\n  没有写时限"
    parts = [f"时限：{found.due}" if found.due else "时限：没有确定的日期"]
    if found.start:
        parts.append(f"自{found.start}起")
    if found.literal:
        parts.append(f"从严为{found.literal}")
    if found.recurring:
        parts.append(RHYTHMS[found.recurring])
    if not found.certain and found.due:
        parts.append("请核对")
    rows = [text, f"  {'，'.join(parts)}（“{found.text}”）"]
    rows += [f"  节点：{stone.due} {stone.text}" for stone in found.milestones]
    return "\n".join([*rows, f"  {found.note}"] if found.note else rows)
