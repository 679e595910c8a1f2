"""What the ledger says in the chat: cards, lists, histories, answers, questions, proposals."""

from __future__ import annotations

import inspect
from dataclasses import replace
from datetime import date

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from office import (
    CHEN,
    CHILDREN,
    HOUSING,
    LI,
    OFFICE,
    PHOTO,
    ROADS,
    RULES,
    WANG,
    ZHAO,
    Story,
    brought_to,
    opened,
    order,
    submit,
)

from bot.chat.render import pack, plain
from bot.chat.wording import dialogues, entries, histories, people, proposals, steps
from bot.duty import Deadline, Part, Role
from bot.ledger import lists
from bot.ledger.entry import State
from bot.ledger.event import Correction, Evidence, Facts, Kind, Step
from bot.ledger.order import Child, Origin, Quote, Tier
from bot.ledger.people import Capacity, Person, Post, Scope
from bot.ledger.table import TABLE
from bot.sandbox.entities import parse_html

TODAY = date(2026, 6, 10)


def told(blocks: list[str]) -> str:
    return "\n".join(plain(block) for block in blocks)


def joint() -> Story:
    """Return the story of two units: one was granted an extension after expiry, one is blocked."""
    children = (*CHILDREN, Child("3号排口", unit=ROADS))
    story = opened(HOUSING, ROADS, children=children, level="省级", tier=Tier.INSPECTION)
    story.at("05-07", Step.ACKNOWLEDGE, LI).at("05-08", Step.ACKNOWLEDGE, ZHAO)
    report = {"text": "已进场施工", "evidence": (PHOTO, PHOTO), "objects": ("1号排口",)}
    story.at("05-20", Step.REPORT, LI, share=60, **report)
    right = Correction(4, "比例录错")
    story.at("05-21", Step.CORRECT, LI, unit=HOUSING, share=40, corrects=right, **report)
    story.at("06-01", Step.BLOCK, ZHAO, reason="用地未批", to="县自然资源局")
    return story.at("07-02", Step.ASK_EXTENSION, LI, reason="汛期水位高", until=date(2026, 9, 30))


def granted() -> Story:
    return joint().at("07-06", Step.GRANT_EXTENSION, WANG, unit=HOUSING)


# ---- the card


@pytest.mark.parametrize("state", State, ids=[state.name for state in State])
def test_the_first_line_is_number_matter_and_state(state):
    entry = brought_to(state).entry
    first = plain(entries.card(entry, TODAY, RULES)[0])

    assert first.startswith("台账第 17 项 ")
    assert entry.order.matter in first
    assert f"：{state}" in first


@pytest.mark.parametrize(
    ("state", "expected"),
    [
        (State.NEW, "下一步：立项，由督查、管理员办理"),
        (State.RETURNED, "下一步：转办，由督查、领导（承办单位和经办人除外）办理"),
        (State.ISSUED, "下一步：县住建局签收（5月9日前，已过32天）"),
        (State.BLOCKED, "下一步：解除受阻，由县住建局，或督查、领导办理"),
        (State.UNDER_WAY, "下一步：县住建局完成整改并申请销号"),
        (State.PARKED, "下一步：恢复，由督查、领导（承办单位和经办人除外）办理（9月1日挂账期满）"),
        (State.SUBMITTED, "下一步：验收，由督查、领导（承办单位和经办人除外），或验收单位县生态环境局办理"),
        (State.ACCEPTED, "下一步：公示，由督查、领导（承办单位和经办人除外）办理"),
        (State.ON_NOTICE, "下一步：销号，由督查、领导（承办单位和经办人除外）办理（6月9日起可办）"),
        (
            State.SIGNED_OFF,
            "下一步：回头看，由督查、领导（承办单位和经办人除外），或验收单位县生态环境局办理（9月9日）",
        ),
        (State.SUSPENDED, "下一步：无须再办。"),
    ],
    ids=[state.name for state in State],
)
def test_who_is_next(state, expected):
    assert told(steps.next_steps(brought_to(state).entry, TODAY, RULES)) == expected


