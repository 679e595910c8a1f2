"""Answers: the four outcomes, the lists, what is offered, what is refused."""

from __future__ import annotations

import json
from dataclasses import replace
from datetime import date

import pytest

from bot import general
from bot.__main__ import main
from bot.asking.answer import Answerer, Outcome, key_of
from bot.asking.question import Kind
from bot.asking.regulators import regulator
from bot.commands.ask import answer_json, told
from bot.duty import Deadline, Part, Reading, Role, Strength
from bot.reading.units import Directory
from tests.asking_county import (
    DOCUMENTS,
    DUTIES,
    LATER,
    LOOSE,
    OTHER,
    PLAN,
    READING,
    TALK,
    TERMS,
    TODAY,
    answerer,
    document,
    duty,
    helps,
    lead,
    listed,
)

COUNTY = answerer()


def ask(text, county=COUNTY, today=TODAY):
    return county.answer(text, today)


def matters(answer):
    return [hit.duty.matter for hit in answer.hits]


@pytest.mark.parametrize(
    ("text", "outcome", "units"),
    [
        pytest.param("畜禽粪污谁负责", Outcome.NAMED, ("县农业农村局",), id="a lead is named"),
        pytest.param(
            "柳河县餐饮油烟谁管", Outcome.LISTED, ("城管部门", "市场监管部门"), id="a list leads nobody"
        ),
        pytest.param("病死畜禽处理谁负责", Outcome.UNASSIGNED, (), id="the matter is there, nobody is named"),
        pytest.param("松岭区油烟监控谁管", Outcome.NAMED, ("区城管执法局",), id="in the place asked for"),
        pytest.param("畜禽粪污由谁配合", Outcome.NAMED, ("县生态环境分局",), id="the role asked for"),
        pytest.param("sanmei shei fuze", Outcome.NAMED, ("区发改局",), id="in letters"),
    ],
)
def test_who(text, outcome, units):
    answer = ask(text)

    assert (answer.outcome, answer.units) == (outcome, units)


@pytest.mark.parametrize(
    "text",
    [
        pytest.param("地铁什么时候开通", id="a matter no document speaks of"),
        pytest.param("今天天气怎么样", id="the weather"),
        pytest.param("你好", id="a greeting"),
        pytest.param("柳河县散煤清零谁负责", id="a matter known only in another place"),
        pytest.param("襄阳餐饮油烟谁负责", id="a city no document speaks of"),
        pytest.param("白水县餐饮油烟谁负责", id="a county no document speaks of"),
        pytest.param("养殖场电费补贴谁发", id="half of a matter"),
        pytest.param("住建局局长电话", id="a unit, and something that is no duty"),
        pytest.param("教育局负责什么", id="a unit that has nothing to do"),
        pytest.param("", id="nothing typed"),
        pytest.param("？！", id="marks only"),
    ],
)
def test_what_the_documents_do_not_hold_is_not_found(text):
    answer = ask(text)

    assert (answer.outcome, answer.hits, answer.units) == (Outcome.NOT_FOUND, (), ())


def test_what_is_near_is_suggested_and_can_be_found_again():
    answer = ask("柳河县散煤清零谁负责")

    assert [s.matter for s in answer.suggestions] == ["散煤清零"]
    assert COUNTY.find(answer.suggestions[0].key) == next(d for d in DUTIES if d.matter == "散煤清零")
    assert "柳河县" in answer.note


def test_a_suggestion_of_another_generation_is_gone():
    assert COUNTY.find("gone.txt#0") is None


def test_where_nobody_is_named_the_sectors_regulator_is_offered_apart():
    answer = ask("病死畜禽处理谁负责")

    assert answer.units == ()
    assert answer.regulator is not None
    assert answer.regulator[0] in told(answer)
    assert "不是文件原文" in told(answer)


