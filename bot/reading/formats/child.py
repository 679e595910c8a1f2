"""The process that parses Word, Excel and PDF files, so that no file can take the program with it.

It reads requests from its standard input, one after the other: the number of bytes as one line, then the
bytes of a file; and answers each with one line of JSON: kind, text and notes, or why it is refused. It opens
no file of its own and no connection. Memory is limited for its whole life, processor time for each file anew;
the parent watches the clock, and starts another one when this one is gone.
"""

from __future__ import annotations

import json
import sys
from typing import Any, BinaryIO

from bot.errors import Unreadable
from bot.reading.formats import MAX_CHARACTERS, Words

MEMORY = 1024 * 1024 * 1024  # bytes
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


def parse(code: bytes) -> tuple[str, Words]:
    """Read a file by what its bytes are; return its kind (docx, xlsx, pdf) and its words.

    Raises:
        Unreadable: with the reason alone.
    """
    if code.startswith(b"PK"):
        kind, words = _office(code)
    else:
        from bot.reading.formats import pdf  # noqa: PLC0415 - a folder without PDF does not pay for it

        kind, words = "pdf", pdf.read(code)
    if len(words.text) > MAX_CHARACTERS:
        raise Unreadable(f"文字超过 {MAX_CHARACTERS // 10_000} 万字，请拆分后再放入")
    return kind, words


def _office(code: bytes) -> tuple[str, Words]:
    from bot.reading.formats.archive import main_part, open_archive  # noqa: PLC0415

    archive = open_archive(code)
    names = set(archive.namelist())
    for member, reason in _OTHERS.items():
        if member in names:
            raise Unreadable(reason)
    part = main_part(archive)
    if part.startswith("word/"):
        from bot.reading.formats import docx  # noqa: PLC0415

        return "docx", docx.read(archive, part)
    if part.startswith("xl/"):
        from bot.reading.formats import xlsx  # noqa: PLC0415

        return "xlsx", xlsx.read(archive, part)
    raise Unreadable("是压缩文件或不完整的 Office 文件，请解压，或用原软件另存为 .docx、.xlsx 后再放入")


def answer(code: bytes) -> dict[str, Any]:
    """Return what the parent is told about one file; whatever is wrong with it is told, not raised."""
    try:
        kind, words = parse(code)
    except Unreadable as error:
        return {"refused": str(error)}
    except MemoryError:
        return {"refused": TOO_LARGE, "last": True}
    except Exception:  # noqa: BLE001 - the libraries raise whatever a damaged file makes them stumble over
        return {"refused": DAMAGED}
    return {"kind": kind, "text": words.text, "notes": words.notes}


def serve(requests: BinaryIO, answers: BinaryIO) -> None:
    """Answer requests until there are none, or one needed so much memory that it is better given back."""
    while size := requests.readline():
        _limit_seconds()
        told = answer(requests.read(int(size)))
        if _is_large():
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


def _is_large() -> bool:
    try:
        import resource  # noqa: PLC0415

        unit = 1 if sys.platform == "darwin" else 1024
        return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * unit > MEMORY // 4
    except ImportError:
        return False


def main() -> None:
    answers = sys.stdout.buffer
    sys.stdout = sys.stderr  # what a library prints must not get between the answers
    _limit_memory()
    serve(sys.stdin.buffer, answers)


if __name__ == "__main__":
    main()
