"""What the ledger leaves open: gaps, vacuums, conflicts, repeats, the same elsewhere."""

from __future__ import annotations

from datetime import date

import pytest
from office import ECOLOGY, HOUSING, JUNE_30, LI, ROADS, WANG, Story, brought_to, opened, order, submit

from bot.duty import Deadline, Part, Role
from bot.ledger.entry import State
from bot.ledger.event import Step
from bot.ledger.order import Child
from bot.ledger.review import Finding, Lack, by_subject, gaps, review, subject, vacuums

WHOLE = {"measures": ("清运",), "target": "无垃圾"}
ACCEPTS = Part(ECOLOGY, Role.ACCEPTS)


def told(**facts: object) -> list[str]:
    """Return the gaps of an order that lacks nothing but for *facts*."""
    return [finding.words for finding in gaps(opened(**{**WHOLE, **facts}).entry)]


def test_an_order_that_says_everything_has_no_gaps():
    assert told() == []


@pytest.mark.parametrize(
    ("facts", "words"),
    [
        pytest.param({"deadline": None}, "未定完成期限", id="no deadline"),
        pytest.param({"deadline": Deadline("汛期前")}, "未定完成期限", id="a deadline without a day"),
        pytest.param(
            {"deadline": Deadline("6月底前", JUNE_30, certain=False)},
            "完成期限是推算的，待核实",
            id="an inferred day",
        ),
        pytest.param(
            {"parts": (Part(HOUSING, Role.LISTED), Part(ROADS, Role.LISTED), ACCEPTS)},
            "多家单位，未明确牵头单位",
            id="several are listed, none leads",
        ),
        pytest.param({"parts": (Part(HOUSING, Role.LEAD),)}, "未指定验收单位", id="nobody accepts"),
        pytest.param({"measures": ()}, "没有整改措施", id="no measures"),
        pytest.param({"target": ""}, "没有整改目标", id="no target"),
        pytest.param({"leader": ""}, "未定包保领导", id="no leader"),
        pytest.param({"town": ""}, "未写明镇街和点位", id="no place"),
        pytest.param({"quote": None}, "没有原文出处", id="no source"),
        pytest.param({"children": (Child("1号排口"),)}, "点位没有方案（一口一策）：1号排口", id="no plan"),
    ],
)
def test_each_gap_is_named(facts, words):
    assert told(**facts) == [words]


@pytest.mark.parametrize(
    "facts",
    [
        pytest.param(
            {"deadline": Deadline("长期坚持", recurring="long-term")}, id="a standing duty needs no day"
        ),
        pytest.param({"parts": (Part(HOUSING, Role.LISTED), ACCEPTS)}, id="one unit needs no lead"),
        pytest.param({"town": "", "place": "大桥下"}, id="a spot is a place"),
    ],
)
def test_what_is_no_gap(facts):
    assert told(**facts) == []


def test_progress_without_evidence_is_a_gap_of_the_unit():
    story = (
        opened(**WHOLE).at("05-07", Step.ACKNOWLEDGE, LI).at("05-08", Step.REPORT, LI, text="过半", share=60)
    )

    assert gaps(story.entry) == (Finding(Lack.GAP, "报过完成比例，没有证明材料", HOUSING),)


@pytest.mark.parametrize("state", [State.SIGNED_OFF, State.SUSPENDED])
def test_what_is_settled_has_no_gaps(state):
    assert gaps(brought_to(state).entry) == ()


def test_a_vacuum_is_what_nobody_has():
    returned = brought_to(State.RETURNED).entry
    helpers_only = opened(parts=(Part(HOUSING, Role.SUPPORTING),)).entry

    assert [f.words for f in vacuums(returned)] == ["已退回，尚未转办，现在无人承办"]
    assert [f.words for f in vacuums(helpers_only)] == ["只列了配合、属地单位，没有单位负主责"]
    assert vacuums(opened().entry) == ()


def numbered(number: int, *units: str, **facts: object) -> Story:
    return Story(number).at("05-06", Step.OPEN, WANG, order=order(*units, **{**WHOLE, **facts}))


JULY_31 = Deadline("7月底前", date(2026, 7, 31))


@pytest.mark.parametrize(
    ("other", "found"),
    [
        pytest.param(numbered(2), (Lack.REPEAT, "与第2项（沙河镇）重复"), id="the same twice"),
        pytest.param(
            numbered(2, matter="完成 河道沿线垃圾整治。"),
            (Lack.REPEAT, "与第2项（沙河镇）重复"),
            id="blanks and stops make no difference",
        ),
        pytest.param(
            numbered(2, ROADS), (Lack.CONFLICT, "与第2项（沙河镇）是同一事项，责任单位不同"), id="two leads"
        ),
        pytest.param(
            numbered(2, deadline=JULY_31),
            (Lack.CONFLICT, "与第2项（沙河镇）是同一事项，完成期限不同"),
            id="two deadlines",
        ),
        pytest.param(numbered(2, town="白云镇"), None, id="another town is another matter"),
        pytest.param(numbered(2, place="大桥下"), None, id="another spot is another matter"),
        pytest.param(numbered(2, matter="完成河道绿化"), None, id="other words"),
    ],
)
def test_two_entries_about_the_same(other, found):
    entries = [numbered(1).entry, other.entry]

    mine = [(f.sort, f.words) for entry, f in review(entries) if entry.number == 1]

    assert mine == ([found] if found else [])


def test_without_a_place_only_what_one_unit_has_twice_is_the_same():
    entries = [numbered(1, town="").entry, numbered(2, ROADS, town="").entry, numbered(3, town="").entry]

    found = {entry.number: f.words for entry, f in review(entries) if f.sort is not Lack.GAP}

    assert found == {1: "与第3项重复", 3: "与第1项重复"}


def test_the_same_elsewhere_is_told_when_one_is_handed_in():
    mine = submit(numbered(1, matter="完成沙河镇河道整治").at("05-07", Step.ACKNOWLEDGE, LI), "05-20").entry
    other = numbered(2, matter="完成白云镇河道整治", town="白云镇").entry

    found = [(e.number, f.sort, f.words) for e, f in review([mine, other])]

    assert found == [(1, Lack.ELSEWHERE, "同类事项还有第2项（白云镇），请一并对照")]


def test_a_subject_is_the_matter_without_its_own_places():
    entry = numbered(1, matter="沙河镇大桥下：清理垃圾！", place="大桥下").entry

    assert subject(entry.order) == "清理垃圾"


def test_of_a_very_large_group_only_a_few_are_named():
    entries = [numbered(number).entry for number in range(1, 80)]

    found = {entry.number: f.words for entry, f in review(entries)}

    assert len(found) == 79
    assert (
        found[1]
        == "与第2项（沙河镇）、第3项（沙河镇）、第4项（沙河镇）、第5项（沙河镇）、第6项（沙河镇）等重复"
    )
    assert len(by_subject(entries).everywhere) == 1
