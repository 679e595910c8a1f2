"""``/open``: duties of the documents become entries once somebody says so; so do changes of a document."""

from __future__ import annotations

import asyncio
from collections.abc import Sequence
from dataclasses import dataclass

from telegram import Update

from bot.chat.buttons import Amend, Gone, OpenDuties
from bot.chat.desk import Context, Desk
from bot.chat.ledger import findings, keys, taking
from bot.chat.ledger.caller import Caller, caller, entry_of
from bot.chat.ledger.draft import LONGEST
from bot.chat.render import Button, Message, callback
from bot.chat.say import reply
from bot.chat.wording import openings as wording
from bot.chat.wording import presses
from bot.chat.wording import proposals as told
from bot.duty import Deadline, Part, Role
from bot.errors import Misuse, NotAllowed, NotFound
from bot.ledger.amending import Amendment, amendments
from bot.ledger.entry import Entry
from bot.ledger.event import Facts, Step
from bot.ledger.opening import Proposal, opened, proposals
from bot.ledger.order import Order, Origin
from bot.ledger.papers import Papers
from bot.ledger.people import Capacity
from bot.ledger.said.values import read_day, read_unit
from bot.store.ledger import Why

#: Of more duties than this nothing is proposed by itself after a reload: it would take long.
_MOST_LOOKED_AT = 3_000

#: Who may open and amend entries (`bot.ledger.table`).
_OFFICE = (Capacity.SUPERVISOR, Capacity.ADMINISTRATOR)


@dataclass(frozen=True, slots=True)
class Waiting:
    """What the documents propose as of now."""

    duties: tuple[Proposal, ...]
    changes: tuple[Amendment, ...]


async def open_(update: Update, context: Context) -> None:
    """``/open``: what is proposed; ``/open 事项 单位 期限``: an entry by hand."""
    who = await _officer(update, context)
    done, _ = await taking.answered(context, who)
    if done is not None:
        await reply(update, context, done)
        return
    words = list(context.args or ())
    if words:
        await reply(update, context, await by_hand(context, who, words))
        return
    waiting = await proposed(context.desk)
    await reply(update, context, _summary(context, who, waiting.duties))
    if waiting.changes:
        await reply(update, context, _change(context, who, waiting.changes[0], len(waiting.changes)))
    for finding in (await context.desk.store.proposed.findings())[:5]:
        await reply(update, context, findings.to_decide(finding, who.today))


async def _officer(update: Update, context: Context) -> Caller:
    who = await caller(update, context)
    if not who.holds(*_OFFICE):
        raise NotAllowed(wording.OFFICE_ONLY)
    if not who.private:
        raise NotAllowed(wording.IN_PRIVATE)
    return who


async def proposed(desk: Desk) -> Waiting:
    """Return what the documents propose that is neither opened nor declined."""
    store = desk.store
    generation = await store.current()
    if generation is None or desk.served is None:
        return Waiting((), ())
    documents = {document.file: document for document in generation.documents}
    duties = dict(zip(generation.keys, generation.duties, strict=True))
    papers = Papers(duties, documents, desk.served.rules.directory)
    entries = await store.ledger.slim(sorted(set((await store.ledger.opened()).values())))
    no = await store.proposed.declined()
    return await asyncio.to_thread(_waiting, papers, entries, no)


def _waiting(papers: Papers, entries: Sequence[Entry], no: frozenset[str]) -> Waiting:
    duties = proposals(papers, opened(entries))
    changes = amendments(entries, papers)
    return Waiting(
        tuple(one for one in duties if one.key not in no), tuple(one for one in changes if one.mark not in no)
    )


