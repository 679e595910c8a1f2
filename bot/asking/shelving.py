"""A reading of the knowledge → the buffer that answers are given from (:mod:`bot.asking.shelf`)."""

from __future__ import annotations

import json
from array import array
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping

from bot.asking import meanings, names
from bot.asking.holdings import Holdings
from bot.asking.matters import Said, gathered
from bot.asking.named import unit_forms
from bot.asking.places import place_forms
from bot.asking.postings import Postings
from bot.asking.sections import Buffer, Parts, Texts, packed, table
from bot.asking.shelf import PARTED
from bot.asking.terms import Terms
from bot.codec import to_json
from bot.duty import Duty, Reading
from bot.reading.earlier import Local
from bot.reading.units import Directory


def shelved(reading: Reading, directory: Directory, terms: Terms) -> Parts:
    """Return what ``Shelf`` opens for a reading that is held in memory."""
    return Parts(b"".join(pieces(reading, directory, terms)))


def pieces(
    reading: Reading, directory: Directory, terms: Terms, local: Local | None = None
) -> Iterator[Buffer]:
    """Yield the same buffer piece by piece, to be written to a file.

    Args:
        reading: what the knowledge folder says.
        directory: its units.
        terms: the words for its matters.
        local: the folder's own settings files, for a later reading to see whether they changed.
    """
    holdings = Holdings(reading, directory)
    said = [holdings.said(duty) for duty in reading.duties]
    due = sorted(_due(reading.duties))
    about = {
        "home": holdings.home,
        "digest": reading.digest,
        "small_talk": terms.small_talk,
        "speakers": holdings.speakers(),
        "local": to_json(local or Local()),
        "problems": [to_json(problem) for problem in reading.problems],
    }
    parts: dict[str, Buffer] = {
        "about": _json(about).encode(),
        "directory": _json(_told(directory)).encode(),
        "records": Texts.packed(_json(to_json(duty)) for duty in reading.duties),
        "said": Texts.packed(map(_joined, said)),
        "documents": Texts.packed(_json(to_json(document)) for document in reading.documents),
        "files": Texts.packed(document.file for document in reading.documents),
        "in_document": Postings.packed(_by_document(reading)),
        "due_days": array("I", (day for day, _ in due)).tobytes(),
        "due_rows": array("I", (row for _, row in due)).tobytes(),
        **_looked_up("place_names", "in_place", holdings.by_place()),
        **_looked_up("unit_keys", "with_unit", _by_unit(reading.duties, holdings)),
        **table("matters", gathered(said)),
        **table("places", names.packed({name: place_forms(name) for name in holdings.places})),
        **table("terms", meanings.packed(terms)),
        **table("units", names.packed({name: unit_forms(name) for name in holdings.units})),
    }
    return packed(parts)


def _told(directory: Directory) -> dict[str, object]:
    units = [to_json(unit) for unit in directory.units]
    return {"place": directory.place, "places": directory.places, "units": units}


def _due(duties: Iterable[Duty]) -> Iterator[tuple[int, int]]:
    for row, duty in enumerate(duties):
        if duty.deadline and duty.deadline.due:
            yield duty.deadline.due.toordinal(), row


def _by_document(reading: Reading) -> dict[int, list[int]]:
    numbers = {document.file: number for number, document in enumerate(reading.documents)}
    rows: dict[int, list[int]] = defaultdict(list)
    for row, duty in enumerate(reading.duties):
        if duty.source.file in numbers:
            rows[numbers[duty.source.file]].append(row)
    return rows


def _by_unit(duties: Iterable[Duty], holdings: Holdings) -> dict[str, list[int]]:
    rows: dict[str, dict[int, None]] = defaultdict(dict)
    for row, duty in enumerate(duties):
        for part in duty.parts:
            for key in holdings.keys(part):
                rows[key][row] = None
    return {key: list(rows[key]) for key in sorted(rows)}


def _looked_up(keys: str, rows: str, found: Mapping[str, list[int]]) -> dict[str, bytes]:
    """Return two parts: the sorted keys, and the rows behind each by its number."""
    return {keys: Texts.packed(found), rows: Postings.packed(dict(enumerate(found.values())))}


def _joined(said: Said) -> str:
    fields = (said.matter, said.main, said.side, said.opening, said.before)
    return PARTED.join(field.replace(PARTED, " ") for field in fields)


def _json(value: object) -> str:
    return json.dumps(value, ensure_ascii=False, separators=(",", ":"))
