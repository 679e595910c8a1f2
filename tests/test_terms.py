"""Terms: two TOML texts → words that mean the same, small talk, findings."""

from __future__ import annotations

import pytest

from bot import general
from bot.asking.meanings import Meanings
from bot.asking.spellings.sounds import sound
from bot.asking.terms import load_terms
from bot.duty import Severity

GENERAL = """
small_talk = ["请问", "请问一下"]
[topics."餐饮"]
"馆子" = ["餐饮"]
"饭铺" = ["餐饮", "餐饮单位"]
"""


def test_words_are_tied_both_ways():
    terms, problems = load_terms(GENERAL)

    assert problems == []
    assert terms.words["馆子"] == ("餐饮",)
    assert terms.words["餐饮"] == ("馆子", "饭铺")


def test_one_character_is_looked_for_in_questions_only():
    terms, _ = load_terms('[topics.a]\n"吵" = ["噪声"]\n')

    assert terms.words["吵"] == ("噪声",)
    assert terms.words["噪声"] == ()


def test_words_that_share_a_documents_word_are_siblings():
    terms, _ = load_terms(GENERAL)

    assert terms.siblings["馆子"] == ("饭铺",)


def test_small_talk_comes_longest_first_so_that_nothing_is_left_over():
    terms, _ = load_terms(GENERAL)

    assert terms.small_talk == ("请问一下", "请问")


def test_the_local_file_adds_to_what_ships():
    terms, problems = load_terms(GENERAL, 'small_talk = ["师傅"]\n[topics."本地"]\n"馆子" = ["农家乐"]\n')

    assert problems == []
    assert terms.words["馆子"] == ("餐饮", "农家乐")
    assert "师傅" in terms.small_talk


def test_a_found_word_hides_the_words_inside_it():
    terms, _ = load_terms('[topics.a]\n"冒油烟" = ["餐饮油烟"]\n"油烟" = ["烟气"]\n')

    meant, _ = Meanings.of(terms).read("馆子冒油烟", sound("馆子冒油烟"))

    assert [one.words[0] for one in meant] == ["冒油烟"]


@pytest.mark.parametrize(
    ("local", "line", "says"),
    [
        pytest.param("[topics.a]\n馆子 = ", 2, "不合 TOML 的写法", id="broken TOML names its line"),
        pytest.param("[topic.a]\n'馆子' = ['餐饮']", 1, "topic", id="an unknown key is named"),
        pytest.param("small_talk = '请问'", 1, "small_talk", id="small talk must be a list"),
        pytest.param("topics = 3", 1, "topics", id="topics must be tables"),
        pytest.param("[topics]\n'馆子' = ['餐饮']", 2, "主题", id="a word outside a topic is refused"),
        pytest.param("[topics.a]\n'馆子' = '餐饮'", 2, "馆子", id="the other side must be a list"),
        pytest.param("[topics.a]\n'馆子' = []", 2, "馆子", id="an empty list says nothing"),
        pytest.param("[topics.a]\n'馆子' = ['  ']", 2, "馆子", id="a blank is no word"),
        pytest.param(f"[topics.a]\n'馆子' = ['{'长' * 30}']", 2, "馆子", id="a sentence is no word"),
    ],
)
def test_a_fault_in_the_local_file_is_a_finding(local, line, says):
    terms, problems = load_terms(GENERAL, local)

    assert [(p.path, p.line) for p in problems] == [("terms.toml", line)]
    assert says in problems[0].message
    assert terms.words["馆子"] == ("餐饮",)


def test_one_bad_line_does_not_hide_the_good_ones():
    terms, problems = load_terms(GENERAL, "[topics.a]\n'坏' = 3\n'好词' = ['文件词']\n")

    assert len(problems) == 1
    assert terms.words["好词"] == ("文件词",)


def test_a_word_that_means_itself_is_a_warning_only():
    terms, problems = load_terms(GENERAL, "[topics.a]\n'粪水' = ['粪水', '畜禽粪污']\n")

    assert [p.severity for p in problems] == [Severity.WARNING]
    assert terms.words["粪水"] == ("畜禽粪污",)


def test_a_fault_in_the_packaged_file_is_our_own_error():
    with pytest.raises(ValueError, match="TOML"):
        load_terms("[topics.a")


def test_the_packaged_terms_are_sound():
    terms, problems = load_terms(general.text("terms.toml"))

    assert problems == []
    assert len(terms.words) >= 1000


@pytest.mark.parametrize(
    ("typed", "written"),
    [
        pytest.param("秸秆焚烧", "秸秆禁烧", id="what is banned is known by its ban"),
        pytest.param("渣土车", "渣土运输车辆", id="a short name"),
    ],
)
def test_the_packaged_terms_tie_words_both_ways(typed, written):
    terms, _ = load_terms(general.text("terms.toml"))

    assert written in terms.words[typed]
    assert typed in terms.words[written]
