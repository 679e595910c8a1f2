"""Every cell of the table, and every role on every step: written out here once more, to be compared."""

from __future__ import annotations

import importlib.util
from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path

import pytest
from office import (
    ECOLOGY,
    HOUSING,
    LI,
    OFFICE,
    PHOTO,
    ROADS,
    RULES,
    WANG,
    Story,
    brought_to,
    order,
    submit,
)

from bot.errors import NotEntitled, WrongState
from bot.ledger.entry import State
from bot.ledger.event import Correction, Facts, Step
from bot.ledger.folding import fold
from bot.ledger.people import Actor, Capacity
from bot.ledger.steps import possible
from bot.ledger.table import NEXT, TABLE, WHO, Reach

ROOT = Path(__file__).parents[2]

#: What becomes of it; · stands for a refusal, = for “stays”.
CELLS = """
           未立项 已退回 待签收 受阻   整改中 挂账   待验收 已验收 公示中 已销号 已中止
立项       待签收 ·      ·      ·      ·      ·      ·      ·      ·      ·      ·
签收       ·      ·      整改中 ·      ·      ·      ·      ·      ·      ·      ·
退回       ·      ·      已退回 ·      ·      ·      ·      ·      ·      ·      ·
转办       ·      待签收 =      待签收 待签收 ·      ·      ·      ·      ·      ·
报进展     ·      ·      ·      =      =      =      ·      ·      ·      ·      ·
报受阻     ·      ·      ·      ·      受阻   ·      ·      ·      ·      ·      ·
解除受阻   ·      ·      ·      整改中 ·      ·      ·      ·      ·      ·      ·
申请延期   ·      ·      ·      =      =      ·      ·      ·      ·      ·      ·
批准延期   ·      ·      ·      =      =      ·      ·      ·      ·      ·      ·
不批延期   ·      ·      ·      =      =      ·      ·      ·      ·      ·      ·
申请销号   ·      ·      ·      ·      待验收 ·      ·      ·      ·      ·      ·
验收       ·      ·      ·      ·      ·      ·      已验收 ·      ·      ·      ·
不予销号   ·      ·      ·      ·      ·      ·      整改中 整改中 整改中 ·      ·
公示       ·      ·      ·      ·      ·      ·      ·      公示中 ·      ·      ·
销号       ·      ·      ·      ·      ·      ·      ·      ·      已销号 ·      ·
挂账       ·      ·      ·      挂账   挂账   ·      ·      ·      ·      ·      ·
中止       ·      已中止 已中止 已中止 已中止 已中止 已中止 已中止 ·      ·      ·
恢复       ·      ·      ·      ·      ·      整改中 ·      ·      ·      ·      整改中
回头看通过 ·      ·      ·      ·      ·      ·      ·      ·      ·      =      ·
认定反弹   ·      ·      ·      ·      ·      ·      ·      ·      ·      整改中 ·
更正       ·      =      =      =      =      =      =      =      =      =      =
变更       ·      =      =      =      =      =      =      ·      ·      ·      ·
"""
_HEAD, *_ROWS = CELLS.strip("\n").split("\n")
EXPECTED = {
    (State(state), Step(row.split()[0])): cell
    for row in _ROWS
    for state, cell in zip(_HEAD.split(), row.split()[1:], strict=True)
}

LATER = date(2026, 12, 31)
WORDS = {
    Step.OPEN: {"order": order()},
    Step.RETURN: {"reason": "不属本单位"},
    Step.TRANSFER: {"to": ROADS},
    Step.REPORT: {"text": "已进场", "share": 60},
    Step.BLOCK: {"reason": "用地未批", "to": "自然资源局"},
    Step.UNBLOCK: {"text": "已批"},
    Step.ASK_EXTENSION: {"reason": "雨季", "until": LATER},
    Step.REFUSE_EXTENSION: {"reason": "理由不足"},
    Step.SUBMIT: {"text": "已完成", "met": RULES.conditions, "evidence": (PHOTO,)},
    Step.REFUSE: {"reason": "仍有垃圾", "until": LATER},
    Step.PARK: {"reason": "汛期", "until": LATER},
    Step.SUSPEND: {"reason": "企业关停"},
    Step.RESUME: {"until": LATER},
    Step.CONFIRM: {"text": "现场良好"},
    Step.REOPEN: {"reason": "垃圾复现", "until": LATER},
    Step.CORRECT: {"corrects": Correction(1, "错字"), "order": order(matter="完成河道垃圾整治")},
    Step.AMEND: {"reason": "文件更正", "order": order(level="市级")},
}


