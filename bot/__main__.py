"""The commands of the terminal: `COMMANDS`, each with a module of its own in bot/commands."""

from __future__ import annotations

import argparse
import io
import sys
from collections.abc import Sequence
from importlib import import_module
from typing import NoReturn

from bot import __version__
from bot.errors import BotError, why

#: Command → what it does; its module in bot/commands is imported only when it is asked for.
COMMANDS = {
    "run": "启动机器人：有令牌连 Telegram，没有则打开本机的试用页",
    "ask": "问一句：这件事谁负责、什么时候完成、某单位有哪些事",
    "extract": "从文件里读出责任事项",
    "repair": "修复网页转载造成的损坏文字，修不了的标出来",
    "deadlines": "把“6月底前”“10个工作日内”换算成日期，并说明怎么算的",
    "check": "检查知识文件夹：哪个文件哪一行有什么问题、怎么改",
    "verify": "核对数据文件夹或备份：记录、台账、证明材料是否与写入时一致",
    "backup": "备份数据库和证明材料，机器人运行时也可以",
    "restore": "用备份恢复数据文件夹，原来的数据另存，不删除",
    "export": "导出台账：整改台账、一部门一清单、缺项清单、周调度表等",
    "admin": "生成一次性验证码，凭它在聊天里成为管理员",
    "bench": "测量速度、内存和准确率",
}


class _Parser(argparse.ArgumentParser):
    """Refuses a misused command line in one line, with exit status 2."""

    def format_help(self) -> str:
        return _in_chinese(super().format_help())

    def format_usage(self) -> str:
        return _in_chinese(super().format_usage())

    def error(self, message: str) -> NoReturn:
        print(f"{self.prog}：{_in_chinese(message)}。用法见 {self.prog} --help。", file=sys.stderr)
        raise SystemExit(2)


def _in_chinese(message: str) -> str:
    for english, chinese in _MESSAGES:
        message = message.replace(english, chinese)
    return message


_MESSAGES = (
    ("usage:", "用法："),
    ("positional arguments:", "参数："),
    ("options:", "选项："),
    ("show this help message and exit", "显示这段说明"),
    ("show program's version number and exit", "显示版本号"),
    ("the following arguments are required:", "缺少参数"),
    ("unrecognized arguments:", "不认识的参数"),
    ("expected one argument", "后面要跟一个值"),
    ("expected at least one argument", "后面至少要跟一个值"),
    ("invalid choice:", "不能是"),
    ("choose from", "可选："),
    ("not allowed with argument", "不能同时用参数"),
    ("argument ", "参数 "),
    ("invalid int value:", "应为整数，不能是"),
    ("ambiguous option:", "选项不明确："),
    ("could match", "可能是"),
    ("ignored explicit argument", "不接受值"),
)


def main(argv: Sequence[str] | None = None) -> int:
    """Run one command and return its exit status: 0 done, 1 found errors, 2 misuse or refusal."""
    words = list(sys.argv[1:] if argv is None else argv)
    _speak_chinese(as_json="--json" in words)
    parser = _parser(words)
    args = parser.parse_args(words)
    try:
        return int(import_module(f"bot.commands.{args.command}").run(args))
    except BotError as error:
        print(f"duban：{error}", file=sys.stderr)
        return 2
    except KeyboardInterrupt:
        return 130
    except BrokenPipeError:  # the reader went away, as in `duban extract … | head`
        sys.stderr.close()
        return 0
    except OSError as error:  # as when the disk behind `> file` is full
        print(f"duban：无法完成，{why(error)}。", file=sys.stderr)
        return 2


def _speak_chinese(*, as_json: bool) -> None:
    """Let a terminal without Chinese, or without a character, stop nothing; JSON is always UTF-8."""
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(encoding=_encoding(stream, as_json=as_json), errors="replace")


def _encoding(stream: io.TextIOWrapper, *, as_json: bool) -> str:
    try:
        "督办".encode(stream.encoding)
    except UnicodeEncodeError:
        return "utf-8"
    return "utf-8" if as_json else stream.encoding


def _parser(words: Sequence[str]) -> argparse.ArgumentParser:
    """Build the parser; only the command that was asked for describes its arguments."""
    parser = _Parser(prog="duban", description="督办：这件事谁负责、什么时候完成，从文件原文里找答案。")
    parser.add_argument("--version", action="version", version=f"duban {__version__}")
    commands = parser.add_subparsers(
        dest="command", required=True, metavar="命令", parser_class=_Parser, prog="duban"
    )
    asked = next((word for word in words if not word.startswith("-")), None)
    for name, about in COMMANDS.items():
        command = commands.add_parser(name, help=about, description=about)
        if name == asked:
            import_module(f"bot.commands.{name}").add_arguments(command)
    return parser


if __name__ == "__main__":
    raise SystemExit(main())
