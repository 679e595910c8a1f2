"""The calendar, read back with the library that other programs use."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta

import icalendar
from county import ENTRIES
from office import HOUSING, LI, WANG, Story, brought_to, order

from bot.exports.kinds import Form, Kind, exported
from bot.ledger.entry import State
from bot.ledger.event import Step


def events(what) -> list[icalendar.Event]:
    read = icalendar.Calendar.from_ical(exported(Kind.DAYS, Form.ICS, what))
    return list(read.walk("VEVENT"))


def test_each_running_deadline_is_a_whole_day(county):
    deadline = next(e for e in events(county) if e["SUMMARY"].startswith("【完成期限】第8项"))

    assert deadline["SUMMARY"] == "【完成期限】第8项 清理国道边沟淤积（县交通局）"
    assert deadline["DTSTART"].dt == date(2026, 6, 10)
    assert deadline["DTEND"].dt - deadline["DTSTART"].dt == timedelta(days=1)
    assert deadline["TRANSP"] == "TRANSPARENT"
    assert deadline["LOCATION"] == "沙河镇"
    assert deadline["DESCRIPTION"].splitlines()[:3] == [
        "状态：整改中",
        "期限：原定2026年6月10日",
        "包保领导：陈县长",
    ]
    assert deadline["DESCRIPTION"].splitlines()[3].startswith("出处：《全县生态环境突出问题整改推进会讲话》")


def test_notices_and_look_backs_are_in_it_too(county):
    summaries = {e["SUMMARY"] for e in events(county)}

    assert "【公示期满】第5项 关停拆除沙河镇散乱污企业5家（县住建局）" in summaries
    assert "【第1次回头看】第6项 补建雨污分流管网2.3公里（县住建局）" in summaries
    assert "【挂账期满】第10项 白云水库岸线复绿（县住建局）" in summaries


def test_every_event_has_an_id_of_its_own(county):
    ids = [e["UID"] for e in events(county)]

    assert len(set(ids)) == len(ids) > 0


def test_a_deadline_that_is_moved_updates_the_event_it_had(of):
    story = Story(1).at("05-06", Step.OPEN, WANG, order=order()).at("05-07", Step.ACKNOWLEDGE, LI)
    (before,) = events(of([story.entry]))
    story.at("06-01", Step.ASK_EXTENSION, LI, reason="汛期", until=date(2026, 8, 31))
    story.at("06-02", Step.GRANT_EXTENSION, WANG)
    (after,) = events(of([story.entry]))

    assert after["UID"] == before["UID"]
    assert (before["SEQUENCE"], after["SEQUENCE"]) == (0, 1)
    assert after["DTSTART"].dt == date(2026, 8, 31)


def test_another_office_has_other_ids(county):
    mine, theirs = events(county), events(replace(county, office="另一个督查室"))

    assert {e["UID"] for e in mine}.isdisjoint(e["UID"] for e in theirs)


def test_what_people_typed_breaks_no_line_of_the_file(of):
    typed = "清理\r\nBEGIN:VEVENT\nUID:假的;甲,乙\\"
    story = Story(1).at("05-06", Step.OPEN, WANG, order=order(HOUSING, matter=typed))

    (event,) = events(of([story.entry]))
    assert "UID:假的;甲,乙\\" in event["SUMMARY"]


def test_nothing_runs_nothing_is_said(of):
    made = exported(Kind.DAYS, Form.ICS, of([brought_to(State.SUSPENDED).entry]))

    assert icalendar.Calendar.from_ical(made).walk("VEVENT") == []
    assert made.count(b"\n") == made.count(b"\r\n")


def test_the_same_day_gives_the_same_file(of):
    made = [exported(Kind.DAYS, Form.ICS, of(ENTRIES)) for _ in range(2)]

    assert made[0] == made[1]
