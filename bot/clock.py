"""The one place that reads the clock; everything else is given the time."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from zoneinfo import ZoneInfo

#: Where the offices are; config.toml may say otherwise.
ZONE = "Asia/Shanghai"


def clock(zone: str = ZONE) -> Callable[[], datetime]:
    """Return the clock of this program in *zone*."""
    place = ZoneInfo(zone)
    return lambda: datetime.now(place)
