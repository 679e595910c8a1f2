"""What stands before and after a passage, in the document's repaired words."""

from __future__ import annotations

from bot.chat.render import h
from bot.chat.wording import duties
from bot.duty import Document, Duty

_REACH = 300  # characters on either side at most
_ENDS = "。；！？\n"


def around(duty: Duty, document: Document | None) -> list[str]:
    """Return the source, the words before, the passage itself, and the words after."""
    if document is None:
        return ["来源文件已不在资料中，无法显示前后文。"]
    start, end = duty.source.at
    first, last = _begin(document.repaired.text, start), _finish(document.repaired.text, end)
    parts = (("上文", first, start), ("原文", start, end), ("下文", end, last))
    blocks = [duties.source(duty, document)]
    for title, a, b in parts:
        blocks += _part(title, document, a, b)
    return blocks


def _part(title: str, document: Document, start: int, end: int) -> list[str]:
    """Show one stretch; where repair had to guess, the file's own characters instead (R48)."""
    repaired, mark = document.repaired, ""
    text = repaired.text[start:end]
    if not duties.quotable(repaired.damage(start, end)):
        text, mark = duties.original(document, *repaired.span(start, end)), f"（{duties.DAMAGED}）"
    # What follows a passage begins with the stop that ends it.
    text = text.lstrip("，。；、！？,;) \n") if title == "下文" else text
    lines = "\n".join(line.strip() for line in text.split("\n") if line.strip())
    return [f"<b>{title}</b>{mark}", f"<blockquote>{h(lines)}</blockquote>"] if lines else []


def _begin(text: str, at: int) -> int:
    """Return where the words before *at* begin: at the start of a sentence, not too far back."""
    floor = max(at - _REACH, 0)
    stops = [i for i in (text.find(mark, floor, at) for mark in _ENDS) if i >= 0]
    return min(stops) + 1 if floor and stops else floor


def _finish(text: str, at: int) -> int:
    """Return where the words after *at* end: with a sentence, not too far on."""
    ceiling = min(at + _REACH, len(text))
    stop = max(text.rfind(mark, at, ceiling) for mark in _ENDS)
    return stop + 1 if ceiling < len(text) and stop >= 0 else ceiling
