"""``/missing``: what people asked, did not find, and told the administrator."""

from __future__ import annotations

import asyncio
from functools import partial

from telegram import Update

from bot.asking.answers import Outcome
from bot.chat import standing, wording
from bot.chat.buttons import Settle
from bot.chat.desk import Context, Desk
from bot.chat.permissions import Act
from bot.chat.render import Button, Message, callback
from bot.chat.say import reply
from bot.chat.wording import questions
from bot.errors import NotAllowed
from bot.store.missing import Missing

#: So many are listed at once, those that most people asked first.
MOST = 20


async def show(update: Update, context: Context) -> None:
    """``/missing``: the list, with what the documents answer meanwhile; administrators only, in private."""
    desk = context.desk
    who = await standing.require(Act.MISSING, update, context)
    if update.effective_chat is None or update.effective_chat.id != who:
        raise NotAllowed(wording.MISSING_IN_PRIVATE)
    found = await desk.store.missing(MOST)
    loop = asyncio.get_running_loop()
    solved = await loop.run_in_executor(desk.thinking, partial(_solved, desk, found))
    settles = [(questions.SETTLE_SOLVED, solved), (questions.SETTLE_ALL, [one.question for one in found])]
    rows = [(_button(desk, label, which),) for label, which in settles if which]
    await reply(update, context, Message(tuple(questions.listed(found, solved)), tuple(rows)))


async def settled(update: Update, context: Context, which: tuple[str, ...]) -> str:
    """Take questions off the list; return what the person who pressed is told."""
    await standing.require(Act.MISSING, update, context)
    return questions.SETTLED.format(await context.desk.store.settle_missing(which))


def _solved(desk: Desk, found: list[Missing]) -> list[str]:
    """Return the questions that find something by now."""
    served, today = desk.served, desk.now().date()
    if served is None:
        return []
    answered = served.answerer.answer
    return [one.question for one in found if answered(one.question, today).outcome is not Outcome.NOT_FOUND]


def _button(desk: Desk, label: str, which: list[str]) -> Button:
    number = desk.buttons.mint(Settle(tuple(which)), desk.now())
    return Button(f"{label}（{len(which)}条）", callback("settle", number))
