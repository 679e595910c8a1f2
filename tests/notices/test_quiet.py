"""Quiet hours and days, and the rhythm of the week, over 2026 with its holidays and make-up days."""

from __future__ import annotations

from datetime import date, time, timedelta

import pytest
from bureau import DESK, moment

from bot.notices.manners import MANNERS, Manners
from bot.notices.quiet import (
    Week,
    call_day,
    digest_hour,
    is_open,
    latest_summary,
    next_open,
    nudge_day,
    summary_day,
    summary_moment,
)

DAYS = DESK.days
YEAR = [Week(2026, number) for number in range(1, 54)]


@pytest.mark.parametrize(
    ("now", "opens"),
    [
        pytest.param(moment("06-10", "08:00"), moment("06-10", "08:00"), id="eight is open"),
        pytest.param(moment("06-10", "07:59"), moment("06-10", "08:00"), id="the minute before waits"),
        pytest.param(moment("06-10", "19:59"), moment("06-10", "19:59"), id="the last minute"),
        pytest.param(moment("06-10", "20:00"), moment("06-11", "08:00"), id="eight in the evening: tomorrow"),
        pytest.param(moment("06-12", "20:00"), moment("06-15", "08:00"), id="Friday evening: Monday"),
        pytest.param(moment("02-14", "10:00"), moment("02-14", "10:00"), id="a make-up Saturday is worked"),
        pytest.param(moment("02-14", "20:00"), moment("02-24", "08:00"), id="the Spring Festival is silent"),
        pytest.param(moment("10-01", "10:00"), moment("10-08", "08:00"), id="the National Day's week"),
        pytest.param(moment("09-20", "10:00"), moment("09-20", "10:00"), id="a make-up Sunday"),
        pytest.param(moment("2027-01-01"), moment("2027-01-04", "08:00"), id="a year not known yet: by law"),
        pytest.param(moment("2027-02-05"), moment("2027-02-09", "08:00"), id="the eve of the next festival"),
    ],
)
def test_the_next_open_moment(now, opens):
    assert next_open(now, DAYS, MANNERS) == opens


def test_quiet_hours_may_lie_within_a_day():
    noon = Manners(quiet_from=time(12), quiet_to=time(14))

    assert next_open(moment("06-10", "12:30"), DAYS, noon) == moment("06-10", "14:00")
    assert next_open(moment("06-10", "06:00"), DAYS, noon) == moment("06-10", "06:00")


def test_equal_hours_are_no_quiet_hours():
    assert is_open(moment("06-10", "03:00"), DAYS, Manners(quiet_from=time(8), quiet_to=time(8)))


def test_a_digest_in_quiet_hours_is_sent_when_they_end():
    assert digest_hour(MANNERS) == time(9)
    assert digest_hour(Manners(digest_at=time(21))) == time(8)


@pytest.mark.parametrize(
    ("day", "week"),
    [
        pytest.param("2026-01-01", "2026-W01", id="a Thursday begins the year"),
        pytest.param("2025-12-29", "2026-W01", id="its Monday is in the year before"),
        pytest.param("2027-01-01", "2026-W53", id="the year's last week reaches over"),
        pytest.param("2027-01-04", "2027-W01", id="then the next begins"),
    ],
)
def test_weeks_are_named_as_iso_counts_them(day, week):
    assert str(Week.of(date.fromisoformat(day))) == week


#: week → summary, call, nudge, where any of them is not Friday, Monday, Thursday.
MOVED = {
    1: ("2025-12-31", "2025-12-29", None),  # Thursday to Saturday are off; the summary is in the old year
    8: ("2026-02-24", None, None),  # nobody works: told after it, nobody is called
    9: ("2026-02-27", "2026-02-24", "2026-02-27"),
    15: ("2026-04-10", "2026-04-07", "2026-04-10"),
    18: ("2026-04-30", "2026-04-27", "2026-04-30"),
    19: ("2026-05-08", "2026-05-06", None),  # the week is too short for anybody to be late
    25: ("2026-06-18", "2026-06-15", "2026-06-18"),
    39: ("2026-09-24", "2026-09-21", "2026-09-24"),
    40: ("2026-09-30", "2026-09-28", None),
    41: ("2026-10-09", "2026-10-08", None),
    53: ("2026-12-31", "2026-12-28", "2026-12-31"),  # the Friday is New Year's Day
}


@pytest.mark.parametrize("week", YEAR, ids=str)
def test_the_days_of_every_week(week):
    usual = tuple((week.first + timedelta(days=n)).isoformat() for n in (4, 0, 3))
    found = (f(week, DAYS, MANNERS) for f in (summary_day, call_day, nudge_day))

    assert tuple(day and day.isoformat() for day in found) == MOVED.get(week.number, usual)


def test_every_week_has_one_summary_in_order_at_an_open_hour():
    moments = [summary_moment(week, DAYS, MANNERS, moment("01-01").tzinfo) for week in YEAR]

    assert moments == sorted(set(moments))
    assert all(is_open(at, DAYS, MANNERS) for at in moments)


@pytest.mark.parametrize(
    ("now", "week"),
    [
        pytest.param(moment("06-12", "14:59"), Week(2026, 23), id="a minute too early: the last one"),
        pytest.param(moment("06-12", "15:00"), Week(2026, 24), id="Friday at three"),
        pytest.param(moment("06-17"), Week(2026, 24), id="after days of silence, the one that was missed"),
        pytest.param(moment("06-29"), Week(2026, 26), id="of two that were missed, the later"),
        pytest.param(moment("02-23"), Week(2026, 7), id="in the festival week still the week before"),
        pytest.param(moment("02-24", "15:00"), Week(2026, 8), id="and after it, its own"),
        pytest.param(moment("2025-12-31", "15:00"), Week(2026, 1), id="the year's first, in the old year"),
        pytest.param(moment("2027-01-02"), Week(2026, 53), id="the year's last, in the new year"),
    ],
)
def test_the_summary_that_is_due(now, week):
    assert latest_summary(now, DAYS, MANNERS) == week
