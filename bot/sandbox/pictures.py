"""How wide and high a picture is, read from its first bytes."""

from __future__ import annotations

import struct

_PNG = b"\x89PNG\r\n\x1a\n"
#: The JPEG segments that begin a frame and hold its size (ITU-T T.81, table B.1).
_FRAMES = frozenset(range(0xC0, 0xD0)) - {0xC4, 0xC8, 0xCC}


def kind(content: bytes) -> str | None:
    """Return the media type of a picture that a browser may show as one; None for anything else."""
    if content.startswith(_PNG):
        return "image/png"
    return "image/jpeg" if content.startswith(b"\xff\xd8\xff") else None


def extent(content: bytes) -> tuple[int, int] | None:
    """Return width and height in pixels; None where *content* is neither PNG nor JPEG, or is cut off."""
    try:
        if content.startswith(_PNG):
            width, height = struct.unpack_from(">II", content, 16)
            return width, height
        return _extent_of_jpeg(content) if kind(content) else None
    except struct.error:
        return None


def _extent_of_jpeg(content: bytes) -> tuple[int, int] | None:
    at = 2
    while at < len(content):
        mark, segment, length = struct.unpack_from(">BBH", content, at)
        if mark != 0xFF:
            return None
        if segment in _FRAMES:
            height, width = struct.unpack_from(">HH", content, at + 5)
            return width, height
        at += 2 + max(length, 2)
    return None
