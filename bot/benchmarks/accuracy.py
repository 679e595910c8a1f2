"""How much is right on the development set, by its own scorer; skipped where the set is not there."""

from __future__ import annotations

import json
import subprocess
import sys
import tempfile
from pathlib import Path
from typing import Any

from bot.benchmarks.figures import Figure, Result
from bot.benchmarks.sample import ROOT
from bot.errors import Misuse

DEFAULT = ROOT.parent / "shared" / "evaluation"

#: The scorer's word for it, in Chinese, in English; after the file that its figures come from.
_ASKED: dict[str, tuple[tuple[str, str, str], ...]] = {
    "extraction": (
        ("duty recall", "事项读出", "duties found"),
        ("lead-unit F1 (duties that name one)", "责任单位（F1）", "units that answer (F1)"),
        ("names nobody where nobody is named", "未写单位的不编造", "nobody named where nobody is"),
        ("deadline exactly right (duties that have one)", "事项的时限", "deadlines of duties"),
        (
            "invented deadlines (duties without one)",
            "编造的时限（越少越好）",
            "deadlines invented (less is better)",
        ),
    ),
    "answers": (
        ("answered right", "回答正确", "questions answered right"),
        ("right and best first", "正确且排在首位", "right, and the best first"),
    ),
    "deadlines": (("deadlines right", "时限换算", "deadline clauses"),),
    "repairs": (("repaired exactly", "损坏修复", "damage undone exactly"),),
}


def accuracy(shared: Path | None = None) -> Result:
    """Run the four commands over the development set and score what they print.

    Args:
        shared: the folder of the set; None: beside the checkout, where it may be absent.

    Raises:
        Misuse: the folder given holds no development set, or a command fails on it.
    """
    folder = shared or DEFAULT
    if not (folder / "score.py").is_file():
        if shared:
            raise Misuse(f"{shared} 里没有 score.py；--shared 请指向评测集所在的文件夹。")
        return Result(
            "accuracy", skipped="跳过：源码旁边没有评测集 ../shared/evaluation，可用 --shared 指定。"
        )
    scores: dict[str, Any] = {}
    with tempfile.TemporaryDirectory() as place:
        for what in _ASKED:
            scores[what] = _score(what, folder, Path(place) / f"{what}.jsonl")
    return Result("accuracy", tuple(_figures(scores)))


def _figures(scores: dict[str, dict[str, float]]) -> list[Figure]:
    found = []
    for what, rows in _ASKED.items():
        for key, chinese, english in rows:
            value = next((v for k, v in scores[what].items() if k.startswith(key)), None)
            if value is None:
                raise Misuse(f"score.py {what} 没有给出“{key}”；评测集与本程序的版本不合。")
            found.append(Figure(key, chinese, english, value, "", 3))
    return found


def _score(what: str, folder: Path, printed: Path) -> dict[str, Any]:
    """Run one command, keep what it prints, and return the scorer's figures."""
    dev = folder / "dev"
    docs = sorted(map(str, (dev / "docs").glob("*.txt")))
    sides = ["--gold", str(dev / "gold.jsonl"), "--docs", str(dev / "docs")]
    questions, clauses, damaged = (str(dev / f"{n}.jsonl") for n in ("questions", "deadlines", "repairs"))
    command, scored = {
        "extraction": (["extract", *docs], [*sides, "--duties"]),
        "answers": (
            ["ask", "--knowledge", str(dev / "docs"), "--batch", questions],
            [*sides, "--questions", questions, "--answers"],
        ),
        "deadlines": (["deadlines", "--batch", clauses], ["--cases", clauses, "--found"]),
        "repairs": (["repair", "--batch", damaged], ["--cases", damaged, "--found"]),
    }[what]
    printed.write_text(_output([sys.executable, "-m", "bot", command[0], "--json", *command[1:]]), "utf-8")
    score = [sys.executable, str(folder / "score.py"), what, *scored, str(printed), "--json"]
    figures: dict[str, Any] = json.loads(_output(score))
    return figures


def _output(command: list[str]) -> str:
    done = subprocess.run(  # noqa: S603 - this program's own commands
        command, capture_output=True, encoding="utf-8", check=False, cwd=ROOT
    )
    if done.returncode:
        raise Misuse(f"{' '.join(command[1:4])} 没有成功：{done.stderr.strip()[-300:]}")
    return done.stdout
