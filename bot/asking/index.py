"""The duties in memory, to be searched: candidates for a question, each with features that can be explained.

Every text is kept twice, as characters and as folded sounds (one private character per syllable), so that
looking for a pair of characters or of syllables is a substring test. A pair weighs the more the fewer
duties have it.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator, Sequence
from dataclasses import dataclass, replace
from math import log

from bot.asking.cover import GAP, LETTER, Searched, Wanted, cover, runs, share
from bot.asking.matters import Matters, Said, gathered
from bot.asking.meanings import Meanings
from bot.asking.phrases import PARTICLES
from bot.asking.postings import pairs
from bot.asking.question import Piece, Question
from bot.asking.spellings.sounds import initials, sound, sounds
from bot.asking.terms import Terms
from bot.asking.words import words

#: So many candidates, best by their pairs, are looked at closely.
_CLOSELY = 50
#: What shares less than this part of the best candidate's pairs is not looked at.
_FAINT = 0.15
#: Added to the number of duties, so that in a small folder one mention is not yet "everywhere".
_BACKGROUND = 50
_GENERIC_WEIGHT = 0.3
_LOOSE_WEIGHT = 0.1
_DIGIT_WEIGHT = 0.3
#: What is found in the heading or the title alone counts less: it may be about the neighbour.
_SIDE = 0.7
#: The first sentence of the paragraph counts more: what follows it is about the same.
_OPENING = 0.8
#: The sentence before may name what this one orders; never enough alone.
_BEFORE = 0.55
#: What single characters alone cover of a position at most.
_SINGLE = 0.3
#: What a rare character of the question tells that stands alone in a duty (渠 in 柳叶渠).
_HINT = 0.7
#: From this weight on a character says something.
_WEIGHTY = 0.5
#: So many numbers behind pairs are looked through, the rarest pairs first.
_BUDGET = 2_000
#: So many duties of one matter are looked at, the newest documents' first.
_OF_ONE = 6
_BACKGROUND_WEIGHT = 0.3
#: Where a duty covers so much of the question, those that share less than so much of what the best one
#: shares are not looked at any more.
_SETTLED, _FAR = 0.9, 0.6


@dataclass(frozen=True, slots=True)
class Features:
    """How one duty fits a question; every figure is a share from 0 to 1.

    Attributes:
        text: of the question's weight, what matter, quote, target, heading and title cover.
        matter: of the question's weight, what the matter alone covers.
        run: of the question's neighbouring pairs, those that stand together in the duty.
        focus: of the matter's characters, those the question speaks of.
        said: the weight that is covered, no share: a question of general words only (整改) says little.
        hints: as ``text``, with single characters of the question that stand anywhere in the duty.
        solid: of the question's weight, what is covered by more than single characters.
        silent: whether a whole piece of the question is met by nothing at all.
    """

    text: float
    matter: float
    run: float
    focus: float
    said: float = 1.0
    hints: float = 0.0
    solid: float = 1.0
    silent: bool = False

    @property
    def words(self) -> float:
        """How well the words fit, wherever in the duty they stand."""
        return self.text * (0.9 + 0.1 * self.run)

    @property
    def score(self) -> float:
        """One figure to rank by; ``text`` leads, the others part what it leaves equal."""
        return self.text * (0.84 + 0.05 * self.matter + 0.09 * self.run + 0.02 * self.focus)


class Index:
    """Duties to be searched, by their matters."""

    def __init__(self, matters: Matters, said: Callable[[int], Said], meanings: Meanings):
        """Search *matters*; *said* gives the words of a duty by its number."""
        self.matters = matters
        self._said = said
        self._meanings = meanings

    @classmethod
    def over(cls, said: Sequence[Said], terms: Terms) -> Index:
        """Index duties that are held in memory."""
        parts = {name: memoryview(part) for name, part in gathered(said).items()}
        return cls(Matters(parts), said.__getitem__, Meanings.of(terms))

    def candidates(
        self, question: Question, among: Collection[int] | None = None
    ) -> list[tuple[int, Features]]:
        """Return the duties that may answer, best first.

        Args:
            question: what is asked.
            among: the numbers of the duties to look at; None for all.
        """
        wanted = self._wanted(question)
        if not wanted.total:
            return []
        found: list[tuple[int, Features]] = []
        best = 0.0
        for row, promise in self._near(wanted, among):
            if best >= _SETTLED and promise < _FAR:
                break  # what is left shares too little to come near what was found
            features = self._features(wanted, row)
            best = max(best, features.text)
            if features.hints > 0:
                found.append((row, features))
        found.sort(key=lambda one: -one[1].score)
        return found

    def alike(self, matter: str) -> list[int]:
        """Return the duties about the matters that share most pairs of sounds with *matter*."""
        hits: dict[int, int] = {}
        lists = sorted((self.matters.anywhere.of(pair) for pair in set(pairs(sound(matter)))), key=len)
        left = _BUDGET
        for numbers in lists:
            left -= len(numbers)
            if left < 0 and hits:
                break
            for number in numbers:
                hits[number] = hits.get(number, 0) + 1
        nearest = sorted(hits, key=lambda number: -hits[number])[:_CLOSELY]
        return [row for number in nearest for row in self.matters.rows(number)[-_OF_ONE:]]

    def weight(self, question: Question) -> float:
        """Return how much the words of a question's matter weigh together."""
        return self._wanted(question).total

    def _count(self, pair: int) -> int:
        return self.matters.anywhere.count(pair)

    def _known(self, chars: str) -> bool:
        """Tell whether any matter, or what stands around one, has all pairs of *chars* by their sound."""
        return all(map(self._count, pairs(sound(chars))))

    def _rare(self, often: int) -> float:
        """Return 1 for what no matter has, falling with every one that has it."""
        everything = len(self.matters) + _BACKGROUND
        return log(everything / (1 + often)) / log(everything)

    def _rarity(self, heard: str) -> float:
        """Return how rare the rarest pair of sounds in *heard* is."""
        return self._rare(min(map(self._count, pairs(heard)), default=0))

    # -- which duties are looked at closely --

    def _near(self, wanted: Wanted, among: Collection[int] | None) -> list[tuple[int, float]]:
        """Return the duties about the matters that share most with what is asked for, best first.

        Each has with it how much it shares, 1 for the first.
        """
        if among is not None and len(among) <= _CLOSELY:
            return [(row, 1.0) for row in sorted(among)]
        within = None if among is None else {self.matters.of(row) for row in among}
        hits = self._hits(wanted, within)
        most = max(hits.values(), default=0.0)
        least = _FAINT * most
        numbers = sorted((n for n in hits if hits[n] >= least), key=lambda n: (-hits[n], n))[:_CLOSELY]
        rows: list[tuple[int, float]] = []
        for number in numbers:
            own = self.matters.rows(number)
            chosen = [row for row in own if among is None or row in among][-_OF_ONE:]
            rows += ((row, hits[number] / most) for row in chosen)
            if len(rows) >= _CLOSELY:
                break
        return rows

    def _hits(self, wanted: Wanted, within: set[int] | None) -> dict[int, float]:
        """Return how much of what is asked for the matters hold that hold its rarest pairs."""
        hits: dict[int, float] = {}
        left = _BUDGET
        for numbers, weight in sorted(self._lists(wanted), key=lambda one: len(one[0])):
            left -= len(numbers)
            if left < 0 and hits:
                break
            for number in numbers if within is None else within.intersection(numbers):
                hits[number] = hits.get(number, 0.0) + weight
        return hits

    def _lists(self, wanted: Wanted) -> Iterator[tuple[Sequence[int], float]]:
        """Yield the matters behind each thing that is asked for, and what it weighs."""
        matters = self.matters
        for at in range(len(wanted.sounds) - 1):
            rarity = wanted.weights[at] + wanted.weights[at + 1]
            for pair in pairs(wanted.sounds[at : at + 2]) if rarity else ():
                yield matters.inside.of(pair), rarity * (1 - _SIDE)
                yield matters.anywhere.of(pair), rarity * _SIDE
        for one in wanted.alternatives:
            for word in (*one.words, *one.siblings):
                yield self._with(word), sum(wanted.weights[one.start : one.end]) or _BACKGROUND_WEIGHT
        for row in wanted.initials:
            yield matters.spelled(row, _CLOSELY), float(len(row))

    def _with(self, word: str) -> Sequence[int]:
        """Return the matters that have all pairs of *word*, in themselves or around."""
        lists = sorted((self.matters.anywhere.of(pair) for pair in pairs(sound(word))), key=len)
        if not lists or not lists[0]:
            return ()
        found = set(lists[0][:_BUDGET])
        for more in lists[1:]:
            found.intersection_update(more)
        return sorted(found)

    # -- how well a duty fits --

    def _features(self, wanted: Wanted, row: int) -> Features:
        said = self._said(row)
        main = Searched(said.main, sounds(said.main))
        covered = cover(wanted, main)
        for most, beside in ((_OPENING, said.opening), (_SIDE, said.side), (_BEFORE, said.before)):
            if beside and any(c < most for c in covered):
                text = Searched(beside, sound(beside) if LETTER in wanted.chars else "")
                for at, credit in enumerate(cover(wanted, text)):
                    covered[at] = max(covered[at], most * credit)
        hinted = self._hinted(wanted, covered, said.main)
        matter = said.matter
        letters = initials(matter)
        of_matter = cover(wanted, Searched(matter, sounds(matter)))
        spelled = sum(len(row) for row in wanted.initials if row in letters)
        weighed = sum(wanted.weights) * share(wanted, covered) + spelled
        return Features(
            text=weighed / wanted.total,
            matter=(sum(wanted.weights) * share(wanted, of_matter) + spelled) / wanted.total,
            run=_together(wanted, main),
            focus=sum(1 for r in runs(matter, wanted.chars) if r > 1) / max(1, len(matter)),
            said=weighed,
            silent=_silent(wanted, hinted),
            solid=share(wanted, [float(c > _SINGLE) for c in covered]),
            hints=(sum(wanted.weights) * share(wanted, hinted) + spelled) / wanted.total,
        )

    def _hinted(self, wanted: Wanted, covered: Sequence[float], text: str) -> list[float]:
        """Credit single characters that stand anywhere in the duty, the rarer the more."""
        hinted = list(covered)
        for at, char in enumerate(wanted.chars):
            if covered[at] < _HINT and char in text and wanted.weights[at]:
                hinted[at] = max(covered[at], _HINT * self._rare(self.matters.holding(char)))
        return hinted

    def _wanted(self, question: Question) -> Wanted:
        """Lay the question's pieces out position by position and weigh them."""
        pieces = [self._spelled_out(p) for p in question.pieces]
        laid = [
            (p.chars or LETTER * len(way), way or p.chars) for p in pieces for way in [self._likeliest(p)]
        ]
        laid = [(chars, heard) for chars, heard in laid if chars]
        typed = GAP.join(chars for chars, _ in laid)
        chars = self._meanings.respelled(typed, self._known)
        heard = GAP.join(heard for _, heard in laid) if chars == typed else sound(chars)
        rows = tuple(p.initials for p in pieces if p.initials and not p.chars and not p.ways)
        meant = self._meanings.meant(chars)
        wanted = Wanted(chars, heard, (), self._meanings.alternatives(chars, heard), rows, meant)
        return replace(wanted, weights=self._weights(wanted))

    def _spelled_out(self, piece: Piece) -> Piece:
        """Take initials that begin no matter for the term they stand for."""
        row = piece.initials
        if not row or piece.chars or piece.ways or self.matters.spelled(row, 1):
            return piece
        word = self._meanings.spelled(row)
        return Piece(word, (sound(word),)) if word else piece

    def _likeliest(self, piece: Piece) -> str:
        """Return the reading of a piece that the documents know best."""
        if len(piece.ways) < 2:
            return next(iter(piece.ways), "")
        return max(
            piece.ways,
            key=lambda way: sum(map(bool, map(self._count, pairs(way)))) / max(1, len(way) - 1),
        )

    def _weights(self, wanted: Wanted) -> list[float]:
        """Weigh each position by how rare the pairs are that it is part of."""
        sums = [0.0] * len(wanted.chars)
        counts = [0] * len(wanted.chars)
        for at in range(len(wanted.chars) - 1):
            pair = wanted.chars[at : at + 2]
            if GAP in pair or not PARTICLES.isdisjoint(pair):
                continue
            rarity = self._rarity(wanted.sounds[at : at + 2])
            for place in (at, at + 1):
                sums[place] += rarity
                counts[place] += 1
        weights = [s / c if c else 0.5 for s, c in zip(sums, counts, strict=True)]
        for at, char in enumerate(wanted.chars):
            if char == GAP or char in PARTICLES:
                weights[at] = 0.0
            elif char.isdigit():
                weights[at] = min(weights[at], _DIGIT_WEIGHT)
        for one in wanted.alternatives:
            if one.end - one.start == 1 and self._meanings.is_act(wanted.chars[one.start]):
                weights[one.start] *= _GENERIC_WEIGHT
        for name, part in (("generic", _GENERIC_WEIGHT), ("loose", _LOOSE_WEIGHT)):
            for at in _saying_little(wanted.chars, name):
                weights[at] *= part
        return weights


