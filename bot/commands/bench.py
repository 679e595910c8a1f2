"""``duban bench``: measure speed, memory and accuracy; with ``--write`` into the READMEs."""

from __future__ import annotations

import argparse
from collections.abc import Callable
from pathlib import Path

from bot.benchmarks import readme
from bot.benchmarks.accuracy import accuracy
from bot.benchmarks.asking import asking
from bot.benchmarks.busy import busy
from bot.benchmarks.cold import cold
from bot.benchmarks.figures import Result, as_json, told
from bot.benchmarks.hostile import hostile
from bot.benchmarks.keeping import keeping
from bot.benchmarks.large import large
from bot.benchmarks.page import page
from bot.benchmarks.peers import peers
from bot.benchmarks.reading import reading
from bot.benchmarks.reload import reload
from bot.errors import Misuse
from bot.jsonlines import line

_Measure = Callable[[int | None, Path | None], Result]

BENCHMARKS: dict[str, tuple[str, _Measure]] = {
    "cold": ("冷启动回答一问的时间和内存", lambda size, _: cold(size)),
    "reading": ("读文件的速度", lambda size, _: reading(size)),
    "reload": ("载入一个文件夹、再载入一次的时间", lambda size, _: reload(size)),
    "large": ("十万条任务的文件夹：载入、改动后再载入、冷启动回答一问", lambda size, _: large(size)),
    "hostile": ("被改坏的文件读成什么样", lambda size, _: hostile(size)),
    "asking": ("从一千到一百万条任务，答得对不对、快不快，与其他程序比较", lambda size, _: asking(size)),
    "ledger": ("十万项、一百万步的台账：待办、清单、登记一步、启动", lambda size, _: keeping(size)),
    "busy": ("许多人同时提问时一次答复的用时", lambda size, _: busy(size)),
    "page": ("试用页打开、答复的时间和内存", lambda size, _: page(size)),
    "accuracy": ("评测集上的准确率", lambda _, shared: accuracy(shared)),
    "peers": ("与其他程序比较时限换算", peers),
}


def add_arguments(parser: argparse.ArgumentParser) -> None:
    told_names = "；".join(f"{name} {about}" for name, (about, _) in BENCHMARKS.items())
    parser.add_argument("name", choices=[*BENCHMARKS, "all"], metavar="项目", help=f"{told_names}；all 全部")
    parser.add_argument(
        "--size",
        type=int,
        metavar="数",
        help="cold 的运行次数、asking 和 large 的任务数、busy 的人数、page 的提问数、reading 的字数、"
        "reload 和 hostile 的文件数、ledger 的项数、peers 的语句数；不写则用常规的量",
    )
    parser.add_argument(
        "--shared", type=Path, metavar="文件夹", help="评测集所在的文件夹（accuracy、peers 用）"
    )
    parser.add_argument("--json", action="store_true", help="每个项目输出一行 JSON")
    parser.add_argument("--write", action="store_true", help="把结果写进 README.md 和 README.zh-CN.md")


def run(args: argparse.Namespace) -> int:
    """Measure, print each result as it comes, and write the READMEs if asked to.

    Raises:
        Misuse: the size is no measure, or what is measured is not there.
    """
    if args.size is not None and args.size < 1:
        raise Misuse("--size 应为 1 或更大的整数。")
    if args.size is not None and args.write:
        raise Misuse("写进 README 的结果须按常规的量测；--size 和 --write 请不要同时用。")
    results = []
    for name in BENCHMARKS if args.name == "all" else [args.name]:
        result = BENCHMARKS[name][1](args.size, args.shared)
        print(line(as_json(result)) if args.json else told(result), flush=True)
        results.append(result)
    if args.write:
        changed = readme.write(results)
        if not args.json:
            print(f"已更新 {'、'.join(changed)}。" if changed else "两份 README 都不用更新。")
    return 0
