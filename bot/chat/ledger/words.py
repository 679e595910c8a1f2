"""What people write and send about the ledger: answers in what they have begun, steps in plain words."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from telegram import Message as Received
from telegram import Update

from bot.chat import standing
from bot.chat.desk import Context
from bot.chat.ledger import dialogue, entries, taking
from bot.chat.ledger.caller import Caller, caller, entry_of, is_forwarded
from bot.chat.ledger.draft import Draft
from bot.chat.ledger.evidence import attached, kept
from bot.chat.render import Message
from bot.chat.say import reply
from bot.chat.wording import lists as words
from bot.chat.wording import presses as wording
from bot.chat.wording import steps
from bot.errors import BotError, Misuse, NotAllowed, NotFound
from bot.ledger.entry import Entry
from bot.ledger.event import Facts, Step
from bot.ledger.said import Request, read
from bot.ledger.said.values import read_day, read_share
from bot.store.evidence import Piece


async def spoken(update: Update, context: Context, text: str) -> bool:
    """Take *text* as a word about the ledger, where it is one; tell whether it was."""
    if is_forwarded(update):
        return False  # somebody else's words are a question at most
    who = await _admitted(update, context)
    done, events = await taking.answered(context, who) if who else (None, [])
    if done is not None:
        await reply(update, context, done)
    elif who is not None and who.private and (message := await _in_dialogue(context, who, text)):
        await reply(update, context, message)
        return True
    served, now = context.desk.served, context.desk.now()
    if served is None:
        return False
    requests = read(text, now.date(), served.rules.calendar, served.rules.directory)
    taken = {(event.entry, event.step) for event in events}
    if taken and not any((number, one.step) in taken for one in requests for number in one.numbers):
        return True  # it was an answer in what had been begun
    if not requests or (who is None and all(not request.sure for request in requests)):
        return False
    who = who or await caller(update, context)  # says why not
    for request in requests:
        for number in request.numbers[: entries.PAGE]:
            if (number, request.step) not in taken and not await _done(
                update, context, who, request, number, alone=len(requests) == 1
            ):
                return False
    return True


async def _in_dialogue(context: Context, who: Caller, text: str) -> Message | None:
    """Take *text* as an answer in what was begun; None where nothing is."""
    if begun := await dialogue.current(context, who):
        _of_another(context, who, begun[0], text)
        return await dialogue.heard(context, who, *begun, text)
    return Message((steps.NOTHING_OPEN,)) if text.strip() in wording.CANCELS else None


def _of_another(context: Context, who: Caller, begun: Draft, text: str) -> None:
    """Refuse words that name a step of another entry, so that they do not become this one's.

    Raises:
        Misuse: they do.
    """
    served = context.desk.served
    requests = read(text, who.today, served.rules.calendar, served.rules.directory) if served else ()
    if any(one.step is not None and begun.entry not in one.numbers for one in requests):
        raise Misuse(wording.FIRST_THIS.format(number=begun.entry, step=begun.step))


async def _done(
    update: Update, context: Context, who: Caller, request: Request, number: int, *, alone: bool
) -> bool:
    """Do what is wanted with one entry; False, where it is another question after all."""
    try:
        entry = await entry_of(context, who, number)
        message = (
            await entries.shown(context, who, number)
            if request.step is None
            else await _begun(context, who, entry, request)
        )
    except NotFound:
        if request.step is None and not request.sure and alone:
            return False
        raise
    except BotError as refusal:
        if alone and len(request.numbers) == 1:
            raise
        message = Message((wording.refused(refusal),))
    await reply(update, context, message)
    return True


async def _begun(context: Context, who: Caller, entry: Entry, request: Request) -> Message:
    """Begin a step: one that was named in so many words is taken, after 已完成 it is asked first."""
    assert request.step is not None  # noqa: S101 - shown otherwise
    facts = _facts(request, entry.due, who)
    whole = request.step is not Step.REPORT
    return await dialogue.begin(context, who, entry, request.step, facts, sure=request.sure, whole=whole)


def _facts(request: Request, due: date | None, who: Caller) -> Facts:
    facts = request.facts
    if request.length and facts.until is None:
        day = read_day(request.length, who.today, who.rules.calendar, due or who.today)
        facts = replace(facts, until=day)
    return facts


async def _admitted(update: Update, context: Context, *, bringing: bool = False) -> Caller | None:
    """Return who writes, None where nobody has admitted them."""
    if await standing.person(update, context) is None:
        return None
    try:
        return await caller(update, context, bringing=bringing)
    except NotAllowed:
        return None


async def cancel(update: Update, context: Context) -> None:
    """``/cancel``: forget what was begun in this chat."""
    who = await caller(update, context)
    await reply(update, context, await dialogue.called_off(context, who))


async def report(update: Update, context: Context) -> None:
    """``/report 17 已进场施工 60%``, with a picture or without."""
    received = update.message
    if received is None:
        return
    said = (received.text or received.caption or "").split(maxsplit=1)
    parts = said[1].split(maxsplit=1) if len(said) > 1 else []
    number = entries.NUMBER.fullmatch(parts[0]) if parts else None
    if number is None:
        raise Misuse(words.REPORT_HOW)
    who = await caller(update, context)
    entry = await entry_of(context, who, int(number[1]))
    if done := await taking.already(context, who, entry, Step.REPORT):
        await reply(update, context, done)
        return
    text = parts[1] if len(parts) > 1 else ""
    facts = Facts(text=text, share=read_share(text))
    if attached(received) is None or not who.private:  # one line says it all: nothing more is asked for
        whole = not text or attached(received) is not None
        message = await dialogue.begin(context, who, entry, Step.REPORT, facts, whole=whole)
    else:
        message = await _with_file(context, who, entry, Step.REPORT, facts, received)
    await reply(update, context, message)


async def _with_file(
    context: Context, who: Caller, entry: Entry, step: Step, facts: Facts, received: Received
) -> Message:
    """Begin a step with the picture that came with it; the rest of an album follows.

    The file is fetched once it is clear that the step can be taken, and before it is begun.
    """
    await taking.begin(context, who, entry, step, facts)
    piece = await _fetched(context, received)
    message = await dialogue.begin(context, who, entry, step, facts, sure=False)
    begun = await dialogue.current(context, who)
    if begun is None:
        return message
    return await _added(context, who, begun[0], received, piece) or message


async def file(update: Update, context: Context) -> bool:
    """Take a picture or file as evidence in what was begun; tell whether it was."""
    received = update.message
    who = await _admitted(update, context)
    if received is None or who is None or not who.private:
        return False
    begun = await dialogue.current(context, who)
    if begun is None:
        return False
    if "evidence" not in begun[0].left:
        raise Misuse(wording.NO_FILE_NOW)
    dialogue.room_for_more(begun[0])
    if message := await _added(context, who, begun[0], received, await _fetched(context, received)):
        await reply(update, context, message)
    return True


async def _fetched(context: Context, received: Received) -> Piece:
    if (file := attached(received)) is None:
        raise Misuse(wording.SEND_FILES)
    return await kept(context, file)


async def _added(
    context: Context, who: Caller, begun: Draft, received: Received, piece: Piece
) -> Message | None:
    if (file := attached(received)) is None:
        raise Misuse(wording.SEND_FILES)
    album = received.media_group_id or ""
    return await dialogue.sent(context, who, begun, piece, file.kind, file.name, album)


async def caption(update: Update, context: Context) -> bool:
    """Take the words under a picture as a step in plain words; tell whether they were."""
    received, served = update.message, context.desk.served
    who = await _admitted(update, context)
    if received is None or served is None or who is None or not received.caption:
        return False
    requests = read(received.caption, who.today, served.rules.calendar, served.rules.directory)
    writes = [r for r in requests if r.step in (Step.REPORT, Step.SUBMIT, Step.CONFIRM, Step.REOPEN)]
    if len(writes) != 1 or len(writes[0].numbers) != 1:
        return False
    (request,) = writes
    entry = await entry_of(context, who, request.numbers[0])
    step, facts = request.step or Step.REPORT, _facts(request, entry.due, who)
    await reply(update, context, await _with_file(context, who, entry, step, facts, received))
    return True
