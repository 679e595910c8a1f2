"""Who is in the tests of the local Bot API, and pictures to send."""

from __future__ import annotations

import struct
import zlib
from pathlib import Path

TOKEN = "123456:abcdefghijklmnopqrstuvwxyz0123456789"  # noqa: S105
LI, WANG, GROUP, SUPERGROUP = 21, 22, -300, -1_000_000_000_300
SPECIFICATION = Path(__file__).parents[3] / "shared" / "botapi" / "api.json"


def refused(body):
    return body["error_code"], body["description"]


def png(width: int, height: int) -> bytes:
    """Return a white picture."""
    rows = b"".join(b"\0" + b"\xff" * width for _ in range(height))
    parts = [
        (b"IHDR", struct.pack(">IIBBBBB", width, height, 8, 0, 0, 0, 0)),
        (b"IDAT", zlib.compress(rows)),
        (b"IEND", b""),
    ]
    chunks = (
        struct.pack(">I", len(body)) + name + body + struct.pack(">I", zlib.crc32(name + body))
        for name, body in parts
    )
    return b"\x89PNG\r\n\x1a\n" + b"".join(chunks)
