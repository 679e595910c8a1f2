"""A document changed after its duty was opened: what it says otherwise now, proposed for a person to confirm.

The document then is compared with the document now. What the office entered otherwise, transferred or
extended meanwhile is no difference, and stays unless the document changed that very thing.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable
from dataclasses import dataclass, replace
from hashlib import sha256

from bot.codec import to_json
from bot.duty import Part, Role
from bot.ledger.comparing import LEADER, LIMIT, MATTER, TARGET, UNITS, Difference, differences, plain
from bot.ledger.entry import SETTLED, Entry, State
from bot.ledger.event import Step
from bot.ledger.opening import lacking
from bot.ledger.order import Order, Quote, Written
from bot.ledger.papers import Papers, called
from bot.ledger.table import NEXT

GONE = "文件中已经没有这一事项"
NOT_NOW = "本项现为“{state}”，不能办变更"
MOVED = "{unit}的期限已改过：{working}；变更后以文件的新期限为准"
HANDED_ON = "{unit}是转办后的承办单位，变更后仍由其承办"
STARTED = "{unit}已在办理（{state}），变更后不再承办"
ENTERED = "{field}在立项时已由督查填写为别的内容，变更后以文件为准"
REMAINING = "另有文件写到同一事项：《{title}》{place}"


@dataclass(frozen=True, slots=True)
class Amendment:
    """What the document of an entry says now, and what the entry's order would be.

    Attributes:
        entry: as it is.
        before: what the document said when the entry was opened or last amended.
        order: what `Step.AMEND` would be given; None where the duty is gone from the documents, which
            changes nothing by itself: a person decides whether the entry is suspended.
        differences: field by field; empty where the duty is gone.
        cautions: sentences a person should read before confirming.
        lacks: why it cannot be amended to that, as of an order that cannot be opened.
        mark: stands for just this change, so that it is not proposed again once it was declined.
    """

    entry: Entry
    before: Written
    order: Order | None
    differences: tuple[Difference, ...] = ()
    cautions: tuple[str, ...] = ()
    lacks: str = ""
    mark: str = ""

    @property
    def gone(self) -> bool:
        return self.order is None

    @property
    def reason(self) -> str:
        """What the amendment rests on, as the event keeps it (变更的依据)."""
        if self.order is None:
            return GONE
        where = f"《{self.order.quote.document}》" if self.order.quote else "文件"
        return f"{where}：{'；'.join(map(str, self.differences))}"


def amendments(entries: Iterable[Entry], papers: Papers) -> list[Amendment]:
    """Return the changes of the documents that open entries hang on, by the entries' order.

    Args:
        entries: those that were opened from a duty are looked at; what is signed off or suspended is not.
        papers: the documents as read now.
    """
    found = (_amendment(entry, papers) for entry in entries if entry.order.key and entry.state not in SETTLED)
    return [one for one in found if one]


def amendment(
    entry: Entry, now: Order, same: Callable[[Iterable[Part]], tuple[Part, ...]] = tuple
) -> Amendment | None:
    """Return what *now* says otherwise than the document of *entry* did; None where nothing.

    Args:
        entry: an entry opened from a document.
        now: the order of its duty as it is written now, or of another document's duty about the matter.
        same: gives parts the names by which *now* calls them, where the directory has changed since.
    """
    order = entry.order
    then = replace(order.as_written, parts=same(order.as_written.parts))
    found = differences(then, now.as_written, order.quote, now.quote)
    if not found:
        return None
    after = _merged(order, then, now, found, same)
    return Amendment(
        entry, then, after, found, tuple(_cautions(entry, then, after, found)), lacking(after), _mark(now)
    )


def _amendment(entry: Entry, papers: Papers) -> Amendment | None:
    key = entry.order.key
    if key in papers.duties:
        return amendment(entry, papers.order(key), lambda parts: called(parts, papers.directory))
    left = [quote for quote in entry.order.further if quote.key in papers.duties]
    told = tuple(REMAINING.format(title=quote.document, place=quote.place) for quote in left)
    return Amendment(entry, entry.order.as_written, None, cautions=told, mark="gone")


# ---- three-way: what the office entered stays, unless the document changed that very thing


def _merged(
    order: Order,
    then: Written,
    now: Order,
    found: Iterable[Difference],
    same: Callable[[Iterable[Part]], tuple[Part, ...]],
) -> Order:
    changed = {one.field: one for one in found}
    parts = order.parts
    if UNITS in changed or LEADER in changed:
        parts = (
            *_merged_units(same(order.parts), then, now, changed.get(UNITS)),
            *_leaders(now.parts if LEADER in changed else order.parts),
        )
    bearers = replace(order, parts=parts).bearers
    after = replace(
        order,
        matter=now.matter if MATTER in changed else order.matter,
        parts=parts,
        leader=now.leader if LEADER in changed else order.leader,
        deadline=now.deadline if LIMIT in changed else order.deadline,
        target=now.target if TARGET in changed else order.target,
        strength=now.strength,
        quote=now.quote or order.quote,
        further=_further(order, now),
        children=tuple(c if c.unit in ("", *bearers) else replace(c, unit="") for c in order.children),
    )
    here = Written(after.matter, after.parts, after.leader, after.deadline, after.target)
    return replace(after, written=None if not differences(now.as_written, here) else now.as_written)


def _further(order: Order, now: Order) -> tuple[Quote, ...]:
    """Return the other passages; where another document rules now, the entry's own becomes one of them."""
    others = (order.quote, *order.further) if now.key != order.key else order.further
    return tuple(quote for quote in others if quote and quote.key != now.key)


