"""One sentence → its orders: clause by clause, each one begins an order or belongs to the one before it."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from itertools import pairwise
from typing import NamedTuple

from bot.duty import Part, Role
from bot.reading.names import Name
from bot.reading.prose import signs
from bot.reading.prose.clauses import Clause, clauses
from bot.reading.prose.predicate import DEMANDS, Says
from bot.reading.prose.shares import HELPS, SHARES
from bot.reading.prose.speaker import speaker_ends
from bot.reading.prose.subject import Said, beside, names_alone, posts_inside, read_said, told_to
from bot.reading.prose.times import LIMIT, RHYTHM, ahead
from bot.reading.prose.verbs import imperative
from bot.reading.prose.voice import Voice, last_units, meant

_LEAD_IN = 40  # characters: what leads in is short
_TRIM = "，,；;。：: \n”’"
_ANSWERS = (Role.LEAD, Role.MAIN, Role.RESPONSIBLE, Role.LISTED)
_BESIDE = (Role.SUPPORTING, Role.SUPERVISES, Role.ACCEPTS, Role.LEADER)
_SLOGAN = 22  # characters: what is ordered of nobody is then but the heading of what follows
_TOO_SHORT = 4  # characters: what a unit does is then no matter of its own


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


class Setting(NamedTuple):
    """What a sentence is read with."""

    voice: Voice
    subject: tuple[Part, ...]  # carried over from the sentence before
    title: str  # of the item it stands in
    least: Says  # how surely words must order
    listed: bool  # a bare imperative is an order
    text: str  # the paragraph


@dataclass
class _Draft:
    """An order that is being read; clauses are added to it until the next one begins."""

    start: int
    end: int
    core: str
    parts: list[Part] = field(default_factory=list)
    carried: bool = False  # its subject stands in the sentence before
    roles_only: bool = False  # so far it only tells who has which part
    by: bool = False  # 由X…, 请X…: an order beyond doubt
    attends: bool = False  # X、Y参加，: who was there, unless somebody leads
    clauses: int = 1

    @property
    def named(self) -> bool:
        return bool(self.parts) and not self.carried

    @property
    def led(self) -> bool:
        return any(part.role in _ANSWERS for part in self.parts)


class Sentence:
    """Reads one sentence clause by clause."""

    def __init__(self, sentence: Clause, told: str, setting: Setting) -> None:
        """Read *sentence*, of which *told* is what stands behind who says it."""
        self._sentence, self._told, self._setting, self._listed = sentence, told, setting, setting.listed
        self._drafts: list[_Draft] = []
        self._lead_in: Clause | None = None  # 针对……问题，: read before any order began
        self._last: Clause | None = None  # the clause that was added to the order before
        self._hard = False  # a semicolon stands between the order before and this clause
        self._spoken = ""  # what stood before this clause's own words: 同时
        self._addressed: list[Name] = []  # named in a clause of their own: 分管的副区长，

    def orders(self) -> list[Order]:
        for clause in clauses(self._sentence):
            begin = speaker_ends(clause.text)
            words = clause.text[begin:]
            if words.strip(_TRIM):
                self._spoken = clause.text[:begin]
                self._read(Clause(clause.start + begin, clause.end, words))
                self._listed = self._listed or "部署了" in words  # 会议部署了……，抓好……: tasks follow
                self._hard = self._hard or words[-1] in "；;"
        if not self._drafts:
            return []
        drafts, told = self._drafts, self._told
        if len(drafts) > 1:
            drafts = _divided(self._without_slogans(), self._sentence)
        if signs.HISTORY.match(told) and not (DEMANDS.search(told) and any(d.parts for d in drafts)):
            return []
        if signs.reports(told) and not (signs.demands(told) or any(d.by for d in drafts)):
            return []
        return [order for draft in drafts for order in self._finished(draft)]

    # ── clauses ──

    def _read(self, clause: Clause) -> None:
        said = read_said(clause.text, self._setting.least) or self._to_the_addressed(clause.text)
        self._addressed = [] if said else names_alone(clause.text)
        if said and said.parts:
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
            self._drafts.append(_Draft(clause.start, clause.end, clause.text, list(last.parts), carried=True))
        elif self._drafts:
            self._add(clause)
        else:
            self._lead(clause)

    def _to_the_addressed(self, words: str) -> Said | None:
        """Read what those are told whom the clause before names: 分管的副区长，自己的线自己盯."""
        return told_to(self._addressed, words, self._setting.least) if self._addressed else None

    def _take(self, clause: Clause, said: Said) -> None:
        """Take in a clause that names somebody: into the order before it, or as one of its own."""
        last = self._drafts[-1] if self._drafts else None
        joined = _joined(last, said, clause.text, hard=self._hard, topic=self._topic()) if last else None
        if last and joined is not None:
            last.parts = _together(last.parts, joined)
            last.end, last.clauses = clause.end, last.clauses + 1
            last.roles_only = last.roles_only and said.alone
            last.core = last.core or said.act.strip(_TRIM)
            self._last = None
        else:
            draft = _Draft(
                clause.start, clause.end, said.act, said.parts, roles_only=said.alone and not said.about
            )
            draft.attends = said.alone and {part.role for part in said.parts} == {Role.SUPPORTING}
            draft.by = not clause.text.startswith(tuple(part.unit for part in said.parts))
            self._open(draft)

    def _topic(self) -> bool:
        """Tell whether the clause before names a matter of its own: 对废旧塑料加工点，."""
        return self._last is not None and signs.LEADS_IN.match(self._last.text) is not None

    def _add(self, clause: Clause) -> None:
        last = self._drafts[-1]
        last.end, last.clauses = clause.end, last.clauses + 1
        last.parts += beside(clause.text)
        if last.roles_only:
            last.core, last.roles_only = clause.text, False
        self._last = clause

    def _next_task(self, clause: Clause) -> bool:
        """Tell whether *clause* is a second task with a figure of its own: 月底前建成6个收储点."""
        return signs.next_task(clause.text) and signs.FIGURE.search(self._words(self._drafts[-1])) is not None

    def _lead(self, clause: Clause) -> None:
        """Keep a clause before any order, where it may lead in."""
        if signs.tells(clause.text) or imperative(clause.text):
            if signs.LEADS_IN.match(clause.text):
                self._lead_in = self._lead_in or clause
        elif not self._leads_in(clause):
            self._lead_in = clause

    def _leads_in(self, clause: Clause) -> bool:
        """Tell whether what leads in already goes on with *clause*: 东岭那几处老硐，废水流了多年，…"""
        before = self._lead_in
        return before is not None and (
            signs.LEADS_IN.match(before.text) is not None
            or signs.BELONGS_AHEAD.search(before.text) is not None
            or clause.end - before.start <= _LEAD_IN
        )

    def _unnamed(self, clause: Clause) -> _Draft | None:
        """Return a new order if *clause* begins one without naming anybody."""
        words, setting = clause.text, self._setting
        first, hard = not self._drafts, self._hard
        last = self._drafts[-1] if self._drafts else None
        opening = signs.OPENS.match(words)
        if asked := signs.asked(words):  # 叫来自来水公司负责人，要求24日前把网补好
            before = self._sentence.text[: clause.start - self._sentence.start]
            parts = [Part(unit, Role.RESPONSIBLE) for unit in last_units(before)]
            return _Draft(clause.start, clause.end, words[asked.end() :], parts)
        if opening and (first or hard or (last and last.named and signs.GOES_ON.match(self._spoken + words))):
            core = words[opening.end() :]
            if last:
                goes_on = last.named and not (self._topic() or signs.NEW_TOPIC.match(words))
                parts = list(last.parts) if goes_on else []
            else:
                carries = not self._lead_in and not signs.NEW_TOPIC.match(words)
                parts = list(setting.subject) if carries else []
            return _Draft(clause.start, clause.end, core, parts, carried=bool(parts))
        if first and (signs.OF_SUCH.match(words) or signs.left_open(words)):
            return _Draft(clause.start, clause.end, words)
        if not (first or hard or ("要" in words and signs.OF_A_THING.match(words))):
            return None
        if signs.PAST.search(words):
            return None
        if signs.of_a_thing(words) or (setting.least is Says.PERHAPS and signs.by_then(words)):
            return _Draft(clause.start, clause.end, words, list(setting.voice.owes()), carried=True)
        owed = setting.voice.owes() and (imperative(words) or RHYTHM.match(words) or ahead(words))
        if owed or (self._listed and setting.least is not Says.MUST and signs.commands(words)):
            parts = [*setting.voice.owes(), *beside(words)]
            return _Draft(clause.start, clause.end, words, parts, carried=True)
        return None

    def _open(self, draft: _Draft) -> None:
        """Begin *draft*, with the clause before it where that only leads in."""
        lead_in = self._lead_in
        if lead_in and not self._drafts and self._belongs(lead_in, draft):
            draft.start = lead_in.start
            draft.core = draft.core if draft.named and draft.core.strip(_TRIM) else lead_in.text + draft.core
        elif self._drafts and self._last and signs.BELONGS_AHEAD.search(self._last.text):
            self._drafts[-1].end = draft.start = self._last.start
        self._last, self._hard = None, False
        self._drafts.append(draft)

    def _belongs(self, lead_in: Clause, draft: _Draft) -> bool:
        """Tell whether *lead_in* says what the order is about, or when it is due."""
        about = not draft.named or draft.by or draft.roles_only
        return about or bool(signs.LEADS_IN.match(lead_in.text) or LIMIT.search(lead_in.text))

    # ── drafts ──

    def _without_slogans(self) -> list[_Draft]:
        """Drop 要坚持从严整改， and 要堵住漏洞， before what is ordered of somebody."""
        return [d for d, after in pairwise([*self._drafts, None]) if d and not self._slogan(d, after)]

    def _slogan(self, draft: _Draft, after: _Draft | None) -> bool:
        """Tell whether *draft* is but the heading of the order right *after* it."""
        words = self._words(draft)
        if draft.named or after is None or draft.clauses > 1 or self._semicolon(draft):
            return False
        first = draft is self._drafts[0]
        short = len(words) <= _SLOGAN and after.named and not signs.measured(words)
        return short or (first and draft.end - draft.start <= 10)

    def _semicolon(self, draft: _Draft) -> bool:
        return self._sentence.text[draft.end - 1 - self._sentence.start] in "；;"

    def _words(self, draft: _Draft) -> str:
        base = self._sentence.start
        return self._sentence.text[draft.start - base : draft.end - base].rstrip(_TRIM)

    def _finished(self, draft: _Draft) -> list[Order]:
        """Make the order of a draft, or nothing where it orders nothing that could be done."""
        text = self._words(draft)
        if draft.attends and not draft.by and not draft.led:
            return []
        if signs.EXPLAINS.search(text):
            return []
        if not draft.named and signs.exhorts(text, self._setting.title, bearer=bool(draft.parts)):
            return self._salvaged(draft, text)
        if draft.parts and all(p.generic for p in draft.parts) and signs.slogan(text):
            return []
        if signs.PAST.search(draft.core[:30]) and not DEMANDS.search(text) and "每" not in text:
            return []
        parts = draft.parts
        if posts := posts_inside(text):
            named = {part.unit for part in parts}
            parts = posts if draft.carried else [*parts, *(p for p in posts if p.unit not in named)]
        parts = parts if len(parts) < 2 else list(dict.fromkeys(parts))
        return [Order(draft.start, draft.start + len(text), text, draft.core, tuple(parts))]

    def _salvaged(self, draft: _Draft, text: str) -> list[Order]:
        """Keep what an exhortation orders in passing: 制定……任务书、时间表、路线图."""
        found = []
        for clause in clauses(Clause(draft.start, draft.end, text)):
            words = clause.text.strip(_TRIM)
            if signs.PRODUCT.match(words):
                found.append(Order(clause.start, clause.start + len(words), words, words))
        return found


def _joined(last: _Draft, said: Said, words: str, *, hard: bool, topic: bool) -> list[Part] | None:
    """Return the parts that a clause adds to the order before it; None where it is an order of its own."""
    parts, act = said.parts, said.act.strip(_TRIM)
    if topic and not said.alone:
        return None
    if parts and not last.parts and (said.alone or not act) and not said.about:  # 推进秸秆离田，由X负责
        return parts
    if signs.TERRITORY.search(words):
        bodies = [p for p in parts if p.role is not Role.LEADER]
        return None if hard and said.about else [replace(p, role=Role.TERRITORY) for p in bodies]
    led_only = last.parts and all(p.role is Role.LEADER for p in last.parts)
    if led_only and parts and not said.about and (not last.core or signs.SEES_TO.search(last.core)):
        last.core = said.act  # a leader sees to it, the unit behind does it
        return parts
    if last.roles_only and not hard and parts:
        return _beside_roles(last, parts)
    if not last.named or not parts:
        return None
    roles = {p.role for p in parts}
    if roles <= {Role.LEADER}:
        return parts if signs.ATTENDS.search(words) or signs.SEES_TO.match(said.told) else None
    if roles <= {Role.SUPERVISES}:
        return parts if signs.ONLY_OVERSEES.fullmatch(act) or said.alone else None
    if roles <= {Role.SUPPORTING, Role.ACCEPTS}:
        return parts
    return _helps(last, said, words, hard=hard)


def _beside_roles(last: _Draft, parts: list[Part]) -> list[Part]:
    """Give those named behind X牵头， their part in its matter."""
    if not last.led or all(p.role in (*_BESIDE, Role.LEAD, Role.TERRITORY) for p in parts):
        return parts
    return [p if p.role in _BESIDE else replace(p, role=Role.SHARED) for p in parts]


def _helps(last: _Draft, said: Said, words: str, *, hard: bool) -> list[Part] | None:
    """Return the parts of those who do a share of another's matter, or too little for one of their own."""
    act, modal = said.told.strip(_TRIM), signs.OPENS.search(words) is not None
    bodies = [p for p in said.parts if p.role is not Role.LEADER]
    if not modal and not said.about:
        does = next((p for p in (HELPS, SHARES) if p.match(act)), None)
        if does:
            role = Role.SUPPORTING if does is HELPS else Role.SHARED
            return [replace(p, role=role) for p in bodies]
    short = (
        not hard and not said.about and len(said.act.strip(_TRIM)) <= _TOO_SHORT and not LIMIT.search(words)
    )
    if short and last.led:
        led = any(p.role in (Role.LEAD, Role.MAIN) for p in last.parts)
        return [replace(p, role=Role.SHARED if led else Role.LISTED) for p in bodies]
    return None


