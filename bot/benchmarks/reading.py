"""How fast documents are read, from bytes to duties: clean ones, and web copies with annotations."""

from __future__ import annotations

import tempfile
import time
from pathlib import Path
from statistics import median

from bot.benchmarks.corpus import annotated, prose
from bot.benchmarks.figures import Figure, Result
from bot.reading.document import Rules
from bot.reading.folder import read_path, read_rules

CHARACTERS = 60_000
_PASSES = 3


def reading(characters: int | None = None) -> Result:
    """Read a made-up document of about *characters* clean, and again as a web copy of it."""
    clean = prose(characters or CHARACTERS)
    rules, _ = read_rules()
    fast, duties = _measure(clean, rules)
    slow, found = _measure(annotated(clean), rules)
    return Result(
        "reading",
        (
            Figure("prose", "读干净的文字，每秒字数", "clean prose, characters a second", fast),
            Figure(
                "annotated",
                "读夹注拼音的网页转载，每秒字数",
                "annotated web copies, characters a second",
                slow,
            ),
            Figure("characters", "文稿字数", "characters in the document", len(clean), beside=True),
            Figure("duties", "读出的事项数", "duties read out of it", duties, beside=True),
            Figure(
                "duties_annotated",
                "从转载中读出的事项数",
                "duties read out of the web copy",
                found,
                beside=True,
            ),
        ),
    )


def _measure(text: str, rules: Rules) -> tuple[float, int]:
    """Return the median of characters a second, and how many duties were found."""
    speeds, found = [], 0
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "文稿.txt"
        path.write_text(text, "utf-8")
        for _ in range(_PASSES):
            start = time.perf_counter()
            found = len(read_path(path, path.name, rules)[1])
            speeds.append(len(text) / (time.perf_counter() - start))
    return median(speeds), found