def test_a_when_question_tells_the_duty_with_its_day():
    answer = ask("畜禽粪污什么时候完成")

    assert answer.kind is Kind.WHEN
    assert answer.hits[0].duty.deadline == Deadline("6月底前", date(2025, 6, 30))
    assert told(answer).startswith("▶ 2025-06-30")


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        pytest.param("县住建局负责什么", ["涵洞积水点排水改造", "县城污水管网修复"], id="a unit"),
        pytest.param("建设局的任务", ["涵洞积水点排水改造", "县城污水管网修复"], id="by its former name"),
        pytest.param(
            "住建局管网要做什么",
            ["县城污水管网修复", "涵洞积水点排水改造"],
            id="the matter asked for goes first",
        ),
        pytest.param("柳水公司有哪些任务", ["县城污水管网修复"], id="by an abbreviation, where it assists"),
        pytest.param("石桥镇有哪些事", ["石材加工企业粉尘治理"], id="a town"),
    ],
)
def test_the_duties_of_a_unit(text, expected):
    answer = ask(text)

    assert (answer.kind, matters(answer)) == (Kind.UNIT, expected)


def test_a_units_duties_in_another_place_are_left_out():
    assert matters(ask("松岭区城管局负责什么")) == ["餐饮油烟在线监控全覆盖"]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        pytest.param("本月到期的有哪些", ["规模养殖场畜禽粪污资源化利用"], id="this month"),
        pytest.param("下个月到期的", ["餐饮服务单位油烟净化设施安装"], id="next month"),
        pytest.param("已逾期的有哪些", ["禁养区内养殖场关闭搬迁"], id="overdue"),
        pytest.param(
            "今年到期的有哪些",
            ["规模养殖场畜禽粪污资源化利用", "餐饮服务单位油烟净化设施安装"],
            id="this year, the soonest first",
        ),
        pytest.param("农业农村局本月到期的有哪些", ["规模养殖场畜禽粪污资源化利用"], id="of one unit"),
        pytest.param("松岭区本月到期的有哪些", [], id="of a place that has none"),
    ],
)
def test_what_is_due(text, expected):
    answer = ask(text)

    assert (answer.kind, matters(answer)) == (Kind.DUE, expected)


def test_the_matters_of_a_place():
    answer = ask("松岭区有哪些任务")

    assert (answer.kind, sorted(matters(answer))) == (Kind.PLACE, ["散煤清零", "餐饮油烟在线监控全覆盖"])


def test_a_document_that_names_no_place_does_not_answer_for_one():
    assert ask("柳河县档案卷宗归集移交谁负责").outcome is Outcome.NOT_FOUND
    assert ask("档案卷宗归集移交谁负责").units == ("县档案馆",)


def test_a_document_that_names_no_place_is_from_the_directorys_own_place():
    local, _ = Directory.load(general.text("units.toml"), 'place = "柳河县"\n')
    county = Answerer.over(READING, local, TERMS)

    assert ask("柳河县档案卷宗归集移交谁负责", county).units == ("县档案馆",)


def test_a_stem_inside_another_name_is_no_place():
    extra = duty(OTHER, "柳河大桥桥面径流收集", lead("区交通局"), region="松岭区", day=None, start=300)
    county = answerer(Reading(DOCUMENTS, (*DUTIES, extra)))

    assert ask("大桥桥面径流收集谁负责", county).units == ("区交通局",)
    assert ask("柳河大桥桥面径流收集谁负责", county).units == ("区交通局",)


def test_of_two_documents_of_one_place_the_newer_goes_first_and_the_conflict_is_told():
    newer = duty(TALK, "禁养区内养殖场关闭搬迁", lead("县畜牧中心"), day=LATER, start=400)
    answer = ask("禁养区养殖场关闭搬迁谁负责", answerer(Reading(DOCUMENTS, (*DUTIES, newer))))

    assert [hit.duty.source.file for hit in answer.hits[:2]] == [TALK, PLAN]
    assert answer.units == ("县畜牧中心",)
    assert "县畜牧中心" in answer.conflict
    assert "各乡镇" in answer.conflict


def test_the_year_asked_for_goes_before_the_newest():
    newer = duty(TALK, "禁养区内养殖场关闭搬迁", lead("县畜牧中心"), day=LATER, start=400)
    answer = ask("2024年禁养区养殖场关闭搬迁谁负责", answerer(Reading(DOCUMENTS, (*DUTIES, newer))))

    assert answer.hits[0].duty.source.file == PLAN


