"""Telegram's reading of HTML: text and entities, refused in Telegram's own words.

Faithful for the tags a bot may send, nesting, the four named references and byte offsets in the
refusals; not: links inside ``pre``, custom emoji, and dates.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Any

from bot.sandbox.refusals import Refused

_TYPES = {
    "b": "bold",
    "strong": "bold",
    "i": "italic",
    "em": "italic",
    "u": "underline",
    "ins": "underline",
    "s": "strikethrough",
    "strike": "strikethrough",
    "del": "strikethrough",
    "code": "code",
    "pre": "pre",
    "a": "text_link",
    "tg-spoiler": "spoiler",
    "span": "spoiler",
    "blockquote": "blockquote",
}
_NAMED = {"lt": "<", "gt": ">", "amp": "&", "quot": '"'}
_REFERENCE = re.compile(r"&(?:#(\d{1,7})|#x([0-9a-fA-F]{1,6})|([a-z]{2,4}));")
_ATTRIBUTE = re.compile(r"""\s*([^\s=>/"']+)(?:\s*=\s*("[^"]*"|'[^']*'|[^\s>"']+))?""")

_COMMAND = re.compile(r"(?<![\w/])/[A-Za-z0-9_]{1,32}(?:@[A-Za-z0-9_]{3,32})?(?!\w)", re.ASCII)
_MENTION = re.compile(r"(?<![\w@])@[A-Za-z0-9_]{4,32}(?!\w)", re.ASCII)
#: Nothing is looked for inside these.
_LITERAL = frozenset({"code", "pre", "text_link"})

LIMIT_TEXT = 4096
LIMIT_CAPTION = 1024
LIMIT_ENTITIES = 100


@dataclass(frozen=True, slots=True)
class _Open:
    name: str
    attributes: dict[str, str]
    offset: int  # in UTF-16 units of the text so far


def units(text: str) -> int:
    """Return how many UTF-16 units *text* has."""
    return len(text.encode("utf-16-le", "surrogatepass")) // 2


def parse_html(markup: str) -> tuple[str, list[dict[str, Any]]]:
    """Read *markup* as Telegram does.

    Returns:
        The text, stripped, and its entities (offsets and lengths in UTF-16 units).

    Raises:
        Refused: 400 "can't parse entities: …" with the offset in bytes.
    """
    text: list[str] = []
    length = i = 0
    stack: list[_Open] = []
    entities: list[dict[str, Any]] = []
    while i < len(markup):
        if markup[i] == "<":
            offset = len(markup[:i].encode())
            i = _tag(markup, i, offset, length, stack, entities)
            continue
        char, i = _char(markup, i)
        text.append(char)
        length += units(char)
    if stack:
        raise _unparsable(f'Can\'t find end tag corresponding to start tag "{stack[-1].name}"')
    return _stripped("".join(text), entities)


def _char(markup: str, i: int) -> tuple[str, int]:
    if markup[i] != "&" or not (match := _REFERENCE.match(markup, i)):
        return markup[i], i + 1
    if match[3]:
        return (_NAMED[match[3]], match.end()) if match[3] in _NAMED else ("&", i + 1)
    code = int(match[1]) if match[1] else int(match[2], 16)
    return (chr(code), match.end()) if 0 < code < 0x110000 else ("&", i + 1)


def _tag(
    markup: str, i: int, offset: int, length: int, stack: list[_Open], entities: list[dict[str, Any]]
) -> int:
    """Take the tag at *i* into account and return where the markup goes on."""
    end = markup.find(">", i)
    if markup.startswith("/", i + 1):
        if not stack:
            raise _unparsable(f"Unexpected end tag at byte offset {offset}")
        if end < 0:
            raise _unparsable(f"Unclosed end tag at byte offset {offset}")
        _close(markup[i + 2 : end].strip().lower(), offset, length, stack, entities)
        return end + 1
    if end < 0:
        raise _unparsable(f"Unclosed start tag at byte offset {offset}")
    name, _, rest = markup[i + 1 : end].partition(" ")
    name = name.lower()
    if name not in _TYPES:
        raise _unparsable(f'Unsupported start tag "{name}" at byte offset {offset}')
    attributes = {m[1].lower(): (m[2] or "").strip("\"'") for m in _ATTRIBUTE.finditer(rest)}
    if name == "span" and attributes.get("class") != "tg-spoiler":
        raise _unparsable(f'Tag "span" must have class "tg-spoiler" at byte offset {offset}')
    stack.append(_Open(name, attributes, length))
    return end + 1


def _close(name: str, offset: int, length: int, stack: list[_Open], entities: list[dict[str, Any]]) -> None:
    opened = stack.pop()
    if name and name != opened.name:
        raise _unparsable(
            f'Unmatched end tag at byte offset {offset}, expected "</{opened.name}>", found "</{name}>"'
        )
    kind = _TYPES[opened.name]
    if kind == "blockquote" and any(outer.name == "blockquote" for outer in stack):
        raise _unparsable("blockquote entities can't be nested")
    if kind == "blockquote" and "expandable" in opened.attributes:
        kind = "expandable_blockquote"
    if length > opened.offset:
        entity: dict[str, Any] = {"type": kind, "offset": opened.offset, "length": length - opened.offset}
        entity["depth"] = len(stack)  # of two as long as each other the outer one comes first
        if kind == "text_link":
            entity["url"] = opened.attributes.get("href", "")
        entities.append(entity)


def _stripped(text: str, entities: list[dict[str, Any]]) -> tuple[str, list[dict[str, Any]]]:
    """Take white space off both ends, as Telegram does, and move the entities along."""
    lead = units(text) - units(text.lstrip())
    text = text.strip()
    total = units(text)
    kept = []
    for entity in sorted(entities, key=lambda e: (e["offset"], -e["length"], e["depth"])):
        start = max(entity["offset"] - lead, 0)
        end = min(entity["offset"] + entity["length"] - lead, total)
        if end > start:
            kind = {k: v for k, v in entity.items() if k != "depth"}
            kept.append(kind | {"offset": start, "length": end - start})
    return text, kept[:LIMIT_ENTITIES]


def with_detected(text: str, found: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """Return the entities of a bot's text and the commands and mentions between them, in their order."""
    taken = [(e["offset"], e["offset"] + e["length"]) for e in found if e["type"] in _LITERAL]
    more = [
        e
        for e in detect(text)
        if not any(start < e["offset"] + e["length"] and e["offset"] < end for start, end in taken)
    ]
    return sorted([*found, *more], key=lambda e: (e["offset"], -e["length"]))[:LIMIT_ENTITIES]


def detect(text: str) -> list[dict[str, Any]]:
    """Return the commands and mentions that Telegram finds in what a person types."""
    found = [("bot_command", m) for m in _COMMAND.finditer(text)]
    found += [("mention", m) for m in _MENTION.finditer(text)]
    return [
        {"type": kind, "offset": units(text[: m.start()]), "length": units(m[0])}
        for kind, m in sorted(found, key=lambda pair: pair[1].start())
    ]


def _unparsable(reason: str) -> Refused:
    return Refused(400, f"Bad Request: can't parse entities: {reason}")
