"""One duty in words: who and in which role, by when, how firmly, in whose words, and where."""

from __future__ import annotations

import html
import re
from collections.abc import Iterable, Mapping, Sequence
from datetime import date

from bot.chat.render import h, visible
from bot.duty import ANSWERABLE, OVERSEEING, Deadline, Document, Duty, Known, Part, Role, Strength
from bot.pattern import Pattern

#: Damage that makes a passage unfit to be quoted as the document's words (rule R48).
UNQUOTABLE = frozenset({"misaligned", "guess", "lost-bytes", "annotation-mismatch"})

NOBODY_NAMED = "原文未明确责任单位"
NO_LEAD_NAMED = "原文未明确牵头单位"
LISTED_ONLY = "列名，原文未明确牵头"
LIMIT = "完成时限："
#: A role was asked for that the document gives to nobody.
UNFILLED = {
    Role.SUPPORTING: "原文没有写明由谁配合",
    Role.LEADER: "原文没有写明由哪位领导包保",
    Role.TERRITORY: "原文没有写明属地",
    Role.SUPERVISES: "原文没有写明由谁监督",
    Role.ACCEPTS: "原文没有写明由谁验收",
}
DAMAGED = "原文有损坏，请核对原件"

#: The rhythms of bot/duty.py as people read them.
RHYTHMS = {
    "daily": "每天",
    "weekly": "每周",
    "fortnightly": "每两周",
    "ten-day": "每旬",
    "half-monthly": "每半月",
    "monthly": "每月",
    "quarterly": "每季度",
    "half-yearly": "每半年",
    "yearly": "每年",
    "long-term": "长期坚持",
}
#: The order in which roles are told on lines of their own, and the words where the role's own do not do.
_TOLD = (
    Role.LEAD,
    Role.MAIN,
    Role.RESPONSIBLE,
    Role.LISTED,
    Role.SHARED,
    Role.SUPPORTING,
    Role.TERRITORY,
    Role.REGULATOR,
    Role.ENTERPRISE,
    Role.LEADER,
    Role.SUPERVISES,
    Role.ACCEPTS,
)
_WORDS = {Role.RESPONSIBLE: "责任单位", Role.SHARED: "共同责任单位"}
#: Who answers, the strongest first; where nobody leads, who is assigned by post or by area.
_ANSWERING = (*ANSWERABLE, *OVERSEEING, Role.LEADER, Role.TERRITORY, Role.REGULATOR)
_TAG = Pattern(r"</?[A-Za-z][^<>]{0,500}>")
_QUOTE_LIMIT = 1_200  # characters of a quote; a table row may be a page long


def headline(duty: Duty, asked: Sequence[str] = ()) -> str:
    """Return the answer itself: the matter, and who answers for it or that nobody is named."""
    return f"<b>{h(duty.matter)}</b>：{who(duty, asked)}"


def when(duty: Duty, today: date) -> str:
    """Return the answer to 什么时候完成: the matter, and its day or why there is none."""
    limits = limit(duty.deadline, today)
    return f"<b>{h(duty.matter)}</b>：{limits[0].removeprefix(LIMIT)}"


def who(duty: Duty, asked: Sequence[str] = ()) -> str:
    """Return who answers for the matter, with the role; *asked* are the names the question is about."""
    role = leading(duty, asked)
    if role is None:
        return NOBODY_NAMED
    parts = [part for part in duty.parts if part.role is role]
    word = LISTED_ONLY if role is Role.LISTED else _word(role)
    if all(part.generic for part in parts):
        return f"{'、'.join(h(part.unit) for part in parts)}（{word}，泛指）"
    return f"{_names(parts)}（{word}）"


def leading(duty: Duty, asked: Sequence[str] = ()) -> Role | None:
    """Return the role that answers: that of the names *asked* for, else the strongest one named."""
    roles = {part.role for part in duty.parts}
    meant = {part.role for part in duty.parts if part.unit in asked}
    return next(
        (role for role in (*_ANSWERING, *_TOLD) if role in meant),
        next((role for role in _ANSWERING if role in roles), None),
    )


def facts(duty: Duty, today: date, asked: Sequence[str] = ()) -> list[str]:
    """Return the other roles, the time limit, the target and the strength, each on its line."""
    first = leading(duty, asked)
    lines = [
        f"{_word(role)}：{_names(p for p in duty.parts if p.role is role)}"
        for role in _TOLD
        if role is not first and any(p.role is role for p in duty.parts)
    ]
    lines += [h(sentence) for sentence in renamed(duty)]
    lines += limit(duty.deadline, today)
    if duty.target:
        lines.append(f"目标：{h(duty.target)}")
    if duty.strength is Strength.AIM:
        lines.append("力度：原文为“力争”一类的表述")
    return lines


