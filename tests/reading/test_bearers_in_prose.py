"""The many ways in which prose says who has which part, and what only looks like it."""

from __future__ import annotations

import pytest
from wording import due, duties, who

from bot.reading.prose import read_orders


def told(text: str, rules) -> list[tuple[str, str | None]]:
    """Return (who, last day) of every duty in *text*."""
    return [(who(duty.parts), due(duty)) for duty in duties(text, rules)]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        pytest.param("区水利局作为牵头单位，要拿出清淤方案。", "牵头 区水利局", id="作为牵头单位"),
        pytest.param(
            "区水利局是牵头单位，区住建局是配合单位，要拿出清淤方案。",
            "牵头 区水利局 · 配合 区住建局",
            id="是牵头单位，是配合单位",
        ),
        pytest.param(
            "区水利局为清淤牵头部门，各镇街为责任主体。", "牵头 区水利局 · 责任单位 各镇街", id="为……牵头部门"
        ),
        pytest.param(
            "河道清淤由区水利局统筹，各镇街组织实施，区生态环境分局验收。",
            "牵头 区水利局 · 责任单位 各镇街 · 验收 区生态环境分局",
            id="统筹, 实施, 验收",
        ),
        pytest.param(
            "区水利局牵好头，区住建局搞好配合，抓好河道清淤。",
            "牵头 区水利局 · 配合 区住建局",
            id="牵好头",
        ),
        pytest.param(
            "由区水利局牵头清淤；松坪街道做好入户配合。",
            "牵头 区水利局 · 配合 松坪街道",
            id="做好……配合 behind a semicolon",
        ),
        pytest.param(
            "区水利局、区住建局要密切配合，对河道逐段清淤。",
            "列名 区水利局、区住建局",
            id="several work with each other",
        ),
        pytest.param(
            "区水利局牵头，区住建局要密切配合，对河道逐段清淤。",
            "牵头 区水利局 · 配合 区住建局",
            id="密切配合 beside who leads",
        ),
        pytest.param(
            "区城管局要扛起主责，各街道要看好辖区河道垃圾。",
            "主责 区城管局 · 责任单位 各街道",
            id="扛起主责 has the matter of what follows",
        ),
        pytest.param("河面保洁归区城管局，岸坡保洁归区水利局，谁家门口谁家扫。",
                     "列名 区城管局、区水利局", id="归X divides a matter"),
        pytest.param("河道清淤归口区水利局管理，区住建局按职责参与。",
                     "责任 区水利局 · 配合 区住建局", id="归口"),
        pytest.param("对拖延的镇街，由县委督查室约谈负责人。", "督查 县委督查室", id="督查室"),
        pytest.param("河道清淤任务交给区水利局，6月底前办完。", "责任 区水利局", id="交给"),
        pytest.param("清淤滞后的柳湾镇、石桥镇，要抓紧赶工。", "列名 柳湾镇、石桥镇", id="who lags behind"),
        pytest.param("副区长齐伟负责协调，区水利局具体实施，抓好河道清淤。",
                     "领导 齐伟 · 责任 区水利局", id="one unit beside a leader answers alone"),
        pytest.param("区水利局局长王强要亲自抓河道清淤。", "领导 王强", id="a person behind a post"),
        pytest.param("各街道对河道垃圾负总责，区水利局负责技术指导。",
                     "责任 各街道 · 配合 区水利局", id="技术指导 helps"),
        pytest.param("各牵头单位要逐周盘点河道清淤进度。", "责任 各牵头单位", id="各牵头单位"),
        pytest.param("牵头单位每半月报送一次清淤进度。", "责任 牵头单位", id="whoever leads"),
        pytest.param("各单位一把手是清淤工作的第一责任人，要自己上手、自己盯办。",
                     "责任 各单位一把手 · 领导 各单位一把手", id="一把手"),
        pytest.param("清淤扫尾，区水利局本周把合同签了。", "责任 区水利局", id="把……了 by a day to come"),
        pytest.param("要完善县级领导联乡、乡镇干部联村的包案制度。",
                     "责任 县级领导、乡镇干部 · 领导 县级领导、乡镇干部", id="who is assigned to a place"),
    ],
)  # fmt: skip
def test_who_has_which_part(text: str, expected: str):
    assert [who(order.parts) for order in read_orders(text)] == [expected]


@pytest.mark.parametrize(
    "text",
    [
        pytest.param("区水利局、各镇街主要负责同志在分会场参加会议。", id="attendance in a hall"),
        pytest.param("县直有关部门负责人通过视频收看。", id="attendance by video"),
        pytest.param("区委、区政府决定从现在起集中一百天打一场攻坚战。", id="what is decided, not told"),
        pytest.param("据气象部门预报，本周有大风。", id="a forecast"),
        pytest.param("全区上下要以等不起的紧迫感把劲头鼓起来。", id="everybody is only urged"),
        pytest.param("各单位要迅速行动。", id="nothing is named"),
        pytest.param("交通说归住建，住建说归街道。", id="who passes it on"),
        pytest.param("要加强正面引导，推广基层的好经验。", id="praise"),
    ],
)
def test_what_orders_nothing(text: str):
    assert read_orders(text) == []


