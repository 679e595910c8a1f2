"""The ledger in the store: read as it was recorded, sealed, seen by the one rule, changed one at a time."""

from __future__ import annotations

import asyncio
import json
import sqlite3
from collections.abc import Awaitable, Callable
from contextlib import closing
from datetime import date, datetime
from pathlib import Path

import pytest

from bot.errors import Conflict, NotFound, StoreError
from bot.ledger.entry import Entry, State
from bot.ledger.event import Event, Evidence, Facts, Step
from bot.ledger.lists import waiting
from bot.ledger.people import EVERYTHING, Capacity, Person, Post, Scope
from bot.ledger.sight import may_see, sight
from bot.ledger.steps import take
from bot.store.ledger import Why
from bot.store.lists import Listing, Page, Wanted
from bot.store.store import Store
from tests.ledger.office import ADMIN, HOUSING, LI, ROADS, RULES, ZONE, brought_to, opened, submit

NOW = datetime(2026, 6, 1, 9, tzinfo=ZONE)
TODAY = NOW.date()
SUPERVISOR = Person(22, "王科", (Post(Capacity.SUPERVISOR, "督查室"),))
ALL = sight(SUPERVISOR, None, TODAY)


def through(data: Path, work: Callable[[Store], Awaitable[None]]) -> None:
    async def run() -> None:
        store = await Store.open(data)
        try:
            await work(store)
        finally:
            await store.close()

    asyncio.run(run())


async def recorded(store: Store, *histories: tuple[Event, ...]) -> None:
    """Record whole histories, each as an entry of its own number."""
    for history in histories:
        entry = Entry(0)
        for event in history:
            if event.step is Step.OPEN:

                def opening(number: int, event: Event = event) -> tuple[Entry, Event]:
                    return take(Entry(number), Step.OPEN, event.by, event.at, RULES, event.facts)

                (entry,) = await store.ledger.open([opening], RULES)
            else:
                entry, new = take(entry, event.step, event.by, event.at, RULES, event.facts)
                await store.ledger.record(entry, new, RULES)


def test_every_state_is_read_back_as_it_was(tmp_path: Path) -> None:
    stories = [brought_to(state) for state in State if state is not State.NEW]

    async def work(store: Store) -> None:
        await recorded(store, *(story.entry.history for story in stories))
        for number, story in enumerate(stories, 1):
            entry = await store.ledger.entry(number)
            assert entry is not None
            assert (entry.state, entry.tracks) == (story.entry.state, story.entry.tracks)
            assert [entry.slim()] == await store.ledger.slim([number])

    through(tmp_path, work)


def test_a_step_of_the_same_number_is_a_conflict_and_nothing_is_recorded(tmp_path: Path) -> None:
    async def work(store: Store) -> None:
        await recorded(store, opened().entry.history)
        entry = await store.ledger.entry(1)
        assert entry is not None
        one, first = take(entry, Step.ACKNOWLEDGE, LI, NOW, RULES)
        other, second = take(
            entry, Step.RETURN, LI, datetime(2026, 5, 7, 9, tzinfo=ZONE), RULES, Facts(reason="不是")
        )
        await store.ledger.record(one, first, RULES)
        with pytest.raises(Conflict, match="刚刚有人办过"):
            await store.ledger.record(other, second, RULES)
        assert await store.ledger.entry(1) == one
        assert [one.slim()] == await store.ledger.slim([1])

    through(tmp_path, work)


def test_what_an_update_led_to_is_known_after_it(tmp_path: Path) -> None:
    async def work(store: Store) -> None:
        await recorded(store, opened().entry.history)
        entry = await store.ledger.entry(1)
        assert entry is not None
        after, event = take(entry, Step.ACKNOWLEDGE, LI, NOW, RULES)
        assert await store.ledger.already(77) == []
        await store.ledger.record(after, event, RULES, Why(heard=77))
        assert await store.ledger.already(77) == [event]

    through(tmp_path, work)