def renamed(duty: Duty) -> list[str]:
    """Say what the units are called now whose names are from before a reform: the directory's word."""
    names = {part.unit: part.successor for part in duty.parts if part.successor}
    return [f"单位更名：{old}现为{now}（据单位名录，非原文）" for old, now in names.items()]


def limit(deadline: Deadline | None, today: date) -> list[str]:
    """Return the time limit with its working; the words themselves where they give no day."""
    if deadline is None:
        return [f"{LIMIT}原文未写"]
    words = f"“{h(deadline.text)}”"
    if deadline.due is None:
        rhythm = RHYTHMS.get(deadline.recurring or "")
        told = f"{words}，不能换算成日期"
        if rhythm:
            told = rhythm if rhythm == deadline.text else f"{rhythm}（{words}）"
        return [f"{LIMIT}{told}{_reason(deadline.note)}"]
    inferred = "" if deadline.certain else "，推定"
    lines = [f"{LIMIT}{day(deadline.due)}（{_left(deadline.due, today)}）"]
    lines.append(f"依据：{words}{inferred}{_reason(deadline.note)}")
    if deadline.literal:
        lines.append(f"从严理解：{day(deadline.literal)}")
    lines += [f"其中：{day(step.due)} {h(step.text)}" for step in deadline.milestones]
    return lines


def grounds(duty: Duty, documents: Mapping[str, Document]) -> list[str]:
    """Return the quote, or the raw words where they are damaged, and where they stand."""
    document = documents.get(duty.source.file)
    return [_quote(duty, document), source(duty, document)]


def source(duty: Duty, document: Document | None) -> str:
    """Return the title, the day and the place in the document."""
    title = f"《{h(document.title)}》" if document and document.title else h(duty.source.file)
    place = f" · {h(duty.source.place)}" if duty.source.place else ""
    about = f" · {h(duty.region)}" if duty.region and duty.region not in title else ""
    return f"来源：{title} {issued(duty, document)}{about}{place}"


def issued(duty: Duty, document: Document | None) -> str:
    """Return the day of the document, marked where it was inferred."""
    known = document.day if document and document.day else duty.document_date
    if known is None:
        return "日期不明"
    inferred = document is not None and document.day_known is Known.INFERRED
    return known.isoformat() + ("（推定）" if inferred else "")


def original(document: Document, start: int, end: int) -> str:
    """Return the file's own characters ``[start, end)``; of a web page without its tags."""
    raw = document.repaired.raw[start:end]
    if not document.file.lower().endswith((".html", ".htm")):
        return raw
    return html.unescape(_TAG.sub("", raw))


def quotable(damage: tuple[str, ...]) -> bool:
    """Tell whether a passage with these flags may be quoted as the document's words."""
    return not UNQUOTABLE.intersection(damage)


def quoted(duty: Duty, document: Document | None) -> str:
    """Return the quote as one line of plain text, marked where it is damaged."""
    words = " ".join(visible(_words(duty, document)).split())
    return f"原文：“{words}”" if quotable(duty.source.damage) else f"{DAMAGED}：{words}"


def line(duty: Duty, today: date) -> str:
    """Return *duty* on one line, for lists."""
    due = duty.deadline.due if duty.deadline else None
    when = f"，{day(due)}（{_left(due, today)}）" if due else ""
    return f"{h(duty.matter)}：{who(duty)}{when}"


def day(value: date) -> str:
    """Return a day as an official writes it."""
    return f"{value.year}年{value.month}月{value.day}日"


def _quote(duty: Duty, document: Document | None) -> str:
    words = f"<blockquote expandable>{h(_short(_words(duty, document)))}</blockquote>"
    return words if quotable(duty.source.damage) else f"{DAMAGED}：\n{words}"


def _words(duty: Duty, document: Document | None) -> str:
    """Return the document's words; where repair had to guess, the file's own characters (rule R48)."""
    if document is None or quotable(duty.source.damage):
        return duty.quote
    return original(document, *duty.source.span)


def _word(role: Role) -> str:
    return _WORDS.get(role, role.value)


def _names(parts: Iterable[Part]) -> str:
    names = {part.unit: part for part in parts}
    return "、".join(h(p.unit) + ("（泛指）" if p.generic else "") for p in names.values())


def _left(due: date, today: date) -> str:
    days = (due - today).days
    if days == 0:
        return "今天到期"
    return f"还有{days}天" if days > 0 else f"已过{-days}天"


def _reason(note: str) -> str:
    return f"：{h(note)}" if note else ""


def _short(text: str) -> str:
    text = re.sub(r"[ \u3000]*\t+[ \u3000]*", " ｜ ", text.strip())  # the cells of a table's row
    return text if len(text) <= _QUOTE_LIMIT else text[:_QUOTE_LIMIT] + "……"
