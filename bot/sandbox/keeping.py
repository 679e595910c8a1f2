"""What the sandbox keeps over a restart: its chats as they stand, row by row, in a file of their own.

Not in the bot's own database: this is Telegram's side of the conversation. Every change is a row,
written in the order of the changes by a thread, those of one moment in one transaction; so a killed
program loses at most what happened in its last instant, and the event loop never waits for a disk.
"""

from __future__ import annotations

import asyncio
import json
import logging
import sqlite3
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any

from sqlite_utils import Database

from bot.errors import StoreError
from bot.store.connection import open_writer, writing
from bot.store.threads import explained

log = logging.getLogger(__name__)

#: Keeps a value under a kind and a key; None: it is no more.
Keep = Callable[[str, str, Any], None]
#: What was kept: kind, key, value.
Kept = list[tuple[str, str, Any]]

#: Raised with every change of the form; a file of another form is set aside.
_FORM = 1
_TABLE = """
CREATE TABLE kept (
    kind TEXT NOT NULL,
    key TEXT NOT NULL,
    json TEXT NOT NULL,
    PRIMARY KEY (kind, key)
) STRICT
"""
_PUT = "INSERT INTO kept VALUES (?, ?, ?) ON CONFLICT (kind, key) DO UPDATE SET json = excluded.json"
_DROP = "DELETE FROM kept WHERE kind = ? AND key = ?"


def forget(_kind: str, _key: str, _value: Any) -> None:
    """Keep nothing: for a sandbox that lives in memory only."""


class Keeper:
    """The file, and the one thread that writes it."""

    def __init__(self, path: Path):
        """Open the file; one that cannot be read is set aside, and a new one begun.

        Raises:
            StoreError: neither can be done.
        """
        self._path = path
        self._db, self.kept = _opened(path)
        self._thread = ThreadPoolExecutor(1, thread_name_prefix="sandbox-keeper")
        self._waiting: dict[tuple[str, str], str | None] = {}

    def keep(self, kind: str, key: str, value: Any) -> None:
        """Have *value* written soon, with everything else that changes in this instant."""
        if not self._waiting:
            asyncio.get_running_loop().call_soon(self._hand_over)
        text = None if value is None else json.dumps(value, ensure_ascii=True)
        self._waiting[kind, key] = text

    async def written(self) -> None:
        """Wait until all that was kept so far lies on the disk."""
        self._hand_over()
        await asyncio.wrap_future(self._thread.submit(lambda: None))

    def begin_again(self) -> None:
        """Set the file aside, because what is in it makes no sense, and begin a new one."""
        self._db.close()
        _set_aside(self._path)
        self._db, self.kept = _opened(self._path)

    def close(self) -> None:
        """Write what is left, and let the file go."""
        self._hand_over()
        self._thread.shutdown()
        self._db.close()

    def _hand_over(self) -> None:
        rows, self._waiting = self._waiting, {}
        if rows:
            self._thread.submit(self._write, rows)

    def _write(self, rows: dict[tuple[str, str], str | None]) -> None:
        try:
            with explained("试用记录未保存"), writing(self._db) as db:
                for (kind, key), text in rows.items():
                    db.execute(_DROP if text is None else _PUT, [kind, key, *([text] if text else [])])
        except StoreError:  # logged there; the conversation goes on in memory
            return


def _opened(path: Path) -> tuple[Database, Kept]:
    with explained("试用记录打不开"):
        try:
            return _read(path)
        except sqlite3.OperationalError:  # somebody else holds it, or the disk fails: it may be whole
            raise
        except (sqlite3.DatabaseError, ValueError) as error:
            log.error("the sandbox's file cannot be used, and is set aside: %s", error)
            _set_aside(path)
            return _read(path)


def _read(path: Path) -> tuple[Database, Kept]:
    if not path.exists():
        path.touch(mode=0o600)
    db = open_writer(path)
    try:
        with writing(db):
            return db, _rows(db)
    except BaseException:
        db.close()
        raise


def _rows(db: Database) -> Kept:
    form = db.execute("PRAGMA user_version").fetchone()[0]
    if form == 0 and not db.table_names():
        db.execute(_TABLE)
        db.execute(f"PRAGMA user_version = {_FORM}")
    elif form != _FORM:
        raise ValueError(f"form {form}")
    rows = db.execute("SELECT kind, key, json FROM kept ORDER BY rowid").fetchall()
    return [(kind, key, json.loads(text)) for kind, key, text in rows]


def _set_aside(path: Path) -> None:
    for suffix in ("", "-wal", "-shm"):
        part = path.with_name(path.name + suffix)
        if part.exists():
            part.replace(path.with_name(f"{path.name}.unread{suffix}"))
