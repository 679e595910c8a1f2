"""One Chromium for all tests of the page; for each a trial of its own and pages without a past."""

from __future__ import annotations

import asyncio
import os
import shutil
import socket
from collections.abc import AsyncIterator
from itertools import count
from pathlib import Path

import pytest
import pytest_asyncio
from playwright.async_api import Browser, async_playwright, expect
from tab import Tab

from bot.benchmarks.browser import ABSENT, ARGUMENTS, chromium
from bot.config import Paths, Settings
from bot.sandbox.trial import Trial, served

SAMPLE = Path(__file__).parents[2] / "knowledge"
PATIENCE = 20.0  # seconds; far more than anything takes
#: Below what the system gives to connections, and different for each process that tests: a trial that is
#: started again must find its port free.
PORTS = count(20_000 + os.getpid() % 110 * 100)

expect.set_options(timeout=PATIENCE * 1000)


@pytest_asyncio.fixture(scope="session", loop_scope="session")
async def browser() -> AsyncIterator[Browser]:
    path = chromium()
    if path is None:
        assert not os.environ.get("CI"), ABSENT
        pytest.skip(ABSENT)
    async with async_playwright() as playwright:
        launched = await playwright.chromium.launch(executable_path=path, args=list(ARGUMENTS))
        yield launched
        await launched.close()


class Running:
    """A trial that runs, and what the tests may do behind the page."""

    def __init__(self, folder: Path):
        self.folder = folder
        self.settings = Settings(paths=Paths(folder / "knowledge", folder / "data"))

    async def begins(self, port: int | None = None) -> None:
        """Start on *port*, or on one of the tests' own."""
        self._stop, told = asyncio.Event(), asyncio.Event()
        chosen = next(port for port in PORTS if _is_free(port)) if port is None else port
        life = served(self.settings, chosen, self._stop, lambda _: told.set(), self._take)
        self._life = asyncio.create_task(life)
        async with asyncio.timeout(PATIENCE):
            await told.wait()

    def _take(self, trial: Trial) -> None:
        self.trial = trial

    async def ends(self) -> None:
        self._stop.set()
        async with asyncio.timeout(PATIENCE):
            await self._life

    async def restarts(self) -> None:
        port = self.trial.site.port
        await self.ends()
        await self.begins(port)


def _is_free(port: int) -> bool:
    try:
        socket.create_server(("127.0.0.1", port)).close()
    except OSError:
        return False
    return True


@pytest_asyncio.fixture(loop_scope="session")
async def running(tmp_path, monkeypatch) -> AsyncIterator[Running]:
    # The library warns of its own next version whenever Telegram asks to wait.
    monkeypatch.setenv("PTB_TIMEDELTA", "true")
    shutil.copytree(SAMPLE, tmp_path / "knowledge")
    life = Running(tmp_path)
    await life.begins()
    yield life
    await life.ends()


@pytest_asyncio.fixture(loop_scope="session")
async def opens(browser, running):
    """Open a page: ``await opens("陈苇")``, in private or in a group; more in the same window are tabs."""
    contexts = []

    async def open_tab(person="陈苇", group=None, *, beside=None, **options) -> Tab:
        if beside is None:
            contexts.append(await browser.new_context(**({"locale": "zh-CN"} | options)))
        context = beside.page.context if beside else contexts[-1]
        return await Tab.open(context, running.trial, person, group)

    yield open_tab
    for context in contexts:
        assert [fault for page in context.pages for fault in page.faults] == []
        await context.close()


@pytest_asyncio.fixture(loop_scope="session")
async def tab(opens) -> Tab:
    """The page as 陈苇, of the urban management, in private with the bot."""
    return await opens()
