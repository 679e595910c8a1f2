"""Buttons: near matters, more results, the passage before and after, and when they stop working."""

from __future__ import annotations

import pytest

from bot.sandbox.faults import Fault
from bot.sandbox.refusals import bad_request

FORGOTTEN = bad_request("query is too old and response timeout expired or query ID is invalid")


async def test_the_passage_before_and_after(chat):
    await chat.says("李工", "建筑工地扬尘谁负责")
    chat.heard()
    await chat.presses("李工", "前后文")
    (text,) = chat.heard()

    assert text.startswith("来源：《白鹭县召开生态环境问题整改推进会》")
    before, rest = text.split("\n原文\n")
    passage, after = rest.split("\n下文\n")
    assert "餐饮油烟整治" in before
    assert "建筑工地扬尘管控" in passage
    assert after.startswith("　　三、县农业农村局要扛起秸秆禁烧主责")


async def test_a_number_in_a_list_shows_the_whole_duty(chat):
    await chat.says("李工", "县水利局负责什么")
    chat.heard()
    await chat.presses("李工", "1")

    assert chat.first_line() == "加强河道采砂监管：县水利局（牵头）"


async def test_more_results_go_on_where_the_list_stopped(chat):
    items = "\n\n".join(f"{i}、由县林业局牵头开展第{i}号林地复绿整治。" for i in range(1, 21))
    chat.writes("林地.txt", f"白鹭县林地整治清单\n\n2026年3月9日\n\n{items}\n")
    await chat.says("管理员", "/reload")
    await chat.says("李工", "县林业局负责什么")
    total = int(chat.heard("李工")[0].split("共")[1].split("项")[0])
    assert chat.labels()[-1] == f"更多结果（{total - 8}项）"
    await chat.presses("李工", "更多结果")

    assert chat.heard()[0].split("\n")[:2][0] == f"县林业局：共{total}项，第9项起"
    assert chat.labels()[0] == "9"


async def test_near_matters_are_offered_and_can_be_pressed(chat):
    await chat.says("李工", "油烟净化器补贴找谁申请")
    if len(chat.labels()) == 0:
        pytest.fail("no near matter was offered")
    chat.heard()
    await chat.presses("李工", chat.labels()[0])

    assert len(chat.heard()) == 1


async def test_another_person_may_press_a_button_in_a_group(chat):
    await chat.says("李工", "/ask 餐饮油烟谁负责", "整改群")
    chat.heard()
    await chat.presses("王科", "前后文", "整改群")

    assert chat.first_line().startswith("来源：")


async def test_a_button_expires_after_seven_days(chat):
    await chat.says("李工", "餐饮油烟谁负责")
    chat.heard()
    chat.later(days=7, seconds=1)
    await chat.presses("李工", "前后文")

    assert (chat.toasts(), chat.heard()) == (["按钮已过期，请重新提问"], [])


async def test_a_button_from_before_a_reload_says_so(chat):
    await chat.says("李工", "餐饮油烟谁负责")
    await chat.says("管理员", "/reload")
    chat.heard()
    await chat.presses("李工", "前后文")

    assert (chat.toasts(), chat.heard()) == (["资料已更新，按钮失效，请重新提问"], [])


async def test_a_button_from_before_a_restart_is_politely_refused(chat):
    await chat.says("李工", "餐饮油烟谁负责")
    await chat.restarts()
    await chat.says("李工", "县水利局负责什么")
    chat.heard()
    message = chat.world.rooms[21].messages[2]
    await chat.settled(
        chat.world.presses(21, message, message["reply_markup"]["inline_keyboard"][0][0]["callback_data"])
    )

    assert (chat.toasts(), chat.heard()) == (["按钮已过期，请重新提问"], [])


@pytest.mark.parametrize("data", ["", "v1:around:1", "v1:around:zzzzzzzzzzzzz", "rm -rf", "v1:reload:1"])
async def test_a_button_that_was_never_made_is_refused(chat, data):
    await chat.says("李工", "餐饮油烟谁负责")
    chat.heard()
    await chat.settled(chat.world.presses(21, chat.world.rooms[21].messages[2], data))

    assert (chat.toasts(), chat.heard()) == (["按钮已过期，请重新提问"], [])


async def test_a_press_that_telegram_forgot_is_answered_all_the_same(chat):
    await chat.says("李工", "餐饮油烟谁负责")
    chat.heard()
    chat.api.faults.add("answerCallbackQuery", Fault(refusal=FORGOTTEN))
    await chat.presses("李工", "前后文")

    assert chat.first_line().startswith("来源：")


async def test_a_button_under_a_message_telegram_no_longer_shows(chat):
    await chat.says("李工", "建筑工地扬尘谁负责")
    chat.heard()
    sent = chat.world.rooms[21].messages[2]
    gone = {"chat": sent["chat"], "message_id": 2, "date": 0}
    data = sent["reply_markup"]["inline_keyboard"][-1][0]["callback_data"]
    await chat.settled(chat.world.presses(21, gone, data))

    assert chat.first_line().startswith("来源：")


async def test_somebody_who_presses_too_fast_is_told_once(stage):
    await stage.begins(per_minute=20)
    await stage.says("李工", "餐饮油烟谁负责")
    for _ in range(43):  # faster than anybody ticks boxes
        await stage.presses("李工", "前后文")

    assert [toast[:8] for toast in stage.toasts()] == [""] * 40 + ["您的提问过于频繁"]
    await stage.ends()
