"""Who and where a question means: towns, leaders, offices that go by one name, a month without its year."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from bot.asking.answers import Outcome
from bot.asking.named import is_person
from bot.asking.periods import read_period
from bot.duty import Deadline, Part, Reading, Role
from tests.asking_county import TODAY, answerer, document, duty, lead, listed

TASKS, MINUTES, SPEECH = "tasks.txt", "minutes.txt", "speech.txt"
DAY = date(2023, 4, 6)


def leader(name):
    return Part(name, Role.LEADER)


def task(matter, *parts, start, deadline=None, file=TASKS, region="竹溪县"):
    return duty(file, matter, *parts, region=region, day=DAY, start=start, deadline=deadline)


COUNTY = answerer(
    Reading(
        (
            document(TASKS, "竹溪县水环境整治任务清单", "竹溪县", DAY),
            document(MINUTES, "白沙镇党政联席会议纪要", None, DAY, "白沙镇党政联席会议纪要\n一、沟渠"),
            document(SPEECH, "在推进会上的讲话", "竹溪县", DAY),
        ),
        (
            task(
                "城南泵站改造",
                lead("县水利局"),
                leader("丁岚"),
                start=10,
                deadline=Deadline("", date(2023, 9, 30)),
            ),
            task("垃圾填埋场封场", lead("县城管局"), leader("石青峰同志"), start=60),
            task("堤岸绿化补植", lead("大兴镇人民政府"), start=110, deadline=Deadline("", date(2022, 9, 15))),
            task("沟渠漂浮物打捞", Part("各镇（街道）", Role.RESPONSIBLE, generic=True), start=160),
            task("环境信息公开", Part("各部门", Role.RESPONSIBLE, generic=True), start=210),
            task("公益诉讼线索移送", listed("县法院"), listed("县检察院"), file=SPEECH, start=10),
            task(
                "技能人才培训", listed("县委组织部"), listed("县人力资源和社会保障局"), file=SPEECH, start=60
            ),
            task("灌溉渠道清淤", lead("农业服务中心"), file=MINUTES, region=None, start=10),
        ),
    )
)


def ask(text, today=TODAY):
    return COUNTY.answer(text, today)


def matters(answer):
    return [hit.duty.matter for hit in answer.hits]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        pytest.param("丁岚分管的有哪些", ["城南泵站改造"], id="a leader of two characters"),
        pytest.param("石青峰包案的是哪几件", ["垃圾填埋场封场"], id="a leader that is called 同志"),
        pytest.param("各镇要做什么", ["沟渠漂浮物打捞"], id="all towns"),
        pytest.param("各街道有哪些任务", ["沟渠漂浮物打捞"], id="all streets"),
        pytest.param("两院要移送什么", ["公益诉讼线索移送"], id="two offices by one name"),
        pytest.param("人社和组织部要培训什么", ["技能人才培训"], id="a stem before a full name"),
        pytest.param("竹溪水利局还有几件没办完", ["城南泵站改造"], id="a place's stem before a unit"),
        pytest.param("县水利局负责哪一块", ["城南泵站改造"], id="which part"),
        pytest.param("白沙镇农业服务中心要做什么", ["灌溉渠道清淤"], id="a town's own office"),
    ],
)
def test_whose_duties_are_listed(text, expected):
    assert matters(ask(text)) == expected


def test_everybody_in_general_is_no_unit():
    assert "环境信息公开" not in matters(ask("各部门要做什么"))


@pytest.mark.parametrize(
    ("text", "units"),
    [
        pytest.param("大兴镇堤岸补植谁管", ["大兴镇人民政府"], id="where the town has a part"),
        pytest.param("白沙镇沟渠清淤谁管", ["农业服务中心"], id="in the town's own document"),
        pytest.param("城南泵站哪几家去改造", ["县水利局"], id="which several"),
        pytest.param("哪个公司负责填埋场封场", ["县城管局"], id="which firm"),
    ],
)
def test_a_town_is_a_place(text, units):
    assert list(ask(text).units) == units


def test_a_town_that_no_document_names_has_nothing():
    assert ask("青石镇堤岸补植谁管").outcome is Outcome.NOT_FOUND


def test_a_unit_is_called_as_the_documents_write_it():
    assert ask("法院、检察院要移送什么").units == ("县法院", "县检察院")


@pytest.mark.parametrize(
    ("name", "person"),
    [
        pytest.param("丁岚", True, id="two characters"),
        pytest.param("石青峰", True, id="three"),
        pytest.param("石桥镇", False, id="a town"),
        pytest.param("水务局", False, id="an office"),
        pytest.param("志远", False, id="no surname"),
        pytest.param("包保领导", False, id="a post"),
    ],
)
def test_names_of_persons(name, person):
    assert is_person(name) is person


def test_a_month_without_its_year_is_this_year_s_where_that_has_any():
    answer = ask("竹溪县9月到期的有哪些", date(2023, 6, 1))

    assert matters(answer) == ["城南泵站改造"]
    assert "没有到期的事项" not in answer.note


@pytest.mark.parametrize(
    ("text", "today", "expected", "year"),
    [
        pytest.param(
            "竹溪县9月到期的有哪些", date(2025, 6, 1), ["城南泵站改造"], "2023年9月", id="the latest"
        ),
        pytest.param(
            "大兴镇9月到期的有哪些", date(2023, 6, 1), ["堤岸绿化补植"], "2022年9月", id="of the town"
        ),
        pytest.param(
            "9月底前到期的", date(2025, 6, 1), ["城南泵站改造"], "2023年9月底前", id="by the end of it"
        ),
    ],
)
def test_else_it_is_the_documents_year_and_that_is_said(text, today, expected, year):
    answer = ask(text, today)

    assert matters(answer) == expected
    assert f"以下是{year}的" in answer.note


@pytest.mark.parametrize("text", ["2025年9月到期的有哪些", "竹溪县11月到期的有哪些", "本月到期的有哪些"])
def test_a_year_that_was_said_is_kept_to(text):
    assert ask(text).outcome is Outcome.NOT_FOUND


@pytest.mark.parametrize(
    ("text", "yearless"),
    [("9月到期的", True), ("9月底前到期的", True), ("2023年9月到期的", False), ("本月", False)],
)
def test_whether_a_month_has_its_year(text, yearless):
    assert read_period(text, TODAY).yearless is yearless


def test_a_newer_document_that_covers_clearly_less_does_not_displace():
    older = duty("a.txt", "屠宰场废气收集", lead("县农业农村局"), quote="屠宰场废气收集，青桥片先做", start=1)
    newer = replace(
        duty("b.txt", "厂界废气监测", lead("县生态环境分局"), quote="屠宰场厂界废气监测", start=1),
        document_date=date(2025, 1, 1),
    )
    county = answerer(
        Reading((document("a.txt", "甲", None, DAY), document("b.txt", "乙", None, DAY)), (older, newer))
    )

    assert county.answer("青桥屠宰场废气谁管", TODAY).units == ("县农业农村局",)
