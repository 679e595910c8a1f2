"""What is proposed for the ledger and waits for somebody's word: duties to open, amendments, findings."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from datetime import date

from bot.chat.render import h
from bot.chat.wording import duties
from bot.chat.wording.steps import title
from bot.ledger.entry import Entry
from bot.ledger.order import Order

NOTHING_PROPOSED = "没有待立项的事项。"
NO_UNIT = "没有具体的责任单位，须先指定"
OPENED = "已立项{count}项，编号{first}至{last}。"
OPENED_ONE = "已立项，编号{number}。"
LEFT_OUT = "已略过，不立项。"
_UNITS = 5  # units named with their counts
_MATTERS = 5  # matters named before they are gone through one by one


def opened(numbers: Sequence[int]) -> list[str]:
    """Return that entries were opened, and their numbers."""
    if len(numbers) == 1:
        return [OPENED_ONE.format(number=numbers[0])]
    return [OPENED.format(count=len(numbers), first=numbers[0], last=numbers[-1])]


def proposed(orders: Sequence[Order], today: date) -> list[str]:
    """Return how many duties may be opened, of which documents and units, and what stands in the way."""
    if not orders:
        return [NOTHING_PROPOSED]
    documents = Counter(order.quote.document for order in orders if order.quote)
    units = Counter(unit for order in orders for unit in order.bearers)
    blocks = [f"<b>待立项</b>：{len(orders)}项，确认后进入台账。"]
    if documents:
        told = "、".join(f"《{h(name)}》{count}项" for name, count in documents.most_common(_UNITS))
        blocks.append(f"出自：{told}")
    if units:
        more = f"等{len(units)}家" if len(units) > _UNITS else ""
        told = "、".join(f"{h(name)}{count}项" for name, count in units.most_common(_UNITS))
        blocks.append(f"责任单位：{told}{more}")
    return [*blocks, *_to_mind(orders, today), *_first_matters(orders)]


def _to_mind(orders: Sequence[Order], today: date) -> list[str]:
    """Return what to look at before all are confirmed in one press."""
    idle = sum(not order.bearers for order in orders)
    undated = sum(not (order.deadline and order.deadline.due) for order in orders)
    over = sum(bool(o.deadline and o.deadline.due and o.deadline.due < today) for o in orders)
    told = [
        *([f"{idle}项{NO_UNIT}"] if idle else []),
        *([f"{undated}项未定到日"] if undated else []),
        *([f"{over}项期限已过"] if over else []),
    ]
    return [f"请留意：{'；'.join(told)}。"] if told else []


def _first_matters(orders: Sequence[Order]) -> list[str]:
    lines = [f"{i}. {h(o.matter)}：{_bearers(o)}" for i, o in enumerate(orders[:_MATTERS], 1)]
    return [*lines, *([f"……还有{len(orders) - _MATTERS}项，可逐项查看。"] if len(orders) > _MATTERS else [])]


def one(order: Order, place: int, total: int, today: date) -> list[str]:
    """Return one proposed entry in full, the *place*-th of *total*."""
    head = f"<b>待立项 {place}/{total}</b> {h(order.matter)}：{_bearers(order)}"
    return [head, *_facts(order, today)]


def finding(order: Order, today: date, photos: int = 0) -> list[str]:
    """Return a finding made on the spot, with the unit that is proposed, for a supervisor to confirm."""
    tier = f"（{order.tier}）" if order.tier else ""
    sent = [f"照片：{photos}张"] if photos else []
    whose = f"建议交{_bearers(order)}" if order.bearers else _bearers(order)
    return [f"<b>现场发现{tier}</b> {h(order.matter)}：{whose}", *sent, *_facts(order, today)]


def amendment(entry: Entry, order: Order, why: str = "") -> list[str]:
    """Return what a change of the source document changes in *entry*: old → new, field by field."""
    changed = [
        f"{name}：<s>{old or '（无）'}</s> → {new or '（删去）'}"
        for (name, old), new in zip(fields(entry.order).items(), fields(order).values(), strict=True)
        if old != new
    ]
    reason = [f"依据：{h(why)}"] if why else []
    head = f"<b>{title(entry)}</b> {h(entry.order.matter)}：原文有变更，请确认"
    return [head, *(changed or ["内容没有变化。"]), *reason, f"现为“{entry.state}”；确认后记入台账。"]


def fields(order: Order) -> dict[str, str]:
    """Return what an order says, by the name an official reads."""
    deadline = order.deadline
    limit = ""
    if deadline:
        limit = duties.day(deadline.due) if deadline.due else f"“{h(deadline.text)}”"
    names: dict[str, list[str]] = {}
    for part in order.parts:
        names.setdefault(part.role, []).append(part.unit)
    return {
        "事项": h(order.matter),
        "单位": "；".join(f"{role}：{h('、'.join(units))}" for role, units in names.items()),
        "包保领导": h(order.leader),
        "镇街": h(order.town),
        "地点": h(order.place),
        "期限": limit,
        "目标": h(order.target),
        "措施": h("；".join(order.measures)),
        "层级": h(order.level),
        "点位": h("、".join(child.name for child in order.children)),
        "原文": h(order.quote.text) if order.quote else "",
    }


def _facts(order: Order, today: date) -> list[str]:
    told = {name: value for name, value in fields(order).items() if value}
    wanted = ("单位", "包保领导", "镇街", "地点", "目标", "措施", "层级", "点位")
    lines = [f"{name}：{told[name]}" for name in wanted if name in told]
    if order.deadline or order.quote:  # what was found on the spot has no words that could name a day
        lines += duties.limit(order.deadline, today)
    if order.quote is None:
        return lines
    quote = f"<blockquote expandable>{told['原文']}</blockquote>" if "原文" in told else ""
    source = f"来源：《{h(order.quote.document)}》 {h(order.quote.place)}".rstrip()
    return [*lines, *([quote] if quote else []), source]


def _bearers(order: Order) -> str:
    return h("、".join(order.bearers)) or f"<b>{NO_UNIT}</b>"
