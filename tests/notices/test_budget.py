"""How much is said in a day, and where the rest goes."""

from __future__ import annotations

from datetime import date, timedelta

from bureau import ALL, DESK, LI, TOWN, Bot, moment
from office import WANG, Story, order

from bot.duty import Deadline
from bot.ledger.event import Step
from bot.notices.budget import Spent, allot
from bot.notices.due import due
from bot.notices.matters import Stage

TODAY = date(2026, 6, 30)


def many(count: int = 40):
    """Return entries due on the days around 30 June, one after the other."""
    days = [TODAY + timedelta(days=n % 8 - 3) for n in range(count)]
    orders = [order(deadline=Deadline(f"{d.month}月{d.day}日前", d)) for d in days]
    return [Story(n).at("06-20", Step.OPEN, WANG, order=o).entry for n, o in enumerate(orders, 1)]


def planned(spent=None, entries=()):
    audience = Bot().audience(TODAY)
    found = due(entries or many(), audience, {}, moment(TODAY), DESK)
    return found, allot(found, spent or {}, audience, TODAY, DESK)


def test_one_message_each_with_the_most_pressing_first():
    found, plan = planned()

    assert len({d.to for d in plan.digests}) == len(plan.digests) == len({n.to for n in found})
    for digest in plan.digests:
        late = [n.stage is Stage.OVERDUE for n in digest.shown]
        assert late == sorted(late, reverse=True)
    group = next(d for d in plan.digests if d.to == ALL)
    assert (len(group.shown), len(group.shown) + len(group.left)) == (12, 40)


def test_nothing_is_lost():
    found, plan = planned()

    said = [n.key for d in plan.digests for n in (*d.shown, *d.left)]
    assert sorted(said) == sorted(n.key for n in found)


def test_a_group_that_has_heard_enough_today_finds_the_rest_in_the_summary():
    found, plan = planned({ALL: Spent(messages=5), TOWN: Spent(messages=4)})

    assert ALL not in {d.to for d in plan.digests}
    assert TOWN in {d.to for d in plan.digests}
    assert {n.key for n in plan.left} == {n.key for n in found if n.to == ALL}


def test_what_comes_after_the_message_of_the_day_waits_for_tomorrow():
    found, plan = planned({LI: Spent(messages=1, digest=True)})

    assert {n.key for n in plan.postponed} == {n.key for n in found if n.to == LI}


def test_what_was_postponed_is_said_the_next_day_as_it_stands_then():
    bot = Bot()
    early, late = many(8)[:3], many(8)[3:4]  # the fourth is due on the day itself
    bot.tick(early, moment(TODAY))
    assert bot.tick([*early, *late], moment(TODAY, "14:00")) == []

    following = bot.tick([*early, *late], moment(TODAY + timedelta(days=1)))
    assert {(n.entry.number, n.stage) for n in following} >= {(4, Stage.OVERDUE)}
