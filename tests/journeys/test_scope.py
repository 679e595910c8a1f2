"""No message and no file that reaches a chat holds an entry that its reader may not see there.

Every entry has a mark of its own in its words; everybody tries everything in every chat, and what arrives is
looked through for marks. What may be seen is said by `may_see` alone.
"""

from __future__ import annotations

import re
from datetime import date
from io import BytesIO

import pytest
from openpyxl import load_workbook

from bot.chat import app as application
from bot.chat.ledger.caller import rules
from bot.chat.ledger.keys import STEPS
from bot.chat.render import callback
from bot.duty import Deadline
from bot.exports.kinds import Kind
from bot.ledger.entry import Entry
from bot.ledger.event import Evidence, Facts, Step
from bot.ledger.people import EVERYTHING, Capacity, Person, Post, Scope
from bot.ledger.sight import may_see
from bot.ledger.steps import take
from bot.store.ledger import Why
from tests.journeys.staff import NEW_YEAR
from tests.ledger.office import order

UNITS, TOWNS = ("住建局", "交通局", "县水利局"), ("沙河镇", "山口镇")
#: Of every unit in every town one.
TRIED = range(1, 7)
MARK = re.compile(r"〖(\d+)〗")
WHO = {
    "李工": Post(Capacity.MEMBER, "住建局", since=NEW_YEAR),
    "王科": Post(Capacity.SUPERVISOR, "督查室", since=NEW_YEAR),
    "<b>张&": Post(Capacity.READER, scope=Scope(units=("交通局",), towns=("山口镇",)), since=NEW_YEAR),
}
BOUND = {
    "to a unit": Scope(units=("住建局",)),
    "to another": Scope(units=("交通局",), towns=("山口镇",)),
    "to everything": EVERYTHING,
    "to nothing": None,
}
LISTS = ("", "全部", "逾期", "待验收", "久未更新", "待批延期", *UNITS, *TOWNS, "陈县长", "河道")
WORDS = (
    "{n}号到哪一步了",
    "{n}号签收",
    "{n}号已完成，已清运",
    "{n}号验收通过",
    "{n}号延期到12月1日",
    "查一下第{n}项",
)


@pytest.fixture
async def crowd(stage, monkeypatch):
    """Twelve entries of three units and two towns, in several states, each with a piece of evidence."""
    chat = stage
    for limit in ("A_SECOND", "A_MINUTE_IN_A_GROUP"):  # thousands of messages, and nobody to spare
        monkeypatch.setattr(application, limit, 0)
    await chat.begins()
    people, settings = chat.store.people, rules(chat.desk)
    for name, post in WHO.items():
        await people.admit(Person(chat.PEOPLE[name], name), post, 23, chat.now)
    boss = Person(23, "管理员", (Post(Capacity.SUPERVISOR),)).actors(chat.now.date())[0]
    for number in range(1, 13):
        unit = UNITS[number % 3]
        piece = await chat.store.ledger.keep(f"〖{number}〗".encode(), ".txt")
        said = {"matter": f"整治河道〖{number}〗", "town": TOWNS[number % 2], "parts": order(unit).parts[:1]}
        ordered = order(unit, **said, deadline=Deadline("3月底前", date(2026, 3, 19 + number)), quote=None)
        facts = Facts(order=ordered, evidence=(Evidence(piece.digest),))
        opening = [lambda n, facts=facts: take(Entry(n), Step.OPEN, boss, chat.now, settings, facts)]
        (entry,) = await chat.store.ledger.open(opening, settings, Why(pieces=(piece,)))
        await _worked_on(chat, entry, unit, number)
    yield chat
    await chat.ends()


async def _worked_on(chat, entry: Entry, unit: str, number: int) -> None:
    (actor,) = Person(30 + number, "干事", (Post(Capacity.MEMBER, unit),)).actors(chat.now.date())
    settings, evidence = rules(chat.desk), (Evidence("ab" * 32),)
    later = {"reason": f"汛期〖{number}〗", "until": date(2026, 12, 1)}
    done = {"text": f"已清运〖{number}〗", "met": settings.conditions, "evidence": evidence}
    doings = ((Step.ACKNOWLEDGE, {}), (Step.ASK_EXTENSION, later), (Step.SUBMIT, done))
    for step, said in doings[: number % 4]:
        entry, event = take(entry, step, actor, chat.now, settings, Facts(unit=unit, **said))
        await chat.store.ledger.record(entry, event, settings)


class Watch:
    """Looks through all that reaches chats."""

    def __init__(self, chat, scope: Scope | None):
        self.chat, self.scope, self.seen = chat, scope, 0
        self.files = set(chat.world.files)

    async def look(self, who: str, group: str | None, did: str) -> None:
        """Check what came of what somebody *did*, in every chat that it came to."""
        texts = [(chat_id, text) for chat_id, text in self.chat._heard]
        texts += [(None, text) for text in self.chat.toasts()]  # is shown to who pressed
        self.chat.heard()
        for name in set(self.chat.world.files) - self.files:
            self.files.add(name)
            texts.append((None, _read(self.chat.world.files[name])))
        here = group and self.chat.GROUPS[group]
        for chat_id, text in texts:
            shown = {int(number) for number in MARK.findall(text)}
            allowed = shown and await self._allowed(who, chat_id if chat_id is not None else here)
            self.seen += len(shown)
            assert shown <= allowed, f"{who} in {group} did {did!r}: {text}"

    async def _allowed(self, who: str, chat_id: int | None) -> set[int]:
        """Return what may be said in a chat on account of somebody; in private on its owner's."""
        private = chat_id is None or chat_id > 0
        number = chat_id if chat_id is not None and private else self.chat.PEOPLE[who]
        person = await self.chat.store.people.find(number)
        if number == self.chat.PEOPLE["管理员"]:
            person = Person(number, "管理员", (Post(Capacity.ADMINISTRATOR),))
        scope = None if private else self.scope or Scope()
        entries = [await self.chat.store.ledger.entry(n) for n in range(1, 13)]
        return {e.number for e in entries if may_see(person, e, scope, self.chat.now.date())}


