"""What the documents hold: which duties belong to a place, who speaks, what stands around a duty."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Collection, Iterable
from functools import cached_property

from bot.asking.landmarks import places_in, speakers_in, waters_in
from bot.asking.matters import Said
from bot.asking.places import stem
from bot.duty import Document, Duty, Part, Reading
from bot.pattern import Pattern
from bot.reading.units import Directory

#: So much before a passage may belong to its sentence: 针对……资金缺口，由……解决.
_LEAD_IN = 80
#: A paragraph's first sentence names its matter where it is no longer than this: 一、学校食堂改电。
_OPENING = 24

#: So much at the beginning of a document may name the town that it is from.
_HEAD = 120
_TOWN = Pattern(r"((?![各全本该两])[一-龥]{2,4}?(?:镇|乡|街道))(?:$|党|人民政府|政府|办事处)")
#: A town at the beginning of a line: 沙河镇党政联席会议纪要.
_HEADED = Pattern(
    r"^((?![各全本该两])[一-龥]{2,3}(?:镇|乡|街道))(?=党|人民|政府|办事处|20\d\d|生态|环境)", re.MULTILINE
)

#: A firm by its name; those of a county's or a town's own (县水务公司) serve everybody.
_FIRM = Pattern(r"^(?![省市县区旗州镇乡])[一-龥（）()]{2,24}(?:公司|厂|矿)$")
#: So much at the beginning of a document is looked through for what it is about.
_SUBJECT_WITHIN = 400
#: What minutes are about, under their title: 研究……有关问题, 议题：…….
_SUBJECT = Pattern(
    r"^[ \t\u3000]*(?:(?:专题)?研究|(?:会议)?(?:主题|议题|内容)[:：])"
    r"([一-龥、和“”（）()]{4,40})[ \t\u3000]*$",
    re.MULTILINE,
)

#: All towns, all streets, by whatever name: 各镇（街道）, 沿河各乡镇.
_ALL_OF = (
    (Pattern(r"[乡镇](?!长|党委书记)"), "各乡镇"),
    (Pattern(r"街(?!道书记)"), "各街道"),
)


class Holdings:
    """One reading, looked through for what its duties are about: places, units, the words around them."""

    def __init__(self, reading: Reading, directory: Directory):
        self.duties = reading.duties
        self.documents = {d.file: d for d in reading.documents}
        self.units = tuple(dict.fromkeys(p.unit for d in reading.duties for p in d.parts if not p.generic))
        self._keys = {name: directory.key(name) for name in self.units}
        self._all_of = tuple((form, directory.key(name)) for form, name in _ALL_OF)
        self.home = directory.place or None

    @cached_property
    def places(self) -> tuple[str, ...]:
        """The places the documents are about, longer names first."""
        names = [*(d.region for d in self.documents.values()), *(d.region for d in self.duties), self.home]
        hints = [n for d in self.documents.values() if not d.region for n in places_in(d.repaired.text)]
        return tuple(sorted({n for n in [*names, *hints] if n}, key=lambda n: (-len(n), n)))

    def keys(self, part: Part) -> tuple[str, ...]:
        """Return the keys under which a part is looked up; none for everybody in general (各部门).

        All towns or all streets are somebody: 各乡镇要做什么 is asked.
        """
        if not part.generic:
            return (self._keys[part.unit],)
        return tuple(key for form, key in self._all_of if form.search(part.unit))

    @cached_property
    def towns(self) -> tuple[str, ...]:
        """The towns and streets that have a part in a duty or that a document's head names."""
        units = (_TOWN.match(unit) for unit in self.units)
        heads = (found for d in self.documents.values() for found in _HEADED.finditer(_head(d)))
        return tuple(sorted({found[1] for found in (*units, *heads) if found}))

    def by_place(self) -> dict[str, list[int]]:
        """Return the duties of every place: of its documents, or that name it themselves."""
        rows: dict[str, list[int]] = {name: [] for name in sorted({*self.places, *self.towns})}
        towns = _Finder(self.towns)
        places_of = {file: towns.found(_head(d)) for file, d in self.documents.items()}
        for name in self.places:
            for file in self._about(name):
                places_of[file].add(name)
        finder = _Finder(rows)
        for row, duty in enumerate(self.duties):
            words = "\n".join((duty.quote, *(part.unit for part in duty.parts)))
            named = {duty.region or ""} | finder.found(words) | places_of.get(duty.source.file, set())
            for name in named & rows.keys():
                rows[name].append(row)
        return rows

    def _about(self, name: str) -> set[str]:
        """Return the documents that are about a place."""
        here = stem(name) == stem(self.home or "")  # what names no place of its own is from here
        about = {f for f, d in self.documents.items() if _is_about(d, name) or (here and not d.region)}
        return about | self._by_waters(about)

    def speakers(self) -> dict[str, list[int]]:
        """Return who appears in the documents with a post, and in which, by their numbers."""
        found: dict[str, list[int]] = {}
        for number, document in enumerate(self.documents.values()):
            for key in sorted(speakers_in(document.repaired.text)):
                found.setdefault(key, []).append(number)
        return found

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
        side = "\n".join((duty.heading, document.title, _subject(text), sentence, *_firms(duty)))
        return Said(*map(_plain, (duty.matter, main, side, opening, before)))


def _head(document: Document) -> str:
    """Return where a document says whose it is: its title and its first lines."""
    return f"{document.title}\n{document.repaired.text[:_HEAD]}"


def _subject(text: str) -> str:
    """Return the line under a document's title that says what it is about; empty where there is none."""
    found = _SUBJECT.search(text[:_SUBJECT_WITHIN])
    return found[1] if found else ""


def _firms(duty: Duty) -> list[str]:
    """Return the firms that have a part in a duty: their names tell what is made there (纸业, 水泥)."""
    return [part.unit for part in duty.parts if _FIRM.search(part.unit)]


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


class _Finder:
    """Finds which of many names stand in a text."""

    def __init__(self, names: Iterable[str]):
        self._beginning: dict[str, list[str]] = defaultdict(list)
        for name in names:
            self._beginning[name[:2]].append(name)

    def found(self, text: str) -> set[str]:
        return {
            name
            for at in range(len(text) - 1)
            for name in self._beginning.get(text[at : at + 2], ())
            if text.startswith(name, at)
        }
