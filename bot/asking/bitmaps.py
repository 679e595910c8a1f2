"""Which matters have each pair of sounds, as whole numbers with one bit for each matter.

In the buffer (which may be a mapped file) the long lists lie as such numbers, the short ones as lists.
"""

from __future__ import annotations

from array import array
from collections.abc import Collection, Iterator, Mapping, Sequence

from bot.asking.postings import Buffer, Postings

#: Of so many matters one that has a pair makes its list a long one.
_LONG = 128
#: Where more than one of so many bits is set, a number is sooner read from its digits than put together.
_MANY = 32
_ONE = ord("1")
#: So many bytes of whole numbers are kept in memory.
_MEMORY = 12_000_000


def bits(members: Collection[int], size: int) -> int:
    """Return the whole number in which the bits of *members* are set, all of them below *size*."""
    if len(members) * _MANY > size:
        digits = bytearray(b"0") * size
        for number in members:
            digits[number] = _ONE
        digits.reverse()
        return int(digits or b"0", 2)
    row = bytearray(_width(size))
    for number in members:
        row[number >> 3] |= 1 << (number & 7)
    return int.from_bytes(row, "little")


def numbers(row: int) -> Iterator[int]:
    """Yield the numbers of the bits that are set in *row*, in ascending order."""
    while row:
        less = row - 1
        yield (row ^ less).bit_length() - 1
        row &= less


class Bitmaps:
    """The matters behind each pair, read from a buffer that :meth:`packed` made."""

    def __init__(self, buffer: Buffer):
        """Open *buffer*; nothing is copied.

        Raises:
            ValueError: it is none of ``packed``.
        """
        view = memoryview(buffer)
        self.size, count = view[:8].cast("I") if len(view) >= 8 else (0, 0)
        end = 16 + 8 * count
        if len(view) < end + count * _width(self.size):
            raise ValueError("not a table of pairs")
        pairs, often = view[16 : 16 + 4 * count].cast("I"), view[16 + 4 * count : end].cast("I")
        self._rows = view[end : end + count * _width(self.size)]
        self._long = {pair: (at, often[at]) for at, pair in enumerate(pairs)}
        self._short = Postings(view[end + count * _width(self.size) :])
        self._made: dict[int, int] = {}
        self._most = _MEMORY // (_width(self.size) + 64)

    @staticmethod
    def packed(lists: Mapping[int, Sequence[int]], size: int) -> bytes:
        """Return the buffer for *lists*: pair → numbers below *size*, ascending."""
        long = [pair for pair in sorted(lists) if len(lists[pair]) * _LONG > size]
        head = array("I", [size, len(long), 0, 0, *long, *(len(lists[pair]) for pair in long)])
        rows = (bits(lists[pair], size).to_bytes(_width(size), "little") for pair in long)
        short = {pair: lists[pair] for pair in lists.keys() - set(long)}
        return b"".join([head.tobytes(), *rows, Postings.packed(short)])

    def of(self, pair: int) -> int:
        """Return the matters that have *pair*; 0 where none has."""
        found = self._made.get(pair)
        if found is None:
            found = self._made_of(pair)
            if len(self._made) >= self._most:
                self._made.clear()  # what is asked for often is soon there again
            self._made[pair] = found
        return found

    def _made_of(self, pair: int) -> int:
        if pair in self._long:
            start = self._long[pair][0] * _width(self.size)
            return int.from_bytes(self._rows[start : start + _width(self.size)], "little")
        few = self._short.of(pair)
        return bits(few, self.size) if few else 0

    def count(self, pair: int) -> int:
        """Return how many have *pair*."""
        return self._long[pair][1] if pair in self._long else len(self._short.of(pair))


def _width(size: int) -> int:
    """Return how many bytes a row of *size* bits takes, so that what follows it can be read as numbers."""
    return (size + 31) // 32 * 4