@pytest.mark.parametrize(
    "text",
    [
        pytest.param("储备围油栏、活性炭等物资2套。", id="things"),
        pytest.param("严查替检、漏检等行为3起。", id="wrongs"),
        pytest.param("至于企业，要督促分质处理废水。", id="what it is about"),
        pytest.param("饲料厂停产期间安置费用缺口20万元，由区人社局解决。", id="when it is"),
    ],
)
def test_nobody_is_made_up(text: str):
    named = {part.unit for order in read_orders(text, ordered=True) for part in order.parts}

    assert named <= {"区人社局"}


@pytest.mark.parametrize(
    "name",
    "经开区管委会 经信局 同心镇 向阳镇 县科协 县编办 县红十字会 县属国企 县矿山整治办 县项目推进中心 "
    "12345热线 县不动产登记中心 县交投集团 县广播电视台 循环经济产业园 "
    "县生态环境保护综合行政执法大队".split(),
)  # fmt: skip
@pytest.mark.parametrize("text", ["{}要抓紧清理河道。", "由{}牵头，清理河道。", "区水利局、{}要清理河道。"])
def test_names_that_hold_other_words(name: str, text: str):
    assert name in {part.unit for order in read_orders(text.format(name)) for part in order.parts}


def test_the_limit_at_the_end_holds_for_all_that_are_told(rules):
    found = told("取水口监控由区水务公司安装，区公安分局接入平台，5月1日前投用。", rules)

    assert found == [("责任 区水务公司", "2026-05-01"), ("责任 区公安分局", "2026-05-01")]


def test_a_limit_of_one_is_not_that_of_the_others(rules):
    found = told("松坪街道两周内清空堆场，区城管局负责落实2个备用场地。", rules)

    assert found == [("责任 松坪街道", "2026-03-26"), ("责任 区城管局", None)]


def test_what_is_left_is_told_apart_from_how_far_things_came(rules):
    text = (
        "【第9项】反馈问题：石料厂占林地。\n责任单位：区林业局　整改时限：2026年12月底\n"
        "整改目标：恢复植被90亩。\n"
        "整改措施及完成情况：已补植60亩，余下30亩由松坪镇督促业主于2026年10月31日前补植完毕。"
    )
    found = duties(text, rules)

    assert [(who(d.parts), due(d)) for d in found] == [
        ("责任 区林业局", "2026-12-31"),
        ("责任 松坪镇", "2026-10-31"),
    ]
    assert found[1].quote.startswith("余下30亩")


@pytest.mark.parametrize(
    "text",
    [
        pytest.param("（一）打好治水这一仗。河道是脸面。一是清淤。区水利局要抓紧清淤。二是截污。区住建局要抓紧截污。",
                     id="before what it counts"),
        pytest.param("（二）强化资金保障。区水利局要抓紧清淤；区住建局要抓紧截污。", id="before who is told"),
    ],
)  # fmt: skip
def test_a_title_is_no_duty(text: str, rules):
    assert [who(d.parts) for d in duties(text, rules)] == ["责任 区水利局", "责任 区住建局"]


def test_how_a_plan_is_backed_orders_nobody_in_particular(rules):
    text = (
        "三、保障措施\n（一）强化宣传。各单位要广泛宣传环保政策。\n（二）强化投入。区财政局落实经费20万元。"
    )

    assert [who(d.parts) for d in duties(text, rules)] == ["责任 区财政局"]


def test_a_site_in_a_section_of_units_orders_nobody(rules):
    text = "（一）治气（责任单位：区生态环境分局）\n1.天禾橡胶厂安装在线监测\n2.清理扬尘3处"

    assert [who(d.parts) for d in duties(text, rules)] == ["责任 区生态环境分局"] * 2


def test_a_list_of_units_and_what_each_has_to_do(rules):
    text = (
        "二、职责分工\n区住建局：负责牵头编制方案；\n区水利局：负责河道清淤；\n"
        "松坪街道：配合做好施工协调；\n区财政局：统筹资金保障。"
    )

    assert [who(d.parts) for d in duties(text, rules)] == [
        "牵头 区住建局",
        "责任 区水利局",
        "配合 松坪街道",
        "责任 区财政局",
    ]


def test_what_follows_if_nothing_is_done_is_no_duty(rules):
    text = "区水利局要于3月20日前完成清淤。逾期未完成的，将在全区通报。"

    assert [who(d.parts) for d in duties(text, rules)] == ["责任 区水利局"]
