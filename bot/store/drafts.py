"""What a person has begun to say in a chat and not finished; it survives a restart."""

from __future__ import annotations

import json
from datetime import datetime, timedelta
from typing import Any

from sqlite_utils import Database

from bot.codec import stamp

#: Begun longer ago than this, it is not gone on with.
LIFE = timedelta(hours=24)


def put(db: Database, person: int, chat: int, said: dict[str, Any], now: datetime) -> None:
    """Keep what *person* has said so far in *chat* (Telegram's ids); it replaces what was there."""
    db.execute(
        "INSERT INTO draft (person, chat, at, json) VALUES (?, ?, ?, ?) "
        "ON CONFLICT (person, chat) DO UPDATE SET at = excluded.at, json = excluded.json",
        [person, chat, stamp(now), json.dumps(said, ensure_ascii=False)],
    )


def find(db: Database, person: int, chat: int, now: datetime) -> dict[str, Any] | None:
    """Return what *person* has said so far in *chat*, None where nothing is begun."""
    row = db.execute("SELECT at, json FROM draft WHERE person = ? AND chat = ?", [person, chat]).fetchone()
    if row is None or now - datetime.fromisoformat(row[0]) > LIFE:
        return None
    found: dict[str, Any] = json.loads(row[1])
    return found


def drop(db: Database, person: int, chat: int) -> bool:
    """Forget it; tell whether there was anything."""
    return bool(db.execute("DELETE FROM draft WHERE person = ? AND chat = ?", [person, chat]).rowcount)
