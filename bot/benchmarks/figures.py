"""What a benchmark gives, and how it is shown: in the terminal, as JSON and in the READMEs."""

from __future__ import annotations

import os
import platform
import unicodedata
from dataclasses import dataclass
from typing import Any


@dataclass(frozen=True, slots=True)
class Figure:
    """One measured figure, named in both languages.

    *digits* after the decimal point are told; what only says what was measured on is *beside* the point
    and stays out of the READMEs. No *value*: what was to be measured is not installed.
    """

    key: str
    chinese: str
    english: str
    value: float | None
    unit: str = ""
    digits: int = 0
    beside: bool = False

    @property
    def told(self) -> str:
        if self.value is None:
            return "未安装"
        return f"{self.value:,.{self.digits}f} {self.unit}".strip()


@dataclass(frozen=True, slots=True)
class Result:
    """The figures of one benchmark; *skipped* says in Chinese why there are none."""

    name: str
    figures: tuple[Figure, ...] = ()
    skipped: str = ""

    @property
    def whole(self) -> bool:
        """Is there a value for everything that was to be measured?"""
        return not self.skipped and all(figure.value is not None for figure in self.figures)

    @property
    def command(self) -> str:
        return f"duban bench {self.name}"


def machine() -> str:
    """Name what the figures were measured on, as far as it decides them."""
    return (
        f"Python {platform.python_version()}, {os.cpu_count()} CPU, {platform.system()} {platform.machine()}"
    )


def as_json(result: Result) -> dict[str, Any]:
    """Return *result* as the object that ``duban bench --json`` prints."""
    return {
        "name": result.name,
        "machine": machine(),
        "figures": {f.key: None if f.value is None else round(f.value, 6) for f in result.figures},
        "skipped": result.skipped or None,
    }


def told(result: Result) -> str:
    """Return *result* as a small table for the terminal."""
    if result.skipped:
        return f"{result.command}：{result.skipped}"
    left = max(_width(f.chinese) for f in result.figures)
    right = max(_width(f.told) for f in result.figures)
    rows = [
        f"  {f.chinese}{' ' * (left - _width(f.chinese))}  {' ' * (right - _width(f.told))}{f.told}"
        for f in result.figures
    ]
    return "\n".join([f"{result.command}（{machine()}）", *rows])


def markdown(result: Result, *, english: bool) -> str:
    """Return *result* as a table for a README."""
    head = ("Measured by", "Figure") if english else ("测量命令", "结果")
    rows = [f"| {f.english if english else f.chinese} | {f.told} |" for f in result.figures if not f.beside]
    return "\n".join([f"| {head[0]} `{result.command}` | {head[1]} |", "|---|--:|", *rows])


def _width(text: str) -> int:
    """Return how many columns of a terminal *text* takes."""
    return sum(2 if unicodedata.east_asian_width(c) in "WF" else 1 for c in text)
