"""What an earlier reading of a folder left behind, for the next one and for whoever answers from it.

A module of its own, so that a question about what was read before loads none of the reader.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Protocol

from bot.duty import Document, Duty, Problem

#: What was read out of one file.
FileRead = tuple[Document, Sequence[Duty], Sequence[Problem]]


@dataclass(frozen=True, slots=True)
class Local:
    """The texts of a folder's own settings files; None where there is none."""

    units: str | None = None
    calendar: str | None = None
    terms: str | None = None


class Earlier(Protocol):
    """An earlier reading of the folder, of which files that are still the same need not be read again."""

    @property
    def local(self) -> Local: ...

    def file(self, name: str) -> FileRead | None:
        """Return what was read out of a file; None where it was not there or could not be read."""
