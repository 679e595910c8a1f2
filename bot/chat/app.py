"""The Application: how it is wired, started, watched and stopped."""

from __future__ import annotations

import asyncio
import gc
import logging
import ssl
from collections.abc import Callable, Coroutine
from typing import Any, TypeVar
from urllib.parse import urlsplit

from telegram import Message as Received
from telegram import MessageEntity, Update
from telegram.error import InvalidToken, NetworkError, TelegramError
from telegram.ext import (
    AIORateLimiter,
    Application,
    ApplicationBuilder,
    CallbackQueryHandler,
    ChatMemberHandler,
    CommandHandler,
    ContextTypes,
    ExtBot,
    MessageHandler,
    filters,
)
from telegram.request import HTTPXRequest

from bot.chat import admission, asks, groups, missing, people, reloads, uploads, wording
from bot.chat.commands import COMMANDS, set_menus
from bot.chat.desk import Context, Desk
from bot.chat.guard import Handler, limited, on_error
from bot.chat.inbox import Inbox
from bot.chat.ledger import entries, exporting, findings, joining, opening, words
from bot.chat.order import ChatByChat, OneARound
from bot.chat.standing import administrators, tell_administrators
from bot.errors import ConfigError

log = logging.getLogger(__name__)

T = TypeVar("T")

#: What is asked of Telegram; edited messages are not (rule R25).
ALLOWED = [Update.MESSAGE, Update.CALLBACK_QUERY, Update.MY_CHAT_MEMBER]
CONFLICTS = 3  # refusals in a row after which the other poller is left alone (rule R23)
POLL_SECONDS = 30
AT_ONCE = 10  # updates that one answer of Telegram holds at most
#: Calls that the bot allows itself, below what Telegram lets through (rule R17).
A_SECOND, A_MINUTE_IN_A_GROUP = 20, 15
DRAIN_SECONDS = 45  # below the minute that systemd gives (PITFALLS 2.15)
_LOCAL = frozenset({"127.0.0.1", "::1", "localhost"})

HANDLERS: dict[str, Handler] = {
    "ask": asks.ask,
    "unit": asks.unit,
    "due": asks.due,
    "sources": asks.list_sources,
    "whoami": people.whoami,
    "help": people.show_help,
    "start": people.start,
    "reload": reloads.reload,
    "missing": missing.show,
    "mine": entries.mine,
    "entry": entries.entry,
    "list": entries.listed,
    "report": words.report,
    "cancel": words.cancel,
    "join": joining.join,
    "people": joining.people,
    "bind": joining.bind,
    "handover": joining.handover,
    "export": exporting.export,
    "finding": findings.report,
    "open": opening.open_,
    "admin": admission.admin,
}


class Polling(HTTPXRequest):
    """The request object of getUpdates; counts how often in a row another poller was met."""

    conflicts = 0

    async def do_request(self, *args: Any, **kwargs: Any) -> tuple[int, bytes]:
        status, body = await super().do_request(*args, **kwargs)
        self.conflicts = self.conflicts + 1 if status == 409 else 0
        return status, body


class Sending(HTTPXRequest):
    """The request object of everything else; begins one request a round of the loop."""

    def __init__(self, rounds: OneARound, **options: Any) -> None:
        super().__init__(**options)
        self._rounds = rounds

    async def do_request(self, *args: Any, **how: Any) -> tuple[int, bytes]:
        await self._rounds.turn()
        return await super().do_request(*args, **how)


class Bot(ExtBot[Any]):
    """Takes few updates at a time and keeps them; with a hundred at once the library holds the loop up."""

    def __init__(self, *args: Any, inbox: Inbox, **how: Any) -> None:
        super().__init__(*args, **how)
        self._inbox = inbox

    async def get_updates(self, *args: Any, **how: Any) -> tuple[Update, ...]:
        return await self._inbox.heard(await super().get_updates(*args, **{"limit": AT_ONCE, **how}))


App = Application[Bot, Context, dict[Any, Any], dict[Any, Any], dict[Any, Any], None]


