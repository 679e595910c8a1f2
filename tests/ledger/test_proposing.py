"""Which duties are proposed as entries, and what stands in the way of opening them."""

from __future__ import annotations

from array import array
from collections import Counter
from dataclasses import replace
from datetime import date, datetime

import pytest
from office import LI, PHOTO, RULES, WANG, ZONE, Story
from reading import knowledge, papers_of, sample

from bot.codec import from_json, to_json
from bot.duty import Deadline, Document, Duty, Part, Repaired, Role, Source, Strength
from bot.errors import Incomplete
from bot.ledger import opening
from bot.ledger.entry import Entry, State
from bot.ledger.event import Facts, Step
from bot.ledger.opening import Proposal, curated, opened, proposals
from bot.ledger.order import Child, Order, assigned
from bot.ledger.papers import Papers, town
from bot.ledger.steps import take
from bot.reading.folder import read_folder, read_rules

DIRECTORY = read_rules("""
place = "云岭县"
[[unit]]
name = "云岭县住房和城乡建设局"
short = "县住建局"
level = "县"
kind = "住房和城乡建设局"
[[unit]]
name = "云岭县水利局"
short = "县水利局"
level = "县"
kind = "水利局"
[[unit]]
name = "云岭县沙河镇人民政府"
short = "沙河镇"
level = "镇街"
category = "镇街"
[[unit]]
name = "云岭县青石镇人民政府"
short = "青石镇"
level = "镇街"
category = "镇街"
""")[0].directory
HOUSING, WATER, SHAHE = "云岭县住房和城乡建设局", "云岭县水利局", "云岭县沙河镇人民政府"


def duty(matter: str, *parts: tuple[str, Role], file: str = "a.txt", **facts: object) -> Duty:
    """Return an invented duty of 1 March 2026."""
    made = tuple(Part(unit, role, unit.startswith("各")) for unit, role in parts)
    day = facts.pop("day", date(2026, 3, 1))
    quote = facts.pop("quote", matter)
    given = {"parts": made, "document_date": day, "region": "云岭县", **facts}
    return Duty(matter, quote, Source(file, (0, 9), (0, 9), "第1项"), **given)  # type: ignore[arg-type]


def document(file: str, title: str, text: str = "") -> Document:
    return Document(file, title, Repaired(text, text, array("I", range(len(text) + 1))))


def papers(*duties: Duty, **titles: str) -> Papers:
    """Return papers with *duties* under k0, k1, …; *titles* by the name of the file (a="…" for a.txt)."""
    files = {one.source.file for one in duties}
    documents = {file: document(file, titles.get(file.split(".")[0], "推进会讲话")) for file in files}
    return Papers({f"k{n}": one for n, one in enumerate(duties)}, documents, DIRECTORY)


def only(*duties: Duty, **titles: str) -> Proposal:
    (proposal,) = proposals(papers(*duties, **titles), {})
    return proposal


def story(order: Order, number: int = 17) -> Story:
    return Story(number).at("05-06", Step.OPEN, WANG, order=order)


# ---- the sample knowledge as a whole


def test_every_proposal_of_the_sample_opens_or_says_why_not():
    found = proposals(sample(), {})

    for number, one in enumerate(found, 1):
        now = datetime(2026, 11, 2, 9, tzinfo=ZONE)
        facts = Facts(order=one.order)
        if one.ready:
            entry, event = take(Entry(number), Step.OPEN, WANG, now, RULES, facts)
            assert entry.state is State.ISSUED
            assert from_json(type(event), to_json(event)) == event
        else:
            assert one.lacks
            with pytest.raises(Incomplete):
                take(Entry(number), Step.OPEN, WANG, now, RULES, facts)


def test_every_duty_of_the_sample_is_proposed_once_and_only_once():
    found = proposals(sample(), {})
    keys = Counter(quote.key for one in found for quote in (one.order.quote, *one.order.further) if quote)

    assert set(keys) == set(sample().duties)
    assert set(keys.values()) == {1}


def test_what_is_open_is_not_proposed_again():
    ready = [one for one in proposals(sample(), {}) if one.ready]
    entries = [story(one.order, number).entry for number, one in enumerate(ready, 1)]

    left = proposals(sample(), opened(entries))

    assert [one.key for one in left] == [one.key for one in proposals(sample(), {}) if not one.ready]


