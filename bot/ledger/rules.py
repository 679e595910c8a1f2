"""The rules of the steps: what the settings are, when a step's time has come, what its facts must be.

Each rule gives the reason against a step, in words that end a sentence, or an empty text.
"""

from __future__ import annotations

import calendar as months
from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from datetime import date, timedelta

from bot.config import Ledger
from bot.ledger.entry import SETTLED, Entry, State, Track
from bot.ledger.event import NO_FACTS, Facts, Notice, Step
from bot.ledger.folding import amended_tracks
from bot.ledger.order import NO_ORDER, Order
from bot.ledger.people import Actor
from bot.reading.workdays import Calendar

_DAY = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class Rules:
    """What an office may set. Days of notice run from the day after the first (民法典 art. 201)."""

    calendar: Calendar
    conditions: tuple[str, ...] = ("措施全部完成", "违法行为查处到位", "整改效果达标", "举一反三", "长效机制")
    acknowledge_workdays: int = 3
    return_workdays: int = 3
    notice_days: int = 10
    notice_in_workdays: bool = True
    look_back_months: tuple[int, ...] = (3, 6, 12)
    look_back_early: int = 15  # days before its day on which a look-back already counts
    stale_days: tuple[int, ...] = (7, 14, 30)


def configured(said: Ledger, calendar: Calendar) -> Rules:
    """Return the rules that the settings of an office give, over its calendar."""
    return Rules(
        calendar,
        said.conditions,
        said.acknowledge_workdays,
        said.return_workdays,
        said.notice_days,
        said.notice_in_workdays,
        said.look_back_months,
        stale_days=said.stale_days,
    )


@dataclass(frozen=True, slots=True)
class Case:
    """A step somebody wants to take, with all it is judged by."""

    entry: Entry
    step: Step
    by: Actor
    day: date
    rules: Rules
    facts: Facts = NO_FACTS

    @property
    def track(self) -> Track:
        """The unit's part that the step concerns.

        Raises:
            LookupError: the step concerns no unit of the entry.
        """
        track = self.entry.track(self.facts.unit)
        if track is None:
            raise LookupError(self.facts.unit)
        return track


# ---- is it time for it?


def _within_return_days(case: Case) -> str:
    last = case.rules.calendar.nth_workday(case.track.since, case.rules.return_workdays)
    if case.day <= last:
        return ""
    return f"退回须在交办后{case.rules.return_workdays}个工作日内（至{full(last)}）提出，现已超过"


def _can_be_extended(case: Case) -> str:
    if case.track.term.current is None:
        return "本项没有定完成期限，不需要延期"
    return "上一次延期申请还没有批复" if case.track.asked else ""


def _is_asked(case: Case) -> str:
    return "" if case.track.asked else "没有待批的延期申请"


def _notice_is_over(case: Case) -> str:
    notice = case.entry.notice
    if notice is None or case.day > notice.last:
        return ""
    return f"公示到{full(notice.last)}才满（{notice.working}），{full(notice.last + _DAY)}起可以销号"


def _look_back_is_due(case: Case) -> str:
    if not case.entry.look_backs:
        return "规定的回头看都已通过"
    due = case.entry.look_backs[0]
    first = due - timedelta(days=case.rules.look_back_early)
    return "" if first <= case.day else f"下一次回头看定在{full(due)}，{full(first)}起可以办"


TIMELY: Mapping[Step, Callable[[Case], str]] = {
    Step.RETURN: _within_return_days,
    Step.ASK_EXTENSION: _can_be_extended,
    Step.GRANT_EXTENSION: _is_asked,
    Step.REFUSE_EXTENSION: _is_asked,
    Step.SIGN_OFF: _notice_is_over,
    Step.CONFIRM: _look_back_is_due,
}


# ---- are its facts right?


def _order_can_open(case: Case) -> str:
    return _bad_order(case.facts.order or NO_ORDER)


def _bad_order(order: Order) -> str:
    names = [child.name for child in order.children]
    if not order.matter.strip():
        return "没有写明整改事项"
    if not order.bearers:
        return "没有具体的责任单位（“各部门”不算），请先指定"
    if len(set(names)) < len(names) or "" in names:
        return "点位名称有空白或重复"
    strangers = [c.unit for c in order.children if c.unit and c.unit not in order.bearers]
    return f"点位写的单位不是责任单位：{'、'.join(strangers)}" if strangers else ""


def _new_bearer(case: Case) -> str:
    track, to = case.track, case.facts.to
    if to == track.unit and track.state is not State.RETURNED:
        return f"{to}就是现在的承办单位"
    return f"{to}已是本项的承办单位" if to != track.unit and to in case.entry.units else ""


def _report_can_be(case: Case) -> str:
    if case.facts.share is not None and not 0 <= case.facts.share <= 100:
        return "完成比例应为 0 到 100"
    return _unknown_objects(case)


