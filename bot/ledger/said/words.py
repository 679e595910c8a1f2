"""A message as it was typed and as it is read: the same characters, folded one for one."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from bot.pattern import Pattern
from bot.reading.script import simplify

#: Longer than any message of the chat; what a caption or a message holds is read whole.
LONGEST = 4_096

_HALF = {0x3000: " ", 0xA0: " ", **{code: chr(code - 0xFEE0) for code in range(0xFF01, 0xFF5F)}}
_HIDDEN = Pattern("[\x00-\x08\x0b-\x1f\x7f\u00ad\u200b-\u200f\u202a-\u202e\u2060-\u2069\ufeff\ud800-\udfff]")


@dataclass(frozen=True, slots=True)
class Words:
    """A stretch of a message: *raw* as typed, *plain* in simplified, half-width characters."""

    raw: str
    plain: str

    @classmethod
    def of(cls, text: str) -> Words:
        """Fold *text*; control characters and hidden ones are left out of both."""
        raw = _HIDDEN.sub("", text[:LONGEST])
        return cls(raw, simplify(raw.translate(_HALF)))

    def cut(self, start: int, end: int | None = None) -> Words:
        return Words(self.raw[start:end], self.plain[start:end])

    def without(self, spans: Iterable[tuple[int, int]], mark: str = "") -> Words:
        """Return what is left when *spans* are taken out, *mark* in the place of each."""
        raw, plain, at = "", "", 0
        for start, end in sorted(spans):
            if end <= at:
                continue
            raw, plain = raw + self.raw[at:start] + mark, plain + self.plain[at:start] + mark
            at = max(at, end)
        return Words(raw + self.raw[at:], plain + self.plain[at:])

    def trimmed(self) -> Words:
        """Leave blanks and marks out at both ends."""
        left = len(self.plain) - len(self.plain.lstrip(_MARKS))
        right = len(self.plain.rstrip(_MARKS))
        return self.cut(left, max(left, right))


_MARKS = " \t\n,。;:!?、.…~-—\"'“”‘’"
