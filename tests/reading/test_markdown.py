"""Markdown → plain lines with the way back to the file."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.reading.markdown import plain_text


@pytest.mark.parametrize(
    ("raw", "plain"),
    [
        pytest.param("# 清河方案", "清河方案", id="a heading"),
        pytest.param("###### 小标题", "小标题", id="a heading of the sixth depth"),
        pytest.param("#清河", "#清河", id="a hash without a blank is no heading"),
        pytest.param("- 牵头单位：区水利局", "牵头单位：区水利局", id="a bullet"),
        pytest.param("> 摘自原文", "摘自原文", id="a quotation"),
        pytest.param("由**区水利局**牵头", "由区水利局牵头", id="bold"),
        pytest.param("由*区水利局*牵头", "由*区水利局*牵头", id="asterisks inside words stay"),
        pytest.param("1. 清理河道", "1. 清理河道", id="numbering stays"),
        pytest.param(
            "| 任务 | 单位 |\n| --- | :---: |\n| 清淤 | 区水利局 |",
            " 任务 \t 单位 \n 清淤 \t 区水利局 ",
            id="a table",
        ),
        pytest.param(
            "| 任务 | 单位 |\n| 清淤 |  |", " 任务 \t 单位 \n 清淤 \t  ", id="an empty cell stays a cell"
        ),
        pytest.param("---", "---", id="the line below a head stays"),
        pytest.param("清理3*5米", "清理3*5米", id="a sum"),
        pytest.param("", "", id="nothing"),
    ],
)
def test_words_without_marks(raw, plain):
    assert plain_text(raw)[0] == plain


@given(st.text(alphabet="#*-|`_> \n甲乙：:1.", max_size=120))
@settings(max_examples=100, deadline=None)
def test_every_character_is_found_again(raw):
    text, origin = plain_text(raw)

    assert len(origin) == len(text) + 1
    assert origin[-1] == len(raw)
    assert list(origin) == sorted(origin)
    assert all(raw[at] == char or char == "\t" for char, at in zip(text, origin, strict=False))
