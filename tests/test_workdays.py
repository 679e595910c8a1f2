"""The calendar: working days, holidays, festivals, seasons, and what is said about bad values."""

from __future__ import annotations

from datetime import date, timedelta
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.reading.workdays import Calendar

ROOT = Path(__file__).parent.parent
GENERAL = (ROOT / "bot" / "general" / "calendar.toml").read_text(encoding="utf-8")
LOCAL = (ROOT / "knowledge" / "calendar.toml").read_text(encoding="utf-8")
CALENDAR, PROBLEMS = Calendar.load(GENERAL)


def test_the_shipped_calendars_have_no_problems() -> None:
    assert PROBLEMS == []
    assert Calendar.load(GENERAL, LOCAL)[1] == []


@pytest.mark.parametrize(
    ("day", "worked"),
    [
        pytest.param("2026-02-14", True, id="a make-up Saturday before Spring Festival is worked"),
        pytest.param("2026-02-15", False, id="the holiday begins on a Sunday"),
        pytest.param("2026-02-23", False, id="its last day, a Monday, is off"),
        pytest.param("2026-02-24", True, id="the day after is worked"),
        pytest.param("2026-10-10", True, id="a make-up Saturday in October is worked"),
        pytest.param("2026-06-13", False, id="a plain Saturday is off"),
        pytest.param("2024-01-01", False, id="a holiday that began in the year before"),
        pytest.param("2019-05-02", False, id="the lengthened May holiday of 2019"),
        pytest.param("2020-01-31", False, id="the lengthened Spring Festival of 2020"),
        pytest.param("2031-10-01", True, id="without a notice only weekends are off"),
    ],
)
def test_working_days(day: str, worked: bool) -> None:
    assert CALENDAR.is_workday(date.fromisoformat(day)) == worked


def test_every_year_from_2016_to_2026_cites_its_notice() -> None:
    years = [part for part in GENERAL.split("[years.")[1:] if "2016" <= part[:4] <= "2026"]

    assert len(years) == 11
    assert all('notice = "国办发明电〔' in part and 'issued = "20' in part for part in years)


def test_every_make_up_day_is_a_saturday_or_sunday() -> None:
    assert {day.weekday() for day in CALENDAR.make_up} == {5, 6}


def test_adding_working_days_shows_what_was_skipped_and_what_counted() -> None:
    day, working = CALENDAR.add_workdays(date(2026, 9, 18), 8)

    assert day == date(2026, 9, 30)
    assert "中秋假期9月25日至9月27日不计" in working
    assert "9月20日（周日）调休上班计入" in working


def test_a_year_without_a_notice_is_provisional() -> None:
    day, working = CALENDAR.add_workdays(date(2031, 9, 30), 3)

    assert day == date(2031, 10, 3)
    assert "暂定" in working
    assert (CALENDAR.known(2026), CALENDAR.known(2031)) == (True, False)


@pytest.mark.parametrize("count", [-1, 3701])
def test_a_count_out_of_range_is_refused(count: int) -> None:
    with pytest.raises(ValueError, match="out of range"):
        CALENDAR.add_workdays(date(2026, 1, 1), count)


def test_the_end_of_the_calendar_is_a_value_error() -> None:
    with pytest.raises(ValueError, match="beyond"):
        CALENDAR.add_workdays(date(9999, 12, 30), 5)


@settings(max_examples=60, deadline=None)
@given(st.dates(date(2005, 1, 1), date(2030, 1, 1)), st.integers(0, 60))
def test_adding_equals_counting_one_by_one(start: date, count: int) -> None:
    end, _ = CALENDAR.add_workdays(start, count)
    span = [start + timedelta(days=i) for i in range(1, (end - start).days + 1)]

    assert sum(CALENDAR.is_workday(day) for day in span) == count
    assert count == 0 or CALENDAR.is_workday(end)


