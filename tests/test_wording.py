"""What people read: one duty, an answer, a reload, in words."""

from __future__ import annotations

from array import array
from dataclasses import replace
from datetime import date
from itertools import count

import pytest

from bot.asking.answer import Answer, Hit, Outcome, Suggested
from bot.asking.question import Kind
from bot.chat import wording
from bot.chat.buttons import Gone
from bot.chat.commands import COMMANDS, offered
from bot.chat.render import pack, plain
from bot.chat.wording import answers, duties, passages, reloads, sources
from bot.duty import (
    Deadline,
    Document,
    Duty,
    Flag,
    Known,
    Milestone,
    Part,
    Problem,
    Repaired,
    Role,
    Severity,
    Source,
    Strength,
)
from bot.reading.changes import Change, Changes
from bot.sandbox.entities import parse_html

TODAY = date(2026, 4, 1)
WORDS = "开头一句。\n县住建局牵头开展雨污分流。结尾一句。"
PLACE = (WORDS.index("县住建局"), WORDS.index("结尾") - 1)
DUTY = Duty(
    matter="开展雨污分流",
    quote="县住建局牵头开展雨污分流",
    source=Source("方案.txt", PLACE, PLACE, "一、第2项"),
    parts=(Part("县住建局", Role.LEAD), Part("县城管局", Role.SUPPORTING)),
)


def document(*flags: Flag, **facts) -> Document:
    origin = array("l", range(len(WORDS) + 1))
    whole = Repaired(WORDS, WORDS, origin, flags)
    return Document(
        "方案.txt", "雨污分流方案", whole, **{"day": date(2026, 3, 1), "day_known": Known.STATED} | facts
    )


def stage(**documents: Document) -> answers.Stage:
    numbers = count(1)
    found = {"方案.txt#1": DUTY}
    return answers.Stage({"方案.txt": document()} | documents, TODAY, found.get, lambda _: next(numbers))


@pytest.mark.parametrize(
    ("parts", "expected"),
    [
        pytest.param([("甲局", Role.LEAD), ("乙局", Role.LEAD)], "甲局、乙局（牵头）", id="two leads"),
        pytest.param(
            [("甲局", Role.MAIN), ("乙镇", Role.TERRITORY)], "甲局（主责）", id="主责 goes before 属地"
        ),
        pytest.param([("甲局", Role.RESPONSIBLE)], "甲局（责任单位）", id="the one that is ordered"),
        pytest.param(
            [("甲", Role.LISTED), ("乙", Role.LISTED)],
            "甲、乙（列名，原文未明确牵头）",
            id="a list has no lead",
        ),
        pytest.param([("甲局", Role.ACCEPTS)], "甲局（验收）", id="who accepts, where that is all"),
        pytest.param([("常委", Role.LEADER)], "常委（领导）", id="a leader, where no unit is named"),
        pytest.param([("乙镇", Role.TERRITORY)], "乙镇（属地）", id="a territory, where nobody leads"),
        pytest.param(
            [("乙局", Role.SUPPORTING)], "原文未明确责任单位", id="who only supports answers for nothing"
        ),
        pytest.param([], "原文未明确责任单位", id="nobody"),
        pytest.param([("<b>局", Role.LEAD)], "&lt;b&gt;局（牵头）", id="names are escaped"),
    ],
)
def test_who_answers(parts, expected):
    assert duties.who(replace(DUTY, parts=tuple(Part(*p) for p in parts))) == expected


def test_everybody_is_nobody_in_particular():
    duty = replace(DUTY, parts=(Part("各部门", Role.RESPONSIBLE, generic=True),))

    assert duties.who(duty) == "各部门（责任单位，泛指）"


def test_a_unit_that_was_renamed_is_told_with_both_names():
    duty = replace(DUTY, parts=(Part("县环保局", Role.LEAD, successor="生态环境局"),))

    assert duties.who(duty) == "县环保局（牵头）"
    assert "单位更名：县环保局现为生态环境局（据单位名录，非原文）" in duties.facts(duty, TODAY)


def test_the_role_that_was_asked_for_comes_first():
    duty = replace(DUTY, parts=(*DUTY.parts, Part("县整改办", Role.ACCEPTS)))

    assert duties.headline(duty, ["县整改办"]) == "<b>开展雨污分流</b>：县整改办（验收）"
    assert "牵头：县住建局" in duties.facts(duty, TODAY, ["县整改办"])


