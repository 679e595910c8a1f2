"""Bytes → text, strictly: a file is read right or refused with one sentence, never in part.

The only module of reading that touches the disk, besides the folder walk. What a file is, its first bytes
say, not its name. Every file is parsed by a process of its own (:mod:`bot.reading.formats.child`).
"""

from __future__ import annotations

import hashlib
import json
import os
import stat
import sys
from array import array
from binascii import a2b_base64
from dataclasses import dataclass
from pathlib import Path
from types import TracebackType
from typing import TYPE_CHECKING, Any, Self

from bot.errors import Unreadable
from bot.reading.formats import Extract, Kind, text
from bot.reading.formats.text import EMPTY

if TYPE_CHECKING:
    import subprocess

__all__ = ["Child", "Kind", "Raw", "decode", "read_bytes", "read_file"]

MAX_BYTES = 20 * 1024 * 1024

#: Seconds by the clock for one file; processor time and memory are limited in the child itself.
PATIENCE = 60.0

#: Formats that are told to be unread, rather than passed over in silence.
_OLD = frozenset({".doc", ".xls", ".wps", ".et", ".rtf", ".ofd", ".odt", ".ods"})
#: The files a folder is searched for.
SUFFIXES = frozenset(text.KINDS) | _OLD


@dataclass(frozen=True, slots=True)
class Raw:
    """A file as decoded, before any repair.

    ``digest`` is the SHA-256 of the bytes in hexadecimal; ``margin`` (0 … 1) how clear the choice
    of the encoding was, 1.0 where it was not a choice. ``extract`` is what was taken out of ``text``
    where that is more than its words: a web page, Markdown, a CSV table.
    """

    name: str
    text: str
    digest: str
    encoding: str
    kind: Kind
    margin: float = 1.0
    notes: tuple[str, ...] = ()  # what the administrator should know about how it was read
    extract: Extract | None = None


def read_file(path: Path, child: Child | None = None) -> Raw:
    """Read a file of at most 20 MB.

    Args:
        path: the file.
        child: parses many files in turn; left out, one is started for this file, and ended.

    Raises:
        Unreadable: no such file, a link, too large, empty, a format that is not read, beyond a
            limit, or bytes that are no sound text in any known encoding.
    """
    if path.suffix.lower() not in SUFFIXES:
        known = "、".join(text.KINDS)
        raise Unreadable(f"{path.name}：不能读取“{path.suffix or '无扩展名'}”文件，请另存为 {known} 之一。")
    code = read_bytes(path)
    if not code:
        raise Unreadable(f"{path.name}：{EMPTY}。")
    if child is not None:
        return child.parse(code, path.name)
    with Child() as own:
        return own.parse(code, path.name)


def decode(code: bytes, name: str = "文件") -> tuple[str, str, float]:
    """Return text, encoding and how clear the choice was: byte order mark, UTF-8, GB18030 or Big5.

    For what is no document but a setting.

    Raises:
        Unreadable: bytes that no encoding can read.

    >>> decode("关于整改的通知".encode("gb18030"))[:2]
    ('关于整改的通知', 'gb18030')
    """
    try:
        return text.decode(code)
    except Unreadable as error:
        raise Unreadable(f"{name}：{error}。") from None


#: Windows has no links to follow this way, and turns line ends around unless told not to.
_OPENED = os.O_RDONLY | sum(getattr(os, name, 0) for name in ("O_NOFOLLOW", "O_NONBLOCK", "O_BINARY"))


def read_bytes(path: Path) -> bytes:
    """Read the whole file, following no link and waiting for no pipe."""
    try:
        handle = os.open(path, _OPENED)
    except (FileNotFoundError, NotADirectoryError):
        raise Unreadable(f"{path.name}：没有这个文件，请核对文件名和位置。") from None
    except (OSError, ValueError):
        raise Unreadable(f"{path.name}：打不开（可能是链接，或没有读取权限），请换成文件本身。") from None
    if not stat.S_ISREG(os.fstat(handle).st_mode):
        os.close(handle)
        raise Unreadable(f"{path.name}：不是普通文件，请指定一个文件。")
    with os.fdopen(handle, "rb") as file:
        code = file.read(MAX_BYTES + 1)
    if len(code) > MAX_BYTES:
        raise Unreadable(f"{path.name}：超过 20 MB，请拆分后再放入。")
    return code


