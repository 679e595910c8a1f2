"""Bytes → text, strictly: a file is read right or refused with one sentence, never in part.

The only module of reading that touches the disk, besides the folder walk. What a file is, its first bytes
say, not its name. Text and web pages are read here; Word, Excel and PDF by a process of their own.
"""

from __future__ import annotations

import hashlib
import json
import os
import re
import stat
import sys
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path
from types import TracebackType
from typing import TYPE_CHECKING, Any, Self

from bot.errors import Unreadable
from bot.reading.formats import MAX_CHARACTERS
from bot.reading.repair.plausible import plausibility

if TYPE_CHECKING:
    import subprocess

MAX_BYTES = 20 * 1024 * 1024

#: Seconds by the clock for one file; processor time and memory are limited in the child itself.
PATIENCE = 60.0

#: Below this difference in plausibility (0 … 1) the reader should be asked whether the text is right.
CLEAR_MARGIN = 0.15


class Kind(StrEnum):
    PLAIN = "plain"
    HTML = "html"
    CSV = "csv"
    DOCX = "docx"
    XLSX = "xlsx"
    PDF = "pdf"


#: What a file's name promises; its bytes decide.
_KINDS = {
    ".txt": Kind.PLAIN,
    ".md": Kind.PLAIN,
    ".html": Kind.HTML,
    ".htm": Kind.HTML,
    ".csv": Kind.CSV,
    ".docx": Kind.DOCX,
    ".xlsx": Kind.XLSX,
    ".pdf": Kind.PDF,
}
#: Formats that are told to be unread, rather than passed over in silence.
_OLD = frozenset({".doc", ".xls", ".wps", ".et", ".rtf", ".ofd", ".odt", ".ods"})
#: The files a folder is searched for.
SUFFIXES = frozenset(_KINDS) | _OLD

#: First bytes of what the child parses.
_PARSED = (b"PK\x03\x04", b"PK\x05\x06", b"%PDF")

#: First bytes of formats that are not text, and what to do with such a file.
_MAGIC = {
    b"PK\x03\x04": "是 Word、Excel 或压缩文件，不是文本",
    b"\xd0\xcf\x11\xe0": "文件已加密或为旧版 .doc/.xls，请取消密码，另存为 docx 或 xlsx 后再放入",
    b"%PDF": "是 PDF，不是文本",
    b"{\\rtf": "是 RTF，不能直接读取，请另存为 .docx 后再放入",
    b"\x89PNG": "是图片，没有文字可读，请提供文字版",
    b"\xff\xd8\xff": "是图片，没有文字可读，请提供文字版",
    b"\x1f\x8b": "是压缩文件，请解压后再放入",
    b"Rar!": "是压缩文件，请解压后再放入",
    b"7z\xbc\xaf": "是压缩文件，请解压后再放入",
}
_BOMS = {b"\xef\xbb\xbf": "utf-8", b"\xff\xfe": "utf-16-le", b"\xfe\xff": "utf-16-be"}


@dataclass(frozen=True, slots=True)
class Raw:
    """A file as decoded, before any repair.

    ``digest`` is the SHA-256 of the bytes in hexadecimal; ``margin`` (0 … 1) how clear the choice
    of the encoding was, 1.0 where it was not a choice.
    """

    name: str
    text: str
    digest: str
    encoding: str
    kind: Kind
    margin: float = 1.0
    notes: tuple[str, ...] = ()  # what the administrator should know about how it was read


def read_file(path: Path, child: Child | None = None) -> Raw:
    """Read a file of at most 20 MB.

    Args:
        path: the file.
        child: parses what is not text; left out, one is started where needed, and ended.

    Raises:
        Unreadable: no such file, a link, too large, empty, a format that is not read, beyond a
            limit, or bytes that are no sound text in any known encoding.
    """
    suffix = path.suffix.lower()
    if suffix not in SUFFIXES:
        known = "、".join(_KINDS)
        raise Unreadable(f"{path.name}：不能读取“{path.suffix or '无扩展名'}”文件，请另存为 {known} 之一。")
    code = read_bytes(path)
    if code.startswith(_PARSED):
        if child is not None:
            return child.parse(code, path.name)
        with Child() as own:
            return own.parse(code, path.name)
    return decode_file(code, path.name, _KINDS.get(suffix, Kind.PLAIN))


