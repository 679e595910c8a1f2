"""Learn how sure an answer is: the weights of bot/asking/confidence.py, and the curve for its bars.

    python tools/learn_confidence.py SET [SET ...]

Each SET is a folder laid out like the development set (docs/, gold.jsonl, questions.jsonl). Every question
about one matter gives an example: is the duty found first one that answers it? A second one comes from asking
again with the right duties left out, which is the hardest kind of question that has no answer. The sets take
turns in being held out, so that the curve shows what to expect of questions never seen.
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
from bot.asking.confidence import figures
from bot.asking.kinds import Kind
from bot.asking.question import read_question
from bot.asking.terms import load_terms
from bot.reading.folder import read_folder

TODAY = date(2026, 6, 1)  # no example depends on it
#: What an example counts that was made by leaving the right duties out: such questions are rarer in life.
LEFT_OUT = 0.2
RIDGE = 0.01


@dataclass(frozen=True)
class Example:
    seen: dict[str, float]
    right: bool
    weight: float
    asked_in_vain: bool  # by a person, not made by leaving out


def examples(folder: Path) -> Iterator[Example]:
    """Yield what the questions of one set teach."""
    knowledge = read_folder(folder / "docs")
    terms, _ = load_terms(general.text("terms.toml"), knowledge.local.terms)
    answerer = Answerer.over(knowledge.reading, knowledge.rules.directory, terms)
    shelf, index, vocabulary = answerer._shelf, answerer._index, answerer._vocabulary
    gold = [
        _placed(json.loads(line), folder) for line in (folder / "gold.jsonl").read_text("utf-8").splitlines()
    ]
    spans = [(Path(d.source.file).stem, d.source.span) for d in knowledge.reading.duties]
    for line in (folder / "questions.jsonl").read_text("utf-8").splitlines():
        asked = json.loads(line)
        question = read_question(asked["question"], vocabulary, TODAY)
        if question.kind not in (Kind.WHO, Kind.WHEN) or not question.pieces or question.foreign:
            continue
        right = {row for row, span in enumerate(spans) for i in asked["gold"] if _same(span, gold[i])}
        if asked["gold"] and not right:
            continue  # what was not read cannot be found
        among = shelf.in_place(question.place.name) if question.place else None
        everything = frozenset(range(len(spans))) if among is None else among
        for left, weight in ((among, 1.0), (everything - right, LEFT_OUT)):
            found = index.candidates(question, left) if weight == 1 or right else []
            if found:
                rows = [(index.matters.of(row), features) for row, features in found]
                second = next((f.text for matter, f in rows[1:] if matter != rows[0][0]), 0.0)
                seen = figures(question, rows[0][1], second)
                yield Example(seen, found[0][0] in right, weight, weight == 1 and not asked["gold"])


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
    return file.split("_")[0] == gold["doc"] and 2 * common >= min(end - start, last - first)


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


def main() -> None:
    sets = {Path(name): list(examples(Path(name))) for name in sys.argv[1:]}
    judged = []
    for held, rows in sets.items():
        others = [row for name, more in sets.items() if name != held for row in more] or rows
        weights = learnt(others)
        judged += [(sure(weights, row), row) for row in rows]
    print("bar    right answered   asked in vain, refused   left out, refused")
    right = [p for p, row in judged if row.right]
    vain = [p for p, row in judged if row.asked_in_vain]
    out = [p for p, row in judged if row.weight < 1 and not row.right]
    for bar in (0.1, 0.15, 0.2, 0.25, 0.3, 0.35, 0.4, 0.45, 0.5, 0.6, 0.7, 0.8):
        shares = [
            sum(p >= bar for p in right) / len(right),
            *(sum(p < bar for p in some) / len(some) for some in (vain, out)),
        ]
        print(f"{bar:.2f}   {shares[0]:.3f}            {shares[1]:.3f}                    {shares[2]:.3f}")
    print(f"{len(right)} right, {len(vain)} asked in vain, {len(out)} with the right ones left out")
    for name, weight in learnt([row for rows in sets.values() for row in rows]).items():
        print(f'    "{name}": {weight:.2f},')


if __name__ == "__main__":
    main()
