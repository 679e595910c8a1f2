"""What differs between two readings of one order, field by field, in words."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from bot.duty import Deadline, Part, Role
from bot.ledger.order import Order, Quote, Written
from bot.ledger.rules import full
from bot.pattern import Pattern

#: Full-width letters, figures and marks are the half-width ones.
_HALF = {0x3000: " "} | {code: chr(code - 0xFEE0) for code in range(0xFF01, 0xFF5F)}
#: What is neither letter nor figure nor a sign that counts; between two figures every mark counts (0.3, 3-5).
_MARKS = Pattern(r"(?<!\d)[^\w%‰℃°＋+±<>≤≥=×*/]+|[^\w%‰℃°＋+±<>≤≥=×*/]+(?!\d)|_")

MATTER, UNITS, LEADER, LIMIT, TARGET, QUOTE = "事项", "责任单位", "包保领导", "完成时限", "目标", "原文"


@dataclass(frozen=True, slots=True)
class Difference:
    """One field of an order before and after, in words; of units also who comes in and who drops out."""

    field: str
    before: str
    after: str
    added: tuple[Part, ...] = ()
    dropped: tuple[Part, ...] = ()

    def __str__(self) -> str:
        """Tell it: 完成时限由“2026年6月30日”改为“2026年9月30日”."""
        if not self.before:
            return f"{self.field}原来没有写明，现为“{self.after}”"
        if not self.after:
            return f"{self.field}原为“{self.before}”，现在没有写明"
        return f"{self.field}由“{self.before}”改为“{self.after}”"


def differences(
    then: Written, now: Written, quote_then: Quote | None = None, quote_now: Quote | None = None
) -> tuple[Difference, ...]:
    """Return what *now* says otherwise than *then*; spaces, marks and where it stands are nothing."""
    found = [
        _text(MATTER, then.matter, now.matter),
        _units(then.parts, now.parts),
        _text(LEADER, then.leader, now.leader),
        _limit(then.deadline, now.deadline),
        _text(TARGET, then.target, now.target),
        _text(QUOTE, quote_then.text if quote_then else "", quote_now.text if quote_now else ""),
    ]
    return tuple(one for one in found if one)


def told_parts(parts: Iterable[Part]) -> str:
    """Return who has which part, by role: 牵头：区住建局；配合：区排水公司、柳汀街道."""
    by_role: dict[Role, dict[str, None]] = {}
    for part in parts:
        by_role.setdefault(part.role, {})[part.successor or part.unit] = None
    return "；".join(f"{role}：{'、'.join(by_role[role])}" for role in Role if role in by_role)


def told_limit(deadline: Deadline | None) -> str:
    """Return a limit in words: the day and what was written, or only that where no day is set."""
    if deadline is None:
        return ""
    return f"{full(deadline.due)}（{deadline.text}）" if deadline.due else deadline.text


def plain(text: str) -> str:
    """Return *text* without what no difference is made of.

    >>> plain("（一）完成　整改，达到0.3 毫克／升。") == plain("(一)完成整改、达到0.3毫克/升")
    True
    """
    return _MARKS.sub("", text.translate(_HALF))


def told_apart(order: Order, other: Order) -> tuple[str, ...]:
    """Return in what another document's order for the same matter disagrees: its units, its limit."""
    units = order.bearers and other.bearers and set(order.bearers) != set(other.bearers)
    days = _day(order.deadline), _day(other.deadline)
    return tuple(
        name for name, differs in ((UNITS, units), (LIMIT, all(days) and days[0] != days[1])) if differs
    )


def _text(field: str, then: str, now: str) -> Difference | None:
    return Difference(field, then, now) if plain(then) != plain(now) else None


def _units(then: Iterable[Part], now: Iterable[Part]) -> Difference | None:
    """Compare who has which part; leaders are told as leaders."""
    old, new = ([part for part in parts if part.role is not Role.LEADER] for parts in (then, now))
    had, have = {_part(part) for part in old}, {_part(part) for part in new}
    added = tuple(part for part in new if _part(part) not in had)
    dropped = tuple(part for part in old if _part(part) not in have)
    if not (added or dropped):
        return None
    return Difference(UNITS, told_parts(old), told_parts(new), added, dropped)


def _part(part: Part) -> tuple[str, Role]:
    return plain(part.successor or part.unit), part.role


def _limit(then: Deadline | None, now: Deadline | None) -> Difference | None:
    """Compare what a limit sets; another wording for the same day (6月底前, 6月30日前) changes none."""
    same = _sets(then) == _sets(now)
    return None if same else Difference(LIMIT, told_limit(then), told_limit(now))


def _sets(deadline: Deadline | None) -> tuple[object, ...]:
    if deadline is None:
        return ()
    steps = tuple((step.due, plain(step.text)) for step in deadline.milestones)
    dated = deadline.due or deadline.recurring
    return (deadline.due, deadline.recurring, steps, "" if dated else plain(deadline.text))


def _day(deadline: Deadline | None) -> object:
    return deadline and (deadline.due or deadline.recurring)
