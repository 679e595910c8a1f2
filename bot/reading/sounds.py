"""How characters sound: toneless Mandarin readings, heteronyms included.

ü is written ``v``, as it is typed: ``lv`` 绿, ``nve`` 虐. The table is pypinyin's
(tools/make_tables.py makes it); the program does not import pypinyin.
"""

from __future__ import annotations

from functools import cache
from pathlib import Path

_TABLE = Path(__file__).parents[1] / "general" / "sounds.txt"

#: Interjections of the dictionary that nobody types as a syllable.
_NO_SYLLABLES = frozenset(("hm", "hng", "m", "n", "ng"))


@cache
def _table() -> tuple[dict[str, tuple[str, ...]], frozenset[str]]:
    first: dict[str, tuple[str, ...]] = {}
    others: list[tuple[int, str, str]] = []
    syllables = []
    for line in _TABLE.read_text(encoding="utf-8").splitlines():
        syllable, chars, *columns = line.split("\t")
        syllables.append(syllable)
        first.update(dict.fromkeys(chars, (syllable,)))
        others += [(rank, syllable, column) for rank, column in enumerate(columns) if column]
    for _, syllable, column in sorted(others):
        for char in column:
            first[char] += (syllable,)
    return first, frozenset(syllables) - _NO_SYLLABLES


def readings(char: str) -> tuple[str, ...]:
    """Return the toneless syllables of *char*, the most frequent first; empty outside GBK.

    >>> readings("长")
    ('zhang', 'chang')
    """
    return _table()[0].get(char, ())


def syllables() -> frozenset[str]:
    """Return every syllable that a typed reading may consist of."""
    return _table()[1]
