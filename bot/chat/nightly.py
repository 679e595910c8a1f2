"""The nightly backup: once a day, after the hour of config.toml, made up for where the bot was off (R32)."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from datetime import date, datetime, timedelta
from pathlib import Path
from typing import Any

from telegram import Bot
from telegram.ext import Application

from bot.chat.desk import Desk
from bot.chat.standing import tell_administrators
from bot.chat.wording import keeping as wording
from bot.errors import StoreError
from bot.store import backup, retention
from bot.store.folder import BACKUPS
from bot.store.retention import Keeping
from bot.store.threads import explained

log = logging.getLogger(__name__)

#: Seconds between two looks.
EVERY = 60
#: After a backup that failed it is not tried again before.
_AGAIN = timedelta(hours=1)


@asynccontextmanager
async def watched(app: Application[Any, Any, Any, Any, Any, Any], desk: Desk) -> AsyncIterator[None]:
    """Make the nightly backups for as long as what is within lasts: the bot's life."""
    task = asyncio.create_task(_watch(app, desk))
    try:
        yield
    finally:
        task.cancel()
        await asyncio.wait({task})


async def _watch(app: Application[Any, Any, Any, Any, Any, Any], desk: Desk) -> None:
    """Look every minute whether a backup of today is missing, and make it."""
    while not app.running:  # before that nobody could be told where it fails
        await asyncio.sleep(1)
    nights = Nights(app.bot, desk)
    while True:
        try:
            await nights.look()
        except Exception:  # a fault here must not end the backups of all days to come
            log.exception("unexpected error in the nightly backup")
        await asyncio.sleep(EVERY)


class Nights:
    """What is remembered from one look to the next."""

    def __init__(self, bot: Bot, desk: Desk) -> None:
        self._bot, self._desk = bot, desk
        self._failed: datetime | None = None
        self._told: date | None = None

    @property
    def folder(self) -> Path:
        """Where the backups go."""
        settings = self._desk.settings
        return settings.keeping.backup_folder or settings.paths.data / BACKUPS

    async def look(self) -> None:
        """Make the backup of today where it is missing, and let those go that are not kept any more."""
        now, keeping = self._desk.now(), self._desk.settings.keeping
        if self._failed is not None and timedelta() <= now - self._failed < _AGAIN:
            return
        try:
            if await asyncio.to_thread(self._is_missing, now) and await self._make(now):
                kept = Keeping(keeping.keep_daily, keeping.keep_monthly)
                await asyncio.to_thread(self._purge, kept, now)
            self._failed = None
        except StoreError as error:
            log.error("no backup: %s", error)
            self._failed = now
            await self._tell(wording.failed(str(error)), now)

    async def _make(self, now: datetime) -> bool:
        """Make a backup; tell whether all of it is as it was written: only then older ones may go."""
        made = await self._desk.store.back_up(self.folder / backup.named(backup.NIGHTLY, now))
        log.info("backup %s, %d files of evidence new", made.path.name, made.copied)
        if made.wrong:
            log.error("backup %s is not sound: %s", made.path.name, made.wrong)
            await self._tell(wording.unsound(made.path.name, made.wrong), now)
        return not made.wrong

    def _is_missing(self, now: datetime) -> bool:
        with explained("备份失败"):
            return retention.is_missing(self.folder, self._desk.settings.keeping.backup_hour, now)

    def _purge(self, keeping: Keeping, now: datetime) -> None:
        try:
            for path in retention.purge(self.folder, keeping, now):
                log.info("backup %s is not kept any more", path.name)
        except OSError as error:  # there is one more than need be; tomorrow it is tried again
            log.error("old backups stay: %s", error)

    async def _tell(self, text: str, now: datetime) -> None:
        """Tell the administrators, once a day."""
        if self._told != now.date():
            self._told = now.date()
            await tell_administrators(self._bot, self._desk, text)
