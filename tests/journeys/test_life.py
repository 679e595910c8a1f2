"""The bot's life: starting, stopping, the menus, other pollers, and a bad wire."""

from __future__ import annotations

import asyncio
import json
import os
import sys
from pathlib import Path

import httpx
import pytest

from bot.chat import app as application
from bot.errors import AlreadyRunning, ConfigError, StoreError
from bot.sandbox.faults import Fault, Wire
from bot.sandbox.refusals import bad_request
from bot.store import retention, soundness
from bot.store.store import Store

ANSWER = "开展餐饮油烟整治：县市场监管局（牵头）"


async def test_the_bot_comes_back_with_the_same_answers(chat):
    await chat.restarts()
    await chat.says("李工", "餐饮油烟谁负责")

    assert chat.first_line() == ANSWER


async def test_a_broken_folder_at_the_start_is_served_from_the_last_good_generation(chat):
    await chat.ends()
    (chat.folder / "units.toml").write_text("unit = [", "utf-8")
    await chat.begins()
    await chat.says("李工", "餐饮油烟谁负责")

    assert chat.first_line() == ANSWER


async def test_what_cannot_be_saved_at_the_start_does_not_serve(chat, monkeypatch):
    async def full(*_):
        raise StoreError("未保存：磁盘已满，请管理员清出空间后重试。")

    await chat.ends()
    chat.changes("大会.txt", "由县市场监管局牵头开展餐饮油烟整治", "由县城管局牵头开展餐饮油烟整治")
    monkeypatch.setattr(Store, "publish", full)
    await chat.begins()
    await chat.says("李工", "餐饮油烟谁负责")

    assert chat.first_line() == ANSWER


async def test_a_missing_folder_at_the_start_is_served_from_the_last_good_generation(chat):
    await chat.ends()
    chat.folder.rename(chat.folder.with_name("elsewhere"))
    await chat.begins()
    await chat.says("李工", "餐饮油烟谁负责")

    assert chat.first_line() == ANSWER


async def test_without_any_generation_the_bot_says_that_nothing_is_loaded(stage):
    stage.folder.rename(stage.folder.with_name("elsewhere"))
    await stage.begins()
    await stage.says("李工", "餐饮油烟谁负责")
    assert stage.heard() == ["资料尚未载入，暂时无法答复，请联系管理员检查资料文件夹。"]

    stage.folder.with_name("elsewhere").rename(stage.folder)
    await stage.says("管理员", "/reload")
    await stage.says("李工", "餐饮油烟谁负责")
    assert stage.heard("李工")[0].split("\n")[0] == ANSWER
    await stage.ends()


async def test_a_second_instance_on_the_same_data_is_refused(chat):
    with pytest.raises(AlreadyRunning, match="已被另一个督办进程"):
        await Store.open(chat.data)


def menu(chat, scope, language=""):
    key = (json.dumps(scope, sort_keys=True), language)
    return {c["command"]: c["description"] for c in chat.world.menus[key]}


async def test_menus_by_kind_of_chat_and_by_language(chat):
    await chat.says("李工", "/help")
    private = menu(chat, {"type": "all_private_chats"})
    group = menu(chat, {"type": "all_group_chats"})

    assert set(private) - set(group) == {"start", "cancel", "join", "open", "export", "handover"}
    assert not {"reload", "people", "bind"} & set(private)
    assert "reload" in menu(chat, {"type": "chat", "chat_id": chat.PEOPLE["管理员"]})
    assert private["help"] == "使用说明"
    assert menu(chat, {"type": "all_private_chats"}, "en")["help"] == "How to use this bot"


async def test_every_command_in_a_menu_is_answered(chat):
    for command in application.COMMANDS:
        await chat.says("管理员", f"/{command.name}")
        assert "没有这个命令" not in chat.heard()[0]


async def test_an_unknown_token_is_said_plainly(stage):
    await stage.begins()
    await stage.ends()
    app = application.build("1:unknown", stage.desk, stage.api.server)

    with pytest.raises(ConfigError, match="不认这个令牌"):
        await asyncio.wait_for(application.serve(app, asyncio.Event(), stage.told.append), 20)


async def test_another_poller_ends_the_program_with_a_word(chat):
    async with httpx.AsyncClient(timeout=30, trust_env=False) as other, asyncio.timeout(30):
        while not chat.life.done():
            await other.post(f"{chat.api.server}/bot{chat.TOKEN}/getUpdates", data={"timeout": "1"})
            await asyncio.sleep(0.05)

    assert chat.life.result() == 1
    assert chat.told[-1].startswith("另有程序在用同一个令牌收取消息")
    assert chat.heard("管理员") == [chat.told[-1]]


async def test_a_flood_is_waited_out(chat):
    chat.api.faults.flood("sendMessage", 1, times=2)
    await chat.says("李工", "餐饮油烟谁负责")

    assert chat.first_line() == ANSWER


