"""Which of many things weigh most together, from weighted lists of them: a sum for each, kept bit by bit.

All sums' bits of one rank are one whole number with a bit for each thing, so that a list is added to all of
them in a few operations on whole numbers (bit-sliced index arithmetic: Rinfret, O'Neil and O'Neil 2001).
"""

from __future__ import annotations

from itertools import islice

from bot.asking.bitmaps import numbers


class Tally:
    """The sums of many things."""

    def __init__(self) -> None:
        self._ranks: list[int] = []  # the bits of the sums, the lowest rank first

    def add(self, things: int, weight: int) -> None:
        """Add *weight* to the sum of every one of the *things*, a bitmap."""
        rank = 0
        while weight and things:
            if weight & 1:
                self._carry(things, rank)
            weight >>= 1
            rank += 1

    def _carry(self, things: int, rank: int) -> None:
        ranks = self._ranks
        while len(ranks) < rank:
            ranks.append(0)
        while things:
            if rank == len(ranks):
                ranks.append(things)
                return
            ranks[rank], things = ranks[rank] ^ things, ranks[rank] & things
            rank += 1

    def most(self, count: int, among: int | None = None) -> list[tuple[int, int]]:
        """Return the *count* things of *among* (None: all) with the greatest sums above 0, and these."""
        found: list[tuple[int, int]] = []
        left = -1 if among is None else among
        while len(found) < count:
            group, total = left, 0
            for rank in range(len(self._ranks) - 1, -1, -1):
                having = group & self._ranks[rank]
                if having:
                    group, total = having, total | 1 << rank
            if not total:
                break
            left &= ~group
            found += ((thing, total) for thing in islice(numbers(group), count - len(found)))
        return found