def test_documents_whose_age_is_unknown_answer_together():
    file = "undated.txt"
    extra = duty(file, "档案卷宗归集移交", lead("县委办"), region=None, day=None, start=7)
    county = answerer(Reading((*DOCUMENTS, document(file, "通知", None, None)), (*DUTIES, extra)))

    assert set(ask("档案卷宗归集移交谁负责", county).units) == {"县档案馆", "县委办"}


def test_in_one_document_the_passage_that_names_somebody_goes_first():
    vague = duty(LOOSE, "垃圾填埋场整治", region=None, day=None, start=50)
    clear = duty(
        LOOSE,
        "抓紧落实",
        lead("县城管局"),
        quote="垃圾填埋场整治由县城管局抓紧落实",
        region=None,
        day=None,
        start=90,
    )
    county = answerer(Reading(DOCUMENTS, (*DUTIES, vague, clear)))

    assert ask("垃圾填埋场整治谁负责", county).units == ("县城管局",)


def test_of_two_equal_passages_the_one_of_the_sectors_own_unit_goes_first():
    rows = [
        duty(
            LOOSE,
            "加强督促",
            lead(name),
            quote=f"{name}要加强病死畜禽处理督促",
            region=None,
            day=None,
            start=at,
        )
        for at, name in ((50, "县档案馆"), (90, "县农业农村局"))
    ]

    assert ask("病死畜禽处理督促谁负责", answerer(Reading(DOCUMENTS, tuple(rows)))).units[0] == "县农业农村局"


def test_a_question_of_general_words_only_is_asked_back():
    row = duty(PLAN, "问题整改落实", lead("县整改办"), start=950)
    answer = ask("整改谁负责", answerer(Reading(DOCUMENTS, (*DUTIES, row))))

    assert answer.outcome is Outcome.NOT_FOUND
    assert "太笼统" in answer.note
    assert answer.suggestions[0].matter == "问题整改落实"


def test_leaders_answer_where_no_unit_leads():
    row = duty(PLAN, "断面水质达标", Part("副县长", Role.LEADER), start=700)

    assert ask("断面水质达标谁负责", answerer(Reading(DOCUMENTS, (*DUTIES, row)))).units == ("副县长",)


def test_a_matter_in_the_lead_in_of_its_sentence_is_found():
    text = "针对矿坑回填资金短缺，由县财政局统筹解决。"
    file = "minutes.txt"
    row = duty(
        file, "统筹解决", lead("县财政局"), quote="由县财政局统筹解决", day=LATER, start=text.index("由")
    )
    county = answerer(Reading((document(file, "纪要", "柳河县", LATER, text),), (row,)))

    assert ask("柳河县矿坑回填资金谁解决", county).units == ("县财政局",)


LANE = duty(TALK, "背街小巷积尘清洗保洁", lead("县环卫中心"), day=LATER, start=800)
STREET = answerer(Reading(DOCUMENTS, (*DUTIES, LANE)))


def test_in_a_place_everyday_words_point_to_the_duty_that_is_clearly_nearest():
    answer = ask("柳河那条窄巷子的尘谁来清洗", STREET)

    assert answer.units == ("县环卫中心",)
    assert "请对照原文核实" in answer.note


@pytest.mark.parametrize(
    "text",
    [
        pytest.param("柳河县光伏电站建设谁负责", id="a matter foreign to the place"),
        pytest.param("柳河那些共享单车乱停谁来管", id="in everyday words"),
        pytest.param("柳河县小学生校车谁监管", id="half a word in common"),
        pytest.param("柳河的公交卡在哪里充值", id="an errand"),
        pytest.param("那条窄巷子的路灯谁来换", id="no place to narrow it down"),
    ],
)
def test_a_place_does_not_make_up_for_a_matter_it_has_not(text):
    assert ask(text, STREET).outcome is Outcome.NOT_FOUND


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        pytest.param("您好！", Kind.TALK, id="a greeting"),
        pytest.param("谢谢你啊", Kind.TALK, id="thanks"),
        pytest.param("县长的手机号是多少？", Kind.PERSONAL, id="a telephone"),
        pytest.param("住建局局长叫什么名字", Kind.PERSONAL, id="a name"),
    ],
)
def test_small_talk_gets_a_friendly_note_and_no_duty(text, kind):
    answer = ask(text)

    assert (answer.kind, answer.outcome, answer.suggestions) == (kind, Outcome.NOT_FOUND, ())
    assert answer.note
    assert answer_json(answer)["outcome"] == "not_found"


