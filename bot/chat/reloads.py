"""``/reload``: read the folder again, beside the questions that go on being answered."""

from __future__ import annotations

import asyncio

from telegram import Update

from bot.chat import loading, standing, wording
from bot.chat.desk import Context, Desk
from bot.chat.ledger import opening
from bot.chat.ledger.caller import Caller, caller
from bot.chat.permissions import Act
from bot.chat.render import Message
from bot.chat.say import Place, place, say
from bot.chat.wording import reloads
from bot.errors import NotAllowed, TooMany

#: Seconds after which the administrator is told that a reload goes on.
_PATIENCE = 10


async def reload(update: Update, context: Context) -> None:
    """``/reload``: load the knowledge anew and say what changed; administrators only, in private."""
    desk, where = context.desk, place(update)
    who = await standing.require(Act.RELOAD, update, context)
    if where is None:
        return
    if where.chat_id != who:  # a private chat has the number of its person
        raise NotAllowed(wording.RELOAD_IN_PRIVATE)
    if desk.reloading:
        raise TooMany(wording.RELOADING)
    desk.reloading = True
    # A task of its own: this chat's next questions must not wait for it.
    by = await caller(update, context)
    task = context.application.create_task(_reload(context, where, by), update)
    desk.tasks.add(task)
    task.add_done_callback(desk.tasks.discard)


async def _reload(context: Context, where: Place, by: Caller) -> None:
    desk = context.desk
    try:
        await say(context, where, Message((wording.RELOAD_BEGUN,)))
        loaded = await _loaded(context, where, by.person.id)
        if not loaded.refusal:
            swap(desk, loaded)
    finally:
        desk.reloading = False
    await say(context, where, Message(tuple(_told(loaded))))
    if not loaded.refusal and (proposed := await opening.after_reload(context, by)):
        await say(context, where, proposed)


async def _loaded(context: Context, where: Place, who: int) -> loading.Loaded:
    """Load anew; of a large folder the administrator is told now and then how far it got."""
    desk, read = context.desk, [0, 0]

    def progress(done: int, of: int) -> None:
        read[:] = done, of

    folder = desk.settings.paths.knowledge
    task = asyncio.create_task(loading.again(folder, desk.store, desk.served, desk.now(), who, progress))
    while not (await asyncio.wait({task}, timeout=_PATIENCE))[0]:
        await say(context, where, Message((wording.RELOAD_GOES_ON.format(*read),)))
    return task.result()


def swap(desk: Desk, loaded: loading.Loaded) -> None:
    """Serve the new generation from here on: one assignment, nothing between."""
    desk.served = loaded.served
    desk.buttons.reloaded()
    desk.recent.reloaded()


def _told(loaded: loading.Loaded) -> list[str]:
    served = loaded.served
    if loaded.refusal or served is None:
        return reloads.refused(loaded.refusal, loaded.problems)
    return reloads.done(loaded.changes, len(served.documents), len(served.duties), loaded.problems)
