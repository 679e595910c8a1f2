"""A question as typed → what it asks: who, when, a unit's duties, what is due, a place's matters.

The words of asking are taken off (谁负责, 什么时候完成, 请问); units, places and years are taken out; what
is left are the pieces of the matter, in characters or, where letters were typed, in sounds.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from functools import cache, cached_property

from bot.asking import phrases
from bot.asking.cover import LETTER
from bot.asking.kinds import Kind, Piece
from bot.asking.landmarks import speaker
from bot.asking.lettered import Run, asks, heard_place, heard_units
from bot.asking.named import Named, asks_of_unit, named_units, unit_names
from bot.asking.names import Names
from bot.asking.periods import MONTH, QUARTER, Period, read_period
from bot.asking.places import Place, elsewhere, known_places, place_names, stem
from bot.asking.spellings.letters import classes, may_be_initials, split
from bot.asking.spellings.sounds import sound
from bot.asking.words import words
from bot.duty import Role
from bot.pattern import Pattern
from bot.reading.script import simplify
from bot.reading.units import Directory

__all__ = ["Kind", "Piece", "Question", "Vocabulary", "fold", "read_question"]

#: What a person types in one question; more is cut off (rule R45).
LONGEST = 300


@dataclass(frozen=True, slots=True)
class Question:
    """A question read."""

    text: str
    kind: Kind = Kind.WHO
    listing: bool = False  # asks outright for all duties: 负责什么, 有哪些任务
    role: Role | None = None
    sort: tuple[str, ...] = ()  # the kind of unit asked for, as its names end: 哪个分局
    leading: bool = False  # of a unit: only where it leads (牵头哪些)
    courtesy: str = ""  # what kind of small talk it is: 谢, 别, 应; empty for a greeting
    units: tuple[Named, ...] = ()
    place: Place | None = None
    foreign: str = ""  # a place by its form that is none of the documents'
    years: tuple[int, ...] = ()
    period: Period | None = None
    speaker: tuple[str, str] | None = None  # surname and post of whoever said it: 段县长说……
    everyday: bool = False  # asked in everyday words, which documents seldom use
    errand: bool = False  # asks how or where something is done, not who has to do it
    pieces: tuple[Piece, ...] = ()

    @property
    def topic(self) -> str:
        """The characters of the matter, pieces parted by blanks."""
        return " ".join(p.chars.replace(LETTER, "") for p in self.pieces if p.chars)


@dataclass(frozen=True)
class Vocabulary:
    """What questions are read against: the directory, the terms, the documents' places and unit names."""

    directory: Directory
    small_talk: tuple[str, ...]
    places: Names
    units: Names

    @classmethod
    def of(
        cls, directory: Directory, small_talk: tuple[str, ...], places: Iterable[str], units: Iterable[str]
    ) -> Vocabulary:
        """Make names that are held in memory ready."""
        return cls(directory, small_talk, place_names(places), unit_names(units))

    @cached_property
    def general(self) -> Names:
        """The names of the directory, for a unit typed in letters."""
        return Names.of({unit.name: (*unit.names, *unit.short) for unit in self.directory.units})


_PLAIN = {0x3000: " ", **dict.fromkeys((0x2018, 0x2019, 0x201C, 0x201D, 0x22, 0xAD), "")} | {
    code: chr(code - 0xFEE0) for code in range(0xFF01, 0xFF5F)
}
_HIDDEN = Pattern(r"[\u0000-\u0008\u200b-\u200f\u202a-\u202e\u2060-\u2069\ufeff\ud800-\udfff\ue000-\uf8ff]")
_CHINESE = Pattern(r"[一-龥]")
#: A folded sound in the place where it was typed in letters.
_HEARD = Pattern(r"[\ue000-\uf8ff]")
_LETTERS = Pattern(r"(?<![A-Za-z0-9.])[a-zü]+(?:[' ]{1,3}[a-zü]+)*(?![A-Za-z0-9])")


def fold(text: str) -> str:
    """Write *text* in simplified, half-width characters, without quotes and hidden ones.

    >>> fold("“餐飲油煙”，ＰＭ２.５誰負責？")
    '餐饮油烟,PM2.5谁负责?'
    """
    plain = _HIDDEN.sub("", text[: 4 * LONGEST]).translate(_PLAIN)
    return simplify(plain[:LONGEST]).strip()


def read_question(text: str, vocabulary: Vocabulary, today: date) -> Question:
    """Read one question.

    Args:
        text: as typed, in either script, with letters, of any length; the first 300 characters count.
        vocabulary: what the documents and the directory name.
        today: what 本月 and 下周 count from.
    """
    plain = fold(text)
    if plain and phrases.TALK.fullmatch(plain):
        return Question(text, Kind.TALK, courtesy=phrases.courtesy(plain))
    if phrases.PERSONAL.search(plain):
        return Question(text, Kind.PERSONAL)
    typed, runs = _letters(_without(_talk(), _spelled_out(plain)))
    said = speaker(typed)
    if said:
        typed = _blanked(typed, [said[:2]])
    units = named_units(typed, vocabulary.directory, vocabulary.units)
    place = _place(typed, units, vocabulary.places)
    rest = _blanked(
        typed, [*((u.start, u.end) for u in units), *([(place.start, place.end)] if place else [])]
    )
    letters = [Run.read(run) for run in runs]
    if place is None and (heard := heard_place(letters, vocabulary.places)):
        place, letters = heard[0], [run.without(heard[1]) for run in letters]
    if (
        letters
        and not units
        and (phrases.DUTIES.search(typed) or any(run.kind is Kind.UNIT for run in letters))
    ):
        units, heard_as = heard_units(letters, vocabulary.directory, vocabulary.units, vocabulary.general)
        letters = [run.without(heard_as) for run in letters] if units else letters
    kind, listing = _kind(typed, letters, bool(units), place is not None)
    return Question(
        text=text,
        kind=kind,
        listing=listing,
        role=next((role for role, form in phrases.ROLES if form.search(typed)), None),
        sort=phrases.kind_of_unit(typed),
        leading=bool(phrases.LEADING.search(typed)),
        units=tuple(units),
        place=place,
        foreign=_foreign(typed, units, place),
        years=tuple(int(y) for y in re.findall(r"(?<!\d)(20\d\d)年", typed)),
        period=read_period(typed, today) if kind is Kind.DUE else None,
        speaker=said[2:] if said else None,
        everyday=bool(phrases.EVERYDAY.search(rest)),
        errand=bool(phrases.ERRAND.search(typed) and not phrases.WHO.search(typed)),
        pieces=(*_pieces(rest, kind, vocabulary.small_talk), *(p for run in letters for p in run.pieces())),
    )


