"""An answer in words: its first line is the answer itself; what it rests on follows."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from bot.asking import replies
from bot.asking.answer import Answer, Hit, Outcome, answering
from bot.asking.conversation import Before, Shown
from bot.asking.dialogue import Sight
from bot.asking.question import Kind
from bot.chat import wording
from bot.chat.buttons import Meaning, Report, Seen, ShowAround, ShowDuty, ShowMore
from bot.chat.render import Button, Message, callback, h
from bot.chat.wording import duties, passages
from bot.duty import Document, Duty, Role

_OFFERED = 4  # other matters offered as buttons beside an answer
_ASKED_BACK = 5  # matters offered where it is asked back which is meant
_EACH_ASKED_BACK = 2  # the same, for each of several questions in one message
PAGE = 8  # results of a list at once
_LABEL = 30  # characters on a button; a phone shows about twenty
_ECHO = 40  # characters of the question that are repeated

EACH = "点按编号看全文："
_NOTHING_LISTED = {
    Kind.UNIT: "资料中没有查到该单位的事项",
    Kind.DUE: "资料中没有在此期间到期的事项",
    Kind.PLACE: "资料中没有查到该地方的事项",
}


@dataclass(frozen=True, slots=True)
class Stage:
    """What wording needs besides the answer: the documents, the day, and numbers for buttons."""

    documents: Mapping[str, Document]
    today: date
    find: Callable[[str], Duty | None]  # a suggestion's key → its duty
    mint: Callable[[Meaning], int]


def replied(said: Sequence[Answer | Shown], stage: Stage) -> Message:
    """Put the replies to one message into words."""
    if len(said) > 1:
        return _several(said, stage)
    (reply,) = said
    return _shown_again(reply, stage) if isinstance(reply, Shown) else told(reply, stage)


def _shown_again(reply: Shown, stage: Stage) -> Message:
    """Show the passage of the answer before, or what of it was not shown."""
    answer = reply.answer
    if reply.sight is Sight.ORIGINAL:
        return shown(ShowAround(answer.hits[0].duty), stage)
    if reply.start >= len(answer.hits):
        return Message((wording.NO_MORE,))
    return _listed(answer, reply.start, stage)


def _several(said: Sequence[Answer | Shown], stage: Stage) -> Message:
    """The first line of each answer with where it comes from, and a button for each to see it in full.

    Where it is asked back which matter is meant, those are on buttons of their own, with its number.
    """
    blocks, buttons, near = [], [], []
    for number, reply in enumerate(said, 1):
        answer = reply.answer if isinstance(reply, Shown) else reply
        whole = told(answer, stage).blocks
        blocks.append(f"{number}. {whole[0]}")
        if answer.hits:
            best = answer.hits[0].duty
            lists = answer.kind in _NOTHING_LISTED
            meaning = ShowMore(answer, 0) if lists else ShowDuty(best)
            blocks[-1] += "" if lists else f"\n{duties.source(best, stage.documents.get(best.source.file))}"
            buttons.append(Button(str(number), callback("more" if lists else "duty", stage.mint(meaning))))
        else:
            offered = [button for row in _near(answer, stage)[:_EACH_ASKED_BACK] for button in row]
            near += [(Button(_label(f"{number}. {button.label}"), button.data),) for button in offered]
    if buttons or near:
        blocks.append(EACH)
    return Message(tuple(blocks), (*((tuple(buttons),) if buttons else ()), *near))


def told(answer: Answer, stage: Stage) -> Message:
    """Put one answer into words."""
    if answer.outcome is Outcome.NOT_FOUND or not answer.hits:
        return _not_found(answer, stage)
    if answer.kind in _NOTHING_LISTED:
        return _listed(answer, 0, stage)
    return _one(answer, stage)


def before(reply: Answer | Shown) -> Before:
    """Return what of a reply the next message may lean on: the answer, and how much of it was shown."""
    answer, start = (reply.answer, reply.start) if isinstance(reply, Shown) else (reply, 0)
    listed = answer.kind in _NOTHING_LISTED or (isinstance(reply, Shown) and reply.sight is Sight.MORE)
    return Before(answer, start + PAGE if listed else start)


def shown(meaning: Seen, stage: Stage) -> Message:
    """Put what a button means into words."""
    match meaning:
        case ShowDuty(duty):
            return Message(tuple(_whole(duty, stage)), (_around(duty, stage),))
        case ShowMore(answer, start):
            return _listed(answer, start, stage)
        case ShowAround(duty):
            return Message(tuple(passages.around(duty, stage.documents.get(duty.source.file))))


def by_unit(name: str) -> str:
    """Return the question behind ``/unit``."""
    return f"{name}负责什么"


def by_period(period: str) -> str:
    """Return the question behind ``/due``; 已逾期 says already that it is about what is due."""
    period = period.strip().removesuffix("的")
    due = "" if any(word in period for word in ("逾期", "超期", "过期", "到期")) else "到期"
    return f"{period or '本月'}{due}的有哪些"


def _one(answer: Answer, stage: Stage) -> Message:
    """The best duty in full, one that says otherwise beside it, the others as buttons."""
    best, *rest = (hit.duty for hit in answer.hits)
    other = _other(answer, best, rest)
    others = [duty for duty in rest if duty is not other]
    blocks = _whole(best, stage, answer.units, answer.kind, answer.role)
    if other is not None:
        blocks[0] += "（另一份文件说法不一，见下）" if answer.against else ""
        blocks += _beside(best, other, answer, stage)
    blocks += [*_suggested_unit(answer), *([h(answer.note)] if answer.note else [])]
    rows = [*_offers(others[:_OFFERED], stage), *_near(answer, stage)]
    blocks += ["另有相近事项，可点按查看："] if rows else []
    more = _more(answer, 0, stage) if len(others) > _OFFERED else ()
    return Message(tuple(blocks), (*rows, (*_around(best, stage), *more)))


def _whole(
    duty: Duty, stage: Stage, asked: Sequence[str] = (), kind: Kind = Kind.WHO, unfilled: Role | None = None
) -> list[str]:
    """Everything the document says about a duty; in the first line what was asked: who, when, a role."""
    facts = duties.facts(duty, stage.today, asked)
    first = duties.headline(duty, asked)
    if not asked and duty.leaders and not answering(duty):  # a leader is told, but is not the answer
        first = f"<b>{h(duty.matter)}</b>：{duties.NO_LEAD_NAMED}"
        facts.insert(0, f"领导：{h('、'.join(duty.leaders))}")
    if kind is Kind.WHEN:
        first = duties.when(duty, stage.today)
        rest = [fact for fact in facts if not fact.startswith(duties.LIMIT)]
        facts = [f"责任单位：{duties.who(duty, asked)}", *rest]
    if unfilled:
        first = f"<b>{h(duty.matter)}</b>：{duties.UNFILLED[unfilled]}"
        facts.insert(0, f"责任单位：{duties.who(duty, asked)}")
    return [first, *facts, *duties.grounds(duty, stage.documents)]


def _other(answer: Answer, best: Duty, rest: Sequence[Duty]) -> Duty | None:
    """Return the duty of another document that names others, where the answer rests on it too."""
    mine = {part.unit for part in best.parts}
    if answer.against:
        return answer.against[0].duty
    more = set(answer.units) - mine
    elsewhere = (d for d in rest if d.source.file != best.source.file)
    return next((d for d in elsewhere if more & {part.unit for part in d.parts}), None)


def _beside(best: Duty, other: Duty, answer: Answer, stage: Stage) -> list[str]:
    """The other document's word on the same matter; which is newer is said where it is known."""
    age = ""
    if best.document_date and other.document_date and best.document_date != other.document_date:
        age = "较早的" if best.document_date > other.document_date else "较新的"
    title = f"另一份{age}文件说法不一，请核对" if answer.against else f"另一份{age}文件也写到"
    return [f"<b>{title}</b>", *_whole(other, stage)]


