"""Files → their words: one line per paragraph, cells of a table row parted by TAB.

Each reader takes a file's bytes and returns its text with notes for the administrator. What it refuses
it refuses with ``Unreadable`` and the reason alone, without the file's name and without a full stop: whoever
knows the name makes the sentence. All of them run in :mod:`bot.reading.formats.child`.
"""

from __future__ import annotations

from array import array
from enum import StrEnum
from typing import NamedTuple

#: A thousand printed pages; a longer text would keep one reload busy for a minute.
MAX_CHARACTERS = 2_000_000

TOO_LONG = f"文字超过 {MAX_CHARACTERS // 10_000} 万字，请拆分后再放入"


class Kind(StrEnum):
    PLAIN = "plain"
    HTML = "html"
    CSV = "csv"
    DOCX = "docx"
    XLSX = "xlsx"
    PDF = "pdf"


class Extract(NamedTuple):
    """What was taken out of a text that is more than its words: a web page, Markdown, a CSV table.

    ``origin[i]`` is where the i-th character of ``text`` begins in the file as decoded; it has one
    entry more than ``text``. Title and day are those that a page gives about itself.
    """

    text: str
    origin: array[int]
    title: str = ""
    day_text: str = ""


class Words(NamedTuple):
    """What a file says, and what the administrator should know about how it was read.

    Of what is text, ``text`` is the file as decoded; ``margin`` (0 … 1) how clear the choice of the encoding
    was, 1.0 where it was not a choice.
    """

    text: str
    notes: tuple[str, ...] = ()
    extract: Extract | None = None  # None where the text itself is what is to be read
    encoding: str = ""
    margin: float = 1.0
