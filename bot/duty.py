"""The nouns everything is about: Duty, Part, Role, Strength, Deadline, Source, Document, Problem.

Frozen values without behaviour of their own; every module below and above speaks in these.
"""

from __future__ import annotations

from array import array
from bisect import bisect_left, bisect_right
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum
from functools import cached_property
from itertools import accumulate


class Role(StrEnum):
    """What part a unit has in a duty; the value is the word an official reads."""

    LEAD = "牵头"  # 牵头、主办
    MAIN = "主责"  # 扛起主责
    RESPONSIBLE = "责任"  # the one that is ordered to do it: 责任单位, or 县住建局要……
    LISTED = "列名"  # named beside others, none of them leading: 住建、城管、交通等部门
    SUPPORTING = "配合"
    SHARED = "责任单位"  # 责任单位 beside a 牵头单位: takes part, does not lead
    TERRITORY = "属地"
    REGULATOR = "行业监管"
    SUPERVISES = "督查"
    ACCEPTS = "验收"
    LEADER = "领导"  # 责任领导、包保领导、河长: sees to it, is not the unit that does it
    ENTERPRISE = "企业主体"


#: Roles that answer 谁负责, in the order in which they are told.
ANSWERABLE = (Role.LEAD, Role.MAIN, Role.RESPONSIBLE, Role.LISTED, Role.ENTERPRISE)

#: Roles that answer for a matter only where it is their own: 督查考核 by the inspectors, 验收 by who accepts.
OVERSEEING = (Role.ACCEPTS, Role.SUPERVISES)

#: Roles that take part without answering for the matter.
ASSISTING = (Role.SUPPORTING, Role.SHARED, Role.TERRITORY)


class Strength(StrEnum):
    """How binding the wording is; nobody is chased for an aim."""

    MUST = "must"  # 必须、确保、一律、不得、严禁
    SHOULD = "should"  # 要、应、the plain order
    AIM = "aim"  # 力争、鼓励、探索、原则上


@dataclass(frozen=True, slots=True)
class Part:
    """One unit's (or post's) part in a duty, its name as the document writes it after repair."""

    unit: str
    role: Role
    generic: bool = False  # 各部门、各责任单位: everybody and nobody in particular
    successor: str = ""  # what the directory calls it now, where a reform has renamed it


@dataclass(frozen=True, slots=True)
class Milestone:
    """An earlier date inside one deadline: what is due by then, in the document's words."""

    text: str
    due: date


@dataclass(frozen=True, slots=True)
class Deadline:
    """A time limit (完成时限) as read from the words, with its working.

    ``due`` is the last calendar day still on time, None where the words set no day or the day
    cannot be resolved (``note`` says why, in Chinese). ``literal`` is the earlier, literal reading
    where the wording allows two (6月前). ``recurring`` names a rhythm: daily, weekly, fortnightly,
    ten-day, half-monthly, monthly, quarterly, half-yearly, yearly, or long-term for a standing duty.
    ``certain`` is False where a default or an inference stands behind the date; ``note`` shows it.
    """

    text: str
    due: date | None = None
    literal: date | None = None
    start: date | None = None
    recurring: str | None = None
    certain: bool = True
    note: str = ""
    milestones: tuple[Milestone, ...] = ()


