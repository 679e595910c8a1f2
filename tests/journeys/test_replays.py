"""What was begun, heard or done before the program was stopped is gone on with after it, once."""

from __future__ import annotations

import json
from dataclasses import dataclass

import pytest

from bot.chat.ledger.caller import rules
from bot.ledger.entry import Entry, State
from bot.ledger.event import Facts, Step
from bot.ledger.people import Capacity, Person, Post
from bot.ledger.steps import take
from bot.store.ledger import Why
from tests.journeys.staff import HOUSING, NEW_YEAR, opened, picture, state, steps, submitted
from tests.ledger.office import order

WHO = {
    "李工": Person(21, "李工", (Post(Capacity.MEMBER, HOUSING, since=NEW_YEAR),)),
    "王科": Person(22, "王科", (Post(Capacity.SUPERVISOR, "督查室", since=NEW_YEAR),)),
}


@dataclass(frozen=True)
class Heard:
    """An update that an earlier life acknowledged and did not answer."""

    number: int
    text: str

    @property
    def kept(self) -> tuple[int, str]:
        return self.number, self.text


def message(chat, who: str, text: str, number: int = 900) -> Heard:
    person = chat.world.people[chat.PEOPLE[who]]
    said = {
        "message_id": 800,
        "from": person,
        "date": int(chat.now.timestamp()),
        "chat": {"id": person["id"], "type": "private"},
        "text": text,
    }
    if text.startswith("/"):
        said["entities"] = [{"type": "bot_command", "offset": 0, "length": len(text.split(maxsplit=1)[0])}]
    return Heard(number, json.dumps({"update_id": number, "message": said}))


def press(chat, who: str, label: str, number: int = 900) -> Heard:
    """Return the press of a button under somebody's last message."""
    under = chat.last(who)
    rows = under["reply_markup"]["inline_keyboard"]
    data = next(b["callback_data"] for row in rows for b in row if b["text"].startswith(label))
    query = {
        "id": "q1",
        "from": chat.world.people[chat.PEOPLE[who]],
        "message": under,
        "chat_instance": "1",
        "data": data,
    }
    return Heard(number, json.dumps({"update_id": number, "callback_query": query}))


async def killed_after(chat, heard: Heard, *does: tuple[str, Step, Facts], number: int = 1) -> None:
    """Let the program be stopped after it heard an update and recorded steps for it; start it again."""
    await chat.store.inbox.keep([heard.kept])
    settings = rules(chat.desk)
    for who, step, facts in does:
        entry = await chat.store.ledger.entry(number)
        (actor,) = WHO[who].actors(chat.now.date())
        entry, event = take(entry, step, actor, chat.now, settings, facts)
        await chat.store.ledger.record(entry, event, settings, Why(heard.number))
    await starts_again(chat)


async def starts_again(chat) -> None:
    """Let the program be stopped and started, and answer what it had heard."""
    chat.heard()
    await chat.restarts()
    await chat.says("<b>张&", "/help")  # comes after what was kept
    await chat.app.bot_data["inbox"].settled()
    assert (await chat.store.inbox.again())[0] == []


def told(chat, who: str) -> list[str]:
    """Return what somebody was told since."""
    return chat.heard(who)


# ---- drafts


async def test_a_dialogue_goes_on_after_a_restart(office):
    chat = office
    await opened(chat)
    await chat.says("李工", "1号签收")
    await chat.says("李工", "/report 1")
    await chat.restarts()
    await chat.says("李工", "已进场施工，完成60%")
    await chat.shows("李工", picture(1))
    await chat.restarts()
    chat.heard()
    await chat.presses("李工", "发完了")

    assert "情况：已进场施工，完成60%；完成比例：60%；材料：照片1件" in chat.heard()[0]
    assert await steps(chat) == [Step.ACKNOWLEDGE, Step.REPORT]


async def test_a_yes_that_is_waited_for_outlives_a_restart(office):
    chat = office
    await submitted(chat)
    await chat.says("王科", "1号验收通过")
    await chat.restarts()
    await chat.presses("王科", "确认验收")

    assert await state(chat) is State.ACCEPTED


async def test_a_dialogue_is_not_gone_on_with_the_day_after(office):
    chat = office
    await opened(chat)
    await chat.says("李工", "1号签收")
    await chat.says("李工", "/report 1")
    chat.later(hours=24, seconds=1)
    chat.heard()
    await chat.says("李工", "餐饮油烟谁负责")

    assert chat.first_line() == "开展餐饮油烟整治：县市场监管局（牵头）"


# ---- heard, not answered


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("1号签收", "台账第 1 项：李工签收，现为“整改中”。"),
        ("/entry 1", "台账第 1 项 完成河道沿线垃圾整治：待签收"),
        ("餐饮油烟谁负责", "开展餐饮油烟整治：县市场监管局（牵头）"),
    ],
)
async def test_what_was_heard_and_not_answered_is_answered_once(office, text, expected):
    chat = office
    await opened(chat)
    await killed_after(chat, message(chat, "李工", text))
    (said,) = told(chat, "李工")
    assert said.startswith(expected)

    await starts_again(chat)
    assert told(chat, "李工") == []


