"""The conversation in the terminal: the real bot over the local Bot API, a person who types."""

from __future__ import annotations

import asyncio
import codecs
import os
import secrets
import threading
from collections.abc import AsyncIterator, Callable
from dataclasses import dataclass
from typing import Any, TextIO

from bot.chat import wording
from bot.chat.app import App, serve
from bot.chat.render import visible
from bot.sandbox.botapi import BotApi
from bot.sandbox.entities import LIMIT_TEXT
from bot.sandbox.settle import settled
from bot.sandbox.world import Event, Json, World

#: The person at the keyboard, who may do everything the program can do here.
PERSON = 10_001
#: Made anew each time, so that nobody but the two ends of the loopback socket knows it.
TOKEN = f"100000001:{secrets.token_urlsafe(32)}"

_LONGEST = 64 * 1024  # bytes of a line; the rest of it is dropped
_QUITS = frozenset({"quit", "exit", "退出"})
_QUOTES = frozenset({"blockquote", "expandable_blockquote"})


class Terminal:
    """One person's private chat with the bot, shown as lines of text."""

    def __init__(self, world: World, out: TextIO, *, prompt: bool):
        self._world = world
        self._out = out
        self._prompt = prompt
        self._buttons: dict[str, tuple[Json, str]] = {}  # what to type → the message and its data
        self._left = False  # whoever read the answers has gone: `duban run | head`
        world.listen(self._heard)

    async def converse(self, app: App, lines: AsyncIterator[str]) -> None:
        """Send the bot a line at a time and wait for its answer, until the lines end."""
        self._ask()
        async for line in lines:
            text = " ".join(visible(line).split())[:LIMIT_TEXT]
            if text.lower() in _QUITS:
                return
            if text:
                await self._send(app, text)
            if self._left:
                return
            self._ask()

    async def _send(self, app: App, text: str) -> None:
        if text in self._buttons:
            update = self._world.presses(PERSON, *self._buttons[text])
        else:
            update = self._world.says(PERSON, text)
        try:
            await settled(app, self._world, update)
        except TimeoutError:
            self._show(wording.BROKEN)

    def _heard(self, event: Event) -> None:
        if event.kind == "toast" and event.what["text"]:
            self._show(f"（{event.what['text']}）")
        elif event.kind in {"message", "edited"} and event.what["from"]["is_bot"]:
            self._show("\n" + as_text(event.what))
            if document := event.what.get("document"):
                file = self._world.files[document["file_id"]]
                self._show(f"【{file.name}】\n{file.content.decode('utf-8-sig')}")
            self._offer(event.what)

    def _offer(self, message: Json) -> None:
        """Number the buttons; one whose label is a number keeps it."""
        rows = message.get("reply_markup", {}).get("inline_keyboard", [])
        buttons = [button for row in rows for button in row]
        if not buttons:
            return
        numbers = [int(button["text"]) for button in buttons if button["text"].isdecimal()]
        number = max(numbers, default=0)
        self._buttons.clear()
        for button in buttons:
            label, key = button["text"], button["text"]
            if not label.isdecimal():
                number += 1
                key = str(number)
                self._show(f"[{key}] {label}")
            pressed = (message, button["callback_data"])
            self._buttons[key] = self._buttons[label.partition("（")[0]] = pressed

    def _ask(self) -> None:
        if self._prompt:
            self._write("\n> ")

    def _show(self, text: str) -> None:
        self._write(text + "\n")

    def _write(self, text: str) -> None:
        try:
            self._out.write(text)
            self._out.flush()
        except BrokenPipeError:
            self._left = True
            # Python itself writes once more at its end, and must not fail either.
            os.dup2(os.open(os.devnull, os.O_WRONLY), self._out.fileno())


def as_text(message: Json) -> str:
    """Return a message as lines of text, its quotes indented."""
    name = "text" if "text" in message else "caption"
    text: str = message.get(name, "")
    marks: list[Json] = message.get("entities" if name == "text" else "caption_entities", [])
    raw = text.encode("utf-16-le")
    lines, at = [], 0
    for quote in sorted((m for m in marks if m["type"] in _QUOTES), key=lambda m: int(m["offset"])):
        start, end = 2 * quote["offset"], 2 * (quote["offset"] + quote["length"])
        lines += _lines(raw[at:start], "") + _lines(raw[start:end], "　　")
        at = end
    return "\n".join(lines + _lines(raw[at:], ""))


def _lines(raw: bytes, margin: str) -> list[str]:
    text = raw.decode("utf-16-le").strip("\n")
    return [margin + line for line in text.split("\n")] if text else []


async def typed(descriptor: int) -> AsyncIterator[str]:
    """Yield the lines that arrive on *descriptor* until it ends.

    A thread reads, because a file can be standard input as well as a pipe or a terminal; it reads
    the descriptor itself, because a thread inside Python's own buffer cannot be left at the end.
    """
    lines: asyncio.Queue[bytes | None] = asyncio.Queue(maxsize=16)
    loop = asyncio.get_running_loop()

    def put(line: bytes | None) -> None:
        asyncio.run_coroutine_threadsafe(lines.put(line), loop).result()

    threading.Thread(target=_read_lines, args=(descriptor, put), daemon=True).start()
    while (line := await lines.get()) is not None:
        yield _decoded(line)


def _read_lines(descriptor: int, put: Callable[[bytes | None], None]) -> None:
    rest = b""
    try:
        while chunk := os.read(descriptor, 64 * 1024):
            *whole, rest = (rest + chunk).split(b"\n")
            for line in whole:
                put(line[:_LONGEST])
            # Of an endless line the beginning is kept, and no more of it read into memory.
            rest = rest[: _LONGEST + 1]
        if rest:
            put(rest[:_LONGEST])
    except OSError:  # the terminal is gone
        pass
    finally:
        put(None)


def _decoded(line: bytes) -> str:
    """Decode what was typed: UTF-8, else the encoding of older Chinese systems, else what can be."""
    whole = len(line) < _LONGEST  # a line that was cut may end within a character
    for encoding in ("utf-8-sig", "gb18030"):
        try:
            return codecs.getincrementaldecoder(encoding)().decode(line, final=whole)
        except UnicodeDecodeError:
            continue
    return line.decode("utf-8", "replace")


@dataclass(frozen=True, slots=True)
class Ends:
    """Where the person's lines come from and go to."""

    descriptor: int
    out: TextIO
    prompt: bool


async def run(world: World, wire: Callable[[str], App], ends: Ends, stop: asyncio.Event) -> int:
    """Serve the bot to the person in the terminal until their lines end or *stop* is set.

    Args:
        world: with ``PERSON`` in it.
        wire: makes the Application for a server address.
        ends: where the lines come from and go to.
        stop: set by a signal.

    Returns:
        The exit status.
    """
    api = BotApi(world)
    api.start()
    try:
        app = wire(api.server)
        bot = asyncio.create_task(serve(app, stop, say=lambda _: None))
        talk = asyncio.create_task(_talk(world, app, ends, stop))
        await asyncio.wait({bot, talk}, return_when=asyncio.FIRST_COMPLETED)
        stop.set()
        status = await bot
        await _finished(talk)
        return status
    finally:
        await api.stop()


async def _talk(world: World, app: App, ends: Ends, stop: asyncio.Event) -> None:
    try:
        await Terminal(world, ends.out, prompt=ends.prompt).converse(app, typed(ends.descriptor))
    finally:
        stop.set()


async def _finished(task: asyncio.Task[Any]) -> None:
    if not task.done():
        task.cancel()
    await asyncio.wait({task})
    if not task.cancelled():
        task.result()
