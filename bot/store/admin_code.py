"""The one-time code by which somebody at the server's terminal makes somebody in the chat an administrator.

It lies in a file, hashed, because the database has one process that writes, the running bot. The bot
writes the file in place, so a code that was made meanwhile, which is a new file, is never written over.
"""

from __future__ import annotations

import hashlib
import hmac
import json
import os
import secrets
import threading
import unicodedata
from dataclasses import asdict, dataclass, replace
from datetime import datetime, timedelta
from enum import Enum, auto
from pathlib import Path
from typing import IO

from bot.codec import stamp
from bot.store import shelves
from bot.store.threads import explained

FILE = "admin-code.json"
LIFE = timedelta(minutes=10)
TRIES = 5

#: Letters and digits that are not taken for one another when they are copied by hand.
_ALPHABET = "ABCDEFGHJKMNPQRSTVWXYZ23456789"
_LENGTH = 8
_ROUNDS = 200_000

#: One at a time: the bot is the only process that tries codes.
_turn = threading.Lock()


class Verdict(Enum):
    """What came of a code that somebody sent."""

    RIGHT = auto()
    WRONG = auto()
    VOID = auto()  # none was made, or it is used up, too old, or was guessed at too often


@dataclass(frozen=True, slots=True)
class _Kept:
    """What the file holds."""

    salt: str
    hash: str
    until: str
    tries: int = TRIES


def make(data: Path, now: datetime) -> str:
    """Make a new code, in the place of any earlier one; return it as people are to type it.

    Raises:
        StoreError: the file cannot be written.
    """
    code = "".join(secrets.choice(_ALPHABET) for _ in range(_LENGTH))
    salt = secrets.token_hex(16)
    kept = _Kept(salt, _hashed(code, salt), stamp(now + LIFE))
    with explained("未保存"):
        data.mkdir(mode=0o700, parents=True, exist_ok=True)
        path = data / FILE
        shelves.written(path, [json.dumps(asdict(kept)).encode()])
        _give_to_owner(path, data)
    return f"{code[:4]}-{code[4:]}"


def spend(data: Path, said: str, now: datetime) -> tuple[Verdict, int]:
    """Try a code; the right one is used up by it, and every try counts before its outcome is known.

    Returns:
        What came of it, and how many tries are left.

    Raises:
        StoreError: the file cannot be read or written.
    """
    with _turn, explained("验证码无法核对"):
        try:
            file = (data / FILE).open("r+b")
        except FileNotFoundError:
            return Verdict.VOID, 0
        with file:
            kept = _read(file)
            if kept is None or kept.tries <= 0 or not _fresh(kept, now):
                return Verdict.VOID, 0
            kept = replace(kept, tries=kept.tries - 1)
            _write(file, kept)
            if not hmac.compare_digest(_hashed(_plain(said), kept.salt), kept.hash):
                return Verdict.WRONG, kept.tries
            _write(file, replace(kept, tries=0))
            return Verdict.RIGHT, 0


def _fresh(kept: _Kept, now: datetime) -> bool:
    until = datetime.fromisoformat(kept.until)
    return until - LIFE <= now <= until


def _plain(said: str) -> str:
    """Return what was meant: without blanks and dashes, in small letters or full-width ones alike."""
    return "".join(c for c in unicodedata.normalize("NFKC", said).upper() if c.isalnum())[: 2 * _LENGTH]


def _hashed(code: str, salt: str) -> str:
    return hashlib.pbkdf2_hmac("sha256", code.encode(), bytes.fromhex(salt), _ROUNDS).hex()


def _read(file: IO[bytes]) -> _Kept | None:
    try:
        return _Kept(**json.loads(file.read(4096)))
    except (ValueError, TypeError):  # cut short by a kill, or not ours: then there is no code
        return None


def _write(file: IO[bytes], kept: _Kept) -> None:
    file.seek(0)
    file.truncate()
    file.write(json.dumps(asdict(kept)).encode())
    file.flush()
    os.fsync(file.fileno())


def _give_to_owner(path: Path, data: Path) -> None:
    """Let the bot read what root made: whoever owns the data folder runs it."""
    if hasattr(os, "geteuid") and os.geteuid() == 0:
        owner = data.stat()
        os.chown(path, owner.st_uid, owner.st_gid)
