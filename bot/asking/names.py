"""Names (of units, of places) and where a question has them: as written, by their sound, or mistyped.

Kept in parts of one buffer like the matters, so that a nation's thirty thousand names cost nothing to load.
"""

from __future__ import annotations

from array import array
from bisect import bisect_left
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace

from bot.asking.postings import Postings, code, pairs, pairs_at
from bot.asking.sections import Texts
from bot.asking.spellings.shapes import lookalikes
from bot.asking.spellings.sounds import sound, sounds

#: Characters of the longest name that is looked for mistyped.
_LONG = 6
#: Of so many pairs the forms that begin with them are remembered.
_REMEMBERED = 20_000

#: A form, its sounds, and the name that it is a form of.
_Form = tuple[str, tuple[str, ...], str]

#: What :func:`packed` makes.
PARTS = ("names", "forms", "name_of", "begin", "initial")


@dataclass(frozen=True, slots=True)
class Found:
    """A form of a name at ``[start, end)`` of a text."""

    start: int
    end: int
    form: str
    name: str
    written: bool = True  # with these very characters, not only by their sound


class Names:
    """Forms of names, looked up by what they begin with."""

    def __init__(self, parts: Mapping[str, memoryview]):
        self._names = Texts(parts["names"])
        self._forms = Texts(parts["forms"])
        self._name_of = parts["name_of"].cast("I")
        self._begin = Postings(parts["begin"])
        self._initial = Postings(parts["initial"])
        self._begun: dict[int, list[_Form]] = {0: []}  # 0: what is no pair

    @classmethod
    def of(cls, forms: Mapping[str, Iterable[str]]) -> Names:
        """Hold *forms*: name → the forms in which it may be typed."""
        return cls({part: memoryview(held) for part, held in packed(forms).items()})

    def __len__(self) -> int:
        return len(self._names)

    def __iter__(self) -> Iterator[str]:
        return iter(self._names)

    def number(self, name: str) -> int:
        """Return the place of *name* among the names, where they were given in order.

        Raises:
            KeyError: it is none of them.
        """
        at = bisect_left(self._names, name)
        if at == len(self._names) or self._names[at] != name:
            raise KeyError(name)
        return at

    def found(self, text: str, heard: str = "") -> list[Found]:
        """Return every form that stands in *text*, and every other one whose sound stands in *heard*."""
        heard = heard or sound(text)
        hits: list[Found] = []
        begun = self._begun
        for at, pair in enumerate(pairs_at(heard)):
            forms = begun.get(pair)
            for form, its_sounds, name in self._beginning_with(pair) if forms is None else forms:
                written = text.startswith(form, at)
                if written or heard.startswith(its_sounds, at):
                    hits.append(Found(at, at + len(form), form, name, written))
        return hits

    def mistyped(self, text: str, end: int) -> list[Found]:
        """Return the forms that end at *end* of *text* with one character mistaken for a look-alike."""
        first = max(0, end - _LONG)
        hits: list[Found] = []
        for at in range(first, end):
            for other in lookalikes(text[at]) - {text[at]}:
                meant = text[first:at] + other + text[at + 1 : end]
                near = (hit for hit in self.found(meant) if hit.written and hit.end == len(meant))
                hits += (
                    replace(hit, start=hit.start + first, end=end) for hit in near if hit.start <= at - first
                )
        return hits

    def beginning(self, char: str) -> Iterator[str]:
        """Yield the names of which a form begins with the sound of *char*."""
        for number in self._initial.of(code(sound(char))):
            yield self._names[self._name_of[number]]

    def _beginning_with(self, pair: int) -> list[_Form]:
        """Return the forms that begin with a pair of sounds."""
        found = [self._form(number) for number in self._begin.of(pair)]
        if len(self._begun) < _REMEMBERED:
            self._begun[pair] = found
        return found

    def _form(self, number: int) -> _Form:
        form = self._forms[number]
        return form, tuple(sounds(form).split("\n")), self._names[self._name_of[number]]


def packed(forms: Mapping[str, Iterable[str]]) -> dict[str, bytes]:
    """Return the parts that hold *forms*: name → the forms in which it may be typed."""
    rows = [(form, number) for number, name in enumerate(forms) for form in dict.fromkeys(forms[name])]
    rows = [(form, number) for form, number in rows if len(form) > 1]
    begin: dict[int, array[int]] = defaultdict(lambda: array("I"))
    initial: dict[int, array[int]] = defaultdict(lambda: array("I"))
    for at, (form, _) in enumerate(rows):
        for pair in {pair for heard in sounds(form[:2]).split("\n") for pair in pairs(heard)}:
            begin[pair].append(at)
        initial[code(sound(form[0]))].append(at)
    initial.pop(0, None)
    return {
        "names": Texts.packed(forms),
        "forms": Texts.packed(form for form, _ in rows),
        "name_of": array("I", [number for _, number in rows]).tobytes(),
        "begin": Postings.packed(begin),
        "initial": Postings.packed(initial),
    }
