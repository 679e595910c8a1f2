"""What words may be meant: terms as written, by sound, in letters, by initials; look-alikes put right."""

from __future__ import annotations

import pytest

from bot import general
from bot.asking.cover import GAP, LETTER
from bot.asking.meanings import Meanings
from bot.asking.postings import pairs
from bot.asking.spellings.sounds import sound
from bot.asking.terms import Terms, load_terms

TERMS, _ = load_terms(
    """
[topics."餐饮"]
"馆子" = ["餐饮单位"]
"饭铺" = ["餐饮单位"]
"冒油烟" = ["油烟", "烟气"]
"养猪场" = ["规模养殖场"]
[topics."噪声"]
"吵" = ["噪声"]
[topics."动作"]
"查" = ["执法检查"]
"清运" = ["清理"]
"""
)
MEANINGS = Meanings.of(TERMS)


def read(chars, heard=""):
    """Return the spans of what may be meant with the words, and the positions known as typed."""
    alternatives, meant = MEANINGS.read(chars, heard or sound(chars))
    return {chars[one.start : one.end]: one.words for one in alternatives}, "".join(
        char if at in meant else "." for at, char in enumerate(chars)
    )


@pytest.mark.parametrize(
    ("chars", "words", "meant"),
    [
        pytest.param("", {}, "", id="nothing"),
        pytest.param("道路", {}, "..", id="no term"),
        pytest.param("馆子", {"馆子": ("馆子", "餐饮单位")}, "馆子", id="as written"),
        pytest.param("小馆子排污", {"馆子": ("馆子", "餐饮单位")}, ".馆子..", id="among other words"),
        pytest.param("官子", {"官子": ("馆子", "餐饮单位")}, "..", id="half of it as typed"),
        pytest.param("冠紫", {}, "..", id="no character as typed is another word"),
        pytest.param("养朱场", {"养朱场": ("养猪场", "规模养殖场")}, "...", id="two of three as typed"),
        pytest.param("养朱厂", {}, "...", id="one of three as typed"),
        pytest.param("冒油烟", {"冒油烟": ("冒油烟", "烟气")}, "冒油烟", id="no part of itself"),
    ],
)
def test_what_may_be_meant(chars, words, meant):
    assert read(chars) == (words, meant)


def test_what_means_the_same_by_another_word_is_a_sibling():
    (one,), _ = MEANINGS.read("馆子", sound("馆子"))

    assert (one.start, one.end, one.siblings) == (0, 2, ("饭铺",))


def test_the_documents_word_may_stand_for_every_everyday_one():
    assert read("餐饮单位")[0] == {"餐饮单位": ("餐饮单位", "馆子", "饭铺")}


def test_letters_that_sound_like_a_term_mean_it():
    assert read(LETTER * 2, sound("馆子")) == ({LETTER * 2: ("馆子", "餐饮单位")}, "..")


@pytest.mark.parametrize(
    ("chars", "alone"),
    [
        pytest.param("吵", True, id="all that is asked"),
        pytest.param("太吵", True, id="behind a word of degree"),
        pytest.param(f"广场{GAP}吵", True, id="a piece of its own"),
        pytest.param("馆子吵", True, id="behind a term"),
        pytest.param("吵馆子", True, id="before a term"),
        pytest.param("广场吵闹声", False, id="inside another word"),
    ],
)
def test_one_character_is_a_word_only_where_it_stands_alone(chars, alone):
    words, meant = read(chars)

    assert (words.get("吵") == ("吵", "噪声")) == alone
    assert "吵" not in meant


@pytest.mark.parametrize(
    ("char", "act"),
    [
        pytest.param("查", True, id="what is done"),
        pytest.param("吵", False, id="what it is about"),
        pytest.param("运", False, id="a part of a term"),
        pytest.param("", False, id="nothing"),
    ],
)
def test_what_one_character_says_is_done(char, act):
    assert MEANINGS.is_act(char) is act


@pytest.mark.parametrize(
    ("row", "term"),
    [
        pytest.param("yzc", "养猪场", id="three letters"),
        pytest.param("gmyzc", "规模养殖场", id="five"),
        pytest.param("gz", "", id="terms of two characters fit too much"),
        pytest.param("yz", "", id="a part of a row"),
        pytest.param("", "", id="nothing"),
    ],
)
def test_a_term_by_its_initials(row, term):
    assert MEANINGS.spelled(row) == term


def test_of_terms_with_the_same_initials_the_first_is_meant():
    meanings = Meanings.of(load_terms('[topics.a]\n"渣土车" = ["运渣土"]\n"炸天串" = ["渣土场"]\n')[0])

    assert meanings.spelled("ztc") == min("渣土车", "炸天串", "渣土场")


@pytest.mark.parametrize(
    ("chars", "documents", "right"),
    [
        pytest.param("渣士", "渣土", "渣土", id="a look-alike that nothing has"),
        pytest.param("渣士清运", "渣土", "渣土清运", id="before other words"),
        pytest.param("运渣士", "渣土", "运渣土", id="behind other words"),
        pytest.param("渣土", "渣土", "渣土", id="known as typed"),
        pytest.param("渣士", "渣士", "渣士", id="known as typed, strange as it looks"),
        pytest.param("渣士", "", "渣士", id="what it looks like is unknown too"),
        pytest.param("渣士馆子", "渣土 士馆", "渣士馆子", id="a neighbour that is known keeps it"),
        pytest.param(f"渣{GAP}士", "渣土", f"渣{GAP}士", id="two pieces"),
        pytest.param("", "渣土", "", id="nothing"),
    ],
)
def test_a_look_alike_is_put_right_only_where_what_was_typed_is_unknown(chars, documents, right):
    held = set(pairs(sound(documents)))

    assert MEANINGS.respelled(chars, lambda pair: int(pair in held)) == right


def test_a_look_alike_of_a_terms_word_is_put_right_too():
    meanings = Meanings.of(load_terms('[topics.a]\n"渣土车" = ["运输车"]\n')[0])

    assert meanings.respelled("渣士车", lambda _: 0) == "渣土车"


def test_a_term_in_capital_letters_is_found_as_questions_and_documents_are_read():
    terms, _ = load_terms("", '[topics."本地"]\n"COD" = ["化学需氧量", "CODcr"]\n"唱K" = ["KTV"]\n')
    meanings = Meanings.of(terms)

    assert [one.words for one in meanings.read("cod", "cod")[0]] == [("cod", "化学需氧量", "codcr")]
    assert [one.words for one in meanings.read("ktv", "ktv")[0]] == [("ktv", "唱k")]


def test_without_terms_nothing_is_meant():
    meanings = Meanings.of(Terms())

    assert meanings.read("馆子吵", sound("馆子吵")) == ((), frozenset())
    assert (meanings.spelled("yzc"), meanings.is_act("查")) == ("", False)


def test_every_packaged_term_is_read_back_with_its_words():
    terms, _ = load_terms(general.text("terms.toml"))
    meanings = Meanings.of(terms)
    wrong = [
        word
        for word in terms.words
        if len(word) > 1
        and not any(
            one.words == (word, *(w for w in terms.words[word] if w not in word))
            for one in meanings.read(word, sound(word))[0]
        )
    ]

    assert wrong == []
