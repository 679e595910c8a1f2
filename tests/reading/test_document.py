"""One document: duties with their quotes, spans, deadlines and damage."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from wording import HEAD, due, duties, who

from bot.duty import Document, Duty, Known, Strength
from bot.reading.document import read_document
from bot.reading.folder import read_path
from bot.reading.repair import repair

SAMPLES = sorted((Path(__file__).parents[2] / "knowledge" / "documents").iterdir())
TRIMMED = "，,；; \t\n。"


def stands_where_it_says(document: Document, duty: Duty) -> None:
    """The quote is the repaired text of its passage; the raw passage begins and ends with the same words."""
    repaired, source = document.repaired, duty.source
    passage = repaired.text[slice(*source.at)]

    assert duty.quote
    assert duty.quote.strip(TRIMMED) in passage.strip(TRIMMED)
    assert passage.strip(TRIMMED).startswith(duty.quote.strip(TRIMMED)[:4])
    assert source.span == repaired.span(*source.at)
    assert 0 <= source.span[0] < source.span[1] <= len(repaired.raw)
    if not source.damage:
        again = repair(repaired.raw[slice(*source.span)]).text
        assert "".join(duty.quote.split()) in "".join(again.replace("|", "").replace("**", "").split())


@pytest.mark.parametrize("path", SAMPLES, ids=lambda path: path.stem)
def test_every_duty_of_the_samples_stands_where_it_says(rules, path):
    document, found, problems = read_path(path, path.name, rules)

    assert found
    assert not [problem for problem in problems if problem.severity == "error"]
    for duty in found:
        if path.suffix == ".txt":  # in a page the words are not those of the file
            stands_where_it_says(document, duty)
        assert duty.source.file == path.name
        assert duty.matter
        assert len(duty.matter) <= 40
        assert duty.source.span == document.repaired.span(*duty.source.at)
        assert document.repaired.text[slice(*duty.source.at)].strip(TRIMMED).startswith(duty.quote[:4])


DAMAGED = {
    "readings in brackets": "區(qū)水務(wù)局要在6月底前完成河道清淤，責(zé)任到人。\n",
    "a space inside a reading": "區( qū)水利局要在6月底前完成河道清淤。\n",
    "commas inserted": "区水利局要在6月底前,、完成河道清淤，。\n",
    "invisible characters": "区\u200b水利\ufeff局要在6月底前完成河道\xad清淤。\n",
    "wide figures": "区水利局要在６月底前完成河道清淤３公里。\n",
    "traditional script": "區水利局要在6月底前完成河道清淤，落實責任，嚴格監管，確保實效。\n",
    "line ends of Windows": "一、任务\r\n1.区水利局要在6月底前完成河道清淤。\r\n",
}


@pytest.mark.parametrize("text", DAMAGED.values(), ids=DAMAGED.keys())
def test_a_duty_in_damaged_text_is_read_and_stands_where_it_says(rules, text):
    document, found, _ = read_document("损坏.txt", repair(HEAD + text), rules)

    assert [due(duty) for duty in found] == ["2026-06-30"]
    assert "清淤" in found[0].quote
    stands_where_it_says(document, found[0])


@pytest.mark.parametrize(
    ("text", "expected", "recurring"),
    [
        pytest.param("区水利局要在6月底前完成清淤。", "2026-06-30", None, id="a month's end"),
        pytest.param(
            "区水利局要在会后10日内完成清淤方案。", "2026-03-22", None, id="counted from the meeting"
        ),
        pytest.param("区水利局要尽快完成清淤。", None, None, id="尽快 sets no day"),
        pytest.param("区水利局要抓好河道清淤。", None, None, id="no limit stated"),
        pytest.param("区水利局要抓好2025年反馈的河道问题。", None, None, id="a year that dates the problem"),
        pytest.param(
            "区水利局要每周巡查河道。", None, "weekly", id="a rhythm has no day that can be overdue"
        ),
        pytest.param("区水利局要长期坚持河道保洁。", None, "long-term", id="a standing duty has no day"),
    ],
)
def test_a_deadline_only_where_one_is_stated(rules, text, expected, recurring):
    (duty,) = duties(text, rules)

    assert due(duty) == expected
    assert (duty.deadline.recurring if duty.deadline else None) == recurring


def test_a_deadline_from_an_inferred_day_says_so(rules):
    text = "在清河会上的讲话\n今年1至7月，水质达标。确保2026年6月前建成泵站。区水利局要在年底前完成清淤。"
    document, found, _ = read_document("讲话.txt", repair(text), rules)
    duty = next(duty for duty in found if "清淤" in duty.quote)

    assert document.day_known is Known.INFERRED
    assert (due(duty), duty.deadline.certain) == ("2025-12-31", False)
    assert "推定" in duty.deadline.note


@pytest.mark.parametrize(
    ("text", "matter"),
    [
        pytest.param(
            "区水利局要在6月底前完成松坪河清淤疏浚。", "完成松坪河清淤疏浚", id="without who and when"
        ),
        pytest.param("区水利局要切实抓好松坪河清淤疏浚。", "松坪河清淤疏浚", id="without adverbs"),
        pytest.param("松坪河清淤疏浚改由区水利局牵头。", "松坪河清淤疏浚", id="改 of 改由 is not part of it"),
        pytest.param("区环境分局要牵头把好项目验收关。", "把好项目验收关", id="把好 is no mere marker"),
        pytest.param(
            "由区水利局牵头，松坪镇配合，6月底前完成松坪河清淤。",
            "完成松坪河清淤",
            id="behind those who take part",
        ),
    ],
)
def test_what_a_duty_is_called(rules, text, matter):
    assert [duty.matter for duty in duties(text, rules)] == [matter]


@pytest.mark.parametrize(
    ("text", "target"),
    [
        pytest.param("区城管局要使油烟净化设施安装率达到95%以上。", "安装率达到95%以上", id="a share"),
        pytest.param("区水利局要抓好清淤，年内完成松坪河清淤12公里。", "完成松坪河清淤12公里", id="a length"),
        pytest.param("区水利局要在4月底前下达资金260万元。", None, id="下达 reaches nothing"),
        pytest.param("区水利局要对已完成的13项逐项自查。", None, id="what is done already"),
        pytest.param("区水利局要抓好清淤。", None, id="no number"),
    ],
)
def test_the_target(rules, text, target):
    (duty,) = duties(text, rules)

    assert (duty.target is None) if target is None else duty.target.endswith(target)


def test_everything_a_duty_takes_from_its_document(rules):
    (duty,) = duties("区水利局必须在6月底前完成松坪河清淤。", rules)

    assert (duty.region, duty.document_date) == ("青溪区", date(2026, 3, 12))
    assert duty.strength is Strength.MUST
    assert who(duty.parts) == "责任 区水利局"
    assert duty.lead == ["区水利局"]
    assert duty.source.place == "第5段"


def test_damage_that_touches_a_passage_is_told_with_it(rules):
    text = "区水利局要完成松坪河清淤，占比达□□%。\n区住建局要完成松坪河截污。\n"
    repaired = repair(HEAD + text)
    found = read_document("甲.txt", repaired, rules)[1]

    assert found[1].source.damage == ()
    assert found[0].source.damage == repaired.damage(*found[0].source.at)


@pytest.mark.parametrize(
    "text",
    [
        pytest.param("", id="nothing"),
        pytest.param("\n\n　\n", id="blanks"),
        pytest.param("---\n", id="a head without facts"),
        pytest.param("标题：甲\n---\n", id="a head without a body"),
        pytest.param("1.\n2.\n（一）\n", id="numbering without words"),
        pytest.param("责任单位：\n时限：\n", id="labels without values"),
        pytest.param("序号\t任务\t单位\n", id="a header without rows"),
        pytest.param("\t\t\t\n", id="empty cells"),
        pytest.param("（" * 500, id="brackets that never close"),
    ],
)
def test_a_document_without_duties_is_read_without_harm(rules, text):
    _, found, _ = read_document("空.txt", repair(text), rules)

    assert found == []


@given(
    st.lists(
        st.sampled_from(
            [
                "区水利局要在6月底前完成清淤。",
                "1.封堵排口12处。（区住建局牵头）",
                "（一）治水",
                "牵头单位：区水利局",
                "完成时限：",
                "序号\t任务\t责任单位",
                "1\t清淤\t同上",
                "以上责任单位：区水利局",
                "一、",
                "　",
                "一是抓水。要清理河道。",
                "2026年6月",
                "（",
                "——————",
            ]
        ),
        max_size=14,
    )
)
@settings(max_examples=60, deadline=None)
def test_lines_in_any_order_are_read_without_harm(rules, lines):
    document, found, _ = read_document("乱.txt", repair("\n".join(lines)), rules)

    for duty in found:
        passage = document.repaired.text[slice(*duty.source.at)]
        assert duty.quote in passage
        assert duty.matter


def test_a_unit_named_as_before_a_reform_keeps_its_written_name_and_is_tied_to_todays(rules):
    lead, helper = duties("区环保局牵头开展餐饮油烟整治，区住建局配合。\n", rules)[0].parts

    assert (lead.unit, lead.successor) == ("区环保局", "生态环境局")
    assert (helper.unit, helper.successor) == ("区住建局", "")
