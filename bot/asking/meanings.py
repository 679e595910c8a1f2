"""What words may be meant: terms by characters, by sound, by initials, and with a look-alike put right."""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from functools import cached_property, lru_cache

from bot.asking import names
from bot.asking.cover import GAP, LETTER, Alternative, windows
from bot.asking.names import Names
from bot.asking.phrases import PARTICLES
from bot.asking.postings import Postings, pairs, pairs_at
from bot.asking.sections import Texts
from bot.asking.spellings.shapes import lookalikes
from bot.asking.spellings.sounds import initials, sound
from bot.asking.terms import Terms

#: The topic of the terms that say what is done.
_ACTS = "动作"
#: Stands before or behind a word and is none of it: 太吵, 又臭, 灰大.
_DEGREE = "太又很最真再乱大多死得"

#: What a word of one character stands beside.
_APART = frozenset(("", GAP, LETTER, *PARTICLES, *_DEGREE))

Span = tuple[int, int, str]


class Meanings:
    """The terms, to be looked for in a question; read from the parts that :func:`packed` makes."""

    def __init__(self, parts: Mapping[str, memoryview]):
        self._words = Names({part: parts[part] for part in names.PARTS})
        self._near = Texts(parts["near"])
        self._pairs = Postings(parts["pairs"])
        self._singles: dict[str, bool] = json.loads(bytes(parts["singles"]))
        self._meant = lru_cache(512)(self._read)

    @classmethod
    def of(cls, terms: Terms) -> Meanings:
        """Hold *terms* in memory."""
        return cls({name: memoryview(part) for name, part in packed(terms).items()})

    def is_act(self, char: str) -> bool:
        """Tell whether one character says what is done (查, 修), which parts matters but little."""
        return self._singles.get(char, False)

    def spelled(self, row: str) -> str:
        """Return the term that a row of initials stands for; empty where none does."""
        return self._rows.get(row, "")

    def respelled(self, chars: str, known: Callable[[int], int]) -> str:
        """Put a look-alike right where the typed pair is not known and the meant one is (渣士 → 渣土).

        Args:
            chars: the pieces of the question.
            known: how many matters, or what stands around them, have a pair of sounds.
        """
        strange = [
            not self._heard_of(pair, known) if PARTICLES.isdisjoint(typed) else None
            for typed, pair in zip(windows(chars, 2), pairs_at(sound(chars)), strict=True)
        ]  # None: what stands beside a word of grammar tells nothing
        for at, char in enumerate(chars) if True in strange else ():
            beside = strange[max(0, at - 1) : at + 1]
            if False in beside or True not in beside:
                continue
            for other in sorted(lookalikes(char)):
                meant = chars[:at] + other + chars[at + 1 :]
                if any(self._heard_of(pair, known) for pair in pairs(sound(meant[max(0, at - 1) : at + 2]))):
                    chars = meant
                    break
        return chars

    def read(self, chars: str, heard: str) -> tuple[tuple[Alternative, ...], frozenset[int]]:
        """Return what may stand in a document for parts of the question, and where terms are as typed.

        Args:
            chars: the pieces of the question.
            heard: their sounds.

        Returns:
            The alternatives; and the positions of the terms of two characters or more that stand in *chars*.
        """
        hits = self._words.found(chars, heard)
        written = _outermost((hit.start, hit.end, hit.name) for hit in hits if hit.written)
        found = [*written, *self._alone(chars, written)]
        taken = {(start, end) for start, end, _ in found}
        for hit in hits:
            span = (hit.start, hit.end)
            if not hit.written and span not in taken and _plausible(chars[slice(*span)], hit.name):
                found.append((*span, hit.name))
        alternatives = tuple(Alternative(start, end, *self._meant(word)) for start, end, word in found)
        return alternatives, frozenset(at for start, end, _ in written for at in range(start, end))

    def _alone(self, chars: str, longer: Sequence[Span]) -> Iterator[Span]:
        """Yield the terms of one character that are words of their own here."""
        for at, char in enumerate(chars):
            if char in self._singles and _stands_alone(chars, at, longer):
                yield at, at + 1, char

    def _heard_of(self, pair: int, known: Callable[[int], int]) -> bool:
        """Tell whether a term, or a matter, has a pair of sounds."""
        return bool(pair and (known(pair) or self._pairs.count(pair)))

    def _read(self, word: str) -> tuple[tuple[str, ...], tuple[str, ...]]:
        near, siblings = json.loads(self._near[self._words.number(word)])
        return (word, *_wider(near, word)), _wider(siblings, word)

    @cached_property
    def _rows(self) -> dict[str, str]:
        return {initials(word): word for word in reversed(tuple(self._words)) if len(word) > 2}


def packed(terms: Terms) -> dict[str, bytes]:
    """Return the parts that hold *terms*."""
    words = sorted(terms.words)
    inside: dict[int, list[int]] = defaultdict(list)
    for number, word in enumerate(words):
        for pair in set(pairs(sound(word))):
            inside[pair].append(number)
    told = ([terms.words[word], terms.siblings.get(word, ())] for word in words)
    return {
        **names.packed({word: (word,) for word in words}),
        "near": Texts.packed(json.dumps(row, ensure_ascii=False) for row in told),
        "pairs": Postings.packed(inside),
        "singles": json.dumps({w: terms.topics.get(w) == _ACTS for w in words if len(w) == 1}).encode(),
    }


def _outermost(spans: Iterable[Span]) -> list[Span]:
    """Leave out what stands inside a longer one: 冒油烟 hides 油烟."""
    kept: list[Span] = []
    for start, end, word in sorted(spans, key=lambda span: span[0] - span[1]):
        if not any(a <= start and end <= b for a, b, _ in kept):
            kept.append((start, end, word))
    return kept


def _stands_alone(chars: str, at: int, found: Iterable[Span]) -> bool:
    """Tell whether one character is a word of its own: 查 in 谁去查 and 查尾气, not 报 in 医保报销."""
    if chars[max(0, at - 1) : at] in _APART or chars[at + 1 : at + 2] in _APART:
        return True
    return any(at in (start - 1, end) for start, end, _ in found)


def _plausible(typed: str, word: str) -> bool:
    """Tell whether a same-sounding *word* may be meant: typed in letters, or at least half as typed."""
    if LETTER in typed:
        return True
    same = sum(a == b for a, b in zip(typed, word, strict=True))
    return len(word) <= 2 * same < 2 * len(word)


def _wider(words: Iterable[str], word: str) -> tuple[str, ...]:
    """Leave out what is only a part of *word*: 扰民 is no stand-in for 噪声扰民."""
    return tuple(w for w in words if w not in word)