@cache
def _talk() -> tuple[str, ...]:
    return tuple(sorted(words("talk"), key=len, reverse=True))


def _without(small: tuple[str, ...], text: str) -> str:
    for word in small:
        if word in text:
            text = text.replace(word, " ")
    return text.strip()


def _spelled_out(text: str) -> str:
    """Name each of the offices that go by one name together, where the documents may name them apart."""
    for name, apart in phrases.TOGETHER:
        text = name.sub(apart, text, count=1)
    return text


def _letters(text: str) -> tuple[str, list[str]]:
    """Part the runs of typed sounds from the rest; what is no syllables stays in the text (voc).

    Syllables that are run into characters (档案juanzong) stay in their place, as folded sounds.
    """
    runs: list[str] = []

    def take(match: re.Match[str]) -> str:
        words = match[0].replace("'", " ").split()
        beside = text[match.start() - 1 : match.start()] + text[match.end() : match.end() + 1]
        if all(split(w) for w in words):
            apart = asks(" ".join(words)) or asks_of_unit(text, match.end())  # shuiliju负责什么
            if _CHINESE.search(beside) and not apart:
                return "".join(classes(split(w)[0]) for w in words)
        elif len(words) != 1 or not may_be_initials(words[0]):
            return match[0]
        runs.append(" ".join(words))
        return " "

    return _LETTERS.sub(take, text).lower(), runs


def _place(text: str, units: list[Named], places: Names) -> Place | None:
    """Return the first known place; a unit's name that begins with its last character keeps it."""
    for place in known_places(text, places):
        end = min((u.start for u in units if place.start < u.start < place.end <= u.end), default=place.end)
        if not any(u.start <= place.start and place.end < u.end and not place.sure for u in units):
            return Place(place.start, end, place.name, place.sure)
    return None


def _foreign(text: str, units: list[Named], place: Place | None) -> str:
    """Return a place at the head that is none of the documents', where it is not the name of a unit."""
    if place and place.sure:
        return ""
    name = elsewhere(phrases.HERE.sub("", text.lstrip()))
    if place and len(name) > len(stem(place.name)) + 1 and name.startswith(stem(place.name)):
        return ""  # 云岭菜市 of 云岭菜市场
    if place and any(place.end == u.start < place.start + len(name) for u in units):
        return ""  # 青溪市 of 青溪市监局
    return "" if any(text.startswith(name, u.start) for u in units) else name


def _kind(text: str, letters: list[Run], unit: bool, place: bool) -> tuple[Kind, bool]:
    """Return what is asked, and whether all duties are asked for outright."""
    if phrases.WHEN.search(text):
        return Kind.WHEN, False
    if phrases.DUE.search(text) and "谁" not in text and not (unit and phrases.ORDERED.search(text)):
        return Kind.DUE, True
    who = bool(phrases.WHO.search(text))
    listing = bool(phrases.DUTIES.search(text)) or any(run.kind is Kind.UNIT for run in letters)
    listing = listing or (unit and bool(phrases.WHICH.search(text)))
    if unit and not who:
        return Kind.UNIT, listing
    if place and not who and listing:
        return Kind.PLACE, True
    return next((run.kind for run in letters if run.kind and run.kind is not Kind.UNIT), Kind.WHO), False


def _blanked(text: str, spans: list[tuple[int, int]]) -> str:
    for start, end in spans:
        text = text[:start] + " " * (end - start) + text[end:]
    return text


def _pieces(text: str, kind: Kind, small_talk: tuple[str, ...]) -> list[Piece]:
    """Take the words of asking off and part what is left into pieces."""
    text = phrases.DEMAND.sub(" ", phrases.HERE.sub(" ", text.lstrip()))
    text = phrases.WHEN.sub(" ", text) if kind is Kind.WHEN else text
    if kind in (Kind.UNIT, Kind.PLACE):
        text = phrases.DUTIES.sub(" ", text)
    elif kind is Kind.DUE:
        text = phrases.DUTIES.sub(" ", phrases.DUE.sub(" ", QUARTER.sub(" ", MONTH.sub(" ", text))))
    text = _without(small_talk, phrases.ASIDE.sub(" ", phrases.WHO_OFF.sub(" ", text)))
    left = phrases.MARKS.sub(" ", text).split()
    return [
        Piece(_HEARD.sub(LETTER, w), (sound(w),), "") for w in left if not phrases.PARTICLES.issuperset(w)
    ]
