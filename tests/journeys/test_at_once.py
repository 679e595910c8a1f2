"""Two people press one button at once, two hundred times: one effect each time, and the other is told."""

from __future__ import annotations

import pytest

from bot.chat import app as application
from bot.chat.ledger.keys import STEPS
from bot.chat.render import callback
from bot.ledger.event import Step
from bot.ledger.people import Capacity
from tests.journeys.staff import HOUSING, admit, opened, state, steps, submitted

PAIRS = 100


@pytest.fixture
async def pairs(stage, monkeypatch):
    """李工 and 张 are of 住建局, 王科 and 管理员 of 督查室."""
    for limit in ("A_SECOND", "A_MINUTE_IN_A_GROUP"):
        monkeypatch.setattr(application, limit, 0)
    await stage.begins()
    for who in ("李工", "<b>张&"):
        await admit(stage, who, Capacity.MEMBER, HOUSING)
    for who in ("王科", "管理员"):
        await admit(stage, who, Capacity.SUPERVISOR, "督查室")
    yield stage
    await stage.ends()


async def pressed_at_once(chat, *presses: tuple[str, str]) -> tuple[list[str], list[str]]:
    """Let people press before any of them is answered; return what was said, and what was refused."""
    chat.heard()
    chat.toasts()
    updates = [chat.world.presses(chat.PEOPLE[who], chat.last(who), data) for who, data in presses]
    for update in updates:
        await chat.settled(update)
    return chat.heard(), [toast for toast in chat.toasts() if toast]


async def shown(chat, *people: str) -> None:
    for who in people:
        await chat.says(who, "/entry 1")


async def test_a_hundred_receipts(pairs):
    chat, two = pairs, ("李工", "<b>张&")
    for _ in range(PAIRS):
        await opened(chat)
    await shown(chat, *two)
    place = STEPS.index(Step.ACKNOWLEDGE)
    presses = [(who, callback("ls", n, 1, place, 1)) for n in range(1, PAIRS + 1) for who in two]
    said, refused = await pressed_at_once(chat, *presses)

    assert [await steps(chat, n) for n in range(1, PAIRS + 1)] == [[Step.ACKNOWLEDGE]] * PAIRS
    assert (len(said), len(refused)) == (PAIRS, PAIRS)
    assert {text.split("：")[0] for text in said} == {f"台账第 {n} 项" for n in range(1, PAIRS + 1)}
    assert all("您这一步没有登记" in toast for toast in refused)


async def test_a_hundred_acceptances(pairs):
    """These are asked for once more; both are asked, and both say yes."""
    chat, two = pairs, ("王科", "管理员")
    for _ in range(PAIRS):
        await submitted(chat)
    await shown(chat, *two)
    for number in range(1, PAIRS + 1):
        accept = callback("ls", number, 3, STEPS.index(Step.ACCEPT), 1)
        asked, _ = await pressed_at_once(chat, *((who, accept) for who in two))
        assert len(asked) == 2
        yes = [chat.last(who)["reply_markup"]["inline_keyboard"][0][0]["callback_data"] for who in two]
        said, refused = await pressed_at_once(chat, *zip(two, yes, strict=True))
        assert (len(said), len(refused)) == (1, 1)
        assert await steps(chat, number) == [Step.ACKNOWLEDGE, Step.SUBMIT, Step.ACCEPT]
        assert "您这一步没有登记" in refused[0]
    assert str(await state(chat, PAIRS)) == "已验收"


async def test_what_was_pressed_too_late_leaves_no_question_open(pairs):
    chat, two = pairs, ("王科", "管理员")
    await submitted(chat)
    for who in two:
        await chat.says(who, "1号验收通过")
    for who in two:
        await chat.presses(who, "确认验收")
    chat.heard()
    await chat.says("管理员", "餐饮油烟谁负责")

    assert chat.first_line() == "开展餐饮油烟整治：县市场监管局（牵头）"
