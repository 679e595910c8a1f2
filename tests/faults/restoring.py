"""A process that restores one of two backups and is killed on the way; run by test_restore_killed.py.

Each round goes back to the backup that is not the one in place, in a fork that kills itself at the
named point (or is killed from outside); the next fork looks at what is there.

    python restoring.py FOLDER POINT ROUNDS        prints one JSON object per round
"""

# ruff: noqa: T201 - a script that reports on its standard output

from __future__ import annotations

import asyncio
import json
import random
import sys
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

sys.path += [str(Path(__file__).parents[2]), str(Path(__file__).parents[1] / "store")]

from kept_ledger import fill, numbers
from publishing import child, die

from bot.store import backup, evidence, restoring, soundness
from bot.store.store import Store

NOW = datetime(2026, 6, 1, 1, tzinfo=UTC)

#: Where the child dies: before that function of that module is called.
BEFORE = {
    "before the copy beside its place": (restoring, "_stage"),
    "before the old data is put aside": (restoring, "_put_aside"),
    "before the old evidence is put aside": (restoring, "_named_again"),
    "before evidence is added": (restoring, "_evidence_in"),
    "before a file of evidence is written": (evidence, "written"),
    "before the log is taken in": (restoring, "_settle"),
    "before the new takes its place": (restoring, "_switch"),
    "before it is looked at": (soundness, "verify"),
}
#: …after it has returned.
AFTER = {"after the new took its place": (restoring, "_switch")}
AT_RANDOM = "at a random moment"
POINTS = (*BEFORE, *AFTER)


def arm(point: str) -> None:
    module, name = BEFORE.get(point) or AFTER[point]
    real: Callable[..., Any] = getattr(module, name)
    calls = 1 if module is soundness else 0  # the first is of the backup

    def armed(*args: Any, **how: Any) -> Any:
        nonlocal calls
        calls -= 1
        if point in AFTER:
            real(*args, **how)
        if calls < 0:
            die()
        return real(*args, **how)

    setattr(module, name, armed)


def prepare(folder: Path) -> list[Path]:
    """Make two backups with evidence of their own: of one entry, and of two."""
    made = []
    for name, photos in (("one", [b"first"]), ("two", [b"second", b"third"])):
        data = folder / name
        fill(data, *photos)
        with soundness.opened(data / "duban.db") as db:
            part = backup.begun(db, folder / f"backup-{name}" / "x.db")
        made.append(backup.completed(part, data / "evidence").path)
    return made


def look(data: Path) -> dict[str, object]:
    """Open it as the program does, then look at everything in it."""

    async def open_and_close() -> None:
        await (await Store.open(data)).close()

    asyncio.run(open_and_close())
    wrong = [one for check in soundness.verify(data / "duban.db") for one in check.wrong]
    return {"entries": len(numbers(data / "duban.db")), "wrong": wrong}


def main(folder: Path, point: str, rounds: int) -> None:
    one, two = prepare(folder)
    data = folder / "data"
    child(lambda: restoring.restore(one, data, NOW))
    found: dict[str, Any] = {"entries": 1}
    for number in range(rounds):
        source, wanted = (two, 2) if found["entries"] == 1 else (one, 1)
        for photo in (data / "evidence").glob("??/*"):  # so that there is some to be added
            if (source.parent / "evidence" / photo.parent.name / photo.name).exists():
                photo.unlink()

        def dying(source: Path = source) -> None:
            if point != AT_RANDOM:
                arm(point)
            restoring.restore(source, data, NOW)

        after = random.Random(number).uniform(0.001, 0.12) if point == AT_RANDOM else None
        before = found["entries"]
        _, ended = child(dying, kill_after=after)
        report, _ = child(lambda: print(json.dumps(look(data)), file=sys.stderr))
        found = json.loads(report.splitlines()[-1])
        print(json.dumps({"before": before, "wanted": wanted, "ended": ended, **found}), flush=True)


if __name__ == "__main__":
    main(Path(sys.argv[1]), sys.argv[2], int(sys.argv[3]))
