"""Bytes → text, strictly: a file is read right or refused with one sentence, never in part.

The only module of reading that touches the disk, besides the folder walk.
"""

from __future__ import annotations

import hashlib
import os
import re
import stat
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path

from bot.errors import Unreadable
from bot.reading.repair.plausible import plausibility

MAX_BYTES = 20 * 1024 * 1024

#: Below this difference in plausibility (0 … 1) the reader should be asked whether the text is right.
CLEAR_MARGIN = 0.15


class Kind(StrEnum):
    PLAIN = "plain"
    HTML = "html"


_KINDS = {".txt": Kind.PLAIN, ".md": Kind.PLAIN, ".html": Kind.HTML, ".htm": Kind.HTML}

#: First bytes of formats that are not text, and what to do with such a file.
_MAGIC = {
    b"PK\x03\x04": "是 Word、Excel 或压缩文件，目前不能直接读取，请另存为 .txt 或 .html 后再放入",
    b"\xd0\xcf\x11\xe0": "已加密或是旧版 .doc/.xls，请用原软件打开，另存为未加密的 .txt 或 .html 后再放入",
    b"%PDF": "是 PDF，目前不能直接读取，请另存为 .txt 或 .html 后再放入",
    b"{\\rtf": "是 RTF，目前不能直接读取，请另存为 .txt 或 .html 后再放入",
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


def read_file(path: Path) -> Raw:
    """Read a text file of at most 20 MB.

    Raises:
        Unreadable: no such file, a link, not a text file, too large, empty, another format, or
            bytes that are no sound text in any known encoding.
    """
    kind = _KINDS.get(path.suffix.lower())
    if kind is None:
        known = "、".join(_KINDS)
        raise Unreadable(f"{path.name}：不能读取“{path.suffix or '无扩展名'}”文件，请另存为 {known} 之一。")
    return decode_file(_bytes(path), path.name, kind)


def decode_file(code: bytes, name: str, kind: Kind) -> Raw:
    """Decode the bytes of the file *name*; refuse what is not text.

    Raises:
        Unreadable: as ``read_file``.
    """
    _refuse_other_formats(code, name)
    text, encoding, margin = decode(code, name)
    if not text.strip():
        raise Unreadable(f"{name}：文件是空的，请确认保存无误后再放入。")
    if text.count("\0") or sum(char < "\t" for char in text) > len(text) // 50:
        raise Unreadable(f"{name}：不是文本文件，请另存为 .txt 或 .html 后再放入。")
    return Raw(name, text, hashlib.sha256(code).hexdigest(), encoding, kind, margin)


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


def _bytes(path: Path) -> bytes:
    """Read the whole file, following no link and waiting for no pipe."""
    try:
        handle = os.open(path, os.O_RDONLY | os.O_NOFOLLOW | os.O_NONBLOCK)
    except (FileNotFoundError, NotADirectoryError):
        raise Unreadable(f"{path.name}：没有这个文件，请核对文件名和位置。") from None
    except (OSError, ValueError):
        raise Unreadable(f"{path.name}：打不开（可能是链接，或没有读取权限），请换成文件本身。") from None
    if not stat.S_ISREG(os.fstat(handle).st_mode):
        os.close(handle)
        raise Unreadable(f"{path.name}：不是普通文件，请指定一个文本文件。")
    with os.fdopen(handle, "rb") as file:
        code = file.read(MAX_BYTES + 1)
    if len(code) > MAX_BYTES:
        raise Unreadable(f"{path.name}：超过 20 MB，请拆分后再放入。")
    return code


def looks_like_html(text: str) -> bool:
    """Does *text* begin like a web page? For text that came without a file name."""
    return bool(re.match(r"\s{0,200}<(?:!doctype html|html|head|body)\b", text[:400], re.IGNORECASE))
