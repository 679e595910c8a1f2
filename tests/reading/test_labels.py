"""Labelled fields and what they say: who, by when, to what end."""

from __future__ import annotations

import pytest
from wording import who

from bot.reading.bearers import Manner, parts_from
from bot.reading.labels import Kind, first_leads, label_of, read_fields


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
