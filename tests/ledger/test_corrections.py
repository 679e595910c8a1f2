"""更正: an event that puts the facts of another right; the other stays as it was."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest
from office import (
    ADMIN,
    CALENDAR,
    HOUSING,
    JUNE_30,
    LI,
    ROADS,
    SUN,
    WANG,
    ZHAO,
    brought_to,
    opened,
    order,
    submit,
)

from bot.errors import Incomplete, NotEntitled
from bot.ledger.entry import State
from bot.ledger.event import Correction, Facts, Step
from bot.ledger.folding import effective, fold
from bot.ledger.people import Actor, Capacity
from bot.ledger.rules import Rules


def wrong(seq: int, reason: str = "写错") -> Correction:
    return Correction(seq, reason)


def extended():
    """Return a story with an extension granted in its fourth event, until 31 July."""
    story = brought_to(State.UNDER_WAY)
    story.at("06-20", Step.ASK_EXTENSION, LI, reason="降雨", until=date(2026, 7, 31))
    return story.at("06-21", Step.GRANT_EXTENSION, WANG)


def test_the_right_facts_count_and_the_wrong_ones_stay():
    story = brought_to(State.UNDER_WAY).at("05-08", Step.REPORT, LI, text="已进场", share=90)
    story.at("05-09", Step.CORRECT, LI, corrects=wrong(3), text="已进场", share=60)

    entry = story.entry
    assert entry.tracks[0].share == 60
    assert [e.facts.share for e in entry.history] == [None, None, 90, 60]
    assert effective(entry.history)[2].facts == Facts(unit=HOUSING, text="已进场", share=60)
    assert fold(entry.history) == entry


def test_the_last_correction_holds():
    story = brought_to(State.UNDER_WAY).at("05-08", Step.REPORT, LI, text="已进场", share=90)
    story.at("05-09", Step.CORRECT, LI, corrects=wrong(3), text="已进场", share=60)
    story.at("05-10", Step.CORRECT, LI, corrects=wrong(3), text="已进场", share=65)
    story.at("05-11", Step.REPORT, LI, text="继续")

    assert story.entry.tracks[0].share == 65


def test_a_date_that_was_granted_is_corrected_and_what_follows_from_it():
    story = extended().at("06-22", Step.CORRECT, WANG, corrects=wrong(4), until=date(2026, 7, 15))

    assert story.entry.due == date(2026, 7, 15)
    assert story.entry.tracks[0].term.working == "原定2026年6月30日；2026年6月21日批准延期，定为2026年7月15日"


def test_the_first_day_of_a_notice_is_corrected_and_its_last_worked_out_anew():
    story = brought_to(State.ON_NOTICE)
    story.at("05-26", Step.CORRECT, WANG, corrects=wrong(5), first=date(2026, 5, 26))

    assert story.entry.notice.last == date(2026, 6, 9)


@pytest.mark.parametrize(
    ("seq", "facts", "why"),
    [
        pytest.param(9, {}, "本项没有这一步", id="no such step"),
        pytest.param(0, {}, "本项没有这一步", id="steps count from one"),
        pytest.param(
            4, {"until": JUNE_30}, "第 4 步（批准延期）不能成立：新期限须晚于", id="not a date of its own"
        ),
    ],
)
def test_what_is_no_correction(seq, facts, why):
    with pytest.raises(Incomplete, match=why):
        extended().at("06-22", Step.CORRECT, WANG, corrects=wrong(seq), **facts)


def test_a_correction_says_why():
    with pytest.raises(Incomplete, match="还没有写明更正的理由"):
        extended().at("06-22", Step.CORRECT, WANG, corrects=wrong(4, " "), until=date(2026, 7, 15))


def test_a_correction_is_not_corrected():
    story = extended().at("06-22", Step.CORRECT, WANG, corrects=wrong(4), until=date(2026, 7, 15))
    with pytest.raises(Incomplete, match="本身是更正"):
        story.at("06-23", Step.CORRECT, WANG, corrects=wrong(5), until=date(2026, 7, 16))


def test_a_correction_that_makes_a_later_step_wrong_is_refused():
    with pytest.raises(Incomplete, match=r"更正后第 6 步（销号）不能成立：公示到2026年6月9日才满"):
        brought_to(State.SIGNED_OFF).at(
            "06-10", Step.CORRECT, WANG, corrects=wrong(5), first=date(2026, 5, 26)
        )


def test_a_correction_that_takes_the_unit_away_from_later_steps_is_refused():
    with pytest.raises(Incomplete, match="更正后第 2 步（签收）"):
        brought_to(State.UNDER_WAY).at("05-08", Step.CORRECT, ADMIN, corrects=wrong(1), order=order(ROADS))


def test_a_stricter_setting_since_then_does_not_stand_in_the_way():
    story = brought_to(State.SUBMITTED)
    story.rules = Rules(CALENDAR, conditions=("措施全部完成", "新增条件"))
    said = {"text": "已全部完成", "met": Rules(CALENDAR).conditions, "evidence": story.last.facts.evidence}

    story.at("05-21", Step.CORRECT, LI, corrects=wrong(3), **said)
    assert effective(story.entry.history)[2].facts.text == "已全部完成"


@pytest.mark.parametrize(
    ("by", "seq", "why"),
    [
        pytest.param(
            WANG, 3, "第 3 步（申请延期）只能由可以办这一步的人更正", id="the office not the unit's words"
        ),
        pytest.param(LI, 4, "第 4 步（批准延期）只能由可以办这一步的人更正", id="the unit not the office's"),
        pytest.param(
            replace(WANG, unit=HOUSING), 1, "第 1 步（立项）只能由", id="not what one's own unit was ordered"
        ),
    ],
)
def test_whose_words_may_be_put_right(by, seq, why):
    facts = {"until": date(2026, 7, 15), "reason": "降雨", "order": order(level="市级")}
    with pytest.raises(Incomplete, match=why):
        extended().at("06-22", Step.CORRECT, by, corrects=wrong(seq), **facts)


def test_the_office_does_not_put_a_unit_s_words_right_though_it_may_take_the_step():
    story = brought_to(State.BLOCKED).at("05-12", Step.UNBLOCK, LI, text="已解决")

    with pytest.raises(Incomplete, match="第 4 步（解除受阻）只能由"):
        story.at("05-13", Step.CORRECT, WANG, corrects=wrong(4), text="未解决")


def test_a_colleague_puts_the_unit_s_words_right_and_has_a_hand_in_it():
    colleague = Actor(77, "小刘", Capacity.MEMBER, HOUSING)
    story = brought_to(State.UNDER_WAY).at("05-08", Step.REPORT, LI, text="已进场", share=90)
    story.at("05-09", Step.CORRECT, colleague, corrects=wrong(3), text="已进场", share=60)
    submit(story, "05-20")

    with pytest.raises(NotEntitled):
        story.at("05-21", Step.ACCEPT, replace(colleague, capacity=Capacity.SUPERVISOR, unit="督查室"))


def test_another_unit_s_member_corrects_nothing():
    with pytest.raises(NotEntitled):
        extended().at("06-22", Step.CORRECT, ZHAO, corrects=wrong(3), reason="降雨", until=date(2026, 7, 15))


def test_the_unit_named_for_acceptance_corrects_its_own_words():
    story = brought_to(State.SUBMITTED).at("05-22", Step.ACCEPT, SUN, text="合恪")
    story.at("05-22", Step.CORRECT, SUN, corrects=wrong(4), text="合格")

    assert effective(story.entry.history)[3].facts.text == "合格"


def test_what_was_accepted_is_not_rewritten_by_the_unit():
    with pytest.raises(Incomplete, match="县住建局已通过验收，报送的内容不能再更正"):
        brought_to(State.ACCEPTED).at(
            "05-23", Step.CORRECT, LI, corrects=wrong(3), text="补", met=Rules(CALENDAR).conditions
        )


def test_what_was_ordered_is_corrected_by_who_may_amend_it():
    story = opened().at("05-07", Step.CORRECT, ADMIN, corrects=wrong(1), order=order(level="市级"))

    assert (story.entry.order.level, story.state) == ("市级", State.ISSUED)


def test_events_with_a_gap_are_not_folded():
    history = brought_to(State.SUBMITTED).entry.history
    with pytest.raises(ValueError, match="does not follow"):
        fold((*history[:1], *history[2:]))
    with pytest.raises(ValueError, match="without events"):
        fold(())
    with pytest.raises(ValueError, match="no ACCEPT from UNDER_WAY"):
        fold((*history[:2], replace(history[2], step=Step.ACCEPT)))
