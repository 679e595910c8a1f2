"""Conversations: what leans on the answer before, corrections, several questions in one message."""

from __future__ import annotations

import pytest

from bot.asking.answers import Answer, Outcome
from bot.asking.conversation import Before, Shown, is_talk, replies
from bot.asking.dialogue import MOST_QUESTIONS, Sight, parted
from bot.asking.kinds import Kind
from bot.duty import Role
from tests.asking_county import TODAY, answerer

COUNTY = answerer()


def said(*messages):
    """Return the replies to the last of *messages*, each of which may lean on those before."""
    before, told = None, []
    for message in messages:
        told = replies(COUNTY, message, TODAY, before)
        for reply in told:
            if not is_talk(reply):
                before = Before(reply.answer, reply.start) if isinstance(reply, Shown) else Before(reply)
    return told


def last(*messages):
    """Return the one answer to the last message."""
    (answer,) = said(*messages)
    assert isinstance(answer, Answer)
    return answer


@pytest.mark.parametrize(
    ("messages", "units"),
    [
        pytest.param(["畜禽粪污谁负责", "那配合单位呢"], ["县生态环境分局"], id="another role"),
        pytest.param(["餐饮油烟谁负责", "松岭区呢"], ["区城管执法局"], id="another place"),
        pytest.param(["松岭区餐饮油烟谁管", "那散煤呢"], ["区发改局"], id="another matter, the place stays"),
        pytest.param(["县住建局负责什么", "那县农业农村局呢"], ["县农业农村局"], id="another unit's list"),
        pytest.param(["畜禽粪污谁负责", "不是粪污，是石材粉尘"], ["石桥镇"], id="not that but this"),
        pytest.param(["餐饮油烟谁管", "错了，应该是积水点"], ["县住建局"], id="a slip put right"),
        pytest.param(["餐饮油烟谁管", "我问的是档案卷宗"], ["县档案馆"], id="what was asked"),
        pytest.param(["餐饮油烟谁管", "改成散煤"], ["区发改局"], id="changed to"),
        pytest.param(
            ["畜禽粪污谁负责", "散煤谁负责"], ["区发改局"], id="a question of its own leans on nothing"
        ),
        pytest.param(
            ["县城污水管网谁修", "谢谢", "谁配合"], ["柳河水务公司"], id="thanks end no conversation"
        ),
    ],
)
def test_what_leans_on_the_answer_before(messages, units):
    assert list(last(*messages).units) == units


@pytest.mark.parametrize("asked", ["什么时候完成", "那什么时候要装好", "哪天前要弄完"])
def test_when_it_is_due_is_asked_of_the_duty_just_told(asked):
    answer = last("柳河县餐饮油烟谁管", asked)

    assert (answer.kind, answer.hits[0].duty.deadline.text) == (Kind.WHEN, "7月15日前")


def test_a_role_that_the_duty_gives_to_nobody_is_said():
    answer = last("病死畜禽处理谁负责", "那谁来验收")

    assert (answer.outcome, answer.role) == (Outcome.UNASSIGNED, Role.ACCEPTS)


def test_the_unit_before_is_meant_by_what_is_due():
    answer = last("县农业农村局负责什么", "本月到期的呢")

    assert (answer.kind, [hit.duty.matter for hit in answer.hits]) == (
        Kind.DUE,
        ["规模养殖场畜禽粪污资源化利用"],
    )


@pytest.mark.parametrize(
    ("asked", "sight"),
    [
        pytest.param("原文", Sight.ORIGINAL, id="one word"),
        pytest.param("原文怎么说的", Sight.ORIGINAL, id="how it is worded"),
        pytest.param("还有呢", Sight.MORE, id="more"),
        pytest.param("其他的呢？", Sight.MORE, id="the others"),
    ],
)
def test_more_of_the_answer_is_shown(asked, sight):
    (shown,) = said("县住建局负责什么", asked)

    assert isinstance(shown, Shown)
    assert shown.sight is sight


@pytest.mark.parametrize("asked", ["那什么时候", "原文", "谁负责"])
def test_after_nothing_there_is_nothing_to_lean_on(asked):
    assert last("地铁谁修", asked).outcome is Outcome.NOT_FOUND


def test_when_of_nothing_is_asked_back():
    assert last("什么时候完成").note == last("谁负责").note != ""


@pytest.mark.parametrize(
    ("message", "questions"),
    [
        pytest.param("餐饮油烟谁负责？污水管网什么时候修好？", 2, id="two sentences"),
        pytest.param("餐饮油烟谁负责？散煤呢？", 2, id="the second leans on the first"),
        pytest.param("餐饮油烟谁管，散煤谁管", 2, id="a comma between questions"),
        pytest.param("餐饮油烟谁管，什么时候装好", 1, id="two sides of one matter"),
        pytest.param("馆子油烟大，谁来管", 1, id="what it is about comes first"),
        pytest.param("油烟、粉尘谁管", 1, id="a list of matters"),
        pytest.param("餐饮油烟谁管？谢谢！", 1, id="thanks are no question"),
        pytest.param("？？？", 1, id="nothing"),
        pytest.param("散煤谁管？" * 9, MOST_QUESTIONS, id="more than are answered"),
    ],
)
def test_the_questions_of_one_message(message, questions):
    assert len(parted(message)) == questions


def test_each_question_of_a_message_is_answered():
    smoke, pipes = said("餐饮油烟谁管？县城污水管网谁修？")

    assert (smoke.units, pipes.units) == (("城管部门", "市场监管部门"), ("县住建局",))
