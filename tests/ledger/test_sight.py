"""Who may see an entry, in private and in a group."""

from __future__ import annotations

from datetime import date

import pytest
from office import ECOLOGY, HOUSING, ROADS, WANG, brought_to, opened

from bot.config import NOBODY
from bot.ledger.entry import Entry, State
from bot.ledger.event import Step
from bot.ledger.people import EVERYTHING, Capacity, Person, Post, Scope
from bot.ledger.sight import covers, may_see

TODAY = date(2026, 6, 1)
ENTRY = (
    opened().entry
)  # the housing office's, helped by 县水利局, accepted by ECOLOGY, in 沙河镇, under 陈县长
_C = Capacity
NONE = Scope()


def person(capacity: Capacity, unit: str = "", scope: Scope = NONE, name: str = "某人") -> Person:
    return Person(70, name, (Post(capacity, unit, scope),))


PRIVATE = [
    pytest.param(person(_C.READER), False, id="a reader who was given nothing"),
    pytest.param(person(_C.READER, scope=Scope(units=(HOUSING,))), True, id="a reader of the unit"),
    pytest.param(person(_C.READER, scope=Scope(towns=("沙河镇",))), True, id="a reader of the town"),
    pytest.param(person(_C.READER, HOUSING), False, id="a reader's own unit gives nothing"),
    pytest.param(person(_C.MEMBER, HOUSING), True, id="whose matter it is"),
    pytest.param(person(_C.MEMBER, "县水利局"), True, id="who helps"),
    pytest.param(person(_C.MEMBER, ECOLOGY), True, id="who accepts"),
    pytest.param(person(_C.MEMBER, ROADS), False, id="another unit"),
    pytest.param(person(_C.MEMBER), False, id="a member of nothing"),
    pytest.param(person(_C.LEADER, name="陈县长"), True, id="the leader named"),
    pytest.param(person(_C.LEADER, name="陈"), False, id="half a name is another's"),
    pytest.param(person(_C.READER, name="陈县长"), False, id="the name alone makes no leader"),
    pytest.param(person(_C.LEADER, scope=Scope(towns=("沙河镇",))), True, id="the town's leader"),
    pytest.param(person(_C.LEADER, scope=Scope(towns=("山口镇",))), False, id="another town's leader"),
    pytest.param(person(_C.SUPERVISOR, "督查室"), True, id="a supervisor"),
    pytest.param(person(_C.ADMINISTRATOR), True, id="an administrator"),
    pytest.param(person(_C.AUDITOR), True, id="an auditor"),
    pytest.param(Person(70, "某人"), False, id="nobody without a post"),
    pytest.param(None, False, id="somebody unknown"),
    *(
        pytest.param(Person(number, "某人", (Post(_C.ADMINISTRATOR),)), False, id=f"the shared id {number}")
        for number in (*NOBODY, 0, -300)
    ),
]
GROUPS = [
    pytest.param(EVERYTHING, True, id="bound to everything"),
    pytest.param(Scope(units=(HOUSING,)), True, id="to the unit"),
    pytest.param(Scope(units=(ROADS, "县水利局")), True, id="to a unit that helps"),
    pytest.param(Scope(towns=("沙河镇",)), True, id="to the town"),
    pytest.param(Scope(units=(ROADS,), towns=("山口镇",)), False, id="to others"),
    pytest.param(Scope(), False, id="to nothing"),
    pytest.param(Scope(units=("",), towns=("",)), False, id="to an empty name"),
]


@pytest.mark.parametrize(("who", "sees"), PRIVATE)
def test_in_private(who, sees):
    assert may_see(who, ENTRY, None, TODAY) == sees
    assert may_see(who, ENTRY.slim(), None, TODAY) == sees


@pytest.mark.parametrize(("scope", "inside"), GROUPS)
@pytest.mark.parametrize(("who", "sees"), PRIVATE)
def test_in_a_group_both_must_be_allowed(who, sees, scope, inside):
    assert may_see(who, ENTRY, scope, TODAY) == (sees and inside)
    assert covers(scope, ENTRY) == inside


def test_an_entry_without_a_town_is_in_no_town():
    assert not covers(Scope(towns=("",)), opened(town="").entry)
    assert not covers(Scope(units=(HOUSING,), towns=("沙河镇",)), Entry(1))


@pytest.mark.parametrize(
    ("today", "sees"),
    [
        pytest.param(date(2026, 2, 28), False, id="the day before"),
        pytest.param(date(2026, 3, 1), True, id="the first day"),
        pytest.param(date(2026, 6, 1), True, id="the last day"),
        pytest.param(date(2026, 6, 2), False, id="the day after"),
    ],
)
def test_a_post_counts_from_its_first_day_to_its_last(today, sees):
    post = Post(_C.MEMBER, HOUSING, since=date(2026, 3, 1), until=date(2026, 6, 1))
    who = Person(70, "李工", (post,))

    assert may_see(who, ENTRY, None, today) == sees
    assert bool(who.actors(today)) == sees


def test_a_successor_sees_what_the_unit_has_open():
    posts = (Post(_C.MEMBER, HOUSING, since=date(2026, 6, 2)),)

    assert may_see(Person(71, "接任", posts), brought_to(State.UNDER_WAY).entry, None, date(2026, 6, 2))


def test_who_has_it_by_transfer_sees_it():
    entry = brought_to(State.RETURNED).at("05-08", Step.TRANSFER, WANG, to=ROADS).entry

    assert may_see(person(_C.MEMBER, ROADS), entry, None, TODAY)
    assert may_see(person(_C.MEMBER, HOUSING), entry, None, TODAY), "the document still names it"