def test_units_of_the_sample_are_called_as_the_directory_calls_them():
    directory = knowledge().rules.directory
    units = {unit for one in proposals(sample(), {}) for unit in one.order.bearers}
    unknown = {unit for unit in units if directory.unit(unit) is None}

    assert unknown == {"分管负责同志", "区级河长", "镇级河长", "村级河长", "滞后单位"}
    assert {directory.unit(unit).name for unit in units - unknown} == units - unknown


def test_of_several_documents_of_the_sample_the_newest_holds_and_the_others_are_named():
    found = {one.order.matter: one for one in proposals(sample(), {})}
    stones, sewers = found["砚山片区石材加工户整治"], found["槐荫片区雨污混接"]

    assert stones.order.units(Role.LEAD) == ("云州市生态环境局青溪分局",)  # 2026-07-31: no longer 区工信局
    assert [(a.quote.day.month, a.apart) for a in stones.also] == [
        (3, ("责任单位", "完成时限")),
        (8, ()),
        (8, ("责任单位", "完成时限")),
    ]
    assert "责任单位和完成时限不同" in "".join(stones.doubts)
    assert len(sewers.order.parts) == 3, "the plan says more than the speech that reminds of it"
    assert "完成沿湖民宿、农家乐污水去向摸底" in found, "who surveys it does not carry it out"


# ---- what stands in the way


@pytest.mark.parametrize(
    ("parts", "why"),
    [
        pytest.param([("县住建局", Role.LEAD)], "", id="a unit"),
        pytest.param([], "文件没有写明责任单位，请指定", id="nobody"),
        pytest.param(
            [("各有关部门", Role.RESPONSIBLE)],
            "文件只写“各有关部门”，没有具体的责任单位，请指定",
            id="everybody is nobody",
        ),
        pytest.param(
            [("县督查室", Role.SUPERVISES)],
            "文件只写明由县督查室督查或验收，没有写明由谁办理，请指定责任单位",
            id="who only watches",
        ),
        pytest.param(
            [("陈县长", Role.LEADER)],
            "文件只写了领导（陈县长），没有写明责任单位，请指定",
            id="only a leader",
        ),
    ],
)
def test_why_a_duty_cannot_be_opened_as_it_is(parts, why):
    proposal = only(duty("整治河道垃圾", *parts))

    assert (proposal.lacks, proposal.ready) == (why, not why)
    if why:
        named = assigned(proposal.order, HOUSING)
        assert story(named).entry.units == (HOUSING,)
        assert named.as_written.parts == proposal.order.parts, "what the document said is kept"


@pytest.mark.parametrize(
    ("changes", "doubt"),
    [
        pytest.param(
            {"parts": (Part("县住建局", Role.SUPPORTING),)}, "只有云岭县住房和城乡建设局", id="helpers"
        ),
        pytest.param({"parts": (Part("滞后单位", Role.RESPONSIBLE),)}, "不在单位名录中", id="unknown name"),
        pytest.param(
            {"parts": (Part("镇级河长", Role.RESPONSIBLE), Part("镇级河长", Role.LEADER))},
            "是职务",
            id="a post",
        ),
        pytest.param(
            {"source": Source("a.txt", (0, 9), (0, 9), damage=("misaligned",))}, "原文有损坏", id="damage"
        ),
        pytest.param(
            {"deadline": Deadline("入汛前", date(2026, 4, 30), certain=False)}, "推定", id="a day inferred"
        ),
    ],
)
def test_what_a_person_should_look_at_does_not_open_by_itself(changes, doubt):
    made = replace(duty("整治河道垃圾", ("县住建局", Role.LEAD), file="lists/a.txt"), **changes)
    if "source" in changes:
        made = replace(made, source=replace(made.source, file="lists/a.txt"))
    proposal = only(made)

    assert doubt in "".join(proposal.doubts)
    assert proposal.ready
    assert proposal.curated
    assert not proposal.by_itself


