"""Who may see an entry: the one place that decides, for search, lists, buttons and exports alike (R44)."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from bot.config import NOBODY
from bot.ledger.entry import Entry
from bot.ledger.people import Capacity, Person, Post, Scope

#: These see the whole ledger: they run it, judge it or audit it.
_ALL_SEEING = (Capacity.SUPERVISOR, Capacity.ADMINISTRATOR, Capacity.AUDITOR)


#: What an entry is known by to those who may see it: ("unit", 县住建局), ("town", 沙河镇).
Key = tuple[str, str]


@dataclass(frozen=True, slots=True)
class Sight:
    """What somebody may see in one chat: an entry with one of ``own`` keys and, in a group, one of ``chat``.

    None stands for everything. The store asks its tables for the same keys (`keys`), so that lists,
    search and counts go by this one rule.
    """

    own: frozenset[Key] | None = frozenset()
    chat: frozenset[Key] | None = None

    def sees(self, entry: Entry) -> bool:
        return self.covers(keys(entry))

    def covers(self, held: frozenset[Key]) -> bool:
        """Tell whether an entry with these keys may be seen."""
        return all(allowed is None or not allowed.isdisjoint(held) for allowed in (self.own, self.chat))


#: Of those whom nobody has admitted.
NOTHING = Sight()


def sight(person: Person | None, chat: Scope | None, today: date) -> Sight:
    """Return what *person* may see in a chat.

    Args:
        person: who asks; None for an anonymous administrator, a channel, a forwarded identity or
            somebody nobody has admitted: they see nothing (rule R43).
        chat: what the group is bound to; None in private. In a group everybody reads along, so both
            the group and the person must be allowed to.
        today: posts count from their first day to their last.
    """
    if person is None or person.id <= 0 or person.id in NOBODY:
        return NOTHING
    held = [_own(person, post) for post in person.held(today)]
    own = None if None in held else frozenset().union(*(keys for keys in held if keys))
    return Sight(own, scoped(chat) if chat is not None else None)


def may_see(person: Person | None, entry: Entry, chat: Scope | None, today: date) -> bool:
    """Tell whether *person* may see *entry*, with or without its history, in a chat (see `sight`)."""
    return sight(person, chat, today).sees(entry)


def covers(scope: Scope, entry: Entry) -> bool:
    """Tell whether *entry* is inside *scope*: what a group hears of without anybody asking."""
    return Sight(scoped(scope)).sees(entry)


def involved(entry: Entry) -> frozenset[str]:
    """Return every unit that has the matter now or has a part in it by the document."""
    named = (p.successor or p.unit for p in entry.order.parts if not p.generic)
    return frozenset((*entry.units, *named))


def keys(entry: Entry) -> frozenset[Key]:
    """Return what *entry* is known by."""
    order = entry.order
    leaders = (("leader", name) for name in order.leader.split("、") if name)
    towns = (("town", order.town),) if order.town else ()
    return frozenset((*(("unit", unit) for unit in involved(entry)), *towns, *leaders))


def _own(person: Person, post: Post) -> frozenset[Key] | None:
    if post.capacity in _ALL_SEEING:
        return None
    within = scoped(post.scope)
    if within is None:
        return None
    if post.capacity is Capacity.LEADER:
        return within | {("leader", person.name)}
    return within | {("unit", post.unit)} if post.capacity is Capacity.MEMBER else within


def scoped(scope: Scope) -> frozenset[Key] | None:
    """Return the keys of the entries inside *scope*; None: everything."""
    if scope.everything:
        return None
    named = {"unit": scope.units, "town": scope.towns, "leader": scope.leaders}
    return frozenset((kind, name) for kind, names in named.items() for name in names)
