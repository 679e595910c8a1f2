"""One paragraph → its orders."""

from __future__ import annotations

import re
from dataclasses import dataclass, field, replace
from typing import NamedTuple

from bot.duty import Part, Role
from bot.reading.names import read_names
from bot.reading.outline import inline_marks
from bot.reading.prose import signs
from bot.reading.prose.clauses import Clause, clauses, sentences
from bot.reading.prose.subject import beside, posts_inside, read_subject, supporters

#: Who speaks, before what is said; the words behind it are the order.
_SPEAKER = re.compile(
    r"(?:会上|会后|会前|会议最后|最后|同时|随后|为此|对此|下一步|此外|另外|其中|[^，,。要部]{0,40}?(?:会议|纪要|通报|方案|通知)?"
    r"(?:还|分别|就[^，,。]{2,24}|在[^，,。]{2,24}时)?(?:强调|指出|要求|提出(?:了?[^，,]{0,6}要求)?|明确|决定|议定|表示|作了?安排(?:部署)?|部署|指示|认为))"
    r"(?:[，,:：]|(?=[要各县市区由]))"
)
#: What every such lead-in has; most clauses have none of it.
_MAY_SPEAK = re.compile(
    r"会|最后|同时|随后|为此|对此|下一步|此外|另外|其中|强调|指[出示]|要求|提出|明确|决定|议定|表示|安排|部署|认为"
)
_NUMBER = re.compile(
    r"\s*(?:第[一二三四五六七八九十]{1,2}[，,、：:]|[一二三四五六七八九十]{1,2}是要?|[（(]?\d{1,2}[）)])"
)
_LEAD_IN = 40  # characters: what leads in is short
_UNIT = re.compile(r"[省市县区][一-龥]{2,12}?(?:局|委|办|中心|公司|管委会|镇|乡|街道)")
_TRIM = "，,；;。：: \n"


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


def read_orders(text: str, *, ordered: bool = False) -> list[Order]:
    """Return the orders in one paragraph.

    Args:
        text: the repaired words of the paragraph.
        ordered: the paragraph stands in a list of tasks, so that a bare imperative (完成…) is an order.
    """
    marks = inline_marks(text)
    orders: list[Order] = []
    over = _Over()
    for sentence in sentences(text):
        if own := [m for at, m in marks if sentence.start <= at < sentence.end]:
            over = _Over(own[-1], _title(sentence, own[-1]) if len(own) == 1 else "")
        words = sentence.text[_speaker_ends(sentence.text) :]
        if signs.HISTORY.match(words):
            over = over._replace(past=True)
        slogan = not own and sentence.end < len(text.rstrip()) and signs.SLOGAN.fullmatch(words)
        goal = not own and orders and orders[-1].end >= sentence.start - 2 and signs.GOAL.match(sentence.text)
        # whether somebody is named costs most to find out, so it is asked last
        aside = ((own and over.title) or slogan or goal) and not _names_somebody(sentence)
        if aside and slogan:
            over = over._replace(subject=(), theme=words.strip("要。！ "))
        elif aside and goal:
            orders[-1] = _longer(orders[-1], text, sentence)
        elif aside:
            continue
        else:
            listed = (ordered or bool(over.mark)) and not over.title.startswith(("这是", "首先"))
            found = _Sentence(sentence, words, over, listed=listed).orders()
            orders += over.named(found, titled=any(o.title == over.title for o in orders))
            over = over._replace(subject=_carried(found), past=False) if found else over
    return orders


class _Over(NamedTuple):
    """What stands over a sentence: its item's number and title, its theme, the subject carried."""

    mark: str = ""
    title: str = ""
    theme: str = ""
    subject: tuple[Part, ...] = ()
    past: bool = False  # the paragraph tells of the past: a name and any verb are then no order

    def named(self, found: list[Order], *, titled: bool) -> list[Order]:
        """Give *found* their mark and theme; only the first order of an item bears its title."""
        titles = ["" if titled else self.title, *[""] * len(found)]
        theme = self.theme or self.title
        return [o._replace(mark=self.mark, title=t, theme=theme) for o, t in zip(found, titles, strict=False)]


