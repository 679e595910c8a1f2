"""What is said unasked: a group's digest, a person's message, the weekly summary, as blocks."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from datetime import date

from bot.chat.render import h
from bot.chat.wording.steps import near
from bot.ledger.entry import Entry
from bot.ledger.occasions import Occasion
from bot.notices.budget import Digest
from bot.notices.due import Notice
from bot.notices.matters import LAST_DAY, Kind, Stage
from bot.notices.summary import Changes, Figures, Moved, Part, Summary

_MATTER = 40  # characters of a matter
_NAMED = 8  # entries under one heading of the summary; the table and the file have all of them
LEFT_TO_SUMMARY = "另有{count}项提醒不在此逐条列出，见本周汇总。"
LEFT_TO_LIST = "另有{count}项未列出，发送 /mine 查看。"
WHY_ME = "（{unit}没有登记人员，请转告）"


# ---- one day's message


def group_digest(digest: Digest) -> list[str]:
    """Return the day's reminder of a group: its deadlines by how pressing they are."""
    blocks = ["<b>到期提醒</b>", *_sorted(digest.shown, _line)]
    return [*blocks, LEFT_TO_SUMMARY.format(count=len(digest.left))] if digest.left else blocks


def private_message(digest: Digest) -> list[str]:
    """Return the day's message to a person: what waits for them, and why."""
    blocks = ["<b>需要您办理或关注的事项</b>", *_sorted(digest.shown, _private_line)]
    return [*blocks, LEFT_TO_LIST.format(count=len(digest.left))] if digest.left else blocks


def _sorted(notices: Iterable[Notice], line: Callable[[Notice], str]) -> list[str]:
    """Return the lines under their headings, in the order the notices come in."""
    by_heading: dict[str, list[str]] = {}
    for notice in notices:
        by_heading.setdefault(_heading(notice), []).append(line(notice))
    return ["\n".join((f"<b>{name}</b>", *lines)) for name, lines in by_heading.items()]


def _heading(notice: Notice) -> str:
    if notice.kind is not Kind.DEADLINE:
        return str(notice.kind)
    if notice.stage is not Stage.NEAR:
        return "已逾期"
    return "今天到期" if notice.rank >= LAST_DAY else "即将到期"


def _line(notice: Notice) -> str:
    whose = notice.unit or "、".join(notice.entry.units)
    return f"{_named(notice.entry)}（{h(whose)}）：{h(notice.why)}"


def _private_line(notice: Notice) -> str:
    asked = "，请报告进展" if notice.stage is Stage.CHASE else ""
    instead = WHY_ME.format(unit=h(notice.instead)) if notice.instead else ""
    return f"{_line(notice)}{asked}{instead}"


def _named(entry: Entry) -> str:
    matter = entry.order.matter
    return f"<b>{entry.number}</b> {h(matter if len(matter) <= _MATTER else matter[:_MATTER] + '…')}"


# ---- the week


def weekly(summary: Summary) -> list[str]:
    """Return the weekly summary: the week in one sentence, what was achieved, then what is open."""
    week = summary.span.week
    head = f"<b>周调度</b>（{week.first.month}月{week.first.day}日至{week.last.month}月{week.last.day}日）"
    if summary.uneventful:
        return [f"{head}：本周没有变化，{_standing(summary)}。"]
    today, changes = summary.span.today, summary.changes
    blocks = [
        f"{head}：{_in_one_sentence(summary)}。",
        *_list("本周销号", [_named(entry) for entry in changes.signed_off]),
        *_list("本周到期", [_part(p, near(p.track.term.current or today, today)) for p in summary.due]),
        *_list("已逾期", [_part(p, f"逾期{p.days}天") for p in summary.overdue]),
        *_list("久未更新", [_part(p, f"{p.days}天没有新情况") for p in summary.stale]),
        *_list("等待验收", [_part(p, f"已等{p.days}天") for p in summary.waiting]),
        *_changed(changes, today),
        *_list("下周", [_occasion(o, today) for o in summary.coming]),
        *_table(summary.units),
        *_reported(summary),
    ]
    return [*blocks, *_left(summary.left)]


def _in_one_sentence(summary: Summary) -> str:
    closed = len(summary.changes.signed_off)
    done = f"本周销号{closed}项，" if closed else ""
    new = f"新增{len(summary.changes.opened)}项，" if summary.changes.opened else ""
    return f"{done}{new}{_standing(summary)}"


def _standing(summary: Summary) -> str:
    counts = (
        (len(summary.due), "本周还有{}项到期"),
        (len(summary.overdue), "逾期{}项"),
        (len(summary.stale), "久未更新{}项"),
        (len(summary.waiting), "等待验收{}项"),
    )
    told = "，".join(words.format(count) for count, words in counts if count)
    return f"在办{summary.open}项" + (f"，其中{told}" if told else "")


def _list(name: str, lines: Sequence[str]) -> list[str]:
    if not lines:
        return []
    more = [f"……共{len(lines)}项，其余见附表"] if len(lines) > _NAMED else []
    return ["\n".join((f"<b>{name}</b>", *lines[:_NAMED], *more))]


def _part(part: Part, words: str) -> str:
    return f"{_named(part.entry)}（{h(part.track.unit)}）：{words}"


def _changed(changes: Changes, today: date) -> list[str]:
    lines = [f"新增 {_named(entry)}" for entry in changes.opened]
    lines += [f"反弹 {_named(entry)}" for entry in changes.relapsed]
    lines += [_moved(moved, today) for moved in changes.moved]
    return _list("本周变化", lines)


def _moved(moved: Moved, today: date) -> str:
    before = f"由{near(moved.before, today)}" if moved.before else ""
    return (
        f"{moved.step} {_named(moved.entry)}（{h(moved.unit)}）：期限{before}改为{near(moved.after, today)}"
    )


def _occasion(occasion: Occasion, today: date) -> str:
    whose = f"（{h(occasion.unit)}）" if occasion.unit else ""
    return f"{near(occasion.day, today)} {occasion.sort} {_named(occasion.entry)}{whose}"


def _table(units: Sequence[Figures]) -> list[str]:
    """Return the units' figures as text in columns; one unit needs no table."""
    if len(units) < 2:
        return []
    heads = ("在办", "销号", "到期", "逾期", "未更新", "待验收")
    rows = [f"单位 {' '.join(heads)}"]
    for f in units:
        figures = (f.open, f.signed_off, f.due, f.overdue, f.stale, f.waiting)
        cells = (f"{number:>{2 * len(head)}}" for number, head in zip(figures, heads, strict=True))
        rows.append(f"{h(f.unit)}\n     {' '.join(cells)}")
    return ["<pre>{}</pre>".format("\n".join(rows))]


def _reported(summary: Summary) -> list[str]:
    if not summary.asked:
        return []
    return [f"本周应报情况的单位{summary.asked}家，已报{summary.reported}家。"]


def _left(left: Sequence[Notice]) -> list[str]:
    """Say what did not fit into the days' budget: nothing is dropped without a word."""
    if not left:
        return []
    lines = [_line(notice) for notice in left]
    return [f"以下{len(left)}项提醒超出每日条数，未在当日发出。", *_list("未发出的提醒", lines)]
