"""An entry of the ledger in words: its card, its line in a list, what waits for a person.

The first line is the answer: number, matter, how far it is. What it rests on follows.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date

from bot.chat.render import h
from bot.chat.wording import duties
from bot.chat.wording.steps import awaited_name, near, next_steps, title, written
from bot.duty import ANSWERABLE, ASSISTING, Role
from bot.ledger.entry import HANDED_IN, RUNNING, Entry, State, Track
from bot.ledger.event import Event, Step
from bot.ledger.folding import effective
from bot.ledger.lights import LIGHTS, Light, Signal, signal
from bot.ledger.lists import Awaited, silent_days
from bot.ledger.order import NO_ORDER, Order
from bot.ledger.rules import Rules
from bot.ledger.table import TABLE

NOTHING_LISTED = "没有这样的事项。"
NOTHING_WAITS = "目前没有等您办的事项。"
MORE = "……还有{left}项。"
_MATTER = 40  # characters of a matter in a list
_NAMED = 12  # children named one by one
_WORDS = 120  # characters of what a person wrote; the history has all of it
_QUOTE = 1_200  # characters of a quote


def card(entry: Entry, today: date, rules: Rules) -> list[str]:
    """Return all that is the case with *entry*; its history is told by `histories.history`."""
    order = entry.order
    blocks = [headline(entry, today), *next_steps(entry, today, rules)]
    blocks += [_unit(entry, track, today, rules) for track in entry.tracks]
    blocks += [*_others(order), *_where(order), *_children(entry), *_goal(order), *_afterwards(entry, today)]
    return [*blocks, *_grounds(order)]


def headline(entry: Entry, today: date) -> str:
    """Return number, matter and state on one line, with the nearest day where one runs."""
    matter = h(entry.order.matter) or "（未写事项）"
    return f"<b>{title(entry)}</b> {matter}：<b>{entry.state}</b>{_nearest(entry, today)}"


def row(entry: Entry, today: date) -> str:
    """Return *entry* on one line, for lists."""
    matter = entry.order.matter if len(entry.order.matter) <= _MATTER else entry.order.matter[:_MATTER] + "…"
    units = (
        f"{h(entry.units[0])}等{len(entry.units)}家" if len(entry.units) > 2 else h("、".join(entry.units))
    )
    told = " · ".join(filter(None, (units, f"{entry.state}{_nearest(entry, today)}")))
    return f"<b>{entry.number}</b> {h(matter) or '（未写事项）'} · {told}"


def listed(name: str, rows: Sequence[str], total: int, start: int = 0) -> list[str]:
    """Return a page of a list: its name, how many there are, its lines, how many are left."""
    if not total:
        return [f"<b>{h(name)}</b>：{NOTHING_LISTED}"]
    head = f"<b>{h(name)}</b>：共{total}项" + (f"，第{start + 1}项起" if start else "")
    left = total - start - len(rows)
    return [head, *rows, *([MORE.format(left=left)] if left > 0 else [])]


def mine(awaited: Sequence[Awaited], today: date, total: int | None = None, start: int = 0) -> list[str]:
    """Return what waits for a person, in the order given: the soonest first, with what is to be done."""
    if not awaited and not start:
        return [NOTHING_WAITS]
    return listed("等您办的", [_waits(one, today) for one in awaited], total or len(awaited), start)


# ---- one line of what waits


#: How the day of an awaited step is told, which is by when or from when it is to be done.
_DUE = {
    Step.ACKNOWLEDGE: "{day}前",
    Step.SUBMIT: "{day}前",
    Step.UNBLOCK: "整改期限{day}",
    Step.TRANSFER: "整改期限{day}",
    Step.GRANT_EXTENSION: "现期限{day}",
    Step.ACCEPT: "{day}报送",
    Step.PUBLISH: "{day}通过验收",
    Step.SIGN_OFF: "{day}起可办",
    Step.CONFIRM: "定在{day}",
    Step.RESUME: "挂账到{day}",
}
_LATE = (Step.ACKNOWLEDGE, Step.SUBMIT, Step.UNBLOCK, Step.TRANSFER, Step.GRANT_EXTENSION, Step.CONFIRM)
_DECIDE = "批复延期申请"


def _waits(awaited: Awaited, today: date) -> str:
    entry, step = awaited.entry, awaited.step
    matter = entry.order.matter if len(entry.order.matter) <= _MATTER else entry.order.matter[:_MATTER] + "…"
    doing = _DECIDE if step is Step.GRANT_EXTENSION else awaited_name(step)
    whose = f"（{h(awaited.unit)}）" if awaited.unit and len(entry.units) > 1 else ""
    return f"<b>{entry.number}</b> {h(matter)}：<b>{doing}</b>{whose}，{_by(awaited, today)}"


def _by(awaited: Awaited, today: date) -> str:
    due, step = awaited.due, awaited.step
    if step is Step.PUBLISH:  # has no day of its own: since when it could have been
        due = max(track.since for track in awaited.entry.tracks)
    if due is None:
        return "未定期限"
    told = _DUE.get(step, "{day}").format(day=near(due, today))
    track = awaited.entry.track(awaited.unit)
    if step is Step.GRANT_EXTENSION and track and track.asked:
        told = f"申请延到{near(track.asked.until, today)}，{told}"
    days = (today - due).days
    if step in _LATE and days > 0:
        return f"{told}，<b>已过{days}天</b>"
    if step in _LATE and not days:
        return f"{told}，<b>就是今天</b>"
    return f"{told}，已等{days}天" if step in (Step.ACCEPT, Step.PUBLISH) and days else told


# ---- days


def left(due: date, today: date) -> str:
    """Return how far off a deadline is: 还有3天, 今天到期, 逾期2天."""
    days = (due - today).days
    if days == 0:
        return "今天到期"
    return f"还有{days}天" if days > 0 else f"逾期{-days}天"


def _nearest(entry: Entry, today: date) -> str:
    due = entry.due
    if due is not None:
        told = f"{near(due, today)}到期（{left(due, today)}）"
        return f"，<b>{left(due, today)}</b>" if due < today else f"，{told}"
    late = max((track.late_days(today) for track in entry.tracks), default=0)
    return f"（晚{late}天报送）" if late and entry.state in HANDED_IN else ""


# ---- a unit's own part


#: A light in a message: a coloured dot and its word, for those who do not tell colours apart.
_DOTS = {Light.GREEN: "🟢", Light.BLUE: "🔵", Light.YELLOW: "🟡", Light.ORANGE: "🟠", Light.RED: "🔴"}


def light_mark(found: Signal) -> str:
    """Return the light as a dot with its word; nothing where none burns."""
    return f"{_DOTS[found.light]}{found.light} · " if found.light in _DOTS else ""


def _unit(entry: Entry, track: Track, today: date, rules: Rules) -> str:
    since = f"（自{near(track.since, today)}）"
    lines = [f"<b>{h(track.unit)}</b>：{track.state}{since}", _term(entry, track, today, rules)]
    lines += [*_why(entry, track), *_doing(entry, track, today, rules), *_standing(track, today)]
    return "\n".join(lines)


def _term(entry: Entry, track: Track, today: date, rules: Rules) -> str:
    """Return the deadline as it is now and how it came about."""
    term, due = track.term, track.term.current
    if due is None:
        deadline = entry.order.deadline
        words = f"（原文：“{h(deadline.text)}”）" if deadline else ""
        return f"期限：未定到日{words}"
    told = f"期限：{duties.day(due)}"
    if track.state in RUNNING:
        mark = light_mark(signal(entry, track, today, LIGHTS, rules))
        told = f"期限：{mark}{duties.day(due)}（{left(due, today)}）"
    elif late := track.late_days(today):
        told += f"（晚{late}天报送）"
    counted = f"，已延期{term.extensions}次" if term.extensions else ""
    return f"{told}{counted}：{h(term.working)}" if term.moves else told


def _doing(entry: Entry, track: Track, today: date, rules: Rules) -> list[str]:
    """Return the share done, the evidence and the last report."""
    share = f"完成{track.share}%" if track.share is not None else ""
    evidence = f"证明材料{len(track.evidence)}件" if track.evidence else ""
    told = "，".join(filter(None, (share, evidence)))
    lines = [told] if told else []
    report = _last_words(entry, track.unit)
    if report:
        lines.append(f"{near(report.day, today)}{report.step}：{written(report.facts.text, _WORDS)}")
    days = silent_days(track, today)
    if days is not None and rules.stale_days and days >= min(rules.stale_days):
        lines.append(f"已有{days}天没有新情况")
    return lines


def _last_words(entry: Entry, unit: str) -> Event | None:
    """Return the unit's last report, or its last application for sign-off."""
    told = (Step.REPORT, Step.SUBMIT)
    events = reversed(effective(entry.history))
    return next((e for e in events if e.step in told and e.facts.unit == unit), None)


