"""What was answered last in each conversation: a small memory, lost on purpose with a reload or a restart.

In a group everybody has a conversation of their own with the bot.
"""

from __future__ import annotations

from collections import OrderedDict
from dataclasses import dataclass
from datetime import datetime, timedelta

from bot.asking.conversation import Before

_REMEMBERED = 1_000

#: The chat, and who speaks in it.
Speaker = tuple[int, int]


@dataclass(frozen=True, slots=True)
class _Last:
    before: Before
    at: datetime


class Recent:
    """The last answers, the oldest forgotten first."""

    def __init__(self) -> None:
        self._last: OrderedDict[Speaker, _Last] = OrderedDict()

    def remember(self, speaker: Speaker, before: Before, now: datetime) -> None:
        self._last.pop(speaker, None)
        self._last[speaker] = _Last(before, now)
        if len(self._last) > _REMEMBERED:
            self._last.popitem(last=False)

    def before(self, speaker: Speaker, now: datetime, minutes: int) -> Before | None:
        """Return what *speaker* was answered within the last *minutes*, None where nothing was."""
        last = self._last.get(speaker)
        if last is None or now - last.at > timedelta(minutes=minutes):
            return None
        return last.before

    def reloaded(self) -> None:
        """Forget all: the knowledge it came from is no longer served."""
        self._last.clear()
