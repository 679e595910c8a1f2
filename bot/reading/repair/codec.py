"""Text decoded with the wrong codec: put the bytes back and read them rightly.

What happened is seen from the result: Latin letters with accents (GBK, Big5 or UTF-8 read byte by
byte) or rare characters in a row (UTF-8 read as GBK). A reading is taken only if it is far more
plausible than what stands there.
"""

from __future__ import annotations

import codecs
from collections.abc import Callable, Iterator
from functools import cache

from bot.reading.repair.page import Edit
from bot.reading.repair.plausible import plausibility, usual
from bot.reading.script import is_traditional

#: By how much a new reading must be more plausible (0 … 1) before it replaces what stands there.
_GAIN = 0.25

#: How plausible a new reading must be by itself: Greek or Russian is not Chinese read wrongly.
_FLOOR = 0.6

#: How much of a passage may be unreadable in the new codec.
_LOSS = 0.3

_LOST = "□"

_TARGETS = ("utf-8", "gb18030", "big5hkscs")

#: U+FFFD stands for a byte nobody knows: one that no codec accepts.
_UNKNOWN = {"\ufffd": b"\xff"}

_Byte = Callable[[str], bytes]
_Encoder = Callable[[str], tuple[bytes, list[int]] | None]


def edits(text: str) -> Iterator[Edit]:
    """Find the passages in *text* that were decoded with a wrong codec, line by line."""
    start = 0
    for line in text.split("\n"):
        yield from _line_edits(line, start)
        start += len(line) + 1


def _line_edits(line: str, start: int) -> Iterator[Edit]:
    odd = set(line) - usual()
    if not odd:
        return
    if any("\x80" <= char <= "\u07ff" for char in odd):
        for first, last in _byte_runs(line):
            yield from _reread(line[first:last], start + first, _bytewise)
    strange = [char for char in odd if char > "\u07ff" and not is_traditional(char) and not _drawn(char)]
    # Traditional characters are usual in traditional text; here they count only beside stranger ones.
    if len(odd) > 2 and strange and len(odd) > 0.3 * len(set(line)):
        yield from _reread(line, start, _as_gbk, _as_big5)


def _drawn(char: str) -> bool:
    """Tell whether *char* is an arrow, a line of a drawn table or another sign: such are meant."""
    return "\u2190" <= char <= "\u27bf"


def _reread(run: str, start: int, *encoders: _Encoder) -> Iterator[Edit]:
    found = [reading for encode in encoders for reading in _readings(run, encode)]
    best = max(found, key=lambda r: plausibility(r[0]), default=None)
    score = plausibility(best[0].replace(_LOST, "")) if best else 0.0
    if best and score >= max(_FLOOR, plausibility(run) + _GAIN):
        lost = ("guess", "lost-bytes") if _LOST in best[0] else ()
        yield Edit(start, start + len(run), best[0], ("mojibake", *lost), best[1])


def _readings(run: str, encode: _Encoder) -> Iterator[tuple[str, tuple[int, ...]]]:
    """Yield what the bytes behind *run* say in each codec that can read them."""
    owned = encode(run)
    for target in _TARGETS if owned else ():
        reading = _decode(*owned, target) if owned else None
        if reading:
            yield reading


# ---- characters → the bytes they were made from, each with the character it belongs to


def _bytewise(run: str) -> tuple[bytes, list[int]] | None:
    """Latin-1 or Windows-1252; U+0100 … U+07FF are two bytes that happened to be valid UTF-8."""
    return _owned(run, _byte)


def _as_gbk(run: str) -> tuple[bytes, list[int]] | None:
    special = {**_UNKNOWN, "€": b"\x80"}
    return _owned(run, lambda char: special.get(char) or char.encode("gb18030", "ignore"))


def _as_big5(run: str) -> tuple[bytes, list[int]] | None:
    return _owned(run, lambda char: _UNKNOWN.get(char) or _big5(char))


def _big5(char: str) -> bytes:
    return char.encode("big5", "ignore") or char.encode("big5hkscs", "ignore")


def _owned(run: str, byte: _Byte) -> tuple[bytes, list[int]] | None:
    out, owner = bytearray(), []
    for i, char in enumerate(run):
        code = byte(char)
        if not code:
            return None
        out += code
        owner += [i] * len(code)
    return bytes(out), owner


def _byte(char: str) -> bytes:
    if char < "\u0100":
        return bytes((ord(char),))
    if char in _windows() or char in _UNKNOWN:
        return _windows().get(char) or _UNKNOWN[char]
    return char.encode() if char < "\u0800" else b""


@cache
def _windows() -> dict[str, bytes]:
    """The letters that Windows-1252 has at 0x80 … 0x9F."""
    codes = (bytes((code,)) for code in range(0x80, 0xA0))
    return {char: code for code in codes if (char := code.decode("cp1252", "ignore"))}


def _byte_runs(line: str) -> Iterator[tuple[int, int]]:
    """Yield the stretches of *line* that could be bytes read one by one, and mostly high ones."""
    start = 0
    for i in range(len(line) + 1):
        if i < len(line) and _byte(line[i]):
            continue
        run = line[start:i]
        high = sum(char >= "\x80" for char in run)
        latin = sum("\x80" <= char <= "\xff" or char in _windows() for char in run)  # not Greek, not Russian
        if latin >= max(4, 0.6 * high) and high >= 0.4 * len(run.replace(" ", "")):
            yield start, i
        start = i + 1


# ---- bytes → text, each character with the place it came from


def _decode(code: bytes, owner: list[int], target: str) -> tuple[str, tuple[int, ...]] | None:
    decoder = codecs.getincrementaldecoder(target)("replace")
    chars: list[str] = []
    places: list[int] = []
    begun = 0
    for i in range(len(code)):
        fresh = decoder.decode(code[i : i + 1], i + 1 == len(code))
        for char in fresh:
            if char != "\ufffd":
                chars.append(char)
                places.append(owner[begun])
            elif not chars or chars[-1] != _LOST:  # however many bytes were lost: one sign
                chars.append(_LOST)
                places.append(owner[begun])
        begun = i + 1 if fresh else begun
    if chars.count(_LOST) > _LOSS * len(chars):
        return None
    return "".join(chars), tuple(places)
