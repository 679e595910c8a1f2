"""Build one engine, or ask it: the process that ``duban bench asking`` starts for each.

    python -m bot.benchmarks.asked build ENGINE SIZE FOLDER
    python -m bot.benchmarks.asked ask ENGINE SECONDS FOLDER     questions on standard input, as lines of JSON

Building prints the seconds it took from the duties in memory to the files. Asking prints one line of
JSON for each question that was reached in time: the duties found, how good the first one is, and the
milliseconds it took; and a last line with the most bytes of memory that the process held.
"""

from __future__ import annotations

import json
import resource
import sys
import time
from collections.abc import Iterator
from pathlib import Path

from bot.benchmarks.engines import ENGINES, Engine, Texts
from bot.jsonlines import line

_WARMED_UP = 20  # questions that are asked before any is timed


def main() -> None:
    what, name, number, folder = sys.argv[1:]
    engine = ENGINES[name]
    results = (
        [_built(engine, int(number), Path(folder))]
        if what == "build"
        else _asked(engine, float(number), Path(folder))
    )
    for result in results:
        sys.stdout.write(line(result) + "\n")


def _built(engine: Engine, size: int, folder: Path) -> float:
    texts = Texts.of(size)
    start = time.perf_counter()
    engine.build(texts, folder)
    return time.perf_counter() - start


def _asked(engine: Engine, seconds: float, folder: Path) -> Iterator[object]:
    ask = engine.open(folder)
    questions = [json.loads(row) for row in sys.stdin]
    end = time.perf_counter() + seconds
    for text in questions[: _WARMED_UP if engine.quick else 0]:
        ask(text)
    for text in questions:
        start = time.perf_counter()
        if start > end:
            break
        rows, good = ask(text)
        yield rows, good, (time.perf_counter() - start) * 1000
    yield _peak()


def _peak() -> int:
    """Return the most bytes that this process held.

    Linux counts what the process that started this one had held into ``ru_maxrss``, but not into VmHWM.
    """
    if sys.platform == "linux":
        return int(Path("/proc/self/status").read_text("utf-8").split("VmHWM:")[1].split()[0]) * 1024
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * (1 if sys.platform == "darwin" else 1024)


if __name__ == "__main__":
    main()
