"""Write the tables of docs/ledger.md from the program's own: run by ``make tables``, held by a test."""

from __future__ import annotations

from pathlib import Path

from bot.ledger.entry import State
from bot.ledger.event import Step
from bot.ledger.table import AWAITED, FROM, TABLE, who_may

PAGE = Path(__file__).parents[1] / "docs" / "ledger.md"
MARKS = ("<!-- steps -->", "<!-- /steps -->"), ("<!-- states -->", "<!-- /states -->")


def steps() -> str:
    """Return one row a step: from where, to where, by whom, what must be said."""
    rows = ["| 步骤 | 从 | 到 | 由谁 | 须写明 | 动的是 |", "|---|---|---|---|---|---|"]
    for step, line in TABLE.items():
        before = "任何状态" if step is Step.CORRECT else "、".join(line.before)
        cells = (step, before, line.after or "不变", who_may(step), "、".join(line.needs.values()) or "–")
        rows.append(f"| {' | '.join((*cells, line.concerns))} |")
    return "\n".join(rows)


def states() -> str:
    """Return one row a state: what may be done there, and what is waited for."""
    rows = ["| 状态 | 等的是 | 可以办 |", "|---|---|---|"]
    for state in State:
        rows.append(f"| {state} | {AWAITED.get(state, '–')} | {'、'.join(FROM[state])} |")
    return "\n".join(rows)


def page(text: str) -> str:
    """Return the page *text* with its tables made anew."""
    for (first, last), table in zip(MARKS, (steps(), states()), strict=True):
        before, _, rest = text.partition(first)
        text = f"{before}{first}\n{table}\n{last}{rest.partition(last)[2]}"
    return text


if __name__ == "__main__":
    PAGE.write_text(page(PAGE.read_text("utf-8")), "utf-8")