def decode_file(code: bytes, name: str, kind: Kind) -> Raw:
    """Decode the bytes of the file *name*; refuse what is not text.

    Raises:
        Unreadable: as ``read_file``.
    """
    _refuse_other_formats(code, name)
    text, encoding, margin = decode(code, name)
    if not text.strip():
        raise Unreadable(f"{name}：文件是空的，请确认保存无误后再放入。")
    if text.count("\0") or len(_CONTROLS.findall(text)) > len(text) // 50:
        raise Unreadable(f"{name}：不是文本文件，请另存为 .txt 或 .html 后再放入。")
    if looks_like_html(text):
        kind = Kind.HTML  # whatever its name: .doc and .xls are often saved as web pages
    elif kind in (Kind.DOCX, Kind.XLSX, Kind.PDF):
        raise Unreadable(
            f"{name}：内容不是 {kind.value} 文件，请用原软件打开，另存为 .{kind.value} 后再放入。"
        )
    if kind is not Kind.HTML and len(text) > MAX_CHARACTERS:
        raise Unreadable(f"{name}：文字超过 {MAX_CHARACTERS // 10_000} 万字，请拆分后再放入。")
    return Raw(name, text, hashlib.sha256(code).hexdigest(), encoding, kind, margin)


_CONTROLS = re.compile(r"[\x00-\x08]")


def decode(code: bytes, name: str = "文件") -> tuple[str, str, float]:
    """Return text, encoding and how clear the choice was: byte order mark, UTF-8, GB18030 or Big5.

    Nothing is ever dropped: bytes that no encoding can read make the file unreadable.

    >>> decode("关于整改的通知".encode("gb18030"))[:2]
    ('关于整改的通知', 'gb18030')
    """
    for mark, encoding in _BOMS.items():
        if code.startswith(mark):
            return _strictly(code[len(mark) :], encoding, name), encoding, 1.0
    try:
        return code.decode("utf-8"), "utf-8", 1.0
    except UnicodeDecodeError as error:
        if _is_cut_utf8(code, error):
            raise Unreadable(f"{name}：文件在末尾被截断，请重新复制完整的文件。") from None
    found = sorted(_candidates(code), reverse=True)
    if not found:
        raise Unreadable(f"{name}：无法辨认文字编码（或文件已损坏），请用记事本另存为 UTF-8 后再放入。")
    margin = found[0][0] - found[1][0] if len(found) > 1 else 1.0
    return found[0][2], found[0][1], min(margin, 1.0)


def _candidates(code: bytes) -> list[tuple[float, str, str]]:
    found = []
    for encoding in ("gb18030", "big5hkscs"):
        try:
            text = code.decode(encoding)
        except UnicodeDecodeError:
            continue
        found.append((plausibility(text[:4000]), encoding, text))
    return found


def _strictly(code: bytes, encoding: str, name: str) -> str:
    try:
        return code.decode(encoding)
    except UnicodeDecodeError:
        raise Unreadable(f"{name}：文件已损坏或被截断（{encoding}），请重新复制完整的文件。") from None


def _is_cut_utf8(code: bytes, error: UnicodeDecodeError) -> bool:
    """Is everything sound UTF-8 but the last, incomplete character?"""
    return error.end == len(code) and error.reason == "unexpected end of data" and error.start >= 6


def _refuse_other_formats(code: bytes, name: str) -> None:
    if not code.strip(b" \t\r\n\0\xef\xbb\xbf"):
        raise Unreadable(f"{name}：文件是空的，请确认保存无误后再放入。")
    for magic, advice in _MAGIC.items():
        if code.startswith(magic):
            raise Unreadable(f"{name}：{advice}。")


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


def looks_like_html(text: str) -> bool:
    """Does *text* begin like a web page? For text that came without a file name."""
    return bool(re.match(r"\s{0,200}<(?:!doctype html|html|head|body)\b", text[:400], re.IGNORECASE))


class Child:
    """A process that parses what is not text; started at the first need, and again after it died.

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
        """Parse the bytes of a Word, Excel or PDF file.

        Raises:
            Unreadable: refused, or the process died or overran its time over it.
        """
        told = self._ask(code)
        if "refused" in told:
            raise Unreadable(f"{name}：{told['refused']}。")
        digest = hashlib.sha256(code).hexdigest()
        return Raw(name, told["text"], digest, "", Kind(told["kind"]), notes=tuple(told["notes"]))

    def _ask(self, code: bytes) -> dict[str, Any]:
        import threading  # noqa: PLC0415 - a folder of text files needs neither threads nor processes

        process = self._running()
        clock = threading.Timer(self._patience, process.kill)
        clock.start()
        try:
            return self._exchange(process, code)
        except (OSError, ValueError):  # the pipe broke, or what came back is no whole answer
            self.close(at_once=True)
            return {"refused": "解析用时或占用内存超过上限，已停止；请用原软件另存一份或拆分后再放入"}
        finally:
            clock.cancel()

    def _exchange(self, process: subprocess.Popen[bytes], code: bytes) -> dict[str, Any]:
        assert process.stdin and process.stdout  # noqa: S101 - both are pipes
        process.stdin.write(b"%d\n" % len(code))
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
