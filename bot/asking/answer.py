"""A question → an answer.

What the documents do not hold is *not found*, with near matters as suggestions; never a guess.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from dataclasses import replace
from datetime import date

from bot.asking import replies
from bot.asking.answers import Answer, Outcome, Suggested
from bot.asking.confidence import Confidence
from bot.asking.dialogue import Aspect, Turn, turn
from bot.asking.explaining import Explanation
from bot.asking.finder import Finder
from bot.asking.fit import Features
from bot.asking.index import Found, Index
from bot.asking.landmarks import waters_in
from bot.asking.lists import MATTER, NEAR, SAYING, Lists
from bot.asking.phrases import PARTICLES
from bot.asking.places import place_names, stem
from bot.asking.question import Kind, Question, Vocabulary, fold, read_question
from bot.asking.ranking import (
    Hit,
    against,
    answering,
    binding_first,
    conflict,
    named_elsewhere,
    of_the_kind,
    ordered,
    taken_over,
    told_units,
    with_role,
)
from bot.asking.regulators import regulator
from bot.asking.shelf import Shelf
from bot.asking.shelving import shelved
from bot.asking.terms import Terms
from bot.duty import ASSISTING, Duty, Reading, Role
from bot.reading.units import Directory

__all__ = ["Answer", "Answerer", "Hit", "Outcome", "Suggested", "answering", "key_of"]

#: Offered beside the best.
MOST_HITS = 10
MOST_SUGGESTIONS = 5
#: What covers so much of the question elsewhere is worth telling where a place has nothing.
ENOUGH = 0.6
#: A duty is told beside the best where it covers at least this part of what the best one covers.
BESIDE = 0.75

#: Those who bear a title, asked for without a matter of their own: 河长是谁.
_LEADERS = ("河长", "湖长", "路长", "林长", "田长")


class Answerer:
    """Answers questions from one generation of the knowledge."""

    def __init__(self, shelf: Shelf):
        self._shelf = shelf
        self._directory = shelf.directory()
        self._index = Index(shelf.matters, shelf.said, shelf.meanings)
        self._vocabulary = Vocabulary(self._directory, shelf.small_talk, shelf.places, shelf.units)
        self._finder = Finder(self._index, shelf.with_units, lambda row: answering(shelf.duty(row)))
        self._lists = Lists(shelf, self._index, self._directory, self._not_found)

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
        question, why_not = self._read(text, today)
        if why_not:
            return self._not_found(question, why_not)
        answer = self._answer(question, self._among(question))
        if answer.outcome is Outcome.NOT_FOUND and (place := self._no_place(question)):
            return self._without_place(text, today, place) or answer
        return answer

    def _read(self, text: str, today: date) -> tuple[Question, str]:
        """Read a question, and say why it cannot be answered where it is about what no document knows."""
        question = read_question(text, self._vocabulary, today)
        if question.foreign:
            if not self._speaks_of(question.foreign):
                return question, f"文件中没有涉及“{question.foreign}”的内容。"
            # Not the place of a document, but one that documents name: 临港县 in a city's document.
            if not question.foreign.endswith("区") or self._shelf.speaks_of(question.foreign):
                question = self._again(text, today, (*self._shelf.places, question.foreign))
        if question.speaker and not question.place and not self._shelf.spoken_by(*question.speaker):
            return question, replies.NOT_SPOKEN.format("".join(question.speaker))
        return question, ""

    def _without_place(self, text: str, today: date, place: str) -> Answer | None:
        """Answer as if *place* were none; None where that finds nothing, or what never names it."""
        question = self._again(text, today, [p for p in self._shelf.places if p != place])
        answer = self._answer(question, self._among(question))
        if answer.outcome is Outcome.NOT_FOUND:
            return None
        if place == stem(place) and not self._writes(answer.hits[0].duty, place):
            return None  # a river was meant; what never speaks of it is about another
        return answer

    def explain(self, text: str, today: date) -> Explanation:
        """Return how a question is read and what is found for it, for a person to follow."""
        question, _ = self._read(text, today)
        found, sure = self._finder.find(question, self._among(question))
        nearest = [(self._shelf.duty(row), features) for row, features in found]
        return Explanation(question, self._index.wanted(question), nearest, sure)

    def turn(self, text: str, before: Answer, today: date) -> Turn | None:
        """Return what *text* means after an answer; None where it is to be understood by itself."""
        return turn(text, before, lambda words: read_question(words, self._vocabulary, today))

    def aspect(self, before: Answer, aspect: Aspect, today: date) -> Answer:
        """Tell another side of the duty that was told before."""
        was = read_question(before.question, self._vocabulary, today)
        question = replace(was, kind=aspect.kind, role=aspect.role)
        best = before.hits[0].duty
        units = told_units(question, before.hits)
        return replace(
            before,
            kind=aspect.kind,
            outcome=_outcome(best, units),
            units=tuple(units),
            regulator=None if units else self._manager(best),
            role=_unfilled(question, best),
        )

    def find(self, key: str) -> Duty | None:
        """Return the duty of a suggestion's key, or None where it is gone."""
        file, _, start = key.rpartition("#")
        rows = self._shelf.of_document(file)
        return next((d for d in map(self._shelf.duty, rows) if str(d.source.span[0]) == start), None)

    def _speaks_of(self, place: str) -> bool:
        """Tell whether any duty speaks of a place: by its name, its stem, or what sounds like its name."""
        known = self._shelf.has_place(place) or self._shelf.speaks_of(stem(place))
        return known or self._shelf.sounds_of(place)

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

    def _among(self, question: Question) -> frozenset[int] | None:
        """Return the duties that may answer: of the place, or of who spoke; None for all."""
        if question.speaker and not question.place:
            return self._shelf.spoken_by(*question.speaker)
        return self._shelf.in_place(question.place.name) if question.place else None

    def _answer(self, question: Question, among: frozenset[int] | None) -> Answer:
        if question.kind in (Kind.TALK, Kind.PERSONAL):
            note = replies.TALK[question.courtesy] if question.kind is Kind.TALK else replies.PERSONAL
            return Answer(question.text, question.kind, Outcome.NOT_FOUND, note=note)
        if question.kind is Kind.DUE:
            return self._lists.due(question, among)
        if question.kind is Kind.UNIT:
            return self._lists.of_unit(question, among)
        if question.kind is Kind.PLACE or (question.place and question.place.sure and not question.pieces):
            return self._lists.of_place(question, among)
        return self._matter(question, among)

    def _matter(self, question: Question, among: frozenset[int] | None) -> Answer:
        """Answer who and when: the duty that is meant, if it is sure enough that one is."""
        found, sure = self._finder.find(question, among)
        if question.role is Role.LEADER and question.topic in _LEADERS:
            return self._of_leaders(question, [self._shelf.duty(row) for row, _ in found])
        if not sure.answers or found[0][1].said < SAYING:
            return self._not_found(question, found=found, sure=sure)
        answer = self._told(question, found)
        nearest = replies.NEAREST if found[0][1].text < ENOUGH else ""
        return replace(answer, confidence=sure, note=answer.note or nearest)

    def _told(self, question: Question, found: Found) -> Answer:
        """Tell the best of what was found, with whose names answer and what speaks against it."""
        least = BESIDE * found[0][1].text
        close = [one for one in found if one[1].text >= least and one[1].said >= SAYING] or found[:1]
        fit = [(self._shelf.duty(row), features) for row, features in close]
        field = {self._directory.key(unit) for unit, _ in self._directory.regulators(question.topic)}
        hits = ordered(
            question,
            fit,
            lambda duty: any(self._directory.key(n) in field for n in duty.lead),
            self._shelf.home,
        )
        hits = binding_first(of_the_kind(question, with_role(question, hits)))
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
            role=_unfilled(question, best),
        )

    def _later(self, duty: Duty) -> Iterator[Duty]:
        """Yield the duties that are worded like *duty*, for one that gives its matter to another unit."""
        return map(self._shelf.duty, self._index.alike(duty.matter))

    def _manager(self, duty: Duty) -> tuple[str, str] | None:
        """Return the unit that manages the sector of *duty* by rule, with the sector."""
        return regulator(self._directory, f"{duty.matter} {duty.quote}")

    def _of_leaders(self, question: Question, duties: Sequence[Duty]) -> Answer:
        """Return the leaders named, each with what they see to; not who bears the title (镇级河长)."""
        told: dict[str, list[str]] = {}
        shown = []
        for duty in duties:
            titled = duty.heading.rsplit("\n", 1)[-1].rpartition("：")[2]  # 河流：青溪河
            waters = titled or "、".join(waters_in(duty.matter)) or duty.matter
            if persons := [n for n in duty.leaders if n not in duty.lead]:
                told.setdefault(waters, []).extend(n for n in persons if n not in told.get(waters, ()))
                shown.append(Hit(duty, 1.0))
        if not shown:
            return self._not_found(question)
        names = dict.fromkeys(n for persons in told.values() for n in persons)
        note = "；".join(f"{waters}：{'、'.join(persons)}" for waters, persons in told.items()) + "。"
        return Answer(
            question.text, question.kind, Outcome.NAMED, tuple(shown[:MOST_HITS]), tuple(names), note=note
        )

    def _not_found(
        self,
        question: Question,
        note: str = "",
        found: Sequence[tuple[int, Features]] | None = None,
        sure: Confidence | None = None,
    ) -> Answer:
        """Say that the documents do not hold it, why where that can be said, and what is near.

        Where something may be meant, it is asked back which of the near matters that is.
        """
        found = self._index.candidates(question) if found is None or question.place else found
        near: dict[str, Suggested] = {}
        for i, features in found:
            duty = self._shelf.duty(i)
            if features.text >= NEAR:
                near.setdefault(duty.matter, Suggested(duty.matter, key_of(duty)))
        who = question.kind in (Kind.WHO, Kind.WHEN)
        asked_back = replies.WHICH_ONE if sure and sure.near and near else ""
        return Answer(
            question.text,
            question.kind,
            Outcome.NOT_FOUND,
            suggestions=tuple(near.values())[:MOST_SUGGESTIONS],
            regulator=regulator(self._directory, question.topic) if who else None,
            note=note or self._why_not(question, found[0][1] if found else None) or asked_back,
            confidence=sure,
        )

    def _why_not(self, question: Question, best: Features | None) -> str:
        """Say that too little was said, or that the place asked for has nothing and whether another has."""
        enough = best is not None and best.text >= ENOUGH
        nowhere = question.kind in (Kind.WHO, Kind.WHEN) and not (question.place or question.units)
        if nowhere and not enough and self._index.weight(question) < MATTER:
            return replies.WHICH_MATTER
        if best and enough and best.said < SAYING:
            return replies.TOO_GENERAL
        if not question.place or not question.pieces:
            return ""
        elsewhere = "；其他地方的文件写到过，见相近事项。" if enough else "。"
        return f"{question.place.name}的文件没有写到这件事{elsewhere}"


def key_of(duty: Duty) -> str:
    """Return the key under which ``Answerer.find`` finds a duty again."""
    return f"{duty.source.file}#{duty.source.span[0]}"


def _unfilled(question: Question, duty: Duty) -> Role | None:
    """Return the role that was asked for, where the duty gives it to nobody."""
    return None if question.role is None or duty.units(question.role) else question.role


def _outcome(duty: Duty, units: Collection[str]) -> Outcome:
    if not units:
        return Outcome.UNASSIGNED
    roles = {p.role for p in duty.parts if p.unit in units and p.role not in ASSISTING}
    return Outcome.LISTED if roles == {Role.LISTED} else Outcome.NAMED