def _listed(answer: Answer, start: int, stage: Stage) -> Message:
    """A page of results on a line each, a button for each to see it in full."""
    page, total = answer.hits[start : start + PAGE], len(answer.hits)
    head = f"<b>{h(_subject(answer))}</b>：共{total}项" + (f"，第{start + 1}项起" if start else "")
    lines = [f"{i}. {_line(hit, stage)}" for i, hit in enumerate(page, start + 1)]
    note = [h(answer.note)] if answer.note and not start else []
    blocks = [head, *lines, *note, "点按编号看原文和出处："]
    buttons = [
        Button(str(i), callback("duty", stage.mint(ShowDuty(hit.duty))))
        for i, hit in enumerate(page, start + 1)
    ]
    rows = [tuple(buttons[i : i + 4]) for i in range(0, len(buttons), 4)]
    if start + PAGE < total:
        rows.append(_more(answer, start + PAGE, stage))
    return Message(tuple(blocks), tuple(rows))


def _line(hit: Hit, stage: Stage) -> str:
    """One result; in a unit's list with the unit's own part, where another leads."""
    line = duties.line(hit.duty, stage.today)
    other = hit.part if hit.part is not duties.leading(hit.duty) else None
    return f"{line}（该单位：{other.value}）" if other else line


def _not_found(answer: Answer, stage: Stage) -> Message:
    if answer.kind in (Kind.TALK, Kind.PERSONAL):
        return Message((h(answer.note),))
    nothing = _NOTHING_LISTED.get(answer.kind, "资料中没有查到相关部署")
    blocks = [h(answer.note) or f"{nothing}：“{h(_echo(answer.question))}”。", *_suggested_unit(answer)]
    rows = _near(answer, stage)
    blocks.append(
        "相近的事项，可点按查看：" if rows else "可以换个说法再问，或发送 /sources 查看已载入的文件。"
    )
    if answer.kind is not Kind.DUE and answer.note not in replies.UNCLEAR:
        report = Button(wording.REPORT, callback("report", stage.mint(Report(answer.question))))
        rows.append((report,))
    return Message(tuple(blocks), tuple(rows))


