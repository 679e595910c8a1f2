"""The tally: which things weigh most together."""

from __future__ import annotations

import pytest

from bot.asking.bitmaps import bits
from bot.asking.tally import Tally


def tally(*lists):
    """Return the tally of weighted lists of things below 100."""
    made = Tally()
    for weight, *things in lists:
        made.add(bits(things, 100), weight)
    return made


@pytest.mark.parametrize(
    ("lists", "most"),
    [
        pytest.param([], [], id="nothing was added"),
        pytest.param([(3,)], [], id="nothing has it"),
        pytest.param([(0, 1, 2)], [], id="what weighs nothing says nothing"),
        pytest.param([(3, 7)], [(7, 3)], id="one thing"),
        pytest.param([(1, 4), (2, 5)], [(5, 2), (4, 1)], id="the heavier goes first"),
        pytest.param([(2, 9, 4)], [(4, 2), (9, 2)], id="equals go by their numbers"),
        pytest.param([(1, 4, 5), (1, 5)], [(5, 2), (4, 1)], id="weights add up"),
        pytest.param([(3, 4), (1, 4), (2, 5), (1, 5)], [(4, 4), (5, 3)], id="a sum carries"),
        pytest.param([(1, 4)] * 7, [(4, 7)], id="a sum carries through"),
        pytest.param([(2**70, 4), (2**70 - 1, 5)], [(4, 2**70), (5, 2**70 - 1)], id="of any size"),
    ],
)
def test_sums(lists, most):
    assert tally(*lists).most(9) == most


@pytest.mark.parametrize(
    ("count", "among", "most"),
    [
        pytest.param(0, None, [], id="none asked for"),
        pytest.param(1, None, [(3, 3)], id="the first"),
        pytest.param(3, None, [(3, 3), (1, 2), (2, 2)], id="a part of equals"),
        pytest.param(9, None, [(3, 3), (1, 2), (2, 2), (4, 2), (6, 1)], id="more than there are"),
        pytest.param(9, (2, 6, 50), [(2, 2), (6, 1)], id="only among these"),
        pytest.param(1, (6,), [(6, 1)], id="the lightest, where only that is asked for"),
        pytest.param(9, (50,), [], id="among others"),
        pytest.param(9, (), [], id="among none"),
    ],
)
def test_as_many_as_asked_for_among_those_asked_for(count, among, most):
    made = tally((2, 1, 2, 3, 4), (1, 3, 6))

    assert made.most(count, None if among is None else bits(among, 100)) == most


def test_asking_changes_nothing():
    made = tally((2, 1, 2), (1, 2))

    assert made.most(1) == made.most(1) == [(2, 3)]
