"""A question → an answer: ranking, the four outcomes, suggestions.

What the documents do not hold is *not found*, with near matters as suggestions; never a guess.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date
from enum import StrEnum

from bot.asking.index import Features, Index
from bot.asking.places import stem
from bot.asking.question import Kind, Question, Vocabulary, read_question
from bot.asking.terms import Terms
from bot.duty import ASSISTING, Document, Duty, Reading, Role
from bot.reading.units import Directory

# How much of a question's weight a duty must cover to answer it. Chosen on the development set, where
# the right duty covers 0.55 or more in nineteen cases of twenty and the best duty of an unanswerable
# question less in as many. Inside a place that was asked for, or for a unit that was named, a part of
# the confidence is already there, so a little less is enough.
ENOUGH = 0.60
ENOUGH_IN_PLACE = 0.50
#: Below this share a matter is not even near.
NEAR = 0.30
#: Hits whose score is this close to the best are equals: the newer document goes first.
EQUAL = 0.92
#: A document without a date goes before the newest one only where it fits better by this much.
BETTER = 1.03
#: Two documents this close, and this sure, answer together where neither is known to be newer.
TOGETHER = 0.97
SURE = 0.85
#: So much before a passage may belong to its sentence: 针对……资金缺口，由……解决.
LEAD_IN = 80
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
class Hit:
    """A duty that answers, with how well it fits (0 to 1)."""

    duty: Duty
    score: float


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


def answering(duty: Duty, role: Role | None = None) -> list[str]:
    """Return the names that answer for a duty, or have *role* in it; leaders and 属地 where nobody leads."""
    if role is not None and (found := duty.units(role)):
        return found
    return duty.lead or duty.leaders or duty.units(Role.TERRITORY, Role.REGULATOR)


class Answerer:
    """Answers questions from one reading of the documents."""

    def __init__(self, reading: Reading, directory: Directory, terms: Terms):
        self._directory = directory
        self._duties = reading.duties
        self._documents = {d.file: d for d in reading.documents}
        self._index = Index(reading.duties, [self._around(d) for d in reading.duties], terms)
        names = dict.fromkeys(p.unit for d in reading.duties for p in d.parts if not p.generic)
        self._keys = {name: directory.key(name) for name in names}
        self._vocabulary = Vocabulary(directory, terms, tuple(_regions(reading, directory)), tuple(names))

    def answer(self, text: str, today: date) -> Answer:
        """Answer one question.

        Args:
            text: as typed; any text is answered, at worst with *not found*.
            today: what 本月 and 已逾期 count from.
        """
        question = read_question(text, self._vocabulary, today)
        if question.foreign and self._speaks_of(question.foreign):
            # Not the place of a document, but one that documents name: 临港县 in a city's document.
            places = (*self._vocabulary.places, question.foreign)
            question = read_question(text, replace(self._vocabulary, places=places), today)
        answer = self._answer(question)
        if answer.outcome is Outcome.NOT_FOUND and question.place and not question.place.sure:
            # The stem may have been part of another name (青山 in 青山闸): once more without it.
            others = tuple(p for p in self._vocabulary.places if p != question.place.name)
            again = self._answer(read_question(text, replace(self._vocabulary, places=others), today))
            answer = again if again.outcome is not Outcome.NOT_FOUND else answer
        return answer

    def _around(self, duty: Duty) -> str:
        """Return what stands around a duty: its headings, the title, the sentence it is part of."""
        document = self._documents.get(duty.source.file)
        if document is None:
            return duty.heading
        start = duty.source.at[0]
        before = document.repaired.text[max(0, start - LEAD_IN) : start]
        sentence = before[max(before.rfind(mark) for mark in "。！？；\n") + 1 :]
        return f"{duty.heading}\n{document.title}\n{sentence}"

    def find(self, key: str) -> Duty | None:
        """Return the duty of a suggestion's key, or None where it is gone."""
        return next((d for d in self._duties if key_of(d) == key), None)

    def _answer(self, question: Question) -> Answer:
        if question.foreign and not self._speaks_of(question.foreign):
            return self._not_found(question, f"文件中没有涉及“{question.foreign}”的内容。")
        if question.kind is Kind.DUE:
            return self._due(question)
        if question.kind is Kind.UNIT:
            return self._of_unit(question)
        if question.kind is Kind.PLACE or (question.place and question.place.sure and not question.pieces):
            return self._of_place(question)
        return self._matter(question)

    # -- who and when ----------------------------------------------------------------------------

    def _matter(self, question: Question) -> Answer:
        among = self._in_place(question)
        found = self._index.candidates(question, among)
        if question.units:
            found = self._with_units_first(question, found)
        enough = ENOUGH_IN_PLACE if question.place or question.units else ENOUGH
        fit = [(i, f) for i, f in found if f.text >= enough]
        note = ""
        if not fit and question.place:
            nowhere = frozenset(i for i, d in enumerate(self._duties) if d.region is None)
            fit = [(i, f) for i, f in self._index.candidates(question, nowhere) if f.text >= SURE]
            note = f"这份文件没有写明是哪里的，请核对是否{question.place.name}。" if fit else ""
        if not fit:
            return self._not_found(question, self._why_not(question))
        hits = self._ordered(question, fit)
        best = hits[0].duty
        units = self._units(question, hits)
        return Answer(
            question.text,
            question.kind,
            _outcome(best, units),
            tuple(hits[:MOST_HITS]),
            tuple(units),
            regulator=None if units else self._regulator(f"{best.matter} {best.quote}"),
            conflict=self._conflict(question, hits),
            note=note,
        )

    def _ordered(self, question: Question, fit: Sequence[tuple[int, Features]]) -> list[Hit]:
        """Put equals by date, the newest first; for a when-question those with a deadline before others.

        What has no date is not known to be older: it stays before the newest where it fits better.
        Within one document, a passage that names somebody goes before one that does not.
        """
        hits = [Hit(self._duties[i], round(f.score, 4)) for i, f in fit]
        best = hits[0].score
        equals = [h for h in hits if h.score >= EQUAL * best]
        newest = max(equals, key=lambda h: (_day(h.duty), h.score))

        def order(hit: Hit) -> tuple[bool, int, str, bool]:
            undated_but_better = hit.duty.document_date is None and hit.score > newest.score * BETTER
            day = _day(newest.duty) if undated_but_better else _day(hit.duty)
            year = bool(hit.duty.document_date and hit.duty.document_date.year in question.years)
            return (
                not year,
                -day.toordinal(),
                "" if undated_but_better else hit.duty.source.file,
                not answering(hit.duty),
            )

        equals.sort(key=order)
        if question.kind is Kind.WHEN:
            equals.sort(key=lambda h: h.duty.deadline is None)
        return [*equals, *hits[len(equals) :]]

    def _year_fits(self, question: Question, duty: Duty) -> bool:
        return bool(duty.document_date and duty.document_date.year in question.years)

    def _units(self, question: Question, hits: Sequence[Hit]) -> list[str]:
        """Return the names of the best hit, and of an equal one from elsewhere that is not older."""
        best = hits[0]
        names = answering(best.duty, question.role)
        if not names or question.place or question.kind is Kind.WHEN:
            return names
        for hit in hits[1:3]:
            undated = not (hit.duty.document_date and best.duty.document_date)
            if (
                hit.score >= max(SURE, TOGETHER * best.score)
                and undated
                and hit.duty.source.file != best.duty.source.file
            ):
                names += [n for n in answering(hit.duty, question.role) if n not in names]
        return names

    def _conflict(self, question: Question, hits: Sequence[Hit]) -> str:
        """Say where another document of the same place names others for the same matter."""
        best = hits[0]
        mine = {self._keys.get(n, n) for n in best.duty.lead}
        for hit in hits[1:]:
            theirs = {self._keys.get(n, n) for n in hit.duty.lead}
            same_place = hit.duty.region == best.duty.region or question.place is not None
            if (
                hit.score < EQUAL * best.score
                or hit.duty.source.file == best.duty.source.file
                or not same_place
            ):
                continue
            if mine and theirs and mine != theirs:
                return (
                    f"两份文件说法不一：{self._cited(best.duty)}为{'、'.join(best.duty.lead)}，"
                    f"{self._cited(hit.duty)}为{'、'.join(hit.duty.lead)}；以较新的文件在前，请核对。"
                )
        return ""

    def _cited(self, duty: Duty) -> str:
        document = self._documents.get(duty.source.file)
        title = document.title if document and document.title else duty.source.file
        return f"《{title}》（{duty.document_date.isoformat() if duty.document_date else '日期不明'}）"

    def _with_units_first(
        self, question: Question, found: Sequence[tuple[int, Features]]
    ) -> list[tuple[int, Features]]:
        has = self._has_unit(question)
        with_unit = [one for one in found if one[0] in has]
        return with_unit if with_unit and with_unit[0][1].text >= ENOUGH_IN_PLACE else list(found)

    # -- lists -----------------------------------------------------------------------------------

    def _of_unit(self, question: Question) -> Answer:
        """Return all duties of the units named, those of the matter asked for first, then the leading ones."""
        among = self._in_place(question)
        mine = [i for i in self._has_unit(question) if among is None or i in among]
        fits = dict(self._index.candidates(question, mine)) if question.pieces else {}
        if not question.listing and max((f.text for f in fits.values()), default=0.0) < ENOUGH_IN_PLACE:
            if question.pieces:
                return self._not_found(question, "")
        names = "、".join(u.name for u in question.units)
        if not mine:
            return self._not_found(question, f"文件中没有写明{names}承担的事项。")
        hits = tuple(
            Hit(self._duties[i], _score(fits.get(i)))
            for i in sorted(mine, key=lambda i: self._order_of_unit(question, i, fits.get(i)))
        )
        keys = {u.key for u in question.units}
        units = dict.fromkeys(
            p.unit for h in hits[:1] for p in h.duty.parts if self._keys.get(p.unit) in keys
        )
        typed = [u.name for u in question.units]
        return Answer(
            question.text, Kind.UNIT, Outcome.NAMED, hits, tuple(typed if len(typed) > 1 else units or typed)
        )

    def _order_of_unit(
        self, question: Question, i: int, fit: Features | None
    ) -> tuple[float, bool, bool, bool, int, int]:
        """Order a unit's duties: the matter asked for, the branch where one was typed, where it leads, the newest."""
        duty = self._duties[i]
        names = [n for n in answering(duty) if self._keys.get(n) in {u.key for u in question.units}]
        typed = any(
            ("分局" in u.name) == ("分局" in p.unit)
            for u in question.units
            for p in duty.parts
            if self._keys.get(p.unit) == u.key
        )
        score = round(fit.score, 2) if fit and fit.text >= NEAR else 0.0
        return (-score, not typed, not names, not self._year_fits(question, duty), -_day(duty).toordinal(), i)

    def _of_place(self, question: Question) -> Answer:
        """Return all duties of a place, the newest document first."""
        among = self._in_place(question) or frozenset()
        if not among:
            return self._not_found(question, "")
        ranked = sorted(among, key=lambda i: (-_day(self._duties[i]).toordinal(), i))
        fits = dict(self._index.candidates(question, among)) if question.pieces else {}
        ranked.sort(key=lambda i: -round(fits[i].score, 1) if i in fits else 0)
        hits = tuple(Hit(self._duties[i], _score(fits.get(i))) for i in ranked)
        units = dict.fromkeys(n for h in hits for n in answering(h.duty))
        return Answer(question.text, Kind.PLACE, Outcome.NAMED, hits, tuple(units))

    def _due(self, question: Question) -> Answer:
        """Return what is due in the period asked for, soonest first; all that has a date where none is."""
        chosen: Iterable[int] = range(len(self._duties))
        for limit in (self._in_place(question), self._has_unit(question) if question.units else None):
            chosen = [i for i in chosen if limit is None or i in limit]
        due = [(d, i) for i in chosen if (line := self._duties[i].deadline) and (d := line.due)]
        if question.period:
            due = [(d, i) for d, i in due if question.period.start <= d <= question.period.end]
        hits = tuple(Hit(self._duties[i], 1.0) for _, i in sorted(due))
        if not hits:
            label = question.period.label if question.period else ""
            return self._not_found(
                question, f"没有{label}到期的事项。" if label != "已逾期" else "没有已过完成时限的事项。"
            )
        units = dict.fromkeys(n for h in hits for n in answering(h.duty))
        note = (
            "按文件写明的完成时限列出，是否已经办结请看台账。"
            if question.period and question.period.label == "已逾期"
            else ""
        )
        return Answer(question.text, Kind.DUE, Outcome.NAMED, hits, tuple(units), note=note)

    # -- nothing ---------------------------------------------------------------------------------

    def _not_found(self, question: Question, note: str) -> Answer:
        near = [(i, f) for i, f in self._index.candidates(question) if f.text >= NEAR]
        matters: dict[str, Suggested] = {}
        for i, _ in near:
            duty = self._duties[i]
            matters.setdefault(duty.matter, Suggested(duty.matter, key_of(duty)))
        regulator = self._regulator(question.topic) if question.kind in (Kind.WHO, Kind.WHEN) else None
        suggestions = tuple(list(matters.values())[:MOST_SUGGESTIONS])
        return Answer(
            question.text,
            question.kind,
            Outcome.NOT_FOUND,
            suggestions=suggestions,
            regulator=regulator,
            note=note,
        )

    def _why_not(self, question: Question) -> str:
        if question.place and question.pieces:
            elsewhere = [f for _, f in self._index.candidates(question)[:1] if f.text >= ENOUGH]
            return f"{question.place.name}的文件没有写到这件事" + (
                "；其他地方的文件写到过，见相近事项。" if elsewhere else "。"
            )
        return ""

    def _regulator(self, text: str) -> tuple[str, str] | None:
        return next(iter(self._directory.regulators(text)), None) if text else None

    def _speaks_of(self, name: str) -> bool:
        texts = [d.repaired.text for d in self._documents.values()]
        return any(name in text or (len(stem(name)) > 1 and stem(name) in text) for text in texts)

    # -- limits ----------------------------------------------------------------------------------

    def _has_unit(self, question: Question) -> frozenset[int]:
        """Return the duties in which a unit of the question has any part."""
        keys = {u.key for u in question.units}
        return frozenset(
            i for i, d in enumerate(self._duties) if any(self._keys.get(p.unit) in keys for p in d.parts)
        )

    def _in_place(self, question: Question) -> frozenset[int] | None:
        """Return the duties of the place asked for; None where no place is."""
        if question.place is None:
            return None
        name = question.place.name
        about = {f: _is_about(document, name) for f, document in self._documents.items()}
        return frozenset(
            i
            for i, duty in enumerate(self._duties)
            if about.get(duty.source.file)
            or duty.region == name
            or name in duty.quote
            or any(name in p.unit for p in duty.parts)
        )


def key_of(duty: Duty) -> str:
    """Return the key under which ``Answerer.find`` finds a duty again."""
    return f"{duty.source.file}#{duty.source.span[0]}"


def _regions(reading: Reading, directory: Directory) -> list[str]:
    """Return the places the documents are about, longer names first."""
    names = [*(d.region for d in reading.documents), *(d.region for d in reading.duties), directory.place]
    return sorted({n for n in names if n}, key=len, reverse=True)


def _is_about(document: Document, place: str) -> bool:
    if document.region:
        return (
            place in (document.region, stem(document.region))
            or stem(place) == stem(document.region)
            or place in document.title
        )
    text = document.repaired.text
    return place in document.title or place in text or (len(stem(place)) > 1 and stem(place) in text)


def _day(duty: Duty) -> date:
    return duty.document_date or date.min


def _score(features: Features | None) -> float:
    return round(features.score, 4) if features else 1.0


def _outcome(duty: Duty, units: Sequence[str]) -> Outcome:
    if not units:
        return Outcome.UNASSIGNED
    roles = {p.role for p in duty.parts if p.unit in units and p.role not in ASSISTING}
    return Outcome.LISTED if roles == {Role.LISTED} else Outcome.NAMED