@pytest.mark.parametrize(
    ("text", "says"),
    [
        pytest.param("你好", "您好！", id="a greeting"),
        pytest.param("谢谢", "不客气", id="thanks"),
        pytest.param("再见", "再见", id="good-bye"),
        pytest.param("好的", "好的", id="received"),
        pytest.param("谁负责", "请说明要问的是哪件事", id="no matter"),
        pytest.param("abc到期的有哪些", "文件中没有", id="no period"),
    ],
)
def test_the_note_is_the_first_line_where_nothing_is_found(text, says):
    assert told(ask(text)).startswith(f"▶ {says}")


def test_a_list_of_what_is_due_says_what_it_counts_by():
    assert ask("已逾期的有哪些").note == "按文件所写时限计算，是否办结以台账或公示为准。"


def with_more(*rows):
    return answerer(Reading(DOCUMENTS, (*DUTIES, *rows)))


def test_a_leader_beside_supporting_units_alone_is_not_the_answer():
    row = duty(PLAN, "湖滨民宿污水接管", helps("石桥镇"), Part("钱县长", Role.LEADER), start=700)
    answer = ask("湖滨民宿污水接管谁负责", with_more(row))

    assert (answer.outcome, answer.units) == (Outcome.UNASSIGNED, ())
    assert told(answer).startswith("▶ 原文未明确牵头单位")
    assert "领导：钱县长" in told(answer)


def test_a_document_that_names_the_lead_goes_before_one_that_names_nobody():
    rows = [
        duty(TALK, "抓紧完成白石泵站清淤改造", day=LATER, start=700),
        duty(PLAN, "白石泵站清淤改造", lead("县水利局"), start=900),
    ]
    answer = ask("白石泵站清淤改造谁负责", with_more(*rows))

    assert (answer.units, answer.regulator) == (("县水利局",), None)
    assert "没有写明单位" in answer.note


def test_a_matter_given_to_another_unit_later_is_told_with_the_older_word():
    rows = [
        duty(PLAN, "东岭片区木材加工污染扰民", lead("县工信局"), start=700, quote="锯末、异味投诉不断"),
        duty(TALK, "东岭片区木材加工户整治", lead("县林业局"), day=LATER, start=900),
    ]
    answer = ask("锯末异味谁管", with_more(*rows))

    assert answer.units == ("县林业局",)
    assert [hit.duty.lead for hit in answer.against] == [["县工信局"]]
    assert "较新的在前" in answer.conflict


def test_an_aim_goes_behind_what_is_binding_in_the_same_document():
    aim = duty(PLAN, "推广新能源洒水车、清扫车", listed("县发改局"), listed("县财政局"), start=700)
    rows = [
        replace(aim, strength=Strength.AIM),
        duty(PLAN, "洒水车全部安装定位终端", lead("县城管局"), start=900),
    ]

    assert ask("洒水车谁管", with_more(*rows)).units == ("县城管局",)


def test_who_accepts_goes_before_who_does():
    rows = [
        duty(TALK, "把好验收关", lead("县发改局"), day=LATER, start=700),
        duty(
            PLAN,
            "塘坝渗漏",
            Part("县水利局", Role.RESPONSIBLE),
            Part("县生态环境分局", Role.ACCEPTS),
            start=900,
            quote="塘坝渗漏 责任单位:县水利局 验收单位:县生态环境分局 验收",
        ),
    ]

    assert ask("验收谁负责", with_more(*rows)).units == ("县生态环境分局",)


