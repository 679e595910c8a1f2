"""A local Bot API over HTTP: the part of Telegram that the bot talks to, on this machine only.

It lets the conversation be tried and tested without Telegram: the bot is the real one, over a real
socket. Which parts are faithful is told in docs/sandbox.md.
"""

from __future__ import annotations

import asyncio
import json
from collections import deque
from dataclasses import dataclass
from typing import Any

from tornado.httpserver import HTTPServer
from tornado.web import Application, RequestHandler

from bot.sandbox import loopback, media
from bot.sandbox.calls import Call
from bot.sandbox.faults import Fault, Faults, Wire
from bot.sandbox.methods import BY_NAME, METHODS
from bot.sandbox.refusals import Refused, bad_request
from bot.sandbox.shelf import File
from bot.sandbox.world import World

_BODY = 60 * 2**20  # more than Telegram's 50 MB, so that what is too large is told so
_REMEMBERED = 2_000


@dataclass(frozen=True, slots=True)
class Answered:
    """One call and what it was answered, for whoever wants to check the conversation."""

    method: str
    params: dict[str, str]
    body: dict[str, Any]


class BotApi:
    """The server: bound to a free port of the loopback interface by :meth:`start`."""

    def __init__(self, world: World):
        self.world = world
        self.faults = Faults()
        self.calls: deque[Answered] = deque(maxlen=_REMEMBERED)
        self._server: HTTPServer | None = None
        self.port = 0

    @property
    def server(self) -> str:
        """The address of the server, as ``base_url`` of the settings has it."""
        return f"http://{loopback.ADDRESS}:{self.port}"

    def start(self, address: str = loopback.ADDRESS, port: int = 0) -> None:
        """Listen on *port* (0: one the system chooses).

        Raises:
            ConfigError: *address* is not the loopback interface, or the port is taken.
        """
        socket = loopback.listen(address, port)
        routes: list[Any] = [
            (r"/bot([^/]+)/([A-Za-z]+)", _Handler, {"api": self}),
            (r"/file/bot([^/]+)/(.+)", _Download, {"api": self}),
        ]
        app = Application(
            routes, default_handler_class=_Nothing, default_handler_args={"api": self}, log_function=_silent
        )
        self._server = HTTPServer(app, max_body_size=_BODY, max_buffer_size=_BODY)
        self._server.add_sockets([socket])
        self.port = socket.getsockname()[1]

    async def stop(self) -> None:
        if self._server is not None:
            self._server.stop()
            await self._server.close_all_connections()
            self._server = None

    async def answer(self, token: str, name: str, call: Call) -> tuple[int, dict[str, Any]]:
        """Answer one call: the HTTP status and the JSON body."""
        try:
            result = await self._result(token, name, call)
        except Refused as refused:
            status, body = refused.status, refused.body()
        else:
            status, body = 200, {"ok": True, "result": result}
        self.calls.append(Answered(BY_NAME.get(name.lower(), name), dict(call.params), body))
        return status, body

    async def _result(self, token: str, name: str, call: Call) -> Any:
        if token != self.world.token:
            raise Refused(401, "Unauthorized")
        if name.lower() not in BY_NAME:
            raise Refused(404, "Not Found: method not found")
        return await METHODS[BY_NAME[name.lower()]](self.world, call)


class _Local(RequestHandler):
    def initialize(self, api: BotApi) -> None:
        self.api = api

    def prepare(self) -> None:
        """Refuse what a web page could send through somebody's browser: no page talks to this server."""
        if not loopback.is_local(self.request, self.api.port) or "Origin" in self.request.headers:
            self.set_status(403)
            self.finish(Refused(403, "Forbidden: this server answers local programs only").body())


class _Download(_Local):
    def get(self, token: str, path: str) -> None:
        try:
            if token != self.api.world.token:
                raise Refused(401, "Unauthorized")
            content = media.content(self.api.world, path)
        except Refused as refused:
            self.set_status(refused.status)
            self.finish(refused.body())
            return
        self.set_header("Content-Type", "application/octet-stream")
        self.finish(content)


class _Handler(_Local):
    async def get(self, token: str, name: str) -> None:
        await self.post(token, name)

    async def post(self, token: str, name: str) -> None:
        fault = self.api.faults.take(name) or Fault()
        if fault.wire is Wire.RESET:
            return self._hang_up()
        if fault.refusal:
            status, body = fault.refusal.status, fault.refusal.body()
        else:
            status, body = await self._answer(token, name)
        if fault.wire is Wire.LOST:
            return self._hang_up()
        if fault.wire is Wire.SLOW:
            await asyncio.sleep(fault.seconds)
        if fault.wire is Wire.BROKEN:
            self.set_status(502)
            self.finish("<html><h1>502 Bad Gateway</h1></html>")
            return None
        self.set_status(status)
        self.set_header("Content-Type", "application/json")
        self.finish(json.dumps(body))
        return None

    async def _answer(self, token: str, name: str) -> tuple[int, dict[str, Any]]:
        try:
            call = self._call()
        except Refused as refused:
            return refused.status, refused.body()
        return await self.api.answer(token, name, call)

    def _call(self) -> Call:
        params = {name: self.get_argument(name, strip=False) for name in self.request.arguments}
        if self.request.headers.get("Content-Type", "").startswith("application/json"):
            params |= _written(self.request.body)
        files = {k: File(v[0]["filename"], v[0]["body"]) for k, v in self.request.files.items()}
        return Call(params, files)

    def _hang_up(self) -> None:
        self._finished = True
        stream = self.detach()
        stream.close()


def _written(body: bytes) -> dict[str, str]:
    """Return the parameters of a call that has them as a JSON object in its body."""
    try:
        sent = json.loads(body or b"{}")
        return {name: v if isinstance(v, str) else json.dumps(v) for name, v in sent.items()}
    except (AttributeError, RecursionError, ValueError):
        raise bad_request("can't parse JSON object") from None


class _Nothing(_Local):
    def prepare(self) -> None:
        super().prepare()
        if self._finished:
            return
        self.set_status(404)
        self.finish(Refused(404, "Not Found").body())


def _silent(_: RequestHandler) -> None:
    """Log nothing: the address of every call holds the token."""
