"""Word lists as expressions: written as a row of words, so that a list can be read and added to."""

from __future__ import annotations


def any_of(words: str, behind: str = "") -> str:
    """Return an expression for any of *words*, each with *behind*.

    Written out, so that every alternative begins with a character of its own: a search passes over a text
    at once where none of these characters stands.

    >>> any_of("要 须", "(?=在)")
    '要(?=在)|须(?=在)'
    """
    return "|".join(word + behind for word in words.split())


def each_of(characters: str, behind: str = "") -> str:
    """Return an expression for any of *characters*, each with *behind*, written out like a list of words.

    >>> each_of("日月", "前")
    '日前|月前'
    """
    return "|".join(character + behind for character in characters)
