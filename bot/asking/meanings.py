"""What words may be meant: terms by characters, by sound, by initials, and with a look-alike put right."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from functools import cached_property

from bot.asking.cover import GAP, LETTER, Alternative
from bot.asking.phrases import PARTICLES
from bot.asking.spellings.shapes import lookalikes
from bot.asking.spellings.sounds import initials, sound
from bot.asking.terms import Terms, by_first

#: The topic of the terms that say what is done.
_ACTS = "动作"
#: Stands before or behind a word and is none of it: 太吵, 又臭, 灰大.
_DEGREE = "太又很最真再乱大多死得"


class Meanings:
    """The terms, made ready to be looked for in a question."""

    def __init__(self, terms: Terms):
        self._terms = terms

    @cached_property
    def _heard(self) -> dict[str, tuple[tuple[str, str], ...]]:
        return by_first(
            (way, (way, word)) for word in self._terms.words if len(word) > 1 for way in [sound(word)]
        )

    @cached_property
    def _pairs(self) -> frozenset[str]:
        return frozenset(word[at : at + 2] for word in self._terms.words for at in range(len(word) - 1))

    @cached_property
    def _rows(self) -> dict[str, str]:
        return {initials(word): word for word in reversed(tuple(self._terms.words)) if len(word) > 2}

    def meant(self, chars: str) -> frozenset[int]:
        """Return the positions of the terms of two characters or more that stand in *chars* as they are."""
        spans = ((start, end) for start, end, _ in self._terms.found(chars) if end - start > 1)
        return frozenset(at for start, end in spans for at in range(start, end))

    def is_act(self, char: str) -> bool:
        """Tell whether one character says what is done (查, 修), which parts matters but little."""
        return self._terms.topics.get(char) == _ACTS

    def spelled(self, row: str) -> str:
        """Return the term that a row of initials stands for; empty where none does."""
        return self._rows.get(row, "")

    def respelled(self, chars: str, known: Callable[[str], bool]) -> str:
        """Put a look-alike right where the typed pair is not known and the meant one is (渣士 → 渣土)."""
        for at, char in enumerate(chars):
            if not lookalikes(char) or any(known(p) or p in self._pairs for p in _around(chars, at)):
                continue
            for other in sorted(lookalikes(char)):
                meant = chars[:at] + other + chars[at + 1 :]
                if any(known(p) or p in self._pairs for p in _around(meant, at)):
                    chars = meant
                    break
        return chars

    def alternatives(self, chars: str, heard: str) -> tuple[Alternative, ...]:
        """Return the words that may stand in a document for parts of the question."""
        found = self._terms.found(chars)
        taken = {(start, end) for start, end, _ in found}
        for at, first in enumerate(heard):
            for way, word in self._heard.get(first, ()):
                span = (at, at + len(word))
                if heard.startswith(way, at) and span not in taken and _plausible(chars[at : span[1]], word):
                    found.append((*span, word))
        found = [(a, b, word) for a, b, word in found if b - a > 1 or _stands_alone(chars, a, found)]
        return tuple(
            Alternative(
                start,
                end,
                (word, *_wider(self._terms.words[word], word)),
                _wider(self._terms.siblings[word], word),
            )
            for start, end, word in found
        )


def _stands_alone(chars: str, at: int, found: Iterable[tuple[int, int, str]]) -> bool:
    """Tell whether one character is a word of its own: 查 in 谁去查 and 查尾气, not 报 in 医保报销."""
    apart = {"", GAP, LETTER, *PARTICLES, *_DEGREE}
    if chars[max(0, at - 1) : at] in apart or chars[at + 1 : at + 2] in apart:
        return True
    return any(b - a > 1 and at in (a - 1, b) for a, b, _ in found)


def _plausible(typed: str, word: str) -> bool:
    """Tell whether a same-sounding *word* may be meant: typed in letters, or at least half as typed."""
    if LETTER in typed:
        return True
    same = sum(a == b for a, b in zip(typed, word, strict=True))
    return len(word) <= 2 * same < 2 * len(word)


def _wider(words: Iterable[str], word: str) -> tuple[str, ...]:
    """Leave out what is only a part of *word*: 扰民 is no stand-in for 噪声扰民."""
    return tuple(w for w in words if w not in word)


def _around(chars: str, at: int) -> list[str]:
    """Return the pairs of which the character at *at* is part."""
    pairs = (chars[max(0, at - 1) : at + 1], chars[at : at + 2])
    return [p for p in pairs if len(p) == 2 and GAP not in p and LETTER not in p]
