"""Files that are not text → their words: one line per paragraph, cells of a table row parted by TAB.

Each reader takes a file's bytes and returns its text with notes for the administrator. What it refuses
it refuses with ``Unreadable`` and the reason alone, without the file's name and without a full stop: whoever
knows the name makes the sentence.
"""

from __future__ import annotations

from typing import NamedTuple

#: A thousand printed pages; a longer text would keep one reload busy for a minute.
MAX_CHARACTERS = 2_000_000


class Words(NamedTuple):
    """What a file says, and what the administrator should know about how it was read."""

    text: str
    notes: tuple[str, ...] = ()
