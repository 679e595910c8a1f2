"""What is said once for several items, and what heads them."""

from __future__ import annotations

import pytest
from wording import due, duties, who

WATER = ("清理河道3公里", "封堵排口9处")


def told(text: str, rules) -> list[tuple[str, str, str | None]]:
    """Return (matter, who, last day) of every duty in *text*."""
    return [(duty.matter, who(duty.parts), due(duty)) for duty in duties(text, rules)]


def both(parts: str, day: str | None) -> list[tuple[str, str, str | None]]:
    return [(matter, parts, day) for matter in WATER]


LEADS = "牵头 区水利局 · 配合 区住建局、松坪镇"


@pytest.mark.parametrize(
    "text",
    [
        pytest.param(
            "（一）治水（牵头单位：区水利局；配合单位：区住建局、松坪镇；时限：6月底）\n1.清理河道3公里\n2.封堵排口9处",
            id="a heading with a tail",
        ),
        pytest.param(
            "（一）治水\n牵头单位：区水利局\n配合单位：区住建局、松坪镇\n时限：6月底\n1.清理河道3公里\n2.封堵排口9处",
            id="labels below a heading",
        ),
        pytest.param(
            "牵头单位：区水利局\n配合单位：区住建局、松坪镇\n时限：6月底\n（一）清理河道3公里；\n（二）封堵排口9处。",
            id="labels above a list",
        ),
        pytest.param(
            "1.清理河道3公里\n2.封堵排口9处\n（牵头单位：区水利局；配合单位：区住建局、松坪镇；时限：6月底）",
            id="a tail below the last item",
        ),
        pytest.param(
            "1.清理河道3公里\n2.封堵排口9处\n以上2项由区水利局牵头，区住建局、松坪镇配合，6月底前完成。",
            id="以上2项",
        ),
        pytest.param(
            "1.清理河道3公里；\n2.封堵排口9处。上述工作由区水利局牵头，区住建局、松坪镇配合，6月底前完成。",
            id="in the last item",
        ),
        pytest.param(
            "一、任务（以下任务均由区水利局牵头，区住建局、松坪镇配合，6月底前完成）\n1.清理河道3公里\n2.封堵排口9处",
            id="以下任务 in a heading",
        ),
        pytest.param(
            "以下2项由区水利局牵头，区住建局、松坪镇配合，6月底前完成：\n1.清理河道3公里\n2.封堵排口9处",
            id="以下2项",
        ),
        pytest.param(
            "第一、二项由区水利局牵头，区住建局、松坪镇配合；时限均为6月底。\n1.清理河道3公里\n2.封堵排口9处",
            id="by number, above the items",
        ),
    ],
)
def test_one_word_for_two_items(rules, text):
    assert told(text, rules) == both(LEADS, "2026-06-30")


@pytest.mark.parametrize(
    "heading",
    [
        pytest.param("〖区水利局〗2项", id="in brackets, with a tally"),
        pytest.param("◆区水利局", id="a bullet"),
        pytest.param("一、区水利局（2项）", id="numbered"),
        pytest.param("【责任单位：区水利局】", id="labelled, in brackets"),
        pytest.param("区水利局", id="plain, above a list"),
    ],
)
def test_a_unit_that_heads_its_list(rules, heading):
    text = f"{heading}\n1.清理河道3公里，6月底前完成；\n2.封堵排口9处，6月底前完成。"

    assert [(parts, day) for _, parts, day in told(text, rules)] == [("责任 区水利局", "2026-06-30")] * 2


def test_units_before_colons_head_lists_without_numbers(rules):
    text = "区水利局：\n清理河道3公里，6月底前完成；\n区住建局：\n封堵排口9处，7月底前完成。"

    assert [(parts, day) for _, parts, day in told(text, rules)] == [
        ("责任 区水利局", "2026-06-30"),
        ("责任 区住建局", "2026-07-31"),
    ]


def test_lines_that_begin_with_their_unit(rules):
    text = (
        "1.区水利局：清理河道3公里，6月底前完成；疏浚沟渠。\n2.区住建局：汇报了进展。\n"
        "3.松坪镇：封堵排口9处。"
    )

    assert [(matter, parts) for matter, parts, _ in told(text, rules)] == [
        ("清理河道3公里", "责任 区水利局"),
        ("疏浚沟渠", "责任 区水利局"),
        ("封堵排口9处", "责任 松坪镇"),
    ]