async def test_a_slow_chat_holds_up_nobody_but_itself(chat):
    chat.api.faults.add("sendMessage", Fault(wire=Wire.SLOW, seconds=2))
    chat.world.says(21, "秸秆禁烧谁管")
    await asyncio.wait_for(chat.arrives("李工"), 20)
    chat.world.says(22, "餐饮油烟谁负责")
    await asyncio.wait_for(chat.arrives("王科"), 20)

    assert chat.app.update_processor.current_concurrent_updates >= 1
    assert chat.heard("王科")[0].split("\n")[0] == ANSWER


async def test_html_that_telegram_refuses_is_sent_as_plain_text(chat):
    broken = bad_request('can\'t parse entities: Unsupported start tag "x" at byte offset 0')
    chat.api.faults.add("sendMessage", Fault(refusal=broken))
    await chat.says("李工", "餐饮油烟谁负责")

    assert chat.first_line() == ANSWER
    assert chat.world.rooms[21].messages[2].get("entities") is None


@pytest.mark.parametrize("wire", [Wire.RESET, Wire.BROKEN])
async def test_a_broken_wire_hurts_only_what_was_on_it(chat, wire):
    chat.api.faults.add("sendMessage", Fault(wire=wire))
    await chat.says("李工", "秸秆禁烧谁管")
    chat.heard()
    await chat.says("李工", "餐饮油烟谁负责")

    assert chat.first_line() == ANSWER


async def test_a_server_that_comes_late_is_waited_for(stage):
    stage.api.faults.add("getMe", Fault(wire=Wire.RESET))
    await stage.begins()
    await stage.says("李工", "餐饮油烟谁负责")

    assert stage.first_line() == ANSWER
    assert any("连不上 Telegram" in told for told in stage.told)
    await stage.ends()


async def test_the_bot_can_be_stopped_before_it_reached_anybody(stage):
    stage.api.faults.add("getMe", Fault(wire=Wire.RESET), times=100)
    await stage.begins()

    assert await stage.ends() == 0


async def test_the_bot_can_be_stopped_before_it_polls(stage):
    stage.api.faults.add("deleteWebhook", Fault(wire=Wire.RESET), times=100)
    await stage.begins()
    async with asyncio.timeout(20):
        while "getMe" not in {call.method for call in stage.api.calls}:
            await asyncio.sleep(0.01)

    assert await stage.ends() == 0


async def test_a_fault_of_the_program_is_admitted_and_logged(chat, monkeypatch, caplog):
    monkeypatch.setattr(type(chat.desk.served.answerer), "answer", lambda *_: 1 / 0)
    await chat.says("李工", "餐饮油烟谁负责")

    assert chat.heard() == ["程序出错，未能答复，情况已记入日志。请稍后再试，或联系管理员。"]
    assert "ZeroDivisionError" in caplog.text


async def test_nothing_but_text_is_understood(chat):
    update = chat.world.updates.add(
        "message",
        {
            "message_id": 7,
            "from": chat.world.people[21],
            "date": int(chat.now.timestamp()),
            "chat": {"id": 21, "type": "private"},
            "voice": {"file_id": "x", "file_unique_id": "y", "duration": 1},
        },
    )
    await chat.settled(update)

    assert chat.heard() == ["只能识别文字，请把问题打成文字发送。"]


@pytest.fixture
async def program(stage):
    """Start ``duban run`` with a token, as a program of its own, against the local Bot API."""
    (stage.folder.parent / "config.toml").write_text(
        f'[telegram]\nbase_url = "{stage.api.server}"\n[keeping]\nbackup_hour = 0\n[log]\nlevel = "DEBUG"\n',
        "utf-8",
    )
    root = str(Path(__file__).parents[2])
    started = await asyncio.create_subprocess_exec(
        *(sys.executable, "-m", "bot", "run", "--config", str(stage.folder.parent / "config.toml")),
        env=os.environ | {"DUBAN_TOKEN": stage.TOKEN, "PYTHONPATH": root, "NO_PROXY": "127.0.0.1"},
        stdout=asyncio.subprocess.PIPE,
        stderr=asyncio.subprocess.PIPE,
    )
    yield started
    if started.returncode is None:
        started.kill()
        await started.wait()


async def test_the_program_backs_itself_up(stage, program):
    backups = stage.data / "backups"
    async with asyncio.timeout(30):
        while not retention.nightly(backups):
            await asyncio.sleep(0.05)
        program.terminate()
        await program.communicate()

    assert program.returncode == 0
    (path,) = retention.nightly(backups)
    assert [check for check in soundness.verify(path) if check.wrong] == []


async def test_with_a_token_the_program_serves_telegram_and_stops_on_sigterm(stage, program):
    update = stage.world.says(21, "餐饮油烟谁负责")
    async with asyncio.timeout(30):
        await stage.world.updates.delivered(update)
        program.terminate()
        _, errors = await program.communicate()

    assert program.returncode == 0
    assert stage.first_line() == ANSWER
    assert "已连接 Telegram：@duban_bot" in errors.decode()
    assert stage.TOKEN not in errors.decode()