def build(token: str, desk: Desk, base_url: str, proxy: str | None = None) -> App:
    """Wire the Application.

    Args:
        token: the bot's token.
        desk: what the handlers work with.
        base_url: the server, without ``/bot``: https://api.telegram.org or a local Bot API.
        proxy: for all requests; None: what the environment says, but for a server on this machine.
    """
    server = urlsplit(base_url)
    options: dict[str, Any] = {"trust_env": server.hostname not in _LOCAL}
    if server.scheme == "http":  # without TLS the certificates of the world, read from a file, are not needed
        options["verify"] = ssl.SSLContext(ssl.PROTOCOL_TLS_CLIENT)
    wire: dict[str, Any] = {"proxy": proxy, "httpx_kwargs": options}
    polling = Polling(connection_pool_size=2, read_timeout=15, connect_timeout=10, **wire)
    inbox = Inbox(desk.store.inbox)
    bot = Bot(
        token,
        f"{base_url}/bot",
        f"{base_url}/file/bot",
        request=_sending(desk.rounds, wire),
        get_updates_request=polling,
        rate_limiter=AIORateLimiter(A_SECOND, 1, A_MINUTE_IN_A_GROUP, 60, max_retries=3),
        inbox=inbox,
    )
    builder = (
        ApplicationBuilder()
        .bot(bot)
        .concurrent_updates(ChatByChat(desk.rounds, inbox.answered))
        .context_types(ContextTypes(context=Context))
        .job_queue(None)
    )
    app: App = builder.build()
    app.bot_data |= {"desk": desk, "polling": polling, "inbox": inbox}
    add_handlers(app)
    return app


def _sending(rounds: OneARound, wire: dict[str, Any]) -> Sending:
    """Return the request object for everything but polling, with the timeouts of rule R15."""
    return Sending(
        rounds,
        connection_pool_size=64,
        connect_timeout=10,
        read_timeout=45,
        write_timeout=30,
        media_write_timeout=60,
        pool_timeout=20,
        **wire,
    )


def add_handlers(app: App) -> None:
    """Every command of the table, then questions, buttons, and what happens to chats."""
    fresh = filters.UpdateType.MESSAGE
    for command in COMMANDS:
        app.add_handler(CommandHandler(command.name, limited(HANDLERS[command.name]), fresh))
    private = fresh & filters.ChatType.PRIVATE
    app.add_handler(MessageHandler(private & filters.COMMAND, limited(asks.unknown)))
    app.add_handler(MessageHandler(private & filters.TEXT, limited(asks.any_text)))
    for name, handler in (("report", words.report), ("finding", findings.report)):
        captioned = fresh & filters.CaptionRegex(rf"^/{name}(?:@\w+)?(?:\s|$)")
        app.add_handler(MessageHandler(captioned, limited(handler)))
    pictures = private & (filters.PHOTO | filters.VIDEO | filters.Document.ALL)
    app.add_handler(MessageHandler(pictures, limited(uploads.sent)))
    app.add_handler(MessageHandler(private & ~filters.StatusUpdate.ALL, limited(uploads.not_text)))
    to_bot = fresh & filters.ChatType.GROUPS & Addressed(app.bot)
    app.add_handler(MessageHandler(to_bot & filters.TEXT & ~filters.COMMAND, limited(asks.any_text)))
    app.add_handler(MessageHandler(to_bot & filters.Document.ALL, limited(uploads.not_here)))
    app.add_handler(MessageHandler(fresh & filters.StatusUpdate.MIGRATE, groups.moved))
    app.add_handler(CallbackQueryHandler(limited(asks.press)))
    app.add_handler(ChatMemberHandler(groups.membership, ChatMemberHandler.MY_CHAT_MEMBER))
    app.add_error_handler(on_error)


class Addressed(filters.MessageFilter):
    """Messages of a group that are meant for the bot: they mention it or answer it."""

    def __init__(self, bot: ExtBot[Any]):
        super().__init__()
        self._bot = bot

    def filter(self, message: Received) -> bool:
        reply = message.reply_to_message
        if reply and reply.from_user and reply.from_user.id == self._bot.id:
            return True
        named = message.parse_entities([MessageEntity.MENTION])
        named |= message.parse_caption_entities([MessageEntity.MENTION])
        return f"@{self._bot.username}".lower() in (name.lower() for name in named.values())


