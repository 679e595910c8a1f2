"""Small windows, no mouse, no light: the page for everybody."""

from __future__ import annotations

import pytest
from playwright.async_api import expect
from tab import PEOPLE_BY_NAME, WORK_GROUP

from bot.sandbox.cast import GROUPS

pytestmark = pytest.mark.asyncio(loop_scope="session")

CHEN, GROUP = PEOPLE_BY_NAME["陈苇"], GROUPS[0].number
HOSTILE = """<script>document.title='x'</script><img src=x onerror="document.title='x'"> &lt;b&gt; '"`<!--"""
PHONE = {"viewport": {"width": 360, "height": 640}}


async def test_on_a_phone_one_sees_the_list_or_the_conversation(opens):
    tab = await opens(**PHONE)
    await tab.asks("谁包保凤眼坑")
    await tab.answered("程立谦（领导）")
    await expect(tab.page.locator("#chats")).to_be_hidden()
    await tab.page.locator("#back").click()
    await expect(tab.page.locator(".talk")).to_be_hidden()
    await tab.goes_to("砚湖治理专班")
    await expect(tab.page.locator("#head")).to_contain_text("砚湖治理专班")

    await tab.button("@duban_bot 餐饮油烟谁负责").click()
    await tab.answered("管住餐饮油烟")
    await tab.page.locator("#clock").click()
    await tab.button("+1 天").click()
    await expect(tab.page.locator("#now")).to_contain_text("10月20日")


STICKS_OUT = """() => [...document.querySelectorAll("body, .top, .top > *, .head, .log, .bubble, .key, .box")]
    .filter((node) => node.checkVisibility())
    .map((node) => [node.id || node.className, node.getBoundingClientRect()])
    .filter(([_, box]) => box.right > innerWidth + 1 || box.left < -1)
    .map(([name]) => name)"""


async def test_nothing_sticks_out_at_any_width(opens):
    tab = await opens("罗青", WORK_GROUP)
    await tab.asks("@duban_bot 本月到期的有哪些")
    await tab.answered("共5项")
    await tab.asks("a" * 300)
    for width in (1440, 1181, 1024, 761, 760, 430, 360):
        await tab.page.set_viewport_size({"width": width, "height": 640})
        for _ in range(2):  # in both languages
            assert (width, await tab.page.evaluate(STICKS_OUT)) == (width, [])
            assert await tab.page.evaluate("document.scrollingElement.scrollWidth <= innerWidth")
            await tab.page.locator("#language").click()


async def test_the_keyboard_is_enough(opens):
    tab = await opens()
    keys = tab.page.keyboard
    await tab.page.locator(".chat").first.focus()
    for key in ("ArrowDown", "ArrowUp", "Enter"):
        await keys.press(key)
    await expect(tab.page.locator("#head")).to_contain_text(WORK_GROUP)
    await tab.box.focus()
    await keys.type("@")
    for key in ("Tab", "Space"):
        await keys.press(key)
    await keys.type("餐饮油烟谁负责")
    await keys.press("Enter")
    await tab.answered("管住餐饮油烟")

    await tab.page.locator("#log").focus()
    await keys.press("ArrowUp")
    await expect(tab.answers.last).to_be_focused()
    await keys.press("r")
    await expect(tab.page.locator("#bar")).to_contain_text("回复 督办")
    await keys.type("秸秆禁烧谁管")
    await keys.press("Enter")
    await tab.answered("秸秆禁烧主责")

    await tab.page.locator("#who").focus()
    for key in ("Enter", "ArrowDown", "Enter"):
        await keys.press(key)
    await expect(tab.page.locator("#who")).to_contain_text("何汀")
    await expect(tab.page.locator("#who")).to_be_focused()


async def test_everything_that_can_be_pressed_has_a_name(opens):
    tab = await opens("苏禾")
    await tab.button("发一份新文件").click()
    await tab.answered("已存入资料文件夹")
    await tab.page.locator("#more").click()
    nameless = await tab.page.evaluate(
        """() => [...document.querySelectorAll("button, a, input, textarea, nav, [role=menu], [role=log]")]
            .filter((node) => node.checkVisibility())
            .filter((node) => !node.getAttribute("aria-label") && !node.textContent.trim())
            .filter((node) => !node.labels?.length)
            .map((node) => node.outerHTML)"""
    )

    assert nameless == []


async def test_an_input_method_may_use_enter_for_itself(tab):
    await tab.box.fill("canyin")
    await tab.box.dispatch_event("keydown", {"key": "Enter", "isComposing": True, "bubbles": True})

    await expect(tab.box).to_have_value("canyin")
    await expect(tab.messages).to_have_count(0)


BACKGROUND = "getComputedStyle(document.body).backgroundColor"


async def test_light_and_dark_follow_the_system_and_the_switch(opens):
    light, dark = await opens(color_scheme="light"), await opens(color_scheme="dark")
    bright, dim = [await tab.page.evaluate(BACKGROUND) for tab in (light, dark)]
    assert bright != dim

    await light.page.locator("#theme").click()
    assert await light.page.evaluate(BACKGROUND) == dim
    await light.page.reload()
    assert await light.page.evaluate(BACKGROUND) == dim
