"""In which order work is done: one thing after the other in a chat, a little in a round of the event loop."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable
from typing import Any
from weakref import WeakValueDictionary

from telegram import Update
from telegram.ext import BaseUpdateProcessor

_SIDE_BY_SIDE = 32


class OneARound:
    """Lets one through a round of the event loop, in the order of asking.

    What a hundred go on with in one and the same round, each only a millisecond or two, holds up the loop.
    """

    def __init__(self) -> None:
        self._lock = asyncio.Lock()

    async def turn(self) -> None:
        """Wait for a round of the loop in which nobody else was let through."""
        async with self._lock:
            await asyncio.sleep(0)


class ChatByChat(BaseUpdateProcessor):
    """A slow chat (Telegram asks to wait, the net is lost) holds up nobody but itself."""

    def __init__(self, rounds: OneARound, answered: Callable[[int], None]) -> None:
        """Begin one update a round of the loop; tell *answered* the number of each that is done with."""
        super().__init__(_SIDE_BY_SIDE)
        self._answered = answered
        self._turns: WeakValueDictionary[int, asyncio.Lock] = WeakValueDictionary()
        self._rounds = rounds

    async def do_process_update(self, update: object, coroutine: Awaitable[Any]) -> None:
        chat = update.effective_chat if isinstance(update, Update) else None
        # asyncio's lock serves in the order of asking; it lives as long as somebody waits on it.
        turn = self._turns.setdefault(chat.id if chat else 0, asyncio.Lock())
        async with turn:
            await self._rounds.turn()
            await coroutine
        if isinstance(update, Update):
            self._answered(update.update_id)

    async def initialize(self) -> None:
        """Nothing to set up."""

    async def shutdown(self) -> None:
        """Nothing to give back."""
