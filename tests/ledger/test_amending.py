"""What a changed document proposes for the entries that hang on it, and what it leaves alone."""

from __future__ import annotations

import shutil
from dataclasses import replace
from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from office import CHEN, LI, WANG, Story, submit
from reading import SAMPLE, again, by_number, key_of, sample
from test_proposing import HOUSING, PLAN, SHAHE, WATER, duty, later, only, papers, story

from bot.codec import from_json, to_json
from bot.duty import Deadline, Duty, Milestone, Part, Role
from bot.errors import WrongState
from bot.ledger.amending import Amendment, amendment, amendments
from bot.ledger.comparing import plain
from bot.ledger.entry import Entry, State
from bot.ledger.event import Step
from bot.ledger.opening import opened, proposals
from bot.ledger.order import Child, Order, assigned, edited
from bot.ledger.papers import Papers

JUNE, SEPTEMBER = date(2026, 6, 30), date(2026, 9, 30)
DATED = replace(PLAN, deadline=Deadline("6月底前", JUNE))
WORKER = replace(LI, unit=WATER)


def one(entry: Entry, now: Duty) -> Amendment | None:
    """Return what *now* proposes for *entry*, which was opened from the first duty of its papers."""
    return next(iter(amendments([entry], papers(now))), None)


def fields(found: Amendment | None) -> list[str]:
    return [difference.field for difference in found.differences] if found else []


def from_plan(now: Duty = DATED) -> Story:
    return story(only(now).order)


# ---- the sample knowledge, loaded again


@pytest.fixture(scope="module")
def entries() -> list[Entry]:
    ready = [proposal for proposal in proposals(sample(), {}) if proposal.ready]
    return [story(proposal.order, number).entry for number, proposal in enumerate(ready, 1)]


def test_an_unchanged_folder_amends_nothing(entries, tmp_path):
    folder = shutil.copytree(SAMPLE, tmp_path / "knowledge")

    assert amendments(entries, sample()) == []
    assert amendments(entries, again(sample(), folder)) == []
    stored = [from_json(Order, to_json(entry.order)) for entry in entries]
    assert [entry.order for entry in entries] == stored


def test_what_was_changed_in_the_files_is_exactly_what_is_proposed(entries, tmp_path):
    folder = shutil.copytree(SAMPLE, tmp_path / "knowledge")
    table, plan = folder / "documents/04_2026年水污染防治重点任务分解表.txt", folder / "documents"
    text = table.read_text("utf-8")
    text = text.replace("程立谦\t2026年9月30日", "程立谦\t2026年10月31日")
    text = text.replace(
        "区住建局\t区排水公司、泮桥街道、柳汀街道", "区水利局\t区排水公司、泮桥街道、柳汀街道"
    )
    text = text.replace("8\t梨坞水库库区养猪小区搬迁退养", "8\t梨坞水库库区养猪小区、搬迁 退养")
    table.write_text(text.replace("7\t开展新渡断面水质会商", "7\t删去"), "utf-8")
    minutes = next(plan.glob("05_*"))
    minutes.write_text(
        "\n\n" + minutes.read_text("utf-8").replace("四、关于湖水置换", "四、湖水置换"), "utf-8"
    )

    found = amendments(entries, again(sample(), folder))

    told = {f.entry.order.matter: [str(d) for d in f.differences] for f in found if not f.gone}
    assert told == {
        "整治竹涧溪污水直排口14处": [
            "完成时限由“2026年9月30日（2026年9月30日）”改为“2026年10月31日（2026年10月31日）”"
        ],
        "新建改造污水管网22公里": [
            "责任单位由“牵头：青溪区住房和城乡建设局；配合：青溪区排水有限公司、青溪区泮桥街道办事处、"
            "青溪区柳汀街道办事处”改为“牵头：青溪区水利局；配合：青溪区排水有限公司、"
            "青溪区泮桥街道办事处、青溪区柳汀街道办事处”"
        ],
    }
    assert [f.entry.order.matter for f in found if f.gone] == ["开展新渡断面水质会商"]
    for change in found:
        if change.order:
            after = Story(change.entry.number)
            after.entry = change.entry
            after.at("11-03", Step.AMEND, WANG, order=change.order, reason=change.reason)
            assert amendments([after.entry], again(sample(), folder)) == []


