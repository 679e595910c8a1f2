"""The days ahead → an iCalendar file: whole-day events, which a later file updates."""

from __future__ import annotations

from datetime import UTC, datetime, time, timedelta
from uuid import UUID, uuid5

import icalendar

from bot.exports.accounts import named
from bot.exports.parts import source
from bot.exports.tables import Extract, clean
from bot.ledger.occasions import Occasion, Sort, occasions

#: The ground on which the ids of events are made: the same entry, unit and kind of day give the same id.
_SPACE = UUID("6f1f3a52-0a53-5f0e-9a3b-3d6c2f1f7a10")


def calendar(extract: Extract) -> bytes:
    """Return the deadlines, look-backs and ends of notices as an .ics file."""
    found = icalendar.Calendar()
    found.add("prodid", "-//Duban//duban//ZH")
    found.add("version", "2.0")
    found.add("calscale", "GREGORIAN")
    found.add("method", "PUBLISH")
    found.add("x-wr-calname", clean(f"{extract.office}整改到期日程"))
    head, end, rest = found.to_ical().partition(b"END:VCALENDAR")
    # One event after the other: as objects, those of a large ledger would be a gigabyte.
    events = (_event(extract, occasion).to_ical() for occasion in occasions(extract.entries))
    return b"".join((head, *events, end, rest))


def _event(extract: Extract, occasion: Occasion) -> icalendar.Event:
    entry, unit = occasion.entry, occasion.unit or "、".join(occasion.entry.units)
    event = icalendar.Event()
    event.add("uid", f"{identity(extract.office, occasion)}@duban")
    event.add("sequence", occasion.changes)
    event.add("dtstamp", datetime.combine(extract.today, time(), UTC))
    event.add("dtstart", occasion.day)
    event.add("dtend", occasion.day + timedelta(days=1))
    event.add("summary", clean(f"【{named(occasion)}】第{entry.number}项 {entry.order.matter}（{unit}）"))
    event.add("description", clean("\n".join(_told(occasion))))
    if place := clean(f"{entry.order.town}{entry.order.place}"):
        event.add("location", place)
    event.add("categories", [str(occasion.sort)])
    event.add("transp", "TRANSPARENT")  # nobody is busy on a deadline
    return event


def identity(office: str, occasion: Occasion) -> UUID:
    """Return the id of an event, which stays when its day is moved."""
    about = (office, occasion.entry.number, occasion.unit, occasion.sort.name, occasion.turn)
    return uuid5(_SPACE, "\n".join(map(str, about)))


def _told(occasion: Occasion) -> list[str]:
    """Return state, working of the day, and where the matter is written."""
    entry, track = occasion.entry, occasion.entry.track(occasion.unit)
    lines = [f"状态：{track.state if track else entry.state}"]
    if track and occasion.sort is Sort.DEADLINE:
        lines.append(f"期限：{track.term.working}")
    if entry.notice and occasion.sort is Sort.NOTICE:
        lines.append(f"公示期：{entry.notice.working}")
    if entry.order.leader:
        lines.append(f"包保领导：{entry.order.leader}")
    return [*lines, f"出处：{source(entry)}"]
