"""Ranking: which of the duties that fit goes first, whose names answer, where two documents disagree."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from bot.asking import replies
from bot.asking.fit import Features
from bot.asking.question import Kind, Question
from bot.duty import ANSWERABLE, Duty, Role, Strength
from bot.reading.units import Directory

#: Hits whose score is this close to the best are equals: the newer document goes first. Within one place a
#: newer document that only mentions the matter does not displace the one that is about it.
EQUAL = 0.93
EQUAL_IN_PLACE = 0.96
#: Of equals in one place a duty goes behind where its matter covers less than this part of what another's
#: does: it mentions in passing what the other is about.
ABOUT = 0.5
#: Two matters are one where this share of the shorter one's neighbouring characters stands in the other.
SAME = 0.4
#: A newer document has taken a matter over where so much of the shorter wording, and at least so many of its
#: neighbouring characters, stand in both.
TAKEN_OVER = 0.6
TAKEN_OVER_PAIRS = 5
#: A role that was asked for (验收) goes first where its duty fits nearly as well.
ROLE_FITS = 0.75
#: A document without a date goes before the newest one only where its words fit better by this much.
BETTER = 1.02
#: So many units named side by side answer together; of more, each only takes part.
_FEW = 3
#: Two documents this close, and this sure, answer together where neither is known to be newer.
TOGETHER = 0.97
SURE = 0.80


#: Words of a duty that only comes back to a matter.
_COMING_BACK = ("回头看", "总结", "经验", "复查", "死灰复燃", "反弹")
#: The next sentence begins so many characters behind, and with one of these refers to what was said before.
_NEXT = 2
_REFERRING = ("由", "该项", "此项", "这项", "上述", "此事", "该事")


@dataclass(frozen=True, slots=True)
class Hit:
    """A duty that answers, with how well it fits (0 to 1), and the part in it of the unit asked for."""

    duty: Duty
    score: float
    part: Role | None = None


def answering(duty: Duty, role: Role | None = None) -> list[str]:
    """Return the names that answer for a duty, or have *role* in it; leaders and 属地 where nobody leads."""
    if role is not None and (found := duty.units(role)):
        return found
    if duty.lead:
        return duty.lead
    helped = duty.units(Role.SUPPORTING, Role.SHARED)  # who leads was left open: a leader is no stand-in
    return (duty.leaders if not helped else []) or duty.units(Role.TERRITORY, Role.REGULATOR)


def day(duty: Duty) -> date:
    """Return the day of a duty's document; the first of all days where it is not known."""
    return duty.document_date or date.min


def ordered(
    question: Question,
    fit: Sequence[tuple[Duty, Features]],
    own: Callable[[Duty], bool],
    home: str | None = None,
) -> list[Hit]:
    """Put the duties that fit, given best first, in the order in which they are told.

    Args:
        question: what is asked.
        fit: the duties that cover enough of it, the best score first.
        own: tells whether the matter is the own field of a unit the duty names; parts what is quite equal.
        home: the place of documents that name none, where the directory is of one place.

    Equals go by date, the newest first. What has no date is not known to be older: it stays before the
    newest where it fits better. Within one document, a passage that names somebody goes before one that
    names nobody and covers no more. For a when-question those with a deadline go first.
    """
    hits = [Hit(duty, round(features.score, 4)) for duty, features in fit]
    features = {id(duty): features for duty, features in fit}
    least = EQUAL * features[id(hits[0].duty)].text
    near = [_equal(h, hits[0], home) and features[id(h.duty)].text >= least for h in hits]
    equals = [h for h, equal in zip(hits, near, strict=True) if equal]
    others = [h for h, equal in zip(hits, near, strict=True) if not equal]
    most: dict[str | None, float] = {}
    for hit in equals:
        place = hit.duty.region or home
        most[place] = max(most.get(place, 0.0), features[id(hit.duty)].matter)

    def aside(hit: Hit) -> bool:
        place = hit.duty.region or home
        passing = place is not None and features[id(hit.duty)].matter < ABOUT * most[place]
        return passing or _looks_back(question, hit.duty)

    about = [h for h in equals if not aside(h)] or equals
    newest = max(about, key=lambda h: (day(h.duty), h.score))

    def order(hit: Hit) -> tuple[bool, bool, int, bool, float, bool]:
        better = features[id(hit.duty)].words > features[id(newest.duty)].words * BETTER
        undated_but_better = better and hit.duty.document_date is None
        told = day(newest.duty if undated_but_better else hit.duty)
        year = told.year in question.years
        score = -round(hit.score, 2)
        return (not year, aside(hit), -told.toordinal(), not undated_but_better, score, not own(hit.duty))

    equals.sort(key=order)
    hits = _named_first([*equals, *others], fit)
    if question.kind is Kind.WHEN:
        hits[: len(equals)] = sorted(hits[: len(equals)], key=_without_day)
    return hits


