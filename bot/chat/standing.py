"""Who somebody is to the office: admitted in the chat, or named as an administrator in config.toml."""

from __future__ import annotations

import logging
from collections.abc import Collection

from telegram import Bot, Update
from telegram.error import TelegramError

from bot.chat import permissions
from bot.chat.desk import Context, Desk
from bot.chat.permissions import Act
from bot.chat.wording import people as wording
from bot.errors import StoreError
from bot.ledger.people import Capacity, Person, Post

log = logging.getLogger(__name__)


async def person(update: Update, context: Context) -> Person | None:
    """Return who acts, asked for once in an update.

    None for somebody whom nobody has admitted, and for a group, a channel or a service (rule R43).
    """
    who = permissions.person(update)
    if who is None:
        return None
    if context.found is None:
        context.found = (await known(context.desk, who),)
    return context.found[0]


async def known(desk: Desk, who: int) -> Person | None:
    """Return somebody with their posts; those whom config.toml names are administrators too."""
    found = await desk.store.people.find(who)
    if who not in desk.settings.people.administrators:
        return found
    person = found or Person(who, wording.ADMINISTRATOR)
    if any(p.capacity is Capacity.ADMINISTRATOR for p in person.held(desk.now().date())):
        return person
    return Person(who, person.name, (*person.posts, Post(Capacity.ADMINISTRATOR)))


async def may(act: Act, update: Update, context: Context) -> bool:
    """Tell whether whoever acts may do *act*."""
    return permissions.may(act, permissions.person(update), await _held(update, context))


async def require(act: Act, update: Update, context: Context) -> int:
    """Return the number of whoever acts, who may do *act*.

    Raises:
        NotAllowed: they may not.
    """
    who = permissions.person(update)
    permissions.require(act, who, await _held(update, context))
    return who or 0


async def _held(update: Update, context: Context) -> Collection[Capacity]:
    """Return in what capacities somebody may act today; of config.toml's the store need not be asked."""
    if permissions.person(update) in context.desk.settings.people.administrators:
        return (Capacity.ADMINISTRATOR,)
    found = await person(update, context)
    return [post.capacity for post in found.held(context.desk.now().date())] if found else ()


async def administrators(desk: Desk) -> list[int]:
    """Return the numbers of all administrators; of those in config.toml alone, where the store fails."""
    try:
        admitted = await desk.store.people.holding(Capacity.ADMINISTRATOR, desk.now().date())
    except StoreError as error:
        log.error("administrators cannot be looked up: %s", error)
        admitted = []
    return list(dict.fromkeys((*desk.settings.people.administrators, *(one.id for one in admitted))))


async def tell_administrators(bot: Bot, desk: Desk, text: str) -> None:
    """Say something to every administrator in private; one who cannot be reached holds up nobody."""
    for number in await administrators(desk):
        try:
            await bot.send_message(number, text)
        except TelegramError as error:
            log.warning("administrator %s not told: %s", number, error)
