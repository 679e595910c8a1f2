"""Labelled fields and what they say: who, by when, to what end."""

from __future__ import annotations

import pytest
from wording import who

from bot.reading.bearers import Manner, parts_from
from bot.reading.labels import Kind, first_leads, kind_of, label_of, read_fields


def fields(text: str) -> list[tuple[str, str]]:
    return [(field.kind.value, field.value) for field in read_fields(text)]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        pytest.param(
            "牵头单位：区水利局；配合单位：区住建局；完成时限：6月底前。",
            [("lead", "区水利局"), ("supporting", "区住建局"), ("deadline", "6月底前")],
            id="a value ends where the next label begins",
        ),
        pytest.param("牵头单位:区水利局", [("lead", "区水利局")], id="a half-width colon"),
        pytest.param("责任单位 ：区水利局", [("responsible", "区水利局")], id="a blank before the colon"),
        pytest.param("“责任单位”：区水利局", [("responsible", "区水利局")], id="a label in quotes"),
        pytest.param(
            "（责任单位：区水利局）", [("responsible", "区水利局")], id="the bracket around it falls away"
        ),
        pytest.param(
            "责任单位：　区水利局", [("responsible", "区水利局")], id="a wide blank behind the colon"
        ),
        pytest.param(
            "责任单位：\n时限：6月", [("responsible", ""), ("deadline", "6月")], id="an empty value"
        ),
        pytest.param("责任单位均为区水利局", [("responsible", "区水利局")], id="均为 serves as a colon"),
        pytest.param(
            "牵头单位不变（区城管局），其他照旧",
            [("lead", "不变（区城管局）")],
            id="不变（…） up to the comma",
        ),
        pytest.param(
            "牵头单位由区工信局调整为区水利局，其他照旧",
            [("lead", "由区工信局调整为区水利局")],
            id="由…调整为… up to the comma",
        ),
        pytest.param(
            "整改时限2026年6月底前，其他照旧",
            [("deadline", "2026年6月底前")],
            id="a date right behind its label",
        ),
        pytest.param("各责任单位要抓好落实", [], id="a label's words in running text"),
        pytest.param("明确了责任单位和完成时限。", [], id="labels that are only spoken of"),
        pytest.param("包保领导：李大有", [("leader", "李大有")], id="a leader"),
        pytest.param("督导单位：区住建局", [("supervises", "区住建局")], id="who supervises"),
        pytest.param("验收单位：区环委办", [("accepts", "区环委办")], id="who accepts"),
        pytest.param("", [], id="nothing"),
    ],
)
def test_fields(text, expected):
    assert fields(text) == expected


def test_a_field_says_where_its_words_stand():
    text = "　责任单位： 区水利局 ；时限：6月底前"
    for field in read_fields(text):
        assert text[field.begin : field.end] == field.value
        assert text[field.start :].startswith(field.label)


