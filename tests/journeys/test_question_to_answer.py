"""A question → an answer, in private."""

from __future__ import annotations

import pytest


async def test_the_first_line_is_the_answer(chat):
    await chat.says("李工", "餐饮油烟谁负责")

    assert chat.first_line() == "开展餐饮油烟整治：县市场监管局（牵头）"


async def test_an_answer_has_roles_limit_target_quote_and_source(chat):
    await chat.says("李工", "餐饮油烟谁负责")
    (text,) = chat.heard()

    assert "\n配合：县城管局、县生态环境分局\n" in text
    assert "\n完成时限：2026年6月30日（还有90天）\n依据：“6月底前”" in text
    assert "\n目标：安装率达到95%以上\n" in text
    assert "\n　　由县市场监管局牵头开展餐饮油烟整治，" in text
    assert "\n来源：《白鹭县召开生态环境问题整改推进会》 2026-03-02 · 一" in text


async def test_departments_in_a_row_have_no_lead(chat):
    await chat.says("李工", "建筑工地扬尘谁负责")

    assert "（列名，原文未明确牵头）" in chat.first_line()


async def test_when_nobody_is_named_that_is_the_answer(chat):
    await chat.says("李工", "污水处理厂提标改造谁负责")
    (text,) = chat.heard()

    assert text.split("\n")[0].endswith("：原文未明确责任单位")
    assert "参考：按“三管三必须”" in text
    assert "文件未写明，请核实" in text


async def test_two_documents_that_disagree_are_both_shown(chat):
    await chat.says("李工", "入河排污口整治谁负责")
    (text,) = chat.heard()

    assert text.split("\n")[0] == "开展入河排污口整治：县生态环境分局（牵头）（另一份文件说法不一，见下）"
    assert "另一份较早的文件说法不一，请核对\n开展入河排污口整治：县水利局（牵头）" in text
    assert "《白鹭县河湖问题整改方案》 2026-05-08" in text
    assert "《白鹭县召开生态环境问题整改推进会》 2026-03-02" in text


async def test_html_in_a_document_is_shown_as_text(chat):
    await chat.says("李工", "入河排污口整治谁负责")

    assert "<script>方案</script>编制 & 备案" in chat.heard()[0]


async def test_when_asked_for_the_day_the_day_comes_first(chat):
    await chat.says("李工", "垃圾中转站异味治理什么时候完成")
    (text,) = chat.heard()

    assert text.split("\n")[:2] == [
        "开展垃圾中转站异味治理：2026年4月15日（还有14天）",
        "责任单位：县城管局（牵头）",
    ]
    assert text.count("2026年4月15日（还有14天）") == 1


async def test_a_day_that_has_passed_says_so(chat):
    chat.later(days=20)
    await chat.says("李工", "垃圾中转站异味治理什么时候完成")

    assert chat.first_line() == "开展垃圾中转站异味治理：2026年4月15日（已过6天）"


async def test_what_is_not_in_the_documents_is_not_guessed(chat):
    await chat.says("李工", "地铁三号线什么时候开通")

    assert chat.heard() == [
        "资料中没有查到相关部署：“地铁三号线什么时候开通”。\n"
        "可以换个说法再问，或发送 /sources 查看已载入的文件。"
    ]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        pytest.param("/ask 餐饮油烟谁负责", "开展餐饮油烟整治：县市场监管局（牵头）", id="ask"),
        pytest.param("/unit 县水利局", "县水利局：共2项", id="unit"),
        pytest.param("/due", "本月到期的有哪些：共1项", id="due means this month"),
        pytest.param("/due 6月", "6月到期的有哪些：共1项", id="due by month"),
        pytest.param("/sources", "已载入文件：2份，共", id="sources"),
        pytest.param("/start", "督办：从会议和整改文件中查责任单位", id="start"),
        pytest.param("/help", "怎么问：", id="help"),
        pytest.param("/whoami", "身份：普通用户（可查询）", id="whoami"),
        pytest.param("/ask", "请在命令后写上问题", id="ask without a question"),
        pytest.param("/unit", "请在命令后写上单位", id="unit without a name"),
        pytest.param("/nope", "没有这个命令", id="an unknown command"),
    ],
)
async def test_commands(chat, text, expected):
    await chat.says("李工", text)

    assert chat.first_line().startswith(expected)


async def test_start_says_what_must_not_be_sent(chat):
    await chat.says("李工", "/start")

    assert "请勿发送或载入国家秘密、工作秘密和敏感个人信息。" in chat.heard()[0]


async def test_whoami_says_the_number_in_private(chat):
    await chat.says("李工", "/whoami")

    assert chat.heard() == ["身份：普通用户（可查询）\n编号：21"]


async def test_help_offers_reload_to_administrators_only(chat):
    await chat.says("李工", "/help")
    await chat.says("管理员", "/help")
    ordinary, administrator = chat.heard()

    assert ("/reload" in ordinary, "/reload" in administrator) == (False, True)


