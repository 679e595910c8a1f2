"""What the page stands: hostile words, lost connections, two people, small windows, no mouse."""

from __future__ import annotations

import asyncio
import json
import re

import pytest
from playwright.async_api import expect
from tab import PEOPLE_BY_NAME, WORK_GROUP

from bot.chat.render import pack
from bot.sandbox.cast import GROUPS
from bot.sandbox.shelf import File

pytestmark = pytest.mark.asyncio(loop_scope="session")

CHEN, GROUP = PEOPLE_BY_NAME["陈苇"], GROUPS[0].number
HOSTILE = """<script>document.title='x'</script><img src=x onerror="document.title='x'"> &lt;b&gt; '"`<!--"""
PHONE = {"viewport": {"width": 360, "height": 640}}


async def bot_sends(tab, chat=CHEN, **fields) -> int:
    """Let the real bot send something; the message's number."""
    return tab.trial.world.post(tab.trial.world.rooms[chat], fields)["message_id"]


# ---- long and hostile words


async def test_a_long_answer_comes_in_numbered_parts(tab, running):
    blocks = [
        f"{number}. 《青溪区第{number}号会议纪要》{'水环境整改' * 9} · 2026-03-09" for number in range(1, 100)
    ]
    assert 5_000 < len("\n".join(blocks)) < 8_000
    documents = running.trial.desk.settings.paths.knowledge / "documents"
    for number in range(1, 71):
        title = f"青溪区第{number}号会议纪要{'（关于水环境问题整改情况）' * 5}"
        text = f"{title}\n\n2026年3月9日\n\n由区水利局牵头开展巡查。\n"
        (documents / f"第{number:02}号.txt").write_text(text, "utf-8")
    await tab.becomes("苏禾")
    await tab.asks("/reload")
    await tab.answered("资料已重新加载")
    await tab.asks("/sources")
    await tab.answered("（1/2）")
    last = await tab.answered("（2/2）")

    texts = await tab.answers.locator(".text").all_inner_texts()
    assert sum(map(len, texts[-2:])) > 5_000
    assert all(len(text) <= 3_800 for text in texts)
    await expect(last).to_be_in_viewport()


async def test_html_is_text_wherever_it_stands(opens, running):
    world = running.trial.world
    world.people[CHEN]["first_name"] = world.rooms[CHEN].chat["first_name"] = HOSTILE
    world.rooms[GROUP].chat["title"] = HOSTILE
    world.sends(CHEN, File(HOSTILE + ".txt", b"x"), GROUP, caption=HOSTILE)
    world.says(CHEN, HOSTILE, GROUP, reply_to=1)
    tab = await opens("何汀", WORK_GROUP)
    await tab.asks(f"@duban_bot {HOSTILE}")
    answer = await tab.answered("资料中没有查到相关部署")

    await expect(tab.page.locator("#head h2")).to_have_text(HOSTILE)
    await expect(tab.messages.first.locator(".name")).to_have_text(HOSTILE)
    await expect(tab.messages.first.locator(".file b")).to_have_text(HOSTILE + ".txt")
    await expect(tab.messages.nth(1).locator(".text")).to_have_text(HOSTILE)
    await expect(tab.messages.nth(1).locator(".replied b")).to_have_text(HOSTILE)
    await expect(answer).to_contain_text("<script>document.title=")
    assert await tab.page.locator("main script, main img, nav img").count() == 0
    assert re.fullmatch(r"(\(\d+\) )?督办 · 试用", await tab.page.title())


async def test_html_in_a_document_is_text(tab, running):
    minutes = f"会议纪要\n\n2026年10月16日\n\n由区林业局牵头开展{HOSTILE}古树保护，11月底前完成。\n"
    documents = running.trial.desk.settings.paths.knowledge / "documents"
    (documents / "古树.txt").write_text(minutes, "utf-8")
    await tab.becomes("苏禾")
    await tab.asks("/reload")
    await tab.answered("新增1项")
    await tab.asks("古树保护谁负责")
    answer = await tab.answered("区林业局")

    await expect(answer).to_contain_text("<script>document.title='x'</script>")
    assert await tab.page.title() == "督办 · 试用"


async def test_a_link_of_another_kind_is_no_link(tab):
    text = "一 二"
    marks = [
        {"type": "text_link", "offset": 0, "length": 1, "url": "javascript:document.title='x'"},
        {"type": "text_link", "offset": 2, "length": 1, "url": "https://example.com/"},
    ]
    await bot_sends(tab, text=text, entities=marks)

    await expect(tab.answers.last.locator("a")).to_have_text(["二"])


async def test_what_is_too_long_is_refused_and_stays_in_the_box(tab):
    await tab.asks("督" * 4_097)

    await expect(tab.page.locator(".toast")).to_have_text("一条消息最多 4,096 个字，请分开发送。")
    await expect(tab.box).to_have_value("督" * 4_097)
    await expect(tab.messages).to_have_count(0)


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
    await bot_sends(tab, text="提醒：今天到期")
    site.start(port=port)

    await tab.answered("提醒：今天到期")


async def test_a_deed_whose_answer_was_lost_is_not_done_twice(tab, running):
    """The server does it, the connection breaks before the page hears so, and the page asks again."""
    site = running.trial.site
    does = site.does

    def breaking(deed, file=None):
        site.does = does
        does(deed, file)
        for page in tuple(site._open):
            page.stream.close() if hasattr(page, "stream") else page.close()
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


# ---- small windows, no mouse, no light


