"""``duban restore``: a backup back into the data folder; what is there is put aside, never deleted."""

from __future__ import annotations

import argparse
import sys
from pathlib import Path

from bot import config
from bot.clock import Clock
from bot.commands.verify import add_places, data_folder, told
from bot.store.folder import DATABASE
from bot.store.restoring import EvidenceLost, Restored, restore


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Declare what ``duban restore`` takes."""
    parser.add_argument("backup", type=Path, metavar="备份", help="备份文件，旁边是它的 evidence 文件夹")
    parser.add_argument(
        "--without-evidence", action="store_true", help="有证明材料找不到时也恢复；缺哪些会逐条列出"
    )
    add_places(parser)


def run(args: argparse.Namespace) -> int:
    """Restore, and say what was done; 1 where evidence is missing or something is wrong afterwards.

    Raises:
        AlreadyRunning: the bot runs on this data folder.
        NotFound: there is no such backup.
        StoreError: the backup is not sound, or it cannot be written.
    """
    data = data_folder(args)
    now = Clock(config.chosen(args.config).time.zone)()
    try:
        done = restore(args.backup, data, now, without_evidence=args.without_evidence)
    except EvidenceLost as error:
        for piece in error.lost:
            print(f"  ✗ {piece.digest}{piece.ending}")
        print(f"duban：{error}", file=sys.stderr)
        return 1
    _tell(done, args.backup, data)
    return 1 if any(check.wrong for check in done.checks) else 0


def _tell(done: Restored, source: Path, data: Path) -> None:
    print(f"已用 {source.name} 恢复 {data}，证明材料补回 {done.copied} 份。")
    if done.aside:
        print(
            f"原来的数据存放在 {done.aside}，没有删除；要改回去，对其中的 {DATABASE} 再运行 duban restore。"
        )
    for line in told(done.checks):
        print(line)
