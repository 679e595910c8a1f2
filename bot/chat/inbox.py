"""What was heard is kept before Telegram may forget it, and worked on again after a crash (rule R24)."""

from __future__ import annotations

import asyncio
import json
import logging
from collections.abc import Sequence
from typing import TYPE_CHECKING

from telegram import Bot, Update

from bot.errors import StoreError
from bot.store.office import Inbox as Kept

if TYPE_CHECKING:
    from telegram.ext import Application

log = logging.getLogger(__name__)


class Inbox:
    """Between Telegram and the handlers: nothing is acknowledged that is not on the disk.

    Where the disk takes nothing any more, questions are answered all the same; what somebody wants
    recorded then is refused by the recording itself, in words.
    """

    def __init__(self, kept: Kept) -> None:
        self._kept = kept
        self._answered: list[int] = []
        self._noting: asyncio.Task[None] | None = None

    async def heard(self, updates: Sequence[Update]) -> tuple[Update, ...]:
        """Keep *updates*; return those that were not heard before."""
        if not updates:
            return ()
        texts = await asyncio.to_thread(lambda: [(one.update_id, one.to_json()) for one in updates])
        try:
            new = set(await self._kept.keep(texts))
        except StoreError as error:
            log.error("updates %s are not kept: %s", [number for number, _ in texts], error)
            return tuple(updates)
        return tuple(one for one in updates if one.update_id in new)

    async def again(self, app: Application, bot: Bot) -> int:  # type: ignore[type-arg]
        """Queue what an earlier life heard and did not answer; return how much of it was given up."""
        try:
            texts, given_up = await self._kept.again()
        except StoreError as error:
            log.error("what was heard before is not taken up: %s", error)
            return 0
        for text in texts:
            if update := Update.de_json(json.loads(text), bot):
                await app.update_queue.put(update)
        if given_up:
            log.error("%d updates were begun in vain several times and are given up", given_up)
        return given_up

    def answered(self, number: int) -> None:
        """Note that an update is done with; many at once become one write."""
        self._answered.append(number)
        if self._noting is None or self._noting.done():
            self._noting = asyncio.create_task(self._note())

    async def settled(self) -> None:
        """Wait until everything that was answered is noted as such."""
        if self._noting is not None:
            await self._noting
        try:
            await self._kept.left()
        except StoreError as error:
            log.error("what is left unanswered counts as begun in vain: %s", error)

    async def _note(self) -> None:
        while self._answered:
            numbers, self._answered = self._answered, []
            try:
                await self._kept.answered(numbers)
            except StoreError as error:  # they are answered once more after a restart, at worst
                log.error("updates %s are not noted as answered: %s", numbers, error)
