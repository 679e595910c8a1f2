"""Hundreds of random histories: what `take` accepts is recorded, and read back as it was."""

from __future__ import annotations

import asyncio
from collections import Counter
from pathlib import Path

from hypothesis import HealthCheck, given, settings

from bot.ledger.entry import Entry
from bot.ledger.event import Step
from bot.ledger.sight import Sight
from bot.store import entries, records
from bot.store.store import Store
from tests.ledger.histories import CHOICES, accepted
from tests.ledger.office import RULES

HISTORIES = 200
EVERYTHING = Sight(None)


async def record(store: Store, number: int, drawn: bytes, taken: Counter[Step]) -> Entry | None:
    """Record a history step by step; return the entry it leads to."""
    entry = None
    for _, after, event, _ in accepted(Entry(number), drawn):
        if event.step is Step.OPEN:
            await store.ledger.open([lambda _, made=(after, event): made], RULES)
        else:
            await store.ledger.record(after, event, RULES)
        taken[event.step] += 1
        entry = after
    return entry


def test_whatever_is_accepted_is_read_back_equal(tmp_path: Path) -> None:
    taken: Counter[Step] = Counter()
    with asyncio.Runner() as runner:
        store = runner.run(Store.open(tmp_path))
        expected: list[Entry] = []

        @settings(
            max_examples=HISTORIES,
            derandomize=True,
            deadline=None,
            database=None,
            suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large],
        )
        @given(CHOICES)
        def one_history(drawn: bytes) -> None:
            number = len(expected) + 1
            entry = runner.run(record(store, number, drawn, taken))
            found = runner.run(store.ledger.entry(number))
            assert found == entry
            if found is not None and entry is not None:
                assert found.history == entry.history
                assert runner.run(store.ledger.slim([number])) == [entry.slim()]
                expected.append(entry)

        one_history()
        every = runner.run(store.ledger.every(EVERYTHING))
        assert every == [entry.slim() for entry in expected]
        assert runner.run(store._threads.read(entries.differing)) == []
        assert runner.run(store._threads.read(records.verified)) == []
        runner.run(store.close())

    assert len(expected) >= HISTORIES / 2
    assert set(taken) == set(Step), "every step was recorded"
