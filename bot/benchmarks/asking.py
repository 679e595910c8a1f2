"""How good and how fast the search is, from a county's thousand duties to a nation's million, beside others.

For each size a ledger is made (:mod:`bot.benchmarks.ledger`); each engine is built from it by one process and
asked by another, so that time and memory are its own. The engines that are not installed are left out.
"""

from __future__ import annotations

import importlib.util
import json
import random
import subprocess
import sys
import tempfile
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from statistics import mean, median, quantiles
from typing import Any

from bot.benchmarks.charts import Point, beside_others
from bot.benchmarks.figures import Figure, Picture, Result, Table, Words
from bot.benchmarks.ledger import KINDS, Asked, Ledger
from bot.benchmarks.sample import ROOT
from bot.errors import Misuse
from bot.jsonlines import line

SIZES = (1_000, 10_000, 100_000, 1_000_000)
EACH = 60  # questions of each kind
SECONDS = 30.0  # no engine is asked for longer; some have then been asked a part of the questions only
#: The engines, and the package that each needs; Duban is the first.
ENGINES = {"Duban": "rapidfuzz", "tantivy": "tantivy", "SQLite FTS5": "sqlite3", "rapidfuzz": "rapidfuzz"}
MOST = 5


@dataclass(slots=True)
class Measured:
    """What one engine gave on one ledger: what was found for each question, and what it took.

    Attributes:
        built: seconds that building took.
        size: bytes of the files that it built.
        memory: bytes that the process held at most that was asked.
        asked: each question with the duties found, how good the first one is, and milliseconds.
    """

    size: int
    built: float
    memory: int = 0
    asked: list[tuple[Asked, list[int], float, float]] = field(default_factory=list)

    @property
    def times(self) -> list[float]:
        return [taken for _, _, _, taken in self.asked]

    def percentile(self, hundredth: int) -> float:
        if len(self.times) == 1:
            return self.times[0]
        return quantiles(self.times, n=100, method="inclusive")[hundredth - 1]


def asking(size: int | None = None) -> Result:
    """Measure every engine that is installed on the ledger of *size* duties, or of each of ``SIZES``.

    Raises:
        Misuse: an engine could not be built or asked.
    """
    figures: list[Figure] = []
    engines: list[tuple[Words | str, ...]] = []
    kinds: dict[int, dict[str, float]] = {}
    curves: dict[str, list[Point]] = defaultdict(list)
    for duties in (size,) if size else SIZES:
        ledger = Ledger(duties)
        for name in (name for name, package in ENGINES.items() if importlib.util.find_spec(package)):
            measured = _measured(name, ledger)
            judged = judge(ledger, measured.asked)
            figures += _figures(f"{name} {duties}", measured, judged)
            engines.append(_row(name, duties, measured, judged))
            curves[name].append(Point(duties, mean(judged.first.values()), measured.percentile(99)))
            if name == next(iter(ENGINES)):
                kinds[duties] = judged.first
    whole = all(importlib.util.find_spec(package) for package in (*ENGINES.values(), "matplotlib"))
    missing = [] if whole else [Figure("peers", "其他程序", "peers", None)]
    tables = (Table(_HEAD, tuple(engines)), _by_kind(kinds))
    return Result("asking", (*figures, *missing), tables=tables, pictures=(_picture(curves),))


# -- one engine and one ledger


def _measured(name: str, ledger: Ledger) -> Measured:
    questions = list(ledger.questions(EACH))
    random.Random(ledger.size).shuffle(questions)  # noqa: S311 - so that a part of them is a fair sample
    with tempfile.TemporaryDirectory() as folder:
        told = list(_child("build", name, str(ledger.size), folder))
        held = sum(file.stat().st_size for file in Path(folder).rglob("*") if file.is_file())
        measured = Measured(held, told[0])
        *answers, measured.memory = _child("ask", name, str(SECONDS), folder, [q.text for q in questions])
        for question, (rows, good, taken) in zip(questions, answers, strict=False):
            measured.asked.append((question, rows, good, taken))
    return measured


def _child(what: str, name: str, number: str, folder: str, texts: Sequence[str] = ()) -> Iterator[Any]:
    """Run :mod:`bot.benchmarks.asked` and yield what it prints."""
    done = subprocess.run(  # noqa: S603 - this program's own module
        [sys.executable, "-m", "bot.benchmarks.asked", what, name, number, folder],
        input="\n".join(map(line, texts)),
        capture_output=True,
        encoding="utf-8",
        check=False,
        cwd=ROOT,
    )
    if done.returncode:
        raise Misuse(f"{name} 没有建成或没有答完：{done.stderr.strip()[-300:]}")
    return map(json.loads, done.stdout.splitlines())


# -- what was found