def test_openings_come_all_or_none(tmp_path: Path) -> None:
    good = opened().entry.history[0]

    def opening(number: int) -> tuple[Entry, Event]:
        return take(Entry(number), Step.OPEN, good.by, good.at, RULES, good.facts)

    def refused(number: int) -> tuple[Entry, Event]:
        return take(Entry(number), Step.OPEN, LI, good.at, RULES, good.facts)

    async def work(store: Store) -> None:
        with pytest.raises(Exception, match="不能办"):
            await store.ledger.open([opening, refused], RULES)
        assert await store.ledger.entry(1) is None
        assert [e.number for e in await store.ledger.open([opening, opening], RULES)] == [1, 2]

    through(tmp_path, work)


@pytest.mark.parametrize(
    ("change", "told"),
    [
        ("UPDATE record SET json = replace(json, '不属', '不归') WHERE id = 2", "第 2 条记录内容与封签不符"),
        ("DELETE FROM record WHERE id = 2", "第 2 条记录缺失"),
        ("UPDATE record SET person = 99 WHERE id = 1", "第 1 条记录内容与封签不符"),
    ],
)
def test_an_altered_record_is_found_and_stops_the_ledger(tmp_path: Path, change: str, told: str) -> None:
    async def fill(store: Store) -> None:
        await recorded(store, brought_to(State.RETURNED).entry.history, opened().entry.history)

    through(tmp_path, fill)
    with closing(sqlite3.connect(tmp_path / "duban.db")) as db:
        db.executescript(f"DROP TRIGGER record_no_update; DROP TRIGGER record_no_delete; {change};")

    async def look(store: Store) -> None:
        assert str(store.ledger.broken[0]).startswith(told)
        assert any(told in note for note in store.notes)
        entry = await store.ledger.entry(2)  # what is there is still read
        assert entry is not None
        with pytest.raises(StoreError, match=r"未保存：台账第 \d 条记录"):
            await store.ledger.record(*take(entry, Step.ACKNOWLEDGE, LI, NOW, RULES), RULES)

    through(tmp_path, look)


def test_records_cannot_be_changed(tmp_path: Path) -> None:
    async def fill(store: Store) -> None:
        await recorded(store, opened().entry.history)

    through(tmp_path, fill)
    with closing(sqlite3.connect(tmp_path / "duban.db")) as db:
        for change in ("UPDATE record SET person = 1", "DELETE FROM record"):
            with pytest.raises(sqlite3.IntegrityError, match="append-only"):
                db.execute(change)


def test_copies_are_made_anew_from_the_records(tmp_path: Path) -> None:
    stories = [brought_to(state) for state in State if state is not State.NEW]

    async def fill(store: Store) -> None:
        await recorded(store, *(story.entry.history for story in stories))

    through(tmp_path, fill)
    with closing(sqlite3.connect(tmp_path / "duban.db")) as db:
        before = db.execute("SELECT * FROM entry ORDER BY number").fetchall()
        db.executescript("PRAGMA foreign_keys = ON; DELETE FROM entry WHERE number > 3;")

    async def look(store: Store) -> None:
        assert store.stale_copies
        assert await store.ledger.rebuild(RULES) == len(stories)

    through(tmp_path, look)
    with closing(sqlite3.connect(tmp_path / "duban.db")) as db:
        assert db.execute("SELECT * FROM entry ORDER BY number").fetchall() == before


PEOPLE = {
    "督查": SUPERVISOR,
    "住建": Person(21, "李工", (Post(Capacity.MEMBER, HOUSING),)),
    "交通": Person(25, "赵工", (Post(Capacity.MEMBER, ROADS),)),
    "验收": Person(26, "孙科", (Post(Capacity.MEMBER, "县生态环境局"),)),
    "领导": Person(27, "陈县长", (Post(Capacity.LEADER, "县政府"),)),
    "片": Person(28, "周科", (Post(Capacity.READER, scope=Scope(towns=("沙河镇",))),)),
    "外人": Person(29, "外人", ()),
    "审计": Person(30, "审计", (Post(Capacity.AUDITOR),)),
}
CHATS = (None, Scope(), EVERYTHING, Scope(units=(ROADS,)), Scope(towns=("青山镇",)))


