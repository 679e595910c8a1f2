"""What is said of units without ordering them, and orders whose bearer stands elsewhere."""

from __future__ import annotations

import pytest
from wording import due, duties, who

from bot.reading.prose import read_orders
from bot.reading.prose.voice import Tone, Voice


@pytest.mark.parametrize(
    ("text", "bearers"),
    [
        pytest.param("会议认为，前年方案明确由水利部门牵头，但力量不足，进展不快。",
                     [], id="settled formerly"),
        pytest.param("原先商定由区交通局牵头，现改由区住建局牵头，9月底前完成。",
                     ["牵头 区住建局"], id="settled anew"),
        pytest.param("老印染厂地块要尽快完成土壤调查。", [""], id="a place called by a works"),
        pytest.param("石桥污水处理厂配套管网要在年底前建成。", [""], id="works of a works"),
        pytest.param("监测站点周围500米内要加密洒水。", [""], id="a word cut by a name"),
        pytest.param("这样的作风要不得。", [], id="how bad it is"),
        pytest.param("区水务局正在组织施工，预计年底完工。", [], id="what is expected"),
        pytest.param("本办法自2026年5月1日起施行，原办法同时废止。", [], id="from when it is in force"),
        pytest.param("【工作动态】松坪镇组织志愿者清理沟渠6条，群众点赞。", [], id="news"),
        pytest.param("副县长、区政府党组成员高阳在三楼会议室召集区水利局，专题研究清淤。", [], id="who met"),
    ],
)  # fmt: skip
def test_what_is_said_of_a_unit_without_ordering_it(text: str, bearers: list[str], rules):
    assert [who(d.parts) for d in duties(text, rules)] == bearers


@pytest.mark.parametrize(
    ("text", "bearers"),
    [
        pytest.param("区司法局（请假，由区信访局代会）牵头，区水利局配合，4月底前完成调处。",
                     ["牵头 区司法局 · 配合 区水利局"], id="an aside in brackets"),
        pytest.param("他还点名区教育局，要在8月底前完成食堂改造。", ["责任 区教育局"], id="called on"),
        pytest.param("区城管局受区政府委托，于年底前开展考核。", ["责任 区城管局"], id="for another"),
        pytest.param("区水务局正在编制方案，批复后3个月内动工。", ["责任 区水务局"], id="under way"),
        pytest.param("▲东湖清淤：区水利局，因汛期来得早，准予延期至11月30日。",
                     ["责任 区水利局"], id="put off"),
        pytest.param("会议同意区城管局提出的方案，由其在10日内印发实施。",
                     ["责任 区城管局"], id="meant by 其"),
        pytest.param("区住建局局长表示，将于5月底前完成。", ["责任 区住建局"], id="promised"),
        pytest.param("此项工作由区水利局牵头。区城管局配合。10月底前完成。",
                     ["牵头 区水利局 · 配合 区城管局"], id="parted by full stops"),
        pytest.param("区农业农村局技术指导，各镇组织实施，9月底前建成收储点。",
                     ["配合 区农业农村局 · 责任 各镇"], id="guidance first"),
        pytest.param("区住建局负责建设，区财政局保障资金，10月底前完成管网改造。",
                     ["责任 区住建局 · 配合 区财政局"], id="money"),
        pytest.param("区水务集团及其下属污水厂要在8月底前完成检修。",
                     ["列名 区水务集团、污水厂"], id="and what belongs to it"),
        pytest.param("河长办要会商水文站，每季度通报一次水质。", ["列名 河长办、水文站"], id="consulted"),
        pytest.param("区整改办组织专家对全区已提交材料的8个点位开展复核。",
                     ["责任 区整改办"], id="done already"),
        pytest.param("松坪镇对尚未纳管的43户逐户登记。", ["责任 松坪镇"], id="not done yet"),
    ],
)  # fmt: skip
def test_the_bearer_is_found(text: str, bearers: list[str], rules):
    assert [who(d.parts) for d in duties(text, rules)] == bearers


def test_a_time_of_day_parts_nothing(rules):
    [duty] = duties("各镇于2026年3月9日（星期一）17:30前将台账报区整改办。", rules)

    assert (who(duty.parts), due(duty)) == ("责任 各镇", "2026-03-09")


def test_a_sentence_that_only_says_by_when_belongs_to_the_order_before(rules):
    [duty] = duties("河口清淤由区水利局负责。2026年5月31日前完成。", rules)

    assert due(duty) == "2026-05-31"


def test_a_quote_keeps_the_mark_that_closes_its_word(rules):
    [duty] = duties("对已销号的问题，区整改办要组织“回头看”。", rules)

    assert duty.quote.endswith("“回头看”")


def test_each_of_counted_promises_is_one(rules):
    text = (
        "向大会作三点保证：第一，7公里管网改造，年底前必须干完；"
        "第二，北区泵站扩能，力争上半年投运；第三，每月10日报一次账。"
    )
    found = read_orders(text, voice=Voice(Tone.PLEDGES, "区住建局"))

    assert [who(order.parts) for order in found] == ["责任 区住建局"] * 3
    assert found[1].text == "北区泵站扩能，力争上半年投运"


def test_whoever_promises_together_with_another(rules):
    [order] = read_orders(
        "我们会同区人社局搞好转产培训。", voice=Voice(Tone.PLEDGES, "区水产中心"), ordered=True
    )

    assert {part.unit for part in order.parts} == {"区水产中心", "区人社局"}


def test_a_second_task_in_a_line_leaves_its_number_out(rules):
    found = duties("一、河道清淤（区水利局，5月底前）；二、管网修复（区住建局，6月底前）。", rules)

    assert [d.matter for d in found] == ["河道清淤", "管网修复"]
