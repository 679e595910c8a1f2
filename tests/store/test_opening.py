"""What the store refuses to start on, and what it does before it starts."""

from __future__ import annotations

import os
import sqlite3
from contextlib import closing
from dataclasses import fields
from pathlib import Path

import pytest
import sqlite_utils.utils
from knowledge_samples import NOW, raw, reading
from sqlite_utils import Database

from bot.duty import (
    Document,
    Repaired,
)
from bot.errors import AlreadyRunning, StoreError
from bot.store import connection, schema
from bot.store.connection import check_library, has_wal_reset_bug
from bot.store.folder import remote_kind
from bot.store.store import Store


async def test_the_pragmas_are_set_on_every_connection(store):
    def pragmas(db: Database) -> dict[str, object]:
        names = connection.PRAGMAS | connection.WRITER_PRAGMAS
        return {name: db.execute(f"PRAGMA {name}").fetchone()[0] for name in names}

    written, read = await store._threads.write(pragmas), await store._threads.read(pragmas)

    assert written == connection.PRAGMAS | connection.WRITER_PRAGMAS
    assert {name: read[name] for name in connection.PRAGMAS} == connection.PRAGMAS
    assert read["journal_mode"] == "wal"


async def test_a_reader_cannot_write(store):
    with pytest.raises(StoreError, match="只读"):
        await store._threads.read(lambda db: db.execute("DELETE FROM generation"))


async def test_every_table_is_strict_and_documents_have_a_column_for_every_fact(store):
    tables = await store._threads.read(lambda db: {t.name: (t.strict, t.columns_dict) for t in db.tables})
    own = {name: table for name, table in tables.items() if not name.startswith(("sqlite_", "_sqlite_"))}
    facts = {f.name for f in (*fields(Document), *fields(Repaired))} - {"repaired"}

    assert [name for name, (strict, _) in own.items() if not strict] == []
    assert set(own["document"][1]) == facts | {"generation", "seq"}


async def test_a_pragma_that_does_not_take_is_refused(tmp_path, monkeypatch):
    monkeypatch.setitem(connection.PRAGMAS, "page_size", 12345)

    with pytest.raises(StoreError, match="不接受设置 page_size"):
        await Store.open(tmp_path)


@pytest.mark.skipif(os.name != "posix", reason="modes are of POSIX")
async def test_the_database_is_for_the_owner_alone_even_in_an_open_folder(tmp_path):
    tmp_path.chmod(0o755)
    store = await Store.open(tmp_path)
    await store.publish(reading("清淤"), NOW)
    modes = {path.name: path.stat().st_mode & 0o077 for path in tmp_path.glob("duban.db*")}
    await store.close()

    assert modes == {"duban.db": 0, "duban.db-wal": 0, "duban.db-shm": 0}


async def test_the_folder_is_held_until_the_store_is_closed(tmp_path, store):
    with pytest.raises(AlreadyRunning, match=r"数据目录 .* 已被另一个督办进程（进程号 \d+）占用"):
        await Store.open(tmp_path / "data")
    await store.close()

    again = await Store.open(tmp_path / "data")
    await again.close()


async def test_a_refused_start_gives_the_folder_back(tmp_path):
    (tmp_path / "duban.db").write_bytes(b"not a database at all" * 100)
    for _ in range(2):
        with pytest.raises(StoreError) as caught:
            await Store.open(tmp_path)
        assert str(caught.value).endswith("打不开：数据库已损坏，请管理员停机并用备份恢复。")

    assert (tmp_path / "duban.db").read_bytes() == b"not a database at all" * 100


async def test_a_torn_database_is_refused_and_not_mended(tmp_path, store):
    await store.publish(reading(*map(str, range(300))), NOW)
    await store.close()
    path = tmp_path / "data" / "duban.db"
    content = bytearray(path.read_bytes())
    content[8192 : 8192 * 2] = b"\xa5" * 8192
    path.write_bytes(content)

    with pytest.raises(StoreError, match="数据库已损坏"):
        await Store.open(tmp_path / "data")

    assert path.read_bytes() == content


async def test_a_newer_schema_is_refused(tmp_path, store):
    await store.close()
    with raw(tmp_path / "data") as db:
        db.execute(
            "INSERT INTO _sqlite_migrations (migration_set, name, applied_at) VALUES ('duban', 'm9999_x', '')"
        )

    with pytest.raises(StoreError, match=r"由更新版本的督办写成（m9999_x），请升级程序"):
        await Store.open(tmp_path / "data")


async def test_another_programs_database_is_refused(tmp_path):
    with raw(tmp_path) as db:
        db.execute("CREATE TABLE somebody (x)")

    with pytest.raises(StoreError, match="别的程序的数据库"):
        await Store.open(tmp_path)


def older(folder: Path, before: str) -> None:
    """Make the database as a program without the later migrations left it."""
    with raw(folder) as db:
        schema.MIGRATIONS.apply(Database(db), stop_before=before)


