"""Reading what people write about the ledger: many phrasings, and that no text whatever raises."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest
from directory import DIRECTORY
from hypothesis import given, settings
from hypothesis import strategies as st
from office import CALENDAR
from phrasings import MEANT, NONE, SAID, SHOWN, UNCLEAR

from bot.ledger.event import Step
from bot.ledger.said import SHOW, Request, read, read_day, read_objects, read_share, read_unit
from bot.ledger.table import TABLE
from bot.reading.units import Directory

TODAY = date(2026, 6, 10)  # a Wednesday


def asked(text: str) -> tuple[Request, ...]:
    return read(text, TODAY, CALENDAR, DIRECTORY)


@pytest.mark.parametrize(("text", "expected"), SAID, ids=[text for text, _ in SAID])
def test_a_step_is_said(text, expected):
    assert asked(text) == (expected,)


@pytest.mark.parametrize(("text", "expected"), MEANT, ids=[text for text, _ in MEANT])
def test_a_step_may_be_meant(text, expected):
    assert asked(text) == (replace(expected, sure=False),)


@pytest.mark.parametrize(("text", "numbers"), SHOWN, ids=[text for text, _ in SHOWN])
def test_a_question_is_no_write(text, numbers):
    assert asked(text) == (Request(numbers, SHOW),)


@pytest.mark.parametrize("text", UNCLEAR)
def test_only_the_number_is_understood(text):
    assert asked(text) == (Request((17,), SHOW, sure=False),)


@pytest.mark.parametrize("text", NONE, ids=repr)
def test_what_is_none_of_the_ledgers_business(text):
    assert asked(text) == ()


@pytest.mark.parametrize("text", ["17号签收，18号退回，不是我们的", "17 签收 18 退回", "17号签收\n18号退回"])
def test_each_entry_has_the_words_that_follow_it(text):
    assert [(request.numbers, request.step) for request in asked(text)] == [
        ((17,), Step.ACKNOWLEDGE),
        ((18,), Step.RETURN),
    ]


def test_every_step_that_people_take_in_words_is_known():
    said = {request.step for _, request in (*SAID, *MEANT)}

    assert set(TABLE) - said == {Step.OPEN, Step.AMEND}


def test_no_more_entries_than_a_person_means():
    assert len(asked("、".join(map(str, range(1, 200))) + "号签收")[0].numbers) <= 50
    assert asked("17至9999号签收")[0].numbers == (17, 9999)


pieces = st.sampled_from(
    [
        *(
            "17号",
            "17",
            "十七号",
            "第17项",
            "#18",
            "编号19",
            "6月17号",
            "住建局",
            "水利局",
            "、",
            "，",
            "。",
            "：",
            " ",
        ),
        *(
            "签收",
            "退回",
            "转给",
            "延期",
            "到9月30日",
            "一个月",
            "因为",
            "受阻",
            "请",
            "协调",
            "已完成",
            "60%",
            "一半",
        ),
        *(
            "同意",
            "不批",
            "申请销号",
            "验收",
            "不予销号",
            "公示",
            "回头看",
            "反弹",
            "更正",
            "第3步",
            "吗",
            "谁",
            "？",
        ),
    ]
)
typed = st.one_of(st.text(max_size=60), st.lists(pieces, max_size=14).map("".join))


@settings(max_examples=300, deadline=None)
@given(typed)
def test_no_text_raises(text):
    for request in asked(text):
        assert all(number > 0 for number in request.numbers)
        assert request.step is not Step.OPEN
    read(text, TODAY, CALENDAR)


@settings(max_examples=200, deadline=None)
@given(typed, st.dates())
def test_no_answer_raises(text, today):
    read_day(text, today, CALENDAR)
    share = read_share(text)
    assert share is None or 0 <= share <= 100
    read_unit(text, DIRECTORY)
    assert set(read_objects(text, ("1号排口", "2号排口"))) <= {"1号排口", "2号排口"}


# ---- one answer


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("9月30日", date(2026, 9, 30)),
        ("到9月30日吧", date(2026, 9, 30)),
        ("９月３０号", date(2026, 9, 30)),
        ("九月三十日", date(2026, 9, 30)),
        ("2026.9.30", date(2026, 9, 30)),
        ("2026-09-30", date(2026, 9, 30)),
        ("9/30", date(2026, 9, 30)),
        ("20260930", date(2026, 9, 30)),
        ("月底前", date(2026, 6, 30)),
        ("下月15号", date(2026, 7, 15)),
        ("下周五", date(2026, 6, 19)),
        ("周五", date(2026, 6, 12)),
        ("明天", date(2026, 6, 11)),
        ("今天", TODAY),
        ("30号", date(2026, 6, 30)),
        ("30日", date(2026, 6, 30)),
        ("5号", date(2026, 7, 5)),
        ("31号", date(2026, 7, 31)),
        ("十五号", date(2026, 6, 15)),
        ("10个工作日内", date(2026, 6, 25)),
        ("国庆节前", date(2026, 9, 30)),
        ("年底", date(2026, 12, 31)),
        ("去年9月30日", date(2025, 9, 30)),
        ("2月30日", None),
        ("32号", None),
        ("尽快", None),
        ("长期", None),
        ("每周五", None),
        ("不知道", None),
        ("", None),
    ],
)
def test_a_day(text, expected):
    assert read_day(text, TODAY, CALENDAR) == expected


def test_a_length_of_time_counts_from_the_deadline_a_date_does_not():
    due = date(2026, 6, 30)

    assert read_day("一个月", TODAY, CALENDAR, due) == date(2026, 7, 30)
    assert read_day("再给10天", TODAY, CALENDAR, due) == date(2026, 7, 10)
    assert read_day("下周五", TODAY, CALENDAR, due) == date(2026, 6, 19)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        *[("60%", 60), ("60", 60), ("６０％", 60), ("60.5%", 60), ("百分之六十", 60), ("百分之百", 100)],
        *[
            ("六成", 60),
            ("6成", 60),
            ("六成半", 65),
            ("一半", 50),
            ("过半", 50),
            ("三分之二", 67),
            ("2/3", 67),
        ],
        *[("完成了80%", 80), ("全部完成", 100), ("大约70", 70), ("0", 0), ("100", 100)],
        *[("120%", None), ("101", None), ("不清楚", None), ("还差30%", None), ("成果不错", None), ("", None)],
    ],
)
def test_a_share(text, expected):
    assert read_share(text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        pytest.param("住建局", "县住建局", id="the place's own, whatever it is called"),
        pytest.param("县住房和城乡建设局", "县住建局", id="by its full name"),
        pytest.param("水利局", "县水利局", id="without a level: the county's"),
        pytest.param("市水利局", "市水利局", id="with a level: that one"),
        pytest.param("交给交通运输局办理", "县交通局", id="in a sentence"),
        pytest.param("县财政局", "县财政局", id="a kind the place does not list: the words, with the level"),
        pytest.param("住建局和水利局", None, id="two"),
        pytest.param("小王", None, id="none"),
    ],
)
def test_a_unit(text, expected):
    assert read_unit(text, DIRECTORY) == expected


def test_without_a_directory_nothing_is_a_unit():
    assert read_unit("住建局", Directory.of((), "", ())) is None


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        pytest.param("2号排口已完成", ("2号排口",), id="one"),
        pytest.param("12号排口和1号排口", ("1号排口", "12号排口"), id="in the order of the plan"),
        pytest.param("12号排口", ("12号排口",), id="not the name inside a longer one"),
        pytest.param("都完成了", ("1号排口", "2号排口", "12号排口"), id="all"),
        pytest.param("都没完成", (), id="none of them"),
        pytest.param("完成了", (), id="nothing said"),
    ],
)
def test_objects(text, expected):
    assert read_objects(text, ("1号排口", "2号排口", "12号排口")) == expected
