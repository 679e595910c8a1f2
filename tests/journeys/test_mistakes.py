"""What a clerk does wrong in the ledger's dialogues: one clear sentence each time, nothing half-done."""

from __future__ import annotations

from datetime import date

import pytest

from bot.ledger.event import Step
from bot.ledger.people import EVERYTHING, Capacity
from tests.journeys.staff import admit, opened, picture, steps, submitted

LARGE = b"%PDF" + bytes(21 * 2**20)
#: How far somebody is in a dialogue: what they said and pressed.
DAY = ("/entry 1", "〔申请延期〕", "汛期水位高")
REASON = ("/entry 1", "〔报受阻〕")
FILES = ("/report 1", "已进场施工")
TICKS = ("1号申请销号：垃圾已清运",)
NOTHING = ()
TOO_LONG = "文字太长，请控制在1000字以内。"
NO_FILE = "现在要的是文字，不是照片或文件。请先回答上面的问题；不办了请按“取消”。"
NO_ENTRY = "台账里没有第 99 项，或者它不在这里可以查看的范围内。"


async def goes(chat, who: str, *does: str | bytes) -> None:
    """Let somebody write, 〔press〕, or send a picture or (from four megabytes on) a file."""
    for one in does:
        if isinstance(one, bytes) and len(one) < 2**22:
            await chat.shows(who, one)
        elif isinstance(one, bytes):
            await chat.sends(who, "现场.pdf", one)
        elif one.startswith("〔"):
            await chat.presses(who, one.strip("〔〕"))
        else:
            await chat.says(who, one)


@pytest.fixture
async def working(office):
    """Entry 1 is 住建局's, due on 30 June and under way."""
    await opened(office)
    await goes(office, "李工", "1号签收")
    office.heard()
    return office


@pytest.mark.parametrize(
    ("begun", "does", "expected"),
    [
        pytest.param(DAY, "2月30日", "没有看懂日期“2月30日”。请写成：9月30日、", id="a day that is not"),
        pytest.param(DAY, "尽快", "没有看懂日期“尽快”。请写成：9月30日、", id="no day"),
        pytest.param(DAY, "2026年3月1日", "2026年3月1日已经过去，请另写一个日期。", id="a day gone"),
        pytest.param(DAY, "6月30日", "2026年6月30日不晚于现在的期限2026年6月30日，", id="no later day"),
        pytest.param(DAY, picture(1), NO_FILE, id="a picture for a day"),
        pytest.param(REASON, picture(1), NO_FILE, id="a picture for words"),
        pytest.param(REASON, LARGE, NO_FILE, id="a file for words"),
        pytest.param(REASON, "无" * 5_000, TOO_LONG, id="5,000 characters"),
        pytest.param(FILES, "在路上", "请发送照片或文件；发完后按“发完了，登记”，", id="words for a picture"),
        pytest.param(FILES, LARGE, "文件超过20 MB，机器人收不了，请压缩或分开后再发。", id="21 MB"),
        pytest.param(TICKS, "差不多", "请按上面的按钮逐条勾选，再按“下一步”；", id="words for ticks"),
        pytest.param(NOTHING, "/report", "请写上台账编号和进展，例如：/report 17", id="no number"),
        pytest.param(NOTHING, "/report 甲 已进场", "请写上台账编号和进展，例如：", id="no number at all"),
        pytest.param(NOTHING, "/report 99 已进场", NO_ENTRY, id="no such entry"),
        pytest.param(NOTHING, "99号签收", NO_ENTRY, id="no such entry in words"),
        pytest.param(NOTHING, "/entry 99", NO_ENTRY, id="no such entry to show"),
        pytest.param(NOTHING, "/entry", "请在命令后写上台账编号，例如：/entry 17", id="no entry"),
        pytest.param(NOTHING, "/report 1 " + "无" * 5_000, TOO_LONG, id="a long report"),
        pytest.param(NOTHING, "1号受阻，" + "无" * 4_000, TOO_LONG, id="long words"),
        pytest.param(NOTHING, "1号签收", "台账第 1 项（住建局）不能办“签收”：现为“整改中”。", id="twice"),
        pytest.param(
            NOTHING, "1号验收通过", "台账第 1 项（住建局）不能办“验收”：现为“整改中”。", id="not so far"
        ),
        pytest.param(NOTHING, "/list 天上局", "没有“天上局”这份清单。", id="no such list"),
        pytest.param(NOTHING, "取消", "现在没有正在办的步骤。", id="nothing to cancel"),
    ],
)
async def test_one_sentence_and_nothing_done(working, begun, does, expected):
    chat = working
    await goes(chat, "李工", *begun)
    before = await chat.store.drafts.find(21, 21, chat.now)
    chat.heard()
    await goes(chat, "李工", does)

    (text,) = chat.heard()
    assert text.startswith(expected) and text.count("\n") == 0
    assert await steps(chat) == [Step.ACKNOWLEDGE]
    assert await chat.store.drafts.find(21, 21, chat.now) == before  # the question still stands


