"""Which duties of the documents are proposed as entries, and what stands in the way of opening them.

A proposal is never an entry: the administrator confirms it, or the setting says that curated lists open by
themselves (`Proposal.by_itself`). What was read is not mended here: what is doubtful is said.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date

from bot.duty import ANSWERABLE, OVERSEEING, Duty, Role, Strength
from bot.ledger.comparing import told_apart
from bot.ledger.entry import SETTLED, Entry
from bot.ledger.gathering import gather
from bot.ledger.objects import Objects, folded
from bot.ledger.order import Order, Quote
from bot.ledger.papers import Papers
from bot.pattern import Pattern
from bot.reading.prose import signs

#: A document that is itself a list, by its title: …问题清单（青溪区）, 关于印发《……整改台账》的通知.
_LIST = Pattern(r"(?:清单|台账|(?:任务|责任|分解|汇总|一览|明细|销号)表)(?:[（(][^（）()]*[）)])?$")
_ISSUED = Pattern(r"(?:印发|下发|公布)[《“](.+)[》”]的(?:通知|公告|函)$")
#: The folder of a place's own lists.
_LISTS = "lists"

#: What only urges, by its own words: 加强组织领导, 压实责任, 加大监督检查力度.
_URGES = Pattern(
    r"(?:要|必须|切实|进一步|不断|全面|持续|着力|坚决)*"
    r"(?:提高|提升|增强|强化|加强|加大|压实|压紧|扛起|扛牢|担起|树牢|树立|统一|坚定|凝聚|形成|严格|领导|高度)[一-龥]{0,8}?"
    r"(?:认识|意识|站位|思想|领导|担当|责任|力度|合力|作风|信心|决心|自觉|氛围|共识|重视|带头|问责|配合|紧迫感|责任感|使命感)"
)

NOBODY_NAMED = "文件没有写明责任单位，请指定"
NOBODY_IN_PARTICULAR = "文件只写“{who}”，没有具体的责任单位，请指定"
ONLY_WATCHED = "文件只写明由{who}督查或验收，没有写明由谁办理，请指定责任单位"
ONLY_LEADERS = "文件只写了领导（{who}），没有写明责任单位，请指定"
ALREADY = "同一事项已立项（台账第 {number} 项）；文件有新内容的，请办变更"
BEFORE = "同一事项曾经立项，现为“{state}”（台账第 {number} 项），请核对是否重新立项"

ONLY_HELPERS = "文件没有写明牵头（责任）单位，只有{who}；立项后由其承办，请核对"
UNKNOWN = "“{who}”不在单位名录中，请核对名称"
POSTS = "“{who}”是职务，不是单位，请核对由哪个单位承办"
DAMAGED = "原文有损坏，请与原件核对"
DISAGREE = "另有文件写的{what}不同，已按较新的一份，请核对"
UNSURE_LIMIT = "完成时限是推定的，请核对"

AN_AIM = "属倡导性要求，没有可核对的期限和指标"
ONLY_URGES = "只提要求，没有写明要办的具体事项"


@dataclass(frozen=True, slots=True)
class Also:
    """Another document that orders the same; *apart* are the names of the fields in which it disagrees."""

    quote: Quote
    apart: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Proposal:
    """A matter of the documents that may become an entry.

    Attributes:
        key: that of the duty it rests on.
        order: what would be opened.
        lacks: why it cannot be opened as it is; empty where it can.
        doubts: what a person should look at before confirming.
        loose: why nobody could be held to it (a slogan, an aim); empty for most. Proposed last.
        curated: it stands in a list that somebody keeps (清单, 台账, the folder ``lists/``).
        entry: the number of the open entry that has the same matter from another document.
        also: the other documents.
    """

    key: str
    order: Order
    lacks: str = ""
    doubts: tuple[str, ...] = ()
    loose: str = ""
    curated: bool = False
    entry: int | None = None
    also: tuple[Also, ...] = ()

    @property
    def ready(self) -> bool:
        """Tell whether it opens as it is."""
        return not self.lacks

    @property
    def by_itself(self) -> bool:
        """Tell whether it may open without a person, where the setting says so for curated lists."""
        return self.curated and self.ready and not (self.doubts or self.loose)


def opened(entries: Iterable[Entry]) -> dict[str, Entry]:
    """Return the entries by the keys of the duties they were opened from, further documents included.

    Of several entries of one duty (a matter that was signed off and ordered anew) the last holds.
    """
    return {
        quote.key: entry
        for entry in sorted(entries, key=lambda entry: entry.number)
        for quote in (entry.order.quote, *entry.order.further)
        if quote and quote.key
    }


def proposals(papers: Papers, by_key: Mapping[str, Entry]) -> list[Proposal]:
    """Return what may be opened, in the order of the documents, what binds nobody last.

    Args:
        papers: the documents as read now.
        by_key: what has been opened already (see `opened`); a duty that has an entry is not proposed, and
            another document's duty about the matter of an open entry points to it.
    """
    objects = folded(papers.duties, papers.documents)
    found = [
        _proposal(group, papers, by_key, objects)
        for group in _gathered(papers, objects)
        if not all(key in by_key for key in group)
    ]
    return sorted(found, key=lambda one: bool(one.loose))


def lacking(order: Order) -> str:
    """Return why an order cannot be opened or amended to: nobody in particular has it to do. Or nothing."""
    if order.bearers:
        return ""
    everybody = [part.unit for part in order.parts if part.generic and part.role is not Role.LEADER]
    if everybody:
        return NOBODY_IN_PARTICULAR.format(who="、".join(dict.fromkeys(everybody)))
    if watching := order.units(*OVERSEEING, Role.REGULATOR):
        return ONLY_WATCHED.format(who="、".join(watching))
    return ONLY_LEADERS.format(who=order.leader) if order.leader else NOBODY_NAMED


def curated(file: str, title: str) -> bool:
    """Tell whether a document is a list that somebody keeps."""
    inside = _ISSUED.search(title)
    return _LISTS in file.split("/")[:-1] or bool(_LIST.search(inside[1] if inside else title.strip()))


# ---- one matter


def _gathered(papers: Papers, objects: Mapping[str, Objects]) -> list[tuple[str, ...]]:
    sisters = {key for one in objects.values() for key in one.sisters}
    first = {key: duty for key, duty in papers.duties.items() if key not in sisters}
    return gather(first, papers.directory.place)


def _proposal(
    group: Sequence[str], papers: Papers, by_key: Mapping[str, Entry], objects: Mapping[str, Objects]
) -> Proposal:
    """Return what is proposed of the duties about one matter that are not opened yet."""
    before = [by_key[key] for key in group if key in by_key]
    going = [entry for entry in before if entry.state not in SETTLED]
    orders = {key: papers.order(key) for key in group if key not in by_key}
    best = _leading(orders)
    also = tuple(
        Also(other.quote, told_apart(orders[best], other))
        for key, other in orders.items()
        if key != best and other.quote
    )
    order = _with_objects(orders[best], also, papers, objects.get(best, Objects()))
    listed = any(_curated(key, papers) for key in orders)
    doubts = [] if going else [BEFORE.format(state=e.state, number=e.number) for e in before]
    return Proposal(
        key=best,
        order=order,
        lacks=ALREADY.format(number=going[0].number) if going else lacking(order),
        doubts=(*doubts, *_doubts(order, also, papers)),
        loose="" if listed else _loose(papers.duties[best]),
        curated=listed,
        entry=going[0].number if going else None,
        also=also,
    )


def _with_objects(order: Order, also: Iterable[Also], papers: Papers, objects: Objects) -> Order:
    """Return *order* with its objects as children, and all the passages that it rests on."""
    sisters = [papers.order(key).quote for key in objects.sisters]
    further = (*(quote for quote in sisters if quote), *(one.quote for one in also))
    return replace(order, further=further, children=objects.children, place=order.place + objects.place)


def _curated(key: str, papers: Papers) -> bool:
    file = papers.duties[key].source.file
    document = papers.documents.get(file)
    return curated(file, document.title if document else "")


def _leading(orders: Mapping[str, Order]) -> str:
    """Return the key of the order that holds: the newest that names somebody.

    Of those that name the same units and the same day, the one that says the most: a speech that only
    reminds does not displace the plan.
    """
    if len(orders) == 1:
        return next(iter(orders))
    naming = {key: order for key, order in orders.items() if order.units(*ANSWERABLE)} or orders
    binding = {k: o for k, o in naming.items() if o.strength is not Strength.AIM} or naming
    newest = max(binding, key=lambda key: _day(binding[key]))
    same = [key for key, order in binding.items() if not told_apart(order, binding[newest])]
    return max(same, key=lambda key: (_whole(binding[key]), _says(binding[key]), _day(binding[key])))


def _day(order: Order) -> date:
    return (order.quote and order.quote.day) or date.min


def _whole(order: Order) -> bool:
    return not (order.quote and order.quote.damage)


def _says(order: Order) -> int:
    return len(order.parts) + bool(order.target) + bool(order.leader) + bool(order.deadline)


# ---- what stands in the way, what is doubtful, what binds nobody


def _doubts(order: Order, also: Iterable[Also], papers: Papers) -> Iterable[str]:
    bearers = order.bearers
    if bearers and not order.units(*ANSWERABLE):
        yield ONLY_HELPERS.format(who="、".join(bearers))
    posts = [name for name in bearers if name in order.units(Role.LEADER)]
    if posts:
        yield POSTS.format(who="、".join(posts))
    listed = any(unit.local for unit in papers.directory.units)
    unknown = [n for n in bearers if listed and n not in posts and papers.directory.unit(n) is None]
    if unknown:
        yield UNKNOWN.format(who="、".join(unknown))
    if apart := dict.fromkeys(name for one in also for name in one.apart):
        yield DISAGREE.format(what="和".join(apart))
    if not _whole(order):
        yield DAMAGED
    if order.deadline and order.deadline.due and not order.deadline.certain:
        yield UNSURE_LIMIT


def _loose(duty: Duty) -> str:
    """Return why nobody can be held to a duty; what has a day, a rhythm or a figure can be checked."""
    limit = duty.deadline
    if (limit and (limit.due or limit.recurring)) or signs.FIGURE.search(f"{duty.quote}{duty.target or ''}"):
        return ""
    if duty.strength is Strength.AIM:
        return AN_AIM
    return ONLY_URGES if _URGES.fullmatch(duty.matter) or signs.slogan(duty.quote) else ""
