"""``/join``, ``/bind``, ``/handover``: who belongs to which unit, what a group sees, who comes after whom."""

from __future__ import annotations

import re

from telegram import Update

from bot.chat import permissions
from bot.chat.desk import Context, Desk
from bot.chat.ledger.caller import Caller, caller
from bot.chat.render import Button, Message, callback, visible
from bot.chat.say import Place, reply, say_if_possible
from bot.chat.standing import administrators, known
from bot.chat.wording import people as wording
from bot.errors import Misuse, NotAllowed, NotFound
from bot.ledger.entry import Entry
from bot.ledger.people import EVERYTHING, Capacity, Person, Post, Scope
from bot.ledger.said.values import read_unit
from bot.reading.units import Directory
from bot.store.lists import Listing, Wanted
from bot.store.people import Asking

#: What somebody may ask to be, beside a member of a unit.
CAPACITIES = {
    str(one): one for one in (Capacity.SUPERVISOR, Capacity.LEADER, Capacity.AUDITOR, Capacity.READER)
}
_MOST = 5_000  # entries looked at for a handover
_LONGEST_NAME = 20
#: The number of a person, as Telegram gives them.
NUMBER = re.compile(r"[1-9][0-9]{0,14}")


async def join(update: Update, context: Context) -> None:
    """``/join 住建局`` or ``/join 督查室 督查``: ask to be admitted; administrators decide with a button."""
    desk, chat, who = context.desk, update.effective_chat, permissions.person(update)
    if who is None or chat is None or chat.id != who:
        raise NotAllowed(wording.JOIN_IN_PRIVATE)
    unit, capacity, name = _asked(context, list(context.args or ()))
    person = Person(who, name or _name(update))
    if not person.name:
        raise Misuse(wording.JOIN_HOW)
    asked = await desk.store.people.ask(person, capacity or Capacity.MEMBER, unit, desk.now())
    await reply(update, context, Message((wording.ASKED,)))
    for administrator in await administrators(desk):
        await say_if_possible(context, Place(administrator), request(asked, update))


def _asked(context: Context, words: list[str]) -> tuple[str, Capacity | None, str]:
    """Read 单位 [身份] [姓名]: /join 住建局 李明, /join 督查室 督查 王芳."""
    capacity = next((CAPACITIES[word] for word in words[1:] if word in CAPACITIES), None)
    rest = [word for word in words if word not in CAPACITIES or word == words[0]]
    name = rest[-1] if len(rest) > 1 and len(rest[-1]) <= _LONGEST_NAME else ""
    unit = _unit(context, "".join(rest[:-1] if name else rest), capacity)
    return unit, capacity, name


def _unit(context: Context, said: str, capacity: Capacity | None) -> str:
    """Return the unit by the directory's name; the office of a supervisor or leader may be none of it."""
    if unit := read_unit(said, _directory(context.desk)):
        return unit
    if capacity is not None and said:
        return said[:40]
    raise Misuse(wording.JOIN_HOW if not said else wording.JOIN_UNKNOWN.format(said=said[:20]))


def _directory(desk: Desk) -> Directory:
    return desk.served.rules.directory if desk.served else Directory.of((), "", ())


def _name(update: Update) -> str:
    user = update.effective_user
    return " ".join(visible(user.full_name).split())[:_LONGEST_NAME] if user else ""


def request(asked: Asking, update: Update | None = None) -> Message:
    """Return a request as administrators see it, with the two buttons that decide it."""
    user = update.effective_user if update else None
    contact = f"@{user.username}" if user and user.username else f"编号 {asked.person}"
    blocks = wording.join_request(asked.name, asked.unit, asked.capacity, contact)
    row = (
        Button(wording.ADMIT, callback("lj", asked.id, 1)),
        Button(wording.DECLINE, callback("lj", asked.id, 0)),
    )
    return Message(tuple(blocks), (row,))


async def people(update: Update, context: Context) -> None:
    """``/people``: who asks to be admitted, who is what; administrators only, in private."""
    who = await _administrator(update, context)
    waiting = await context.desk.store.people.everybody_asking()
    if not waiting:
        everybody = await context.desk.store.people.every()
        blocks = [block for one in everybody for block in wording.listed(one, who.today)]
        await reply(update, context, Message((wording.NOBODY_ASKS, *blocks)))
    for asked in waiting[:10]:
        await reply(update, context, request(asked))


async def pressed(context: Context, who: Caller, number: int, yes: bool) -> Message:
    """Decide a request, once.

    Raises:
        NotAllowed: the presser is no administrator.
        NotFound: it is decided already.
    """
    if not who.holds(Capacity.ADMINISTRATOR):
        raise NotAllowed(wording.ADMINISTRATORS_DECIDE)
    store = context.desk.store.people
    by, now = who.person.id, who.now
    asked = await (store.grant(number, who.today, by, now) if yes else store.decline(number, by, now))
    if asked is None:
        raise NotFound(wording.DECIDED_ALREADY)
    post = Post(asked.capacity, asked.unit, since=who.today)
    blocks = wording.admitted(post) if yes else wording.refused()
    await say_if_possible(context, Place(asked.person), Message(tuple(blocks)))
    return Message(tuple(wording.decided(asked.name, who.person.name, yes)))


