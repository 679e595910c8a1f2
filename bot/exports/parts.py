"""The columns of the ledger: what each shows of one unit's part in an entry, and how wide it is."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass

from bot.duty import ASSISTING
from bot.exports.tables import Cell, Column, Extract, Row, Share
from bot.ledger.entry import Entry, State, Track
from bot.ledger.event import Step
from bot.ledger.folding import effective
from bot.ledger.lights import signal
from bot.ledger.order import Order
from bot.ledger.rules import full


@dataclass(frozen=True, slots=True)
class Part:
    """One row of the ledger: one unit's part in an entry, as of the extract's day."""

    extract: Extract
    entry: Entry
    track: Track


def parts(extract: Extract, entries: Iterable[Entry]) -> Iterator[Part]:
    """Yield the units' parts of *entries*, each a row of the ledger."""
    return (Part(extract, entry, track) for entry in entries for track in entry.tracks)


def columns(names: Iterable[str]) -> tuple[Column, ...]:
    return tuple(COLUMNS[name][0] for name in names)


def cells(names: Iterable[str], part: Part) -> Row:
    return tuple(COLUMNS[name][1](part) for name in names)


# ---- what stands in them


def supporting(order: Order) -> str:
    """Return who takes part without being tracked."""
    return "、".join(unit for unit in order.units(*ASSISTING) if unit not in order.bearers)


def spots(part: Part) -> str:
    """Return the place and the unit's objects in it (一口一策), each with what has become of it."""
    entry = part.entry
    told = [entry.order.place] if entry.order.place else []
    for child in entry.order.children:
        if child.unit in ("", part.track.unit):
            told.append(f"{child.name}（{'已完成' if child.name in entry.done else '未完成'}）")
    return "\n".join(told)


def origin(order: Order) -> str:
    """Return where the entry comes from: how, by which inspection, of which level."""
    return "\n".join(str(word) for word in (order.origin, order.tier, order.level) if word)


def working(part: Part) -> str:
    """Return how the deadline came about, from the document's words on."""
    deadline, term = part.entry.order.deadline, part.track.term
    words = f"原文“{deadline.text}”" if deadline and deadline.text else ""
    doubt = "（推算）" if deadline and deadline.due and not deadline.certain else ""
    told = f"{words}{doubt}" if words and term.original is None and not term.moves else term.working
    if words and told != f"{words}{doubt}":
        told = f"{words}{doubt}，{told}"
    return f"{told}；延期{term.extensions}次" if term.extensions else told


#: These steps of a unit carry its words.
_TOLD = (Step.REPORT, Step.SUBMIT, Step.UNBLOCK)


def news(part: Part) -> str:
    """Return what the unit last said (of a slim entry: when) and what stands in the way."""
    track = part.track
    lines = []
    if track.state is State.BLOCKED and track.obstacle:
        lines.append(f"【受阻】{track.obstacle.reason}（须由{track.obstacle.to}协调）")
    if track.asked:
        lines.append(f"【延期待批】申请延至{full(track.asked.until)}：{track.asked.reason}")
    return "\n".join((*lines, *filter(None, [_said(part)])))


def _said(part: Part) -> str:
    unit = part.track.unit
    for event in reversed(effective(part.entry.history)):
        if event.step in _TOLD and event.facts.unit == unit and event.facts.text:
            return f"{full(event.day)}：{event.facts.text}"
    return f"{full(part.track.news)}有办理记录" if part.track.news and not part.entry.history else ""


def after(entry: Entry) -> str:
    """Return what came after the sign-off: look-backs that were passed and are to come, relapses."""
    told = [f"回头看已通过{entry.looked_back}次"] if entry.looked_back else []
    if entry.look_backs and entry.state is State.SIGNED_OFF:
        told.append(f"下次{full(entry.look_backs[0])}")
    if entry.relapses:
        told.append(f"反弹{entry.relapses}次")
    return "\n".join(told)


def source(entry: Entry) -> str:
    """Return the sentence the entry rests on, and where it stands."""
    quote = entry.order.quote
    return f"{place(entry)}：“{quote.text}”" if quote else place(entry)


def place(entry: Entry) -> str:
    """Return the document and where in it the entry stands; without one, how it was entered."""
    quote = entry.order.quote
    if quote is None:
        opened = f"，{full(entry.opened_on)}立项" if entry.opened_on else ""
        return f"{entry.order.origin}{opened}"
    day = f"（{full(quote.day)}）" if quote.day else ""
    return f"《{quote.document.strip('《》')}》{day}{quote.place}"


def _share(part: Part) -> Share | None:
    return None if part.track.share is None else Share(part.track.share)


def _signed_off(part: Part) -> Cell:
    return part.entry.signed_off_on if part.entry.state is State.SIGNED_OFF else None


def _light(part: Part) -> Cell:
    extract = part.extract
    return signal(part.entry, part.track, extract.today, extract.lights, extract.rules)


#: Heading → the column and what it shows.
COLUMNS: Mapping[str, tuple[Column, Callable[[Part], Cell]]] = {
    column.title: (column, shows)
    for column, shows in (
        (Column("编号", 6), lambda part: part.entry.number),
        (Column("整改事项", 28, False), lambda part: part.entry.order.matter),
        (Column("责任单位", 14), lambda part: part.track.unit),
        (Column("配合单位", 14), lambda part: supporting(part.entry.order)),
        (Column("包保领导", 10), lambda part: part.entry.order.leader),
        (Column("镇街", 9), lambda part: part.entry.order.town),
        (Column("点位", 20), spots),
        (Column("来源", 10), lambda part: origin(part.entry.order)),
        (Column("完成期限", 12), lambda part: part.track.term.current),
        (Column("期限由来", 22, False), working),
        (Column("状态", 8), lambda part: part.track.state),
        (Column("完成比例", 9), _share),
        (Column("最近进展", 26, False), news),
        (Column("预警", 17), _light),
        (Column("销号日期", 12), _signed_off),
        (Column("回头看、反弹", 17), lambda part: after(part.entry)),
        (Column("出处", 36, False), lambda part: source(part.entry)),
        (Column("文件位置", 26, False), lambda part: place(part.entry)),
    )
}
