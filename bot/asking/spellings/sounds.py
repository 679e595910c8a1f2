"""Same sounds: every character folded to the class of its syllable, so that 油盐 equals 油烟.

A folded text has one private character per character of the text, so positions agree and substring
search stays ``in``. Sounds that input methods and dialects mix up (zh/z, n/l, ing/in, ang/an) fall into
one class.
"""

from __future__ import annotations

from functools import cache

from bot.reading.sounds import readings, syllables

#: Where the classes begin: the private use area, which no repaired text contains.
_FIRST = 0xE000


def same(syllable: str) -> str:
    """Fold a toneless syllable to the one that stands for all it is mixed up with.

    >>> same("zheng"), same("zen"), same("ning"), same("lin"), same("lü")
    ('zen', 'zen', 'lin', 'lin', 'lv')
    """
    folded = syllable.replace("ü", "v").replace("u:", "v")
    if folded[:2] in ("zh", "ch", "sh"):
        folded = folded[0] + folded[2:]
    if folded[:1] == "n" and len(folded) > 1:
        folded = "l" + folded[1:]
    if folded in ("lue", "lve"):
        return "lve"
    for end in ("ang", "eng", "ing"):
        if folded.endswith(end):
            return folded[:-1]
    return folded


@cache
def _classes() -> dict[str, str]:
    """Map every folded syllable to its private character."""
    return {s: chr(_FIRST + at) for at, s in enumerate(sorted({same(s) for s in syllables()}))}


class _Table(dict[int, str]):
    """A translation table that looks each character up once, the first time it is met."""

    def __init__(self, which: int):
        super().__init__()
        self._which = which

    def __missing__(self, code: int) -> str:
        known = readings(chr(code))
        folded = _classes().get(same(known[min(self._which, len(known) - 1)])) if known else None
        self[code] = folded or chr(code)
        return self[code]


class _Initials(dict[int, str]):
    """As ``_Table``, but to the first letter of the commonest reading."""

    def __missing__(self, code: int) -> str:
        known = readings(chr(code))
        self[code] = known[0][0] if known else chr(code)
        return self[code]


_COMMON, _OTHER, _LETTERS = _Table(0), _Table(1), _Initials()


def sound(text: str) -> str:
    """Fold *text* by the commonest reading of each character; the length stays."""
    return text.translate(_COMMON)


def sounds(text: str) -> str:
    """Return *text* folded by its commonest readings, then once more by the second ones (长, 调, 行).

    The two are joined by a line end, so no run crosses from one into the other.
    """
    return both(text, sound(text))


def both(text: str, common: str) -> str:
    """Return the same as ``sounds`` where ``sound`` has folded *text* already."""
    other = text.translate(_OTHER)
    return common if common == other else f"{common}\n{other}"


def initials(text: str) -> str:
    """Return the first letter of each character's sound; the length stays.

    >>> initials("餐饮油烟")
    'cyyy'
    """
    return text.translate(_LETTERS)


def spelled(syllable: str) -> str:
    """Return the class of a syllable typed in letters; an empty text where there is no such syllable."""
    return _classes().get(same(syllable), "")
