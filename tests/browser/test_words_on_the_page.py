"""What the page makes of words that are long, or mean harm, and of all else that a chat can show."""

from __future__ import annotations

import re

import pytest
from playwright.async_api import expect
from tab import PEOPLE_BY_NAME, WORK_GROUP

from bot.sandbox.cast import GROUPS
from bot.sandbox.shelf import File

pytestmark = pytest.mark.asyncio(loop_scope="session")

CHEN, GROUP = PEOPLE_BY_NAME["陈苇"], GROUPS[0].number
HOSTILE = """<script>document.title='x'</script><img src=x onerror="document.title='x'"> &lt;b&gt; '"`<!--"""
PHONE = {"viewport": {"width": 360, "height": 640}}


# ---- long and hostile words


async def test_an_answer_of_5000_characters_comes_in_numbered_parts(tab, running):
    documents = running.trial.desk.settings.paths.knowledge / "documents"
    for number in range(1, 76):
        title = f"青溪区第{number}号会议纪要{'（关于水环境问题整改情况）' * 5}"
        text = f"{title}\n\n2026年3月9日\n\n由区水利局牵头开展巡查。\n"
        (documents / f"第{number:02}号.txt").write_text(text, "utf-8")
    await tab.becomes("苏禾")
    await tab.asks("/reload")
    await tab.answered("资料已重新加载")
    await tab.answered("发送 /open 查看、确认")  # the last word of a reload
    before = await tab.answers.count()
    await tab.asks("/sources")
    await expect(tab.page.get_by_text(re.compile(r"（(\d)/\1）$"))).to_be_attached()

    texts = (await tab.answers.locator(".text").all_inner_texts())[before:]
    assert [text[-5:] for text in texts] == [f"（{i}/{len(texts)}）" for i in range(1, len(texts) + 1)]
    assert sum(map(len, texts)) > 5_000
    assert all(len(text) <= 3_800 for text in texts)


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
    minutes = f"{HOSTILE}纪要\n\n2026年10月16日\n\n由区林业局牵头开展鹭湾古树保护，张贴{HOSTILE}公告。\n"
    documents = running.trial.desk.settings.paths.knowledge / "documents"
    (documents / "古树.txt").write_text(minutes, "utf-8")
    await tab.becomes("苏禾")
    await tab.asks("/reload")
    await tab.answered("新增1项")
    await tab.asks("鹭湾古树保护谁负责")
    answer = await tab.answered("区林业局")

    await expect(answer.locator("blockquote").first).to_contain_text("<script>document.title='x'</script>")
    assert await tab.page.title() == "督办 · 试用"


async def test_a_link_of_another_kind_is_no_link(tab):
    text = "一 二"
    marks = [
        {"type": "text_link", "offset": 0, "length": 1, "url": "javascript:document.title='x'"},
        {"type": "text_link", "offset": 2, "length": 1, "url": "https://example.com/"},
    ]
    tab.hears(CHEN, text=text, entities=marks)

    await expect(tab.answers.last.locator("a")).to_have_text(["二"])


async def test_what_is_too_long_is_refused_and_stays_in_the_box(tab):
    await tab.asks("督" * 4_097)

    await expect(tab.page.locator(".toast")).to_have_text("一条消息最多 4,096 个字，请分开发送。")
    await expect(tab.box).to_have_value("督" * 4_097)
    await expect(tab.messages).to_have_count(0)


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
    tab.hears(CHEN, document=running.trial.world.document(number), caption="见附件")
    async with tab.page.expect_download() as waiting:
        await tab.page.get_by_role("link", name="保存文件 台账 <1>.xlsx").click()
    saved = await waiting.value
    await saved.save_as(tmp_path / "saved")
    assert (tmp_path / "saved").read_bytes() == b"PK"
    assert saved.suggested_filename.startswith("台账")


async def test_typing_editing_pinning_and_moving_show(tab, running):
    world, room = running.trial.world, running.trial.world.rooms[CHEN]
    number = tab.hears(CHEN, text="正在统计")
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


async def test_faults_of_the_network_can_be_practised(tab):
    for fault in ("连接中断", "请求过多"):
        await tab.page.locator("#more").click()
        await tab.page.get_by_role("menuitem", name=fault).click()
        await expect(tab.page.locator(".toast").last).to_contain_text(f"机器人的下一条消息会遇到：{fault}")
    await tab.asks("餐饮油烟谁负责")
    await tab.asks("秸秆禁烧谁管")

    await tab.answered("秸秆禁烧主责")
    await expect(tab.answers).to_have_count(1)


async def test_the_page_is_light_and_asks_nobody_else(tab):
    """Everything it loads comes from its own server, and weighs little."""
    loaded = await tab.page.evaluate(
        """["navigation", "resource"].flatMap((kind) => performance.getEntriesByType(kind))
            .map((entry) => [entry.name, entry.decodedBodySize])"""
    )

    assert {name for name, _ in loaded if not name.startswith(tab.trial.site.address)} == set()
    assert 20_000 < sum(size for _, size in loaded) <= 150_000
