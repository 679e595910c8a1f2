"""What is measured on: this checkout, its sample knowledge, and questions that suit any knowledge."""

from __future__ import annotations

from pathlib import Path

import bot
from bot.duty import Duty
from bot.errors import Misuse

ROOT = Path(bot.__file__).parents[1]
QUESTION = "餐饮油烟谁负责"

#: How people ask: of a matter who, when and what; of a unit what; of a time what.
_FORMS = (
    "{matter}谁负责",
    "{matter}什么时候完成",
    "请问{matter}归哪个部门管",
    "{unit}负责什么",
    "{matter}由谁牵头，谁配合",
    "本月到期的有哪些",
)


def knowledge() -> Path:
    """Return the sample knowledge.

    Raises:
        Misuse: the program was installed without it.
    """
    folder = ROOT / "knowledge"
    if not folder.is_dir():
        raise Misuse("测量要用源码里的 knowledge 示例文件夹；请在源码文件夹里用 make bench 运行。")
    return folder


def questions(duties: tuple[Duty, ...], count: int) -> list[str]:
    """Return *count* questions about *duties*, the same ones each time."""
    found = []
    for number in range(count):
        duty = duties[(number * 7) % len(duties)]
        unit = duty.parts[0].unit if duty.parts else "生态环境局"
        found.append(_FORMS[number % len(_FORMS)].format(matter=duty.matter[:16], unit=unit))
    return found
