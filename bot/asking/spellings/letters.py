"""Letters in a question: full pinyin with or without spaces, and initials (cyyy)."""

from __future__ import annotations

from functools import lru_cache

from bot.asking.spellings.sounds import spelled
from bot.reading.sounds import syllables

#: Letters that begin no syllable of their own; a run that has one is not a row of initials.
_NO_INITIAL = frozenset("iuv")
_LONGEST = 6  # zhuang, shuang, chuang
_WAYS = 6  # how many readings of one run are kept: fangan is fang'an or fan'gan


@lru_cache(256)  # a question's letters are split for one purpose after another
def split(letters: str) -> tuple[tuple[str, ...], ...]:
    """Return the ways in which *letters* fall into syllables, the fewest syllables first.

    >>> split("canyin")
    (('can', 'yin'),)
    >>> split("voc")
    ()
    """
    known = syllables()
    ways: list[list[tuple[str, ...]]] = [[()], *([] for _ in letters)]
    for end in range(1, len(letters) + 1):
        found = [
            (*way, letters[start:end])
            for start in range(max(0, end - _LONGEST), end)
            if ways[start] and (letters[start:end] in known or letters[start:end].replace("v", "ü") in known)
            for way in ways[start]
        ]
        ways[end] = sorted(found, key=len)[:_WAYS]
    fewest = len(ways[-1][0]) if ways[-1] else 0
    return tuple(way for way in ways[-1] if len(way) <= fewest + 1)


def classes(way: tuple[str, ...]) -> str:
    """Return the folded sounds of typed syllables, one private character each."""
    return "".join(map(spelled, way))


def may_be_initials(letters: str) -> bool:
    """Tell whether *letters* can be a row of initials; two letters fit too much to mean anything.

    >>> may_be_initials("cyyy"), may_be_initials("yy"), may_be_initials("voc")
    (True, False, False)
    """
    return len(letters) >= 3 and letters.isascii() and letters.isalpha() and not _NO_INITIAL & set(letters)
