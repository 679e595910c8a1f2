"""How much of what is asked a text covers: by characters, sounds, look-alikes, terms and initials."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from itertools import pairwise
from operator import mul

from bot.asking.postings import pairs_at
from bot.asking.spellings.shapes import alike
from bot.asking.spellings.sounds import sounds

#: Parts two pieces of a question; no text contains it.
GAP = "\x00"
#: Stands for a syllable typed in letters, where the character is not known.
LETTER = "\x01"

# How far a character of the question counts as covered. Same characters are certain; a same-sound or
# look-alike character is nearly so where its neighbours agree; two syllables alone may be another word.
_SAME_SOUND = 0.9
_SOUND_ONLY = 0.45
_LETTERS = 1.0
_TWO_LETTERS = 0.7
_LOOK_ALIKE = 0.9
_ONE_WRONG = 0.5
_TERM = 0.95
_TERM_PARTS = 0.8
_SIBLING = 0.85
_ONE_CHARACTER = 0.25
#: From so many characters on a word may stand in a text in parts of two characters and more.
_PARTED = 4


@dataclass(frozen=True, slots=True)
class Alternative:
    """Words that may stand in a text for the question's ``[start, end)``."""

    start: int
    end: int
    words: tuple[str, ...]
    siblings: tuple[str, ...] = ()


class Wanted:
    """What is asked for, position by position: characters, folded sounds, and how much each weighs.

    What is compared with one text after another is laid out once.

    Attributes:
        chars: the characters asked for, pieces parted by ``GAP``.
        sounds: the folded sound of each position.
        weights: what each position weighs.
        alternatives: the words that may stand for parts of it.
        initials: rows of letters that stand for the first sounds of a matter.
        meant: the positions of words that are known as typed: no slips for another.
        landmarks: where a water or a village of the documents is named (砚 of 砚湖).
        weight: what the characters weigh together.
        total: what characters and initials weigh together.
        pairs: the neighbouring pairs of characters; no text contains one over a gap, or with a letter in it.
        heard: the neighbouring pairs of sounds, each with its number and what it weighs.
        weighty: the positions that weigh something and are followed by one that does.
        alone: what each character is credited with where no neighbour of it stands beside it.
        named: every word and sibling of the alternatives, once.
        parted: the words that may stand in a text in parts, each with its first and last two characters.
    """

    __slots__ = (
        *("chars", "sounds", "weights", "alternatives", "initials", "meant", "weight", "total", "pairs"),
        *("heard", "weighty", "alone", "named", "parted", "landmarks"),
    )

    def __init__(
        self,
        chars: str,
        sounds: str,
        weights: Sequence[float] = (),
        alternatives: tuple[Alternative, ...] = (),
        initials: tuple[str, ...] = (),
        meant: frozenset[int] = frozenset(),
        landmarks: tuple[tuple[int, int], ...] = (),
    ):
        self.chars, self.sounds, self.weights = chars, sounds, weights
        self.alternatives, self.initials, self.meant = alternatives, initials, meant
        self.landmarks = landmarks
        self.weight = sum(weights)
        self.total = self.weight + sum(map(len, initials))
        self.pairs = windows(chars, 2)
        both = list(pairwise(weights))
        self.heard = [
            (sounds[at : at + 2], number, a + b)
            for at, (number, (a, b)) in enumerate(zip(pairs_at(sounds), both, strict=False))
            if number and (a or b)
        ]
        self.weighty = [at for at, (a, b) in enumerate(both) if a and b and GAP not in self.pairs[at]]
        self.alone = [_ONE_CHARACTER * min(1.0, weight) for weight in weights]
        self.named = list(dict.fromkeys(word for one in alternatives for word in one.words + one.siblings))
        words = dict.fromkeys(word for one in alternatives for word in one.words if len(word) >= _PARTED)
        self.parted = [(word[:2], word[-2:], word) for word in words]


class Searched:
    """A text made ready: its characters and, once they are needed, its folded sounds."""

    __slots__ = ("_hear", "_sounds", "chars")

    def __init__(self, chars: str, hear: Callable[[str], str] = sounds):
        self.chars, self._hear = chars, hear
        self._sounds: str | None = None

    @property
    def sounds(self) -> str:
        if self._sounds is None:
            self._sounds = self._hear(self.chars)
        return self._sounds


def cover(wanted: Wanted, text: Searched) -> list[float]:
    """Return for each position of *wanted* how far *text* covers it, from 0 to 1."""
    covered = _by_characters(wanted, text.chars)
    if min(covered, default=1.0) < 1:
        _by_sound(wanted, text, covered)
        _by_shape(wanted, text.chars, covered)
        _by_terms(wanted, text.chars, covered)
    return covered


