"""A question as typed → what it asks: who, when, a unit's duties, what is due, a place's matters.

The words of asking are taken off (谁负责, 什么时候完成, 请问); units, places and years are taken out; what
is left are the pieces of the matter, in characters or, where letters were typed, in sounds.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from functools import cache

from bot.asking import phrases
from bot.asking.named import Named, named_units
from bot.asking.periods import Period, read_period
from bot.asking.places import Place, elsewhere, known_places
from bot.asking.spellings.letters import classes, may_be_initials, split
from bot.asking.spellings.sounds import sound
from bot.asking.terms import Terms
from bot.asking.words import words
from bot.duty import Role
from bot.reading.script import simplify
from bot.reading.units import Directory

#: What a person types in one question; more is cut off (rule R45).
LONGEST = 300


class Kind(StrEnum):
    """What is asked."""

    WHO = "who"  # 谁负责; also a bare matter
    WHEN = "when"  # 什么时候完成
    UNIT = "unit"  # 城管局负责什么
    DUE = "due"  # 本月到期的有哪些
    PLACE = "place"  # 沙河镇有哪些事


@dataclass(frozen=True, slots=True)
class Piece:
    """One stretch of the matter asked for.

    ``chars`` is empty where only letters were typed; ``ways`` are its readings in folded sounds, the
    likeliest first; ``initials`` the letters that may be a row of initials.
    """

    chars: str
    ways: tuple[str, ...] = ()
    initials: str = ""


@dataclass(frozen=True, slots=True)
class Question:
    """A question read."""

    text: str
    kind: Kind = Kind.WHO
    listing: bool = False  # asks outright for all duties: 负责什么, 有哪些任务
    role: Role | None = None
    units: tuple[Named, ...] = ()
    place: Place | None = None
    foreign: str = ""  # a place by its form that is none of the documents'
    years: tuple[int, ...] = ()
    period: Period | None = None
    pieces: tuple[Piece, ...] = ()

    @property
    def topic(self) -> str:
        """The characters of the matter, pieces parted by blanks."""
        return " ".join(p.chars for p in self.pieces if p.chars)


@dataclass(frozen=True)
class Vocabulary:
    """What questions are read against: the directory, the terms, the documents' places and unit names."""

    directory: Directory
    terms: Terms
    places: tuple[str, ...] = ()
    units: tuple[str, ...] = ()


_PLAIN = {0x3000: " ", **dict.fromkeys((0x2018, 0x2019, 0x201C, 0x201D, 0x22, 0xAD), "")} | {
    code: chr(code - 0xFEE0) for code in range(0xFF01, 0xFF5F)
}
_HIDDEN = re.compile(
    r"[\u0000-\u0008\u200b-\u200f\u202a-\u202e\u2060-\u2069\ufeff\ud800-\udfff\ue000-\uf8ff]"
)
_LETTERS = re.compile(r"(?<![A-Za-z0-9.])[a-zü]+(?:[' ]{1,3}[a-zü]+)*(?![A-Za-z0-9])")


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
    typed, runs = _letters(_without(_talk(), fold(text)))
    units = named_units(typed, vocabulary.directory, vocabulary.units)
    place = _place(typed, units, vocabulary.places)
    letters = [_Run.read(run) for run in runs]
    place = place or _heard_place(letters, vocabulary.places)
    kind, listing = _kind(typed, letters, bool(units), place is not None)
    taken = [(u.start, u.end) for u in units] + ([(place.start, place.end)] if place and place.end else [])
    rest = _blanked(typed, taken)
    return Question(
        text=text,
        kind=kind,
        listing=listing,
        role=next((role for role, form in phrases.ROLES if form.search(typed)), None),
        units=tuple(units),
        place=place,
        foreign="" if place and place.sure else _foreign(typed, units),
        years=tuple(int(y) for y in re.findall(r"(?<!\d)(20\d\d)年", typed)),
        period=read_period(typed, today) if kind is Kind.DUE else None,
        pieces=(*_pieces(rest, kind, vocabulary.terms), *(p for run in letters for p in run.pieces(place))),
    )


@cache
def _talk() -> tuple[str, ...]:
    return tuple(sorted(words("talk"), key=len, reverse=True))


def _without(small: tuple[str, ...], text: str) -> str:
    for word in small:
        if word in text:
            text = text.replace(word, " ")
    return text.strip()


