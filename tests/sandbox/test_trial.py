"""The trial: what is there after a restart, who is there, what time it is, and the working copy."""

from __future__ import annotations

import asyncio
import shutil
from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from visitor import CHEN, KNOWLEDGE, PATIENCE, Life

from bot.duty import Document, Known, Repaired
from bot.errors import AlreadyRunning
from bot.sandbox import copies
from bot.sandbox.cast import ADMINISTRATORS, GROUPS, PEOPLE
from bot.sandbox.trial import Trial, opening

SHANGHAI = ZoneInfo("Asia/Shanghai")


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


async def test_two_trials_on_one_folder_are_refused(life, settings):
    with pytest.raises(AlreadyRunning):
        await Trial.open(settings)


async def test_who_is_there():
    assert len(PEOPLE) == 6
    assert len(GROUPS) == 2
    assert ADMINISTRATORS == (10_006,)
    assert {len(person.suggestions) for person in PEOPLE} == {3}


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


def test_without_an_original_the_refusal_names_it(tmp_path):
    assert copies.refreshed(tmp_path / "none", tmp_path / "copy") == tmp_path / "none"
