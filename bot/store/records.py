"""The records: what was done, by whom, each row sealed to the one before it (rule R33).

A step, a right that was given or taken, a refusal: all in one chain. The seal is SHA-256 over the hash
of the row before and the row's own text, so a changed, removed or inserted row is found (`verified`).
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from enum import Enum, auto
from hashlib import sha256
from typing import Any

from sqlite_utils import Database

from bot.codec import brief, from_json, stamp
from bot.ledger.event import Event

#: What the first row is sealed to.
GENESIS = "0" * 64
#: So many of the newest rows are checked at every start; `duban verify` checks all.
CHECKED_AT_START = 1_000

_COLUMNS = "id, kind, at, person, entry, seq, heard, json, hash"


class Kind(Enum):
    """What a record is about."""

    STEP = auto()
    RIGHT = auto()
    REFUSAL = auto()


@dataclass(frozen=True, slots=True)
class Broken:
    """Where the chain does not hold: the record's number, and what is wrong, in Chinese."""

    record: int
    why: str

    def __str__(self) -> str:
        return f"第 {self.record} 条记录{self.why}"


def record_step(db: Database, event: Event, heard: int | None) -> None:
    """Add a step.

    Raises:
        sqlite3.IntegrityError: the entry already has a step of that number.
    """
    _add(db, Kind.STEP, stamp(event.at), event.by.id, brief(event), heard, (event.entry, event.seq))


def record_other(
    db: Database, kind: Kind, now: datetime, person: int, said: dict[str, Any], heard: int | None = None
) -> None:
    """Add a right that was given or taken, or a refusal; *said* is plain JSON."""
    _add(db, kind, stamp(now), person, said, heard, (None, None))


def history(db: Database, entry: int) -> list[Event]:
    """Return all steps of an entry in their order."""
    rows = db.execute("SELECT json FROM record WHERE entry = ? ORDER BY seq", [entry])
    return [from_json(Event, json.loads(text)) for (text,) in rows]


def histories(db: Database) -> Iterator[list[Event]]:
    """Yield the steps of each entry, by number."""
    steps: list[Event] = []
    for (text,) in db.execute("SELECT json FROM record WHERE entry IS NOT NULL ORDER BY entry, seq"):
        event = from_json(Event, json.loads(text))
        if steps and steps[0].entry != event.entry:
            yield steps
            steps = []
        steps.append(event)
    if steps:
        yield steps


def of_update(db: Database, heard: int) -> list[Event]:
    """Return the steps that an update already led to, in an earlier life of the program."""
    rows = db.execute("SELECT json FROM record WHERE heard = ? AND kind = 'STEP' ORDER BY id", [heard])
    return [from_json(Event, json.loads(text)) for (text,) in rows]


def naming(db: Database) -> Iterator[tuple[str, int]]:
    """Yield the evidence that steps name, each with its entry: digest, number."""
    like = (
        "SELECT entry, json FROM record WHERE kind = 'STEP' AND json LIKE '%\"evidence\"%' ORDER BY id DESC"
    )
    for entry, text in db.execute(like):
        for one in json.loads(text).get("facts", {}).get("evidence", ()):
            yield one["digest"], entry


def others(db: Database, kind: Kind, count: int) -> list[tuple[datetime, int, dict[str, Any]]]:
    """Return the last *count* rights or refusals with when and who, the newest first."""
    rows = db.execute(
        "SELECT at, person, json FROM record WHERE kind = ? ORDER BY id DESC LIMIT ?", [kind.name, count]
    )
    return [(datetime.fromisoformat(at), person, json.loads(text)) for at, person, text in rows]


def verified(db: Database, last: int | None = None) -> list[Broken]:
    """Check the seals, of all records or the *last* ones; return where they do not hold."""
    newest = db.execute("SELECT coalesce(max(id), 0) FROM record").fetchone()[0]
    first = 1 if last is None else max(1, newest - last + 1)
    before = db.execute("SELECT hash FROM record WHERE id = ?", [first - 1]).fetchone()
    prev = before[0] if before else GENESIS
    broken, number = [], first
    if first > 1 and before is None:
        broken.append(Broken(first - 1, "缺失"))
    for row in db.execute(f"SELECT {_COLUMNS} FROM record WHERE id >= ? ORDER BY id", [first]):
        if row[0] != number:
            broken.append(Broken(number, "缺失"))
            number = row[0]
        if row[-1] != _sealed(prev, row[:-1]):
            broken.append(Broken(row[0], "内容与封签不符，曾被改动"))
        prev, number = row[-1], number + 1
    return broken


def _add(
    db: Database,
    kind: Kind,
    at: str,
    person: int,
    said: dict[str, Any],
    heard: int | None,
    place: tuple[int | None, int | None],
) -> None:
    last = db.execute("SELECT id, hash FROM record ORDER BY id DESC LIMIT 1").fetchone() or (0, GENESIS)
    text = json.dumps(said, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    row = (last[0] + 1, kind.name, at, person, *place, heard, text)
    db.execute(
        f"INSERT INTO record ({_COLUMNS}) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)", [*row, _sealed(last[1], row)]
    )


def _sealed(prev: str, row: tuple[Any, ...]) -> str:
    """Return the seal of a row: its columns up to the hash, as JSON, after the seal before it."""
    text = json.dumps([prev, *row], ensure_ascii=False, separators=(",", ":"))
    return sha256(text.encode("utf-8")).hexdigest()
