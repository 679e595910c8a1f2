"""Readings that a tool put behind characters: 環(huán)境, 來(lái )到, 中(zhong)(zhong)央(yang)."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from functools import cache
from typing import NamedTuple

from bot.reading.repair.page import Edit
from bot.reading.script import is_strong, is_traditional, simplified_forms
from bot.reading.sounds import readings, syllables

_LETTERS = "a-zA-Zāáǎàēéěèīíǐìōóǒòūúǔùǖǘǚǜüńňǹḿɑɡ\u0300-\u0304\u0308\u030c"

#: How many different characters with a traditional form, already simplified, give the tool away.
_FOLDED = 3

#: How many different plain characters of a line must carry their reading before all of that is damage.
_DISTINCT = 5


class Note(NamedTuple):
    """A bracketed reading (or several in a row) behind the character at ``owner``."""

    owner: int
    start: int
    end: int
    sounds: tuple[str, ...]
    toned: bool

    def fits(self, char: str) -> bool:
        return set(self.sounds) <= set(readings(char))


@cache
def bracket() -> re.Pattern[str]:
    """Match one bracketed reading; shared with the repair of misaligned bytes."""
    return re.compile(rf"[ \u00a0]?[(（][ \u00a0]?([{_LETTERS}]{{1,9}})[1-5]?[ \u00a0]?[)）]")


def toneless(reading: str) -> str:
    """Return ``Lǜ`` as ``lv``."""
    folded = unicodedata.normalize("NFD", reading.lower().replace("ɑ", "a").replace("ɡ", "g"))
    return re.sub("[\u0300-\u0304\u030c]", "", folded.replace("u\u0308", "v"))


def edits(text: str) -> Iterator[Edit]:
    """Find the readings that are damage, and those that do not fit their character.

    A genuine note on a rare character in simplified text (郫(pí)都区) is no damage.
    """
    if "(" not in text and "（" not in text:
        return
    found = list(notes(text))
    badly = sum(is_strong(text[n.owner]) and n.fits(text[n.owner]) for n in found) >= 3
    last, dense = -1, False
    for note in found:
        end = text.find("\n", note.owner)
        if note.owner >= last:
            last = len(text) if end < 0 else end
            line = [n for n in found if note.owner <= n.owner < last]
            dense = _is_dense(line, text, text.rfind("\n", 0, note.owner) + 1, last)
        edit = _judge(note, text, dense, badly)
        if edit:
            yield edit


def notes(text: str) -> Iterator[Note]:
    """Yield every bracketed syllable that stands behind a Chinese character."""
    pending: Note | None = None
    for match in bracket().finditer(text):
        sound = toneless(match[1])
        if sound not in syllables():
            continue
        toned = not match[1].isascii()
        if pending and pending.end == match.start():
            pending = pending._replace(end=match.end(), sounds=(*pending.sounds, sound))
            continue
        if pending:
            yield pending
        owner = match.start() - 1
        chinese = owner >= 0 and "\u3400" <= text[owner] <= "\u9fff"
        pending = Note(owner, match.start(), match.end(), (sound,), toned) if chinese else None
    if pending:
        yield pending


def _is_dense(line: list[Note], text: str, start: int, end: int) -> bool:
    """Do even plain characters of this line carry readings, so many that nobody wrote them?"""
    plain = [n for n in line if not is_strong(text[n.owner]) and n.fits(text[n.owner])]
    if any(len(n.sounds) > 1 for n in plain):
        return True
    bare = end - start - sum(n.end - n.start for n in line)
    distinct = {text[n.owner] for n in plain}
    if len(distinct & simplified_forms()) >= _FOLDED:  # a tool's list holds such characters only
        return True
    if len(distinct) >= _DISTINCT and len(plain) > 0.1 * bare:
        return True
    return len([n for n in plain if not n.toned]) >= 2 and len(plain) > 0.3 * bare


def _judge(note: Note, text: str, dense: bool, badly: bool) -> Edit | None:
    char = text[note.owner]
    damaged = dense or is_strong(char) or (badly and is_traditional(char))
    if note.fits(char):
        return Edit(note.start, note.end) if damaged else None
    if not badly and not dense:
        return None
    # The page is full of readings, and this one belongs to another character.
    if damaged:
        return Edit(note.owner, note.end, char, ("annotation-mismatch",))
    return (
        Edit(note.owner, note.end, text[note.owner : note.end], ("annotation-mismatch",))
        if note.toned
        else None
    )
