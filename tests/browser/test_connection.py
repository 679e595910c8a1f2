"""Lost connections, a program that was started again, two people in two tabs, and the clock."""

from __future__ import annotations

import asyncio

import pytest
from playwright.async_api import expect
from tab import PEOPLE_BY_NAME, WORK_GROUP

from bot.sandbox.cast import GROUPS

pytestmark = pytest.mark.asyncio(loop_scope="session")

CHEN, GROUP = PEOPLE_BY_NAME["陈苇"], GROUPS[0].number
HOSTILE = """<script>document.title='x'</script><img src=x onerror="document.title='x'"> &lt;b&gt; '"`<!--"""
PHONE = {"viewport": {"width": 360, "height": 640}}


# ---- the connection


async def test_what_is_typed_while_the_connection_is_lost_is_said_once_it_is_back(tab, running):
    site, port = running.trial.site, running.trial.site.port
    await site.stop()
    await expect(tab.page.locator("#link")).to_be_visible()
    await tab.asks("餐饮油烟谁负责")
    await asyncio.sleep(0.6)
    site.start(port=port)

    await tab.answered("管住餐饮油烟")
    await expect(tab.page.locator("#link")).to_be_hidden()
    await expect(tab.page.locator(".message.mine")).to_have_count(1)


async def test_what_happened_meanwhile_is_there_when_the_connection_is_back(tab, running):
    site, port = running.trial.site, running.trial.site.port
    await site.stop()
    await expect(tab.page.locator("#link")).to_be_visible()
    tab.hears(CHEN, text="提醒：今天到期")
    site.start(port=port)

    await tab.answered("提醒：今天到期")


async def test_a_deed_whose_answer_was_lost_is_not_done_twice(tab, running):
    """The server does it, the connection breaks before the page hears so, and the page asks again."""
    site = running.trial.site
    does = site.does

    async def breaking(deed, file=None):
        site.does = does
        await does(deed, file)
        for page in tuple(site._open):
            page.ws_connection.stream.close()
        return {"is": "lost"}

    site.does = breaking
    await tab.asks("餐饮油烟谁负责")

    await tab.answered("管住餐饮油烟")
    await expect(tab.page.locator(".message.mine")).to_have_count(1)
    said = [m for m in running.trial.world.rooms[CHEN].messages.values() if m["from"]["id"] == CHEN]
    assert len(said) == 1


async def test_everything_is_there_after_the_program_was_started_again(tab, running):
    await tab.asks("餐饮油烟谁负责")
    await tab.answered("管住餐饮油烟")
    await running.restarts()
    await tab.asks("秸秆禁烧谁管")

    await tab.answered("秸秆禁烧主责")
    await expect(tab.page.locator(".message.mine")).to_have_count(2)
    await tab.answered("管住餐饮油烟")


async def test_after_a_reload_of_the_page_one_is_who_one_was(tab):
    await tab.goes_to(WORK_GROUP)
    await tab.becomes("罗青")
    await tab.asks("大家好")
    await tab.page.reload()

    await expect(tab.page.locator("#who")).to_contain_text("罗青")
    await expect(tab.messages.last).to_contain_text("大家好")


async def test_a_file_sent_while_the_connection_is_lost_arrives_once_it_is_back(tab, running):
    """Also where the server had it already, and only its answer was lost."""
    site, port = running.trial.site, running.trial.site.port
    does = site.does

    async def breaking(deed, file=None):
        site.does = does
        await does(deed, file)
        await site.stop()
        site.start(port=port)

    site.does = breaking
    file = {"name": "a.txt", "mimeType": "text/plain", "buffer": b"x"}
    await tab.page.locator("#file").set_input_files(file)
    await tab.page.locator("#send").click()

    await tab.answered("您没有权限添加文件。")
    await expect(tab.page.locator(".message.mine")).to_have_count(1)
    await expect(tab.page.locator("#bar")).to_be_hidden()
    assert len(running.trial.world.files) == 1


# ---- starting over