def _longer(order: Order, text: str, sentence: Clause) -> Order:
    """Add the sentence that says what the order before it is to reach: 力争到年底，…达到95%."""
    end = sentence.start + len(sentence.text.rstrip("。！； \n"))
    return order._replace(end=end, text=text[order.start : end])


def _title(sentence: Clause, mark: str) -> str:
    """Return the words behind 一是 or 第一， where they are a short title of their own."""
    words = sentence.text.split(mark, 1)[-1].lstrip("，,、：:是要").rstrip("。！")
    return words if 3 <= len(words) <= 32 and "；" not in words and ";" not in words else ""


def _names_somebody(sentence: Clause) -> bool:
    plain = _ended(sentence)
    return any(read_subject(c.text[_speaker_ends(c.text) :], plain=plain) for c in clauses(sentence))


def _ended(sentence: Clause) -> bool:
    """Tell whether it is a whole sentence: a title, a signature or a document number has no full stop."""
    return sentence.text.rstrip()[-1:] in ("。", "；", ";", "！", "!")


def _carried(found: list[Order]) -> tuple[Part, ...]:
    """Return the subject for the sentence that follows.

    Several subjects in one sentence leave it open who is meant; the inspectors' sentence stands alone.
    """
    if len({order.parts for order in found}) != 1:
        return ()
    left_behind = (Role.SUPERVISES, Role.ACCEPTS, Role.SUPPORTING, Role.TERRITORY)
    return tuple(p for p in found[0].parts if p.role not in left_behind and not p.unit.endswith("上下"))


def _speaker_ends(words: str) -> int:
    """Return where the words begin behind a numbering and 会议强调，."""
    at = len(words) - len(words.lstrip())
    if mark := _NUMBER.match(words, at):
        at = mark.end()
    for _ in range(3 if _MAY_SPEAK.search(words) else 0):
        found = _SPEAKER.match(words, at)
        if not found or read_names(found[0].rstrip("，,:：")):
            break
        at = found.end()
    return at


@dataclass
class _Draft:
    """An order that is being read; clauses are added to it until the next one begins."""

    start: int
    end: int
    core: str
    parts: list[Part] = field(default_factory=list)
    carried: bool = False  # its subject stands in the sentence before

    @property
    def named(self) -> bool:
        return bool(self.parts) and not self.carried


