"""Why something is said, in words that stand beside the entry's number and matter."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import date

from bot.ledger.entry import Track
from bot.ledger.rules import Rules, full
from bot.notices.matters import LAST_DAY, Kind, Matter, Stage, Turn, literal
from bot.notices.quiet import Workdays


def why(matter: Matter, turn: Turn, today: date, days: Workdays, rules: Rules) -> str:
    """Return the reason as of *today*, the day on which it is said."""
    if matter.kind is Kind.DEADLINE:
        return _deadline(matter, turn, today, days)
    if matter.kind is Kind.ACKNOWLEDGE:
        last = days.nth(matter.day, rules.acknowledge_workdays)
        return f"{full(matter.day)}交办，应于{full(last)}前签收，尚未签收"
    if matter.kind is Kind.LOOK_BACK:
        late = _waited(matter.day, today, "已过{}天")
        return f"第{matter.entry.looked_back + 1}次回头看定在{full(matter.day)}{late}"
    if matter.kind in _TOGETHER:
        return _TOGETHER[matter.kind].format(full(matter.day)) + _waited(matter.day, today)
    track = matter.track
    return _OF_UNIT[matter.kind](matter, track, today) if track else str(matter.kind)


def _deadline(matter: Matter, turn: Turn, today: date, days: Workdays) -> str:
    track, due = matter.track, matter.day
    if turn.stage is not Stage.NEAR:
        pending = "（延期待批）" if track and track.asked else ""
        return f"{full(due)}到期，已逾期{(today - due).days}天{pending}"
    first = literal(matter.entry, track) if track else None
    if first is None or turn.rank > LAST_DAY:
        return _left(due, today, days)
    if today <= first:
        return f"{_left(first, today, days)}（按字面；最迟{full(due)}）"
    return f"按字面应于{full(first)}前完成，最迟{full(due)}"


def _left(due: date, today: date, days: Workdays) -> str:
    if due == today:
        return f"今天（{full(due)}）到期"
    left = days.between(today, due)
    if left:
        return f"{full(due)}到期，还有{left}个工作日"
    return f"{full(due)}（非工作日）到期，今天是到期前最后一个工作日"


def _waited(since: date, today: date, told: str = "已等{}天") -> str:
    waited = (today - since).days
    return f"，{told.format(waited)}" if waited > 0 else ""


def _stale(matter: Matter, _track: Track, today: date) -> str:
    return f"{full(matter.day)}以来已有{(today - matter.day).days}天没有新情况"


def _moved(_matter: Matter, track: Track, _today: date) -> str:
    moves = track.term.moves
    before = moves[-2].due if len(moves) > 1 else track.term.original
    was = f"由{full(before)}" if before else ""
    return f"完成期限{was}{'调整' if before else '定'}为{full(moves[-1].due)}"


def _asked(matter: Matter, track: Track, today: date) -> str:
    if track.asked is None:
        return str(matter.kind)
    late = "（期满后申请）" if track.asked.late else ""
    return f"{full(matter.day)}申请延期到{full(track.asked.until)}{late}{_waited(matter.day, today)}"


def _blocked(matter: Matter, track: Track, today: date) -> str:
    if track.obstacle is None:
        return str(matter.kind)
    told = f"{track.obstacle.reason}，须{track.obstacle.to}协调解决"
    return f"{full(matter.day)}报受阻：{told}{_waited(matter.day, today)}"


_OF_UNIT: Mapping[Kind, Callable[[Matter, Track, date], str]] = {
    Kind.STALE: _stale,
    Kind.MOVED: _moved,
    Kind.EXTENSION: _asked,
    Kind.BLOCKED: _blocked,
}
_TOGETHER: Mapping[Kind, str] = {
    Kind.RETURNED: "{}退回，等待转办",
    Kind.ACCEPTANCE: "{}申请销号",
    Kind.PUBLICATION: "{}通过验收，等待公示",
    Kind.NOTICE_ENDED: "公示到{}期满，可以销号",
    Kind.PARKED: "挂账到{}期满，等待恢复",
}