@pytest.fixture(scope="module")
def office(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A ledger with entries in all states, of two units and two towns."""
    data = tmp_path_factory.mktemp("office")
    stories = [brought_to(state) for state in State if state is not State.NEW]
    stories += [
        opened(ROADS, town="青山镇", leader=""),
        opened(HOUSING, ROADS, town=""),
        submit(opened().at("05-07", Step.ACKNOWLEDGE, LI), "05-20"),
        opened()
        .at("05-07", Step.ACKNOWLEDGE, LI)
        .at("05-10", Step.ASK_EXTENSION, LI, reason="汛期", until=date(2026, 8, 1)),
    ]

    async def fill(store: Store) -> None:
        await recorded(store, *(story.entry.history for story in stories))

    through(data, fill)
    return data


@pytest.mark.parametrize("today", [date(2026, 6, 1), date(2026, 7, 5), date(2026, 12, 31)])
@pytest.mark.parametrize("who", PEOPLE)
def test_the_tables_see_what_the_rule_lets_see(office: Path, who: str, today: date) -> None:
    async def look(store: Store) -> None:
        every = await store.ledger.every(ALL)
        assert len(every) == 14
        for chat in CHATS:
            seen = sight(PEOPLE[who], chat, today)
            right = [e for e in every if may_see(PEOPLE[who], e, chat, today)]
            assert await store.ledger.every(seen) == right
            overdue = await store.ledger.listed(Wanted(Listing.OVERDUE, count=99), seen, today, RULES)
            assert {e.number for e in overdue.entries} == {e.number for e in right if e.overdue(today)}
            waits = waiting(right, PEOPLE[who].actors(today), today, RULES)
            found = await store.ledger.may_wait(PEOPLE[who].actors(today), seen, today)
            assert waiting(found, PEOPLE[who].actors(today), today, RULES) == waits

    through(office, look)


def test_lists_come_in_pieces(office: Path) -> None:
    async def look(store: Store) -> None:
        whole = await store.ledger.listed(Wanted(Listing.UNIT, HOUSING, count=99), ALL, TODAY, RULES)
        pieces: list[Entry] = []
        for start in range(0, whole.total, 3):
            page: Page = await store.ledger.listed(Wanted(Listing.UNIT, HOUSING, start, 3), ALL, TODAY, RULES)
            assert page.total == whole.total
            pieces += page.entries
        assert tuple(pieces) == whole.entries
        assert [e.due for e in whole.entries if e.due] == sorted(e.due for e in whole.entries if e.due)
        waits = await store.ledger.listed(Wanted(Listing.ACCEPTANCE), ALL, TODAY, RULES)
        assert (
            all(any(t.state is State.SUBMITTED for t in e.tracks) for e in waits.entries) and waits.total == 2
        )
        asked = await store.ledger.listed(Wanted(Listing.EXTENSION), ALL, TODAY, RULES)
        assert [e.tracks[0].asked is not None for e in asked.entries] == [True]
        stale = await store.ledger.listed(Wanted(Listing.STALE), ALL, date(2026, 5, 13), RULES)
        assert 0 < stale.total < whole.total

    through(office, look)


def test_evidence_is_kept_once_and_checked_when_fetched(tmp_path: Path) -> None:
    async def work(store: Store) -> None:
        await recorded(store, opened().at("05-07", Step.ACKNOWLEDGE, LI).entry.history)
        piece = await store.ledger.keep(b"\xff\xd8photo", ".jpg")
        assert await store.ledger.keep(b"\xff\xd8photo", ".jpg") == piece
        assert await store.ledger.evidence(piece.digest) is None  # not named by any step yet
        entry = await store.ledger.entry(1)
        assert entry is not None
        said = Facts(text="已进场", share=60, evidence=(Evidence(piece.digest),))
        await store.ledger.record(
            *take(entry, Step.REPORT, LI, NOW, RULES, said), RULES, Why(pieces=(piece,))
        )
        assert await store.ledger.evidence(piece.digest) == b"\xff\xd8photo"
        (path,) = (tmp_path / "evidence").rglob("*.jpg")
        path.write_bytes(b"\xff\xd8other")
        with pytest.raises(NotFound, match="被改动过"):
            await store.ledger.evidence(piece.digest)
        with pytest.raises(StoreError, match="空的"):
            await store.ledger.keep(b"", ".jpg")
        with pytest.raises(StoreError, match="20 MB"):
            await store.ledger.keep(bytes(21 * 2**20), ".jpg")

    through(tmp_path, work)


def test_posts_are_given_ended_and_inherited(tmp_path: Path) -> None:
    li, he = Person(21, "李工"), Person(31, "何工")

    async def work(store: Store) -> None:
        given = await store.people.admit(
            li, Post(Capacity.MEMBER, HOUSING, since=date(2026, 5, 1)), ADMIN.id, NOW
        )
        again = await store.people.admit(li, Post(Capacity.MEMBER, HOUSING, since=TODAY), ADMIN.id, NOW)
        assert given == again and len(given.held(TODAY)) == 1
        after = await store.people.hand_over(21, he, ADMIN.id, NOW, TODAY)
        assert after.held(TODAY) == () and after.held(date(2026, 6, 2))[0].unit == HOUSING
        left = await store.people.find(21)
        assert left is not None and left.held(TODAY) and not left.held(date(2026, 6, 2))
        with pytest.raises(NotFound):
            await store.people.end(21, TODAY, ADMIN.id, NOW)
        assert [p.id for p in await store.people.holding(Capacity.MEMBER, TODAY, HOUSING)] == [21]

    through(tmp_path, work)
    with closing(sqlite3.connect(tmp_path / "duban.db")) as db:
        kinds = [json.loads(text) for (text,) in db.execute("SELECT json FROM record WHERE kind = 'RIGHT'")]
    assert [next(iter(sorted(said))) for said in kinds] == ["given", "ended", "given"]


def test_requests_are_decided_once(tmp_path: Path) -> None:
    async def work(store: Store) -> None:
        asked = await store.people.ask(Person(21, "李工"), Capacity.MEMBER, HOUSING, NOW)
        assert (await store.people.ask(Person(21, "李工程师"), Capacity.MEMBER, HOUSING, NOW)).id == asked.id
        assert [a.name for a in await store.people.everybody_asking()] == ["李工程师"]
        assert await store.people.decline(asked.id, ADMIN.id, NOW) is not None
        assert await store.people.decline(asked.id, ADMIN.id, NOW) is None
        asked = await store.people.ask(Person(21, "李工"), Capacity.MEMBER, HOUSING, NOW)
        await store.people.admit(Person(21, "李工"), Post(Capacity.MEMBER, HOUSING), ADMIN.id, NOW)
        assert await store.people.asking(asked.id) is None

    through(tmp_path, work)


def test_a_binding_goes_with_the_group(tmp_path: Path) -> None:
    async def work(store: Store) -> None:
        chat = await store.remember_chat(-5, "group", "住建群")
        await store.people.bind(chat, Scope(units=(HOUSING,)), ADMIN.id, NOW)
        await store.migrate_chat(-5, -1005)
        assert await store.people.bound(-1005) == Scope(units=(HOUSING,))
        assert await store.people.bound(-5) is None

    through(tmp_path, work)


def test_the_inbox_gives_back_what_was_not_answered(tmp_path: Path) -> None:
    async def first(store: Store) -> None:
        assert await store.inbox.keep([(1, "a"), (2, "b"), (3, "c")]) == [1, 2, 3]
        assert await store.inbox.keep([(3, "c"), (4, "d")]) == [4]
        await store.inbox.answered([1, 3])

    async def later(store: Store) -> None:
        assert await store.inbox.again() == (["b", "d"], 0)
        await store.inbox.answered([2])
        assert await store.inbox.keep([(2, "b")]) == []

    async def again(store: Store) -> None:
        assert await store.inbox.again() == (["d"], 0)

    async def in_vain(store: Store) -> None:
        assert await store.inbox.again() == ([], 1)

    for work in (first, later, again, again, again, again, in_vain):
        through(tmp_path, work)


def test_drafts_live_a_day(tmp_path: Path) -> None:
    async def work(store: Store) -> None:
        await store.drafts.put(21, 21, {"step": "REPORT"}, NOW)
        assert await store.drafts.find(21, 21, NOW) == {"step": "REPORT"}
        assert await store.drafts.find(21, 5, NOW) is None
        assert await store.drafts.find(21, 21, datetime(2026, 6, 2, 10, tzinfo=ZONE)) is None
        assert await store.drafts.drop(21, 21) and not await store.drafts.drop(21, 21)

    through(tmp_path, work)
