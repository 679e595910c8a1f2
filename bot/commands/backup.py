"""``duban backup``: a checked copy of the database with its evidence, beside the running bot."""

from __future__ import annotations

import argparse
from pathlib import Path

from bot import config
from bot.clock import Clock
from bot.commands.verify import add_places, data_folder
from bot.store import backup, soundness
from bot.store.folder import DATABASE, EVIDENCE


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Declare what ``duban backup`` takes."""
    parser.add_argument("folder", type=Path, metavar="文件夹", help="备份放到哪个文件夹，最好在另一块磁盘上")
    add_places(parser)


def run(args: argparse.Namespace) -> int:
    """Make a backup and say where it is; 1 where something in it is wrong.

    Raises:
        NotFound: there is no database.
        StoreError: it cannot be read, or the backup cannot be written.
    """
    data = data_folder(args)
    now = Clock(config.chosen(args.config).time.zone)()
    with soundness.opened(data / DATABASE) as db:
        part = backup.begun(db, args.folder / backup.named(backup.ASKED_FOR, now))
    made = backup.completed(part, data / EVIDENCE)
    print(f"已备份到 {made.path}，证明材料新增 {made.copied} 份。")
    for one in made.wrong:
        print(f"  ✗ {one}")
    if made.wrong:
        print("备份与原件一致，但原件有上述问题，请运行 duban verify 查看。")
    return 1 if made.wrong else 0
