"""The whole bot on a page of this machine: the stand-in for Telegram, the real bot, and the page before it.

Everything it keeps lies in a folder of its own below the data folder, so that trying leaves no trace
in what the real bot keeps, and both can run side by side.
"""

from __future__ import annotations

import asyncio
import dataclasses
import logging
import secrets
import shutil
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import datetime, time, timedelta
from pathlib import Path
from typing import Any, Self

from bot.chat import app as chat
from bot.chat import loading
from bot.chat.desk import Desk
from bot.chat.ledger.caller import mended
from bot.chat.limits import Limits
from bot.clock import Clock
from bot.config import Paths, People, Settings
from bot.duty import Document
from bot.errors import AlreadyRunning, ConfigError, StoreError, why
from bot.sandbox import cast, copies, office
from bot.sandbox.botapi import BotApi
from bot.sandbox.deeds import Scene
from bot.sandbox.keeping import Keeper
from bot.sandbox.shelf import Shelf
from bot.sandbox.site import Site
from bot.sandbox.world import World
from bot.store import folder
from bot.store.store import Store

log = logging.getLogger(__name__)

PORT = 8423
_TRIES = 20  # ports after the first, where that is taken
_MORNING = time(9)


@dataclass
class Trial:
    """All that runs, from the data folder to the page."""

    world: World
    clock: Clock
    api: BotApi
    site: Site
    desk: Desk
    loaded: loading.Loaded
    keeper: Keeper
    store: Store

    @classmethod
    async def open(cls, settings: Settings, before: Self | None = None) -> Self:
        """Take the folder, read the knowledge, and set the stage as it was left.

        Args:
            settings: where knowledge and data are.
            before: a trial that was ended to begin anew: the stage is set as on the first day.

        Raises:
            StoreError: the folder cannot be used, or another trial holds it.
        """
        home = settings.paths.data / "sandbox"
        if before is not None:
            await asyncio.to_thread(cleared, home)
        store = await _store(home)
        keeper = None
        try:
            keeper = await asyncio.to_thread(Keeper, home / "telegram.db")
            trial = await cls._set(settings, home, store, keeper)
        except BaseException:
            if keeper is not None:
                keeper.close()
            await store.close()
            raise
        if before is not None:
            trial.site.follows(before.site)
        return trial

    @classmethod
    async def _set(cls, settings: Settings, home: Path, store: Store, keeper: Keeper) -> Self:
        knowledge = await asyncio.to_thread(copies.refreshed, settings.paths.knowledge, home / "knowledge")
        clock = Clock(settings.time.zone)
        loaded = await loading.first(knowledge, store, clock())
        _set_clock(clock, keeper, loaded.served.documents.values() if loaded.served else ())
        world = _world(clock, home, keeper)
        settings = dataclasses.replace(
            settings, people=People(cast.ADMINISTRATORS), paths=Paths(knowledge, home)
        )
        # A few people at one keyboard flood nobody.
        desk = Desk(settings=settings, now=clock, store=store, served=loaded.served, limits=Limits(0, 0))
        await mended(desk)
        await office.settles_in(desk)
        api = BotApi(world)
        site = Site(Scene(world, clock, api.faults), keeper)
        return cls(world, clock, api, site, desk, loaded, keeper, store)

    async def serve(self, port: int | None, stop: asyncio.Event, say: Callable[[str], None]) -> int:
        """Run bot and page until *stop* is set or somebody begins anew; *say* is told where the page is.

        Raises:
            ConfigError: *port* is taken; without one a free one near the usual is found.
        """
        self.api.start()
        _start(self.site, port)
        app = chat.build(self.world.token, self.desk, self.api.server)
        say(f"督办试用页（未连接 Telegram）：{self.site.address}\n只在本机可以打开；按 Ctrl-C 停止。")
        ends = asyncio.Event()
        watch = asyncio.create_task(self._watch(stop, ends))
        try:
            return await chat.serve(app, ends, say=lambda _: None)
        finally:
            watch.cancel()

    async def _watch(self, stop: asyncio.Event, ends: asyncio.Event) -> None:
        """Set *ends* once it is time; whoever begins anew does nothing more in the world that goes."""
        anew = self.site.scene.anew
        waits = [asyncio.create_task(event.wait()) for event in (stop, anew)]
        try:
            await asyncio.wait(waits, return_when=asyncio.FIRST_COMPLETED)
            if anew.is_set():
                await self.keeper.written()  # behind the deed itself, so that its page has been told
                await self.site.stop()
        finally:
            for wait in waits:
                wait.cancel()
            ends.set()

    async def close(self) -> None:
        """Let everything go, the page first."""
        await self.site.stop()
        await self.api.stop()
        self.keeper.close()
        await self.store.close()


