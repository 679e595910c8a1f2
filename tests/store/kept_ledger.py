"""A small ledger with evidence, in a data folder: to be checked, backed up, damaged and restored."""

from __future__ import annotations

import asyncio
import sqlite3
from contextlib import closing
from datetime import datetime
from pathlib import Path

from bot.ledger.entry import Entry
from bot.ledger.event import Evidence, Facts, Step
from bot.ledger.steps import take
from bot.store.ledger import Why
from bot.store.store import Store
from tests.ledger.office import LI, RULES, WANG, ZONE, order

NOW = datetime(2026, 6, 1, 9, tzinfo=ZONE)
PHOTO = b"\xff\xd8 the bank of the river"


async def open_entry(store: Store, photo: bytes = PHOTO) -> Entry:
    """Open an entry, let its unit acknowledge it and report with a photo."""

    def opening(number: int) -> tuple[Entry, object]:
        return take(Entry(number), Step.OPEN, WANG, NOW, RULES, Facts(order=order()))

    (entry,) = await store.ledger.open([opening], RULES)
    entry, event = take(entry, Step.ACKNOWLEDGE, LI, NOW, RULES)
    await store.ledger.record(entry, event, RULES)
    piece = await store.ledger.keep(photo, ".jpg")
    said = Facts(text="已进场", share=60, evidence=(Evidence(piece.digest),))
    entry, event = take(entry, Step.REPORT, LI, NOW, RULES, said)
    await store.ledger.record(entry, event, RULES, Why(pieces=(piece,)))
    return entry


def fill(data: Path, *photos: bytes) -> None:
    """Open an entry for each photo."""

    async def work() -> None:
        store = await Store.open(data)
        for photo in photos or (PHOTO,):
            await open_entry(store, photo)
        await store.close()

    asyncio.run(work())


def numbers(path: Path) -> list[int]:
    """Return the entries that a database holds."""
    with closing(sqlite3.connect(path)) as db:
        return [number for (number,) in db.execute("SELECT number FROM entry ORDER BY number")]


def files(folder: Path) -> list[Path]:
    return sorted(path for path in folder.rglob("*") if path.is_file())


def change(path: Path, script: str) -> None:
    """Change a database behind the program's back."""
    with closing(sqlite3.connect(path)) as db:
        db.executescript(f"DROP TRIGGER record_no_update; DROP TRIGGER record_no_delete; {script}")
