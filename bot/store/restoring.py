"""A backup back into the data folder, so that whenever it is stopped the old data or the new is whole.

What is there is never deleted: database and evidence go into a folder of their own first. Then evidence
is added, which harms no database, and at last one renaming puts the new database in the place of the old.
"""

from __future__ import annotations

import logging
import os
import shutil
import sqlite3
from collections.abc import Sequence
from contextlib import closing
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

from bot.errors import StoreError
from bot.store import backup, connection, evidence, folder, soundness
from bot.store.evidence import Piece
from bot.store.folder import DATABASE, EVIDENCE, sync
from bot.store.soundness import Check
from bot.store.threads import explained

log = logging.getLogger(__name__)

#: What the new database is called until it takes its place.
_STAGED = f"{DATABASE}.restored"
#: SQLite's log and its index, which belong to one database and must never meet another.
_COMPANIONS = tuple(f"{DATABASE}{ending}" for ending in ("-wal", "-shm"))


class EvidenceLost(StoreError):
    """The backup names evidence that is whole neither beside it nor in the data folder."""

    def __init__(self, lost: Sequence[Piece]):
        self.lost = tuple(lost)
        super().__init__(
            f"缺 {len(lost)} 份证明材料，没有恢复；请把备份文件夹中的 {EVIDENCE} 一并取来，"
            "确实找不到的，加 --without-evidence 恢复其余内容。"
        )


@dataclass(frozen=True, slots=True)
class Restored:
    """What was done: where the data from before lies, how many files were added, what is missing."""

    aside: Path | None  # None: there was nothing
    copied: int
    lost: tuple[Piece, ...]
    checks: tuple[Check, ...]


def restore(source: Path, data: Path, now: datetime, *, without_evidence: bool = False) -> Restored:
    """Put the backup *source* in the place of what is in the *data* folder.

    Raises:
        AlreadyRunning: the program runs on this folder.
        EvidenceLost: evidence is missing, and that was not allowed; nothing was changed.
        StoreError: the backup is not sound, or it cannot be written; the old data serves as before.
    """
    folder.prepare(data)
    if source.resolve() == (data / DATABASE).resolve():
        raise StoreError("这就是正在使用的数据库，不是备份；请写备份文件的路径。")
    with folder.hold(data):
        lost = examined(source, data)
        if lost and not without_evidence:
            raise EvidenceLost(lost)
        staged = data / _STAGED
        try:
            with explained("没有恢复"):
                _stage(source, staged)
                aside = _put_aside(data, now)
                copied = _evidence_in(source, data)
                _settle(data)
                _switch(staged, data)
        finally:
            staged.unlink(missing_ok=True)
        return Restored(aside, copied, tuple(lost), tuple(soundness.verify(data / DATABASE)))


def examined(source: Path, data: Path) -> list[Piece]:
    """Return the evidence that *source* names and that cannot be had.

    Raises:
        StoreError: the backup itself is not sound.
    """
    folders = (source.parent / EVIDENCE, data / EVIDENCE)
    for check in soundness.verify(source, folders):
        if check.grave and check.wrong:
            raise StoreError(
                f"备份 {source.name} 有问题（{check.what}：{check.wrong[0]}），没有恢复；请换用别的备份。"
            )
    with soundness.opened(source) as db, explained("没有恢复"):
        return soundness.lost(soundness.pieces(db), folders)


def _stage(source: Path, staged: Path) -> None:
    """Copy the backup beside its place."""
    staged.unlink(missing_ok=True)
    with soundness.opened(source) as db:
        backup.enough_room(db, staged.parent)
        backup.backup(db, staged)


def _put_aside(data: Path, now: datetime) -> Path | None:
    """Copy what is there: the database whole, evidence as second names of the same files."""
    path = data / DATABASE
    if not path.exists():
        return None
    aside = _free(data, f"before-restore-{now.astimezone(UTC):%Y%m%dT%H%M%SZ}")
    aside.mkdir(mode=0o700)
    try:
        with soundness.opened(path) as db:
            backup.backup(db, aside / DATABASE)
    except (StoreError, sqlite3.DatabaseError) as error:
        if not soundness.is_damage(error):
            raise
        log.warning("the database from before is put aside as it is: %s", error)
        for name in (DATABASE, *_COMPANIONS):
            if (data / name).exists():
                _copied(data / name, aside / name)
    for file in sorted((data / EVIDENCE).glob("??/*")):
        _named_again(file, aside / EVIDENCE / file.parent.name / file.name)
    sync(aside)
    sync(data)
    return aside


def _evidence_in(source: Path, data: Path) -> int:
    with soundness.opened(source) as db:
        pieces = soundness.pieces(db)
    return evidence.copied(source.parent / EVIDENCE, data / EVIDENCE, pieces)[0]


def _settle(data: Path) -> None:
    """Let the old database take its log in, so that none is left which the new one would take for its own."""
    path = data / DATABASE
    if path.exists():
        try:
            with closing(connection.open_writer(path)) as db:
                busy = db.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchone()[0]
        except (StoreError, sqlite3.DatabaseError) as error:
            if not soundness.is_damage(error):
                raise
            log.warning("the database from before does not open: %s", error)
            busy = 0
        if busy:
            raise StoreError("另有程序（如 duban verify）正在读数据库，没有恢复；请等它结束后重试。")
    for name in _COMPANIONS:
        (data / name).unlink(missing_ok=True)
    sync(data)


def _switch(staged: Path, data: Path) -> None:
    staged.replace(data / DATABASE)
    sync(data)


def _copied(file: Path, dest: Path) -> None:
    beside = dest.with_name(f"{dest.name}.tmp")
    shutil.copyfile(file, beside)
    beside.chmod(0o600)
    sync(beside)
    beside.rename(dest)


def _named_again(file: Path, dest: Path) -> None:
    dest.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    try:
        os.link(file, dest)
    except OSError:  # a file system without second names
        _copied(file, dest)


def _free(data: Path, stem: str) -> Path:
    path, number = data / stem, 2
    while path.exists():
        path, number = data / f"{stem}-{number}", number + 1
    return path
