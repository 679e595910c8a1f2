"""``duban admin``: a one-time code for the first administrator."""

from __future__ import annotations

import argparse

from bot import config
from bot.clock import Clock
from bot.commands.verify import add_places, data_folder
from bot.store import admin_code


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Declare what ``duban admin`` takes."""
    add_places(parser)


def run(args: argparse.Namespace) -> int:
    """Print a code and what to do with it.

    Raises:
        StoreError: it cannot be kept in the data folder.
    """
    data = data_folder(args)
    code = admin_code.make(data, Clock(config.chosen(args.config).time.zone)())
    minutes = int(admin_code.LIFE.total_seconds()) // 60
    print(f"请在 {minutes} 分钟内私聊机器人发送（只能用一次，输错 {admin_code.TRIES} 次作废）：")
    print(f"/admin {code}")
    return 0
