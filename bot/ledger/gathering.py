"""The same matter in several documents: a plan, the list before it, the speech after it.

What is gathered wrongly would hide a duty behind another, so it is gathered only where most of the words
are the same, the place is, and the act is: who surveys or reports on a thing does not carry it out.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from bot.duty import Duty
from bot.pattern import Pattern

#: Two duties are about one matter where so much of the shorter wording, and at least so many of its
#: neighbouring characters, stand in the other (as in `bot.asking.ranking`, where a matter is taken over).
_ALIKE, _PAIRS = 0.6, 4

#: Words of an act about a matter that is not the matter itself.
_ABOUT = Pattern(
    r"摸底|排查|普查|调查|溯源|查清|查明|体检|监测|论证|可研|方案|计划|清单|台账|总结|经验|回头看|复查|核查|督促|督办|"
    r"督查|跟踪|监督|通报|报告|报送|汇报|上报|公示|会商|研究|资金|经费|验收|评估|培训|宣传|巡查|巡河|维护|运维|保洁|"
    r"约谈|问责|追责|立法|修订|规划|自查|检查"
)
_CLAUSE = Pattern(r"[，,；;。！？\n]")
_LETTERS = Pattern(r"[^\w]+|_")
_FIGURES = Pattern(r"\d+(?:\.\d+)?")


@dataclass(frozen=True, slots=True)
class _Seen:
    """A duty as it is compared."""

    key: str
    file: str
    place: str
    matter: frozenset[str]  # the neighbouring characters of its matter, its units left out
    words: frozenset[str]  # those of its matter, passage and target
    acts: frozenset[str]
    figures: frozenset[str]


def gather(duties: Mapping[str, Duty], home: str = "") -> list[tuple[str, ...]]:
    """Return the keys of *duties*, those about one matter together, in the order of the documents.

    *home* is the place of documents that name none. One document has one duty in a group at most.
    """
    seen = [_seen(key, duty, home) for key, duty in duties.items()]
    groups = {i: [i] for i in range(len(seen))}
    group_of = list(range(len(seen)))
    links = _links(seen)
    near = {frozenset(pair) for _, *pair in links}
    for _, one, two in sorted(links):
        a, b = sorted((group_of[one], group_of[two]))
        if a != b and _joins(groups[a], groups[b], near, seen):
            groups[a] += groups.pop(b)
            for i in groups[a]:
                group_of[i] = a
    return [tuple(seen[i].key for i in sorted(group)) for group in groups.values()]


def _joins(one: Sequence[int], two: Sequence[int], near: set[frozenset[int]], seen: Sequence[_Seen]) -> bool:
    """Tell whether two groups are one: no document twice, and at least half of the pairs alike."""
    files = [seen[i].file for i in (*one, *two)]
    alike = sum(frozenset((i, j)) in near for i in one for j in two)
    return len(set(files)) == len(files) and 2 * alike >= len(one) * len(two)


def _links(seen: Sequence[_Seen]) -> list[tuple[float, int, int]]:
    """Return (−likeness, one, other) of the duties that are about one matter."""
    often = Counter(pair for one in seen for pair in one.words)
    holding: dict[tuple[str, str], list[int]] = defaultdict(list)
    for i, one in enumerate(seen):
        for pair in one.words:
            holding[one.place, pair].append(i)
    found: dict[tuple[int, int], float] = {}
    for i, one in enumerate(seen):
        for j in _candidates(one, often, holding):
            shared = len(one.matter & seen[j].words)
            share = shared / len(one.matter)
            if shared >= _PAIRS and share >= _ALIKE and _comparable(one, seen[j]):
                both_ways = (min(i, j), max(i, j))
                found[both_ways] = max(found.get(both_ways, 0.0), share)
    return [(-share, i, j) for (i, j), share in found.items()]


def _candidates(
    one: _Seen, often: Counter[str], holding: Mapping[tuple[str, str], Sequence[int]]
) -> Iterator[int]:
    """Yield the duties of the place that may be alike: those share one of the rarest pairs at least."""
    if len(one.matter) < _PAIRS:
        return
    spare = len(one.matter) - int(_ALIKE * len(one.matter))
    rarest = sorted(one.matter, key=lambda pair: (often[pair], pair))[: spare + 1]
    yield from dict.fromkeys(j for pair in rarest for j in holding[one.place, pair])


def _comparable(one: _Seen, two: _Seen) -> bool:
    figures = not (one.figures and two.figures) or bool(one.figures & two.figures)
    return one.file != two.file and one.acts == two.acts and figures


def _seen(key: str, duty: Duty, home: str) -> _Seen:
    units = sorted({part.unit for part in duty.parts}, key=len, reverse=True)
    matter, said = _bare(duty.matter, units), _bare(f"{duty.quote}\n{duty.target or ''}", units)
    mine = _pairs(matter)
    return _Seen(
        key,
        duty.source.file,
        duty.region or home,
        mine,
        mine | _pairs(said),
        frozenset(_ABOUT.findall(f"{duty.matter}\n{_dated(duty)}")),
        frozenset(_FIGURES.findall(duty.matter)),
    )


def _dated(duty: Duty) -> str:
    """Return what the passage wants by its date: 8月20日前报送赶工计划."""
    limit = duty.deadline.text if duty.deadline else ""
    return next((c for c in _CLAUSE.split(duty.quote) if limit and limit in c), "")


def _bare(text: str, units: Iterable[str]) -> str:
    for name in units:
        text = text.replace(name, "\n")
    return text


def _pairs(text: str) -> frozenset[str]:
    return frozenset(run[i : i + 2] for run in map(str, _LETTERS.split(text)) for i in range(len(run) - 1))
