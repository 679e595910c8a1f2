"""config.toml → frozen settings; whatever is not understood is refused, with file, line and way out.

Every key has its default here and its comment in config.example.toml; a test holds the two together.
An empty string stands for “not set”, because TOML has no other way to write it.
"""

from __future__ import annotations

import os
import re
import stat
from collections.abc import Mapping
from dataclasses import dataclass, fields
from pathlib import Path
from typing import Any, NamedTuple

from bot import toml
from bot.config.values import NO_TOKEN, READERS
from bot.config.values import NOBODY as NOBODY
from bot.config.values import TOKEN as TOKEN
from bot.errors import ConfigError, why

#: Taken from the current folder where no other is named.
DEFAULT = Path("config.toml")

#: config.toml is written by hand; a larger file is some other file.
LARGEST = 64 * 1024


class Telegram(NamedTuple):
    token_file: Path | None = None
    token_env: str = "DUBAN_TOKEN"  # noqa: S105 - the name of a variable, not a secret
    base_url: str = "https://api.telegram.org"
    proxy: str | None = None

    def __repr__(self) -> str:  # without the proxy, which may hold a password
        return f"Telegram({self.token_file!r}, {self.token_env!r}, {self.base_url!r})"


class People(NamedTuple):
    administrators: tuple[int, ...] = ()


class Paths(NamedTuple):
    knowledge: Path = Path("knowledge")
    data: Path = Path("data")


class Time(NamedTuple):
    zone: str = "Asia/Shanghai"


class Questions(NamedTuple):
    per_minute: int = 20
    burst: int = 5
    late_minutes: int = 10
    follow_up_minutes: int = 10


class Ledger(NamedTuple):
    conditions: tuple[str, ...] = ("措施全部完成", "违法行为查处到位", "整改效果达标", "举一反三", "长效机制")
    acknowledge_workdays: int = 3
    return_workdays: int = 3
    notice_days: int = 10
    notice_in_workdays: bool = True
    look_back_months: tuple[int, ...] = (3, 6, 12)
    stale_days: tuple[int, ...] = (7, 14, 30)
    open_lists: bool = False


class Keeping(NamedTuple):
    backup_hour: int = 2
    backup_folder: Path | None = None  # data/backups
    keep_daily: int = 30
    keep_monthly: int = 12


class Log(NamedTuple):
    level: str = "INFO"


@dataclass(frozen=True, slots=True)
class Settings:
    """All settings of one installation, one attribute per section of config.toml."""

    telegram: Telegram = Telegram()
    people: People = People()
    paths: Paths = Paths()
    time: Time = Time()
    questions: Questions = Questions()
    ledger: Ledger = Ledger()
    keeping: Keeping = Keeping()
    log: Log = Log()


#: Tuples, not dataclasses: those take ten times as long to set up, and every question at the terminal waits.
SECTIONS: dict[str, Any] = {f.name: type(f.default) for f in fields(Settings)}


def load(path: Path | None) -> Settings:
    """Read config.toml.

    Args:
        path: the file; its folder is what relative paths in it count from. None: the defaults,
            relative to the current folder.

    Raises:
        ConfigError: the file cannot be read or used; one Chinese sentence with line and key.
    """
    if path is None:
        return Settings()
    text = _text(path)
    tables = _parse(path.name, text)
    where = _Where(path, text)
    for name, table in tables.items():
        _check_section(where, name, table)
    return Settings(**{name: _section(where, name, tables.get(name, {})) for name in SECTIONS})


def chosen(path: Path | None) -> Settings:
    """Read *path*; where none is given, ./config.toml if there is one, else the defaults."""
    return load(path or (DEFAULT if DEFAULT.exists() else None))


def token(settings: Settings, environ: Mapping[str, str]) -> str | None:
    """Return the bot's token, or None where none is set up.

    The file comes first, the environment second (rule R46).

    Raises:
        ConfigError: the file cannot be read, may be read by others, or holds no token.
    """
    path = settings.telegram.token_file
    if path is not None:
        return _shaped(_secret(path, environ), f"令牌文件 {path}")
    name = settings.telegram.token_env
    value = environ.get(name, "").strip()
    return _shaped(value, f"环境变量 {name}") if value else None


def _shaped(value: str, where: str) -> str:
    if not re.fullmatch(r"[0-9]{1,20}:[A-Za-z0-9_-]{1,100}", value):
        raise ConfigError(
            f"{where} 中不是 Telegram 令牌（应为一行“数字:字母数字”），请向 @BotFather 重新复制。"
        )
    return value


def _secret(path: Path, environ: Mapping[str, str]) -> str:
    try:
        status = path.stat()
        if not stat.S_ISREG(status.st_mode) or status.st_size > 4096:
            raise ConfigError(f"令牌文件 {path} 不是只存一行令牌的普通文件，请检查 [telegram] token_file。")
        if os.name == "posix" and status.st_mode & _forbidden(path, environ):
            raise ConfigError(f"令牌文件 {path} 可被其他用户读取，请先执行 chmod 600 {path}。")
        return path.read_text("utf-8-sig").strip()
    except OSError as error:
        raise ConfigError(f"令牌文件 {path} 读不到（{why(error)}），请检查 [telegram] token_file。") from None
    except UnicodeDecodeError:
        raise ConfigError(f"令牌文件 {path} 不是文本文件，请检查 [telegram] token_file。") from None


