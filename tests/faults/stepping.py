"""A process that takes ledger steps and is killed on the way; run by test_step_killed.py.

Each life is a fork, before any thread exists. It opens the folder, says what it finds, finishes what the life
before it heard and did not answer, says what it finds then, and works on the next update until it dies.

    python stepping.py FOLDER POINT ROUNDS        prints one JSON object per life; two more follow
"""

# ruff: noqa: T201 - a script that reports on its standard output

from __future__ import annotations

import asyncio
import gc
import json
import os
import random
import signal
import sys
import tempfile  # noqa: F401 - loaded once here, not in every life
import time
from collections.abc import Callable
from datetime import datetime, timedelta
from pathlib import Path

from sqlite_utils import Database

from bot.ledger.event import Evidence, Facts, Step
from bot.ledger.steps import take
from bot.store import connection, entries, evidence, records
from bot.store.ledger import Why
from bot.store.store import Store
from tests.ledger.office import LI, RULES, WANG, ZONE, order

OPENED = datetime(2026, 5, 6, 9, tzinfo=ZONE)
#: Of an update that never was: it opened the entry.
NEVER = 0

#: Where a life ends: in which part of the work on an update, and before which statement of SQLite or call of
#: the file system's; an empty one is the part's beginning.
POINTS = {
    "before the update is kept": ("keep", "INSERT INTO heard"),
    "before the inbox commits": ("keep", "COMMIT"),
    "after the update is kept": ("evidence", ""),
    "before the evidence file is renamed": ("evidence", "replace"),
    "after the evidence file is renamed": ("evidence", "replaced"),
    "before the event": ("record", "BEGIN IMMEDIATE"),
    "inside the transaction, before the event": ("record", "INSERT INTO record"),
    "inside the transaction, before the evidence": ("record", "INSERT INTO evidence"),
    "before the copies": ("record", "DELETE FROM entry"),
    "amidst the copies": ("record", "INSERT INTO awaited"),
    "before the commit": ("record", "COMMIT"),
    "after the commit, before the reply": ("reply", ""),
    "after the reply": ("answered", ""),
    "before the update is noted as answered": ("answered", "COMMIT"),
}
#: From here on the step is recorded.
COMMITTED = ("reply", "answered")
#: Inside statements, after so many of SQLite's own steps; and from outside, by the clock.
AMIDST, AT_RANDOM = "amidst a statement", "at a random moment"
#: So many updates wait for a life that is ended from outside.
MANY = 30


class Fate:
    """Knows which part of its work a life is in, and ends it at its point."""

    def __init__(self, point: str, seed: int):
        self._end = POINTS.get(point, ("", "never"))
        self._steps = random.Random(seed).randrange(1, 300) if point == AMIDST else 0
        self._part = ""

    def enters(self, part: str) -> None:
        self._part = part
        self.does("")

    def does(self, what: str) -> None:
        part, begin = self._end
        if part == self._part and (what.lstrip().startswith(begin) if begin else not what):
            die()

    def ticks(self) -> int:
        if self._part and self._steps:
            self._steps -= 1
            if not self._steps:
                die()
        return 0

    def arm(self) -> None:
        """Put itself where the next store of this process runs statements and renames files."""
        open_writer, replace = connection.open_writer, Path.replace

        def opened(path: Path) -> Database:
            db = open_writer(path)
            db.conn.set_trace_callback(self.does)
            if self._steps:
                db.conn.set_progress_handler(self.ticks, 3)
            return db

        def replaced(self_: Path, target: Path) -> Path:
            self.does("replace")
            found = replace(self_, target)
            self.does("replaced")
            return found

        connection.open_writer = opened
        Path.replace = replaced  # type: ignore[method-assign, assignment]


def die() -> None:
    os.kill(os.getpid(), signal.SIGKILL)


def say(what: str, **facts: object) -> None:
    print(json.dumps({"what": what, **facts}), flush=True, file=sys.stderr)


# ---- what a bot does with an update


async def work(store: Store, heard: int, fate: Fate) -> None:
    """Take the step that an update asks for, once, and answer it."""
    if not await store.ledger.already(heard):
        fate.enters("evidence")
        piece = await store.ledger.keep(photo(heard), ".jpg")
        entry = await store.ledger.entry(1)
        assert entry is not None
        said = Facts(text=str(heard), share=heard % 101, evidence=(Evidence(piece.digest),))
        now = OPENED + timedelta(minutes=heard)
        after, event = take(entry, Step.REPORT, LI, now, RULES, said)
        fate.enters("record")
        await store.ledger.record(after, event, RULES, Why(heard, (piece,)))
    fate.enters("reply")
    say("replied", update=heard)
    fate.enters("answered")
    await store.inbox.answered([heard])


