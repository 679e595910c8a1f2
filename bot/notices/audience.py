"""Who can be told, looked up by what they are for, as of one day."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from bot.config import NOBODY
from bot.ledger.entry import Entry, State
from bot.ledger.people import Capacity, Person, Scope
from bot.ledger.rights import entitled
from bot.ledger.sight import Key, keys, scoped
from bot.notices.manners import Manners
from bot.notices.matters import Kind, Matter


class Whom(StrEnum):
    """A person in private, or a group; the value begins the recipient's name."""

    PERSON = "p"
    GROUP = "c"


@dataclass(frozen=True, slots=True, order=True)
class Recipient:
    """Who is told: a person by the numeric id, a group by the store's own key of the chat (R18)."""

    whom: Whom
    id: int

    def __str__(self) -> str:
        return f"{self.whom}{self.id}"


@dataclass(frozen=True, slots=True)
class Group:
    """A group: the store's key of its chat, what it is bound to, its manners where it has its own."""

    chat: int
    scope: Scope
    manners: Manners | None = None

    @property
    def recipient(self) -> Recipient:
        return Recipient(Whom.GROUP, self.chat)


class Audience:
    """The people and groups of one day; made anew when the day, a person or a group changes."""

    def __init__(self, people: Iterable[Person], groups: Iterable[Group], today: date):
        self.today = today
        self.groups = {group.recipient: group for group in groups}
        self._members: dict[str, list[Person]] = {}
        self._leaders: dict[Key, list[Person]] = {}
        self._supervisors: list[Person] = []
        self._administrators: list[Person] = []
        for person in people:
            if person.id > 0 and person.id not in NOBODY:  # rule R43
                self._enter(person)
        self._bound: dict[Key, list[Group]] = {}
        self._to_all: list[Group] = []
        for group in self.groups.values():
            within = scoped(group.scope)
            if within is None:
                self._to_all.append(group)
            for key in within or ():
                self._bound.setdefault(key, []).append(group)

    def _enter(self, person: Person) -> None:
        for post in person.held(self.today):
            if post.capacity is Capacity.MEMBER:
                self._members.setdefault(post.unit, []).append(person)
            elif post.capacity is Capacity.LEADER:
                for key in {("leader", person.name), *(scoped(post.scope) or ())}:
                    self._leaders.setdefault(key, []).append(person)
            elif post.capacity is Capacity.SUPERVISOR:
                self._supervisors.append(person)
            elif post.capacity is Capacity.ADMINISTRATOR:
                self._administrators.append(person)

    def bound(self, entry: Entry) -> list[Group]:
        """Return the groups that hear of *entry* without asking, by their key."""
        found = {group.chat: group for key in keys(entry) for group in self._bound.get(key, ())}
        found.update((group.chat, group) for group in self._to_all)
        return [found[chat] for chat in sorted(found)]

    def people(self, matter: Matter) -> tuple[list[Person], str]:
        """Return who must act next, and for whom they stand in where nobody is registered for that."""
        found = _each(self._wanted(matter))
        if found:
            return found, ""
        others = self._judges(matter) or self._supervisors or self._administrators
        return _each(others), _missing(matter)

    def members(self, unit: str) -> list[Person]:
        """Return the people of a unit."""
        return self._members.get(unit, [])

    def _wanted(self, matter: Matter) -> Iterator[Person]:
        track = matter.track
        if track is not None and matter.kind in _OF_UNIT:
            if track.state is State.RETURNED:
                yield from self._judges(matter)
                return
            yield from self.members(matter.unit)
            if track.state is State.BLOCKED and matter.kind is Kind.DEADLINE:
                yield from self._leading(matter.entry)
        elif matter.kind is Kind.BLOCKED:
            yield from self._leading(matter.entry)
        elif matter.kind in _VERIFIED:
            yield from self._verifiers(matter)
        else:
            yield from self._judges(matter)

    def _leading(self, entry: Entry) -> list[Person]:
        """Return the leaders the entry names; where none of them is registered, those of its part."""
        held = keys(entry)
        named = [p for key in held if key[0] == "leader" for p in self._leaders.get(key, ())]
        return named or [p for key in sorted(held) for p in self._leaders.get(key, ())]

    def _verifiers(self, matter: Matter) -> list[Person]:
        accepting = matter.entry.order.accepting
        found = [p for unit in accepting for p in self.members(unit)]
        return [p for p in found if self._may(p, matter, Capacity.MEMBER)]

    def _judges(self, matter: Matter) -> list[Person]:
        return [p for p in self._supervisors if self._may(p, matter, Capacity.SUPERVISOR)]

    def _may(self, person: Person, matter: Matter, capacity: Capacity) -> bool:
        """Tell whether the person may take the step; who did the work does not judge it."""
        actors = (actor for actor in person.actors(self.today) if actor.capacity is capacity)
        return any(entitled(matter.entry, matter.step, actor, matter.unit) for actor in actors)


#: What the unit itself has to do something about.
_OF_UNIT = (Kind.DEADLINE, Kind.MOVED, Kind.ACKNOWLEDGE, Kind.STALE)
#: What whoever the document names for acceptance does, else a supervisor.
_VERIFIED = (Kind.ACCEPTANCE, Kind.LOOK_BACK)


def _each(people: Iterable[Person]) -> list[Person]:
    return list({person.id: person for person in people}.values())


def _missing(matter: Matter) -> str:
    """Return for whom nobody is registered; empty where anybody of the office would have done."""
    if matter.kind in _OF_UNIT:
        return matter.unit
    if matter.kind in _VERIFIED:
        return "、".join(matter.entry.order.accepting)
    return matter.entry.order.leader if matter.kind is Kind.BLOCKED else ""
