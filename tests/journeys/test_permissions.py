"""Who may do what, how fast, and which buttons still mean something."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest
from telegram import Chat, Message, Update, User

from bot.chat.buttons import Buttons, Gone, ShowDuty
from bot.chat.limits import Limits, Verdict
from bot.chat.permissions import Act, may, person, require
from bot.errors import NotAllowed
from bot.ledger.people import Capacity

NOW = datetime(2026, 4, 1, tzinfo=UTC)


@pytest.mark.parametrize(
    ("act", "who", "expected"),
    [
        pytest.param(Act.ASK, 5, True, id="anybody may ask"),
        pytest.param(Act.ASK, None, True, id="a channel may ask"),
        pytest.param(Act.RELOAD, 7, True, id="an administrator may reload"),
        pytest.param(Act.RELOAD, 5, False, id="others may not"),
        pytest.param(Act.RELOAD, None, False, id="nobody in particular may not"),
        pytest.param(Act.ADD, 7, True, id="an administrator may add documents"),
        pytest.param(Act.ADD, 5, False, id="supervisors and leaders may not"),
        pytest.param(Act.MISSING, 7, True, id="an administrator may see what was not found"),
        pytest.param(Act.MISSING, None, False, id="a channel may not"),
        pytest.param(Act.RELOAD, 1087968824, False, id="the anonymous administrator, even if listed"),
        pytest.param(Act.RELOAD, 136817688, False, id="the channel account, even if listed"),
        pytest.param(Act.RELOAD, 777000, False, id="Telegram itself, even if listed"),
    ],
)
def test_who_may(act, who, expected):
    listed = (7, 1087968824, 136817688, 777000)
    held = tuple(Capacity) if who in listed else tuple(set(Capacity) - {Capacity.ADMINISTRATOR})

    assert may(act, who, held) is expected
    if not expected:
        with pytest.raises(NotAllowed, match=act.value):
            require(act, who, held)


def said(sender_chat=None, **user):
    author = User(**{"id": 7, "first_name": "王", "is_bot": False} | user)
    chat = Chat(-300, "group")
    return Update(1, message=Message(1, NOW, chat, from_user=author, text="x", sender_chat=sender_chat))


@pytest.mark.parametrize(
    ("update", "expected"),
    [
        pytest.param(said(), 7, id="a person"),
        pytest.param(said(sender_chat=Chat(-300, "group")), None, id="for a group"),
        pytest.param(said(id=1087968824), None, id="the anonymous administrator"),
        pytest.param(said(id=136817688), None, id="for a channel"),
        pytest.param(said(id=777000), None, id="Telegram itself"),
        pytest.param(said(is_bot=True), None, id="another bot"),
        pytest.param(Update(1), None, id="nobody at all"),
    ],
)
def test_who_acts(update, expected):
    assert person(update) == expected


def test_a_burst_passes_then_one_warning_then_silence():
    limits = Limits(per_minute=20, burst=5)

    assert [limits.judge(1, NOW) for _ in range(8)] == [Verdict.GO] * 5 + [Verdict.WARN] + [Verdict.DROP] * 2


@pytest.mark.parametrize(
    ("later", "expected"),
    [
        pytest.param(timedelta(seconds=2.9), Verdict.DROP, id="not yet refilled"),
        pytest.param(timedelta(seconds=3.1), Verdict.GO, id="one more after three seconds"),
        pytest.param(timedelta(hours=-1), Verdict.DROP, id="a clock set back refills nothing"),
    ],
)
def test_the_bucket_refills(later, expected):
    limits = Limits(per_minute=20, burst=5)
    for _ in range(6):
        limits.judge(1, NOW)

    assert limits.judge(1, NOW + later) is expected


def test_the_warning_comes_again_after_ten_minutes():
    limits = Limits(per_minute=1, burst=1)
    verdicts = [limits.judge(1, NOW + timedelta(seconds=s)) for s in (0, 1, 2, 3)]
    later = NOW + timedelta(minutes=10, seconds=1)

    assert verdicts == [Verdict.GO, Verdict.WARN, Verdict.DROP, Verdict.DROP]
    assert [limits.judge(1, later) for _ in range(3)] == [Verdict.GO, Verdict.WARN, Verdict.DROP]


def test_one_persons_haste_is_not_anothers():
    limits = Limits(per_minute=1, burst=1)
    limits.judge(1, NOW)

    assert (limits.judge(1, NOW), limits.judge(2, NOW)) == (Verdict.WARN, Verdict.GO)


def test_a_crowd_does_not_fill_the_memory():
    limits = Limits(per_minute=20, burst=5)
    for i in range(12_000):
        limits.judge(i, NOW)

    assert len(limits._buckets) <= 5_000


def test_old_buttons_are_forgotten_first():
    buttons = Buttons()
    meaning = ShowDuty(None)  # what it means does not matter here
    numbers = [buttons.mint(meaning, NOW) for _ in range(3_001)]

    assert buttons.read(numbers[0], NOW) is Gone.EXPIRED
    assert buttons.read(numbers[1], NOW) is meaning


def test_buttons_of_two_lives_do_not_meet():
    first, second = Buttons(), Buttons()
    number = first.mint(ShowDuty(None), NOW)
    second.mint(ShowDuty(None), NOW)

    assert second.read(number, NOW) is Gone.EXPIRED
