"""The knowledge folder → what answers are given from; yesterday's stays where today's cannot be used."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from bot.chat.served import Served
from bot.duty import Document, Problem, Severity
from bot.errors import BotError, StoreError, Unreadable
from bot.reading.changes import Changes, compare
from bot.reading.folder import Knowledge, read_folder, read_rules
from bot.store.reloads import Outcome, Reload
from bot.store.store import Store

log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Loaded:
    """What a loading came to; ``served`` is None only where nothing could ever be loaded."""

    served: Served | None
    changes: Changes = Changes()
    problems: tuple[Problem, ...] = ()
    refusal: str = ""  # why the old generation goes on serving; empty: the new one serves


async def first(folder: Path, store: Store, now: datetime) -> Loaded:
    """Load at the start of the program: the folder, or what the store kept of it."""
    kept = await store.current()
    try:
        knowledge = await asyncio.to_thread(read_folder, folder)
    except Unreadable as error:
        refusal, knowledge = str(error), None
    else:
        refusal = lost(kept.documents if kept else (), knowledge.reading.problems, knowledge)
    if knowledge is not None and not refusal:
        served = await asyncio.to_thread(Served.of, knowledge)
        changes = compare(kept.duties if kept else (), served.duties)
        if kept is None or changes or kept.digest != knowledge.reading.digest:
            refusal = await _publish(knowledge, changes, store, now, None)
        return Loaded(served, changes, knowledge.reading.problems, refusal)
    problems = knowledge.reading.problems if knowledge else ()
    await _note(store, Reload(now, Outcome.FAILED, problems=len(problems), note=refusal))
    if kept is None:
        return Loaded(None, problems=problems, refusal=refusal)
    rules = knowledge.rules if knowledge else read_rules()[0]
    terms = knowledge.terms if knowledge else None
    served = await asyncio.to_thread(Served.build, kept.documents, kept.duties, rules, terms)
    return Loaded(served, problems=problems, refusal=refusal)


async def again(folder: Path, store: Store, old: Served | None, now: datetime, person: int) -> Loaded:
    """Load while the program runs; *old* goes on serving unless the new one is whole and saved."""
    try:
        knowledge = await asyncio.to_thread(read_folder, folder)
    except Unreadable as error:
        await _note(store, Reload(now, Outcome.FAILED, person, note=str(error)))
        return Loaded(old, refusal=str(error))
    problems = knowledge.reading.problems
    if refusal := lost(old.documents.values() if old else (), problems, knowledge):
        await _note(store, Reload(now, Outcome.FAILED, person, problems=len(problems), note=refusal))
        return Loaded(old, problems=problems, refusal=refusal)
    served = await asyncio.to_thread(Served.of, knowledge)
    changes = await asyncio.to_thread(compare, old.duties if old else (), served.duties)
    if refusal := await _publish(knowledge, changes, store, now, person):
        return Loaded(old, problems=problems, refusal=refusal)
    return Loaded(served, changes, problems)


def lost(before: Iterable[Document], problems: Iterable[Problem], knowledge: Knowledge) -> str:
    """Return why *knowledge* must not replace what served before; empty where it may.

    A file that cannot be used would take its duties out of every answer without anybody having
    ordered that. A file that is simply gone was taken away by somebody.
    """
    files = {document.file for document in before}
    readable = {document.file for document in knowledge.reading.documents}
    broken = {problem.path for problem in problems if problem.severity is Severity.ERROR}
    if files and not readable:
        return "资料文件夹里没有可读的文件。"
    bad = sorted(path for path in broken if path in files - readable or path.endswith(".toml"))
    return f"{'、'.join(bad[:3])}{'等' if len(bad) > 3 else ''}有错误，请改正后再试。" if bad else ""


async def _publish(
    knowledge: Knowledge, changes: Changes, store: Store, now: datetime, person: int | None
) -> str:
    """Write the new generation; return why that failed, empty where it did not."""
    reading = knowledge.reading
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
            problems=len(reading.problems),
        ),
    )
    return ""


async def _note(store: Store, reload: Reload) -> None:
    """Enter the reload into the log; a full disk must not undo what already happened."""
    try:
        await store.record_reload(reload)
    except BotError as error:
        log.error("reload not recorded: %s", error)
