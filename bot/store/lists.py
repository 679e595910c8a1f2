"""Lists over the ledger: what somebody may see of it, asked of the tables a page at a time."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from enum import Enum, auto
from heapq import nsmallest
from typing import Any

from sqlite_utils import Database

from bot.ledger.entry import Entry, State
from bot.ledger.event import Step
from bot.ledger.people import Actor, Capacity
from bot.ledger.rules import Rules
from bot.ledger.sight import Key, Sight
from bot.ledger.table import WHO, Reach
from bot.store.entries import SETTLED, decoded, rank_at, slim

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
    found = _by_keys(db, _sets(db, sight), None, "entry")
    texts = "SELECT t.json FROM ({}) l JOIN entry_text t ON t.number = l.entry ORDER BY l.entry"
    for (text,) in db.execute(texts.format(found.sql)):
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
        numbers = [row[0] for row in db.execute(found.sql)]
        return Page(tuple(slim(db, numbers[start:end])), len(numbers), start)
    total = db.execute(f"SELECT count(*) FROM ({found.sql})").fetchone()[0]
    rows = db.execute(f"{found.sql} LIMIT ? OFFSET ?", [wanted.count, start])
    return Page(tuple(slim(db, [row[0] for row in rows])), total, start)


#: Numbers of keys, one of which an entry must have.
_Keys = tuple[int, ...]


@dataclass(frozen=True, slots=True)
class _Found:
    """The numbers of a list's entries in their order, as SQL."""

    sql: str
    looked_up: bool  # it is more than going along an index


def _found(db: Database, wanted: Wanted, sight: Sight, today: date, rules: Rules) -> _Found:
    match wanted.what:
        case Listing.OPEN:
            return _by_keys(db, _sets(db, sight), SETTLED)
        case Listing.ALL:
            return _by_keys(db, _sets(db, sight), None, "entry")
        case Listing.UNIT | Listing.TOWN | Listing.LEADER:
            return _by_keys(db, _sets(db, sight, (wanted.what.name.lower(), wanted.name)))
        case Listing.OVERDUE:
            return _by_keys(db, _sets(db, sight), rank_at(today))
        case Listing.ACCEPTANCE:
            return _by_tracks(db, "since", f"state = '{State.SUBMITTED.name}'", sight)
        case Listing.EXTENSION:
            return _by_tracks(db, "asked", "asked IS NOT NULL", sight)
        case Listing.STALE:
            last = today - timedelta(days=min(rules.stale_days, default=0))
            return _by_tracks(db, "quiet", f"quiet <= '{last.isoformat()}'", sight)


def _by_keys(db: Database, sets: list[_Keys], below: int | None = None, order: str = "rank, entry") -> _Found:
    """Return the entries with a key of every set, of a rank *below* that, in their *order*.

    The set that leaves fewest is gone along, the others are looked up for each of its entries.
    """
    ranked = f"rank < {below}" if below is not None else "1"
    if not sets:
        return _Found(f"SELECT number AS entry FROM entry WHERE {ranked} ORDER BY {order}", False)
    fewest, *others = sorted(sets, key=lambda keys: _count(db, keys) if len(sets) > 1 else 0)
    once = "DISTINCT" if len(fewest) > 1 else ""
    sql = f"SELECT {once} entry, rank FROM entry_key l WHERE {_one_of(fewest)} AND {ranked}"
    return _Found(f"{sql} AND {_known(others, 'l.entry')} ORDER BY {order}", bool(others or once))


def _by_tracks(db: Database, day: str, condition: str, sight: Sight) -> _Found:
    """Return the entries with such a unit's part, by the earliest *day* of these."""
    known = _known(_sets(db, sight), "l.entry")
    # the plus: else all of the table is gone along in the order of its entries
    sql = (
        f"SELECT entry FROM track l WHERE {condition} AND {known} GROUP BY +entry ORDER BY min({day}), entry"
    )
    return _Found(sql, True)


def _sets(db: Database, sight: Sight, key: Key | None = None) -> list[_Keys]:
    """Return sets of keys of each of which an entry must have one: the list's own, what may be seen."""
    seen = [keys for keys in (sight.own, sight.chat) if keys is not None and key not in keys]
    return [_numbers(db, keys) for keys in dict.fromkeys([*([frozenset([key])] if key else []), *seen])]


def _numbers(db: Database, keys: Iterable[Key]) -> _Keys:
    one = "SELECT id FROM key WHERE kind = ? AND name = ?"
    return tuple(number for key in keys for (number,) in db.execute(one, key))


def _count(db: Database, keys: _Keys) -> int:
    return int(db.execute(f"SELECT count(*) FROM entry_key WHERE {_one_of(keys)}").fetchone()[0])


def _one_of(keys: _Keys) -> str:
    return f"key IN ({', '.join(map(str, keys))})"


def _known(sets: Iterable[_Keys], number: str) -> str:
    """Return the condition under which an entry has a key of every set, the same as `Sight.sees`."""
    each = [f"EXISTS (SELECT 1 FROM entry_key WHERE entry = {number} AND {_one_of(keys)})" for keys in sets]
    return " AND ".join(each) or "1"


def may_wait(db: Database, actors: Iterable[Actor], sight: Sight, today: date) -> list[Entry]:
    """Return the entries in which something may wait for a person, soonest first, `MOST_WAITING` at most.

    `bot.ledger.lists.waiting` decides; this only leaves out what cannot be.
    """
    seen = _known(_sets(db, sight), "a.entry")
    ways = [way for actor in actors for way in _awaiting(db, actor)]
    soonest: dict[int, str] = {}
    for way, given in ways:
        sql = f"SELECT entry, coalesce(due, '9999') FROM awaited a WHERE {way} AND opens <= ? AND {seen}"
        for number, due in db.execute(sql, [*given, today.isoformat()]):
            if due < soonest.get(number, "~"):
                soonest[number] = due
    first = nsmallest(MOST_WAITING, ((due, number) for number, due in soonest.items()))
    return slim(db, [number for _, number in first])


def _awaiting(db: Database, actor: Actor) -> Iterator[tuple[str, list[Any]]]:
    """Yield the conditions on `awaited` under one of which a step may wait for *actor*."""
    steps: dict[Reach, list[str]] = {}
    for step, who in WHO.items():
        reach = who.get(actor.capacity)
        if reach is not None and not (actor.capacity is Capacity.LEADER and step is not Step.UNBLOCK):
            steps.setdefault(reach, []).append(step.name)
    for reach, names in steps.items():
        among = f"step IN ({','.join('?' * len(names))})"
        match reach:
            case Reach.OWN:
                yield f"{among} AND unit = ?", [*names, actor.unit]
            case Reach.ACCEPTING:
                yield f"{among} AND {_known([_numbers(db, [('accepts', actor.unit)])], 'a.entry')}", names
            case _:
                yield among, [*names]
