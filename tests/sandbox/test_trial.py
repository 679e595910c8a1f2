"""The trial: what is there after a restart, who is there, what time it is, and the working copy."""

from __future__ import annotations

import asyncio
import shutil
import sqlite3
from datetime import date, datetime, timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest
from visitor import CHEN, KNOWLEDGE, PATIENCE, Life, Page

from bot.duty import Document, Known, Repaired
from bot.errors import AlreadyRunning, StoreError
from bot.ledger.people import EVERYTHING, Scope
from bot.ledger.sight import Sight
from bot.sandbox import copies
from bot.sandbox.cast import ADMINISTRATORS, GROUPS, PEOPLE
from bot.sandbox.shelf import File
from bot.sandbox.trial import Trial, cleared, opening, served

SHANGHAI = ZoneInfo("Asia/Shanghai")
SAMPLE = Path(__file__).parents[2] / "knowledge"


async def test_what_was_said_is_there_after_a_restart_and_the_clock_goes_on(life, page, settings):
    await page.does(do="say", who=CHEN, chat=CHEN, text="餐饮油烟谁负责")
    await page.does(do="move", to="2026-12-24T08:00")
    async with asyncio.timeout(PATIENCE):
        while len(life.trial.world.rooms[CHEN].messages) < 2:
            await asyncio.sleep(0.01)
    await page.closes()
    await life.ends()

    life.trial = (again := Life(await Trial.open(settings))).trial
    await again.begins()
    opened = await again.page()
    world = await opened.hears("world")
    (chat,) = (chat for chat in world["chats"] if chat["id"] == CHEN)
    life.ends = again.ends  # the fixture ends what runs now

    assert chat["messages"][0]["text"] == "餐饮油烟谁负责"
    assert chat["messages"][1]["text"].startswith("开展餐饮油烟整治")
    assert again.trial.clock().date() == date(2026, 12, 24)
    await opened.closes()


BROKEN = [
    pytest.param("message", "10001/1", "[]", id="a message that is none"),
    pytest.param("message", "x", "{}", id="a message of no chat"),
    pytest.param("room", "10001", "{}", id="a chat without a name"),
    pytest.param("update", "1", "{}", id="an update without a number"),
    pytest.param("clock", "", '"x"', id="no time"),
    pytest.param("clock", "", "1e300", id="a time that no clock shows"),
]


@pytest.mark.parametrize(("kind", "key", "row"), BROKEN)
async def test_what_was_kept_and_makes_no_sense_does_not_keep_it_from_starting(settings, kind, key, row):
    trial = await Trial.open(settings)
    await trial.close()
    with sqlite3.connect(settings.paths.data / "sandbox" / "telegram.db") as db:
        db.execute("INSERT OR REPLACE INTO kept VALUES (?, ?, ?)", [kind, key, row])
    db.close()
    again = Life(await Trial.open(settings))
    await again.begins()
    page = await again.page()
    world = await page.hears("world")
    told = await page.does(do="say", who=CHEN, chat=CHEN, text="餐饮油烟谁负责")
    await page.closes()
    await again.ends()

    assert "refused" not in told
    assert [chat["messages"] for chat in world["chats"]] == [[]] * 8
    assert again.trial.clock().year < 2100


async def test_a_broken_database_of_the_trial_is_told_with_the_way_out(settings):
    home = settings.paths.data / "sandbox"
    home.mkdir(parents=True)
    (home / "duban.db").write_bytes(b"no database" * 500)

    with pytest.raises(
        StoreError, match=r"数据库已损坏.*试用的内容都在 .*sandbox，删去这个文件夹即可重新开始。"
    ):
        await Trial.open(settings)


async def test_a_file_of_the_chats_that_was_cut_off_is_not_there(settings):
    trial = await Trial.open(settings)
    number = trial.world.files.add(File("a.txt", b"x"))
    (settings.paths.data / "sandbox" / "files" / number).write_bytes(b'"a.t')

    assert number not in trial.world.files
    await trial.close()


# ---- beginning anew


async def test_beginning_anew_leaves_what_a_first_start_leaves(settings):
    """Also the deed itself is known: a page that did not hear that it is done repeats it in the new life."""
    lives, stop, told = [], asyncio.Event(), asyncio.Event()

    def begins(trial: Trial) -> None:
        lives.append(trial)
        told.set()

    serving = asyncio.create_task(served(settings, None, stop, lambda _: None, begins))
    await told.wait()
    home = settings.paths.data / "sandbox"
    while not lives[0].site.port:
        await asyncio.sleep(0.01)
    page = await Page.of(lives[0].site.address)
    await page.does(do="say", who=CHEN, chat=CHEN, text="餐饮油烟谁负责")
    await page.does(do="move", to="day")
    (home / "knowledge" / "添加.txt").write_text("x", "utf-8")
    lives[0].world.files.add(File("a.txt", b"x"))
    told.clear()
    await page.does("anew", do="anew")
    await page.is_left()
    async with asyncio.timeout(PATIENCE):
        await told.wait()
        while not lives[1].site.port:
            await asyncio.sleep(0.01)
    assert lives[1].site.port == lives[0].site.port
    page = await Page.of(lives[1].site.address)
    world = await page.hears("world")
    again = await page.does("anew", do="anew")
    await page.closes()
    stop.set()
    assert await serving == 0

    assert again == {"is": "done", "id": "anew"}
    assert len(lives) == 2
    assert [chat["messages"] for chat in world["chats"]] == [[]] * 8
    assert lives[1].clock.ahead < lives[0].clock.ahead - timedelta(hours=23)
    assert len(lives[1].world.files) == 0
    assert not (home / "knowledge" / "添加.txt").exists()


