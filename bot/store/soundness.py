"""Is everything kept still as it was written? Looked at from beside the running program, or in a backup."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable, Iterator, Sequence
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path

from sqlite_utils import Database

from bot.errors import BotError, NotFound, StoreError
from bot.store import connection, entries, evidence, records, schema
from bot.store.connection import reading
from bot.store.evidence import Piece
from bot.store.folder import EVIDENCE
from bot.store.threads import explained


@dataclass(frozen=True, slots=True)
class Check:
    """One thing that was looked at: what, how much of it, and all that is wrong with it, in Chinese.

    ``grave``: where this is wrong, nothing is to be restored from it.
    """

    what: str
    seen: str
    wrong: tuple[str, ...] = ()
    grave: bool = True


#: What one look at the database gives: how much was seen, and what is wrong.
Found = tuple[str, list[str]]

_DAMAGED = "读不出来，数据库已损坏"
_MEGABYTE = 2**20


def verify(path: Path, folders: Sequence[Path] = ()) -> list[Check]:
    """Look at everything in a database, through a connection that cannot write (rule R30).

    Args:
        path: the database of a data folder, also while the program runs, or a backup.
        folders: where its evidence may lie; the folder beside it where none is named.

    Raises:
        NotFound: there is no such file.
        StoreError: it cannot be opened or read.
    """
    connection.check_library()
    with opened(path) as db, explained(f"{path.name} 无法核对"), reading(db):
        return list(_checks(db, folders or (path.parent / EVIDENCE,)))


def opened(path: Path) -> closing[Database]:
    """Open a database for reading, to be closed at the end of a ``with``.

    Raises:
        NotFound: there is no such file.
        StoreError: it cannot be opened.
    """
    if not path.is_file():
        raise NotFound(f"没有数据库文件 {path}，请检查路径。")
    with explained(f"{path.name} 打不开"):
        return closing(connection.open_reader(path))


def is_damage(error: BaseException) -> bool:
    """Tell whether the file itself is not what it should be, rather than busy or out of reach."""
    code = getattr(error.__cause__ or error, "sqlite_errorcode", 0) & 0xFF
    return code in (sqlite3.SQLITE_CORRUPT, sqlite3.SQLITE_NOTADB)


def pieces(db: Database) -> list[Piece]:
    """Return all evidence that a database holds, of whatever version it is."""
    return evidence.every(db) if "evidence" in db.table_names() else []


def lost(wanted: Sequence[Piece], folders: Sequence[Path]) -> list[Piece]:
    """Return those of *wanted* that lie whole in none of the *folders*."""
    for folder in folders:
        wanted = evidence.wrong(folder, list(wanted))
    return list(wanted)


def _checks(db: Database, folders: Sequence[Path]) -> Iterator[Check]:
    """Look at the file first, then at what it says; not at that which no version has written yet."""
    file = _check("数据库文件", db, _file)
    yield file
    if file.wrong:
        return
    yield _check("引用关系", db, _references)
    version = _check("表结构", db, _version)
    yield version
    if version.wrong or "evidence" not in db.table_names():
        return
    yield _check("记录封签", db, _seals)
    yield _check("台账副本", db, _copies, grave=False)
    yield _check("材料登记", db, _named)
    yield _check("证明材料", db, lambda db: _evidence(db, folders), grave=False)


def _check(what: str, db: Database, look: Callable[[Database], Found], *, grave: bool = True) -> Check:
    try:
        seen, wrong = look(db)
    except sqlite3.DatabaseError as error:
        if not is_damage(error):
            raise
        seen, wrong = "", [_DAMAGED]
    except (
        LookupError,
        TypeError,
        ValueError,
        BotError,
    ) as error:  # altered so that it no longer is an event
        seen, wrong = "", [f"有一条记录的内容读不出来（{error}）"]
    return Check(what, seen, tuple(wrong), grave)


def _file(db: Database) -> Found:
    found = [text for (text,) in db.execute("PRAGMA quick_check(20)").fetchall()]
    pages, size = (db.execute(f"PRAGMA {name}").fetchone()[0] for name in ("page_count", "page_size"))
    seen = f"{pages * size / _MEGABYTE:.1f} MB"
    return seen, [] if found == ["ok"] else [f"内部结构损坏：{text}" for text in found]


def _references(db: Database) -> Found:
    found = db.execute("PRAGMA foreign_key_check").fetchall()
    return f"{len(db.table_names())} 张表", [
        f"表 {table} 的第 {row} 行指向 {parent} 中没有的行" for table, row, parent, _ in found
    ]


def _version(db: Database) -> Found:
    try:
        waiting = schema.pending(db)
    except StoreError as error:
        return "", [str(error).rstrip("。")]
    return f"旧版本（差 {len(waiting)} 步，启动时升级）" if waiting else "与本程序一致", []


def _seals(db: Database) -> Found:
    count = db.execute("SELECT count(*) FROM record").fetchone()[0]
    return f"{count} 条记录", [str(broken) for broken in records.verified(db)]


def _copies(db: Database) -> Found:
    count = db.execute("SELECT count(*) FROM entry").fetchone()[0]
    return f"{count} 项", [f"台账第 {number} 项与它的记录不一致" for number in entries.differing(db)]


def _named(db: Database) -> Found:
    """Look for evidence that steps name and nobody entered."""
    known = {piece.digest for piece in evidence.every(db)}
    named = dict(records.naming(db))
    return f"各步骤引用 {len(named)} 份", [
        f"台账第 {entry} 项引用的材料 {digest[:12]}… 没有登记"
        for digest, entry in named.items()
        if digest not in known
    ]


def _evidence(db: Database, folders: Sequence[Path]) -> Found:
    every = evidence.every(db)
    named = dict(records.naming(db)) if every else {}
    size = sum(piece.size for piece in every) / _MEGABYTE
    wrong = [_told(piece, named.get(piece.digest), folders) for piece in lost(every, folders)]
    return f"{len(every)} 份，{size:.1f} MB", wrong


def _told(piece: Piece, entry: int | None, folders: Sequence[Path]) -> str:
    places = [evidence.place(folder, piece.digest, piece.ending) for folder in folders]
    what = "被改动过" if any(place.exists() for place in places) else "缺失"
    of = f"台账第 {entry} 项的" if entry else ""
    return f"{of}材料 {piece.digest[:12]}…{piece.ending} {what}"