def _saying_little(chars: str, name: str) -> set[int]:
    """Return the positions of the words of a list, which say little."""
    found: set[int] = set()
    for word in words(name):
        at = chars.find(word)
        while at >= 0:
            found.update(range(at, at + len(word)))
            at = chars.find(word, at + 1)
    return found


def _silent(wanted: Wanted, hinted: Sequence[float]) -> bool:
    """Tell whether a piece of two weighty characters or more is met nowhere: 地铁 of 地铁、开通.

    Of several pieces the last says what is done (谁去打捞), for which documents have other words.
    """
    at = 0
    pieces = wanted.chars.split(GAP)
    for piece in pieces[:-1] or pieces:
        span = range(at, at + len(piece))
        at += len(piece) + 1
        if sum(wanted.weights[i] >= _WEIGHTY for i in span) > 1 and not any(hinted[i] for i in span):
            return True
    return False


def _together(wanted: Wanted, text: Searched) -> float:
    """Return the share of neighbouring pairs that stand together in *text*: as typed, by sound, as a term."""
    pairs = [
        (wanted.chars[at : at + 2], wanted.sounds[at : at + 2])
        for at in range(len(wanted.chars) - 1)
        if GAP not in wanted.chars[at : at + 2] and wanted.weights[at] and wanted.weights[at + 1]
    ]
    if not pairs:
        return 0.0
    meant = {
        wanted.chars[at : at + 2]
        for one in wanted.alternatives
        if any(word in text.chars for word in one.words)
        for at in range(one.start, one.end - 1)
    }
    return sum(
        1.0 if chars in text.chars else 0.9 if heard in text.sounds or chars in meant else 0.0
        for chars, heard in pairs
    ) / len(pairs)
