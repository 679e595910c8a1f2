"""/reload: the diff, the refusals, and what goes on being answered meanwhile."""

from __future__ import annotations

import asyncio
import threading

import pytest

from bot.chat import loading
from bot.errors import StoreError
from bot.store.store import Store

OLD, NEW = "由县市场监管局牵头开展餐饮油烟整治", "由县城管局牵头开展餐饮油烟整治"


async def test_the_administrator_is_told_what_changed(chat):
    chat.changes("大会.txt", OLD, NEW)
    chat.writes(
        "纪要.txt", "白鹭县专题会议纪要\n\n2026年4月1日\n\n由县林业局牵头开展砚山矿山复绿，6月底前完成。\n"
    )
    (chat.folder / "河湖方案.txt").unlink()
    await chat.says("管理员", "/reload")
    begun, done = chat.heard()

    assert begun == "正在重新加载资料，期间照常答复……"
    assert done.startswith("资料已重新加载：新增1项，变更1项，消失3项。")
    assert "\n＋ 开展砚山矿山复绿（纪要.txt" in done
    assert "\n～ 开展餐饮油烟整治（大会.txt" in done
    assert "（责任单位、原文）\n消失\n" in done
    assert "\n－ 加强河道采砂监管（河湖方案.txt" in done


async def test_the_next_answer_is_from_the_new_files(chat):
    chat.changes("大会.txt", OLD, NEW)
    await chat.says("管理员", "/reload")
    chat.heard()
    await chat.says("李工", "餐饮油烟谁负责")

    assert chat.first_line() == "开展餐饮油烟整治：县城管局（牵头）"


async def test_a_reload_without_changes_says_so(chat):
    await chat.says("管理员", "/reload")

    assert "资料已重新加载：新增0项，变更0项，消失0项。" in chat.heard()[1]


@pytest.mark.parametrize("who", ["李工", "<b>张&"])
async def test_others_are_refused(chat, who):
    await chat.says(who, "/reload")

    assert chat.heard() == [
        "您没有权限重新加载资料。如需办理，请把 /whoami 显示的编号告知管理员，由其写入配置文件。"
    ]


async def test_an_anonymous_administrator_of_a_group_is_refused(chat):
    await chat.settled(chat.world.says_anonymously("/reload", chat.GROUPS["整改群"]))

    assert chat.heard() == ["匿名身份或频道身份不能重新加载资料，请以个人身份私聊机器人办理。"]


async def test_in_a_group_the_administrator_is_sent_to_the_private_chat(chat):
    await chat.says("管理员", "/reload", "整改群")

    assert chat.heard() == ["加载结果不在群里公布，请私聊机器人发送 /reload。"]


async def test_somebody_who_took_the_administrators_name_is_refused(chat):
    chat.world.people[22]["first_name"] = "管理员"
    await chat.says("王科", "/reload")

    assert chat.first_line().startswith("您没有权限重新加载资料")


@pytest.mark.parametrize(
    ("name", "content"),
    [
        pytest.param("units.toml", b"unit = [", id="units that are no TOML"),
        pytest.param("units.toml", b"\xff\xfe\xff", id="units that are no text"),
        pytest.param("大会.txt", b"", id="an empty document"),
        pytest.param("大会.txt", b"\x7fELF\x00\x00\x01", id="a document that is a program"),
    ],
)
async def test_a_broken_file_leaves_the_old_generation_serving(chat, name, content):
    (chat.folder / name).write_bytes(content)
    await chat.says("管理员", "/reload")
    refused = chat.heard()[1]
    await chat.says("李工", "餐饮油烟谁负责")

    assert refused.startswith("重新加载未成功：")
    assert "\n仍按原有资料答复。" in refused
    assert name in refused
    assert chat.first_line() == "开展餐饮油烟整治：县市场监管局（牵头）"


async def test_a_broken_file_that_never_served_hides_nothing(chat):
    (chat.folder / "新文件.txt").write_bytes(b"\x7fELF\x00\x00\x01")
    await chat.says("管理员", "/reload")
    done = chat.heard()[1]

    assert done.startswith("资料已重新加载：")
    assert "错误 新文件.txt:1: " in done


async def test_a_folder_that_is_gone_leaves_the_old_generation_serving(chat):
    chat.folder.rename(chat.folder.with_name("elsewhere"))
    await chat.says("管理员", "/reload")
    assert chat.heard()[1].startswith("重新加载未成功：")

    await chat.says("李工", "餐饮油烟谁负责")
    assert chat.first_line() == "开展餐饮油烟整治：县市场监管局（牵头）"


async def test_a_full_disk_leaves_the_old_generation_serving(chat, monkeypatch):
    async def full(*_):
        raise StoreError("未保存：磁盘已满，请管理员清出空间后重试。")

    monkeypatch.setattr(Store, "publish", full)
    monkeypatch.setattr(Store, "record_reload", full)
    chat.changes("大会.txt", OLD, NEW)
    await chat.says("管理员", "/reload")
    assert chat.heard()[1].startswith("重新加载未成功：未保存：磁盘已满")

    await chat.says("李工", "餐饮油烟谁负责")
    assert chat.first_line() == "开展餐饮油烟整治：县市场监管局（牵头）"


@pytest.fixture
def slow(chat, monkeypatch):
    """Reading that goes on only when it is let; the bot's start is behind it."""
    let = threading.Event()
    read = loading.read_folder

    def reading(*args):
        assert let.wait(20)
        return read(*args)

    monkeypatch.setattr(loading, "read_folder", reading)
    yield let
    let.set()


async def test_while_a_reload_runs_questions_are_answered_and_a_second_is_refused(chat, slow):
    first = chat.world.says(23, "/reload")
    await asyncio.wait_for(chat.world.updates.delivered(first), 20)
    question = chat.world.says(21, "餐饮油烟谁负责")
    second = chat.world.says(23, "/reload")
    async with asyncio.timeout(20):
        await chat.world.updates.delivered(second)
        await chat.app.update_queue.join()

    said = [text.split("\n")[0] for text in chat.heard()]
    assert "开展餐饮油烟整治：县市场监管局（牵头）" in said
    assert "正在重新加载资料，请等待完成后再试。" in said
    assert not any(text.startswith("资料已重新加载") for text in said)

    slow.set()
    await chat.settled(question)
    assert chat.first_line().startswith("资料已重新加载")


async def test_stopping_waits_for_a_reload(chat, slow):
    await asyncio.wait_for(chat.world.updates.delivered(chat.world.says(23, "/reload")), 20)
    chat.stop.set()
    slow.set()

    assert await asyncio.wait_for(chat.life, 20) == 0
    assert chat.heard()[-1].startswith("资料已重新加载")
