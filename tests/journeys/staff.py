"""People of the office, their entries and their pictures, for the journeys through the ledger."""

from __future__ import annotations

from datetime import date, datetime
from io import BytesIO
from zoneinfo import ZoneInfo

from PIL import Image

from bot.chat.ledger.caller import rules
from bot.ledger.entry import Entry, State
from bot.ledger.event import Facts, Step
from bot.ledger.people import Capacity, Person, Post, Scope
from bot.ledger.steps import take
from tests.ledger.office import PHOTO, order

HOUSING, ROADS = "住建局", "交通局"
NEW_YEAR = date(2026, 1, 1)
_SHANGHAI = ZoneInfo("Asia/Shanghai")


def picture(shade: int) -> bytes:
    file = BytesIO()
    Image.new("RGB", (64, 48), (shade, 90, 90)).save(file, "JPEG")
    return file.getvalue()


def on(chat, day: str) -> None:
    """Let it be nine o'clock on *day*."""
    chat.now = datetime.fromisoformat(day).replace(hour=9, tzinfo=_SHANGHAI)


async def admit(chat, name: str, capacity: Capacity, unit: str = "", scope: Scope | None = None) -> None:
    """Let somebody hold a post since New Year."""
    post = Post(capacity, unit, scope or Scope(), NEW_YEAR)
    await chat.store.people.admit(Person(chat.PEOPLE[name], name), post, chat.PEOPLE["管理员"], chat.now)


async def opened(chat, *units: str, **said) -> Entry:
    """Open an entry for 住建局, or for *units*."""
    (actor,) = Person(22, "王科", (Post(Capacity.SUPERVISOR, "督查室"),)).actors(chat.now.date())
    settings, facts = rules(chat.desk), Facts(order=order(*(units or (HOUSING,)), **said))
    (entry,) = await chat.store.ledger.open(
        [lambda number: take(Entry(number), Step.OPEN, actor, chat.now, settings, facts)], settings
    )
    return entry


async def state(chat, number: int = 1) -> State:
    entry = await chat.store.ledger.entry(number)
    return entry.state


async def steps(chat, number: int = 1) -> list[Step]:
    """Return the steps that were recorded, after the first."""
    entry = await chat.store.ledger.entry(number)
    assert [event.seq for event in entry.history] == list(range(1, len(entry.history) + 1))
    return [event.step for event in entry.history[1:]]


async def submitted(chat, *units: str) -> int:
    """Open an entry for 住建局 and bring it to 待验收; return its number."""
    entry, settings = await opened(chat, *units), rules(chat.desk)
    (actor,) = Person(21, "李工", (Post(Capacity.MEMBER, HOUSING),)).actors(chat.now.date())
    done = Facts(text="已完成", met=settings.conditions, evidence=(PHOTO,))
    for step, facts in ((Step.ACKNOWLEDGE, Facts()), (Step.SUBMIT, done)):
        entry, event = take(entry, step, actor, chat.now, settings, facts)
        await chat.store.ledger.record(entry, event, settings)
    return entry.number
