"""Lists: a unit's duties, a place's, what is due in a period."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from datetime import date
from typing import Protocol

from bot.asking import replies
from bot.asking.answers import Answer, Outcome
from bot.asking.fit import Features
from bot.asking.index import Index
from bot.asking.kinds import Kind
from bot.asking.named import Named
from bot.asking.periods import UNREAD, Period, read_period
from bot.asking.question import Question, fold
from bot.asking.ranking import Hit, answering, day, where_it_leads
from bot.asking.shelf import Shelf
from bot.duty import ANSWERABLE, OVERSEEING, Role
from bot.reading.units import Directory

#: How much of a matter named beside a unit, a place or a period a duty must cover to be about it.
ABOUT = 0.5
#: A question about what is due names a matter where its words weigh so much: 驾照到期 does, 快到期 does not.
MATTER = 0.8
#: So much weight a duty must cover at least: two rare characters weigh near 2, two general ones 0.4.
SAYING = 0.5
#: For a month without a year, documents of so many years before are looked at where this year has nothing.
_YEARS_BACK = 10
#: Below this share a matter is not even near.
NEAR = 0.30

#: Several sets of duties; one must be in each that is given.
Within = Collection[frozenset[int] | None]


class Nothing(Protocol):
    """Says that nothing was found, with a reason where there is one."""

    def __call__(self, question: Question, note: str = "") -> Answer: ...


class Lists:
    """Answers that are lists of duties."""

    def __init__(self, shelf: Shelf, index: Index, directory: Directory, nothing: Nothing):
        self._shelf, self._index, self._directory, self._nothing = shelf, index, directory, nothing

    def of_unit(self, question: Question, among: frozenset[int] | None) -> Answer:
        """Return all duties of the units named, those of the matter asked for first."""
        keys = {u.key for u in question.units}
        mine = [i for i in self._shelf.with_units(keys) if among is None or i in among]
        fits = dict(self._index.candidates(question, frozenset(mine))) if question.pieces else {}
        covered = max((f.text for f in fits.values()), default=0.0)
        if question.pieces and covered < ABOUT and not question.listing:
            return self._nothing(question)
        if not mine:
            return self._nothing(
                question, f"文件中没有写明{'、'.join(u.name for u in question.units)}承担的事项。"
            )
        mine.sort(key=lambda i: self._order_of_unit(question, i, fits.get(i)))
        hits = tuple(Hit(self._shelf.duty(i), _score(fits.get(i)), self._part(i, keys)) for i in mine)
        hits, note = where_it_leads(hits) if question.leading else (hits, "")
        asked = list({u.key: u for u in reversed(question.units)}.values())[::-1]
        units = dict.fromkeys(self._called(unit, hits) for unit in asked)
        return Answer(question.text, Kind.UNIT, Outcome.NAMED, hits, tuple(units), note=note)

    def _called(self, unit: Named, hits: Sequence[Hit]) -> str:
        """Return a unit's name as typed where a document writes it so, else as the best hit writes it."""
        names = [part.unit for hit in hits for part in hit.duty.parts]
        if unit.name in names:
            return unit.name
        return next((name for name in names if self._directory.key(name) == unit.key), unit.name)

    def _part(self, i: int, keys: Collection[str]) -> Role | None:
        """Return the role that a unit with one of *keys* has in a duty, the leading one first."""
        roles = [p.role for p in self._shelf.duty(i).parts if self._directory.key(p.unit) in keys]
        return next((r for r in (*ANSWERABLE, *OVERSEEING) if r in roles), next(iter(roles), None))

    def _order_of_unit(
        self, question: Question, i: int, fit: Features | None
    ) -> tuple[float, bool, bool, bool, int, int]:
        """Order a unit's duties: the matter asked for, the branch typed, where it leads, the newest."""
        duty, keys = self._shelf.duty(i), {u.key for u in question.units}
        branch = any("分局" in u.name for u in question.units)
        written = [p.unit for p in duty.parts if self._directory.key(p.unit) in keys]
        leads = any(self._directory.key(n) in keys for n in answering(duty))
        score = round(fit.score, 2) if fit and fit.text >= NEAR else 0.0
        other_branch = all(("分局" in name) != branch for name in written)
        return (
            -score,
            other_branch,
            not leads,
            day(duty).year not in question.years,
            -day(duty).toordinal(),
            i,
        )

    def of_place(self, question: Question, among: frozenset[int] | None) -> Answer:
        """Return all duties of a place, the matter asked for first, then the newest document."""
        if not among:
            return self._nothing(question)
        fits = dict(self._index.candidates(question, among)) if question.pieces else {}
        covered = max((f.text for f in fits.values()), default=0.0)
        if covered < ABOUT and self._index.weight(question) >= MATTER:
            return self._nothing(question)
        ranked = sorted(among, key=lambda i: (-_near(fits.get(i)), -day(self._shelf.duty(i)).toordinal(), i))
        hits = tuple(Hit(self._shelf.duty(i), _score(fits.get(i))) for i in ranked)
        units = dict.fromkeys(n for h in hits for n in answering(h.duty))
        return Answer(question.text, Kind.PLACE, Outcome.NAMED, hits, tuple(units))

    def due(self, question: Question, among: frozenset[int] | None) -> Answer:
        """Return what is due in the period asked for, soonest first; all that has a day where none is."""
        if question.period is None and UNREAD.search(question.text):
            return self._nothing(question, f"问的时段没有看懂。{replies.PERIODS}")
        mine = self._shelf.with_units({u.key for u in question.units}) if question.units else None
        about = self._about(question, among)
        if about is not None and not about:
            what = f"“{question.topic}”有关的" if question.topic else "所问"
            return self._nothing(question, f"文件中没有{what}到期事项。{replies.PERIODS}")
        period, within = question.period, (among, mine, about)
        due, note = self._due_in(period, within), replies.BY_THE_WORDS
        if not due and period and period.yearless:
            due, earlier = self._due_before(fold(question.text), period.end.year, within)
            note = replies.EARLIER_YEAR.format(asked=period.label, told=earlier) + note if due else note
        if not due:
            when = period.label if period else ""
            return self._nothing(question, f"文件中没有{_whose(question)}{when}到期的事项。")
        hits = tuple(Hit(self._shelf.duty(i), 1.0) for _, i in sorted(due))
        units = dict.fromkeys(n for h in hits for n in answering(h.duty))
        return Answer(question.text, Kind.DUE, Outcome.NAMED, hits, tuple(units), note=note)

    def _due_in(self, period: Period | None, within: Within) -> list[tuple[date, int]]:
        """Return what is due in *period* (None: ever) of the duties that are in all of *within*."""
        due = self._shelf.due(*((period.start, period.end) if period else ()))
        return [(last, i) for last, i in due if all(some is None or i in some for some in within)]

    def _due_before(self, text: str, year: int, within: Within) -> tuple[list[tuple[date, int]], str]:
        """Return what is due in the month that *text* names of the latest year before that has any."""
        for earlier in range(year - 1, year - 1 - _YEARS_BACK, -1):
            period = read_period(text, date(earlier, 1, 1))
            if period and (due := self._due_in(period, within)):
                return due, period.label
        return [], ""

    def _about(self, question: Question, among: frozenset[int] | None) -> frozenset[int] | None:
        """Return the duties of the matter that a question about what is due names; None without one."""
        if self._index.weight(question) < MATTER:
            return None
        found = self._index.candidates(question, among)
        return frozenset(i for i, f in found if f.text >= ABOUT and f.said >= SAYING)


def _whose(question: Question) -> str:
    """Return the place and the units that were asked for: that nothing at all falls due was not said."""
    place = [question.place.name] if question.place else []
    return "".join([*place, "、".join(unit.name for unit in question.units)])


def _near(features: Features | None) -> float:
    return round(features.score, 1) if features and features.text >= NEAR else 0.0


def _score(features: Features | None) -> float:
    return round(features.score, 4) if features else 1.0
