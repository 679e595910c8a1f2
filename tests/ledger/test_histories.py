"""Thousands of random histories: whatever `take` accepts keeps the promises of the ledger."""

from __future__ import annotations

import json
from collections import Counter
from datetime import date, datetime, timedelta

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from office import ADMIN, CHEN, CHILDREN, HOUSING, LI, PHOTO, ROADS, RULES, SUN, WANG, ZHAO, ZONE, order

from bot.codec import from_json, to_json
from bot.errors import Refusal
from bot.ledger.entry import SETTLED, Entry, State
from bot.ledger.event import Correction, Event, Facts, Step
from bot.ledger.folding import fold
from bot.ledger.people import Actor, Capacity
from bot.ledger.rights import entitled
from bot.ledger.steps import next_up, possible, take
from bot.ledger.table import NEXT, TABLE, Concerns

HISTORIES = 2_000
#: Zhao also has a post in the office, Li's double is a supervisor: neither may judge what they worked on.
TWO_HATS = Actor(ZHAO.id, ZHAO.name, Capacity.SUPERVISOR, "督查室", also=(ROADS,))
DOUBLE = Actor(LI.id, LI.name, Capacity.SUPERVISOR, "督查室")
READER = Actor(90, "读者", Capacity.READER)
PEOPLE = (LI, WANG, ZHAO, SUN, CHEN, ADMIN, TWO_HATS, DOUBLE, READER)
UNITS = (HOUSING, ROADS, "县城管局")
ORDERS = (
    order(),
    order(HOUSING, ROADS),
    order(HOUSING, ROADS, children=CHILDREN),
    order(deadline=None),
    order(ROADS, level="市级"),
)
#: Possible nearly always; tried as one of all steps only, or every history would be made of them.
RARE = (Step.SUSPEND, Step.AMEND, Step.CORRECT, Step.TRANSFER, Step.PARK)
JUDGING = (Step.ACCEPT, Step.REFUSE, Step.SIGN_OFF, Step.PUBLISH, Step.CONFIRM, Step.GRANT_EXTENSION)
#: Days that pass between two tries, at most seven times as many: some states end with a day.
PACE = {State.ON_NOTICE: 4, State.SIGNED_OFF: 25, State.PARKED: 10}
#: One choice: its digits choose what is tried, by whom, with which words, and the days before it.
CHOICES = st.binary(min_size=40, max_size=120)  # four bytes each


def said(entry: Entry, step: Step, unit: str, n: int, today: date) -> Facts:
    """Return words for *step*, right more often than not."""
    days = [t.term.current for t in entry.tracks if t.unit == unit and t.term.current]
    until = max([today, *days]) + timedelta(days=(0, 10, 40, 90, -3)[n % 5])
    complete = n % 8 != 0
    return Facts(
        unit=unit,
        text="情况",
        reason="理由",
        to=UNITS[n % 3],
        share=n % 120 if step is Step.REPORT else None,
        until=None if step is Step.GRANT_EXTENSION and n % 2 else until,
        first=None,
        met=RULES.conditions if complete else RULES.conditions[1:],
        evidence=(PHOTO,) if complete else (),
        objects=tuple(child.name for child in entry.order.children) if complete else (),
        order=ORDERS[n % len(ORDERS)] if step in (Step.OPEN, Step.AMEND, Step.CORRECT) else None,
        corrects=Correction(n % (entry.seq + 2), "写错") if step is Step.CORRECT else None,
    )


def chosen(entry: Entry, choice: int, today: date) -> tuple[Step, Actor, Facts]:
    """Return what is tried next: often what is waited for, else what is possible, or anything."""
    n, first, kind = choice >> 16, choice >> 8, choice % 16
    person = PEOPLE[first % len(PEOPLE)]
    waited = next_up(entry)
    if kind < 5 and waited:
        unit, step = waited[n % len(waited)]
        order_of_asking = (PEOPLE[(first + i) % len(PEOPLE)] for i in range(len(PEOPLE)))
        person = next((p for p in order_of_asking if entitled(entry, step, p, unit)), person)
    elif kind < 14 and (offers := possible(entry, person, today, RULES)):
        common = [offer for offer in offers if offer[1] not in RARE]
        unit, step = (common or offers)[n % len(common or offers)]
    else:
        unit, step = (*UNITS, "")[n % 4], list(Step)[n % len(Step)]
    return step, person, said(entry, step, unit, n, today)


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
    entry, today = Entry(17), date(2026, 4, 20)
    for at in range(0, len(drawn), 4):
        choice = int.from_bytes(drawn[at : at + 4], "little")
        today += timedelta(days=PACE.get(entry.state, 1) * ((choice >> 4) % 8))
        step, actor, facts = chosen(entry, choice, today)
        now = datetime(today.year, today.month, today.day, 9, tzinfo=ZONE)
        try:
            after, event = take(entry, step, actor, now, RULES, facts)
        except Refusal as refusal:
            assert str(refusal).endswith("。") and "None" not in str(refusal)
            REFUSED[step] += 1
            continue
        check(entry, after, event, today)
        TAKEN[step] += 1
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
