"""The list of what people asked and did not find."""

from __future__ import annotations

from collections.abc import Collection, Sequence

from bot.chat.render import h
from bot.store.missing import Missing

SETTLE_SOLVED = "删去已能查到的"
SETTLE_ALL = "全部删去"
SETTLED = "已删去{}条"
LISTED = "没有查到的问题："
NONE = "没有人反映查不到的问题。"


def listed(found: Sequence[Missing], solved: Collection[str]) -> list[str]:
    """List the questions, those that most people asked first."""
    if not found:
        return [NONE]
    head = f"<b>{LISTED[:-1]}</b>：{len(found)}条，反映人数多的在前"
    lines = [
        f"{number}. {h(one.question)}（{one.people}人，最近{one.last.month}月{one.last.day}日）"
        + ("：<b>现在已能查到</b>" if one.question in solved else "")
        for number, one in enumerate(found, 1)
    ]
    return [head, *lines, "补充文件或在 terms.toml 里添上叫法后，/reload 再看。"]
