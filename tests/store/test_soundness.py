"""What `duban verify` finds, of a data folder, beside the running program, and of a backup."""

from __future__ import annotations

import os
from pathlib import Path

import pytest
from kept_ledger import PHOTO, change, files, fill

from bot.commands.verify import told
from bot.errors import NotFound
from bot.store.soundness import Check, verify
from bot.store.store import Store


def wrong(checks: list[Check]) -> dict[str, tuple[str, ...]]:
    return {check.what: check.wrong for check in checks if check.wrong}


def test_all_is_well(tmp_path: Path) -> None:
    fill(tmp_path)

    checks = verify(tmp_path / "duban.db")

    assert wrong(checks) == {}
    assert [check.what for check in checks] == [
        *("数据库文件", "引用关系", "表结构", "记录封签", "台账副本", "材料登记", "证明材料"),
    ]
    assert list(told(checks))[3:] == [
        *("记录封签：3 条记录，无误", "台账副本：1 项，无误", "材料登记：各步骤引用 1 份，无误"),
        *("证明材料：1 份，0.0 MB，无误", "核对完毕：全部无误。"),
    ]


async def test_it_looks_beside_the_running_program_and_disturbs_nothing(tmp_path: Path) -> None:
    store = await Store.open(tmp_path)
    before = (tmp_path / "duban.db").stat().st_mtime_ns

    assert wrong(verify(tmp_path / "duban.db")) == {}

    assert (tmp_path / "duban.db").stat().st_mtime_ns == before
    assert await store.remember_chat(-5, "group", "督办群")
    await store.close()


@pytest.mark.parametrize(
    ("script", "what", "said"),
    [
        pytest.param(
            "UPDATE record SET json = replace(json, '已进场', '已完工') WHERE id = 3",
            "记录封签",
            "第 3 条记录内容与封签不符，曾被改动",
            id="a word of a record",
        ),
        pytest.param("DELETE FROM record WHERE id = 2", "记录封签", "第 2 条记录缺失", id="a record is gone"),
        pytest.param(
            "UPDATE entry_text SET json = replace(json, '沙河镇', '青山镇')",
            "台账副本",
            "台账第 1 项与它的记录不一致",
            id="the copy of an entry",
        ),
        pytest.param(
            "DELETE FROM entry_text", "台账副本", "台账第 1 项与它的记录不一致", id="the copy is gone"
        ),
        pytest.param(
            "DROP TRIGGER evidence_no_delete; DELETE FROM evidence",
            "材料登记",
            "台账第 1 项引用的材料",
            id="evidence nobody entered",
        ),
        pytest.param(
            "PRAGMA foreign_keys = OFF; INSERT INTO post (person, capacity, unit, scope, since) "
            "VALUES (9, 'MEMBER', '', '{}', '2026-01-01')",
            "引用关系",
            "表 post 的第 1 行指向 person 中没有的行",
            id="a reference to nobody",
        ),
        pytest.param(
            "INSERT INTO _sqlite_migrations (migration_set, name, applied_at) VALUES ('duban', 'm9999', '')",
            "表结构",
            "数据库由更新版本的督办写成（m9999）",
            id="a newer version",
        ),
        pytest.param(
            "UPDATE record SET json = '{}' WHERE id = 3",
            "台账副本",
            "有一条记录的内容读不出来",
            id="a record that is no event",
        ),
    ],
)
def test_what_was_changed_is_found(tmp_path: Path, script: str, what: str, said: str) -> None:
    fill(tmp_path)
    change(tmp_path / "duban.db", script)

    found = wrong(verify(tmp_path / "duban.db"))

    assert found[what][0].startswith(said)


def test_evidence_that_is_gone_or_changed_is_found(tmp_path: Path) -> None:
    fill(tmp_path, PHOTO, PHOTO + b"2")
    first, second = files(tmp_path / "evidence")
    first.unlink()
    second.write_bytes(b"another picture")

    (found,) = wrong(verify(tmp_path / "duban.db")).values()

    assert {one.split("…")[1] for one in found} == {".jpg 缺失", ".jpg 被改动过"}
    assert {one.split("材料")[0] for one in found} == {"台账第 1 项的", "台账第 2 项的"}


def test_a_damaged_file_is_said_to_be_damaged(tmp_path: Path) -> None:
    fill(tmp_path)
    path = tmp_path / "duban.db"
    path.write_bytes(os.urandom(path.stat().st_size))

    assert wrong(verify(path)) == {"数据库文件": ("读不出来，数据库已损坏",)}


def test_what_is_not_there_cannot_be_looked_at(tmp_path: Path) -> None:
    with pytest.raises(NotFound, match="没有数据库文件"):
        verify(tmp_path / "duban.db")

    assert list(tmp_path.iterdir()) == []
