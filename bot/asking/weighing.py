"""What is asked for, laid out position by position: its characters, its sounds, and what each weighs."""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache
from math import log

from bot.asking.cover import GAP, LETTER, Alternative, Wanted
from bot.asking.kinds import Piece
from bot.asking.landmarks import landmarks
from bot.asking.matters import Matters
from bot.asking.meanings import Meanings
from bot.asking.phrases import PARTICLES
from bot.asking.postings import pairs, pairs_at
from bot.asking.question import Question
from bot.asking.spellings.sounds import sound
from bot.asking.words import standing

#: Added to the number of matters, so that in a small folder one mention is not yet "everywhere".
_BACKGROUND = 50
_GENERIC_WEIGHT = 0.3
_LOOSE_WEIGHT = 0.1
#: What a verb gains of which the documents have hardly any word; what is less rare than this is common.
_TELLING, _COMMON = 0.5, 0.5
_DIGIT_WEIGHT = 0.3
#: What a position weighs of which nothing is known: a character that stands alone.
_ALONE = 0.5
#: So many pairs of sounds are remembered with how many matters have them.
_PAIRS_AT_HAND = 8_192
#: A syllable that a shorter reading has not must be worth so much: huantian is huan-tian before hu-an-tian.
_SPLIT = 0.25


class Weighing:
    """Lays questions out against the matters and the terms that are known."""

    def __init__(self, matters: Matters, meanings: Meanings):
        self._matters, self._meanings = matters, meanings
        # The same verbs are asked with again and again.
        self._often = lru_cache(256)(lambda word: matters.hearing(word).bit_count())
        self._scale = 1 / log(len(matters) + _BACKGROUND)
        self._count = lru_cache(_PAIRS_AT_HAND)(matters.anywhere.count)
        self._rarity = lru_cache(_PAIRS_AT_HAND)(lambda pair: self.rare(self._count(pair) if pair else 0))

    def wanted(self, question: Question) -> Wanted:
        """Lay the question's pieces out position by position and weigh them."""
        pieces = [self._spelled_out(p) for p in question.pieces]
        laid = [
            (p.chars or LETTER * len(way), way or p.chars) for p in pieces for way in [self._likeliest(p)]
        ]
        laid = [(chars, heard) for chars, heard in laid if chars]
        typed = GAP.join(chars for chars, _ in laid)
        chars = self._meanings.respelled(typed, self._count)
        heard = "".join(
            its_sound if char == its_own else sound(char)
            for char, its_own, its_sound in zip(chars, typed, GAP.join(way for _, way in laid), strict=True)
        )
        rows = tuple(p.initials for p in pieces if p.initials and not p.chars and not p.ways)
        alternatives, meant = self._meanings.read(chars, heard)
        weights = self._weights(chars, heard, alternatives)
        return Wanted(chars, heard, weights, alternatives, rows, meant, self._landmarks(chars, meant))

    def rare(self, often: int) -> float:
        """Return 1 for what no matter has, falling with every one that has it."""
        return 1 - log(1 + often) * self._scale

    def _spelled_out(self, piece: Piece) -> Piece:
        """Take initials for the term they stand for where the documents have it, or no matter with them."""
        row = piece.initials
        if not row or piece.chars or piece.ways:
            return piece
        word = self._meanings.spelled(row)
        meant = word and (self._often(word) or not self._matters.spelled(row, 1))
        return Piece(word, (sound(word),)) if meant else piece

    def _likeliest(self, piece: Piece) -> str:
        """Return the reading of a piece that the documents know best."""
        if len(piece.ways) < 2:
            return next(iter(piece.ways), "")
        known = [
            sum(map(bool, map(self._count, pairs(way)))) / max(1, len(way) - 1)
            - _SPLIT * (len(way) - shortest)
            for shortest in [min(map(len, piece.ways))]
            for way in piece.ways
        ]
        return piece.ways[known.index(max(known))]

    def _landmarks(self, chars: str, meant: frozenset[int]) -> tuple[tuple[int, int], ...]:
        """Return where a water or a village is named that the documents know by this name."""
        return tuple(
            (start, end)
            for start, end, name, by_form in landmarks(chars)
            if self._matters.hearing(name) and not (by_form and meant.issuperset(range(start, end)))
        )

    def _act(self, one: Alternative) -> float:
        """Return what part of its weight a verb keeps: 垫 says more than 查, which is everywhere."""
        often = max(map(self._often, one.words[1:]), default=0)
        rarity = self.rare(often) if often else 0.0
        return _GENERIC_WEIGHT + _TELLING * max(0.0, rarity - _COMMON) / (1 - _COMMON)

    def _weights(self, chars: str, heard: str, alternatives: Sequence[Alternative]) -> list[float]:
        """Weigh each position by how rare the pairs are that it is part of."""
        sums, counts = [0.0] * len(chars), [0] * len(chars)
        says = [char != GAP and char not in PARTICLES for char in chars]
        for at, pair in enumerate(pairs_at(heard)):
            if says[at] and says[at + 1]:
                rarity = self._rarity(pair)
                for place in (at, at + 1):
                    sums[place] += rarity
                    counts[place] += 1
        weights = [s / c if c else _ALONE for s, c in zip(sums, counts, strict=True)]
        for at, char in enumerate(chars):
            if not says[at]:
                weights[at] = 0.0
            elif char.isdigit():
                weights[at] = min(weights[at], _DIGIT_WEIGHT)
        for one in alternatives:
            if one.end - one.start == 1 and self._meanings.is_act(chars[one.start]):
                weights[one.start] *= self._act(one)
        for name, part in (("generic", _GENERIC_WEIGHT), ("loose", _LOOSE_WEIGHT)):
            for at in standing(name, chars):
                weights[at] *= part
        return weights
