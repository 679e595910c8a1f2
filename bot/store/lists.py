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
from bot.store.entries import SETTLED, decoded, rank_before, slim

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
    found = _by_keys(db, _sets(None, sight), None, "entry")
    texts = "SELECT t.json FROM ({}) l JOIN entry_text t ON t.number = l.entry ORDER BY l.entry"
    for (text,) in db.execute(texts.format(found.sql), found.given):
        yield decoded(text)


def listed(db: Database, wanted: Wanted, sight: Sight, today: date, rules: Rules) -> Page:
    """Return a piece of a list of what somebody may see, in the list's own order.

    Args:
        wanted: which piece of which list.
        sight: what may be seen; the one rule is `bot.ledger.sight`, asked here of the tables.
        today: overdue and stale count from it.
        rules: when something is stale.
    """
    found = _found(db, wanted, sight, today, rules)
    start, end = wanted.start, wanted.start + wanted.count
    if found.looked_up:  # each was looked up: not twice, for the count and for the piece
        numbers = [row[0] for row in db.execute(found.sql, found.given)]
        return Page(tuple(slim(db, numbers[start:end])), len(numbers), start)
    total = db.execute(f"SELECT count(*) FROM ({found.sql})", found.given).fetchone()[0]
    rows = db.execute(f"{found.sql} LIMIT ? OFFSET ?", [*found.given, wanted.count, start])
    return Page(tuple(slim(db, [row[0] for row in rows])), total, start)


@dataclass(frozen=True, slots=True)
class _Found:
    """The numbers of a list's entries in their order, as SQL, and what it is given."""

    sql: str
    given: list[Any]
    looked_up: bool  # it is more than going along an index


def _found(db: Database, wanted: Wanted, sight: Sight, today: date, rules: Rules) -> _Found:
    match wanted.what:
        case Listing.OPEN:
            return _by_keys(db, _sets(None, sight), SETTLED)
        case Listing.ALL:
            return _by_keys(db, _sets(None, sight), None, "entry")
        case Listing.UNIT | Listing.TOWN | Listing.LEADER:
            return _by_keys(db, _sets((wanted.what.name.lower(), wanted.name), sight))
        case Listing.OVERDUE:
            return _by_keys(db, _sets(None, sight), rank_before(today))
        case Listing.ACCEPTANCE:
            return _by_tracks("since", "state = ?", State.SUBMITTED.name, sight)
        case Listing.EXTENSION:
            return _by_tracks("asked", "asked IS NOT ?", None, sight)
        case Listing.STALE:
            last = today - timedelta(days=min(rules.stale_days, default=0))
            return _by_tracks("quiet", "quiet <= ?", last.isoformat(), sight)


def _by_keys(
    db: Database, sets: list[Collection[Key]], above: str | None = None, order: str = "rank, entry"
) -> _Found:
    """Return the entries with a key of every set, of a rank above *above*, in their *order*.

    The set that leaves fewest is gone along, the others are looked up for each of its entries.
    """
    ranked, given = ("rank < ?", [above]) if above is not None else ("1", [])
    if not sets:
        return _Found(f"SELECT number AS entry FROM entry WHERE {ranked} ORDER BY {order}", given, False)
    fewest, *others = sorted(sets, key=lambda keys: _count(db, keys) if len(sets) > 1 else 0)
    any_of, keys = _any_of(fewest)
    known, looked_up = _known(others, "l.entry")
    once = "DISTINCT" if len(fewest) > 1 else ""
    sql = (
        f"SELECT {once} entry, rank FROM entry_key l WHERE {any_of} AND {ranked} AND {known} ORDER BY {order}"
    )
    return _Found(sql, [*keys, *given, *looked_up], bool(others or once))


def _by_tracks(day: str, condition: str, value: str | None, sight: Sight) -> _Found:
    """Return the entries with such a unit's part, by the earliest *day* of these."""
    known, looked_up = _known(_sets(None, sight), "l.entry")
    sql = f"SELECT entry FROM track l WHERE {condition} AND {known} GROUP BY entry ORDER BY min({day}), entry"
    return _Found(sql, [value, *looked_up], True)


def _sets(key: Key | None, sight: Sight) -> list[Collection[Key]]:
    """Return sets of keys of each of which an entry must have one: the list's own, what may be seen."""
    seen = [keys for keys in (sight.own, sight.chat) if keys is not None and key not in keys]
    return [*([(key,)] if key else []), *dict.fromkeys(seen)]


def _count(db: Database, keys: Collection[Key]) -> int:
    any_of, given = _any_of(keys)
    return int(db.execute(f"SELECT count(*) FROM entry_key WHERE {any_of}", given).fetchone()[0])


def may_wait(db: Database, actors: Iterable[Actor], sight: Sight, today: date) -> list[Entry]:
    """Return the entries in which something may wait for a person, soonest first, `MOST_WAITING` at most.

    `bot.ledger.lists.waiting` decides; this only leaves out what cannot be.
    """
    found: dict[int, tuple[bool, str]] = {}
    where, seen = _known(_sets(None, sight), "a.entry")
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


def _known(sets: Iterable[Collection[Key]], number: str) -> tuple[str, list[Any]]:
    """Return the condition under which an entry has a key of every set, the same as `Sight.sees`."""
    conditions, given = ["1"], []
    for allowed in sets:
        any_of, values = _any_of(allowed)
        conditions.append(f"EXISTS (SELECT 1 FROM entry_key WHERE entry = {number} AND {any_of})")
        given += values
    return " AND ".join(conditions), given


def _any_of(allowed: Collection[Key]) -> tuple[str, list[str]]:
    if not allowed:
        return "0", []
    marks = ",".join("(?, ?)" for _ in allowed)
    return f"(kind, name) IN (VALUES {marks})", [part for key in sorted(allowed) for part in key]
