"""A trial that runs, and what opens its page without being a browser."""

from __future__ import annotations

import asyncio
import json
from pathlib import Path

from tornado.httpclient import HTTPRequest
from tornado.websocket import websocket_connect

from bot.sandbox.cast import GROUPS, PEOPLE
from bot.sandbox.trial import Trial

KNOWLEDGE = Path(__file__).parents[1] / "journeys" / "knowledge"
CHEN, GROUP = PEOPLE[0].number, GROUPS[0].number
PATIENCE = 20.0


class Life:
    """A trial that runs."""

    def __init__(self, trial: Trial):
        self.trial = trial
        self.said: list[str] = []
        self._stop = asyncio.Event()

    async def begins(self) -> None:
        self._serving = asyncio.create_task(self.trial.serve(None, self._stop, self.said.append))
        async with asyncio.timeout(PATIENCE):
            while not self.said:
                await asyncio.sleep(0.01)

    async def ends(self) -> None:
        self._stop.set()
        async with asyncio.timeout(PATIENCE):
            await self._serving
        await self.trial.close()

    def address(self, path: str = "") -> str:
        return f"{self.trial.site.address}{path}"

    async def page(self, **headers: str) -> Page:
        """Open the socket as a page does."""
        return await Page.of(self.trial.site.address, **headers)


class Page:
    """What a page hears and does."""

    def __init__(self, socket):
        self._socket = socket
        self._numbers = iter(range(1, 1000))
        self._is_open = True

    @classmethod
    async def of(cls, address: str, **headers: str) -> Page:
        """Open the socket of the page at *address*, as the page itself does."""
        origin = {"Origin": address.rstrip("/")} | headers
        request = HTTPRequest(f"{address.replace('http', 'ws', 1)}socket", headers=origin)
        return cls(await websocket_connect(request))

    async def hears(self, kind: str):
        """Return the next thing told of a kind."""
        async with asyncio.timeout(PATIENCE):
            while True:
                told = json.loads(await self._socket.read_message())
                if told["is"] == kind:
                    return told

    async def does(self, number: str = "", **deed):
        """Do something; what the server says to it."""
        number = number or f"deed {next(self._numbers)}"
        deed = {"as" if name == "who" else name: value for name, value in deed.items()}
        await self._socket.write_message(json.dumps(deed | {"id": number}))
        return await self.hears("done")

    async def types(self, text: str | bytes) -> None:
        """Send something as it is."""
        await self._socket.write_message(text)

    async def is_left(self) -> None:
        """Wait until the server has closed the connection."""
        async with asyncio.timeout(PATIENCE):
            while await self._socket.read_message() is not None:
                pass
        self._is_open = False

    async def closes(self) -> None:
        self._socket.close()
        if self._is_open:
            await self.is_left()
