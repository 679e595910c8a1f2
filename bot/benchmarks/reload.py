"""How long a folder takes that is loaded anew: once as a whole, and once more with nothing changed."""

from __future__ import annotations

import tempfile
import time
from pathlib import Path

from bot.benchmarks.corpus import documents
from bot.benchmarks.figures import Figure, Result
from bot.errors import Misuse
from bot.reading.folder import Knowledge, read_folder

DOCUMENTS = 1_000
CHARACTERS = 2_000


def reload(count: int | None = None) -> Result:
    """Read a folder of *count* made-up documents, and read it again while nothing has changed.

    Raises:
        Misuse: the second reading is not the same as the first, so that its time means nothing.
    """
    with tempfile.TemporaryDirectory() as place:
        folder = Path(place)
        for name, text in documents(count or DOCUMENTS, CHARACTERS):
            (folder / name).write_text(text, "utf-8")
        first, whole = _timed(folder, None)
        again, unchanged = _timed(folder, first)
    if again.reading != first.reading:
        raise Misuse("没有改动的文件夹两次读出的内容不同；请把这一情况报告给开发者。")
    reading = first.reading
    return Result(
        "reload",
        (
            Figure(
                "whole",
                f"载入全部资料（{len(reading.documents):,} 份，每份 {CHARACTERS:,} 字）",
                f"reading a folder ({len(reading.documents):,} documents of {CHARACTERS:,} characters)",
                whole,
                "s",
                2,
            ),
            Figure("unchanged", "再载入一次，文件都没有改动", "again, nothing changed", unchanged, "s", 2),
            Figure("documents", "文件数", "documents", len(reading.documents), beside=True),
            Figure("duties", "读出的事项数", "duties read out of them", len(reading.duties), beside=True),
        ),
    )


def _timed(folder: Path, known: Knowledge | None) -> tuple[Knowledge, float]:
    start = time.perf_counter()
    found = read_folder(folder, known)
    return found, time.perf_counter() - start