def _unknown_objects(case: Case) -> str:
    mine = {c.name for c in case.entry.order.children if c.unit in ("", case.facts.unit)}
    unknown = [name for name in case.facts.objects if name not in mine]
    return f"本项没有这些点位：{'、'.join(unknown)}" if unknown else ""


def _later_than_due(case: Case) -> str:
    due, until = case.track.term.current, completed(case).until
    if due is not None and until is not None and until <= due:
        return f"新期限须晚于现在的期限{full(due)}"
    return _not_past(case)


def _not_past(case: Case) -> str:
    until = completed(case).until
    return f"{full(until)}已经过去，请另定日期" if until is not None and until < case.day else ""


def _can_be_refused(case: Case) -> str:
    return _unknown_objects(case) or _not_past(case)


def _nothing_missing(case: Case) -> str:
    facts, track = case.facts, case.track
    done = (*case.entry.done, *facts.objects)
    left = [name for name in case.entry.open_children(track.unit) if name not in done]
    missing = [f"“{name}”" for name in case.rules.conditions if name not in facts.met]
    if left:
        missing.append(f"未完成的点位（{'、'.join(left)}）")
    if not (track.evidence or facts.evidence):
        missing.append("证明材料")
    return f"还缺{'、'.join(missing)}" if missing else _report_can_be(case)


def _after_acceptance(case: Case) -> str:
    accepted = max((t.since for t in case.entry.tracks if t.state is State.ACCEPTED), default=case.day)
    first = case.facts.first or case.day
    return f"公示不能早于验收（{full(accepted)}）" if first < accepted else ""


def _date_still_to_come(case: Case) -> str:
    due = case.track.term.current
    if case.facts.until is None and due is not None and due < case.day:
        return f"原期限{full(due)}已过，请同时写明新的完成期限"
    return _not_past(case)


def _amends(case: Case) -> str:
    order = case.facts.order or NO_ORDER
    if order == case.entry.order:
        return "与现在的内容相同"
    left = amended_tracks(case.entry, order, case.day)
    idle = all(track.state in SETTLED for track in left)
    return _bad_order(order) or ("变更后没有还在办理的单位" if idle else "")


SOUND: Mapping[Step, Callable[[Case], str]] = {
    Step.OPEN: _order_can_open,
    Step.TRANSFER: _new_bearer,
    Step.REPORT: _report_can_be,
    Step.ASK_EXTENSION: _later_than_due,
    Step.GRANT_EXTENSION: _later_than_due,
    Step.SUBMIT: _nothing_missing,
    Step.REFUSE: _can_be_refused,
    Step.PUBLISH: _after_acceptance,
    Step.PARK: _not_past,
    Step.RESUME: _date_still_to_come,
    Step.REOPEN: _can_be_refused,
    Step.AMEND: _amends,
}


# ---- what the step works out by itself


def completed(case: Case) -> Facts:
    """Return the facts with what follows from the settings; nobody else sets these."""
    facts = case.facts
    if facts.notice or facts.look_backs:
        facts = replace(facts, notice=None, look_backs=())
    match case.step:
        case Step.GRANT_EXTENSION if facts.until is None and case.track.asked:
            return replace(facts, until=case.track.asked.until)
        case Step.PUBLISH:
            first = facts.first or case.day
            return replace(facts, first=first, notice=notice(first, case.rules))
        case Step.SIGN_OFF:
            return replace(facts, look_backs=look_backs(case.day, case.rules))
    return facts


def notice(first: date, rules: Rules) -> Notice:
    """Return the public notice that begins on *first*, with the working of its last day.

    Counted in days, a period that would end on a day off ends with the next working day (art. 203).
    """
    if rules.notice_in_workdays:
        return Notice(first, *rules.calendar.add_workdays(first, rules.notice_days))
    end = first + timedelta(days=rules.notice_days)
    last = rules.calendar.next_workday(end)
    working = f"{full(first)}次日起数{rules.notice_days}日，至{full(end)}"
    if last != end:
        working += f"；末日为休息日，顺延至{full(last)}"
    return Notice(first, last, working)


def look_backs(signed_off: date, rules: Rules) -> tuple[date, ...]:
    """Return the days of the look-backs (回头看) after a sign-off."""
    return tuple(_months_after(signed_off, count) for count in sorted(rules.look_back_months))


def _months_after(day: date, count: int) -> date:
    """Return the same day *count* months on, or the month's last where it has no such day."""
    year, month = divmod(day.year * 12 + day.month - 1 + count, 12)
    return date(year, month + 1, min(day.day, months.monthrange(year, month + 1)[1]))


def full(day: date) -> str:
    """Return *day* as it is written: 2026年9月30日."""
    return f"{day.year}年{day.month}月{day.day}日"
