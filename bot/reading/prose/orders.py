"""One paragraph → its orders, the subject carried from sentence to sentence."""

from __future__ import annotations

import re
from typing import NamedTuple

from bot.duty import Part, Role
from bot.reading.limits import is_only_limit
from bot.reading.outline import inline_marks
from bot.reading.prose import signs
from bot.reading.prose.clauses import Clause, clauses, closed, sentences
from bot.reading.prose.predicate import Says
from bot.reading.prose.sentence import Order, Sentence, Setting
from bot.reading.prose.speaker import DEMANDING, speaker_ends
from bot.reading.prose.subject import read_said
from bot.reading.prose.times import LIMIT
from bot.reading.prose.voice import Tone, Voice, office_in, time_of

__all__ = ["Order", "read_orders"]

_TITLE = 14  # characters of a title before what somebody is told
_SHORT = 24  # characters of a sentence that only says who sees to it


def read_orders(text: str, *, ordered: bool = False, voice: Voice = Voice()) -> list[Order]:  # noqa: B008
    """Return the orders in one paragraph.

    Args:
        text: the repaired words of the paragraph.
        ordered: the paragraph stands in a list of tasks, so that a bare imperative (完成…) is an order.
        voice: whether the text orders or tells, who speaks it and whom it addresses.
    """
    return _Paragraph(text, voice, ordered=ordered).orders()


class _Over(NamedTuple):
    """What stands over a sentence: its item's number and title, its theme, the subject carried."""

    mark: str = ""
    title: str = ""
    theme: str = ""
    subject: tuple[Part, ...] = ()
    past: bool = False  # the paragraph tells of the past: a name and any verb are then no order
    told: bool = False  # somebody is told to have ordered what follows
    quoted: str = ""  # whose words these are: 水务局局长当场认领：“我们……”

    def named(self, found: list[Order], *, titled: bool) -> list[Order]:
        """Give *found* their mark and theme; only the first order of an item bears its title."""
        if not (self.mark or self.theme):
            return found
        titles = ["" if titled else self.title, *[""] * len(found)]
        theme = self.theme or self.title
        return [o._replace(mark=self.mark, title=t, theme=theme) for o, t in zip(found, titles, strict=False)]


class _Paragraph:
    """Reads one paragraph sentence by sentence."""

    def __init__(self, text: str, voice: Voice, *, ordered: bool) -> None:
        self._text, self._voice, self._ordered = text, voice, ordered
        self._marks = inline_marks(text)
        self._over = _Over()
        self._limit = voice.limit
        self._orders: list[Order] = []

    def orders(self) -> list[Order]:
        for sentence in sentences(self._text):
            own_time = time_of(sentence.text) if sentence.start == 0 and self._goes_on(sentence) else ""
            if own_time:
                self._limit = own_time  # 4、回头看（7月16日—7月31日）。县打击办开展交叉检查
            elif not self._aside(sentence):
                self._read(sentence)
            if sentence.text.endswith("”"):
                self._over = self._over._replace(quoted="")
        if len(self._orders) > 1 and self._is_title(self._orders[0]):
            del self._orders[0]
        limit = self._limit
        return [o if not limit or LIMIT.search(o.text) else o._replace(limit=limit) for o in self._orders]

    def _goes_on(self, sentence: Clause) -> bool:
        """Tell whether the paragraph goes on behind *sentence*."""
        return sentence.end < len(self._text.rstrip())

    def _aside(self, sentence: Clause) -> bool:
        """Take in a sentence that orders nothing itself: a title, a slogan, what an order is to reach."""
        own = [mark for at, mark in self._marks if sentence.start <= at < sentence.end]
        if own:
            title = _title(sentence, own[-1]) if len(own) == 1 and self._goes_on(sentence) else ""
            self._over = _Over(own[-1], title, told=self._over.told, quoted=self._over.quoted)
        begin = speaker_ends(sentence.text)
        words = sentence.text[begin:] if begin else sentence.text
        if sentence.text.endswith("“"):
            self._over = self._over._replace(quoted=office_in(sentence.text))
        if self._voice.tone is Tone.NARRATES and DEMANDING.search(sentence.text):
            self._over = self._over._replace(told=True)
        if signs.HISTORY.match(words):
            self._over = self._over._replace(past=True)
        slogan = (
            not own and self._goes_on(sentence) and (signs.SLOGAN.fullmatch(words) or self._heads(sentence))
        )
        goal = not own and self._after_order(sentence) and self._is_goal(sentence)
        # whether somebody is named costs most to find out, so it is asked last
        if not ((own and self._over.title) or slogan or goal) or _names_somebody(sentence):
            return False
        if slogan:
            self._over = self._over._replace(subject=(), theme=words.strip("要。！ "))
        elif goal:
            self._lengthen(sentence)
        return True

    def _is_goal(self, sentence: Clause) -> bool:
        """Tell whether *sentence* only says what the order before it is to reach, or by when."""
        if signs.GOAL.match(sentence.text):
            return True
        timed = LIMIT.search(self._orders[-1].text) is not None
        return not timed and is_only_limit(sentence.text.rstrip("。！； ”"))

    def _heads(self, sentence: Clause) -> bool:
        """Tell whether *sentence* is but the title of what an item counts: （一）打好治气仗。……一是…二是…"""
        first = self._ordered and sentence.start == 0 and len(self._marks) > 1
        return first and len(sentence.text) <= _SHORT and not signs.measured(sentence.text)

    def _is_title(self, order: Order) -> bool:
        """Tell whether *order* is but the title of what follows it: 强化资金保障。县财政局要…."""
        alone = order.start == 0 and self._text[order.end : order.end + 1] == "。"
        bare = alone and not (order.parts or signs.measured(order.text))
        return self._ordered and bare and len(order.text) <= _TITLE and bool(self._orders[1].parts)

    def _after_order(self, sentence: Clause) -> bool:
        return bool(self._orders) and self._orders[-1].end >= sentence.start - 2

    def _read(self, sentence: Clause) -> None:
        """Read a sentence that may order; what only says who has the order before it is joined to that."""
        over, voice = self._over, self._voice
        listed = (self._ordered or bool(over.mark)) and not over.title.startswith(("这是", "首先"))
        least = self._least(sentence, listed=listed)
        speaker = over.quoted or (_labelled(sentence.text) if not voice.speaker else "")
        own = voice._replace(speaker=speaker) if speaker else voice
        setting = Setting(own, voice.owes() or over.subject, over.title, least, listed, self._text)
        words = sentence.text[speaker_ends(sentence.text) :]
        found = Sentence(sentence, words, setting).orders()
        if not found:
            return
        if self._after_order(sentence) and _says_who(found, self._orders[-1]):
            self._lengthen(sentence, found[0].parts)
            return
        if self._orders and _only_sees_to(found, words):
            self._lengthen(sentence, found[0].parts)
            return
        self._orders += over.named(found, titled=any(o.title == over.title for o in self._orders))
        if not all(order.thing for order in found):
            self._over = over._replace(subject=_carried(found), past=False)

    def _least(self, sentence: Clause, *, listed: bool) -> Says:
        """Return how surely the words behind a name must order in this sentence."""
        tone = self._voice.tone
        if tone is Tone.TELLS or sentence.text.endswith("“") or signs.faults(sentence.text):
            return Says.MUST
        if tone is Tone.PLEDGES or (tone is Tone.NARRATES and not self._over.told):
            return Says.ORDERS
        return Says.PERHAPS if listed or (_ended(sentence) and not self._over.past) else Says.ORDERS

    def _lengthen(self, sentence: Clause, parts: tuple[Part, ...] = ()) -> None:
        """Add the sentence that says what the order before it is to reach, or who sees to it."""
        order = self._orders[-1]
        end = sentence.start + len(closed(sentence.text, "。！； \n”"))
        self._orders[-1] = order._replace(
            end=end, text=self._text[order.start : end], parts=(*order.parts, *parts)
        )


