"""The distinct matters, the duties about each, and the pairs of sounds by which they are found."""

from __future__ import annotations

import pytest

from bot.asking.bitmaps import numbers
from bot.asking.matters import Matters, Said, gathered
from bot.asking.postings import pairs
from bot.asking.spellings.sounds import sound


def said(matter, main="", side="", opening="", before=""):
    return Said(matter, f"{matter}\n{main}", side, opening, before)


def over(*rows):
    return Matters({name: memoryview(part) for name, part in gathered(rows).items()})


ROWS = (
    said("污水管网修复", "由水务公司配合"),
    said("散煤清零", side="松岭区大气攻坚"),
    said("污水管网修复", opening="整改清单", before="会议指出"),
    said("河道清淤"),
    said("散煤清零", "石桥镇"),
)
MATTERS = over(*ROWS)
NAMES = ("散煤清零", "河道清淤", "污水管网修复")


def named(row, matters=MATTERS):
    """Return the matters whose bits are set in *row*."""
    return [matters.names[number] for number in numbers(row)]


def test_each_matter_is_kept_once_the_shorter_before_the_longer():
    assert tuple(MATTERS.names) == NAMES
    assert len(MATTERS) == len(NAMES)


@pytest.mark.parametrize(
    ("matter", "rows"),
    [
        pytest.param("散煤清零", [1, 4], id="the second of the documents"),
        pytest.param("河道清淤", [3], id="ordered once"),
        pytest.param("污水管网修复", [0, 2], id="the first of the documents"),
    ],
)
def test_the_duties_about_a_matter_are_in_their_order(matter, rows):
    assert list(MATTERS.rows(NAMES.index(matter))) == rows


def test_every_duty_knows_its_matter():
    assert [NAMES[MATTERS.of(row)] for row in range(len(ROWS))] == [one.matter for one in ROWS]


@pytest.mark.parametrize(
    ("rows", "matters"),
    [
        pytest.param((), [], id="no duties"),
        pytest.param((3,), ["河道清淤"], id="one"),
        pytest.param((4, 1), ["散煤清零"], id="two about one matter"),
        pytest.param(range(5), list(NAMES), id="all"),
    ],
)
def test_what_duties_are_about(rows, matters):
    assert named(MATTERS.about(rows)) == matters


@pytest.mark.parametrize(
    ("words", "matters"),
    [
        pytest.param("管网", ["污水管网修复"], id="of the matter itself"),
        pytest.param("棺网", ["污水管网修复"], id="by its sound"),
        pytest.param("水务公司", ["污水管网修复"], id="of the passage"),
        pytest.param("大气攻坚", ["散煤清零"], id="of the headings"),
        pytest.param("整改清单", ["污水管网修复"], id="of the paragraph's first sentence"),
        pytest.param("会议指出", ["污水管网修复"], id="of the sentence before"),
        pytest.param("石桥镇", ["散煤清零"], id="of a later duty"),
        pytest.param("修复散煤", [], id="not all of it"),
        pytest.param("管网石桥", [], id="of two matters"),
        pytest.param("网", [], id="one character"),
        pytest.param("", [], id="nothing"),
    ],
)
def test_which_matters_have_all_of_some_words_in_them_or_around(words, matters):
    assert named(MATTERS.hearing(words)) == matters


def test_what_stands_around_a_matter_is_not_in_it():
    (pair,) = pairs(sound("石桥"))

    assert named(MATTERS.inside.of(pair)) == []
    assert named(MATTERS.anywhere.of(pair)) == ["散煤清零"]


def test_a_matter_is_found_by_the_other_reading_of_a_character():
    matters = over(said("行道树补植"))

    assert [named(matters.hearing(words), matters) for words in ("行道", "航道")] == [["行道树补植"]] * 2


def test_the_words_of_every_duty_of_a_county_are_heard():
    towns = [f"{a}{b}镇" for a in "石白青云南北临东西大" for b in "桥水山门溪"]
    matters = over(*(said("散煤清零", town) for town in towns))

    assert [town for town in towns if not matters.hearing(town)] == []


