"""What a reload changed, and what was found in the files."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from bot.chat.render import h
from bot.duty import Duty, Problem, Severity
from bot.reading.changes import Changes

_FIRST = 5  # of each kind; the rest is a number
_PROBLEMS = 20


def done(changes: Changes, documents: int, duties: int, problems: Sequence[Problem]) -> list[str]:
    """Say how many duties are new, changed and gone, name the first, then what was found."""
    counts = f"新增{len(changes.new)}项，变更{len(changes.changed)}项，消失{len(changes.gone)}项"
    blocks = [f"<b>资料已重新加载</b>：{counts}。", f"现有文件{documents}份、事项{duties}项。"]
    blocks += _some("新增", "＋", (_named(duty) for duty in changes.new), len(changes.new))
    changed = (f"{_named(c.after)}（{'、'.join(map(h, c.fields))}）" for c in changes.changed)
    blocks += _some("变更", "～", changed, len(changes.changed))
    blocks += _some("消失", "－", (_named(duty) for duty in changes.gone), len(changes.gone))
    return blocks + found(problems)


def refused(reason: str, problems: Sequence[Problem] = ()) -> list[str]:
    """Say that the reload failed, why, and that yesterday's knowledge goes on answering."""
    return [f"<b>重新加载未成功</b>：{h(reason)}", "仍按原有资料答复。", *found(problems)]


def found(problems: Sequence[Problem]) -> list[str]:
    """List problems as file:line, errors first."""
    if not problems:
        return []
    errors = sum(1 for p in problems if p.severity is Severity.ERROR)
    ordered = sorted(problems, key=lambda p: p.severity is not Severity.ERROR)
    marks = {Severity.ERROR: "错误", Severity.WARNING: "提示"}
    lines = [f"{marks[p.severity]} {h(p)}" for p in ordered[:_PROBLEMS]]
    if len(problems) > _PROBLEMS:
        lines.append(f"……另有{len(problems) - _PROBLEMS}条，请在服务器上运行 duban check 查看。")
    return [f"<b>检查结果</b>：错误{errors}条，提示{len(problems) - errors}条。", *lines]


def _some(title: str, mark: str, lines: Iterable[str], total: int) -> list[str]:
    if not total:
        return []
    shown = [f"{mark} {text}" for text, _ in zip(lines, range(_FIRST), strict=False)]
    more = [f"……共{total}项"] if total > _FIRST else []
    return [f"<b>{title}</b>", *shown, *more]


def _named(duty: Duty) -> str:
    place = f" · {duty.source.place}" if duty.source.place else ""
    return f"{h(duty.matter)}（{h(duty.source.file + place)}）"
