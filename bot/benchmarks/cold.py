"""How long one question takes from cold, and how much memory: the whole process, start to end."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path
from statistics import median

from bot.benchmarks.figures import Figure, Result
from bot.benchmarks.sample import QUESTION, ROOT, knowledge
from bot.errors import Misuse

RUNS = 5
_LAUNCH = Path(__file__).with_name("launch.py")


def cold(runs: int | None = None) -> Result:
    """Ask one question *runs* times, each in a process of its own; the medians of time and peak memory.

    Raises:
        Misuse: the system cannot measure a process, or the command fails.
    """
    if not hasattr(os, "wait4"):
        raise Misuse("bench cold 要用 wait4 测内存，只能在 Linux 或 macOS 上运行。")
    command = [sys.executable, "-m", "bot", "ask", QUESTION, "--knowledge", str(knowledge())]
    taken = [asked_from_cold(command) for _ in range(runs or RUNS)]
    seconds, peaks = [t["seconds"] for t in taken], [t["bytes"] / 1e6 for t in taken]
    return Result(
        "cold",
        (
            Figure(
                "seconds", "冷启动回答一问，中位数", "one question from cold, median", median(seconds), "s", 2
            ),
            Figure("seconds_worst", "其中最慢", "the slowest of them", max(seconds), "s", 2, beside=True),
            Figure("megabytes", "内存峰值，中位数", "peak memory, median", median(peaks), "MB"),
            Figure("runs", "运行次数", "runs", len(taken), beside=True),
        ),
    )


def asked_from_cold(command: list[str]) -> dict[str, float]:
    """Run *command* in a process of its own; the seconds it took and the most bytes it held.

    Raises:
        Misuse: it failed.
    """
    done = subprocess.run(  # noqa: S603 - this program's own command
        [sys.executable, "-I", "-S", str(_LAUNCH), *command],
        capture_output=True,
        text=True,
        check=False,
        cwd=ROOT,
    )
    found: dict[str, float] = json.loads(done.stdout) if done.returncode == 0 else {"status": done.returncode}
    if found["status"] != 0:
        raise Misuse(f"被测的命令没有成功（退出状态 {found['status']:.0f}）：{done.stderr.strip()[-200:]}。")
    return found