def _together(parts: list[Part], more: list[Part]) -> list[Part]:
    """Return all parts; whoever answered alone is one of several where others answer too."""
    if any(p.role in (Role.LISTED, Role.RESPONSIBLE) for p in more):
        parts = [replace(p, role=Role.LISTED) if p.role is Role.RESPONSIBLE else p for p in parts]
        if parts:
            more = [replace(p, role=Role.LISTED) if p.role is Role.RESPONSIBLE else p for p in more]
    return [*parts, *more]


def _divided(drafts: list[_Draft], sentence: Clause) -> list[_Draft]:
    """Make one order of a matter that is divided: 工地扬尘由甲管，道路扬尘由乙管，……谁家管."""
    if len(drafts) < 2 or not all(d.named and d.led for d in drafts):
        return drafts
    base = sentence.start
    texts = [sentence.text[d.start - base : d.end - base] for d in drafts]
    if any("；" in t or ";" in t or LIMIT.search(t) for t in texts[:-1]) or not all(
        map(signs.BEARS.search, texts)
    ):
        return drafts
    if len(drafts) < 3 and not signs.WHOEVER.search(texts[-1]):
        return drafts
    first = drafts[0]
    first.parts = [p for d in drafts for p in _together(d.parts, d.parts)]
    first.parts = [replace(p, role=Role.LISTED) if p.role is Role.RESPONSIBLE else p for p in first.parts]
    first.end, first.core = drafts[-1].end, texts[0]
    return [first]
