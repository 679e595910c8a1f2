"""A question → an answer: the four outcomes, the lists, suggestions.

What the documents do not hold is *not found*, with near matters as suggestions; never a guess.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date
from enum import StrEnum

from bot.asking import replies
from bot.asking.fit import Features
from bot.asking.index import Index
from bot.asking.landmarks import waters_in
from bot.asking.periods import UNREAD
from bot.asking.phrases import PARTICLES
from bot.asking.places import place_names, stem
from bot.asking.question import Kind, Question, Vocabulary, fold, read_question
from bot.asking.ranking import (
    ENOUGH,
    ENOUGH_IN_PLACE,
    HANDFUL,
    MATTER,
    NEAR,
    SAYING,
    Hit,
    against,
    answering,
    binding_first,
    conflict,
    day,
    hinted,
    named_elsewhere,
    ordered,
    taken_over,
    told_units,
    where_it_leads,
    with_role,
)
from bot.asking.regulators import regulator
from bot.asking.shelf import Shelf
from bot.asking.shelving import shelved
from bot.asking.terms import Terms
from bot.duty import ANSWERABLE, ASSISTING, OVERSEEING, Duty, Reading, Role
from bot.reading.units import Directory

__all__ = ["Answer", "Answerer", "Hit", "Outcome", "Suggested", "answering", "key_of"]

#: Offered beside the best.
MOST_HITS = 10
MOST_SUGGESTIONS = 5


class Outcome(StrEnum):
    """The four honest answers."""

    NAMED = "named"
    LISTED = "listed"  # several named, none leading
    UNASSIGNED = "unassigned"  # in the documents, nobody named
    NOT_FOUND = "not_found"


@dataclass(frozen=True, slots=True)
class Suggested:
    """A matter near the question; *key* (file#position) finds its duty again."""

    matter: str
    key: str


@dataclass(frozen=True, slots=True)
class Answer:
    """What is told.

    ``units`` are the names that answer, best first; ``regulator`` is (unit, sector) by rule, a
    suggestion and no statement of a document; ``conflict`` and ``note`` are Chinese sentences.
    ``against`` are the hits of other documents that name others for the same matter (see ``conflict``).
    """

    question: str
    kind: Kind
    outcome: Outcome
    hits: tuple[Hit, ...] = ()
    units: tuple[str, ...] = ()
    suggestions: tuple[Suggested, ...] = ()
    regulator: tuple[str, str] | None = None
    conflict: str = ""
    note: str = ""
    against: tuple[Hit, ...] = ()


#: Those who bear a title, asked for without a matter of their own: 河长是谁.
_LEADERS = ("河长", "湖长", "路长", "林长", "田长")


@dataclass(frozen=True, slots=True)
class _Pool:
    """The duties that may answer (None for all), and how much of the question they must cover."""

    among: frozenset[int] | None
    enough: float


class Answerer:
    """Answers questions from one generation of the knowledge."""

    def __init__(self, shelf: Shelf):
        self._shelf = shelf
        self._directory = shelf.directory()
        self._index = Index(shelf.matters, shelf.said, shelf.meanings)
        self._vocabulary = Vocabulary(self._directory, shelf.small_talk, shelf.places, shelf.units)

    @classmethod
    def over(cls, reading: Reading, directory: Directory, terms: Terms) -> Answerer:
        """Answer from a reading that is held in memory."""
        return cls(Shelf(shelved(reading, directory, terms)))

    def answer(self, text: str, today: date) -> Answer:
        """Answer one question.

        Args:
            text: as typed; any text is answered, at worst with *not found*.
            today: what 本月 and 已逾期 count from.
        """
        question = read_question(text, self._vocabulary, today)
        if question.foreign:
            if not self._speaks_of(question.foreign):
                return self._not_found(question, f"文件中没有涉及“{question.foreign}”的内容。")
            # Not the place of a document, but one that documents name: 临港县 in a city's document.
            if not question.foreign.endswith("区") or self._shelf.speaks_of(question.foreign):
                question = self._again(text, today, (*self._shelf.places, question.foreign))
        answer = self._answer(question, self._pool(question))
        if answer.outcome is Outcome.NOT_FOUND and (place := self._no_place(question)):
            return self._without_place(text, today, place) or answer
        return answer

    def _without_place(self, text: str, today: date, place: str) -> Answer | None:
        """Answer as if *place* were none; None where that finds nothing, or what never names it."""
        question = self._again(text, today, [p for p in self._shelf.places if p != place])
        answer = self._answer(question, self._pool(question))
        if answer.outcome is Outcome.NOT_FOUND:
            return None
        if place == stem(place) and not self._writes(answer.hits[0].duty, place):
            return None  # a river was meant; what never speaks of it is about another
        return answer

    def find(self, key: str) -> Duty | None:
        """Return the duty of a suggestion's key, or None where it is gone."""
        file, _, start = key.rpartition("#")
        rows = self._shelf.of_document(file)
        return next((d for d in map(self._shelf.duty, rows) if str(d.source.span[0]) == start), None)

    def _speaks_of(self, place: str) -> bool:
        """Tell whether any duty speaks of a place: by its name, its stem, or what sounds like its name."""
        return self._shelf.speaks_of(stem(place)) or self._shelf.sounds_of(place)

    def _writes(self, duty: Duty, words: str) -> bool:
        """Tell whether a duty's document contains *words*."""
        document = self._shelf.documents.get(duty.source.file)
        return words in (document.repaired.text if document else duty.quote)

    def _again(self, text: str, today: date, places: Collection[str]) -> Question:
        """Read the question once more, with other places known."""
        return read_question(text, replace(self._vocabulary, places=place_names(places)), today)

    def _no_place(self, question: Question) -> str:
        """Return the place that was read, where it may be part of another name: 青山 in 青山闸."""
        if question.place is None or question.place.sure:
            return ""
        name, short = question.place.name, stem(question.place.name)
        if name == short:  # a river, or the stem in a newspaper's name
            return name
        plain = fold(question.text)
        at = plain.find(short)
        longer = plain[at : at + len(short) + 1].strip("".join(PARTICLES) + " ")
        return name if at < 0 or (longer != short and self._shelf.speaks_of(longer)) else ""

    def _pool(self, question: Question) -> _Pool:
        if question.speaker and not question.place and (said := self._shelf.spoken_by(*question.speaker)):
            return _Pool(said, ENOUGH_IN_PLACE)
        among = self._shelf.in_place(question.place.name) if question.place else None
        return _Pool(among, ENOUGH_IN_PLACE if question.place or question.units else ENOUGH)

    def _answer(self, question: Question, pool: _Pool) -> Answer:
        if question.kind in (Kind.TALK, Kind.PERSONAL):
            note = replies.TALK[question.courtesy] if question.kind is Kind.TALK else replies.PERSONAL
            return Answer(question.text, question.kind, Outcome.NOT_FOUND, note=note)
        if question.kind is Kind.DUE:
            return self._due(question, pool)
        if question.kind is Kind.UNIT:
            return self._of_unit(question, pool)
        if question.kind is Kind.PLACE or (question.place and question.place.sure and not question.pieces):
            return self._of_place(question, pool)
        return self._matter(question, pool)

    def _matter(self, question: Question, pool: _Pool) -> Answer:
        """Answer who and when: the duties that cover enough of the question."""
        found = self._index.candidates(question, pool.among)
        if question.units:
            mine = self._shelf.with_units({u.key for u in question.units})
            found = [one for one in found if one[0] in mine and one[1].text >= pool.enough] or found
        fit = [(self._shelf.duty(i), f) for i, f in found if f.text >= pool.enough and f.said >= SAYING]
        if not fit:
            return self._hinted(question, pool, found)
        field = {self._directory.key(unit) for unit, _ in self._directory.regulators(question.topic)}
        hits = ordered(
            question,
            fit,
            lambda duty: any(self._directory.key(n) in field for n in duty.lead),
            self._shelf.home,
        )
        if question.role is Role.LEADER and question.topic in _LEADERS:
            return self._of_leaders(question, hits)
        hits = binding_first(with_role(question, hits))
        hits = taken_over(question, hits, self._later(hits[0].duty), self._directory, self._shelf.home)
        hits, silent = named_elsewhere(hits, self._shelf.home)
        best = hits[0].duty
        units = told_units(question, hits)
        others = against(question, hits, self._directory, self._shelf.home)
        return Answer(
            question.text,
            question.kind,
            _outcome(best, units),
            tuple(hits[:MOST_HITS]),
            tuple(units),
            regulator=None if units else self._manager(best),
            note=f"另一份文件{self._shelf.cited(silent)}也写到这件事，没有写明单位。" if silent else "",
            conflict=conflict(hits[0].duty, others[0].duty, self._shelf.cited) if others else "",
            against=others,
        )

    def _later(self, duty: Duty) -> Iterator[Duty]:
        """Yield the duties that are worded like *duty*, for one that gives its matter to another unit."""
        return map(self._shelf.duty, self._index.alike(duty.matter))

    def _manager(self, duty: Duty) -> tuple[str, str] | None:
        """Return the unit that manages the sector of *duty* by rule, with the sector."""
        return regulator(self._directory, f"{duty.matter} {duty.quote}")

    def _of_leaders(self, question: Question, hits: Sequence[Hit]) -> Answer:
        """Return the leaders named, each with what they see to; not who bears the title (镇级河长)."""
        told: dict[str, list[str]] = {}
        shown = []
        for hit in hits:
            duty = hit.duty
            titled = duty.heading.rsplit("\n", 1)[-1].rpartition("：")[2]  # 河流：青溪河
            waters = titled or "、".join(waters_in(duty.matter)) or duty.matter
            if persons := [n for n in duty.leaders if n not in duty.lead]:
                told.setdefault(waters, []).extend(n for n in persons if n not in told.get(waters, ()))
                shown.append(hit)
        if not shown:
            return self._not_found(question)
        names = dict.fromkeys(n for persons in told.values() for n in persons)
        note = "；".join(f"{waters}：{'、'.join(persons)}" for waters, persons in told.items()) + "。"
        return Answer(
            question.text, question.kind, Outcome.NAMED, tuple(shown[:MOST_HITS]), tuple(names), note=note
        )

    def _hinted(self, question: Question, pool: _Pool, found: Sequence[tuple[int, Features]]) -> Answer:
        """Answer from single characters within a place, and say so; not found where they point nowhere."""
        hits = []
        if pool.among is not None or self._shelf.home:
            rows = [(self._shelf.duty(i), f) for i, f in found]
            hits = hinted(question, rows, wide=pool.among is None or len(pool.among) > HANDFUL)
        if not hits:
            return self._not_found(question)
        units = answering(hits[0].duty, question.role)
        return Answer(
            question.text,
            question.kind,
            _outcome(hits[0].duty, units),
            tuple(hits[:MOST_HITS]),
            tuple(units),
            regulator=None if units else self._manager(hits[0].duty),
            note=replies.NEAREST,
        )

    def _of_unit(self, question: Question, pool: _Pool) -> Answer:
        """Return all duties of the units named, those of the matter asked for first."""
        keys = {u.key for u in question.units}
        mine = [i for i in self._shelf.with_units(keys) if pool.among is None or i in pool.among]
        fits = dict(self._index.candidates(question, frozenset(mine))) if question.pieces else {}
        covered = max((f.text for f in fits.values()), default=0.0)
        if question.pieces and covered < pool.enough and not question.listing:
            return self._not_found(question)
        if not mine:
            return self._not_found(
                question, f"文件中没有写明{'、'.join(u.name for u in question.units)}承担的事项。"
            )
        mine.sort(key=lambda i: self._order_of_unit(question, i, fits.get(i)))
        hits = tuple(Hit(self._shelf.duty(i), _score(fits.get(i)), self._part(i, keys)) for i in mine)
        hits, note = where_it_leads(hits) if question.leading else (hits, "")
        typed = list({u.key: u.name for u in reversed(question.units)}.values())[::-1]
        written = dict.fromkeys(p.unit for p in hits[0].duty.parts if self._directory.key(p.unit) in keys)
        as_typed = len(typed) > 1 or any(p.unit == typed[0] for h in hits for p in h.duty.parts)
        units = typed if as_typed else list(written) or typed
        return Answer(question.text, Kind.UNIT, Outcome.NAMED, hits, tuple(units), note=note)

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

    def _of_place(self, question: Question, pool: _Pool) -> Answer:
        """Return all duties of a place, the matter asked for first, then the newest document."""
        among = pool.among or frozenset()
        if not among:
            return self._not_found(question)
        fits = dict(self._index.candidates(question, among)) if question.pieces else {}
        covered = max((f.text for f in fits.values()), default=0.0)
        if covered < pool.enough and self._index.weight(question) >= MATTER:
            return self._not_found(question)
        ranked = sorted(among, key=lambda i: (-_near(fits.get(i)), -day(self._shelf.duty(i)).toordinal(), i))
        hits = tuple(Hit(self._shelf.duty(i), _score(fits.get(i))) for i in ranked)
        units = dict.fromkeys(n for h in hits for n in answering(h.duty))
        return Answer(question.text, Kind.PLACE, Outcome.NAMED, hits, tuple(units))

    def _due(self, question: Question, pool: _Pool) -> Answer:
        """Return what is due in the period asked for, soonest first; all that has a day where none is."""
        if question.period is None and UNREAD.search(question.text):
            return self._not_found(question, f"问的时段没有看懂。{replies.PERIODS}")
        mine = self._shelf.with_units({u.key for u in question.units}) if question.units else None
        about = self._about(question, pool)
        if about is not None and not about:
            what = f"“{question.topic}”有关的" if question.topic else "所问"
            return self._not_found(question, f"文件中没有{what}到期事项。{replies.PERIODS}")
        period = question.period
        due = [
            (last, i)
            for last, i in self._shelf.due(*((period.start, period.end) if period else ()))
            if all(some is None or i in some for some in (pool.among, mine, about))
        ]
        if not due:
            return self._not_found(question, f"文件中没有{period.label if period else ''}到期的事项。")
        hits = tuple(Hit(self._shelf.duty(i), 1.0) for _, i in sorted(due))
        units = dict.fromkeys(n for h in hits for n in answering(h.duty))
        return Answer(question.text, Kind.DUE, Outcome.NAMED, hits, tuple(units), note=replies.BY_THE_WORDS)

    def _about(self, question: Question, pool: _Pool) -> frozenset[int] | None:
        """Return the duties of the matter that a question about what is due names; None without one."""
        if self._index.weight(question) < MATTER:
            return None
        found = self._index.candidates(question, pool.among)
        return frozenset(i for i, f in found if f.text >= pool.enough and f.said >= SAYING)

    def _not_found(self, question: Question, note: str = "") -> Answer:
        """Say that the documents do not hold it, why where that can be said, and what is near."""
        found = self._index.candidates(question)
        near: dict[str, Suggested] = {}
        for i, features in found:
            duty = self._shelf.duty(i)
            if features.text >= NEAR:
                near.setdefault(duty.matter, Suggested(duty.matter, key_of(duty)))
        who = question.kind in (Kind.WHO, Kind.WHEN)
        return Answer(
            question.text,
            question.kind,
            Outcome.NOT_FOUND,
            suggestions=tuple(near.values())[:MOST_SUGGESTIONS],
            regulator=regulator(self._directory, question.topic) if who else None,
            note=note or _why_not(question, found[0][1] if found else None),
        )


def key_of(duty: Duty) -> str:
    """Return the key under which ``Answerer.find`` finds a duty again."""
    return f"{duty.source.file}#{duty.source.span[0]}"


def _why_not(question: Question, best: Features | None) -> str:
    """Say that too little was said, or that the place asked for has nothing and whether another has."""
    enough = best is not None and best.text >= ENOUGH
    if question.kind is Kind.WHO and not (question.pieces or question.place or question.units):
        return replies.WHICH_MATTER
    if best and enough and best.said < SAYING:
        return replies.TOO_GENERAL
    if not question.place or not question.pieces:
        return ""
    elsewhere = "；其他地方的文件写到过，见相近事项。" if enough else "。"
    return f"{question.place.name}的文件没有写到这件事{elsewhere}"


def _near(features: Features | None) -> float:
    return round(features.score, 1) if features and features.text >= NEAR else 0.0


def _score(features: Features | None) -> float:
    return round(features.score, 4) if features else 1.0


def _outcome(duty: Duty, units: Collection[str]) -> Outcome:
    if not units:
        return Outcome.UNASSIGNED
    roles = {p.role for p in duty.parts if p.unit in units and p.role not in ASSISTING}
    return Outcome.LISTED if roles == {Role.LISTED} else Outcome.NAMED
