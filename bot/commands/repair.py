"""``duban repair``: show a damaged text repaired, and what in it cannot be trusted."""

from __future__ import annotations

import argparse
import sys
from pathlib import Path

from bot.duty import Repaired
from bot.errors import Misuse
from bot.jsonlines import batch, line
from bot.reading.files import SUFFIXES, Child, Kind, read_file
from bot.reading.repair import Fix, repair_with_log, spun

#: The kinds of damage in the words an official reads.
KINDS = {
    "misaligned": "错位乱码，已按字节还原",
    "guess": "推断而得或有缺字（□），不可引用",
    "lost-bytes": "原文此处缺损（□）",
    "annotation-mismatch": "所注拼音与字不符",
    "mojibake": "编码错误，已重新解码",
    "private-use": "自造字符，已去除",
    "blank": "原文留空或被删去",
    "spam": "夹带的广告",
    "spun-text": "被同义词替换改写，不可信",
}
_STEPS = {
    "codec": "编码",
    "misaligned": "错位",
    "characters": "字符",
    "annotation": "注音",
    "commas": "多余逗号",
    "script": "繁转简",
}


def add_arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("source", nargs="?", metavar="文件或文字", help="文件或一段文字；省略则读标准输入")
    parser.add_argument("--batch", type=Path, metavar="文件", help='JSONL 文件，每行一个 {"damaged": "…"}')
    parser.add_argument("--json", action="store_true", help="每项输出一行 JSON")


def run(args: argparse.Namespace) -> int:
    """Print the repaired text and what is damaged in it, for each case; 0 unless misused."""
    if args.batch and args.source:
        raise Misuse("--batch 与单个文件或文字只能给一个。")
    if args.batch:
        for case in batch(args.batch, "damaged"):
            _show(*repair_with_log(case["damaged"]), args.json)
        return 0
    _show(*_single(args.source), args.json)
    return 0


def _single(source: str | None) -> tuple[Repaired, list[Fix]]:
    if source is None:
        if sys.stdin is None:  # closed by whoever started the program
            raise Misuse("没有标准输入：请给出文件或文字。")
        code = sys.stdin.buffer.read()
        if not code.strip():
            return repair_with_log("")
        with Child() as child:
            raw = child.parse(code, "标准输入")
    elif _is_path(source):
        raw = read_file(Path(source))
    else:
        return repair_with_log(source)
    if raw.kind is Kind.HTML and raw.extract:
        return repair_with_log(raw.extract.text, origin=raw.extract.origin, raw=raw.text)
    return repair_with_log(raw.text)


def _is_path(source: str) -> bool:
    """A path exists, or ends like one that should; anything else is the text itself."""
    if not source or len(source.encode(errors="surrogatepass")) > 1024 or "\n" in source or "\0" in source:
        return False
    path = Path(source)
    return path.is_symlink() or path.exists() or path.suffix.lower() in SUFFIXES


def _show(repaired: Repaired, fixes: list[Fix], as_json: bool) -> None:
    if as_json:
        kinds = list(dict.fromkeys(flag.kind for flag in repaired.flags))
        print(line({"text": repaired.text, "flags": kinds}))
        return
    print(repaired.text)
    print()
    for sentence in report(repaired, fixes):
        print(sentence)


def report(repaired: Repaired, fixes: list[Fix]) -> list[str]:
    """Say in Chinese what was mended and what remains damaged, with the lines of the repaired text."""
    lines = [_mended(fixes)] if fixes else ["未发现需要修复之处。"]
    for flag in repaired.flags:
        number = repaired.text.count("\n", 0, flag.start) + 1
        passage = " ".join(repaired.text[flag.start : flag.end].split())[:30]
        lines.append(f"第{number}行“{passage}”：{KINDS.get(flag.kind, flag.kind)}")
    if spun(repaired):
        lines.append("整页文字不可信：请换用官方原件。")
    return lines


def _mended(fixes: list[Fix]) -> str:
    counts = {step: sum(fix.step == step for fix in fixes) for step in _STEPS}
    parts = [
        name if step == "script" else f"{name}{counts[step]}处"
        for step, name in _STEPS.items()
        if counts[step]
    ]
    return "已修复：" + "、".join(parts) + "。"
