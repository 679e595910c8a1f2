"""One sentence → its orders: clause by clause, each one begins an order or belongs to the one before it."""

from __future__ import annotations

import re
from dataclasses import replace
from itertools import pairwise
from typing import NamedTuple

from bot.duty import Part, Role
from bot.reading.limits import is_only_limit
from bot.reading.names import Name
from bot.reading.prose import signs
from bot.reading.prose.clauses import Clause, clauses, closed
from bot.reading.prose.drafts import TRIM, Draft, divided, joined, together
from bot.reading.prose.predicate import DEMANDS, WORKS, Says, stateless
from bot.reading.prose.speaker import speaker_ends
from bot.reading.prose.subject import Said, beside, names_alone, posts_inside, read_said, told_to
from bot.reading.prose.times import LIMIT, RHYTHM, ahead
from bot.reading.prose.voice import Voice, last_units, listening, meant, promising
from bot.reading.verbs import imperative

_LEAD_IN = 40  # characters: what leads in is short
_NAMED = 14  # characters: a clause that names a matter and says nothing of it
_SLOGAN = 22  # characters: what is ordered of nobody is then but the heading of what follows
#: To whom an order in writing went: 已向东江化工下达通知书，要求其…; its name may be no unit's by its looks.
_SERVED = re.compile(r"[向对]([一-龥]{3,14}?)(?:下达|发出|送达|制发|下发|开具)")


class Order(NamedTuple):
    """One order at ``[start, end)`` of the text that was read."""

    start: int
    end: int
    text: str
    core: str  # what is ordered, without subject and marker
    parts: tuple[Part, ...] = ()
    mark: str = ""  # the numbering inside the paragraph: 二是
    title: str = ""  # the words behind that numbering, where they are a title
    theme: str = ""  # the title or slogan that stands over it, for searching
    limit: str = ""  # the time that its heading sets, where it sets none itself
    alone: bool = False  # it only tells who has which part, perhaps by when: 由X主抓，Y协同
    thing: bool = False  # it is ordered of a thing, and leaves the subject as it is


class Setting(NamedTuple):
    """What a sentence is read with."""

    voice: Voice
    subject: tuple[Part, ...]  # carried over from the sentence before
    title: str  # of the item it stands in
    least: Says  # how surely words must order
    listed: bool  # a bare imperative is an order
    text: str  # the paragraph