def test_the_leaders_of_rivers_are_told_each_with_the_river():
    rows = [
        duty(PLAN, "清运堤岸堆土", listed("县水利局"), Part("钱某", Role.LEADER), start=700),
        duty(PLAN, "封堵混排口", listed("县住建局"), Part("孙某", Role.LEADER), start=800),
        duty(
            PLAN, "镇级河长巡河", Part("镇级河长", Role.RESPONSIBLE), Part("镇级河长", Role.LEADER), start=900
        ),
    ]
    rows[0] = replace(rows[0], heading="河流：白石河", quote="县级河长：钱某 清运堤岸堆土")
    rows[1] = replace(rows[1], heading="河流：青杨河", quote="县级河长：孙某 封堵混排口")

    answer = ask("河长是谁", with_more(*rows))

    assert set(answer.units) == {"钱某", "孙某"}
    assert "白石河：钱某" in answer.note
    assert "镇级" not in answer.note


def test_a_unit_asked_where_it_leads_is_not_told_where_it_assists():
    rows = [
        duty(PLAN, "水库除险加固", lead("县水利局"), start=700),
        duty(PLAN, "河岸绿化", lead("县林业局"), helps("县水利局"), start=800),
    ]
    led, every = ask("水利局牵头哪些事", with_more(*rows)), ask("水利局负责什么", with_more(*rows))

    assert matters(led) == ["水库除险加固"]
    assert "另有1项" in led.note
    assert [hit.part for hit in every.hits] == [Role.LEAD, Role.SUPPORTING]
    assert "县林业局（该单位：配合）" in told(every)


def test_a_unit_named_twice_is_told_once():
    assert len(ask("住建局还在吗，住建局负责什么").units) == 1


def test_a_figure_nobody_wrote_is_not_found():
    assert ask("臭氧浓度目标是多少").outcome is Outcome.NOT_FOUND


LOCAL, _ = Directory.load(
    general.text("units.toml"),
    """
place = "柳河县"

[[unit]]
name = "云江市生态环境局"
short = "市生态环境局"
level = "市"
category = "部门"
kind = "生态环境局"

[[unit]]
name = "云江市生态环境局柳河分局"
short = "县生态环境分局"
level = "县"
category = "部门"
kind = "生态环境局"

[[unit]]
name = "柳河县石桥镇人民政府"
short = "石桥镇"
level = "镇街"
category = "镇街"
sectors = ["石桥水库库区加油站油气回收"]
""",
)


def test_the_regulator_offered_is_the_places_own_office_and_never_a_town():
    assert regulator(LOCAL, "石桥水库库区加油站油气回收") == ("云江市生态环境局柳河分局", "加油站油气回收")


def test_what_is_due_is_narrowed_to_the_matter_asked_for():
    assert matters(ask("油烟今年到期的有哪些")) == ["餐饮服务单位油烟净化设施安装"]
    assert ask("驾照到期怎么换").outcome is Outcome.NOT_FOUND


def test_a_place_mistyped_by_a_look_alike_is_the_place_meant():
    assert ask("柳诃县餐饮油烟谁管").units == ("城管部门", "市场监管部门")


def test_a_place_known_only_by_its_newspaper_narrows_the_question():
    file = "press.txt"
    text = "云岭日报讯 现场会要求,县环卫中心清洗背街小巷积尘,清洗保洁。"
    row = duty(file, "背街小巷积尘清洗保洁", lead("县环卫中心"), region=None, day=None, start=14)
    county = answerer(Reading((*DOCUMENTS, document(file, "现场会", None, None, text)), (*DUTIES, row)))

    assert ask("云岭那条窄巷子的尘谁来清洗", county).units == ("县环卫中心",)


def test_who_spoke_leads_to_the_document():
    file = "speech.txt"
    text = "县长 段海\n由畜牧中心清点散养的猪和羊。"
    row = duty(file, "清点散养的猪和羊", lead("畜牧中心"), region=None, day=None, start=8)
    county = answerer(Reading((*DOCUMENTS, document(file, "讲话", None, None, text)), (*DUTIES, row)))

    assert ask("段县长说散养的猪羊让谁去数", county).units == ("畜牧中心",)
    assert ask("马县长说散养的猪羊让谁去数", county).outcome is Outcome.NOT_FOUND


