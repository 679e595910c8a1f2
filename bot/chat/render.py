"""Blocks of HTML → messages that Telegram takes (rules R19, R20), and HTML → plain text.

A *block* is a piece of HTML whose tags are closed within it. Blocks are packed whole where they
fit; one that is too long is cut where a sentence ends, its open tags closed and opened again.
"""

from __future__ import annotations

import html
import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from bot.pattern import Pattern

LIMIT = 3_800  # UTF-16 units a reader sees; Telegram refuses 4,097
ENTITIES = 80  # Telegram drops formatting after the hundredth; links and numbers it finds count too
PARTS = 5  # more messages than this go as a file
CALLBACK_BYTES = 64  # what Telegram takes as callback_data; the library does not check

_NUMBERING = 12  # room for “（1/3）” and its line break
_TOKEN = Pattern(r"</?[a-z][^<>]*>|&#?\w{1,10};|.", re.DOTALL)
_TAG = Pattern(r"</?[a-z][^<>]*>")
_STOPS = "。；\n"
# Control characters, direction overrides and lone surrogates: invisible at best, refused at worst.
_HOSTILE = Pattern("[\x00-\x08\x0b-\x1f\x7f\u0080-\u009f\u200e\u200f\u202a-\u202e\u2066-\u2069\ud800-\udfff]")
_JOINING = Pattern("[\u200d\ufe00-\ufe0f\u0300-\u036f\U0001f3fb-\U0001f3ff]")
_DIGITS = "0123456789abcdefghijklmnopqrstuvwxyz"
_CALLBACK = Pattern(r"v1:([a-z]{1,12}):([0-9a-z]{1,13}(?:\.[0-9a-z]{1,13}){0,4})\Z")


def h(value: object) -> str:
    """Return *value* as text that is safe inside a block."""
    return html.escape(visible(str(value)), quote=False)


def visible(text: str) -> str:
    """Return *text* without control characters, direction overrides and lone surrogates."""
    return _HOSTILE.sub("", text.replace("\r\n", "\n").replace("\r", "\n"))


def units(text: str) -> int:
    """Return how many UTF-16 units *text* has; Telegram counts in these."""
    return len(text.encode("utf-16-le", "surrogatepass")) // 2


def size(block: str) -> tuple[int, int]:
    """Return how many UTF-16 units of *block* are seen, and how many entities it makes."""
    tags = _TAG.findall(block)
    return units(html.unescape(_TAG.sub("", block))), sum(1 for tag in tags if tag[1] != "/")


def pack(blocks: Iterable[str]) -> list[str]:
    """Pack *blocks* into as few messages as hold them, in order and numbered （1/3）."""
    limit = LIMIT - _NUMBERING
    pages = [page for page in _pages(blocks, limit) if size(page)[0]]
    if len(pages) <= 1:
        return pages
    return [f"{page}\n（{i}/{len(pages)}）" for i, page in enumerate(pages, 1)]


def is_long(blocks: Sequence[str]) -> bool:
    """Tell whether *blocks* would need more than ``PARTS`` messages, and belong in a file.

    An estimate from below decides first: cutting a book into messages only to throw them away
    takes long.
    """
    total = sum(size(block)[0] for block in blocks)
    return total > PARTS * LIMIT or len(pack(blocks)) > PARTS


def _pages(blocks: Iterable[str], limit: int) -> Iterator[str]:
    page, used, entities = "", 0, 0
    for block in blocks:
        if not block.strip():
            continue
        for piece in _cut(block, limit):
            length, marks = size(piece)
            if page and (used + 1 + length > limit or entities + marks > ENTITIES):
                yield page.strip()
                page, used, entities = "", 0, 0
            page += ("\n" if page else "") + piece
            used, entities = used + length + 1, entities + marks
    yield page.strip()


def _cut(block: str, limit: int) -> list[str]:
    """Cut one block into pieces of at most *limit* units and ``ENTITIES`` entities, all balanced."""
    length, marks = size(block)
    if length <= limit and marks <= ENTITIES:
        return [block]
    atoms = _TOKEN.findall(block)
    pieces: list[str] = []
    while atoms:
        end = _end_of_piece(atoms, limit)
        head, atoms = atoms[:end], atoms[end:]
        still_open = _still_open(head)
        pieces.append("".join(head) + "".join(f"</{_name(tag)}>" for tag in reversed(still_open)))
        if atoms:
            atoms = still_open + atoms
    return pieces


def _end_of_piece(atoms: Sequence[str], limit: int) -> int:
    """Return after which atom to cut: the last full stop that fits, else as much as fits."""
    used = marks = stop = 0
    for i, atom in enumerate(atoms):
        if _TAG.fullmatch(atom):
            marks += atom[1] != "/"
        else:
            used += units(html.unescape(atom))
        if used > limit or marks > ENTITIES:
            if stop and stop > i // 2:
                return stop
            return _before_joining(atoms, i)
        if atom in _STOPS:
            stop = i + 1
    return len(atoms)


def _before_joining(atoms: Sequence[str], i: int) -> int:
    """Return a cut at or shortly before *i* that does not tear a composed sign apart."""
    for back in range(min(8, i - 1)):
        here = i - back
        if not _JOINING.match(atoms[here]) and atoms[here - 1] != "\u200d":
            return here
    return max(i, 1)


def _still_open(atoms: Iterable[str]) -> list[str]:
    opened: list[str] = []
    for atom in atoms:
        if not _TAG.fullmatch(atom):
            continue
        if atom[1] != "/":
            opened.append(atom)
        elif opened:
            opened.pop()
    return opened


def _name(tag: str) -> str:
    return tag.strip("</>").split()[0]


def plain(block: str, indent: str = "　　") -> str:
    """Return *block* as plain text: tags gone, quotes on lines of their own, indented."""
    lines: list[str] = []
    for i, part in enumerate(re.split(r"</?blockquote(?: expandable)?>", block)):
        text = html.unescape(_TAG.sub("", part))
        margin = indent if i % 2 else ""
        lines += [margin + line for line in text.strip("\n").split("\n") if part.strip()]
    return "\n".join(lines)


def callback(action: str, *numbers: int) -> str:
    """Return the callback_data of a button ``v1:<action>:<numbers in base 36, dots between>``, ≤ 64 bytes."""
    data = f"v1:{action}:{'.'.join(map(base36, numbers))}"
    if len(data.encode()) > CALLBACK_BYTES or not _CALLBACK.match(data):
        raise ValueError(f"callback_data does not fit: {data!r}")
    return data


def read_callback(data: str | None) -> tuple[str, int, *tuple[int, ...]] | None:
    """Read what :func:`callback` wrote; None for anything else."""
    match = _CALLBACK.match(data or "")
    if match is None:
        return None
    first, *more = (int(number, 36) for number in match[2].split("."))
    return (match[1], first, *more)


def base36(number: int) -> str:
    """Return a number ≥ 0 in base 36."""
    digits = ""
    while number or not digits:
        number, digit = divmod(number, 36)
        digits = _DIGITS[digit] + digits
    return digits


@dataclass(frozen=True, slots=True)
class Button:
    """A button under a message: its words and what it sends back."""

    label: str
    data: str


@dataclass(frozen=True, slots=True)
class Message:
    """What is to be said: blocks of HTML, and rows of buttons under the last of them."""

    blocks: tuple[str, ...]
    buttons: tuple[tuple[Button, ...], ...] = ()

    def plain(self) -> str:
        """Return the whole as plain text, for a file or where HTML was refused."""
        return "\n".join(plain(block) for block in self.blocks)
