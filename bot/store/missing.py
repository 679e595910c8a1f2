"""What people asked and did not find, as they told it: kept until an administrator takes it off."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlite_utils import Database

from bot.codec import stamp


@dataclass(frozen=True, slots=True)
class Missing:
    """A question that found nothing: how many people told so, and when the last of them did."""

    question: str
    people: int
    last: datetime


def report(db: Database, question: str, person: int, now: datetime) -> None:
    """Enter that *person* (Telegram's id; 0: somebody without one) found nothing; once for each."""
    db.execute(
        "INSERT INTO missing (question, person, at) VALUES (?, ?, ?) "
        "ON CONFLICT (question, person) DO UPDATE SET at = excluded.at",
        [question, person, stamp(now)],
    )


def most(db: Database, count: int) -> list[Missing]:
    """Return the *count* questions that most people told, then those told last."""
    rows = db.execute(
        "SELECT question, count(*), max(at) FROM missing GROUP BY question "
        "ORDER BY count(*) DESC, max(at) DESC, question LIMIT ?",
        [count],
    )
    return [Missing(question, people, datetime.fromisoformat(at)) for question, people, at in rows]


def settle(db: Database, questions: Sequence[str]) -> int:
    """Take questions off the list; return how many were on it."""
    gone = 0
    for question in questions:
        gone += bool(db.execute("DELETE FROM missing WHERE question = ?", [question]).rowcount)
    return gone
