"""``/entry``, ``/mine``, ``/list``: what is the case, what waits for whom, what is late."""

from __future__ import annotations

import re
from dataclasses import replace

from telegram import Update

from bot.chat.buttons import ShowList
from bot.chat.desk import Context
from bot.chat.ledger import keys
from bot.chat.ledger.caller import Caller, caller, entry_of
from bot.chat.render import Button, Message, callback
from bot.chat.say import reply
from bot.chat.wording import entries as wording
from bot.chat.wording import lists as words
from bot.chat.wording.histories import history
from bot.errors import Misuse, NotFound
from bot.ledger.lists import waiting
from bot.ledger.said.values import read_unit
from bot.store.lists import MOST_WAITING, Listing, Wanted

#: So many lines at a time, and as many buttons at most.
PAGE = 10
NUMBER = re.compile(r"(?:第|#|编号)?\s*(\d{1,9})\s*(?:号|项)?")


async def entry(update: Update, context: Context) -> None:
    """``/entry 17``: all that is the case with one entry, and what can be done."""
    said = " ".join(context.args or ()).strip()
    if not (number := NUMBER.fullmatch(said)):
        raise Misuse(words.ENTRY_WHICH)
    who = await caller(update, context)
    await reply(update, context, await shown(context, who, int(number[1])))


async def shown(context: Context, who: Caller, number: int) -> Message:
    """Return one entry in words, with the steps the caller may take."""
    found = await entry_of(context, who, number)
    return Message(tuple(wording.card(found, who.today, who.rules)), keys.of_entry(found, who))


async def told_history(context: Context, who: Caller, number: int) -> Message:
    """Return all that happened to one entry."""
    found = await entry_of(context, who, number)
    return Message(tuple(history(found)), keys.after_history(found))


async def mine(update: Update, context: Context) -> None:
    """``/mine``: what waits for the caller, soonest first."""
    who = await caller(update, context)
    if not who.private:
        await reply(update, context, Message((words.mine_in_private(context.bot.username),)))
        return
    await reply(update, context, await waits(context, who))


async def waits(context: Context, who: Caller) -> Message:
    """Return what waits for somebody."""
    may = await context.desk.store.ledger.may_wait(who.actors, who.sight, who.today)
    awaited = waiting(may, who.actors, who.today, who.rules)
    blocks = wording.mine(awaited[:PAGE], who.today, len(awaited))
    if len(may) >= MOST_WAITING:
        blocks.append(words.MORE_WAITS.format(most=MOST_WAITING))
    numbers = list(dict.fromkeys(one.entry.number for one in awaited[:PAGE]))
    return Message(tuple(blocks), _numbered(numbers))


async def listed(update: Update, context: Context) -> None:
    """``/list 住建局 | 沙河镇 | 逾期 | 待验收 | 久未更新 | 待批延期 | 全部``."""
    who = await caller(update, context)
    wanted = await wanted_by(context, who, " ".join(context.args or ()).strip())
    await reply(update, context, await page(context, who, wanted))


async def wanted_by(context: Context, who: Caller, said: str) -> Wanted:
    """Return which list is meant.

    Raises:
        Misuse: there is none of that name.
    """
    if listing := words.LISTINGS.get(said or words.OPEN):
        return Wanted(listing, count=PAGE)
    served = context.desk.served
    unit = read_unit(said, served.rules.directory) if served else None
    for listing, name in ((Listing.TOWN, said), (Listing.LEADER, said), (Listing.UNIT, unit or said)):
        wanted = Wanted(listing, name, count=PAGE)
        found = await context.desk.store.ledger.listed(wanted, who.sight, who.today, who.rules)
        if found.total:
            return wanted
    if unit:
        return Wanted(Listing.UNIT, unit, count=PAGE)
    raise Misuse(words.LIST_WHICH.format(said=said[:20]))


async def page(context: Context, who: Caller, wanted: Wanted) -> Message:
    """Return a piece of a list, with the way to the next."""
    found = await context.desk.store.ledger.listed(wanted, who.sight, who.today, who.rules)
    lines = wording.rows(found.entries, who.today)
    blocks = wording.listed(words.name(wanted.what, wanted.name), lines, found.total, wanted.start)
    rows = _numbered([one.number for one in found.entries])
    following = wanted.start + len(found.entries)
    if following < found.total:
        number = context.desk.buttons.mint(ShowList(replace(wanted, start=following)), who.now)
        rows = (*rows, (Button(words.NEXT, callback("ll", number)),))
    return Message(tuple(blocks), rows)


async def next_page(context: Context, who: Caller, number: int) -> Message:
    """Return the piece of a list that a button stands for.

    Raises:
        NotFound: the program no longer knows which.
    """
    meaning = context.desk.buttons.read(number, who.now)
    if not isinstance(meaning, ShowList):
        raise NotFound(words.LIST_GONE)
    return await page(context, who, meaning.wanted)


def _numbered(numbers: list[int]) -> keys.Rows:
    buttons = [Button(str(number), callback("le", number)) for number in numbers]
    return tuple(tuple(buttons[at : at + 5]) for at in range(0, len(buttons), 5))
