"""A text under repair: every edit keeps the way back to the raw characters."""

from __future__ import annotations

from array import array
from bisect import bisect_left, bisect_right
from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import NamedTuple

from bot.duty import Flag, Repaired


class Edit(NamedTuple):
    """Replace ``text[start:end]``; *kinds* name the damage that stays visible as a flag.

    ``at`` says where each new character began, counted from *start*; without it the new
    characters follow the old ones one by one.
    """

    start: int
    end: int
    text: str = ""
    kinds: tuple[str, ...] = ()
    at: tuple[int, ...] = ()

    def origin(self, old: array[int]) -> list[int]:
        """Return where the new characters begin, in the coordinates that *old* holds."""
        last = self.end - self.start - 1
        offsets = self.at or tuple(min(i, last) for i in range(len(self.text)))
        return [old[self.start + offset] for offset in offsets]


class Fix(NamedTuple):
    """One repair for the log: which step, where in the raw text, what stood there, what stands now."""

    step: str
    start: int
    end: int
    was: str
    now: str


@dataclass
class Page:
    """A text, where each character comes from, the damage found so far and what was mended."""

    text: str
    origin: array[int]
    damage: list[tuple[str, int, int]] = field(default_factory=list)  # in raw coordinates
    fixes: list[Fix] = field(default_factory=list)

    def mend(self, step: str, edits: Iterable[Edit]) -> None:
        """Apply *edits*, which are in order and do not overlap."""
        parts: list[str] = []
        origin, last = array("l"), 0
        for edit in edits:
            parts += (self.text[last : edit.start], edit.text)
            origin += self.origin[last : edit.start]
            origin.extend(edit.origin(self.origin))
            start, end = self.origin[edit.start], self.origin[edit.end]
            self.damage += ((kind, start, end) for kind in edit.kinds)
            self.fixes.append(Fix(step, start, end, self.text[edit.start : edit.end], edit.text))
            last = edit.end
        if last:
            self.text = "".join(parts) + self.text[last:]
            self.origin = origin + self.origin[last:]

    def fold(self, step: str, text: str) -> None:
        """Take *text*, which is the present one changed character by character."""
        if text != self.text:
            self.fixes.append(Fix(step, self.origin[0], self.origin[-1], "", ""))
            self.text = text

    def found(self, flags: Iterable[Flag]) -> None:
        """Note damage that is seen but not mended."""
        self.damage += ((f.kind, self.origin[f.start], self.origin[f.end]) for f in flags)

    def repaired(self, raw: str) -> Repaired:
        flags = {self._flag(*damage) for damage in self.damage}
        ordered = sorted(f for f in flags if f is not None)
        return Repaired(raw, self.text, self.origin, tuple(Flag(kind, a, b) for a, b, kind in ordered))

    def _flag(self, kind: str, start: int, end: int) -> tuple[int, int, str] | None:
        """Return the damage in coordinates of the text; what vanished is flagged on its neighbour."""
        first = bisect_left(self.origin, start, 0, len(self.text))
        after = bisect_left(self.origin, end, first, len(self.text))
        if after <= first:
            first = min(max(bisect_right(self.origin, start) - 1, 0), len(self.text) - 1)
            after = first + 1
        return (first, after, kind) if self.text else None


def page(text: str, origin: array[int] | None = None) -> Page:
    """Open *text* for repair; *origin* leads from it to the file it was taken from."""
    return Page(text, array("l", range(len(text) + 1)) if origin is None else array("l", origin))
