"""Who may see an entry: the one place that decides, for search, lists, buttons and exports alike (R44)."""

from __future__ import annotations

from datetime import date

from bot.config import NOBODY
from bot.ledger.entry import Entry
from bot.ledger.people import Capacity, Person, Post, Scope

#: These see the whole ledger: they run it, judge it or audit it.
_ALL_SEEING = (Capacity.SUPERVISOR, Capacity.ADMINISTRATOR, Capacity.AUDITOR)


def may_see(person: Person | None, entry: Entry, chat: Scope | None, today: date) -> bool:
    """Tell whether *person* may see *entry* in a chat.

    Args:
        person: who asks; None for an anonymous administrator, a channel, a forwarded identity or
            somebody nobody has admitted: they see nothing (rule R43).
        entry: with or without its history.
        chat: what the group is bound to; None in private. In a group everybody reads along, so both
            the group and the person must be allowed to.
        today: posts count from their first day to their last.
    """
    if person is None or person.id <= 0 or person.id in NOBODY:
        return False
    if chat is not None and not covers(chat, entry):
        return False
    return any(_sees(person, post, entry) for post in person.held(today))


def covers(scope: Scope, entry: Entry) -> bool:
    """Tell whether *entry* is inside *scope*: what a group hears of without anybody asking."""
    return (scope.everything or bool(entry.order.town and entry.order.town in scope.towns)) or not involved(
        entry
    ).isdisjoint(scope.units)


def involved(entry: Entry) -> frozenset[str]:
    """Return every unit that has the matter now or has a part in it by the document."""
    named = (p.successor or p.unit for p in entry.order.parts if not p.generic)
    return frozenset((*entry.units, *named))


def _sees(person: Person, post: Post, entry: Entry) -> bool:
    if post.capacity in _ALL_SEEING or covers(post.scope, entry):
        return True
    if post.capacity is Capacity.LEADER and person.name in entry.order.leader.split("、"):
        return True
    return post.capacity is Capacity.MEMBER and post.unit in involved(entry)
