"""The one place that reads the clock; everything else is given the time."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

#: Where the offices are; config.toml may say otherwise.
ZONE = "Asia/Shanghai"

#: Told when the clock is moved: from when, to when.
Moved = Callable[[datetime, datetime], None]


class Clock:
    """What time it is in *zone*: the computer's own time, or so far ahead of it as it was moved.

    Only the sandbox moves it. Whoever does something when time passes listens, so as not to sleep
    through a move; from when and to when is told, so that what lay between can be done in its order.
    """

    def __init__(self, zone: str = ZONE, ahead: timedelta = timedelta()):
        self._place = ZoneInfo(zone)
        self._listeners: list[Moved] = []
        self.ahead = ahead

    def __call__(self) -> datetime:
        return (datetime.now(UTC) + self.ahead).astimezone(self._place)

    def real(self) -> datetime:
        """Return the computer's own time."""
        return datetime.now(self._place)

    def move(self, to: datetime) -> None:
        """Let it be *to* now, and go on from there; back is as good as forth."""
        before = self()
        self.ahead = to - self.real()
        for listener in self._listeners:
            listener(before, to.astimezone(self._place))

    def listen(self, listener: Moved) -> None:
        """Call *listener* whenever the clock is moved from now on."""
        self._listeners.append(listener)
