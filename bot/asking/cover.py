"""How much of what is asked a text covers: by characters, sounds, look-alikes, terms and initials."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property

from bot.asking.spellings.shapes import alike

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


@dataclass(frozen=True, slots=True)
class Alternative:
    """Words that may stand in a text for the question's ``[start, end)``."""

    start: int
    end: int
    words: tuple[str, ...]
    siblings: tuple[str, ...] = ()


@dataclass(frozen=True)
class Wanted:
    """What is asked for, position by position: characters, folded sounds, and how much each weighs."""

    chars: str
    sounds: str
    weights: Sequence[float] = ()
    alternatives: tuple[Alternative, ...] = ()
    initials: tuple[str, ...] = ()
    meant: frozenset[int] = frozenset()  # positions of words that are known as typed: no slips for another

    @cached_property
    def total(self) -> float:
        return sum(self.weights) + sum(map(len, self.initials))

    @cached_property
    def pairs(self) -> list[str]:
        """The neighbouring pairs of characters; no text contains one over a gap, or with a letter in it."""
        return windows(self.chars, 2)

    @cached_property
    def heard(self) -> tuple[list[str], list[str]]:
        """The neighbouring pairs and threes of sounds."""
        return windows(self.sounds, 2), windows(self.sounds, 3)


@dataclass(frozen=True, slots=True)
class Searched:
    """A text made ready: its characters and its folded sounds (common readings, then others)."""

    chars: str
    sounds: str


def cover(wanted: Wanted, text: Searched) -> list[float]:
    """Return for each position of *wanted* how far *text* covers it, from 0 to 1."""
    covered = _by_characters(wanted, text.chars)
    if min(covered, default=1.0) < 1:
        _by_sound(wanted, text, covered)
        _by_shape(wanted, text.chars, covered)
        _by_terms(wanted, text.chars, covered)
    return covered


def share(wanted: Wanted, covered: Sequence[float]) -> float:
    """Return the covered share of the question's weight."""
    total = sum(wanted.weights)
    return sum(w * c for w, c in zip(wanted.weights, covered, strict=True)) / total if total else 0.0


def windows(text: str, length: int) -> list[str]:
    """Return every stretch of *length* characters, in order."""
    return [text[at : at + length] for at in range(len(text) - length + 1)]


def met(stretches: Sequence[str], text: str) -> list[bool]:
    """Tell of each position whether one of the *stretches* over it (``windows``) stands in *text*.

    >>> met(windows("餐饮油盐", 2), "加强餐饮油烟管控")
    [True, True, True, False]
    """
    reach = len(stretches[0]) - 1 if stretches else 0
    found = [stretch in text for stretch in stretches]
    if not any(found):
        return [False] * (len(found) + reach)
    padded = [*[False] * reach, *found, *[False] * reach]
    return [True in padded[at : at + reach + 1] for at in range(len(found) + reach)]


def _by_characters(wanted: Wanted, text: str) -> list[float]:
    """Credit what stands in *text* with a neighbour of it; a character alone says little."""
    with_another = met(wanted.pairs, text) if wanted.pairs else [False] * len(wanted.chars)
    return [
        1.0 if known else _ONE_CHARACTER * min(1.0, weight) if char in text else 0.0
        for char, weight, known in zip(wanted.chars, wanted.weights, with_another, strict=True)
    ]


def _by_sound(wanted: Wanted, text: Searched, covered: list[float]) -> None:
    two, three = (met(stretches, text.sounds) if stretches else [] for stretches in wanted.heard)
    if True not in two:
        return
    three = three or [False] * len(two)
    for at, heard in enumerate(two):
        if not heard or covered[at] >= _SAME_SOUND or at in wanted.meant:
            continue
        if wanted.chars[at] == LETTER:
            gained = _LETTERS if three[at] else _TWO_LETTERS
        else:
            near = wanted.chars[max(0, at - 1) : at + 2].replace(wanted.chars[at], "")
            gained = _SAME_SOUND if three[at] or any(char in text.chars for char in near) else _SOUND_ONLY
        covered[at] = max(covered[at], gained)


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
    for one in wanted.alternatives:
        gained = _gained(one, text)
        if gained:
            for at in range(one.start, one.end):
                covered[at] = max(covered[at], gained)


def _gained(one: Alternative, text: str) -> float:
    if any(word in text for word in one.words):
        return _TERM
    if any(word in text for word in one.siblings):
        return _SIBLING
    return _TERM_PARTS if any(_in_parts(word, text) for word in one.words) else 0.0


def _in_parts(word: str, text: str) -> bool:
    """Tell whether a long word stands in *text* in parts of two characters and more (餐饮、单位)."""
    if len(word) < 4 or word[:2] not in text or word[-2:] not in text:
        return False
    return all(met(windows(word, 2), text))
