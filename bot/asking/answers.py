"""What is told: an answer with its four outcomes, and what stands beside it."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from bot.asking.confidence import Confidence
from bot.asking.kinds import Kind
from bot.asking.ranking import Hit
from bot.duty import Role


class Outcome(StrEnum):
    """The four honest answers."""

    NAMED = "named"
    LISTED = "listed"  # several named, none leading
    UNASSIGNED = "unassigned"  # in the documents, nobody named
    NOT_FOUND = "not_found"


@dataclass(frozen=True, slots=True)
class Suggested:
    """A matter near the question; *key* (file#position) finds its duty again."""

    matter: str
    key: str


@dataclass(frozen=True, slots=True)
class Answer:
    """What is told.

    ``units`` are the names that answer, best first; ``regulator`` is (unit, sector) by rule, a
    suggestion and no statement of a document; ``conflict`` and ``note`` are Chinese sentences.
    ``against`` are the hits of other documents that name others for the same matter (see ``conflict``);
    ``role`` is the one that was asked for and that the best duty gives to nobody.
    """

    question: str
    kind: Kind
    outcome: Outcome
    hits: tuple[Hit, ...] = ()
    units: tuple[str, ...] = ()
    suggestions: tuple[Suggested, ...] = ()
    regulator: tuple[str, str] | None = None
    conflict: str = ""
    note: str = ""
    against: tuple[Hit, ...] = ()
    role: Role | None = None
    confidence: Confidence | None = None  # where one duty out of many was chosen