class _Sentence:
    """Reads one sentence clause by clause."""

    def __init__(self, sentence: Clause, told: str, over: _Over, *, listed: bool) -> None:
        """Read *sentence*, of which *told* is what stands behind who says it."""
        self._sentence, self._told, self._over, self._listed = sentence, told, over, listed
        self._drafts: list[_Draft] = []
        self._lead_in: Clause | None = None  # 针对……问题，: read before any order began
        self._last: Clause | None = None  # the clause that was added to the order before
        self._previous = ""  # the mark before this clause

    def orders(self) -> list[Order]:
        for clause in clauses(self._sentence):
            begin = _speaker_ends(clause.text)
            words = clause.text[begin:]
            if words.strip(_TRIM):
                self._read(Clause(clause.start + begin, clause.end, words))
                self._listed = self._listed or "部署了" in words  # 会议部署了……，抓好……: tasks follow
                self._previous = words[-1]
        drafts = self._without_slogan()
        told = self._told
        if signs.HISTORY.match(told) and not (signs.DEMANDS.search(told) and any(d.parts for d in drafts)):
            return []
        tells = signs.REPORTS.search(told) or signs.ATTENDANCE.search(told.rstrip())
        if tells and not (signs.DEMANDS.search(told) or signs.OPENS.search(told)):
            return []
        return [order for draft in drafts for order in self._finished(draft)]

    def _read(self, clause: Clause) -> None:
        draft = self._begin(clause)
        if draft and self._drafts and _attaches(draft, clause.text, self._drafts[-1]):
            self._drafts[-1].parts += draft.parts
            self._drafts[-1].end = clause.end
        elif draft:
            self._open(draft)
        elif (
            self._drafts
            and signs.NEXT_TASK.match(clause.text)
            and re.search(r"\d", self._words(self._drafts[-1]))
        ):
            last = self._drafts[-1]
            self._drafts.append(_Draft(clause.start, clause.end, clause.text, list(last.parts), carried=True))
        elif self._drafts:
            self._drafts[-1].end = clause.end
            self._drafts[-1].parts += supporters(clause.text) or beside(clause.text)
            self._last = clause
        elif not (_tells(clause.text) or signs.IMPERATIVE.match(clause.text)):
            if not self._leads_in(clause):
                self._lead_in = clause
        elif signs.LEADS_IN.match(clause.text):
            self._lead_in = self._lead_in or clause

    def _leads_in(self, clause: Clause) -> bool:
        """Tell whether what leads in already goes on with *clause*: 东岭那几处老硐，废水流了多年，…"""
        before = self._lead_in
        return before is not None and (
            signs.LEADS_IN.match(before.text) is not None
            or signs.BELONGS_AHEAD.search(before.text) is not None
            or clause.end - before.start <= _LEAD_IN
        )

    def _begin(self, clause: Clause) -> _Draft | None:
        """Return a new order if *clause* begins one."""
        words = clause.text
        if named := read_subject(
            words, plain=self._listed or (_ended(self._sentence) and not self._over.past)
        ):
            return _Draft(clause.start, clause.end, named[1], self._meant(named[0], clause))
        first, hard = not self._drafts, self._previous in ("；", ";")
        opening = signs.OPENS.match(words)
        if opening and (first or hard):
            carries = first and not self._lead_in and not signs.NEW_TOPIC.match(words)
            parts = list(self._over.subject) if carries else []
            return _Draft(clause.start, clause.end, words[opening.end() :], parts, carried=bool(parts))
        if first and (signs.OF_SUCH.match(words) or signs.LEFT_OPEN.search(words)):
            return _Draft(clause.start, clause.end, words)
        inside = (
            first and words.startswith(("对", "针对", "在", "把", "将", "凡")) and signs.OPENS.search(words)
        )
        dated = (first or hard) and (signs.DATE_FIRST.match(words) or signs.BY_A_DAY.match(words))
        if (inside or dated or signs.OF_A_THING.match(words)) and not signs.PAST.search(words):
            return _Draft(clause.start, clause.end, words)
        if self._listed and (first or hard) and _commands(words):
            return _Draft(clause.start, clause.end, words)
        return None

    def _meant(self, parts: list[Part], clause: Clause) -> list[Part]:
        """Put the unit named last for 该局."""
        if not any(map(signs.PRONOUN.fullmatch, (p.unit for p in parts))):
            return parts
        before = self._sentence.text[: clause.start - self._sentence.start]
        named = _UNIT.findall(before) or [p.unit for d in self._drafts for p in d.parts]
        return (
            [replace(p, unit=named[-1]) if signs.PRONOUN.fullmatch(p.unit) else p for p in parts]
            if named
            else []
        )

    def _open(self, draft: _Draft) -> None:
        """Begin *draft*, with the clause before it where that only leads in."""
        lead_in = self._lead_in
        by = self._sentence.text.startswith("由", draft.start - self._sentence.start)  # 同意该方案，由X实施
        if lead_in and not self._drafts and (by or not draft.parts or signs.LEADS_IN.match(lead_in.text)):
            draft.start = lead_in.start
            draft.core = draft.core if draft.parts else lead_in.text + draft.core
        elif self._drafts and self._last and signs.BELONGS_AHEAD.search(self._last.text):
            self._drafts[-1].end = draft.start = self._last.start
        self._last = None
        self._drafts.append(draft)

    def _without_slogan(self) -> list[_Draft]:
        """Drop 要坚持从严整改， before what is ordered."""
        first = self._drafts[0] if len(self._drafts) > 1 else None
        slogan = first and not first.named and first.end - first.start <= 10
        return self._drafts[1:] if slogan else self._drafts

    def _words(self, draft: _Draft) -> str:
        base = self._sentence.start
        return self._sentence.text[draft.start - base : draft.end - base].rstrip(_TRIM)

    def _finished(self, draft: _Draft) -> list[Order]:
        """Make the order of a draft, or nothing where it orders nothing that could be done."""
        text = self._words(draft)
        if signs.EXPLAINS.search(text):
            return []
        if not draft.named and _exhorts(text, self._over.title, bearer=bool(draft.parts)):
            return self._salvaged(draft, text)
        if signs.PAST.search(draft.core[:30]) and not signs.DEMANDS.search(text) and "每" not in text:
            return []
        named = {part.unit for part in draft.parts}
        parts = tuple(dict.fromkeys([*draft.parts, *(p for p in posts_inside(text) if p.unit not in named)]))
        return [Order(draft.start, draft.start + len(text), text, draft.core, parts)]

    def _salvaged(self, draft: _Draft, text: str) -> list[Order]:
        """Keep what an exhortation orders in passing: 制定……任务书、时间表、路线图."""
        found = []
        for clause in clauses(Clause(draft.start, draft.end, text)):
            words = clause.text.strip(_TRIM)
            if signs.PRODUCT.match(words):
                found.append(Order(clause.start, clause.start + len(words), words, words))
        return found