def test_a_duty_that_is_gone_is_left_to_a_person(entries):
    now = sample()
    key = key_of(now, "凤眼坑垃圾填埋场渗滤液积存", "11_")
    duties = {k: d for k, d in now.duties.items() if k != key}

    (found,) = amendments(entries, replace(now, duties=duties))

    assert found.gone
    assert (found.order, found.differences, found.reason) == (None, (), "文件中已经没有这一事项")
    assert len(found.cautions) == 3
    assert found.cautions[0].startswith("另有文件写到同一事项：《青溪区贯彻落实")
    assert found.entry == by_number(entries)[found.entry.number]


# ---- one entry, one change


@pytest.mark.parametrize(
    ("changes", "differ"),
    [
        pytest.param({"matter": "县城区黑臭水体（综合治理）"}, [], id="brackets"),
        pytest.param({"quote": "县城区 黑臭水体，综合治理。"}, [], id="spaces and stops"),
        pytest.param({"target": "消除\n黑臭；"}, [], id="a line end"),
        pytest.param({"source": replace(PLAN.source, place="第9段", at=(5, 9))}, [], id="another place"),
        pytest.param({"heading": "三、水"}, [], id="another heading"),
        pytest.param({"document_date": date(2026, 3, 2)}, [], id="the day of the paper"),
        pytest.param({"parts": PLAN.parts[::-1]}, [], id="another order of names"),
        pytest.param(
            {"parts": (Part("云岭县水利局", Role.LEAD), Part("住建部门", Role.SUPPORTING))},
            [],
            id="other names",
        ),
        pytest.param(
            {"deadline": Deadline("2026年6月30日前", JUNE, note="x")}, [], id="the same day worded anew"
        ),
        pytest.param({"deadline": Deadline("9月底前", SEPTEMBER)}, ["完成时限"], id="another day"),
        pytest.param({"deadline": None}, ["完成时限"], id="no day any more"),
        pytest.param(
            {"deadline": Deadline("6月底前", JUNE, milestones=(Milestone("排查", date(2026, 5, 1)),))},
            ["完成时限"],
            id="a step on the way",
        ),
        pytest.param({"deadline": Deadline("每月", recurring="monthly")}, ["完成时限"], id="a rhythm"),
        pytest.param({"parts": (Part("县水利局", Role.LEAD),)}, ["责任单位"], id="one unit less"),
        pytest.param(
            {"parts": (Part("县水利局", Role.MAIN), Part("县住建局", Role.SUPPORTING))},
            ["责任单位"],
            id="a role",
        ),
        pytest.param(
            {"parts": (*PLAN.parts, Part("陈县长", Role.LEADER))}, ["包保领导"], id="a leader is told as one"
        ),
        pytest.param({"matter": "县城区黑臭水体与管网治理"}, ["事项"], id="the matter"),
        pytest.param({"target": "消除黑臭，水质达到Ⅴ类"}, ["目标"], id="the target"),
        pytest.param({"quote": "县城区黑臭水体要综合治理"}, ["原文"], id="the passage"),
    ],
)
def test_a_change_is_exactly_the_difference_it_makes(changes, differ):
    found = one(from_plan().entry, replace(DATED, **changes))

    assert fields(found) == differ
    if found:
        assert found.order == replace(
            only(replace(DATED, **changes)).order, further=(), town=found.entry.order.town
        )


@pytest.mark.parametrize(
    ("one_text", "other", "same"),
    [
        ("达到0.3毫克", "达到03毫克", False),
        ("完成1.5万", "完成15万", False),
        ("3-5处", "35处", False),
        ("提高3%", "提高3", False),
        ("１２３ＡＢ", "123AB", True),
        ("一、完成整改。", "完成 整改", False),  # a numeral is a word
        ("完成\u3000整改。", "“完成”整改", True),
    ],
)
def test_what_is_only_a_mark(one_text, other, same):
    assert (plain(one_text) == plain(other)) == same


