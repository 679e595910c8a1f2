"""The days ahead of an entry."""

from __future__ import annotations

from datetime import date

import pytest
from office import HOUSING, JUNE_30, LI, ROADS, WANG, brought_to, opened, submit

from bot.ledger.entry import State
from bot.ledger.event import Step
from bot.ledger.occasions import Sort, occasions


@pytest.mark.parametrize(
    ("state", "days"),
    [
        pytest.param(State.ISSUED, [(HOUSING, Sort.DEADLINE, JUNE_30)], id="a running deadline"),
        pytest.param(State.BLOCKED, [(HOUSING, Sort.DEADLINE, JUNE_30)], id="blocked: it runs on"),
        pytest.param(State.PARKED, [(HOUSING, Sort.PARKED, date(2026, 9, 1))], id="parked: until when"),
        pytest.param(State.SUBMITTED, [], id="handed in: nothing runs"),
        pytest.param(State.ON_NOTICE, [("", Sort.NOTICE, date(2026, 6, 8))], id="the notice's last day"),
        pytest.param(
            State.SIGNED_OFF,
            [
                ("", Sort.LOOK_BACK, date(2026, 9, 9)),
                ("", Sort.LOOK_BACK, date(2026, 12, 9)),
                ("", Sort.LOOK_BACK, date(2027, 6, 9)),
            ],
            id="signed off: the look-backs",
        ),
        pytest.param(State.SUSPENDED, [], id="suspended"),
    ],
)
def test_the_days_ahead_by_state(state, days):
    assert [(o.unit, o.sort, o.day) for o in occasions([brought_to(state).entry])] == days


def test_look_backs_keep_their_turn_when_one_has_passed():
    story = brought_to(State.SIGNED_OFF).at("09-09", Step.CONFIRM, WANG, text="无反弹")

    assert [o.turn for o in occasions([story.entry])] == [2, 3]


def test_each_unit_has_its_own_deadline():
    story = opened(HOUSING, ROADS).at("05-07", Step.ACKNOWLEDGE, LI)
    submit(story, "06-01")

    assert [(o.unit, o.changes) for o in occasions([story.entry])] == [(ROADS, 0)]