@pytest.mark.parametrize(
    "text",
    [
        pytest.param("<script>alert(1)</script>", id="a script"),
        pytest.param("&lt;b&gt; & <b>", id="references and tags"),
        pytest.param("</blockquote></b>谁负责", id="ends without a start"),
        pytest.param("油" * 5000, id="5,000 characters"),
        pytest.param("👍🏽𠮷" * 500, id="signs of two units"),
        pytest.param("督\ud800办", id="a lone surrogate"),
        pytest.param("\u202e油烟\x00\x07", id="controls"),
        pytest.param("责任、" * 1500, id="a list without end"),
        pytest.param("？？？！！", id="punctuation only"),
        pytest.param(".*(a+)+$[", id="a pattern"),
        pytest.param("'; DROP TABLE duty; --", id="SQL"),
        pytest.param("谢谢", id="small talk"),
        pytest.param("@channel 大家都来看", id="somebody else's mention"),
    ],
)
async def test_whatever_is_typed_gets_one_honest_answer(chat, text):
    await chat.says("<b>张&", text)

    assert len(chat.heard()) == 1
    assert "/ask 查责任" not in text
    await chat.says("李工", "餐饮油烟谁负责")
    assert chat.first_line() == "开展餐饮油烟整治：县市场监管局（牵头）"


async def test_a_question_that_is_repeated_calls_nobody(chat):
    await chat.says("李工", "@wangke 看看地铁")

    assert "@" not in chat.heard()[0]


async def test_an_edited_question_is_not_answered_again(chat):
    await chat.says("李工", "餐饮油烟谁负责")
    chat.heard()
    chat.world.edits(21, 1, "秸秆禁烧谁管")
    await chat.says("李工", "县水利局负责什么")

    assert [text.split("\n")[0] for text in chat.heard()] == ["县水利局：共2项"]


async def test_a_question_that_waited_is_answered_with_a_note(chat):
    await chat.says("李工", "餐饮油烟谁负责", ago=25)
    (text,) = chat.heard()

    assert text.startswith("开展餐饮油烟整治：")
    assert text.endswith("这条消息是25分钟前发来的，服务恢复后补复。")


async def test_questions_asked_while_the_bot_was_away_are_answered_in_order(stage):
    stage.world.says(21, "餐饮油烟谁负责")
    last = stage.world.says(21, "县水利局负责什么")
    await stage.begins()
    await stage.settled(last)

    assert [text.split("\n")[0] for text in stage.heard()] == [
        "开展餐饮油烟整治：县市场监管局（牵头）",
        "县水利局：共2项",
    ]
    await stage.ends()


async def test_a_morning_of_questions_heard_all_at_once_is_not_too_fast(stage):
    """What piled up while the bot was away came no faster than a person types."""
    asked = [stage.world.says(21, "餐饮油烟谁负责", ago=60 * minute) for minute in range(60, 50, -1)]
    await stage.begins(per_minute=20)
    await stage.settled(asked[-1])

    assert [text[:8] for text in stage.heard()] == ["开展餐饮油烟整治"] * 10
    await stage.ends()


async def test_who_asks_too_fast_is_told_once_and_then_met_with_silence(stage):
    await stage.begins(per_minute=20)
    for _ in range(8):
        await stage.says("李工", "餐饮油烟谁负责")
    await stage.says("王科", "餐饮油烟谁负责")

    assert [text[:8] for text in stage.heard("李工")] == ["开展餐饮油烟整治"] * 5 + ["您的提问过于频繁"]
    stage.later(seconds=3)
    await stage.says("李工", "餐饮油烟谁负责")
    assert stage.first_line().startswith("开展餐饮油烟整治")
    await stage.ends()


def minutes(number: int) -> str:
    title = f"白鹭县第{number}号会议纪要{'（关于水环境问题整改）' * 8}"
    return f"{title}\n\n2026年3月9日\n\n由县水利局牵头开展巡查。\n"


async def test_a_long_answer_is_packed_and_numbered(chat):
    for i in range(60):
        chat.writes(f"第{i:02}号文件.txt", minutes(i))
    await chat.says("管理员", "/reload")
    chat.heard()
    await chat.says("李工", "/sources")
    parts = chat.heard()

    assert [part[-5:] for part in parts] == [f"（{i}/{len(parts)}）" for i in range(1, len(parts) + 1)]
    assert 1 < len(parts) <= 5


async def test_what_is_too_long_for_messages_comes_as_a_file(chat):
    for i in range(300):
        chat.writes(f"{i:03}.txt", minutes(i))
    await chat.says("管理员", "/reload")
    chat.heard()
    await chat.says("李工", "/sources")
    ((_, file),) = chat.world.files.items()

    assert chat.heard()[0].endswith("内容较长，全文见附件。")
    assert file.name == "答复.txt"
    assert file.content.decode("utf-8-sig").count("号会议纪要") == 300
