"""Faults of the wire, switched on for the next calls of a method."""

from __future__ import annotations

from collections import defaultdict, deque
from dataclasses import dataclass
from enum import StrEnum

from bot.sandbox.refusals import Refused, too_many


class Wire(StrEnum):
    """What goes wrong between the bot and the server."""

    RESET = "reset"  # the connection closes before anything happened
    LOST = "lost"  # it happened, and the connection closes before the reply
    SLOW = "slow"  # it happened, and the reply takes its time
    BROKEN = "broken"  # it happened, and a gateway answers 502


@dataclass(frozen=True, slots=True)
class Fault:
    """One fault: a refusal, or something wrong on the wire."""

    wire: Wire | None = None
    refusal: Refused | None = None
    seconds: float = 0.0


class Faults:
    """The faults that wait, by method; each is used once."""

    def __init__(self) -> None:
        self._waiting: dict[str, deque[Fault]] = defaultdict(deque)

    def add(self, method: str, fault: Fault, times: int = 1) -> None:
        """Let the next *times* calls of *method* meet *fault*."""
        self._waiting[method.lower()].extend([fault] * times)

    def flood(self, method: str, seconds: int, times: int = 1) -> None:
        """Let the next *times* calls of *method* be answered 429 with *seconds* to wait."""
        self.add(method, Fault(refusal=too_many(seconds)), times)

    def take(self, method: str) -> Fault | None:
        """Return the fault that the next call of *method* meets, if any."""
        waiting = self._waiting.get(method.lower())
        return waiting.popleft() if waiting else None
