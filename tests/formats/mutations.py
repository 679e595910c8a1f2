"""Sound files of every format, spoiled by a seeded hand: what reading must survive."""

from __future__ import annotations

import io
import random
import zipfile
from collections.abc import Iterator

import writing

BLOCKS: list[writing.Block] = [
    "青溪区2026年治水任务",
    "3月12日，青溪区召开会议。区水利局要在6月底前完成松坪河清淤，区住建局配合。",
    [
        ["序号", "任务", "牵头单位", "时限"],
        ["1", "清淤", "区水利局", "6月底前"],
        ["2", "改造", "区住建局", "年底前"],
    ],
    "注：牵头单位每月报送进展。",
]
SOUND = {
    **{kind: write(BLOCKS) for kind, write in writing.WRITERS.items()},
    "txt": "\n".join(block for block in BLOCKS if isinstance(block, str)).encode("gb18030"),
    "md": b"# \xe6\xb2\xbb\xe6\xb0\xb4\n\n| a | b | c |\n|---|---|---|\n| 1 | 2 | 3 |\n",
}
_PIECES = (
    b"\0",
    b"\xff\xfe",
    b"<",
    b"&#x1F;",
    b"]]>",
    b"<!DOCTYPE x>",
    b"9" * 30,
    b"PK\x03\x04",
    b"%PDF",
    b'"',
    b"\xe4\xb8",
)


def mutated(count: int, seed: int) -> Iterator[tuple[str, bytes]]:
    """Yield *count* files: a suffix, which may be a wrong one, and bytes."""
    hand = random.Random(seed)
    for _ in range(count):
        kind = hand.choice(list(SOUND))
        code = SOUND[kind]
        inside = kind in ("docx", "xlsx") and hand.random() < 0.7
        code = _inside(code, hand) if inside else _spoiled(code, hand)
        yield hand.choice(list(SOUND)) if hand.random() < 0.1 else kind, code


def _inside(code: bytes, hand: random.Random) -> bytes:
    """Spoil one member of an archive, so that the archive itself stays sound."""
    with zipfile.ZipFile(io.BytesIO(code)) as archive:
        parts = {name: archive.read(name) for name in archive.namelist()}
    name = hand.choice(list(parts))
    parts[name] = _spoiled(parts[name], hand)
    return writing.zipped(parts)


def _spoiled(code: bytes, hand: random.Random) -> bytes:
    spoiled = bytearray(code)
    for _ in range(hand.choice((1, 1, 2, 5, 20))):
        at = hand.randrange(len(spoiled) + 1)
        end = min(at + hand.choice((1, 2, 8, 64, 1024)), len(spoiled))
        match hand.randrange(6):
            case 0:
                spoiled[at:end] = hand.randbytes(end - at)
            case 1:
                del spoiled[at:end]
            case 2:
                spoiled[at:at] = spoiled[at:end] * hand.choice((1, 3, 50))
            case 3:
                spoiled[at:at] = hand.choice(_PIECES)
            case 4:
                spoiled[at:end] = bytes(end - at)
            case _:
                del spoiled[at:]
    return bytes(spoiled)