@pytest.mark.parametrize(
    ("made", "loose"),
    [
        pytest.param(duty("加强组织领导", ("县住建局", Role.LEAD)), opening.ONLY_URGES, id="a slogan"),
        pytest.param(duty("加大监督检查力度", ("县住建局", Role.LEAD)), opening.ONLY_URGES, id="a degree"),
        pytest.param(
            duty("推广新能源环卫车", ("县住建局", Role.LEAD), strength=Strength.AIM),
            opening.AN_AIM,
            id="an aim",
        ),
        pytest.param(
            duty("提高垃圾利用率", ("县住建局", Role.LEAD), strength=Strength.AIM, target="达到95%"),
            "",
            id="an aim with a figure can be checked",
        ),
        pytest.param(
            duty("加强组织领导", ("县住建局", Role.LEAD), deadline=Deadline("6月底前", date(2026, 6, 30))),
            "",
            id="a day can be checked",
        ),
        pytest.param(duty("加强河道垃圾清理", ("县住建局", Role.LEAD)), "", id="an act"),
        pytest.param(duty("老硐废水未治理"), "", id="a problem that is nobody's is no slogan"),
    ],
)
def test_what_binds_nobody_is_marked_and_comes_last(made, loose):
    solid = duty("整治河道垃圾堆点", ("县水利局", Role.LEAD), file="b.txt")
    found = proposals(papers(made, solid), {})

    assert {one.key: one.loose for one in found} == {"k0": loose, "k1": ""}
    assert [one.key for one in found] == (["k1", "k0"] if loose else ["k0", "k1"])


@pytest.mark.parametrize(
    ("file", "title", "is_list"),
    [
        ("lists/2026.md", "重点任务", True),
        ("a/lists/x/2026.md", "重点任务", True),
        ("lists.md", "重点任务", False),
        ("a.txt", "省督察反馈问题清单（青溪区）", True),
        ("a.txt", "突出问题整改台账", True),
        ("a.txt", "2026年重点任务分解表", True),
        ("a.txt", "关于印发《突出问题清单》的通知", True),
        ("a.txt", "关于报送问题清单的通知", False),
        ("a.txt", "在清单管理会议上的讲话", False),
    ],
)
def test_which_documents_are_lists_that_somebody_keeps(file, title, is_list):
    assert curated(file, title) == is_list


# ---- one matter in several documents

PLAN = duty(
    "县城区黑臭水体综合治理", ("县水利局", Role.LEAD), ("县住建局", Role.SUPPORTING), target="消除黑臭"
)


def later(matter: str, *parts: tuple[str, Role], **facts: object) -> Duty:
    return duty(matter, *parts, file="b.txt", day=date(2026, 5, 1), **facts)


@pytest.mark.parametrize(
    ("other", "one_matter"),
    [
        pytest.param(later("抓好城区黑臭水体治理", ("县水利局", Role.LEAD)), True, id="worded otherwise"),
        pytest.param(replace(PLAN, heading="水"), False, id="not within one document"),
        pytest.param(later("城区黑臭水体治理", region="青石县"), False, id="not of another place"),
        pytest.param(later("报送城区黑臭水体治理方案"), False, id="who reports on it does not do it"),
        pytest.param(later("城区黑臭水体治理回头看"), False, id="who comes back to it does not do it"),
        pytest.param(later("水体治理"), False, id="too little is said"),
        pytest.param(later("城区黑臭油烟综合整治"), False, id="another matter"),
    ],
)
def test_what_is_one_matter(other, one_matter):
    assert len(proposals(papers(PLAN, other), {})) == (1 if one_matter else 2)


def test_figures_that_differ_are_different_tasks():
    old = duty("新建改造污水管网18公里", ("县住建局", Role.LEAD))
    new = later("新建改造污水管网22公里", ("县住建局", Role.LEAD))
    assert len(proposals(papers(old, new), {})) == 2


@pytest.mark.parametrize(
    ("parts", "facts", "key", "apart"),
    [
        pytest.param([("县住建局", Role.LEAD)], {}, "k1", ("责任单位",), id="a newer lead holds"),
        pytest.param([("县水利局", Role.LEAD)], {}, "k0", (), id="a reminder adds nothing"),
        pytest.param([], {}, "k0", (), id="who names nobody does not displace"),
        pytest.param(
            [("县住建局", Role.LEAD)], {"strength": Strength.AIM}, "k0", ("责任单位",), id="an aim neither"
        ),
    ],
)
def test_which_document_holds(parts, facts, key, apart):
    proposal = only(PLAN, later("城区黑臭水体治理", *parts, **facts))

    assert (proposal.key, proposal.also[0].apart) == (key, apart)
    assert proposal.order.further == (proposal.also[0].quote,)


