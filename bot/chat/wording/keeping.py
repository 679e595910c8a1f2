"""What administrators are told about the nightly backup."""

from __future__ import annotations

from collections.abc import Sequence

_SHOWN = 5


def failed(why: str) -> str:
    """Say that there is no backup of today."""
    return f"自动备份没有做成。{why}\n机器人照常工作，每小时再试一次；今天不再提醒。"


def unsound(name: str, wrong: Sequence[str]) -> str:
    """Say that what was backed up is not as it was written."""
    shown = "\n".join(f"· {one}" for one in wrong[:_SHOWN])
    more = f"\n· ……另有{len(wrong) - _SHOWN}处" if len(wrong) > _SHOWN else ""
    told = f"自动备份 {name} 已做成，但核对发现{len(wrong)}处不对，旧备份暂不清理："
    return f"{told}\n{shown}{more}\n请在终端运行 duban verify 查看。"
