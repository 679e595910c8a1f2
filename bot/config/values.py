"""What each key of config.toml must hold: (value, folder of the file) → setting; ValueError says what."""

from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

#: What Telegram's tokens look like; such a text is never repeated in a message (rule R46).
TOKEN = re.compile(r"[0-9]{6,20}:[A-Za-z0-9_-]{30,100}")

#: What is said where one stands in config.toml.
NO_TOKEN = "里写着令牌：令牌不得写进配置文件，请另存为权限 600 的文件，把文件路径写在 token_file"  # noqa: S105

#: Ids under which Telegram shows somebody who is nobody in particular (rule R43).
NOBODY = {1087968824: "匿名管理员", 136817688: "频道", 777000: "Telegram 官方通知"}

LEVELS = ("DEBUG", "INFO", "WARNING", "ERROR", "CRITICAL")


def _string(value: object) -> str:
    if not isinstance(value, str):
        raise ValueError("应为带引号的文字")
    if TOKEN.search(value):
        raise ValueError(NO_TOKEN)
    if any(ord(c) < 32 for c in value):
        raise ValueError("不能含换行等控制字符")
    return value.strip()


def _optional_path(value: object, folder: Path) -> Path | None:
    text = _string(value)
    return folder / Path(text).expanduser() if text else None


def _path(value: object, folder: Path) -> Path:
    path = _optional_path(value, folder)
    if path is None:
        raise ValueError("不能为空，应为文件夹的路径")
    return path


def _variable(value: object, _folder: Path) -> str:
    name = _string(value)
    if not re.fullmatch(r"[A-Za-z_][A-Za-z0-9_]*", name):
        raise ValueError("应为环境变量的名称，例如 DUBAN_TOKEN")
    return name


def _url(text: str, schemes: tuple[str, ...]) -> str:
    expected = f"应为 {'、'.join(schemes)} 开头的网址"
    try:
        parts = urlsplit(text)
        usable = text.lower().startswith(schemes) and parts.hostname and parts.port != 0
    except ValueError:  # a port that is no number, a broken IPv6 address
        raise ValueError(expected) from None
    if not usable or parts.query or parts.fragment or " " in text:
        raise ValueError(expected)
    return text.rstrip("/")


def _server(value: object, _folder: Path) -> str:
    text = _url(_string(value), ("https://", "http://"))
    if urlsplit(text).username is not None:
        raise ValueError("不能含用户名和密码")
    return text


def _proxy(value: object, _folder: Path) -> str | None:
    text = _string(value)
    return _url(text, ("http://", "https://", "socks5://", "socks5h://")) if text else None


def _people(value: object, _folder: Path) -> tuple[int, ...]:
    if not isinstance(value, list) or any(type(item) is not int for item in value):
        raise ValueError("应为数字编号的列表，例如 [123456789]")
    for item in value:
        if not 0 < item < 2**52:
            raise ValueError(f"中的 {item} 不是个人的数字编号（群编号为负数，不能用）")
        if item in NOBODY:
            raise ValueError(f"中的 {item} 是{NOBODY[item]}的公用编号，不能授权")
    return tuple(dict.fromkeys(value))


def _zone(value: object, _folder: Path) -> str:
    import zoneinfo  # noqa: PLC0415 - only where the key is written

    name = _string(value)
    try:
        zoneinfo.ZoneInfo(name)
    except (OSError, ValueError, zoneinfo.ZoneInfoNotFoundError):
        raise ValueError("应为时区名称，例如 Asia/Shanghai") from None
    return name


def _number(low: int, high: int) -> Callable[[object, Path], int]:
    def read(value: object, _folder: Path) -> int:
        if type(value) is not int or not low <= value <= high:
            raise ValueError(f"应为 {low} 到 {high} 的整数")
        return value

    return read


def _yes_or_no(value: object, _folder: Path) -> bool:
    if type(value) is not bool:
        raise ValueError("应为 true 或 false（不加引号）")
    return value


def _rising(high: int) -> Callable[[object, Path], tuple[int, ...]]:
    def read(value: object, _folder: Path) -> tuple[int, ...]:
        numbers = value if isinstance(value, list) else []
        sound = numbers and all(type(number) is int and 0 < number <= high for number in numbers)
        if not sound or sorted(set(numbers)) != numbers:
            raise ValueError(f"应为由小到大的整数列表，各在 1 到 {high} 之间，例如 [3, 6, 12]")
        return tuple(numbers)

    return read


def _conditions(value: object, _folder: Path) -> tuple[str, ...]:
    names = [_string(item) for item in value] if isinstance(value, list) else []
    if not 0 < len(names) <= 12 or not all(0 < len(name) <= 30 for name in names):
        raise ValueError("应为 1 到 12 条文字的列表，每条不超过 30 字")
    return tuple(dict.fromkeys(names))


def _level(value: object, _folder: Path) -> str:
    name = _string(value).upper()
    if name not in LEVELS:
        raise ValueError(f"应为 {'、'.join(LEVELS)} 之一")
    return name


READERS: dict[str, dict[str, Callable[[object, Path], Any]]] = {
    "telegram": {
        "token_file": _optional_path,
        "token_env": _variable,
        "base_url": _server,
        "proxy": _proxy,
    },
    "people": {"administrators": _people},
    "paths": {"knowledge": _path, "data": _path},
    "time": {"zone": _zone},
    "questions": {
        "per_minute": _number(1, 600),
        "burst": _number(1, 100),
        "late_minutes": _number(1, 1440),
        "follow_up_minutes": _number(1, 120),
    },
    "ledger": {
        "conditions": _conditions,
        "acknowledge_workdays": _number(1, 60),
        "return_workdays": _number(1, 60),
        "notice_days": _number(1, 90),
        "notice_in_workdays": _yes_or_no,
        "look_back_months": _rising(60),
        "stale_days": _rising(365),
        "open_lists": _yes_or_no,
    },
    "keeping": {
        "backup_hour": _number(0, 23),
        "backup_folder": _optional_path,
        "keep_daily": _number(1, 366),
        "keep_monthly": _number(0, 120),
    },
    "log": {"level": _level},
}
