"""The distinct matters of the documents and the duties about each, found by pairs of sounds.

A nation's documents order the same few thousand things in a thousand places, so it is matters that are
searched, not duties. Everything is kept in parts of one buffer and read where it lies.
"""

from __future__ import annotations

import re
from array import array
from bisect import bisect_right
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from bot.asking.bitmaps import Bitmaps, bits
from bot.asking.postings import WIDTH, code, pairs
from bot.asking.sections import Texts
from bot.asking.spellings.sounds import initials, sound, sounds

#: So many pairs are kept of the words around all matters; of more, the commonest of each matter go first.
_MOST_AROUND = 4_000_000


@dataclass(frozen=True, slots=True)
class Said:
    """The words by which one duty is found: of its matter, its passage, and what stands around that.

    Plain, simplified, lower case; the names of units are left out of ``main``.
    """

    matter: str
    main: str  # the matter, the quote and the target, parted by line ends
    side: str = ""  # the headings above, the document's title, the sentence it is part of
    opening: str = ""  # the first sentence of its paragraph
    before: str = ""  # the sentence before it


class Matters:
    """Read access to the parts that :func:`gathered` makes."""

    def __init__(self, parts: Mapping[str, memoryview]):
        self.names = Texts(parts["names"])
        self._heard: dict[int, str] = {}
        self.inside = Bitmaps(parts["inside"])
        self.anywhere = Bitmaps(parts["anywhere"])
        self._rows = parts["rows"].cast("I")
        self._ends = parts["ends"].cast("I")
        self._matter_of = parts["matter_of"].cast("I")
        self._singles = parts["singles"].cast("I")
        self._letters = parts["letters"]
        self._letter_ends = parts["letter_ends"].cast("I")

    def __len__(self) -> int:
        return len(self._ends)

    def heard(self, number: int) -> str:
        """Return the folded sounds of a matter; kept, for the same matters are compared again and again."""
        found = self._heard.get(number)
        if found is None:
            found = self._heard[number] = sound(self.names[number])
        return found

    def rows(self, number: int) -> Sequence[int]:
        """Return the duties about a matter, in the order of the documents."""
        return self._rows[self._ends[number - 1] if number else 0 : self._ends[number]]

    def of(self, row: int) -> int:
        """Return the matter that a duty is about."""
        return self._matter_of[row]

    def about(self, rows: Iterable[int]) -> int:
        """Return the matters that duties are about, as a bitmap."""
        matter_of = self._matter_of
        return bits([matter_of[row] for row in rows], len(self))

    def often(self, char: str) -> int:
        """Return how many matters at most have a character of this sound, in themselves or around.

        One that stands between two others in a matter counts twice.
        """
        return self._singles[code(sound(char))]

    def hearing(self, words: str) -> int:
        """Return the matters that have all pairs of *words* in themselves or around, as a bitmap."""
        found = -1
        for pair in pairs(sound(words)):
            found &= self.anywhere.of(pair)
        return max(found, 0)

    def spelled(self, letters: str, most: int) -> list[int]:
        """Return the matters whose initials contain *letters*, the shortest first, at most *most*."""
        found: dict[int, None] = {}
        for match in re.finditer(re.escape(letters.encode()), self._letters):
            found[bisect_right(self._letter_ends, match.start())] = None
            if len(found) == most:
                break
        return list(found)


def gathered(said: Iterable[Said]) -> dict[str, bytes]:
    """Return the parts for duties given in their order: each matter once, the shorter before the longer."""
    rows: dict[str, list[int]] = defaultdict(list)
    around: dict[str, set[int]] = defaultdict(set)
    for row, one in enumerate(said):
        rows[one.matter].append(row)
        if row < _ALL_HEARD or len(rows[one.matter]) <= _HEARD:
            words = "\n".join((one.main, one.side, one.opening, one.before))
            around[one.matter].update(pairs(sound(words)))
    names = sorted(rows, key=lambda name: (len(name), name))
    inside, anywhere = _postings(names, around)
    every, ends = array("I"), array("I")
    matter_of = array("I", bytes(4 * sum(map(len, rows.values()))))
    for number, name in enumerate(names):
        every.extend(rows[name])
        ends.append(len(every))
        for row in rows[name]:
            matter_of[row] = number
    letters = [initials(name).encode("ascii", "replace") + b"\n" for name in names]
    letter_ends = array("I")
    for part in letters:
        letter_ends.append(len(part) + (letter_ends[-1] if letter_ends else 0))
    return {
        "names": Texts.packed(names),
        "singles": _singles(anywhere, len(names)).tobytes(),
        "inside": Bitmaps.packed(inside, len(names)),
        "anywhere": Bitmaps.packed(anywhere, len(names)),
        "rows": every.tobytes(),
        "ends": ends.tobytes(),
        "matter_of": matter_of.tobytes(),
        "letters": b"".join(letters),
        "letter_ends": letter_ends.tobytes(),
    }


#: So many duties are listened to with what stands around them, whatever they are about: more than a county
#: has. Of a nation's, so many of each matter are: most of a matter's duties are worded much alike.
_ALL_HEARD, _HEARD = 20_000, 5


def _postings(
    names: Sequence[str], around: Mapping[str, set[int]]
) -> tuple[dict[int, array[int]], dict[int, array[int]]]:
    """Return which matters have each pair in their own words, and which have it there or around them."""
    inside: dict[int, array[int]] = defaultdict(lambda: array("I"))
    anywhere: dict[int, array[int]] = defaultdict(lambda: array("I"))
    room = max(16, _MOST_AROUND // max(1, len(names)))
    often: dict[int, int] = defaultdict(int)
    for found in around.values():
        for pair in found:
            often[pair] += 1
    for number, name in enumerate(names):
        own = set(pairs(sounds(name)))
        near = around[name]
        if len(near) > room:
            near = set(sorted(near, key=often.__getitem__)[:room])
        for pair in own:
            inside[pair].append(number)
        for pair in own | near:
            anywhere[pair].append(number)
    return inside, anywhere


def _singles(anywhere: Mapping[int, Sequence[int]], most: int) -> array[int]:
    """Return for each sound how many matters have it, at most; of what stands in pairs."""
    often = array("I", bytes(4 * WIDTH))
    for pair, numbers in anywhere.items():
        for one in {pair // WIDTH, pair % WIDTH}:
            often[one] = min(most, often[one] + len(numbers))
    return often
