"""Many people asking in the same instant: what an answer takes the bot itself; whether its loop stays free.

The bot is the real one over a real socket; the people and Telegram's side are another process
(:mod:`bot.benchmarks.crowd`). An answer's own part begins when its turn comes (answers are worked out one
after the other) and ends when it is handed over to be sent; how fast Telegram lets messages through (20 a
second) is not its own. How long it took from the message on, waiting included, is told beside it.
The loop's hold-up is told twice: by the clock, where other programs and the answering thread have their part,
and as the loop's own processor time, which tells what of it is the bot's own work in one go.
"""

from __future__ import annotations

import asyncio
import json
import subprocess
import sys
import tempfile
import time
from collections.abc import AsyncIterator, Awaitable, Callable, Iterator, Sequence
from concurrent.futures import Future, ThreadPoolExecutor
from contextlib import asynccontextmanager, contextmanager
from dataclasses import dataclass
from pathlib import Path
from statistics import median, quantiles
from typing import Any, ParamSpec, TypeVar
from unittest.mock import patch

from telegram.ext import AIORateLimiter

from bot.benchmarks.figures import Figure, Result
from bot.benchmarks.sample import ROOT, knowledge, questions
from bot.chat import app as chat
from bot.chat import loading
from bot.chat.desk import Desk
from bot.chat.limits import Limits
from bot.chat.order import ChatByChat
from bot.clock import ZONE, Clock
from bot.config import Paths, Settings
from bot.errors import Misuse
from bot.jsonlines import line
from bot.store.store import Store

PEOPLE = 200
_TOKEN = "123456:abcdefghijklmnopqrstuvwxyz0123456789"  # noqa: S105 - of the local server only
P = ParamSpec("P")
T = TypeVar("T")
_LOOK = 0.001  # seconds between two looks of the probe


def busy(people: int | None = None) -> Result:
    """Let *people* ask at once; the answers' own part, the loop's longest hold-up, and how long all took.

    Raises:
        Misuse: somebody was not answered, so that the figures mean nothing.
    """
    count = people or PEOPLE
    with tempfile.TemporaryDirectory() as folder:
        times, held, (answered, took) = asyncio.run(_busy(Path(folder), count))
    if answered != count:
        raise Misuse(f"{count} 人同时提问，只有 {answered} 人得到答复；请把这一情况报告给开发者。")
    told = (
        ("people", "同时提问的人数，全部得到答复", "people asking at once, all answered", count, "", 0),
        ("own_ms", "答复自身用时，中位数", "an answer's own part, median", median(times.own), "ms", 1),
        ("own_p95_ms", "答复自身用时，第 95 百分位", "its 95th percentile", _p95(times.own), "ms", 1),
        ("held_ms", "事件循环最长停顿", "the event loop's longest hold-up", held.longest, "ms", 1),
        (
            "held_work_ms",
            "事件循环一次连续处理的最长 CPU 用时",
            "the loop's most work in one go (its own processor time)",
            held.work,
            "ms",
            1,
        ),
        (
            "whole_p95_ms",
            "连同排队，第 95 百分位",
            "with waiting for its turn, 95th percentile",
            _p95(times.whole),
            "ms",
            1,
        ),
        (
            "all_s",
            "最后一人收到答复（每秒限发 20 条）",
            "the last one answered (20 a second may be sent)",
            took,
            "s",
            1,
        ),
    )
    return Result("busy", tuple(Figure(*figure) for figure in told))


def _p95(times: list[float]) -> float:
    return quantiles(times, n=20, method="inclusive")[-1] if len(times) > 1 else times[0]


async def _busy(folder: Path, count: int) -> tuple[_Times, _Held, tuple[int, float]]:
    now = Clock(ZONE)
    store, times = await Store.open(folder), _Times()
    try:
        loaded = await loading.first(knowledge(), store, now())
        if loaded.served is None:
            raise Misuse(f"示例资料没有载入：{loaded.refusal}")
        desk = Desk(
            Settings(paths=Paths(knowledge(), folder)),
            now,
            store,
            loaded.served,
            Limits(0, 0),
            thinking=_Thinking(times),
        )
        with _crowd(questions(tuple(loaded.served.duties), count)) as crowd:
            app = chat.build(_TOKEN, desk, await asyncio.to_thread(crowd.told))
            async with _running(app):
                with times.kept():
                    async with _probe() as held:
                        crowd.tell("")
                        answered = await asyncio.to_thread(crowd.told)
            crowd.tell("")
            return times, held, (answered[0], answered[1])
    finally:
        await store.close()


