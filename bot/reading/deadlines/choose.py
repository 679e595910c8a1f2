"""Which of several limits in one text counts: later, corrected and firm ones win."""

from __future__ import annotations

from dataclasses import replace

from bot.duty import Deadline, Milestone
from bot.pattern import Pattern
from bot.reading.deadlines.context import Place, place
from bot.reading.deadlines.folding import Folded
from bot.reading.deadlines.mention import Mention, full

_CHANGED = Pattern(
    r"(?:延期|延长|延|推迟|顺延|调整|提前|改|变更|展期|放宽|更正|修改|缩短|修订|延后|宽限)(?:为|至|到"
    r"|于)(?:在|于)?$|应为$"
)
_FORMER = Pattern(r"原(?!则|因|料)[^,;。]{0,10}$|(?:由|从)$")
_AIM = Pattern(r"力争|争取|努力|尽量|原则上|鼓励|预期|力求")
_FINENESS = {
    name: place
    for place, name in enumerate(
        "day weekday range xun week month quarter half year festival duration season plan".split()
    )
}


def choose(folded: Folded, limits: list[Mention]) -> Deadline | None:
    """Return the one deadline that *limits* of one text come to; None where there are none."""
    limits = _without_glosses(folded.text, limits)
    dated = [m for m in limits if m.due and m.grain not in ("now", "rhythm")]
    rhythms = [m for m in limits if m.grain == "rhythm"]
    if rhythms and all(m.grain in ("season", "festival") and m.first for m in dated):
        limits, dated = rhythms, []  # 汛期内每周清漂一次: the season is when the rhythm holds
    if dated:
        return _dated(folded, dated, limits)
    if any(m.grain == "standing" for m in limits):
        limits = [m for m in limits if m.grain != "now"]  # 立行立改，长期坚持: never overdue
    best = min(limits, key=_rank, default=None)
    return _deadline(folded, best, limits) if best else None


def _rank(m: Mention) -> int:
    """Order what sets no date of its own: a rhythm's day, what lacks an anchor, then the vaguer."""
    if m.grain == "rhythm":
        return 0 if m.due else 3
    return {"now": 2, "standing": 4, "vague": 5}.get(m.grain, 1)


def _without_glosses(text: str, limits: list[Mention]) -> list[Mention]:
    """Of a limit and another right behind it in brackets keep the one that says it more exactly."""
    kept: list[Mention] = []
    for m in limits:
        if kept and m.start == kept[-1].end + 1 and text[kept[-1].end] == "(" and m.due and kept[-1].due:
            first = kept[-1]
            better, other = sorted((first, m), key=lambda x: _FINENESS.get(x.grain, 20))
            if other.due != better.due:
                gloss = text[other.start : other.end]
                shown = f"括注“{gloss}”推算为{full(other.due)}，以写明的日期为准"  # type: ignore[arg-type]
                better = better._replace(note="；".join(filter(None, (better.note, shown))))
            kept[-1] = better
        elif kept and m.start == kept[-1].end and _names_a_day(kept[-1], m):
            kept[-1] = min(kept[-1], m, key=lambda x: _FINENESS.get(x.grain, 20))._replace(bound=True)
        else:
            kept.append(m)
    return kept


def _names_a_day(first: Mention, second: Mention) -> bool:
    """Tell whether of two side by side one is but the occasion of the other: 10月15日供暖之前."""
    grains = {first.grain, second.grain}
    return bool(first.due and second.due and grains & {"season", "festival"} and grains & {"day", "month"})


def _dated(folded: Folded, dated: list[Mention], limits: list[Mention]) -> Deadline:
    places = {m: place(folded.text, m) for m in dated}
    changed = [m for m in dated if _CHANGED.search(places[m].ahead)]
    if changed:
        return _deadline(folded, changed[-1], limits, f"以调整后的“{_raw(folded, changed[-1])}”为准")
    current = [m for m in dated if not _FORMER.search(places[m].ahead)] or dated
    firm = [m for m in current if not _aim(places[m])] or current
    last = max(firm, key=lambda m: (m.due.toordinal() if m.due else 0, -_FINENESS.get(m.grain, 20)))
    stones = [m for m in firm if m.due and last.due and m.due < last.due]
    note = ""
    if len(firm) < len(current):
        note = "力争的日期不作为时限"
    if stones:
        note = (
            "、".join(f"“{_raw(folded, m)}”（{full(m.due)}）" for m in stones if m.due)
            + "为阶段节点，以最后一个为限"
        )
    found = _deadline(folded, last, limits, note)
    return replace(found, milestones=tuple(_stone(folded, m, places[m]) for m in stones if m.due))


def _aim(where: Place) -> bool:
    return bool(_AIM.search(where.ahead))


def _stone(folded: Folded, m: Mention, where: Place) -> Milestone:
    start, end = m.start - len(where.ahead), m.end + len(where.after)
    return Milestone(folded.cut(start, end).strip(), m.due)  # type: ignore[arg-type]


def _raw(folded: Folded, m: Mention) -> str:
    return folded.cut(m.start, m.end)


def _deadline(folded: Folded, m: Mention, limits: list[Mention], more: str = "") -> Deadline:
    standing = any(x.grain == "standing" for x in limits)
    others = [f"另有“{_raw(folded, x)}”" for x in limits if x.grain == "rhythm" and x is not m]
    return Deadline(
        text=_raw(folded, m),
        due=m.due,
        literal=m.literal,
        start=m.first,
        recurring=m.recurring or ("long-term" if standing else None),
        certain=m.certain and m.grain != "invalid" and bool(m.due or m.recurring),
        note="；".join(filter(None, [m.note, more, *others])),
    )