@pytest.mark.parametrize(
    ("cell", "expected"),
    [
        pytest.param("责任单位", Kind.RESPONSIBLE, id="a plain heading"),
        pytest.param(" 完成 时限 ", Kind.DEADLINE, id="blanks inside"),
        pytest.param("完成时限（前）", Kind.DEADLINE, id="a remark in brackets"),
        pytest.param("序号", Kind.NUMBER, id="the number"),
        pytest.param("填报单位", None, id="a heading of no concern"),
        pytest.param("", None, id="an empty heading"),
    ],
)
def test_what_a_column_holds(cell, expected):
    assert label_of(cell) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        pytest.param("牵头单位：区水利局", "牵头 区水利局", id="who leads"),
        pytest.param("责任单位：区水利局", "责任 区水利局", id="one responsible"),
        pytest.param(
            "责任单位：区水利局、区住建局", "列名 区水利局、区住建局", id="several responsible, none leads"
        ),
        pytest.param(
            "牵头单位：区水利局；责任单位：区住建局、松坪镇",
            "牵头 区水利局 · 责任单位 区住建局、松坪镇",
            id="责任单位 beside 牵头单位 share",
        ),
        pytest.param(
            "牵头单位：区工信局；责任单位：云山水泥厂",
            "牵头 区工信局 · 企业主体 云山水泥厂",
            id="an enterprise answers for itself",
        ),
        pytest.param(
            "责任单位：区水利局（牵头）、区住建局",
            "牵头 区水利局 · 责任单位 区住建局",
            id="（牵头） behind a name leads",
        ),
        pytest.param("责任单位：住建、水利", "列名 住建、水利", id="bare stems that are known units"),
        pytest.param("责任单位：待明确", "", id="待明确 is nobody"),
        pytest.param("责任单位：", "", id="an empty field is nobody"),
        pytest.param("责任单位：区水利局 区住建局", "列名 区水利局、区住建局", id="blanks between names"),
        pytest.param(
            "责任单位：区水利局，推进整治、松坪镇",
            "列名 区水利局、松坪镇",
            id="what is no name does not hide the others",
        ),
        pytest.param("牵头单位：不变（区城管局）", "牵头 区城管局", id="unchanged, and named again"),
        pytest.param("牵头单位由区工信局调整为区水利局", "牵头 区水利局", id="the new one, not the former"),
        pytest.param("包保领导：副区长李大有", "领导 李大有", id="a leader with a post"),
        pytest.param("包保领导：李大有", "领导 李大有", id="a leader by bare name"),
        pytest.param("区级河长：李大有（副区长）", "领导 李大有", id="the post behind the name"),
        pytest.param(
            "验收单位：区环委办；督导单位：区督查室",
            "督查 区督查室 · 验收 区环委办",
            id="accepting and supervising",
        ),
    ],
)
def test_who_has_which_part(rules, text, expected):
    assert who(parts_from(read_fields(text), Manner(rules.directory.known))) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        pytest.param("责任单位中排第一的为牵头单位。", True, id="排第一的为牵头单位"),
        pytest.param("责任单位第一家为牵头单位。", True, id="第一家为牵头单位"),
        pytest.param("第一责任人是主要负责同志。", False, id="第一责任人 is something else"),
    ],
)
def test_a_document_may_say_that_the_first_leads(text, expected):
    assert first_leads(text) is expected


def test_the_first_leads_where_the_document_says_so(rules):
    found = parts_from(read_fields("责任单位：区水利局、区住建局"), Manner(rules.directory.known, first=True))

    assert who(found) == "牵头 区水利局 · 责任单位 区住建局"


@pytest.mark.parametrize(
    ("kind", "labels"),
    [
        (Kind.LEAD, "牵头单位 总牵头 主办处室 主抓部门 牵头（配合）单位 县级牵头单位"),
        (Kind.MAIN, "主责单位 主责部门"),
        (
            Kind.RESPONSIBLE,
            "责任单位 承办科室 整改责任主体 落实单位 责任镇街 实施主体 责任单位及责任人 谁来干",
        ),
        (Kind.SUPPORTING, "协同单位 会办 参与部门 协作单位 协办科室 配合部门（单位） 谁配合"),
        (Kind.SUPERVISES, "督导单位 挂牌督办单位 技术指导 行业主管部门 跟踪督办单位"),
        (Kind.ACCEPTS, "验收单位 销号验收部门 组织验收单位"),
        (Kind.TERRITORY, "属地 属地镇街 所在乡镇 涉及镇街"),
        (Kind.LEADER, "包案领导 挂牌督办领导 分管副县级领导 县级河长 直接责任人 包抓领导及职务 网格长"),
        (Kind.DEADLINE, "完成时限 销号节点 建成时限 期　限 整改时间节点 调整后时限 计划完工 什么时候干完"),
        (Kind.MATTER, "工作任务 工程内容 包保任务 议定事项 办理要求 项目名称 认领任务 干什么"),
        (Kind.TARGET, "整改目标 量化指标 办结标准 预期成效 目标要求"),
        (Kind.PROBLEM, "突出问题 反映内容 督察反馈问题 反馈意见 群众反映问题 交办问题基本情况"),
        (Kind.MEASURE, "整改举措 处置措施 下一步打算 治理方案 处理和整改情况"),
        (Kind.PROGRESS, "目前进展 核查结论 整改措施及完成情况 验收意见 是否属实 备注 原定时限"),
        (Kind.NUMBER, "序号 序 任务编号 受理编号"),
        (Kind.ABOUT, "类别 点位 建设地点 河段 企业名称 污染类型"),
        (Kind.PERSON, "姓名 职务 联系电话 联络员"),
    ],
)
def test_a_label_is_read_by_its_parts(kind, labels):
    assert {label: kind_of(label) for label in labels.split(" ")} == dict.fromkeys(labels.split(" "), kind)