def _tells(words: str) -> bool:
    """Tell whether *words* are of the past, of a meeting or of a figure."""
    return bool(signs.HISTORY.match(words) or signs.PAST.search(words))


def _commands(words: str) -> bool:
    """Tell whether *words* are a bare imperative, not an argument and not only a lead-in."""
    if not signs.IMPERATIVE.match(words) or signs.ARGUES.search(words):
        return False
    only_leads = words.rstrip("，,").endswith("问题") or not signs.ACTS.search(words)
    return not (signs.LEADS_IN.match(words) and only_leads)


def _exhorts(text: str, title: str, *, bearer: bool) -> bool:
    """Tell whether *text*, under *title*, only urges: nobody could say what was done about it."""
    if signs.EXHORTS.search(text) and not re.search(r"\d", text):
        return True
    return len(text) < 6 or not (bearer or signs.LIMIT.search(text) or signs.SUBSTANCE.search(title + text))


def _attaches(draft: _Draft, words: str, last: _Draft) -> bool:
    """Tell whether the clause names who else takes part in the order before it; gives them their role."""
    if draft.parts and not last.parts and not draft.core.strip(_TRIM):  # 推进秸秆离田，由X负责
        return True
    if signs.TERRITORY.search(words):
        bodies = [p for p in draft.parts if p.role is not Role.LEADER]
        draft.parts = [Part(p.unit, Role.TERRITORY, p.generic) for p in bodies]
        return True
    led = last.parts and all(p.role is Role.LEADER for p in last.parts)
    if led and draft.parts and signs.SEES_TO.match(last.core):
        last.core = draft.core  # a leader sees to it, the unit behind does it
        return True
    does = next((p for p in (signs.HELPS, signs.SHARES) if p.match(draft.core)), None)
    if last.named and does and not signs.OPENS.search(words):
        role = Role.SUPPORTING if does is signs.HELPS else Role.SHARED
        draft.parts = [replace(p, role=role) for p in draft.parts if p.role is not Role.LEADER]
        return True
    leaders = [p for p in draft.parts if p.role is Role.LEADER]
    if leaders and {p.unit for p in leaders} == {p.unit for p in draft.parts}:
        draft.parts = leaders if (attends := signs.ATTENDS.search(words)) else draft.parts
        return bool(attends)
    if draft.parts and all(p.role is Role.SUPERVISES for p in draft.parts):
        return bool(signs.ONLY_OVERSEES.fullmatch(draft.core.strip(_TRIM)))
    return bool(draft.parts) and all(p.role is Role.SUPPORTING for p in draft.parts)
