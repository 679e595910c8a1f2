"""How much of what is asked a text covers: by characters, sounds, look-alikes, terms and initials."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import pairwise
from operator import mul

from bot.asking.postings import pairs_at
from bot.asking.spellings.shapes import alike
from bot.asking.spellings.sounds import both, sound

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
#: From this weight on a character says something.
_WEIGHTY = 0.5
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
        lettered: whether a part of it was typed in letters.
        pairs: the neighbouring pairs of characters; no text contains one over a gap, or with a letter in it.
        sounded: the neighbouring pairs of sounds.
        threes: the stretches of three sounds.
        heard: the neighbouring pairs of sounds, each with its number and what it weighs.
        weighty: the positions that weigh something and are followed by one that does.
        alone: each character, and what it is credited with where no neighbour of it stands beside it.
        slips: the positions that may be slips for another word; and of these the characters.
        weighed: the characters that weigh something, with their positions.
        telling: where the pieces of two weighty characters or more stand; of several the last says what is
            done (谁去打捞), for which documents have other words, and is left out.
    """

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
        self.lettered = LETTER in chars
        self._lay_out()

    def _lay_out(self) -> None:
        """Lay out what characters and sounds are compared by."""
        chars, sounds, weights = self.chars, self.sounds, self.weights
        self.pairs, self.sounded, self.threes = windows(chars, 2), windows(sounds, 2), windows(sounds, 3)
        both = list(pairwise(weights))
        self.heard = [
            (pair, number, a + b)
            for pair, number, (a, b) in zip(self.sounded, pairs_at(sounds), both, strict=False)
            if number and (a or b)
        ]
        self.weighty = [at for at, (a, b) in enumerate(both) if a and b and GAP not in self.pairs[at]]
        self.alone = [
            (char, _ONE_CHARACTER * min(1.0, weight)) for char, weight in zip(chars, weights, strict=False)
        ]
        self.weighed = [
            (at, char) for at, (char, weight) in enumerate(zip(chars, weights, strict=False)) if weight
        ]
        self.telling = self._telling_pieces()
        self.slips = [at for at in range(len(chars)) if at not in self.meant]
        self.slipped_chars = [at for at in self.slips if chars[at] not in (GAP, LETTER)]

    def _telling_pieces(self) -> list[tuple[int, int]]:
        """Return where the pieces stand that must not be met by nothing at all."""
        spans, at = [], 0
        for piece in self.chars.split(GAP):
            spans.append((at, at + len(piece)))
            at += len(piece) + 1
        return [
            (start, end)
            for start, end in spans[:-1] or spans
            if sum(weight >= _WEIGHTY for weight in self.weights[start:end]) > 1
        ]

    @cached_property
    def synonyms(self) -> Synonyms:
        """The words that may stand for parts of it; where all is met as typed none is looked for."""
        return Synonyms(self)


class Synonyms:
    """The words that may stand in a text for parts of a question.

    Attributes:
        gains: for each word and sibling, what it is credited with and where, from one position to another.
        stands_for: for each word, the pairs of characters that it stands for.
        parted: the words that may stand in a text in parts, each with its first and last pair of characters.
    """

    __slots__ = ("_by_first", "gains", "parted", "stands_for")

    def __init__(self, wanted: Wanted):
        self.gains: dict[str, list[tuple[int, int, float]]] = defaultdict(list)
        self.stands_for: dict[str, list[str]] = defaultdict(list)
        for one in wanted.alternatives:
            pairs = wanted.pairs[one.start : one.end - 1]
            for word in one.words:
                self.gains[word].append((one.start, one.end, _TERM))
                self.stands_for[word] += pairs
            for word in one.siblings:
                self.gains[word].append((one.start, one.end, _SIBLING))
        self._by_first: dict[str, list[str]] = defaultdict(list)
        for word in self.gains:
            self._by_first[word[0]].append(word)
        self.parted = [(word[:2], word[-2:], word) for word in self.stands_for if len(word) >= _PARTED]

    def spans(self, word: str) -> Iterator[tuple[int, int]]:
        """Yield for which parts of the question *word* may stand, from one position to another."""
        return ((start, end) for start, end, gained in self.gains[word] if gained == _TERM)

    def standing_in(self, text: str) -> set[str]:
        """Return those that stand in *text*."""
        by_first = self._by_first
        return {word for first in by_first if first in text for word in by_first[first] if word in text}


