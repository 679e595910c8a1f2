"""A document's lines → duties, in each of the forms in which a task is written down."""

from __future__ import annotations

import pytest
from wording import due, duties, who


def told(text: str, rules) -> list[tuple[str, str, str | None]]:
    """Return (matter, who, last day) of every duty in *text*."""
    return [(duty.matter, who(duty.parts), due(duty)) for duty in duties(text, rules)]


TAILED = ("河道清淤3公里", "牵头 区水利局 · 配合 区住建局", "2026-06-30")


@pytest.mark.parametrize(
    ("tail", "expected"),
    [
        pytest.param("（区水利局牵头，区住建局配合，6月底前完成）", TAILED, id="full-width brackets"),
        pytest.param("(区水利局牵头,区住建局配合,6月底前完成)", TAILED, id="half-width brackets"),
        pytest.param("〔区水利局牵头，区住建局配合，2026年6月底前〕", TAILED, id="hexagonal brackets"),
        pytest.param(
            "【牵头单位：区水利局；配合单位：区住建局；时限：6月底】",
            TAILED,
            id="labelled, in black brackets",
        ),
        pytest.param(
            "（牵头单位：区水利局；配合单位：区住建局；完成时限：6月底前）。",
            TAILED,
            id="labelled, with a full stop behind",
        ),
        pytest.param(
            "（牵头单位：区水利局，配合单位：区住建局，完成时限：6月底前）",
            TAILED,
            id="labelled, commas between",
        ),
        pytest.param(
            "（区水利局、区住建局）", ("河道清淤3公里", "列名 区水利局、区住建局", None), id="names alone"
        ),
        pytest.param(
            "（区水利局、区住建局负责，6月底前）",
            ("河道清淤3公里", "列名 区水利局、区住建局", "2026-06-30"),
            id="several are in charge",
        ),
        pytest.param(
            "（区水利局牵头，区住建局、松坪镇按职责分工负责）",
            ("河道清淤3公里", "牵头 区水利局 · 责任单位 区住建局、松坪镇", None),
            id="beside who leads the others share",
        ),
        pytest.param(
            "（区水利局负责，区督查室监督，长期坚持）",
            ("河道清淤3公里", "责任 区水利局 · 督查 区督查室", None),
            id="who supervises",
        ),
    ],
)
def test_a_tail_in_brackets(rules, tail, expected):
    assert told(f"一、任务\n1.河道清淤3公里。{tail}", rules) == [expected]


@pytest.mark.parametrize(
    "line",
    [
        pytest.param("1.清理河道3公里（含支流）。", id="a remark"),
        pytest.param("1.清理河道3公里（2026年）。", id="a year"),
        pytest.param("1.完成河道清淤（湖）。", id="one word"),
    ],
)
def test_a_bracket_that_is_no_tail_names_nobody(rules, line):
    assert [who(duty.parts) for duty in duties(f"一、任务\n{line}", rules)] == [""]


def test_tails_that_lost_their_brackets(rules):
    text = "一、任务\n完成河道清淤3公里。区水利局牵头。区住建局配合 封堵排口12处。区住建局负责"

    assert told(text, rules) == [
        ("完成河道清淤3公里", "牵头 区水利局 · 配合 区住建局", None),
        ("封堵排口12处", "责任 区住建局", None),
    ]


BLOCK = """一、任务
（一）松坪河淤积
整改目标：清淤3公里，断面达标。
整改措施：分段清淤，封堵排口。
牵头单位：区水利局
配合单位：区住建局、松坪镇
包保领导：副区长李大有
完成时限：2026年6月底前
（二）石桥镇散乱污企业
整改措施：关停取缔。
责任单位：石桥镇、区工信局
整改时限：立行立改
"""


def test_blocks_of_labelled_fields(rules):
    first, second = duties(BLOCK, rules)

    assert (first.matter, who(first.parts), due(first)) == (
        "松坪河淤积",
        "牵头 区水利局 · 配合 区住建局、松坪镇 · 领导 李大有",
        "2026-06-30",
    )
    assert first.target == "清淤3公里，断面达标"
    assert first.source.place.startswith("一、（一）")
    assert (second.matter, who(second.parts)) == ("石桥镇散乱污企业", "列名 石桥镇、区工信局")


