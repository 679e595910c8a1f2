"""Who is admitted in what capacity, who asks to be, and what each group is bound to.

Every change is also a record of the chain: who gave whom which right, and when.
"""

from __future__ import annotations

import json
from collections.abc import Collection
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from typing import Any

from sqlite_utils import Database

from bot.codec import brief, from_json, stamp
from bot.errors import NotAllowed, NotFound
from bot.ledger.people import Capacity, Person, Post, Scope
from bot.store import records
from bot.store.records import Kind

_ASKING = "id, person, name, capacity, unit, at"

#: Of who is asked for at the terminal.
TERMINAL = 0


@dataclass(frozen=True, slots=True)
class Asking:
    """Somebody who asks to be admitted in a capacity, for a unit."""

    id: int
    person: int
    name: str
    capacity: Capacity
    unit: str
    at: datetime


def find(db: Database, person: int) -> Person | None:
    """Return somebody with all posts they ever held, None where nobody admitted them."""
    row = db.execute("SELECT name FROM person WHERE id = ?", [person]).fetchone()
    if row is None:
        return None
    return Person(person, row[0], tuple(held for _, held in _posts(db, person)))


def every(db: Database) -> list[Person]:
    """Return everybody who was ever admitted, by number."""
    found = [find(db, number) for (number,) in db.execute("SELECT id FROM person ORDER BY id").fetchall()]
    return [person for person in found if person]


def holding(db: Database, capacity: Capacity, today: date, unit: str = "") -> list[Person]:
    """Return who holds a capacity on *today*, of one unit where it is named."""
    return [
        person
        for person in every(db)
        if any(p.capacity is capacity and unit in ("", p.unit) for p in person.held(today))
    ]


def admit(db: Database, person: Person, post: Post, by: int, now: datetime) -> Person:
    """Give somebody a post from *now* on; a post they hold already is given no second time.

    Args:
        person: whose number and name; the name replaces what was known.
        post: what they are to hold.
        by: who gives it; `TERMINAL` for the command line.
        now: when.
    """
    db.execute(
        "INSERT INTO person (id, name) VALUES (?, ?) ON CONFLICT (id) DO UPDATE SET name = excluded.name",
        [person.id, person.name],
    )
    same = (post.capacity, post.unit, post.scope)
    held = [p for _, p in _posts(db, person.id) if p.until is None]
    if same not in [(p.capacity, p.unit, p.scope) for p in held]:
        db.execute(
            "INSERT INTO post (person, capacity, unit, scope, since) VALUES (?, ?, ?, ?, ?)",
            [person.id, post.capacity.name, post.unit, _scope(post.scope), post.since.isoformat()],
        )
        said = {"given": brief(post), "to": person.id, "name": person.name}
        records.record_other(db, Kind.RIGHT, now, by, said)
    settled = [person.id, post.capacity.name, post.unit]
    db.execute("DELETE FROM asking WHERE person = ? AND capacity = ? AND unit = ?", settled)
    found = find(db, person.id)
    assert found is not None  # noqa: S101 - it was entered above
    return found


def end(
    db: Database,
    person: int,
    last: date,
    by: int,
    now: datetime,
    unit: str = "",
    administrators: Collection[int] = (),
) -> list[Post]:
    """Let somebody's posts end with *last*, of one unit where it is named; return those that end.

    Args:
        person: whose posts.
        last: their last day.
        by: who says so.
        now: when.
        unit: only posts of this unit.
        administrators: who is one without a post, by the configuration.

    Raises:
        NotFound: they hold none.
        NotAllowed: nobody would be left to administer.
    """
    ended = _ended(db, person, last, by, now, unit)
    if any(post.capacity is Capacity.ADMINISTRATOR for post in ended) and not administrators:
        left = db.execute("SELECT 1 FROM post WHERE capacity = 'ADMINISTRATOR' AND until IS NULL").fetchone()
        if left is None:
            raise NotAllowed("这是最后一位管理员，不能离岗；请先由其移交，或为他人办理管理员身份。")
    return ended


def _ended(db: Database, person: int, last: date, by: int, now: datetime, unit: str = "") -> list[Post]:
    ended = []
    for number, post in _posts(db, person):
        if (post.until is not None and post.until <= last) or unit not in ("", post.unit):
            continue
        db.execute("UPDATE post SET until = ? WHERE id = ?", [last.isoformat(), number])
        ended.append(replace(post, until=last))
        records.record_other(db, Kind.RIGHT, now, by, {"ended": brief(ended[-1]), "of": person})
    if not ended:
        raise NotFound("此人没有任职中的身份，不用再办离岗。")
    return ended