class _Times:
    """When an update was taken up, when its answer's turn came, and when that was handed over."""

    def __init__(self) -> None:
        self.own: list[float] = []  # milliseconds from its turn on
        self.whole: list[float] = []  # milliseconds from its being taken up
        self._taken_up: dict[asyncio.Task[Any] | None, float] = {}
        self._turn: dict[asyncio.Task[Any] | None, float] = {}

    @contextmanager
    def kept(self) -> Iterator[None]:
        """Keep them of every update meanwhile."""
        take_up, hand_over = ChatByChat.do_process_update, AIORateLimiter.process_request
        times = self

        async def taken_up(self: ChatByChat, update: object, coroutine: Awaitable[Any]) -> None:
            times._taken_up[asyncio.current_task()] = time.perf_counter()
            await take_up(self, update, coroutine)

        async def handed_over(self: AIORateLimiter, *args: Any, **how: Any) -> Any:
            times.hand_over()
            return await hand_over(self, *args, **how)

        with (
            patch.object(ChatByChat, "do_process_update", taken_up),
            patch.object(AIORateLimiter, "process_request", handed_over),
        ):
            yield

    def turn(self, task: asyncio.Task[Any] | None) -> None:
        self._turn[task] = time.perf_counter()

    def hand_over(self) -> None:
        now, task = time.perf_counter(), asyncio.current_task()
        if task in self._turn:  # else the answer's second message
            self.own.append((now - self._turn.pop(task)) * 1000)
            self.whole.append((now - self._taken_up.pop(task)) * 1000)


class _Thinking(ThreadPoolExecutor):
    """The thread in which answers are worked out; tells when each one's turn comes."""

    def __init__(self, times: _Times):
        super().__init__(1, "answer")
        self._times = times

    def submit(self, fn: Callable[P, T], /, *args: P.args, **kwargs: P.kwargs) -> Future[T]:
        task = asyncio.current_task()

        def timed() -> T:
            self._times.turn(task)
            return fn(*args, **kwargs)

        return super().submit(timed)


@asynccontextmanager
async def _running(app: chat.App) -> AsyncIterator[None]:
    stop = asyncio.Event()
    life = asyncio.create_task(chat.serve(app, stop, lambda _: None))
    try:
        while not app.running:
            if life.done():
                raise Misuse("机器人没有启动；请先用 duban run 看它说什么。")
            await asyncio.sleep(0.01)
        yield
    finally:
        stop.set()
        await life


@dataclass(slots=True)
class _Held:
    """The most that lay between two looks into the loop, in milliseconds."""

    longest: float = 0.0  # by the clock
    work: float = 0.0  # of the loop's own processor time


@asynccontextmanager
async def _probe() -> AsyncIterator[_Held]:
    """Look into the loop all the time."""
    held = _Held()

    async def look() -> None:
        while True:
            start, work = time.perf_counter(), time.thread_time()
            await asyncio.sleep(_LOOK)
            held.longest = max(held.longest, (time.perf_counter() - start - _LOOK) * 1000)
            held.work = max(held.work, (time.thread_time() - work) * 1000)

    looking = asyncio.create_task(look())
    try:
        yield held
    finally:
        looking.cancel()


class _Crowd:
    """The other process: lines to it and from it."""

    def __init__(self, process: subprocess.Popen[str]):
        self._process = process

    def tell(self, text: str) -> None:
        if self._process.stdin:
            self._process.stdin.write(f"{text}\n")
            self._process.stdin.flush()

    def told(self) -> Any:
        said = self._process.stdout.readline() if self._process.stdout else ""
        if not said:
            raise Misuse("同时提问的进程没有答话；请把这一情况报告给开发者。")
        return json.loads(said)


@contextmanager
def _crowd(asked: Sequence[str]) -> Iterator[_Crowd]:
    with subprocess.Popen(  # noqa: S603 - this program's own module
        [sys.executable, "-m", "bot.benchmarks.crowd", _TOKEN],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        encoding="utf-8",
        cwd=ROOT,
    ) as process:
        crowd = _Crowd(process)
        for question in asked:
            crowd.tell(line(question))
        crowd.tell("")
        try:
            yield crowd
        finally:
            process.terminate()
