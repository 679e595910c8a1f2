"""``/admin``: the first administrator comes in by a code from the server's terminal."""

from __future__ import annotations

import asyncio
import logging

from telegram import Update, User
from telegram.error import TelegramError

from bot.chat import permissions, standing
from bot.chat.commands import set_own_menu
from bot.chat.desk import Context
from bot.chat.render import Message
from bot.chat.say import reply
from bot.chat.wording import admission as wording
from bot.chat.wording import people
from bot.errors import Misuse, NotAllowed
from bot.ledger.people import Capacity, Person, Post
from bot.store import admin_code
from bot.store.admin_code import Verdict
from bot.store.people import TERMINAL

log = logging.getLogger(__name__)

_LONGEST_NAME = 40


async def admin(update: Update, context: Context) -> None:
    """``/admin 验证码``: make whoever has the code an administrator; in private only."""
    who, user, code = permissions.person(update), update.effective_user, "".join(context.args or ())
    if who is None or user is None:
        raise NotAllowed(wording.NOBODY_ACTS)
    if not code:
        raise Misuse(wording.HOW)
    found = await standing.person(update, context)
    today = context.desk.now().date()
    if found and any(post.capacity is Capacity.ADMINISTRATOR for post in found.held(today)):
        await reply(update, context, Message((wording.ALREADY,)))
        return
    await _spend(update, context, who, code)
    await _admit(context, Person(who, found.name if found else _name(user)))
    await reply(update, context, Message((wording.ADMITTED,)))


async def _spend(update: Update, context: Context, who: int, code: str) -> None:
    """Use the code up.

    Raises:
        NotAllowed: it is not right, or everybody in a group has read it.
    """
    desk, chat = context.desk, update.effective_chat
    verdict, left = await asyncio.to_thread(admin_code.spend, desk.settings.paths.data, code, desk.now())
    if verdict is Verdict.WRONG:
        said = (wording.TRIED, wording.REFUSED, desk.now(), update.update_id)
        await desk.store.ledger.refused(who, *said)
    if chat is None or chat.type != chat.PRIVATE:
        raise NotAllowed(wording.SEEN if verdict is Verdict.RIGHT else wording.IN_PRIVATE)
    if verdict is not Verdict.RIGHT:
        raise NotAllowed(wording.WRONG.format(left=left) if left else wording.VOID)


async def _admit(context: Context, person: Person) -> None:
    desk = context.desk
    post = Post(Capacity.ADMINISTRATOR, since=desk.now().date())
    await desk.store.people.admit(person, post, TERMINAL, desk.now())
    context.found = None
    log.info("%s is an administrator by a code from the terminal", person.id)
    try:
        await set_own_menu(context.bot, person.id)
    except TelegramError as error:  # the menu is a comfort, not a condition
        log.warning("no menu for administrator %s: %s", person.id, error)


def _name(user: User) -> str:
    """Return the name somebody has in the chat, until the office gives them another."""
    name = " ".join("".join(c if c.isprintable() else " " for c in user.full_name).split())
    return name[:_LONGEST_NAME] or people.ADMINISTRATOR
