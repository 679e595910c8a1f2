"""The index: which duties may answer a question, with features that can be explained."""

from __future__ import annotations

from dataclasses import replace

import pytest

from bot.asking.cover import GAP, LETTER, Alternative, Searched, Wanted, cover, met, share, windows
from bot.asking.fit import Features
from bot.asking.holdings import Holdings
from bot.asking.index import Index
from bot.asking.question import read_question
from bot.asking.spellings.sounds import sound
from bot.asking.terms import load_terms
from bot.duty import Reading
from tests.asking_county import DIRECTORY, DUTIES, TERMS, TODAY, VOCABULARY, duty, lead


def said(found, side=None):
    words = Holdings(Reading((), (found,)), DIRECTORY).said(found)
    return words if side is None else replace(words, side=side)


INDEX = Index.over([said(d) for d in DUTIES], TERMS)


def best(text, among=None):
    """Return the matter of the best candidate, or None."""
    found = INDEX.candidates(read_question(text, VOCABULARY, TODAY), among)
    return DUTIES[found[0][0]].matter if found else None


@pytest.mark.parametrize(
    ("text", "matter"),
    [
        pytest.param("散煤清零", "散煤清零", id="as written"),
        pytest.param("污水管网修复", "县城污水管网修复", id="a part of it"),
        pytest.param("管网", "县城污水管网修复", id="two characters"),
        pytest.param("病死畜情无害化", "病死畜禽无害化处理", id="one character of the same sound"),
        pytest.param("石裁加工企业", "石材加工企业粉尘治理", id="a look-alike character"),
        pytest.param("涵洞积永点", "涵洞积水点排水改造", id="one character wrong between right ones"),
        pytest.param("sanmei qingling", "散煤清零", id="full pinyin"),
        pytest.param("sanmeiqinglin", "散煤清零", id="pinyin without blank and with a mixed-up sound"),
        pytest.param("smql", "散煤清零", id="initials"),
        pytest.param("cqfw", "规模养殖场畜禽粪污资源化利用", id="initials of a documents' word"),
        pytest.param("诸粪谁管", "规模养殖场畜禽粪污资源化利用", id="an everyday word by its sound"),
        pytest.param("猪粪谁管", "规模养殖场畜禽粪污资源化利用", id="an everyday word"),
        pytest.param("zhufen", "规模养殖场畜禽粪污资源化利用", id="an everyday word in letters"),
        pytest.param("烧烤店冒烟", "餐饮服务单位油烟净化设施安装", id="two everyday words"),
        pytest.param("档案juanzong", "档案卷宗归集移交", id="characters and letters"),
        pytest.param("火箭发射", None, id="nothing in common"),
    ],
)
def test_the_best_candidate(text, matter):
    assert best(text) == matter


def test_only_the_duties_asked_for_are_looked_at():
    among = frozenset(i for i, d in enumerate(DUTIES) if d.region == "松岭区")

    assert best("餐饮油烟", among) == "餐饮油烟在线监控全覆盖"


def test_the_documents_word_finds_the_everyday_word():
    index = Index.over([said(duty("a.txt", "清理猪粪", lead("县农业农村局")))], TERMS)

    assert index.candidates(read_question("畜禽粪污谁负责", VOCABULARY, TODAY))[0][1].text > 0.9


def test_a_units_name_is_no_matter():
    index = Index.over([said(duty("a.txt", "信息报送", lead("县农业农村局")))], TERMS)

    assert index.candidates(read_question("农业农村面源", VOCABULARY, TODAY)) == []


def test_the_heading_counts_less_than_the_matter():
    here = duty("a.txt", "噪声治理", lead("甲局"))
    under = duty("a.txt", "加密巡查", lead("乙局"))
    index = Index.over([said(under, "噪声治理"), said(here)], TERMS)

    assert [i for i, _ in index.candidates(read_question("噪声", VOCABULARY, TODAY))] == [1, 0]


def test_one_character_means_a_word_only_where_it_stands_alone():
    terms, _ = load_terms('[topics.a]\n"报" = ["报送"]\n')
    index = Index.over([said(duty("a.txt", "进展报送", lead("甲局")))], terms)
    sent, insured = (
        [f.solid for _, f in index.candidates(read_question(text, VOCABULARY, TODAY))]
        for text in ("进展谁去报", "医保报销")
    )

    assert sent[0] > 0.9
    assert not any(insured)


def test_a_piece_that_nothing_meets_is_silent():
    index = Index.over([said(duty("a.txt", "道路开通", lead("甲局")))], TERMS)

    assert index.candidates(read_question("地铁,开通", VOCABULARY, TODAY))[0][1].silent
    assert not index.candidates(read_question("道路,开通", VOCABULARY, TODAY))[0][1].silent


def test_an_empty_index_finds_nothing():
    assert Index.over([], TERMS).candidates(read_question("油烟", VOCABULARY, TODAY)) == []


def test_the_score_is_led_by_what_the_text_covers():
    assert Features(1, 1, 1, 1).score == pytest.approx(1)
    assert Features(0.5, 1, 1, 1).score < Features(1, 0, 0, 0).score


def wanted(chars, *alternatives):
    return Wanted(chars, sound(chars), [1.0] * len(chars), alternatives)


def covered(asked, text):
    return share(asked, cover(asked, Searched(text)))


@pytest.mark.parametrize(
    ("asked", "text", "low", "high"),
    [
        pytest.param("油烟", "餐饮油烟管控", 1, 1, id="same characters"),
        pytest.param("油盐", "餐饮油烟管控", 0.4, 0.99, id="the same sound is nearly as good"),
        pytest.param("朔源整治", "排口溯源整治", 0.9, 0.99, id="a look-alike at the head"),
        pytest.param("尾矿裤", "整治尾矿库", 0.9, 0.99, id="a look-alike at the end"),
        pytest.param("养老消防", "消防演练", 0.5, 0.5, id="half of it"),
        pytest.param("地铁", "秸秆禁烧", 0, 0, id="nothing"),
    ],
)
def test_how_much_is_covered(asked, text, low, high):
    assert low <= covered(wanted(asked), text) <= high


def test_a_word_that_means_the_same_covers():
    asked = wanted("馆子", Alternative(0, 2, ("馆子", "餐饮单位"), ("饭店",)))

    assert covered(asked, "餐饮单位油烟") == pytest.approx(0.95)
    assert covered(asked, "饭店油烟") == pytest.approx(0.85)
    assert covered(asked, "餐饮服务单位") == pytest.approx(0.8)


def test_a_run_does_not_cross_the_gap_between_pieces():
    assert met(windows(f"油{GAP}烟", 2), "油烟") == [False, False, False]
    assert met(windows(LETTER * 2, 2), "油烟") == [False, False]