async def test_nothing_is_cleared_while_another_trial_holds_the_folder(life, settings):
    home = settings.paths.data / "sandbox"
    before = sorted(home.rglob("*"))
    with pytest.raises(AlreadyRunning):
        cleared(home)

    assert sorted(home.rglob("*")) == before


async def test_two_trials_on_one_folder_are_refused(life, settings):
    with pytest.raises(AlreadyRunning):
        await Trial.open(settings)


async def test_who_is_there():
    assert len(PEOPLE) == 6
    assert len(GROUPS) == 2
    assert ADMINISTRATORS == (10_006,)
    assert all(3 <= len(person.suggestions) <= 7 for person in PEOPLE)


async def test_the_office_is_at_work_when_a_trial_begins(settings):
    """People are admitted, groups bound, and each unit has a matter; a restart changes nothing of it."""
    shutil.rmtree(settings.paths.knowledge)
    shutil.copytree(SAMPLE, settings.paths.knowledge)
    for _ in range(2):
        trial = await Trial.open(settings)
        people = await trial.store.people.every()
        scopes = [await trial.store.people.bound(group.number) for group in GROUPS]
        entries = await trial.store.ledger.every(Sight(None))
        await trial.close()

        assert [(one.name, one.posts[0].capacity) for one in people] == [(p.name, p.capacity) for p in PEOPLE]
        assert people[1].posts[0].unit == "青溪区住房和城乡建设局"
        assert scopes == [
            EVERYTHING,
            Scope(("青溪区砚池街道办事处", "砚湖旅游度假区管理委员会"), ("砚池街道",)),
        ]
        assert [one.units[0] for one in entries][:3] == [p.posts[0].unit for p in people[:3]]
        assert entries[3].order.leader == "程立谦"


async def test_another_county_s_knowledge_is_no_hindrance(settings):
    """Its directory knows neither the units of the cast nor those of the groups."""
    trial = await Trial.open(settings)
    people = await trial.store.people.every()
    await trial.close()

    assert [one.name for one in people] == [p.name for p in PEOPLE]


# ---- the clock


@pytest.mark.parametrize(
    ("to", "expected"),
    [
        pytest.param("day", datetime(2026, 10, 20, 9, 30, tzinfo=SHANGHAI), id="a day on"),
        pytest.param("friday", datetime(2026, 10, 30, 15, 0, tzinfo=SHANGHAI), id="Friday of next week"),
        pytest.param("2026-06-01T08:15", datetime(2026, 6, 1, 8, 15, tzinfo=SHANGHAI), id="a date"),
    ],
)
async def test_the_clock_is_moved(life, page, to, expected):
    await page.does(do="move", to="2026-10-19T09:30")
    await page.does(do="move", to=to)

    assert abs(life.trial.clock() - expected) < timedelta(minutes=1)
    assert abs(life.trial.desk.now() - expected) < timedelta(minutes=1)


async def test_the_clock_comes_back_to_now(life, page):
    await page.does(do="move", to="2030-01-01T00:00")
    await page.does(do="move", to="now")

    assert abs(life.trial.clock.ahead) < timedelta(seconds=1)


def document(day: date | None) -> Document:
    return Document("a.txt", "", Repaired("", "", (), ()), day=day, day_known=Known.STATED)


NOW = datetime(2026, 11, 27, 18, tzinfo=SHANGHAI)
MONDAY = datetime(2026, 10, 19, 9, tzinfo=SHANGHAI)


@pytest.mark.parametrize(
    ("days", "expected"),
    [
        pytest.param([date(2026, 10, 12), date(2026, 3, 1)], MONDAY, id="the Monday after"),
        pytest.param([date(2026, 10, 16)], MONDAY, id="from a Friday"),
        pytest.param([date(2026, 11, 26)], NOW, id="never later than now"),
        pytest.param([None], NOW, id="no day at all"),
        pytest.param([], NOW, id="no document at all"),
    ],
)
def test_a_first_trial_begins_in_the_time_of_the_documents(days, expected):
    assert opening(NOW, map(document, days)) == expected


# ---- the working copy


def test_the_original_is_taken_over_and_what_was_added_stays(tmp_path):
    source, copy = tmp_path / "knowledge", tmp_path / "data" / "knowledge"
    shutil.copytree(KNOWLEDGE, source)
    copies.refreshed(source, copy)
    (copy / "添加.txt").write_text("x", "utf-8")
    (source / "大会.txt").unlink()
    (source / "units.toml").write_text("# 改了", "utf-8")

    assert copies.refreshed(source, copy) == copy
    assert sorted(path.name for path in copy.iterdir()) == ["units.toml", "河湖方案.txt", "添加.txt"]
    assert (copy / "units.toml").read_text("utf-8") == "# 改了"


@pytest.mark.parametrize("content", ["", "{", "5", "null"])
def test_a_record_that_was_cut_off_takes_nothing_away(tmp_path, content):
    source, copy = tmp_path / "knowledge", tmp_path / "copy"
    shutil.copytree(KNOWLEDGE, source)
    copies.refreshed(source, copy)
    copy.with_name("copy.json").write_text(content, "utf-8")
    copies.refreshed(source, copy)

    assert sorted(path.name for path in copy.iterdir()) == sorted(path.name for path in source.iterdir())


def test_without_an_original_the_refusal_names_it(tmp_path):
    assert copies.refreshed(tmp_path / "none", tmp_path / "copy") == tmp_path / "none"
