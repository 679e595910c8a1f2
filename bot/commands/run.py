"""``duban run``: the bot in Telegram; without a token the same conversation in the terminal."""

from __future__ import annotations

import argparse
import asyncio
import dataclasses
import os
import signal
import sys
from collections.abc import Callable
from datetime import datetime
from pathlib import Path

from bot import config
from bot.chat import app as chat
from bot.chat import loading
from bot.chat.desk import Desk
from bot.chat.limits import Limits
from bot.chat.redaction import start_log
from bot.clock import Clock
from bot.config import Settings
from bot.duty import Severity
from bot.sandbox import terminal
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


def run(args: argparse.Namespace) -> int:
    """Run until stopped; returns the exit status.

    Raises:
        BotError: the settings, the token or the data folder cannot be used.
    """
    settings = config.chosen(args.config)
    token = config.token(settings, os.environ)
    # In the terminal the log would run into the conversation.
    start_log(settings.log.level if token else "WARNING", hidden=token)
    return asyncio.run(_run(settings, token))


async def _run(settings: Settings, token: str | None) -> int:
    stop = asyncio.Event()
    _stop_on_signals(stop)
    now = Clock(settings.time.zone)
    store = await Store.open(settings.paths.data)
    try:
        loaded = await loading.first(settings.paths.knowledge, store, now())
        _report(loaded)
        if token is None:
            return await _in_terminal(settings, store, loaded, now, stop)
        for note in store.notes:
            _tell(note)
        desk = _desk(settings, store, loaded, now)
        app = chat.build(token, desk, settings.telegram.base_url, settings.telegram.proxy)
        return await chat.serve(app, stop, _tell)
    finally:
        await store.close()


async def _in_terminal(
    settings: Settings, store: Store, loaded: loading.Loaded, now: Callable[[], datetime], stop: asyncio.Event
) -> int:
    people = dataclasses.replace(settings.people, administrators=(terminal.PERSON,))
    desk = _desk(dataclasses.replace(settings, people=people), store, loaded, now)
    desk.limits = Limits(0, 0)  # one person at their own keyboard floods nobody
    world = World(lambda: int(now().timestamp()), terminal.TOKEN)
    world.person(terminal.PERSON, "本机用户")
    # Started without standard input, as by cron, there is nobody to type anything.
    typed = sys.stdin.fileno() if sys.stdin else os.open(os.devnull, os.O_RDONLY)
    ends = terminal.Ends(typed, sys.stdout, prompt=os.isatty(typed))
    if ends.prompt:
        print("督办（本机试用，未连接 Telegram）。直接输入问题；输入编号按按钮；Ctrl-D 退出。")
    return await terminal.run(world, lambda server: chat.build(terminal.TOKEN, desk, server), ends, stop)


def _desk(settings: Settings, store: Store, loaded: loading.Loaded, now: Callable[[], datetime]) -> Desk:
    limits = Limits(settings.questions.per_minute, settings.questions.burst)
    return Desk(settings=settings, now=now, store=store, served=loaded.served, limits=limits)


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


def _tell(sentence: str) -> None:
    print(sentence, file=sys.stderr, flush=True)


def _stop_on_signals(stop: asyncio.Event) -> None:
    loop = asyncio.get_running_loop()
    for name in (signal.SIGINT, signal.SIGTERM):
        try:
            loop.add_signal_handler(name, stop.set)
        except NotImplementedError:  # Windows: Ctrl-C arrives as KeyboardInterrupt
            return