async def test_a_press_that_was_heard_is_done_once(office):
    chat = office
    await opened(chat)
    await chat.says("李工", "/entry 1")
    await killed_after(chat, press(chat, "李工", "签收"))

    assert told(chat, "李工")[0].startswith("台账第 1 项：李工签收，现为“整改中”。")
    assert await steps(chat) == [Step.ACKNOWLEDGE]


# ---- done, and the reply was lost

ACKNOWLEDGED = ("李工", Step.ACKNOWLEDGE, Facts(unit=HOUSING))
REPORTED = ("李工", Step.REPORT, Facts(unit=HOUSING, text="已进场"))
BLOCKED = ("李工", Step.BLOCK, Facts(unit=HOUSING, reason="用地未批", to="县自然资源局"))


async def test_words_whose_step_was_recorded(office):
    chat = office
    await opened(chat)
    await killed_after(chat, message(chat, "李工", "1号签收"), ACKNOWLEDGED)

    assert [text.split("\n")[0] for text in told(chat, "李工")] == ["台账第 1 项：李工签收，现为“整改中”。"]
    assert await steps(chat) == [Step.ACKNOWLEDGE]


async def test_a_press_whose_step_was_recorded(office):
    chat = office
    await opened(chat)
    await chat.says("李工", "/entry 1")
    await killed_after(chat, press(chat, "李工", "签收"), ACKNOWLEDGED)

    assert [text.split("\n")[0] for text in told(chat, "李工")] == ["台账第 1 项：李工签收，现为“整改中”。"]
    assert await steps(chat) == [Step.ACKNOWLEDGE]


async def test_a_report_in_one_line_whose_step_was_recorded(office):
    chat = office
    await opened(chat)
    await chat.says("李工", "1号签收")
    await killed_after(chat, message(chat, "李工", "/report 1 已进场"), REPORTED)

    (text,) = told(chat, "李工")
    assert text.startswith("台账第 1 项：李工报进展，现为“整改中”。\n记下：情况：已进场")
    assert await steps(chat) == [Step.ACKNOWLEDGE, Step.REPORT]


@pytest.mark.parametrize("kept", [True, False], ids=["before the draft was dropped", "after"])
async def test_the_last_answer_of_a_dialogue_whose_step_was_recorded(office, kept):
    chat = office
    await opened(chat)
    for text in ("1号签收", "1号受阻，用地未批"):
        await chat.says("李工", text)
    if not kept:
        await chat.store.drafts.drop(21, 21)
    await killed_after(chat, message(chat, "李工", "县自然资源局"), BLOCKED)

    (text,) = told(chat, "李工")
    assert text.startswith("台账第 1 项：李工报受阻，现为“受阻”。")
    assert await steps(chat) == [Step.ACKNOWLEDGE, Step.BLOCK]
    assert await chat.store.drafts.find(21, 21, chat.now) is None


async def test_a_yes_whose_step_was_recorded(office):
    chat = office
    await submitted(chat)
    await chat.says("王科", "1号验收通过")
    before = await steps(chat)
    await killed_after(chat, press(chat, "王科", "确认验收"), ("王科", Step.ACCEPT, Facts(unit=HOUSING)))

    assert [text.split("\n")[0] for text in told(chat, "王科")] == ["台账第 1 项：王科验收，现为“已验收”。"]
    assert await steps(chat) == [*before, Step.ACCEPT]


async def test_of_two_steps_in_one_message_the_second_is_still_taken(office):
    chat = office
    await opened(chat)
    await opened(chat)
    await killed_after(chat, message(chat, "李工", "1号、2号签收"), ACKNOWLEDGED)

    assert [text.split("\n")[0] for text in told(chat, "李工")] == [
        "台账第 1 项：李工签收，现为“整改中”。",
        "台账第 2 项：李工签收，现为“整改中”。",
    ]
    assert (await steps(chat, 1), await steps(chat, 2)) == ([Step.ACKNOWLEDGE], [Step.ACKNOWLEDGE])


async def test_entries_that_were_opened_are_told_though_the_button_is_forgotten(office):
    chat = office
    await chat.says("王科", "/open")
    heard, settings = press(chat, "王科", "全部立项"), rules(chat.desk)
    (actor,) = WHO["王科"].actors(chat.now.date())
    facts = Facts(order=order(HOUSING))
    openings = [lambda n: take(Entry(n), Step.OPEN, actor, chat.now, settings, facts)] * 3
    await chat.store.ledger.open(openings, settings, Why(heard.number))
    await killed_after(chat, heard)

    assert told(chat, "王科") == ["已立项3项，编号1至3。"]
    assert await chat.store.ledger.entry(4) is None
