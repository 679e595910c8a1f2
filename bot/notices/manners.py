"""How an office, or one group, wants to be spoken to: how early, how often, when not at all."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import time
from enum import IntEnum


class Weekday(IntEnum):
    """The days of the week as ISO counts them; written by name (rule R5)."""

    MONDAY = 1
    TUESDAY = 2
    WEDNESDAY = 3
    THURSDAY = 4
    FRIDAY = 5
    SATURDAY = 6
    SUNDAY = 7


@dataclass(frozen=True, slots=True)
class Manners:
    """What an office may set, and a group may set otherwise for itself.

    ``waiting_workdays`` are counted from the day since when a step waits for somebody, so that what
    came up in the course of a day is gathered into one message of the next working day.
    """

    near_workdays: tuple[int, ...] = (7, 3, 1, 0)  # before the deadline; 0 is the last working day itself
    chase_workdays: int = 5  # between two chases (催办), and after the unit's own news
    waiting_workdays: tuple[int, ...] = (1, 5, 10)
    quiet_from: time = time(20)
    quiet_to: time = time(8)
    digest_at: time = time(9)
    call_on: Weekday = Weekday.MONDAY
    call_at: time = time(9)
    late_workdays: int = 2  # after the call, in which a unit may report without being nudged
    summary_on: Weekday = Weekday.FRIDAY
    summary_at: time = time(15)
    group_messages: int = 5  # of the bot's own, in one group on one day
    group_lines: int = 12  # in one digest
    person_lines: int = 30


#: As the field does where it says nothing else.
MANNERS = Manners()