@pytest.mark.parametrize(
    "text",
    [
        pytest.param("二、桥面积水治理。尚有3处未动工。", id="the first sentence of the paragraph names it"),
        pytest.param("会议听取了汇报。当前桥面积水治理缓慢。", id="the sentence before names it"),
    ],
)
def test_a_duty_is_found_by_what_its_paragraph_is_about(text):
    words = "县交通局一周内全部改完"
    body = f"{text}{words}。\n"
    row = duty("p.txt", "一周内全部改完", lead("县交通局"), quote=words, start=len(text))
    county = answerer(Reading((document("p.txt", "督办通知", "柳河县", LATER, body),), (row,)))

    assert ask("柳河县桥面积水治理谁负责", county).units == ("县交通局",)


def test_the_sentence_behind_says_whose_it_is():
    text = "禁止露天烧烤。由县城管局抓好落实。"
    bare = duty("p.txt", "禁止露天烧烤", quote=text[:6])
    whose = duty("p.txt", "抓好落实", lead("县城管局"), quote=text[7:16], start=7)
    county = answerer(Reading((document("p.txt", "通知", "柳河县", LATER, text),), (bare, whose)))

    assert ask("柳河县禁止露天烧烤谁负责", county).units == ("县城管局",)


def test_what_only_comes_back_to_a_matter_goes_behind_and_is_no_conflict():
    later = duty(TALK, "散煤清零“回头看”", lead("区督查室"), region="松岭区", day=LATER, start=500)
    county = answerer(Reading(DOCUMENTS, (*DUTIES, later)))

    assert ask("散煤清零谁负责", county).units == ("区发改局",)
    assert ask("散煤清零谁负责", county).conflict == ""
    assert ask("散煤清零回头看谁负责", county).units == ("区督查室",)


def test_a_conflict_comes_with_the_other_duty():
    newer = duty(TALK, "禁养区内养殖场关闭搬迁", lead("县畜牧中心"), day=LATER, start=400)
    answer = ask("禁养区养殖场关闭搬迁谁负责", answerer(Reading(DOCUMENTS, (*DUTIES, newer))))

    assert [hit.duty.source.file for hit in answer.against] == [PLAN]


def test_different_matters_of_one_word_are_no_conflict():
    rows = [
        duty(TALK, "公厕改造提升", lead("甲局"), day=LATER, start=700),
        duty(PLAN, "公厕夜间照明", lead("乙局"), start=980),
    ]
    answer = ask("公厕谁负责", answerer(Reading(DOCUMENTS, tuple(rows))))

    assert (answer.conflict, answer.against) == ("", ())


def test_json_has_the_public_shape():
    value = answer_json(ask("畜禽粪污谁负责"))

    assert list(value) == ["question", "outcome", "units", "duties", "suggestions"]
    assert value["outcome"] == "answered"
    assert value["duties"][0]["lead"] == ["县农业农村局"]
    assert value["duties"][0]["support"] == ["县生态环境分局"]
    assert 0 < value["duties"][0]["score"] <= 1


def test_json_says_answered_for_a_list_without_a_lead():
    assert answer_json(ask("柳河县餐饮油烟谁管"))["outcome"] == "answered"


def test_the_reply_to_a_person_begins_with_the_answer_and_never_lacks_its_source():
    text = told(ask("畜禽粪污谁负责"))

    assert text.splitlines()[0] == "▶ 县农业农村局"
    assert PLAN in text
    assert "配合：县生态环境分局" in text


def test_a_list_that_leads_nobody_says_so_on_the_first_line():
    assert "未明确谁牵头" in told(ask("柳河县餐饮油烟谁管")).splitlines()[0]


def test_damaged_words_are_not_quoted():
    from dataclasses import replace  # noqa: PLC0415 - for this row only

    row = DUTIES[0]
    bad = replace(row, source=replace(row.source, damage=("misaligned",)))

    assert "原文有损坏，请核对原件" in told(ask("畜禽粪污谁负责", answerer(Reading(DOCUMENTS, (bad,)))))


