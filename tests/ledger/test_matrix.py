"""Who may do what where: every role on every step, in every kind of chat, written out here once more.

A step is taken where its entry is seen and its taker is entitled; the two tables say so cell by cell.
"""

from __future__ import annotations

from datetime import datetime, time

import pytest
from office import ECOLOGY, HOUSING, LI, OFFICE, RULES, ZONE, Story
from test_table import WORDS, ready, soon, worked

from bot.config import NOBODY
from bot.errors import Incomplete, NotEntitled
from bot.ledger.entry import State
from bot.ledger.event import Facts, Step
from bot.ledger.people import EVERYTHING, Capacity, Person, Post, Scope
from bot.ledger.rights import acting
from bot.ledger.sight import may_see
from bot.ledger.steps import possible, take
from bot.ledger.table import TABLE

_C = Capacity
ELSEWHERE = Scope(units=("县林业局",), towns=("山口镇",))


def person(number: int, *posts: Post, name: str = "某人") -> Person:
    return Person(number, name, posts)


#: The entry is 住建局's in 沙河镇, under 陈县长; 水利局 helps, 生态环境局 accepts, 李工 worked on it.
PEOPLE = {
    "查阅": person(40, Post(_C.READER, OFFICE, Scope(units=(HOUSING,)))),
    "查阅外": person(41, Post(_C.READER, OFFICE, ELSEWHERE)),
    "成员": person(42, Post(_C.MEMBER, HOUSING)),
    "成员助": person(43, Post(_C.MEMBER, "县水利局")),
    "成员验": person(44, Post(_C.MEMBER, ECOLOGY)),
    "成员外": person(45, Post(_C.MEMBER, "县林业局")),
    "督查": person(46, Post(_C.SUPERVISOR, OFFICE)),
    "督查兼": person(47, Post(_C.SUPERVISOR, OFFICE), Post(_C.MEMBER, HOUSING)),
    "督查手": person(LI.id, Post(_C.SUPERVISOR, OFFICE), name=LI.name),
    "领导": person(48, Post(_C.LEADER, "县政府"), name="陈县长"),
    "领导内": person(49, Post(_C.LEADER, HOUSING), name="陈县长"),
    "领导外": person(50, Post(_C.LEADER, "县政府", ELSEWHERE), name="钱县长"),
    "管理": person(51, Post(_C.ADMINISTRATOR, OFFICE)),
    "审计": person(52, Post(_C.AUDITOR, OFFICE)),
    "无职": person(53),
    "匿名": person(next(iter(NOBODY)), Post(_C.SUPERVISOR), Post(_C.ADMINISTRATOR), Post(_C.MEMBER, HOUSING)),
    "群": person(-300, Post(_C.SUPERVISOR), Post(_C.ADMINISTRATOR), Post(_C.MEMBER, HOUSING)),
}