#: These brought a unit into its state for a reason that whoever is next has to know.
_REASONED = (Step.RETURN, Step.REFUSE, Step.REOPEN, Step.PARK, Step.SUSPEND)


def _why(entry: Entry, track: Track) -> list[str]:
    """Return the reason why the unit is where it is."""
    events = [e for e in effective(entry.history) if e.facts.unit == track.unit and _moves(e.step)]
    last = events[-1] if events else None
    if last is None or last.step not in _REASONED or last.day != track.since:
        return []
    return [f"{TABLE[last.step].needs['reason']}：{written(last.facts.reason, _WORDS)}"]


def _moves(step: Step) -> bool:
    return TABLE[step].after is not None


def _standing(track: Track, today: date) -> list[str]:
    """Return what stands in the way or waits for a decision."""
    lines = []
    if track.obstacle:
        lines.append(
            f"受阻：{written(track.obstacle.reason, _WORDS)}，须{written(track.obstacle.to)}协调解决"
        )
    if asked := track.asked:
        late = "，期满后申请" if asked.late else ""
        when = f"{near(asked.on, today)}申请延到{duties.day(asked.until)}{late}"
        lines.append(f"待批延期：{when}；理由：{written(asked.reason, _WORDS)}")
    if track.parked_until:
        lines.append(f"挂账到：{duties.day(track.parked_until)}")
    if track.state is State.SUBMITTED and track.met:
        lines.append(f"报称具备：{h('、'.join(track.met))}")
    return lines


