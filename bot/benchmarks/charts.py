"""Charts of the READMEs, drawn by matplotlib, which is installed for development."""

from __future__ import annotations

import importlib
import io
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from bot.errors import Misuse

#: Fonts that have Chinese characters, by the names that Debian, macOS and Windows have them under.
_FONTS = ("Noto Sans CJK SC", "Noto Sans CJK JP", "WenQuanYi Zen Hei", "PingFang SC", "Microsoft YaHei")
#: The first is this program's; the others stand back.
_COLOURS = ("#b42318", "#475467", "#1570ef", "#98a2b3", "#667085")


@dataclass(frozen=True, slots=True)
class Point:
    """What one engine gave at one size: *first* is a share, *p99* milliseconds."""

    duties: int
    first: float
    p99: float


def beside_others(curves: Mapping[str, Sequence[Point]], *, english: bool) -> bytes:
    """Draw how good and how fast engines are by the number of duties; return it as SVG.

    Raises:
        Misuse: there is no font with Chinese characters.
    """
    matplotlib = importlib.import_module("matplotlib")
    matplotlib.use("svg")
    pyplot = importlib.import_module("matplotlib.pyplot")
    style = {
        "svg.fonttype": "path",  # so that it looks the same without the font
        "svg.hashsalt": "duban",  # the same drawing gives the same file
        "font.size": 10,
        **({} if english else {"font.family": _chinese_font()}),
    }
    with matplotlib.rc_context(style):
        figure, (good, quick) = pyplot.subplots(1, 2, figsize=(9.2, 3.6), layout="constrained")
        _panel(good, {name: [(p.duties, p.first) for p in points] for name, points in curves.items()})
        good.set_title("Right first" if english else "首条正确的比例", loc="left")
        good.set_ylim(0, 1.02)
        _panel(quick, {name: [(p.duties, p.p99) for p in points] for name, points in curves.items()})
        quick.set_title("99th percentile, ms" if english else "第 99 百分位用时（毫秒）", loc="left")
        quick.set_yscale("log")
        quick.yaxis.set_major_formatter("{x:g}")
        sizes = sorted({point.duties for points in curves.values() for point in points})
        for axes in (good, quick):
            axes.set_xlabel("duties" if english else "任务数")
            axes.set_xticks(sizes, [_counted(size, english=english) for size in sizes])
            axes.minorticks_off()
        drawn = io.BytesIO()
        figure.savefig(drawn, format="svg", metadata={"Date": None, "Creator": None})
        pyplot.close(figure)
    return drawn.getvalue()


def _panel(axes: Any, lines: Mapping[str, Sequence[tuple[int, float]]]) -> None:
    """Draw one line an engine, with its name at its end instead of a legend."""
    axes.set_xscale("log")
    for (name, points), colour in zip(lines.items(), _COLOURS, strict=False):
        across, up = zip(*points, strict=True)
        own = colour == _COLOURS[0]
        axes.plot(across, up, color=colour, linewidth=2.4 if own else 1.3, marker="o", markersize=4)
        axes.annotate(
            name,
            (across[-1], up[-1]),
            xytext=(7, 0),
            textcoords="offset points",
            color=colour,
            va="center",
            fontweight="bold" if own else "normal",
        )
    axes.margins(x=0.05)
    axes.spines[["top", "right"]].set_visible(False)
    axes.grid(axis="y", color="#eaecf0", linewidth=0.8)
    axes.set_axisbelow(True)


def _counted(number: int, *, english: bool) -> str:
    """Return a round number in short: 10k or 1万."""
    steps = {"M": 10**6, "k": 10**3} if english else {"万": 10**4, "千": 10**3}
    for name, step in steps.items():
        if number >= step:
            return f"{number / step:g}{name}"
    return str(number)


def _chinese_font() -> str:
    manager = importlib.import_module("matplotlib.font_manager")
    installed = {font.name for font in manager.fontManager.ttflist}
    for name in _FONTS:
        if name in installed:
            return name
    raise Misuse("没有找到中文字体，图里的字画不出来；请先运行 make browser 安装。")
