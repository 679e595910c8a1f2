"""Lists of words that questions are read by, one file each: words parted by blanks, # begins a comment."""

from __future__ import annotations

from functools import cache
from pathlib import Path


@cache
def words(name: str) -> tuple[str, ...]:
    """Return the words of a list of this package, such as ``generic``."""
    lines = (Path(__file__).parent / f"{name}.txt").read_text(encoding="utf-8").splitlines()
    return tuple(word for line in lines if not line.startswith("#") for word in line.split())


def standing(name: str, text: str) -> set[int]:
    """Return the positions of *text* at which a word of a list stands."""
    found: set[int] = set()
    for at, char in enumerate(text):
        for word in _by_first(name).get(char, ()):
            if text.startswith(word, at):
                found.update(range(at, at + len(word)))
    return found


@cache
def _by_first(name: str) -> dict[str, list[str]]:
    by: dict[str, list[str]] = {}
    for word in words(name):
        by.setdefault(word[0], []).append(word)
    return by