def _merged_units(
    mine: Iterable[Part], then: Written, now: Order, changed: Difference | None
) -> tuple[Part, ...]:
    """Return the units, leaders apart: the document's, unless the office entered others than it wrote."""
    held = _units(mine)
    if changed is None:
        return held
    if set(held) == set(_units(then.parts)):
        return _units(now.parts)
    kept = tuple(part for part in held if part not in changed.dropped)
    return (*kept, *(part for part in changed.added if part not in kept))


def _units(parts: Iterable[Part]) -> tuple[Part, ...]:
    return tuple(part for part in parts if part.role is not Role.LEADER)


def _leaders(parts: Iterable[Part]) -> tuple[Part, ...]:
    return tuple(part for part in parts if part.role is Role.LEADER)


def _cautions(entry: Entry, then: Written, after: Order, found: Iterable[Difference]) -> Iterable[str]:
    changed = {one.field: one for one in found}
    if (entry.state, Step.AMEND) not in NEXT:
        yield NOT_NOW.format(state=entry.state)
    stays = {*after.bearers, *(u for u in entry.units if u not in entry.order.bearers)}
    for track in entry.tracks:
        if track.unit not in stays and track.state is not State.ISSUED:
            yield STARTED.format(unit=track.unit, state=track.state)
        if track.unit in stays and LIMIT in changed and track.term.moves:
            yield MOVED.format(unit=track.unit, working=track.term.working)
        if UNITS in changed and track.unit not in (*entry.order.bearers, *after.bearers):
            yield HANDED_ON.format(unit=track.unit)
    mine = entry.order
    entered = {
        MATTER: plain(mine.matter) != plain(then.matter),
        LEADER: plain(mine.leader) != plain(then.leader),
        TARGET: plain(mine.target) != plain(then.target),
        LIMIT: mine.deadline != then.deadline,
    }
    yield from (
        ENTERED.format(field=field) for field, differs in entered.items() if differs and field in changed
    )


def _mark(now: Order) -> str:
    said = now.as_written
    limit = said.deadline and (said.deadline.due, said.deadline.recurring, plain(said.deadline.text))
    words = (
        plain(said.matter),
        plain(said.leader),
        plain(said.target),
        plain(now.quote.text if now.quote else ""),
    )
    held = [*words, [to_json(part) for part in said.parts], [str(one) for one in limit or ()]]
    return sha256(json.dumps(held, ensure_ascii=False).encode("utf-8", "surrogatepass")).hexdigest()[:16]