def _summary(context: Context, who: Caller, duties: Sequence[Proposal]) -> Message:
    """Return how much is proposed, to be confirmed in one press or one by one."""
    firm = [one for one in duties if one.ready and not one.loose and one.entry is None]
    blocks = told.proposed([one.order for one in duties], who.today)
    if not duties:
        return Message(tuple(blocks))
    names = tuple(one.key for one in duties)
    row = [_button(context, who, wording.ONE_BY_ONE, OpenDuties("show", names, 0))]
    if firm:
        all_of = OpenDuties("all", tuple(one.key for one in firm))
        row.insert(0, _button(context, who, wording.ALL.format(count=len(firm)), all_of))
    return Message((*blocks, *wording.left_for_one_by_one(len(duties) - len(firm))), (tuple(row),))


def _button(context: Context, who: Caller, label: str, meaning: OpenDuties | Amend) -> Button:
    return Button(label, callback("lp", context.desk.buttons.mint(meaning, who.now)))


async def pressed(context: Context, who: Caller, number: int) -> Message:
    """Do what a button under a proposal means.

    Raises:
        NotFound: what was proposed has changed since.
    """
    meaning = context.desk.buttons.read(number, who.now)
    if not who.holds(*_OFFICE):
        raise NotAllowed(wording.OFFICE_ONLY)
    if isinstance(meaning, Gone) or not isinstance(meaning, OpenDuties | Amend):
        raise NotFound(wording.GONE)
    if isinstance(meaning, Amend):
        return await _amended(context, who, meaning)
    waiting = {one.key: one for one in (await proposed(context.desk)).duties}
    match meaning.act:
        case "all":
            return await _opened(context, who, [waiting[key] for key in meaning.keys if key in waiting])
        case "open":
            done = await _opened(context, who, [waiting[key] for key in _at(meaning) if key in waiting])
            return _followed(context, who, done, meaning, waiting)
        case "pass":
            await context.desk.store.proposed.decline(_at(meaning), who.person.id, who.now)
            return _followed(context, who, Message((told.LEFT_OUT,)), meaning, waiting)
    return _one(context, who, meaning, waiting)


def _at(meaning: OpenDuties) -> tuple[str, ...]:
    return meaning.keys[meaning.place : meaning.place + 1]


async def _opened(context: Context, who: Caller, chosen: Sequence[Proposal]) -> Message:
    """Open what was chosen, all of it or nothing."""
    if not chosen:
        raise NotFound(wording.GONE)
    openings = [taking.opening(who, Facts(order=one.order)) for one in chosen]
    entries = await context.desk.store.ledger.open(openings, who.rules, Why(who.heard))
    buttons = keys.after(entries[0]) if len(entries) == 1 else ()
    return Message(tuple(told.opened([entry.number for entry in entries])), buttons)


def _followed(
    context: Context, who: Caller, done: Message, meaning: OpenDuties, waiting: dict[str, Proposal]
) -> Message:
    """Return what was done, and the next proposal below it."""
    following = OpenDuties("show", meaning.keys, meaning.place + 1)
    if not any(key in waiting for key in meaning.keys[following.place :]):
        return done
    shown = _one(context, who, following, waiting)
    return Message((*done.blocks, *shown.blocks), shown.buttons)


def _one(context: Context, who: Caller, meaning: OpenDuties, waiting: dict[str, Proposal]) -> Message:
    """Return one proposal in full; those decided meanwhile are passed over."""
    place = next((i for i in range(meaning.place, len(meaning.keys)) if meaning.keys[i] in waiting), None)
    if place is None:
        return Message((wording.ALL_DECIDED,))
    one = waiting[meaning.keys[place]]
    blocks = told.one(one.order, place + 1, len(meaning.keys), who.today)
    notes = wording.notes(one)
    row = [
        _button(context, who, wording.NOT_OPENED, OpenDuties("pass", meaning.keys, place)),
        _button(context, who, wording.LATER, OpenDuties("show", meaning.keys, place + 1)),
    ]
    if one.ready:
        row.insert(0, _button(context, who, wording.OPEN, OpenDuties("open", meaning.keys, place)))
    return Message((*blocks, *notes), (tuple(row),))


