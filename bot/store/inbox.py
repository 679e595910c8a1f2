"""What was heard and not yet answered: updates of Telegram, kept before they are acknowledged (rule R24)."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from sqlite_utils import Database

#: An update that so many lives of the program began and did not finish is left alone.
MOST_TRIES = 5
#: So many numbers of answered updates are remembered: Telegram sends again what was not acknowledged.
_REMEMBERED = 10_000


def keep(db: Database, updates: Sequence[tuple[int, str]]) -> list[int]:
    """Keep updates (their number and JSON); return the numbers of those never heard before."""
    new = []
    for number, text in updates:
        inserted = db.execute(
            "INSERT INTO heard (id, json) VALUES (?, ?) ON CONFLICT (id) DO NOTHING", [number, text]
        )
        if inserted.rowcount:
            new.append(number)
    return new


def answered(db: Database, numbers: Iterable[int]) -> None:
    """Note that updates are done with; what was said in them is forgotten."""
    for number in numbers:
        db.execute("UPDATE heard SET json = NULL WHERE id = ?", [number])
    db.execute(
        "DELETE FROM heard WHERE json IS NULL AND id <= (SELECT max(id) FROM heard) - ?", [_REMEMBERED]
    )


def again(db: Database) -> tuple[list[str], int]:
    """Return what an earlier life of the program heard and did not answer, in its order.

    Returns:
        The JSON of the updates to be worked on again, and how many were given up now, because
        `MOST_TRIES` lives began them in vain.
    """
    db.execute("UPDATE heard SET tries = tries + 1 WHERE json IS NOT NULL")
    given_up = db.execute("UPDATE heard SET json = NULL WHERE json IS NOT NULL AND tries > ?", [MOST_TRIES])
    rows = db.execute("SELECT json FROM heard WHERE json IS NOT NULL ORDER BY id").fetchall()
    return [text for (text,) in rows], given_up.rowcount


def left(db: Database) -> None:
    """Note that the program ends in order: what it leaves unanswered was not begun in vain."""
    db.execute("UPDATE heard SET tries = tries - 1 WHERE json IS NOT NULL AND tries > 0")
