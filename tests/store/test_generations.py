"""The copy of the knowledge: whole or not at all, one at a time, and each duty under its key."""

from __future__ import annotations

import asyncio
import sqlite3
from dataclasses import replace

import pytest
from any_nouns import DOCUMENT, DUTY
from hypothesis import given, settings
from hypothesis import strategies as st
from knowledge_samples import NOW, document, duty, raw, reading

from bot.duty import (
    Problem,
    Reading,
    Severity,
)
from bot.errors import StoreError
from bot.store.store import Store


async def test_nothing_published_is_no_generation(store):
    assert await store.current() is None


@settings(max_examples=15, deadline=None)
@given(st.lists(DOCUMENT, max_size=3, unique_by=lambda d: d.file), st.lists(DUTY, max_size=5))
def test_what_is_published_is_what_serves(tmp_path_factory, documents, duties):
    async def journey():
        store = await Store.open(tmp_path_factory.mktemp("data"))
        try:
            number = await store.publish(Reading(tuple(documents), tuple(duties), (), "摘要"), NOW)
            return number, await store.current()
        finally:
            await store.close()

    number, found = asyncio.run(journey())

    assert (found.id, found.made_at, found.digest) == (number, NOW, "摘要")
    assert (found.documents, found.duties) == (tuple(documents), tuple(duties))
    assert len(set(found.keys)) == len(duties)


async def test_a_generation_serves_the_next_start_too(tmp_path, store):
    await store.publish(reading("清淤", "截污"), NOW)
    await store.close()

    again = await Store.open(tmp_path / "data")
    found = await again.current()
    await again.close()

    assert [d.matter for d in found.duties] == ["清淤", "截污"]


async def test_an_empty_reading_can_be_published(store):
    await store.publish(reading("清淤"), NOW)
    await store.publish(Reading((), (), (Problem("a", 1, "空", Severity.ERROR),), ""), NOW)

    found = await store.current()

    assert (found.documents, found.duties, found.keys) == ((), (), ())


async def test_a_duty_keeps_its_key_while_its_words_are_nearly_the_same(store):
    await store.publish(reading("清淤", "截污", "植树"), NOW)
    before = await store.current()
    corrected = replace(before.duties[1], quote=before.duties[1].quote.replace("6月", "9月"))
    new = duty("撤并排口", unit="生态环境分局与住建局一道")
    await store.publish(replace(reading(), duties=(new, corrected, before.duties[0]), digest="2"), NOW)

    after = await store.current()

    assert after.keys[1:] == (before.keys[1], before.keys[0])
    assert after.keys[0] not in before.keys


async def test_a_duty_that_comes_back_gets_the_key_it_had(store):
    await store.publish(reading("清淤"), NOW)
    first = await store.current()
    await store.publish(reading(), NOW)
    await store.publish(reading("清淤"), NOW)

    assert (await store.current()).keys == first.keys


async def test_the_last_three_generations_stay(tmp_path, store):
    numbers = [await store.publish(reading(str(n)), NOW) for n in range(5)]
    await store.close()

    with raw(tmp_path / "data") as db:
        kept = db.execute("SELECT id, active FROM generation ORDER BY id").fetchall()
        parts = db.execute(
            "SELECT DISTINCT generation FROM document UNION SELECT generation FROM duty"
        ).fetchall()

    assert kept == [(numbers[2], 0), (numbers[3], 0), (numbers[4], 1)]
    assert sorted(parts) == [(number,) for number in numbers[2:]]


@pytest.mark.parametrize(
    ("broken", "error"),
    [
        pytest.param(
            Reading((document("一", "甲"), document("一", "乙")), ()),
            sqlite3.IntegrityError,
            id="a file twice",
        ),
        pytest.param(Reading((), (duty("\udcff"),)), StoreError, id="a name that is no text"),
        pytest.param(Reading((), (replace(duty("甲"), parts=None),)), TypeError, id="not a duty"),  # type: ignore
    ],
)
async def test_a_reading_that_cannot_be_written_leaves_the_old_one_serving(store, broken, error):
    await store.publish(reading("清淤"), NOW)
    before = await store.current()

    with pytest.raises(error):
        await store.publish(broken, NOW)

    assert await store.current() == before
    assert await store.publish(reading("截污"), NOW) > before.id


async def test_two_active_generations_cannot_be(tmp_path, store):
    await store.publish(reading("清淤"), NOW)
    await store.publish(reading("截污"), NOW)
    await store.close()

    with raw(tmp_path / "data") as db, pytest.raises(sqlite3.IntegrityError):
        db.execute("UPDATE generation SET active = 1")


async def test_a_generation_of_an_unknown_form_is_as_none_and_is_replaced(tmp_path, store):
    await store.publish(reading("清淤"), NOW)
    await store.close()
    with raw(tmp_path / "data") as db:
        db.execute("UPDATE duty SET json = '{}'")

    again = await Store.open(tmp_path / "data")
    try:
        assert await again.current() is None
        await again.publish(reading("截污"), NOW)
        assert [d.matter for d in (await again.current()).duties] == ["截污"]
    finally:
        await again.close()


async def test_reading_goes_on_while_a_writer_waits(tmp_path, store):
    await store.publish(reading("清淤"), NOW)
    with raw(tmp_path / "data") as other:
        other.execute("BEGIN IMMEDIATE")
        publishing = asyncio.create_task(store.publish(reading("截污"), NOW))
        seen = [d.matter for _ in range(5) for d in (await store.current()).duties]
        waiting = not publishing.done()
        other.execute("ROLLBACK")
        await publishing

    assert waiting
    assert seen == ["清淤"] * 5
    assert [d.matter for d in (await store.current()).duties] == ["截污"]
