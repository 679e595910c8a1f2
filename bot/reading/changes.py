"""Two readings of the knowledge folder → which duties are new, changed, gone.

A duty keeps its identity over a reload when it stands in the same document with the same or nearly
the same words; where in the document it stands does not matter. So progress survives corrections.
"""

from __future__ import annotations

from collections import Counter, defaultdict, deque
from collections.abc import Callable, Hashable, Iterable, Sequence
from dataclasses import dataclass, replace
from typing import TypeVar

from bot.duty import Deadline, Duty

A = TypeVar("A", bound=Hashable)
B = TypeVar("B", bound=Hashable)

#: From this similarity (0 to 100, of matter and quote together) two passages are one duty, corrected.
#: Measured on 213 duties of 30 documents: of 973 pairs of different duties in one document the most
#: alike reach 44; of corrections (a unit added, three characters mended, the matter named anew, a
#: clause added, ten characters overwritten by a date) 95 of 100 stay at 65 or above, and all but the
#: overwritten ones above 72.
NEARLY_THE_SAME = 65

#: How many pairs of one document are compared at most; beyond it only near neighbours in its order.
MOST_PAIRS = 100_000

#: What a duty says, by the name an official reads, in the order in which it is told.
FIELDS: dict[str, Callable[[Duty], object]] = {
    "事项": lambda duty: duty.matter,
    "责任单位": lambda duty: frozenset((p.unit, p.role) for p in duty.parts),
    "完成时限": lambda duty: _limit(duty.deadline),
    "目标": lambda duty: duty.target,
    "力度": lambda duty: duty.strength,
    "地区": lambda duty: duty.region,
    "会议日期": lambda duty: duty.document_date,
    "原文": lambda duty: duty.quote,
}


@dataclass(frozen=True, slots=True)
class Change:
    """One duty before and after, and the names (in Chinese) of what differs."""

    before: Duty
    after: Duty
    fields: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Changes:
    """What a reload changes, each part in the order of its documents."""

    new: tuple[Duty, ...] = ()
    changed: tuple[Change, ...] = ()
    gone: tuple[Duty, ...] = ()

    def __bool__(self) -> bool:
        return bool(self.new or self.changed or self.gone)

    def units(self) -> set[str]:
        """Return the units that the changes touch, those that lose their part included."""
        both = [duty for change in self.changed for duty in (change.before, change.after)]
        return {p.unit for duty in (*self.new, *both, *self.gone) for p in duty.parts if not p.generic}


def compare(old: Sequence[Duty], new: Sequence[Duty]) -> Changes:
    """Tell the duties of two readings apart.

    Args:
        old: the duties that are served now, in the order of their documents.
        new: the duties just read, likewise.

    Returns:
        The new, changed and gone ones; a duty whose words, parts, limit, target, strength, region
        and day are the same is in none of them, wherever it has moved to.
    """
    came_from = trace(old, new)
    pairs = [(old[i], duty) for i, duty in zip(came_from, new, strict=True) if i is not None]
    changed = (Change(before, after, differences(before, after)) for before, after in pairs)
    kept = {i for i in came_from if i is not None}
    return Changes(
        new=tuple(duty for i, duty in zip(came_from, new, strict=True) if i is None),
        changed=tuple(change for change in changed if change.fields),
        gone=tuple(duty for i, duty in enumerate(old) if i not in kept),
    )


def differences(before: Duty, after: Duty) -> tuple[str, ...]:
    """Return the names of what differs between two states of one duty."""
    return tuple(name for name, read in FIELDS.items() if read(before) != read(after))


def trace(old: Sequence[Duty], new: Sequence[Duty]) -> list[int | None]:
    """Return, for each duty of *new*, the position in *old* of the duty it continues, or None.

    First equal words in the same file, then equal words in a renamed file, then an equal quote, and
    only for the rest nearly equal words. Every old duty is continued once at most.
    """
    pairing = _Pairing(old, new)
    pairing.equal(lambda duty: (duty.source.file, duty.matter, duty.quote))
    renamed = pairing.renamed()
    pairing.equal(lambda duty: (renamed(duty), duty.matter, duty.quote))
    pairing.equal(lambda duty: (renamed(duty), duty.quote))
    pairing.similar(renamed)
    return pairing.came_from


