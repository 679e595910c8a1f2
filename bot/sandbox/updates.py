"""What waits for the bot: getUpdates with its offsets, long polling and one poller at a time."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Sequence
from typing import Any

from bot.sandbox.keeping import Keep, forget
from bot.sandbox.refusals import Refused

#: What Telegram does not send unless it is asked for by name.
_ON_REQUEST = frozenset({"chat_member", "message_reaction", "message_reaction_count"})
_CONFLICT = (
    "Conflict: terminated by other getUpdates request; make sure that only one bot instance is running"
)


class Updates:
    """The queue of one bot. An update is forgotten once a higher offset is asked for."""

    def __init__(self, keep: Keep = forget) -> None:
        self._keep = keep
        self._waiting: list[dict[str, Any]] = []
        self._next = 1
        self._allowed: frozenset[str] = frozenset()
        self._sleepers: set[asyncio.Future[None]] = set()
        self._poller = 0
        self.confirmed = 0  # every update up to this one is with the bot

    def __len__(self) -> int:
        return len(self._waiting)

    def add(self, kind: str, payload: dict[str, Any]) -> int | None:
        """Queue an update; None where the bot did not ask for this kind."""
        wanted = kind in self._allowed if self._allowed else kind not in _ON_REQUEST
        if not wanted:
            return None
        number, self._next = self._next, self._next + 1
        update = {"update_id": number, kind: payload}
        self._waiting.append(update)
        self._keep("update", str(number), update)
        self._keep("numbered", "", number)
        self._wake()
        return number

    def restore(self, waiting: Sequence[dict[str, Any]], numbered: int = 0) -> None:
        """Take back what was *waiting* when an earlier life ended; new ones are numbered above.

        *numbered* is the last number that was given, also to what does not wait any more: the bot takes
        a number that it has heard before for the same update.
        """
        self._waiting = sorted(waiting, key=lambda update: int(update["update_id"]))
        self._next = max([numbered, *(update["update_id"] for update in self._waiting)]) + 1

    async def get(
        self, offset: int, limit: int, seconds: float, allowed: Sequence[str] | None
    ) -> list[dict[str, Any]]:
        """Return what waits from *offset* on, waiting up to *seconds* for something to come.

        Raises:
            Refused: 409, another call came while this one waited.
        """
        if allowed is not None:
            self._allowed = frozenset(allowed)
        self._poller += 1
        mine = self._poller
        self._confirm(offset)
        self._wake()
        try:
            async with asyncio.timeout(seconds):
                await self._until(lambda: bool(self._waiting) or self._poller != mine)
        except TimeoutError:
            return []
        if self._poller != mine:
            raise Refused(409, _CONFLICT)
        return self._waiting[:limit]

    async def delivered(self, number: int) -> None:
        """Wait until the bot has confirmed update *number*."""
        await self._until(lambda: self.confirmed >= number)

    def _confirm(self, offset: int) -> None:
        if offset < 0:
            offset = max(self._next + offset, 1)
        if offset > 0:
            for update in self._waiting:
                if update["update_id"] < offset:
                    self._keep("update", str(update["update_id"]), None)
            self._waiting = [u for u in self._waiting if u["update_id"] >= offset]
            self.confirmed = max(self.confirmed, min(offset, self._next) - 1)

    async def _until(self, ready: Callable[[], bool]) -> None:
        while not ready():
            sleeper = asyncio.get_running_loop().create_future()
            self._sleepers.add(sleeper)
            try:
                await sleeper
            finally:
                self._sleepers.discard(sleeper)

    def _wake(self) -> None:
        for sleeper in self._sleepers:
            if not sleeper.done():
                sleeper.set_result(None)