def who(step: Step) -> Actor:
    """Return somebody who may take *step*."""
    return LI if WHO[step].get(Capacity.MEMBER) is Reach.OWN else WANG


def ready(state: State, step: Step) -> Story:
    story = brought_to(state)
    if step in (Step.GRANT_EXTENSION, Step.REFUSE_EXTENSION) and (state, step) in NEXT:
        story.at("05-11", Step.ASK_EXTENSION, LI, reason="雨季", until=LATER)
    return story


def soon(story: Story) -> date:
    """Return a day on which nothing is too late or too early: what is signed off waits for its look-back."""
    if story.state is State.SIGNED_OFF:
        return story.entry.look_backs[0]
    if story.state is State.ON_NOTICE:
        assert story.entry.notice is not None
        return story.entry.notice.last + timedelta(days=1)
    return story.last.day if story.entry.history else date(2026, 5, 6)


@pytest.mark.parametrize(("state", "step"), EXPECTED, ids=str)
def test_every_cell(state, step):
    story = ready(state, step)
    before = story.entry

    if EXPECTED[state, step] == "·":
        with pytest.raises(WrongState) as refusal:
            story.at(soon(story), step, who(step), **WORDS.get(step, {}))
        sentence = str(refusal.value)
        assert sentence.startswith("台账第 17 项") and f"不能办“{step}”：" in sentence
        assert str(state) in sentence or "还没有立项" in sentence
        assert sentence.endswith("。") and ("现在" in sentence or "可以再办" in sentence)
        assert story.entry == before
        return
    story.at(soon(story), step, who(step), **WORDS.get(step, {}))
    after = state if EXPECTED[state, step] == "=" else State(EXPECTED[state, step])
    assert story.state == after
    assert fold(story.entry.history) == story.entry


def test_the_table_is_the_one_written_here():
    said = {cell for cell, word in EXPECTED.items() if word != "·"}
    assert set(NEXT) == said
    assert set(TABLE) == set(Step)


#: ✓ may, · may not; 外 another unit's, 内 the unit's own, 验 named for acceptance, 手 had a hand in the work.
RIGHTS = """
           查阅 成员内 成员外 成员验 督查外 督查内 督查手 领导外 领导内 管理员 审计
立项       ·    ·      ·      ·      ✓      ✓      ✓      ·      ·      ✓      ·
签收       ·    ✓      ·      ·      ·      ·      ·      ·      ·      ·      ·
退回       ·    ✓      ·      ·      ·      ·      ·      ·      ·      ·      ·
转办       ·    ·      ·      ·      ✓      ·      ·      ✓      ·      ·      ·
报进展     ·    ✓      ·      ·      ·      ·      ·      ·      ·      ·      ·
报受阻     ·    ✓      ·      ·      ·      ·      ·      ·      ·      ·      ·
解除受阻   ·    ✓      ·      ·      ✓      ✓      ✓      ✓      ✓      ·      ·
申请延期   ·    ✓      ·      ·      ·      ·      ·      ·      ·      ·      ·
批准延期   ·    ·      ·      ·      ✓      ·      ·      ✓      ·      ·      ·
不批延期   ·    ·      ·      ·      ✓      ·      ·      ✓      ·      ·      ·
申请销号   ·    ✓      ·      ·      ·      ·      ·      ·      ·      ·      ·
验收       ·    ·      ·      ✓      ✓      ·      ·      ✓      ·      ·      ·
不予销号   ·    ·      ·      ✓      ✓      ·      ·      ✓      ·      ·      ·
公示       ·    ·      ·      ·      ✓      ·      ·      ✓      ·      ·      ·
销号       ·    ·      ·      ·      ✓      ·      ·      ✓      ·      ·      ·
挂账       ·    ·      ·      ·      ✓      ·      ·      ✓      ·      ·      ·
中止       ·    ·      ·      ·      ✓      ·      ·      ✓      ·      ·      ·
恢复       ·    ·      ·      ·      ✓      ·      ·      ✓      ·      ·      ·
回头看通过 ·    ·      ·      ✓      ✓      ·      ·      ✓      ·      ·      ·
认定反弹   ·    ·      ·      ✓      ✓      ·      ·      ✓      ·      ·      ·
变更       ·    ·      ·      ·      ✓      ·      ·      ·      ·      ✓      ·
"""
_COLUMNS, *_LINES = RIGHTS.strip("\n").split("\n")
_C = Capacity
PEOPLE = {
    "查阅": Actor(40, "周", _C.READER, OFFICE),
    "成员内": Actor(41, "吴", _C.MEMBER, HOUSING),
    "成员外": Actor(42, "郑", _C.MEMBER, ROADS),
    "成员验": Actor(43, "冯", _C.MEMBER, ECOLOGY),
    "督查外": Actor(44, "陈", _C.SUPERVISOR, OFFICE),
    "督查内": Actor(45, "褚", _C.SUPERVISOR, OFFICE, also=(HOUSING,)),
    "督查手": replace(LI, capacity=_C.SUPERVISOR, unit=OFFICE),
    "领导外": Actor(46, "卫", _C.LEADER, "县政府"),
    "领导内": Actor(47, "蒋", _C.LEADER, HOUSING),
    "管理员": Actor(48, "沈", _C.ADMINISTRATOR, OFFICE),
    "审计": Actor(49, "韩", _C.AUDITOR, OFFICE),
}
MATRIX = [
    pytest.param(Step(row.split()[0]), person, cell == "✓", id=f"{row.split()[0]}-{person}-{cell}")
    for row in _LINES
    for person, cell in zip(_COLUMNS.split(), row.split()[1:], strict=True)
]


