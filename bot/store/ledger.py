"""The ledger in the store: each method one transaction, and what it answers is on the disk by then."""

from __future__ import annotations

import asyncio
import sqlite3
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path

from sqlite_utils import Database

from bot.errors import Conflict, StoreError
from bot.ledger.entry import Entry
from bot.ledger.event import Event
from bot.ledger.people import Actor
from bot.ledger.rules import Rules
from bot.ledger.sight import Sight
from bot.store import entries, evidence, lists, people, proposed, records
from bot.store.evidence import Piece
from bot.store.lists import Page, Wanted
from bot.store.records import Broken
from bot.store.threads import Threads

#: What opens an entry of the number that it gets: `bot.ledger.steps.take` with Step.OPEN.
Opening = Callable[[int], tuple[Entry, Event]]


@dataclass(frozen=True, slots=True)
class Why:
    """What a write goes back to: the update that asked for it, what came with it."""

    heard: int | None = None
    pieces: tuple[Piece, ...] = ()
    finding: int | None = None  # the finding that becomes an entry with it


NOTHING_ELSE = Why()


class LedgerStore:
    """Entries and their events."""

    def __init__(self, threads: Threads, folder: Path, broken: Sequence[Broken]) -> None:
        self._threads, self._folder = threads, folder
        self.broken = tuple(broken)  # where the seals do not hold: then nothing is written

    async def entry(self, number: int) -> Entry | None:
        """Return an entry with its history."""
        return await self._threads.read(entries.load, number)

    async def slim(self, numbers: Sequence[int]) -> list[Entry]:
        """Return entries without their histories, in the order asked for."""
        return await self._threads.read(entries.slim, numbers)

    async def listed(self, wanted: Wanted, sight: Sight, today: date, rules: Rules) -> Page:
        """Return a piece of a list of what may be seen."""
        return await self._threads.read(lists.listed, wanted, sight, today, rules)

    async def every(self, sight: Sight) -> list[Entry]:
        """Return all entries that may be seen, without their histories."""
        return await self._threads.read(lambda db: list(lists.every(db, sight)))

    async def with_histories(self, numbers: Sequence[int]) -> list[Entry]:
        """Return entries with their histories, in the order asked for; as long as it takes to fold them."""
        return await self._threads.read(lambda db: [e for n in numbers if (e := entries.load(db, n))])

    async def may_wait(self, actors: Sequence[Actor], sight: Sight, today: date) -> list[Entry]:
        """Return the entries in which something may wait for a person (`bot.ledger.lists.waiting`)."""
        return await self._threads.read(lists.may_wait, actors, sight, today)

    async def opened(self) -> dict[str, int]:
        """Return duty key → the entry that was opened for it."""
        return await self._threads.read(entries.opened)

    async def already(self, heard: int) -> list[Event]:
        """Return what an update already led to, before the program was stopped in its work on it."""
        return await self._threads.read(records.of_update, heard)

    async def open(self, openings: Sequence[Opening], rules: Rules, why: Why = NOTHING_ELSE) -> list[Entry]:
        """Open entries, all or none of them.

        Raises:
            Refusal: what `take` says, or somebody else opened one of them meanwhile; nothing was recorded.
            StoreError: not saved.
        """
        self._sound()
        return await self._threads.write(_opened, openings, rules, why)

    async def record(self, entry: Entry, event: Event, rules: Rules, why: Why = NOTHING_ELSE) -> None:
        """Record *event*, after which *entry* is the case.

        Raises:
            Conflict: somebody else took a step meanwhile; nothing was recorded.
            StoreError: not saved.
        """
        self._sound()
        await self._threads.write(_recorded, entry, event, rules, why)

    async def refused(self, person: int, what: str, why: str, now: datetime, heard: int | None) -> None:
        """Record that somebody was refused something they asked for."""
        self._sound()
        await self._threads.write(people.refused, person, what, why, now, heard)

    # ---- evidence

    async def keep(self, content: bytes, ending: str) -> Piece:
        """Put a file into the evidence folder, to be named by a step afterwards.

        Raises:
            StoreError: not saved.
        """
        return await asyncio.to_thread(evidence.written, self._folder, content, ending)

    async def evidence(self, digest: str) -> bytes | None:
        """Return the content of a file, None where none of that digest was recorded.

        Raises:
            NotFound: it is lost or was changed.
        """
        piece = await self._threads.read(evidence.find, digest)
        return await asyncio.to_thread(evidence.fetched, self._folder, piece) if piece else None

    # ---- keeping

    async def rebuild(self, rules: Rules) -> int:
        """Make the copies that lists are made by anew; return how many entries there are."""
        return await self._threads.write(entries.rebuild, rules)

    def _sound(self) -> None:
        if self.broken:
            raise StoreError(f"未保存：台账{self.broken[0]}，已停止登记，请管理员用 duban verify 查看。")


def _opened(db: Database, openings: Sequence[Opening], rules: Rules, why: Why) -> list[Entry]:
    opened, first = [], entries.next_number(db)
    for number, opening in enumerate(openings, first):
        entry, event = opening(number)
        if entries.of_duty(db, entry, before=first):
            raise Conflict("这些事项里有的刚由别人立项，这一次没有登记，请重新发送 /open 查看。")
        _recorded(db, entry, event, rules, why)
        opened.append(entry)
    if why.finding is not None and not proposed.settle(db, why.finding):
        raise Conflict("这条现场发现刚由别人办过，这一次没有登记。")
    return opened


def _recorded(db: Database, entry: Entry, event: Event, rules: Rules, why: Why) -> None:
    try:
        records.record_step(db, event, why.heard)
    except sqlite3.IntegrityError as error:
        raise Conflict(
            f"台账第 {entry.number} 项刚刚有人办过，您这一步没有登记，请看最新情况再办。"
        ) from error
    evidence.enter(db, list(why.pieces), event.by.id, event.at)
    entries.save(db, entry, rules)


def at_start(db: Database) -> tuple[list[Broken], bool]:
    """Check the newest seals, and whether the copies are of as many steps as were recorded.

    Returns:
        Where the seals do not hold, and whether the copies must be made anew.
    """
    kept = db.execute("SELECT count(*), coalesce(sum(seq), 0) FROM entry").fetchone()
    said = db.execute("SELECT count(DISTINCT entry), count(entry) FROM record").fetchone()
    return records.verified(db, records.CHECKED_AT_START), kept != said