#: What a chat is bound to; private chats to nothing, so that only the person counts.
CHATS = {
    "私聊": None,
    "本局群": Scope(units=(HOUSING,)),
    "本镇群": Scope(towns=("沙河镇",)),
    "全部群": EVERYTHING,
    "他局群": ELSEWHERE,
    "未绑群": Scope(),
}
SEEN = """
        私聊 本局群 本镇群 全部群 他局群 未绑群
查阅    ✓    ✓      ✓      ✓      ·      ·
查阅外  ·    ·      ·      ·      ·      ·
成员    ✓    ✓      ✓      ✓      ·      ·
成员助  ✓    ✓      ✓      ✓      ·      ·
成员验  ✓    ✓      ✓      ✓      ·      ·
成员外  ·    ·      ·      ·      ·      ·
督查    ✓    ✓      ✓      ✓      ·      ·
督查兼  ✓    ✓      ✓      ✓      ·      ·
督查手  ✓    ✓      ✓      ✓      ·      ·
领导    ✓    ✓      ✓      ✓      ·      ·
领导内  ✓    ✓      ✓      ✓      ·      ·
领导外  ·    ·      ·      ·      ·      ·
管理    ✓    ✓      ✓      ✓      ·      ·
审计    ✓    ✓      ✓      ✓      ·      ·
无职    ·    ·      ·      ·      ·      ·
匿名    ·    ·      ·      ·      ·      ·
群      ·    ·      ·      ·      ·      ·
"""
#: 更正 is of the first step, 立项, which was the office's.
ENTITLED = """
           查阅 查阅外 成员 成员助 成员验 成员外 督查 督查兼 督查手 领导 领导内 领导外 管理 审计 无职 匿名 群
立项       ·    ·      ·    ·      ·      ·      ✓    ✓      ✓      ·    ·      ·      ✓    ·    ·    ·    ·
签收       ·    ·      ✓    ·      ·      ·      ·    ✓      ·      ·    ·      ·      ·    ·    ·    ·    ·
退回       ·    ·      ✓    ·      ·      ·      ·    ✓      ·      ·    ·      ·      ·    ·    ·    ·    ·
转办       ·    ·      ·    ·      ·      ·      ✓    ·      ·      ✓    ·      ✓      ·    ·    ·    ·    ·
报进展     ·    ·      ✓    ·      ·      ·      ·    ✓      ·      ·    ·      ·      ·    ·    ·    ·    ·
报受阻     ·    ·      ✓    ·      ·      ·      ·    ✓      ·      ·    ·      ·      ·    ·    ·    ·    ·
解除受阻   ·    ·      ✓    ·      ·      ·      ✓    ✓      ✓      ✓    ✓      ✓      ·    ·    ·    ·    ·
申请延期   ·    ·      ✓    ·      ·      ·      ·    ✓      ·      ·    ·      ·      ·    ·    ·    ·    ·
批准延期   ·    ·      ·    ·      ·      ·      ✓    ·      ·      ✓    ·      ✓      ·    ·    ·    ·    ·
不批延期   ·    ·      ·    ·      ·      ·      ✓    ·      ·      ✓    ·      ✓      ·    ·    ·    ·    ·
申请销号   ·    ·      ✓    ·      ·      ·      ·    ✓      ·      ·    ·      ·      ·    ·    ·    ·    ·
验收       ·    ·      ·    ·      ✓      ·      ✓    ·      ·      ✓    ·      ✓      ·    ·    ·    ·    ·
不予销号   ·    ·      ·    ·      ✓      ·      ✓    ·      ·      ✓    ·      ✓      ·    ·    ·    ·    ·
公示       ·    ·      ·    ·      ·      ·      ✓    ·      ·      ✓    ·      ✓      ·    ·    ·    ·    ·
销号       ·    ·      ·    ·      ·      ·      ✓    ·      ·      ✓    ·      ✓      ·    ·    ·    ·    ·
挂账       ·    ·      ·    ·      ·      ·      ✓    ·      ·      ✓    ·      ✓      ·    ·    ·    ·    ·
中止       ·    ·      ·    ·      ·      ·      ✓    ·      ·      ✓    ·      ✓      ·    ·    ·    ·    ·
恢复       ·    ·      ·    ·      ·      ·      ✓    ·      ·      ✓    ·      ✓      ·    ·    ·    ·    ·
回头看通过 ·    ·      ·    ·      ✓      ·      ✓    ·      ·      ✓    ·      ✓      ·    ·    ·    ·    ·
认定反弹   ·    ·      ·    ·      ✓      ·      ✓    ·      ·      ✓    ·      ✓      ·    ·    ·    ·    ·
更正       ·    ·      ·    ·      ·      ·      ✓    ·      ·      ·    ·      ·      ✓    ·    ·    ·    ·
变更       ·    ·      ·    ·      ·      ·      ✓    ·      ·      ·    ·      ·      ✓    ·    ·    ·    ·
"""


def cells(table: str) -> dict[tuple[str, str], bool]:
    head, *rows = table.strip("\n").split("\n")
    return {
        (row.split()[0], column): cell == "✓"
        for row in rows
        for column, cell in zip(head.split(), row.split()[1:], strict=True)
    }


SEES, MAY = cells(SEEN), cells(ENTITLED)


def test_nothing_is_left_out():
    assert set(SEES) == {(who, chat) for who in PEOPLE for chat in CHATS}
    assert set(MAY) == {(step, who) for step in Step for who in PEOPLE}


@pytest.mark.parametrize(("step", "who"), MAY, ids="-".join)
def test_who_may_do_what_where(step, who):
    for state in TABLE[Step(step)].before:
        story = _at(state, Step(step), who)
        day = soon(story)
        taken = _takes(story, Step(step), PEOPLE[who])
        assert taken == MAY[step, who], state
        if step not in (Step.CORRECT, Step.OPEN) and _person(who):
            offered = {s for a in PEOPLE[who].actors(day) for _, s in possible(story.entry, a, day, RULES)}
            assert (step in offered) == taken, state
        for chat, scope in CHATS.items():
            if state is not State.NEW:  # what is not opened yet is no entry
                assert may_see(PEOPLE[who], story.entry, scope, day) == SEES[who, chat], (state, chat)


def _person(who: str) -> bool:
    """Tell whether a numeric id of its own acts; the others are refused before anything is offered."""
    return who not in ("匿名", "群")


def _at(state: State, step: Step, who: str) -> Story:
    hands = who == "督查手" and state in (State.ISSUED, State.RETURNED)
    return worked(state) if hands else ready(state, step)


def _takes(story: Story, step: Step, who: Person) -> bool:
    day = soon(story)
    actor = acting(who, story.entry, step, day)
    if actor is None:
        return False  # nobody without a post gets as far as a step
    now = datetime.combine(day, time(9), ZONE)
    try:
        take(story.entry, step, actor, now, RULES, Facts(**WORDS.get(step, {})))
    except NotEntitled:
        return False
    except Incomplete as refusal:  # whose words are put right is looked at with the step that said them
        assert "只能由可以办这一步的人更正" in str(refusal)
        return False
    return True