@pytest.mark.parametrize(("step", "person", "may"), MATRIX)
def test_who_may_take_which_step(step, person, may):
    """From every state it leaves from, the step and the list of what is possible give the same answer."""
    for state in TABLE[step].before:
        story = ready(state, step)
        if state in (State.ISSUED, State.RETURNED) and person == "督查手":
            story = worked(state)
        actor, day = PEOPLE[person], soon(story)
        offered = {s for _, s in possible(story.entry, actor, day, RULES)}
        if may:
            story.at(day, step, actor, **WORDS.get(step, {}))
        else:
            with pytest.raises(NotEntitled) as refusal:
                story.at(day, step, actor, **WORDS.get(step, {}))
            assert f"不能办“{step}”" in str(refusal.value)
        assert (step in offered) == may, state


def worked(state: State) -> Story:
    """The same state, after Li has worked on it for a unit that had it before."""
    story = brought_to(State.UNDER_WAY).at("05-07", Step.REPORT, LI, text="已进场")
    story.at("05-07", Step.TRANSFER, WANG, to=ROADS)
    if state is State.RETURNED:
        story.at("05-07", Step.RETURN, PEOPLE["成员外"], reason="不属本单位")
    return story


def test_the_page_shows_the_table():
    spec = importlib.util.spec_from_file_location("tool", ROOT / "tools" / "make_ledger_table.py")
    assert spec and spec.loader
    tool = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(tool)
    text = (ROOT / "docs" / "ledger.md").read_text("utf-8")

    assert tool.page(text) == text, "run: make tables"
    assert tool.steps() in text and tool.states() in text


@pytest.mark.parametrize("step", [s for s in Step if s is not Step.CORRECT and TABLE[s].needs], ids=str)
def test_what_a_step_needs_is_named(step):
    story = ready(TABLE[step].before[0], step)

    with pytest.raises(Exception, match="还没有写明" + "、".join(TABLE[step].needs.values())):
        story.at(soon(story), step, who(step))


def test_the_fields_a_step_needs_exist():
    names = set(Facts.__dataclass_fields__)
    assert {field for line in TABLE.values() for field in line.needs} <= names


def test_submitting_again_after_a_refusal_needs_evidence_of_the_new_round():
    story = submit(brought_to(State.UNDER_WAY), "05-20")
    story.at("05-21", Step.REFUSE, WANG, reason="仍有垃圾", until=LATER)

    with pytest.raises(Exception, match="还缺证明材料"):
        submit(story, "05-25", evidence=())
    assert submit(story, "05-25").state == State.SUBMITTED