@dataclass(frozen=True, slots=True)
class Source:
    """Where a duty stands.

    ``span`` counts characters of the file as decoded, before any repair; ``at`` the same passage
    in the repaired text of the document; ``place`` is what a person looks for (“二、（一）第3项”,
    “第5段”). ``damage`` names the flags of repair that touch the passage; a passage that is
    misaligned, guessed, lossy or mis-annotated must not be quoted as the document's words (rule R48).
    """

    file: str
    span: tuple[int, int]
    at: tuple[int, int]
    place: str = ""
    damage: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Duty:
    """One matter that a document orders, and who has which part in it."""

    matter: str
    quote: str
    source: Source
    parts: tuple[Part, ...] = ()
    deadline: Deadline | None = None
    target: str | None = None
    strength: Strength = Strength.SHOULD
    region: str | None = None
    document_date: date | None = None
    heading: str = ""  # the headings above the passage, for searching; never quoted

    def units(self, *roles: Role) -> list[str]:
        """Return the names that have one of *roles*, in the document's order, each once."""
        return list(dict.fromkeys(p.unit for p in self.parts if p.role in roles))

    @property
    def lead(self) -> list[str]:
        """The names that answer for the matter; empty where the document names nobody."""
        return self.units(*ANSWERABLE) or self.units(*OVERSEEING)

    @property
    def support(self) -> list[str]:
        return self.units(*ASSISTING)

    @property
    def leaders(self) -> list[str]:
        return self.units(Role.LEADER)


class Known(StrEnum):
    """How a fact about a document is known."""

    STATED = "stated"  # written at the head of the file or in the text
    INFERRED = "inferred"  # the text leaves only this reading
    UNKNOWN = "unknown"


@dataclass(frozen=True, slots=True)
class Flag:
    """Damage found at ``[start, end)`` of the repaired text; *kind* as in PITFALLS §6."""

    kind: str
    start: int
    end: int


@dataclass(frozen=True)
class Repaired:
    """A text after repair, with the way back to the file's own characters.

    ``origin[i]`` is where the i-th repaired character begins in the raw text; it has one entry
    more than ``text``, the last one being the end of the last character's raw stretch. So the raw
    stretch of ``text[a:b]`` is ``raw[origin[a]:origin[b]]``.
    """

    raw: str
    text: str
    origin: array[int] = field(repr=False)
    flags: tuple[Flag, ...] = ()  # in the order in which they begin

    def span(self, start: int, end: int) -> tuple[int, int]:
        """Return the raw stretch behind ``text[start:end]``."""
        return self.origin[start], self.origin[end]

    def damage(self, start: int, end: int) -> tuple[str, ...]:
        """Return the kinds of damage that touch ``text[start:end]``, each once."""
        first = bisect_right(self._reached, start)
        last = bisect_left(self.flags, end, first, key=lambda flag: flag.start)
        return tuple(dict.fromkeys(f.kind for f in self.flags[first:last] if start < f.end))

    @cached_property
    def _reached(self) -> list[int]:
        """How far each flag, or one before it, reaches: flags may overlap, and this only ever grows."""
        return list(accumulate((flag.end for flag in self.flags), max))


@dataclass(frozen=True, slots=True)
class Document:
    """One knowledge file after reading: its own facts and its repaired text."""

    file: str
    title: str
    repaired: Repaired
    issuer: str | None = None
    region: str | None = None  # the place it is about: 云岭县, 青溪区
    day: date | None = None  # of the meeting or of issue: what relative dates count from
    day_known: Known = Known.UNKNOWN
    day_note: str = ""  # in Chinese: where the day was read, or from what it was inferred
    number: str | None = None  # 发文字号
    digest: str = ""  # SHA-256 of the file's bytes


class Severity(StrEnum):
    ERROR = "error"
    WARNING = "warning"


@dataclass(frozen=True, slots=True)
class Problem:
    """A finding in a knowledge file: where, what, and how to mend it, in one Chinese sentence."""

    path: str
    line: int
    message: str
    severity: Severity = Severity.ERROR

    def __str__(self) -> str:
        return f"{self.path}:{self.line}: {self.message}"


@dataclass(frozen=True, slots=True)
class Reading:
    """Everything that was read out of one knowledge folder at one moment."""

    documents: tuple[Document, ...]
    duties: tuple[Duty, ...]
    problems: tuple[Problem, ...] = ()
    digest: str = ""  # over all inputs, to tell whether anything changed

    def by_file(self) -> dict[str, list[Duty]]:
        """Return the duties of each document, in the order of the documents."""
        found: dict[str, list[Duty]] = {document.file: [] for document in self.documents}
        for duty in self.duties:
            found[duty.source.file].append(duty)
        return found
