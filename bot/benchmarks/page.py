"""How fast the chat page is and how much it takes: as a program of its own, seen from Chromium."""

from __future__ import annotations

import re
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from statistics import median
from typing import TYPE_CHECKING

from bot.benchmarks.browser import ABSENT, ARGUMENTS, chromium
from bot.benchmarks.figures import Figure, Result
from bot.benchmarks.sample import ROOT, knowledge
from bot.errors import Misuse

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Page

OPENINGS = 5
QUESTIONS = 60
IDLE = 3.0  # seconds without anybody, before the memory is read
_ADDRESS = re.compile(r"http://127\.0\.0\.1:\d+/")
_SIZES = """["navigation", "resource"].flatMap((kind) => performance.getEntriesByType(kind))
    .reduce((sum, entry) => sum + entry.decodedBodySize, 0)"""
#: Types a question, sends it, and waits until its answer is in the conversation: milliseconds.
_ASK = """(question) => new Promise((resolve) => {
    const log = document.getElementById("log"), box = document.getElementById("text");
    const wanted = log.querySelectorAll(".message").length + 2;
    const begun = performance.now();
    const watch = new MutationObserver(() => {
        if (log.querySelectorAll(".message").length < wanted) return;
        watch.disconnect();
        requestAnimationFrame(() => resolve(performance.now() - begun));
    });
    watch.observe(log, { childList: true });
    box.value = question;
    document.getElementById("composer").requestSubmit();
})"""
#: Each has one answer of one message.
_ASKED = (
    "餐饮油烟谁负责",
    "秸秆禁烧谁管",
    "工地扬尘谁负责",
    "砚湖水质谁负责",
    "城管局负责什么",
    "本月到期的有哪些",
)


def page(count: int | None = None) -> Result:
    """Open the page, ask *count* questions on it, and let it be; medians, memory and weight."""
    if sys.platform != "linux":
        return Result("page", skipped="跳过：只在 Linux 上能读另一个进程的内存。")
    path = chromium()
    if path is None:
        return Result("page", skipped=f"跳过：{ABSENT}")
    try:
        from playwright.sync_api import sync_playwright  # noqa: PLC0415 - for development only
    except ImportError:
        return Result("page", skipped="跳过：没有安装 playwright（开发用的依赖）。")
    with running() as (process, address), sync_playwright() as playwright:
        time.sleep(IDLE)
        idle = _memory(process.pid)
        browser = playwright.chromium.launch(executable_path=path, args=list(ARGUMENTS))
        opened = [_opened(browser, address) for _ in range(OPENINGS)]
        asked, size = _asked(browser, address, count or QUESTIONS)
        browser.close()
    return Result("page", _figures(opened, asked, idle, size))


def _figures(opened: list[float], asked: list[float], idle: float, size: float) -> tuple[Figure, ...]:
    return (
        Figure(
            "ready_ms",
            "打开页面到可以提问，中位数",
            "opening the page until one can ask, median",
            median(opened),
            "ms",
        ),
        Figure(
            "answer_ms",
            "页面上提问到看见答复，中位数",
            "question to answer on the page, median",
            median(asked),
            "ms",
        ),
        Figure("answer_worst_ms", "其中最慢", "the slowest of them", max(asked), "ms", beside=True),
        Figure("megabytes", "空闲时的内存", "memory when idle", idle, "MB"),
        Figure("kilobytes", "页面大小", "weight of the page", size / 1000, "kB"),
        Figure("questions", "提问数", "questions", len(asked), beside=True),
    )


@contextmanager
def running() -> Iterator[tuple[subprocess.Popen[str], str]]:
    """Start the program over the sample, in a folder of its own; yield it and where its page is."""
    with tempfile.TemporaryDirectory() as folder:
        config = Path(folder) / "config.toml"
        paths = f'knowledge = "{knowledge().as_posix()}"\ndata = "data"\n'
        config.write_text(f'[telegram]\ntoken_env = "DUBAN_NO_TOKEN"\n[paths]\n{paths}', "utf-8")
        command = [sys.executable, "-m", "bot", "run", "--config", str(config)]
        with subprocess.Popen(  # noqa: S603 - this program's own command
            command, stdin=subprocess.DEVNULL, stdout=subprocess.PIPE, encoding="utf-8", cwd=ROOT
        ) as process:
            try:
                found = _ADDRESS.search(process.stdout.readline() if process.stdout else "")
                if found is None:
                    raise Misuse("试用页没有启动；请先用 duban run 看它说什么。")
                yield process, found[0]
            finally:
                process.terminate()


def _memory(pid: int) -> float:
    """Return what the process holds in memory, in MB."""
    status = Path(f"/proc/{pid}/status").read_text("utf-8")
    return int(status.split("VmRSS:")[1].split()[0]) * 1024 / 1e6


def _opened(browser: Browser, address: str) -> float:
    """Return the milliseconds from asking for the page, with nothing kept, until one can ask a question."""
    shown = browser.new_page()
    start = time.perf_counter()
    _ready(shown, address)
    taken = (time.perf_counter() - start) * 1000
    shown.context.close()
    return taken


def _asked(browser: Browser, address: str, count: int) -> tuple[list[float], float]:
    shown = browser.new_page()
    _ready(shown, address)
    size = float(shown.evaluate(_SIZES))
    shown.evaluate(_ASK, _ASKED[0])  # what is made at the first question is not the others'
    taken = [float(shown.evaluate(_ASK, _ASKED[i % len(_ASKED)])) for i in range(count)]
    shown.context.close()
    return taken, size


def _ready(shown: Page, address: str) -> None:
    shown.goto(address)
    shown.wait_for_selector("body[data-ready]")