def _looks_back(question: Question, duty: Duty) -> bool:
    """Tell whether a duty only comes back to a matter (“回头看”, 总结经验) and that is not what is asked."""
    return any(word in duty.matter and word not in question.text for word in _COMING_BACK)


def _equal(hit: Hit, best: Hit, home: str | None) -> bool:
    place = hit.duty.region or home
    one_place = place is not None and place == (best.duty.region or home)
    return hit.score >= (EQUAL_IN_PLACE if one_place else EQUAL) * best.score


def _first(hit: Hit, hits: Sequence[Hit]) -> list[Hit]:
    """Return *hits* with *hit* before all others."""
    return [hit, *(h for h in hits if h is not hit)]


def _named_first(hits: list[Hit], fit: Sequence[tuple[Duty, Features]]) -> list[Hit]:
    """Bring forward the passage of the best hit's own document that names somebody and covers as much."""
    if answering(hits[0].duty):
        return hits
    for hit in hits[1:]:
        if answering(hit.duty) and _goes_on(hits[0].duty, hit.duty):
            return _first(hit, hits)
    covers = {id(duty): features.text for duty, features in fit}
    enough = TOGETHER * covers[id(hits[0].duty)]
    for hit in hits[1:]:
        same_file = hit.duty.source.file == hits[0].duty.source.file
        if same_file and answering(hit.duty) and covers[id(hit.duty)] >= enough:
            return _first(hit, hits)
    return hits


def _goes_on(duty: Duty, other: Duty) -> bool:
    """Tell whether *other* says right behind *duty* whose it is: 禁止露天焚烧。由县农业农村局牵头."""
    near = 0 <= other.source.at[0] - duty.source.at[1] <= _NEXT
    return near and other.source.file == duty.source.file and other.quote.startswith(_REFERRING)


def _without_day(hit: Hit) -> int:
    deadline = hit.duty.deadline
    if deadline is None:
        return 2
    return 0 if deadline.due or deadline.recurring else 1


def told_units(question: Question, hits: Sequence[Hit]) -> list[str]:
    """Return the names of the best hit, and of an equal one elsewhere that is not known to be older."""
    best = hits[0]
    names = answering(best.duty, question.role)
    if not names or question.place or question.kind is Kind.WHEN:
        return names
    for hit in hits[1:3]:
        undated = not (hit.duty.document_date and best.duty.document_date)
        other = hit.duty.source.file != best.duty.source.file
        if other and undated and hit.score >= max(SURE, TOGETHER * best.score):
            names += [n for n in answering(hit.duty, question.role) if n not in names]
    return names


def against(
    question: Question, hits: Sequence[Hit], directory: Directory, home: str | None
) -> tuple[Hit, ...]:
    """Return the hits of other documents of the same place that name others for the same matter."""
    best = hits[0]
    mine = {directory.key(n) for n in best.duty.lead}
    found = []
    for hit in hits[1:]:
        theirs = {directory.key(n) for n in hit.duty.lead}
        same_place = _one_place(best.duty, hit.duty, home) or question.place is not None
        other = hit.duty.source.file != best.duty.source.file
        close = hit.score >= max(SURE, EQUAL * best.score)
        everybody = all(p.generic for p in hit.duty.parts if p.unit in hit.duty.lead)  # 各镇（乡）、街道
        differ = bool(mine and theirs) and mine != theirs and not everybody
        if mine & theirs and (_lists(best.duty) or _lists(hit.duty)):
            differ = False  # one of those that are only listed here is named there
        if other and same_place and close and differ and _same_matter(question, best.duty, hit.duty):
            found.append(hit)
    return tuple(found)


def _lists(duty: Duty) -> bool:
    """Tell whether a duty names several units, none of them leading."""
    return {p.role for p in duty.parts if p.unit in duty.lead} == {Role.LISTED}


def _same_matter(question: Question, duty: Duty, other: Duty) -> bool:
    """Tell whether two duties are about one matter and none of them only comes back to it."""
    if _looks_back(question, duty) or _looks_back(question, other):
        return False
    one, two = _pairs(duty), _pairs(other)
    return len(one & two) >= max(2, SAME * min(len(one), len(two)))


def _pairs(duty: Duty) -> set[str]:
    """Return the neighbouring characters of a duty's matter, the names of its units aside."""
    matter = duty.matter
    for name in duty.units(*Role):
        matter = matter.replace(name, " ")
    return {pair for i in range(len(matter) - 1) if " " not in (pair := matter[i : i + 2])}


def _one_place(duty: Duty, other: Duty, home: str | None) -> bool:
    return (duty.region or home) == (other.region or home)


def with_role(question: Question, hits: list[Hit]) -> list[Hit]:
    """Bring forward who accepts, or who is the leader, where that was asked and fits nearly as well."""
    if question.role not in (Role.ACCEPTS, Role.LEADER):
        return hits
    role, least = question.role, ROLE_FITS * hits[0].score

    def behind(hit: Hit) -> bool:
        names = set(hit.duty.units(role))
        if role is Role.LEADER:  # 镇级河长 leads a matter of its own: that is no person's name
            names -= set(hit.duty.lead)
        return not names or hit.score < least

    return sorted(hits, key=behind)


