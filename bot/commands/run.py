"""``duban run``: the bot in Telegram; without a token on a page of this machine, or in the terminal."""

from __future__ import annotations

import argparse
import asyncio
import dataclasses
import os
import signal
import stat
import sys
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path

from bot import config
from bot.chat import app as chat
from bot.chat import loading, nightly
from bot.chat.desk import Desk
from bot.chat.ledger.caller import mended
from bot.chat.limits import Limits
from bot.chat.redaction import start_log
from bot.clock import Clock
from bot.config import Settings
from bot.duty import Severity
from bot.errors import Misuse
from bot.sandbox import terminal, trial
from bot.sandbox.world import World
from bot.store.store import Store

_SHOWN = 20  # problems printed at the start; `duban check` has them all


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Add what ``duban run`` takes."""
    parser.add_argument(
        "--config",
        type=Path,
        metavar="文件",
        help="配置文件；不写则用当前文件夹的 config.toml，没有该文件则全部用默认值",
    )
    where = parser.add_mutually_exclusive_group()
    where.add_argument(
        "--terminal", action="store_true", help="没有令牌时，在终端里对话；从管道输入时也是这样"
    )
    where.add_argument(
        "--port",
        type=int,
        metavar="端口",
        help=f"没有令牌时，试用页所用的本机端口；不写则从 {trial.PORT} 起找空闲的",
    )


def run(args: argparse.Namespace) -> int:
    """Run until stopped; returns the exit status.

    Raises:
        BotError: the settings, the token or the data folder cannot be used.
    """
    if args.port is not None and not 0 < args.port < 2**16:
        raise Misuse("--port 应为 1 到 65535 的整数。")
    settings = config.chosen(args.config)
    token = config.token(settings, os.environ)
    # Where people talk to it in the terminal, the log would run into the conversation.
    start_log(settings.log.level if token else "WARNING", hidden=token)
    return asyncio.run(_run(settings, token, args))


async def _run(settings: Settings, token: str | None, args: argparse.Namespace) -> int:
    stop = asyncio.Event()
    _stop_on_signals(stop)
    if token is not None:
        return await _in_telegram(settings, token, stop)
    if args.terminal or (args.port is None and _is_piped()):
        return await _in_terminal(settings, stop)
    return await _on_page(settings, args.port, stop)


def _is_piped() -> bool:
    """Does standard input come from a pipe or a file, as in ``echo 餐饮油烟谁负责 | duban run``?"""
    if sys.stdin is None:
        return False
    mode = os.fstat(sys.stdin.fileno()).st_mode
    return stat.S_ISFIFO(mode) or stat.S_ISREG(mode)


async def _on_page(settings: Settings, port: int | None, stop: asyncio.Event) -> int:
    return await trial.served(settings, port, stop, _say, lambda begun: _report(begun.loaded))


async def _in_telegram(settings: Settings, token: str, stop: asyncio.Event) -> int:
    async with _desk(settings) as desk:
        for note in desk.store.notes:
            _tell(note)
        app = chat.build(token, desk, settings.telegram.base_url, settings.telegram.proxy)
        async with nightly.watched(app, desk):
            return await chat.serve(app, stop, _tell)


async def _in_terminal(settings: Settings, stop: asyncio.Event) -> int:
    people = settings.people._replace(administrators=(terminal.PERSON,))
    async with _desk(dataclasses.replace(settings, people=people)) as desk:
        desk.limits = Limits(0, 0)  # one person at their own keyboard floods nobody
        return await _converse(desk, stop)


async def _converse(desk: Desk, stop: asyncio.Event) -> int:
    world = World(lambda: int(desk.now().timestamp()), terminal.TOKEN)
    world.person(terminal.PERSON, "本机用户")
    # Started without standard input, as by cron, there is nobody to type anything.
    typed = sys.stdin.fileno() if sys.stdin else os.open(os.devnull, os.O_RDONLY)
    ends = terminal.Ends(typed, sys.stdout, prompt=os.isatty(typed))
    if ends.prompt:
        print("督办（本机试用，未连接 Telegram）。直接输入问题；输入编号按按钮；Ctrl-D 退出。")
    return await terminal.run(world, lambda server: chat.build(terminal.TOKEN, desk, server), ends, stop)


@asynccontextmanager
async def _desk(settings: Settings) -> AsyncIterator[Desk]:
    """Open the store, load the knowledge, and tell the operator what was found in it."""
    now = Clock(settings.time.zone)
    store = await Store.open(settings.paths.data)
    try:
        loaded = await loading.first(settings.paths.knowledge, store, now())
        _report(loaded)
        limits = Limits(settings.questions.per_minute, settings.questions.burst)
        desk = Desk(settings=settings, now=now, store=store, served=loaded.served, limits=limits)
        await mended(desk)
        yield desk
    finally:
        await store.close()


def _report(loaded: loading.Loaded) -> None:
    """Tell the operator what was found in the folder, and why yesterday's serves if it does."""
    if loaded.refusal:
        kept = "沿用上次成功载入的资料" if loaded.served else "暂无资料可用"
        _tell(f"资料未能载入：{loaded.refusal}（{kept}）")
    errors = [problem for problem in loaded.problems if problem.severity is Severity.ERROR]
    for problem in errors[:_SHOWN]:
        _tell(str(problem))
    if more := len(loaded.problems) - len(errors[:_SHOWN]):
        _tell(f"资料文件夹另有{more}条检查结果，运行 duban check 查看。")


def _say(sentence: str) -> None:
    print(sentence, flush=True)


def _tell(sentence: str) -> None:
    print(sentence, file=sys.stderr, flush=True)


def _stop_on_signals(stop: asyncio.Event) -> None:
    loop = asyncio.get_running_loop()
    for name in (signal.SIGINT, signal.SIGTERM):
        try:
            loop.add_signal_handler(name, stop.set)
        except NotImplementedError:  # Windows: Ctrl-C arrives as KeyboardInterrupt
            return
