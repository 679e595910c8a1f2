"""The chat page over HTTP: its files, what was sent in the chats, and a socket for everything live.

On loopback only. Every request must be meant for this server by its Host; whatever changes or reads
the chats must come from its own page by its Origin. What the page may load and run, its policy says.
"""

from __future__ import annotations

import json
import logging
from collections import OrderedDict
from hashlib import sha256
from pathlib import Path
from typing import Any
from urllib.parse import quote

from tornado.httpserver import HTTPServer
from tornado.web import Application, HTTPError, RequestHandler
from tornado.websocket import WebSocketClosedError, WebSocketHandler

from bot.chat.wording import BROKEN
from bot.errors import BotError
from bot.sandbox import deeds, loopback, pictures, views
from bot.sandbox.deeds import Scene
from bot.sandbox.keeping import Keeper
from bot.sandbox.shelf import File
from bot.sandbox.world import Event, Json

log = logging.getLogger(__name__)

_FOLDER = Path(__file__).with_name("page")
_TYPES = {
    ".html": "text/html; charset=utf-8",
    ".css": "text/css; charset=utf-8",
    ".js": "text/javascript; charset=utf-8",
    ".svg": "image/svg+xml",
}
_POLICY = (
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' blob:; "
    "connect-src 'self' ws://{host}; base-uri 'none'; form-action 'none'; frame-ancestors 'none'; "
    "require-trusted-types-for 'script'; trusted-types 'none'"
)
_HEADERS = {
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "no-referrer",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Cache-Control": "no-cache",
}
_FRAME = 256 * 1024  # bytes; the longest text, in JSON, is far below
_PING = 20  # seconds
_NUMBER = 64  # characters
_REMEMBERED = 1_000  # deeds; a page that did not hear of one repeats it, and it is not done twice
_FORBIDDEN = "本页只在本机使用。"


class Site:
    """The page's server, and all pages that are open."""

    def __init__(self, scene: Scene, keeper: Keeper):
        self.scene = scene
        self._keeper = keeper
        self.files = {path.name: path.read_bytes() for path in sorted(_FOLDER.iterdir())}
        self.version = sha256(b"".join(self.files.values())).hexdigest()[:12]
        self.port = 0
        self._open: set[_Socket] = set()
        self._done: OrderedDict[str, Json] = OrderedDict(
            (key, value) for kind, key, value in keeper.kept if kind == "deed"
        )
        self._server: HTTPServer | None = None
        scene.world.listen(self._shown)
        scene.clock.listen(lambda _, __: self._tell(self._time()))

    @property
    def address(self) -> str:
        """What to open in a browser."""
        return f"http://{loopback.ADDRESS}:{self.port}/"

    def start(self, address: str = loopback.ADDRESS, port: int = 0) -> None:
        """Listen on *port* (0: one the system chooses).

        Raises:
            ConfigError: *address* is not the loopback interface, or the port is taken.
        """
        socket = loopback.listen(address, port)
        here = {"site": self}
        app = Application(
            [
                (r"/socket", _Socket, here),
                (r"/send", _Send, here),
                (r"/file/([\w-]{1,64})", _Attachment, here),
                (r"/([\w.-]{0,64})", _Page, here),
            ],
            default_handler_class=_Nothing,
            default_handler_args=here,
            websocket_max_message_size=_FRAME,
            websocket_ping_interval=_PING,
            log_function=lambda _: None,
        )
        room = deeds.LARGEST + 2**20
        self._server = HTTPServer(app, max_body_size=room, max_buffer_size=room)
        self._server.add_sockets([socket])
        self.port = socket.getsockname()[1]

    @property
    def is_serving(self) -> bool:
        """Tell whether deeds are still done; what comes after the end, the page repeats elsewhere."""
        return self._server is not None

    async def stop(self) -> None:
        server, self._server = self._server, None
        if server is not None:
            server.stop()
            for page in tuple(self._open):
                page.close(1001)
            await server.close_all_connections()

    def follows(self, before: Site) -> None:
        """Take over which deeds are done already: a page that did not hear so will repeat them here."""
        for number, told in before._done.items():
            self._remember(number, told)

    # -- from a page ------------------------------------------------------------------------

    def greet(self, page: _Socket) -> None:
        """Show a page that opens, or comes back, all there is."""
        world = views.everything(self.scene.world)
        page.tell({"is": "world", "version": self.version} | world | self._clock())
        self._open.add(page)

    def forget(self, page: _Socket) -> None:
        self._open.discard(page)

    async def does(self, deed: Json, file: File | None = None) -> Json:
        """Let a person act; returns what the page is told, also when it asks again.

        It is told once the deed lies on the disk with all that came of it: a page that heard so may
        forget the deed, one that did not may repeat it, whenever the program is killed.
        """
        told = self._does(deed, file)
        await self._keeper.written()
        return told

    def _does(self, deed: Json, file: File | None) -> Json:
        number = deed.get("id")
        if not isinstance(number, str) or not 0 < len(number) <= _NUMBER:
            return {"is": "done", "id": "", "refused": deeds.UNREADABLE}
        if number not in self._done:
            self._remember(number, {"is": "done", "id": number} | self._tried(deed, file))
        return self._done[number]

    def _remember(self, number: str, told: Json) -> None:
        self._done[number] = told
        self._keeper.keep("deed", number, told)
        if len(self._done) > _REMEMBERED:
            oldest, _ = self._done.popitem(last=False)
            self._keeper.keep("deed", oldest, None)

    def _tried(self, deed: Json, file: File | None) -> Json:
        try:
            if file is None:
                deeds.act(self.scene, deed)
            else:
                deeds.send(self.scene, deed, file)
        except BotError as refused:
            return {"refused": str(refused)}
        except Exception:
            log.exception("a deed failed")
            return {"refused": BROKEN}
        return {}

    # -- to all pages -----------------------------------------------------------------------

    def _shown(self, event: Event) -> None:
        world, number = self.scene.world, event.chat_id
        match event.kind:
            case "message" | "service" | "edited":
                view = views.message(world, world.rooms[number], event.what)
                self._tell({"is": "message", "chat": number, "message": view})
            case "typing":
                self._tell({"is": "typing", "chat": number})
            case "toast":
                self._tell({"is": "toast", "chat": number} | _toast(event.what))
            case "room":
                self._tell({"is": "chat", "chat": views.chat(world, world.rooms[number])})
            case "menu":
                for room in world.rooms.values():
                    self._tell({"is": "chat", "chat": views.chat(world, room)})

    def _time(self) -> Json:
        return {"is": "clock"} | self._clock()

    def _clock(self) -> Json:
        now = self.scene.clock()
        return {"now": now.timestamp(), "offset": (now.utcoffset() or now - now).total_seconds()}

    def _tell(self, what: Json) -> None:
        for page in tuple(self._open):
            page.tell(what)


