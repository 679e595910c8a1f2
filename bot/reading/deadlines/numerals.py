"""Chinese and Arabic numerals, and every mixture of them that documents hold."""

from __future__ import annotations

_DIGIT = {c: i for i, c in enumerate("〇一二三四五六七八九")} | {"零": 0, "两": 2, "首": 1}
_DIGIT |= {str(i): i for i in range(10)}
_UNIT = {"十": 10, "百": 100, "千": 1000}
_TENS = {"廿": 20, "卅": 30}

#: What a numeral may be made of, for use inside a character class.
CHINESE = "〇零一二两三四五六七八九十百千廿卅"
NUMERAL = "0-9" + CHINESE
#: The same characters as a set.
NUMERALS = frozenset("0123456789" + CHINESE)


def number(word: str) -> int | None:
    """Return the value of a numeral: ``15``, ``十五``, ``廿三``, ``一百八十``, ``二〇二五``, ``二0二五``.

    None for anything else; at most 8 characters are read, longer ones are no number of a date.
    """
    if not 0 < len(word) <= 8:
        return None
    if word[0] == "第":
        word = word[1:]
    if all(c in _DIGIT for c in word):
        return int("".join(str(_DIGIT[c]) for c in word)) if word else None
    return _structured(word)


def _structured(word: str) -> int | None:
    """Read a numeral with units: 一百八十, 百零五, 廿三."""
    total, digit = 0, -1
    for c in word:
        if c in _DIGIT:
            digit = max(digit, 0) * (10 if digit > 0 else 1) + _DIGIT[c]
        elif c in _UNIT:
            total += (1 if digit < 0 else digit) * _UNIT[c]
            digit = -1
        elif c in _TENS:
            total += _TENS[c]
            digit = -1
        else:
            return None
    return total + max(digit, 0)
