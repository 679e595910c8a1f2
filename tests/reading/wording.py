"""Duties told in one short line each, so that tables of expectations stay readable."""

from __future__ import annotations

from collections.abc import Iterable

from bot.duty import Document, Duty, Part
from bot.reading.document import Rules, read_document
from bot.reading.repair import repair

HEAD = "标题：青溪区整改事项\n地区：青溪区\n会议日期：2026-03-12\n---\n"


def who(parts: Iterable[Part]) -> str:
    """Tell parts as 牵头 区水利局 · 配合 区住建局、柳湾街道."""
    told: dict[str, list[str]] = {}
    for part in parts:
        told.setdefault(part.role.value, []).append(part.unit)
    return " · ".join(f"{role} {'、'.join(units)}" for role, units in told.items())


def due(duty: Duty) -> str | None:
    return duty.deadline.due.isoformat() if duty.deadline and duty.deadline.due else None


def duties(text: str, rules: Rules, head: str = HEAD) -> list[Duty]:
    """Read *text* as a document of 2026-03-12 about 青溪区."""
    return read_document("test.txt", repair(head + text), rules)[1]


def document(text: str, rules: Rules) -> Document:
    """Read the facts of *text*, which says about itself what it says."""
    return read_document("test.txt", repair(text), rules)[0]
