"""A checked copy of the database beside the running one (rules R30 and R32)."""

from __future__ import annotations

import os
import sqlite3
from contextlib import closing
from pathlib import Path

from sqlite_utils import Database

from bot.errors import StoreError
from bot.store.threads import explained


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
            _sync(part)
            part.rename(dest)
        finally:
            part.unlink(missing_ok=True)
        _sync(dest.parent)
    return dest


def _check(copy: Path) -> None:
    with closing(sqlite3.connect(copy)) as connection:
        found = connection.execute("PRAGMA quick_check(1)").fetchone()[0]
    if found != "ok":
        raise StoreError("备份失败：备份件不完整，请管理员检查磁盘。")


def _sync(path: Path) -> None:
    """Have the disk itself hold a file's content, or a folder's list of names."""
    if os.name != "posix" and path.is_dir():  # elsewhere a folder cannot be opened
        return
    handle = os.open(path, os.O_RDONLY if os.name == "posix" else os.O_RDWR)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
