"""The ``chat`` fixture: people, groups and the real bot, over a real socket to the local Bot API.

And a cache folder of the tests' own.
"""

from __future__ import annotations

import asyncio
import shutil
from collections.abc import AsyncIterator, Callable, Iterator
from datetime import datetime, timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

# Hypothesis' plugin imports it when all is over, if nobody did before; with what then waits to be collected,
# CPython 3.11 now and then fails in the midst of it ("AST constructor recursion depth mismatch").
import hypothesis  # noqa: F401
import pytest

from bot.__main__ import main
from bot.chat import app as application
from bot.chat import loading
from bot.chat.desk import Desk
from bot.chat.limits import Limits
from bot.config import Paths, People, Settings
from bot.sandbox.botapi import BotApi
from bot.sandbox.settle import settled
from bot.sandbox.shelf import File
from bot.sandbox.terminal import as_text
from bot.sandbox.world import World
from bot.store.store import Store

KNOWLEDGE = Path(__file__).parent / "journeys" / "knowledge"
TOKEN = "123456:abcdefghijklmnopqrstuvwxyz0123456789"  # noqa: S105
NINE = datetime(2026, 4, 1, 9, 0, tzinfo=ZoneInfo("Asia/Shanghai"))
PEOPLE = {"李工": 21, "王科": 22, "管理员": 23, "<b>张&": 24}
GROUPS = {"整改群": -300, "督查群": -301}
SUPERGROUP = -1_000_000_000_300
PATIENCE = 20.0  # seconds; far more than anything takes, so that only a real hang ends a test


class Conversation:
    """What people say and hear; one bot life at a time."""

    PEOPLE, GROUPS, SUPERGROUP, TOKEN = PEOPLE, GROUPS, SUPERGROUP, TOKEN

    def __init__(self, folder: Path):
        self.folder = folder / "knowledge"
        self.data = folder / "data"
        self.now = NINE
        self.world = World(lambda: int(self.now.timestamp()), TOKEN)
        for name, number in PEOPLE.items():
            self.world.person(number, name)
        for title, number in GROUPS.items():
            self.world.group(number, title, *PEOPLE.values())
        self.api = BotApi(self.world)
        self.told: list[str] = []  # what the operator was told at the start
        self._heard: list[tuple[int, str]] = []
        self._toasts: list[str] = []
        self._last: dict[int, dict] = {}
        self.world.listen(self._listen)

    # ---- the bot's life

    async def begins(self, per_minute: int = 0) -> None:
        """Let the bot start; *per_minute* 0 lets people ask and press as fast as the test does."""
        self.store = await Store.open(self.data)
        loaded = await loading.first(self.folder, self.store, self.now)
        settings = Settings(
            people=People(administrators=(PEOPLE["管理员"],)), paths=Paths(self.folder, self.data)
        )
        limits = Limits(per_minute, 5)
        self.desk = Desk(settings, lambda: self.now, self.store, loaded.served, limits)
        if not per_minute:
            self.desk.presses = limits
        self.app = application.build(TOKEN, self.desk, self.api.server)
        self.stop = asyncio.Event()
        self.life = asyncio.create_task(application.serve(self.app, self.stop, self.told.append))

    async def ends(self) -> int:
        """Let the bot stop; its exit status."""
        self.stop.set()
        async with asyncio.timeout(PATIENCE):
            status = await self.life
        await self.store.close()
        return status

    async def restarts(self) -> None:
        await self.ends()
        await self.begins()

    # ---- what people do

    async def says(self, who: str, text: str, group: str | None = None, *, to_bot=False, ago=0) -> None:
        """Let *who* write, in private or in *group*; *to_bot*: as a reply to the bot's last message."""
        chat = GROUPS[group] if group else PEOPLE[who]
        reply_to = self._last[chat]["message_id"] if to_bot else None
        await self.settled(self.world.says(PEOPLE[who], text, chat, reply_to, ago * 60))

    async def sends(self, who: str, name: str, content: bytes, group: str | None = None, caption="") -> None:
        """Let *who* send a file, in private or in *group*."""
        chat = GROUPS[group] if group else PEOPLE[who]
        await self.settled(self.world.sends(PEOPLE[who], File(name, content), chat, caption))

    async def shows(self, who: str, content: bytes, caption: str = "", album: str = "") -> None:
        """Let *who* send a photo in private, one of an *album* or alone."""
        file = File("photo.jpg", content)
        update = self.world.sends(PEOPLE[who], file, None, caption, as_photo=True, album=album)
        await self.settled(update)

    async def presses(self, who: str, label: str, group: str | None = None) -> None:
        """Let *who* press the button that begins with *label* under the last message that has it."""
        room = self.world.rooms[GROUPS[group] if group else PEOPLE[who]]
        for message in reversed(room.messages.values()):
            for button in buttons(message):
                if button["text"].startswith(label):
                    await self.settled(self.world.presses(PEOPLE[who], message, button["callback_data"]))
                    return
        raise AssertionError(f"no button {label!r}")

    async def settled(self, update: int | None) -> None:
        await settled(self.app, self.world, update, PATIENCE)

    # ---- what they heard

    def heard(self, chat: str | None = None) -> list[str]:
        """Return what the bot said since the last time, as plain text; of one chat or of all."""
        wanted = (GROUPS | PEOPLE)[chat] if chat else None
        said = [text for where, text in self._heard if wanted in (None, where)]
        self._heard.clear()
        return said

    async def arrives(self, who: str) -> None:
        """Wait until the bot has said something to *who* since the last time."""
        while PEOPLE[who] not in (where for where, _ in self._heard):
            await asyncio.sleep(0.01)

    def first_line(self) -> str:
        """Return the first line of the one message that was said."""
        (text,) = self.heard()
        return text.split("\n")[0]

    def toasts(self) -> list[str]:
        toasts, self._toasts = self._toasts, []
        return toasts

    def labels(self, chat: str = "李工") -> list[str]:
        """Return the buttons under the last message in a chat."""
        return [button["text"] for button in buttons(self.last(chat))]

    def last(self, chat: str) -> dict:
        """Return the bot's last message in a chat, as the Bot API has it."""
        return self._last[(GROUPS | PEOPLE)[chat]]

    def _listen(self, event) -> None:
        if event.kind == "toast":
            self._toasts.append(event.what["text"])
        elif event.kind == "message" and event.what["from"]["id"] == self.world.me["id"]:
            self._last[event.chat_id] = event.what
            self._heard.append((event.chat_id, as_text(event.what)))

    # ---- what administrators do with the files

    def writes(self, name: str, text: str) -> None:
        (self.folder / name).write_text(text, "utf-8")

    def changes(self, name: str, old: str, new: str) -> None:
        text = (self.folder / name).read_text("utf-8")
        assert old in text
        self.writes(name, text.replace(old, new))

    def later(self, **times: int) -> None:
        self.now += timedelta(**times)


