"""People: in what capacity somebody acts, for which unit, and since when."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from enum import StrEnum


class Capacity(StrEnum):
    """In what capacity (身份) a person acts; `bot.duty.Role` is what part a unit has."""

    READER = "查阅"
    MEMBER = "单位成员"
    SUPERVISOR = "督查"
    LEADER = "领导"
    ADMINISTRATOR = "管理员"
    AUDITOR = "审计"


@dataclass(frozen=True, slots=True)
class Scope:
    """What a group is bound to, or what a post covers: units, towns, or everything.

    ``leaders`` are those whose matters (包保) a successor looks after.
    """

    units: tuple[str, ...] = ()
    towns: tuple[str, ...] = ()
    everything: bool = False
    leaders: tuple[str, ...] = ()


EVERYTHING = Scope(everything=True)


@dataclass(frozen=True, slots=True)
class Post:
    """One capacity somebody holds from a day to a day, both included; ``until`` None: still."""

    capacity: Capacity
    unit: str = ""
    scope: Scope = Scope()
    since: date = date.min
    until: date | None = None

    def held(self, today: date) -> bool:
        """Tell whether the post is held on *today*."""
        return self.since <= today and (self.until is None or today <= self.until)


@dataclass(frozen=True, slots=True)
class Actor:
    """Who took a step, as the ledger keeps it: the numeric id, and name and unit as of that day.

    ``also`` are the person's other units: who belongs to a unit does not judge its work in another
    capacity either.
    """

    id: int
    name: str
    capacity: Capacity
    unit: str = ""
    also: tuple[str, ...] = ()

    @property
    def units(self) -> tuple[str, ...]:
        return (self.unit, *self.also)

    def __str__(self) -> str:
        return f"{self.unit}{self.name}（{self.capacity}）"


@dataclass(frozen=True, slots=True)
class Person:
    """Somebody an administrator has admitted; *name* is the office's, not the one chosen in the chat."""

    id: int
    name: str
    posts: tuple[Post, ...] = ()

    def held(self, today: date) -> tuple[Post, ...]:
        """Return the posts held on *today*."""
        return tuple(post for post in self.posts if post.held(today))

    def actors(self, today: date) -> tuple[Actor, ...]:
        """Return the person once for each post held on *today*."""
        posts = self.held(today)
        units = tuple(dict.fromkeys(post.unit for post in posts if post.unit))
        return tuple(
            Actor(self.id, self.name, p.capacity, p.unit, tuple(u for u in units if u != p.unit))
            for p in posts
        )
