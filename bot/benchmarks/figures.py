"""What a benchmark gives, and how it is shown: in the terminal, as JSON and in the READMEs."""

from __future__ import annotations

import os
import platform
import unicodedata
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, NamedTuple


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


class Words(NamedTuple):
    """The same in both languages."""

    chinese: str
    english: str


@dataclass(frozen=True, slots=True)
class Table:
    """Figures told beside one another: a head, and rows of as many cells; a figure stands as text."""

    head: tuple[Words | str, ...]
    rows: tuple[tuple[Words | str, ...], ...]

    def cells(self, *, english: bool) -> list[list[str]]:
        """Return the head and the rows in one of the languages."""
        return [
            [cell if isinstance(cell, str) else cell.english if english else cell.chinese for cell in row]
            for row in (self.head, *self.rows)
        ]


@dataclass(frozen=True, slots=True)
class Picture:
    """A chart of the READMEs: its name among ``docs/pictures``, what it shows, and what draws it as SVG.

    *draw* is told whether the words in it are to be English.
    """

    name: str
    shows: Words
    draw: Callable[[bool], bytes]

    def path(self, *, english: bool) -> str:
        return f"docs/pictures/{self.name}{'.en' if english else ''}.svg"


@dataclass(frozen=True, slots=True)
class Result:
    """The figures of one benchmark; *skipped* says in Chinese why there are none.

    Where there are *tables*, these are what people are told instead of a list of the figures.
    """

    name: str
    figures: tuple[Figure, ...] = ()
    skipped: str = ""
    tables: tuple[Table, ...] = ()
    pictures: tuple[Picture, ...] = ()

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
    """Return *result* as small tables for the terminal."""
    if result.skipped:
        return f"{result.command}：{result.skipped}"
    tables = [table.cells(english=False) for table in result.tables]
    tables = tables or [[[f.chinese, f.told] for f in result.figures]]
    return f"{result.command}（{machine()}）\n" + "\n\n".join(map(_lined_up, tables))


def _lined_up(rows: list[list[str]]) -> str:
    """Return *rows* with their cells below one another: words to the left, figures to the right."""
    widths = [max(map(_width, column)) for column in zip(*rows, strict=True)]
    lines = []
    for row in rows:
        (first, room), *others = (
            (cell, " " * (w - _width(cell))) for cell, w in zip(row, widths, strict=True)
        )
        lines.append("  ".join(["", first + room, *(room + cell for cell, room in others)]))
    return "\n".join(lines)


def markdown(result: Result, *, english: bool) -> str:
    """Return *result* as tables for a README."""
    measured, figure = ("Measured by", "Figure") if english else ("测量命令", "结果")
    measured = f"{measured} `{result.command}`"
    if result.tables:
        tables = [table.cells(english=english) for table in result.tables]
        pictures = [
            f"![{p.shows.english if english else p.shows.chinese}]({p.path(english=english)})"
            for p in result.pictures
        ]
        measured = f"{measured}:" if english else f"{measured}："
        return "\n\n".join([measured, *pictures, *map(_as_markdown, tables)])
    shown = [[f.english if english else f.chinese, f.told] for f in result.figures if not f.beside]
    return _as_markdown([[measured, figure], *shown])


def _as_markdown(rows: list[list[str]]) -> str:
    head, *others = (f"| {' | '.join(row)} |" for row in rows)
    return "\n".join([head, f"|---|{'--:|' * (len(rows[0]) - 1)}", *others])


def _width(text: str) -> int:
    """Return how many columns of a terminal *text* takes."""
    return sum(2 if unicodedata.east_asian_width(c) in "WF" else 1 for c in text)
