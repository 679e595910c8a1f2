"""The nightly backup: once a day past its hour, made up for, told where it fails, tidied where sound."""

from __future__ import annotations

import dataclasses
import errno
import os

import pytest

from bot.chat.nightly import Nights
from bot.config import Keeping, People
from bot.errors import StoreError
from bot.ledger.people import Capacity, Person, Post
from bot.store import soundness
from bot.store.retention import nightly


@pytest.fixture
def nights(chat) -> Nights:
    return Nights(chat.app.bot, chat.desk)


def made(chat) -> list[str]:
    return sorted(path.name for path in nightly(chat.data / "backups"))


async def test_one_a_day_is_made_past_the_hour(chat, nights):
    chat.later(hours=16, minutes=59)  # 01:59 of the next day
    await nights.look()
    assert made(chat) == []

    for minutes in (1, 1, 60, 600):
        chat.later(minutes=minutes)
        await nights.look()
    assert made(chat) == ["nightly-20260401T180000Z.db"]

    chat.later(days=3)  # two nights off: one is made up for
    await nights.look()
    assert made(chat) == ["nightly-20260401T180000Z.db", "nightly-20260405T050100Z.db"]
    paths = nightly(chat.data / "backups")
    assert [check for path in paths for check in soundness.verify(path) if check.wrong] == []
    assert chat.heard() == []


async def test_a_restart_makes_no_second_one(chat, nights):
    await nights.look()
    await chat.restarts()
    await Nights(chat.app.bot, chat.desk).look()

    assert made(chat) == ["nightly-20260401T010000Z.db"]


async def test_what_is_not_kept_goes(chat, nights):
    chat.desk.settings = dataclasses.replace(
        chat.desk.settings, keeping=Keeping(keep_daily=2, keep_monthly=1)
    )
    for _ in range(4):
        await nights.look()
        chat.later(days=1)

    assert made(chat) == ["nightly-20260403T010000Z.db", "nightly-20260404T010000Z.db"]


async def test_it_goes_where_the_configuration_says(chat, nights, tmp_path):
    chat.desk.settings = dataclasses.replace(
        chat.desk.settings, keeping=Keeping(backup_folder=tmp_path / "disk")
    )
    await nights.look()

    assert len(nightly(tmp_path / "disk")) == 1


async def test_a_failure_is_told_once_a_day_and_tried_again_after_an_hour(chat, nights, monkeypatch):
    tries = 0

    async def full(*_):
        nonlocal tries
        tries += 1
        raise StoreError("备份失败：磁盘已满，请管理员清出空间后重试。")

    with monkeypatch.context() as broken:
        broken.setattr(type(chat.store), "back_up", full)
        for minutes in (1, 58, 1, 1, 60):
            await nights.look()
            chat.later(minutes=minutes)
        assert tries == 2
        assert chat.heard("管理员") == [
            "自动备份没有做成。备份失败：磁盘已满，请管理员清出空间后重试。\n"
            "机器人照常工作，每小时再试一次；今天不再提醒。"
        ]
        chat.later(days=1)
        await nights.look()
        assert len(chat.heard("管理员")) == 1

    await nights.look()
    assert made(chat) == []
    chat.later(hours=1)
    await nights.look()
    assert len(made(chat)) == 1


async def test_a_folder_that_cannot_be_read_is_told_as_well(chat, nights, monkeypatch):
    def gone(*_):
        raise OSError(errno.EIO, os.strerror(errno.EIO))

    monkeypatch.setattr("bot.store.retention.is_missing", gone)
    await nights.look()

    assert chat.heard("管理员")[0].startswith("自动备份没有做成。备份失败：磁盘读写出错")


async def test_what_is_not_as_it_was_written_is_told_and_nothing_is_tidied(chat, nights):
    chat.desk.settings = dataclasses.replace(
        chat.desk.settings, keeping=Keeping(keep_daily=1, keep_monthly=0)
    )
    await nights.look()
    piece = await chat.store.ledger.keep(b"photo", ".jpg")
    await chat.store._threads.write(
        lambda db: db.execute(
            "INSERT INTO evidence (digest, size, ending, at, person) VALUES (?, 5, '.jpg', '2026-04-01', 1)",
            [piece.digest],
        )
    )
    (photo,) = (chat.data / "evidence").rglob("*.jpg")
    photo.unlink()
    chat.later(days=1)
    await nights.look()

    assert chat.heard("管理员") == [
        "自动备份 nightly-20260402T010000Z.db 已做成，但核对发现1处不对，旧备份暂不清理：\n"
        f"· 材料 {piece.digest[:12]}….jpg 缺失或被改动过\n请在终端运行 duban verify 查看。"
    ]
    assert len(made(chat)) == 2


async def test_all_administrators_are_told_and_one_who_blocked_the_bot_holds_up_nobody(
    chat, nights, monkeypatch
):
    async def full(*_):
        raise StoreError("备份失败：磁盘已满。")

    monkeypatch.setattr(type(chat.store), "back_up", full)
    today = chat.now.date()
    await chat.store.people.admit(Person(22, "王科"), Post(Capacity.ADMINISTRATOR, since=today), 23, chat.now)
    chat.desk.settings = dataclasses.replace(chat.desk.settings, people=People((999,)))  # never wrote to it
    await nights.look()

    assert len(chat.heard("王科")) == 1
