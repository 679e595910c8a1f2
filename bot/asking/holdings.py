"""What the documents hold: which duties belong to a place and to a unit, and what stands around a duty."""

from __future__ import annotations

import re
from collections.abc import Collection
from functools import cached_property

from bot.asking.landmarks import places_in, spoken_in, waters_in
from bot.asking.matters import Said
from bot.asking.places import stem
from bot.asking.spellings.sounds import sound
from bot.duty import Document, Duty, Reading
from bot.reading.units import Directory

#: So much before a passage may belong to its sentence: 针对……资金缺口，由……解决.
_LEAD_IN = 80
#: A paragraph's first sentence names its matter where it is no longer than this: 一、学校食堂改电。
_OPENING = 24


class Holdings:
    """One reading, to be asked which of its duties (by their numbers) are about a place or a unit."""

    def __init__(self, reading: Reading, directory: Directory):
        self.duties = reading.duties
        self.documents = {d.file: d for d in reading.documents}
        self.units = tuple(dict.fromkeys(p.unit for d in reading.duties for p in d.parts if not p.generic))
        self._keys = {name: directory.key(name) for name in self.units}
        self.home = directory.place or None
        self._places: dict[str, frozenset[int]] = {}

    @cached_property
    def places(self) -> tuple[str, ...]:
        """The places the documents are about, longer names first."""
        names = [*(d.region for d in self.documents.values()), *(d.region for d in self.duties), self.home]
        hints = [n for d in self.documents.values() if not d.region for n in places_in(d.repaired.text)]
        return tuple(sorted({n for n in [*names, *hints] if n}, key=lambda n: (-len(n), n)))

    def key(self, unit: str) -> str:
        """Return the key of a unit that a document names; its own name where it is a generic one."""
        return self._keys.get(unit, unit)

    def in_place(self, name: str) -> frozenset[int]:
        """Return the duties of a place: of its documents, or that name it themselves."""
        if name not in self._places:
            here = stem(name) == stem(self.home or "")  # what names no place of its own is from here
            about = {f for f, d in self.documents.items() if _is_about(d, name) or (here and not d.region)}
            about |= self._by_waters(about)
            self._places[name] = frozenset(
                i for i, d in enumerate(self.duties) if d.source.file in about or _names(d, name)
            )
        return self._places[name]

    def spoken_by(self, surname: str, post: str) -> frozenset[int]:
        """Return the duties of the documents in which somebody of that name and post appears."""
        files = spoken_in(surname, post, ((f, d.repaired.text) for f, d in self.documents.items()))
        return frozenset(i for i, d in enumerate(self.duties) if d.source.file in files)

    def part_of_a_name(self, words: str) -> bool:
        """Tell whether any document or duty contains *words*: 青山闸, where 青山 is also a place."""
        texts = (*(d.repaired.text for d in self.documents.values()), *(d.quote for d in self.duties))
        return any(words in text for text in texts)

    def written_in(self, duty: Duty, words: str) -> bool:
        """Tell whether a duty's document contains *words*."""
        document = self.documents.get(duty.source.file)
        return words in (document.repaired.text if document else duty.quote)

    def with_units(self, keys: Collection[str]) -> frozenset[int]:
        """Return the duties in which a unit with one of *keys* has any part."""
        return frozenset(
            i for i, d in enumerate(self.duties) if any(self._keys.get(p.unit) in keys for p in d.parts)
        )

    def _by_waters(self, files: Collection[str]) -> set[str]:
        """Return documents without a place that speak of a river which else only *files* speak of."""
        texts = {f: d.repaired.text for f, d in self.documents.items() if d.region}
        return {
            file
            for file, waters in self._waters.items()
            if any(
                (by := {f for f, text in texts.items() if water in text}) and by <= set(files)
                for water in waters
            )
        }

    @cached_property
    def _waters(self) -> dict[str, list[str]]:
        loose = {f: d.repaired.text for f, d in self.documents.items() if not d.region}
        return {f: found for f, text in loose.items() if (found := waters_in(text))}

    def speak_of(self, name: str) -> bool:
        """Tell whether any document contains the name of a place, or its stem, or any duty its sound."""
        words = [f"{d.matter}{d.quote}" for d in self.duties]
        texts = [*(d.repaired.text for d in self.documents.values()), *words]
        if any(name in text or stem(name) in text for text in texts):
            return True
        return any(sound(name) in sound(text) for text in words)

    def may_be_about(self, name: str) -> bool:
        """Tell whether *name*, which no document is about, is a place at all: 禁养区 is a kind of zone."""
        if not name.endswith("区"):
            return True
        return any(name in d.repaired.text for d in self.documents.values() if d.region is None)

    def said(self, duty: Duty) -> Said:
        """Return the words by which a duty is found."""
        main = f"{duty.matter}\n{_without_units(duty)}"
        document = self.documents.get(duty.source.file)
        if document is None:
            return Said(_plain(duty.matter), _plain(main), _plain(duty.heading))
        text, start = document.repaired.text, duty.source.at[0]
        paragraph = text.rfind("\n", 0, start) + 1
        *_, before, sentence = ["", *re.split("[。！？；]", text[max(paragraph, start - _LEAD_IN) : start])]
        end = text.find("。", paragraph, paragraph + _OPENING)
        opening = text[paragraph:end] if paragraph <= end < start else ""
        side = f"{duty.heading}\n{document.title}\n{sentence}"
        return Said(*map(_plain, (duty.matter, main, side, opening, before)))

    def cited(self, duty: Duty) -> str:
        """Name a duty's document with its date."""
        document = self.documents.get(duty.source.file)
        title = document.title if document and document.title else duty.source.file
        return f"《{title}》（{duty.document_date.isoformat() if duty.document_date else '日期不明'}）"


def _without_units(duty: Duty) -> str:
    """Return a duty's words without the names in it: 农村 is not a matter of 农业农村局."""
    text = f"{duty.quote}\n{duty.target or ''}"
    for name in sorted({p.unit for p in duty.parts if len(p.unit) > 2}, key=len, reverse=True):
        text = text.replace(name, " ")
    return text


def _plain(text: str) -> str:
    return text.translate(_PLAIN).lower()


_PLAIN = dict.fromkeys(map(ord, "“”‘’\"'"), "") | {code: chr(code - 0xFEE0) for code in range(0xFF01, 0xFF5F)}


def _is_about(document: Document, place: str) -> bool:
    """Tell whether a document is about *place*; where it names no place of its own, its text decides."""
    if place in document.title:
        return True
    if document.region:
        return stem(place) == stem(document.region)
    return place in document.repaired.text or stem(place) in document.repaired.text


def _names(duty: Duty, place: str) -> bool:
    return duty.region == place or place in duty.quote or any(place in p.unit for p in duty.parts)