@pytest.mark.parametrize(
    ("name", "year", "expected"),
    [
        pytest.param("春节", 2027, "2027-02-06", id="Spring Festival"),
        pytest.param("除夕", 2026, "2026-02-16", id="the eve before it"),
        pytest.param("端午", 2026, "2026-06-19", id="Dragon Boat"),
        pytest.param("中秋", 2025, "2025-10-06", id="Mid-Autumn in a year with a leap month before it"),
        pytest.param("腊八", 2027, "2027-01-15", id="the twelfth lunar month ends in the next year"),
        pytest.param("清明", 2026, "2026-04-05", id="a solar term"),
        pytest.param("国庆", 2033, "2033-10-01", id="a civil day"),
        pytest.param("春节", 2070, None, id="beyond the table"),
        pytest.param("没有的节", 2026, None, id="no such festival"),
    ],
)
def test_festivals(name: str, year: int, expected: str | None) -> None:
    assert CALENDAR.festival(name, year) == (date.fromisoformat(expected) if expected else None)


def test_holidays_are_the_official_periods() -> None:
    assert CALENDAR.holiday("春节", 2026) == (date(2026, 2, 15), date(2026, 2, 23))
    assert CALENDAR.holiday("国庆", 2025) == (date(2025, 10, 1), date(2025, 10, 8))
    assert CALENDAR.holiday("国庆", 2031) is None


def test_local_settings_override_the_general_ones() -> None:
    local, problems = Calendar.load(GENERAL, '[seasons]\n"汛期" = { from = "04-15", to = "10-15" }\n')

    assert problems == []
    assert local.season("汛期", 2026) == (date(2026, 4, 15), date(2026, 10, 15))
    assert local.season("秋冬季", 2025) == (date(2025, 10, 1), date(2026, 3, 31))
    assert local.season("没有的季", 2026) is None


def test_a_local_event_is_found_on_or_after_a_day() -> None:
    local, _ = Calendar.load(GENERAL, '[events]\n"区两会" = ["2027-01-12", "2026-01-14"]\n')

    assert local.event("区两会", date(2026, 1, 14)) == date(2026, 1, 14)
    assert local.event("区两会", date(2026, 1, 15)) == date(2027, 1, 12)
    assert local.event("区两会", date(2028, 1, 1)) is None


def test_a_local_make_up_day_does_not_make_the_year_known() -> None:
    local, problems = Calendar.load(GENERAL, '[years.2031]\nmake_up = ["2031-10-11"]\n')

    assert problems == []
    assert local.is_workday(date(2031, 10, 11))
    assert not local.known(2031)


@pytest.mark.parametrize(
    ("text", "row", "said"),
    [
        pytest.param('[seasons]\n\n"汛期" = { from = "13-01", to = "09-30" }\n', 3, "汛期", id="no month 13"),
        pytest.param('[seasons]\n"汛期" = "06-01"\n', 2, "汛期", id="a season is a table"),
        pytest.param('[years.2027]\nmake_up = ["2027-02-30"]\n', 2, "2027-02-30", id="no 30 February"),
        pytest.param('[years.2027]\nmake_up = "2027-02-27"\n', 2, "make_up", id="make_up is a list"),
        pytest.param('[years.x]\nmake_up = []\n', 1, "四位年份", id="a year has four digits"),
        pytest.param('[years.2027]\nholidays = { "春节" = ["2027-02-06"] }\n', 2, "春节", id="two ends"),
        pytest.param('[days]\n"区庆日" = "2-30"\n', 2, "区庆日", id="a day that exists"),
        pytest.param('[holidays]\na = 1\n', 1, "holidays", id="an unknown section"),
        pytest.param('years = 3\n', 1, "years", id="a section is a table"),
        pytest.param('[lunar]\n2060 = { first = "x", leap = 0, long = "01" }\n', 2, "2060", id="lunar"),
        pytest.param('[seasons]\n汛期 = { from = "06-01", to = "09-30" }\n', 2, "双引号", id="unquoted name"),
        pytest.param('a = ' + "[" * 5000, 1, "", id="nested beyond measure"),
    ],
)  # fmt: skip
def test_a_bad_value_is_a_finding_and_the_rest_stands(text: str, row: int, said: str) -> None:
    calendar, problems = Calendar.load(GENERAL, text)

    assert problems
    assert (problems[0].path, problems[0].line) == ("calendar.toml", row)
    assert any(said in problem.message for problem in problems)
    assert calendar.holiday("国庆", 2025) is not None


@settings(max_examples=80, deadline=None)
@given(st.text(max_size=80))
def test_no_text_makes_loading_raise(text: str) -> None:
    for section in ("", "[years.2027]\n", "[seasons]\n", "[lunar]\n"):
        Calendar.load(section + text, text)