def test_an_order_in_a_block_divides_as_one_matter_per_river(rules):
    text = """河流：松坪河
区级河长：李大有（副区长）
责任单位：区水利局、松坪镇
问题及任务：清理河道垃圾12处
完成时限：2026年5月31日前
————————
湖泊：石桥湖
区级湖长：赵明远（区长）
责任单位：区住建局
问题及任务：封堵排口3个
完成时限：一个月内
"""

    assert told(text, rules) == [
        ("清理河道垃圾12处", "列名 区水利局、松坪镇 · 领导 李大有", "2026-05-31"),
        ("封堵排口3个", "责任 区住建局 · 领导 赵明远", "2026-04-12"),
    ]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        pytest.param(
            "任务一：松坪河清淤\n责任单位：区水利局\n完成时间：2026年5月\n"
            "任务二：石桥排口整治\n责任单位：区住建局\n完成时间：2026年6月",
            [("松坪河清淤", "责任 区水利局", "2026-05-31"), ("石桥排口整治", "责任 区住建局", "2026-06-30")],
            id="任务一： heads a block",
        ),
        pytest.param(
            "责任单位：区水利局\n任务：清淤\n时限：6月",
            [("清淤", "责任 区水利局", "2026-06-30")],
            id="a matter of two characters",
        ),
        pytest.param(
            "一、整治松坪河。责任单位：区水利局；责任人：赵一；完成时限：2026年6月30日。",
            [("整治松坪河", "责任 区水利局 · 领导 赵一", "2026-06-30")],
            id="fields behind a heading of the first depth",
        ),
        pytest.param(
            "（一）整治松坪河。责任单位：区水利局、区住建局（排第一的为牵头单位）。",
            [("整治松坪河", "牵头 区水利局 · 责任单位 区住建局", None)],
            id="a remark in brackets is no part of a name",
        ),
        pytest.param(
            "1.推进秸秆离田，由区农业农村局负责，长期坚持。",
            [("推进秸秆离田", "责任 区农业农村局", None)],
            id="由…负责 behind the task",
        ),
    ],
)
def test_where_the_words_stand_elsewhere(rules, text, expected):
    assert told(text, rules) == expected


def test_labels_inside_one_line(rules):
    text = "【第3项】松坪河淤积　责任单位：区水利局　验收单位：区环委办　整改时限：2026年9月底前"

    assert told(text, rules) == [("松坪河淤积", "责任 区水利局 · 验收 区环委办", "2026-09-30")]


@pytest.mark.parametrize(
    ("line", "expected"),
    [
        pytest.param(
            "1.松坪河清淤，原完成时限2026年6月底前，调整为2026年9月底前，责任单位不变（区水利局）。",
            ("松坪河清淤", "责任 区水利局", "2026-09-30"),
            id="a new date, the unit unchanged",
        ),
        pytest.param(
            "1.松坪河清淤，牵头单位由区住建局调整为区水利局，区住建局配合，完成时限由2026年6月底前调整为2026年9月底前。",
            ("松坪河清淤", "牵头 区水利局 · 配合 区住建局", "2026-09-30"),
            id="a new unit and a new date",
        ),
        pytest.param(
            "1.松坪河清淤，责任单位、完成时限均维持不变，即区水利局牵头、2026年9月底前完成。",
            ("松坪河清淤", "牵头 区水利局", "2026-09-30"),
            id="everything unchanged, and said again",
        ),
    ],
)
def test_adjustments(rules, line, expected):
    assert told(f"一、任务调整\n{line}", rules) == [expected]


@pytest.mark.parametrize(
    ("statement", "expected"),
    [
        pytest.param(
            "以上两项责任单位：区水利局；完成时限：6月底前。", ("责任 区水利局", "2026-06-30"), id="以上两项"
        ),
        pytest.param(
            "上述工作由区水利局牵头、区住建局配合，6月底前完成。",
            ("牵头 区水利局 · 配合 区住建局", "2026-06-30"),
            id="上述工作由…",
        ),
        pytest.param(
            "除已注明外，本节责任单位均为区水利局，完成时限为2026年6月底前。",
            ("责任 区水利局", "2026-06-30"),
            id="除已注明外",
        ),
    ],
)
def test_one_sentence_speaks_for_its_section(rules, statement, expected):
    text = f"（一）水\n1.清理河道3公里。\n2.封堵排口12处。\n{statement}\n（二）气\n1.拆除锅炉6台。"
    found = told(text, rules)

    assert [(parts, day) for _, parts, day in found[:2]] == [expected, expected]
    assert found[-1] == ("拆除锅炉6台", "", None)


def test_what_an_item_says_itself_is_not_overwritten(rules):
    text = (
        "（一）水\n1.清理河道3公里（区住建局牵头，5月底前完成）。\n2.封堵排口12处。\n"
        "以上两项责任单位：区水利局；完成时限：6月底前。"
    )

    assert [(parts, day) for _, parts, day in told(text, rules)] == [
        ("牵头 区住建局", "2026-05-31"),
        ("责任 区水利局", "2026-06-30"),
    ]


GRID = "序号\t重点任务\t目标要求\t牵头单位\t配合单位\t责任领导\t完成时限\n"


