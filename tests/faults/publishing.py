"""A process that publishes a generation and is killed on the way; run by test_publish_killed.py.

For each round it forks, before any thread exists: one child publishes and kills itself (or is killed
from outside, at a random moment), the next one opens the folder anew and prints what it finds.

    python publishing.py FOLDER POINT ROUNDS        prints one JSON object per round
"""

# ruff: noqa: T201 - a script that reports on its standard output

from __future__ import annotations

import asyncio
import json
import os
import random
import signal
import sys
import time
from array import array
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path

from sqlite_utils import Database

from bot.duty import Document, Duty, Part, Reading, Repaired, Role, Source
from bot.store import connection
from bot.store.store import Store

DOCUMENTS, DUTIES = 3, 400

#: Where the child dies, by the statement SQLite is about to run; none of these has run then.
POINTS = {
    "before the lock": "BEGIN IMMEDIATE",
    "before the generation": "INSERT INTO generation",
    "before the documents": 'INSERT INTO "document"',
    "before the duties": 'INSERT INTO "duty"',
    "before the old one is switched off": "UPDATE generation SET active = 0",
    "before the new one is switched on": "UPDATE generation SET active = 1",
    "before the commit": "COMMIT",
    "after the commit, before old ones go": "DELETE FROM generation",
}
#: Inside statements: after so many of SQLite's own steps; in and around the commit: by the clock.
AMIDST, AT_RANDOM = "amidst a statement", "at a random moment"


def die() -> None:
    os.kill(os.getpid(), signal.SIGKILL)


def reading(number: int) -> Reading:
    """Return a reading every part of which carries *number*."""
    text = f"第{number}次。" * 50
    repaired = Repaired(text, text, array("L", range(len(text) + 1)))
    documents = tuple(Document(f"{n}.txt", str(number), repaired) for n in range(DOCUMENTS))
    source = Source("0.txt", (0, 1), (0, 1))
    duties = tuple(
        Duty(f"第{n}件事", f"第{n}件事由水务局办。", source, (Part("水务局", Role.LEAD),), target=str(number))
        for n in range(DUTIES)
    )
    return Reading(documents, duties, (), str(number))


def arm(point: str, number: int) -> None:
    """Make the writing connection of the next store kill this process at *point*."""
    real = connection.open_writer

    def armed(path: Path) -> Database:
        db = real(path)
        if point == AMIDST:
            db.conn.set_progress_handler(steps(random.Random(number).randrange(1, 400)), 100)
        elif point in POINTS:
            begin = POINTS[point]
            db.conn.set_trace_callback(lambda sql: die() if sql.lstrip().startswith(begin) else None)
        return db

    connection.open_writer = armed


def steps(left: int) -> Callable[[], int]:
    def tick() -> int:
        nonlocal left
        left -= 1
        if left <= 0:
            die()
        return 0

    return tick


async def publish(folder: Path, number: int, count: int = 1) -> None:
    store = await Store.open(folder)
    for one in range(number, number + count):
        await store.publish(reading(one), datetime.now(UTC))
        print(one, flush=True, file=sys.stderr)  # acknowledged
    await store.close()


async def look(folder: Path) -> dict[str, object]:
    store = await Store.open(folder)
    found = await store.current()
    active = await store._threads.read(
        lambda db: db.execute("SELECT count(*) FROM generation WHERE active = 1").fetchone()[0]
    )
    await store.close()
    if found is None:
        return {"active": active, "said": []}
    said = {found.digest, *(d.title for d in found.documents), *(str(d.target) for d in found.duties)}
    whole = len(found.documents) == DOCUMENTS and len(found.duties) == DUTIES == len(set(found.keys))
    return {"active": active, "said": sorted(said), "whole": whole}


def child(work: Callable[[], object], *, kill_after: float | None = None) -> tuple[str, int]:
    """Run *work* in a fork; return what it wrote to standard error and the signal that ended it."""
    source, sink = os.pipe()
    if not (pid := os.fork()):
        os.dup2(sink, 2)
        work()
        os._exit(0)
    os.close(sink)
    if kill_after is not None:
        time.sleep(kill_after)
        os.kill(pid, signal.SIGKILL)
    with os.fdopen(source) as file:
        text = file.read()
    return text, os.waitstatus_to_exitcode(os.waitpid(pid, 0)[1])


def main(folder: Path, point: str, rounds: int) -> None:
    child(lambda: asyncio.run(publish(folder, 0)))
    number = 1
    for n in range(rounds):

        def dying(number: int = number, n: int = n) -> None:
            arm(point, n)
            asyncio.run(publish(folder, number, 1000 if point == AT_RANDOM else 1))

        after = random.Random(n).uniform(0.02, 0.25) if point == AT_RANDOM else None
        said, ended = child(dying, kill_after=after)
        report, _ = child(lambda: print(json.dumps(asyncio.run(look(folder))), file=sys.stderr))
        print(
            json.dumps({"tried": number, "acknowledged": said.split(), "ended": ended, "found": report}),
            flush=True,
        )
        number += 1001


if __name__ == "__main__":
    main(Path(sys.argv[1]), sys.argv[2], int(sys.argv[3]))
