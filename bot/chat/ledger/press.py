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
from bot.chat.ledger.draft import Draft
from bot.chat.ledger.keys import Answer
from bot.chat.render import Message, pack, read_callback
from bot.chat.say import keyboard, place, reply
from bot.chat.wording import dialogues
from bot.chat.wording import presses as wording
from bot.errors import NotAllowed, NotFound
from bot.exports.kinds import Form, Kind, forms
from bot.ledger.entry import Entry
from bot.ledger.event import Facts

#: Buttons of what is no entry yet, of people, and of everything: they are only made in private.
_PRIVATE = ("lp", "lf", "lj", "lx")


async def press(update: Update, context: Context) -> None:
    """Do what a button of the ledger means; its presser is looked at anew, its entry too."""
    query = update.callback_query
    pressed = read_callback(query.data) if query else None
    if query is None or pressed is None:
        return
    action, first, *more = pressed
    who = await caller(update, context)
    if action in _PRIVATE and not who.private:
        raise NotAllowed(wording.PRIVATELY)
    done, _ = await taking.answered(context, who)
    if done is not None:
        await _toast(query)
        await reply(update, context, done)
        return
    match action, more:
        case "lv", []:
            await _evidence(update, context, who, first)
            return
        case "lx", []:
            await _export(update, context, who, first)
            return
        case "ld", [_, heard, question, tick] if first == Answer.TICK:
            begun, entry = await _begun(context, who, more[0], heard)
            _still_asked(begun, question)
            await _ticked(query, who, await dialogue.ticked(context, who, begun, entry, tick), entry)
            return
        case "ld", [_, heard, question]:
            message = await _answered(context, who, first, more[0], heard, question)
        case _:
            message = await _shown(context, who, action, first, more)
    await _toast(query)
    await reply(update, context, message)


async def _shown(context: Context, who: Caller, action: str, first: int, more: list[int]) -> Message:
    match action, more:
        case "le", []:
            return await entries.shown(context, who, first)
        case "lh", []:
            return await entries.told_history(context, who, first)
        case "ll", []:
            return await entries.next_page(context, who, first)
        case "ls", [seq, step, place_of]:
            return await _step(context, who, first, seq, step, place_of)
        case "lp", []:
            return await opening.pressed(context, who, first)
        case "lf", [yes]:
            return await findings.pressed(context, who, first, bool(yes))
        case "lj", [yes]:
            return await joining.pressed(context, who, first, bool(yes))
    raise NotFound(wording.BUTTON_GONE)


async def _step(context: Context, who: Caller, number: int, seq: int, step: int, place_of: int) -> Message:
    entry = await entry_of(context, who, number)
    if step >= len(keys.STEPS) or place_of > len(entry.units):
        raise NotFound(wording.BUTTON_GONE)
    taking.unchanged(entry, seq, who, keys.STEPS[step])
    facts = Facts(unit=entry.units[place_of - 1] if place_of else "")
    return await dialogue.begin(context, who, entry, keys.STEPS[step], facts)


async def _begun(context: Context, who: Caller, number: int, heard: int) -> tuple[Draft, Entry]:
    """Return what a button under a question belongs to: only for who was asked, while it goes on."""
    current = await dialogue.current(context, who)
    if current is None or (current[0].entry, current[0].heard) != (number, heard):
        raise NotFound(wording.BUTTON_GONE if who.private else dialogues.ONLY_YOURS)
    return current


def _still_asked(begun: Draft, question: int) -> None:
    if question != begun.question:
        raise NotFound(wording.BUTTON_GONE)


async def _answered(
    context: Context, who: Caller, said: int, number: int, heard: int, question: int
) -> Message:
    begun, entry = await _begun(context, who, number, heard)
    if said == Answer.CANCEL:
        return await dialogue.called_off(context, who)
    _still_asked(begun, question)
    match said:
        case Answer.ALL:
            return await dialogue.ticked_all(context, who, begun, entry)
        case Answer.ON:
            return await dialogue.passed(context, who, begun, entry)
    raise NotFound(wording.BUTTON_GONE)


async def _ticked(query: CallbackQuery, who: Caller, begun: Draft, entry: Entry) -> None:
    """Show the question with its new ticks in the place of the old ones."""
    await _toast(query)
    question = dialogue.asked(begun, entry, who)
    texts, markup = pack(question.blocks), keyboard(question.buttons)
    with contextlib.suppress(BadRequest):  # nothing has changed, or the message is gone
        if len(texts) == 1:
            await query.edit_message_text(texts[0], ParseMode.HTML, reply_markup=markup)
        else:
            await query.edit_message_reply_markup(markup)


async def _evidence(update: Update, context: Context, who: Caller, number: int) -> None:
    """Send the evidence of an entry, each piece as the file that it is."""
    entry, where = await entry_of(context, who, number), place(update)
    if where is None:
        return
    if query := update.callback_query:
        await _toast(query)
    pieces = {piece.digest: piece for event in entry.history for piece in event.facts.evidence}
    latest = list(pieces.values())[-dialogue.MOST_PIECES :]
    if len(latest) < len(pieces):
        await reply(update, context, Message((wording.SO_MANY.format(count=len(pieces), most=len(latest)),)))
    for count, piece in enumerate(latest, 1):
        try:
            content = await context.desk.store.ledger.evidence(piece.digest)
        except NotFound as lost:  # the others are there all the same
            await reply(update, context, Message((str(lost),)))
            continue
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
    if query := update.callback_query:
        await _toast(query)
    chosen = exporting.KINDS[kind]
    await exporting.send(context, who, where, chosen, forms(chosen)[-1] if chosen is Kind.DAYS else Form.XLSX)


async def _toast(query: CallbackQuery) -> None:
    with contextlib.suppress(BadRequest):
        await query.answer()
