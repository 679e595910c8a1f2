"""A folder far larger than a county's: how long it takes to load, after a change, and one question from cold.

The documents are the ledger of ``duban bench asking`` written out: an action plan a place, an item a duty.
"""

from __future__ import annotations

import subprocess
import sys
import tempfile
import time
from collections import defaultdict
from pathlib import Path
from statistics import median

from bot.benchmarks.cold import asked_from_cold
from bot.benchmarks.figures import Figure, Result
from bot.benchmarks.ledger import Ledger
from bot.benchmarks.sample import ROOT
from bot.errors import Misuse

DUTIES = 100_000
RUNS = 7
_A_DOCUMENT = 250  # items
_HEAD = "{place}生态环境突出问题整改方案\n\n2026年3月9日\n\n"


def large(duties: int | None = None) -> Result:
    """Write *duties* into documents, load them, change one and load again, and ask from cold.

    Raises:
        Misuse: the command that is measured fails.
    """
    ledger = Ledger(duties or DUTIES)
    with tempfile.TemporaryDirectory() as place:
        folder = Path(place) / "knowledge"
        written = _written(ledger, folder / "documents")
        question = f"{ledger.matters[0].what}谁负责"
        command = [sys.executable, "-m", "bot", "ask", question, "--knowledge", str(folder)]
        whole = _seconds(command)
        (folder / "documents" / "added.txt").write_text(
            _HEAD.format(place=ledger.places[0]) + "1.区水利局6月底前疏浚沟渠3公里。\n", "utf-8"
        )
        changed = _seconds(command)
        taken = [asked_from_cold(command) for _ in range(RUNS)]
    return Result(
        "large",
        (
            Figure(
                "whole_s",
                f"载入 {ledger.size:,} 条任务（{written:,} 份文件）",
                f"loading {ledger.size:,} duties ({written:,} documents)",
                whole,
                "s",
                1,
            ),
            Figure("changed_s", "添一份文件后再载入", "again, with one document added", changed, "s", 1),
            Figure(
                "seconds",
                "冷启动回答一问，中位数",
                "one question from cold, median",
                median(one["seconds"] for one in taken),
                "s",
                2,
            ),
            Figure(
                "megabytes",
                "内存峰值，中位数",
                "peak memory, median",
                median(one["bytes"] for one in taken) / 1e6,
                "MB",
            ),
        ),
    )


def _written(ledger: Ledger, folder: Path) -> int:
    """Write the ledger's duties into *folder*; how many documents they are."""
    folder.mkdir(parents=True)
    of_place: dict[int, list[str]] = defaultdict(list)
    for row, (_, place) in enumerate(ledger.rows):
        of_place[place].append(ledger.said(row).main.split("\n")[1])
    count = 0
    for place, items in of_place.items():
        for first in range(0, len(items), _A_DOCUMENT):
            text = _HEAD.format(place=ledger.places[place]) + "\n\n".join(items[first : first + _A_DOCUMENT])
            (folder / f"{place:05}-{first:05}.txt").write_text(text + "\n", "utf-8")
            count += 1
    return count


def _seconds(command: list[str]) -> float:
    start = time.perf_counter()
    done = subprocess.run(  # noqa: S603 - this program's own command
        command, capture_output=True, encoding="utf-8", check=False, cwd=ROOT
    )
    if done.returncode:
        raise Misuse(f"被测的命令没有成功（退出状态 {done.returncode}）：{done.stderr.strip()[-200:]}。")
    return time.perf_counter() - start
