"""Small readings of the knowledge folder to keep in a store, and a look past the store."""

from __future__ import annotations

import sqlite3
from array import array
from contextlib import closing
from datetime import UTC, date, datetime
from pathlib import Path

from bot.duty import (
    Document,
    Duty,
    Known,
    Part,
    Reading,
    Repaired,
    Role,
    Source,
)

NOW = datetime(2025, 3, 3, 9, 30, tzinfo=UTC)


def document(file: str, text: str) -> Document:
    repaired = Repaired(text, text, array("L", range(len(text) + 1)))
    return Document(file, f"题名{file}", repaired, day=date(2025, 3, 3), day_known=Known.STATED)


def duty(matter: str, file: str = "一.txt", unit: str = "水务局") -> Duty:
    quote = f"{unit}要在6月底前做好{matter}这件事。"
    return Duty(matter, quote, Source(file, (0, 9), (0, 9)), (Part(unit, Role.LEAD),))


def reading(*matters: str, digest: str = "d") -> Reading:
    return Reading((document("一.txt", "。".join(matters)),), tuple(map(duty, matters)), (), digest)


def raw(path: Path) -> closing[sqlite3.Connection]:
    """Open the database as some other program would; only while the store is closed, or to disturb it."""
    return closing(sqlite3.connect(path / "duban.db", isolation_level=None))
