"""A checked copy of the database beside the running one, with its evidence (rules R30 and R32).

A folder of backups holds databases named after their moment, and one folder of evidence for all of them:
evidence is never changed, so what is there already need not be copied again.
"""

from __future__ import annotations

import sqlite3
from contextlib import closing
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

from sqlite_utils import Database

from bot.errors import StoreError
from bot.store import evidence, records, soundness
from bot.store.folder import EVIDENCE, NEEDED_FREE, free_bytes, sync
from bot.store.threads import explained

#: How the names of those begin that somebody asked for, and of those that are made every night.
ASKED_FOR, NIGHTLY = "duban", "nightly"
_STAMP = "%Y%m%dT%H%M%SZ"


@dataclass(frozen=True, slots=True)
class Backup:
    """A backup that was made: where, how many files of evidence were new to it, and what is wrong with it."""

    path: Path
    copied: int
    wrong: tuple[str, ...] = ()


def named(kind: str, now: datetime) -> str:
    """Return the file name of a backup made *now*: duban-20261128T021500Z.db."""
    return f"{kind}-{now.astimezone(UTC).strftime(_STAMP)}.db"


def made_at(name: str, kind: str) -> datetime | None:
    """Return when a backup of that *kind* was made by its name; None for any other file."""
    try:
        return datetime.strptime(name, f"{kind}-{_STAMP}.db").replace(tzinfo=UTC)
    except ValueError:
        return None


def unfinished(dest: Path) -> Path:
    """Return what a backup is called until its evidence is there, too."""
    return dest.with_name(f"{dest.name}.part")


def begun(db: Database, dest: Path) -> Path:
    """Copy the database alone, to be completed; return the unfinished backup.

    Raises:
        StoreError: *dest* exists, there is no room for it, or the copy is not sound.
    """
    with explained("备份失败"):
        if dest.exists():
            raise StoreError(f"备份失败：{dest.name} 已存在，请换一个文件名。")
        dest.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        enough_room(db, dest.parent)
        part = unfinished(dest)
        part.unlink(missing_ok=True)
    return backup(db, part)


def enough_room(db: Database, folder: Path) -> None:
    """Refuse to copy a database to where it would fill the disk.

    Raises:
        StoreError: there is too little room.
    """
    pages, size = (db.execute(f"PRAGMA {name}").fetchone()[0] for name in ("page_count", "page_size"))
    if free_bytes(folder) < pages * size + NEEDED_FREE:
        raise StoreError(f"未保存：{folder} 所在磁盘空间不足，请清出空间后重试。")


def completed(part: Path, source: Path) -> Backup:
    """Bring the evidence over that an unfinished backup names, check the backup, give it its name.

    A backup with something wrong is kept all the same: it is what there is.

    Args:
        part: what `begun` returned.
        source: the evidence folder of the data folder.

    Raises:
        StoreError: it cannot be written.
    """
    dest = part.with_suffix("")
    with soundness.opened(part) as db, explained("备份失败"):
        copied, lost = evidence.copied(source, dest.parent / EVIDENCE, soundness.pieces(db))
        broken = records.verified(db) if "record" in db.table_names() else []
    wrong = [str(one) for one in broken]
    wrong += [f"材料 {piece.digest[:12]}…{piece.ending} 缺失或被改动过" for piece in lost]
    with explained("备份失败"):
        part.rename(dest)
        sync(dest.parent)
    return Backup(dest, copied, tuple(wrong))


def backup(db: Database, dest: Path) -> Path:
    """Copy the whole database to *dest*, which must not exist; it appears there complete or not at all.

    ``VACUUM INTO``, because reading the live file would undo SQLite's locks and miss what is still
    in its log.

    Raises:
        StoreError: *dest* exists, cannot be written, or the copy is not sound.
    """
    part = dest.with_name(dest.name + ".tmp")
    with explained("备份失败"):
        if dest.exists():
            raise StoreError(f"备份失败：{dest.name} 已存在，请换一个文件名。")
        dest.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        part.unlink(missing_ok=True)
        try:
            part.touch(mode=0o600)  # VACUUM INTO takes an empty file; nobody else is to read it
            db.execute("VACUUM INTO ?", [str(part)])
            _check(part)
            sync(part)
            part.rename(dest)
        finally:
            part.unlink(missing_ok=True)
        sync(dest.parent)
    return dest


def _check(copy: Path) -> None:
    with closing(sqlite3.connect(copy)) as connection:
        found = connection.execute("PRAGMA quick_check(1)").fetchone()[0]
    if found != "ok":
        raise StoreError("备份失败：备份件不完整，请管理员检查磁盘。")
