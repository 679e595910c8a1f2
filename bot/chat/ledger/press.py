"""A button of the ledger is pressed: by whom, and what it then does (rules 5.3 and R44)."""

from __future__ import annotations

import contextlib
from io import BytesIO

from telegram import CallbackQuery, InputFile, Update
from telegram.constants import ParseMode
from telegram.error import BadRequest

from bot.chat.desk import Context
from bot.chat.ledger import dialogue, entries, exporting, findings, joining, keys, opening, taking
from bot.chat.ledger.caller import Caller, caller, entry_of
from bot.chat.ledger.keys import Answer
from bot.chat.render import Message, read_callback
from bot.chat.say import keyboard, place, reply
from bot.chat.wording import dialogues, exports
from bot.chat.wording import presses as wording
from bot.errors import NotAllowed, NotFound
from bot.exports.kinds import Form, Kind, forms
from bot.ledger.event import Facts


async def press(update: Update, context: Context) -> None:
    """Do what a button of the ledger means; its presser is looked at anew, its entry too."""
    query = update.callback_query
    pressed = read_callback(query.data) if query else None
    if query is None or pressed is None:
        return
    action, first, *more = pressed
    who = await caller(update, context)
    match action, more:
        case "le", []:
            message = await entries.shown(context, who, first)
        case "lh", []:
            message = await entries.told_history(context, who, first)
        case "ll", []:
            message = await entries.next_page(context, who, first)
        case "lv", []:
            await _evidence(update, context, who, first)
            return
        case "lx", []:
            await _export(update, context, who, first)
            return
        case "ls", [seq, step, place_of]:
            message = await _step(context, who, first, seq, step, place_of)
        case "ld", [entry, *number]:
            await _answer(update, context, who, query, first, entry, number)
            return
        case "lp", []:
            message = await opening.pressed(context, who, first)
        case "lf", [yes]:
            message = await findings.pressed(context, who, first, bool(yes))
        case "lj", [yes]:
            message = await joining.pressed(context, who, first, bool(yes))
        case _:
            raise NotFound(wording.BUTTON_GONE)
    await _toast(query)
    await reply(update, context, message)


async def _step(context: Context, who: Caller, number: int, seq: int, step: int, place_of: int) -> Message:
    entry = await entry_of(context, who, number)
    if step >= len(keys.STEPS) or place_of > len(entry.units):
        raise NotFound(wording.BUTTON_GONE)
    if not await context.desk.store.ledger.already(who.heard):
        taking.unchanged(entry, seq)
    facts = Facts(unit=entry.units[place_of - 1] if place_of else "")
    return await dialogue.begin(context, who, entry, keys.STEPS[step], facts)


async def _answer(
    update: Update,
    context: Context,
    who: Caller,
    query: CallbackQuery,
    said: int,
    number: int,
    more: list[int],
) -> None:
    """A button under a question: it answers the question only for who was asked, while it is asked."""
    if said == Answer.CANCEL:
        await _toast(query)
        await reply(update, context, await dialogue.called_off(context, who))
        return
    current = await dialogue.current(context, who)
    if current is None or current[0].entry != number:
        raise NotFound(dialogues.ONLY_YOURS)
    begun, entry = current
    if said == Answer.TICK and more:
        begun = await dialogue.ticked(context, who, begun, entry, more[0])
        await _toast(query)
        with contextlib.suppress(BadRequest):  # nothing has changed, or the message is gone
            question = dialogue.asked(begun, entry, who)
            await query.edit_message_text(
                "\n".join(question.blocks), ParseMode.HTML, reply_markup=keyboard(question.buttons)
            )
        return
    every = dialogue.ticked_all if said == Answer.ALL else dialogue.passed
    message = await every(context, who, begun, entry)
    await _toast(query)
    await reply(update, context, message)


async def _evidence(update: Update, context: Context, who: Caller, number: int) -> None:
    """Send the evidence of an entry, each piece as the file that it is."""
    entry, where = await entry_of(context, who, number), place(update)
    if where is None:
        return
    if query := update.callback_query:
        await _toast(query)
    pieces = {piece.digest: piece for event in entry.history for piece in event.facts.evidence}
    for count, piece in enumerate(list(pieces.values())[-dialogue.MOST_PIECES :], 1):
        content = await context.desk.store.ledger.evidence(piece.digest)
        if content is None:
            continue
        name = piece.name or wording.FILE_NAME.format(number=number, count=count)
        await context.bot.send_document(
            where.chat_id, InputFile(BytesIO(content), filename=name), message_thread_id=where.thread
        )


async def _export(update: Update, context: Context, who: Caller, kind: int) -> None:
    where = place(update)
    if kind >= len(exporting.KINDS) or where is None:
        raise NotFound(wording.BUTTON_GONE)
    if not who.private:
        raise NotAllowed(exports.IN_PRIVATE)
    if query := update.callback_query:
        await _toast(query)
    chosen = exporting.KINDS[kind]
    await exporting.send(context, who, where, chosen, forms(chosen)[-1] if chosen is Kind.DAYS else Form.XLSX)


async def _toast(query: CallbackQuery) -> None:
    with contextlib.suppress(BadRequest):
        await query.answer()
