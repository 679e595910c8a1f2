"""The clock: the computer's time in a zone, or as far ahead of it as it was moved."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest

from bot.clock import Clock

SOON = timedelta(seconds=5)


def test_it_tells_the_computer_s_time_in_its_zone():
    clock = Clock("Asia/Shanghai")

    assert abs(clock() - datetime.now(UTC)) < SOON
    assert clock().utcoffset() == timedelta(hours=8)


@pytest.mark.parametrize("days", [400, -400])
def test_it_goes_on_from_where_it_was_moved(days):
    clock = Clock()
    clock.move(clock.real() + timedelta(days=days))

    assert abs(clock() - clock.real() - timedelta(days=days)) < SOON
    assert abs(clock.real() - datetime.now(UTC)) < SOON


def test_whoever_listens_is_told_from_when_to_when():
    clock, told = Clock(), []
    clock.listen(lambda before, after: told.append((before, after)))
    begun, then = clock(), datetime(2026, 10, 30, 7, tzinfo=UTC)
    clock.move(then)

    ((before, after),) = told
    assert abs(before - begun) < SOON
    assert after == then
    assert after.utcoffset() == timedelta(hours=8)
