"""An answer in words: its first line is the answer itself; what it rests on follows."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from bot.asking.answer import Answer, Hit, Outcome
from bot.chat import wording
from bot.chat.buttons import Meaning, ShowAround, ShowHit, ShowMore
from bot.chat.render import Button, Message, callback, h
from bot.chat.wording import duties, passages
from bot.duty import Document

_OFFERED = 4  # near matters offered as buttons
_PAGE = 8  # results of a list at once
_LABEL = 30  # characters on a button; a phone shows about twenty
_ECHO = 40  # characters of the question that are repeated

_NOTHING_LISTED = {
    "unit": "资料中没有查到该单位的事项",
    "due": "资料中没有在此期间到期的事项",
    "place": "资料中没有查到该地方的事项",
}


@dataclass(frozen=True, slots=True)
class Stage:
    """What wording needs besides the answer: the documents, the day, and numbers for buttons."""

    documents: Mapping[str, Document]
    today: date
    mint: Callable[[Meaning], int]


def told(answer: Answer, stage: Stage) -> Message:
    """Put *answer* into words."""
    if answer.kind == "smalltalk":
        return Message((wording.GREETING,))
    if answer.outcome is Outcome.NOT_FOUND or not answer.hits:
        return _not_found(answer, stage)
    if answer.kind in _NOTHING_LISTED:
        return _listed(answer, 0, stage)
    if answer.conflict:
        return _conflicting(answer, stage)
    return _one(answer, stage)


def shown(meaning: Meaning, stage: Stage) -> Message:
    """Put what a button means into words."""
    match meaning:
        case ShowHit(hit):
            return _whole(hit, stage)
        case ShowMore(answer, start):
            return _listed(answer, start, stage)
        case ShowAround(hit):
            duty = hit.duty
            return Message(tuple(passages.around(duty, stage.documents.get(duty.source.file))))


def by_unit(name: str) -> str:
    """Return the question behind ``/unit``."""
    return f"{name}负责什么"


def by_period(period: str) -> str:
    """Return the question behind ``/due``."""
    return f"{period or '本月'}到期的有哪些"


def _one(answer: Answer, stage: Stage) -> Message:
    """The best duty in full, the others as buttons."""
    first, *others = answer.hits
    blocks = [duties.headline(first.duty)]
    if answer.kind == "when":
        blocks = [duties.when(first.duty, stage.today), f"责任单位：{duties.who(first.duty)}"]
    blocks += duties.facts(first.duty, stage.today)
    blocks += _suggested_unit(answer)
    blocks += duties.grounds(first.duty, stage.documents)
    blocks += [h(answer.note)] if answer.note else []
    rows = [_around(first, stage), *_offers(others[:_OFFERED], stage), *_near(answer, stage)]
    if len(others) > _OFFERED:
        rows.append(_more(answer, 1 + _OFFERED, stage))
    if others or answer.suggestions:
        blocks.append("另有相近事项，可点按查看：")
    return Message(tuple(blocks), tuple(rows))


def _whole(hit: Hit, stage: Stage) -> Message:
    blocks = [duties.headline(hit.duty), *duties.facts(hit.duty, stage.today)]
    blocks += duties.grounds(hit.duty, stage.documents)
    return Message(tuple(blocks), (_around(hit, stage),))


def _conflicting(answer: Answer, stage: Stage) -> Message:
    """Two documents that disagree: both, the newer one marked."""
    sides = sorted(answer.conflict, key=lambda hit: _day(hit, stage), reverse=True)
    dated = _day(sides[0], stage) > _day(sides[-1], stage)
    blocks = [f"<b>{h(sides[0].duty.matter)}</b>：各文件说法不一，均列如下，请核对"]
    for i, hit in enumerate(sides):
        mark = "（较新）" if dated and i == 0 else ""
        blocks.append(f"{i + 1}. {duties.headline(hit.duty)}{mark}")
        blocks += duties.facts(hit.duty, stage.today)
        blocks += duties.grounds(hit.duty, stage.documents)
    rows = _offers([hit for hit in answer.hits if hit not in answer.conflict][:_OFFERED], stage)
    return Message(tuple(blocks), tuple(rows))


def _listed(answer: Answer, start: int, stage: Stage) -> Message:
    """A page of results on a line each, a button for each to see it in full."""
    page, total = answer.hits[start : start + _PAGE], len(answer.hits)
    head = f"<b>{h(_subject(answer))}</b>：共{total}项" + (f"，第{start + 1}项起" if start else "")
    lines = [f"{i}. {duties.line(hit.duty, stage.today)}" for i, hit in enumerate(page, start + 1)]
    blocks = [head, *lines, "点按编号看原文和出处："]
    buttons = [
        Button(str(i), callback("hit", stage.mint(ShowHit(hit)))) for i, hit in enumerate(page, start + 1)
    ]
    rows = [tuple(buttons[i : i + 4]) for i in range(0, len(buttons), 4)]
    if start + _PAGE < total:
        rows.append(_more(answer, start + _PAGE, stage))
    if answer.note and not start:
        blocks.append(h(answer.note))
    return Message(tuple(blocks), tuple(rows))


def _not_found(answer: Answer, stage: Stage) -> Message:
    nothing = _NOTHING_LISTED.get(answer.kind, "资料中没有查到相关部署")
    blocks = [f"{nothing}：“{h(_echo(answer.question))}”。"]
    blocks += [h(answer.note)] if answer.note else []
    rows = _near(answer, stage)
    blocks.append(
        "相近的事项，可点按查看：" if rows else "可以换个说法再问，或发送 /sources 查看已载入的文件。"
    )
    return Message(tuple(blocks), tuple(rows))


def _suggested_unit(answer: Answer) -> list[str]:
    """Offer the sector's regulator, plainly as a rule's suggestion and not the document's word."""
    if answer.regulator is None:
        return []
    unit, sector = answer.regulator
    return [f"<i>参考：按“三管三必须”，{h(sector)}的行业主管部门一般为{h(unit)}；文件未写明，请核实。</i>"]


def _offers(hits: Sequence[Hit], stage: Stage) -> list[tuple[Button, ...]]:
    return [(Button(_label(hit.duty.matter), callback("hit", stage.mint(ShowHit(hit)))),) for hit in hits]


def _near(answer: Answer, stage: Stage) -> list[tuple[Button, ...]]:
    return _offers([Hit(near.duty, 0.0) for near in answer.suggestions[:_OFFERED]], stage)


def _around(hit: Hit, stage: Stage) -> tuple[Button, ...]:
    return (Button(wording.AROUND, callback("around", stage.mint(ShowAround(hit)))),)


def _more(answer: Answer, start: int, stage: Stage) -> tuple[Button, ...]:
    left = len(answer.hits) - start
    return (Button(f"{wording.MORE}（{left}项）", callback("more", stage.mint(ShowMore(answer, start)))),)


def _subject(answer: Answer) -> str:
    return "、".join(answer.units) if answer.units and answer.kind == "unit" else _echo(answer.question)


def _echo(question: str) -> str:
    """Return the question as repeated to the person; an @ in it calls nobody."""
    text = " ".join(question.split()).replace("@", "＠")
    return text if len(text) <= _ECHO else text[:_ECHO] + "……"


def _label(text: str) -> str:
    return text if len(text) <= _LABEL else text[: _LABEL - 1] + "…"


def _day(hit: Hit, stage: Stage) -> date:
    document = stage.documents.get(hit.duty.source.file)
    return (document and document.day) or hit.duty.document_date or date.min