def hand_over(db: Database, person: int, successor: Person, by: int, now: datetime, today: date) -> Person:
    """End the posts of *person* today and give the same to *successor* from tomorrow on.

    Raises:
        NotFound: *person* holds none.
    """
    ended = _ended(db, person, today, by, now)
    found = successor
    before = find(db, person)
    for post in ended:
        scope = post.scope
        if post.capacity is Capacity.LEADER and before and before.name != successor.name:
            scope = replace(scope, leaders=(*scope.leaders, before.name))  # documents still name who left
        inherited = replace(post, scope=scope, since=today + timedelta(days=1), until=None)
        found = admit(db, successor, inherited, by, now)
    return found


# ---- who asks to be admitted


def ask(db: Database, who: Person, capacity: Capacity, unit: str, now: datetime) -> Asking:
    """Note that somebody asks to be admitted; asking again changes the name only."""
    row = db.execute(
        "INSERT INTO asking (person, name, capacity, unit, at) VALUES (?, ?, ?, ?, ?) "
        "ON CONFLICT (person, capacity, unit) DO UPDATE SET name = excluded.name "
        f"RETURNING {_ASKING}",
        [who.id, who.name, capacity.name, unit, stamp(now)],
    ).fetchall()[0]
    return _asking(row)


def asking(db: Database, number: int) -> Asking | None:
    """Return a request that is not decided yet."""
    row = db.execute(f"SELECT {_ASKING} FROM asking WHERE id = ?", [number]).fetchone()
    return _asking(row) if row else None


def everybody_asking(db: Database) -> list[Asking]:
    """Return all requests that are not decided, the oldest first."""
    rows = db.execute(f"SELECT {_ASKING} FROM asking ORDER BY id").fetchall()
    return [_asking(row) for row in rows]


def grant(db: Database, number: int, since: date, by: int, now: datetime) -> Asking | None:
    """Admit who asked; return the request, None where it was decided already."""
    found = asking(db, number)
    if found:
        post = Post(found.capacity, found.unit, since=since)
        admit(db, Person(found.person, found.name), post, by, now)
    return found


def _asking(row: tuple[Any, ...]) -> Asking:
    number, person, name, capacity, unit, at = row
    return Asking(number, person, name, Capacity[capacity], unit, datetime.fromisoformat(at))


def decline(db: Database, number: int, by: int, now: datetime) -> Asking | None:
    """Take a request off; return it, None where it was decided already."""
    found = asking(db, number)
    if found:
        db.execute("DELETE FROM asking WHERE id = ?", [number])
        said = {"declined": found.unit, "of": found.person, "name": found.name}
        records.record_other(db, Kind.RIGHT, now, by, said)
    return found


# ---- groups


def bind(db: Database, chat: int, scope: Scope, by: int, now: datetime) -> None:
    """Bind a group, by the store's own key, to units, towns or everything."""
    db.execute(
        "INSERT INTO binding (chat, scope) VALUES (?, ?) "
        "ON CONFLICT (chat) DO UPDATE SET scope = excluded.scope",
        [chat, _scope(scope)],
    )
    records.record_other(db, Kind.RIGHT, now, by, {"bound": brief(scope), "chat": chat})


def rescope(db: Database, person: int, scope: Scope, by: int, now: datetime) -> Person:
    """Let the posts that somebody holds cover *scope* (a leader's 片, a reader's towns).

    Raises:
        NotFound: they hold none.
    """
    changed = db.execute(
        "UPDATE post SET scope = ? WHERE person = ? AND until IS NULL", [_scope(scope), person]
    )
    found = find(db, person)
    if found is None or not changed.rowcount:
        raise NotFound("没有这个编号的在任人员，发送 /people 可以查看人员编号。")
    records.record_other(db, Kind.RIGHT, now, by, {"scoped": brief(scope), "of": person})
    return found


def bound(db: Database, telegram_id: int) -> Scope | None:
    """Return what the group of that Telegram id is bound to, None where it is to nothing."""
    row = db.execute(
        "SELECT b.scope FROM binding b JOIN chat c ON c.id = b.chat WHERE c.telegram_id = ?", [telegram_id]
    ).fetchone()
    return from_json(Scope, json.loads(row[0])) if row else None


def refused(db: Database, person: int, what: str, why: str, now: datetime, heard: int | None) -> None:
    """Record that somebody was refused something."""
    records.record_other(db, Kind.REFUSAL, now, person, {"what": what, "why": why}, heard)


def _posts(db: Database, person: int) -> list[tuple[int, Post]]:
    rows = db.execute(
        "SELECT id, capacity, unit, scope, since, until FROM post WHERE person = ? ORDER BY id", [person]
    ).fetchall()
    return [(row[0], _post(row[1:])) for row in rows]


def _post(row: tuple[Any, ...]) -> Post:
    capacity, unit, scope, since, until = row
    return Post(
        Capacity[capacity],
        unit,
        from_json(Scope, json.loads(scope)),
        date.fromisoformat(since),
        date.fromisoformat(until) if until else None,
    )


def _scope(scope: Scope) -> str:
    return json.dumps(brief(scope), ensure_ascii=False, sort_keys=True)
