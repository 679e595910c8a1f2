"""Sound files spoiled by a seeded hand: what reading must survive."""

from __future__ import annotations

import random
import re
from collections.abc import Iterator

from bot.benchmarks.sound import SOUND, Sound

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
    "责任、".encode() * 500,
    "年月日前".encode("gb18030") * 500,
)
#: What words may be made of: pieces of deadlines and lists, brackets left open, characters that do not show.
_WORDS = (
    "责任、" * 500,
    "6月31日前" * 200,
    "同上",
    "（" * 300,
    "\t" * 60,
    "\n" * 60,
    "\u202e\u200b\ue000\ufffd",
    "牵头单位：区水利局；",
    "zé",
    "🜲",
    "9" * 30,
)
_TAG = re.compile(r"(<[^<>]{0,500}>)")
_NUMBER = re.compile(rb"\d+")
_NUMBERS = (b"0", b"-1", b"65536", b"2147483648", b"1e308", b"9" * 20)


def mutated(count: int, seed: int) -> Iterator[tuple[str, bytes]]:
    """Yield *count* files: a suffix, now and then a wrong one, and bytes."""
    hand = random.Random(seed)  # noqa: S311 - the same files each time; nothing is kept secret
    kinds = list(SOUND)
    for _ in range(count):
        kind = hand.choice(kinds)
        code = _inside(SOUND[kind], hand) if hand.random() < 0.7 else _outside(SOUND[kind], hand)
        yield hand.choice(kinds) if hand.random() < 0.1 else kind, code


def _inside(file: Sound, hand: random.Random) -> bytes:
    """Spoil one part, so that what holds the parts together stays sound."""
    name = hand.choice(list(file.parts))
    return file.packed({**file.parts, name: _spoiled(file.parts[name], hand)})


def _outside(file: Sound, hand: random.Random) -> bytes:
    return _spoiled(file.packed(file.parts), hand)


def _spoiled(code: bytes, hand: random.Random) -> bytes:
    spoil = hand.choice((_bytes, _words))
    for _ in range(hand.choice((1, 1, 2, 5, 20))):
        code = spoil(code, hand)
    return code


def _words(code: bytes, hand: random.Random) -> bytes:
    """Do one thing to the words between the tags: encoding and markup stay sound, so that reading goes on."""
    encoding = next(name for name in ("utf-8", "gb18030", "latin-1") if _decodes(code, name))
    pieces = _TAG.split(code.decode(encoding))
    where = hand.randrange(0, len(pieces), 2)
    words = pieces[where]
    at = hand.randrange(len(words) + 1)
    end = at + hand.choice((1, 2, 8, 64))
    pieces[where] = hand.choice(
        (
            words[:at] + words[end:],
            words[:end] + words[at:end] * hand.choice((1, 3, 50)) + words[end:],
            words[:at] + hand.choice(_WORDS) + words[at:],
            words[at:] + words[:at],
        )
    )
    return "".join(pieces).encode(encoding, "replace")


def _decodes(code: bytes, encoding: str) -> bool:
    try:
        code.decode(encoding)
    except UnicodeDecodeError:
        return False
    return True


def _bytes(code: bytes, hand: random.Random) -> bytes:
    """Do one thing to *code*: overwrite, drop, repeat, insert, blank, cut, or change a number."""
    at = hand.randrange(len(code) + 1)
    end = min(at + hand.choice((1, 2, 8, 64, 1024)), len(code))
    head, middle, tail = code[:at], code[at:end], code[end:]
    match hand.randrange(7):
        case 0:
            return head + hand.randbytes(len(middle)) + tail
        case 1:
            return head + tail
        case 2:
            return head + middle * hand.choice((2, 4, 51)) + tail
        case 3:
            return head + hand.choice(_PIECES) + middle + tail
        case 4:
            return head + bytes(len(middle)) + tail
        case 5:
            return head
        case _:
            return head + _NUMBER.sub(hand.choice(_NUMBERS), code[at:], count=1)
