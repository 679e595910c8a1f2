"""How long a question takes once the documents are read."""

from __future__ import annotations

import time
from datetime import date
from statistics import median, quantiles

from bot import general
from bot.asking.answer import Answerer
from bot.asking.terms import load_terms
from bot.benchmarks.figures import Figure, Result
from bot.benchmarks.sample import knowledge, questions
from bot.reading.folder import read_folder

QUESTIONS = 300
TODAY = date(2026, 6, 1)  # any day: 本月 has to count from one


def asking(count: int | None = None) -> Result:
    """Ask *count* questions of the sample knowledge; p50 and p95 per question."""
    start = time.perf_counter()
    known = read_folder(knowledge())
    terms, _ = load_terms(general.text("terms.toml"), known.terms)
    answerer = Answerer.over(known.reading, known.rules.directory, terms)
    ready = time.perf_counter() - start
    taken = []
    for question in questions(known.reading.duties, count or QUESTIONS):
        start = time.perf_counter()
        answerer.answer(question, TODAY)
        taken.append((time.perf_counter() - start) * 1000)
    p95 = quantiles(taken, n=20, method="inclusive")[-1] if len(taken) > 1 else taken[0]
    return Result(
        "asking",
        (
            Figure("p50_ms", "回答一问，半数不超过", "one question, p50", median(taken), "ms", 1),
            Figure("p95_ms", "回答一问，95% 不超过", "one question, p95", p95, "ms", 1),
            Figure(
                "ready_ms",
                "读完资料到可以提问",
                "reading the folder until the first question",
                ready * 1000,
                "ms",
                beside=True,
            ),
            Figure("questions", "提问数", "questions", len(taken), beside=True),
            Figure(
                "duties", "资料中的事项数", "duties in the folder", len(known.reading.duties), beside=True
            ),
        ),
    )
