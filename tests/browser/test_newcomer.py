"""What somebody does on the page who has never seen it: ask, look closer, ask in a group, add a document."""

from __future__ import annotations

import re

import pytest
from playwright.async_api import expect
from tab import WORK_GROUP

from bot.sandbox.cast import PEOPLE

pytestmark = pytest.mark.asyncio(loop_scope="session")

FUMES = "管住餐饮油烟：城管部门、市场监管部门、生态环境部门（列名，原文未明确牵头）"


async def test_a_suggestion_is_asked_with_one_press(tab):
    await tab.button("餐饮油烟谁负责").click()

    await tab.answered(FUMES)
    await expect(tab.messages.first).to_contain_text("餐饮油烟谁负责")


async def test_a_question_is_typed(tab):
    await tab.asks("秸秆禁烧谁管")

    await tab.answered("农业农村部门要扛起秸秆禁烧主责：农业农村部门（主责）")
    await expect(tab.box).to_have_value("")


async def test_a_quote_too_long_for_the_window_is_opened_and_closed(opens):
    tab = await opens(viewport={"width": 360, "height": 640})
    await tab.button("餐饮油烟谁负责").click()
    answer = await tab.answered(FUMES)
    quote = answer.locator("blockquote")
    folded = (await quote.bounding_box())["height"]
    await answer.get_by_role("button", name="展开原文").click()

    assert (await quote.bounding_box())["height"] > folded + 20
    await answer.get_by_role("button", name="收起").click()
    assert (await quote.bounding_box())["height"] == pytest.approx(folded, abs=1)


async def test_a_short_quote_has_nothing_to_open(tab):
    await tab.asks("秸秆禁烧谁管")
    answer = await tab.answered("秸秆禁烧主责")

    await expect(answer.locator("blockquote")).to_be_visible()
    await expect(answer.get_by_role("button", name="展开原文")).to_be_hidden()


async def test_a_near_match_is_pressed(tab):
    await tab.button("餐饮油烟谁负责").click()
    answer = await tab.answered(FUMES)
    await answer.get_by_role("button", name="餐饮油烟管理缺位").click()

    await tab.answered("餐饮油烟管理缺位：区城管局、区市场监管局")
    await expect(tab.page.locator(".key[aria-busy]")).to_have_count(0)


async def test_in_a_group_the_bot_is_asked_by_mention(tab):
    await tab.goes_to(WORK_GROUP)
    await tab.box.press_sequentially("@d")
    await expect(tab.page.get_by_role("option")).to_have_text(["@duban_bot督办 · 机器人"])
    await tab.box.press("Enter")
    await tab.box.press_sequentially("餐饮油烟谁负责")
    await tab.box.press("Enter")

    answer = await tab.answered(FUMES)
    await expect(answer.locator(".replied")).to_contain_text("@duban_bot 餐饮油烟谁负责")
    await expect(tab.page.locator(".unheard")).to_have_count(0)


async def test_talk_in_a_group_is_not_for_the_bot_and_says_so(tab):
    await tab.goes_to(WORK_GROUP)
    await tab.asks("餐饮油烟谁负责")
    await expect(tab.messages.last).to_contain_text("机器人收不到这条消息")
    await tab.button("@督办 再发一次").click()

    await tab.answered(FUMES)


async def test_the_administrator_adds_the_sample_document_and_loads_it(tab):
    await tab.becomes("苏禾")
    await tab.button("鹤汀夜市噪声谁负责").click()
    await tab.answered("鹤汀夜市的文件没有写到这件事")
    await tab.button("发一份新文件").click()
    answer = await tab.answered("已存入资料文件夹：《鹤汀夜市环境整治专题会议纪要》")
    await answer.get_by_role("button", name="/reload").press("Enter")
    await tab.answered("资料已重新加载：新增2项，变更0项，消失0项。")
    await tab.button("鹤汀夜市噪声谁负责").click()

    await tab.answered("完成鹤汀夜市音响设备登记和限时营业公告：区城管局（牵头）")