def binding_first(hits: list[Hit]) -> list[Hit]:
    """Bring forward a binding duty of one document with a best that is only an aim and fits hardly better."""
    best = hits[0]
    if best.duty.strength is not Strength.AIM or best.duty.units(Role.LEAD, Role.MAIN):
        return hits
    for hit in hits[1:]:
        near = hit.score >= EQUAL * best.score and hit.duty.source.file == best.duty.source.file
        if near and hit.duty.strength is not Strength.AIM and hit.duty.units(*ANSWERABLE):
            return _first(hit, hits)
    return hits


def named_elsewhere(hits: list[Hit], home: str | None) -> tuple[list[Hit], Duty | None]:
    """Bring forward another document's duty that names the lead of what the best one orders nobody.

    Returns:
        The hits, and the duty that names nobody; None where the order is as it was.
    """
    best = hits[0]
    if answering(best.duty):
        return hits, None
    words = f"{best.duty.matter}{best.duty.quote}"
    for hit in hits[1:]:
        pairs = _pairs(hit.duty)
        spoken_of = sum(pair in words for pair in pairs) >= max(TAKEN_OVER_PAIRS, TAKEN_OVER * len(pairs))
        other = hit.duty.source.file != best.duty.source.file
        near = hit.score >= EQUAL * EQUAL * best.score and _one_place(hit.duty, best.duty, home)
        if hit.duty.lead and other and near and spoken_of:
            return _first(hit, hits), best.duty
    return hits, None


def taken_over(
    question: Question, hits: list[Hit], alike: Iterable[Duty], directory: Directory, home: str | None
) -> list[Hit]:
    """Put first the newest duty by which another unit was given the best one's matter later, if any.

    Args:
        question: what is asked.
        hits: what was found, best first.
        alike: the duties that are worded like the best one.
        directory: ties names to units.
        home: the place of documents that name none.
    """
    best = hits[0].duty
    if question.years or question.role or not best.lead or not best.document_date:
        return hits
    mine, pairs = {directory.key(n) for n in best.lead}, _pairs(best)

    def later(duty: Duty) -> bool:
        if day(duty) <= day(best) or duty.source.file == best.source.file or not duty.lead:
            return False
        theirs = _pairs(duty)
        alike = max(TAKEN_OVER_PAIRS, TAKEN_OVER * min(len(pairs), len(theirs)))
        return (
            len(pairs & theirs) >= alike
            and _one_place(duty, best, home)
            and mine.isdisjoint(directory.key(n) for n in duty.lead)
            and not _looks_back(question, duty)
            and not any(p.generic for p in duty.parts if p.unit in duty.lead)
        )

    newest = max(filter(later, alike), key=lambda d: (not d.source.damage, day(d)), default=None)
    if newest is None:
        return hits
    return [Hit(newest, hits[0].score), *(h for h in hits if h.duty is not newest)]


def conflict(best: Duty, other: Duty, cited: Callable[[Duty], str]) -> str:
    """Say that two documents name different units for the same matter, and which is newer."""
    known = best.document_date and other.document_date
    order = "较新的在前，" if known and day(best) > day(other) else ""
    return (
        f"两份文件说法不一：{cited(best)}为{'、'.join(best.lead)}，"
        f"{cited(other)}为{'、'.join(other.lead)}；{order}请核对。"
    )


def of_the_kind(question: Question, hits: list[Hit]) -> list[Hit]:
    """Put what a unit of the kind asked for (哪个分局) answers for before what none of them does."""
    if not question.sort:
        return hits
    return sorted(hits, key=lambda hit: not any(n.endswith(question.sort) for n in answering(hit.duty)))


def _jointly(hit: Hit) -> bool:
    """Tell whether a unit is one of a few named side by side, none of whom leads the others."""
    names = hit.duty.units(Role.LISTED)
    return hit.part is Role.LISTED and 1 < len(names) <= _FEW and names == hit.duty.lead


def where_it_leads(hits: tuple[Hit, ...]) -> tuple[tuple[Hit, ...], str]:
    """Keep what the unit asked for leads, then what it does jointly; say how much more it takes part in."""
    led = tuple(hit for hit in hits if hit.part in (Role.LEAD, Role.MAIN, Role.RESPONSIBLE))
    joint = tuple(hit for hit in hits if _jointly(hit))
    if not led and not joint:
        return hits, replies.LEADS_NOTHING
    notes = [replies.JOINTLY.format(count=len(joint))] if joint else []
    if more := len(hits) - len(led) - len(joint):
        notes.append(replies.TAKES_PART.format(count=more))
    return (*led, *joint), "".join(notes)