def share(wanted: Wanted, covered: Iterable[float]) -> float:
    """Return the covered share of the question's weight."""
    return sum(map(mul, wanted.weights, covered)) / wanted.weight if wanted.weight else 0.0


def windows(text: str, length: int) -> list[str]:
    """Return every stretch of *length* characters, in order."""
    return [text[at : at + length] for at in range(len(text) - length + 1)]


def met(pairs: Sequence[str], text: str) -> list[bool]:
    """Tell of each position whether a pair over it (``windows`` of 2) stands in *text*.

    >>> met(windows("餐饮油盐", 2), "加强餐饮油烟管控")
    [True, True, True, False]
    """
    found = [pair in text for pair in pairs]
    return [a or b for a, b in zip([False, *found], [*found, False], strict=True)]


def _by_characters(wanted: Wanted, text: str) -> list[float]:
    """Credit what stands in *text* with a neighbour of it; a character alone says little."""
    return [
        1.0 if together else alone if char in text else 0.0
        for char, alone, together in zip(wanted.chars, wanted.alone, met(wanted.pairs, text), strict=False)
    ]


def _by_sound(wanted: Wanted, text: Searched, covered: list[float]) -> None:
    """Credit a position that sounds like something in *text* together with a neighbour."""
    asked = wanted.sounds
    for at, credit in enumerate(covered):
        if credit >= _SAME_SOUND or at in wanted.meant:
            continue
        before, behind = asked[max(0, at - 1) : at + 1], asked[at : at + 2]
        if not ((len(before) == 2 and before in text.sounds) or (len(behind) == 2 and behind in text.sounds)):
            continue
        three = any(part in text.sounds for part in _threes(asked, at))
        if wanted.chars[at] == LETTER:
            gained = _LETTERS if three else _TWO_LETTERS
        else:
            near = wanted.chars[max(0, at - 1) : at + 2].replace(wanted.chars[at], "")
            gained = _SAME_SOUND if three or any(char in text.chars for char in near) else _SOUND_ONLY
        covered[at] = max(credit, gained)


def _threes(asked: str, at: int) -> list[str]:
    """Return the stretches of three of which the position is part."""
    return [asked[i : i + 3] for i in range(max(0, at - 2), min(at, len(asked) - 3) + 1)]


def _by_shape(wanted: Wanted, text: str, covered: list[float]) -> None:
    """Credit a position whose neighbours stand in *text* around another character."""
    asked = wanted.chars
    for at, credit in enumerate(covered):
        if credit >= _LOOK_ALIKE or asked[at] in (GAP, LETTER) or at in wanted.meant:
            continue
        before, after = _context(asked, at, covered)
        if not before and not after:
            continue
        sure = bool(before and after)
        for other in _between(before, after, text):
            if alike(asked[at], other):
                covered[at] = _LOOK_ALIKE
                break
            if sure:
                covered[at] = max(covered[at], _ONE_WRONG)


def _context(asked: str, at: int, covered: Sequence[float]) -> tuple[str, str]:
    """Return the covered characters beside a position: one on each side, or two on one side."""
    left = at > 0 and covered[at - 1] == 1.0 and asked[at - 1] != GAP
    right = at + 1 < len(asked) and covered[at + 1] == 1.0 and asked[at + 1] != GAP
    if left and right:
        return asked[at - 1], asked[at + 1]
    if left and at > 1 and covered[at - 2] == 1.0 and asked[at - 2] != GAP:
        return asked[at - 2 : at], ""
    if right and at + 2 < len(asked) and covered[at + 2] == 1.0 and asked[at + 2] != GAP:
        return "", asked[at + 1 : at + 3]
    return "", ""


def _between(before: str, after: str, text: str) -> list[str]:
    """Return the characters that stand in *text* right behind *before* and right before *after*."""
    found: list[str] = []
    anchor, step = (before, len(before)) if before else (after, -1)
    at = text.find(anchor)
    while at >= 0 and len(found) < 8:
        middle = at + step
        if 0 <= middle < len(text) and text.startswith(after, middle + 1):
            found.append(text[middle])
        at = text.find(anchor, at + 1)
    return found


def _by_terms(wanted: Wanted, text: str, covered: list[float]) -> None:
    """Credit the terms asked for that stand in *text* by another name, or in parts (餐饮、单位)."""
    named = {word for word in wanted.named if word in text}
    parts = {
        word
        for first, last, word in wanted.parted
        if first in text and last in text and all(met(windows(word, 2), text))
    }
    if not named and not parts:
        return
    for one in wanted.alternatives:
        gained = (
            _TERM
            if not named.isdisjoint(one.words)
            else _SIBLING
            if not named.isdisjoint(one.siblings)
            else _TERM_PARTS
            if not parts.isdisjoint(one.words)
            else 0.0
        )
        if gained:
            for at in range(one.start, one.end):
                covered[at] = max(covered[at], gained)
