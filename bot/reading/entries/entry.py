"""One thing ordered, and what is said about it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from bot.duty import ANSWERABLE, Part
from bot.reading.entries.sections import Common, inherited
from bot.reading.names import Name

#: A quote goes on to who and by when as long as the matter itself is at least this share of it.
_SHARE = 0.4
_LONG = 200  # a longer stretch is not quoted whole


@dataclass(frozen=True, slots=True)
class Entry:
    """One thing ordered: its words at ``[start, end)`` of the repaired text, and what is said about it."""

    start: int
    end: int
    matter: str
    parts: tuple[Part, ...] = ()
    limit: str | None = None  # the words of a time-limit field; None: read the limit from the text
    target: str | None = None
    place: str = ""
    heading: str = ""
    title: str = ""
    nobody: bool = False  # it is said that nobody is named yet
    given: str | None = None  # a limit said for its section; it counts where the entry's own words set none

    def taking(self, common: Common, joint: Sequence[Name] = ()) -> Entry:
        """Return the entry with what *common* says for its section and it does not say itself."""
        answered = any(part.role in ANSWERABLE for part in self.parts)
        parts = self.parts if self.nobody and not answered else inherited(self.parts, common.parts, joint)
        return replace(
            self,
            parts=parts,
            nobody=self.nobody or (common.nobody and not answered),
            given=self.given or (None if self.limit else common.limit),
        )


def stretch(about: tuple[int, int], others: Sequence[tuple[int, int]]) -> tuple[int, int]:
    """Return what is quoted: the matter with who and by when around it, unless it drowned in that."""
    length = about[1] - about[0]
    behind = (about[0], max([about[1], *(end for _, end in others)]))
    around = (min([about[0], *(start for start, _ in others)]), behind[1])
    for start, end in (around, behind):
        if end - start <= _LONG and length >= _SHARE * (end - start):
            return start, end
    return about
