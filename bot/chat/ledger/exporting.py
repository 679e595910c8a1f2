"""``/export``: the ledger as a file, of what the caller may see."""

from __future__ import annotations

import asyncio
from io import BytesIO

from telegram import InputFile, Update

from bot.chat.desk import Context
from bot.chat.ledger import entries
from bot.chat.ledger.caller import Caller, caller, entry_of
from bot.chat.render import Button, Message, callback
from bot.chat.say import Place, place, reply
from bot.chat.wording import exports as wording
from bot.errors import Misuse, NotAllowed
from bot.exports.kinds import Form, Kind, exported, file_name, forms
from bot.exports.tables import Extract
from bot.ledger.entry import Entry

#: Kinds by the number that buttons carry; new ones are added at the end.
KINDS = tuple(Kind)
#: These tell what happened, and need the steps.
_WITH_HISTORY = (Kind.HISTORY, Kind.LEDGER)
#: With more entries than this the last report is left out of the ledger: the steps of all would be read.
_MOST_HISTORIES = 2_000


async def export(update: Update, context: Context) -> None:
    """``/export``, ``/export 一部门一清单``, ``/export 整改台账 csv``, ``/export 17``."""
    who = await caller(update, context)
    if not who.private:
        raise NotAllowed(wording.IN_PRIVATE)
    words = list(context.args or ())
    if not words:
        await reply(update, context, offered())
        return
    where = place(update)
    if where is None:
        return
    if number := entries.NUMBER.fullmatch(words[0]):
        entry = await entry_of(context, who, int(number[1]))
        await _send(context, where, Kind.HISTORY, Form.XLSX, _extract(context, who, [entry]))
        return
    kind = next((kind for kind in Kind if kind == words[0]), None)
    form = next((form for form in Form if form == (words[1].lower() if len(words) > 1 else Form.XLSX)), None)
    if kind is None or form is None:
        raise Misuse(wording.WHICH.format(kinds="、".join(Kind)))
    await send(context, who, where, kind, form)


def offered() -> Message:
    """Return what can be had, as buttons."""
    buttons = [
        Button(
            wording.OFFER.format(kind=kind, form=forms(kind)[-1] if kind is Kind.DAYS else Form.XLSX),
            callback("lx", at),
        )
        for at, kind in enumerate(KINDS)
        if kind is not Kind.HISTORY
    ]
    return Message((wording.WHAT,), tuple(tuple(buttons[at : at + 2]) for at in range(0, len(buttons), 2)))


async def send(context: Context, who: Caller, where: Place, kind: Kind, form: Form) -> None:
    """Make the file of everything the caller may see, and send it."""
    found = await context.desk.store.ledger.every(who.sight)
    if kind is Kind.HISTORY and len(found) > _MOST_HISTORIES:
        raise Misuse(wording.TOO_MANY.format(most=_MOST_HISTORIES))
    if kind in _WITH_HISTORY and len(found) <= _MOST_HISTORIES:
        found = await context.desk.store.ledger.with_histories([entry.number for entry in found])
    await _send(context, where, kind, form, _extract(context, who, found))


async def _send(context: Context, where: Place, kind: Kind, form: Form, extract: Extract) -> None:
    # Not where answers are worked out: a large ledger takes a minute, and nobody's question waits for it.
    content = await asyncio.to_thread(exported, kind, form, extract)
    document = InputFile(BytesIO(content), filename=file_name(kind, form, extract))
    await context.bot.send_document(where.chat_id, document, message_thread_id=where.thread)


def _extract(context: Context, who: Caller, found: list[Entry]) -> Extract:
    served = context.desk.served
    office = (served.shelf.home or "") if served else ""
    return Extract(tuple(found), who.today, who.rules, office)