async def after_reload(context: Context, by: Caller) -> Message | None:
    """Return what a reload proposes for the ledger; None, where the office keeps none or nothing is new.

    What stands in curated lists opens by itself, where the settings say so.
    """
    desk = context.desk
    in_use = desk.settings.ledger.open_lists or await desk.store.people.every()
    if not in_use or desk.served is None or len(desk.served.duties) > _MOST_LOOKED_AT:
        return None
    waiting = await proposed(context.desk)
    own = [one for one in waiting.duties if one.by_itself] if desk.settings.ledger.open_lists else []
    openings = [taking.opening(by, Facts(order=one.order)) for one in own]
    entries = await desk.store.ledger.open(openings, by.rules) if openings else []
    left = len(waiting.duties) - len(own)
    blocks = wording.after_reload([entry.number for entry in entries], left, len(waiting.changes))
    return Message(tuple(blocks)) if blocks else None


# ---- changes of a document


def _change(context: Context, who: Caller, change: Amendment, count: int) -> Message:
    """Return one change of a document, old and new, to be confirmed or not."""
    entry, order = change.entry, change.order
    blocks = told.amendment(entry, order, change.reason) if order else wording.gone(entry)
    row = [_button(context, who, wording.NO_CHANGE, Amend("decline", entry.number, change.mark))]
    if order and not change.lacks:
        row.insert(0, _button(context, who, wording.CHANGE, Amend("amend", entry.number, change.mark)))
    more = (wording.MORE_CHANGES.format(count=count - 1),) if count > 1 else ()
    return Message((*blocks, *map(wording.caution, (*change.cautions, change.lacks)), *more), (tuple(row),))


async def _amended(context: Context, who: Caller, meaning: Amend) -> Message:
    changes = (await proposed(context.desk)).changes
    change = next((c for c in changes if (c.entry.number, c.mark) == (meaning.entry, meaning.mark)), None)
    if change is None:
        raise NotFound(wording.GONE)
    if meaning.act == "decline" or change.order is None:
        await context.desk.store.proposed.decline([change.mark], who.person.id, who.now)
        blocks: tuple[str, ...] = (wording.LEFT_AS_IT_IS,)
    else:
        entry = await entry_of(context, who, meaning.entry)
        facts = Facts(order=change.order, reason=change.reason)
        after, event = await taking.took(context, who, entry, facts, Step.AMEND)
        blocks = tuple(taking.told(after, event, who))
    rest = [c for c in changes if c is not change]
    if not rest:
        return Message(blocks)
    following = _change(context, who, rest[0], len(rest))
    return Message((*blocks, *following.blocks), following.buttons)


# ---- by hand


async def by_hand(context: Context, who: Caller, words: list[str]) -> Message:
    """Open an entry from a line: the matter first, then unit, day and town in any order.

    Raises:
        Misuse: no matter, or no unit of the directory.
    """
    served = context.desk.served
    if served is None:
        raise NotFound(wording.GONE)
    matter, units, due, town = words[0], [], None, ""
    if len(matter) > LONGEST:
        raise Misuse(presses.TOO_LONG.format(most=LONGEST))
    for word in words[1:]:
        if word.endswith(("镇", "乡", "街道")) and not town:
            town = word
        elif unit := read_unit(word, served.rules.directory):
            units.append(unit)
        elif day := read_day(word, who.today, who.rules.calendar):
            due = Deadline(word, day)
        else:
            raise Misuse(wording.HAND_HOW.format(word=word[:20]))
    if not units:
        raise Misuse(wording.HAND_UNIT)
    parts = tuple(Part(unit, Role.RESPONSIBLE) for unit in units)
    order = Order(matter, parts, town=town, origin=Origin.HAND, deadline=due)
    opening = taking.opening(who, Facts(order=order))
    (entry,) = await context.desk.store.ledger.open([opening], who.rules, Why(who.heard))
    return Message(tuple(taking.told(entry, entry.history[0], who)), keys.after(entry))
