"""The whole bot on a page of this machine: the stand-in for Telegram, the real bot, and the page before it.

Everything it keeps lies in a folder of its own below the data folder, so that trying leaves no trace
in what the real bot keeps, and both can run side by side.
"""

from __future__ import annotations

import asyncio
import dataclasses
import secrets
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import datetime, time, timedelta
from pathlib import Path
from typing import Self

from bot.chat import app as chat
from bot.chat import loading
from bot.chat.desk import Desk
from bot.chat.limits import Limits
from bot.clock import Clock
from bot.config import Paths, People, Settings
from bot.duty import Document
from bot.errors import ConfigError
from bot.sandbox import cast, copies
from bot.sandbox.botapi import BotApi
from bot.sandbox.deeds import Scene
from bot.sandbox.keeping import Keeper
from bot.sandbox.shelf import Shelf
from bot.sandbox.site import Site
from bot.sandbox.world import World
from bot.store.store import Store

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
    async def open(cls, settings: Settings) -> Self:
        """Take the folder, read the knowledge, and set the stage as it was left.

        Raises:
            StoreError: the folder cannot be used, or another trial holds it.
        """
        home = settings.paths.data / "sandbox"
        store = await Store.open(home)
        keeper = None
        try:
            keeper = await asyncio.to_thread(Keeper, home / "telegram.db")
            return await cls._set(settings, home, store, keeper)
        except BaseException:
            if keeper is not None:
                keeper.close()
            await store.close()
            raise

    @classmethod
    async def _set(cls, settings: Settings, home: Path, store: Store, keeper: Keeper) -> Self:
        knowledge = await asyncio.to_thread(copies.refreshed, settings.paths.knowledge, home / "knowledge")
        clock = Clock(settings.time.zone)
        loaded = await loading.first(knowledge, store, clock())
        _set_clock(clock, keeper, loaded.served.documents.values() if loaded.served else ())
        token = f"100000001:{secrets.token_urlsafe(32)}"
        world = World(lambda: int(clock().timestamp()), token, shelf=Shelf(home / "files"), keep=keeper.keep)
        cast.enter(world)
        world.restore(keeper.kept)
        settings = dataclasses.replace(
            settings, people=People(cast.ADMINISTRATORS), paths=Paths(knowledge, home)
        )
        # A few people at one keyboard flood nobody.
        desk = Desk(settings=settings, now=clock, store=store, served=loaded.served, limits=Limits(0, 0))
        api = BotApi(world)
        site = Site(Scene(world, clock, api.faults))
        return cls(world, clock, api, site, desk, loaded, keeper, store)

    async def serve(self, port: int | None, stop: asyncio.Event, say: Callable[[str], None]) -> int:
        """Run bot and page until *stop* is set; *say* is told where the page is.

        Raises:
            ConfigError: *port* is taken; without one a free one near the usual is found.
        """
        self.api.start()
        _start(self.site, port)
        app = chat.build(self.world.token, self.desk, self.api.server)
        say(f"督办试用页（未连接 Telegram）：{self.site.address}\n只在本机可以打开；按 Ctrl-C 停止。")
        return await chat.serve(app, stop, say=lambda _: None)

    async def close(self) -> None:
        """Let everything go, the page first."""
        await self.site.stop()
        await self.api.stop()
        self.keeper.close()
        await self.store.close()


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
    kept = next((value for kind, _, value in keeper.kept if kind == "clock"), None)
    if kept is None:
        clock.move(opening(clock.real(), documents))
    else:
        clock.ahead = timedelta(seconds=float(kept))
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
