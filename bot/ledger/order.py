"""What was ordered: the part of a ledger entry that the work on it never changes."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date
from enum import StrEnum
from typing import Any

from bot.duty import ANSWERABLE, ASSISTING, Deadline, Duty, Part, Role, Strength


class Origin(StrEnum):
    """How the entry came into the ledger."""

    DOCUMENT = "文件部署"
    FINDING = "现场发现"
    HAND = "手工登记"


class Tier(StrEnum):
    """Who found the problem (检查层级)."""

    SELF = "企业自查"
    TERRITORY = "属地巡查"
    DISTRICT = "区级抽查"
    PETITION = "信访"
    INSPECTION = "督察交办"


@dataclass(frozen=True, slots=True)
class Quote:
    """The sentence an entry rests on: the ledger's own copy, which no change of a file can rewrite.

    ``key`` is that of the duty it was taken from, which a later reading finds again; empty where the
    sentence is only told. ``damage`` are the flags of `bot.duty.Source`: such words are not quoted (R48).
    """

    document: str  # its title
    place: str  # where in it a person looks: “二、（一）第3项”
    text: str
    day: date | None = None  # of the meeting or of issue
    key: str = ""
    damage: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Child:
    """One object of an entry with a plan of its own (一口一策): an outlet, a site, a shop."""

    name: str
    place: str = ""
    plan: str = ""
    unit: str = ""  # whose it is in a joint entry; empty: everybody's


@dataclass(frozen=True, slots=True)
class Written:
    """What the document said where the office entered something else: later readings are compared with it."""

    matter: str
    parts: tuple[Part, ...] = ()
    leader: str = ""
    deadline: Deadline | None = None
    target: str = ""


@dataclass(frozen=True, slots=True)
class Order:
    """What has to be done, by whom, by when, and where that is written.

    Units are written as the directory calls them, so that equal units are equal strings. ``town`` is
    the town or street the matter belongs to, ``place`` the spot. ``leader`` is who sees to it (包保领导).
    ``further`` are other documents that order the same; ``written`` is None where the order says what
    its document does.
    """

    matter: str
    parts: tuple[Part, ...] = ()
    leader: str = ""
    place: str = ""
    town: str = ""
    origin: Origin = Origin.HAND
    tier: Tier | None = None
    level: str = ""  # 中央、省级、市级、区级, as the office grades it
    deadline: Deadline | None = None
    measures: tuple[str, ...] = ()
    target: str = ""
    strength: Strength = Strength.SHOULD
    quote: Quote | None = None
    children: tuple[Child, ...] = ()
    further: tuple[Quote, ...] = ()
    written: Written | None = None

    @property
    def key(self) -> str:
        """The key of the duty it was opened from; empty for a finding or an entry by hand."""
        return self.quote.key if self.quote else ""

    @property
    def as_written(self) -> Written:
        """What the document said when the order was made of it, whatever the office entered."""
        return self.written or Written(self.matter, self.parts, self.leader, self.deadline, self.target)

    def units(self, *roles: Role) -> tuple[str, ...]:
        """Return the units that have one of *roles*, each once, by the name they have today."""
        found = (p.successor or p.unit for p in self.parts if p.role in roles and not p.generic)
        return tuple(dict.fromkeys(found))

    @property
    def bearers(self) -> tuple[str, ...]:
        """The units whose own state the entry keeps: who answers for it, else who takes part.

        各部门 names nobody in particular and bears nothing.
        """
        return self.units(*ANSWERABLE) or self.units(*ASSISTING)

    @property
    def accepting(self) -> tuple[str, ...]:
        """The units that the document names for acceptance (验收单位)."""
        return self.units(Role.ACCEPTS)


#: Of an entry that is not opened yet.
NO_ORDER = Order("")


def ordered(duty: Duty, title: str, town: str = "", key: str = "") -> Order:
    """Return the order that a confirmed *duty* of the document *title* gives."""
    source = duty.source
    return Order(
        matter=duty.matter,
        parts=duty.parts,
        leader="、".join(duty.leaders),
        place=duty.region or "",
        town=town,
        origin=Origin.DOCUMENT,
        deadline=duty.deadline,
        target=duty.target or "",
        strength=duty.strength,
        quote=Quote(title, source.place, duty.quote, duty.document_date, key, source.damage),
    )


def edited(order: Order, **changes: Any) -> Order:
    """Return *order* with what the office enters otherwise; what the document said is kept beside it."""
    return replace(order, **changes, written=order.as_written)


def assigned(order: Order, *units: str) -> Order:
    """Return *order* with *units* named by the office as the ones that do it: 各部门 names nobody."""
    named = tuple(Part(unit, Role.RESPONSIBLE) for unit in dict.fromkeys(units))
    return edited(order, parts=(*named, *(p for p in order.parts if p.unit not in units)))
