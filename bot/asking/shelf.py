"""What is answered from: one generation of the knowledge in one buffer, which may be a mapped file.

Nothing is unpacked before it is asked for: a question about one of a hundred thousand duties reads the few
that may answer it. :mod:`bot.asking.shelving` makes the buffer.
"""

from __future__ import annotations

import json
from bisect import bisect_left, bisect_right
from collections.abc import Collection, Iterator, Mapping, Sequence
from datetime import date
from functools import cached_property, lru_cache
from itertools import islice
from typing import Any, overload

from bot.asking.bitmaps import numbers
from bot.asking.landmarks import speaker_key
from bot.asking.matters import Matters, Said
from bot.asking.meanings import Meanings
from bot.asking.names import Names
from bot.asking.postings import Postings
from bot.asking.sections import Parts, Texts
from bot.asking.spellings.sounds import sound
from bot.codec import from_json
from bot.duty import Document, Duty, Problem
from bot.reading.earlier import FileRead, Local
from bot.reading.units import Directory, Unit

#: Parts the fields of one :class:`Said`.
PARTED = "\x1f"
#: So many matters are looked through to find out whether words stand anywhere.
_LOOKED_THROUGH = 200
#: So many duties and documents stay decoded.
_AT_HAND = 512
#: So many places' duties stay at hand.
_PLACES_AT_HAND = 64


class Shelf:
    """The duties and documents of one generation, with what finds them."""

    def __init__(self, parts: Parts):
        """Open what lies in *parts*.

        Raises:
            ValueError: it is none that ``shelved`` made, or is of another form.
        """
        try:
            self._open(parts)
        except (KeyError, TypeError) as error:
            raise ValueError(f"not a shelf of this form: {error}") from error

    def _open(self, parts: Parts) -> None:
        self.about: dict[str, Any] = json.loads(bytes(parts["about"]))
        self.home: str | None = self.about["home"]
        self.matters = Matters(parts.below("matters"))
        self.places = Names(parts.below("places"))
        self.units = Names(parts.below("units"))
        self._records, self._said = parts.texts("records"), parts.texts("said")
        self.documents = _Documents(Texts(parts["files"]), parts.texts("documents"))
        self._directory = parts["directory"]
        self.meanings = Meanings(parts.below("terms"))
        self.small_talk = tuple(self.about["small_talk"])
        self._in_document = Postings(parts["in_document"])
        self._place_names, self._in_place = Texts(parts["place_names"]), Postings(parts["in_place"])
        self._unit_keys, self._with_unit = Texts(parts["unit_keys"]), Postings(parts["with_unit"])
        self._due_days, self._due_rows = parts["due_days"].cast("I"), parts["due_rows"].cast("I")
        self.duty = lru_cache(_AT_HAND)(self._duty)
        self.said = lru_cache(_AT_HAND)(self._words)
        self.in_place = lru_cache(_PLACES_AT_HAND)(self._in)

    def __len__(self) -> int:
        return len(self._records)

    @property
    def duties(self) -> Sequence[Duty]:
        """All duties in order, each decoded when it is looked at."""
        return _Rows(self)

    # -- what a later reading of the folder need not read again --

    @property
    def local(self) -> Local:
        """The folder's own settings files."""
        return from_json(Local, self.about["local"])

    @property
    def digest(self) -> str:
        """What the reading was made of (`Reading.digest`)."""
        return str(self.about["digest"])

    def file(self, name: str) -> FileRead | None:
        """Return what was read out of a file; None where it was not there or could not be read."""
        if name not in self.documents:
            return None
        duties = [self._duty(row) for row in self.of_document(name)]
        return self.documents[name], duties, self._problems.get(name, [])

    @cached_property
    def _problems(self) -> dict[str, list[Problem]]:
        """What was wrong with each file."""
        found: dict[str, list[Problem]] = {}
        for told in self.about["problems"]:
            problem = from_json(Problem, told)
            found.setdefault(problem.path, []).append(problem)
        return found

    # -- duties and documents --

    def _duty(self, row: int) -> Duty:
        return from_json(Duty, json.loads(self._records[row]))

    def _words(self, row: int) -> Said:
        return Said(*self._said[row].split(PARTED))

    def directory(self) -> Directory:
        """Return the units as they were when this was made."""
        told = json.loads(bytes(self._directory))
        units = tuple(from_json(Unit, row) for row in told["units"])
        return Directory.of(units, told["place"], tuple(told["places"]))

    def cited(self, duty: Duty) -> str:
        """Name a duty's document with its date."""
        document = self.documents.get(duty.source.file)
        title = document.title if document and document.title else duty.source.file
        return f"《{title}》（{duty.document_date.isoformat() if duty.document_date else '日期不明'}）"

    # -- which duties --

    def has_place(self, name: str) -> bool:
        """Tell whether *name* is a place of the documents, or a town that they name."""
        at = bisect_left(self._place_names, name)
        return at < len(self._place_names) and self._place_names[at] == name

    def _in(self, name: str) -> frozenset[int]:
        """Return the duties of a place: of its documents, or that name it themselves."""
        if self.has_place(name):
            return frozenset(self._in_place.of(bisect_left(self._place_names, name)))
        return frozenset(row for row in self._holding(name) if name in self.said(row).main)

    def with_units(self, keys: Collection[str]) -> frozenset[int]:
        """Return the duties in which a unit with one of *keys* has any part."""
        found: set[int] = set()
        for key in keys:
            at = bisect_left(self._unit_keys, key)
            if at < len(self._unit_keys) and self._unit_keys[at] == key:
                found.update(self._with_unit.of(at))
        return frozenset(found)

    def of_document(self, file: str) -> Sequence[int]:
        """Return the duties of a document."""
        number = self.documents.number(file)
        return () if number is None else self._in_document.of(number)

    def due(self, first: date | None = None, last: date | None = None) -> Iterator[tuple[date, int]]:
        """Yield the duties that are due from *first* to *last*, with their day, soonest first."""
        start = bisect_left(self._due_days, first.toordinal()) if first else 0
        end = bisect_right(self._due_days, last.toordinal()) if last else len(self._due_days)
        for at in range(start, end):
            yield date.fromordinal(self._due_days[at]), self._due_rows[at]

    def spoken_by(self, surname: str, post: str) -> frozenset[int]:
        """Return the duties of the documents in which somebody of that name and post appears."""
        numbers = self.about["speakers"].get(speaker_key(surname, post), ())
        return frozenset(row for number in numbers for row in self._in_document.of(number))

    # -- words anywhere --

    def speaks_of(self, words: str) -> bool:
        """Tell whether any duty, or what stands around it, contains *words*."""
        return any(words in self._said[row] for row in self._holding(words))

    def sounds_of(self, words: str) -> bool:
        """Tell whether any duty, or what stands around it, sounds like *words* somewhere."""
        heard = sound(words)
        return any(heard in sound(self._said[row]) for row in self._holding(words))

    def _holding(self, words: str) -> Iterator[int]:
        """Yield duties about matters around which all pairs of *words* are heard."""
        for number in islice(numbers(self.matters.hearing(words)), _LOOKED_THROUGH):
            yield from self.matters.rows(number)


