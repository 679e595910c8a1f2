"""How fast one person may ask: a bucket of questions that refills (PITFALLS 5.7)."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import Enum

_QUIET = timedelta(minutes=10)  # one warning per person and ten minutes, then silence
_REMEMBERED = 5_000


class Verdict(Enum):
    GO = "go"
    WARN = "warn"  # too fast, and not yet told
    DROP = "drop"  # too fast, and told already


@dataclass(slots=True)
class _Bucket:
    left: float
    at: datetime
    warned: datetime | None = None


class Limits:
    """Counts by person; ``per_minute`` 0 lets everything pass."""

    def __init__(self, per_minute: int, burst: int):
        self._per_second = per_minute / 60
        self._burst = float(burst)
        self._buckets: dict[int, _Bucket] = {}

    def judge(self, person: int, now: datetime) -> Verdict:
        """Take one question out of *person*'s bucket, or say that it is empty."""
        if not self._per_second:
            return Verdict.GO
        self._forget(now)
        bucket = self._buckets.setdefault(person, _Bucket(self._burst, now))
        # A clock that was set back refills nothing and takes nothing.
        passed = max((now - bucket.at).total_seconds(), 0.0)
        bucket.left = min(bucket.left + passed * self._per_second, self._burst)
        bucket.at = now
        if bucket.left >= 1:
            bucket.left -= 1
            return Verdict.GO
        if bucket.warned is None or now - bucket.warned >= _QUIET:
            bucket.warned = now
            return Verdict.WARN
        return Verdict.DROP

    def _forget(self, now: datetime) -> None:
        """Drop the buckets that say nothing any more, once there are many."""
        if len(self._buckets) < _REMEMBERED:
            return
        recent = [(who, b) for who, b in self._buckets.items() if now - b.at < _QUIET]
        self._buckets = dict(recent[-_REMEMBERED // 2 :])  # half, so that a crowd is not sorted out each time
