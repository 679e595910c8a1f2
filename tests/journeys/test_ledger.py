"""The ledger as people meet it: joining, a duty's way to its sign-off, and what is said on the way."""

from __future__ import annotations

from bot.chat.ledger.caller import rules
from bot.ledger.entry import Entry
from bot.ledger.event import Step
from bot.ledger.people import Capacity, Person, Post
from bot.ledger.steps import take
from tests.ledger.office import order

HOUSING = "住建局"


async def office(chat) -> None:
    """Admit the people and open one entry."""
    people = chat.store.people
    await people.admit(Person(21, "李工"), Post(Capacity.MEMBER, HOUSING), 23, chat.now)
    await people.admit(Person(22, "王科"), Post(Capacity.SUPERVISOR, "督查室"), 23, chat.now)
    await opened(chat)


async def opened(chat, **said) -> Entry:
    actor = Person(22, "王科", (Post(Capacity.SUPERVISOR, "督查室"),)).actors(chat.now.date())[0]
    from bot.ledger.event import Facts

    settings = rules(chat.desk)
    facts = Facts(order=order(HOUSING, **said))
    (entry,) = await chat.store.ledger.open(
        [lambda number: take(Entry(number), Step.OPEN, actor, chat.now, settings, facts)], settings
    )
    return entry


async def test_joining(chat):
    await chat.says("李工", "/join 住建局")
    print(chat.heard())
    print(chat.labels("管理员"))
    await chat.presses("管理员", "批准")
    print(chat.heard())
    await opened(chat)
    await chat.says("李工", "/mine")
    print("\n".join(chat.heard()))
    await chat.says("李工", "/entry 1")
    print("\n".join(chat.heard()), chat.labels())
    await chat.presses("李工", "签收")
    print("\n".join(chat.heard()), chat.labels())
    await chat.says("李工", "/report 1 已进场施工 60%")
    print("\n".join(chat.heard()), chat.labels())
    await chat.says("李工", "1号已完成")
    print("\n".join(chat.heard()), chat.labels())
    await chat.says("李工", "已全部清运")
    print("\n".join(chat.heard()), chat.labels())
    assert 0
