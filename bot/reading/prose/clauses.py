"""Paragraph → sentences → clauses; a mark inside quotes or brackets cuts nothing."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

_OPEN, _CLOSE = "“（(《〔【「『[", "”）)》〕】」』]"
_BRACKETS = re.escape(_OPEN + _CLOSE)
_SENTENCE = re.compile(f"[。！？!?\n{_BRACKETS}]")
_CLAUSE = re.compile(f"[，,；;:：{_BRACKETS}]")
_UNCLOSED = 300  # a bracket that stays open longer was never meant to be closed


@dataclass(frozen=True, slots=True)
class Clause:
    """A stretch of a paragraph at ``[start, end)``, its closing mark included."""

    start: int
    end: int
    text: str


def sentences(text: str) -> Iterator[Clause]:
    """Yield the sentences of a paragraph."""
    yield from _cut(text, _SENTENCE)


def clauses(sentence: Clause) -> Iterator[Clause]:
    """Yield the clauses of *sentence*, cut at commas, semicolons and colons."""
    for clause in _cut(sentence.text, _CLAUSE):
        yield Clause(sentence.start + clause.start, sentence.start + clause.end, clause.text)


def _cut(text: str, marks: re.Pattern[str]) -> Iterator[Clause]:
    depth, start = 0, 0
    for mark in marks.finditer(text):
        i, char = mark.start(), mark[0]
        if char in _OPEN:
            depth += 1
        elif char in _CLOSE:
            depth = max(0, depth - 1)
        elif depth == 0 or char == "\n" or i - start > _UNCLOSED:
            if text[start:i].strip():
                yield Clause(start, i + 1, text[start : i + 1])
            start, depth = i + 1, 0
    if text[start:].strip():
        yield Clause(start, len(text), text[start:])