def _read(file) -> str:
    if file.name.endswith(".xlsx"):
        book = load_workbook(BytesIO(file.content))
        return "\n".join(str(cell.value) for sheet in book for row in sheet for cell in row if cell.value)
    return file.content.decode("utf-8", "replace")


async def _bind(chat, scope: Scope | None) -> None:
    await chat.says("王科", "/whoami", "整改群")
    key = (await chat.store.chat(chat.GROUPS["整改群"])).id
    if scope is not None:
        await chat.store.people.bind(key, scope, 23, chat.now)
    chat.heard()
    chat.toasts()


def _said(group: str | None) -> list[str]:
    """Return all that somebody may try to read or to do, by every number and every list."""
    said = [
        "/mine",
        "/handover",
        "/export",
        "/open",
        "/finding 河道边堆放垃圾",
        "整治河道谁负责",
        "/due",
        "/people",
    ]
    said += [f"/list {name}".strip() for name in LISTS]
    said += [f"/{word} {n}" for word in ("entry", "report", "export") for n in TRIED]
    said += [f"/report {n} 已进场 60%" for n in TRIED]
    said += (
        [f"/export {kind} {form}" for kind in Kind for form in ("xlsx", "csv", "ics")] if not group else []
    )
    words = [word.format(n=n) for word in WORDS for n in TRIED]
    return said + [f"{word} @duban_bot" if group else word for word in words]


async def _tries_to_say(chat, watch: Watch, who: str, group: str | None) -> None:
    for text in _said(group):
        await chat.says(who, text, group)
        await watch.look(who, group, text)
        if not group:  # leave no dialogue open, but look at what it says in the end
            await chat.says(who, "取消")
            await watch.look(who, group, "取消")


async def _tries_to_press(chat, watch: Watch, who: str, group: str | None) -> None:
    """Press what stands under others' messages: every entry, its history, its evidence and every step."""
    under = chat.last(group or who)
    datas = [callback(name, n) for name in ("le", "lh", "lv") for n in TRIED]
    for n in TRIED[:3]:
        seq = (await chat.store.ledger.entry(n)).seq
        datas += [callback("ls", n, seq, step, 1) for step in range(len(STEPS))] + [
            callback("ls", n, 1, 1, 1)
        ]
    datas += [callback("lx", kind) for kind in range(len(Kind))]
    for data in datas:
        await chat.settled(chat.world.presses(chat.PEOPLE[who], under, data))
        await watch.look(who, group, data)


async def test_in_private_nobody_reads_more_than_they_may(crowd):
    watch = Watch(crowd, None)
    await _bind(crowd, None)
    for who in ("<b>张&", "李工", "王科"):
        await _tries_to_say(crowd, watch, who, None)
        await _tries_to_press(crowd, watch, who, None)
    assert watch.seen > 300


@pytest.mark.parametrize("scope", BOUND.values(), ids=BOUND)
async def test_in_a_group_both_must_be_allowed(crowd, scope):
    watch = Watch(crowd, scope)
    await _bind(crowd, scope)
    for who in ("<b>张&", "李工", "王科"):
        await _tries_to_say(crowd, watch, who, "整改群")
        await _tries_to_press(crowd, watch, who, "整改群")
    assert (watch.seen > 50) == (scope is not None)


async def test_the_next_page_of_a_list_is_its_readers(crowd):
    """A list that a supervisor asked for is turned over by somebody who may see less of it."""
    watch = Watch(crowd, EVERYTHING)
    await _bind(crowd, EVERYTHING)
    await crowd.says("王科", "/list 全部", "整改群")
    await watch.look("王科", "整改群", "/list 全部")
    for who in ("李工", "<b>张&", "王科"):
        await crowd.presses(who, "下一页", "整改群")
        await watch.look(who, "整改群", "下一页")
    assert watch.seen > 10


async def test_a_conflict_is_told_only_to_who_may_see_the_entry(crowd):
    """Buttons in a group that was bound to less meanwhile say nothing of what it no longer covers."""
    await _bind(crowd, EVERYTHING)
    for number in range(1, 13):
        await crowd.says("王科", f"/entry {number}", "整改群")
    watch = Watch(crowd, BOUND["to a unit"])
    await _bind(crowd, BOUND["to a unit"])
    room = crowd.world.rooms[crowd.GROUPS["整改群"]]
    for message in list(room.messages.values()):
        for row in message.get("reply_markup", {}).get("inline_keyboard", []):
            for button in row:
                await crowd.settled(crowd.world.presses(22, message, button["callback_data"]))
                await watch.look("王科", "整改群", button["text"])
    await crowd.says("王科", "餐饮油烟谁负责", "整改群", to_bot=True)
    await watch.look("王科", "整改群", "a question")