def _says_who(found: list[Order], before: Order) -> bool:
    """Tell whether the sentence only says who has the matter before it: 由X主抓，Y协同。"""
    return len(found) == 1 and found[0].alone and not before.parts


def _only_sees_to(found: list[Order], words: str) -> bool:
    """Tell whether the sentence only says which leader sees to the order before it: 此事由建业同志督办。"""
    if len(found) != 1 or not found[0].parts or len(words) > _SHORT:
        return False
    leaders = all(part.role is Role.LEADER for part in found[0].parts)
    return leaders and signs.SEES_TO.search(found[0].text) is not None


#: Who speaks, before a colon: 水利局局长王建国：我局将….
_LABEL = re.compile(r"[^，,。；;：:“]{4,24}[：:](?=“?我)")


def _labelled(words: str) -> str:
    """Return the office of whoever speaks, where the sentence begins with that."""
    label = _LABEL.match(words) if "我" in words else None
    return office_in(label[0]) if label else ""


def _title(sentence: Clause, mark: str) -> str:
    """Return the words behind 一是 or 第一， where they are a short title of their own."""
    words = sentence.text.split(mark, 1)[-1].lstrip("，,、：:是要").rstrip("。！")
    return words if 3 <= len(words) <= 32 and "；" not in words and ";" not in words else ""


def _names_somebody(sentence: Clause) -> bool:
    least = Says.PERHAPS if _ended(sentence) else Says.ORDERS
    return any(read_said(c.text[speaker_ends(c.text) :], least) for c in clauses(sentence))


def _ended(sentence: Clause) -> bool:
    """Tell whether it is a whole sentence: a title, a signature or a document number has no full stop."""
    return sentence.text.rstrip()[-1:] in ("。", "；", ";", "！", "!", "”")


def _carried(found: list[Order]) -> tuple[Part, ...]:
    """Return the subject for the sentence that follows.

    Several subjects in one sentence leave it open who is meant; the inspectors' sentence stands alone.
    """
    if any(order.parts != found[0].parts for order in found[1:]):
        return ()
    left_behind = (Role.SUPERVISES, Role.ACCEPTS, Role.SUPPORTING, Role.TERRITORY)
    return tuple(p for p in found[0].parts if p.role not in left_behind and not p.unit.endswith("上下"))
