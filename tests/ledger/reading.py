"""The sample knowledge as the ledger is given it: its duties by key, its documents, its directory."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from pathlib import Path

from bot.duty import Duty
from bot.ledger.entry import Entry
from bot.ledger.papers import Papers
from bot.reading.changes import trace
from bot.reading.folder import Knowledge, read_folder

SAMPLE = Path(__file__).parents[2] / "knowledge"


@cache
def knowledge() -> Knowledge:
    return read_folder(SAMPLE)


def papers_of(read: Knowledge, duties: Mapping[str, Duty] | None = None) -> Papers:
    """Return what was read, each duty under its number; or under the keys given."""
    numbered = {f"k{number}": duty for number, duty in enumerate(read.reading.duties)}
    documents = {document.file: document for document in read.reading.documents}
    return Papers(numbered if duties is None else duties, documents, read.rules.directory)


def sample() -> Papers:
    return papers_of(knowledge())


def again(before: Papers, folder: Path) -> Papers:
    """Return the papers of *folder*, its duties under the keys that they had *before*."""
    read = read_folder(folder)
    keys = tuple(before.duties)
    had = trace(tuple(before.duties.values()), read.reading.duties)
    duties = {
        keys[was] if was is not None else f"new{at}": duty
        for at, (was, duty) in enumerate(zip(had, read.reading.duties, strict=True))
    }
    return papers_of(read, duties)


def key_of(papers: Papers, matter: str, file: str = "") -> str:
    """Return the key of the one duty about *matter*."""
    found = [k for k, d in papers.duties.items() if matter in d.matter and file in d.source.file]
    assert len(found) == 1, found
    return found[0]


def by_number(entries: list[Entry]) -> dict[int, Entry]:
    return {entry.number: entry for entry in entries}
