"""The English sentence under what the bot says: the right one, for each kind of message."""

from __future__ import annotations

import pytest

from bot.chat.wording import entries, openings
from bot.sandbox import glosses

SAID = [
    pytest.param("/start", "What the bot is for", id="the greeting"),
    pytest.param("/help", "How to ask", id="the help"),
    pytest.param("/whoami", "Who you are", id="who one is"),
    pytest.param("/sources", "The documents that answers come from", id="the documents"),
    pytest.param("/unit", "The command needs words", id="a command without words"),
    pytest.param("/nothing", "There is no such command", id="an unknown command"),
    pytest.param("/missing", "Nobody has reported", id="nothing was reported"),
    pytest.param("县水利局负责什么", "A list", id="a unit's list"),
    pytest.param("2031年12月到期的有哪些", "The documents do not say", id="nothing is due"),
    pytest.param("公积金怎么提取谁管", "The documents do not say", id="not found"),
    pytest.param("餐饮油烟谁负责？秸秆禁烧谁管？", "Several questions", id="several questions"),
    pytest.param("扬尘管控谁负责", "Several units are listed", id="units without a lead"),
    pytest.param("柴油货车淘汰谁负责", "The document names nobody", id="nobody is named"),
    pytest.param("餐饮油烟谁负责", "Who answers for it", id="an answer"),
    pytest.param("整改", "Asked too generally", id="too general"),
]


@pytest.mark.parametrize(("text", "begins"), SAID)
async def test_what_the_bot_says_is_explained(chat, text, begins):
    await chat.says("管理员", text)

    assert glosses.of_bot(chat.last("管理员")).startswith(begins)


OF_THE_LEDGER = [
    pytest.param("台账第 2 项 雨污分流：待签收，还有3天\n下一步：…", "How far the entry is", id="a card"),
    pytest.param("台账第 2 项：何汀签收，现为“整改中”。", "Recorded", id="a step"),
    pytest.param("台账第 2 项不能办“销号”：公示未满。", "Refused", id="a refusal"),
    pytest.param("台账第 2 项 · 公示：请核对\n雨污分流", "What will be recorded", id="to be confirmed"),
    pytest.param("台账第 2 项 · 不予销号\n请写明理由。", "The bot asks", id="a question"),
    pytest.param("台账第 2 项 · 报进展：已收到证明材料1份", "Kept as evidence", id="a photo"),
    pytest.param("台账第 2 项 雨污分流：共12步，现为“整改中”", "All that happened", id="a history"),
    pytest.param("没有登记：还缺“长效机制”", "Not recorded", id="something is missing"),
    pytest.param("等您办的：共1项\n2 雨污分流", "What waits for this person", id="what waits"),
    pytest.param(entries.NOTHING_WAITS, "Nothing waits", id="nothing waits"),
    pytest.param("待立项：107项", "What the documents order", id="proposals"),
    pytest.param(openings.FINDING_ENTERED.format(number=1), "Noted", id="a finding"),
    pytest.param(f"待验收：{entries.NOTHING_LISTED}", "The list is empty", id="an empty list"),
]


@pytest.mark.parametrize(("text", "begins"), OF_THE_LEDGER)
def test_what_is_said_of_the_ledger_is_explained(text, begins):
    assert glosses.of_bot({"text": text}).startswith(begins)


async def test_the_list_of_what_was_not_found_is_no_answer_that_was_not_found(chat):
    await chat.says("李工", "公积金怎么提取谁管")
    await chat.presses("李工", "告诉管理员没查到")
    await chat.says("管理员", "/missing")

    assert glosses.of_bot(chat.last("管理员")).startswith("What people asked")
    assert glosses.of_person("餐饮油烟谁负责", "duban_bot").startswith("Who is responsible")
