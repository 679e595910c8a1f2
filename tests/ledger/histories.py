"""Random histories: what is tried next on an entry, by whom and with which words."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import date, datetime, timedelta

from hypothesis import strategies as st

from bot.errors import Refusal
from bot.ledger.entry import Entry, State
from bot.ledger.event import Correction, Event, Facts, Step
from bot.ledger.people import Actor, Capacity
from bot.ledger.rights import entitled
from bot.ledger.steps import next_up, possible, take
from tests.ledger.office import (
    ADMIN,
    CHEN,
    CHILDREN,
    HOUSING,
    LI,
    PHOTO,
    ROADS,
    RULES,
    SUN,
    WANG,
    ZHAO,
    ZONE,
    order,
)

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


def accepted(
    entry: Entry, drawn: bytes, refused: Callable[[Step, Refusal], None] = lambda _step, _refusal: None
) -> Iterator[tuple[Entry, Entry, Event, date]]:
    """Try what *drawn* chooses; yield each step that was accepted: before, after, the event, its day."""
    today = date(2026, 4, 20)
    for at in range(0, len(drawn), 4):
        choice = int.from_bytes(drawn[at : at + 4], "little")
        today += timedelta(days=PACE.get(entry.state, 1) * ((choice >> 4) % 8))
        step, actor, facts = chosen(entry, choice, today)
        now = datetime(today.year, today.month, today.day, 9, tzinfo=ZONE)
        try:
            after, event = take(entry, step, actor, now, RULES, facts)
        except Refusal as refusal:
            refused(step, refusal)
            continue
        yield entry, after, event, today
        entry = after
