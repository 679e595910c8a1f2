"""Who acts, in what chat, and what they may see there: what every handler of the ledger begins with."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from functools import cache

from telegram import Update

from bot import general
from bot.chat import permissions, standing
from bot.chat.desk import Context, Desk
from bot.chat.wording import people as wording
from bot.errors import NotAllowed, NotFound
from bot.ledger.entry import Entry
from bot.ledger.people import Actor, Capacity, Person, Scope
from bot.ledger.rules import Rules, configured
from bot.ledger.sight import Sight, sight
from bot.reading.workdays import Calendar


@dataclass(frozen=True, slots=True)
class Caller:
    """Somebody admitted, at one moment in one chat."""

    person: Person
    chat: int
    private: bool
    now: datetime
    rules: Rules
    sight: Sight
    heard: int  # the update that brought them

    @property
    def today(self) -> date:
        return self.now.date()

    @property
    def actors(self) -> tuple[Actor, ...]:
        """The person in each of their capacities."""
        return self.person.actors(self.today)

    def holds(self, *capacities: Capacity) -> bool:
        """Tell whether they hold one of these capacities today."""
        return any(post.capacity in capacities for post in self.person.held(self.today))


async def caller(update: Update, context: Context, *, bringing: bool = False) -> Caller:
    """Return who acts.

    Args:
        update: what came.
        context: of the update.
        bringing: a picture or file is only brought as evidence; that may be somebody else's.

    Raises:
        NotAllowed: a group, a channel or a service acts (rule R43), the words are somebody else's,
            or nobody has admitted the person.
    """
    if not bringing and is_forwarded(update):
        raise NotAllowed(wording.FORWARDED)
    desk, chat = context.desk, update.effective_chat
    who = permissions.person(update)
    if who is None or chat is None:
        raise NotAllowed(wording.NOBODY_ACTS)
    found = await standing.person(update, context)
    now = desk.now()
    if found is None or not found.held(now.date()):
        raise NotAllowed(wording.NOT_ADMITTED)
    private = chat.type == chat.PRIVATE
    scope = None if private else await desk.store.people.bound(chat.id) or Scope()
    return Caller(
        found, chat.id, private, now, rules(desk), sight(found, scope, now.date()), update.update_id
    )


def rules(desk: Desk) -> Rules:
    """Return the office's rules: its settings, and the calendar of its knowledge."""
    calendar = desk.served.rules.calendar if desk.served else _calendar()
    return configured(desk.settings.ledger, calendar)


async def mended(desk: Desk) -> None:
    """Make the copies that lists are made by anew, where they are not of all that was recorded."""
    if desk.store.stale_copies:
        await desk.store.ledger.rebuild(rules(desk))


@cache
def _calendar() -> Calendar:
    return Calendar.load(general.text("calendar.toml"))[0]


def is_forwarded(update: Update) -> bool:
    """Tell whether the words of a message are somebody else's: forwarded, or of another bot."""
    message = update.message
    return message is not None and bool(message.forward_origin or message.via_bot)


async def entry_of(context: Context, caller: Caller, number: int) -> Entry:
    """Return an entry with its history.

    Raises:
        NotFound: there is none, or the caller may not see it here: both are told alike.
    """
    entry = await context.desk.store.ledger.entry(number)
    if entry is None or not caller.sight.sees(entry):
        raise NotFound(wording.NO_ENTRY.format(number=number))
    return entry