def _toast(what: Json) -> Json:
    query = what["query"]
    pressed = {"message": query["message"]["message_id"], "data": query["data"]}
    return {"to": query["from"]["id"], "text": what["text"], "alert": what["alert"]} | pressed


class _Guarded(RequestHandler):
    """Whatever was not meant for this server, or comes from another page, is refused."""

    needs_origin = False

    def initialize(self, site: Site) -> None:
        self.site = site

    def set_default_headers(self) -> None:
        for name, value in _HEADERS.items():
            self.set_header(name, value)
        self.set_header("Content-Security-Policy", _POLICY.format(host=self.request.host))

    def prepare(self) -> None:
        own = loopback.is_own_page(self.request)
        silent = "Origin" not in self.request.headers and not self.needs_origin
        if not loopback.is_local(self.request, self.site.port) or not (own or silent):
            self.set_header("Content-Security-Policy", "default-src 'none'")
            raise HTTPError(403)

    def write_error(self, status_code: int, **_: Any) -> None:
        self.set_header("Content-Type", "text/plain; charset=utf-8")
        self.finish(_FORBIDDEN if status_code == 403 else str(status_code))


class _Nothing(_Guarded):
    def prepare(self) -> None:
        super().prepare()
        raise HTTPError(404)


class _Page(_Guarded):
    """The page's own files."""

    def get(self, name: str) -> None:
        name = name or "index.html"
        if name not in self.site.files:
            raise HTTPError(404)
        self.set_header("Content-Type", _TYPES[Path(name).suffix])
        self.finish(self.site.files[name])


class _Attachment(_Guarded):
    """A file of the chats: a picture to be shown, everything else to be saved."""

    def get(self, number: str) -> None:
        try:
            file = self.site.scene.world.files[number]
        except KeyError:
            raise HTTPError(404) from None
        kind = pictures.kind(file.content)
        name = quote(file.name.encode("utf-8", "replace"), safe="")
        how = "inline" if kind else "attachment"
        self.set_header("Content-Type", kind or "application/octet-stream")
        self.set_header("Content-Disposition", f"{how}; filename*=UTF-8''{name}")
        self.set_header("Content-Security-Policy", "default-src 'none'; sandbox")
        self.finish(file.content)


class _Send(_Guarded):
    """A file that somebody sends, in a form beside the deed itself."""

    needs_origin = True

    async def post(self) -> None:
        if not self.site.is_serving:
            raise HTTPError(503)
        sent = self.request.files.get("file")
        try:
            deed = json.loads(self.get_body_argument("deed"))
        except ValueError:
            raise HTTPError(400) from None
        if not sent or not isinstance(deed, dict):
            raise HTTPError(400)
        self.finish(await self.site.does(deed, File(sent[0]["filename"], sent[0]["body"])))


class _Socket(_Guarded, WebSocketHandler):
    """One open page."""

    needs_origin = True

    def check_origin(self, _: str) -> bool:
        return loopback.is_own_page(self.request)

    def open(self, *_: str, **__: str) -> None:
        self.set_nodelay(True)
        self.site.greet(self)

    async def on_message(self, message: str | bytes) -> None:
        if not self.site.is_serving:
            return
        try:
            deed = json.loads(message)
        except ValueError:
            deed = None
        if isinstance(deed, dict):
            self.tell(await self.site.does(deed))
        else:
            self.close(1003)

    def on_close(self) -> None:
        self.site.forget(self)

    def tell(self, what: Json) -> None:
        try:
            sent = self.write_message(json.dumps(what))
        except WebSocketClosedError:
            self.site.forget(self)
        else:
            sent.add_done_callback(lambda future: future.exception())  # whoever left hears no more
