"""Two people press one button in the same instant, 200 times: one effect each time, the other is told."""

from __future__ import annotations

import pytest

from bot.chat import app as application
from bot.chat.ledger.keys import STEPS
from bot.chat.render import callback
from bot.ledger.event import Step
from bot.ledger.people import Capacity
from tests.journeys.staff import HOUSING, admit, opened, steps, submitted

TIMES = 200
BOTH, JUDGES = ("李工", "<b>张&"), ("王科", "管理员")


@pytest.fixture
async def unit(stage, monkeypatch):
    """Two of one unit, two who judge, and a Telegram that lets 400 answers through in no time."""
    monkeypatch.setattr(application, "A_SECOND", 2_000)
    await stage.begins()
    for name in BOTH:
        await admit(stage, name, Capacity.MEMBER, HOUSING)
    for name in JUDGES:
        await admit(stage, name, Capacity.SUPERVISOR, "督查室")
    yield stage
    await stage.ends()


async def test_one_effect_each_time_and_the_other_is_told(unit):
    chat = unit
    for _ in range(TIMES):
        await opened(chat)
    for name in BOTH:
        await chat.says(name, "/mine")
    chat.heard()

    press, last = STEPS.index(Step.ACKNOWLEDGE), None
    for number in range(1, TIMES + 1):
        for name in BOTH if number % 2 else reversed(BOTH):
            data = callback("ls", number, 1, press, 1)
            last = chat.world.presses(chat.PEOPLE[name], chat.last(name), data)
    await chat.settled(last)

    entries = [await chat.store.ledger.entry(number) for number in range(1, TIMES + 1)]
    assert [[event.step for event in entry.history] for entry in entries] == [
        [Step.OPEN, Step.ACKNOWLEDGE]
    ] * TIMES
    # who did it is told what is now the case; the other, over the chat, that somebody was faster
    said, told = chat.heard(), chat.toasts()
    done = [text for text in said if "签收，现为“整改中”" in text]
    late = [text for text in (*said, *told) if "没有登记" in text or "不能办“签收”" in text]
    assert (len(done), len(late)) == (TIMES, TIMES)
    assert {entry.history[1].by.name for entry in entries} <= set(BOTH)


async def test_of_two_who_were_asked_and_say_yes_one_accepts(unit):
    chat = unit
    for number in range(1, TIMES // 4 + 1):
        await submitted(chat)
        for name in JUDGES:
            await chat.says(name, f"{number}号验收通过")
        presses = [(name, chat.last(name)) for name in JUDGES]
        chat.heard()
        chat.toasts()
        for name, asked in presses:
            yes = asked["reply_markup"]["inline_keyboard"][0][0]["callback_data"]
            last = chat.world.presses(chat.PEOPLE[name], asked, yes)
        await chat.settled(last)

        assert await steps(chat, number) == [Step.ACKNOWLEDGE, Step.SUBMIT, Step.ACCEPT]
        (said,), (told,) = chat.heard(), filter(None, chat.toasts())
        assert "验收，现为“已验收”" in said and "您这一步没有登记" in told


async def test_what_came_too_late_leaves_no_question_open(unit):
    chat = unit
    await submitted(chat)
    for name in JUDGES:
        await chat.says(name, "1号验收通过")
    for name in JUDGES:
        await chat.presses(name, "确认验收")
    chat.heard()
    await chat.says("管理员", "餐饮油烟谁负责")

    assert chat.first_line() == "开展餐饮油烟整治：县市场监管局（牵头）"
