"""Writing fails and reading goes on; backups are whole or not there."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from pathlib import Path

import pytest
from knowledge_samples import NOW, raw, reading
from sqlite_utils import Database

from bot.errors import StoreError
from bot.store.store import Store

# ---- writing fails, reading goes on


@pytest.mark.parametrize(
    ("pragma", "undo", "sentence"),
    [
        pytest.param(
            "max_page_count = 1",
            "max_page_count = 1000000",
            "未保存：磁盘已满，请管理员清出空间后重试。",
            id="disk full",
        ),
        pytest.param(
            "query_only = 1",
            "query_only = 0",
            "未保存：数据目录只读，请管理员检查磁盘和权限后重试。",
            id="read-only",
        ),
    ],
)
async def test_what_cannot_be_saved_is_said_and_the_old_serves(store, pragma, undo, sentence):
    await store.publish(reading("清淤"), NOW)
    store._threads._writer.execute(f"PRAGMA {pragma}").fetchall()

    with pytest.raises(StoreError) as caught:
        await store.publish(reading(*map(str, range(5000))), NOW)
    assert str(caught.value) == sentence
    assert [d.matter for d in (await store.current()).duties] == ["清淤"]

    store._threads._writer.execute(f"PRAGMA {undo}").fetchall()
    await store.publish(reading("截污"), NOW)
    assert [d.matter for d in (await store.current()).duties] == ["截污"]


async def test_a_database_that_stays_locked_is_said_to_be_busy(tmp_path, store):
    store._threads._writer.execute("PRAGMA busy_timeout = 1").fetchall()
    with raw(tmp_path / "data") as other:
        other.execute("BEGIN IMMEDIATE")
        with pytest.raises(StoreError) as caught:
            await store.remember_chat(-5, "group", "督办群")

    assert str(caught.value) == "未保存：数据库正忙，请稍后重试。"


async def test_old_generations_that_cannot_be_dropped_do_no_harm(store, monkeypatch):
    def full(_db: Database) -> None:
        raise StoreError("未保存：磁盘已满。")

    monkeypatch.setattr("bot.store.generations.drop_old", full)

    assert await store.publish(reading("清淤"), NOW) == 1
    assert (await store.current()).id == 1


# ---- backups


async def test_a_backup_is_whole_and_for_the_owner_alone(tmp_path, store):
    await store.publish(reading("清淤"), NOW)

    made = await store.backup(tmp_path / "to" / "份.db")

    assert [path.name for path in made.parent.iterdir()] == ["份.db"]
    assert made.stat().st_mode & 0o077 == 0
    with closing(sqlite3.connect(made)) as db:
        assert db.execute("PRAGMA integrity_check").fetchall() == [("ok",)]
        assert db.execute("SELECT count(*) FROM duty").fetchone() == (1,)


async def test_a_backup_can_be_started_from(tmp_path, store):
    await store.publish(reading("清淤"), NOW)
    await store.backup(tmp_path / "other" / "duban.db")

    restored = await Store.open(tmp_path / "other")
    found = await restored.current()
    await restored.close()

    assert found == await store.current()


async def test_a_backup_never_writes_over_a_file(tmp_path, store):
    (tmp_path / "x.db").write_text("kept")

    with pytest.raises(StoreError, match=r"备份失败：x.db 已存在"):
        await store.backup(tmp_path / "x.db")

    assert (tmp_path / "x.db").read_text() == "kept"


async def test_a_backup_that_cannot_be_written_is_said_and_leaves_nothing(tmp_path, store):
    (tmp_path / "file").write_text("")

    with pytest.raises(StoreError, match=r"备份失败：(路径中有一段不是文件夹|同名文件占了位置)，"):
        await store.backup(tmp_path / "file" / "x.db")

    assert sorted(path.name for path in tmp_path.iterdir()) == ["data", "file"]


async def test_a_copy_that_is_not_sound_is_no_backup(tmp_path, store, monkeypatch):
    real = sqlite3.connect

    def torn(path, *args, **kwargs):
        with Path(path).open("r+b") as file:
            file.seek(4096)
            file.write(b"\xa5" * 4096)
        return real(path, *args, **kwargs)

    await store.publish(reading(*map(str, range(300))), NOW)
    monkeypatch.setattr("bot.store.backup.sqlite3.connect", torn)

    with pytest.raises(StoreError, match="备份失败"):
        await store.backup(tmp_path / "x.db")

    assert sorted(path.name for path in tmp_path.iterdir()) == ["data"]
