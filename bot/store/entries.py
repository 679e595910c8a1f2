"""How far each entry is: copies of what the records amount to, so that lists need no folding."""

from __future__ import annotations

import json
from collections.abc import Sequence
from datetime import date
from functools import lru_cache

from sqlite_utils import Database

from bot.codec import brief, from_json
from bot.ledger.entry import SETTLED as FINISHED
from bot.ledger.entry import Entry, Track
from bot.ledger.folding import fold
from bot.ledger.lists import awaited_in, opens, quiet_since
from bot.ledger.rules import Rules
from bot.ledger.sight import Key, keys
from bot.store import records


def load(db: Database, number: int) -> Entry | None:
    """Return an entry with its history, None where there is none of that number."""
    events = records.history(db, number)
    return fold(events) if events else None


def slim(db: Database, numbers: Sequence[int]) -> list[Entry]:
    """Return entries without their histories, in the order asked for; unknown ones are left out."""
    marks = ",".join("?" * len(numbers))
    rows = db.execute(f"SELECT number, json FROM entry_text WHERE number IN ({marks})", list(numbers))
    found = dict(rows)
    return [_decoded_lately(found[number]) for number in numbers if number in found]


def opened(db: Database) -> dict[str, int]:
    """Return duty key → the entry that was opened for it."""
    rows = db.execute(
        "SELECT name, max(entry) FROM key JOIN entry_key ON key = id WHERE kind = 'duty' GROUP BY name"
    )
    return dict(rows)


def of_duty(db: Database, entry: Entry, before: int) -> bool:
    """Tell whether an entry with a number below *before* was opened for the same duty of a document."""
    if entry.order.quote is None or not entry.order.quote.key:
        return False
    found = (
        "SELECT 1 FROM key JOIN entry_key ON key = id WHERE kind = 'duty' AND name = ? AND entry < ? LIMIT 1"
    )
    return bool(db.execute(found, [entry.order.quote.key, before]).fetchone())


def next_number(db: Database) -> int:
    """Return the number of the next entry; numbers are never used again."""
    return int(db.execute("SELECT coalesce(max(entry), 0) + 1 FROM record").fetchone()[0])


def save(db: Database, entry: Entry, rules: Rules) -> None:
    """Write the copies of *entry* anew."""
    db.execute("DELETE FROM entry WHERE number = ?", [entry.number])
    place = rank(entry)
    db.execute("INSERT INTO entry (number, seq, rank) VALUES (?, ?, ?)", [entry.number, entry.seq, place])
    db.execute("INSERT INTO entry_text (number, json) VALUES (?, ?)", [entry.number, _encoded(entry)])
    for track in entry.tracks:
        db.execute(
            "INSERT INTO track (entry, unit, state, since, quiet, asked) VALUES (?, ?, ?, ?, ?, ?)",
            [entry.number, track.unit, track.state.name, track.since.isoformat(), *_days(track)],
        )
    for kind, name in _all_keys(entry):
        db.execute("INSERT INTO key (kind, name) VALUES (?, ?) ON CONFLICT DO NOTHING", [kind, name])
        db.execute(
            "INSERT INTO entry_key (key, rank, entry) SELECT id, ?, ? FROM key WHERE kind = ? AND name = ?",
            [place, entry.number, kind, name],
        )
    for awaited in awaited_in(entry, date.max, rules):
        first = opens(awaited, rules)
        days = [first.isoformat() if first else "", awaited.due.isoformat() if awaited.due else None]
        db.execute(
            "INSERT INTO awaited (entry, unit, step, opens, due) VALUES (?, ?, ?, ?, ?)",
            [entry.number, awaited.unit, awaited.step.name, *days],
        )


#: The ranks of entries that wait for something but have no running deadline, and of those settled.
UNDATED, SETTLED = 4_000_000, 5_000_000


def rank(entry: Entry) -> int:
    """Return what sorts entries in lists: open ones first, by their next running deadline, undated last."""
    if all(track.state in FINISHED for track in entry.tracks):
        return SETTLED
    return rank_at(entry.due) if entry.due else UNDATED


def rank_at(due: date) -> int:
    """Return the rank of open entries due on *due*; those that are due earlier have a lower one."""
    return due.toordinal()


def rebuild(db: Database, rules: Rules) -> int:
    """Make all copies anew from the records; return how many entries there are."""
    db.execute("DELETE FROM entry")
    count = 0
    for events in records.histories(db):
        save(db, fold(events), rules)
        count += 1
    return count


def differing(db: Database) -> list[int]:
    """Return the entries whose copy is not what their records amount to."""
    kept = dict(db.execute("SELECT number, json FROM entry_text"))
    wrong = []
    for events in records.histories(db):
        number = events[0].entry
        if kept.pop(number, None) != _encoded(fold(events)):
            wrong.append(number)
    return sorted((*wrong, *kept))


def _all_keys(entry: Entry) -> frozenset[Key]:
    accepts = (("accepts", unit) for unit in entry.order.accepting)
    quotes = (entry.order.quote, *entry.order.further)
    duties = (("duty", quote.key) for quote in quotes if quote and quote.key)
    return keys(entry) | frozenset((*accepts, *duties))


def _days(track: Track) -> list[str | None]:
    asked = track.asked.on if track.asked else None
    return [day.isoformat() if day else None for day in (quiet_since(track), asked)]


def _encoded(entry: Entry) -> str:
    return json.dumps(brief(entry.slim()), ensure_ascii=False, separators=(",", ":"))


def decoded(text: str) -> Entry:
    """Return an entry from its copy, without its history."""
    return from_json(Entry, json.loads(text))


#: The same entries wait for all supervisors: these are read once, for as long as they stay as they are.
_decoded_lately = lru_cache(maxsize=512)(decoded)
