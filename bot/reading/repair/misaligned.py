"""Byte-wise search-and-replace that hit half of one character and half of the next.

A tool looked for the bytes of a traditional character M in GBK text, found them across a border
(X = a b, Y = c d, M = b c) and put ``(reading of M)`` between c and d; or it found a full-width
mark across 。and the next character and put the ASCII mark there. Everything after is shifted by
one byte, until a trail byte is ASCII. The bytes are paired again here; what decoders dropped on
the way is marked □, never invented.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from functools import cache, partial
from typing import NamedTuple

from bot.reading.repair.bracketed import bracket, toneless
from bot.reading.repair.page import Edit
from bot.reading.repair.plausible import neighbours, weight
from bot.reading.script import is_strong, is_traditional
from bot.reading.sounds import readings, syllables

_LOST = "□"

#: Longest stretch of shifted characters that is followed, and how many readings of it at once.
_REACH, _BEAM = 48, 60

#: What a lost character costs beside a plain one, and how many pairs may have been dropped.
_GAP, _DROPPED = -0.9, 3

#: A longer stretch may have lost a pair that leaves no trace: “，不能” came out as “；能”.
_SURE_LENGTH = 4

#: How many signs of a shift are followed in one text; a page with more is no document.
_ATTEMPTS = 1000

_SWALLOWED = re.compile(r"\?([a-zāáǎàēéěèīíǐìōóǒòūúǔùǖǘǚǜüńňǹɑɡ]{1,6}) ?[)）]")
#: The tool put the ASCII mark there, or left the full-width one that it had found.
_MARK = re.compile(r"\?[,.!?;:()，．！？；：（）]")
_WIDE = 0xFEE0  # between a full-width mark and its ASCII form


class Guess(NamedTuple):
    """One way to pair the bytes: characters so far, where each began, the byte left over."""

    score: float
    text: str
    at: tuple[int, ...]
    pending: int | None
    begun: int  # where the left-over byte stands
    gaps: int = 0
    end: int = -1  # behind the last character used; -1 while the bytes are still shifted
    sure: bool = True
    known: tuple[int, ...] = ()  # places in the text that a reading confirms

    def confirmed(self, end: int) -> Guess:
        """End the shift at *end*, the last character being the one its reading names."""
        return self._replace(score=self.score + 2.0, end=end, known=(*self.known, len(self.text) - 1))

    def take(self, char: str, begun: int, pending: int | None) -> Guess:
        before = self.text[-1:] or " "
        gain = weight(char) + neighbours(before, char) if char != _LOST else _GAP
        return self._replace(
            score=self.score + gain,
            text=self.text + char,
            at=(*self.at, self.begun),
            pending=pending,
            begun=begun,
            sure=self.sure and char != _LOST,
        )


def edits(text: str) -> Iterator[Edit]:
    """Find shifted stretches in *text*, line by line, and pair their bytes again."""
    start, attempts = 0, 0
    for line in text.split("\n"):
        if "?" in line or "(" in line or "（" in line:
            done = 0
            for sign in _signs(line):
                if sign.at < done or attempts >= _ATTEMPTS:
                    continue
                attempts += 1
                edit = sign.attempt()
                if edit is not None and edit.start >= done:
                    done = edit.end
                    yield edit._replace(start=edit.start + start, end=edit.end + start)
        start += len(line) + 1


class _Sign(NamedTuple):
    """A place that betrays a shift, and the way to undo it."""

    at: int
    attempt: Callable[[], Edit | None]


def _signs(line: str) -> list[_Sign]:
    signs = []
    for match in _SWALLOWED.finditer(line):
        if toneless(match[1]) in syllables():
            signs.append(_Sign(match.start(), partial(_across, line, match)))
    if signs or any(map(is_strong, line)):
        signs += (_Sign(m.start(), partial(_behind_mark, line, m.start())) for m in _MARK.finditer(line))
    for match in bracket().finditer(line):
        letter, before = (
            line[match.start() - 1 : match.start()],
            line[max(0, match.start() - 2) : match.start()][:1],
        )
        if "@" <= letter <= "~" and not before.isascii() and not match[1].isascii():
            signs.append(_Sign(match.start(), partial(_unknown_start, line, match.start())))
    return sorted(signs, key=lambda sign: sign.at)


def _across(line: str, match: re.Match[str]) -> Edit:
    """``仲?gòu)``: M begins with the trail byte of 仲 and is read gòu; its own trail byte is pending."""
    before = _owner(line, match.start())
    code = before.encode("gbk", "ignore")
    starts = _with_lead(code[1], toneless(match[1])) if len(code) == 2 else ()
    trails = [char.encode("gbk")[1] for char in starts]
    guesses = [Guess(0.0, before, (), trail, match.start()) for trail in trails if trail > 0x80]
    best = _best(_follow(line, match.end(), guesses))
    if best is None:
        return Edit(match.start(), match.end(), _LOST, ("misaligned", "guess"))
    known = tuple(i - 1 for i in best.known)
    return _edit(line, best._replace(text=best.text[1:], known=known), match.start())


def _owner(line: str, at: int) -> str:
    """Return the character before *at*, or before the reading that stands there: 動(dòng)?dìng)."""
    opening = max(line.rfind("(", max(0, at - 9), at), line.rfind("（", max(0, at - 9), at))
    note = bracket().match(line, opening) if opening > 0 else None
    at = opening if note and note.end() == at else at
    return line[at - 1 : at]


def _behind_mark(line: str, at: int) -> Edit | None:
    """``?!眹(guó)``: 。 lost its second byte to a full-width mark, which left one byte of its own.

    So does every other character whose second byte is 0xA3: 環?;A is 環保 and half of 基.
    """
    mark = ord(line[at + 1])
    begun = Guess(0.0, "", (at,), 0x80 + (mark - _WIDE if mark > _WIDE else mark), at + 1)
    before = _owner(line, at) or " "
    likely = [c for c in _with_a3() if c == "。" or (at and neighbours(before, c))]
    worth = {c: 1.7 if c == "。" else weight(c) + neighbours(before, c) for c in likely}
    guesses = [begun._replace(score=worth[c], text=c) for c in likely]
    best = _best([g._replace(score=_fair(g)) for g in _follow(line, at + 2, guesses)])
    if best is None:
        return None
    plain = best.text[0] == "。" and not _stops_twice(best)  # any other character is inferred
    best = best._replace(sure=best.sure and plain)
    literal = sum(map(weight, line[at : best.end])) / (best.end - at)
    return _edit(line, best, at) if best.score / len(best.text) > literal else None


def _fair(guess: Guess) -> float:
    """Return the score, lower where 。 would stand before a mark that never follows it."""
    return guess.score - 1.5 * _stops_twice(guess)


def _stops_twice(guess: Guess) -> bool:
    return guess.text[0] == "。" and guess.text[1:2] in tuple("、，。；：")


@cache
def _with_a3() -> tuple[str, ...]:
    codes = (bytes((lead, 0xA3)) for lead in (0xA1, *range(0xB0, 0xF8)))
    return tuple(char for code in codes if len(char := code.decode("gbk", "ignore")) == 1)


def _unknown_start(line: str, at: int) -> Edit | None:
    """``…菪浴A(chǔ)性``: an ASCII letter carries a reading, so it ends a shift that began unseen."""
    found = []
    for start in range(max(0, at - 16), at - 1):
        pairs = _follow(line, start, [Guess(0.0, "", (), None, start)])
        found += [(g, start) for g in pairs if g.known and g.end > at]
    plain = sum(map(weight, line[max(0, at - 16) : at]))
    best = max(found, key=lambda pair: pair[0].score + _weights(line, at, pair[1]), default=None)
    if best is None or best[0].score + _weights(line, at, best[1]) <= plain:
        return Edit(at - 1, at, _LOST, ("misaligned", "guess"))
    return _edit(line, best[0], best[1])


def _weights(line: str, at: int, start: int) -> float:
    return sum(map(weight, line[max(0, at - 16) : start]))


def _edit(line: str, best: Guess, start: int) -> Edit:
    """Take the guess; where it has a doubtful character, that one is marked as lost."""
    around = (line[start - 1 : start] or " ") + best.text + (line[best.end : best.end + 1] or " ")
    triples = enumerate(zip(around, best.text, around[2:], strict=False))
    text = "".join(t[1] if i in best.known or _is_likely(*t) else _LOST for i, t in triples)
    sure = best.sure and text == best.text and len(text) <= _SURE_LENGTH
    kinds = ("misaligned",) if sure else ("misaligned", "guess")
    return Edit(start, best.end, text, kinds, tuple(max(0, i - start) for i in best.at))


def _is_likely(before: str, char: str, after: str) -> bool:
    """Is *char* frequent, or part of a known word?"""
    return weight(char) + neighbours(before, char) + neighbours(char, after) >= (
        1.0 if char.isalpha() else 0.7
    )


def _best(guesses: list[Guess]) -> Guess | None:
    """Return the most plausible guess; not sure where another one is nearly as good."""
    ordered = sorted(guesses, key=lambda g: g.score, reverse=True)
    if not ordered:
        return None
    rivals = [g for g in ordered[1:] if g.text != ordered[0].text]
    close = bool(rivals) and ordered[0].score - rivals[0].score < 0.5
    return ordered[0]._replace(sure=ordered[0].sure and not close)


# ---- pairing the bytes again


def _follow(line: str, at: int, guesses: list[Guess]) -> list[Guess]:
    """Pair bytes from ``line[at]`` on until they are aligned again; return the finished guesses."""
    finished: list[Guess] = []
    stop = min(at + _REACH, len(line))
    i = at
    while i <= stop:
        closed = _ending(line, i)
        if closed is not None:
            finished += [done for g in guesses for done in _close(g, i, closed)]
            if not _belongs(line, i, at, closed[0]):
                return finished
            i = closed[1]  # the reading belongs to a character that only the shift made: on
            continue
        code = line[i].encode("gb18030", "replace")
        if len(code) == 1:
            return finished + [done for g in guesses for done in _trail(g, line, i)]
        if len(code) != 2:
            return finished
        guesses = [step for g in guesses for step in _pair(g, code, i)]
        guesses = sorted(guesses, key=lambda g: g.score, reverse=True)[:_BEAM]
        i += 1
    return finished


def _belongs(line: str, i: int, at: int, sound: str) -> bool:
    """Is *sound*, in brackets at *i*, a reading of the visible character before it?"""
    before = line[i - 1] if i else ""
    return (
        i > at and i < len(line) and line[i] != "?" and is_traditional(before) and sound in readings(before)
    )


def _ending(line: str, i: int) -> tuple[str, int] | None:
    """Return the reading and the end of ``(py)`` or ``?py)`` at *i*; an empty reading for a lost byte."""
    if i >= len(line):
        return "", i
    note = _SWALLOWED.match(line, i) or bracket().match(line, i)
    if note and toneless(note[1]) in syllables():
        return toneless(note[1]), note.end()
    return ("", i + 1) if line[i] == "?" else None


def _close(guess: Guess, i: int, ending: tuple[str, int]) -> Iterator[Guess]:
    """The trail byte is lost; the reading, where there is one, says which character it was."""
    sound, end = ending
    chars = _with_lead(guess.pending, sound) if sound and guess.pending else ()
    for char in chars:
        yield guess.take(char, i, None).confirmed(end)
    if not chars:
        yield guess.take(_LOST, i, None)._replace(end=end)


def _trail(guess: Guess, line: str, i: int) -> Iterator[Guess]:
    """An ASCII byte ends the shift: it is the trail byte of the last character."""
    char = _char(guess.pending, ord(line[i]))
    end = i + (char != _LOST or "@" <= line[i] <= "~")
    note = bracket().match(line, i + 1)
    if note is None or toneless(note[1]) not in syllables():
        yield guess.take(char, i, None)._replace(end=end)
        return
    sound = toneless(note[1])
    if sound in readings(char):
        yield guess.take(char, i, None).confirmed(note.end())
    elif guess.pending is not None and guess.gaps < _DROPPED:
        for known in _with_trail(ord(line[i]), sound):  # the pair before it was dropped
            yield guess.take(_LOST, i, None).take(known, i, None).confirmed(note.end())


def _pair(guess: Guess, code: bytes, i: int) -> Iterator[Guess]:
    """Pair the left-over byte with the next one; or assume that pairs in between were dropped."""
    yield guess.take(_char(guess.pending, code[0]), i, code[1])
    if guess.pending is None:
        return
    dropped = guess
    for gaps in range(guess.gaps + 1, _DROPPED + 1):
        dropped = dropped.take(_LOST, i, None)
        penalty = dropped.score - 0.6
        yield dropped._replace(score=penalty, gaps=gaps).take(_LOST, i, code[1])


def _char(lead: int | None, trail: int) -> str:
    """Return the character of the two bytes, □ where one is unknown or they make none."""
    char = bytes((lead, trail)).decode("gbk", "ignore") if lead else ""
    return char if len(char) == 1 else _LOST


@cache
def _with_lead(lead: int, sound: str) -> tuple[str, ...]:
    """Return the traditional characters whose GBK code begins with *lead* and that are read *sound*."""
    codes = (bytes((lead, trail)) for trail in range(0x40, 0xFF))
    chars = (char for code in codes if len(char := code.decode("gbk", "ignore")) == 1)
    return tuple(char for char in chars if is_traditional(char) and sound in readings(char))


@cache
def _with_trail(trail: int, sound: str) -> tuple[str, ...]:
    """Return the traditional characters whose GBK code ends with *trail* and that are read *sound*."""
    codes = (bytes((lead, trail)) for lead in range(0x81, 0xFF))
    chars = (char for code in codes if len(char := code.decode("gbk", "ignore")) == 1)
    return tuple(char for char in chars if is_traditional(char) and sound in readings(char))