def _forbidden(path: Path, environ: Mapping[str, str]) -> int:
    """Return the mode bits the token file may not have.

    systemd hands credentials over as 0440 in a folder that only the service can enter; the group bit
    is the mask of an access list there (https://github.com/systemd/systemd/issues/29435).
    """
    folder = environ.get("CREDENTIALS_DIRECTORY")
    handed_over = bool(folder) and path.parent == Path(folder or "")
    return 0o037 if handed_over else 0o077


# ---- the file and its places


@dataclass(frozen=True, slots=True)
class _Where:
    """The file being read, to say where in it something is wrong."""

    path: Path
    text: str

    def line(self, *keys: str) -> int:
        """Return the line on which the statement that sets *keys* begins.

        tomllib keeps no lines. A prefix of the file that parses and does not hold the key yet ends
        before that line; this also finds dotted keys, inline tables and arrays over several lines.
        """
        lines = self.text.split("\n")
        line = 1
        for number in range(1, len(lines)):
            found = _try("\n".join(lines[:number]))
            if found is not None and _holds(found, keys):
                break
            if found is not None:
                line = number + 1
        return line

    def refuse(self, keys: tuple[str, ...], sentence: str) -> ConfigError:
        return ConfigError(f"{self.path.name}:{self.line(*keys)} {sentence}。")


def _try(text: str) -> dict[str, Any] | None:
    try:
        return toml.parse(text)
    except toml.TomlFault:
        return None


def _holds(table: object, keys: tuple[str, ...]) -> bool:
    for key in keys:
        if not isinstance(table, dict) or key not in table:
            return False
        table = table[key]
    return True


def _text(path: Path) -> str:
    try:
        with path.open("rb") as file:
            content = file.read(LARGEST + 1)
    except OSError as error:
        raise ConfigError(f"配置文件 {path} 读不到：{why(error)}，请检查路径和权限。") from None
    if len(content) > LARGEST:
        raise ConfigError(f"配置文件 {path} 超过 {LARGEST // 1024} KB，不像配置文件，请检查路径。")
    try:
        return content.decode("utf-8-sig")  # Windows editors put a mark in front
    except UnicodeDecodeError as error:
        line = content.count(b"\n", 0, error.start) + 1
        raise ConfigError(f"{path.name}:{line} 不是 UTF-8 编码，请用 UTF-8 另存后重试。") from None


def _parse(name: str, text: str) -> dict[str, Any]:
    try:
        return toml.parse(text)
    except toml.TomlFault as fault:
        raise ConfigError(f"{name}:{fault.line} {fault}，请对照 config.example.toml 修改。") from None


def _nearest(word: str, known: Mapping[str, str]) -> str:
    """Say which of the *known* words (word → how it is shown) comes nearest."""
    import difflib  # noqa: PLC0415 - only where something is wrong

    near = difflib.get_close_matches(word.lower(), known, n=1, cutoff=0.5)
    return f"最接近的是 {known[near[0]]}" if near else "可用的键见 config.example.toml"


def _shown(word: str) -> str:
    """Return *word* fit for a message: no secret, no line break, not endless."""
    return "".join(c for c in TOKEN.sub("***", word) if c.isprintable())[:40]


def _check_section(where: _Where, name: str, table: object) -> None:
    if name in SECTIONS and isinstance(table, dict):
        for key, value in table.items():
            _check_key(where, name, key, value)
    elif name in SECTIONS:
        raise where.refuse((name,), f"的 {name} 应为一个部分，写作 [{name}]，各键另起一行")
    elif isinstance(table, dict):
        near = _nearest(name, {section: f"[{section}]" for section in SECTIONS})
        raise where.refuse((name,), f"的部分 [{_shown(name)}] 不认识，{near}")
    else:
        homes = {key: f"[{section}] 的 {key}" for section, keys in READERS.items() for key in keys}
        raise where.refuse((name,), f"的键 {_shown(name)} 不在任何部分里，{_nearest(name, homes)}")


def _check_key(where: _Where, name: str, key: str, value: object) -> None:
    if key in READERS[name]:
        return
    if isinstance(value, str) and TOKEN.search(value):
        raise where.refuse((name, key), f"[{name}] 的键 {_shown(key)} {NO_TOKEN}")
    near = _nearest(key, {known: known for known in READERS[name]})
    raise where.refuse((name, key), f"[{name}] 的键 {_shown(key)} 不认识，{near}")


def _section(where: _Where, name: str, table: Mapping[str, object]) -> Any:
    """Return one section's settings; what the file leaves out keeps its default."""
    kind, folder = SECTIONS[name], where.path.parent
    values = {key: folder / was for key, was in kind._field_defaults.items() if isinstance(was, Path)}
    for key, value in table.items():
        try:
            values[key] = READERS[name][key](value, folder)
        except ValueError as error:
            raise where.refuse((name, key), f"[{name}] 的键 {key} {error}") from None
    return kind(**values)