def _letters(text: str) -> tuple[str, list[str]]:
    """Part the runs of typed sounds from the rest; what is no syllables stays in the text (voc)."""
    runs: list[str] = []

    def take(match: re.Match[str]) -> str:
        words = match[0].replace("'", " ").split()
        if all(split(w) for w in words) or (len(words) == 1 and may_be_initials(words[0])):
            runs.append(" ".join(words))
            return " "
        return match[0]

    return _LETTERS.sub(take, text).lower(), runs


@dataclass(frozen=True, slots=True)
class _Run:
    """A run of letters without its words of asking."""

    letters: str
    kind: Kind | None
    listing: bool = False

    @classmethod
    def read(cls, run: str) -> _Run:
        for form, kind in (
            (phrases.LETTER_WHEN, Kind.WHEN),
            (phrases.LETTER_DUTIES, Kind.UNIT),
            (phrases.LETTER_WHO, Kind.WHO),
        ):
            if form.search(run):
                return cls(form.sub(" ", run).strip(), kind, kind is Kind.UNIT)
        return cls(run, None)

    @property
    def ways(self) -> list[str]:
        """Every reading of the run in folded sounds."""
        ways = [""]
        for word in self.letters.split():
            ways = [have + classes(way) for have in ways for way in split(word)][:6]
        return [way for way in dict.fromkeys(ways) if way]

    def pieces(self, place: Place | None) -> list[Piece]:
        """Return what the run asks for; the place's own sounds are taken out."""
        ways = self.ways
        if place and not place.end:
            heard = sound(place.name)
            ways = [rest for way in ways if heard in way and (rest := way.replace(heard, "", 1))] or [
                way.replace(heard, "", 1) for way in ways
            ]
        joined = self.letters.replace(" ", "")
        initials = joined if may_be_initials(joined) and " " not in self.letters else ""
        ways = [way for way in ways if way]
        return [Piece("", tuple(ways), initials)] if ways or initials else []


def _heard_place(runs: list[_Run], places: tuple[str, ...]) -> Place | None:
    """Return the place typed in letters, in full; it has no position in the text."""
    heard = [way for run in runs for way in run.ways]
    return next(
        (Place(0, 0, name) for name in places if len(name) >= 3 and any(sound(name) in way for way in heard)),
        None,
    )


def _place(text: str, units: list[Named], places: tuple[str, ...]) -> Place | None:
    """Return the first known place; a unit's name that begins with its last character keeps it."""
    for place in known_places(text, places):
        end = min((u.start for u in units if place.start < u.start < place.end <= u.end), default=place.end)
        if not any(u.start <= place.start and place.end < u.end and not place.sure for u in units):
            return Place(place.start, end, place.name, place.sure)
    return None


def _foreign(text: str, units: list[Named]) -> str:
    """Return a place at the head that is none of the documents', where it is not the name of a unit."""
    name = elsewhere(phrases.HERE.sub("", text.lstrip()))
    return "" if any(text.startswith(name, u.start) for u in units) else name


def _kind(text: str, letters: list[_Run], unit: bool, place: bool) -> tuple[Kind, bool]:
    """Return what is asked, and whether all duties are asked for outright."""
    if phrases.WHEN.search(text):
        return Kind.WHEN, False
    if phrases.DUE.search(text) and "谁" not in text:
        return Kind.DUE, True
    who = bool(phrases.WHO.search(text))
    listing = bool(phrases.DUTIES.search(text)) or any(run.listing for run in letters)
    if unit and not who:
        return Kind.UNIT, listing
    if place and not who and listing:
        return Kind.PLACE, True
    return next((run.kind for run in letters if run.kind and run.kind is not Kind.UNIT), Kind.WHO), False


def _blanked(text: str, spans: list[tuple[int, int]]) -> str:
    for start, end in spans:
        text = text[:start] + " " * (end - start) + text[end:]
    return text


def _pieces(text: str, kind: Kind, terms: Terms) -> list[Piece]:
    """Take the words of asking off and part what is left into pieces."""
    text = phrases.DEMAND.sub(" ", phrases.HERE.sub(" ", text.lstrip()))
    text = phrases.WHEN.sub(" ", text) if kind is Kind.WHEN else text
    if kind in (Kind.UNIT, Kind.PLACE):
        text = phrases.DUTIES.sub(" ", text)
    elif kind is Kind.DUE:
        text = phrases.DUE.sub(" ", phrases.DUTIES.sub(" ", text))
    text = _without(terms.small_talk, phrases.ASIDE.sub(" ", phrases.WHO_OFF.sub(" ", text)))
    left = phrases.MARKS.sub(" ", text).split()
    return [Piece(w, (sound(w),), "") for w in left if not phrases.PARTICLES.issuperset(w)]