async def test_before_a_migration_the_database_is_backed_up(tmp_path):
    older(tmp_path, "m0003_reload_log")

    await (await Store.open(tmp_path)).close()

    with closing(sqlite3.connect(tmp_path / "backups" / "before-m0003_reload_log.db")) as db:
        tables = {row[0] for row in db.execute("SELECT name FROM sqlite_master WHERE type = 'table'")}
    assert {"generation", "chat"} <= tables
    assert "reload_log" not in tables


async def test_a_new_or_current_database_is_not_backed_up(tmp_path, store):
    await store.close()
    await (await Store.open(tmp_path / "data")).close()

    assert not (tmp_path / "data" / "backups").exists()


async def test_a_migration_that_fails_leaves_the_version_before_it(tmp_path):
    older(tmp_path, "m0002_chats")
    with raw(tmp_path) as db:
        db.execute("CREATE TABLE reload_log (x)")  # in the way of the third

    for _ in range(2):
        with pytest.raises(sqlite3.OperationalError, match="already exists"):
            await Store.open(tmp_path)

    with raw(tmp_path) as db:
        assert db.execute("SELECT name FROM _sqlite_migrations").fetchall() == [("m0001_generations",)]
        assert db.execute("SELECT 1 FROM sqlite_master WHERE name = 'chat'").fetchall() == []
    names = sorted(path.name for path in (tmp_path / "backups").iterdir())
    assert names == ["before-m0002_chats-2.db", "before-m0002_chats.db"]


async def test_a_second_sqlite_is_refused(monkeypatch):
    monkeypatch.setattr(sqlite_utils.utils, "sqlite3", object())

    with pytest.raises(StoreError, match="两套 SQLite"):
        check_library()


def test_an_old_sqlite_is_refused(monkeypatch):
    monkeypatch.setattr(sqlite3, "sqlite_version_info", (3, 34, 1))

    with pytest.raises(StoreError, match=r"太旧，请换用 3.37"):
        check_library()


@pytest.mark.parametrize(
    ("version", "affected"),
    [
        pytest.param((3, 6, 23), False, id="before WAL"),
        pytest.param((3, 7, 0), True, id="the first with WAL"),
        pytest.param((3, 40, 1), True, id="Debian 12"),
        pytest.param((3, 44, 5), True, id="3.44 before its backport"),
        pytest.param((3, 44, 6), False, id="3.44 mended"),
        pytest.param((3, 50, 6), True, id="3.50 before its backport"),
        pytest.param((3, 50, 7), False, id="3.50 mended"),
        pytest.param((3, 51, 2), True, id="the last affected"),
        pytest.param((3, 51, 3), False, id="mended"),
    ],
)
def test_which_sqlite_can_lose_commits_at_a_checkpoint(version, affected):
    assert has_wal_reset_bug(version) == affected


async def test_the_notes_name_the_sqlite_and_a_full_disk(tmp_path, monkeypatch):
    monkeypatch.setattr(sqlite3, "sqlite_version_info", (3, 51, 3))
    monkeypatch.setattr("bot.store.folder.free_bytes", lambda _folder: 99 * 2**20)
    store = await Store.open(tmp_path)
    await store.close()

    assert store.notes == ("数据目录所在磁盘只剩 99 MB，请清理。",)


MOUNTS = """\
/dev/vda / ext4 rw 0 0
server:/x /mnt/share nfs4 rw 0 0
//pc/y /mnt/\\344\\270\\211\\040z cifs rw 0 0
/dev/vdb /mnt/share/local xfs rw 0 0
tmpfs /mnt/over tmpfs rw 0 0
host /mnt/over 9p rw 0 0
broken
"""


@pytest.mark.parametrize(
    ("folder", "kind"),
    [
        pytest.param("/srv/duban/data", None, id="the root's disk"),
        pytest.param("/mnt/share/data", "nfs4", id="a share"),
        pytest.param("/mnt/shared/data", None, id="a name that only begins like the share"),
        pytest.param("/mnt/share/local/data", None, id="a local disk inside a share"),
        pytest.param("/mnt/over", "9p", id="of two on one place the later counts"),
    ],
)
def test_a_folder_on_a_network_share_is_told_by_the_mounts(folder, kind):
    assert remote_kind(Path(folder), MOUNTS) == kind


def test_a_share_with_a_blank_in_its_name_is_found():
    assert remote_kind(Path("/mnt/a b/data"), "//pc/y /mnt/a\\040b cifs rw 0 0") == "cifs"


async def test_a_network_share_is_refused(tmp_path, monkeypatch):
    monkeypatch.setattr("bot.store.folder._mounts", lambda: f"server:/x {tmp_path} nfs4 rw 0 0\n")

    with pytest.raises(StoreError, match=r"在网络共享（nfs4）上.*\[paths\] data"):
        await Store.open(tmp_path / "data")
