"""``duban ask``: a question, an answer, from the files of a knowledge folder."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import date
from pathlib import Path
from types import MappingProxyType
from typing import Any

from bot import general
from bot.asking.answer import Answer, Answerer, Hit, Outcome, answering
from bot.asking.dialogue import parted
from bot.asking.question import Kind
from bot.asking.sections import Buffer
from bot.asking.shelf import Shelf
from bot.asking.terms import load_terms
from bot.chat.wording.duties import NO_LEAD_NAMED, NOBODY_NAMED, UNFILLED, quoted, renamed
from bot.clock import ZONE, Clock
from bot.duty import Document, Duty, Role
from bot.errors import NO_FOLDER, Misuse, Unreadable
from bot.jsonlines import batch, duty_json, line
from bot.store.shelves import kept

_OUTCOMES = {Outcome.NAMED: "answered", Outcome.LISTED: "answered"}
_MOST_SHOWN = 10


def add_arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("question", nargs="*", metavar="问题", help="如：餐饮油烟谁负责；可以写几个问题")
    parser.add_argument(
        "--knowledge", type=Path, metavar="文件夹", help="知识文件夹，默认用 config.toml 所指的"
    )
    parser.add_argument(
        "--batch", type=Path, metavar="文件", help='每行一个 {"question": "…"} 的 JSON Lines 文件'
    )
    parser.add_argument("--json", action="store_true", help="每个问题输出一行 JSON")
    parser.add_argument("--explain", action="store_true", help="说明问题是怎样读的、候选有哪些、把握从哪里来")
    parser.add_argument("--today", metavar="年-月-日", help="把这一天当作今天（“本月”“已逾期”由此算起）")
    parser.add_argument("--config", type=Path, metavar="文件", help="config.toml 的位置")


def run(args: argparse.Namespace) -> int:
    """Answer every question on a line or in a few lines of its own."""
    questions = _questions(args)
    folder, zone = _configured(args)
    today = _today(args.today, zone)
    shelf = _shelf(folder)
    answerer = Answerer(shelf)
    for question in questions:
        answer = answerer.answer(question, today)
        print(line(answer_json(answer)) if args.json else told(answer, shelf.documents))
        if args.explain:
            print("\n".join(answerer.explain(question, today).lines()) + "\n")
    return 0


def answer_json(answer: Answer) -> dict[str, Any]:
    """Return *answer* as the object that ``duban ask --json`` prints."""
    lists = answer.kind in (Kind.UNIT, Kind.DUE, Kind.PLACE)
    hits = answer.hits if lists else answer.hits[:_MOST_SHOWN]
    return {
        "question": answer.question,
        "outcome": _OUTCOMES.get(answer.outcome, answer.outcome.value),
        "units": list(answer.units),
        "duties": [{**duty_json(hit.duty), "score": hit.score} for hit in hits],
        "suggestions": [s.matter for s in answer.suggestions],
    }


def _questions(args: argparse.Namespace) -> list[str]:
    if args.explain and args.json:
        raise Misuse("--explain 是给人看的说明，不能和 --json 同用。")
    if args.batch and args.question:
        raise Misuse("问题写在命令行里，或用 --batch 给出文件，不能两样都用。")
    if args.batch:
        return [row["question"] for row in batch(args.batch, "question")]
    if not any(question.strip() for question in args.question):
        raise Misuse("请写出问题，例如：duban ask 餐饮油烟谁负责。")
    return list(args.question) if args.json else [part for text in args.question for part in parted(text)]


def _today(text: str | None, zone: str) -> date:
    if text is None:
        return Clock(zone)().date()
    try:
        return date.fromisoformat(text)
    except ValueError as error:
        raise Misuse(f"看不懂日期“{text}”；--today 请写成 2025-06-30 的样子。") from error


def _shelf(folder: Path) -> Shelf:
    if not folder.is_dir():
        raise Unreadable(NO_FOLDER.format(folder=folder))
    return kept(folder, lambda before: _read(folder, before))


def _read(folder: Path, before: Shelf | None) -> Iterator[Buffer]:
    """Read what changed in the folder; what is wrong in its settings files is told once, as it changes."""
    from bot.asking.shelving import pieces  # noqa: PLC0415 - most questions are about what was read before
    from bot.reading.folder import read_folder  # noqa: PLC0415

    knowledge = read_folder(folder, before)
    terms, problems = load_terms(general.text("terms.toml"), knowledge.local.terms)
    for problem in (*knowledge.reading.problems, *problems):
        if problem.path.endswith(".toml"):
            print(problem, file=sys.stderr)
    return pieces(knowledge.reading, knowledge.rules.directory, terms, knowledge.local)


def _configured(args: argparse.Namespace) -> tuple[Path, str]:
    """Return the knowledge folder, and the zone that says which day is today."""
    if args.knowledge:
        return args.knowledge, ZONE
    from bot.config import chosen  # noqa: PLC0415 - only where no folder is given, to start quickly

    settings = chosen(args.config)
    return settings.paths.knowledge, settings.time.zone


def told(answer: Answer, documents: Mapping[str, Document] = MappingProxyType({})) -> str:
    """Tell an answer to a person; the first line is the answer itself.

    *documents* hold the raw words, which are shown where the repaired ones cannot be trusted.
    """
    if answer.outcome is Outcome.NOT_FOUND:
        nothing = answer.note or f"文件中没有找到：{answer.question.strip()[:60]}"
        return "\n".join([f"▶ {nothing}", *_beside(replace(answer, note=""))]) + "\n"
    if answer.kind in (Kind.UNIT, Kind.DUE, Kind.PLACE):
        return "\n".join([f"▶ 共 {len(answer.hits)} 项", *_listed(answer.hits), *_beside(answer)]) + "\n"
    first, others = answer.hits[0].duty, answer.hits[1:]
    rows = [
        f"▶ {_headline(answer, first)}",
        f"  事项：{first.matter}",
        *_details(first, documents),
        *_beside(answer),
    ]
    if others:
        rows += ["  其他相近事项：", *_listed(others[:4])]
    return "\n".join(rows) + "\n"


def _headline(answer: Answer, duty: Duty) -> str:
    who = "、".join(answer.units)
    if answer.role:
        return f"{UNFILLED[answer.role]}；{who or NOBODY_NAMED}"
    if answer.kind is Kind.WHEN:
        return f"{_when(duty)}；{who or NOBODY_NAMED}"
    if answer.outcome is Outcome.UNASSIGNED:
        return NO_LEAD_NAMED if duty.support else NOBODY_NAMED
    return f"{who}（原文列名，未明确谁牵头）" if answer.outcome is Outcome.LISTED else who


def _when(duty: Duty) -> str:
    deadline = duty.deadline
    if deadline is None:
        return "原文没有写明时限"
    day = deadline.due.isoformat() if deadline.due else "未换算出日期"
    return f"{day}（原文“{deadline.text}”{'；' + deadline.note if deadline.note else ''}）"


def _details(duty: Duty, documents: Mapping[str, Document]) -> list[str]:
    """Tell roles, deadline with its working, target, quote and source."""
    rows = [f"  {role.value}：{'、'.join(duty.units(role))}" for role in Role if duty.units(role)]
    rows += [f"  {sentence}" for sentence in renamed(duty)]
    rows.append(f"  时限：{_when(duty)}")
    if duty.target:
        rows.append(f"  目标：{duty.target}")
    source = duty.source
    rows.append(f"  {quoted(duty, documents.get(source.file))}")
    day = duty.document_date.isoformat() if duty.document_date else "日期不明"
    rows.append("  出处：" + " · ".join(filter(None, (source.file, day, duty.region, source.place))))
    return rows


def _listed(hits: Sequence[Hit]) -> list[str]:
    rows = []
    for at, hit in enumerate(hits, 1):
        duty = hit.duty
        who = "、".join(answering(duty)) or "未明确"
        who += f"（该单位：{hit.part.value}）" if hit.part else ""
        due = f" · {duty.deadline.due.isoformat()}" if duty.deadline and duty.deadline.due else ""
        rows.append(f"  {at}. {duty.matter} · {who}{due} · {duty.source.file} {duty.source.place}".rstrip())
    return rows


def _beside(answer: Answer) -> list[str]:
    """Tell the note, a disagreement, the regulator by rule and the near matters."""
    rows = [f"  {text}" for text in (answer.note, answer.conflict) if text]
    if answer.regulator:
        unit, sector = answer.regulator
        rows.append(
            f"  提示：按行业监管职责（三管三必须），{sector}一般由{unit}主管，可先询问；这不是文件原文。"
        )
    if answer.suggestions:
        rows.append("  相近事项：" + "；".join(s.matter for s in answer.suggestions))
    return rows