@pytest.mark.parametrize(
    ("deadline", "expected"),
    [
        pytest.param(None, ["完成时限：原文未写"], id="none stated"),
        pytest.param(
            Deadline("6月底前", date(2026, 6, 30)),
            ["完成时限：2026年6月30日（还有90天）", "依据：“6月底前”"],
            id="stated",
        ),
        pytest.param(
            Deadline("年底", date(2026, 12, 31), certain=False, note="年份按会议日期推定"),
            ["完成时限：2026年12月31日（还有274天）", "依据：“年底”，推定：年份按会议日期推定"],
            id="inferred, with the working",
        ),
        pytest.param(
            Deadline("今天", TODAY),
            ["完成时限：2026年4月1日（今天到期）", "依据：“今天”"],
            id="today",
        ),
        pytest.param(
            Deadline("昨天", date(2026, 3, 31)),
            ["完成时限：2026年3月31日（已过1天）", "依据：“昨天”"],
            id="past",
        ),
        pytest.param(
            Deadline("6月前", date(2026, 6, 30), literal=date(2026, 5, 31)),
            ["完成时限：2026年6月30日（还有90天）", "依据：“6月前”", "从严理解：2026年5月31日"],
            id="two readings",
        ),
        pytest.param(Deadline("每周", recurring="weekly"), ["完成时限：每周"], id="a rhythm"),
        pytest.param(Deadline("长期坚持", recurring="long-term"), ["完成时限：长期坚持"], id="standing"),
        pytest.param(
            Deadline("反馈之日起30日内", note="没有反馈日期"),
            ["完成时限：“反馈之日起30日内”，不能换算成日期：没有反馈日期"],
            id="no anchor, no date",
        ),
        pytest.param(
            Deadline("分步", date(2026, 6, 30), milestones=(Milestone("完成排查", date(2026, 5, 1)),)),
            ["完成时限：2026年6月30日（还有90天）", "依据：“分步”", "其中：2026年5月1日 完成排查"],
            id="milestones",
        ),
    ],
)
def test_time_limits(deadline, expected):
    assert duties.limit(deadline, TODAY) == expected


def test_an_aim_is_not_chased():
    assert "力度：原文为“力争”一类的表述" in duties.facts(replace(DUTY, strength=Strength.AIM), TODAY)


@pytest.mark.parametrize("flag", ["misaligned", "guess", "lost-bytes", "annotation-mismatch"])
def test_damaged_words_are_not_quoted_as_the_documents(flag):
    damaged = replace(DUTY, source=replace(DUTY.source, damage=("annotation", flag)), quote="猜出来的话")
    quote, _ = duties.grounds(damaged, {"方案.txt": document()})

    assert quote.startswith("原文有损坏，请核对原件：\n")
    assert "县住建局牵头开展雨污分流" in quote
    assert "猜出来的话" not in quote


def test_of_a_damaged_web_page_the_words_are_shown_without_tags():
    raw = '<p class="a">甲&amp;乙<br/>牵头</p>'
    page = Document("页.html", "页", Repaired(raw, raw, array("l", range(len(raw) + 1))))

    assert duties.original(page, 0, len(raw)) == "甲&乙牵头"


def test_undone_annotations_do_not_keep_a_passage_from_being_quoted():
    undone = replace(DUTY, source=replace(DUTY.source, damage=("annotation",)))

    assert duties.grounds(undone, {"方案.txt": document()})[0] == (
        "<blockquote expandable>县住建局牵头开展雨污分流</blockquote>"
    )


@pytest.mark.parametrize(
    ("facts", "expected"),
    [
        pytest.param({}, "来源：《雨污分流方案》 2026-03-01 · 一、第2项", id="stated day"),
        pytest.param(
            {"day_known": Known.INFERRED},
            "来源：《雨污分流方案》 2026-03-01（推定） · 一、第2项",
            id="inferred day",
        ),
        pytest.param({"day": None}, "来源：《雨污分流方案》 日期不明 · 一、第2项", id="no day"),
    ],
)
def test_where_it_stands(facts, expected):
    assert duties.source(DUTY, document(**facts)) == expected


def test_the_cells_of_a_row_are_kept_apart():
    row = replace(DUTY, quote="雨污分流\t县住建局\t\t6月底")

    assert "雨污分流 ｜ 县住建局 ｜ 6月底" in duties.grounds(row, {})[0]


def test_before_and_after():
    assert [plain(block, "") for block in passages.around(DUTY, document())] == [
        "来源：《雨污分流方案》 2026-03-01 · 一、第2项",
        "上文",
        "开头一句。",
        "原文",
        "县住建局牵头开展雨污分流",
        "下文",
        "结尾一句。",
    ]


def test_before_and_after_mark_what_is_damaged():
    blocks = passages.around(DUTY, document(Flag("guess", *PLACE)))

    assert "<b>原文</b>（原文有损坏，请核对原件）" in blocks


