"""What stands before and after a passage, in the document's repaired words."""

from __future__ import annotations

from bot.chat.render import h
from bot.chat.wording import duties
from bot.duty import Document, Duty

_REACH = 400  # characters on either side, then to the end of the line


def around(duty: Duty, document: Document | None) -> list[str]:
    """Return the source, the words before, the passage in bold, and the words after."""
    if document is None:
        return ["来源文件已不在资料中，无法显示前后文。"]
    start, end = duty.source.at
    text = document.repaired.text
    first = _line_start(text, max(start - _REACH, 0)) if start else 0
    last = _line_end(text, min(end + _REACH, len(text)))
    blocks = [duties.source(duty, document)]
    if not duties.quotable(document.repaired.damage(first, last)):
        raw = document.repaired.raw[slice(*document.repaired.span(first, last))]
        return [*blocks, f"{duties.DAMAGED}：", f"<blockquote>{h(_tidy(raw))}</blockquote>"]
    before = ("……" if first else "") + h(_tidy(text[first:start], right=False))
    after = h(_tidy(text[end:last], left=False)) + ("……" if last < len(text) else "")
    passage = f"<b>{h(text[start:end].strip())}</b>"
    return [*blocks, f"<blockquote>{before}{passage}{after}</blockquote>"]


def _line_start(text: str, at: int) -> int:
    """Return where the line at *at* begins, unless that is far back."""
    begin = text.rfind("\n", max(at - _REACH, 0), at)
    return begin + 1 if begin >= 0 else at


def _line_end(text: str, at: int) -> int:
    """Return where the line at *at* ends, unless that is far on."""
    finish = text.find("\n", at, at + _REACH)
    return finish if finish >= 0 else min(at, len(text))


def _tidy(text: str, *, left: bool = True, right: bool = True) -> str:
    """Drop empty lines; keep the break towards the passage where there is one."""
    lines = "\n".join(line.strip() for line in text.split("\n") if line.strip())
    head = "\n" if not left and text.lstrip(" \u3000")[:1] == "\n" else ""
    tail = "\n" if not right and text.rstrip(" \u3000")[-1:] == "\n" else ""
    return head + lines + tail
