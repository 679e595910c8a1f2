"""The chats the program has been in, each under a key that outlives Telegram's own."""

from __future__ import annotations

from dataclasses import dataclass

from sqlite_utils import Database


@dataclass(frozen=True, slots=True)
class Chat:
    id: int  # our own; what other tables refer to
    telegram_id: int
    kind: str  # private, group, supergroup, channel
    title: str
    state: str  # active, left


def remember(db: Database, telegram_id: int, kind: str, title: str) -> int:
    """Enter a chat, or its new kind and title; return its key. Its state stays as it is."""
    rows = db.execute(
        "INSERT INTO chat (telegram_id, kind, title) VALUES (?, ?, ?) "
        "ON CONFLICT (telegram_id) DO UPDATE SET kind = excluded.kind, title = excluded.title RETURNING id",
        [telegram_id, kind, title],
    ).fetchall()
    return int(rows[0][0])


def find(db: Database, telegram_id: int) -> Chat | None:
    row = db.execute(
        "SELECT id, telegram_id, kind, title, state FROM chat WHERE telegram_id = ?", [telegram_id]
    ).fetchone()
    return Chat(*row) if row else None


def mark(db: Database, telegram_id: int, state: str) -> None:
    """Note that the program has *left* a chat (was thrown out), or is *active* in it again."""
    db.execute("UPDATE chat SET state = ? WHERE telegram_id = ?", [state, telegram_id])


def migrate(db: Database, old: int, new: int) -> int | None:
    """Follow a group that became a supergroup: *old* and *new* are Telegram's ids (rule R18).

    Both chats announce it and a refused message does too, so it is asked for more than once and in
    any order. The older key stays, for what is bound to the group hangs on it; a row that the
    new id was given meanwhile goes.

    Returns:
        The chat's key, None where neither id is known.
    """
    before, after = find(db, old), find(db, new)
    if before is None or old == new:
        return after.id if after else None
    if after is not None:
        db.execute("UPDATE OR IGNORE binding SET chat = ? WHERE chat = ?", [before.id, after.id])
        db.execute("DELETE FROM chat WHERE id = ?", [after.id])
    db.execute("UPDATE chat SET telegram_id = ?, kind = 'supergroup' WHERE id = ?", [new, before.id])
    return before.id
