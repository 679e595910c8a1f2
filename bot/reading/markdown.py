"""Markdown → plain lines with the way back to the file; tables become rows of cells separated by tabs."""

from __future__ import annotations

import re
from array import array
from collections.abc import Iterator

_LINE_MARK = re.compile(r"[ \t]*(?:#{1,6}[ \t]+|[-*+][ \t]+(?!-)|>[ \t]?)")
_INLINE = re.compile(r"\*\*|__|`|(?<!\w)\*(?=\S)|(?<=\S)\*(?!\w)")
_RULE = re.compile(r"[ \t]*\|?(?:[ \t]*:?-{2,}:?[ \t]*\|)+(?:[ \t]*:?-{2,}:?[ \t]*)?$")


def plain_text(raw: str) -> tuple[str, array[int]]:
    """Return the words of a Markdown file, and where each character of them begins in *raw*.

    The array has one entry more than the text; headings, bullets and emphasis lose their marks.
    """
    kept: list[str] = []
    origin = array("l")
    for at, char in _characters(raw):
        kept.append(char)
        origin.append(at)
    origin.append(len(raw))
    return "".join(kept), origin


def _characters(raw: str) -> Iterator[tuple[int, str]]:
    start = 0
    for line in raw.splitlines(keepends=True):
        if not _RULE.match(line.rstrip("\n")):
            yield from _of_row(line, start) if line.lstrip().startswith("|") else _of_line(line, start)
        start += len(line)


def _of_line(line: str, start: int) -> Iterator[tuple[int, str]]:
    mark = _LINE_MARK.match(line)
    begin = mark.end() if mark else 0
    dropped = {i for m in _INLINE.finditer(line, begin) for i in range(*m.span())}
    yield from ((start + i, line[i]) for i in range(begin, len(line)) if i not in dropped)


def _of_row(line: str, start: int) -> Iterator[tuple[int, str]]:
    """A table row: its outer bars go, the inner ones become tabs."""
    first, last = line.index("|"), line.rstrip().rfind("|")
    for i, char in enumerate(line):
        if first < i < last or i > last:
            yield start + i, "\t" if char == "|" and i < last else char
