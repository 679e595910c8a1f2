"""Who else reads deadlines out of Chinese: other programs on the same clauses, in the same run.

They are no dependencies: whoever wants to compare installs ``requirements-peers.txt``. Each is taken at its
best: of all that it finds in a clause the latest (better than the first or the last, for both), of an
interval its last day, of several years the next to come. Neither was made to tell a deadline from a date,
so the figures compare purposes, not worth; and Duban's rules were tuned on these clauses, theirs were not.
"""

from __future__ import annotations

import importlib
import io
import json
import logging
import time
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager, redirect_stderr, redirect_stdout
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from pathlib import Path
from typing import Any

from bot import general
from bot.benchmarks.accuracy import DEFAULT
from bot.benchmarks.figures import Figure, Result
from bot.errors import Misuse
from bot.reading.deadlines import read_deadline
from bot.reading.workdays import Calendar

Reader = Callable[[str, date], date | None]


@dataclass(frozen=True, slots=True)
class Clause:
    """One clause, the day it is read from, and the days that are right (None: none is stated)."""

    text: str
    ref: date
    right: frozenset[str | None]


def peers(count: int | None = None, shared: Path | None = None) -> Result:
    """Read the clauses of the development set with every peer; share right and time per clause.

    Args:
        count: only the first so many clauses.
        shared: the folder of the set; None: beside the checkout, where it may be absent.

    Raises:
        Misuse: the folder given holds no clauses.
    """
    path = (shared or DEFAULT) / "dev" / "deadlines.jsonl"
    if not path.is_file():
        if shared:
            raise Misuse(f"{shared} 里没有 dev/deadlines.jsonl；--shared 请指向评测集所在的文件夹。")
        return Result("peers", skipped="跳过：源码旁边没有评测集 ../shared/evaluation，可用 --shared 指定。")
    clauses = list(read_clauses(path))[:count]
    figures = [figure for name, load in PEERS.items() for figure in _figures(name, load, clauses)]
    return Result("peers", (*figures, Figure("clauses", "语句数", "clauses", len(clauses))))


def read_clauses(path: Path) -> Iterator[Clause]:
    """Yield the clauses of a set; right is ``due`` or one of ``due_also``, as its scorer has it."""
    for row in path.read_text("utf-8").splitlines():
        if row.strip():
            case = json.loads(row)
            right = frozenset([case["due"], *(case.get("due_also") or [])])
            yield Clause(case["text"], date.fromisoformat(case["ref"]), right)


def _figures(name: str, load: Callable[[], Reader], clauses: list[Clause]) -> tuple[Figure, Figure]:
    right: float | None
    taken: float | None
    try:
        with quiet():
            right, taken = measured(load(), clauses)
    except ImportError:
        right = taken = None  # the row says so
    key = name.lower()
    return (
        Figure(f"{key}_right", f"{name}：正确率", f"{name}, share right", right, "", 3),
        Figure(f"{key}_ms", f"{name}：每句用时", f"{name}, per clause", taken, "ms", 2),
    )


def measured(read: Reader, clauses: list[Clause]) -> tuple[float, float]:
    """Return the share of *clauses* that are read right, and the milliseconds that one takes."""
    for clause in clauses[:1]:
        read(clause.text, clause.ref)  # what is loaded at the first call is not the clause's
    start = time.perf_counter()
    found = [read(clause.text, clause.ref) for clause in clauses]
    taken = (time.perf_counter() - start) * 1000
    days = (day.isoformat() if day else None for day in found)
    right = sum(day in clause.right for day, clause in zip(days, clauses, strict=True))
    return right / max(len(clauses), 1), taken / max(len(clauses), 1)


@contextmanager
def quiet() -> Iterator[None]:
    """Keep what peers say at their start, and log of their own stumbling, out of the figures."""
    before = logging.root.manager.disable
    logging.disable(logging.CRITICAL)
    try:
        with redirect_stdout(io.StringIO()), redirect_stderr(io.StringIO()):
            yield
    finally:
        logging.disable(before)


# ---- the readers


def _duban() -> Reader:
    calendar, _ = Calendar.load(general.text("calendar.toml"))

    def read(text: str, ref: date) -> date | None:
        found = read_deadline(text, ref, calendar)
        return found.due if found else None

    return read


def _jionlp() -> Reader:
    extract = importlib.import_module("jionlp").ner.extract_time

    def read(text: str, ref: date) -> date | None:
        try:
            found = extract(text, time_base=_midnight(ref).timestamp(), with_parsing=True)
        except Exception:  # noqa: BLE001 - it raises whatever it stumbles over, and has then read nothing
            return None
        return latest_of_jionlp(found)

    return read


def latest_of_jionlp(found: Iterable[dict[str, Any]]) -> date | None:
    """Return the latest day of the points and spans; what only recurs or lasts has none."""
    details = (piece["detail"] for piece in found)
    ends = (_day(detail["time"][1]) for detail in details if detail["type"] in ("time_point", "time_span"))
    return max(filter(None, ends), default=None)


def _recognizers() -> Reader:
    module = importlib.import_module("recognizers_date_time")

    def read(text: str, ref: date) -> date | None:
        try:
            found = module.recognize_datetime(text, module.Culture.Chinese, reference=_midnight(ref))
        except Exception:  # noqa: BLE001 - it raises whatever it stumbles over, and has then read nothing
            return None
        return latest_of_recognizers([(piece.resolution or {}).get("values", []) for piece in found], ref)

    return read


def latest_of_recognizers(found: Iterable[list[dict[str, Any]]], ref: date) -> date | None:
    """Return the latest day of all pieces; of a piece's several years the next to come."""
    latest = []
    for values in found:
        days = [day for value in values if (day := _resolved(value, ref))]
        latest += [min((day for day in days if day >= ref), default=max(days))] if days else []
    return max(latest, default=None)


def _resolved(value: dict[str, Any], ref: date) -> date | None:
    """Read one value: a range ends before its end, a duration counts from *ref*."""
    if value["type"] == "duration":
        return ref + timedelta(seconds=float(value["value"]))
    if value["type"] in ("daterange", "datetimerange"):
        end = _day(value.get("end", ""))
        return end and end - timedelta(days=1)
    return _day(value.get("value", "")) if value["type"] in ("date", "datetime") else None


def _day(stamp: str | None) -> date | None:
    """Read the day of ``2025-06-30 23:59:59``; None where there is none."""
    try:
        return date.fromisoformat((stamp or "")[:10])
    except ValueError:
        return None


def _midnight(day: date) -> datetime:
    """Return the start of *day* in the machine's own zone, which is what both peers count in."""
    return datetime(day.year, day.month, day.day)  # noqa: DTZ001


PEERS: dict[str, Callable[[], Reader]] = {
    "Duban": _duban,
    "JioNLP": _jionlp,
    "Recognizers-Text": _recognizers,
}
