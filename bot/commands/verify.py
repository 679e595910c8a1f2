"""``duban verify``: is everything kept still as it was written? Beside the running bot, or of a backup."""

from __future__ import annotations

import argparse
from collections.abc import Iterator, Sequence
from pathlib import Path

from bot import config
from bot.errors import Misuse
from bot.store import soundness
from bot.store.folder import DATABASE
from bot.store.soundness import Check

_SHOWN = 20  # of each kind; a thousand lost files are told as so many


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Declare what ``duban verify`` takes."""
    parser.add_argument(
        "backup", nargs="?", type=Path, metavar="备份", help="要核对的备份文件，不写则核对数据文件夹"
    )
    add_places(parser)


def add_places(parser: argparse.ArgumentParser) -> None:
    """Declare where the data is, as all commands do that keep it."""
    parser.add_argument("--data", type=Path, metavar="文件夹", help="数据文件夹，默认用 config.toml 所指的")
    parser.add_argument("--config", type=Path, metavar="文件", help="config.toml 的位置")


def data_folder(args: argparse.Namespace) -> Path:
    """Return the data folder that the command line means."""
    chosen: Path = args.data or config.chosen(args.config).paths.data
    return chosen


def run(args: argparse.Namespace) -> int:
    """Print a line for each thing looked at, and a line for each that is wrong; 1 where there are any.

    Raises:
        Misuse: both a backup and a data folder are named.
        NotFound: there is no database.
        StoreError: it cannot be read.
    """
    if args.backup and args.data:
        raise Misuse("备份和 --data 只能写一个：不写备份就核对数据文件夹。")
    checks = soundness.verify(args.backup or data_folder(args) / DATABASE)
    for line in told(checks):
        print(line)
    return 1 if any(check.wrong for check in checks) else 0


def told(checks: Sequence[Check]) -> Iterator[str]:
    """Yield what people read of *checks*."""
    for check in checks:
        seen = f"{check.seen}，" if check.seen else ""
        yield f"{check.what}：{seen}{f'{len(check.wrong)} 处不对' if check.wrong else '无误'}"
        yield from (f"  ✗ {one}" for one in check.wrong[:_SHOWN])
        if len(check.wrong) > _SHOWN:
            yield f"  ✗ ……另有 {len(check.wrong) - _SHOWN} 处"
    count = sum(len(check.wrong) for check in checks)
    if not count:
        yield "核对完毕：全部无误。"
    elif any(check.wrong and check.grave for check in checks):
        yield f"核对完毕：{count} 处不对。请停机，用 duban restore 恢复最近一份核对无误的备份。"
    else:
        yield f"核对完毕：{count} 处不对，记录本身完好。缺失的材料可从备份文件夹的 evidence 中取回。"
