"""Greeting, help, and who somebody is to the bot."""

from __future__ import annotations

import re

from telegram import Update

from bot.chat import permissions, standing, wording
from bot.chat.commands import offered
from bot.chat.desk import Context
from bot.chat.ledger import entries
from bot.chat.ledger.caller import caller
from bot.chat.permissions import Act
from bot.chat.render import Message
from bot.chat.say import reply
from bot.chat.wording.people import posts

#: What a link in a group carries: the entry that is gone on with in private.
_ENTRY = re.compile(r"e[1-9][0-9]{0,8}")


async def start(update: Update, context: Context) -> None:
    """``/start``: what the bot is for, and what must not be sent to it."""
    words = " ".join(context.args or ())
    if words == "mine":  # from a link in a group
        await entries.mine(update, context)
        return
    if _ENTRY.fullmatch(words):  # from a link in a group
        who = await caller(update, context)
        await reply(update, context, await entries.shown(context, who, int(words[1:])))
        return
    await reply(
        update, context, Message(tuple(wording.start(await standing.may(Act.RELOAD, update, context))))
    )


async def show_help(update: Update, context: Context) -> None:
    """``/help``: the commands of this kind of chat, as in Telegram's menu."""
    chat = update.effective_chat
    private = chat is None or chat.type == chat.PRIVATE
    administrator = await standing.may(Act.RELOAD, update, context)
    listed = [(c.name, c.does) for c in offered(private, administrator)]
    await reply(update, context, Message(tuple(wording.help_text(listed))))


async def whoami(update: Update, context: Context) -> None:
    """``/whoami``: the numeric id and the role."""
    chat = update.effective_chat
    private = chat is not None and chat.type == chat.PRIVATE
    administrator = await standing.may(Act.RELOAD, update, context)
    text = wording.whoami(permissions.person(update), administrator, private)
    found = await standing.person(update, context)
    held = posts(found, context.desk.now().date()) if found and private else []
    await reply(update, context, Message((text, *held)))
