"""Evidence: files named after their content, never changed, checked when they are fetched (rule R41).

A file is on the disk, whole, before the step that names it is recorded. One that no step names, because
the program was killed between, does no harm.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from hashlib import sha256
from pathlib import Path

from sqlite_utils import Database

from bot.codec import stamp
from bot.errors import NotFound, StoreError
from bot.store import shelves
from bot.store.folder import NEEDED_FREE, free_bytes, sync
from bot.store.threads import explained

#: What Telegram lets a bot fetch, in bytes; also the most that is kept of one file.
LARGEST = 20 * 1024 * 1024

_ENDING = re.compile(r"\.[a-z0-9]{1,6}")
_DIGEST = re.compile(r"[0-9a-f]{64}")


@dataclass(frozen=True, slots=True)
class Piece:
    """A file that was kept."""

    digest: str  # SHA-256, hexadecimal
    size: int  # bytes
    ending: str  # .jpg


def written(folder: Path, content: bytes, ending: str) -> Piece:
    """Put *content* into the evidence folder; the same content is kept once.

    Raises:
        StoreError: it is empty, too large, or cannot be written; nothing is left behind.
    """
    if not content:
        raise StoreError("未保存：文件是空的，请重新发送。")
    if len(content) > LARGEST:
        raise StoreError(f"未保存：文件超过 {LARGEST // 2**20} MB，请压缩或分开后再发。")
    piece = Piece(sha256(content).hexdigest(), len(content), ending if _ENDING.fullmatch(ending) else ".bin")
    path = place(folder, piece.digest, piece.ending)
    with explained("未保存"):
        path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        if path.exists() and sha256(path.read_bytes()).hexdigest() == piece.digest:
            return piece
        if free_bytes(folder) < NEEDED_FREE:
            raise StoreError("未保存：磁盘空间不足，请管理员清出空间后重试。")
        shelves.written(path, [content])
        sync(path.parent)
        sync(folder)
    return piece


def place(folder: Path, digest: str, ending: str) -> Path:
    """Return where a file of that content lies.

    Raises:
        ValueError: these are no digest and ending.
    """
    if not _DIGEST.fullmatch(digest) or not _ENDING.fullmatch(ending):
        raise ValueError(f"no evidence: {digest!r}{ending!r}")
    return folder / digest[:2] / f"{digest}{ending}"


def enter(db: Database, pieces: list[Piece], person: int, now: datetime) -> None:
    """Note the files that *person* sent; those known already stay as they are."""
    for piece in pieces:
        db.execute(
            "INSERT INTO evidence (digest, size, ending, at, person) VALUES (?, ?, ?, ?, ?) "
            "ON CONFLICT (digest) DO NOTHING",
            [piece.digest, piece.size, piece.ending, stamp(now), person],
        )


def every(db: Database) -> list[Piece]:
    """Return all files that are kept."""
    rows = db.execute("SELECT digest, size, ending FROM evidence ORDER BY at, digest").fetchall()
    return [Piece(*row) for row in rows]


def find(db: Database, digest: str) -> Piece | None:
    row = db.execute("SELECT digest, size, ending FROM evidence WHERE digest = ?", [digest]).fetchone()
    return Piece(*row) if row else None


def fetched(folder: Path, piece: Piece) -> bytes:
    """Return the content of a file.

    Raises:
        NotFound: it is not there, or was changed.
    """
    try:
        content = place(folder, piece.digest, piece.ending).read_bytes()
    except OSError as error:
        raise NotFound("这份证明材料的文件找不到了，请管理员用 duban verify 检查。") from error
    if sha256(content).hexdigest() != piece.digest:
        raise NotFound("这份证明材料的文件被改动过，不能再用，请管理员用 duban verify 检查。")
    return content


def wrong(folder: Path, pieces: list[Piece]) -> list[Piece]:
    """Return those of *pieces* whose file is missing or was changed."""
    bad = []
    for piece in pieces:
        try:
            fetched(folder, piece)
        except NotFound:
            bad.append(piece)
    return bad


def copied(source: Path, dest: Path, pieces: Iterable[Piece]) -> tuple[int, list[Piece]]:
    """Bring the files of *pieces* that *dest* does not hold whole over from *source*.

    Returns:
        How many were brought over, and those that are whole in neither.

    Raises:
        StoreError: they cannot be written; those before are there.
    """
    count, lost = 0, []
    for piece in wrong(dest, list(pieces)):
        try:
            content = fetched(source, piece)
        except NotFound:
            lost.append(piece)
        else:
            written(dest, content, piece.ending)
            count += 1
    return count, lost
