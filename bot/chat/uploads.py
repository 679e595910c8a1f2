"""A document sent to the bot → the knowledge folder: administrators only, and in private."""

from __future__ import annotations

import asyncio

from telegram import Update
from telegram.error import BadRequest

from bot.chat import filing, standing, wording
from bot.chat.desk import Context
from bot.chat.ledger import words
from bot.chat.permissions import Act
from bot.chat.render import Message
from bot.chat.say import reply
from bot.chat.wording import uploads
from bot.errors import Misuse
from bot.reading.folder import read_rules


async def sent(update: Update, context: Context) -> None:
    """A picture or a file in private: evidence for the ledger, or a document for the knowledge folder."""
    if await words.file(update, context) or await words.caption(update, context):
        return
    if update.message is not None and update.message.document is not None:
        await add(update, context)
    else:
        await not_text(update, context)


async def not_text(_: Update, __: Context) -> None:
    """A picture, a voice, a sticker: said to be not understood, rather than silence."""
    raise Misuse(wording.ONLY_TEXT)


async def add(update: Update, context: Context) -> None:
    """A file in private: keep it if it can be read, and offer to load it."""
    desk, received = context.desk, update.message
    await standing.require(Act.ADD, update, context)
    if received is None or received.document is None:
        return
    document = received.document
    name = filing.check(document.file_name or "", document.file_size or 0)
    try:
        content = bytes(await (await document.get_file()).download_as_bytearray())
    except BadRequest:
        raise Misuse(uploads.GONE) from None
    rules = desk.served.rules if desk.served else (await asyncio.to_thread(read_rules))[0]
    folder = desk.settings.paths.knowledge
    filed = await asyncio.to_thread(filing.file, content, name, folder, rules)
    told = uploads.filed(filed.name, filed.document, filed.duties, filed.problems)
    await reply(update, context, Message(tuple(told)))


async def not_here(_: Update, __: Context) -> None:
    """A file in a group, meant for the bot."""
    raise Misuse(uploads.IN_PRIVATE)
