"""The history of an entry in words: what happened, day by day, with what was put right afterwards."""

from __future__ import annotations

from bot.chat.render import h
from bot.chat.wording import duties
from bot.chat.wording.steps import said, title, written
from bot.ledger.entry import Entry
from bot.ledger.event import Event, Step

EMPTY = "还没有办理记录。"


def history(entry: Entry) -> list[str]:
    """Return every event, the newest last; of a corrected one the words as written and as they are right."""
    if not entry.history:
        return [f"<b>{title(entry)}</b>：{EMPTY}"]
    head = f"<b>{title(entry)}</b> {h(entry.order.matter)}：共{len(entry.history)}步，现为“{entry.state}”"
    right = {e.facts.corrects.seq: e for e in entry.history if e.facts.corrects}
    joint = len({*entry.units, *(e.facts.unit for e in entry.history)} - {""}) > 1
    return [head, *(_event(event, right.get(event.seq), joint) for event in entry.history)]


def _event(event: Event, correction: Event | None, joint: bool) -> str:
    """Return one event: day, step, who; then what was said."""
    head = f"<b>{event.seq}. {event.step}</b> {duties.day(event.day)} {event.at:%H:%M} {h(event.by)}"
    if event.step is Step.CORRECT and event.facts.corrects:
        what = f"更正第 {event.facts.corrects.seq} 步，因为：{written(event.facts.corrects.reason)}"
        return f"{head}\n{what}"
    concerned = joint and event.facts.unit != event.by.unit
    facts = dict(said(event.step, event.facts, units=concerned))
    if event.facts.notice:
        facts["公示"] += f"（{h(event.facts.notice.working)}）"
    if correction is None:
        return "\n".join([head, *(f"{name}：{value}" for name, value in facts.items())])
    return "\n".join([head, *_corrected(event, facts, correction)])


def _corrected(event: Event, facts: dict[str, str], correction: Event) -> list[str]:
    """Return the facts of a corrected event: what is no longer right struck out, what is right beside it."""
    right = dict(said(event.step, correction.facts, units=False))
    right.pop("更正", None)
    lines = []
    for name in dict.fromkeys((*facts, *right)):
        old, new = facts.get(name, ""), right.get(name, "")
        if name == "单位" or old == new:
            lines.append(f"{name}：{old}")
        else:
            struck = f"<s>{old}</s> " if old else ""
            lines.append(f"{name}：{struck}更正为：{new or '（删去）'}")
    reason = correction.facts.corrects.reason if correction.facts.corrects else ""
    return [*lines, f"<i>第 {correction.seq} 步由{h(correction.by)}更正，因为：{written(reason)}</i>"]
