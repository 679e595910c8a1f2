"""Bitmaps: WHOLE numbers with one bit for each matter, packed and read where they lie."""

from __future__ import annotations

import pytest

from bot.asking.bitmaps import Bitmaps, bits, numbers

#: Of 256 matters, more than two make a list a long one.
SIZE = 256
LISTS = {
    3: (255,),
    7: (0, 255),
    9: (0, 31, 32),
    11: tuple(range(0, SIZE, 2)),
    512: tuple(range(SIZE)),
}
WHOLE = Bitmaps.packed(LISTS, SIZE)


@pytest.mark.parametrize(
    ("members", "size"),
    [
        pytest.param((), 0, id="nothing of nothing"),
        pytest.param((), 5, id="nothing of a few"),
        pytest.param((0,), 1, id="the only one"),
        pytest.param((0, 7), 8, id="both ends of a byte"),
        pytest.param((8,), 9, id="the first of the second byte"),
        pytest.param((31,), 32, id="the last of a word"),
        pytest.param((32,), 33, id="the first of the second word"),
        pytest.param(tuple(range(70)), 70, id="all"),
        pytest.param((0, 7, 8, 199), 200, id="few of many"),
        pytest.param((0, 7, 8, 100, 101, 150, 199), 200, id="one of so many that it is no longer few"),
    ],
)
def test_the_bits_of_a_row_are_its_members(members, size):
    assert tuple(numbers(bits(members, size))) == members


def test_a_member_given_twice_is_one_bit():
    assert bits((5, 5, 2), 8) == 0b100100
    assert bits((5, 5, 2), 800) == 0b100100


@pytest.mark.parametrize("pair", LISTS)
def test_a_list_comes_back_as_it_was_packed(pair):
    held = Bitmaps(WHOLE)

    assert tuple(numbers(held.of(pair))) == LISTS[pair]
    assert held.count(pair) == len(LISTS[pair])


@pytest.mark.parametrize("pair", [0, 4, 513])
def test_a_pair_that_nothing_has_is_an_empty_row(pair):
    held = Bitmaps(WHOLE)

    assert (held.of(pair), held.count(pair)) == (0, 0)


def test_nothing_at_all_can_be_packed():
    held = Bitmaps(Bitmaps.packed({}, 0))

    assert (held.size, held.of(1), held.count(1)) == (0, 0, 0)


def test_a_row_that_was_forgotten_is_read_again(monkeypatch):
    monkeypatch.setattr("bot.asking.bitmaps._MEMORY", 1)
    held = Bitmaps(WHOLE)

    for _ in range(2):
        assert {pair: tuple(numbers(held.of(pair))) for pair in LISTS} == LISTS


def test_rows_are_read_from_the_middle_of_a_buffer():
    held = Bitmaps(memoryview(b"12345678" + WHOLE)[8:])

    assert {pair: tuple(numbers(held.of(pair))) for pair in LISTS} == LISTS


@pytest.mark.parametrize(
    "damaged",
    [
        pytest.param(b"", id="nothing"),
        pytest.param(WHOLE[:5], id="cut in the head"),
        pytest.param(WHOLE[:20], id="cut in the pairs"),
        pytest.param(WHOLE[:60], id="cut in the rows"),
        pytest.param(WHOLE[:-4], id="cut at the end"),
        pytest.param(b"\xff" * 4 + WHOLE[4:], id="a size that cannot be"),
        pytest.param(WHOLE[:4] + b"\xff" * 4 + WHOLE[8:], id="a count that cannot be"),
        pytest.param(b"\x01" * 64, id="something else"),
    ],
)
def test_what_was_not_packed_so_is_refused(damaged):
    with pytest.raises(ValueError, match="not a table of pairs"):
        Bitmaps(damaged)