def test_of_a_nations_duties_those_of_a_matter_that_come_late_are_not_listened_to(monkeypatch):
    monkeypatch.setattr("bot.asking.matters._ALL_HEARD", 3)
    rows = [said("散煤清零", f"{name}桥镇") for name in "石白青云南北"]
    matters = over(*rows, said("河道清淤", "东山镇"))

    assert matters.hearing("南桥")
    assert not matters.hearing("北桥")
    assert named(matters.hearing("东山"), matters) == ["河道清淤"]


def test_where_too_much_stands_around_matters_the_commonest_goes_first(monkeypatch):
    monkeypatch.setattr("bot.asking.matters._MOST_AROUND", 32)  # 16 for each of two
    common, one = "甲乙丙丁戊己庚辛壬癸子丑", "石桥白马龙泉双丰永安长广新古"
    other = "青山水门云溪南北东西大小高低"
    matters = over(said("散煤清零", f"{common}\n{one}"), said("河道清淤", f"{common}\n{other}"))

    assert [matters.hearing(common), named(matters.hearing(one), matters)] == [0, ["散煤清零"]]
    assert named(matters.hearing(other), matters) == ["河道清淤"]


def test_a_matters_own_words_are_kept_whatever_stands_around_it(monkeypatch):
    monkeypatch.setattr("bot.asking.matters._MOST_AROUND", 0)
    matters = over(*(said("散煤清零", f"石桥{char}") for char in "甲乙丙丁戊己庚辛壬癸子丑寅卯辰巳午未"))

    assert named(matters.hearing("散煤清零"), matters) == ["散煤清零"]


@pytest.mark.parametrize(
    ("char", "least", "most"),
    [
        pytest.param("桥", 1, 2, id="one matter has it, with another character on each side"),
        pytest.param("瞧", 1, 2, id="by its sound"),
        pytest.param("清", 2, 3, id="two have it; never more than there are"),
        pytest.param("铁", 0, 0, id="none has it"),
        pytest.param("。", 0, 0, id="no word"),
    ],
)
def test_how_many_matters_have_a_character_at_most(char, least, most):
    assert least <= MATTERS.often(char) <= most


@pytest.mark.parametrize(
    ("letters", "most", "matters"),
    [
        pytest.param("smql", 9, ["散煤清零"], id="all of it"),
        pytest.param("gwx", 9, ["污水管网修复"], id="a part"),
        pytest.param("q", 9, ["散煤清零", "河道清淤"], id="the shortest first"),
        pytest.param("q", 1, ["散煤清零"], id="at most so many"),
        pytest.param("ww", 9, [], id="none has it"),
        pytest.param("lh", 9, [], id="not from one into the next"),
        pytest.param("s.ql", 9, [], id="a dot is no letter"),
    ],
)
def test_matters_by_their_initials(letters, most, matters):
    assert [MATTERS.names[number] for number in MATTERS.spelled(letters, most)] == matters


def test_a_matter_that_repeats_a_row_of_letters_is_given_once():
    matters = over(said("清零清零"))

    assert matters.spelled("ql", 9) == [0]


def test_a_matter_of_several_scripts_keeps_its_place_in_the_letters():
    matters = over(said("𠀋山pm2.5管控"), said("€é"), said("河道清淤"))

    assert [[matters.names[n] for n in matters.spelled(row, 9)] for row in ("hdqy", "pm2.5gk")] == [
        ["河道清淤"],
        ["𠀋山pm2.5管控"],
    ]


def test_without_duties_there_are_no_matters():
    matters = over()

    assert (len(matters), matters.often("污"), matters.hearing("污水")) == (0, 0, 0)
    assert (matters.about(()), matters.spelled("ws", 9)) == (0, [])


def test_the_sounds_of_a_matter_are_those_of_its_name():
    assert [MATTERS.heard(number) for number in (1, 1, 0)] == [sound(NAMES[n]) for n in (1, 1, 0)]
