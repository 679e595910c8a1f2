"""Orders while they are read: what a clause adds to the one before it, what is divided among several."""

from __future__ import annotations

from dataclasses import dataclass, field, replace

from bot.duty import Part, Role
from bot.reading.prose import signs
from bot.reading.prose.clauses import Clause
from bot.reading.prose.shares import HELPS, SHARES
from bot.reading.prose.subject import Said
from bot.reading.prose.times import LIMIT

TRIM = "，,；;。：: \n”’"
_ANSWERS = (Role.LEAD, Role.MAIN, Role.RESPONSIBLE, Role.LISTED)
_BESIDE = (Role.SUPPORTING, Role.SUPERVISES, Role.ACCEPTS, Role.LEADER)
_TOO_SHORT = 4  # characters: what a unit does is then no matter of its own


@dataclass
class Draft:
    """An order that is being read; clauses are added to it until the next one begins."""

    start: int
    end: int
    core: str
    parts: list[Part] = field(default_factory=list)
    carried: bool = False  # its subject stands in the sentence before
    roles_only: bool = False  # so far it only tells who has which part
    by: bool = False  # 由X…, 请X…: an order beyond doubt
    thing: bool = False  # something is ordered of a thing; that is substance enough
    attends: bool = False  # X、Y参加，: who was there, unless somebody leads
    mutual: bool = False  # 甲、乙、丙要密切配合，: each works with the others, nobody leads them
    clauses: int = 1

    @property
    def named(self) -> bool:
        return bool(self.parts) and not self.carried

    @property
    def led(self) -> bool:
        return any(part.role in _ANSWERS for part in self.parts)


def joined(last: Draft, said: Said, words: str, *, hard: bool, topic: bool) -> list[Part] | None:
    """Return the parts that a clause adds to the order before it; None where it is an order of its own."""
    parts, act = said.parts, said.act.strip(TRIM)
    if topic and not said.alone:
        return None
    if said.alone and parts and words.startswith(("这", "此")):  # 学校……讲一次防火，这个事中心校抓
        last.parts = [p for p in last.parts if p.role in _BESIDE]
        return parts
    if parts and not last.parts and (said.alone or not act) and not said.about:  # 推进秸秆离田，由X负责
        return parts
    if signs.TERRITORY.search(words):
        bodies = [p for p in parts if p.role is not Role.LEADER]
        return None if hard and said.about else [replace(p, role=Role.TERRITORY) for p in bodies]
    led_only = last.parts and all(p.role is Role.LEADER for p in last.parts)
    if led_only and parts and not said.about and (last.roles_only or signs.SEES_TO.search(last.core)):
        last.core = said.act  # a leader sees to it, the unit behind does it
        return parts
    if last.roles_only and parts and not (hard or said.about) and not (act and last.core and _full(words)):
        return _beside_roles(last, parts)
    if not last.named or not parts:
        return None
    roles = {p.role for p in parts}
    if roles <= {Role.LEADER}:
        return parts if signs.ATTENDS.search(words) or signs.SEES_TO.match(said.told) else None
    if roles <= {Role.SUPERVISES}:
        return parts if signs.ONLY_OVERSEES.fullmatch(act) or said.alone else None
    if roles <= {Role.SUPPORTING, Role.ACCEPTS}:
        return parts
    return _helps(last, said, words, hard=hard)


def _full(words: str) -> bool:
    """Tell whether a clause is an order in full, with a modal or a limit of its own."""
    return bool(signs.OPENS.search(words) or LIMIT.search(words))


def _beside_roles(last: Draft, parts: list[Part]) -> list[Part]:
    """Give those named behind X牵头， their part in its matter."""
    if not last.led or all(p.role in (*_BESIDE, Role.LEAD, Role.TERRITORY) for p in parts):
        return parts
    return [p if p.role in _BESIDE else replace(p, role=Role.SHARED) for p in parts]


def _helps(last: Draft, said: Said, words: str, *, hard: bool) -> list[Part] | None:
    """Return the parts of those who do a share of another's matter, or too little for one of their own."""
    act, modal = said.told.strip(TRIM), signs.OPENS.search(words) is not None
    bodies = [p for p in said.parts if p.role is not Role.LEADER]
    if not (modal or said.about or hard):
        does = next((p for p in (HELPS, SHARES) if p.match(act)), None)
        if does:
            role = Role.SUPPORTING if does is HELPS else Role.SHARED
            return [replace(p, role=role) for p in bodies]
    if not (said.about or hard) and HELPS.match(said.act.strip(TRIM)) and act.startswith("负责"):
        return [replace(p, role=Role.SUPPORTING) for p in bodies]  # 区水利局负责技术指导
    marked = act.startswith(("负责", "要")) and len(said.act.strip(TRIM)) <= _TOO_SHORT  # 负责统一回收
    if marked and last.led and not (hard or said.about or LIMIT.search(words)):
        led = any(p.role in (Role.LEAD, Role.MAIN) for p in last.parts)
        return [replace(p, role=Role.SHARED if led else Role.LISTED) for p in bodies]
    return None


def together(parts: list[Part], more: list[Part]) -> list[Part]:
    """Return all parts; whoever answered alone is one of several where others answer too."""
    if any(p.role in (Role.LISTED, Role.RESPONSIBLE) for p in more):
        parts = [replace(p, role=Role.LISTED) if p.role is Role.RESPONSIBLE else p for p in parts]
        if any(p.role in _ANSWERS for p in parts):
            more = [replace(p, role=Role.LISTED) if p.role is Role.RESPONSIBLE else p for p in more]
    return [*parts, *more]


def divided(drafts: list[Draft], sentence: Clause) -> list[Draft]:
    """Make one order of a matter that is divided: 工地扬尘由甲管，道路扬尘由乙管，……谁家管."""
    if len(drafts) < 2 or not all(d.named and d.led for d in drafts):
        return drafts
    base = sentence.start
    texts = [sentence.text[d.start - base : d.end - base] for d in drafts]
    if any("；" in t or ";" in t or LIMIT.search(t) for t in texts[:-1]) or not all(
        map(signs.BEARS.search, texts)
    ):
        return drafts
    if len(drafts) < 3 and not signs.WHOEVER.search(texts[-1]):
        return drafts
    first = drafts[0]
    first.parts = [p for d in drafts for p in together(d.parts, d.parts)]
    first.parts = [replace(p, role=Role.LISTED) if p.role is Role.RESPONSIBLE else p for p in first.parts]
    first.end, first.core = drafts[-1].end, texts[0]
    return [first]
