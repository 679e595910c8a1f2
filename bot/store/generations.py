"""The copy of the knowledge, by generation: one is active, a reload writes the next one and switches."""

from __future__ import annotations

import json
import logging
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from hashlib import sha256
from typing import Any

from sqlite_utils import Database

from bot.codec import from_json, stamp, to_json
from bot.duty import Document, Duty, Reading
from bot.reading.changes import trace

log = logging.getLogger(__name__)

#: Generations that stay, the active one included: to look back at what a reload replaced.
KEPT = 3


@dataclass(frozen=True, slots=True)
class Generation:
    """One reading of the knowledge folder as kept.

    ``keys[i]`` names ``duties[i]`` and stays with it from generation to generation while its words
    stay nearly the same; a record may remember it, but never refers to it by foreign key.
    """

    id: int
    made_at: datetime  # UTC
    digest: str
    documents: tuple[Document, ...]
    duties: tuple[Duty, ...]
    keys: tuple[str, ...]


def publish(db: Database, reading: Reading, now: datetime) -> int:
    """Write *reading* as a new generation and make it the active one; return its number."""
    before = current(db)
    keys = _keys(before, reading.duties)
    number = _begin(db, reading.digest, now)
    db.table("document").insert_all(
        {"generation": number, "seq": seq, **_document_row(document)}
        for seq, document in enumerate(reading.documents)
    )
    db.table("duty").insert_all(
        {"generation": number, "seq": seq, "key": key, "json": _dumps(to_json(duty))}
        for seq, (key, duty) in enumerate(zip(keys, reading.duties, strict=True))
    )
    db.execute("UPDATE generation SET active = 0 WHERE active = 1")
    db.execute("UPDATE generation SET active = 1 WHERE id = ?", [number])
    return number


def current(db: Database) -> Generation | None:
    """Return the active generation; None where there is none, or none this program can read."""
    found = db.execute("SELECT id, made_at, digest FROM generation WHERE active = 1").fetchone()
    if found is None:
        return None
    number, made_at, digest = found
    try:
        documents = tuple(_documents(db, number))
        rows = db.execute("SELECT key, json FROM duty WHERE generation = ? ORDER BY seq", [number]).fetchall()
        duties = tuple(from_json(Duty, json.loads(text)) for _, text in rows)
    except ValueError as error:  # of another version; a copy may be dropped at any time
        log.warning("generation %s cannot be read any more: %s", number, error)
        return None
    keys = tuple(key for key, _ in rows)
    return Generation(number, datetime.fromisoformat(made_at), digest, documents, duties, keys)


def drop_old(db: Database) -> None:
    """Delete all generations but the last few."""
    db.execute(
        "DELETE FROM generation WHERE active = 0 "
        "AND id NOT IN (SELECT id FROM generation ORDER BY id DESC LIMIT ?)",
        [KEPT],
    )


def _begin(db: Database, digest: str, now: datetime) -> int:
    rows = db.execute(
        "INSERT INTO generation (made_at, digest) VALUES (?, ?) RETURNING id", [stamp(now), digest]
    ).fetchall()
    return int(rows[0][0])


def _keys(before: Generation | None, duties: Sequence[Duty]) -> list[str]:
    """Return a key for each of *duties*: the one it had, or a new one made of its words."""
    had = trace(before.duties if before else (), duties)
    keys = [before.keys[i] if before and i is not None else "" for i in had]
    taken = set(keys)
    for place, duty in enumerate(duties):
        if not keys[place]:
            keys[place] = next(key for key in _fresh(duty) if key not in taken)
            taken.add(keys[place])
    return keys


def _fresh(duty: Duty) -> Iterator[str]:
    """Yield names for a duty, one for each time its words occur."""
    times = 0
    while True:
        words = "\0".join((duty.source.file, duty.matter, duty.quote, str(times)))
        yield sha256(words.encode("utf-8", "surrogatepass")).hexdigest()[:16]
        times += 1


#: The parts of a document that are rows of their own in JSON and columns here.
_AS_JSON = ("origin", "flags")


def _document_row(document: Document) -> dict[str, Any]:
    row: dict[str, Any] = to_json(document)
    row |= row.pop("repaired")
    return row | {name: _dumps(row[name]) for name in _AS_JSON}


def _documents(db: Database, generation: int) -> Iterator[Document]:
    for row in db.query("SELECT * FROM document WHERE generation = ? ORDER BY seq", [generation]):
        repaired = {name: row.pop(name) for name in ("raw", "text", *_AS_JSON)}
        repaired |= {name: json.loads(repaired[name]) for name in _AS_JSON}
        del row["generation"], row["seq"]
        yield from_json(Document, {**row, "repaired": repaired})


def _dumps(value: object) -> str:
    return json.dumps(value, ensure_ascii=False, separators=(",", ":"))