def test_where_the_document_names_nobody_for_acceptance_none_is_told():
    story = submit(opened(parts=(Part(HOUSING, Role.LEAD),)).at("05-07", Step.ACKNOWLEDGE, LI), "05-20")

    assert "验收单位" not in told(entries.card(story.entry, TODAY, RULES))


def test_a_joint_entry_tells_each_units_part():
    card = told(entries.card(joint().entry, date(2026, 7, 5), RULES))

    assert card.startswith(
        "台账第 17 项 完成河道沿线垃圾整治：受阻，逾期5天\n下一步：\n· 县住建局完成整改并申请销号"
    )
    for line in (
        "· 批复延期申请（县住建局），由督查、领导（承办单位和经办人除外）办理",
        "县住建局：整改中（自5月7日）",
        "完成40%，证明材料2件",
        "5月20日报进展：已进场施工",
        "待批延期：7月2日申请延到2026年9月30日，期满后申请；理由：汛期水位高",
        "受阻：用地未批，须县自然资源局协调解决",
        "配合：县水利局；验收：县生态环境局",
        "包保领导：陈县长；地点：沙河镇",
        "来自：手工登记 · 督察交办 · 省级",
        "点位：共3处，已完成1处",
        "未完成：2号排口（封堵）、3号排口",
        "　　县住建局要在6月底前完成河道沿线垃圾整治。",
        "来源：《推进会讲话》 · 二、（一）",
    ):
        assert line in card.split("\n")


def test_the_deadline_stands_with_its_working():
    card = told(entries.card(granted().entry, date(2026, 7, 7), RULES))

    assert (
        "期限：🟢绿灯 · 2026年9月30日（还有85天），已延期1次："
        "原定2026年6月30日；2026年7月6日批准延期（期满后申请），定为2026年9月30日" in card
    )


def test_without_a_day_the_documents_words_stand():
    story = opened(deadline=Deadline("长期坚持", recurring="long-term"))

    assert "期限：未定到日（原文：“长期坚持”）" in told(entries.card(story.entry, TODAY, RULES))


def test_whoever_is_next_reads_why_it_came_to_them():
    card = told(entries.card(brought_to(State.RETURNED).entry, TODAY, RULES))
    refused = brought_to(State.SUBMITTED).at(
        "05-22", Step.REFUSE, WANG, reason="现场仍有垃圾", until=date(2026, 7, 10)
    )

    assert "退回的理由：不属本单位职责" in card
    assert "不予销号的理由：现场仍有垃圾" in told(entries.card(refused.entry, TODAY, RULES))


def test_notice_look_backs_and_relapses_are_told():
    story = brought_to(State.SIGNED_OFF)
    signed = told(entries.card(story.entry, TODAY, RULES))
    story.at("06-20", Step.REOPEN, WANG, reason="又有垃圾", until=date(2026, 8, 1))
    again = told(entries.card(story.entry, date(2026, 6, 21), RULES))

    assert "公示：5月25日至2026年6月8日，已满；2026年5月25日次日起数10个工作日，至2026年6月8日" in signed
    assert "回头看：定在9月9日、12月9日、2027年6月9日" in signed
    assert "反弹：1次" in again
    assert "反弹的情况：又有垃圾" in again


def test_late_handing_in_is_counted():
    story = submit(brought_to(State.UNDER_WAY), "07-03")

    assert plain(entries.headline(story.entry, date(2026, 7, 10))) == (
        "台账第 17 项 完成河道沿线垃圾整治：待验收（晚3天报送）"
    )


def test_many_children_are_not_a_wall_of_text():
    many = tuple(Child(f"{number}号点") for number in range(1, 101))
    card = told(entries.card(opened(children=many).entry, TODAY, RULES))

    assert "12号点等100处" in card
    assert "13号点" not in card


# ---- lists


def test_one_line():
    line = plain(entries.row(joint().entry, date(2026, 7, 5)))

    assert line == "17 完成河道沿线垃圾整治 · 县住建局、县交通局 · 受阻，逾期5天"
    assert len(plain(entries.row(opened(matter="污" * 300).entry, TODAY))) < 90


