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

    def __init__(
        self,
        index: Index,
        with_units: Callable[[Collection[str]], frozenset[int]],
        answering: Callable[[int], Collection[str]],
    ):
        """Search *index*.

        Args:
            index: what finds matters.
            with_units: gives the duties in which units have a part, by their keys.
            answering: gives the names that answer for a duty.
        """
        self._index, self._with_units, self._answering = index, with_units, answering

    def find(self, question: Question, among: frozenset[int] | None) -> tuple[Found, Confidence]:
        """Return the duties of *among* (None: all) that may answer, best first, and how sure the first is."""
        found: Found = []
        if _asks_past(question):
            found = [
                one for one in self._index.candidates(question, among) if not self._alone(question, one[0])
            ]
        elif question.units:
            mine = self._with_units({unit.key for unit in question.units})
            mine = mine if among is None else mine & among
            found = [one for one in self._index.candidates(question, mine) if one[1].text >= OF_UNIT]
        found = found or self._index.candidates(question, among)
        matters = self._index.matters
        return found, confidence(question, [(matters.of(row), features) for row, features in found])

    def _alone(self, question: Question, row: int) -> bool:
        """Tell whether nobody but the units named in the question answers for a duty."""
        names = self._answering(row)
        return bool(names) and {unit.name for unit in question.units}.issuperset(names)


def _asks_past(question: Question) -> bool:
    """Tell whether a kind of unit is asked for of which none is named: 橡胶厂的异味归哪个分局."""
    named = any(unit.name.endswith(question.sort) for unit in question.units)
    return bool(question.units and question.sort and not named)
