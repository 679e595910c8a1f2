"""How entries come about: from duties of documents, from findings on the spot, by hand; and amendments."""

from __future__ import annotations

import pytest

from bot.ledger.event import Step
from bot.ledger.people import Capacity
from tests.journeys.staff import HOUSING, admit, picture, steps

FUMES = "一、由县市场监管局牵头开展餐饮油烟整治，县城管局、县生态环境分局配合，6月底前完成"
AMENDED = FUMES.replace("6月底前", "7月底前")
ON_THE_SPOT = "/finding 沙河镇三组河边堆放垃圾约2吨 属地巡查"


async def numbers(chat) -> list[int]:
    found = []
    while await chat.store.ledger.entry(len(found) + 1):
        found.append(len(found) + 1)
    return found


# ---- duties of the documents


async def test_only_the_office_opens(office):
    for who, expected in (("李工", "只有督查和管理员可以立项、变更。"), ("<b>张&", "您还没有加入")):
        await office.says(who, "/open 清理河道垃圾 住建局 9月30日")
        assert office.first_line().startswith(expected)
    await office.says("王科", "/open", "整改群")
    assert office.heard() == ["立项请私聊机器人办理。"]
    assert await numbers(office) == []


async def test_one_by_one(office):
    chat = office
    await chat.says("王科", "/open")
    assert chat.first_line() == "待立项：9项，确认后进入台账。"
    await chat.presses("王科", "逐项")
    assert chat.first_line() == "待立项 1/9 开展餐饮油烟整治：县市场监管局"
    await chat.presses("王科", "立项")
    assert [line for line in chat.heard()[0].split("\n") if "立项" in line] == [
        "已立项，编号1。",
        "待立项 2/9 加强建筑工地扬尘管控：住建部门、城管部门、交通部门",
    ]
    await chat.presses("王科", "不立项")
    assert chat.heard()[0].startswith("已略过，不立项。\n待立项 3/9")
    await chat.presses("王科", "以后再说")
    assert chat.first_line().startswith("待立项 4/9")

    assert (await chat.store.ledger.entry(1)).order.matter == "开展餐饮油烟整治"
    await chat.says("王科", "/open")
    assert (
        chat.first_line() == "待立项：7项，确认后进入台账。"
    )  # neither what is opened nor what was declined


async def test_all_in_one_press_and_never_twice(office):
    chat = office
    await admit(chat, "<b>张&", Capacity.SUPERVISOR, "督查室")
    for who in ("王科", "<b>张&"):
        await chat.says(who, "/open")
        assert chat.labels(who) == ["全部立项（6项）", "逐项确认"]
    chat.heard()

    await chat.presses("王科", "全部立项")
    assert chat.heard("王科") == ["已立项6项，编号1至6。"]
    chat.toasts()
    for who in ("<b>张&", "王科"):
        await chat.presses(who, "全部立项")
        assert (chat.toasts(), chat.heard()) == (["这些事项已有变化，请重新发送 /open 查看。"], [])
    assert await numbers(chat) == [1, 2, 3, 4, 5, 6]
    await chat.says("王科", "/open")
    assert chat.first_line() == "待立项：3项，确认后进入台账。"
    assert chat.labels("王科") == ["逐项确认"]  # no unit is named in these


async def test_two_supervisors_at_once_open_once(office):
    chat = office
    await admit(chat, "<b>张&", Capacity.SUPERVISOR, "督查室")
    for who in ("王科", "<b>张&"):
        await chat.says(who, "/open")
    chat.heard()
    chat.toasts()
    updates = []
    for who in ("王科", "<b>张&"):
        message = chat.last(who)
        data = message["reply_markup"]["inline_keyboard"][0][0]["callback_data"]
        updates.append(chat.world.presses(chat.PEOPLE[who], message, data))
    for update in updates:
        await chat.settled(update)

    assert chat.heard() == ["已立项6项，编号1至6。"]
    (refused,) = filter(None, chat.toasts())
    assert "请重新发送 /open 查看" in refused
    assert await numbers(chat) == [1, 2, 3, 4, 5, 6]


async def test_by_hand(office):
    chat = office
    await chat.says("王科", "/open 清理河道垃圾 住建局 9月30日 沙河镇")
    told = chat.heard()[0]
    assert told.split("\n")[0] == "台账第 1 项：王科立项，现为“待签收”。"
    assert "责任单位：住建局；期限：2026年9月30日" in told
    assert (await chat.store.ledger.entry(1)).order.town == "沙河镇"


@pytest.mark.parametrize(
    ("said", "expected"),
    [
        ("清理河道垃圾", "请写明责任单位"),
        ("清理河道垃圾 住建局 2月30日", "“2月30日”不是单位、镇街，也不是日期"),
        ("清" * 1_001 + " 住建局", "文字太长，请控制在1000字以内。"),
    ],
)
async def test_by_hand_what_is_missing_is_named(office, said, expected):
    await office.says("王科", f"/open {said}")

    (text,) = office.heard()
    assert text.startswith(expected)
    assert await numbers(office) == []