def test_rows_of_a_grid(rules):
    text = (
        GRID
        + "1\t河道清淤3公里\t断面达到Ⅲ类\t区水利局\t区住建局、松坪镇\t李大有\t2026年6月底前\n"
        + "2\t排口封堵\t\t同上\t\t\t常态化\n"
        + "3\t散煤清零\t\t\t石桥镇\t\t2026年底"
    )
    first, second, third = duties(text, rules)

    assert who(first.parts) == "牵头 区水利局 · 配合 区住建局、松坪镇 · 领导 李大有"
    assert (first.matter, first.target, due(first)) == ("河道清淤3公里", "断面达到Ⅲ类", "2026-06-30")
    assert first.source.place.startswith("表中第1项")
    assert (who(second.parts), due(second), second.deadline.recurring) == ("牵头 区水利局", None, "long-term")
    assert (who(third.parts), third.lead, due(third)) == ("配合 石桥镇", [], "2026-12-31")


def test_a_table_of_two_columns_is_one_matter(rules):
    rows = (
        "项目\t内容",
        "问题表现\t河道淤积3公里",
        "牵头单位\t区水利局",
        "配合单位\t区住建局",
        "整改时限\t2026年6月底前",
    )
    tight = "第17项　松坪河淤积\n" + "\n".join(rows)
    wide = "第17项　松坪河淤积\n\n " + " \n ".join(row.replace("\t", " \t ") for row in rows)

    assert (
        told(tight, rules)
        == told(wide, rules)
        == [("松坪河淤积", "牵头 区水利局 · 配合 区住建局", "2026-06-30")]
    )


def test_what_is_to_be_done_afterwards_is_read_from_its_own_label(rules):
    text = (
        "【第3项】松坪河淤积\n责任单位：区水利局　整改时限：2026年9月底前\n完成情况：已清淤3公里。\n"
        "后续管护：区水利局每日监测水位；松坪镇负责河岸保洁。"
    )

    assert [who(duty.parts) for duty in duties(text, rules)] == [
        "责任 区水利局",
        "责任 区水利局",
        "责任 松坪镇",
    ]


def test_headings_and_remarks_order_nothing(rules):
    text = (
        "一、总体要求\n坚持问题导向。\n二、任务\n（一）治水\n"
        "备注：本表由区整改办解释。\n抄送：区委办。\n联系电话：0000-1234567"
    )

    assert told(text, rules) == []


def test_a_heading_stands_over_its_items(rules):
    duty = duties("二、任务\n（一）治理松坪河\n1.清理河道3公里（区水利局牵头）", rules)[0]

    assert "治理松坪河" in duty.heading
    assert duty.source.place == "二、（一）第1项 · 第7段"


def test_a_block_of_any_length_is_read_line_by_line(rules):
    found = duties("1. 清淤疏浚\n" + "责任单位：区水利局\n" * 3000, rules)

    assert [{part.unit for part in duty.parts} for duty in found] == [{"区水利局"}]


FIRST, SECOND = (
    ("清理河道3公里", "责任 区水利局", "2026-06-30"),
    ("封堵排口9处", "责任 区住建局", "2026-07-31"),
)


@pytest.mark.parametrize(
    "text",
    [
        pytest.param(
            "区水利局\n├─ 清理河道3公里（6月底）\n区住建局\n└─ 封堵排口9处（7月底）",
            id="a tree below its units",
        ),
        pytest.param(
            "- 任务: 清理河道3公里\n  责任: 区水利局\n  时限: 6月底\n"
            "- 任务: 封堵排口9处\n  责任: 区住建局\n  时限: 7月底",
            id="a list of labels",
        ),
        pytest.param(
            "任务：清理河道3公里｜责任：区水利局｜时限：6月底\n任务：封堵排口9处｜责任：区住建局｜时限：7月底",
            id="labels between bars",
        ),
        pytest.param(
            "【6月底前】清理河道3公里（区水利局）\n【7月底前】封堵排口9处（区住建局）", id="the limit ahead"
        ),
        pytest.param(
            "1 治水\n1.1 清理河道3公里（区水利局，6月底）\n1.2 封堵排口9处（区住建局，7月底）",
            id="decimal numbers",
        ),
        pytest.param(
            "事项一：清理河道3公里\n承办：区水利局　办结期限：6月底\n"
            "事项二：封堵排口9处\n承办：区住建局　办结期限：7月底",
            id="matters counted by their word",
        ),
        pytest.param(
            "问题1：清理河道3公里\n一、责任单位\n区水利局\n二、完成时限\n6月底\n"
            "问题2：封堵排口9处\n一、责任单位\n区住建局\n二、完成时限\n7月底",
            id="labels as headings, what they hold below",
        ),
        pytest.param(
            "1.清理河道3公里，由区水利局负责，6月底前；封堵排口9处，由区住建局负责，7月底前完成。",
            id="two tasks in one item",
        ),
    ],
)
def test_two_tasks_however_they_are_written(rules, text):
    assert told(text, rules) == [FIRST, SECOND]


