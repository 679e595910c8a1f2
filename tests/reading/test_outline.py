"""Lines, their numbering, and the place a person looks for."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.reading.outline import Path, inline_marks, read_lines


@pytest.mark.parametrize(
    ("text", "depth", "mark", "words"),
    [
        pytest.param("第三章　保障措施", 0, "第三章", "保障措施", id="a chapter"),
        pytest.param("十二、强化督查", 1, "十二", "强化督查", id="一、 counts beyond ten"),
        pytest.param("（二）工地扬尘", 2, "（二）", "工地扬尘", id="（一）"),
        pytest.param("(三)工地扬尘", 2, "(三)", "工地扬尘", id="half-width brackets"),
        pytest.param("3.清理河道", 4, "3", "清理河道", id="1."),
        pytest.param("3．清理河道", 4, "3", "清理河道", id="a full-width point"),
        pytest.param("12、清理河道", 4, "12", "清理河道", id="12、"),
        pytest.param("（4）清理河道", 5, "（4）", "清理河道", id="（1）"),
        pytest.param("④清理河道", 5, "④", "清理河道", id="a circled figure"),
        pytest.param("【第6项】河道淤积", 3, "第6项", "河道淤积", id="an item in brackets"),
        pytest.param("第6项　河道淤积", 3, "第6项", "河道淤积", id="an item without brackets"),
        pytest.param("3.5公里河道清淤", None, "", "3.5公里河道清淤", id="a decimal number is no numbering"),
        pytest.param("2026年清理河道", None, "", "2026年清理河道", id="a year is no numbering"),
        pytest.param("一体推进治理", None, "", "一体推进治理", id="一 without 、 is no numbering"),
        pytest.param("　　清理河道", None, "", "清理河道", id="an indent is not part of the words"),
    ],
)
def test_the_numbering_of_a_line(text, depth, mark, words):
    (line,) = read_lines(text)

    assert (line.depth, line.mark, line.words) == (depth, mark, words)


def test_the_path_forgets_what_is_deeper():
    path = Path()
    places = []
    for line in read_lines("一、水\n（一）河道\n1.清淤\n2.截污\n（二）湖泊\n二、气\n说明"):
        path.enter(line)
        places.append(path.place(line))

    assert places == [
        "一、 · 第1段",
        "一、（一） · 第2段",
        "一、（一）第1项 · 第3段",
        "一、（一）第2项 · 第4段",
        "一、（二） · 第5段",
        "二、 · 第6段",
        "二、 · 第7段",
    ]


def test_titles_are_those_above_the_line_without_its_own():
    path = Path()
    lines = read_lines("一、水\n（一）河道治理。分三步走。\n1.清淤")
    for line in lines:
        path.enter(line)

    assert path.titles(lines[-1]) == ["水", "河道治理"]
    assert path.titles() == ["水", "河道治理", "清淤"]


def test_a_paragraph_is_no_title():
    path = Path()
    lines = read_lines("一、" + "甲" * 41 + "\n1.清淤")
    for line in lines:
        path.enter(line)

    assert path.titles(lines[-1]) == []


def test_two_columns_are_read_one_after_the_other():
    lines = read_lines("1.清理河道      4.拆除违建\n2.封堵排口      5.补植苗木\n3.修复驳岸\n收尾")

    assert [line.words.strip() for line in lines] == [
        "清理河道",
        "封堵排口",
        "拆除违建",
        "补植苗木",
        "修复驳岸",
        "收尾",
    ]


def test_two_columns_of_labels_are_read_one_after_the_other():
    lines = read_lines("责任单位：区水利局      责任单位：区住建局\n时限：6月底前      时限：7月底前")

    assert [line.text.strip() for line in lines] == [
        "责任单位：区水利局",
        "时限：6月底前",
        "责任单位：区住建局",
        "时限：7月底前",
    ]


@pytest.mark.parametrize(
    "text",
    [
        pytest.param("区整改办      2026年7月31日", id="a signature and its date"),
        pytest.param("1\t清理河道      区水利局\t6月", id="a row of a grid"),
        pytest.param("1.清理河道   2.封堵排口", id="three blanks are no gutter"),
        pytest.param("任 务 清 单      附件", id="a spaced heading"),
    ],
)
def test_what_is_not_two_columns_stays_one_line(text):
    assert [line.text for line in read_lines(text)] == [text]


@pytest.mark.parametrize(
    ("text", "marks"),
    [
        pytest.param("一是抓水。二是抓气。", ["一", "二"], id="一是 at the head of sentences"),
        pytest.param("一要抓水；二要抓气。", ["一", "二"], id="一要 behind a semicolon"),
        pytest.param("第一，抓水。第二，抓气。", ["第一", "第二"], id="第一，"),
        pytest.param("一是抓水，二是抓气。", ["一"], id="a comma opens no item"),
        pytest.param("这是第一次清淤。", [], id="第一次 counts"),
        pytest.param("统一要求抓好。", [], id="一要 inside a word"),
    ],
)
def test_numbering_inside_a_paragraph(text, marks):
    assert [mark for _, mark in inline_marks(text)] == marks


def test_empty_text_has_no_lines():
    assert read_lines(" \n\n　\n") == []


@given(st.text(alphabet="一二（）()1.、 \n\t第章项甲：", max_size=200))
@settings(max_examples=100, deadline=None)
def test_every_line_says_where_it_stands(text):
    for line in read_lines(text):
        assert text[line.start : line.end].replace("\n", " ") == line.text
        assert line.start <= line.body <= line.end
