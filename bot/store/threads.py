"""All SQLite work off the event loop: one thread writes, two read (rule R35)."""

from __future__ import annotations

import asyncio
import logging
import sqlite3
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from queue import SimpleQueue
from typing import Concatenate, ParamSpec, TypeVar

from sqlite_utils import Database

from bot.errors import StoreError, why
from bot.store.connection import reading, writing

P = ParamSpec("P")
T = TypeVar("T")

log = logging.getLogger(__name__)

#: What SQLite's result codes mean to the person who wanted something saved; other codes are faults
#: of this program and stay exceptions.
REASONS: dict[int, str] = {
    sqlite3.SQLITE_FULL: "磁盘已满，请管理员清出空间后重试。",
    sqlite3.SQLITE_READONLY: "数据目录只读，请管理员检查磁盘和权限后重试。",
    sqlite3.SQLITE_PERM: "没有数据目录的权限，请管理员检查后重试。",
    sqlite3.SQLITE_IOERR: "磁盘读写出错，请管理员检查磁盘。",
    sqlite3.SQLITE_BUSY: "数据库正忙，请稍后重试。",
    sqlite3.SQLITE_LOCKED: "数据库正忙，请稍后重试。",
    sqlite3.SQLITE_CANTOPEN: "数据库打不开，请管理员检查数据目录。",
    sqlite3.SQLITE_CORRUPT: "数据库已损坏，请管理员停机并用备份恢复。",
    sqlite3.SQLITE_NOTADB: "数据库已损坏，请管理员停机并用备份恢复。",
    sqlite3.SQLITE_TOOBIG: "内容过长，请拆分后重试。",
}


class Threads:
    """The threads and their connections. A function runs whole in its transaction, or not at all."""

    def __init__(self, writer: Database, readers: Sequence[Database]) -> None:
        self._writer = writer
        self._write = ThreadPoolExecutor(1, thread_name_prefix="store-writer")
        self._readers: SimpleQueue[Database] = SimpleQueue()
        self._read = ThreadPoolExecutor(len(readers), thread_name_prefix="store-reader")
        for reader in readers:
            self._readers.put(reader)

    async def write(
        self, work: Callable[Concatenate[Database, P], T], *args: P.args, **kwargs: P.kwargs
    ) -> T:
        """Run *work* in one write transaction; what it returns is committed by then.

        Raises:
            StoreError: not saved; the sentence says why.
        """

        def run() -> T:
            with explained("未保存"), writing(self._writer) as db:
                return work(db, *args, **kwargs)

        return await asyncio.get_running_loop().run_in_executor(self._write, run)

    async def read(self, work: Callable[Concatenate[Database, P], T], *args: P.args, **kwargs: P.kwargs) -> T:
        """Run *work* over one unchanging state; writers do not wait for it, nor it for them.

        Raises:
            StoreError: it cannot be read; the sentence says why.
        """

        def run() -> T:
            with explained("读取失败"), self._reader() as db, reading(db):
                return work(db, *args, **kwargs)

        return await asyncio.get_running_loop().run_in_executor(self._read, run)

    async def copy(self, work: Callable[Concatenate[Database, P], T], *args: P.args, **kwargs: P.kwargs) -> T:
        """Run *work* on a reading connection without a transaction, as VACUUM INTO wants it."""

        def run() -> T:
            with explained("备份失败"), self._reader() as db:
                return work(db, *args, **kwargs)

        return await asyncio.get_running_loop().run_in_executor(self._read, run)

    def close(self) -> None:
        """Let the work at hand end, then close; the writer last, for it takes the log in."""
        self._read.shutdown()
        while not self._readers.empty():
            self._readers.get().close()
        self._write.shutdown()
        self._writer.close()

    @contextmanager
    def _reader(self) -> Iterator[Database]:
        db = self._readers.get()  # never waits: as many connections as threads
        try:
            yield db
        finally:
            self._readers.put(db)


@contextmanager
def explained(what: str) -> Iterator[None]:
    """Turn what SQLite or the disk refuses into a `StoreError` that begins with *what*."""
    try:
        yield
    except sqlite3.Error as error:
        reason = REASONS.get(getattr(error, "sqlite_errorcode", 0) & 0xFF)
        if reason is None:
            raise
        log.error("store: %s (%s)", error, error.sqlite_errorname)
        raise StoreError(f"{what}：{reason}") from error
    except UnicodeEncodeError as error:
        raise StoreError(f"{what}：文字里有无法保存的字符，请检查文件名和内容。") from error
    except OSError as error:
        log.error("store: %s", error)
        raise StoreError(f"{what}：{why(error)}，请管理员检查磁盘和权限。") from error