def test_before_and_after_of_a_file_that_is_gone():
    assert passages.around(DUTY, None) == ["来源文件已不在资料中，无法显示前后文。"]


def answer(kind=Kind.WHO, outcome=Outcome.NAMED, *found: Duty, **more) -> Answer:
    return Answer("雨污分流谁负责", kind, outcome, tuple(Hit(d, 1.0) for d in found), **more)


def test_nobody_named_offers_the_regulator_as_a_suggestion():
    nobody = replace(DUTY, parts=())
    message = answers.told(
        answer(Kind.WHO, Outcome.UNASSIGNED, nobody, regulator=("县住建局", "排水")), stage()
    )

    assert message.blocks[0] == "<b>开展雨污分流</b>：原文未明确责任单位"
    assert (
        "<i>参考：按“三管三必须”，排水的行业主管部门一般为县住建局；文件未写明，请核实。</i>"
        in message.blocks
    )


def test_near_matters_become_buttons():
    near = (Suggested("开展雨污分流", "方案.txt#1"), Suggested("已删除", "方案.txt#9"))
    message = answers.told(answer(Kind.WHO, Outcome.NOT_FOUND, suggestions=near), stage())

    assert [button.label for row in message.buttons for button in row] == [
        "开展雨污分流",
        "告诉管理员没查到",
    ]
    assert message.blocks[0] == "资料中没有查到相关部署：“雨污分流谁负责”。"


def test_an_answers_note_is_said_instead_of_a_general_sentence():
    message = answers.told(answer(Kind.DUE, Outcome.NOT_FOUND, note="没有本月到期的事项。"), stage())

    assert message.blocks[0] == "没有本月到期的事项。"


def test_the_newer_of_two_documents_is_marked():
    old = replace(
        DUTY,
        parts=(Part("县水利局", Role.LEAD),),
        source=replace(DUTY.source, file="旧.txt"),
        document_date=date(2025, 3, 1),
    )
    new = replace(DUTY, document_date=date(2026, 3, 1))
    message = answers.told(
        answer(
            Kind.WHO, Outcome.NAMED, new, old, units=("县住建局",), conflict="不一", against=(Hit(old, 0.9),)
        ),
        stage(),
    )

    assert message.blocks[0].endswith("（另一份文件说法不一，见下）")
    assert "<b>另一份较早的文件说法不一，请核对</b>" in message.blocks
    assert "<b>开展雨污分流</b>：县水利局（牵头）" in message.blocks


def test_lists_are_shown_a_page_at_a_time():
    many = answer(Kind.UNIT, Outcome.NAMED, *[DUTY] * 20, units=("县住建局",))
    first, second = answers.told(many, stage()), answers.shown(answers.ShowMore(many, 16), stage())

    assert first.blocks[0] == "<b>县住建局</b>：共20项"
    assert [b.label for b in first.buttons[-1]] == ["更多结果（12项）"]
    assert second.blocks[0] == "<b>县住建局</b>：共20项，第17项起"
    assert [b.label for row in second.buttons for b in row] == ["17", "18", "19", "20"]


def test_a_matter_of_any_length_fits_its_button():
    message = answers.told(answer(Kind.WHO, Outcome.NAMED, DUTY, replace(DUTY, matter="污" * 300)), stage())

    assert len(message.buttons[0][0].label) == 30


HOSTILE = "<b>&</b><script>\x00\u202e" * 30


def test_whatever_documents_hold_telegram_takes_it():
    duty = Duty(
        HOSTILE,
        HOSTILE,
        Source(HOSTILE, (0, 1), (0, 1), HOSTILE, ("guess",)),
        tuple(Part(HOSTILE, role) for role in Role),
        Deadline(HOSTILE, TODAY, note=HOSTILE, milestones=(Milestone(HOSTILE, TODAY),)),
        HOSTILE,
        region=HOSTILE,
    )
    given = answer(Kind.WHO, Outcome.NAMED, duty, duty, regulator=(HOSTILE, HOSTILE), note=HOSTILE)
    message = answers.told(given, stage())
    changes = Changes((duty,), (Change(duty, duty, (HOSTILE,)),), (duty,))
    told = [*message.blocks, *reloads.done(changes, 1, 1, [Problem(HOSTILE, 1, HOSTILE)])]

    for part in pack(told):
        assert "<script>" in parse_html(part)[0]


