"""The rules beside the table: deadlines, extensions, conditions, notices, joint entries, relapses."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, datetime

import pytest
from office import (
    CALENDAR,
    CHEN,
    CHILDREN,
    HOUSING,
    JUNE_30,
    LI,
    PHOTO,
    ROADS,
    RULES,
    SUN,
    WANG,
    ZHAO,
    ZONE,
    Story,
    brought_to,
    opened,
    order,
    submit,
)

from bot.config import NOBODY
from bot.duty import Duty, Part, Role, Source
from bot.errors import Incomplete, NotAllowed, NotEntitled, Refusal, WrongState
from bot.ledger.entry import Entry, State
from bot.ledger.event import Evidence, Facts, Notice, Step
from bot.ledger.order import Child, Order, Origin, Quote, ordered
from bot.ledger.people import Actor, Capacity, Person, Post
from bot.ledger.rights import acting
from bot.ledger.rules import Rules, look_backs, notice
from bot.ledger.steps import next_up, take

# ---- what is ordered


def test_a_confirmed_duty_becomes_an_order_with_its_own_copy_of_the_quote():
    duty = Duty(
        "整治垃圾",
        "县住建局要整治垃圾。",
        Source("a.txt", (0, 9), (0, 9), "第3段"),
        (Part(HOUSING, Role.RESPONSIBLE), Part("陈县长", Role.LEADER)),
        document_date=date(2026, 4, 1),
    )

    made = ordered(duty, "推进会讲话", town="沙河镇")

    assert made.quote == Quote("推进会讲话", "第3段", "县住建局要整治垃圾。", date(2026, 4, 1))
    assert (made.bearers, made.leader, made.origin) == ((HOUSING,), "陈县长", Origin.DOCUMENT)


@pytest.mark.parametrize(
    ("parts", "bearers"),
    [
        pytest.param(
            [(HOUSING, Role.LEAD), (ROADS, Role.SUPPORTING)], (HOUSING,), id="who helps is not tracked"
        ),
        pytest.param(
            [(HOUSING, Role.LISTED), (ROADS, Role.LISTED)], (HOUSING, ROADS), id="listed: each of them"
        ),
        pytest.param([("沙河镇", Role.TERRITORY)], ("沙河镇",), id="only the territory is named"),
        pytest.param([(HOUSING, Role.SUPERVISES)], (), id="who watches does not do it"),
    ],
)
def test_who_bears_an_order(parts, bearers):
    assert Order("事项", tuple(Part(*part) for part in parts)).bearers == bearers


def test_a_unit_that_was_renamed_bears_it_under_its_new_name():
    assert Order("事项", (Part("县环保局", Role.LEAD, successor="县生态环境局"),)).bearers == (
        "县生态环境局",
    )


@pytest.mark.parametrize(
    ("given", "why"),
    [
        pytest.param(order(matter=" "), "没有写明整改事项", id="no matter"),
        pytest.param(Order("事项"), "没有具体的责任单位", id="nobody"),
        pytest.param(Order("事项", (Part("各部门", Role.LISTED, True),)), "“各部门”不算", id="everybody"),
        pytest.param(order(children=(Child("甲"), Child("甲"))), "空白或重复", id="one object twice"),
        pytest.param(
            order(children=(Child("甲", unit=ROADS),)), "不是责任单位：县交通局", id="a stranger's object"
        ),
    ],
)
def test_an_order_that_cannot_be_opened(given, why):
    with pytest.raises(Incomplete, match=why):
        Story().at("05-06", Step.OPEN, WANG, order=given)


# ---- who acts


@pytest.mark.parametrize("number", [*NOBODY, 0, -300])
def test_nobody_in_particular_takes_no_step(number):
    with pytest.raises(NotEntitled, match="匿名身份"):
        opened().at("05-07", Step.ACKNOWLEDGE, replace(LI, id=number))


def test_a_refusal_for_the_person_is_also_a_refusal_of_permission():
    assert issubclass(NotEntitled, NotAllowed) and issubclass(NotEntitled, Refusal)


def test_a_moment_without_a_zone_is_a_mistake_of_the_program():
    with pytest.raises(ValueError, match="time zone"):
        take(Entry(1), Step.OPEN, WANG, datetime(2026, 5, 6), RULES)  # noqa: DTZ001 - that is what is tested


def test_a_slim_entry_takes_no_step():
    with pytest.raises(ValueError, match="without its history"):
        now = datetime(2026, 5, 7, 9, tzinfo=ZONE)
        take(opened().entry.slim(), Step.ACKNOWLEDGE, LI, now, RULES)


def test_a_person_acts_in_the_capacity_that_may():
    posts = (Post(Capacity.READER), Post(Capacity.SUPERVISOR, "督查室"), Post(Capacity.MEMBER, ROADS))
    person, entry = Person(50, "朱", posts), brought_to(State.SUBMITTED).entry

    assert acting(person, entry, Step.ACCEPT, JUNE_30) == Actor(
        50, "朱", Capacity.SUPERVISOR, "督查室", (ROADS,)
    )
    assert acting(person, entry, Step.SUBMIT, JUNE_30) == Actor(
        50, "朱", Capacity.READER, "", ("督查室", ROADS)
    )
    assert acting(Person(51, "秦"), entry, Step.ACCEPT, JUNE_30) is None


def test_who_handed_in_does_not_accept_it_in_another_capacity_either():
    story = brought_to(State.SUBMITTED)

    for actor in (
        replace(LI, capacity=Capacity.SUPERVISOR, unit="督查室"),
        Actor(60, "同事", Capacity.SUPERVISOR, HOUSING),
        Actor(61, "兼职", Capacity.SUPERVISOR, "督查室", also=(HOUSING,)),
    ):
        with pytest.raises(NotEntitled, match="承办单位和经办过的人不能办自己的这一步"):
            story.at("05-22", Step.ACCEPT, actor)


def test_who_had_it_before_it_was_transferred_does_not_accept_it():
    story = brought_to(State.UNDER_WAY).at("05-08", Step.REPORT, LI, text="已进场")
    story.at("05-09", Step.TRANSFER, WANG, to=ROADS).at("05-10", Step.ACKNOWLEDGE, ZHAO)
    submit(story, "05-20", ZHAO)

    with pytest.raises(NotEntitled):
        story.at("05-21", Step.ACCEPT, Actor(60, "原单位", Capacity.SUPERVISOR, HOUSING))


def test_the_unit_named_for_acceptance_accepts():
    assert brought_to(State.SUBMITTED).at("05-22", Step.ACCEPT, SUN).state == State.ACCEPTED


# ---- returned, transferred


@pytest.mark.parametrize(
    ("day", "accepted"),
    [
        pytest.param("05-11", True, id="the third working day, a make-up Saturday counted"),
        pytest.param("05-12", False, id="the fourth"),
    ],
)
def test_a_matter_is_returned_within_three_working_days(day, accepted):
    story = Story().at("05-07", Step.OPEN, WANG, order=order())  # 9 May 2026 is a make-up Saturday
    if accepted:
        assert story.at(day, Step.RETURN, LI, reason="不属本单位").state == State.RETURNED
        assert next_up(story.entry) == ((HOUSING, Step.TRANSFER),)
    else:
        with pytest.raises(WrongState, match="退回须在交办后3个工作日内（至2026年5月11日）提出"):
            story.at(day, Step.RETURN, LI, reason="不属本单位")


def test_a_returned_matter_goes_to_another_unit_or_back():
    assert brought_to(State.RETURNED).at("05-08", Step.TRANSFER, WANG, to=ROADS).entry.units == (ROADS,)
    assert brought_to(State.RETURNED).at("05-08", Step.TRANSFER, WANG, to=HOUSING).state == State.ISSUED


def test_a_matter_is_not_transferred_to_who_has_it():
    with pytest.raises(Incomplete, match="就是现在的承办单位"):
        opened().at("05-07", Step.TRANSFER, WANG, to=HOUSING)
    with pytest.raises(Incomplete, match="已是本项的承办单位"):
        opened(HOUSING, ROADS).at("05-07", Step.TRANSFER, WANG, unit=HOUSING, to=ROADS)


def test_after_a_transfer_the_days_for_returning_begin_anew_and_the_date_stays():
    story = brought_to(State.UNDER_WAY).at("06-01", Step.TRANSFER, WANG, to=ROADS)

    story.at("06-03", Step.RETURN, ZHAO, reason="也不属本单位")
    assert story.entry.original == story.entry.due == JUNE_30


def test_a_matter_that_is_transferred_before_it_was_acknowledged_is_issued_anew():
    story = opened().at("05-20", Step.TRANSFER, WANG, to=ROADS)

    assert story.at("05-22", Step.RETURN, ZHAO, reason="不属本单位").state == State.RETURNED


def test_what_the_unit_before_had_asked_and_shown_does_not_pass_to_the_next():
    story = brought_to(State.UNDER_WAY).at(
        "05-08", Step.REPORT, LI, text="已进场", share=60, evidence=(PHOTO,)
    )
    story.at("05-09", Step.ASK_EXTENSION, LI, reason="降雨", until=date(2026, 7, 31))
    story.at("05-10", Step.BLOCK, LI, reason="用地", to="自然资源局").at(
        "05-11", Step.TRANSFER, WANG, to=ROADS
    )

    (track,) = story.entry.tracks
    assert (track.asked, track.obstacle, track.share, track.evidence) == (None, None, None, ())


# ---- progress, obstacles


@pytest.mark.parametrize("share", [-1, 101])
def test_a_share_is_between_0_and_100(share):
    with pytest.raises(Incomplete, match="0 到 100"):
        brought_to(State.UNDER_WAY).at("05-08", Step.REPORT, LI, text="进展", share=share)


def test_progress_is_kept_with_its_evidence():
    story = brought_to(State.UNDER_WAY).at(
        "05-08", Step.REPORT, LI, text="已进场", share=60, evidence=(PHOTO,)
    )
    story.at("05-09", Step.REPORT, LI, text="继续", evidence=(Evidence("cd" * 32),))

    (track,) = story.entry.tracks
    assert (track.share, len(track.evidence), track.news) == (60, 2, date(2026, 5, 9))


def test_what_is_blocked_names_who_must_unblock_it_and_the_leader_does():
    story = brought_to(State.BLOCKED)
    assert story.entry.tracks[0].obstacle.to == "自然资源局"

    story.at("05-12", Step.UNBLOCK, CHEN, text="已协调")
    assert story.state == State.UNDER_WAY and story.entry.tracks[0].obstacle is None


# ---- deadlines


@pytest.mark.parametrize(
    ("today", "late"),
    [
        pytest.param(date(2026, 6, 30), 0, id="the day itself is on time"),
        pytest.param(date(2026, 7, 1), 1, id="the day after is one day late"),
    ],
)
def test_the_day_of_the_deadline_is_on_time(today, late):
    (track,) = brought_to(State.UNDER_WAY).entry.tracks

    assert (track.overdue(today), track.late_days(today)) == (late > 0, late)


@pytest.mark.parametrize(
    ("state", "overdue"),
    [
        *((s, True) for s in (State.ISSUED, State.RETURNED, State.UNDER_WAY, State.BLOCKED)),
        *((s, False) for s in (State.PARKED, State.SUBMITTED, State.ACCEPTED, State.ON_NOTICE)),
        *((s, False) for s in (State.SIGNED_OFF, State.SUSPENDED, State.NEW)),
    ],
)
def test_what_can_be_overdue(state, overdue):
    assert brought_to(state).entry.overdue(date(2027, 1, 1)) == overdue


def test_handed_in_late_stays_late_by_as_much():
    (track,) = submit(brought_to(State.UNDER_WAY), "07-03").entry.tracks

    assert (track.overdue(date(2026, 8, 1)), track.late_days(date(2026, 8, 1))) == (False, 3)


def test_what_has_no_date_is_never_late():
    story = opened(deadline=None).at("05-07", Step.ACKNOWLEDGE, LI)

    assert not story.entry.overdue(date(2036, 1, 1))
    with pytest.raises(WrongState, match="没有定完成期限，不需要延期"):
        story.at("05-08", Step.ASK_EXTENSION, LI, reason="雨季", until=JUNE_30)


@pytest.mark.parametrize(
    ("asked", "late", "working"),
    [
        pytest.param(
            "06-30",
            False,
            "原定2026年6月30日；2026年7月2日批准延期，定为2026年7月31日",
            id="on the last day: in time",
        ),
        pytest.param(
            "07-01",
            True,
            "原定2026年6月30日；2026年7月2日批准延期（期满后申请），定为2026年7月31日",
            id="a day later: late",
        ),
    ],
)
def test_an_extension_keeps_the_original_date_and_says_whether_it_was_asked_late(asked, late, working):
    story = brought_to(State.UNDER_WAY)
    story.at(asked, Step.ASK_EXTENSION, LI, reason="连续降雨", until=date(2026, 7, 31))
    assert story.entry.due == JUNE_30 and story.entry.tracks[0].asked.late == late

    story.at("07-02", Step.GRANT_EXTENSION, WANG)
    (track,) = story.entry.tracks
    assert (track.term.original, track.term.current) == (JUNE_30, date(2026, 7, 31))
    assert (track.term.extensions, track.term.working, track.asked) == (1, working, None)
    assert story.last.facts.until == date(2026, 7, 31)


def test_an_extension_may_be_granted_for_less_than_was_asked():
    story = brought_to(State.UNDER_WAY).at(
        "06-20", Step.ASK_EXTENSION, LI, reason="降雨", until=date(2026, 9, 30)
    )
    story.at("06-21", Step.GRANT_EXTENSION, WANG, until=date(2026, 7, 31))

    assert story.entry.due == date(2026, 7, 31)


def test_an_extension_is_not_granted_to_a_day_that_has_passed_meanwhile():
    story = brought_to(State.UNDER_WAY).at(
        "06-20", Step.ASK_EXTENSION, LI, reason="降雨", until=date(2026, 7, 10)
    )
    with pytest.raises(Incomplete, match="2026年7月10日已经过去，请另定日期"):
        story.at("07-11", Step.GRANT_EXTENSION, WANG)


def test_an_extension_is_not_asked_twice_nor_for_an_earlier_day():
    story = brought_to(State.UNDER_WAY)
    with pytest.raises(Incomplete, match="新期限须晚于现在的期限2026年6月30日"):
        story.at("06-20", Step.ASK_EXTENSION, LI, reason="降雨", until=JUNE_30)
    story.at("06-20", Step.ASK_EXTENSION, LI, reason="降雨", until=date(2026, 7, 31))
    with pytest.raises(WrongState, match="上一次延期申请还没有批复"):
        story.at("06-21", Step.ASK_EXTENSION, LI, reason="降雨", until=date(2026, 8, 31))


def test_an_extension_that_is_refused_changes_no_date():
    story = brought_to(State.UNDER_WAY)
    with pytest.raises(WrongState, match="没有待批的延期申请"):
        story.at("06-20", Step.REFUSE_EXTENSION, WANG, reason="理由不足")
    story.at("06-20", Step.ASK_EXTENSION, LI, reason="降雨", until=date(2026, 7, 31))
    story.at("06-21", Step.REFUSE_EXTENSION, WANG, reason="理由不足")

    (track,) = story.entry.tracks
    assert (track.asked, track.term.moves) == (None, ())


# ---- handing in


def test_what_is_missing_for_sign_off_is_named():
    story = opened(children=CHILDREN).at("05-07", Step.ACKNOWLEDGE, LI)
    with pytest.raises(Incomplete) as refusal:
        submit(story, "05-20", met=RULES.conditions[:3], evidence=(), objects=("1号排口",))

    assert "还缺“举一反三”、“长效机制”、未完成的点位（2号排口）、证明材料。" in str(refusal.value)
    assert "您现在可以办：报进展、报受阻、申请延期" in str(refusal.value)


def test_objects_are_done_one_by_one():
    story = opened(children=CHILDREN).at("05-07", Step.ACKNOWLEDGE, LI)
    story.at("05-08", Step.REPORT, LI, text="1号已截污", objects=("1号排口",))
    assert story.entry.open_children(HOUSING) == ("2号排口",)

    with pytest.raises(Incomplete, match="本项没有这些点位：3号排口"):
        story.at("05-09", Step.REPORT, LI, text="3号", objects=("3号排口",))
    assert submit(story, "05-20", objects=("2号排口",)).state == State.SUBMITTED


def test_a_refusal_sets_a_new_date_and_begins_a_new_round():
    story = brought_to(State.SUBMITTED)
    with pytest.raises(Incomplete, match="还没有写明不予销号的理由、新的完成期限"):
        story.at("05-22", Step.REFUSE, WANG)
    with pytest.raises(Incomplete, match="2026年5月21日已经过去"):
        story.at("05-22", Step.REFUSE, WANG, reason="仍有垃圾", until=date(2026, 5, 21))
    story.at("05-22", Step.REFUSE, WANG, reason="仍有垃圾", until=date(2026, 7, 15))

    (track,) = story.entry.tracks
    assert (track.state, track.evidence, track.submitted_on) == (State.UNDER_WAY, (), None)
    assert (story.entry.original, story.entry.due) == (JUNE_30, date(2026, 7, 15))


# ---- notice, sign-off, look-back


def test_a_notice_of_ten_working_days_counts_a_make_up_saturday():
    shown = notice(date(2026, 4, 29), RULES)

    assert shown.last == date(2026, 5, 15)
    assert "5月9日（周六）调休上班计入" in shown.working and "五一假期5月1日至5月5日不计" in shown.working


@pytest.mark.parametrize(
    ("first", "last", "working"),
    [
        pytest.param(
            date(2026, 6, 1), date(2026, 6, 8), "次日起数7日，至2026年6月8日", id="ends on a Monday"
        ),
        pytest.param(
            date(2026, 9, 25), date(2026, 10, 8), "末日为休息日，顺延至2026年10月8日", id="ends in a holiday"
        ),
    ],
)
def test_a_notice_in_days_ends_on_a_working_day(first, last, working):
    shown = notice(first, Rules(CALENDAR, notice_days=7, notice_in_workdays=False))

    assert shown.last == last and working in shown.working


def test_nothing_is_signed_off_before_the_notice_has_ended():
    story = brought_to(State.ACCEPTED).at("05-25", Step.PUBLISH, WANG)
    assert story.entry.notice.last == date(2026, 6, 8)

    with pytest.raises(WrongState, match=r"公示到2026年6月8日才满.*2026年6月9日起可以销号"):
        story.at("06-08", Step.SIGN_OFF, WANG)
    story.at("06-09", Step.SIGN_OFF, WANG)
    assert (story.state, story.entry.signed_off_on) == (State.SIGNED_OFF, date(2026, 6, 9))


def test_a_change_of_the_settings_does_not_move_a_notice_that_was_given():
    story = brought_to(State.ON_NOTICE)
    story.rules = Rules(CALENDAR, notice_days=30)

    assert story.at("06-09", Step.SIGN_OFF, WANG).state == State.SIGNED_OFF


def test_a_notice_does_not_begin_before_the_acceptance():
    with pytest.raises(Incomplete, match="公示不能早于验收（2026年5月22日）"):
        brought_to(State.ACCEPTED).at("05-25", Step.PUBLISH, WANG, first=date(2026, 5, 21))


def test_look_backs_are_due_three_six_and_twelve_months_after():
    assert look_backs(date(2026, 11, 30), RULES) == (date(2027, 2, 28), date(2027, 5, 30), date(2027, 11, 30))


def test_look_backs_are_passed_one_by_one_not_long_before_their_day():
    story = brought_to(State.SIGNED_OFF)
    with pytest.raises(WrongState, match="下一次回头看定在2026年9月9日，2026年8月25日起可以办"):
        story.at("08-24", Step.CONFIRM, WANG, text="良好")
    for day in ("08-25", "12-09", "2027-06-09"):
        story.at(day, Step.CONFIRM, WANG, text="良好")

    assert (story.entry.looked_back, story.entry.look_backs, next_up(story.entry)) == (3, (), ())
    with pytest.raises(WrongState, match="规定的回头看都已通过"):
        story.at("2027-06-10", Step.CONFIRM, WANG, text="良好")


def test_a_relapse_reopens_the_same_number_and_is_counted():
    story = brought_to(State.SIGNED_OFF).at(
        "09-09", Step.REOPEN, WANG, reason="垃圾复现", until=date(2026, 10, 31)
    )
    entry = story.entry
    assert (entry.number, entry.state, entry.relapses) == (17, State.UNDER_WAY, 1)
    assert (entry.notice, entry.tracks[0].evidence, entry.original) == (None, (), JUNE_30)
    assert entry.overdue(date(2026, 11, 1)) and not entry.overdue(date(2026, 10, 31))

    submit(story, "10-20").at("10-21", Step.ACCEPT, WANG).at("10-21", Step.PUBLISH, WANG)
    story.at("11-10", Step.SIGN_OFF, WANG)
    assert story.entry.look_backs[0] == date(2027, 2, 10)


def test_every_relapse_is_counted():
    story = brought_to(State.SIGNED_OFF).at("07-01", Step.REOPEN, WANG, reason="复现", until=date(2026, 7, 1))
    submit(story, "07-01").at("07-01", Step.ACCEPT, WANG).at("07-01", Step.PUBLISH, WANG)
    story.at("07-20", Step.SIGN_OFF, WANG)
    story.at("08-01", Step.REOPEN, WANG, reason="又复现", until=date(2026, 9, 1))

    assert (story.entry.number, story.entry.relapses) == (17, 2)


def test_what_follows_from_the_settings_is_not_taken_from_who_acts():
    forged = Notice(date(2026, 5, 25), date(2026, 5, 25), "")
    story = brought_to(State.ACCEPTED).at("05-25", Step.PUBLISH, WANG, notice=forged)
    assert story.entry.notice.last == date(2026, 6, 8)

    story.at("06-09", Step.SIGN_OFF, WANG, notice=forged, look_backs=(date(2099, 1, 1),))
    assert story.entry.look_backs == look_backs(date(2026, 6, 9), RULES)
    assert story.last.facts.notice is None


# ---- parked and suspended


def test_what_is_parked_is_not_overdue_and_comes_back_with_a_date():
    story = brought_to(State.PARKED)
    assert not story.entry.overdue(date(2026, 8, 1)) and story.entry.due is None

    with pytest.raises(Incomplete, match="原期限2026年6月30日已过，请同时写明新的完成期限"):
        story.at("09-01", Step.RESUME, WANG)
    story.at("09-01", Step.RESUME, WANG, until=date(2026, 10, 31))
    assert (story.state, story.entry.due) == (State.UNDER_WAY, date(2026, 10, 31))


def test_what_comes_back_in_time_keeps_its_date():
    assert brought_to(State.SUSPENDED).at("06-01", Step.RESUME, WANG).entry.due == JUNE_30


# ---- joint entries


def joint() -> Story:
    story = opened(HOUSING, ROADS)
    return story.at("05-07", Step.ACKNOWLEDGE, LI).at("05-07", Step.ACKNOWLEDGE, ZHAO)


def test_a_joint_entry_is_as_far_as_its_last_unit_and_done_when_all_are():
    story = submit(joint(), "05-20", LI).at("05-21", Step.ACCEPT, WANG, unit=HOUSING)
    assert story.state == State.UNDER_WAY
    assert next_up(story.entry) == ((ROADS, Step.SUBMIT),)
    with pytest.raises(WrongState, match="县交通局现为“整改中”"):
        story.at("05-22", Step.PUBLISH, WANG)

    submit(story, "06-01", ZHAO).at("06-02", Step.ACCEPT, WANG, unit=ROADS)
    assert next_up(story.entry) == (("", Step.PUBLISH),)
    story.at("06-02", Step.PUBLISH, WANG).at("06-20", Step.SIGN_OFF, WANG)
    assert {track.state for track in story.entry.tracks} == {State.SIGNED_OFF}


def test_in_a_joint_entry_the_office_says_which_unit_it_means():
    with pytest.raises(Incomplete, match="请指明是哪一家：县住建局、县交通局"):
        joint().at("05-08", Step.PARK, WANG, reason="汛期", until=JUNE_30)
    with pytest.raises(Incomplete, match="县水利局不是本项的承办单位"):
        joint().at("05-08", Step.PARK, WANG, unit="县水利局", reason="汛期", until=JUNE_30)


def test_one_unit_does_not_report_for_another():
    with pytest.raises(NotEntitled):
        joint().at("05-08", Step.REPORT, LI, unit=ROADS, text="替它报")


def test_an_extension_of_one_unit_is_not_the_others():
    story = joint().at("06-20", Step.ASK_EXTENSION, LI, reason="降雨", until=date(2026, 7, 31))
    story.at("06-21", Step.GRANT_EXTENSION, WANG, unit=HOUSING)

    due = {track.unit: track.term.current for track in story.entry.tracks}
    assert due == {HOUSING: date(2026, 7, 31), ROADS: JUNE_30}
    assert story.entry.due == JUNE_30


def test_an_objection_during_the_notice_ends_it_for_all():
    story = submit(joint(), "05-20", LI).at("05-21", Step.ACCEPT, WANG, unit=HOUSING)
    submit(story, "05-20", ZHAO).at("05-21", Step.ACCEPT, WANG, unit=ROADS).at("05-22", Step.PUBLISH, WANG)
    story.at("05-25", Step.REFUSE, WANG, unit=ROADS, reason="群众有异议", until=JUNE_30)

    assert [t.state for t in story.entry.tracks] == [State.ACCEPTED, State.UNDER_WAY]
    assert story.entry.notice is None


def test_a_suspended_unit_does_not_hold_the_others_up():
    story = submit(joint(), "05-20", LI).at("05-21", Step.ACCEPT, WANG, unit=HOUSING)
    story.at("05-22", Step.SUSPEND, WANG, unit=ROADS, reason="路段移交").at("05-22", Step.PUBLISH, WANG)

    assert story.at("06-10", Step.SIGN_OFF, WANG).state == State.SIGNED_OFF


# ---- amended


def test_an_amendment_moves_running_dates_and_brings_units_in():
    story = submit(joint(), "05-20", LI)
    changed = order(HOUSING, ROADS, "县城管局", deadline=replace(order().deadline, due=date(2026, 8, 31)))
    story.at("05-21", Step.AMEND, WANG, order=changed, reason="文件更正")

    due = {track.unit: (track.state, track.term.current) for track in story.entry.tracks}
    assert due == {
        HOUSING: (State.SUBMITTED, JUNE_30),
        ROADS: (State.UNDER_WAY, date(2026, 8, 31)),
        "县城管局": (State.ISSUED, date(2026, 8, 31)),
    }
    assert story.entry.original == JUNE_30


def test_an_amendment_drops_units_but_not_who_has_it_by_transfer():
    story = joint().at("05-08", Step.TRANSFER, WANG, unit=HOUSING, to="县城管局")
    story.at("05-09", Step.AMEND, WANG, order=order(HOUSING), reason="文件更正")

    assert story.entry.units == ("县城管局",)


@pytest.mark.parametrize(
    ("changed", "why"),
    [
        pytest.param(order(), "与现在的内容相同", id="nothing changed"),
        pytest.param(Order("事项"), "没有具体的责任单位", id="nobody left"),
    ],
)
def test_an_amendment_that_cannot_be(changed, why):
    with pytest.raises(Incomplete, match=why):
        opened().at("05-07", Step.AMEND, WANG, order=changed, reason="文件更正")


def test_nothing_said_is_not_a_reason():
    with pytest.raises(Incomplete, match="还没有写明退回的理由"):
        opened().at("05-07", Step.RETURN, LI, reason="  ")
    assert Facts().reason == ""