@pytest.mark.parametrize(
    "labels",
    [
        pytest.param(
            "会议时间 成文日期 公示时间 发布时间 更新日期 填报日期 检查时间", id="times of something else"
        ),
        pytest.param(
            "填报单位 制表单位 参会单位 印发单位 受理单位 公示单位", id="units that only wrote or came"
        ),
        pytest.param("组织保障 保障措施 总体要求 会议要求 反馈要求 交办依据", id="headings"),
        pytest.param("问题性质 问题来源 发文机构 索引号 甲方", id="what is of no concern"),
    ],
)
def test_what_is_no_label_of_a_task(labels):
    assert [label for label in labels.split() if kind_of(label)] == []


def test_a_bare_time_heads_a_column_but_labels_nothing_alone():
    assert label_of("时间") is Kind.DEADLINE
    assert fields("时间：2026年3月12日") == []
    assert fields("牵头：区水利局 时间：6月底前") == [("lead", "区水利局"), ("deadline", "6月底前")]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        pytest.param("责 任 单 位：区水利局", [("responsible", "区水利局")], id="blanks inside"),
        pytest.param(
            "【责任单位】区水利局", [("responsible", "区水利局")], id="in brackets, without a colon"
        ),
        pytest.param("3.责任单位：区水利局", [("responsible", "区水利局")], id="numbered"),
        pytest.param("责任单位——区水利局", [("responsible", "区水利局")], id="a dash for the colon"),
        pytest.param("责任单位    区水利局", [("responsible", "区水利局")], id="wide blanks for the colon"),
        pytest.param(
            "责任单位（牵头）：区水利局", [("responsible", "区水利局")], id="a remark before the colon"
        ),
        pytest.param("责任单位待会商；6月底", [("responsible", "待会商")], id="nobody yet, in running text"),
        pytest.param(
            "完成时限由3月底延长至8月底，其他照旧", [("deadline", "由3月底延长至8月底")], id="a limit moved"
        ),
        pytest.param(
            "责任单位：区水利局 填报单位：区环委办",
            [("responsible", "区水利局")],
            id="a foreign label ends it",
        ),
    ],
)
def test_forms_of_a_label(text, expected):
    assert fields(text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        pytest.param(
            "责任单位：区农业农村局（区环境分局配合）",
            "责任 区农业农村局 · 配合 区环境分局",
            id="who helps, in brackets",
        ),
        pytest.param(
            "牵头（配合）单位：区水利局（区住建局、松坪镇）",
            "牵头 区水利局 · 配合 区住建局、松坪镇",
            id="the label says what the brackets hold",
        ),
        pytest.param(
            "责任单位：区水利局牵头，松坪镇配合", "牵头 区水利局 · 配合 松坪镇", id="roles inside the field"
        ),
        pytest.param(
            "责任单位：区水利局（牵头）、松坪镇（配合）",
            "牵头 区水利局 · 配合 松坪镇",
            id="roles in brackets",
        ),
        pytest.param("责任单位：区水利局（赵一）", "责任 区水利局", id="a person behind the unit"),
        pytest.param("责任单位：维持区水利局", "责任 区水利局", id="the same as before"),
        pytest.param("督办领导：区委常委、统战部部长 李大有", "领导 李大有", id="a leader with two posts"),
    ],
)
def test_who_is_named_in_a_field(rules, text, expected):
    assert who(parts_from(read_fields(text), Manner(rules.directory.known))) == expected


def test_a_legend_says_what_brackets_hold(rules):
    manner = Manner(rules.directory.known, bracketed=True)

    assert (
        who(parts_from(read_fields("责任单位：区水利局（松坪镇）"), manner)) == "责任 区水利局 · 配合 松坪镇"
    )


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        pytest.param("清淤工程，责任单位仍为区水利局。", [("responsible", "区水利局")], id="仍为"),
        pytest.param("清淤工程，责任单位是区水利局。", [("responsible", "区水利局")], id="是"),
        pytest.param("清淤，责任单位区水利局，6月底完成。", [("responsible", "区水利局")], id="no link"),
        pytest.param("清淤工程，完成时限不变，仍为6月底。", [("deadline", "6月底")], id="不变，仍为"),
        pytest.param("整治方式：停产整治", [("measure", "停产整治")], id="a way of doing it"),
    ],
)  # fmt: skip
def test_labels_in_running_text(text: str, expected: list[tuple[str, str]]):
    assert fields(text) == expected