async def test_after_mistakes_the_dialogue_goes_on(working):
    chat = working
    await goes(chat, "李工", *DAY, "尽快", "2月30日", picture(1), "  8月30日  ")

    assert chat.heard()[-1].startswith("台账第 1 项：李工申请延期，现为“整改中”。")
    assert (await chat.store.ledger.entry(1)).tracks[0].asked.until == date(2026, 8, 30)


@pytest.mark.parametrize("begun", [DAY, REASON, FILES, TICKS])
@pytest.mark.parametrize("off", ["〔取消〕", "取消", "算了"])
async def test_called_off_in_the_middle(working, begun, off):
    chat = working
    await goes(chat, "李工", *begun)
    chat.heard()
    await goes(chat, "李工", off)
    assert chat.heard() == ["已取消，没有作任何更改。"]

    await goes(chat, "李工", "餐饮油烟谁负责")  # is a question again
    assert chat.first_line() == "开展餐饮油烟整治：县市场监管局（牵头）"
    assert await steps(chat) == [Step.ACKNOWLEDGE]


async def test_html_is_only_words(working):
    chat = working
    words = "<b>临时用地</b>&<script>未批 @all"
    await goes(chat, "李工", *REASON, words, "<i>县自然资源局</i>")
    await goes(chat, "李工", "〔查看第 1 项〕", "〔办理经过〕")

    shown = words.replace("@", "＠")
    assert all(shown in text for text in chat.heard()[-3:])
    assert await steps(chat) == [Step.ACKNOWLEDGE, Step.BLOCK]


@pytest.mark.parametrize("first", [REASON, FILES, DAY], ids=lambda begun: begun[-1])
@pytest.mark.parametrize("label", ["取消", "跳过"])
async def test_a_button_of_an_older_question_answers_no_newer_one(working, first, label):
    chat = working
    await goes(chat, "李工", *first)
    old = chat.last("李工")
    await goes(chat, "李工", "/entry 1", "〔报受阻〕")
    begun = await chat.store.drafts.find(21, 21, chat.now)
    chat.heard()
    chat.toasts()
    for row in old["reply_markup"]["inline_keyboard"]:
        for button in row:
            if button["text"] == label:
                await chat.settled(chat.world.presses(21, old, button["callback_data"]))

    assert set(chat.toasts()) <= {"这个按钮已经失效，请重新打开该项。"}
    assert chat.heard() == []
    assert await chat.store.drafts.find(21, 21, chat.now) == begun
    assert await steps(chat) == [Step.ACKNOWLEDGE]


async def test_an_old_card_does_not_act_on_what_came_after(working):
    chat = working
    await goes(chat, "李工", "/entry 1")
    await goes(chat, "李工", "/report 1 已进场")
    chat.heard()
    chat.toasts()
    await goes(chat, "李工", "〔报受阻〕")

    (toast,) = chat.toasts()
    assert toast.startswith("台账第 1 项刚由住建局李工办了“报进展”，您这一步没有登记；")
    assert chat.heard() == []


