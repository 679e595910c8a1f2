"""A question → an answer, and the passage or the other results behind its buttons."""

from __future__ import annotations

import asyncio
import contextlib
from functools import partial

from telegram import CallbackQuery, MessageEntity, Update
from telegram import Message as Received
from telegram.error import BadRequest

from bot.asking.conversation import is_talk, replies
from bot.chat import missing, permissions, wording
from bot.chat.buttons import Amend, Gone, OpenDuties, Report, Seen, Settle, ShowList
from bot.chat.desk import Context, Desk
from bot.chat.ledger import keys
from bot.chat.ledger import press as ledger
from bot.chat.ledger.words import spoken
from bot.chat.permissions import Act
from bot.chat.recent import Speaker
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
    if not await spoken(update, context, question):
        await answer(update, context, question)


async def unknown(_: Update, __: Context) -> None:
    """A command that is not in the table."""
    raise NotFound(wording.UNKNOWN_COMMAND)


async def ask(update: Update, context: Context) -> None:
    """``/ask 餐饮油烟谁负责``: the same with a command, as groups need it."""
    await answer(update, context, _words(context, wording.ASK_WHAT))


async def unit(update: Update, context: Context) -> None:
    """``/unit 住建局``: what that unit has to do."""
    name = _words(context, wording.UNIT_WHICH)
    await answer(update, context, answers.by_unit(name), leaning=False)


async def due(update: Update, context: Context) -> None:
    """``/due`` or ``/due 下个月``: what falls due this month, or then."""
    period = " ".join(context.args or ())
    await answer(update, context, answers.by_period(period), leaning=False)


async def list_sources(update: Update, context: Context) -> None:
    """``/sources``: the documents the answers come from."""
    served = known(context.desk)
    await reply(update, context, Message(tuple(sources.listed(served.documents, served.duties))))


async def press(update: Update, context: Context) -> None:
    """A button: near matters, more results, the passage before and after; a note for the administrator."""
    query = update.callback_query
    if query is None:
        return
    if (query.data or "").startswith(keys.OF_THE_LEDGER):
        await ledger.press(update, context)
        return
    desk, who = context.desk, permissions.person(update)
    permissions.require(Act.ASK, who, ())
    pressed = read_callback(query.data)
    meaning = desk.buttons.read(pressed[1], desk.now()) if pressed else Gone.EXPIRED
    match meaning:
        case Gone():
            gone = {Gone.EXPIRED: wording.EXPIRED, Gone.RELOADED: wording.RELOADED}[meaning]
            await _toast(query, gone, alert=True)
        case Report(question):
            await desk.store.report_missing(question, who or 0, desk.now())
            await _toast(query, wording.REPORTED)
        case Settle(questions):
            await _toast(query, await missing.settled(update, context, questions))
        case ShowList() | OpenDuties() | Amend():
            await _toast(query, wording.EXPIRED, alert=True)
        case _:
            await _toast(query)
            await reply(update, context, shown(desk, meaning))


async def _toast(query: CallbackQuery, text: str | None = None, *, alert: bool = False) -> None:
    # Telegram forgets a press after a short while; what comes of it is still worth doing.
    with contextlib.suppress(BadRequest):
        await query.answer(text, show_alert=alert)


async def answer(update: Update, context: Context, text: str, *, leaning: bool = True) -> None:
    """Answer *text*; *leaning*: in the light of what its author was answered before."""
    desk, now = context.desk, context.desk.now()
    served = known(desk)
    speaker = _speaker(update)
    minutes = desk.settings.questions.follow_up_minutes
    before = desk.recent.before(speaker, now, minutes) if leaning else None
    work = partial(replies, served.answerer, text[:LIMIT], now.date(), before)
    told = await asyncio.get_running_loop().run_in_executor(desk.thinking, work)
    leaned_on = [reply for reply in told if not is_talk(reply)]
    if leaned_on and desk.served is served:  # not, where a reload came between
        desk.recent.remember(speaker, answers.before(leaned_on[-1]), now)
    message = answers.replied(told, _stage(desk, served))
    if len(text) > LIMIT:
        message = Message((*message.blocks, wording.CUT.format(limit=LIMIT)), message.buttons)
    await reply(update, context, message)


def _speaker(update: Update) -> Speaker:
    chat, sender = update.effective_chat, update.effective_sender
    return (chat.id if chat else 0, sender.id if sender else 0)


def shown(desk: Desk, meaning: Seen) -> Message:
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