async def test_a_document_of_one_s_own_is_added_and_loaded_by_command(tab):
    minutes = "会议纪要\n\n2026年10月16日\n\n由区林业局牵头开展鹭湾古树保护，11月底前完成。\n"
    await tab.becomes("苏禾")
    file = {"name": "古树纪要.txt", "mimeType": "text/plain", "buffer": minutes.encode()}
    await tab.page.locator("#file").set_input_files(file)
    await expect(tab.page.locator("#bar")).to_contain_text("古树纪要.txt")
    await tab.page.locator("#send").click()
    await tab.answered("文件：documents/古树纪要.txt")

    await tab.box.press_sequentially("/rel")
    await expect(tab.page.get_by_role("option")).to_have_text(["/reload重新加载资料"])
    await tab.box.press("Enter")
    await tab.box.press("Enter")
    await tab.answered("新增1项")
    await tab.asks("鹭湾古树保护谁负责")

    await tab.answered("开展鹭湾古树保护：区林业局（牵头）")
    original = tab.trial.desk.settings.paths.knowledge.parents[2] / "knowledge"
    assert not (original / "documents" / "古树纪要.txt").exists()


async def test_who_is_no_administrator_is_refused(tab):
    await tab.page.locator("#file").set_input_files(
        {"name": "a.txt", "mimeType": "text/plain", "buffer": b"x"}
    )
    await tab.page.locator("#send").click()

    await tab.answered("您没有权限添加文件。")


async def test_every_suggestion_is_explained_in_english(opens):
    """In English, each answer to what is suggested carries a sentence that says what happened."""
    tab = await opens()
    await tab.page.locator("#language").click()
    for person in PEOPLE:
        await tab.becomes(person.latin)
        await expect(tab.page.locator("#tries button small")).to_have_count(len(person.suggestions))
        for place in range(len(person.suggestions)):
            await tab.page.locator("#tries button").nth(place).click()
            await expect(tab.page.locator(".message.mine")).to_have_count(place + 1)
            await expect(tab.messages.last).not_to_have_class(re.compile("mine"))
            await expect(tab.answers.last.locator(".gloss")).not_to_be_empty()


#: The Chinese that shows outside what people and the bot say, which is marked as Chinese.
CHINESE = """() => {
    const said = "[lang=zh-CN]:not(html), .avatar, .replied, .author";
    return [...document.querySelectorAll("body *")]
        .filter((node) => !node.closest(said) && node.checkVisibility())
        .flatMap((node) => [...node.childNodes].filter((child) => child.nodeType === Node.TEXT_NODE))
        .map((text) => text.data.replace("(前后文)", ""))
        .filter((text) => /[\\u4e00-\\u9fff]/.test(text));
}"""


async def test_the_page_s_own_words_are_english_then(opens):
    tab = await opens("陈苇", WORK_GROUP)
    await tab.page.locator("#language").click()
    await tab.page.locator("#tries button").first.click()
    await tab.answered(FUMES)
    await tab.page.locator("#who").click()
    chinese = await tab.page.evaluate(CHINESE)

    assert chinese == []
    assert await tab.page.evaluate("document.documentElement.lang") == "en"


async def test_progress_is_reported_with_a_photo(tab):
    """From what waits to the entry with its evidence, by what is suggested and by buttons."""
    await tab.button("/mine").click()
    await tab.answered("等您办的：共1项")
    await tab.button("1号签收").click()
    await tab.answered("陈苇签收，现为“整改中”")
    await tab.button("报进展，附一张照片").click()
    await tab.answered("台账第 1 项 · 报进展：已收到证明材料1份")
    await tab.button("发完了，登记").last.click()
    await tab.answered("材料：照片1件")
    await tab.button("查看第 1 项").last.click()
    await tab.button("证明材料（1份）").click()

    await expect(tab.answers.last.locator(".file")).to_contain_text("第1项-证明材料1.jpg")


async def test_the_supervisor_sees_what_is_overdue_and_its_source(opens):
    tab = await opens("罗青")
    await tab.button("/list 逾期").click()
    listed = await tab.answered("已逾期：共1项")
    await listed.get_by_role("button", name="1", exact=True).click()
    card = await tab.answered("红灯")

    await expect(card.locator("blockquote")).to_contain_text("油烟净化设施")