async def test_the_same_button_twice_is_done_once(office):
    chat = office
    await opened(chat)
    await goes(chat, "李工", "/entry 1", "〔签收〕")
    chat.heard()
    chat.toasts()
    await goes(chat, "李工", "〔签收〕")

    assert (chat.toasts(), chat.heard()) == (["这一步已经记下，没有重复办理。"], [])
    assert await steps(chat) == [Step.ACKNOWLEDGE]


async def test_in_a_group_a_question_is_its_own_persons(office):
    chat = office
    await admit(chat, "<b>张&", Capacity.SUPERVISOR, "督查室")
    await chat.says("李工", "/whoami", "整改群")
    key = (await chat.store.chat(chat.GROUPS["整改群"])).id
    await chat.store.people.bind(key, EVERYTHING, 23, chat.now)
    await submitted(chat)
    await chat.says("王科", "/entry 1", "整改群")
    await chat.presses("王科", "验收", "整改群")
    chat.heard()
    chat.toasts()
    for who in ("<b>张&", "李工"):
        for label in ("确认验收", "取消"):
            await chat.presses(who, label, "整改群")
            assert (chat.toasts(), chat.heard()) == (["这一步由别人在办，请用自己的按钮。"], [])
    before = await steps(chat)
    await chat.presses("王科", "确认验收", "整改群")
    assert (await steps(chat))[len(before) :] == [Step.ACCEPT]


async def test_what_needs_words_is_led_out_of_the_group(office):
    chat = office
    await opened(chat)
    await chat.says("管理员", "/bind 住建局", "整改群")
    await chat.says("李工", "1号签收 @duban_bot", "整改群")
    await chat.says("李工", "/entry 1", "整改群")
    chat.heard()
    await chat.presses("李工", "报受阻", "整改群")

    assert chat.heard() == ["台账第 1 项的“报受阻”需要填写内容，请到私聊机器人办理，不在群里填写。"]
    assert await chat.store.drafts.find(21, chat.GROUPS["整改群"], chat.now) is None


async def test_a_picture_with_a_report_that_says_nothing_is_kept_and_the_words_are_asked_for(working):
    chat = working
    await chat.shows("李工", picture(1), "/report 1")
    (text,) = chat.heard()
    assert text.startswith("已收到证明材料1份，还要回答下面的问题。\n台账第 1 项 · 报进展\n请写明进展情况。")
    await goes(chat, "李工", "已进场", "〔发完了〕")

    assert "材料：照片1件" in chat.heard()[-1]


async def test_a_picture_too_large_begins_nothing(working):
    chat = working
    await chat.sends("李工", "现场.pdf", LARGE, caption="/report 1 已进场")
    assert chat.heard() == ["文件超过20 MB，机器人收不了，请压缩或分开后再发。"]

    assert await chat.store.drafts.find(21, 21, chat.now) is None
    assert await steps(chat) == [Step.ACKNOWLEDGE]


async def test_a_refusal_longer_than_a_toast_is_written(office):
    chat = office
    units = [f"第{i}水务管理中心" for i in range(30)]
    await opened(chat, *units)
    await admit(chat, "<b>张&", Capacity.SUPERVISOR, units[0])
    await chat.says("王科", "/entry 1")
    message = chat.last("王科")
    chat.heard()
    chat.toasts()
    data = "v1:ls:1.1.1.0"  # 签收, for no unit in particular
    await chat.settled(chat.world.presses(22, message, data))

    (text,) = chat.heard()
    assert text.startswith("台账第 1 项不能办“签收”：有多家责任单位，请指明是哪一家：")
    assert text.endswith("。") and units[-1] in text


async def test_a_wrong_figure_is_put_right(working):
    chat = working
    await goes(chat, "李工", "/report 1 已进场 60%", "1号更正")
    assert "请写明更正第几步、为什么" in chat.heard()[-1]
    await goes(chat, "李工", "录错了")
    assert len(chat.heard()) == 1
    await goes(chat, "李工", "第3步，完成比例录错", "50%")

    assert (await chat.store.ledger.entry(1)).tracks[0].share == 50
    assert await steps(chat) == [Step.ACKNOWLEDGE, Step.REPORT, Step.CORRECT]
