"""The first administrator: a code from the terminal, sent to the bot in private."""

from __future__ import annotations

import asyncio
import dataclasses
import json
import sqlite3
from contextlib import closing

import pytest

from bot.__main__ import main
from bot.chat.standing import known
from bot.config import People
from bot.errors import NotAllowed
from bot.ledger.people import Capacity
from bot.store import admin_code

ADMITTED = "验证通过，您已成为管理员。发送 /help 查看可用的命令。"
VOID = "验证码无效：没有生成、已用过、已过期或错得太多。请在终端重新运行 duban admin。"


@pytest.fixture
async def chat(stage, monkeypatch):
    """A bot whose config.toml names nobody."""
    monkeypatch.setattr(admin_code, "_ROUNDS", 1)
    await stage.begins()
    stage.desk.settings = dataclasses.replace(stage.desk.settings, people=People())
    yield stage
    await stage.ends()


def rights(chat) -> list[dict]:
    with closing(sqlite3.connect(chat.data / "duban.db")) as db:
        rows = db.execute("SELECT person, json FROM record ORDER BY id").fetchall()
    return [{"by": person} | json.loads(text) for person, text in rows]


async def test_the_code_makes_an_administrator(chat):
    code = admin_code.make(chat.data, chat.now)
    await chat.says("李工", "/missing")
    await chat.says("李工", f"/admin {code}")
    await chat.says("李工", "/missing")
    await chat.says("李工", "/whoami")

    assert chat.heard("李工") == [
        "您没有权限查看没有查到的问题。如需办理，请把 /whoami 显示的编号告知管理员，由其写入配置文件。",
        ADMITTED,
        "没有人反映查不到的问题。",
        "身份：管理员（可添加文件、重新加载资料）\n编号：21",
    ]
    assert [(row["by"], row["to"], row["name"], row["given"]["capacity"]) for row in rights(chat)] == [
        (0, 21, "李工", "ADMINISTRATOR")
    ]
    scope = json.dumps({"type": "chat", "chat_id": 21}, sort_keys=True)
    assert "reload" in [row["command"] for row in chat.world.menus[scope, ""]]


async def test_an_administrator_stays_one_after_a_restart(chat):
    await chat.says("李工", f"/admin {admin_code.make(chat.data, chat.now)}")
    await chat.restarts()
    chat.desk.settings = dataclasses.replace(chat.desk.settings, people=People())
    chat.heard()
    await chat.says("李工", "/reload")

    assert any(text.startswith("资料已重新加载") for text in chat.heard("李工"))


async def test_it_is_good_for_one(chat):
    code = admin_code.make(chat.data, chat.now)
    await chat.says("李工", f"/admin {code}")
    await chat.says("王科", f"/admin {code}")
    await chat.says("李工", f"/admin {code}")

    assert chat.heard() == [ADMITTED, VOID, "您已经是管理员，不用再办。"]


async def test_guesses_are_counted_recorded_and_end_it(chat):
    code = admin_code.make(chat.data, chat.now)
    for _ in range(6):
        await chat.says("王科", "/admin AAAA-AAAA")
    await chat.says("王科", f"/admin {code}")

    assert chat.heard() == [*(f"验证码不对，还可以试{left}次。" for left in (4, 3, 2, 1)), *[VOID] * 3]
    assert [(row["by"], row["why"]) for row in rights(chat)] == [(22, "验证码不对")] * 5


async def test_after_ten_minutes_it_is_void(chat):
    code = admin_code.make(chat.data, chat.now)
    chat.later(minutes=11)
    await chat.says("李工", f"/admin {code}")

    assert chat.heard() == [VOID]


async def test_a_code_that_a_group_has_read_admits_nobody(chat):
    code = admin_code.make(chat.data, chat.now)
    await chat.says("李工", "/admin AAAA-AAAA", "整改群")
    await chat.says("李工", f"/admin {code}", "整改群")
    await chat.says("王科", f"/admin {code}")

    assert chat.heard() == [
        "验证码不要在群里发，请私聊机器人发送。",
        "验证码已在群里公开，现已作废。请在终端重新运行 duban admin，再私聊机器人发送。",
        VOID,
    ]


async def test_an_anonymous_administrator_of_a_group_is_refused_before_the_code_is_looked_at(chat):
    code = admin_code.make(chat.data, chat.now)
    update = chat.world.updates.add(
        "message",
        {
            "message_id": 7,
            "from": {"id": 1087968824, "is_bot": True, "first_name": "Group"},
            "sender_chat": {"id": -300, "type": "group", "title": "整改群"},
            "date": int(chat.now.timestamp()),
            "chat": {"id": -300, "type": "group", "title": "整改群"},
            "text": f"/admin {code}",
            "entities": [{"type": "bot_command", "offset": 0, "length": 6}],
        },
    )
    await chat.settled(update)
    await chat.says("李工", f"/admin {code}")

    assert chat.heard() == ["匿名身份或频道身份不能成为管理员，请以个人身份私聊机器人办理。", ADMITTED]


async def test_without_a_code_it_is_said_where_to_get_one(chat):
    await chat.says("李工", "/admin")

    assert chat.heard() == [
        "请私聊机器人发送“/admin 验证码”；验证码由服务器管理人员在终端运行 duban admin 取得。"
    ]


async def test_of_many_who_send_it_at_once_one_is_admitted(chat):
    code = admin_code.make(chat.data, chat.now)
    updates = [
        chat.world.says(number, f"/admin {code}", number) for number in (21, 22, 23, 24) for _ in range(3)
    ]
    for update in updates:
        await chat.settled(update)

    said = chat.heard()
    assert said.count(ADMITTED) == 1
    assert len([row for row in rights(chat) if "given" in row]) == 1


async def test_the_terminal_prints_it_while_the_bot_runs(chat, capsys):
    await asyncio.to_thread(main, ["admin", "--data", str(chat.data)])
    first, command = capsys.readouterr().out.splitlines()
    kept = json.loads((chat.data / admin_code.FILE).read_text())
    kept["until"] = (chat.now + admin_code.LIFE).isoformat()  # the test's clock is not the terminal's
    (chat.data / admin_code.FILE).write_text(json.dumps(kept))
    await chat.says("李工", command)

    assert first == "请在 10 分钟内私聊机器人发送（只能用一次，输错 5 次作废）："
    assert chat.heard() == [ADMITTED]


async def test_who_is_named_in_the_configuration_is_an_administrator_too(chat):
    assert await known(chat.desk, 23) is None
    chat.desk.settings = dataclasses.replace(chat.desk.settings, people=People((23,)))

    named = await known(chat.desk, 23)

    assert (named.name, [post.capacity for post in named.posts]) == ("管理员", [Capacity.ADMINISTRATOR])


async def test_the_last_administrator_cannot_be_removed(chat):
    people, today = chat.store.people, chat.now.date()
    for who in ("李工", "王科"):
        await chat.says(who, f"/admin {admin_code.make(chat.data, chat.now)}")
    await people.end(22, today, 21, chat.now)

    with pytest.raises(NotAllowed, match="最后一位管理员"):
        await people.end(21, today, 21, chat.now)
    assert (await people.find(21)).posts[0].until is None

    assert await people.end(21, today, 21, chat.now, administrators=(23,))  # config.toml names another
