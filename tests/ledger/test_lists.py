"""What waits for whom, what is late, what nobody has touched."""

from __future__ import annotations

from datetime import date

import pytest
from office import CHEN, HOUSING, JUNE_30, LI, ROADS, RULES, SUN, WANG, ZHAO, Story, brought_to, opened, order

from bot.duty import Deadline
from bot.ledger import lists
from bot.ledger.entry import State
from bot.ledger.event import Step

TODAY = date(2026, 6, 29)


def numbered(number: int, day: date | None, *steps: Step) -> Story:
    """Return an entry of the housing office that is due on *day*, with *steps* taken on 7 May."""
    deadline = Deadline("期限", day) if day else None
    story = Story(number).at("05-06", Step.OPEN, WANG, order=order(deadline=deadline))
    for step in steps:
        story.at("05-07", step, LI, text="已办", reason="不属本单位")
    return story


SIGNED = (Step.ACKNOWLEDGE,)


def test_what_waits_for_a_unit_comes_soonest_first_and_undated_last():
    entries = [
        numbered(1, None, *SIGNED).entry,
        numbered(2, date(2026, 7, 31), *SIGNED).entry,
        numbered(3, date(2026, 6, 30), *SIGNED).entry,
        numbered(4, date(2026, 12, 31)).entry,  # to be acknowledged by 9 May, a make-up Saturday
        numbered(5, JUNE_30, Step.RETURN).entry,  # waits for the supervisor
    ]

    mine = lists.waiting(entries, [LI], TODAY, RULES)

    assert [(a.entry.number, a.step) for a in mine] == [
        (4, Step.ACKNOWLEDGE),
        (3, Step.SUBMIT),
        (2, Step.SUBMIT),
        (1, Step.SUBMIT),
    ]
    assert mine[0].due == date(2026, 5, 9)


@pytest.mark.parametrize(
    ("state", "for_whom"),
    [
        pytest.param(State.RETURNED, {WANG: Step.TRANSFER}, id="returned: the office"),
        pytest.param(State.ISSUED, {LI: Step.ACKNOWLEDGE}, id="issued: the unit"),
        pytest.param(
            State.BLOCKED,
            {LI: Step.UNBLOCK, WANG: Step.UNBLOCK, CHEN: Step.UNBLOCK},
            id="blocked: the leader too",
        ),
        pytest.param(
            State.SUBMITTED,
            {WANG: Step.ACCEPT, SUN: Step.ACCEPT},
            id="handed in: who accepts",
        ),
        pytest.param(State.ACCEPTED, {WANG: Step.PUBLISH}, id="accepted: the office"),
        pytest.param(State.ON_NOTICE, {WANG: Step.SIGN_OFF}, id="the notice is over"),
        pytest.param(State.SIGNED_OFF, {}, id="the look-back is far"),
        pytest.param(State.PARKED, {}, id="parked: not before its day"),
        pytest.param(State.SUSPENDED, {}, id="suspended: nobody"),
    ],
)
def test_who_has_to_act_in_each_state(state, for_whom):
    entry = brought_to(state).entry.slim()
    found = {
        actor: waiting[0].step
        for actor in (LI, ZHAO, SUN, WANG, CHEN)
        if (waiting := lists.waiting([entry], [actor], TODAY, RULES))
    }
    assert found == for_whom


def test_what_has_its_day_waits_from_that_day_on():
    notice, parked = brought_to(State.ON_NOTICE).entry, brought_to(State.PARKED).entry
    closed = brought_to(State.SIGNED_OFF).entry

    def waits(entry, day):
        return bool(lists.waiting([entry], [WANG], day, RULES))

    assert [waits(notice, date(2026, 6, day)) for day in (8, 9)] == [False, True]
    assert [waits(parked, day) for day in (date(2026, 8, 31), date(2026, 9, 1))] == [False, True]
    assert [waits(closed, day) for day in (date(2026, 8, 24), date(2026, 8, 25))] == [False, True]


def test_an_extension_waits_for_the_office_beside_what_the_unit_has_to_do():
    story = brought_to(State.UNDER_WAY).at(
        "06-20", Step.ASK_EXTENSION, LI, reason="降雨", until=date(2026, 7, 31)
    )

    assert [a.step for a in lists.waiting([story.entry], [WANG], TODAY, RULES)] == [Step.GRANT_EXTENSION]
    assert [a.step for a in lists.waiting([story.entry], [LI], TODAY, RULES)] == [Step.SUBMIT]
    assert [track.unit for _, track in lists.awaiting_extension([story.entry])] == [HOUSING]


def test_by_unit_by_town_by_leader():
    both, other = opened(HOUSING, ROADS).entry, opened(ROADS, town="", leader="").entry

    assert lists.by_unit([both, other]) == {HOUSING: [both], ROADS: [both, other]}
    assert lists.by_town([both, other]) == {"沙河镇": [both], "": [other]}
    assert lists.by_leader([both, other]) == {"陈县长": [both]}


def test_overdue_the_longest_first_and_nothing_that_is_handed_in():
    entries = [
        numbered(1, date(2026, 6, 28), *SIGNED).entry,
        numbered(2, date(2026, 6, 1)).entry,
        numbered(3, TODAY, *SIGNED).entry,
        brought_to(State.SIGNED_OFF).entry,
    ]

    assert [entry.number for entry in lists.overdue(entries, TODAY)] == [2, 1]
    assert lists.overdue(entries[3:], date(2030, 1, 1)) == []


def test_what_waits_for_acceptance():
    entries = [brought_to(state).entry for state in State]

    assert [track.state for _, track in lists.awaiting_acceptance(entries)] == [State.SUBMITTED]


@pytest.mark.parametrize(
    ("days", "reached"),
    [
        pytest.param(6, 0, id="six days are no silence"),
        pytest.param(7, 7, id="a week"),
        pytest.param(29, 14, id="a fortnight"),
        pytest.param(30, 30, id="a month"),
        pytest.param(400, 30, id="longer than all"),
    ],
)
def test_how_long_a_unit_has_been_silent(days, reached):
    entry = numbered(1, None, Step.ACKNOWLEDGE, Step.REPORT).entry
    today = date.fromordinal(date(2026, 5, 7).toordinal() + days)

    assert lists.staleness(entry.tracks[0], today, RULES) == reached
    assert lists.stale([entry], today, RULES) == ([(entry, entry.tracks[0], days)] if reached else [])


def test_news_ends_a_silence():
    entry = numbered(1, None, Step.ACKNOWLEDGE)
    entry.at("06-27", Step.REPORT, LI, text="已进场")

    assert lists.silent_days(entry.entry.tracks[0], TODAY) == 2


@pytest.mark.parametrize("state", [State.RETURNED, State.PARKED, State.SUBMITTED, State.SIGNED_OFF])
def test_nobody_is_silent_whose_turn_it_is_not(state):
    assert lists.stale([brought_to(state).entry], date(2027, 1, 1), RULES) == []
