"""Knowing when the bot has finished with what it was sent."""

from __future__ import annotations

import asyncio

from bot.chat.app import App, drained
from bot.sandbox.world import World


async def settled(app: App, world: World, update: int | None, seconds: float = 60.0) -> None:
    """Wait until *update* has been handled, reloads it began included.

    Args:
        update: its number; None: the bot does not hear it, there is nothing to wait for.
        seconds: how long to wait at most.

    Raises:
        TimeoutError: the bot is not done by then.
    """
    if update is None:
        return
    async with asyncio.timeout(seconds):
        await world.updates.delivered(update)
        await drained(app)
