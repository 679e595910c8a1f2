"""The duties that may answer a question: few out of many, each with how well it fits.

Three steps, each over fewer and with more care: the matters that hold the rarest pairs of sounds asked for;
of these the ones that share most; of their duties how well each fits (:mod:`bot.asking.fit`).
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence, Set
from dataclasses import dataclass
from functools import lru_cache
from heapq import nlargest
from operator import itemgetter

from bot.asking.cover import Wanted
from bot.asking.fit import Features, fit
from bot.asking.matters import Matters, Said, gathered
from bot.asking.meanings import Meanings
from bot.asking.postings import pairs, pairs_at
from bot.asking.question import Question
from bot.asking.spellings.sounds import sound
from bot.asking.terms import Terms
from bot.asking.weighing import Weighing

#: So many numbers behind pairs are looked through, the rarest pairs first.
_BUDGET = 500
#: So many matters that hold a term are looked through.
_OF_A_TERM = 2_000
#: So many matters are looked at; of these the nearest are looked at closely.
_LOOKED_AT = 40
#: What shares less than this part of what the best one shares is not looked at.
_FAINT = 0.15
#: So many duties of one matter are looked at, the last documents' first.
_OF_ONE = 6
#: Where lists are too long to go through, the matters that have at least this part of the best one's weight,
#: at most so many, are compared with what these lists stand for.
_CLOSE, _COMPARED = 0.6, 400
#: What is called otherwise than it was typed counts less.
_OTHERWISE = 0.7
#: What stands around a duty counts less than its matter.
_AROUND = 0.7


@dataclass(frozen=True, slots=True)
class Care:
    """How closely the matters are looked at that share most with the question, best first.

    Attributes:
        far: where a duty covers nearly all, those are left that promise less than this part of the best.
        near: beyond the first few, those are left that promise less than this part of the best.
        few: how many are looked at in any case.
        most: how many are looked at at most.
    """

    far: float
    near: float
    few: int
    most: int


#: A county's few thousand matters are looked at with care; among a nation's there are always better ones.
COUNTY, NATION = Care(0.35, 0.4, 12, 24), Care(0.85, 0.85, 4, 8)
_COUNTY_MATTERS = 5_000
#: Of a place with no more duties than this all are looked at: single characters may point to one.
_A_FEW = 12
#: From here on a duty covers nearly all of the question.
_SETTLED = 0.9
#: From here on a matter covers the whole question.
_WHOLE = 0.999

#: Matters behind one thing that is asked for, what it weighs, and the pair of sounds that it is, if one.
_List = tuple[Sequence[int], float, str]


class Index:
    """Duties to be searched, by their matters."""

    def __init__(self, matters: Matters, said: Callable[[int], Said], meanings: Meanings):
        """Search *matters*; *said* gives the words of a duty by its number."""
        self.matters = matters
        self._said = said
        self._weighing = Weighing(matters, meanings)
        self._with = lru_cache(4096)(
            self._all_of
        )  # the same few thousand terms are asked for again and again

    @classmethod
    def over(cls, said: Sequence[Said], terms: Terms) -> Index:
        """Index duties that are held in memory."""
        parts = {name: memoryview(part) for name, part in gathered(said).items()}
        return cls(Matters(parts), said.__getitem__, Meanings.of(terms))

    def candidates(self, question: Question, among: Set[int] | None = None) -> list[tuple[int, Features]]:
        """Return the duties that may answer, best first.

        Args:
            question: what is asked.
            among: the numbers of the duties to look at; None for all.
        """
        wanted = self._weighing.wanted(question)
        if not wanted.total:
            return []
        found: list[tuple[int, Features]] = []
        best = first = 0.0
        care = COUNTY if len(self.matters) <= _COUNTY_MATTERS else NATION
        for looked_at, (rows, promise) in enumerate(self._near(wanted, among)):
            first = first or promise
            enough = looked_at >= care.few and 0 < promise < care.near * first
            if enough or looked_at >= care.most or (best >= _SETTLED and promise < care.far * first):
                break  # what is left shares too little to come near what was found
            fitting = self._fitting(wanted, rows)
            if care is NATION and fitting[0][1].exact:
                return fitting
            best = max(best, *(features.text for _, features in fitting))
            found += ((row, features) for row, features in fitting if features.hints > 0)
        found.sort(key=lambda one: -one[1].score)
        return found

    def _fitting(self, wanted: Wanted, rows: Sequence[int]) -> list[tuple[int, Features]]:
        """Return how well each of the duties of one matter fits."""
        one = fit(wanted, self._said(rows[0]), self._rare)
        if one.matter >= _WHOLE:  # then nothing depends on what else they say
            return [(row, one) for row in rows]
        return [(rows[0], one), *((row, fit(wanted, self._said(row), self._rare)) for row in rows[1:])]

    def weight(self, question: Question) -> float:
        """Return how much the words of a question's matter weigh together."""
        return self._weighing.wanted(question).total

    def alike(self, matter: str) -> list[int]:
        """Return the duties about the matters that share most pairs of sounds with *matter*."""
        hits = _Hits(None)
        hits.add((self.matters.anywhere.of(pair), 1.0, "") for pair in set(pairs(sound(matter))))
        return [row for number, _ in hits.most() for row in self.matters.rows(number)[-_OF_ONE:]]

    def _rare(self, char: str) -> float:
        return self._weighing.rare(self.matters.holding(char))

    # -- which duties are looked at closely --

    def _near(self, wanted: Wanted, among: Set[int] | None) -> Iterator[tuple[Sequence[int], float]]:
        """Yield the duties about each matter that shares much with what is asked for, best first.

        Each has with it how much of the question its matter promises to cover.
        """
        within = None if among is None else {self.matters.of(row) for row in among}
        promising = self._promising(wanted, within)
        for number, promise in promising:
            own = self.matters.rows(number)
            rows = own[-_OF_ONE:] if among is None else [row for row in own if row in among][-_OF_ONE:]
            yield rows, promise
        if among is not None and within is not None and len(among) <= _A_FEW:
            left = within.difference(number for number, _ in promising)
            yield from (([row], 0.0) for row in sorted(among) if self.matters.of(row) in left)

    def _promising(self, wanted: Wanted, within: Set[int] | None) -> list[tuple[int, float]]:
        """Return the matters that share most with what is asked for, and how much, best first."""
        hits = _Hits(within)
        for lists in (self._inside(wanted), self._around(wanted), self._otherwise(wanted)):
            hits.add(lists)
        if hits.passed_over:
            hits.compare(lambda number: self._shared(number, hits.passed_over))
        return hits.most()

    def _shared(self, number: int, asked: Mapping[str, float]) -> float:
        """Return what the pairs of sounds *asked* for weigh that stand in a matter."""
        heard = self.matters.heard(number)
        return sum(weight for pair, weight in asked.items() if pair in heard)

    def _inside(self, wanted: Wanted) -> Iterator[_List]:
        """Yield the matters that hold each pair of sounds asked for, and what it weighs."""
        for pair, number, weight in _asked(wanted):
            yield self.matters.inside.of(number), weight, pair

    def _around(self, wanted: Wanted) -> Iterator[_List]:
        """Yield the matters that hold each pair in themselves or around them."""
        for _, number, weight in _asked(wanted):
            yield self.matters.anywhere.of(number), _AROUND * weight, ""

    def _otherwise(self, wanted: Wanted) -> Iterator[_List]:
        """Yield the matters that hold a term asked for by another name, or that initials stand for."""
        for one in wanted.alternatives:
            for word in one.words[1:]:  # the first one is what was typed
                yield self._with(word), _OTHERWISE * sum(wanted.weights[one.start : one.end]), ""
        for row in wanted.initials:
            yield self.matters.spelled(row, _LOOKED_AT), float(len(row)), ""

    def _all_of(self, word: str) -> Sequence[int]:
        """Return the matters that have all pairs of *word*, in themselves or around."""
        lists = sorted((self.matters.anywhere.of(pair) for pair in pairs(sound(word))), key=len)
        if not lists or not lists[0]:
            return ()
        found = set(lists[0][:_OF_A_TERM])
        for more in lists[1:]:
            found.intersection_update(more)
        return sorted(found)


