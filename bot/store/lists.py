"""Lists over the ledger: what somebody may see of it, asked of the tables a page at a time."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from enum import Enum, auto
from typing import Any

from sqlite_utils import Database

from bot.ledger.entry import Entry, State
from bot.ledger.event import Step
from bot.ledger.people import Actor, Capacity
from bot.ledger.rules import Rules
from bot.ledger.sight import Key, Sight
from bot.ledger.table import WHO, Reach
from bot.store.entries import decoded, slim

#: So many things that may wait for a person are looked at closely; nobody has more at a time.
MOST_WAITING = 200


class Listing(Enum):
    """What a list is about."""

    OPEN = auto()  # everything that is not settled
    ALL = auto()
    UNIT = auto()  # that a unit has to do or has a part in
    TOWN = auto()
    LEADER = auto()
    OVERDUE = auto()
    ACCEPTANCE = auto()  # 待验收
    EXTENSION = auto()  # 待批延期
    STALE = auto()  # 久未更新


@dataclass(frozen=True, slots=True)
class Wanted:
    """A piece of a list: which one, of what (a unit, a town, a leader), from where on, how much at most."""

    what: Listing
    name: str = ""
    start: int = 0
    count: int = 10


@dataclass(frozen=True, slots=True)
class Page:
    """A piece of a list: the entries from *start* on, of *total*; without their histories."""

    entries: tuple[Entry, ...]
    total: int
    start: int = 0


def every(db: Database, sight: Sight) -> Iterable[Entry]:
    """Yield all entries somebody may see, by number, without their histories."""
    where, given = _seen(sight, "e.number")
    for (text,) in db.execute(f"SELECT e.json FROM entry e WHERE {where} ORDER BY e.number", given):
        yield decoded(text)


def listed(db: Database, wanted: Wanted, sight: Sight, today: date, rules: Rules) -> Page:
    """Return a piece of a list of what somebody may see, in the list's own order.

    Args:
        wanted: which piece of which list.
        sight: what may be seen; the one rule is `bot.ledger.sight`, asked here of the tables.
        today: overdue and stale count from it.
        rules: when something is stale.
    """
    source, order, given = _source(wanted.what, wanted.name, today, rules)
    where, seen = _seen(sight, "e.number")
    body = f"FROM ({source}) l JOIN entry e ON e.number = l.entry WHERE {where}"
    total = db.execute(f"SELECT count(DISTINCT e.number) {body}", [*given, *seen]).fetchone()[0]
    rows = db.execute(
        f"SELECT e.json {body} GROUP BY e.number ORDER BY {order}, e.number LIMIT ? OFFSET ?",
        [*given, *seen, wanted.count, wanted.start],
    )
    return Page(tuple(decoded(text) for (text,) in rows), total, wanted.start)


_BY_DUE = "e.open DESC, e.due IS NULL, e.due"


def _source(what: Listing, name: str, today: date, rules: Rules) -> tuple[str, str, list[Any]]:
    """Return which entries a list holds, as SQL, its order, and what the SQL is given."""
    by_key = "SELECT entry, NULL AS at FROM entry_key WHERE kind = ? AND name = ?"
    match what:
        case Listing.OPEN:
            return "SELECT number AS entry, NULL AS at FROM entry WHERE open = 1", _BY_DUE, []
        case Listing.ALL:
            return "SELECT number AS entry, NULL AS at FROM entry", "NULL", []
        case Listing.UNIT | Listing.TOWN | Listing.LEADER:
            return by_key, _BY_DUE, [what.name.lower(), name]
        case Listing.OVERDUE:
            due = "SELECT number AS entry, due AS at FROM entry WHERE due < ?"
            return due, "min(l.at)", [today.isoformat()]
        case Listing.ACCEPTANCE:
            waits = "SELECT entry, since AS at FROM track WHERE state = ?"
            return waits, "min(l.at)", [State.SUBMITTED.name]
        case Listing.EXTENSION:
            return "SELECT entry, asked AS at FROM track WHERE asked IS NOT NULL", "min(l.at)", []
        case Listing.STALE:
            last = today - timedelta(days=min(rules.stale_days, default=0))
            quiet = "SELECT entry, quiet AS at FROM track WHERE quiet <= ?"
            return quiet, "min(l.at)", [last.isoformat()]


def may_wait(db: Database, actors: Iterable[Actor], sight: Sight, today: date) -> list[Entry]:
    """Return the entries in which something may wait for a person, soonest first, `MOST_WAITING` at most.

    `bot.ledger.lists.waiting` decides; this only leaves out what cannot be.
    """
    found: dict[int, tuple[bool, str]] = {}
    where, seen = _seen(sight, "a.entry")
    for actor in actors:
        mine, given = _awaiting(actor)
        rows = db.execute(
            f"SELECT a.entry, min(coalesce(a.due, '9999')) AS first FROM awaited a "
            f"WHERE ({mine}) AND (a.opens IS NULL OR a.opens <= ?) AND {where} "
            "GROUP BY a.entry ORDER BY first, a.entry LIMIT ?",
            [*given, today.isoformat(), *seen, MOST_WAITING],
        )
        for number, first in rows:
            found[number] = min(found.get(number, (True, first)), (True, first))
    soonest = sorted(found, key=lambda number: (found[number], number))[:MOST_WAITING]
    return slim(db, soonest)


def _awaiting(actor: Actor) -> tuple[str, list[Any]]:
    """Return the condition on `awaited` under which a step may wait for *actor*."""
    steps: dict[Reach, list[str]] = {}
    for step, who in WHO.items():
        reach = who.get(actor.capacity)
        if reach is not None and not (actor.capacity is Capacity.LEADER and step is not Step.UNBLOCK):
            steps.setdefault(reach, []).append(step.name)
    conditions, given = ["0"], []
    for reach, names in steps.items():
        marks = ",".join("?" * len(names))
        match reach:
            case Reach.OWN:
                conditions.append(f"a.step IN ({marks}) AND a.unit = ?")
                given += [*names, actor.unit]
            case Reach.ACCEPTING:
                accepts = "SELECT entry FROM entry_key WHERE kind = 'accepts' AND name = ?"
                conditions.append(f"a.step IN ({marks}) AND a.entry IN ({accepts})")
                given += [*names, actor.unit]
            case _:
                conditions.append(f"a.step IN ({marks})")
                given += names
    return " OR ".join(f"({condition})" for condition in conditions), given


def _seen(sight: Sight, number: str) -> tuple[str, list[Any]]:
    """Return the condition under which an entry may be seen, the same as `Sight.sees`."""
    conditions, given = [], []
    for allowed in (sight.own, sight.chat):
        if allowed is None:
            continue
        any_of, values = _any_of(allowed)
        conditions.append(f"{number} IN (SELECT entry FROM entry_key WHERE {any_of})")
        given += values
    return " AND ".join(conditions) or "1", given


def _any_of(allowed: Collection[Key]) -> tuple[str, list[str]]:
    if not allowed:
        return "0", []
    marks = ",".join("(?, ?)" for _ in allowed)
    return f"(kind, name) IN (VALUES {marks})", [part for key in sorted(allowed) for part in key]
