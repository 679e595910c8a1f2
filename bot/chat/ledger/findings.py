"""``/finding``: what somebody found on the spot; the likely unit is proposed, a supervisor confirms."""

from __future__ import annotations

import asyncio
from dataclasses import replace
from datetime import date
from functools import partial

from telegram import Update

from bot.chat.desk import Context
from bot.chat.ledger import entries, evidence, keys, taking
from bot.chat.ledger.caller import Caller, caller
from bot.chat.ledger.draft import LONGEST
from bot.chat.render import Button, Message, callback
from bot.chat.say import Place, reply, say_if_possible
from bot.chat.wording import openings as wording
from bot.chat.wording import presses
from bot.chat.wording import proposals as told
from bot.errors import Misuse, NotAllowed, NotFound
from bot.ledger.event import Evidence, Facts
from bot.ledger.finding import Likely, finding, likely, town_in
from bot.ledger.order import Order, assigned
from bot.ledger.people import Capacity
from bot.ledger.said.values import read_unit
from bot.store.evidence import Piece
from bot.store.ledger import Why
from bot.store.proposed import Finding, Found

_DECIDE = (Capacity.SUPERVISOR, Capacity.ADMINISTRATOR)


async def report(update: Update, context: Context) -> None:
    """``/finding 沙河镇三组河边堆放垃圾``, with a picture or without; ``/finding 3 住建局``: whose it is."""
    received = update.message
    if received is None:
        return
    said = (received.text or received.caption or "").split(maxsplit=1)
    text = said[1].strip() if len(said) > 1 else ""
    who = await caller(update, context)
    if len(text) > LONGEST:
        raise Misuse(presses.TOO_LONG.format(most=LONGEST))
    parts = text.split()
    if len(parts) == 2 and entries.NUMBER.fullmatch(parts[0]) and len(parts[0]) < 10:
        await reply(update, context, await _assigned(context, who, int(parts[0]), parts[1]))
        return
    if len(text) < 4:
        raise Misuse(wording.FINDING_HOW)
    pieces: tuple[Piece, ...] = ()
    shown: tuple[Evidence, ...] = ()
    if (file := evidence.attached(received)) is not None:
        pieces = (await evidence.kept(context, file),)
        shown = (Evidence(pieces[0].digest, file.kind, file.name),)
    order, why = await _order(context, who, text)
    found = Found(order, who.person.name, pieces, shown, why)
    entered = await context.desk.store.proposed.report(who.person.id, found, who.now, update.update_id)
    if entered is None:  # decided before the program was stopped in telling so
        await reply(update, context, Message((wording.FINDING_GONE,)))
        return
    if who.holds(*_DECIDE) and who.private:
        await reply(update, context, to_decide(entered, who.today))
        return
    await reply(update, context, Message((wording.FINDING_ENTERED.format(number=entered.id),)))
    for supervisor in await context.desk.store.people.holding(Capacity.SUPERVISOR, who.today):
        await say_if_possible(context, Place(supervisor.id), to_decide(entered, who.today))


async def _order(context: Context, who: Caller, text: str) -> tuple[Order, str]:
    """Return what a finding would order, and why that unit: by the documents, or by a rule."""
    served = context.desk.served
    if served is None:
        return finding(text), ""
    ask = partial(served.answerer.answer, f"{text[:60]}谁负责", who.today)
    answer = await asyncio.get_running_loop().run_in_executor(context.desk.thinking, ask)
    proposed: Likely = likely(answer, served.rules.directory, served.documents)
    return finding(text, town=town_in(text, served.rules.directory), proposed=proposed), proposed.reason


def to_decide(entered: Finding, today: date) -> Message:
    """Return a finding as a supervisor sees it."""
    order = entered.found.order
    blocks = told.finding(order, today, len(entered.found.pieces))
    by = wording.FOUND_BY.format(name=entered.found.name, number=entered.id)
    row = [Button(wording.NO_FINDING, callback("lf", entered.id, 0))]
    if order.bearers:
        row.insert(0, Button(wording.OPEN, callback("lf", entered.id, 1)))
    why = (wording.caution(entered.found.why),) if entered.found.why else ()
    return Message((*blocks, *why, by), (tuple(row),))


async def _assigned(context: Context, who: Caller, number: int, name: str) -> Message:
    """Let a supervisor name the unit of a finding."""
    served, entered = context.desk.served, await _undecided(context, who, number)
    unit = read_unit(name, served.rules.directory) if served else None
    if unit is None:
        raise Misuse(wording.FINDING_UNIT.format(name=name[:20]))
    found = replace(entered.found, order=assigned(replace(entered.found.order, parts=()), unit), why="")
    await context.desk.store.proposed.change(number, found)
    return to_decide(replace(entered, found=found), who.today)


async def _undecided(context: Context, who: Caller, number: int) -> Finding:
    if not who.holds(*_DECIDE):
        raise NotAllowed(wording.OFFICE_ONLY)
    if not who.private:
        raise NotAllowed(wording.FINDING_IN_PRIVATE)
    entered = await context.desk.store.proposed.finding(number)
    if entered is None:
        raise NotFound(wording.FINDING_GONE)
    return entered


async def pressed(context: Context, who: Caller, number: int, yes: bool) -> Message:
    """Open an entry of a finding, or leave it; once."""
    store = context.desk.store
    entered = await _undecided(context, who, number)
    if not yes:
        if not await store.proposed.settle(number):
            raise NotFound(wording.FINDING_GONE)
        return Message((wording.FINDING_LEFT,))
    found = entered.found
    facts = Facts(order=found.order, evidence=found.evidence)
    (entry,) = await store.ledger.open(
        [taking.opening(who, facts)], who.rules, Why(who.heard, found.pieces, number)
    )
    await say_if_possible(
        context, Place(entered.person), Message((wording.FINDING_OPENED.format(number=entry.number),))
    )
    return Message(tuple(taking.told(entry, entry.history[0], who)), keys.after(entry))
