"""Pairs of sounds, their numbers, and what is kept behind each."""

from __future__ import annotations

import pytest

from bot.asking.cover import GAP, LETTER
from bot.asking.postings import WIDTH, Postings, code, pairs, pairs_at
from bot.asking.spellings.sounds import sound

LISTS = {1: (0,), 77: (3, 5, 9), WIDTH: (), WIDTH * WIDTH - 1: tuple(range(1_000))}
WHOLE = Postings.packed(LISTS)


@pytest.mark.parametrize(
    "char",
    [
        pytest.param(" ", id="a blank"),
        pytest.param("\n", id="a line end"),
        pytest.param("、", id="a Chinese mark"),
        pytest.param("，", id="a wide mark"),
        pytest.param("😀", id="a picture"),
        pytest.param(GAP, id="what parts two pieces"),
        pytest.param(LETTER, id="what stands for a syllable in letters"),
    ],
)
def test_what_is_no_words_has_no_number(char):
    assert code(char) == 0


@pytest.mark.parametrize(
    "chars",
    [
        pytest.param(sound("油烟尘土"), id="sounds"),
        pytest.param("a0z~", id="letters, digits and marks as typed"),
        pytest.param("ⅲéж", id="letters and numerals of other scripts"),
        pytest.param("㙍𠀋", id="characters without a sound"),
    ],
)
def test_every_other_character_has_one(chars):
    assert all(0 < code(char) < WIDTH for char in chars)


def test_a_sound_has_a_number_of_its_own():
    heard = {sound(char) for char in "油烟尘土渣车河湖污水处理垃圾"}

    assert len({code(char) for char in (*heard, *"abc019.,")}) == len(heard) + 8


@pytest.mark.parametrize(
    ("text", "known"),
    [
        pytest.param("", [], id="nothing"),
        pytest.param("a", [], id="one character"),
        pytest.param("ab", [True], id="one pair"),
        pytest.param("a b", [False, False], id="a blank parts them"),
        pytest.param("ab\nab", [True, False, False, True], id="a line end parts them"),
    ],
)
def test_a_pair_has_a_number_where_both_are_words(text, known):
    assert [bool(number) for number in pairs_at(text)] == known
    assert list(pairs(text)) == [number for number in pairs_at(text) if number]


def test_a_pair_is_another_one_the_other_way_round():
    assert len({*pairs("ab"), *pairs("ba"), *pairs("aa"), *pairs("bb")}) == 4


@pytest.mark.parametrize("pair", LISTS)
def test_a_list_comes_back_as_it_was_packed(pair):
    held = Postings(WHOLE)

    assert tuple(held.of(pair)) == LISTS[pair]
    assert held.count(pair) == len(LISTS[pair])


@pytest.mark.parametrize("pair", [0, 2, 76, 78, WIDTH * WIDTH])
def test_a_pair_that_nothing_has_is_empty(pair):
    held = Postings(WHOLE)

    assert (tuple(held.of(pair)), held.count(pair)) == ((), 0)


def test_nothing_at_all_can_be_packed():
    assert tuple(Postings(Postings.packed({})).of(1)) == ()


def test_lists_are_read_where_they_lie():
    buffer = bytearray(Postings.packed({5: (1, 2)}))
    held = Postings(buffer)
    buffer[-4] = 9

    assert tuple(held.of(5)) == (1, 9)


@pytest.mark.parametrize(
    "damaged",
    [
        pytest.param(b"", id="nothing"),
        pytest.param(WHOLE[:3], id="cut in a number"),
        pytest.param(WHOLE[:4], id="only the count"),
        pytest.param(WHOLE[:-4], id="cut at the end"),
        pytest.param(WHOLE + bytes(4), id="a number too many"),
        pytest.param(b"\xff" * 4 + WHOLE[4:], id="a count that cannot be"),
    ],
)
def test_what_was_not_packed_so_is_refused(damaged):
    with pytest.raises(ValueError, match="not a table of pairs"):
        Postings(damaged)
