"""How a connection is opened, what is set on it, and the two kinds of transaction (rules R26 to R31)."""

from __future__ import annotations

import sqlite3
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import sqlite_utils.utils
from sqlite_utils import Database

from bot.errors import StoreError

#: STRICT tables came with 3.37 (https://sqlite.org/stricttables.html).
OLDEST = (3, 37, 0)

#: Set on every connection and read back: a misspelt or refused pragma fails silently.
PRAGMAS: dict[str, int | str] = {
    "foreign_keys": 1,
    "busy_timeout": 10_000,  # milliseconds
    "trusted_schema": 0,
    "cell_size_check": 1,
    "recursive_triggers": 1,  # else INSERT OR REPLACE goes round the triggers of append-only tables
}

#: Further, on the one connection that writes.
WRITER_PRAGMAS: dict[str, int | str] = {
    "journal_mode": "wal",
    "synchronous": 2,  # FULL: what was acknowledged survives a power cut
    "journal_size_limit": 64 * 1024 * 1024,  # bytes; a big generation does not leave a big log behind
}


def open_writer(path: Path) -> Database:
    """Open the one connection that writes, and alone checkpoints (rule R29)."""
    return _prepared(_connect(str(path), uri=False), PRAGMAS | WRITER_PRAGMAS)


def open_reader(path: Path) -> Database:
    """Open a connection that cannot write."""
    return _prepared(_connect(f"{path.resolve().as_uri()}?mode=ro", uri=True), PRAGMAS)


def _connect(name: str, *, uri: bool) -> sqlite3.Connection:
    # isolation_level None: no transaction but those begun here; the threads below take turns on it
    return sqlite3.connect(name, uri=uri, isolation_level=None, timeout=10, check_same_thread=False)


def _prepared(connection: sqlite3.Connection, pragmas: dict[str, int | str]) -> Database:
    try:
        db = Database(connection, execute_plugins=False)
        for name, value in pragmas.items():
            db.execute(f"PRAGMA {name} = {value}").fetchall()
            found = db.execute(f"PRAGMA {name}").fetchone()[0]
            if found != value:
                raise StoreError(f"数据库不接受设置 {name}={value}（实为 {found}），请换用较新的 SQLite。")
    except BaseException:
        connection.close()
        raise
    return db


@contextmanager
def writing(db: Database) -> Iterator[Database]:
    """Hold the write lock from the start; commit at the end, undo everything on any error.

    ``BEGIN IMMEDIATE``, because a transaction that reads first and then writes fails at once when
    another commit came between, whatever the timeout (rule R27).
    """
    with _transaction(db, "BEGIN IMMEDIATE"):
        yield db


@contextmanager
def reading(db: Database) -> Iterator[Database]:
    """Show one unchanging state for as long as it lasts."""
    with _transaction(db, "BEGIN"):
        yield db


@contextmanager
def _transaction(db: Database, begin: str) -> Iterator[None]:
    db.execute(begin)
    try:
        yield
        db.commit()
    except BaseException:
        db.rollback()  # does nothing where SQLite has undone it by itself (disk full)
        raise


def check_library() -> None:
    """Refuse an SQLite that would damage or not understand the database.

    Two SQLite libraries in one process undo each other's locks, and committed rows were lost that
    way (rule R31): sqlite-utils takes pysqlite3 wherever it is installed.

    Raises:
        StoreError: two libraries, or one that is too old.
    """
    if sys.modules.get("pysqlite3") or vars(sqlite_utils.utils)["sqlite3"] is not sqlite3:
        raise StoreError("同时装有两套 SQLite（pysqlite3），会损坏数据，请先卸载 pysqlite3。")
    if sqlite3.sqlite_version_info < OLDEST:
        oldest = ".".join(map(str, OLDEST[:2]))
        raise StoreError(f"SQLite {sqlite3.sqlite_version} 太旧，请换用 {oldest} 或更新的版本。")


def has_wal_reset_bug(version: tuple[int, int, int]) -> bool:
    """Tell whether a checkpoint may lose what *another* connection commits.

    From 3.7.0 to 3.51.2, mended in 3.51.3, 3.50.7 and 3.44.6 (https://sqlite.org/wal.html#walresetbug).
    """
    mended = {(3, 44): 6, (3, 50): 7}.get(version[:2])
    if mended is not None:
        return version[2] < mended
    return (3, 7, 0) <= version < (3, 51, 3)
