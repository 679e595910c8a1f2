"""Look-alikes: characters that are mistaken for one another by their shape (朔 for 溯, 裤 for 库)."""

from __future__ import annotations

from functools import cache

from bot.asking.words import words


@cache
def _groups() -> dict[str, frozenset[str]]:
    """Map each character to all it is mistaken for."""
    found: dict[str, frozenset[str]] = {}
    for group in words("lookalikes"):
        for char in group:
            found[char] = found.get(char, frozenset()) | set(group)
    return found


def lookalikes(char: str) -> frozenset[str]:
    """Return what *char* is mistaken for, itself included; empty where nothing is known."""
    return _groups().get(char, frozenset())


def alike(one: str, other: str) -> bool:
    """Tell whether two characters are the same or mistaken for one another.

    >>> alike("溯", "朔"), alike("溯", "水")
    (True, False)
    """
    return one == other or other in lookalikes(one)
