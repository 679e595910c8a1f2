"""What happened: steps, and the facts that came with them. Events are only ever added.

An event is plain JSON by `bot.codec`: enum members by name, days and moments in ISO form. A correction
(更正) is an event that carries the right facts of an earlier one; the earlier one stays as it was.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum

from bot.ledger.order import Order
from bot.ledger.people import Actor


class Step(StrEnum):
    """What can be done to an entry; the value is the word an official reads."""

    OPEN = "立项"
    ACKNOWLEDGE = "签收"
    RETURN = "退回"
    TRANSFER = "转办"
    REPORT = "报进展"
    BLOCK = "报受阻"
    UNBLOCK = "解除受阻"
    ASK_EXTENSION = "申请延期"
    GRANT_EXTENSION = "批准延期"
    REFUSE_EXTENSION = "不批延期"
    SUBMIT = "申请销号"
    ACCEPT = "验收"
    REFUSE = "不予销号"
    PUBLISH = "公示"
    SIGN_OFF = "销号"
    PARK = "挂账"
    SUSPEND = "中止"
    RESUME = "恢复"
    CONFIRM = "回头看通过"
    REOPEN = "认定反弹"
    CORRECT = "更正"
    AMEND = "变更"


class Kind(StrEnum):
    """What a piece of evidence is."""

    PHOTO = "照片"
    DOCUMENT = "文件"
    VIDEO = "视频"


@dataclass(frozen=True, slots=True)
class Evidence:
    """A reference to evidence that is kept by its content."""

    digest: str  # SHA-256, hexadecimal
    kind: Kind = Kind.PHOTO
    name: str = ""


@dataclass(frozen=True, slots=True)
class Notice:
    """A public notice (公示) from its first to its last day; *working* shows how the last was found."""

    first: date
    last: date
    working: str


@dataclass(frozen=True, slots=True)
class Correction:
    """Which event is corrected, and why."""

    seq: int
    reason: str


@dataclass(frozen=True, slots=True)
class Facts:
    """What was said with a step; which of it a step needs stands in `bot.ledger.table`.

    ``until`` is the day the step sets: the new deadline, or the day parking ends. ``notice`` and
    ``look_backs`` are worked out from the settings of the day and kept, so that a later change of the
    settings does not rewrite what was announced.
    """

    unit: str = ""  # whose part of a joint entry
    text: str = ""
    reason: str = ""
    to: str = ""  # the unit it is transferred to, or who must unblock it
    share: int | None = None  # per cent done
    until: date | None = None
    first: date | None = None  # the first day of the public notice
    met: tuple[str, ...] = ()  # conditions of sign-off that are met
    evidence: tuple[Evidence, ...] = ()
    objects: tuple[str, ...] = ()  # the children that are done, or have relapsed
    order: Order | None = None
    notice: Notice | None = None
    look_backs: tuple[date, ...] = ()
    corrects: Correction | None = None


#: A step that needs no words.
NO_FACTS = Facts()


@dataclass(frozen=True, slots=True)
class Event:
    """One step that was taken. ``at`` is in the office's zone and keeps its offset: its day counts."""

    entry: int
    seq: int
    at: datetime
    by: Actor
    step: Step
    facts: Facts = NO_FACTS

    @property
    def day(self) -> date:
        return self.at.date()
