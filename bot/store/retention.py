"""Which of the nightly backups are kept: the newest of each of the last days and of the last months (R32)."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date, datetime, timedelta, tzinfo
from pathlib import Path

from bot.store.backup import ASKED_FOR, NIGHTLY, made_at, unfinished

#: What was begun longer ago than this was given up, as when the program was killed.
_GIVEN_UP = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class Keeping:
    """Of how many days and of how many months a backup is kept."""

    days: int = 30
    months: int = 12


def nightly(folder: Path) -> dict[Path, datetime]:
    """Return the backups in *folder* that were made by night, each with its moment."""
    found = folder.iterdir() if folder.is_dir() else ()
    moments = ((path, made_at(path.name, NIGHTLY)) for path in found)
    return {path: moment for path, moment in moments if moment is not None}


def is_missing(folder: Path, hour: int, now: datetime) -> bool:
    """Tell whether it is past *hour* and there is no backup of today; the zone is that of *now*."""
    days = {moment.astimezone(now.tzinfo).date() for moment in nightly(folder).values()}
    return now.hour >= hour and now.date() not in days


def purge(folder: Path, keeping: Keeping, now: datetime) -> list[Path]:
    """Delete the nightly backups that are not kept any more, and what was given up; return them.

    Everything else in the folder is somebody else's: backups that were asked for, those from before a
    new version, evidence.
    """
    gone = surplus(nightly(folder), keeping, now.tzinfo)
    gone += [path for path in _begun(folder) if (_begun_at(path) or now) < now - _GIVEN_UP]
    for path in gone:
        path.unlink(missing_ok=True)
    return gone


def _begun(folder: Path) -> list[Path]:
    return sorted(folder.glob(f"*{unfinished(Path('x.db')).suffix}*"))


def _begun_at(path: Path) -> datetime | None:
    name = path.name.split(".")[0] + ".db"
    return made_at(name, NIGHTLY) or made_at(name, ASKED_FOR)


def surplus(moments: dict[Path, datetime], keeping: Keeping, zone: tzinfo | None) -> list[Path]:
    """Return those that are not kept: the newest neither of one of the last days nor of the last months."""

    def day(path: Path) -> date:
        return moments[path].astimezone(zone).date()

    kept = _newest(moments, day, keeping.days) | _newest(
        moments, lambda path: day(path).replace(day=1), keeping.months
    )
    return sorted(path for path in moments if path not in kept)


def _newest(paths: Iterable[Path], period: Callable[[Path], date], count: int) -> set[Path]:
    """Return the newest of each of the last *count* periods that have any; names tell the order."""
    newest: dict[date, Path] = {}
    for path in sorted(paths, key=lambda path: path.name):
        newest[period(path)] = path
    return {newest[one] for one in sorted(newest)[len(newest) - min(count, len(newest)) :]}