@dataclass(frozen=True, slots=True)
class Judged:
    """The shares of one engine's answers.

    Attributes:
        first: of each kind of question, the share with a right duty first.
        five: the same, of the first five.
        auc: how well the first duty's figure parts what can be answered from what cannot: the chance that a
            question of the former has the higher one.
    """

    first: dict[str, float]
    five: dict[str, float]
    auc: float


def judge(ledger: Ledger, asked: Iterable[tuple[Asked, list[int], float, float]]) -> Judged:
    """Compare what was found with the ledger."""
    first: dict[str, list[bool]] = defaultdict(list)
    five: dict[str, list[bool]] = defaultdict(list)
    answerable, vain = [], []
    for question, rows, good, _ in asked:
        if question.right is None:
            vain.append(good)
            continue
        answerable.append(good)
        right = [question.right(*ledger.duty(row)) for row in rows[:MOST]]
        first[question.kind].append(right[:1] == [True])
        five[question.kind].append(any(right))
    return Judged(_shares(first), _shares(five), auc(answerable, vain))


def _shares(found: Mapping[str, Sequence[bool]]) -> dict[str, float]:
    return {kind: mean(each) for kind, each in found.items()}


def auc(higher: Sequence[float], lower: Sequence[float]) -> float:
    """Return the chance that one of *higher* is above one of *lower*; equal ones count half.

    The area under the curve of the receiver (Hanley and McNeil 1982).
    """
    if not higher or not lower:
        return 0.0
    order = sorted([(value, 0) for value in lower] + [(value, 1) for value in higher])
    below, sum_, at = 0, 0.0, 0
    while at < len(order):
        end = at
        while end < len(order) and order[end][0] == order[at][0]:
            end += 1
        ups = sum(kind for _, kind in order[at:end])
        downs = end - at - ups
        sum_ += ups * (below + downs / 2)
        below, at = below + downs, end
    return sum_ / (len(higher) * len(lower))


# -- how it is told

_HEAD = (
    Words("程序", "Engine"),
    Words("事项", "Duties"),
    Words("首条正确", "Right first"),
    Words("前五条有", "In five"),
    Words("拒答 AUC", "AUC of refusing"),
    Words("p50 毫秒", "p50 ms"),
    Words("p95 毫秒", "p95 ms"),
    Words("p99 毫秒", "p99 ms"),
    Words("建立秒数", "Built in s"),
    Words("文件 MB", "Files MB"),
    Words("内存 MB", "Memory MB"),
)


def _row(name: str, duties: int, measured: Measured, judged: Judged) -> tuple[Words | str, ...]:
    return (
        name,
        f"{duties:,}",
        f"{mean(judged.first.values()):.3f}",
        f"{mean(judged.five.values()):.3f}",
        f"{judged.auc:.3f}",
        *(f"{measured.percentile(hundredth):.2f}" for hundredth in (50, 95, 99)),
        f"{measured.built:.1f}",
        f"{measured.size / 1e6:.1f}",
        f"{measured.memory / 1e6:.0f}",
    )


def _figures(name: str, measured: Measured, judged: Judged) -> Iterator[Figure]:
    found: dict[str, tuple[float, str, int]] = {
        "right first": (mean(judged.first.values()), "", 3),
        "in five": (mean(judged.five.values()), "", 3),
        "auc": (judged.auc, "", 4),
        "p50_ms": (median(measured.times), "ms", 3),
        "p95_ms": (measured.percentile(95), "ms", 3),
        "p99_ms": (measured.percentile(99), "ms", 3),
        "built_s": (measured.built, "s", 1),
        "file_mb": (measured.size / 1e6, "MB", 1),
        "memory_mb": (measured.memory / 1e6, "MB", 1),
        "questions": (len(measured.asked), "", 0),
        **{f"first, {kind}": (share, "", 3) for kind, share in judged.first.items()},
        **{f"five, {kind}": (share, "", 3) for kind, share in judged.five.items()},
    }
    for key, (value, unit, digits) in found.items():
        yield Figure(f"{name} {key}", f"{name} {key}", f"{name} {key}", value, unit, digits)


def _by_kind(found: dict[int, dict[str, float]]) -> Table:
    """Return what share of each kind of question has the right duty first."""
    head: tuple[Words | str, ...] = (Words("首条正确", "Right first"), *(f"{size:,}" for size in found))
    rows: list[tuple[Words | str, ...]] = [
        (Words(chinese, kind), *(f"{shares[kind]:.3f}" for shares in found.values()))
        for kind, chinese in KINDS.items()
        if all(kind in shares for shares in found.values())
    ]
    return Table(head, tuple(rows))


def _picture(curves: Mapping[str, list[Point]]) -> Picture:
    shows = Words(
        "督办与其他程序：首条正确的比例和第 99 百分位用时，从一千到一百万条任务",
        "Duban and other programs: share right first and 99th percentile of the time, by number of duties",
    )
    return Picture("asking", shows, lambda english: beside_others(curves, english=english))
