"""Groups: only what is meant for the bot is answered; groups move, and put the bot out."""

from __future__ import annotations

import pytest

from bot.errors import StoreError
from bot.sandbox.faults import Fault
from bot.sandbox.refusals import bad_request
from bot.store.store import Store

ANSWER = "开展餐饮油烟整治：县市场监管局（牵头）"


@pytest.mark.parametrize(
    "text",
    [
        pytest.param("/ask 餐饮油烟谁负责", id="a command"),
        pytest.param("/ask@duban_bot 餐饮油烟谁负责", id="a command with the name"),
        pytest.param("@duban_bot 餐饮油烟谁负责", id="a mention in front"),
        pytest.param("餐饮油烟谁负责 @Duban_Bot", id="a mention behind, in any case"),
    ],
)
async def test_what_is_meant_for_the_bot_is_answered(chat, text):
    await chat.says("李工", text, "整改群")

    assert chat.first_line() == ANSWER


async def test_the_answer_hangs_on_the_question(chat):
    await chat.says("李工", "/ask 餐饮油烟谁负责", "整改群")

    assert chat.world.rooms[chat.GROUPS["整改群"]].messages[2]["reply_to_message"]["message_id"] == 1


async def test_a_reply_to_the_bot_is_a_question(chat):
    await chat.says("李工", "/ask 建筑工地扬尘谁负责", "整改群")
    chat.heard()
    await chat.says("王科", "餐饮油烟呢，谁负责", "整改群", to_bot=True)

    assert chat.first_line() == ANSWER


async def test_talk_is_left_alone_even_where_the_bot_hears_everything(chat):
    chat.world.me["can_read_all_group_messages"] = True
    await chat.restarts()
    await chat.says("李工", "餐饮油烟谁负责", "整改群")
    await chat.says("李工", "@duban_bot2 餐饮油烟谁负责", "整改群")

    assert chat.heard() == []
    assert any("隐私模式已关闭" in told for told in chat.told)


async def test_a_mention_without_a_question_is_told_how(chat):
    await chat.says("李工", "@duban_bot", "整改群")

    assert chat.heard() == ["请在@机器人后写上问题，例如：餐饮油烟谁负责"]


async def test_a_number_is_not_said_in_a_group(chat):
    await chat.says("李工", "/whoami", "整改群")

    assert chat.heard() == ["身份：普通用户（可查询）\n编号请私聊机器人查看"]


async def test_a_group_that_moves_keeps_its_key(chat):
    await chat.settled(chat.world.removes_bot(21, chat.GROUPS["整改群"]))
    key = await chat.store.chat(chat.GROUPS["整改群"])
    await chat.settled(chat.world.migrates(chat.GROUPS["整改群"], chat.SUPERGROUP))

    moved = await chat.store.chat(chat.SUPERGROUP)
    assert (moved.id, moved.kind) == (key.id, "supergroup")
    assert await chat.store.chat(chat.GROUPS["整改群"]) is None


async def test_an_answer_follows_a_group_that_moved_meanwhile(chat):
    update = chat.world.says(21, "/ask 餐饮油烟谁负责", chat.GROUPS["整改群"])
    chat.world.migrates(chat.GROUPS["整改群"], chat.SUPERGROUP, silently=True)
    await chat.settled(update)

    assert [m["text"].split("\n")[0] for m in chat.world.rooms[chat.SUPERGROUP].messages.values()] == [ANSWER]
    assert (await chat.store.chat(chat.SUPERGROUP)).kind == "supergroup"


async def test_a_chat_that_puts_the_bot_out_is_marked(chat):
    await chat.settled(chat.world.blocks(21))
    assert (await chat.store.chat(21)).state == "left"

    await chat.settled(chat.world.unblocks(21))
    assert (await chat.store.chat(21)).state == "active"


async def test_an_answer_to_somebody_who_blocked_meanwhile_hurts_nobody(chat):
    await chat.says("李工", "餐饮油烟谁负责")
    chat.world.rooms[21].barred = "bot was blocked by the user"
    await chat.says("李工", "秸秆禁烧谁管")
    chat.heard()
    await chat.says("王科", "餐饮油烟谁负责")

    assert (await chat.store.chat(21)).state == "left"
    assert chat.first_line() == ANSWER


async def test_an_anonymous_administrator_may_ask(chat):
    await chat.settled(chat.world.says_anonymously("/ask 餐饮油烟谁负责", chat.GROUPS["整改群"]))

    assert chat.first_line() == ANSWER


async def test_a_topic_is_answered_in_the_topic(chat):
    await chat.settled(in_topic(chat, 42))

    sent = [call.params for call in chat.api.calls if call.method == "sendMessage"]
    assert sent[-1]["message_thread_id"] == "42"


async def test_a_topic_that_is_gone_is_answered_in_the_group(chat):
    chat.api.faults.add("sendMessage", Fault(refusal=bad_request("message thread not found")))
    await chat.settled(in_topic(chat, 42))

    sent = [call.params for call in chat.api.calls if call.method == "sendMessage"]
    assert "message_thread_id" not in sent[-1]
    assert chat.first_line() == ANSWER


def in_topic(chat, thread):
    """Let somebody ask in a topic of the group."""
    message = {
        "message_id": 1,
        "from": chat.world.people[21],
        "date": int(chat.now.timestamp()),
        "chat": chat.world.rooms[chat.GROUPS["整改群"]].chat,
        "text": "/ask 餐饮油烟谁负责",
        "entities": [{"type": "bot_command", "offset": 0, "length": 4}],
        "message_thread_id": thread,
        "is_topic_message": True,
    }
    return chat.world.updates.add("message", message)


async def test_a_store_that_cannot_write_does_not_stop_answers(chat, monkeypatch):
    async def full(*_):
        raise StoreError("未保存：磁盘已满，请管理员清出空间后重试。")

    monkeypatch.setattr(Store, "remember_chat", full)
    await chat.says("李工", "餐饮油烟谁负责")

    assert chat.first_line() == ANSWER
