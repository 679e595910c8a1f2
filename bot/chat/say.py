"""Sending: the one place that talks to Telegram on behalf of the handlers (R15 to R20)."""

from __future__ import annotations

import logging
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import timedelta

from telegram import (
    InlineKeyboardButton,
    InlineKeyboardMarkup,
    InputFile,
    LinkPreviewOptions,
    ReplyParameters,
    Update,
)
from telegram.constants import ParseMode
from telegram.error import BadRequest, ChatMigrated, Forbidden, TelegramError

from bot.chat import wording
from bot.chat.desk import Context
from bot.chat.render import Button, Message, is_long, pack, plain

log = logging.getLogger(__name__)

_QUIET = LinkPreviewOptions(is_disabled=True)


@dataclass(frozen=True, slots=True)
class Place:
    """Where to say something: the chat, its topic, and in groups the message that is answered."""

    chat_id: int
    reply_to: int | None = None
    thread: int | None = None


def place(update: Update) -> Place | None:
    """Return where the answer to *update* belongs."""
    chat, message = update.effective_chat, update.effective_message
    if chat is None:
        return None
    if message is None or not message.is_accessible:
        return Place(chat.id)
    reply_to = None if chat.type == chat.PRIVATE else message.message_id
    thread = message.message_thread_id if message.is_topic_message else None
    return Place(chat.id, reply_to, thread)


async def reply(update: Update, context: Context, message: Message) -> None:
    """Answer *update*; one that waited while the bot was away is answered with a note."""
    where = place(update)
    if where is None:
        return
    if note := _late(update, context):
        message = replace(message, blocks=(*message.blocks, note))
    await say(context, where, message)


async def say(context: Context, where: Place, message: Message) -> None:
    """Send *message* as one or more messages, or as a file where it would be too many."""
    if is_long(message.blocks):
        await _send(context, where, Message((message.blocks[0], wording.IS_LONG), message.buttons))
        await _send_file(context, where, message.plain())
    else:
        await _send(context, where, message)


async def say_if_possible(context: Context, where: Place, message: Message) -> None:
    """Say something nobody asked for; one who never wrote to the bot, or blocked it, cannot be told."""
    try:
        await say(context, where, message)
    except TelegramError as error:
        log.info("%s is not told: %s", where.chat_id, error)


async def _send(context: Context, where: Place, message: Message) -> None:
    texts = pack(message.blocks)
    for text in texts:
        markup = keyboard(message.buttons) if text is texts[-1] else None
        try:
            await _send_text(context, where, text, markup)
        except ChatMigrated as moved:
            where = await _moved(context, where, moved)
            await _send_text(context, where, text, markup)
        except Forbidden:
            await _left(context, where)
            return


async def _send_text(context: Context, where: Place, text: str, markup: InlineKeyboardMarkup | None) -> None:
    try:
        await _post(context, where, text, markup, ParseMode.HTML)
    except ChatMigrated:
        raise
    except BadRequest as refused:
        reason = refused.message.lower()
        if "can't parse entities" in reason:
            log.error("Telegram could not read our HTML, sent as plain text: %s", refused)
            await _post(context, where, plain(text), markup, None)
        elif "thread not found" in reason and where.thread is not None:
            log.warning("topic %s of chat %s is gone", where.thread, where.chat_id)
            await _post(context, replace(where, thread=None), text, markup, ParseMode.HTML)
        else:
            raise


async def _post(
    context: Context, where: Place, text: str, markup: InlineKeyboardMarkup | None, mode: ParseMode | None
) -> None:
    await context.bot.send_message(
        where.chat_id,
        text,
        parse_mode=mode,
        reply_markup=markup,
        link_preview_options=_QUIET,
        message_thread_id=where.thread,
        reply_parameters=_answering(where),
    )


async def _send_file(context: Context, where: Place, text: str) -> None:
    try:
        await context.bot.send_document(
            where.chat_id,
            InputFile(text.encode("utf-8-sig"), filename=wording.FILE_NAME),
            message_thread_id=where.thread,
            reply_parameters=_answering(where),
        )
    except Forbidden:
        await _left(context, where)


async def _moved(context: Context, where: Place, moved: ChatMigrated) -> Place:
    log.info("chat %s is now %s", where.chat_id, moved.new_chat_id)
    await context.desk.store.migrate_chat(where.chat_id, moved.new_chat_id)
    return Place(moved.new_chat_id)


async def _left(context: Context, where: Place) -> None:
    log.info("chat %s does not let the bot write", where.chat_id)
    await context.desk.store.mark_chat(where.chat_id, "left")


def _answering(where: Place) -> ReplyParameters | None:
    if where.reply_to is None:
        return None
    return ReplyParameters(where.reply_to, allow_sending_without_reply=True)


def keyboard(buttons: Sequence[Sequence[Button]]) -> InlineKeyboardMarkup | None:
    """Return rows of buttons as Telegram takes them; None for none."""
    rows = [
        [InlineKeyboardButton(button.label, callback_data=button.data) for button in row] for row in buttons
    ]
    return InlineKeyboardMarkup(rows) if rows else None


def _late(update: Update, context: Context) -> str | None:
    if update.message is None:
        return None
    waited = context.desk.now() - update.message.date
    if waited <= timedelta(minutes=context.desk.settings.questions.late_minutes):
        return None
    return wording.late(int(waited.total_seconds() // 60))
