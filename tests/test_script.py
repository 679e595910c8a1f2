from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.reading.script import is_strong, is_traditional, simplify

CHINESE = st.characters(min_codepoint=0x4E00, max_codepoint=0x9FFF)


@pytest.mark.parametrize(
    ("text", "plain"),
    [
        pytest.param("餐飲油煙專項整治", "餐饮油烟专项整治", id="plain traditional"),
        pytest.param(
            "羣衆反映強烈，爲民覈實溼地佔用彙總", "群众反映强烈，为民核实湿地占用汇总", id="variant forms"
        ),
        pytest.param("要著力解決問題，隨著工程推進", "要着力解决问题，随着工程推进", id="著 the particle"),
        pytest.param(
            "顯著成效、著名專家、編著讀本", "显著成效、著名专家、编著读本", id="著 in words of authorship"
        ),
        pytest.param("充分發揮著作用", "充分发挥着作用", id="著作 across a word border"),
        pytest.param("隨著有關部門進場", "随着有关部门进场", id="著 before 有"),
        pytest.param("陝西乾縣與吉林乾安縣晾曬乾糧", "陕西乾县与吉林乾安县晾晒干粮", id="乾 in place names"),
        pytest.param("書面答覆信訪人，瞭解進展", "书面答复信访人，了解进展", id="phrases of the table"),
        pytest.param("對於單位瞞報的", "对于单位瞒报的", id="於 the preposition, never the surname"),
        pytest.param("以習近平同志為核心", "以习近平同志为核心", id="no regional vocabulary"),
        pytest.param("頭髮與發展、皇后與以後", "头发与发展、皇后与以后", id="two to one"),
    ],
)
def test_traditional_text_is_simplified(text, plain):
    assert simplify(text) == plain


@pytest.mark.parametrize(
    "text",
    [
        pytest.param("", id="empty"),
        pytest.param("著名作家在乾县瞭望塔摄影", id="weak characters in simplified text"),
        pytest.param("李乾、王昇", id="names"),
        pytest.param("Ⅳ类水①〔2021〕5号，㎡", id="symbols"),
        pytest.param("里程、后勤、干部、制定", id="characters that are both"),
    ],
)
def test_simplified_text_is_left_alone(text):
    assert simplify(text) == text


def test_weak_characters_are_left_where_the_text_is_hardly_traditional():
    text = "陈昇、李乾等同志到会" * 6 + "（張）"

    assert simplify(text) == text.replace("張", "张")


def test_is_traditional():
    assert [c for c in "環境著乾环a。" if is_traditional(c)] == ["環", "著", "乾"]
    assert [c for c in "環境著乾环a。" if is_strong(c)] == ["環"]


@settings(max_examples=100)
@given(st.text(st.one_of(CHINESE, st.characters(codec="utf-8")), max_size=60))
def test_simplify_keeps_the_length_and_is_done_after_once(text):
    once = simplify(text)

    assert len(once) == len(text)
    assert simplify(once) == once