def _limit(deadline: Deadline | None) -> Deadline | None:
    """Leave out what explains the limit: rewording the working changes no limit."""
    return replace(deadline, note="", certain=True) if deadline else None


class _Pairing:
    """Old and new duties while they are being paired, by position."""

    def __init__(self, old: Sequence[Duty], new: Sequence[Duty]) -> None:
        self.old, self.new = old, new
        self.came_from: list[int | None] = [None] * len(new)
        self.waiting = dict.fromkeys(range(len(old)))  # old ones not continued yet; keeps their order

    def equal(self, key: Callable[[Duty], Hashable]) -> None:
        """Pair what has an equal *key*, first come first served."""
        places: dict[Hashable, deque[int]] = defaultdict(deque)
        for i in self.waiting:
            places[key(self.old[i])].append(i)
        for j in self.unpaired():
            if here := places.get(key(self.new[j])):
                self.pair(here.popleft(), j)

    def renamed(self) -> Callable[[Duty], str]:
        """Return which file a duty counts as: the vanished one whose words its file took over, or its own."""
        files_before = {duty.source.file for duty in self.old}
        files_now = {duty.source.file for duty in self.new}
        quotes: dict[tuple[str, str], set[str]] = defaultdict(set)
        for i in self.waiting:
            if (file := self.old[i].source.file) not in files_now:
                quotes[self.old[i].matter, self.old[i].quote].add(file)
        shared: Counter[tuple[str, str]] = Counter()
        for j in self.unpaired():
            duty = self.new[j]
            if duty.source.file not in files_before:
                shared.update((file, duty.source.file) for file in quotes.get((duty.matter, duty.quote), ()))
        was = {after: before for before, after in _one_to_one(pair for pair, _ in shared.most_common())}
        return lambda duty: was.get(duty.source.file, duty.source.file)

    def similar(self, file: Callable[[Duty], str]) -> None:
        """Pair what is nearly the same within one file, the most alike first."""
        before, after = defaultdict(list), defaultdict(list)
        for i in self.waiting:
            before[file(self.old[i])].append(i)
        for j in self.unpaired():
            after[file(self.new[j])].append(j)
        for name in [name for name in after if name in before]:
            found = sorted(self.likeness(before[name], after[name]))
            for i, j in _one_to_one((i, j) for _, _, i, j in found):
                self.pair(i, j)

    def likeness(self, before: list[int], after: list[int]) -> Iterable[tuple[float, int, int, int]]:
        """Yield (−similarity, distance in order, old, new) of the pairs worth a thought."""
        from rapidfuzz import fuzz  # noqa: PLC0415 - 50 ms that a start without changes does not pay

        words_before = [self.words(self.old[i]) for i in before]
        everything = len(before) * len(after) <= MOST_PAIRS
        reach = len(before) if everything else MOST_PAIRS // len(after) // 2
        for place, j in enumerate(after):
            words = self.words(self.new[j])
            middle = place * len(before) // len(after)
            for k in range(max(0, middle - reach), min(len(before), middle + reach + 1)):
                alike = fuzz.ratio(words_before[k], words, score_cutoff=NEARLY_THE_SAME)
                if alike:
                    yield -alike, abs(k - middle), before[k], j

    @staticmethod
    def words(duty: Duty) -> str:
        return f"{duty.matter}\n{duty.quote}"[:1000]  # a longer passage is told apart by its beginning

    def unpaired(self) -> list[int]:
        return [j for j, i in enumerate(self.came_from) if i is None]

    def pair(self, i: int, j: int) -> None:
        self.came_from[j] = i
        del self.waiting[i]


def _one_to_one(pairs: Iterable[tuple[A, B]]) -> list[tuple[A, B]]:
    """Keep of *pairs*, best first, those whose two sides are both still free."""
    left: set[A] = set()
    right: set[B] = set()
    kept = []
    for a, b in pairs:
        if a not in left and b not in right:
            left.add(a)
            right.add(b)
            kept.append((a, b))
    return kept
