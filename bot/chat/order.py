"""In which order updates are worked on: side by side, but one after the other within a chat."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable
from typing import Any
from weakref import WeakValueDictionary

from telegram import Update
from telegram.ext import BaseUpdateProcessor

_SIDE_BY_SIDE = 32


class ChatByChat(BaseUpdateProcessor):
    """A slow chat (Telegram asks to wait, the net is lost) holds up nobody but itself."""

    def __init__(self, answered: Callable[[int], None]) -> None:
        """Tell *answered* the number of each update that is done with."""
        super().__init__(_SIDE_BY_SIDE)
        self._answered = answered
        self._turns: WeakValueDictionary[int, asyncio.Lock] = WeakValueDictionary()
        self._begins = asyncio.Lock()

    async def do_process_update(self, update: object, coroutine: Awaitable[Any]) -> None:
        chat = update.effective_chat if isinstance(update, Update) else None
        # asyncio's lock serves in the order of asking; it lives as long as somebody waits on it.
        turn = self._turns.setdefault(chat.id if chat else 0, asyncio.Lock())
        async with turn:
            async with self._begins:  # one a round of the loop, so that a hundred at once do not hold it up
                await asyncio.sleep(0)
            await coroutine
        if isinstance(update, Update):
            self._answered(update.update_id)

    async def initialize(self) -> None:
        """Nothing to set up."""

    async def shutdown(self) -> None:
        """Nothing to give back."""
