"""A lake, a river or a village that a question names: what never speaks of it is no answer."""

from __future__ import annotations

from datetime import date

import pytest

from bot.asking.answers import Outcome
from bot.asking.landmarks import landmarks
from bot.duty import Part, Reading, Role
from tests.asking_county import TODAY, answerer, document, duty, lead

LIST, MINUTES, SPEECH = "list.txt", "minutes.txt", "speech.txt"
DAY = date(2024, 5, 7)
HEAD = "云岭县人民政府专题会议纪要\n研究白鹤塘水环境整治有关问题\n会议议定以下事项。"


def task(matter, *parts, start, file=LIST, region="云岭县", quote=None):
    return duty(file, matter, *parts, region=region, day=DAY, start=start, quote=quote or matter)


COUNTY = answerer(
    Reading(
        (
            document(LIST, "云岭县水污染防治任务清单", "云岭县", DAY),
            document(MINUTES, "专题会议纪要", "云岭县", DAY, HEAD),
            document(SPEECH, "在推进会上的讲话", "云岭县", DAY),
        ),
        (
            task("龙潭水库库区养牛场搬迁", lead("县农业农村局"), start=10),
            task("芦湖湖滨带芦苇收割", lead("县林业局"), start=60),
            task("石桥村饮水管道更换", lead("县水利局"), start=110),
            task("清淤两公里", lead("县住建局"), start=60, file=MINUTES),
            task(
                "废水处理设施改造",
                Part("云峰水泥有限公司", Role.RESPONSIBLE),
                start=160,
            ),
            task("轮胎厂排气筒改造", lead("轮胎厂"), start=10, file=SPEECH),
            task("厂界异味监测", lead("生态环境分局"), start=60, file=SPEECH),
            task("建成回收站", Part("县供销社", Role.LISTED), Part("县商务局", Role.LISTED), start=210),
            task("旧膜回收", lead("县供销社"), start=260),
            task("农药瓶处置", lead("县生态环境局"), Part("县供销社", Role.SUPPORTING), start=310),
        ),
    )
)


def ask(text):
    return COUNTY.answer(text, TODAY)


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("芦湖边上的牛场", ["芦湖"]),
        ("白鹤塘清淤", ["白鹤塘"]),
        ("鱼塘和排污沟", []),
        ("行政村的垃圾", []),
        ("三个村", []),
        ("入湖口和沿河", []),
    ],
)
def test_waters_and_villages_by_their_form(text, names):
    assert [name for *_, name, _ in landmarks(text)] == names


def test_what_speaks_of_another_lake_is_asked_back_and_not_told():
    assert ask("龙潭水库边上的养牛场谁来搬").units == ("县农业农村局",)
    answer = ask("芦湖边上的养牛场谁来搬")
    assert answer.outcome is Outcome.NOT_FOUND
    assert answer.suggestions


def test_what_speaks_of_another_village_is_not_told():
    assert ask("石桥村饮水管道更换谁负责").units == ("县水利局",)
    assert ask("芦湖饮水管道更换谁负责").outcome is Outcome.NOT_FOUND


def test_a_lake_that_is_mistyped_is_still_the_same():
    assert ask("卢湖芦苇收割谁负责").units == ("县林业局",)


@pytest.mark.parametrize("text", ["白鹤塘清淤谁负责", "baihetang qingyu shei fuze"])
def test_the_subject_under_a_title_tells_what_minutes_are_about(text):
    assert ask(text).units == ("县住建局",)


def test_a_firm_is_found_by_what_its_name_says_it_makes():
    assert ask("云岭县水泥厂的废水处理设施谁来改").units == ("云峰水泥有限公司",)


def test_a_kind_of_unit_that_is_asked_for_is_not_the_firm_that_is_named():
    assert ask("轮胎厂的异味归哪个分局监测").units == ("生态环境分局",)


def test_who_stands_beside_another_leads_with_it():
    matters = {hit.duty.matter for hit in ask("县供销社牵头哪些事").hits}
    assert matters == {"建成回收站", "旧膜回收"}
