"""The chats under keys of our own, and the log of reloads that nobody changes."""

from __future__ import annotations

import sqlite3
from datetime import timedelta

import pytest
from knowledge_samples import NOW

from bot.store.reloads import Outcome, Reload


async def test_a_chat_is_remembered_under_one_key(store):
    key = await store.remember_chat(-5, "group", "督办群")
    again = await store.remember_chat(-5, "group", "督办群（新）")
    await store.mark_chat(-5, "left")

    found = await store.chat(-5)

    assert again == key
    assert (found.id, found.title, found.state) == (key, "督办群（新）", "left")
    assert await store.chat(-6) is None


@pytest.mark.parametrize(
    ("known", "kept"),
    [
        pytest.param([-5], -5, id="the old id is known"),
        pytest.param([-5, -1005], -5, id="both are known: the older key stays"),
        pytest.param([-1005, -5], -5, id="whichever was entered first"),
        pytest.param([-1005], -1005, id="asked again"),
    ],
)
async def test_a_group_that_becomes_a_supergroup_keeps_its_key(store, known, kept):
    keys = {chat: await store.remember_chat(chat, "group", "督办群") for chat in known}

    found = [await store.migrate_chat(-5, -1005) for _ in range(2)]

    assert found == [keys[kept]] * 2
    assert (await store.chat(-1005)).id == keys[kept]
    assert await store.chat(-5) is None


async def test_a_group_nobody_knows_does_not_appear_by_migrating(store):
    assert await store.migrate_chat(-5, -1005) is None
    assert await store.chat(-1005) is None


async def test_the_log_of_reloads_gives_back_what_was_recorded(store):
    first = Reload(NOW, Outcome.PUBLISHED, 10001, 1, documents=7, duties=80, new=80, problems=2)
    second = Reload(NOW + timedelta(hours=1), Outcome.FAILED, note="磁盘已满")
    for reload in (first, second):
        await store.record_reload(reload)

    assert await store.reloads() == [second, first]
    assert await store.reloads(1) == [second]


@pytest.mark.parametrize(
    "sql",
    [
        pytest.param("UPDATE reload_log SET person = 1", id="changed"),
        pytest.param("DELETE FROM reload_log", id="removed"),
        pytest.param("INSERT OR REPLACE INTO reload_log SELECT * FROM reload_log", id="replaced"),
    ],
)
async def test_the_log_of_reloads_is_never(store, sql):
    await store.record_reload(Reload(NOW, Outcome.UNCHANGED))

    with pytest.raises(sqlite3.IntegrityError, match="append-only"):
        await store._threads.write(lambda db: db.execute(sql))

    assert len(await store.reloads()) == 1
