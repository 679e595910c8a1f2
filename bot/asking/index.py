"""The duties in memory, to be searched: candidates for a question, each with features that can be explained.

Every text is kept twice, as characters and as folded sounds (one private character per syllable), so that
looking for a pair of characters or of syllables is a substring test. A pair weighs the more the fewer
duties have it.
"""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass, replace
from functools import cached_property
from math import log

from bot.asking.cover import GAP, LETTER, Searched, Wanted, cover, runs, share
from bot.asking.meanings import Meanings
from bot.asking.phrases import PARTICLES
from bot.asking.question import Piece, Question
from bot.asking.spellings.sounds import initials, sound, sounds
from bot.asking.terms import Terms
from bot.asking.words import words
from bot.duty import Duty

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
_REMEMBERED = 4096

_PLAIN = dict.fromkeys(map(ord, "“”‘’\"'"), "") | {code: chr(code - 0xFEE0) for code in range(0xFF01, 0xFF5F)}


@dataclass(frozen=True, slots=True)
class Around:
    """What stands around a duty: above it or in its sentence, at its paragraph's head, right before it."""

    side: str
    opening: str = ""
    before: str = ""


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
    """Duties to be searched. Nothing in it changes after building but its memory of pairs."""

    def __init__(self, duties: Sequence[Duty], around: Sequence[Around], terms: Terms):
        """Index *duties*; *around* holds for each what stands around it."""
        self.duties = tuple(duties)
        self._meanings = Meanings(terms)
        self._matters = [_plain(d.matter) for d in self.duties]
        self._mains = [_plain(_without_units(d)) for d in self.duties]
        self._sides = [_plain(f"{a.side}\n{a.opening}") for a in around]
        self._beside = [
            ((_OPENING, _plain(a.opening)), (_SIDE, _plain(a.side)), (_BEFORE, _plain(a.before)))
            for a in around
        ]
        self._remembered: dict[tuple[str, str], frozenset[int]] = {}

    @cached_property
    def _sounds(self) -> list[str]:
        return [sounds(text) for text in self._mains]

    @cached_property
    def _initials(self) -> list[str]:
        return [initials(matter) for matter in self._matters]

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
        near = self._near(wanted, among)
        found = [(i, self._features(wanted, i)) for i in near]
        found = [(i, f) for i, f in found if f.hints > 0]
        found.sort(key=lambda one: -one[1].score)
        return found

    def weight(self, question: Question) -> float:
        """Return how much the words of a question's matter weigh together."""
        return self._wanted(question).total

    def _with(self, pair: str, where: str = "main") -> frozenset[int]:
        """Return the duties whose text (``main``), folded sound or surroundings (``side``) contain *pair*."""
        known = self._remembered.get((pair, where))
        if known is None:
            texts = {"main": self._mains, "side": self._sides}.get(where) or self._sounds
            known = frozenset(i for i, text in enumerate(texts) if pair in text)
            if len(self._remembered) > _REMEMBERED:
                self._remembered.clear()
            self._remembered[pair, where] = known
        return known

    def _rarity(self, pair: str, where: str = "main") -> float:
        """Return 1 for what no duty has, falling with every duty that has it."""
        everything = len(self.duties) + _BACKGROUND
        return log(everything / (1 + len(self._with(pair, where)))) / log(everything)

    def _near(self, wanted: Wanted, among: Collection[int] | None) -> list[int]:
        """Return the duties that share most pairs with what is asked for."""
        hits: dict[int, float] = (
            dict.fromkeys(among, 0.0) if among is not None and len(among) <= _CLOSELY else {}
        )
        for pair in _pairs(wanted.chars):
            self._count(hits, self._with(pair), self._rarity(pair))
            self._count(hits, self._with(pair, "side"), _SIDE * self._rarity(pair, "side"))
        for one in wanted.alternatives:
            for word in (*one.words, *one.siblings):
                self._count(hits, self._with(word), 1.0)
                self._count(hits, self._with(word, "side"), _SIDE)
                for pair in _pairs(word) if len(word) > 2 else ():
                    self._count(hits, self._with(pair), 0.2)
        for pair in _pairs(wanted.sounds):
            self._count(hits, self._with(pair, "sound"), 0.8 * self._rarity(pair, "sound"))
        for row in wanted.initials:
            self._count(hits, [i for i, letters in enumerate(self._initials) if row in letters], len(row))
        if not hits:
            for char in set(wanted.chars) - PARTICLES - {GAP, LETTER}:
                self._count(hits, self._with(char), 0.3)
        chosen = [i for i in hits if among is None or i in among]
        least = _FAINT * max((hits[i] for i in chosen), default=0.0)
        return sorted((i for i in chosen if hits[i] >= least), key=lambda i: (-hits[i], i))[:_CLOSELY]

    @staticmethod
    def _count(hits: dict[int, float], found: Collection[int], weight: float) -> None:
        for i in found:
            hits[i] = hits.get(i, 0.0) + weight

    def _features(self, wanted: Wanted, i: int) -> Features:
        main = Searched(self._mains[i], self._sounds[i])
        covered = cover(wanted, main)
        for most, beside in self._beside[i]:
            if beside and any(c < most for c in covered):
                text = Searched(beside, sound(beside) if LETTER in wanted.chars else "")
                for at, credit in enumerate(cover(wanted, text)):
                    covered[at] = max(covered[at], most * credit)
        hinted = self._hinted(wanted, covered, i)
        matter = self._matters[i]
        of_matter = cover(wanted, Searched(matter, sounds(matter)))
        spelled = sum(len(row) for row in wanted.initials if row in self._initials[i])
        said = sum(wanted.weights) * share(wanted, covered) + spelled
        return Features(
            text=said / wanted.total,
            matter=(sum(wanted.weights) * share(wanted, of_matter) + spelled) / wanted.total,
            run=_together(wanted, main),
            focus=sum(1 for r in runs(matter, wanted.chars) if r > 1) / max(1, len(matter)),
            said=said,
            silent=_silent(wanted, hinted),
            solid=share(wanted, [float(c > _SINGLE) for c in covered]),
            hints=(sum(wanted.weights) * share(wanted, hinted) + spelled) / wanted.total,
        )

    def _hinted(self, wanted: Wanted, covered: Sequence[float], i: int) -> list[float]:
        """Credit single characters that stand anywhere in the duty, the rarer the more."""
        hinted = list(covered)
        for at, char in enumerate(wanted.chars):
            if covered[at] < _HINT and char in self._mains[i] and wanted.weights[at]:
                hinted[at] = max(covered[at], _HINT * self._rarity(char))
        return hinted

    def _wanted(self, question: Question) -> Wanted:
        """Lay the question's pieces out position by position and weigh them."""
        pieces = [self._spelled_out(p) for p in question.pieces]
        laid = [
            (p.chars or LETTER * len(way), way or p.chars) for p in pieces for way in [self._likeliest(p)]
        ]
        laid = [(chars, heard) for chars, heard in laid if chars]
        typed = GAP.join(chars for chars, _ in laid)
        chars = self._meanings.respelled(typed, lambda pair: bool(self._with(pair)))
        heard = GAP.join(heard for _, heard in laid) if chars == typed else sound(chars)
        rows = tuple(p.initials for p in pieces if p.initials and not p.chars and not p.ways)
        meant = self._meanings.meant(chars)
        wanted = Wanted(chars, heard, (), self._meanings.alternatives(chars, heard), rows, meant)
        return replace(wanted, weights=self._weights(wanted))

    def _spelled_out(self, piece: Piece) -> Piece:
        """Take initials that begin no matter for the term they stand for."""
        row = piece.initials
        if not row or piece.chars or piece.ways or any(row in letters for letters in self._initials):
            return piece
        word = self._meanings.spelled(row)
        return Piece(word, (sound(word),)) if word else piece

    def _likeliest(self, piece: Piece) -> str:
        """Return the reading of a piece that the documents know best."""
        if len(piece.ways) < 2:
            return next(iter(piece.ways), "")
        return max(
            piece.ways,
            key=lambda way: sum(bool(self._with(p, "sound")) for p in _pairs(way)) / max(1, len(way) - 1),
        )

    def _weights(self, wanted: Wanted) -> list[float]:
        """Weigh each position by how rare the pairs are that it is part of."""
        sums = [0.0] * len(wanted.chars)
        counts = [0] * len(wanted.chars)
        for at in range(len(wanted.chars) - 1):
            pair, heard = wanted.chars[at : at + 2], LETTER in wanted.chars[at : at + 2]
            if GAP in pair or not PARTICLES.isdisjoint(pair):
                continue
            rarity = self._rarity(wanted.sounds[at : at + 2], "sound") if heard else self._rarity(pair)
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


def _without_units(duty: Duty) -> str:
    """Return a duty's words without the names in it: 农村 is not a matter of 农业农村局."""
    text = f"{duty.quote}\n{duty.target or ''}"
    for name in sorted({p.unit for p in duty.parts if len(p.unit) > 2}, key=len, reverse=True):
        text = text.replace(name, " ")
    return f"{duty.matter}\n{text}"


def _plain(text: str) -> str:
    return text.translate(_PLAIN).lower()


def _pairs(text: str) -> set[str]:
    """Return the neighbouring pairs of characters within pieces, without those of grammar."""
    pairs = {text[at : at + 2] for at in range(len(text) - 1)}
    return {p for p in pairs if GAP not in p and LETTER not in p and PARTICLES.isdisjoint(p)}


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
