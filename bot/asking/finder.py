"""A question about one matter → the duties that may answer it, and how sure the first one is."""

from __future__ import annotations

from collections.abc import Callable, Collection

from bot.asking.confidence import Confidence, confidence
from bot.asking.index import Found, Index
from bot.asking.question import Question

#: Of the duties of a unit that was named, those are meant that cover so much of the question.
OF_UNIT = 0.5


class Finder:
    """Finds duties by their matter, within a place or a unit's duties where one is named."""

    def __init__(self, index: Index, with_units: Callable[[Collection[str]], frozenset[int]]):
        """Search *index*; *with_units* gives the duties in which units have a part, by their keys."""
        self._index, self._with_units = index, with_units

    def find(self, question: Question, among: frozenset[int] | None) -> tuple[Found, Confidence]:
        """Return the duties of *among* (None: all) that may answer, best first, and how sure the first is."""
        found: Found = []
        if question.units:
            mine = self._with_units({unit.key for unit in question.units})
            mine = mine if among is None else mine & among
            found = [one for one in self._index.candidates(question, mine) if one[1].text >= OF_UNIT]
        found = found or self._index.candidates(question, among)
        matters = self._index.matters
        return found, confidence(question, [(matters.of(row), features) for row, features in found])