def test_a_list_says_how_many_there_are_and_how_many_are_left():
    rows = entries.rows([opened().entry] * 8, TODAY)

    assert entries.listed("县住建局", rows, 20)[0] == "<b>县住建局</b>：共20项"
    assert entries.listed("县住建局", rows, 20, 8)[0] == "<b>县住建局</b>：共20项，第9项起"
    assert entries.listed("县住建局", rows, 20, 8)[-1] == "……还有4项。"
    assert len(entries.listed("县住建局", rows, 8)) == 9
    assert entries.listed("逾期", [], 0) == ["<b>逾期</b>：没有这样的事项。"]


def test_what_waits_for_me():
    open_ones = [granted().entry, *(brought_to(state).entry for state in State if state is not State.NEW)]
    today = date(2026, 9, 10)

    assert told(entries.mine(lists.waiting(open_ones, [WANG, LI], today, RULES), today)).split("\n") == [
        "等您办的：共11项",
        "17 完成河道沿线垃圾整治：签收，5月9日前，已过124天",
        "17 完成河道沿线垃圾整治：验收，5月20日报送，已等113天",
        "17 完成河道沿线垃圾整治：销号，6月9日起可办",
        "17 完成河道沿线垃圾整治：解除受阻（县交通局），整改期限6月30日，已过72天",
        "17 完成河道沿线垃圾整治：转办，整改期限6月30日，已过72天",
        "17 完成河道沿线垃圾整治：解除受阻，整改期限6月30日，已过72天",
        "17 完成河道沿线垃圾整治：完成整改并申请销号，6月30日前，已过72天",
        "17 完成河道沿线垃圾整治：恢复，挂账到9月1日",
        "17 完成河道沿线垃圾整治：回头看，定在9月9日，已过1天",
        "17 完成河道沿线垃圾整治：完成整改并申请销号（县住建局），9月30日前",
        "17 完成河道沿线垃圾整治：公示，5月22日通过验收，已等111天",
    ]
    assert entries.mine([], today) == ["目前没有等您办的事项。"]


def test_an_extension_to_be_decided_waits_with_the_day_that_is_asked_for():
    waiting = lists.waiting([joint().entry], [WANG], date(2026, 7, 5), RULES)

    assert "批复延期申请（县住建局），申请延到9月30日，现期限6月30日，已过5天" in told(
        entries.mine(waiting, date(2026, 7, 5))
    )


# ---- history


def test_a_corrected_event_shows_both_and_why():
    lines = histories.history(granted().entry)

    assert plain(lines[0]) == "台账第 17 项 完成河道沿线垃圾整治：共8步，现为“受阻”"
    assert lines[4] == (
        "<b>4. 报进展</b> 2026年5月20日 09:00 县住建局李工（单位成员）\n"
        "情况：已进场施工\n"
        "完成比例：<s>60%</s> 更正为：40%\n"
        "点位：1号排口\n"
        "材料：照片2件\n"
        "<i>第 5 步由县住建局李工（单位成员）更正，因为：比例录错</i>"
    )
    assert plain(lines[5]).endswith("更正第 4 步，因为：比例录错")
    assert plain(lines[8]).split("\n")[1:] == ["单位：县住建局", "延到：2026年9月30日"]


def test_no_history_yet():
    assert histories.history(Story().entry) == ["<b>台账第 17 项</b>：还没有办理记录。"]


# ---- answers to a write


def test_an_answer_shows_number_state_and_who_is_next():
    story = granted()

    assert told(steps.taken(story.entry, story.last, date(2026, 7, 6), RULES)).split("\n") == [
        "台账第 17 项：王科批准延期，县住建局现为“整改中”，全项为“受阻”。",
        "记下：延到：2026年9月30日",
        "下一步：",
        "· 县住建局完成整改并申请销号",
        "· 解除受阻，由县交通局，或督查、领导办理",
    ]


