"""People with their posts, the groups' bindings, the drafts and the inbox: the store's other half."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from datetime import date, datetime
from typing import Any

from bot.ledger.people import Capacity, Person, Post, Scope
from bot.store import drafts, inbox, people, proposed
from bot.store.people import Asking
from bot.store.proposed import Finding, Found
from bot.store.threads import Threads


class PeopleStore:
    """Who is who."""

    def __init__(self, threads: Threads) -> None:
        self._threads = threads

    async def find(self, person: int) -> Person | None:
        """Return somebody with all posts they ever held."""
        return await self._threads.read(people.find, person)

    async def every(self) -> list[Person]:
        return await self._threads.read(people.every)

    async def holding(self, capacity: Capacity, today: date, unit: str = "") -> list[Person]:
        """Return who holds a capacity on a day, of one unit where it is named."""
        return await self._threads.read(people.holding, capacity, today, unit)

    async def admit(self, person: Person, post: Post, by: int, now: datetime) -> Person:
        """Give somebody a post."""
        return await self._threads.write(people.admit, person, post, by, now)

    async def end(
        self,
        person: int,
        last: date,
        by: int,
        now: datetime,
        unit: str = "",
        administrators: Collection[int] = (),
    ) -> list[Post]:
        """Let somebody's posts end with a day; never those of the last administrator."""
        return await self._threads.write(people.end, person, last, by, now, unit, administrators)

    async def hand_over(self, person: int, to: Person, by: int, now: datetime, today: date) -> Person:
        """Give somebody's posts to a successor from tomorrow on."""
        return await self._threads.write(people.hand_over, person, to, by, now, today)

    async def ask(self, who: Person, capacity: Capacity, unit: str, now: datetime) -> Asking:
        """Note that somebody asks to be admitted in a capacity, for a unit."""
        return await self._threads.write(people.ask, who, capacity, unit, now)

    async def asking(self, number: int) -> Asking | None:
        return await self._threads.read(people.asking, number)

    async def everybody_asking(self) -> list[Asking]:
        return await self._threads.read(people.everybody_asking)

    async def grant(self, number: int, since: date, by: int, now: datetime) -> Asking | None:
        """Admit who asked; None, where it was decided already."""
        return await self._threads.write(people.grant, number, since, by, now)

    async def decline(self, number: int, by: int, now: datetime) -> Asking | None:
        """Take a request off."""
        return await self._threads.write(people.decline, number, by, now)

    async def bind(self, chat: int, scope: Scope, by: int, now: datetime) -> None:
        """Bind a group, by the store's own key."""
        await self._threads.write(people.bind, chat, scope, by, now)

    async def rescope(self, person: int, scope: Scope, by: int, now: datetime) -> Person:
        """Let the posts that somebody holds cover units, towns or everything."""
        return await self._threads.write(people.rescope, person, scope, by, now)

    async def bound(self, telegram_id: int) -> Scope | None:
        """Return what a group is bound to."""
        return await self._threads.read(people.bound, telegram_id)


class Proposed:
    """What waits for a supervisor's word."""

    def __init__(self, threads: Threads) -> None:
        self._threads = threads

    async def report(self, person: int, found: Found, now: datetime, heard: int) -> Finding | None:
        """Enter a finding; the same update enters it once."""
        return await self._threads.write(proposed.report, person, found, now, heard)

    async def change(self, number: int, found: Found) -> None:
        await self._threads.write(proposed.change, number, found)

    async def finding(self, number: int) -> Finding | None:
        return await self._threads.read(proposed.find, number)

    async def findings(self) -> list[Finding]:
        return await self._threads.read(proposed.every)

    async def settle(self, number: int) -> bool:
        """Take a finding off; tell whether it was still there."""
        return await self._threads.write(proposed.settle, number)

    async def decline(self, marks: Sequence[str], person: int, now: datetime) -> None:
        """Note that what *marks* stand for is not taken up."""
        await self._threads.write(proposed.decline, list(marks), person, now)

    async def declined(self) -> frozenset[str]:
        return await self._threads.read(proposed.declined)


class Drafts:
    """What people have begun to say and not finished."""

    def __init__(self, threads: Threads) -> None:
        self._threads = threads

    async def put(self, person: int, chat: int, said: dict[str, Any], now: datetime) -> None:
        await self._threads.write(drafts.put, person, chat, said, now)

    async def find(self, person: int, chat: int, now: datetime) -> dict[str, Any] | None:
        return await self._threads.read(drafts.find, person, chat, now)

    async def drop(self, person: int, chat: int) -> bool:
        return await self._threads.write(drafts.drop, person, chat)


class Inbox:
    """Updates from before they are acknowledged to after they are answered."""

    def __init__(self, threads: Threads) -> None:
        self._threads = threads

    async def keep(self, updates: Sequence[tuple[int, str]]) -> list[int]:
        """Keep updates; return the numbers of those never heard before."""
        return await self._threads.write(inbox.keep, updates)

    async def answered(self, numbers: Sequence[int]) -> None:
        """Note that updates are done with."""
        await self._threads.write(inbox.answered, numbers)

    async def left(self) -> None:
        """Note that the program ends in order."""
        await self._threads.write(inbox.left)

    async def again(self) -> tuple[list[str], int]:
        """Return what an earlier life did not finish, and how many updates were given up."""
        return await self._threads.write(inbox.again)