def buttons(message: dict) -> list[dict]:
    return [b for row in message.get("reply_markup", {}).get("inline_keyboard", []) for b in row]


@pytest.fixture(autouse=True, scope="session")
def _cache(tmp_path_factory) -> Iterator[None]:
    """Keep what programs keep between runs in a folder of the tests, never in the user's own."""
    with pytest.MonkeyPatch.context() as environment:
        for name in ("XDG_CACHE_HOME", "LOCALAPPDATA"):
            environment.setenv(name, str(tmp_path_factory.mktemp("cache")))
        yield


@pytest.fixture
def typed(capsys) -> Callable[..., tuple[int, str, str]]:
    """What is typed in the terminal → its exit status, what it prints, and its errors."""

    def run(*words: str) -> tuple[int, str, str]:
        try:
            status = main(words)
        except SystemExit as ended:
            status = ended.code
        printed = capsys.readouterr()
        return status, printed.out, printed.err

    return run


@pytest.fixture
async def stage(tmp_path, monkeypatch) -> AsyncIterator[Conversation]:
    """A conversation before the bot has started, over a copy of the test knowledge."""
    # The library warns of its own next version whenever Telegram asks to wait.
    monkeypatch.setenv("PTB_TIMEDELTA", "true")
    shutil.copytree(KNOWLEDGE, tmp_path / "knowledge")
    conversation = Conversation(tmp_path)
    conversation.api.start()
    yield conversation
    await conversation.api.stop()


@pytest.fixture
async def chat(stage) -> AsyncIterator[Conversation]:
    """A conversation with the bot running."""
    await stage.begins()
    yield stage
    await stage.ends()