async def test_starting_over_leaves_nothing_but_the_page(opens, running):
    tab = await opens("苏禾")
    other = await opens("陈苇", WORK_GROUP, beside=tab)
    await tab.button("发一份新文件").click()
    await tab.answered("已存入资料文件夹")
    await tab.button("/reload").first.click()
    await tab.answered("新增2项")
    await tab.button("+1 天").click()
    await other.asks("大家好")

    await tab.page.locator("#more").click()
    await tab.page.get_by_role("menuitem", name="重新开始").click()
    await tab.page.get_by_role("dialog").get_by_role("button", name="重新开始").click()
    await expect(tab.page.locator(".toast")).to_have_text("已重新开始。")
    await expect(other.messages).to_have_count(0)
    await expect(tab.page.locator("#now")).to_contain_text("2026年10月19日 周一")
    await tab.button("鹤汀夜市噪声谁负责").click()

    await tab.answered("鹤汀夜市的文件没有写到这件事")
    assert not any(running.trial.desk.settings.paths.knowledge.rglob("鹤汀*"))


async def test_starting_over_is_asked_about_first(tab):
    await tab.asks("餐饮油烟谁负责")
    await tab.answered("管住餐饮油烟")
    await tab.page.locator("#more").click()
    await tab.page.get_by_role("menuitem", name="重新开始").click()
    await tab.page.get_by_role("dialog").get_by_role("button", name="取消").click()

    await expect(tab.page.get_by_role("dialog")).to_be_hidden()
    await expect(tab.messages).to_have_count(2)


# ---- two people


async def test_two_people_in_two_tabs_talk_in_a_group(opens):
    chen = await opens("陈苇", WORK_GROUP)
    luo = await opens("罗青", WORK_GROUP, beside=chen)
    await chen.asks("请罗青督办一下")
    await expect(luo.answers.last).to_contain_text("请罗青督办一下")
    await luo.asks("@duban_bot 半岭老硐废水谁负责")

    await chen.answered("原文未明确责任单位")
    await expect(luo.page.locator("#who")).to_contain_text("罗青")
    await expect(chen.page.locator("#who")).to_contain_text("陈苇")


async def test_what_others_get_shows_in_the_list(opens, tab):
    he = await opens("何汀")
    await he.asks("工地扬尘谁负责")
    await he.answered("管住工地和道路扬尘")

    row = tab.page.locator(".chat", has_text="何汀")
    await expect(row.locator(".badge")).to_have_text("2")
    assert (await tab.page.title()).startswith("(2) ")
    await row.click()
    await expect(row.locator(".badge")).to_have_count(0)


async def test_a_button_s_notice_is_for_whoever_pressed_it(opens):
    chen = await opens("陈苇", WORK_GROUP)
    await chen.asks("@duban_bot 餐饮油烟谁负责")
    answer = await chen.answered("管住餐饮油烟")
    luo = await opens("罗青", WORK_GROUP, beside=chen)
    await chen.page.locator("#date").evaluate("node => node.value = '2026-10-28T09:00'")
    await chen.page.locator("#clock-form").evaluate("form => form.requestSubmit()")
    await expect(chen.page.locator("#now")).to_contain_text("10月28日")
    await answer.get_by_role("button", name="前后文").click()

    await expect(chen.page.get_by_role("dialog")).to_contain_text("按钮已过期，请重新提问")
    await expect(luo.page.get_by_role("dialog")).to_be_hidden()
    await chen.button("知道了").click()
    await expect(chen.page.get_by_role("dialog")).to_be_hidden()


# ---- the clock


async def test_moving_the_clock_changes_what_is_due(opens):
    tab = await opens("罗青")
    await tab.button("本月到期的有哪些").click()
    await tab.answered("本月到期的有哪些：共5项")
    await tab.button("到下周五 15:00").click()
    await expect(tab.page.locator("#now")).to_contain_text("2026年10月30日 周五")
    await expect(tab.page.locator("#now b")).to_have_text("15:00")
    for day in ("31", "1", "2"):
        await tab.button("+1 天").click()
        await expect(tab.page.locator("#now")).to_contain_text(f"月{day}日")
    await tab.button("本月到期的有哪些").click()

    await tab.answered("本月到期的有哪些：共3项")
    await expect(tab.page.locator(".day")).to_have_text(["2026年10月19日 周一", "2026年11月2日 周一"])


async def test_the_clock_moves_in_every_tab(opens, tab):
    other = await opens("罗青")
    await tab.button("+1 天").click()

    await expect(other.page.locator("#now")).to_contain_text("10月20日 周二")
