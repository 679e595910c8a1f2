"""A question → an answer, and the passage or the other results behind its buttons."""

from __future__ import annotations

import contextlib

from telegram import Message as Received
from telegram import MessageEntity, Update
from telegram.error import BadRequest

from bot.chat import permissions, wording
from bot.chat.buttons import Gone, Meaning
from bot.chat.desk import Context, Desk
from bot.chat.permissions import Act
from bot.chat.render import Message, read_callback
from bot.chat.say import reply
from bot.chat.served import Served
from bot.chat.wording import answers, sources
from bot.errors import Misuse, NotFound

LIMIT = 500  # characters of a question that are looked at (R45)


async def any_text(update: Update, context: Context) -> None:
    """Answer any text said to the bot: in private, to a mention, to a reply."""
    received = update.message
    if received is None:
        return
    question = without_mention(received, context.bot.username)
    if not question:
        raise Misuse(wording.alone(received.chat.type != received.chat.PRIVATE))
    await reply(update, context, told(context.desk, question))


async def unknown(_: Update, __: Context) -> None:
    """A command that is not in the table."""
    raise NotFound(wording.UNKNOWN_COMMAND)


async def not_text(_: Update, __: Context) -> None:
    """A picture, a voice, a file: said to be not understood, rather than silence."""
    raise Misuse(wording.ONLY_TEXT)


async def ask(update: Update, context: Context) -> None:
    """``/ask 餐饮油烟谁负责``: the same with a command, as groups need it."""
    await reply(update, context, told(context.desk, _words(context, wording.ASK_WHAT)))


async def unit(update: Update, context: Context) -> None:
    """``/unit 住建局``: what that unit has to do."""
    name = _words(context, wording.UNIT_WHICH)
    await reply(update, context, told(context.desk, answers.by_unit(name)))


async def due(update: Update, context: Context) -> None:
    """``/due`` or ``/due 下个月``: what falls due this month, or then."""
    period = " ".join(context.args or ())
    await reply(update, context, told(context.desk, answers.by_period(period)))


async def list_sources(update: Update, context: Context) -> None:
    """``/sources``: the documents the answers come from."""
    served = known(context.desk)
    await reply(update, context, Message(tuple(sources.listed(served.documents, served.duties))))


async def press(update: Update, context: Context) -> None:
    """A button: near matters, more results, the passage before and after."""
    query = update.callback_query
    if query is None:
        return
    desk = context.desk
    permissions.require(Act.ASK, permissions.person(update), desk.settings.people.administrators)
    pressed = read_callback(query.data)
    meaning = desk.buttons.read(pressed[1], desk.now()) if pressed else Gone.EXPIRED
    gone = {Gone.EXPIRED: wording.EXPIRED, Gone.RELOADED: wording.RELOADED}
    # Telegram forgets a press after a short while; the answer itself is still worth sending.
    with contextlib.suppress(BadRequest):
        if isinstance(meaning, Gone):
            await query.answer(gone[meaning], show_alert=True)
        else:
            await query.answer()
    if not isinstance(meaning, Gone):
        await reply(update, context, shown(desk, meaning))


def told(desk: Desk, question: str) -> Message:
    """Return the answer to *question* in words."""
    served = known(desk)
    stage = _stage(desk, served)
    message = answers.told(served.answerer.answer(question[:LIMIT], stage.today), stage)
    if len(question) > LIMIT:
        return Message((*message.blocks, wording.CUT.format(limit=LIMIT)), message.buttons)
    return message


def shown(desk: Desk, meaning: Meaning) -> Message:
    """Return what a button means in words."""
    return answers.shown(meaning, _stage(desk, known(desk)))


def known(desk: Desk) -> Served:
    """Return what is being served.

    Raises:
        NotFound: nothing could be loaded yet.
    """
    if desk.served is None:
        raise NotFound(wording.NOT_LOADED)
    return desk.served


def without_mention(received: Received, username: str) -> str:
    """Return the words of *received* without the mention that called the bot."""
    text = received.text or ""
    handle = f"@{username}".lower()
    for word in received.parse_entities([MessageEntity.MENTION, MessageEntity.TEXT_MENTION]).values():
        if word.lower() == handle:
            text = text.replace(word, " ")
    return " ".join(text.split())


def _stage(desk: Desk, served: Served) -> answers.Stage:
    now = desk.now()
    return answers.Stage(
        served.documents, now.date(), served.answerer.find, lambda meaning: desk.buttons.mint(meaning, now)
    )


def _words(context: Context, otherwise: str) -> str:
    words = " ".join(context.args or ())
    if not words:
        raise Misuse(otherwise)
    return words
