"""What spoiled files do to the reader: each must end in duties or in one sentence that refuses it."""

from __future__ import annotations

import sys
import tempfile
import time
from collections import Counter
from pathlib import Path

from bot.benchmarks.figures import Figure, Result
from bot.benchmarks.spoiling import mutated
from bot.errors import Unreadable
from bot.reading.document import Rules
from bot.reading.files import Child
from bot.reading.folder import read_path, read_rules

FILES = 10_000
SEED = 20260312


class Watched(Child):
    """A child that is asked, each time before it goes, how much memory it has needed."""

    def __init__(self) -> None:
        super().__init__()
        self.peak = 0  # bytes, of all processes the largest; 0 where the system does not tell
        self.stopped = 0  # how many were ended over a file, for time or memory

    def close(self, *, at_once: bool = False) -> None:
        self.look()
        self.stopped += at_once
        super().close(at_once=at_once)

    def look(self) -> None:
        """Note the peak so far (Linux: VmHWM; getrusage would count this process's own memory in)."""
        status = Path(f"/proc/{self._process.pid}/status") if self._process else None
        if status and status.is_file():
            rows = dict(row.split(":", 1) for row in status.read_text("ascii", "replace").splitlines())
            self.peak = max(self.peak, int(rows.get("VmHWM", "0").split()[0]) * 1024)


def hostile(count: int | None = None) -> Result:
    """Read *count* spoiled files, always the same ones; what became of them, and what the worst one took."""
    rules, _ = read_rules()
    ends: Counter[str] = Counter()
    slowest = 0.0
    with tempfile.TemporaryDirectory() as place, Watched() as child:
        for number, (suffix, code) in enumerate(mutated(count or FILES, SEED)):
            path = Path(place) / f"甲.{suffix}"
            path.write_bytes(code)
            start = time.perf_counter()
            ends[end_of(path, rules, child, number)] += 1
            slowest = max(slowest, time.perf_counter() - start)
            child.look()
    return Result("hostile", _figures(ends, slowest, child))


def end_of(path: Path, rules: Rules, child: Child, number: int) -> str:
    """Say what reading the file ends in: read, refused, or broken, which is told with its *number*."""
    try:
        read_path(path, path.name, rules, child)
    except Unreadable as error:
        if str(error).endswith("。") and str(error).count("。") == 1:
            return "refused"
        sys.stderr.write(f"第 {number} 份（{path.suffix}）：应是一句话，却是“{error}”\n")
    except Exception as error:  # noqa: BLE001 - whatever escapes is what is looked for
        sys.stderr.write(f"第 {number} 份（{path.suffix}）：{error!r}\n")
    else:
        return "read"
    return "broken"


def _figures(ends: Counter[str], slowest: float, child: Watched) -> tuple[Figure, ...]:
    figures = [
        Figure("files", "被改坏的文件（七种格式）", "spoiled files, of seven formats", ends.total()),
        Figure("read", "其中仍可读", "of them still read", ends["read"]),
        Figure("refused", "其中用一句话说明不能读", "refused with one sentence", ends["refused"]),
        Figure("tracebacks", "其中出错退出", "ended in a traceback", ends["broken"]),
        Figure("stopped", "解析进程因超限被停止", "parsing stopped at a limit", child.stopped),
        Figure("slowest_ms", "最慢的一份", "the slowest", slowest * 1000, "ms"),
    ]
    if child.peak:
        peak = child.peak / 1e6
        figures.append(Figure("megabytes", "解析进程内存峰值", "peak memory of the parsing", peak, "MB"))
    return tuple(figures)
