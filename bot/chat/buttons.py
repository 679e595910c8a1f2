"""What a button means: a small memory of its own, lost on purpose with a reload or a restart.

A button carries a number only (64 bytes are not enough for more). Numbers begin at a random place
in every life of the program, so that a button from before a restart never meets a new meaning.
"""

from __future__ import annotations

import secrets
from collections import OrderedDict
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import Enum

from bot.asking.answer import Answer
from bot.duty import Duty
from bot.store.lists import Wanted

_LIFE = timedelta(days=7)
_REMEMBERED = 3_000
_NUMBERS = 40  # random bits of the first number


@dataclass(frozen=True, slots=True)
class ShowDuty:
    """Tell this duty in full."""

    duty: Duty


@dataclass(frozen=True, slots=True)
class ShowMore:
    """Tell the answer's hits from number *start* on."""

    answer: Answer
    start: int


@dataclass(frozen=True, slots=True)
class ShowAround:
    """Show what stands before and after the passage."""

    duty: Duty


@dataclass(frozen=True, slots=True)
class Report:
    """Note for the administrator that this was asked and not found."""

    question: str


@dataclass(frozen=True, slots=True)
class Settle:
    """Take these questions off the list of what was not found."""

    questions: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class ShowList:
    """Show this piece of a list of the ledger."""

    wanted: Wanted


@dataclass(frozen=True, slots=True)
class OpenDuties:
    """Show, open or pass over (show, open, pass, all) the duties of these keys, from *place* on."""

    act: str
    keys: tuple[str, ...]
    place: int = 0


@dataclass(frozen=True, slots=True)
class Amend:
    """Amend an entry to what its document says now, or leave it (amend, decline); *mark*: which change."""

    act: str
    entry: int
    mark: str


#: What a button shows; the others do something.
Seen = ShowDuty | ShowMore | ShowAround
Meaning = Seen | Report | Settle | ShowList | OpenDuties | Amend


class Gone(Enum):
    """Why a button says nothing any more."""

    EXPIRED = "expired"
    RELOADED = "reloaded"


class Buttons:
    """Numbers and their meanings, the oldest forgotten first."""

    def __init__(self) -> None:
        self._first = self._next = self._current = secrets.randbits(_NUMBERS) + 1
        self._meanings: OrderedDict[int, tuple[Meaning, datetime]] = OrderedDict()

    def mint(self, meaning: Meaning, now: datetime) -> int:
        """Return a new number that means *meaning*."""
        number, self._next = self._next, self._next + 1
        self._meanings[number] = (meaning, now)
        if len(self._meanings) > _REMEMBERED:
            self._meanings.popitem(last=False)
        return number

    def read(self, number: int, now: datetime) -> Meaning | Gone:
        """Return what *number* means, or why it means nothing any more."""
        if self._first <= number < self._current:
            return Gone.RELOADED
        meaning, minted = self._meanings.get(number, (Gone.EXPIRED, now))
        return Gone.EXPIRED if now - minted > _LIFE else meaning

    def reloaded(self) -> None:
        """Forget every meaning: the knowledge it came from is no longer served."""
        self._meanings.clear()
        self._current = self._next