class Sentence:
    """Reads one sentence clause by clause."""

    def __init__(self, sentence: Clause, told: str, setting: Setting) -> None:
        """Read *sentence*, of which *told* is what stands behind who says it."""
        self._sentence, self._told, self._setting, self._listed = sentence, told, setting, setting.listed
        self._drafts: list[Draft] = []
        self._lead_in: Clause | None = None  # 针对……问题，: read before any order began
        self._last: Clause | None = None  # the clause that was added to the order before
        self._so_far = False  # the clauses before any order tell how far things have come
        self._apart = False  # it stands behind a semicolon and names a matter: ；公共绿地，
        self._hard = False  # a semicolon stands between the order before and this clause
        self._counted = False  # a number stands between the order before and this clause: 第二，
        self._underway = False  # an order names a limit for what somebody is about already
        self._spoken = ""  # what stood before this clause's own words: 同时
        self._listener: tuple[Part, ...] = ()  # to whom it is said: 与林业局负责人商定，
        self._addressed: list[Name] = []  # named in a clause of their own: 分管的副区长，

    def orders(self) -> list[Order]:
        for clause in clauses(self._sentence):
            begin = speaker_ends(clause.text)
            words = clause.text[begin:]
            if begin and (listener := listening(clause.text[:begin]) or promising(clause.text[:begin])):
                self._listener = (Part(listener, Role.RESPONSIBLE),)
            if begin and not (words.strip(TRIM) or self._drafts):
                self._lead_in = None  # 就本周工作，会议明确：
            elif begin and not words.strip(TRIM):
                self._counted = self._hard
            if words.strip(TRIM):
                self._spoken = clause.text[:begin]
                self._read(Clause(clause.start + begin, clause.end, words))
                self._listed = self._listed or "部署了" in words  # 会议部署了……，抓好……: tasks follow
                self._hard = self._hard or words[-1] in "；;"
        if not self._drafts:
            return []
        drafts, told = self._drafts, self._told
        if len(drafts) > 1:
            drafts = divided(self._without_slogans(), self._sentence)
        if signs.HISTORY.match(told) and not (DEMANDS.search(told) and any(d.parts for d in drafts)):
            return []
        if signs.reports(told) and not (self._underway or signs.demands(told) or any(d.by for d in drafts)):
            return []
        return self._limited([order for draft in drafts for order in self._finished(draft)])

    def _limited(self, orders: list[Order]) -> list[Order]:
        """Give the limit that a sentence ends with to all that it tells: 甲……，乙……，6月底前完成。"""
        words = self._sentence.text.rstrip(TRIM)
        last = max(words.rfind("，"), words.rfind(",")) + 1
        if len(orders) < 2 or not is_only_limit(words[last:]) or "；" in words or ";" in words:
            return orders
        if any(LIMIT.search(order.text) or RHYTHM.search(order.text) for order in orders[:-1]):
            return orders
        return [order._replace(limit=words[last:]) for order in orders[:-1]] + orders[-1:]

    # ── clauses ──

    def _read(self, clause: Clause) -> None:
        passed_on = self._setting.voice.owes() and clause.text.startswith(("责令", "要求", "督促"))
        said = None if passed_on else self._said(clause.text)
        if said and self._addressed:
            self._underway = self._underway or signs.UNDERWAY.search(self._before(clause)) is not None
        if said or not (self._addressed and signs.explains_or_tells(clause.text)):
            self._addressed = [] if said else names_alone(clause.text)
        if said and not said.parts and "由其" in clause.text:  # 同意城管局的方案，由其印发
            units = last_units(self._before(clause))
            said = said._replace(parts=[Part(unit, Role.RESPONSIBLE) for unit in units])
        elif said and said.parts:
            parts = meant(said.parts, self._setting.voice, self._setting.text, clause.start)
            if parts is None:
                return  # 我办将……: somebody whom the document does not name
            said = said if parts is said.parts else said._replace(parts=parts)
        if said:
            self._take(clause, said)
        elif draft := self._unnamed(clause):
            self._open(draft)
        elif self._drafts and self._next_task(clause):
            last = self._drafts[-1]
            self._drafts.append(Draft(clause.start, clause.end, clause.text, list(last.parts), carried=True))
        elif self._drafts:
            self._add(clause)
        else:
            self._lead(clause)

    def _before(self, clause: Clause) -> str:
        return self._sentence.text[: clause.start - self._sentence.start]

    def _said(self, words: str) -> Said | None:
        """Read who is told what; those whom the clause before names, too: 分管的副区长，自己的线自己盯."""
        least = self._setting.least
        if least is Says.ORDERS and self._setting.voice.speaker and signs.OWN.match(words):
            least = Says.PERHAPS  # 我局派人驻点
        said = read_said(words, least)
        return said or (told_to(self._addressed, words, least) if self._addressed else None)

    def _take(self, clause: Clause, said: Said) -> None:
        """Take in a clause that names somebody: into the order before it, or as one of its own."""
        last = self._drafts[-1] if self._drafts else None
        more = joined(last, said, clause.text, hard=self._hard, topic=self._topic()) if last else None
        if last and more is not None:
            last.parts = together(last.parts, more)
            last.end, last.clauses = clause.end, last.clauses + 1
            last.roles_only = last.roles_only and said.alone
            last.core = last.core or said.act.strip(TRIM)
            self._last = None
        else:
            draft = Draft(clause.start, clause.end, said.act, said.parts, roles_only=said.alone)
            draft.attends = said.alone and {part.role for part in said.parts} == {Role.SUPPORTING}
            draft.mutual = draft.attends and len(said.parts) > 1 and signs.MUTUAL.match(said.told) is not None
            draft.by = not clause.text.startswith(tuple(part.unit for part in said.parts))
            self._open(draft)

    def _topic(self) -> bool:
        """Tell whether the clause before names a matter of its own: 对废旧塑料加工点，."""
        return self._last is not None and signs.LEADS_IN.match(self._last.text) is not None

    def _add(self, clause: Clause) -> None:
        last = self._drafts[-1]
        last.end, last.clauses = clause.end, last.clauses + 1
        last.parts += beside(clause.text)
        if last.roles_only and last.mutual:
            last.parts = [replace(part, role=Role.LISTED) for part in last.parts]
            last.attends = False
        if last.roles_only:
            last.core, last.roles_only = last.core or clause.text, False
        self._last, self._apart = clause, self._hard and len(clause.text) <= _NAMED

    def _next_task(self, clause: Clause) -> bool:
        """Tell whether *clause* is a second task with a figure of its own: 月底前建成6个收储点."""
        return signs.next_task(clause.text) and signs.FIGURE.search(self._words(self._drafts[-1])) is not None

    def _lead(self, clause: Clause) -> None:
        """Keep a clause before any order, where it may lead in."""
        if signs.tells(clause.text) or imperative(clause.text):
            if signs.LEADS_IN.match(clause.text):
                self._lead_in = self._lead_in or clause
        elif signs.SO_FAR.match(clause.text):
            self._so_far = True
        elif not (self._so_far or self._leads_in(clause)):
            self._lead_in = clause

    def _leads_in(self, clause: Clause) -> bool:
        """Tell whether what leads in already goes on with *clause*: 东岭那几处老硐，废水流了多年，…"""
        before = self._lead_in
        return before is not None and (
            signs.LEADS_IN.match(before.text) is not None
            or signs.BELONGS_AHEAD.search(before.text) is not None
            or clause.end - before.start <= _LEAD_IN
        )

    def _unnamed(self, clause: Clause) -> Draft | None:
        """Return a new order if *clause* begins one without naming anybody."""
        words, setting = clause.text, self._setting
        first, hard = not self._drafts, self._hard
        last = self._drafts[-1] if self._drafts else None
        opening = signs.OPENS.match(words)
        if asked := signs.asked(words):  # 叫来自来水公司负责人，要求24日前把网补好
            before = self._before(clause)
            units = [served[1]] if (served := _SERVED.search(before)) else last_units(before)
            parts = [Part(unit, Role.RESPONSIBLE) for unit in units]
            return Draft(clause.start, clause.end, words[asked.end() :], parts)
        if opening and (first or hard or (last and last.named and signs.GOES_ON.match(self._spoken + words))):
            core = words[opening.end() :]
            if last:
                goes_on = last.named and not (self._topic() or signs.NEW_TOPIC.match(words))
                parts = list(last.parts) if goes_on else []
            else:
                carries = not self._lead_in and not signs.NEW_TOPIC.match(words)
                parts = list(self._listener or (setting.subject if carries else ()))
            return Draft(clause.start, clause.end, core, parts, carried=bool(parts))
        if last and self._apart and (self._counted or setting.voice.owes()) and signs.by_a_time(words):
            return Draft(clause.start, clause.end, words, list(last.parts), carried=True)
        if first and (signs.OF_SUCH.match(words) or signs.left_open(words)):
            return Draft(clause.start, clause.end, words)
        if not (first or hard or ("要" in words and signs.OF_A_THING.match(words))):
            return None
        if signs.PAST.search(stateless(words)):
            return None
        may = setting.least is Says.PERHAPS
        if signs.of_a_thing(words) or (may and (signs.by_then(words) or signs.again(words))):
            parts = list(setting.voice.owes() or self._listener)
            return Draft(clause.start, clause.end, words, parts, carried=True, thing=True)
        if self._such() and imperative(words):  # 对越界开采的，限期回填复绿
            return Draft(clause.start, clause.end, words, thing=True)
        owed = (
            setting.voice.owes()
            and words[-1] not in "：:"
            and (imperative(words.removeprefix("我们")) or RHYTHM.match(words) or ahead(words))
        )
        if owed or (self._listed and setting.least is not Says.MUST and signs.commands(words)):
            parts = [*setting.voice.owes(), *beside(words)]
            return Draft(clause.start, clause.end, words, parts, carried=True)
        return None

    def _such(self) -> bool:
        """Tell whether the clause before names all that are in some state: 对越界开采的，."""
        before = self._last or self._lead_in
        return before is not None and signs.SUCH.match(before.text) is not None

    def _open(self, draft: Draft) -> None:
        """Begin *draft*, with the clause before it where that only leads in."""
        lead_in = self._lead_in
        if lead_in and not self._drafts and self._belongs(lead_in, draft):
            draft.start = lead_in.start
            draft.core = draft.core if draft.named and draft.core.strip(TRIM) else lead_in.text + draft.core
        elif self._drafts and self._last and (self._apart or signs.BELONGS_AHEAD.search(self._last.text)):
            self._drafts[-1].end = draft.start = self._last.start
        self._last, self._hard, self._counted = None, False, False
        self._drafts.append(draft)

    def _belongs(self, lead_in: Clause, draft: Draft) -> bool:
        """Tell whether *lead_in* says what the order is about, or when it is due."""
        if not draft.named or draft.by or draft.roles_only or signs.LEADS_IN.match(lead_in.text):
            return True
        if lead_in.end == draft.start and lead_in.text.rstrip(TRIM)[-2:] in WORKS:
            return True  # 县医院污水站改造，县卫健局抓紧办
        base = self._sentence.start
        return LIMIT.search(self._sentence.text, lead_in.start - base, draft.start - base) is not None

    # ── drafts ──

    def _without_slogans(self) -> list[Draft]:
        """Drop 要坚持从严整改， and 要堵住漏洞， before what is ordered of somebody."""
        return [d for d, after in pairwise([*self._drafts, None]) if d and not self._slogan(d, after)]

    def _slogan(self, draft: Draft, after: Draft | None) -> bool:
        """Tell whether *draft* is but the heading of the order right *after* it."""
        words = self._words(draft)
        if draft.named or after is None or draft.clauses > 1 or self._semicolon(draft):
            return False
        first = draft is self._drafts[0]
        short = len(words) <= _SLOGAN and after.named and not signs.measured(words)
        return short or (first and draft.end - draft.start <= 10)

    def _semicolon(self, draft: Draft) -> bool:
        return self._sentence.text[draft.end - 1 - self._sentence.start] in "；;"

    def _words(self, draft: Draft) -> str:
        base = self._sentence.start
        return closed(self._sentence.text[draft.start - base : draft.end - base], TRIM)

    def _finished(self, draft: Draft) -> list[Order]:
        """Make the order of a draft, or nothing where it orders nothing that could be done."""
        text = self._words(draft)
        if draft.attends and not draft.by and not draft.led:
            return []
        if signs.EXPLAINS.search(text):
            return []
        bearer = bool(draft.parts) or (draft.thing and signs.firm(text))
        if not draft.named and signs.exhorts(text, self._setting.title, bearer=bearer):
            return self._salvaged(draft, text)
        if draft.parts and all(p.generic for p in draft.parts) and signs.slogan(text):
            return []
        if signs.PAST.search(stateless(draft.core[:30])) and not DEMANDS.search(text) and "每" not in text:
            return []
        parts = draft.parts
        if posts := posts_inside(text):
            named = {part.unit for part in parts}
            parts = posts if draft.carried else [*parts, *(p for p in posts if p.unit not in named)]
        parts = parts if len(parts) < 2 else list(dict.fromkeys(parts))
        alone = draft.named and signs.only_when(draft.core)
        end, thing = draft.start + len(text), draft.thing and not parts
        return [Order(draft.start, end, text, draft.core, tuple(parts), alone=alone, thing=thing)]

    def _salvaged(self, draft: Draft, text: str) -> list[Order]:
        """Keep what an exhortation orders in passing: 制定……任务书、时间表、路线图."""
        found = []
        for clause in clauses(Clause(draft.start, draft.end, text)):
            words = clause.text.strip(TRIM)
            if signs.PRODUCT.match(words):
                found.append(Order(clause.start, clause.start + len(words), words, words))
        return found
