"""What waits for a supervisor's word: findings; and what somebody decided not to take up."""

from __future__ import annotations

import json
from dataclasses import dataclass
from datetime import datetime

from sqlite_utils import Database

from bot.codec import brief, from_json, stamp
from bot.ledger.event import Evidence
from bot.ledger.order import Order
from bot.store.evidence import Piece

_COLUMNS = "id, person, at, json"


@dataclass(frozen=True, slots=True)
class Found:
    """What somebody found on the spot, and the order it would become."""

    order: Order
    name: str  # of who found it
    pieces: tuple[Piece, ...] = ()
    evidence: tuple[Evidence, ...] = ()  # what the pieces are
    why: str = ""  # these units are proposed


@dataclass(frozen=True, slots=True)
class Finding:
    """A finding that nobody has decided on yet."""

    id: int
    person: int
    at: datetime
    found: Found


def report(db: Database, person: int, found: Found, now: datetime, heard: int) -> Finding | None:
    """Enter a finding; the same update enters it once. None, where it is decided already."""
    text = json.dumps(brief(found), ensure_ascii=False)
    db.execute(
        "INSERT INTO finding (person, at, heard, json) VALUES (?, ?, ?, ?) ON CONFLICT (heard) DO NOTHING",
        [person, stamp(now), heard, text],
    )
    row = db.execute(f"SELECT {_COLUMNS} FROM finding WHERE heard = ? AND NOT settled", [heard]).fetchone()
    return _finding(row) if row else None


def change(db: Database, number: int, found: Found) -> None:
    """Write anew what was found: another unit is proposed."""
    text = json.dumps(brief(found), ensure_ascii=False)
    db.execute("UPDATE finding SET json = ? WHERE id = ?", [text, number])


def find(db: Database, number: int) -> Finding | None:
    """Return a finding that is not decided yet."""
    row = db.execute(f"SELECT {_COLUMNS} FROM finding WHERE id = ? AND NOT settled", [number]).fetchone()
    return _finding(row) if row else None


def every(db: Database) -> list[Finding]:
    """Return all findings that are not decided, the oldest first."""
    rows = db.execute(f"SELECT {_COLUMNS} FROM finding WHERE NOT settled ORDER BY id").fetchall()
    return [_finding(row) for row in rows]


def settle(db: Database, number: int) -> bool:
    """Take a finding off: it became an entry, or is none; tell whether it was still there."""
    return bool(db.execute("UPDATE finding SET settled = 1 WHERE id = ?", [number]).rowcount)


def decline(db: Database, marks: list[str], person: int, now: datetime) -> None:
    """Note that what *marks* stand for is not taken up."""
    for mark in marks:
        db.execute(
            "INSERT INTO declined (mark, person, at) VALUES (?, ?, ?) ON CONFLICT (mark) DO NOTHING",
            [mark, person, stamp(now)],
        )


def declined(db: Database) -> frozenset[str]:
    """Return what was not taken up."""
    return frozenset(mark for (mark,) in db.execute("SELECT mark FROM declined"))


def _finding(row: tuple[int, int, str, str]) -> Finding:
    number, person, at, text = row
    return Finding(number, person, datetime.fromisoformat(at), from_json(Found, json.loads(text)))