async def serve(app: App, stop: asyncio.Event, say: Callable[[str], None] = print) -> int:
    """Run until *stop* is set.

    Args:
        app: what :func:`build` made.
        stop: set by a signal, or by this function when it gives up.
        say: told what the operator should know, a sentence at a time.

    Returns:
        The exit status: 0 after a clean stop, 1 when another program polls with the same token.

    Raises:
        ConfigError: Telegram does not know the token.
    """
    if not await _or_stop(_connect(app, say), stop):
        return 0
    polling: Polling = app.bot_data["polling"]
    inbox: Inbox = app.bot_data["inbox"]
    if given_up := await inbox.again(app, app.bot):
        say(wording.GIVEN_UP.format(count=given_up))
    lost = False

    def on_poll_error(error: TelegramError) -> None:
        nonlocal lost
        log.warning("getUpdates failed: %s", error)
        if polling.conflicts >= CONFLICTS:
            lost = True
            stop.set()

    updater = app.updater
    if updater is None:
        raise RuntimeError("the Application was built without an Updater")
    polls = updater.start_polling(
        timeout=POLL_SECONDS,
        bootstrap_retries=-1,
        allowed_updates=ALLOWED,
        drop_pending_updates=False,
        error_callback=on_poll_error,
    )
    try:
        gc.collect()
        gc.freeze()  # what there is by now stays: to go through it again and again would hold the loop up
        if await _or_stop(polls, stop):
            await app.start()
            await stop.wait()
        if lost:
            await _alert(app, say)
    finally:
        await _stop(app)
    return int(lost)


async def _alert(app: App, say: Callable[[str], None]) -> None:
    """Tell operator and administrators that two programs share one token; sending still works."""
    log.critical("another program polls with the same token")
    say(wording.TWO_POLLERS)
    desk: Desk = app.bot_data["desk"]
    await tell_administrators(app.bot, desk, wording.TWO_POLLERS)


async def _connect(app: App, say: Callable[[str], None]) -> None:
    """Get to know the bot, however long the net is away; say how it is set up."""
    wait = 1.0
    while True:
        try:
            await app.initialize()
            break
        except InvalidToken:
            raise ConfigError(wording.BAD_TOKEN) from None
        except NetworkError as error:
            log.warning("Telegram cannot be reached: %s", error)
            say(wording.NO_NET.format(seconds=round(wait)))
            await asyncio.sleep(wait)
            wait = min(wait * 2, 60)
    for sentence in wording.introduction(app.bot.bot):
        say(sentence)
    desk: Desk = app.bot_data["desk"]
    try:
        await set_menus(app.bot, await administrators(desk))
    except TelegramError as error:  # the menus are a comfort, not a condition
        log.warning("menus not set: %s", error)


async def _stop(app: App) -> None:
    """Finish what was begun and let go, from whatever point has been reached."""
    if app.updater is not None and app.updater.running:
        await app.updater.stop()
    if app.running:
        try:
            async with asyncio.timeout(DRAIN_SECONDS):
                await drained(app)
        except TimeoutError:
            log.error("stopped with updates still being worked on")
        await app.stop()
        inbox: Inbox = app.bot_data["inbox"]
        await inbox.settled()
    await app.shutdown()


async def drained(app: App) -> None:
    """Wait until all that was received is answered, reloads included.

    Application.stop alone is not enough: once it is called, the library keeps no hold on the tasks of
    updates that were still in the queue, and they would talk to a closed connection.
    """
    desk: Desk = app.bot_data["desk"]
    await app.update_queue.join()
    while desk.tasks:
        await asyncio.wait(desk.tasks)


async def _or_stop(work: Coroutine[Any, Any, object], stop: asyncio.Event) -> bool:
    """Tell whether *work* was done before *stop* was set; it is given up otherwise."""
    task, stopped = asyncio.create_task(work), asyncio.create_task(stop.wait())
    await asyncio.wait({task, stopped}, return_when=asyncio.FIRST_COMPLETED)
    stopped.cancel()
    if not task.done():
        task.cancel()
        await asyncio.wait({task})
        return False
    task.result()
    return True