class _Rows(Sequence[Duty]):
    def __init__(self, shelf: Shelf):
        self._shelf = shelf

    def __len__(self) -> int:
        return len(self._shelf)

    @overload
    def __getitem__(self, at: int) -> Duty: ...
    @overload
    def __getitem__(self, at: slice) -> Sequence[Duty]: ...

    def __getitem__(self, at: int | slice) -> Duty | Sequence[Duty]:
        if isinstance(at, slice):
            return [self._shelf.duty(row) for row in range(*at.indices(len(self)))]
        return self._shelf.duty(range(len(self))[at])


class _Documents(Mapping[str, Document]):
    """The documents by their file's name, each decoded when it is asked for."""

    def __init__(self, files: Texts, records: Texts):
        self._files, self._records = files, records
        self._decoded = lru_cache(64)(self._decode)

    def __getitem__(self, file: str) -> Document:
        return self._decoded(self._numbers[file])

    def __iter__(self) -> Iterator[str]:
        return iter(self._files)

    def __len__(self) -> int:
        return len(self._files)

    def number(self, file: str) -> int | None:
        """Return the number of a document in their order; None where there is none of that name."""
        return self._numbers.get(file)

    @cached_property
    def _numbers(self) -> dict[str, int]:
        return {file: number for number, file in enumerate(self._files)}

    def _decode(self, number: int) -> Document:
        return from_json(Document, json.loads(self._records[number]))
