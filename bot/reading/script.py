"""Traditional script → simplified, character by character, so that every span survives.

The table is OpenCC's t2s with its phrases (tools/make_tables.py makes it); the program does not
import OpenCC. No regional vocabulary is touched: 核心 must stay 核心 (rule R50).
"""

from __future__ import annotations

from functools import cache
from pathlib import Path
from typing import NamedTuple

_TABLE = Path(__file__).parents[1] / "general" / "script.txt"

#: Characters that also stand in sound simplified text (乾县, 著名, 瞭望, the name 昇). They are folded
#: only beside strong traditional ones.
_WEAK = frozenset("乾著瞭藉於徵菸薹拚捱摺吒後夥榘袷麴醣麽覆沈昇")

#: How much of a text must be strong traditional before the weak characters are folded too.
_SHARE = 0.03


class _Script(NamedTuple):
    chars: dict[int, str]
    strong: frozenset[str]
    phrases: tuple[tuple[str, str], ...]  # shorter before longer: the longer has the last word


@cache
def _script() -> _Script:
    first, *rest = _TABLE.read_text(encoding="utf-8").splitlines()
    traditional = first[0::2]
    phrases = tuple((line[: len(line) // 2], line[len(line) // 2 + 1 :]) for line in rest)
    strong = frozenset(traditional) - _WEAK
    chars = dict(zip(map(ord, traditional), first[1::2], strict=True))
    return _Script(chars, strong, phrases)


def simplify(text: str) -> str:
    """Write *text* in simplified characters, one for one.

    Text without a single strong traditional character comes back as it is; 著 becomes 着 except in
    words of authorship (著名, 编著), 乾 stays in 乾县, 乾隆, 乾坤.

    >>> simplify("要著力解決餐飲油煙問題，編著手冊")
    '要着力解决餐饮油烟问题，编著手册'
    """
    script = _script()
    if script.strong.isdisjoint(text):
        return text
    folded = text.translate(script.chars)
    if strong_share(text) < _SHARE:
        pairs = zip(text, folded, strict=True)
        return "".join(raw if raw in _WEAK else plain for raw, plain in pairs)
    return _with_phrases(text, folded, script.phrases)


def _with_phrases(text: str, folded: str, phrases: tuple[tuple[str, str], ...]) -> str:
    here, out = set(text), list(folded)
    for phrase, plain in phrases:
        if phrase[0] not in here or phrase[1] not in here:
            continue
        at = text.find(phrase)
        while at >= 0:
            out[at : at + len(plain)] = plain
            at = text.find(phrase, at + 1)
    return "".join(out)


def is_traditional(char: str) -> bool:
    """Is *char* written otherwise in simplified script? True for 著 and 乾 as well."""
    return ord(char) in _script().chars


def is_strong(char: str) -> bool:
    """Does *char* stand in traditional text only?"""
    return char in _script().strong


@cache
def simplified_forms() -> frozenset[str]:
    """Return the simplified characters that have a traditional form of their own."""
    return frozenset(_script().chars.values())


def strong_share(text: str) -> float:
    """Return which share of *text* stands in traditional text only, from 0 to 1."""
    strong = _script().strong
    if strong.isdisjoint(text):
        return 0.0
    return sum(map(strong.__contains__, text)) / len(text)
