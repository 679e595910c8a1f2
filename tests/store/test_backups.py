"""Backups with their evidence, which of them are kept, and the way back."""

from __future__ import annotations

import asyncio
import os
import subprocess
import sys
from datetime import UTC, datetime, timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest
from kept_ledger import NOW, PHOTO, change, files, fill, numbers, open_entry

from bot.errors import AlreadyRunning, NotFound, StoreError
from bot.store import backup, soundness
from bot.store.backup import Backup
from bot.store.restoring import EvidenceLost, restore
from bot.store.retention import Keeping, is_missing, nightly, purge, surplus
from bot.store.store import Store

ZONE = ZoneInfo("Asia/Shanghai")
SECOND = PHOTO + b" a day later"


def made(data: Path, dest: Path, now: datetime = NOW) -> Backup:
    with soundness.opened(data / "duban.db") as db:
        part = backup.begun(db, dest / backup.named(backup.ASKED_FOR, now))
    return backup.completed(part, data / "evidence")


def is_sound(path: Path) -> bool:
    return not any(check.wrong for check in soundness.verify(path))


# ---- making


def test_a_backup_holds_the_evidence_and_copies_only_what_is_new(tmp_path: Path) -> None:
    data, dest = tmp_path / "data", tmp_path / "other"
    fill(data)
    first = made(data, dest)
    fill(data, SECOND)
    second = made(data, dest, NOW + timedelta(days=1))

    assert [first.path.name, second.path.name] == ["duban-20260601T010000Z.db", "duban-20260602T010000Z.db"]
    assert (first.copied, second.copied) == (1, 1)
    assert is_sound(first.path) and is_sound(second.path)
    assert [numbers(one.path) for one in (first, second)] == [[1], [1, 2]]
    assert len(files(dest)) == 4  # two databases, two photos; nothing half-made
    assert all(path.stat().st_mode & 0o077 == 0 for path in files(dest))


async def test_a_backup_is_made_beside_the_running_program(tmp_path: Path) -> None:
    store = await Store.open(tmp_path / "data")
    await open_entry(store)

    assert is_sound(made(tmp_path / "data", tmp_path / "other").path)

    await open_entry(store, SECOND)
    await store.close()
    assert is_sound(tmp_path / "data" / "duban.db")


def test_what_is_wrong_with_the_original_is_told_and_the_backup_is_kept(tmp_path: Path) -> None:
    data = tmp_path / "data"
    fill(data)
    files(data / "evidence")[0].unlink()
    change(data / "duban.db", "UPDATE record SET person = 99 WHERE id = 1")

    done = made(data, tmp_path / "other")

    assert done.path.exists()
    assert [one[:9] for one in done.wrong] == ["第 1 条记录内容", f"材料 {done.wrong[1][3:9]}"]


def test_evidence_that_spoiled_in_the_backup_is_copied_anew(tmp_path: Path) -> None:
    data, dest = tmp_path / "data", tmp_path / "other"
    fill(data)
    made(data, dest)
    files(dest / "evidence")[0].write_bytes(b"spoilt")

    done = made(data, dest, NOW + timedelta(hours=1))

    assert (done.copied, done.wrong) == (1, ())


