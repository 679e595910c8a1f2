"""The knowledge folder → what answers are given from; yesterday's stays where today's cannot be used."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path

from bot import general
from bot.asking.shelf import Shelf
from bot.asking.terms import load_terms
from bot.chat.served import Served
from bot.duty import Document, Problem, Reading, Severity
from bot.errors import BotError, StoreError, Unreadable
from bot.reading.changes import Changes, compare
from bot.reading.earlier import Earlier, Local
from bot.reading.folder import Knowledge, read_folder, read_rules
from bot.store.reloads import Outcome, Reload
from bot.store.store import Store

log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Loaded:
    """What a loading came to; ``served`` is None only where nothing could ever be loaded."""

    served: Served | None
    changes: Changes = field(default_factory=Changes)
    problems: tuple[Problem, ...] = ()
    refusal: str = ""  # why the old generation goes on serving; empty: the new one serves


async def first(folder: Path, store: Store, now: datetime) -> Loaded:
    """Load at the start of the program: the folder, or what the store kept of it."""
    kept = await store.current()
    known = await asyncio.to_thread(store.shelf_before)
    read = await asyncio.to_thread(_read, folder, kept.documents if kept else (), known)
    refusal = read.refusal
    if read.knowledge is not None and not refusal:
        reading = read.knowledge.reading
        changes = compare(kept.duties if kept else (), reading.duties)
        if kept is None or changes or kept.digest != reading.digest:
            refusal = await _publish(read, changes, store, now, None)
        if not refusal:
            return Loaded(await _serve(reading, read.knowledge, store, known), changes, read.problems)
    else:
        await _refuse(read, store, now, None)
    if kept is None:
        return Loaded(None, problems=read.problems, refusal=refusal)
    served = await _serve(Reading(tuple(kept.documents), tuple(kept.duties)), read.knowledge, store)
    return Loaded(served, problems=read.problems, refusal=refusal)


async def again(
    folder: Path,
    store: Store,
    old: Served | None,
    now: datetime,
    person: int,
    progress: Callable[[int, int], None] | None = None,
) -> Loaded:
    """Load while the program runs; *old* goes on serving unless the new one is whole and saved.

    *progress* is told, from another thread, how many files are read, and of how many.
    """
    before = tuple(old.documents.values()) if old else ()
    known = old.shelf if old else None
    read = await asyncio.to_thread(_read, folder, before, known, progress)
    if read.knowledge is None or read.refusal:
        await _refuse(read, store, now, person)
        return Loaded(old, problems=read.problems, refusal=read.refusal)
    reading = read.knowledge.reading
    changes = await asyncio.to_thread(compare, old.duties if old else (), reading.duties)
    if refusal := await _publish(read, changes, store, now, person):
        return Loaded(old, problems=read.problems, refusal=refusal)
    return Loaded(await _serve(reading, read.knowledge, store, known), changes, read.problems)


async def _serve(
    reading: Reading, knowledge: Knowledge | None, store: Store, known: Shelf | None = None
) -> Served:
    """Serve *reading* by the rules of the folder as it is now, or by the general ones.

    The shelf that is *known* goes on serving where it was made of the same reading.
    """
    rules = knowledge.rules if knowledge else (await asyncio.to_thread(read_rules))[0]
    local = knowledge.local if knowledge else Local()
    return await asyncio.to_thread(Served.of, reading, rules, local, store.shelve, known)


@dataclass(frozen=True, slots=True)
class _Read:
    """A reading of the folder, and why it must not be served if so."""

    knowledge: Knowledge | None
    problems: tuple[Problem, ...] = ()
    refusal: str = ""


def _read(
    folder: Path,
    before: Sequence[Document],
    known: Earlier | None = None,
    progress: Callable[[int, int], None] | None = None,
) -> _Read:
    try:
        knowledge = read_folder(folder, known, progress)
    except Unreadable as error:
        return _Read(None, refusal=str(error))
    _, slips = load_terms(general.text("terms.toml"), knowledge.local.terms)
    problems = (*knowledge.reading.problems, *slips)
    return _Read(knowledge, problems, lost(before, knowledge.reading.documents, problems))


def lost(before: Iterable[Document], now: Iterable[Document], problems: Iterable[Problem]) -> str:
    """Return why a new reading must not replace what served before; empty where it may.

    A file that cannot be used would take its duties out of every answer without anybody having
    ordered that. A file that is simply gone was taken away by somebody.
    """
    files, readable = {d.file for d in before}, {d.file for d in now}
    if not readable:
        return "资料文件夹里没有可读的文件。" if files else ""
    broken = {problem.path for problem in problems if problem.severity is Severity.ERROR}
    bad = sorted(path for path in broken if path in files - readable or (files and path.endswith(".toml")))
    return f"{'、'.join(bad[:3])}{'等' if len(bad) > 3 else ''} 有错误，请改正后再试。" if bad else ""


async def _publish(read: _Read, changes: Changes, store: Store, now: datetime, person: int | None) -> str:
    """Write the new generation; return why that failed, empty where it did not."""
    if read.knowledge is None:
        return read.refusal
    reading = read.knowledge.reading
    try:
        number = await store.publish(reading, now)
    except StoreError as error:
        return str(error)
    await _note(
        store,
        Reload(
            at=now,
            outcome=Outcome.PUBLISHED if changes else Outcome.UNCHANGED,
            person=person,
            generation=number,
            documents=len(reading.documents),
            duties=len(reading.duties),
            new=len(changes.new),
            changed=len(changes.changed),
            gone=len(changes.gone),
            problems=len(read.problems),
        ),
    )
    return ""


async def _refuse(read: _Read, store: Store, now: datetime, person: int | None) -> None:
    problems = len(read.problems)
    await _note(store, Reload(now, Outcome.FAILED, person, problems=problems, note=read.refusal))


async def _note(store: Store, reload: Reload) -> None:
    """Enter the reload into the log; a full disk must not undo what already happened."""
    try:
        await store.record_reload(reload)
    except BotError as error:
        log.error("reload not recorded: %s", error)
