"""Lights (预警): which burns when, for what reason, and when none does."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from office import HOUSING, JUNE_30, LI, ROADS, RULES, WANG, ZHAO, brought_to, opened, submit

from bot.duty import Deadline
from bot.ledger.entry import State
from bot.ledger.event import Step
from bot.ledger.lights import Light, Lights, Measure, Signal, signal, worst

LIGHTS = Lights()


def seen(story, today: date, lights: Lights = LIGHTS) -> Signal:
    """Return the light of the story's first unit."""
    return signal(story.entry, story.entry.tracks[0], today, lights, RULES)


@pytest.mark.parametrize(
    ("left", "light", "reason"),
    [
        pytest.param(31, Light.GREEN, "还剩31天", id="more than a month off: green"),
        pytest.param(30, Light.BLUE, "还剩30天", id="thirty days: blue"),
        pytest.param(8, Light.BLUE, "还剩8天", id="eight days: still blue"),
        pytest.param(7, Light.YELLOW, "还剩7天", id="a week: yellow"),
        pytest.param(4, Light.YELLOW, "还剩4天", id="four days: still yellow"),
        pytest.param(3, Light.ORANGE, "还剩3天", id="three days: orange"),
        pytest.param(0, Light.ORANGE, "今天到期", id="the day itself is on time"),
        pytest.param(-1, Light.RED, "逾期1天", id="the day after: red"),
    ],
)
def test_the_light_by_days_left(left, light, reason):
    assert seen(opened(), JUNE_30 - timedelta(days=left)) == Signal(light, reason)


@pytest.mark.parametrize(
    ("today", "light", "reason"),
    [
        pytest.param(date(2026, 6, 25), Light.ORANGE, "还剩3个工作日", id="a weekend does not count"),
        pytest.param(date(2026, 6, 24), Light.YELLOW, "还剩4个工作日", id="four working days"),
        pytest.param(date(2026, 6, 18), Light.YELLOW, "还剩7个工作日", id="nor does a festival"),
        pytest.param(JUNE_30, Light.ORANGE, "今天到期", id="the day itself"),
    ],
)
def test_the_light_by_working_days_left(today, light, reason):
    assert seen(opened(), today, Lights(Measure.WORKDAYS)) == Signal(light, reason)


@pytest.mark.parametrize(
    ("today", "light"),
    [
        pytest.param(date(2026, 5, 6), Light.GREEN, id="all the time is left"),
        pytest.param(date(2026, 6, 13), Light.GREEN, id="17 of 55 days are 30 %, rounded down"),
        pytest.param(date(2026, 6, 14), Light.YELLOW, id="16 of 55 days are less than 30 %"),
        pytest.param(date(2026, 6, 22), Light.ORANGE, id="8 of 55 days are less than 15 %"),
        pytest.param(date(2026, 7, 1), Light.RED, id="late is red by any measure"),
    ],
)
def test_the_light_by_the_share_of_time_left(today, light):
    """The rule of one place: yellow at 30 % left, orange at 15 %."""
    assert seen(opened(), today, Lights(Measure.SHARE, blue=None, yellow=29, orange=15)).light is light


def test_the_light_follows_the_date_that_was_granted():
    story = opened().at("05-07", Step.ACKNOWLEDGE, LI)
    story.at("06-20", Step.ASK_EXTENSION, LI, reason="汛期", until=date(2026, 8, 31))

    assert seen(story, date(2026, 6, 29)) == Signal(Light.ORANGE, "还剩1天（延期待批）")
    story.at("06-29", Step.GRANT_EXTENSION, WANG)
    assert seen(story, date(2026, 6, 29)).light is Light.GREEN


LATER = date(2026, 7, 20)


@pytest.mark.parametrize(
    ("state", "reason"),
    [
        pytest.param(
            State.SUBMITTED, "按期，2026年5月20日报送", id="handed in: what stays is that it was in time"
        ),
        pytest.param(State.SIGNED_OFF, "按期，2026年5月20日报送", id="signed off: the same"),
        pytest.param(State.PARKED, "挂账至2026年9月1日", id="parked"),
        pytest.param(State.SUSPENDED, "已中止", id="suspended"),
    ],
)
def test_no_light_burns_where_no_deadline_runs(state, reason):
    assert seen(brought_to(state), LATER) == Signal(Light.OFF, reason)


def test_what_was_handed_in_late_stays_late_and_grows_no_later():
    story = submit(opened().at("05-07", Step.ACKNOWLEDGE, LI), "07-03")

    assert {str(seen(story, day)) for day in (date(2026, 7, 3), LATER)} == {"逾期3天，2026年7月3日报送"}


def test_a_term_of_parking_that_is_over_is_told():
    assert seen(brought_to(State.PARKED), date(2026, 9, 2)).reason == "挂账已于2026年9月1日期满，待恢复"


@pytest.mark.parametrize(
    ("deadline", "reason"),
    [
        pytest.param(None, "未定完成期限", id="none is ordered"),
        pytest.param(
            Deadline("长期坚持", recurring="long-term"),
            "原文为“长期坚持”，没有终止日期",
            id="a standing duty",
        ),
        pytest.param(Deadline("汛期前", note="汛期未定"), "期限待定：汛期未定", id="not resolved"),
    ],
)
def test_no_light_without_a_day(deadline, reason):
    assert seen(opened(deadline=deadline), LATER) == Signal(Light.OFF, reason)


def test_a_joint_entry_shows_its_most_pressing_light_and_whose_it_is():
    story = opened(HOUSING, ROADS).at("05-07", Step.ACKNOWLEDGE, LI).at("05-07", Step.ACKNOWLEDGE, ZHAO)
    submit(story, "06-01")

    assert str(worst(story.entry, JUNE_30 - timedelta(days=2), LIGHTS, RULES)) == "橙灯：县交通局还剩2天"
