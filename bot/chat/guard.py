"""What stands before every handler: the limit, and after it: the one place for errors."""

from __future__ import annotations

import logging
from collections.abc import Callable, Coroutine
from datetime import datetime, timedelta
from typing import Any

from telegram import CallbackQuery, Update
from telegram.constants import CallbackQueryLimit
from telegram.error import BadRequest, TelegramError

from bot.chat import groups, wording
from bot.chat.desk import Context, Desk
from bot.chat.limits import Verdict
from bot.chat.render import Message, h
from bot.chat.say import reply
from bot.errors import BotError, StoreError, TooMany

log = logging.getLogger(__name__)

Handler = Callable[[Update, Context], Coroutine[Any, Any, None]]

_WAITED = timedelta(minutes=1)  # longer than this a message only waits where the bot was away


def limited(handler: Handler) -> Handler:
    """Let *handler* see only what comes no faster than people type."""

    async def run(update: Update, context: Context) -> None:
        desk = context.desk
        match _verdict(update, desk):
            case Verdict.GO:
                await _remember(update, context)
                await handler(update, context)
            case Verdict.WARN:
                raise TooMany(wording.TOO_FAST)
            case Verdict.DROP:
                log.debug("dropped: asks too fast")

    return run


def _verdict(update: Update, desk: Desk) -> Verdict:
    """Judge how fast somebody is: ticking boxes is faster than asking, and an album is one message."""
    who, message = _who(update), update.message
    if update.callback_query is not None:
        return desk.presses.judge(who, desk.now())
    if message is not None and message.media_group_id:
        if desk.albums.get(who) == message.media_group_id:
            return Verdict.GO
        desk.albums[who] = message.media_group_id
    return desk.limits.judge(who, _asked_at(update, desk))


async def on_error(update: object, context: Context) -> None:
    """Tell the person what a BotError says; log anything else and admit only that."""
    error = context.error
    if isinstance(error, BotError):
        text = str(error)
    else:
        log.error("unexpected error in a handler", exc_info=error)
        text = wording.BROKEN
    if not isinstance(update, Update) or isinstance(error, TelegramError):
        return  # nobody to tell, or telling is what failed
    if update.callback_query is None:
        await reply(update, context, Message((h(text),)))
        return
    if not await _toasted(update.callback_query, text):
        await reply(update, context, Message((h(text),)))


async def _toasted(query: CallbackQuery, text: str) -> bool:
    """Show *text* over the chat; False where it is too long, or Telegram has forgotten the press."""
    fits = len(text) <= CallbackQueryLimit.ANSWER_CALLBACK_QUERY_TEXT_LENGTH
    try:
        await query.answer(text if fits else None, show_alert=fits)
    except BadRequest:
        return False
    return fits


async def _remember(update: Update, context: Context) -> None:
    """Enter the chat into the store; where that fails, the answer is worth more than the entry."""
    if update.effective_chat is None:
        return
    try:
        await groups.remember(update.effective_chat, context)
    except StoreError as error:
        log.warning("chat not remembered: %s", error)


def _asked_at(update: Update, desk: Desk) -> datetime:
    """Return when it was asked: questions of one morning, heard all at once, are not too fast."""
    now, message = desk.now(), update.message
    return message.date if message and now - message.date > _WAITED else now


def _who(update: Update) -> int:
    """Return whose limit it is: the person's, or the chat's that somebody speaks for."""
    sender = update.effective_sender
    return sender.id if sender else 0
