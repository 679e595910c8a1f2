"""The documents that answers come from, in words."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence

from bot.chat.render import h
from bot.duty import Document, Duty, Known

_KNOWN = {Known.STATED: "", Known.INFERRED: "（推定）", Known.UNKNOWN: ""}


def listed(documents: Mapping[str, Document], duties: Sequence[Duty]) -> list[str]:
    """List the documents, newest first, with their day and how many matters each orders."""
    if not documents:
        return ["<b>已载入文件</b>：0份。请管理员把文件放进资料文件夹后发送 /reload。"]
    counts = Counter(duty.source.file for duty in duties)
    ordered = sorted(documents.values(), key=lambda d: (d.day is None, d.day and -d.day.toordinal(), d.file))
    head = f"<b>已载入文件</b>：{len(documents)}份，共{len(duties)}项。"
    return [head, *(f"{i}. {_line(d, counts[d.file])}" for i, d in enumerate(ordered, 1))]


def _line(document: Document, count: int) -> str:
    title = f"《{h(document.title)}》" if document.title else h(document.file)
    day = document.day.isoformat() + _KNOWN[document.day_known] if document.day else "日期不明"
    issuer = f" · {h(document.issuer)}" if document.issuer else ""
    number = f" · {h(document.number)}" if document.number else ""
    return f"{title} {day}{issuer}{number} · {count}项"
