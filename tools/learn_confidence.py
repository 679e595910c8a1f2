"""Show what the bars of bot/asking/confidence.py cost: threshold → answered right, wrongly, asked back.

    python tools/learn_confidence.py SET [SET ...]

Each SET is a folder laid out like the development set (docs/, gold.jsonl, questions.jsonl). Every question
about one matter is judged by the duty that would be told first and by how sure that is. With several sets,
weights learned from the others (a logistic model with a ridge) are shown beside those that are in use; they
learn from one more example for each question: the same without the right duties, the hardest kind that has
no answer.
"""

from __future__ import annotations

import json
import sys
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from math import exp
from pathlib import Path
from typing import Any

from bot import general
from bot.asking.answer import Answerer
from bot.asking.confidence import NEAR, WEIGHTS, figures
from bot.asking.kinds import Kind
from bot.asking.ranking import answering
from bot.asking.terms import load_terms
from bot.reading.folder import read_folder

TODAY = date(2026, 6, 1)  # no example depends on it
#: What an example counts that was made by leaving the right duties out: such questions are rarer in life.
LEFT_OUT = 0.2
RIDGE = 0.01


BARS = (0.3, 0.4, 0.5, 0.55, 0.6, 0.65, 0.67, 0.7, 0.75, 0.8, 0.9)


@dataclass(frozen=True)
class Example:
    """What was seen for one question, and whether the duty told first answers it."""

    seen: dict[str, float]
    right: bool
    weight: float = 1.0  # less for one that nobody asked, made by leaving the right duties out


def examples(folder: Path) -> Iterator[Example]:
    """Yield what the questions of one set teach."""
    knowledge = read_folder(folder / "docs")
    terms, _ = load_terms(general.text("terms.toml"), knowledge.local.terms)
    answerer = Answerer.over(knowledge.reading, knowledge.rules.directory, terms)
    gold = [
        _placed(json.loads(line), folder) for line in (folder / "gold.jsonl").read_text("utf-8").splitlines()
    ]
    for line in (folder / "questions.jsonl").read_text("utf-8").splitlines():
        yield from _of_question(answerer, json.loads(line), gold)


def _of_question(answerer: Answerer, asked: dict[str, Any], gold: list[dict[str, Any]]) -> Iterator[Example]:
    shelf, finder = answerer._shelf, answerer._finder
    question, why_not = answerer._read(asked["question"], TODAY)
    if question.kind not in (Kind.WHO, Kind.WHEN) or not question.pieces or why_not:
        return
    spans = [(Path(duty.source.file).stem, duty.source.span) for duty in shelf.duties]
    right = {row for row, span in enumerate(spans) for i in asked["gold"] if _same(span, gold[i])}
    if asked["gold"] and not right:
        return  # what was not read cannot be found
    among = answerer._among(question)
    everything = frozenset(range(len(spans))) if among is None else among
    for rows, weight in ((among, 1.0), (everything - right, LEFT_OUT)):
        found, _ = finder.find(question, rows) if weight == 1 or right else ([], None)
        if found:
            best = answerer._told(question, found).hits[0].duty
            nobody = not asked["gold"] and not asked.get("strict", True) and not answering(best)
            matters = [(shelf.matters.of(row), features) for row, features in found]
            second = next((f.text for matter, f in matters[1:] if matter != matters[0][0]), 0.0)
            seen = figures(question, found[0][1], second)
            told = (Path(best.source.file).stem, best.source.span)
            yield Example(seen, nobody or any(_same(told, gold[i]) for i in asked["gold"]), weight)


def _placed(duty: dict[str, Any], folder: Path) -> dict[str, Any]:
    """Add where a duty stands, where only its words are given."""
    if "span" not in duty:
        (path,) = (folder / "docs").glob(f"{duty['doc']}*.txt")
        start = path.read_bytes().decode("utf-8").index(duty["quote"])
        duty["span"] = (start, start + len(duty["quote"]))
    return duty


def _same(span: tuple[str, tuple[int, int]], gold: dict[str, Any]) -> bool:
    """Tell whether a duty and a gold one stand in the same words: half of the shorter in common."""
    file, (start, end) = span
    first, last = gold["span"]
    common = min(end, last) - max(start, first)
    return bool(file.split("_")[0] == gold["doc"] and 2 * common >= min(end - start, last - first))


def learnt(rows: Sequence[Example], rounds: int = 60) -> dict[str, float]:
    """Return the weights of a logistic model, by Newton's method with a ridge."""
    names = list(rows[0].seen)
    weights = [0.0] * len(names)
    whole = sum(row.weight for row in rows)
    for _ in range(rounds):
        slope = [RIDGE * w if at else 0.0 for at, w in enumerate(weights)]
        curve = [[RIDGE * (a == b) for b in range(len(names))] for a in range(len(names))]
        for row in rows:
            values = [row.seen[name] for name in names]
            sure = 1 / (1 + exp(-sum(w * v for w, v in zip(weights, values, strict=True))))
            for a, left in enumerate(values):
                slope[a] += row.weight * (sure - row.right) * left / whole
                for b, other in enumerate(values):
                    curve[a][b] += row.weight * sure * (1 - sure) * left * other / whole
        weights = [w - step for w, step in zip(weights, solved(curve, slope), strict=True)]
    return dict(zip(names, weights, strict=True))


def solved(matrix: list[list[float]], right: list[float]) -> list[float]:
    """Solve a small system of equations (Gauss, with pivots)."""
    rows = [[*row, value] for row, value in zip(matrix, right, strict=True)]
    for at in range(len(rows)):
        pivot = max(range(at, len(rows)), key=lambda i: abs(rows[i][at]))
        rows[at], rows[pivot] = rows[pivot], rows[at]
        for i in range(len(rows)):
            if i != at:
                part = rows[i][at] / rows[at][at]
                rows[i] = [a - part * b for a, b in zip(rows[i], rows[at], strict=True)]
    return [row[-1] / row[at] for at, row in enumerate(rows)]


def sure(weights: dict[str, float], row: Example) -> float:
    return 1 / (1 + exp(-sum(weights[name] * value for name, value in row.seen.items())))


def curve(name: str, judged: Sequence[tuple[float, bool]]) -> None:
    """Print what becomes of the questions at each bar."""
    print(f"{name}: {len(judged)} questions about one matter")
    print("bar    answered right   wrongly answered   asked back (the first was right)   not found")
    for bar in BARS:
        answered = [right for sure, right in judged if sure >= bar]
        back = [right for sure, right in judged if NEAR <= sure < bar]
        lost = sum(sure < NEAR for sure, _ in judged)
        print(
            f"{bar:.2f}   {sum(answered):<14d}   {len(answered) - sum(answered):<16d}   "
            f"{f'{len(back)} ({sum(back)})':<32}   {lost}"
        )


def main() -> None:
    sets = {name: list(examples(Path(name))) for name in sys.argv[1:]}
    asked = {name: [row for row in rows if row.weight == 1] for name, rows in sets.items()}
    in_use = [(sure(WEIGHTS, row), row.right) for rows in asked.values() for row in rows]
    curve("weights in use", in_use)
    if len(sets) > 1:
        learned = {
            name: learnt([row for other, rows in sets.items() if other != name for row in rows])
            for name in sets
        }
        held_out = [(sure(learned[name], row), row.right) for name, rows in asked.items() for row in rows]
        curve("learned from the other sets", held_out)


if __name__ == "__main__":
    main()