# ---- the matter itself


def _others(order: Order) -> list[str]:
    """Return the units that have another part by the document, by their part."""
    told = [
        f"{'其他' if role is Role.SHARED else ''}{role}：{h('、'.join(units))}"
        for role in (*ASSISTING, Role.SUPERVISES, Role.ACCEPTS, Role.REGULATOR)
        if (units := order.units(role)) and (role not in ASSISTING or order.units(*ANSWERABLE))
    ]
    return ["；".join(told)] if told else []


def _where(order: Order) -> list[str]:
    """Return leader and place, then where the matter comes from."""
    leader = f"包保领导：{h(order.leader)}" if order.leader else ""
    spot = "".join(dict.fromkeys(filter(None, (order.town, order.place))))
    place = f"地点：{h(spot)}" if spot else ""
    if order is NO_ORDER:
        return []
    origin = " · ".join(filter(None, (order.origin, order.tier or "", order.level)))
    return [*(line for line in ["；".join(filter(None, (leader, place)))] if line), f"来自：{h(origin)}"]


def _children(entry: Entry) -> list[str]:
    children = entry.order.children
    if not children:
        return []
    still = [child for child in children if child.name not in entry.done]
    names = [f"{h(c.name)}（{h(c.plan)}）" if c.plan else h(c.name) for c in still]
    lines = [f"点位：共{len(children)}处，已完成{len(children) - len(still)}处"]
    if still:
        lines.append(f"未完成：{_named(names)}")
    if entry.done and still:
        lines.append(f"已完成：{_named([h(name) for name in entry.done])}")
    return ["\n".join(lines)]


def _named(names: Sequence[str]) -> str:
    more = f"等{len(names)}处" if len(names) > _NAMED else ""
    return "、".join(names[:_NAMED]) + more


def _goal(order: Order) -> list[str]:
    target = [f"目标：{h(order.target)}"] if order.target else []
    measures = [f"措施：{h('；'.join(order.measures))}"] if order.measures else []
    return [*target, *measures]


def _afterwards(entry: Entry, today: date) -> list[str]:
    """Return the public notice, the sign-off, the look-backs and the relapses."""
    lines = []
    if notice := entry.notice:
        over = "，已满" if notice.last < today else ""
        lines.append(
            f"公示：{near(notice.first, today)}至{duties.day(notice.last)}{over}；{h(notice.working)}"
        )
    if entry.signed_off_on:
        lines.append(f"销号：{duties.day(entry.signed_off_on)}")
    passed = [f"已通过{entry.looked_back}次"] if entry.looked_back else []
    # After a relapse no look-back is due before the next sign-off.
    ahead = entry.look_backs if entry.state is State.SIGNED_OFF else ()
    coming = ["定在" + "、".join(near(day, today) for day in ahead)] if ahead else []
    if passed or coming:
        lines.append(f"回头看：{'，'.join((*passed, *coming))}")
    if entry.relapses:
        lines.append(f"反弹：{entry.relapses}次")
    return ["\n".join(lines)] if lines else []


def _grounds(order: Order) -> list[str]:
    """Return the sentence it rests on and where that stands."""
    quote = order.quote
    if quote is None:
        return []
    text = quote.text if len(quote.text) <= _QUOTE else quote.text[:_QUOTE] + "……"
    day = quote.day.isoformat() if quote.day else ""
    where = " ".join(filter(None, (f"《{h(quote.document)}》", day)))
    place = f" · {h(quote.place)}" if quote.place else ""
    return [f"<blockquote expandable>{h(text)}</blockquote>", f"来源：{where}{place}"]


def rows(entries: Iterable[Entry], today: date) -> list[str]:
    """Return the line of each entry."""
    return [row(entry, today) for entry in entries]