class Child:
    """A process that parses files; started at the first need, and again after it died.

    One child serves a whole folder: starting one takes longer than reading most files.
    """

    def __init__(self, patience: float = PATIENCE) -> None:
        self._patience = patience
        self._process: subprocess.Popen[bytes] | None = None

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def close(self, *, at_once: bool = False) -> None:
        """End the process, by leaving it without requests unless *at_once*; the next file starts another."""
        process, self._process = self._process, None
        if process is None:
            return
        import subprocess  # noqa: PLC0415

        if at_once:
            process.kill()
        try:
            process.communicate(timeout=2)
        except subprocess.TimeoutExpired:
            process.kill()
            process.communicate()

    def parse(self, code: bytes, name: str) -> Raw:
        """Parse the bytes of the file *name*.

        Raises:
            Unreadable: refused, or the process died or overran its time over it.
        """
        told = self._ask(code, Path(name).suffix.lower())
        if "refused" in told:
            raise Unreadable(f"{name}：{told['refused']}。")
        return Raw(
            name,
            told["text"],
            hashlib.sha256(code).hexdigest(),
            told["encoding"],
            Kind(told["kind"]),
            told["margin"],
            tuple(told["notes"]),
            _unpacked(told["extract"]),
        )

    def _ask(self, code: bytes, suffix: str) -> dict[str, Any]:
        import threading  # noqa: PLC0415 - a folder in which nothing changed needs neither threads nor processes

        try:
            process = self._running()
        except OSError:
            return {"refused": "系统内存或进程数不足，无法启动解析程序，请稍后重新载入"}
        clock = threading.Timer(self._patience, process.kill)
        clock.start()
        try:
            return self._exchange(process, code, suffix)
        except (OSError, ValueError):  # the pipe broke, or what came back is no whole answer
            self.close(at_once=True)
            return {"refused": "解析用时或占用内存超过上限，已停止；请用原软件另存一份或拆分后再放入"}
        finally:
            clock.cancel()

    def _exchange(self, process: subprocess.Popen[bytes], code: bytes, suffix: str) -> dict[str, Any]:
        assert process.stdin and process.stdout  # noqa: S101 - both are pipes
        process.stdin.write(f"{len(code)} {suffix}\n".encode())
        process.stdin.write(code)
        process.stdin.flush()
        told: dict[str, Any] = json.loads(process.stdout.readline())
        if told.get("last"):
            self.close()
        return told

    def _running(self) -> subprocess.Popen[bytes]:
        import subprocess  # noqa: PLC0415

        if self._process is None or self._process.poll() is not None:
            self.close()
            root = Path(__file__).parents[2]
            self._process = subprocess.Popen(
                [sys.executable, "-m", "bot.reading.formats.child"],
                stdin=subprocess.PIPE,
                stdout=subprocess.PIPE,
                stderr=subprocess.DEVNULL,
                cwd=root,
                env={name: os.environ[name] for name in _ENVIRONMENT if name in os.environ},
            )
        return self._process


def _unpacked(told: dict[str, str] | None) -> Extract | None:
    """Return an extract as the child has packed it."""
    if told is None:
        return None
    origin = array("l", a2b_base64(told["origin"]))
    return Extract(told["text"], origin, told["title"], told["day_text"])


#: What the child learns of the environment: what starting Python needs, and where coverage writes to.
_ENVIRONMENT = (
    "SYSTEMROOT",
    "PATH",
    "LANG",
    "TMPDIR",
    "TEMP",
    "COVERAGE_PROCESS_CONFIG",
    "COVERAGE_PROCESS_START",
)
