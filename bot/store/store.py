"""Store: everything the program keeps. Each method is one transaction on the store's own threads."""

from __future__ import annotations

import asyncio
import logging
import sqlite3
from collections.abc import Sequence
from contextlib import ExitStack
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import IO, Self

from sqlite_utils import Database

from bot.asking.sections import Buffer
from bot.asking.shelf import Shelf
from bot.duty import Reading
from bot.errors import StoreError
from bot.store import (
    backup,
    chats,
    connection,
    folder,
    generations,
    ledger,
    missing,
    reloads,
    schema,
    shelves,
)
from bot.store.backup import Backup
from bot.store.chats import Chat
from bot.store.generations import Generation
from bot.store.ledger import LedgerStore
from bot.store.missing import Missing
from bot.store.office import Drafts, Inbox, PeopleStore, Proposed
from bot.store.records import Broken
from bot.store.reloads import Reload
from bot.store.threads import REASONS, Threads, explained

log = logging.getLogger(__name__)

READERS = 2


class Store:
    """The database of one data folder, held by this process alone.

    >>> store = await Store.open(Path("data"))  # doctest: +SKIP
    >>> await store.publish(reading, now)  # doctest: +SKIP
    """

    def __init__(self, opened: _Opened) -> None:
        self._lock = opened.lock
        self._threads = Threads(opened.writer, opened.readers)
        self._shelves, self._evidence = opened.shelves, opened.evidence
        self.notes = opened.notes
        self.ledger = LedgerStore(self._threads, opened.evidence, opened.broken)
        self.stale_copies = opened.stale_copies  # of entries: `ledger.rebuild` makes them anew
        self.people = PeopleStore(self._threads)
        self.proposed = Proposed(self._threads)
        self.drafts = Drafts(self._threads)
        self.inbox = Inbox(self._threads)

    @classmethod
    async def open(cls, data: Path) -> Self:
        """Take the data folder, check the database, bring its tables up to date.

        Returns:
            The store; ``notes`` holds what the administrators should know, in Chinese.

        Raises:
            AlreadyRunning: another process holds the folder.
            StoreError: the folder or the database cannot be used; nothing was changed.
        """
        return cls(await asyncio.to_thread(_open, data))

    async def close(self) -> None:
        """Let what is under way end, close the database, give the folder back."""
        await asyncio.to_thread(self._threads.close)
        self._lock.close()

    # ---- the knowledge, a copy by generation

    async def publish(self, reading: Reading, now: datetime) -> int:
        """Make *reading* the active generation, whole or not at all; return its number.

        Raises:
            StoreError: not saved; the generation before it goes on serving.
        """
        number = await self._threads.write(generations.publish, reading, now)
        try:
            await self._threads.write(generations.drop_old)
        except StoreError as error:  # the new one serves all the same; the next reload tries again
            log.warning("old generations stay: %s", error)
        return number

    async def current(self) -> Generation | None:
        """Return the active generation, or None where nothing was ever published."""
        return await self._threads.read(generations.current)

    def shelve(self, pieces: Sequence[Buffer]) -> Shelf:
        """Put what answers are given from into the data folder; takes long, so not in the event loop."""
        return shelves.placed(self._shelves, pieces)

    def shelf_before(self) -> Shelf | None:
        """Return what this very program put there in its last life; what is unchanged is not read again."""
        return shelves.before(self._shelves)

    async def record_reload(self, reload: Reload) -> None:
        await self._threads.write(reloads.record, reload)

    async def reloads(self, count: int = 10) -> list[Reload]:
        """Return the last *count* reloads, the newest first."""
        return await self._threads.read(reloads.latest, count)

    # ---- the chats

    async def remember_chat(self, telegram_id: int, kind: str, title: str) -> int:
        """Enter a chat or its new title; return its key."""
        return await self._threads.write(chats.remember, telegram_id, kind, title)

    async def chat(self, telegram_id: int) -> Chat | None:
        return await self._threads.read(chats.find, telegram_id)

    async def mark_chat(self, telegram_id: int, state: str) -> None:
        """Note that the program left a chat, or is active in it again."""
        await self._threads.write(chats.mark, telegram_id, state)

    async def migrate_chat(self, old: int, new: int) -> int | None:
        """Follow a group to its new id, asked once or often; return its key, which stays."""
        return await self._threads.write(chats.migrate, old, new)

    # ---- what was asked and not found

    async def report_missing(self, question: str, person: int, now: datetime) -> None:
        """Note that *person* asked *question* and found nothing."""
        await self._threads.write(missing.report, question, person, now)

    async def missing(self, count: int) -> list[Missing]:
        """Return the *count* questions that most people did not find an answer to."""
        return await self._threads.read(missing.most, count)

    async def settle_missing(self, questions: Sequence[str]) -> int:
        """Take questions off that list; return how many were on it."""
        return await self._threads.write(missing.settle, questions)

    # ---- keeping

    async def backup(self, dest: Path) -> Path:
        """Write a checked copy to *dest*, which must not exist yet."""
        return await self._threads.copy(backup.backup, dest)

    async def back_up(self, dest: Path) -> Backup:
        """Write a checked copy to *dest*, and the evidence into the folder beside it.

        Raises:
            StoreError: it cannot be written; what is half-made does not have the name of a backup.
        """
        part = await self._threads.copy(backup.begun, dest)
        return await asyncio.to_thread(backup.completed, part, self._evidence)


