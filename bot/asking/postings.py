"""Pairs of sounds → the matters in which they stand, in one buffer that may as well be a mapped file.

A pair is two neighbouring characters folded to their sounds (:mod:`bot.asking.spellings.sounds`), so that
what is typed with the wrong character of the same sound is found like what is typed rightly. The numbers of
a pair are in ascending order. No pair is unpacked before it is asked for.
"""

from __future__ import annotations

from array import array
from bisect import bisect_left
from collections.abc import Iterator, Mapping, Sequence
from functools import lru_cache
from itertools import pairwise

#: Letters and digits follow the classes of sounds, which lie here (see ``sounds``).
_SOUNDS, _LAST = 0xE000, 0xF8FF
_PLAIN = 400
#: More than any number of ``code``: a pair is the first number times this, and the second.
WIDTH = 512
#: So many characters and pairs of each table are remembered.
_REMEMBERED = 20_000

Buffer = bytes | bytearray | memoryview


class _Codes(dict[str, int]):
    """Characters and their numbers, each worked out the first time it is met."""

    def __missing__(self, char: str) -> int:
        code = ord(char)
        if _SOUNDS <= code <= _LAST:
            number = min(code - _SOUNDS + 1, _PLAIN - 1)
        elif 32 < code < 127:
            number = _PLAIN + code - 32
        else:
            number = _PLAIN if char.isalnum() else 0
        if len(self) < _REMEMBERED:
            self[char] = number
        return number


_CODES = _Codes()


def code(char: str) -> int:
    """Return the number of a folded character: from 1 on for sounds and ASCII, 0 for what is no word's.

    Letters of other scripts and characters without a sound have one in common (Ⅲ, 㙍).
    """
    return _CODES[char]


@lru_cache(64)  # the same few texts are looked at for units, places and terms
def pairs_at(sounds: str) -> list[int]:
    """Return for each neighbouring pair of *sounds* its number, 0 where one of the two is no word's."""
    codes = [_CODES[char] for char in sounds]
    return [a * WIDTH + b if a and b else 0 for a, b in pairwise(codes)]


def pairs(sounds: str) -> Iterator[int]:
    """Yield the numbers of the neighbouring pairs of *sounds*, in order; what is no word parts them."""
    return filter(None, pairs_at(sounds))


class Postings:
    """The numbers behind each pair, read from a buffer that :meth:`packed` made."""

    def __init__(self, buffer: Buffer):
        """Open *buffer*; nothing is copied.

        Raises:
            ValueError: it is none of ``packed``.
        """
        view = memoryview(buffer)
        if len(view) % 4 or not view:
            raise ValueError("not a table of pairs")
        words = view.cast("I")
        count = words[0]
        if len(words) < 2 + 2 * count or len(words) != 2 + 2 * count + words[1 + 2 * count]:
            raise ValueError("not a table of pairs")
        self._pairs = words[1 : 1 + count]
        self._ends = words[1 + count : 1 + 2 * count]
        self._numbers = words[2 + 2 * count :]
        self._seen: dict[int, Sequence[int]] = {}

    @staticmethod
    def packed(lists: Mapping[int, Sequence[int]]) -> bytes:
        """Return the buffer for *lists*: pair → ascending numbers."""
        order = sorted(lists)
        numbers, ends = array("I"), array("I")
        for pair in order:
            numbers.extend(lists[pair])
            ends.append(len(numbers))
        return b"".join(part.tobytes() for part in (array("I", [len(order), *order]), ends,
                                                    array("I", [len(numbers)]), numbers))  # fmt: skip

    def of(self, pair: int) -> Sequence[int]:
        """Return the numbers behind *pair*; empty where nothing has it."""
        found = self._seen.get(pair)
        if found is None:
            at = bisect_left(self._pairs, pair)
            known = at < len(self._pairs) and self._pairs[at] == pair
            found = self._numbers[self._ends[at - 1] if at else 0 : self._ends[at]] if known else ()
            if len(self._seen) < _REMEMBERED:
                self._seen[pair] = found
        return found

    def count(self, pair: int) -> int:
        """Return how many have *pair*."""
        return len(self.of(pair))
