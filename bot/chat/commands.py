"""The commands, once: help, Telegram's menus and the handlers follow from this table."""

from __future__ import annotations

import logging
from collections.abc import Collection, Sequence
from dataclasses import dataclass

from telegram import (
    Bot,
    BotCommand,
    BotCommandScope,
    BotCommandScopeAllGroupChats,
    BotCommandScopeAllPrivateChats,
    BotCommandScopeChat,
)
from telegram.error import BadRequest, Forbidden

log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Command:
    """One command: its name, what it does in Chinese and in English, and where it is offered."""

    name: str
    does: str
    english: str
    in_groups: bool = True
    for_administrators: bool = False


COMMANDS = (
    Command(
        "ask",
        "查责任、时限和依据，如 /ask 餐饮油烟谁负责",
        "Ask who is responsible, by when, on what grounds",
    ),
    Command("unit", "查某单位的事项，如 /unit 住建局", "What a unit has to do"),
    Command("due", "查到期事项，如 /due 本月", "What falls due, this month by default"),
    Command("mine", "查看等我办的事项", "What waits for you"),
    Command("entry", "查看台账一项，如 /entry 17", "One entry of the ledger"),
    Command("list", "查台账清单，如 /list 逾期", "Lists of the ledger"),
    Command("report", "报进展，如 /report 17 已进场施工 60%", "Report progress on an entry"),
    Command("cancel", "取消正在办的步骤", "Call off the step you have begun", in_groups=False),
    Command("join", "申请加入，如 /join 住建局", "Ask to be admitted for a unit", in_groups=False),
    Command("finding", "报告现场发现的问题", "Report what you found on the spot"),
    Command("open", "把文件里的事项立项", "Open entries for what documents order", in_groups=False),
    Command("export", "导出台账文件，如 /export 整改台账", "The ledger as a file", in_groups=False),
    Command("handover", "查看移交清单", "What a successor inherits", in_groups=False),
    Command("sources", "查看已载入的文件", "The documents the answers come from"),
    Command("whoami", "查看本人编号和身份", "Your id and role here"),
    Command("help", "使用说明", "How to use this bot"),
    Command("start", "开始使用", "Begin", in_groups=False),
    Command("reload", "重新加载资料", "Load the documents again", in_groups=False, for_administrators=True),
    Command(
        "people",
        "查看加入申请和人员",
        "Who asks to be admitted, and who is what",
        in_groups=False,
        for_administrators=True,
    ),
    Command(
        "bind",
        "绑定本群可以看的单位、镇街",
        "Which units and towns a group may see",
        for_administrators=True,
    ),
    Command(
        "missing",
        "查看没有查到的问题",
        "What was asked and not found",
        in_groups=False,
        for_administrators=True,
    ),
    Command(
        "admin",
        "凭服务器终端给出的验证码成为管理员",
        "Become an administrator with a code from the terminal",
        in_groups=False,
        for_administrators=True,  # who needs it is told by the terminal
    ),
)


def offered(private: bool, administrator: bool) -> list[Command]:
    """Return the commands to offer in a chat of this kind to this person."""
    return [c for c in COMMANDS if (private or c.in_groups) and (administrator or not c.for_administrators)]


async def set_menus(bot: Bot, administrators: Collection[int]) -> None:
    """Tell Telegram the menus: by kind of chat and by language, Chinese where none is known."""
    await _set(bot, offered(True, False), BotCommandScopeAllPrivateChats())
    await _set(bot, offered(False, False), BotCommandScopeAllGroupChats())
    for administrator in administrators:
        try:
            await set_own_menu(bot, administrator)
        except (BadRequest, Forbidden) as refused:
            # Somebody who never wrote to the bot has no chat with it yet.
            log.info("no menu for administrator %s: %s", administrator, refused)


async def set_own_menu(bot: Bot, administrator: int) -> None:
    """Tell Telegram the menu that one administrator sees in private."""
    await _set(bot, offered(True, True), BotCommandScopeChat(administrator))


async def _set(bot: Bot, commands: Sequence[Command], scope: BotCommandScope) -> None:
    await bot.set_my_commands([BotCommand(c.name, c.does) for c in commands], scope)
    english = [BotCommand(c.name, c.english) for c in commands]
    await bot.set_my_commands(english, scope, language_code="en")
