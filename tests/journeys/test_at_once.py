"""Two people press one button in the same instant, 200 times: one effect each time, the other is told."""

from __future__ import annotations

import pytest

from bot.chat import app as application
from bot.chat.ledger.keys import STEPS
from bot.chat.limits import Limits
from bot.chat.render import callback
from bot.ledger.event import Step
from bot.ledger.people import Capacity
from tests.journeys.staff import HOUSING, admit, opened

TIMES = 200
BOTH = ("李工", "<b>张&")


@pytest.fixture
async def unit(stage, monkeypatch):
    """Two of one unit, and a Telegram that lets 400 answers through in no time."""
    monkeypatch.setattr(application, "A_SECOND", 2_000)
    await stage.begins()
    stage.desk.presses = Limits(0, 0)
    for name in BOTH:
        await admit(stage, name, Capacity.MEMBER, HOUSING)
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
