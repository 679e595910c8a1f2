"""What was ordered: the part of a ledger entry that the work on it never changes."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from enum import StrEnum

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
    """The sentence an entry rests on: the ledger's own copy, which no change of a file can rewrite."""

    document: str  # its title
    place: str  # where in it a person looks: “二、（一）第3项”
    text: str
    day: date | None = None  # of the meeting or of issue


@dataclass(frozen=True, slots=True)
class Child:
    """One object of an entry with a plan of its own (一口一策): an outlet, a site, a shop."""

    name: str
    place: str = ""
    plan: str = ""
    unit: str = ""  # whose it is in a joint entry; empty: everybody's


@dataclass(frozen=True, slots=True)
class Order:
    """What has to be done, by whom, by when, and where that is written.

    Units are written as the directory calls them, so that equal units are equal strings. ``town`` is
    the town or street the matter belongs to, ``place`` the spot. ``leader`` is who sees to it (包保领导).
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


def ordered(duty: Duty, title: str, town: str = "") -> Order:
    """Return the order that a confirmed *duty* of the document *title* gives."""
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
        quote=Quote(title, duty.source.place, duty.quote, duty.document_date),
    )