def test_a_deleted_document_never_answers():
    for gone in {d.source.file for d in DUTIES}:
        left = Reading(
            tuple(d for d in DOCUMENTS if d.file != gone), tuple(d for d in DUTIES if d.source.file != gone)
        )
        county = answerer(left)
        for row in DUTIES:
            answer = ask(f"{row.matter}谁负责", county)
            assert gone not in {hit.duty.source.file for hit in answer.hits}
            assert all(gone not in s.key for s in answer.suggestions)


def test_keys_differ():
    assert len({key_of(d) for d in READING.duties}) == len(READING.duties)


def test_supporting_units_alone_are_not_responsible():
    row = duty(PLAN, "水库除险加固", helps("县水利局"), start=900)

    assert ask("水库除险加固谁负责", answerer(Reading(DOCUMENTS, (row,)))).outcome is Outcome.UNASSIGNED


FILE = """青溪县禁烧工作会议
2025年3月6日

会议要求,县农业农村局要牵头抓好秸秆收储,6月底前建成收储点5个。
"""


@pytest.fixture
def folder(tmp_path):
    (tmp_path / "会议.txt").write_text(FILE, encoding="utf-8")
    return tmp_path


def run(capsys, *words):
    status = main(["ask", *map(str, words)])
    return status, capsys.readouterr()


def test_the_command_answers_a_person(capsys, folder):
    status, said = run(capsys, "秸秆收储谁负责", "--knowledge", folder)

    assert status == 0
    assert said.out.splitlines()[0] == "▶ 县农业农村局"
    assert "会议.txt" in said.out


def test_the_command_answers_a_machine_line_by_line(capsys, folder):
    batch = folder / "asked.jsonl"
    batch.write_text('{"question": "秸秆收储谁负责"}\n{"question": "地铁谁修"}\n', encoding="utf-8")
    status, said = run(capsys, "--batch", batch, "--json", "--knowledge", folder)

    assert status == 0
    assert [json.loads(row)["outcome"] for row in said.out.splitlines()] == ["answered", "not_found"]


def test_the_command_counts_from_the_day_it_is_given(capsys, folder):
    _, said = run(capsys, "本月到期的有哪些", "--json", "--knowledge", folder, "--today", "2025-06-01")

    assert [d["deadline"]["due"] for d in json.loads(said.out)["duties"]] == ["2025-06-30"]


def test_the_command_finds_the_folder_in_the_configuration(capsys, folder):
    config = folder / "config.toml"
    config.write_text('[paths]\nknowledge = "."\n', encoding="utf-8")

    assert run(capsys, "秸秆收储谁负责", "--config", config)[1].out.startswith("▶ 县农业农村局")


def test_a_faulty_terms_file_is_told_and_does_not_stop_the_answer(capsys, folder):
    (folder / "terms.toml").write_text("[topics.a", encoding="utf-8")
    status, said = run(capsys, "秸秆收储谁负责", "--knowledge", folder)

    assert status == 0
    assert "terms.toml:1" in said.err
    assert said.out.startswith("▶ 县农业农村局")


@pytest.mark.parametrize(
    ("words", "says"),
    [
        pytest.param([], "请写出问题", id="no question"),
        pytest.param(["油烟", "--batch", "x.jsonl"], "不能两样都用", id="a question and a file"),
        pytest.param(["油烟", "--today", "明天"], "2025-06-30", id="a day that is none"),
        pytest.param(["油烟", "--knowledge", "no/such/folder"], "no/such/folder", id="no such folder"),
        pytest.param(["--batch", "no.jsonl"], "no.jsonl", id="no such file"),
    ],
)
def test_misuse_is_refused_in_one_sentence(capsys, words, says):
    status, said = run(capsys, *words)

    assert (status, said.out) == (2, "")
    assert says in said.err
    assert len(said.err.splitlines()) == 1


@pytest.mark.parametrize(
    "text", ["13月到期的", "2026-0到期的", "0000年第一季度到期的", "二〇二六年到期的有哪些"]
)
def test_a_time_that_is_not_understood_lists_nothing(text):
    answer = ask(text)

    assert answer.outcome is Outcome.NOT_FOUND
    assert "问的时段没有看懂" in answer.note
