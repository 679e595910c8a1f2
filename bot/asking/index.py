"""The duties that may answer a question: few out of many, each with how well it fits.

Three steps, each over fewer and with more care: the matters that hold the rarest pairs of sounds asked for;
of these the ones that share most; of their duties how well each fits (:mod:`bot.asking.fit`).
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache, reduce
from operator import or_

from bot.asking.bitmaps import bits
from bot.asking.cover import Searched, Wanted
from bot.asking.fit import Features, Words, fit, of_matter
from bot.asking.matters import Matters, Said, gathered
from bot.asking.meanings import Meanings
from bot.asking.postings import pairs
from bot.asking.question import Question
from bot.asking.spellings.sounds import sound
from bot.asking.tally import Tally
from bot.asking.terms import Terms
from bot.asking.weighing import Weighing

#: So many matters are looked at; of these the nearest are looked at closely.
_LOOKED_AT = 24
#: What shares less than this part of what the best one shares is not looked at.
_FAINT = 0.15
#: So many duties of one matter are looked at: those that tell themselves apart by what was asked, of equals
#: the last documents'. They are chosen from so many.
_OF_ONE, _CHOSEN_FROM = 6, 500
#: So many duties of a matter are looked through at once for those of a place.
_STRETCH = 2_000
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
        steps: by how many steps the weights of what is shared are told apart.
    """

    far: float
    near: float
    few: int
    most: int
    steps: int


#: A county's few thousand matters are looked at with care; among a nation's there are always better ones.
COUNTY, NATION = Care(0.35, 0.4, 6, 24, 15), Care(0.85, 0.9, 2, 4, 3)
_COUNTY_MATTERS = 5_000
#: So many duties, and so many matters, stay made ready to be compared.
_AT_HAND, _MATTERS_AT_HAND = 8_192, 4_096
#: Of a place with no more duties than this all are looked at: single characters may point to one.
_A_FEW = 12
#: From here on a duty covers nearly all of the question.
_SETTLED = 0.9
#: A matter whose last duty covers less than this part of what the best one covers has no better ones.
_BESIDE = 0.75
#: From here on a matter covers the whole question.
_WHOLE = 0.999


#: Duties by their numbers, and how well each fits.
Found = list[tuple[int, Features]]