@dataclass(frozen=True, slots=True)
class _Opened:
    lock: IO[bytes]
    writer: Database
    readers: tuple[Database, ...]
    shelves: Path
    evidence: Path
    notes: tuple[str, ...]
    broken: tuple[Broken, ...]
    stale_copies: bool


def _open(data: Path) -> _Opened:
    connection.check_library()
    folder.prepare(data)
    path = data / folder.DATABASE
    with ExitStack() as undo:
        lock = undo.enter_context(folder.hold(data))
        with explained(f"数据目录 {data} 打不开"):
            if not path.exists():
                path.touch(mode=0o600)  # who asked what is nobody else's business; the log follows suit
            writer = connection.open_writer(path)
            undo.callback(writer.close)
            _check(writer)
            _update(writer, data / folder.BACKUPS)
            readers = []
            for _ in range(READERS):
                readers.append(connection.open_reader(path))
                undo.callback(readers[-1].close)
            broken, stale = ledger.at_start(writer)
            notes = (
                *_notes(data),
                *(f"台账{one}，已停止登记，请用 duban verify 查看。" for one in broken[:1]),
            )
        undo.pop_all()
    return _Opened(
        lock,
        writer,
        tuple(readers),
        data / folder.SHELVES,
        data / folder.EVIDENCE,
        notes,
        tuple(broken),
        stale,
    )


def _check(db: Database) -> None:
    """Refuse a damaged database; it is never mended by the program itself (rule R33)."""
    db.execute(
        "PRAGMA ignore_check_constraints = 1"
    )  # they held when a row was written; over a million it is long
    found = db.execute("PRAGMA quick_check(1)").fetchone()[0]
    db.execute("PRAGMA ignore_check_constraints = 0")
    if found != "ok" or db.execute("PRAGMA foreign_key_check").fetchone():
        log.error("quick_check: %s", found)
        raise StoreError(f"数据目录打不开：{REASONS[sqlite3.SQLITE_CORRUPT]}")


def _update(db: Database, backups: Path) -> None:
    """Apply the migrations that are missing, after a backup of what was there before them."""
    waiting = schema.pending(db)
    if not waiting:
        return
    if db.table_names():
        backup.backup(db, _free_name(backups, f"before-{waiting[0]}"))
    schema.migrate(db)


def _free_name(backups: Path, stem: str) -> Path:
    """Return a name not in use; an earlier attempt's backup is never written over."""
    path, number = backups / f"{stem}.db", 2
    while path.exists():
        path, number = backups / f"{stem}-{number}.db", number + 1
    return path


def _notes(data: Path) -> tuple[str, ...]:
    notes = []
    if connection.has_wal_reset_bug(sqlite3.sqlite_version_info):
        notes.append(
            f"SQLite {sqlite3.sqlite_version} 有已知缺陷（多处同时写入时可能丢数据）；"
            "本程序只用一个写入连接，不受影响，但请勿用其他程序写这个数据库。"
        )
    if (free := folder.free_bytes(data)) < folder.SCARCE:
        notes.append(f"数据目录所在磁盘只剩 {free // 2**20} MB，请清理。")
    return tuple(notes)