@settings(max_examples=150, derandomize=True, deadline=None, database=None)
@given(
    st.sampled_from(sorted(sample().duties)),
    st.lists(st.tuples(st.integers(0, 200), st.sampled_from(" \u3000\n，。；：“”《》（）、")), max_size=6),
)
def test_spaces_and_marks_put_anywhere_but_into_figures_change_nothing(key, marks):
    def strewn(text: str) -> str:
        for at, mark in marks:
            i = at % (len(text) + 1)
            if not (text[max(0, i - 1) : i].isdigit() or text[i : i + 1].isdigit()):
                text = text[:i] + mark + text[i:]
        return text

    now = sample()
    was = now.duties[key]
    order = assigned(now.order(key), "督办试点单位")
    entry = story(order).entry
    new = replace(was, matter=strewn(was.matter), quote=strewn(was.quote))

    assert amendments([entry], replace(now, duties={**now.duties, key: new})) == []


def test_the_difference_says_who_comes_in_and_who_drops_out():
    now = replace(DATED, parts=(Part("县住建局", Role.LEAD), Part("沙河镇", Role.TERRITORY)))

    (units,) = one(from_plan().entry, now).differences

    assert units.added == (Part(HOUSING, Role.LEAD), Part(SHAHE, Role.TERRITORY))
    assert units.dropped == (Part(WATER, Role.LEAD), Part(HOUSING, Role.SUPPORTING))
    assert str(units) == (f"责任单位由“牵头：{WATER}；配合：{HOUSING}”改为“牵头：{HOUSING}；属地：{SHAHE}”")


def test_a_change_stands_under_a_mark_of_its_own():
    entry, now = from_plan().entry, replace(DATED, deadline=Deadline("9月底前", SEPTEMBER))
    found = one(entry, now)

    assert found.mark == one(entry, replace(now, heading="又一个标题", quote=f"{now.quote} ")).mark
    assert found.mark != one(entry, replace(now, target="消除黑臭和返黑")).mark


# ---- what was done in the ledger meanwhile


def test_a_transfer_is_no_difference_and_stays():
    told = from_plan().at("05-07", Step.RETURN, WORKER, reason="不属本单位")
    told.at("05-08", Step.TRANSFER, WANG, to="县城管局")

    assert one(told.entry, DATED) is None
    found = one(told.entry, replace(DATED, parts=(Part("县住建局", Role.LEAD),)))
    assert "县城管局是转办后的承办单位，变更后仍由其承办" in found.cautions
    told.at("05-09", Step.AMEND, WANG, order=found.order, reason=found.reason)
    assert told.entry.units == ("县城管局", HOUSING)


def test_an_extension_is_no_difference_and_is_told_before_a_new_date_comes():
    told = from_plan().at("05-07", Step.ACKNOWLEDGE, WORKER)
    told.at("06-01", Step.ASK_EXTENSION, WORKER, reason="降雨", until=date(2026, 8, 31))
    told.at("06-02", Step.GRANT_EXTENSION, WANG)

    assert one(told.entry, DATED) is None
    found = one(told.entry, replace(DATED, deadline=Deadline("9月底前", SEPTEMBER)))
    assert found.cautions == (
        f"{WATER}的期限已改过：原定2026年6月30日；2026年6月2日批准延期，定为2026年8月31日；变更后以文件的新期限为准",
    )