def test_an_item_keeps_what_it_says_and_takes_the_rest(rules):
    text = (
        "（一）治水（区水利局牵头，松坪镇配合，9月底前）\n1.清理河道3公里（区住建局，6月底前）\n"
        "2.封堵排口9处（石桥镇配合）\n3.会同各镇巡查河道\n4.每月监测水质一次\n5.补植苗木，7月底前完成"
    )

    assert told(text, rules) == [
        ("清理河道3公里", "责任 区住建局", "2026-06-30"),
        ("封堵排口9处", "牵头 区水利局 · 配合 石桥镇", "2026-09-30"),
        ("会同各镇巡查河道", "列名 区水利局、各镇 · 配合 松坪镇", "2026-09-30"),
        ("每月监测水质一次", "牵头 区水利局 · 配合 松坪镇", "2026-09-30"),
        ("补植苗木", "牵头 区水利局 · 配合 松坪镇", "2026-07-31"),
    ]


def test_who_is_not_named_yet_is_nobody_for_the_section_too(rules):
    text = (
        "一、治水（区水利局牵头）\n（一）能力建设（责任单位另行明确）\n"
        "1.采购检测仪3台\n2.开展培训，6月底前完成"
    )

    assert told(text, rules) == [("采购检测仪3台", "", None), ("开展培训", "", "2026-06-30")]


def test_limits_head_lists_too(rules):
    text = "一、6月底前完成\n1.清理河道3公里（区水利局）\n二、长期坚持的任务（1项）\n1.河道保洁（各镇）"
    first, second = duties(text, rules)

    assert (who(first.parts), due(first)) == ("责任 区水利局", "2026-06-30")
    assert (who(second.parts), second.deadline.recurring) == ("责任 各镇", "long-term")


def test_the_rest_goes_to_somebody_else(rules):
    text = "1.清理河道3公里（区水利局，6月底前）\n2.封堵排口9处\n其余任务由区住建局负责，7月底前完成。"

    assert told(text, rules) == [
        ("清理河道3公里", "责任 区水利局", "2026-06-30"),
        ("封堵排口9处", "责任 区住建局", "2026-07-31"),
    ]


def test_a_sentence_that_only_mentions_the_items_is_an_order_of_its_own(rules):
    text = "1.清理河道3公里（区水利局，6月底前）\n上述任务中涉及资金的，由区财政局在7月底前下达补助。"

    assert [(parts, day) for _, parts, day in told(text, rules)] == [
        ("责任 区水利局", "2026-06-30"),
        ("责任 区财政局", "2026-07-31"),
    ]


@pytest.mark.parametrize(
    "text",
    [
        pytest.param("各镇人民政府，区直各部门：\n1.清理河道3公里", id="those a paper is sent to"),
        pytest.param(
            "附：联络员通讯录\n区水利局　张三　0000-1\n区住建局　李四　0000-2", id="a list of people"
        ),
        pytest.param("区整改办成员名单\n区水利局：张三\n区住建局：李四", id="members"),
        pytest.param(
            "时　间：2026年3月12日\n地　点：区政府\n出　席：区水利局、区住建局、松坪镇", id="who was there"
        ),
        pytest.param("签到：张三、李四\n填表人：王五\n审核人：赵六", id="signatures"),
        pytest.param("青溪区重点任务分解表\n区环委办\n2026年3月1日", id="a title and who signs"),
    ],
)
def test_what_is_no_responsibility(rules, text):
    assert [parts for _, parts, _ in told(text, rules) if parts] == []


@pytest.mark.parametrize(
    ("said", "expected"),
    [
        pytest.param("前两项均由区水利局负责，9月底前完成。", ["区水利局 9", "区水利局 9", ""], id="前两项"),
        pytest.param("第1项由区水利局牵头，后2项由区住建局负责，均于9月底前完成。",
                     ["区水利局 9", "区住建局 9", "区住建局 9"], id="a limit for all, behind commas"),
        pytest.param("1、2两项牵头单位：区水利局；完成时限：9月底前。",
                     ["区水利局 9", "区水利局 9", ""], id="bare numbers"),
        pytest.param("2至3项由区水利局负责，9月底前完成。", ["", "区水利局 9", "区水利局 9"], id="from … to"),
        pytest.param("本节未单独注明的，责任单位一律为区水利局；各项完成时限均为9月底。",
                     ["区水利局 9"] * 3, id="what is not marked otherwise"),
        pytest.param("除第1项外，其余均由区水利局负责，9月底前完成。",
                     ["", "区水利局 9", "区水利局 9"], id="but one"),
        pytest.param("没有写明时限的，一律于9月底前完成。", [" 9", " 9", " 9"], id="only the limit"),
        pytest.param("上述3项由区水利局负责；其中第3项须于9月底前完成。",
                     ["区水利局", "区水利局", "区水利局 9"], id="one of them earlier"),
    ],
)  # fmt: skip
def test_more_ways_to_say_it_once(said: str, expected: list[str], rules):
    listed = "（一）治水\n1.清理河道3公里\n2.封堵排口9处\n3.拆除旱厕5座\n"
    found = duties(listed + said, rules)
    short = [
        "、".join(p.unit for p in d.parts) + (f" {int((due(d) or '0-0-0').split('-')[1])}" if due(d) else "")
        for d in found
    ]

    assert short == expected