def test_the_same_as_above_in_lists(rules):
    text = (
        "1.清理河道3公里（责任单位：区水利局；完成时限：6月底）\n2.疏浚沟渠（责任单位：同上；完成时限：7月底）\n"
        "3.封堵排口9处（责任单位、完成时限同上）"
    )

    assert told(text, rules) == [
        FIRST,
        ("疏浚沟渠", "责任 区水利局", "2026-07-31"),
        ("封堵排口9处", "责任 区水利局", "2026-07-31"),
    ]


MEASURES = """问题三
反馈意见：松坪河排口直排。
整改目标：旱天无污水入河。
整改措施：
⑴清理河道3公里（区水利局，6月底）
⑵封堵排口9处（区住建局牵头，松坪镇配合）
⑶补植苗木，8月底前完成
整改时限：2026年9月底
责任单位：石桥镇
督导单位：区督查室
"""


def test_measures_of_a_block_keep_their_own_units_and_limits(rules):
    assert told(MEASURES, rules) == [
        FIRST,
        ("封堵排口9处", "牵头 区住建局 · 配合 松坪镇", "2026-09-30"),
        ("补植苗木", "责任 石桥镇 · 督查 区督查室", "2026-08-31"),
    ]


@pytest.mark.parametrize(
    ("measure", "expected"),
    [
        pytest.param("清理河道3公里", "清理河道3公里", id="what is done"),
        pytest.param("详见专项方案（另发）", "旱天无污水入河", id="else what is to be reached"),
    ],
)
def test_what_a_problem_asks_for(rules, measure, expected):
    text = f"问题：排口直排\n整改目标：旱天无污水入河\n整改措施：{measure}\n责任单位：区水利局\n时限：6月底"

    assert [duty.quote.split("\n")[0] for duty in duties(text, rules)] == [expected]


@pytest.mark.parametrize(
    "text",
    [
        pytest.param("反映内容：有人洗沙。\n调查核实：不属实\n办理要求：无", id="nothing to do"),
        pytest.param(
            "整改目标：旱天无污水入河\n责任单位：区水利局\n验收意见：区住建局现场核查通过，同意销号。",
            id="how it went",
        ),
    ],
)
def test_how_a_matter_stands_is_no_order(rules, text):
    assert [parts for _, parts, _ in told(text, rules)] == ["责任 区水利局"] * ("目标" in text)


def test_a_quote_is_not_drowned_in_what_stands_around_it(rules):
    short = duties("1.清淤（牵头单位：区水利局；配合单位：区住建局、区城管局、松坪镇；时限：6月底）", rules)[
        0
    ]
    long = duties("1.清理松坪河城区段河道淤泥3公里并外运处置（区水利局，6月底）", rules)[0]

    assert short.quote == "清淤"
    assert long.quote.endswith("（区水利局，6月底）")


def test_items_are_meant_by_their_numbers_in_brackets(rules):
    text = (
        "任务清单\n（1）更换拦污栅12道。〔牵头：县水利局〕\n（2）清理水面漂浮物。\n（3）对渔具店开展检查。\n"
        "上述（2）、（3）项由县渔政大队负责，10月底前完成。"
    )
    assert [answer[1:] for answer in told(text, rules)] == [
        ("牵头 县水利局", None),
        ("责任 县渔政大队", "2026-10-31"),
        ("责任 县渔政大队", "2026-10-31"),
    ]


def test_each_measure_takes_its_own_unit_and_the_limit_that_names_it(rules):
    text = (
        "【三】督察指出：飞灰堆存不规范。\n"
        "整改措施：（1）由城东园区管委会督促4家企业建成暂存间；（2）县城管局把视频接入平台。\n"
        "责任领导：齐远　整改时限：2026年5月底前建成暂存间，2026年7月底前完成接入"
    )
    assert [answer[1:] for answer in told(text, rules)] == [
        ("责任 城东园区管委会 · 领导 齐远", "2026-05-31"),
        ("责任 县城管局 · 领导 齐远", "2026-07-31"),
    ]


def test_several_who_do_it_jointly(rules):
    text = "编号01　反映：夜间倾倒废液。\n承办：县公安局、县城管局（共同承办）。要求：夜间蹲守。"
    assert [answer[1] for answer in told(text, rules)] == ["列名 县公安局、县城管局"]


def test_a_week_after_going_home_is_counted_from_the_meeting(rules):
    (answer,) = told("各镇回去以后，一个礼拜之内开一次村民大会。", rules)
    assert answer[1] == "责任 各镇" and answer[2] is not None