async def hear(store: Store, sent: list[int], fate: Fate) -> None:
    """Keep what Telegram sends, and work on what is new."""
    for heard in sent:
        fate.enters("keep")
        new = await store.inbox.keep([(heard, str(heard))])
        fate.enters("kept")
        say("acknowledged", update=heard)
        if new:
            await work(store, heard, fate)


def photo(heard: int) -> bytes:
    return b"\xff\xd8" + str(heard).encode() * 5_000


async def life(folder: Path, sent: list[int], fate: Fate) -> None:
    store = await Store.open(folder)
    say("found", **await look(store, folder))
    unfinished, given_up = await store.inbox.again()
    for text in unfinished:
        await work(store, int(text), Fate("", 0))
    say("mended", done=await store._threads.read(done), given_up=given_up)
    await hear(store, sent, fate)
    await store.close()


async def look(store: Store, folder: Path) -> dict[str, object]:
    """Return which updates have taken effect, and what is wrong."""

    def read(db: Database) -> dict[str, object]:
        pieces = evidence.every(db)
        history = records.history(db, 1)
        named = {one.digest for event in history for one in event.facts.evidence}
        return {
            "done": done(db),
            "broken": [str(one) for one in records.verified(db)],
            "differing": entries.differing(db),
            "unknown": sorted(named - {piece.digest for piece in pieces}),
            "lost": [piece.digest for piece in evidence.wrong(folder / "evidence", pieces)],
        }

    return {**await store._threads.read(read), "stale": store.stale_copies, "notes": len(store.ledger.broken)}


def done(db: Database) -> list[int]:
    """Return the updates whose step is recorded, in their order."""
    return [int(event.facts.text) for event in records.history(db, 1) if event.step is Step.REPORT]


async def prepare(folder: Path) -> None:
    """Open the one entry, and have its unit acknowledge it."""
    store = await Store.open(folder)
    await store.ledger.open(
        [lambda number: take(entries.Entry(number), Step.OPEN, WANG, OPENED, RULES, Facts(order=order()))],
        RULES,
        Why(NEVER),
    )
    entry = await store.ledger.entry(1)
    assert entry is not None
    await store.ledger.record(*take(entry, Step.ACKNOWLEDGE, LI, OPENED, RULES), RULES, Why(NEVER))
    await store.close()


# ---- the lives


def child(
    lived: Callable[[], object], kill_after: float | None = None
) -> tuple[list[dict[str, object]], int]:
    """Run *lived* in a fork; return what it said and the signal that ended it.

    *kill_after* counts seconds from when it has mended what the life before it left.
    """
    source, sink = os.pipe()
    if not (pid := os.fork()):
        os.dup2(sink, 2)
        lived()
        os._exit(0)
    os.close(sink)
    said: list[dict[str, object]] = []
    with os.fdopen(source) as file:
        while (line := file.readline()).endswith("\n"):
            said.append(json.loads(line) if line.startswith("{") else {"what": line})
            if kill_after is not None and said[-1]["what"] == "mended":
                time.sleep(kill_after)
                os.kill(pid, signal.SIGKILL)
    return said, os.waitstatus_to_exitcode(os.waitpid(pid, 0)[1])


def main(folder: Path, point: str, rounds: int) -> None:
    gc.freeze()  # else each fork copies what the collector looks at
    child(lambda: asyncio.run(prepare(folder)))
    sent: list[int] = []
    number = 0
    for n in range(rounds + 2):  # of the last two lives one works on what is left, one only looks
        left = n >= rounds
        more = 0 if left else MANY - len(sent) if point == AT_RANDOM else 1
        sent = [*sent, *range(number + 1, number + more + 1)]
        number += more
        fate = Fate("" if left else point, n)

        def lived(sent: list[int] = sent, fate: Fate = fate) -> None:
            fate.arm()
            asyncio.run(life(folder, sent, fate))

        after = random.Random(n).uniform(0, 0.1) if point == AT_RANDOM and not left else None
        said, ended = child(lived, after)
        print(json.dumps({"sent": sent, "said": said, "ended": ended}), flush=True)
        acknowledged = {one["update"] for one in said if one["what"] == "acknowledged"}
        sent = [one for one in sent if one not in acknowledged]  # Telegram sends these again


if __name__ == "__main__":
    main(Path(sys.argv[1]), sys.argv[2], int(sys.argv[3]))
