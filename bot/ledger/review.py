"""What the ledger leaves open: gaps (缺项), vacuums, conflicts, repeats, and the same elsewhere (举一反三).

Findings, not refusals: an entry with gaps is worked on all the same. Two entries are about the same where
their matters are the same words once places and punctuation are taken away; what is only alike is not told,
because a list that cries wolf is not read.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum

from bot.duty import ANSWERABLE, Role
from bot.ledger.entry import HANDED_IN, RUNNING, SETTLED, Entry, State, Track
from bot.ledger.order import Order


class Lack(StrEnum):
    """What sort of a finding it is."""

    GAP = "缺项"
    VACUUM = "责任真空"
    CONFLICT = "冲突"
    REPEAT = "重复"
    ELSEWHERE = "举一反三"


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing that is open in an entry, in words; *unit* where it is one unit's."""

    sort: Lack
    words: str
    unit: str = ""


#: So many of the same are named, and so many looked at.
_NAMED, _COMPARED = 5, 50


def review(entries: Sequence[Entry]) -> Iterator[tuple[Entry, Finding]]:
    """Yield every finding over *entries*, entry by entry; what is settled has no gaps left."""
    alike = by_subject(entries)
    for entry in entries:
        found = (*gaps(entry), *vacuums(entry), *disagreements(entry, alike), *elsewhere(entry, alike))
        yield from ((entry, finding) for finding in found)


# ---- one entry alone


def gaps(entry: Entry) -> tuple[Finding, ...]:
    """Return what the order of an open entry does not say, and what its units have not shown."""
    if entry.state in (*SETTLED, State.NEW):
        return ()
    missing = [Finding(Lack.GAP, words) for words, lacks in _GAPS.items() if lacks(entry.order)]
    if plans := [child.name for child in entry.order.children if not child.plan]:
        missing.append(Finding(Lack.GAP, f"点位没有方案（一口一策）：{some(plans)}"))
    unproved = [t.unit for t in entry.tracks if _unproved(t)]
    return (*missing, *(Finding(Lack.GAP, "报过完成比例，没有证明材料", unit) for unit in unproved))


def _unproved(track: Track) -> bool:
    return track.state in RUNNING and bool(track.share) and not track.evidence


def _undated(order: Order) -> bool:
    return order.deadline is None or not (order.deadline.due or order.deadline.recurring)


def _dated_by_inference(order: Order) -> bool:
    return order.deadline is not None and order.deadline.due is not None and not order.deadline.certain


def _leaderless(order: Order) -> bool:
    """Several units, none of which leads: 列名 names them all and none of them first."""
    return len(order.bearers) > 1 and not order.units(Role.LEAD, Role.MAIN)


#: What is missing, and how it is told from the order.
_GAPS: Mapping[str, Callable[[Order], bool]] = {
    "未定完成期限": _undated,
    "完成期限是推算的，待核实": _dated_by_inference,
    "多家单位，未明确牵头单位": _leaderless,
    "未指定验收单位": lambda order: not order.accepting,
    "没有整改措施": lambda order: not order.measures,
    "没有整改目标": lambda order: not order.target,
    "未定包保领导": lambda order: not order.leader,
    "未写明镇街和点位": lambda order: not (order.town or order.place or order.children),
    "没有原文出处": lambda order: order.quote is None,
}


def vacuums(entry: Entry) -> tuple[Finding, ...]:
    """Return where nobody answers for the matter, though somebody is named."""
    if entry.state in (*SETTLED, State.NEW):
        return ()
    returned = [t.unit for t in entry.tracks if t.state is State.RETURNED]
    found = [Finding(Lack.VACUUM, "已退回，尚未转办，现在无人承办", unit) for unit in returned]
    if not entry.order.units(*ANSWERABLE):
        found.append(Finding(Lack.VACUUM, "只列了配合、属地单位，没有单位负主责"))
    return tuple(found)


# ---- one entry beside the others

Spot = tuple[str, str, str]


@dataclass(frozen=True, slots=True)
class Alike:
    """The entries about one subject, all of them and those at one spot."""

    everywhere: Mapping[str, Sequence[Entry]]
    at: Mapping[Spot, Sequence[Entry]]


def by_subject(entries: Iterable[Entry]) -> Alike:
    """Return which *entries* are about the same; suspended ones count no more."""
    everywhere: dict[str, list[Entry]] = {}
    at: dict[Spot, list[Entry]] = {}
    for entry in entries:
        about = subject(entry.order)
        if about and entry.state not in (State.SUSPENDED, State.NEW):
            everywhere.setdefault(about, []).append(entry)
            at.setdefault(_spot(entry), []).append(entry)
    return Alike(everywhere, at)


def subject(order: Order) -> str:
    """Return what the matter is about, wherever it is: without its own places, without punctuation."""
    words = order.matter
    for name in (order.place, order.town):
        words = words.replace(name, "") if name else words
    return "".join(char for char in words if char.isalnum())


def _spot(entry: Entry) -> Spot:
    return subject(entry.order), entry.order.town, entry.order.place


def disagreements(entry: Entry, alike: Alike) -> tuple[Finding, ...]:
    """Return with which open entries about the same matter at the same spot this one disagrees, or is one."""
    if entry.state in SETTLED:
        return ()
    same = [e for e in _others(entry, alike.at.get(_spot(entry), ())) if e.state not in SETTLED]
    if not any(_spot(entry)[1:]):  # no place is written: only what one unit has twice is surely the same
        same = [e for e in same if not set(e.units).isdisjoint(entry.units)]
    told: dict[tuple[Lack, str], list[Entry]] = {}
    for other in same:
        told.setdefault(_disagreement(entry, other), []).append(other)
    return tuple(Finding(sort, words.format(_numbers(which))) for (sort, words), which in told.items())


def _disagreement(entry: Entry, other: Entry) -> tuple[Lack, str]:
    if set(entry.units) != set(other.units):
        return Lack.CONFLICT, "与{}是同一事项，责任单位不同"
    if entry.original != other.original:
        return Lack.CONFLICT, "与{}是同一事项，完成期限不同"
    return Lack.REPEAT, "与{}重复"


def elsewhere(entry: Entry, alike: Alike) -> tuple[Finding, ...]:
    """Return where else the matter of an entry that is handed in, or has relapsed, is in the ledger."""
    if not (entry.relapses or any(track.state in HANDED_IN for track in entry.tracks)):
        return ()
    about = alike.everywhere.get(subject(entry.order), ())
    other = [e for e in _others(entry, about) if _spot(e) != _spot(entry)]
    return (Finding(Lack.ELSEWHERE, f"同类事项还有{_numbers(other)}，请一并对照"),) if other else ()


def _others(entry: Entry, group: Sequence[Entry]) -> list[Entry]:
    """Return the others of *group*, of a very large one the first: each entry is compared with few."""
    return [e for e in group[:_COMPARED] if e.number != entry.number]


def _numbers(entries: Sequence[Entry]) -> str:
    return some([f"第{e.number}项{f'（{e.order.town}）' if e.order.town else ''}" for e in entries])


def some(names: Sequence[str]) -> str:
    """Return the first few *names*, and whether there are more."""
    return f"{'、'.join(names[:_NAMED])}{'等' if len(names) > _NAMED else ''}"