@pytest.mark.parametrize("state", [s for s in State if s is not State.NEW], ids=lambda state: state.name)
def test_every_answer_has_number_state_and_next_step(state):
    story = brought_to(state)
    answer = told(steps.taken(story.entry, story.last, TODAY, RULES))

    assert answer.startswith("台账第 17 项：")
    assert f"现为“{state}”。" in answer
    assert "下一步：" in answer


def test_who_was_second_is_told_what_the_first_did():
    story = brought_to(State.ACCEPTED)
    answer = told(steps.conflict(story.entry, story.last, TODAY, RULES))

    assert answer.startswith(
        "台账第 17 项：没有办，督查室王科（督查）已于5月22日09:00验收，现为“已验收”。\n下一步：公示"
    )


def test_a_transfer_tells_the_new_unit():
    story = brought_to(State.RETURNED).at("05-08", Step.TRANSFER, WANG, to=ROADS)
    answer = told(steps.taken(story.entry, story.last, date(2026, 5, 8), RULES))

    assert answer.split("\n")[:2] == ["台账第 17 项：王科转办，现为“待签收”。", "记下：转给：县交通局"]
    assert "县交通局签收" in answer


# ---- dialogues


@pytest.mark.parametrize(
    ("step", "field"),
    [(step, field) for step, line in TABLE.items() for field in line.needs if field not in ("order",)],
)
def test_every_field_a_step_needs_is_asked_for_with_an_example(step, field):
    blocks = dialogues.ask(granted().entry, step, field, TODAY, RULES, Facts(unit=HOUSING))

    assert plain(blocks[0]) == f"台账第 17 项 · {step}"
    assert TABLE[step].needs[field] in plain(blocks[1])
    assert plain(blocks[-1]).startswith("例如：")


def test_conditions_are_ticked():
    blocks = dialogues.ask(joint().entry, Step.SUBMIT, "met", TODAY, RULES, Facts(met=(RULES.conditions[1],)))

    assert blocks[-1].split("\n")[:2] == ["☐ 措施全部完成", "☑ 违法行为查处到位"]


def test_only_the_units_open_objects_are_offered():
    entry = joint().entry

    assert dialogues.ask(entry, Step.SUBMIT, "objects", TODAY, RULES, Facts(unit=HOUSING))[-1] == "☐ 2号排口"
    assert "1号排口" in dialogues.ask(entry, Step.REFUSE, "objects", TODAY, RULES, Facts(unit=HOUSING))[-1]


def test_evidence_is_counted_by_kind():
    sent = (PHOTO, PHOTO, Evidence("cd" * 32, Kind.DOCUMENT))
    ask = dialogues.ask

    assert ask(joint().entry, Step.SUBMIT, "evidence", TODAY, RULES, Facts(evidence=sent))[-1] == (
        "已收到：照片2件、文件1件"
    )
    assert ask(joint().entry, Step.SUBMIT, "evidence", TODAY, RULES)[-1] == "还没有收到材料。"


def test_an_extension_is_asked_for_beside_the_present_deadline():
    entry = joint().entry
    asked = dialogues.ask(entry, Step.ASK_EXTENSION, "until", TODAY, RULES, Facts(unit=ROADS))
    granting = dialogues.ask(entry, Step.GRANT_EXTENSION, "until", TODAY, RULES, Facts(unit=HOUSING))

    assert asked[1] == "请写申请延到哪一天。现在的期限是6月30日。"
    assert granting[1].endswith("单位申请延到2026年9月30日，照此批准可以点“跳过”。")


def test_what_is_wrong_with_an_answer():
    assert dialogues.not_read(Step.REFUSE, "until", "二月\n三十@all") == [
        "没有看懂日期“二月 三十＠all”。请写成：9月30日、月底前、下周五、2026-09-30"
    ]
    assert dialogues.past(date(2026, 5, 1)) == ["2026年5月1日已经过去，请另写一个日期。"]
    assert "不晚于现在的期限2026年6月30日" in dialogues.not_later(date(2026, 6, 1), date(2026, 6, 30))[0]
    assert dialogues.unknown_unit("小王")[0] == "单位名录里没有“小王”。请写单位名录里的名称。"
    assert dialogues.unknown_unit("水局", ["县水利局"])[0].endswith("是不是：县水利局？")
    assert dialogues.still_missing(["证明材料"]) == ["还缺1样，暂不能申请销号：", "☐ 证明材料"]


