"""A question typed in letters: its words of asking, the place and the unit in it, and what is left."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace

from bot.asking import phrases
from bot.asking.kinds import Kind, Piece
from bot.asking.named import Named
from bot.asking.names import Names
from bot.asking.places import Place
from bot.asking.spellings.letters import classes, may_be_initials, split
from bot.reading.units import Directory


@dataclass(frozen=True, slots=True)
class Run:
    """A run of letters without its words of asking; *ways* are its readings in folded sounds."""

    letters: str
    kind: Kind | None = None
    ways: tuple[str, ...] = ()

    @classmethod
    def read(cls, run: str) -> Run:
        """Read what a run of letters asks, and in which syllables."""
        kind = None
        for form, asked in _FORMS:
            if form.search(run):
                run, kind = form.sub(" ", run).strip(), asked
                break
        ways = [""]
        for word in run.split():
            ways = [have + classes(way) for have in ways for way in split(word)][:6]
        return cls(run, kind, tuple(dict.fromkeys(way for way in ways if way)))

    def without(self, heard: str) -> Run:
        """Take the sounds of a name out; readings in which it is not heard go where another has it."""
        with_it = [way for way in self.ways if heard in way] or list(self.ways)
        left = (way.replace(heard, "", 1) for way in with_it)
        return replace(self, letters="", ways=tuple(way for way in left if way))

    def pieces(self) -> list[Piece]:
        """Return what the run asks for; one short word may as well be a row of initials."""
        row = self.letters if may_be_initials(self.letters) else ""
        return [Piece("", self.ways, row)] if self.ways or row else []


_FORMS = (
    (phrases.LETTER_WHEN, Kind.WHEN),
    (phrases.LETTER_DUTIES, Kind.UNIT),
    (phrases.LETTER_WHO, Kind.WHO),
)


def asks(run: str) -> bool:
    """Tell whether a run of letters has words of asking in it: youyan shei fuze."""
    return any(form.search(run) for form, _ in _FORMS)


def heard_place(runs: Iterable[Run], names: Names) -> tuple[Place, str] | None:
    """Return the place typed in letters, in full or at the head by its stem, and its sounds there."""
    stems: list[tuple[Place, str]] = []
    for way in (way for run in runs for way in run.ways):
        for hit in names.found(way, way):
            heard = way[hit.start : hit.end]
            if hit.form == hit.name and len(hit.name) >= 3:
                return Place(0, 0, hit.name), heard
            if hit.start == 0 and way != heard:
                stems.append((Place(0, 0, hit.name, sure=False), heard))
    return next(iter(stems), None)


def heard_units(runs: Iterable[Run], directory: Directory, *names: Names) -> tuple[list[Named], str]:
    """Return the unit typed in letters, the longest name that is heard, with its sounds."""
    found = [
        (hit, way[hit.start : hit.end])
        for run in runs
        for way in run.ways
        for held in names
        for hit in held.found(way, way)
    ]
    if not found:
        return [], ""
    hit, heard = max(found, key=lambda one: len(one[1]))
    return [Named(0, 0, hit.name, directory.key(hit.name))], heard