def test_what_the_office_entered_at_opening_is_no_difference_and_stays():
    everybody = duty("整治河道垃圾", ("各有关单位", Role.RESPONSIBLE))
    order = edited(assigned(only(everybody).order, HOUSING), matter="整治沙河垃圾", town="沙河镇")
    entry = story(order).entry

    assert one(entry, everybody) is None
    found = one(entry, replace(everybody, deadline=Deadline("6月底前", JUNE)))
    assert fields(found) == ["完成时限"]
    assert (found.order.matter, found.order.bearers, found.order.town) == (
        "整治沙河垃圾",
        (HOUSING,),
        "沙河镇",
    )
    added = one(entry, replace(everybody, parts=(*everybody.parts, Part("县水利局", Role.RESPONSIBLE))))
    assert added.order.bearers == (HOUSING, WATER)
    named = one(entry, replace(everybody, matter="整治河道和沟渠垃圾", quote=everybody.quote))
    assert named.cautions == ("事项在立项时已由督查填写为别的内容，变更后以文件为准",)


def test_who_has_begun_and_is_dropped_is_told():
    told = from_plan().at("05-07", Step.ACKNOWLEDGE, WORKER)
    found = one(told.entry, replace(DATED, parts=(Part("县住建局", Role.LEAD),)))
    assert found.cautions == (f"{WATER}已在办理（整改中），变更后不再承办",)


def test_a_document_that_now_names_nobody_cannot_be_amended_to():
    found = one(from_plan().entry, replace(DATED, parts=(Part("各部门", Role.RESPONSIBLE, generic=True),)))
    assert found.lacks == "文件只写“各部门”，没有具体的责任单位，请指定"


def test_a_child_of_a_unit_that_drops_out_is_everybodys():
    order = replace(only(DATED).order, children=(Child("1号排口", unit=WATER), Child("2号排口")))
    found = one(story(order).entry, replace(DATED, parts=(Part("县住建局", Role.LEAD),)))
    assert [child.unit for child in found.order.children] == ["", ""]


def test_what_is_being_closed_is_told_as_such_and_what_is_closed_is_left_alone():
    told = submit(from_plan().at("05-07", Step.ACKNOWLEDGE, WORKER), "05-20", WORKER)
    now = replace(DATED, deadline=Deadline("9月底前", SEPTEMBER))
    told.at("05-21", Step.ACCEPT, WANG)

    found = one(told.entry, now)
    assert found.cautions == ("本项现为“已验收”，不能办变更",)
    with pytest.raises(WrongState):
        told.at("05-22", Step.AMEND, WANG, order=found.order, reason=found.reason)
    told.at("05-22", Step.PUBLISH, WANG).at("06-09", Step.SIGN_OFF, CHEN)
    assert told.state is State.SIGNED_OFF
    assert one(told.entry, now) is None


def test_findings_and_entries_by_hand_hang_on_no_document():
    entry = story(Order("夜间烧烤油烟", (Part(HOUSING, Role.RESPONSIBLE),))).entry
    assert amendments([entry], papers()) == []


def test_another_documents_duty_about_the_matter_can_rule_from_now_on():
    told = from_plan()
    both = papers(
        DATED, later("城区黑臭水体治理", ("县住建局", Role.LEAD), deadline=Deadline("9月底前", SEPTEMBER))
    )
    (proposal,) = proposals(both, opened([told.entry]))

    found = amendment(told.entry, proposal.order)
    told.at("05-07", Step.AMEND, WANG, order=found.order, reason=found.reason)

    assert fields(found) == ["事项", "责任单位", "完成时限", "目标", "原文"]
    assert (told.entry.order.key, [q.key for q in told.entry.order.further]) == ("k1", ["k0"])
    assert proposals(both, opened([told.entry])) == []
    assert amendments([told.entry], both) == []


def test_a_new_name_in_the_directory_is_no_change_of_the_document():
    told = from_plan()
    unit = replace(papers(DATED).directory.units[1], name="云岭县水务局", former=("云岭县水利局",))
    renamed = papers(DATED).directory
    others = tuple(u for u in renamed.units if u.name != WATER)
    directory = type(renamed).of((unit, *others), renamed.place, renamed.places)

    assert amendments([told.entry], Papers({"k0": DATED}, papers(DATED).documents, directory)) == []