@pytest.mark.parametrize(
    ("found", "expected"),
    [
        pytest.param([], [], id="nothing found"),
        pytest.param(
            [Problem("a.txt", 3, "提示一", Severity.WARNING), Problem("b.txt", 1, "错误一")],
            ["<b>检查结果</b>：错误1条，提示1条。", "错误 b.txt:1: 错误一", "提示 a.txt:3: 提示一"],
            id="errors first",
        ),
        pytest.param(
            [Problem("a.txt", i, "错") for i in range(25)],
            ["……另有5条，请在服务器上运行 duban check 查看。"],
            id="no more than twenty",
        ),
    ],
)
def test_problems_found(found, expected):
    assert reloads.found(found)[-len(expected) or len(reloads.found(found)) :] == expected


def test_only_the_first_changes_are_named():
    blocks = reloads.done(Changes(new=(DUTY,) * 9), 1, 9, [])

    assert blocks[0] == "<b>资料已重新加载</b>：新增9项，变更0项，消失0项。"
    assert [block for block in blocks if block.startswith("＋")] == [
        "＋ 开展雨污分流（方案.txt · 一、第2项）"
    ] * 5
    assert blocks[-1] == "……共9项"


def test_documents_are_listed_newest_first():
    older = replace(document(day=date(2025, 1, 1), issuer="县政府", number="白政〔2025〕1号"), file="旧.txt")
    undated = replace(document(day=None), file="无.txt", title="")

    assert sources.listed({"无": undated, "旧": older, "新": document()}, [DUTY]) == [
        "<b>已载入文件</b>：3份，共1项。",
        "1. 《雨污分流方案》 2026-03-01 · 1项",
        "2. 《雨污分流方案》 2025-01-01 · 县政府 · 白政〔2025〕1号 · 0项",
        "3. 无.txt 日期不明 · 0项",
    ]


def test_no_documents():
    assert sources.listed({}, [])[0].startswith("<b>已载入文件</b>：0份")


@pytest.mark.parametrize(
    ("minutes", "expected"),
    [(11, "11分钟"), (60, "1小时"), (1439, "23小时"), (1440, "1天"), (5000, "3天")],
)
def test_how_long_a_message_waited(minutes, expected):
    assert expected in wording.late(minutes)


def test_commands_have_a_line_in_both_languages():
    assert all(0 < len(c.does) <= 256 and c.english.isascii() for c in COMMANDS)
    assert len({c.name for c in COMMANDS}) == len(COMMANDS)


def test_reload_is_offered_to_administrators_in_private():
    assert [c.name for c in COMMANDS if c.name == "reload"] == ["reload"]
    assert "reload" in [c.name for c in offered(True, True)]
    assert "reload" not in [c.name for c in (*offered(True, False), *offered(False, True))]


SENTENCES = [value for name, value in vars(wording).items() if name.isupper() and isinstance(value, str)]


@pytest.mark.parametrize("sentence", SENTENCES)
def test_chinese_sentences_have_chinese_punctuation(sentence):
    assert not set(sentence) & set(",;!?()")
    assert "  " not in sentence


def test_why_a_button_is_gone_has_a_word_each():
    assert len(Gone) == len({wording.EXPIRED, wording.RELOADED})


@pytest.mark.parametrize(
    ("period", "question"),
    [
        pytest.param("", "本月到期的有哪些", id="none is this month"),
        pytest.param("10月底前", "10月底前到期的有哪些", id="a month"),
        pytest.param("已逾期", "已逾期的有哪些", id="overdue is said once"),
        pytest.param("下季度到期的", "下季度到期的有哪些", id="typed as in a question"),
    ],
)
def test_the_question_behind_due(period, question):
    assert answers.by_period(period) == question


def test_a_leader_who_is_not_the_answer_stands_on_his_own_line():
    parts = (Part("县水利局", Role.SUPPORTING), Part("钱某", Role.LEADER))
    message = answers.told(answer(Kind.WHO, Outcome.UNASSIGNED, replace(DUTY, parts=parts)), stage())

    assert message.blocks[0].endswith("：原文未明确牵头单位")
    assert "领导：钱某" in message.blocks


def test_a_units_list_says_its_own_part_where_another_leads():
    parts = (Part("县住建局", Role.LEAD), Part("县水利局", Role.SUPPORTING))
    hit = Hit(replace(DUTY, parts=parts), 1.0, Role.SUPPORTING)
    listed = replace(answer(Kind.UNIT, Outcome.NAMED, DUTY, units=("县水利局",)), hits=(hit,))

    assert "（该单位：配合）" in answers.told(listed, stage()).blocks[1]


def test_thanks_are_answered_by_one_line():
    said = answer(Kind.TALK, Outcome.NOT_FOUND, note="不客气！")

    assert answers.told(said, stage()).blocks == ("不客气！",)
