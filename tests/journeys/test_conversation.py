"""What leans on the answer before it, several questions at once, and what people report as not found."""

from __future__ import annotations

import pytest

from bot.store.missing import Missing


async def test_the_next_questions_may_lean_on_the_first(chat):
    await chat.says("李工", "餐饮油烟谁负责")
    await chat.says("李工", "那配合单位呢？")
    await chat.says("李工", "什么时候完成")
    await chat.says("李工", "谁验收")
    first, supporting, when, accepting = (text.split("\n")[0] for text in chat.heard())

    assert first == "开展餐饮油烟整治：县市场监管局（牵头）"
    assert supporting == "开展餐饮油烟整治：县城管局、县生态环境分局（配合）"
    assert when == "开展餐饮油烟整治：2026年6月30日（还有90天）"
    assert accepting == "开展餐饮油烟整治：原文没有写明由谁验收"


async def test_the_original_is_shown_on_demand(chat):
    await chat.says("李工", "餐饮油烟谁负责")
    chat.heard()
    await chat.says("李工", "看看原文")

    assert chat.first_line().startswith("来源：《白鹭县召开生态环境问题整改推进会》")


async def test_the_same_is_asked_of_another_matter(chat):
    await chat.says("李工", "餐饮油烟什么时候完成")
    chat.heard()
    await chat.says("李工", "那垃圾中转站异味呢")
    (other,) = chat.heard()
    await chat.says("李工", "不对，我问的是秸秆禁烧")
    (corrected,) = chat.heard()

    assert "完成时限" not in other.split("\n")[0]
    assert "垃圾中转站" in other.split("\n")[0]
    assert "秸秆" in corrected.split("\n")[0]


async def test_another_unit_s_list(chat):
    await chat.says("李工", "县水利局负责什么")
    await chat.says("李工", "那县城管局呢")
    _, second = chat.heard()

    assert second.startswith("县城管局：共")


async def test_a_list_goes_on_when_more_is_asked_for(chat):
    items = "\n\n".join(f"{i}、由县林业局牵头开展第{i}号林地复绿整治。" for i in range(1, 21))
    chat.writes("林地.txt", f"白鹭县林地整治清单\n\n2026年3月9日\n\n{items}\n")
    await chat.says("管理员", "/reload")
    await chat.says("李工", "县林业局负责什么")
    await chat.says("李工", "还有呢")
    await chat.says("李工", "还有吗")
    await chat.says("李工", "还有吗")
    pages = [text.split("\n")[0] for text in chat.heard("李工")[-4:]]

    assert [page.partition("，")[2] for page in pages] == ["", "第9项起", "第17项起", ""]
    assert pages[-1] == "没有更多了。"


async def test_everybody_has_a_conversation_of_their_own(chat):
    await chat.says("李工", "/ask 餐饮油烟谁负责", "整改群")
    await chat.says("王科", "/ask 什么时候完成", "整改群")
    _, other = chat.heard()

    assert "餐饮油烟" not in other.split("\n")[0]


@pytest.mark.parametrize("pause", ["time passed", "a reload"])
async def test_what_lies_too_far_back_is_no_context(chat, pause):
    await chat.says("李工", "餐饮油烟谁负责")
    if pause == "a reload":
        await chat.says("管理员", "/reload")
    else:
        chat.later(minutes=11)
    chat.heard()
    await chat.says("李工", "什么时候完成")

    assert "餐饮油烟" not in chat.first_line()


async def test_several_questions_are_answered_in_one_message(chat):
    await chat.says("李工", "餐饮油烟谁负责？什么时候完成？公积金怎么提取谁管？")
    (text,) = chat.heard()

    assert text.startswith("1. 开展餐饮油烟整治：县市场监管局（牵头）\n来源：")
    assert "\n2. 开展餐饮油烟整治：2026年6月30日（还有90天）\n来源：" in text
    assert "\n3. 资料中没有查到相关部署" in text
    assert chat.labels() == ["1", "2"]

    await chat.presses("李工", "1")
    assert chat.first_line() == "开展餐饮油烟整治：县市场监管局（牵头）"