def test_a_matter_that_is_open_is_not_opened_again_from_another_document():
    first = papers(PLAN)
    entry = story(proposals(first, {})[0].order).entry
    both = papers(PLAN, later("城区黑臭水体治理", ("县住建局", Role.LEAD)))

    (proposal,) = proposals(both, opened([entry]))

    assert (proposal.key, proposal.entry) == ("k1", 17)
    assert proposal.lacks == "同一事项已立项（台账第 17 项）；文件有新内容的，请办变更"


def test_a_matter_that_was_suspended_may_be_opened_anew_with_a_word_of_warning():
    entry = story(only(PLAN).order).at("05-07", Step.SUSPEND, WANG, reason="撤销").entry
    both = papers(PLAN, later("城区黑臭水体治理", ("县住建局", Role.LEAD)))

    (proposal,) = proposals(both, opened([entry]))

    assert (proposal.ready, proposal.entry) == (True, None)
    assert proposal.doubts == ("同一事项曾经立项，现为“已中止”（台账第 17 项），请核对是否重新立项",)


# ---- towns and objects


@pytest.mark.parametrize(
    ("region", "parts", "expected"),
    [
        pytest.param("沙河镇", [], "沙河镇", id="a town's own document"),
        pytest.param("云岭县", [], "", id="the county is no town"),
        pytest.param("", [("云岭县沙河镇人民政府", Role.SUPPORTING)], "沙河镇", id="the only town in it"),
        pytest.param("", [("沙河镇党委、政府", Role.RESPONSIBLE)], "沙河镇", id="by another name"),
        pytest.param(
            "", [("翠屏街道办事处", Role.TERRITORY)], "翠屏街道", id="not in the directory, by its form"
        ),
        pytest.param("", [("各镇（街道）", Role.TERRITORY)], "", id="all towns are none"),
        pytest.param(
            "", [("沙河镇", Role.LISTED), ("青石镇", Role.LISTED)], "", id="what is two towns' is neither's"
        ),
        pytest.param(
            "",
            [("沙河镇", Role.LEAD), ("青石镇", Role.SUPPORTING)],
            "沙河镇",
            id="who answers for it decides",
        ),
        pytest.param("", [("县住建局", Role.LEAD)], "", id="an office is no town"),
    ],
)
def test_the_town_of_a_matter(region, parts, expected):
    made = [Part(unit, role, unit.startswith("各")) for unit, role in parts]
    assert town(region, made, DIRECTORY) == expected


TABLE = """标题：突出问题整改台账
地区：云岭县
会议日期：2026-03-01
---
序号\t整改任务\t点位\t整改措施\t牵头单位\t责任单位\t完成时限
1\t入河排污口整治\t1号排口\t截污纳管\t县水利局\t沙河镇\t2026年6月底
1\t入河排污口整治\t2号排口\t封堵\t县水利局\t沙河镇\t2026年6月底
1\t入河排污口整治\t3号排口\t封堵\t县水利局\t沙河镇\t2026年9月底
2\t工地裸土覆盖\t东湖工地、西湖工地\t覆盖\t县住建局\t\t2026年6月底
3\t泵站检修\t\t检修\t县住建局\t\t2026年6月底
"""


def test_the_objects_of_a_table_become_children(tmp_path):
    (tmp_path / "台账.txt").write_text(TABLE, "utf-8")
    (tmp_path / "units.toml").write_text('place = "云岭县"\n', "utf-8")
    found = proposals(papers_of(read_folder(tmp_path)), {})

    assert [(one.order.matter, one.order.children, one.order.place) for one in found] == [
        ("入河排污口整治", (Child("1号排口", plan="截污纳管"), Child("2号排口", plan="封堵")), ""),
        ("入河排污口整治", (), "3号排口"),  # by another day: on its own
        ("工地裸土覆盖", (Child("东湖工地"), Child("西湖工地")), ""),
        ("泵站检修", (), ""),  # no object is named: none is made up
    ]
    assert [q.key for q in found[0].order.further] == ["k1"]
    assert all(one.ready and one.curated for one in found)
    done = story(found[0].order).entry
    assert proposals(papers_of(read_folder(tmp_path)), opened([done]))[0].key == "k2"


def test_an_entry_of_a_proposal_goes_its_way():
    order = only(PLAN).order
    worker = replace(LI, unit=WATER)
    told = story(order).at("05-07", Step.ACKNOWLEDGE, worker)
    told.at("05-08", Step.REPORT, worker, text="进场", evidence=(PHOTO,))

    assert (told.entry.units, told.state) == ((WATER,), State.UNDER_WAY)
