"""Problems found on the spot: who found them, where, and whom the documents suggest."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from functools import cache

import pytest
from office import ADMIN, WANG, Story
from reading import knowledge, sample

from bot import general
from bot.asking.answer import Answerer
from bot.asking.terms import load_terms
from bot.duty import Duty, Part, Role
from bot.errors import Incomplete
from bot.ledger.event import Step
from bot.ledger.finding import Likely, finding, likely, tier_of, town_in
from bot.ledger.opening import opened
from bot.ledger.order import Origin, Tier, assigned

TODAY = date(2026, 11, 2)


@cache
def answerer() -> Answerer:
    read = knowledge()
    terms, _ = load_terms(general.text("terms.toml"), read.local.terms)
    return Answerer.over(read.reading, read.rules.directory, terms)


def proposed(text: str) -> Likely:
    answer = answerer().answer(text, TODAY)
    return likely(answer, knowledge().rules.directory, sample().documents)


@pytest.mark.parametrize(
    ("text", "tier"),
    [
        ("企业自查", Tier.SELF),
        ("督察交办", Tier.INSPECTION),
        ("省督察组反馈：砚湖东岸溢流", Tier.INSPECTION),
        ("中央生态环境保护督察交办件第12号", Tier.INSPECTION),
        ("群众投诉夜间烧烤油烟", Tier.PETITION),
        ("12345热线：工地夜间施工", Tier.PETITION),
        ("区级抽查发现企业自查走过场", Tier.DISTRICT),
        ("暗访发现渣土车未覆盖", Tier.DISTRICT),
        ("镇街巡查：河边堆垃圾", Tier.TERRITORY),
        ("网格员上报散煤燃烧", Tier.TERRITORY),
        ("企业自查自纠，污水管破损", Tier.SELF),
        ("群众举报企业自查造假", Tier.PETITION),
        ("夜间烧烤油烟直排", None),
        ("检查井冒溢", None),
        ("既有信访又有抽查", None),
        ("", None),
    ],
)
def test_who_found_it_is_read_from_the_words(text, tier):
    assert tier_of(text) == tier


def test_every_tier_is_known_by_its_own_name():
    assert [tier_of(tier.value) for tier in Tier] == list(Tier)


def test_a_finding_names_nobody_until_a_supervisor_does():
    order = finding("兰皋古街\n  某烧烤店 油烟直排", "兰皋古街12号", "兰皋街道", Tier.DISTRICT)

    assert (order.matter, order.place, order.town) == (
        "兰皋古街 某烧烤店 油烟直排",
        "兰皋古街12号",
        "兰皋街道",
    )
    assert (order.origin, order.tier, order.parts) == (Origin.FINDING, Tier.DISTRICT, ())
    with pytest.raises(Incomplete, match="没有具体的责任单位"):
        Story().at("05-06", Step.OPEN, WANG, order=order)
    named = assigned(order, "青溪区城市管理局")
    assert Story().at("05-06", Step.OPEN, ADMIN, order=named).entry.units == ("青溪区城市管理局",)


def test_the_unit_is_proposed_by_the_document_that_names_it():
    found = proposed("兰皋古街餐饮油烟净化设施谁负责")

    assert found.units[0] == "青溪区城市管理局"
    assert not found.by_rule
    assert found.reason.startswith("依据《青溪区2026年大气污染防治攻坚方案》二、第4项")
    assert "牵头单位为青溪区城市管理局" in found.reason
    assert found.basis
    assert "油烟净化设施" in found.basis.text


def test_the_sentence_a_finding_rests_on_leaves_its_duty_to_be_opened():
    found = proposed("兰皋古街餐饮油烟净化设施谁负责")
    order = finding("某店油烟直排", proposed=found)
    entry = Story().at("05-06", Step.OPEN, WANG, order=order).entry

    assert (entry.units, order.further) == (found.units, (found.basis,))
    assert opened([entry]) == {}


def test_where_no_document_names_anybody_the_rule_does_and_says_so():
    found = proposed("加油站油气回收谁负责")

    assert found.by_rule
    assert found.basis is None
    assert found.reason == (
        f"文件没有写明；按行业管理（{sector(found)}），通常由{found.units[0]}监管，属推荐，请核对"
    )
    assert knowledge().rules.directory.unit(found.units[0])


def sector(found: Likely) -> str:
    return found.reason.partition("（")[2].partition("）")[0]


@pytest.mark.parametrize("text", ["你好", "区城管局负责什么", "完全无关的量子纠缠谁负责"])
def test_what_is_not_about_a_matter_proposes_nobody(text):
    assert proposed(text) == Likely("文件中没有找到这类问题由谁负责，请指定责任单位")


@dataclass(frozen=True)
class Suggests:
    matter: str


def test_where_nothing_is_known_what_is_near_is_offered():
    answer = Answered((), (), suggestions=(Suggests("管住工地和道路扬尘"),))
    found = likely(answer, knowledge().rules.directory, sample().documents)
    assert (found.units, found.near) == ((), ("管住工地和道路扬尘",))


def test_a_document_that_speaks_of_it_and_names_nobody_is_told():
    found = proposed("半岭老硐废水谁负责")
    assert found.units == ()
    assert found.reason.startswith("《青溪区召开突出生态环境问题整改推进会》第9段写到“半岭老硐废水")
    assert found.reason.endswith("没有写明责任单位，请指定")


@dataclass(frozen=True)
class Fits:
    duty: Duty


@dataclass(frozen=True)
class Answered:
    hits: tuple[Fits, ...]
    units: tuple[str, ...]
    kind: str = "who"
    regulator: tuple[str, str] | None = None
    conflict: str = ""
    suggestions: tuple[Suggests, ...] = ()


def test_everybody_and_leaders_are_not_proposed():
    order = next(iter(sample().duties.values()))
    parts = (Part("各部门", Role.RESPONSIBLE, generic=True), Part("程立谦", Role.LEADER))
    duty = Duty(order.matter, order.quote, order.source, parts)
    answer = Answered((Fits(duty),), ("各部门", "程立谦"), regulator=("区水利局", "河道"))

    found = likely(answer, knowledge().rules.directory, sample().documents)

    assert (found.units, found.by_rule) == (("青溪区水利局",), True)


def test_units_side_by_side_and_documents_that_disagree_are_told_as_such():
    order = next(iter(sample().duties.values()))
    duty = Duty(
        order.matter,
        order.quote,
        order.source,
        (Part("区水利局", Role.LISTED), Part("区住建局", Role.LISTED)),
    )
    answer = Answered((Fits(duty),), ("区水利局", "区住建局"), conflict="两份文件说法不一，请核对。")

    found = likely(answer, knowledge().rules.directory, sample().documents)

    assert found.units == ("青溪区水利局", "青溪区住房和城乡建设局")
    assert found.reason.endswith("（并列，没有写明谁牵头）；两份文件说法不一，请核对")


@pytest.mark.parametrize(
    ("text", "town"),
    [
        ("竹涧镇河边堆垃圾", "竹涧镇"),
        ("砚池街道办门口污水外溢", "砚池街道"),
        ("竹涧镇和半岭乡交界处", ""),
        ("区住建局工地扬尘", ""),
    ],
)
def test_the_town_that_a_finding_names(text, town):
    assert town_in(text, knowledge().rules.directory) == town
