"""The process that parses files of every format, so that no file can take the program with it.

It reads requests from its standard input, one after the other: the number of bytes and how the file's name
ends as one line, then the bytes; and answers each with one line of JSON: kind, text and notes, or why it is
refused. It opens no file but the program's own and no connection. Memory is limited for its whole life,
processor time for each file anew; the parent watches the clock, and starts another one when this one is gone.
"""

from __future__ import annotations

import json
import sys
from binascii import b2a_base64
from pathlib import Path
from typing import Any, BinaryIO

from bot.errors import Unreadable
from bot.reading.formats import MAX_CHARACTERS, TOO_LONG, Extract, Kind, Words, text

MEMORY = 1024 * 1024 * 1024  # bytes
#: A process that holds more than this after a file is better given back.
HELD = MEMORY // 4
SECONDS = 30  # of processor time for one file

DAMAGED = "文件已损坏或没有下载完整，请用原软件打开，另存为 .docx、.xlsx 或 .pdf 后再放入"
TOO_LARGE = "内容过多，超出解析所需内存的上限，请拆分后再放入"
#: Archives that are no Word or Excel file, told by a member of theirs.
_OTHERS = {
    "OFD.xml": "是 OFD 版式文件，不能直接读取，请另存为 .pdf 或 .docx 后再放入",
    "ppt/presentation.xml": "是演示文稿，不能直接读取，请另存为 .docx 后再放入",
    "content.xml": "是 OpenDocument 文件，不能直接读取，请另存为 .docx 或 .xlsx 后再放入",
    "xl/workbook.bin": "是二进制的 .xlsb，不能直接读取，请另存为 .xlsx 后再放入",
}


def parse(code: bytes, suffix: str = ".txt") -> tuple[Kind, Words]:
    """Read a file by what its bytes are; return its kind and its words.

    Raises:
        Unreadable: with the reason alone.
    """
    bare = code[:1024].lstrip()  # what sends files by the web may put blanks before them
    if code.startswith((b"PK\x03\x04", b"PK\x05\x06")):
        kind, words = _office(code)
    elif bare.startswith(b"%PDF"):
        from bot.reading.formats import pdf  # noqa: PLC0415 - a folder without PDF does not pay for it

        kind, words = Kind.PDF, pdf.read(code)
    else:
        kind, words = text.read(code, suffix)
    if len(words.extract.text if words.extract else words.text) > MAX_CHARACTERS:
        raise Unreadable(TOO_LONG)
    return kind, words


def _office(code: bytes) -> tuple[Kind, Words]:
    from bot.reading.formats.archive import main_part, open_archive  # noqa: PLC0415

    archive = open_archive(code)
    names = set(archive.namelist())
    for member, reason in _OTHERS.items():
        if member in names:
            raise Unreadable(reason)
    part = main_part(archive)
    if part.startswith("word/"):
        from bot.reading.formats import docx  # noqa: PLC0415

        return Kind.DOCX, docx.read(archive, part)
    if part.startswith("xl/"):
        from bot.reading.formats import xlsx  # noqa: PLC0415

        return Kind.XLSX, xlsx.read(archive, part)
    raise Unreadable("是压缩文件或不完整的 Office 文件，请解压，或用原软件另存为 .docx、.xlsx 后再放入")


def answer(code: bytes, suffix: str = ".txt") -> dict[str, Any]:
    """Return what the parent is told about one file; whatever is wrong with it is told, not raised."""
    try:
        kind, words = parse(code, suffix)
    except Unreadable as error:
        return {"refused": str(error)}
    except MemoryError:
        return {"refused": TOO_LARGE, "last": True}
    except Exception:  # noqa: BLE001 - the libraries raise whatever a damaged file makes them stumble over
        return {"refused": DAMAGED}
    return {"kind": kind, **words._asdict(), "extract": _packed(words.extract)}


def _packed(extract: Extract | None) -> dict[str, str] | None:
    """Return an extract as JSON can hold it; its places in base 64, for a list of them takes long to read."""
    if extract is None:
        return None
    return {**extract._asdict(), "origin": b2a_base64(extract.origin.tobytes(), newline=False).decode()}


def serve(requests: BinaryIO, answers: BinaryIO) -> None:
    """Answer requests until there are none, or one needed so much memory that it is better given back."""
    start = _peak()
    while line := requests.readline():
        size, _, suffix = line.decode().strip().partition(" ")
        _limit_seconds()
        told = answer(requests.read(int(size)), suffix)
        if held(start) > HELD:
            told["last"] = True
        answers.write(json.dumps(told).encode() + b"\n")
        answers.flush()
        if told.get("last"):
            return


def _limit_memory() -> None:
    try:
        import resource  # noqa: PLC0415 - not on Windows, where only the parent's clock limits

        resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
        resource.setrlimit(resource.RLIMIT_AS, (MEMORY, MEMORY))
    except (ImportError, OSError, ValueError):  # macOS knows the limit and refuses it
        return


def _limit_seconds() -> None:
    try:
        import resource  # noqa: PLC0415

        used = resource.getrusage(resource.RUSAGE_SELF)
        hard = resource.getrlimit(resource.RLIMIT_CPU)[1]
        resource.setrlimit(resource.RLIMIT_CPU, (int(used.ru_utime + used.ru_stime) + 1 + SECONDS, hard))
    except (ImportError, OSError, ValueError):
        return


def held(start: int) -> int:
    """Return the bytes of memory in use; where the system does not tell, by how much *start* was passed."""
    try:
        import resource  # noqa: PLC0415

        pages = Path("/proc/self/statm").read_text("ascii").split()[1]
        return int(pages) * resource.getpagesize()
    except (ImportError, OSError):
        return _peak() - start


def _peak() -> int:
    """Return the most bytes ever used; on Linux those of the parent, as it was when it started us, too.

    A program that has once needed 256 MB would otherwise get a new process for every file.
    """
    try:
        import resource  # noqa: PLC0415

        unit = 1 if sys.platform == "darwin" else 1024
        return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * unit
    except ImportError:
        return 0


def main() -> None:
    answers = sys.stdout.buffer
    sys.stdout = sys.stderr  # what a library prints must not get between the answers
    _limit_memory()
    serve(sys.stdin.buffer, answers)


if __name__ == "__main__":
    main()
