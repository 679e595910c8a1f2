"""One paragraph → its orders, the subject carried from sentence to sentence."""

from __future__ import annotations

from typing import NamedTuple

from bot.duty import Part, Role
from bot.reading.outline import inline_marks
from bot.reading.prose import signs
from bot.reading.prose.clauses import Clause, clauses, sentences
from bot.reading.prose.predicate import Says
from bot.reading.prose.sentence import Order, Sentence, Setting
from bot.reading.prose.speaker import DEMANDING, speaker_ends
from bot.reading.prose.subject import read_said
from bot.reading.prose.times import LIMIT
from bot.reading.prose.voice import Tone, Voice, time_of

__all__ = ["Order", "read_orders"]


def read_orders(text: str, *, ordered: bool = False, voice: Voice = Voice()) -> list[Order]:  # noqa: B008
    """Return the orders in one paragraph.

    Args:
        text: the repaired words of the paragraph.
        ordered: the paragraph stands in a list of tasks, so that a bare imperative (完成…) is an order.
        voice: whether the text orders or tells, who speaks it and whom it addresses.
    """
    marks = inline_marks(text)
    orders: list[Order] = []
    over = _Over()
    limit = voice.limit
    for sentence in sentences(text):
        if sentence.start == 0 and sentence.end < len(text.rstrip()) and (own_time := time_of(sentence.text)):
            limit = own_time  # 4、回头看（7月16日—7月31日）。县打击办开展交叉检查
            continue
        if own := [m for at, m in marks if sentence.start <= at < sentence.end]:
            more = any(sentence.end <= at for at, _ in marks) or sentence.end < len(text.rstrip())
            title = _title(sentence, own[-1]) if len(own) == 1 and more else ""
            over = _Over(own[-1], title, quoted=over.quoted)
        begin = speaker_ends(sentence.text)
        words = sentence.text[begin:]
        if voice.tone is Tone.NARRATES and DEMANDING.search(sentence.text):
            over = over._replace(quoted=True)
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
            least = _least(sentence, voice, over, listed=listed)
            subject = voice.owes() or over.subject
            setting = Setting(voice, subject, over.title, least, listed, text)
            found = Sentence(sentence, words, setting).orders()
            if orders and _only_sees_to(found, words):
                orders[-1] = _longer(orders[-1], text, sentence, found[0].parts)
                continue
            orders += over.named(found, titled=any(o.title == over.title for o in orders))
            if found:
                over = over._replace(subject=_carried(found), past=False)
    return [o if not limit or LIMIT.search(o.text) else o._replace(limit=limit) for o in orders]


class _Over(NamedTuple):
    """What stands over a sentence: its item's number and title, its theme, the subject carried."""

    mark: str = ""
    title: str = ""
    theme: str = ""
    subject: tuple[Part, ...] = ()
    past: bool = False  # the paragraph tells of the past: a name and any verb are then no order
    quoted: bool = False  # somebody is quoted with what he ordered

    def named(self, found: list[Order], *, titled: bool) -> list[Order]:
        """Give *found* their mark and theme; only the first order of an item bears its title."""
        if not (self.mark or self.theme):
            return found
        titles = ["" if titled else self.title, *[""] * len(found)]
        theme = self.theme or self.title
        return [o._replace(mark=self.mark, title=t, theme=theme) for o, t in zip(found, titles, strict=False)]


def _least(sentence: Clause, voice: Voice, over: _Over, *, listed: bool) -> Says:
    """Return how surely the words behind a name must order in this sentence."""
    if voice.tone is Tone.TELLS:
        return Says.MUST
    if voice.tone is Tone.NARRATES and not over.quoted:
        return Says.ORDERS
    return Says.PERHAPS if listed or (_ended(sentence) and not over.past) else Says.ORDERS


def _longer(order: Order, text: str, sentence: Clause, parts: tuple[Part, ...] = ()) -> Order:
    """Add the sentence that says what the order before it is to reach, or who sees to it."""
    end = sentence.start + len(sentence.text.rstrip("。！； \n”"))
    return order._replace(end=end, text=text[order.start : end], parts=(*order.parts, *parts))


def _only_sees_to(found: list[Order], words: str) -> bool:
    """Tell whether the sentence only says which leader sees to the order before it: 此事由建业同志督办。"""
    if len(found) != 1 or not found[0].parts or len(words) > _SHORT:
        return False
    leaders = all(part.role is Role.LEADER for part in found[0].parts)
    return leaders and signs.SEES_TO.search(found[0].text) is not None


_SHORT = 24  # characters of a sentence that only says who sees to it


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
