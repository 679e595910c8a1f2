"""What is said when, to whom, and that it is said once."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from bureau import (
    ALL,
    CHEN,
    DESK,
    GROUPS,
    LI,
    PEOPLE,
    SUN,
    TOWN,
    WANG,
    Bot,
    moment,
    told,
)
from office import HOUSING, JUNE_30, ROADS, brought_to, opened, order, submit
from office import LI as LI_GONG
from office import WANG as WANG_KE

from bot.duty import Deadline, Strength
from bot.ledger.entry import State
from bot.ledger.event import Step
from bot.ledger.people import Capacity, Person, Post
from bot.notices.audience import Group
from bot.notices.due import Notice, due, next_moment, withdrawn
from bot.notices.manners import Manners
from bot.notices.matters import OVERDUE, Kind, Stage


def at_work(**facts: object):
    """Return a story under way, due on 30 June, a Tuesday; the unit reported on 26 June."""
    story = opened(**facts).at("05-07", Step.ACKNOWLEDGE, LI_GONG)
    return story.at("06-26", Step.REPORT, LI_GONG, text="在做")


def only(notices: list[Notice], kind: Kind = Kind.DEADLINE) -> list[Notice]:
    return [n for n in notices if n.kind is kind]


@pytest.mark.parametrize(
    ("day", "rank", "why"),
    [
        pytest.param("06-17", None, "", id="eight working days off: nothing"),
        pytest.param("06-18", 993, "2026年6月30日到期，还有7个工作日", id="seven, over the festival"),
        pytest.param("06-24", 993, "2026年6月30日到期，还有4个工作日", id="four: as it stands then"),
        pytest.param("06-25", 997, "2026年6月30日到期，还有3个工作日", id="three"),
        pytest.param("06-29", 999, "2026年6月30日到期，还有1个工作日", id="one"),
        pytest.param("06-30", 1000, "今天（2026年6月30日）到期", id="the day itself"),
        pytest.param("07-01", OVERDUE, "2026年6月30日到期，已逾期1天", id="overdue"),
        pytest.param("08-12", OVERDUE, "2026年6月30日到期，已逾期43天", id="after weeks of silence: once"),
    ],
)
def test_a_deadline_draws_near_and_passes(day, rank, why):
    found = only(Bot().due([at_work().entry], moment(day)))

    assert told(found) == ({(str(to), "DEADLINE", rank) for to in (LI, TOWN, ALL)} if rank else set())
    assert {n.why for n in found} == ({why} if why else set())


def test_a_deadline_on_a_day_off_is_told_on_the_last_working_day_before():
    story = at_work(deadline=Deadline("7月5日前", date(2026, 7, 5)))

    found = only(Bot().due([story.entry], moment("07-03")))

    assert {(n.rank, n.why) for n in found} == {
        (1000, "2026年7月5日（非工作日）到期，今天是到期前最后一个工作日")
    }


@pytest.mark.parametrize(
    ("day", "rank", "why"),
    [
        pytest.param(
            "05-25", 997, "2026年5月28日到期，还有3个工作日（按字面；最迟2026年6月30日）", id="by the letter"
        ),
        pytest.param("06-01", 1000, "按字面应于2026年5月28日前完成，最迟2026年6月30日", id="between the two"),
        pytest.param("06-30", 1001, "今天（2026年6月30日）到期", id="the later reading's day"),
        pytest.param("07-01", OVERDUE, "2026年6月30日到期，已逾期1天", id="overdue by the later one only"),
    ],
)
def test_where_the_wording_allows_two_days(day, rank, why):
    story = at_work(deadline=Deadline("6月前", JUNE_30, literal=date(2026, 5, 28)))

    assert {(n.rank, n.why) for n in only(Bot().due([story.entry], moment(day)))} == {(rank, why)}


def test_nobody_is_chased_for_an_aim():
    bot, story = Bot(), at_work(strength=Strength.AIM)

    assert only(bot.tick([story.entry], moment("06-30")))
    for n in range(1, 60):
        assert bot.tick([story.entry], moment(JUNE_30 + timedelta(days=n))) == []


def test_a_chase_every_five_working_days_in_private_only():
    bot, story = Bot(), at_work()
    said = {}
    for n in range(1, 32):
        day = JUNE_30 + timedelta(days=n)
        if found := bot.tick([story.entry], moment(day)):
            said[day] = told(found)

    li = str(LI)
    assert said == {
        date(2026, 7, 1): {(str(to), "DEADLINE", OVERDUE) for to in (LI, TOWN, ALL)},
        **{date(2026, 7, d): {(li, "DEADLINE", OVERDUE + n)} for n, d in enumerate((8, 15, 22, 29), 1)},
    }


def test_news_put_a_chase_off_and_an_application_for_extension_stops_it():
    bot, story = Bot(), at_work()
    bot.tick([story.entry], moment("07-01"))
    story.at("07-07", Step.REPORT, LI_GONG, text="还差一处")

    assert bot.due([story.entry], moment("07-08")) == []
    assert {n.stage for n in bot.due([story.entry], moment("07-14"))} == {Stage.CHASE}
    story.at("07-13", Step.ASK_EXTENSION, LI_GONG, reason="汛期", until=date(2026, 8, 31))
    assert told(bot.due([story.entry], moment("07-14"))) == {(str(WANG), "EXTENSION", 1)}


def test_a_changed_deadline_is_a_new_matter():
    bot, story = Bot(), at_work()
    bot.tick([story.entry], moment("06-29"))
    story.at("06-29", Step.ASK_EXTENSION, LI_GONG, reason="汛期", until=date(2026, 7, 10))
    story.at("06-30", Step.GRANT_EXTENSION, WANG_KE)

    assert bot.due([story.entry], moment("06-30")) == []
    again = only(bot.due([story.entry], moment("07-01")))
    assert {(n.rank, n.day) for n in again} == {(993, date(2026, 7, 10))}


WAITING = [
    pytest.param(State.ISSUED, "05-09", Kind.ACKNOWLEDGE, None, id="three working days to acknowledge"),
    pytest.param(
        State.ISSUED,
        "05-11",
        Kind.ACKNOWLEDGE,
        LI,
        id="one of them a make-up Saturday: not acknowledged in them",
    ),
    pytest.param(State.RETURNED, "05-08", Kind.RETURNED, WANG, id="returned: to the supervisor"),
    pytest.param(State.BLOCKED, "05-11", Kind.BLOCKED, CHEN, id="blocked: to the leader"),
    pytest.param(State.SUBMITTED, "05-20", Kind.ACCEPTANCE, None, id="not on the day itself"),
    pytest.param(State.SUBMITTED, "05-21", Kind.ACCEPTANCE, SUN, id="handed in: to who accepts"),
    pytest.param(State.ACCEPTED, "05-25", Kind.PUBLICATION, WANG, id="accepted: to be made public"),
    pytest.param(State.ON_NOTICE, "06-08", Kind.NOTICE_ENDED, None, id="the notice's last day"),
    pytest.param(State.ON_NOTICE, "06-09", Kind.NOTICE_ENDED, WANG, id="the notice has ended"),
    pytest.param(State.SIGNED_OFF, "08-24", Kind.LOOK_BACK, None, id="no look-back yet"),
    pytest.param(State.SIGNED_OFF, "08-25", Kind.LOOK_BACK, SUN, id="it can be looked back at"),
    pytest.param(State.PARKED, "09-01", Kind.PARKED, None, id="parked until today"),
    pytest.param(State.PARKED, "09-02", Kind.PARKED, WANG, id="parking has ended"),
]


@pytest.mark.parametrize(("state", "day", "kind", "to"), WAITING)
def test_who_must_act_next_is_told(state, day, kind, to):
    found = only(Bot().due([brought_to(state).entry], moment(day)), kind)

    assert [n.to for n in found] == ([to] if to else [])


def test_what_waits_is_said_again_twice_and_then_left_to_the_summary():
    bot, entry = Bot(), brought_to(State.SUBMITTED).entry
    days = [date(2026, 5, 20) + timedelta(days=n) for n in range(60)]

    said = {day.isoformat() for day in days if bot.tick([entry], moment(day))}

    assert said == {"2026-05-21", "2026-05-27", "2026-06-03"}


def test_no_news_is_asked_for_after_7_14_and_30_days():
    bot, story = Bot(), opened(deadline=None).at("05-07", Step.ACKNOWLEDGE, LI_GONG)
    days = [date(2026, 5, 7) + timedelta(days=n) for n in range(60)]

    said = {day.isoformat(): told(found) for day in days if (found := bot.tick([story.entry], moment(day)))}

    li = str(LI)
    assert said == {
        "2026-05-14": {(li, "STALE", 7)},
        "2026-05-21": {(li, "STALE", 14)},
        "2026-06-08": {(li, "STALE", 30)},  # the sixth is a Saturday
    }


def test_a_day_that_was_moved_by_a_new_reading_is_told_to_unit_and_groups():
    story = at_work()
    moved = order(deadline=Deadline("9月底前", date(2026, 9, 30)))
    story.at("06-29", Step.AMEND, WANG_KE, order=moved, reason="文件更正")

    found = Bot().due([story.entry], moment("06-30"))

    assert told(found) == {(str(to), "MOVED", 1) for to in (LI, TOWN, ALL)}
    assert {n.why for n in found} == {"完成期限由2026年6月30日调整为2026年9月30日"}


@pytest.mark.parametrize("state", [State.NEW, State.SUSPENDED, State.SIGNED_OFF])
def test_what_is_over_says_nothing(state):
    bot, entry = Bot(), brought_to(state).entry

    assert [bot.due([entry], moment(date(2026, 6, 9) + timedelta(days=n))) for n in range(60)] == [[]] * 60


def test_who_worked_on_it_is_not_asked_to_judge_it():
    both = Person(21, "李工", (Post(Capacity.MEMBER, HOUSING), Post(Capacity.SUPERVISOR, "督查室")))
    bot = Bot((both, *PEOPLE[3:]))

    found = bot.due([brought_to(State.SUBMITTED).entry], moment("05-21"))

    assert [(n.to, n.instead) for n in found] == [(WANG, "县生态环境局")]


def test_where_a_unit_has_nobody_the_office_is_told_instead():
    bot = Bot(PEOPLE[3:])

    found = only(bot.due([at_work().entry], moment("06-30")))

    assert {(str(n.to), n.instead) for n in found} == {("p22", HOUSING), ("c1", ""), ("c2", "")}


def test_each_unit_of_a_joint_entry_is_told_of_its_own_part():
    story = opened(HOUSING, ROADS).at("05-07", Step.ACKNOWLEDGE, LI_GONG)
    submit(story, "06-01")

    found = only(Bot().due([story.entry], moment("06-30")))

    assert {(str(n.to), n.unit) for n in found} == {("p25", ROADS), ("c1", ROADS), ("c2", ROADS)}


def test_a_group_has_manners_of_its_own():
    late = Manners(near_workdays=(0,))
    bot = Bot(groups=(GROUPS[0], Group(2, GROUPS[1].scope, late)))

    found = only(bot.due([at_work().entry], moment("06-25")))

    assert {str(n.to) for n in found} == {"p21", "c1"}


def test_nothing_is_said_before_the_hour_or_in_quiet_time():
    entry = at_work().entry

    assert Bot().due([entry], moment("06-30", "08:59")) == []
    assert Bot().due([entry], moment("06-30", "20:00")) == []
    assert Bot().due([entry], moment("07-04")) == []


def test_a_key_names_all_that_it_is_about():
    found = only(Bot().due([at_work().entry], moment("06-25")))

    assert sorted(n.key for n in found) == [
        f"DEADLINE/17/县住建局/2026-06-30/{to}/997" for to in ("c1", "c2", "p21")
    ]


def test_the_next_moment_of_an_entry():
    bot, story = Bot(), at_work()

    def following(day: str, at: str = "09:30"):
        now = moment(day, at)
        return next_moment(story.entry, bot.audience(now.date()), bot.log, now, DESK)

    assert following("06-26", "07:00") == moment("06-26", "09:00")
    bot.tick([story.entry], moment("06-26"))
    assert following("06-26") == moment("06-29", "09:00")
    bot.tick([story.entry], moment("06-30"))
    assert following("06-30") == moment("07-01", "09:00")
    bot.tick([story.entry], moment("07-01"))
    assert following("07-01") == moment("07-08", "09:00")


def test_what_no_longer_holds_is_withdrawn():
    bot, story = Bot(), at_work()
    now = moment("06-25")
    keys = [n.key for n in bot.due([story.entry], now)]

    def gone(on: str):
        return withdrawn(keys, story.entry, bot.audience(moment(on).date()), moment(on), DESK)

    assert gone("06-26") == []
    assert gone("06-29") == keys
    submit(story, "06-26")
    assert gone("06-26") == keys


def test_a_moment_without_a_zone_or_of_another_day_is_refused():
    audience = Bot().audience(JUNE_30)

    with pytest.raises(ValueError, match="zone"):
        due([], audience, {}, moment(JUNE_30).replace(tzinfo=None), DESK)
    with pytest.raises(ValueError, match="audience"):
        due([], audience, {}, moment("07-01"), DESK)