def test_a_disk_without_room_is_not_filled(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    fill(tmp_path / "data")
    monkeypatch.setattr("bot.store.backup.free_bytes", lambda _: 100 * 2**20)

    with pytest.raises(StoreError, match="空间不足"):
        made(tmp_path / "data", tmp_path / "other")

    assert files(tmp_path / "other") == []


def test_what_was_given_up_halfway_is_no_backup(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    data, dest = tmp_path / "data", tmp_path / "other"
    fill(data)

    def stopped(*_: object) -> None:
        raise KeyboardInterrupt

    with monkeypatch.context() as broken:
        broken.setattr("bot.store.evidence.copied", stopped)
        with pytest.raises(KeyboardInterrupt):
            made(data, dest)
    assert list(dest.glob("*.db")) == []

    assert is_sound(made(data, dest).path)
    assert list(dest.glob("*.part*")) == []


# ---- keeping


def nights(first: datetime, count: int) -> dict[Path, datetime]:
    moments = [first + timedelta(days=n) for n in range(count)]
    return {Path(backup.named(backup.NIGHTLY, moment)): moment for moment in moments}


def test_thirty_days_and_twelve_months_are_kept() -> None:
    last = datetime(2026, 11, 28, 2, tzinfo=ZONE)
    moments = nights(last - timedelta(days=799), 800)

    gone = surplus(moments, Keeping(30, 12), ZONE)

    kept = sorted(moments[path].astimezone(ZONE).date().isoformat() for path in moments if path not in gone)
    assert kept[-30:] == [(last - timedelta(days=n)).date().isoformat() for n in reversed(range(30))]
    assert kept[:-30] == [
        *("2025-12-31", "2026-01-31", "2026-02-28", "2026-03-31", "2026-04-30", "2026-05-31"),
        *("2026-06-30", "2026-07-31", "2026-08-31", "2026-09-30"),
    ]  # of October the 31st, of November today's: both are among the thirty


def test_kept_night_after_night_it_comes_to_the_same() -> None:
    moments: dict[Path, datetime] = {}
    for path, moment in nights(datetime(2025, 1, 1, 2, tzinfo=ZONE), 600).items():
        moments[path] = moment
        for gone in surplus(moments, Keeping(3, 4), ZONE):
            del moments[gone]

    assert [f"{moment:%m-%d}" for moment in moments.values()] == [
        *("05-31", "06-30", "07-31"),
        *("08-21", "08-22", "08-23"),
    ]


@pytest.mark.parametrize(
    ("now", "expected"),
    [
        pytest.param(datetime(2026, 6, 2, 1, 59, tzinfo=ZONE), False, id="before the hour"),
        pytest.param(datetime(2026, 6, 2, 2, 0, tzinfo=ZONE), True, id="at the hour"),
        pytest.param(datetime(2026, 6, 2, 23, 59, tzinfo=ZONE), True, id="after a day switched off"),
        pytest.param(datetime(2026, 6, 1, 12, 0, tzinfo=ZONE), False, id="there is one of today"),
        pytest.param(datetime(2026, 6, 3, 3, 0, tzinfo=ZONE), True, id="days later"),
    ],
)
def test_a_backup_of_today_is_missing(tmp_path: Path, now: datetime, expected: bool) -> None:
    # the day is the office's: 18:00 UTC on 31 May is two in the morning of 1 June
    (tmp_path / backup.named(backup.NIGHTLY, datetime(2026, 5, 31, 18, tzinfo=UTC))).touch()

    assert is_missing(tmp_path, 2, now) is expected


def test_only_what_is_ours_is_purged(tmp_path: Path) -> None:
    for path in nights(datetime(2026, 1, 1, 2, tzinfo=ZONE), 5):
        (tmp_path / path).touch()
    others = ("duban-20200101T000000Z.db", "before-m0005_record.db", "nightly-notes.txt", "nightly-2026.db")
    begun = ("nightly-20260104T180000Z.db.part", "nightly-20260101T180000Z.db.part.tmp")
    for name in (*others, *begun):
        (tmp_path / name).touch()

    gone = purge(tmp_path, Keeping(2, 0), datetime(2026, 1, 5, 3, tzinfo=ZONE))

    assert len(gone) == 4
    assert sorted(path.name for path in tmp_path.iterdir()) == sorted(
        [*others, begun[0], *(path.name for path in nightly(tmp_path))]
    )
    assert len(nightly(tmp_path)) == 2
    assert nightly(tmp_path / "nowhere") == {}


# ---- the way back


def test_a_backup_takes_the_place_of_the_data_which_is_put_aside(tmp_path: Path) -> None:
    data = tmp_path / "data"
    fill(data)
    old = made(data, tmp_path / "other")
    fill(data, SECOND)

    done = restore(old.path, data, NOW)

    assert numbers(data / "duban.db") == [1]
    assert done.copied == 0 and done.lost == () and is_sound(data / "duban.db")
    assert done.aside == data / "before-restore-20260601T010000Z"
    assert numbers(done.aside / "duban.db") == [1, 2] and is_sound(done.aside / "duban.db")
    assert not list(data.glob("*.restored*"))

    back = restore(done.aside / "duban.db", data, NOW)  # and the way back from there

    assert numbers(data / "duban.db") == [1, 2]
    assert back.aside == data / "before-restore-20260601T010000Z-2"
    fill(data, b"work goes on")
    assert numbers(data / "duban.db") == [1, 2, 3]


def test_into_an_empty_folder_all_is_brought_over(tmp_path: Path) -> None:
    fill(tmp_path / "data")
    path = made(tmp_path / "data", tmp_path / "other").path

    done = restore(path, tmp_path / "new", NOW)

    assert (done.aside, done.copied) == (None, 1)
    assert is_sound(tmp_path / "new" / "duban.db")


@pytest.mark.parametrize("damage", ["torn", "gone"])
def test_a_damaged_database_is_put_aside_as_it_is(tmp_path: Path, damage: str) -> None:
    data = tmp_path / "data"
    fill(data)
    path = made(data, tmp_path / "other").path
    content = os.urandom(9000)
    (data / "duban.db").unlink()
    if damage != "gone":
        (data / "duban.db").write_bytes(content)
    (data / "duban.db-wal").write_bytes(b"a log of some other life")

    done = restore(path, data, NOW)

    assert is_sound(data / "duban.db")
    if damage != "gone":
        assert (done.aside / "duban.db").read_bytes() == content
    assert not (data / "duban.db-wal").exists() or (data / "duban.db-wal").stat().st_size == 0


def test_missing_evidence_is_named_and_refused_unless_allowed(tmp_path: Path) -> None:
    data, new = tmp_path / "data", tmp_path / "new"
    fill(data)
    path = made(data, tmp_path / "other").path
    (photo,) = files(tmp_path / "other" / "evidence")
    photo.unlink()

    with pytest.raises(EvidenceLost, match="缺 1 份证明材料，没有恢复") as caught:
        restore(path, new, NOW)
    assert [f"{piece.digest}{piece.ending}" for piece in caught.value.lost] == [photo.name]
    assert not (new / "duban.db").exists()

    done = restore(path, new, NOW, without_evidence=True)
    assert done.lost == caught.value.lost
    assert [check.what for check in done.checks if check.wrong] == ["证明材料"]

    assert restore(path, data, NOW).lost == ()  # there it still is


def test_a_backup_that_was_altered_is_refused_and_nothing_changes(tmp_path: Path) -> None:
    data = tmp_path / "data"
    fill(data)
    path = made(data, tmp_path / "other").path
    change(path, "UPDATE record SET person = 99 WHERE id = 1")
    before = [(file, file.stat().st_mtime_ns) for file in files(data) if file.name != "duban.lock"]

    with pytest.raises(
        StoreError, match=r"有问题（记录封签：第 1 条记录内容与封签不符，曾被改动），没有恢复"
    ):
        restore(path, data, NOW)

    assert [(file, file.stat().st_mtime_ns) for file in files(data) if file.name != "duban.lock"] == before


async def test_it_is_refused_while_the_program_runs(tmp_path: Path) -> None:
    store = await Store.open(tmp_path / "data")
    await open_entry(store)
    path = made(tmp_path / "data", tmp_path / "other").path

    with pytest.raises(AlreadyRunning):
        await asyncio.to_thread(restore, path, tmp_path / "data", NOW)
    await store.close()


def test_the_database_itself_is_no_backup(tmp_path: Path) -> None:
    fill(tmp_path)

    with pytest.raises(StoreError, match="不是备份"):
        restore(tmp_path / "duban.db", tmp_path, NOW)
    with pytest.raises(NotFound):
        restore(tmp_path / "nothing.db", tmp_path, NOW)


READER = """
import sqlite3, sys
db = sqlite3.connect(f"file:{sys.argv[1]}?mode=ro", uri=True, isolation_level=None)
db.execute("BEGIN")
db.execute("SELECT count(*) FROM record").fetchall()
print("reading", flush=True)
sys.stdin.readline()
"""


def test_somebody_who_still_reads_is_waited_for_by_refusing(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    data = tmp_path / "data"
    fill(data)
    path = made(data, tmp_path / "other").path
    monkeypatch.setitem(__import__("bot.store.connection").store.connection.PRAGMAS, "busy_timeout", 1)

    async def while_read() -> None:
        store = await Store.open(data)
        await open_entry(store, SECOND)  # in the log, which the reader does not let go
        command = [sys.executable, "-c", READER, str(data / "duban.db")]
        reader = subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE)  # noqa: S603
        assert reader.stdout is not None and reader.stdout.readline() == b"reading\n"
        await open_entry(store, b"after that")
        await store.close()
        with pytest.raises(StoreError, match="正在读数据库，没有恢复"):
            restore(path, data, NOW)
        reader.communicate(b"\n")

    asyncio.run(while_read())
    assert numbers(data / "duban.db") == [1, 2, 3]
    restore(path, data, NOW)
    assert numbers(data / "duban.db") == [1]