def _suggested_unit(answer: Answer) -> list[str]:
    """Offer the sector's regulator, plainly as a rule's suggestion and not the document's word."""
    if answer.regulator is None:
        return []
    unit, sector = answer.regulator
    return [f"<i>参考：按“三管三必须”，{h(sector)}的行业主管部门一般为{h(unit)}；文件未写明，请核实。</i>"]


def _offers(found: Sequence[Duty], stage: Stage) -> list[tuple[Button, ...]]:
    return [(Button(_label(duty.matter), callback("duty", stage.mint(ShowDuty(duty)))),) for duty in found]


def _near(answer: Answer, stage: Stage) -> list[tuple[Button, ...]]:
    found = (stage.find(near.key) for near in answer.suggestions[:_ASKED_BACK])
    return _offers([duty for duty in found if duty is not None], stage)


def _around(duty: Duty, stage: Stage) -> tuple[Button, ...]:
    return (Button(wording.AROUND, callback("around", stage.mint(ShowAround(duty)))),)


def _more(answer: Answer, start: int, stage: Stage) -> tuple[Button, ...]:
    left = len(answer.hits) - start
    return (Button(f"{wording.MORE}（{left}项）", callback("more", stage.mint(ShowMore(answer, start)))),)


def _subject(answer: Answer) -> str:
    return "、".join(answer.units) if answer.units and answer.kind is Kind.UNIT else _echo(answer.question)


def _echo(question: str) -> str:
    """Return the question as repeated to the person; an @ in it calls nobody."""
    text = " ".join(question.split()).replace("@", "＠")
    return text if len(text) <= _ECHO else text[:_ECHO] + "……"


def _label(text: str) -> str:
    return text if len(text) <= _LABEL else text[: _LABEL - 1] + "…"