async def test_of_several_questions_one_that_is_not_clear_is_asked_back_on_buttons(chat):
    await chat.says("李工", "餐饮油烟谁负责？秸秆打捆离田谁负责？")
    (text,) = chat.heard()

    assert "\n2. 没有与提问完全对应的事项，您问的是不是下面哪一件？\n点按编号看全文：" in text
    assert chat.labels() == ["1", "2. 县农业农村局要扛起秸秆禁烧主责"]

    await chat.presses("李工", "2. ")
    assert chat.first_line() == "县农业农村局要扛起秸秆禁烧主责：县农业农村局（主责）"


async def test_a_command_is_understood_by_itself(chat):
    """What a unit has to do, asked before, narrows a question that leans on it, and no command."""
    await chat.says("李工", "/unit 县水利局")
    chat.heard()
    await chat.says("李工", "/due 4月")
    assert chat.first_line() == "4月到期的有哪些：共1项"

    await chat.says("李工", "县水利局负责什么")
    chat.heard()
    await chat.says("李工", "4月到期的有哪些")
    assert chat.first_line() == "文件中没有县水利局2026年4月到期的事项。"


async def test_what_is_not_found_can_be_reported(chat):
    for who in ("李工", "王科", "李工"):
        await chat.says(who, "公积金怎么提取谁管")
        chat.heard()
        await chat.presses(who, "告诉管理员没查到")
    assert chat.toasts() == ["已记下，管理员会看到"] * 3

    await chat.restarts()
    await chat.says("管理员", "/missing")
    (text,) = chat.heard()

    assert text.startswith("没有查到的问题：1条")
    assert "1. 公积金怎么提取谁管（2人，最近4月1日）\n" in text
    assert chat.labels("管理员") == ["全部删去（1条）"]


async def test_what_is_found_by_now_is_marked_and_taken_off(chat):
    await chat.says("李工", "石料厂粉尘谁负责")
    await chat.presses("李工", "告诉管理员没查到")
    await chat.says("李工", "公积金怎么提取谁管")
    await chat.presses("李工", "告诉管理员没查到")
    chat.writes("石料.txt", "白鹭县石料厂整治方案\n\n2026年3月9日\n\n由县工信局牵头开展石料厂粉尘整治。\n")
    await chat.says("管理员", "/reload")
    chat.heard()
    await chat.says("管理员", "/missing")
    (text,) = chat.heard()
    (solved,) = (line for line in text.split("\n") if "现在已能查到" in line)
    assert solved.split(". ")[1].startswith("石料厂")

    await chat.presses("管理员", "删去已能查到的（1条）")
    assert chat.toasts()[-1] == "已删去1条"
    assert [one.question for one in await chat.store.missing(9)] == ["公积金怎么提取谁管"]


async def test_only_administrators_see_the_list(chat):
    await chat.says("李工", "/missing")

    assert chat.first_line().startswith("您没有权限查看没有查到的问题。")


async def test_the_list_is_shown_in_private_only(chat):
    await chat.says("管理员", "/missing", "整改群")

    assert chat.heard() in ([], ["没有查到的问题不在群里公布，请私聊机器人发送 /missing。"])


async def test_an_empty_list_says_so(chat):
    await chat.says("管理员", "/missing")

    assert chat.heard() == ["没有人反映查不到的问题。"]


async def test_the_store_counts_each_person_once(chat):
    for person, question in ((1, "甲"), (2, "甲"), (1, "甲"), (1, "乙")):
        await chat.store.report_missing(question, person, chat.now)

    assert await chat.store.missing(9) == [Missing("甲", 2, chat.now), Missing("乙", 1, chat.now)]
    assert await chat.store.settle_missing(("甲", "丙")) == 1