async def served(
    settings: Settings,
    port: int | None,
    stop: asyncio.Event,
    say: Callable[[str], None],
    begins: Callable[[Trial], None] = lambda _: None,
) -> int:
    """Run one trial after another at the same address until *stop* is set; returns the exit status.

    Args:
        settings: where knowledge and data are.
        port: where the page is to be; None: the usual port, or a free one near it.
        stop: set by a signal.
        say: told where the page is, once.
        begins: given every trial before it is served.

    Raises:
        BotError: the folders or the port cannot be used.
    """
    trial = None
    while True:
        trial = await Trial.open(settings, trial)
        try:
            begins(trial)
            status = await trial.serve(port, stop, say)
        finally:
            await trial.close()
        if stop.is_set() or not trial.site.scene.anew.is_set():
            return status
        port, say = trial.site.port, _silent


def _silent(_: str) -> None:
    """The address was told before, and is the same."""


def cleared(home: Path) -> None:
    """Take away all that trials kept in *home*; the next begins as the first did.

    Raises:
        StoreError: another trial holds the folder, or something cannot be removed.
    """
    folder.prepare(home)
    with folder.hold(home):
        for path in home.iterdir():
            try:
                if path.is_dir() and not path.is_symlink():
                    shutil.rmtree(path)
                elif path.name != folder.LOCK:
                    path.unlink()
            except OSError as error:
                raise StoreError(
                    f"不能重新开始：{path} 删不掉（{why(error)}）。请停止程序后手工删去。"
                ) from None


async def _store(home: Path) -> Store:
    try:
        return await Store.open(home)
    except AlreadyRunning:
        raise
    except StoreError as error:  # it holds nothing but what was tried
        raise StoreError(f"{error}试用的内容都在 {home}，删去这个文件夹即可重新开始。") from error


def _world(clock: Clock, home: Path, keeper: Keeper) -> World:
    """Return the world as it was left; a new one where what was kept of it makes no sense."""
    token = f"100000001:{secrets.token_urlsafe(32)}"
    world = World(lambda: int(clock().timestamp()), token, shelf=Shelf(home / "files"), keep=keeper.keep)
    cast.enter(world)
    try:
        world.restore(keeper.kept)
    except ValueError as error:
        log.error("the sandbox's file cannot be used, and is set aside: %s", error)
        keeper.begin_again()
        return _world(clock, home, keeper)
    return world


def _start(site: Site, port: int | None) -> None:
    ports = (port,) if port is not None else (*range(PORT, PORT + _TRIES), 0)
    for candidate in ports:
        try:
            site.start(port=candidate)
            return
        except ConfigError:
            if candidate == ports[-1]:
                raise


def _set_clock(clock: Clock, keeper: Keeper, documents: Iterable[Document]) -> None:
    """Go on with the time of the last trial; the first begins in the time of the documents."""
    kept: Any = next((value for kind, _, value in keeper.kept if kind == "clock"), None)
    try:
        clock.ahead = timedelta(seconds=float(kept))
        clock()
    except (OverflowError, TypeError, ValueError):  # none was kept, or none that could be
        clock.move(opening(clock.real(), documents))
    keeper.keep("clock", "", clock.ahead.total_seconds())
    clock.listen(lambda _, __: keeper.keep("clock", "", clock.ahead.total_seconds()))


def opening(now: datetime, documents: Iterable[Document]) -> datetime:
    """Return when a first trial begins: Monday morning after the newest document, or now if that is earlier.

    What the documents order is then still to be done, however long ago the sample was written.
    """
    days = [document.day for document in documents if document.day is not None]
    if not days:
        return now
    newest = max(days)
    monday = newest + timedelta(days=7 - newest.weekday())
    return min(datetime.combine(monday, _MORNING, now.tzinfo), now)