def _asked(wanted: Wanted) -> Iterator[tuple[str, int, float]]:
    """Yield each pair of sounds asked for, with its number and weight."""
    for at, number in enumerate(pairs_at(wanted.sounds)):
        weight = wanted.weights[at] + wanted.weights[at + 1]
        if number and weight:
            yield wanted.sounds[at : at + 2], number, weight


class _Hits:
    """What the matters weigh that stand in the lists behind a question."""

    def __init__(self, within: Set[int] | None):
        """Count the matters of *within* only, where it is given."""
        self._within = within
        self._sums: dict[int, float] = {}
        self.passed_over: dict[str, float] = {}  # what the pairs weigh whose lists are too long

    def add(self, lists: Iterable[_List]) -> None:
        """Add up *lists*, the shortest first, as far as the budget goes."""
        sums, within, left = self._sums, self._within, _BUDGET
        for numbers, weight, pair in sorted(lists, key=lambda one: len(one[0])):
            left -= len(numbers)
            if left < 0 and sums:
                if pair:
                    self.passed_over[pair] = self.passed_over.get(pair, 0.0) + weight
                continue
            for number in numbers if within is None else _both(within, numbers):
                sums[number] = sums.get(number, 0.0) + weight

    def compare(self, more: Callable[[int], float]) -> None:
        """Give the matters that are ahead what *more* tells of them, and forget the others."""
        bar = _CLOSE * max(self._sums.values(), default=0.0)
        ahead = [number for number, weight in self._sums.items() if weight >= bar][:_COMPARED]
        self._sums = {number: self._sums[number] + more(number) for number in ahead}

    def most(self) -> list[tuple[int, float]]:
        """Return the matters that weigh most, best first."""
        nearest = nlargest(_LOOKED_AT, self._sums.items(), key=itemgetter(1))
        return [(number, weight) for number, weight in nearest if weight >= _FAINT * nearest[0][1]]


def _both(within: Set[int], numbers: Sequence[int]) -> Iterable[int]:
    """Return the members that both have, by the way that looks at fewer."""
    if len(within) * 8 < len(numbers):
        return [n for n in within if _contains(numbers, n)]
    return (n for n in numbers if n in within)


def _contains(numbers: Sequence[int], number: int) -> bool:
    at = bisect_left(numbers, number)
    return at < len(numbers) and numbers[at] == number
