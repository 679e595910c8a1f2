"""Thousands of random histories: whatever `take` accepts keeps the promises of the ledger."""

from __future__ import annotations

import json
from collections import Counter
from datetime import date, timedelta

from histories import CHOICES, accepted
from hypothesis import HealthCheck, given, settings

from bot.codec import from_json, to_json
from bot.errors import Refusal
from bot.ledger.entry import SETTLED, Entry, State
from bot.ledger.event import Event, Step
from bot.ledger.folding import fold
from bot.ledger.table import NEXT, TABLE, Concerns

HISTORIES = 2_000
JUDGING = (Step.ACCEPT, Step.REFUSE, Step.SIGN_OFF, Step.PUBLISH, Step.CONFIRM, Step.GRANT_EXTENSION)


def check(before: Entry, after: Entry, event: Event, today: date) -> None:
    """What holds after every step that was accepted."""
    step, by = event.step, event.by
    concerns = TABLE[step].concerns
    if concerns is Concerns.UNIT:
        was = before.track(event.facts.unit)
        now = after.track(event.facts.to if step is Step.TRANSFER else event.facts.unit)
        assert was and now and now.state is NEXT[was.state, step]
    if step in JUDGING:
        judged = [was] if concerns is Concerns.UNIT else before.tracks
        assert by.id not in {hand.id for track in judged for hand in track.hands}
        assert {track.unit for track in judged}.isdisjoint(by.units)
    if after.state in SETTLED:
        assert not any(after.overdue(today + timedelta(days=n)) for n in (0, 1, 400))
        assert all(track.state in SETTLED for track in after.tracks)
    if step is Step.SIGN_OFF:
        assert before.notice and today > before.notice.last
    if after.state is State.ON_NOTICE:
        assert after.notice
    assert after.relapses == sum(e.step is Step.REOPEN for e in after.history)
    assert (after.number, after.seq, len(after.history)) == (17, before.seq + 1, before.seq + 1)
    assert after.history[:-1] == before.history


TAKEN: Counter[Step] = Counter()
REFUSED: Counter[Step] = Counter()


@settings(
    max_examples=HISTORIES,
    derandomize=True,
    deadline=None,
    database=None,
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large],
)
@given(CHOICES)
def one_history(drawn: bytes) -> None:
    entry = Entry(17)

    def refused(step: Step, refusal: Refusal) -> None:
        assert str(refusal).endswith("。") and "None" not in str(refusal)
        REFUSED[step] += 1

    for before, after, event, today in accepted(entry, drawn, refused):
        check(before, after, event, today)
        TAKEN[event.step] += 1
        entry = after
    if entry.history:
        lines = [json.dumps(to_json(event), ensure_ascii=False) for event in entry.history]
        read = [from_json(Event, json.loads(line)) for line in lines]
        assert fold(read) == entry
        slim = entry.slim()
        assert from_json(Entry, to_json(slim)) == slim


def test_whatever_is_accepted_keeps_the_promises():
    TAKEN.clear()
    REFUSED.clear()
    one_history()

    print(f"taken {TAKEN.total()}, refused {REFUSED.total()}: {dict(TAKEN)}")  # noqa: T201 - by pytest -s
    assert set(TAKEN) == set(Step), "every step is reached"
    assert min(TAKEN.values()) >= 5