def test_what_may_be_meant_is_asked_first():
    entry = brought_to(State.UNDER_WAY).entry

    assert told(dialogues.meant(entry, Step.SUBMIT, "17号已完成")) == (
        "台账第 17 项 完成河道沿线垃圾整治：现为“整改中”\n“17号已完成”，要申请销号吗？"
    )


def test_what_will_be_recorded_is_shown_before():
    facts = Facts(unit=HOUSING, text="全部清运", met=("举一反三",), evidence=(PHOTO,))

    assert told(dialogues.preview(joint().entry, Step.SUBMIT, facts)).split("\n") == [
        "台账第 17 项 · 申请销号：请核对",
        "完成河道沿线垃圾整治",
        "单位：县住建局",
        "情况：全部清运",
        "具备条件：举一反三",
        "材料：照片1件",
    ]


# ---- proposals


def test_proposed_duties_are_counted_and_what_to_mind_is_said():
    orders = [order(), order(ROADS, deadline=None), order(parts=()), *[order()] * 4]
    blocks = [plain(block) for block in proposals.proposed(orders, date(2026, 7, 1))]

    assert blocks[:4] == [
        "待立项：7项，确认后进入台账。",
        "出自：《推进会讲话》7项",
        "责任单位：县住建局5项、县交通局1项",
        "请留意：1项没有具体的责任单位，须先指定；1项未定到日；6项期限已过。",
    ]
    assert blocks[-1] == "……还有2项，可逐项查看。"
    assert proposals.proposed([], TODAY) == ["没有待立项的事项。"]


def test_one_proposed_duty_is_shown_in_full():
    blocks = proposals.one(order(), 3, 7, TODAY)

    assert plain(blocks[0]) == "待立项 3/7 完成河道沿线垃圾整治：县住建局"
    assert "单位：责任：县住建局；配合：县水利局；验收：县生态环境局" in blocks
    assert blocks[-1] == "来源：《推进会讲话》 二、（一）"


def test_an_amendment_shows_old_and_new():
    entry = opened().entry
    new = replace(entry.order, leader="", deadline=Deadline("7月底前", date(2026, 7, 31)))
    blocks = proposals.amendment(entry, new, "修订稿")

    assert "包保领导：<s>陈县长</s> → （删去）" in blocks
    assert "期限：<s>2026年6月30日</s> → 2026年7月31日" in blocks
    assert "依据：修订稿" in blocks
    assert len([block for block in blocks if "<s>" in block]) == 2


def test_a_finding_names_the_proposed_unit():
    found = order(origin=Origin.FINDING, tier=Tier.TERRITORY, quote=None)

    assert plain(proposals.finding(found, TODAY, 2)[0]) == (
        "现场发现（属地巡查） 完成河道沿线垃圾整治：建议交县住建局"
    )
    assert "没有具体的责任单位" in proposals.finding(replace(found, parts=()), TODAY)[0]


# ---- people


def test_who_asks_to_join_and_what_was_decided():
    assert told(people.join_request("李工", HOUSING, Capacity.MEMBER, "@ligong")).startswith(
        "加入申请：李工（@ligong）\n申请身份：县住建局单位成员"
    )
    assert people.admitted(Post(Capacity.MEMBER, HOUSING))[0] == "<b>已加入</b>：县住建局单位成员。"
    assert people.refused("不是本单位人员") == ["加入申请没有批准。原因：不是本单位人员"]
    assert people.decided("李工", "管理员", True) == ["李工的加入申请已由管理员批准。"]