class Index:
    """Duties to be searched, by their matters."""

    def __init__(self, matters: Matters, said: Callable[[int], Said], meanings: Meanings):
        """Search *matters*; *said* gives the words of a duty by its number."""
        self.matters = matters
        self._said = said
        self._weighing = Weighing(matters, meanings)
        # A county's duties are compared with one question after another.
        self._searched = lru_cache(_MATTERS_AT_HAND)(Searched)
        self._words = lru_cache(_AT_HAND)(self._made_ready)
        # The same terms are asked for again and again, and the same places.
        self._hearing = lru_cache(256)(matters.hearing)
        self._hearing_any = lru_cache(512)(lambda words: reduce(or_, map(self._hearing, words), 0))
        self._about = lru_cache(64)(matters.about)
        self._rare = lru_cache(1024)(self._rarity)

    @classmethod
    def over(cls, said: Sequence[Said], terms: Terms) -> Index:
        """Index duties that are held in memory."""
        parts = {name: memoryview(part) for name, part in gathered(said).items()}
        return cls(Matters(parts), said.__getitem__, Meanings.of(terms))

    def candidates(self, question: Question, among: frozenset[int] | None = None) -> Found:
        """Return the duties that may answer, best first.

        Args:
            question: what is asked.
            among: the numbers of the duties to look at; None for all.
        """
        wanted = self._weighing.wanted(question)
        if not wanted.total:
            return []
        found: Found = []
        best = first = 0.0
        care = COUNTY if len(self.matters) <= _COUNTY_MATTERS else NATION
        for looked_at, (rows, promise) in enumerate(self._near(wanted, among, care)):
            first = first or promise
            enough = looked_at >= care.few and 0 < promise < care.near * first
            if enough or looked_at >= care.most or (best >= _SETTLED and promise < care.far * first):
                break  # what is left shares too little to come near what was found
            fitting = self._fitting(wanted, rows, None if care is NATION else best)
            if care is NATION and fitting[0][1].exact:
                return fitting
            best = max(best, *(features.text for _, features in fitting))
            found += ((row, features) for row, features in fitting if features.hints > 0)
        found.sort(key=lambda one: -one[1].score)
        return found

    def _fitting(self, wanted: Wanted, rows: Sequence[int], best: float | None) -> Found:
        """Return how well each of the duties of one matter fits.

        All are taken as the last of them where that covers too little beside the *best* so far, where they
        cannot differ, and where there is no telling them apart (None).
        """
        words = self._words(rows[-1])
        matter = of_matter(wanted, words.matter)
        last = fit(wanted, words, matter, self._rare)
        if best is None or last.matter >= _WHOLE or last.text < _BESIDE * best:
            return [(row, last) for row in rows]
        others = ((row, fit(wanted, self._words(row), matter, self._rare)) for row in rows[:-1])
        return [*others, (rows[-1], last)]

    def wanted(self, question: Question) -> Wanted:
        """Return what a question asks for, position by position."""
        return self._weighing.wanted(question)

    def weight(self, question: Question) -> float:
        """Return how much the words of a question's matter weigh together."""
        return self._weighing.wanted(question).total

    def alike(self, matter: str) -> list[int]:
        """Return the duties about the matters that share most pairs of sounds with *matter*."""
        tally = Tally()
        for pair in set(pairs(sound(matter))):
            tally.add(self.matters.anywhere.of(pair), 1)
        nearest = tally.most(_LOOKED_AT)
        return [row for number, _ in nearest for row in self.matters.rows(number)[-_OF_ONE:]]

    def _made_ready(self, row: int) -> Words:
        said = self._said(row)
        return Words(said, self._searched(said.matter))

    def _rarity(self, char: str) -> float:
        return self._weighing.rare(self.matters.often(char))

    # -- which duties are looked at closely --

    def _near(
        self, wanted: Wanted, among: frozenset[int] | None, care: Care
    ) -> Iterator[tuple[Sequence[int], float]]:
        """Yield the duties about each matter that shares much with what is asked for, best first.

        Each has with it how much of the question its matter promises to cover.
        """
        promising = self._promising(wanted, None if among is None else self._about(among), care)
        for number, promise in promising:
            rows = self.matters.rows(number)
            if among is not None:
                rows = _last(rows, among, _OF_ONE if care is NATION else _CHOSEN_FROM)
            if len(rows) > _OF_ONE and care is COUNTY:
                rows = self._telling(wanted, number, rows[-_CHOSEN_FROM:])
            yield rows[-_OF_ONE:], promise
        if among is not None and len(among) <= _A_FEW:
            seen = {number for number, _ in promising}
            yield from (([row], 0.0) for row in sorted(among) if self.matters.of(row) not in seen)

    def _telling(self, wanted: Wanted, number: int, rows: Sequence[int]) -> Sequence[int]:
        """Order duties of one matter by how much they hold of what was asked beside it, the most at the end.

        Twelve towns have one and the same matter in twelve rows; 石桥镇 is asked for.
        """
        inside, anywhere = self.matters.inside, self.matters.anywhere
        apart = [
            (sounds, weight)
            for sounds, pair, weight in wanted.heard
            if anywhere.of(pair) >> number & 1 and not inside.of(pair) >> number & 1
        ]
        if not apart:
            return rows

        held = dict.fromkeys(rows, 0.0)
        texts = [(row, self._words(row).heard) for row in rows]
        for sounds, weight in apart:
            for row, text in texts:
                if sounds in text:
                    held[row] += weight
        return sorted(rows, key=held.__getitem__)

    def _promising(self, wanted: Wanted, within: int | None, care: Care) -> list[tuple[int, int]]:
        """Return the matters that share most with what is asked for, and how much, best first."""
        tally = Tally()
        unit = max((weight for _, _, weight in wanted.heard), default=1.0) / care.steps
        for _, pair, weight in wanted.heard:
            inside = self.matters.inside.of(pair)
            tally.add(inside, max(1, round(weight / unit)))
            if care is COUNTY or not inside:
                tally.add(self.matters.anywhere.of(pair), round(_AROUND * weight / unit))
        for one in wanted.alternatives:
            named = self._hearing_any(one.words[1:])  # the first is what was typed
            weight = sum(wanted.weights[one.start : one.end])
            tally.add(named, max(1, round(_OTHERWISE * weight / unit)))
        for row in wanted.initials:
            spelled = self.matters.spelled(row, _LOOKED_AT)
            tally.add(bits(spelled, len(self.matters)), max(1, round(len(row) / unit)))
        found = tally.most(care.most, within)
        return [(number, promise) for number, promise in found if promise >= _FAINT * found[0][1]]


def _last(rows: Sequence[int], among: frozenset[int], count: int) -> list[int]:
    """Return of ascending *rows* those of *among*, at least the last *count*; looked for from the end."""
    found: list[int] = []
    end = len(rows)
    while end and len(found) < count:
        start = max(0, end - _STRETCH)
        found += among.intersection(rows[start:end])
        end = start
    return sorted(found)