class Searched:
    """A text made ready: its characters and, once they are needed, its folded sounds and its pairs."""

    __slots__ = ("_heard", "_once", "_pairs", "_sounds", "chars")

    def __init__(self, chars: str, *, once: bool = False):
        """Make *chars* ready; folded *once* only, by their commonest readings, where that is enough."""
        self.chars, self._once = chars, once
        self._heard: str | None = None
        self._sounds: str | None = None
        self._pairs: list[str] | None = None

    @property
    def heard(self) -> str:
        """The sounds by the commonest readings."""
        if self._heard is None:
            self._heard = sound(self.chars)
        return self._heard

    @property
    def sounds(self) -> str:
        """The sounds by the commonest readings and by the second ones."""
        if self._sounds is None:
            self._sounds = self.heard if self._once else both(self.chars, self.heard)
        return self._sounds

    @property
    def pairs(self) -> list[str]:
        if self._pairs is None:
            self._pairs = windows(self.chars, 2)
        return self._pairs


class Comparison:
    """What is asked for beside one text; what of it stands there is found out once.

    Attributes:
        pairs: for each neighbouring pair of characters asked for whether it stands in the text.
    """

    __slots__ = ("_heard", "_named", "pairs", "text", "wanted")

    def __init__(self, wanted: Wanted, text: Searched):
        self.wanted, self.text = wanted, text
        chars = text.chars
        self.pairs = [pair in chars for pair in wanted.pairs]
        self._heard: list[bool] | None = None
        self._named: set[str] | None = None

    @property
    def heard(self) -> list[bool]:
        """For each neighbouring pair of sounds whether it is heard in the text."""
        if self._heard is None:
            sounds = self.text.sounds
            self._heard = [pair in sounds for pair in self.wanted.sounded]
        return self._heard

    @property
    def named(self) -> set[str]:
        """The words and siblings of the alternatives that stand in the text."""
        if self._named is None:
            self._named = self.wanted.synonyms.standing_in(self.text.chars)
        return self._named

    def cover(self, *, by_sound: bool = True) -> list[float]:
        """Return for each position asked for how far the text covers it, from 0 to 1."""
        covered = _by_characters(self)
        if min(covered, default=1.0) < 1:
            if by_sound:
                _by_sound(self, covered)
            _by_shape(self, covered)
            _by_terms(self, covered)
        return covered


def cover(wanted: Wanted, text: Searched) -> list[float]:
    """Return for each position of *wanted* how far *text* covers it, from 0 to 1."""
    return Comparison(wanted, text).cover()


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
    return _over([pair in text for pair in pairs])


def _over(found: Sequence[bool]) -> list[bool]:
    """Tell of each position whether one of the two pairs over it was found."""
    return [a or b for a, b in zip([False, *found], [*found, False], strict=True)]


def _by_characters(beside: Comparison) -> list[float]:
    """Credit what stands in the text with a neighbour of it; a character alone says little."""
    chars, together = beside.text.chars, _over(beside.pairs)
    return [
        1.0 if beside else alone if char in chars else 0.0
        for (char, alone), beside in zip(beside.wanted.alone, together, strict=False)
    ]


def _by_sound(beside: Comparison, covered: list[float]) -> None:
    """Credit a position that sounds like something in the text together with a neighbour."""
    wanted, text = beside.wanted, beside.text
    open_ = [at for at in wanted.slips if covered[at] < _SAME_SOUND]
    if not open_ or True not in beside.heard:
        return
    near, asked = _over(beside.heard), wanted.chars
    for at in open_:
        if not near[at]:
            continue
        three = any(part in text.sounds for part in wanted.threes[max(0, at - 2) : at + 1])
        if asked[at] == LETTER:
            gained = _LETTERS if three else _TWO_LETTERS
        else:
            others = asked[max(0, at - 1) : at + 2].replace(asked[at], "")
            gained = _SAME_SOUND if three or any(char in text.chars for char in others) else _SOUND_ONLY
        covered[at] = max(covered[at], gained)


def _by_shape(beside: Comparison, covered: list[float]) -> None:
    """Credit a position whose neighbours stand in the text around another character."""
    if 1.0 not in covered:
        return
    asked = beside.wanted.chars
    for at in beside.wanted.slipped_chars:
        if covered[at] >= _LOOK_ALIKE:
            continue
        before, after = _context(asked, at, covered)
        if not before and not after:
            continue
        sure = bool(before and after)
        for other in _between(before, after, beside.text.chars):
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


def _by_terms(beside: Comparison, covered: list[float]) -> None:
    """Credit the terms asked for that stand in the text by another name, or in parts (餐饮、单位)."""
    synonyms, text = beside.wanted.synonyms, beside.text.chars
    gained = {one for word in beside.named for one in synonyms.gains[word]}
    for first, last, word in synonyms.parted:
        if first in text and last in text and all(met(windows(word, 2), text)):
            gained.update((start, end, _TERM_PARTS) for start, end in synonyms.spans(word))
    for start, end, least in gained:
        covered[start:end] = [max(credit, least) for credit in covered[start:end]]
