"""What a successor takes on."""

from __future__ import annotations

from datetime import date

from office import CHEN, CHILDREN, HOUSING, JUNE_30, LI, PHOTO, ROADS, RULES, WANG, ZHAO, Story, order, submit

from bot.ledger.event import Correction, Step
from bot.ledger.handover import Promise, Said, handover
from bot.ledger.table import who_may

TODAY = date(2026, 6, 20)
OTHER = LI.__class__(31, "钱工", LI.capacity, HOUSING)


def opened(number: int, *units: str, **facts: object) -> Story:
    return Story(number).at("05-06", Step.OPEN, WANG, order=order(*units, **facts))


def going(number: int, by=LI, **facts: object) -> Story:
    return opened(number, **facts).at("05-07", Step.ACKNOWLEDGE, by)


def pack(*stories: Story, today: date = TODAY):
    return handover([story.entry for story in stories], HOUSING, LI.id, today, RULES)


def test_open_entries_come_soonest_first_what_the_person_worked_on_before_the_rest():
    undated = going(1, deadline=None)
    others, own = going(2, OTHER), going(3)
    elsewhere = opened(4, ROADS)
    suspended = going(5).at("05-08", Step.SUSPEND, WANG, reason="撤销")

    found = pack(undated, others, own, elsewhere, suspended)

    assert [(item.entry.number, item.own) for item in found.items] == [(3, True), (2, False), (1, True)]
    assert (found.unit, found.leaving, found.on) == (HOUSING, LI.id, TODAY)


def test_an_entry_tells_its_dates_its_last_report_and_what_is_left():
    told = going(17, children=CHILDREN)
    told.at("05-20", Step.REPORT, LI, text="1号已封", share=40, objects=("1号排口",), evidence=(PHOTO,))
    told.at("05-21", Step.REPORT, OTHER, text="已进场60%", share=60)
    told.at("05-22", Step.CORRECT, OTHER, corrects=Correction(4, "写错"), text="已进场50%", share=50)

    (item,) = pack(told).items

    assert item.said == Said(date(2026, 5, 21), "钱工", "已进场50%", 50)
    assert item.open_children == ("2号排口",)
    assert (item.track.term.current, item.overdue) == (JUNE_30, False)
    assert item.awaited == ((Step.SUBMIT, who_may(Step.SUBMIT, accepting=True)),)
    assert pack(told, today=date(2026, 7, 1)).items[0].overdue


def test_a_slim_entry_is_handed_over_without_its_last_report():
    told = going(17).at("05-20", Step.REPORT, LI, text="已进场")
    (item,) = handover([told.entry.slim()], HOUSING, LI.id, TODAY, RULES).items
    assert item.said is None


def test_promises_are_what_was_asked_for_and_what_was_given():
    asked = going(1).at("06-01", Step.ASK_EXTENSION, LI, reason="降雨", until=date(2026, 7, 31))
    given = going(2).at("06-01", Step.ASK_EXTENSION, LI, reason="降雨", until=date(2026, 7, 15))
    given.at("06-02", Step.GRANT_EXTENSION, WANG)
    parked = going(3).at("06-01", Step.PARK, WANG, reason="汛期", until=date(2026, 9, 1))

    found = pack(asked, given, parked, going(4)).promises

    assert found == (
        Promise(asked.entry, Step.ASK_EXTENSION, date(2026, 6, 1), "降雨", date(2026, 7, 31)),
        Promise(
            given.entry,
            Step.GRANT_EXTENSION,
            date(2026, 6, 2),
            "原定2026年6月30日；2026年6月2日批准延期，定为2026年7月15日",
            date(2026, 7, 15),
        ),
        Promise(parked.entry, Step.PARK, date(2026, 6, 1), "汛期", date(2026, 9, 1)),
    )


def closed(number: int) -> Story:
    told = submit(going(number), "05-20").at("05-22", Step.ACCEPT, WANG)
    return told.at("05-25", Step.PUBLISH, WANG).at("06-09", Step.SIGN_OFF, CHEN)


def test_relapses_and_look_backs_are_handed_over_too():
    again = closed(1).at("06-12", Step.REOPEN, WANG, reason="反弹", until=date(2026, 7, 31))

    found = pack(again, closed(2))

    assert [entry.number for entry in found.relapses] == [1]
    assert [item.entry.number for item in found.items] == [1]
    assert [(day.month, entry.number) for day, entry in found.look_backs] == [(9, 2), (12, 2), (6, 2)]
    assert found.promises[0].step is Step.REOPEN


def test_what_waits_for_the_unit_is_told_apart_from_what_waits_for_others():
    asked = going(1).at("06-01", Step.ASK_EXTENSION, LI, reason="降雨", until=date(2026, 7, 31))
    submitted = submit(going(2), "06-01")
    fresh = opened(3)
    joint = opened(4, HOUSING, ROADS).at("05-07", Step.ACKNOWLEDGE, ZHAO)

    found = pack(asked, submitted, fresh, joint)

    assert [(one.entry.number, one.step) for one in found.waiting] == [
        (3, Step.ACKNOWLEDGE),
        (4, Step.ACKNOWLEDGE),
        (1, Step.SUBMIT),
    ]
    steps = {item.entry.number: [step for step, _ in item.awaited] for item in found.items}
    assert steps[1] == [Step.SUBMIT, Step.GRANT_EXTENSION]
    assert steps[2] == [Step.ACCEPT]
