"""Who belongs to the office: asking to join, being admitted or not, groups that are bound, handing over."""

from __future__ import annotations

import pytest

from bot.ledger.event import Step
from bot.ledger.people import Capacity
from tests.journeys.staff import HOUSING, admit, on, opened, steps

NEWCOMER = "<b>张&"


async def test_who_asks_to_join_is_admitted_by_an_administrator(office):
    chat = office
    await opened(chat)
    await chat.says(NEWCOMER, "1号签收")
    assert chat.heard() == ["您还没有加入，请私聊机器人发送 /join 和单位名称，例如：/join 住建局"]
    await chat.says(NEWCOMER, "/join 住建局")
    assert chat.heard(NEWCOMER) == ["已提交申请，管理员同意后会通知您。"]
    asked = chat.last("管理员")["text"]
    assert asked.startswith(f"加入申请：{NEWCOMER}（编号 24）\n申请身份：住建局单位成员")

    await chat.presses("管理员", "批准")
    assert chat.heard(NEWCOMER)[0].startswith("已加入：住建局单位成员。")
    await chat.presses("管理员", "批准")
    assert chat.toasts()[-1] == "这份申请已经办过了。"
    chat.heard()
    await chat.says(NEWCOMER, "1号签收")
    assert chat.first_line() == f"台账第 1 项：{NEWCOMER}签收，现为“整改中”。"


async def test_who_is_declined_stays_outside(office):
    chat = office
    await opened(chat)
    await chat.says(NEWCOMER, "/join 督查室 督查")
    chat.heard()
    await chat.presses("管理员", "不批准")
    assert chat.heard(NEWCOMER) == ["加入申请没有批准。请与管理员联系。"]
    await chat.says(NEWCOMER, "/entry 1")
    assert chat.heard()[0].startswith("您还没有加入")
    await chat.says("管理员", "/people")
    assert chat.first_line() == "没有待批的加入申请。"


async def test_what_waits_is_listed_for_administrators_alone(office):
    chat = office
    await chat.says(NEWCOMER, "/join 住建局")
    chat.heard()
    await chat.says("管理员", "/people")
    assert chat.heard()[0].startswith("加入申请：")
    for who, group in (("王科", None), (NEWCOMER, None), ("管理员", "整改群")):
        await chat.says(who, "/people", group)
        (text,) = chat.heard()
        assert text.startswith(("只有管理员可以办", "您还没有加入"))


@pytest.mark.parametrize(
    ("said", "group", "expected"),
    [
        ("/join", None, "请在命令后写上单位和姓名，例如：/join 住建局 李明"),
        ("/join 天上局局", None, "单位名录里没有“天上局局”"),
        ("/join 住建局", "整改群", "申请加入请私聊机器人发送。"),
    ],
)
async def test_what_is_wrong_with_a_request(office, said, group, expected):
    await office.says(NEWCOMER, said, group)

    (text,) = office.heard()
    assert text.startswith(expected)
    assert await office.store.people.everybody_asking() == []


async def test_a_group_shows_what_it_is_bound_to(office):
    chat = office
    await opened(chat)
    unseen = "台账里没有第 1 项，或者它不在这里可以查看的范围内。"
    await chat.says("王科", "/entry 1", "整改群")
    assert chat.heard() == [unseen]
    await chat.says("李工", "/bind 住建局", "整改群")
    assert chat.heard() == ["只有管理员可以绑定本群的范围。"]
    await chat.says("管理员", "/bind 住建局", "整改群")
    assert chat.first_line() == "本群已绑定：住建局。"
    await chat.says("王科", "/entry 1", "整改群")
    assert chat.first_line().startswith("台账第 1 项 完成河道沿线垃圾整治：待签收")
    await chat.says("管理员", "/bind 交通局", "整改群")
    chat.heard()
    await chat.presses("王科", "办理经过", "整改群")
    assert (chat.toasts()[-1], chat.heard()) == (unseen, [])


async def test_a_successor_inherits_what_is_open(office):
    chat = office
    await opened(chat)
    await chat.says("李工", "1号签收")
    await chat.says("李工", "1号要延期到10月20日，因为汛期无法施工")
    chat.heard()
    await chat.says("李工", "/handover")
    pack = chat.heard()[0]
    assert pack.startswith("移交清单 · 李工：未办结1项，其中逾期0项")
    assert "申请延到10月20日，还没有批复" in pack
    await chat.says("王科", "/handover 21 24 张工")
    assert chat.heard() == ["只有管理员可以办，请私聊机器人办理。"]
    await chat.says("管理员", "/handover 21 24 张工")
    assert chat.first_line() == "移交清单 · 李工：未办结1项，其中逾期0项"

    on(chat, "2026-04-02")
    await chat.says("李工", "1号报进展：已清运")
    assert chat.heard()[0].startswith("您还没有加入")
    await chat.says(NEWCOMER, "/report 1 已清运")
    assert chat.first_line() == "台账第 1 项：张工报进展，现为“整改中”。"
    assert await steps(chat) == [Step.ACKNOWLEDGE, Step.ASK_EXTENSION, Step.REPORT]


@pytest.mark.parametrize(
    ("said", "group", "expected"),
    [
        ("/handover 甲 乙", None, "请写“/handover 离岗人编号 接任人编号 接任人姓名”"),
        ("/handover 9 24 张工", None, "没有编号为 9 的人员。"),
        ("/handover 21 24", None, "请写“/handover 离岗人编号 接任人编号 接任人姓名”"),
        ("/handover", "整改群", "移交清单不在群里公布，请私聊机器人发送 /handover。"),
    ],
)
async def test_what_is_wrong_with_a_handover(office, said, group, expected):
    await office.says("管理员", said, group)

    (text,) = office.heard()
    assert text.startswith(expected)
    assert (await office.store.people.find(21)).held(office.now.date())


async def test_what_a_person_may_judge_is_looked_at_at_the_press(office):
    """A supervisor who has meanwhile been admitted to the unit no longer judges its work."""
    chat = office
    await opened(chat)
    await chat.says("王科", "/entry 1")
    await admit(chat, "王科", Capacity.MEMBER, HOUSING)
    await chat.presses("王科", "转办")
    assert "承办单位和经办过的人不能办自己的这一步" in chat.toasts()[-1]