async def test_on_a_phone_one_sees_the_list_or_the_conversation(opens):
    tab = await opens(**PHONE)
    await tab.asks("谁包保凤眼坑")
    await tab.answered("程立谦（领导）")
    await expect(tab.page.locator("#chats")).to_be_hidden()
    await tab.page.locator("#back").click()
    await expect(tab.page.locator(".talk")).to_be_hidden()
    await tab.goes_to("砚湖治理专班")
    await expect(tab.page.locator("#head")).to_contain_text("砚湖治理专班")

    await tab.button("餐饮油烟谁负责").click()
    await tab.answered("管住餐饮油烟")
    await tab.page.locator("#clock").click()
    await tab.button("+1 天").click()
    await expect(tab.page.locator("#now")).to_contain_text("10月20日")


@pytest.mark.parametrize("width", [360, 430, 760, 1024, 1440])
async def test_nothing_sticks_out_at_any_width(opens, width):
    tab = await opens("罗青", WORK_GROUP, viewport={"width": width, "height": 640})
    await tab.asks("@duban_bot 本月到期的有哪些")
    await tab.answered("共5项")
    await tab.asks("a" * 300)
    await tab.page.locator("#language").click()
    wide = await tab.page.evaluate(
        """() => [...document.querySelectorAll("body, .top, .top > *, .head, .log, .bubble, .key, .box")]
            .filter((node) => node.checkVisibility())
            .filter((node) => node.getBoundingClientRect().right > innerWidth + 1 || node.getBoundingClientRect().left < -1)
            .map((node) => node.id || node.className)"""
    )

    assert wide == []
    assert await tab.page.evaluate("document.scrollingElement.scrollWidth <= innerWidth")


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
    await tab.page.locator("#faults").click()
    nameless = await tab.page.evaluate(
        """() => [...document.querySelectorAll("button, a, input, textarea, [role=menu], nav, [role=log]")]
            .filter((node) => node.checkVisibility())
            .filter((node) => !(node.getAttribute("aria-label") || node.textContent.trim() || node.labels?.length))
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


# ---- what a chat can show


async def test_a_photo_is_seen_and_a_document_is_saved(tab, running, tmp_path):
    picture = await tab.page.screenshot()
    await tab.page.locator("#file").set_input_files(
        {"name": "现场.png", "mimeType": "image/png", "buffer": picture}
    )
    await tab.asks("现场情况")
    await expect(tab.messages.first.locator("img")).to_have_js_property("complete", True)
    assert await tab.messages.first.locator("img").evaluate("node => node.naturalWidth") == 1280
    await expect(tab.messages.first).to_contain_text("现场情况")

    number = running.trial.world.files.add(File("台账 <1>.xlsx", b"PK"))
    await bot_sends(tab, document=running.trial.world.document(number), caption="见附件")
    async with tab.page.expect_download() as waiting:
        await tab.page.get_by_role("link", name="保存文件 台账 <1>.xlsx").click()
    saved = await waiting.value
    await saved.save_as(tmp_path / "saved")
    assert (tmp_path / "saved").read_bytes() == b"PK"
    assert saved.suggested_filename.startswith("台账")


async def test_typing_editing_pinning_and_moving_show(tab, running):
    world, room = running.trial.world, running.trial.world.rooms[CHEN]
    number = await bot_sends(tab, text="正在统计")
    world.show("typing", CHEN, {"action": "typing"})
    await expect(tab.page.locator(".typing")).to_have_text("督办 正在输入……")
    room.messages[number] |= {"text": "统计完毕", "edit_date": world.now()}
    world.show("edited", CHEN, room.messages[number])
    await expect(tab.messages.last).to_contain_text("统计完毕已编辑")
    await expect(tab.page.locator(".typing")).to_have_count(0)
    room.pinned = number
    world.keep_room(room)
    await expect(tab.page.locator("#pinned")).to_have_text("置顶消息统计完毕")

    await tab.goes_to(WORK_GROUP)
    await tab.page.locator("#chat-menu").click()
    await tab.page.get_by_role("menuitem", name="升级为超级群").click()
    await expect(tab.page.locator(".service")).to_have_text("群已升级为超级群")
    await expect(tab.page.locator(".chat", has_text=WORK_GROUP)).to_have_count(1)
    await tab.asks("@duban_bot 餐饮油烟谁负责")
    await tab.answered("管住餐饮油烟")


async def test_a_blocked_bot_can_be_taken_back(tab):
    await tab.page.locator("#chat-menu").click()
    await tab.page.get_by_role("menuitem", name="停用机器人").click()
    await expect(tab.box).to_be_hidden()
    await tab.button("恢复使用机器人").click()
    await tab.asks("餐饮油烟谁负责")

    await tab.answered("管住餐饮油烟")


@pytest.mark.parametrize("fault", ["网络慢", "连接中断", "请求过多"])
async def test_a_fault_of_the_network_can_be_practised(tab, fault):
    await tab.page.locator("#faults").click()
    await tab.page.get_by_role("menuitem", name=fault).click()
    await expect(tab.page.locator(".toast")).to_contain_text("机器人的下一条消息会遇到")
    await tab.asks("餐饮油烟谁负责")
    await tab.asks("秸秆禁烧谁管")

    await tab.answered("秸秆禁烧主责")


async def test_the_page_is_light_and_asks_nobody_else(tab):
    """Everything it loads comes from its own server, and weighs little."""
    loaded = json.loads(
        await tab.page.evaluate(
            """JSON.stringify([...performance.getEntriesByType("navigation"), ...performance.getEntriesByType("resource")]
                .map((entry) => [entry.name, entry.decodedBodySize]))"""
        )
    )

    assert {name for name, _ in loaded if not name.startswith(tab.trial.site.address)} == set()
    assert 20_000 < sum(size for _, size in loaded) <= 150_000