def test_what_a_group_is_bound_to():
    assert (
        people.bound(Scope(units=(HOUSING,), towns=("沙河镇",)))[0] == "<b>本群已绑定</b>：县住建局、沙河镇。"
    )
    assert people.bound(Scope(everything=True)) == ["<b>本群已绑定</b>：可以看全部台账事项。"]
    assert people.bound(Scope()) == [people.UNBOUND]


def test_posts_that_are_over_are_not_told():
    person = Person(1, "王科", (Post(Capacity.SUPERVISOR, OFFICE, until=date(2026, 1, 1)),))

    assert people.listed(person, TODAY) == ["<b>王科</b>（编号 <code>1</code>）", "今天没有任职。"]


def test_a_successor_inherits_dates_promises_obstacles_and_relapses():
    relapsed = brought_to(State.SIGNED_OFF).at(
        "06-20", Step.REOPEN, WANG, reason="又有垃圾", until=date(2026, 8, 1)
    )
    pack_ = told(
        people.handover(
            "李工", [granted().entry, relapsed.entry, brought_to(State.SUSPENDED).entry], (), date(2026, 7, 7)
        )
    ).split("\n")

    assert pack_[0] == "移交清单 · 李工：未办结2项，其中逾期1项"
    assert "17 县住建局：已延期1次，定为9月30日（还有85天）" in pack_
    assert "17 县住建局：报称完成40%" in pack_
    assert "17 用地未批，须县自然资源局协调解决" in pack_
    assert "17 完成河道沿线垃圾整治：1次" in pack_
    assert people.handover("李工", [], (), TODAY)[0].endswith("没有未办结的事项，无须移交。")


# ---- whatever is written, Telegram takes it


HOSTILE = "<b>&</b><script>\x00\u202e" * 3


@settings(max_examples=30, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(st.text(max_size=40))
def test_whatever_people_write_telegram_takes_it(words):
    text = f"词{words}{HOSTILE}"
    story = opened(
        matter=text,
        leader=text,
        town=text,
        place=text,
        measures=(text,),
        target=text,
        level=text,
        quote=Quote(text, text, text),
        children=(Child("甲" + text, plan=text),),
    )
    story.at("05-07", Step.ACKNOWLEDGE, LI).at("05-08", Step.REPORT, LI, text=text)
    story.at("05-09", Step.CORRECT, LI, text=text + "改", corrects=Correction(3, text))
    story.at("05-10", Step.BLOCK, LI, reason=text, to=text)
    story.at("05-11", Step.ASK_EXTENSION, LI, reason=text, until=date(2026, 9, 30))
    entry, new = story.entry, replace(story.entry.order, matter=text + "新")
    said = [
        *entries.card(entry, TODAY, RULES),
        *histories.history(entry),
        *steps.taken(entry, story.last, TODAY, RULES),
        *steps.conflict(entry, story.last, TODAY, RULES),
        *entries.listed(text, entries.rows([entry], TODAY), 1),
        *entries.mine(lists.waiting([entry], [LI, WANG, CHEN], TODAY, RULES), TODAY),
        *proposals.proposed([new], TODAY),
        *proposals.one(new, 1, 1, TODAY),
        *proposals.finding(new, TODAY),
        *proposals.amendment(entry, new, text),
        *people.handover(text, [entry], (), TODAY),
        *people.join_request(text, text, text, text),
        *dialogues.preview(entry, Step.BLOCK, story.last.facts),
        *dialogues.meant(entry, Step.SUBMIT, text),
        *dialogues.not_read(Step.REFUSE, "until", text),
        *dialogues.ask(entry, Step.SUBMIT, "objects", TODAY, RULES, Facts(unit=HOUSING)),
    ]

    for part in pack(said):
        assert "<script>" in parse_html(part)[0]


SENTENCES = [
    value
    for module in (entries, steps, histories, dialogues, proposals, people)
    for name, value in inspect.getmembers(module)
    if name.isupper() and isinstance(value, str)
]


@pytest.mark.parametrize("sentence", SENTENCES)
def test_sentences_have_chinese_punctuation(sentence):
    assert not set(sentence) & set(",;!?()")
    assert "  " not in sentence