async def bind(update: Update, context: Context) -> None:
    """``/bind 住建局、沙河镇`` in a group: what may be seen there; ``/bind 27 沙河镇``: what 27 may see."""
    chat = update.effective_chat
    who = await caller(update, context)
    if not who.holds(Capacity.ADMINISTRATOR):
        raise NotAllowed(wording.ADMINISTRATORS_BIND)
    words = list(context.args or ())
    if who.private and len(words) > 1 and NUMBER.fullmatch(words[0]):
        scope = scope_of(_directory(context.desk), " ".join(words[1:]))
        found = await context.desk.store.people.rescope(int(words[0]), scope, who.person.id, who.now)
        await reply(update, context, Message(tuple(wording.listed(found, who.today))))
        return
    if who.private or chat is None:
        raise Misuse(wording.BIND_IN_GROUP)
    scope = scope_of(_directory(context.desk), " ".join(words).strip())
    key = await context.desk.store.remember_chat(chat.id, chat.type, chat.title or "")
    await context.desk.store.people.bind(key, scope, who.person.id, who.now)
    await reply(update, context, Message(tuple(wording.bound(scope))))


def scope_of(directory: Directory, said: str) -> Scope:
    """Read what a group is to be bound to.

    Raises:
        Misuse: nothing is named, or something that is neither a unit nor a town.
    """
    if said in ("全部", "全区", "全县"):
        return EVERYTHING
    if said in ("无", "解除", "取消"):
        return Scope()
    units, towns = [], []
    for name in re.split(r"[、，,\s]+", said):
        if name and (unit := read_unit(name, directory)):
            units.append(unit)
            towns += [name] if name.endswith(("镇", "乡", "街道")) else []
        elif name.endswith(("镇", "乡", "街道")):
            towns.append(name)
        elif name:
            raise Misuse(wording.BIND_UNKNOWN.format(name=name[:20]))
    if not (units or towns):
        raise Misuse(wording.BIND_HOW)
    return Scope(tuple(units), tuple(towns))


async def handover(update: Update, context: Context) -> None:
    """``/handover``: the caller's own pack; ``/handover 21 31 何工``: posts of 21 go to 31 from tomorrow."""
    who = await caller(update, context)
    if not who.private:
        raise NotAllowed(wording.HANDOVER_IN_PRIVATE)
    words = list(context.args or ())
    leaving = who.person
    if words:
        leaving = await _handed_over(context, who, words)
    await reply(update, context, await _pack(context, who, leaving))


async def _handed_over(context: Context, who: Caller, words: list[str]) -> Person:
    if not who.holds(Capacity.ADMINISTRATOR):
        raise NotAllowed(wording.ADMINISTRATORS_DECIDE)
    if not all(NUMBER.fullmatch(word) for word in words[:2]):
        raise Misuse(wording.HANDOVER_HOW)
    leaving = await known(context.desk, int(words[0]))
    if leaving is None:
        raise NotFound(wording.NOBODY_OF_NUMBER.format(number=words[0]))
    store = context.desk.store.people
    if len(words) == 1:
        return leaving
    before = await known(context.desk, int(words[1]))
    name = " ".join(words[2:])[:_LONGEST_NAME] or (before.name if before else "")
    if not name:
        raise Misuse(wording.HANDOVER_HOW)
    await store.hand_over(leaving.id, Person(int(words[1]), name), who.person.id, who.now, who.today)
    return leaving


async def _pack(context: Context, who: Caller, leaving: Person) -> Message:
    """Return what a successor finds: what is open for the units of *leaving*."""
    held = leaving.held(who.today)
    units = tuple(dict.fromkeys(p.unit for p in held if p.unit))
    wanted = [Wanted(Listing.UNIT, unit, count=_MOST) for unit in units]
    if any(post.capacity is Capacity.LEADER for post in held):
        wanted.append(Wanted(Listing.LEADER, leaving.name, count=_MOST))
    found: dict[int, Entry] = {}
    for one in wanted:
        page = await context.desk.store.ledger.listed(one, who.sight, who.today, who.rules)
        found |= {entry.number: entry for entry in page.entries}
    return Message(tuple(wording.handover(leaving.name, list(found.values()), units, who.today)))


async def _administrator(update: Update, context: Context) -> Caller:
    who = await caller(update, context)
    if not who.private or not who.holds(Capacity.ADMINISTRATOR):
        raise NotAllowed(wording.ADMINISTRATORS_DECIDE)
    return who