# ---- a changed document


async def fumes(chat) -> None:
    """Open the first duty of the documents, then let the document give it another day."""
    await chat.says("王科", "/open")
    await chat.presses("王科", "逐项")
    await chat.presses("王科", "立项")
    chat.changes("大会.txt", FUMES, AMENDED)
    await chat.says("管理员", "/reload")
    chat.heard()
    await chat.says("王科", "/open")


async def test_a_changed_document_amends_once_somebody_confirms(office):
    chat = office
    await fumes(chat)
    assert "期限：2026年6月30日 → 2026年7月31日" in chat.heard()[-1]
    assert chat.labels("王科") == ["确认变更", "不变更"]
    await chat.presses("王科", "确认变更")
    assert chat.first_line() == "台账第 1 项：王科变更，现为“待签收”。"

    entry = await chat.store.ledger.entry(1)
    assert entry.due.isoformat() == "2026-07-31"
    await chat.presses("王科", "确认变更")
    assert chat.toasts()[-1] == "这些事项已有变化，请重新发送 /open 查看。"
    assert await steps(chat) == [Step.AMEND]


async def test_a_change_that_is_declined_is_not_shown_again(office):
    chat = office
    await fumes(chat)
    await chat.presses("王科", "不变更")
    assert chat.heard()[-1] == "台账没有变更；同一处变化不再提示。"
    await chat.says("王科", "/open")

    assert not any("原文有变更" in text for text in chat.heard())
    assert await steps(chat) == []


# ---- found on the spot


async def test_a_finding_becomes_an_entry_and_its_finder_is_told(office):
    chat = office
    await chat.shows("李工", picture(1), ON_THE_SPOT)
    assert chat.heard("李工") == ["已记下现场发现（编号1），督查确认后立项。"]
    told = chat.last("王科")["text"]
    assert told.startswith("现场发现（属地巡查） 沙河镇三组河边堆放垃圾约2吨：")
    assert "照片：1张" in told and "报告人：李工" in told

    await chat.says("王科", "/finding 1 住建局")
    assert "建议交住建局" in chat.first_line()
    await chat.presses("王科", "立项")
    assert chat.heard("李工") == ["您报告的现场发现已立项，台账编号 1。"]
    entry = await chat.store.ledger.entry(1)
    assert (entry.units, entry.order.tier, len(entry.history[0].facts.evidence)) == (
        (HOUSING,),
        "属地巡查",
        1,
    )
    chat.heard()
    await chat.says("李工", "/entry 1")
    await chat.presses("李工", "证明材料（1份）")
    assert [file.content for _, file in chat.world.files.items()][-1] == picture(1)

    await chat.presses("王科", "不立项")
    assert chat.toasts()[-1] == "这条现场发现已经办过了。"


async def test_a_finding_that_is_none(office):
    chat = office
    await chat.says("李工", ON_THE_SPOT)
    await chat.presses("王科", "不立项")
    assert chat.heard("王科")[-1] == "已处理，没有立项。"
    await chat.presses("王科", "不立项")
    assert chat.toasts()[-1] == "这条现场发现已经办过了。"
    assert await numbers(chat) == []


async def test_two_supervisors_at_once_open_a_finding_once(office):
    chat = office
    await admit(chat, "<b>张&", Capacity.SUPERVISOR, "督查室")
    await chat.says("李工", ON_THE_SPOT)
    await chat.says("王科", "/finding 1 住建局")
    chat.heard()
    data = chat.last("王科")["reply_markup"]["inline_keyboard"][0][0]["callback_data"]
    presses = [chat.world.presses(n, chat.last("王科"), data) for n in (22, 24)]
    for update in presses:
        await chat.settled(update)

    assert await numbers(chat) == [1]
    (refused,) = filter(None, chat.toasts())
    assert refused.startswith("这条现场发现")


@pytest.mark.parametrize(
    ("who", "said", "group", "expected"),
    [
        ("李工", "/finding 脏", None, "请写明发现了什么、在哪里"),
        ("李工", "/finding 1 住建局", None, "只有督查和管理员可以立项、变更。"),
        ("王科", "/finding 1 天上局局", None, "单位名录里没有“天上局局”"),
        ("王科", "/finding 9 住建局", None, "这条现场发现已经办过了。"),
        ("王科", "/finding 1 住建局", "整改群", "现场发现请私聊机器人确认。"),
        ("李工", "/finding " + "脏" * 1_001, None, "文字太长，请控制在1000字以内。"),
    ],
)
async def test_what_is_wrong_with_a_finding(office, who, said, group, expected):
    await office.says("李工", ON_THE_SPOT)
    office.heard()
    await office.says(who, said, group)

    (text,) = office.heard()
    assert text.startswith(expected)


async def test_a_finding_told_in_a_group_is_decided_in_private(office):
    await office.says("王科", ON_THE_SPOT, "整改群")

    assert office.last("整改群")["text"] == "已记下现场发现（编号1），督查确认后立项。"
    assert office.labels("王科")[-1] == "不立项"
