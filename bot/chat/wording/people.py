"""People of the office in words: who asks to join, what a group is bound to, what a successor inherits."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from bot.chat.render import h
from bot.chat.wording.entries import left, row
from bot.chat.wording.steps import near, written
from bot.ledger.entry import RUNNING, SETTLED, Entry, Track
from bot.ledger.people import Person, Post, Scope

ADMINISTRATOR = "管理员"  # the name of whom only config.toml knows
NOBODY_ACTS = "匿名身份或频道身份不能查看、办理台账，请以个人身份私聊机器人。"
FORWARDED = "转发的内容不作为您本人的办理，请用自己的话发送。"
NO_ENTRY = "台账里没有第 {number} 项，或者它不在这里可以查看的范围内。"
JOIN_HOW = "请在命令后写上单位和姓名，例如：/join 住建局 李明"
JOIN_IN_PRIVATE = "申请加入请私聊机器人发送。"
JOIN_UNKNOWN = (
    "单位名录里没有“{said}”，请写名录里的名称，例如：/join 住建局；督查、领导请写明身份：/join 督查室 督查"
)
ADMIT = "批准"
DECLINE = "不批准"
DECIDED_ALREADY = "这份申请已经办过了。"
ADMINISTRATORS_DECIDE = "只有管理员可以办，请私聊机器人办理。"
ADMINISTRATORS_BIND = "只有管理员可以绑定本群的范围。"
BIND_IN_GROUP = "请在要绑定的群里发送 /bind；要给某人（领导的片、线）定范围，写：/bind 编号 沙河镇、住建局"
BIND_UNKNOWN = "单位名录里没有“{name}”，也不是镇街，请检查后重新发送 /bind。"
HANDOVER_IN_PRIVATE = "移交清单不在群里公布，请私聊机器人发送 /handover。"
HANDOVER_HOW = "请写“/handover 离岗人编号 接任人编号 接任人姓名”；只写离岗人编号，只看清单。"
NOBODY_OF_NUMBER = "没有编号为 {number} 的人员。"
ASKED = "已提交申请，管理员同意后会通知您。"
NOBODY_ASKS = "没有待批的加入申请。"
REFUSED = "加入申请没有批准。{why}"
NOT_ADMITTED = "您还没有加入，请私聊机器人发送 /join 和单位名称，例如：/join 住建局"
BIND_HOW = "请写明本群看哪些单位或镇街，例如：/bind 住建局、沙河镇；看全部写：/bind 全部"
UNBOUND = "本群没有绑定范围，群里看不到台账事项。"
NOTHING_LEFT = "没有未办结的事项，无须移交。"
_LINES = 30  # entries named one by one in a handover


def join_request(name: str, unit: str, capacity: str, contact: str = "") -> list[str]:
    """Return who asks to join for which unit, for an administrator to decide."""
    known = f"（{h(contact)}）" if contact else ""
    return [
        f"<b>加入申请</b>：{h(name)}{known}",
        f"申请身份：{h(unit)}{h(capacity)}",
        "请核实本人身份后再批准。",
    ]


def admitted(post: Post) -> list[str]:
    """Tell somebody that they were admitted, as what, and how to begin."""
    until = f"，任期到{post.until.isoformat()}" if post.until else ""
    return [
        f"<b>已加入</b>：{h(post.unit)}{post.capacity}{until}。",
        "发送 /mine 查看等您办的事项，发送 /list 查看清单。",
    ]


def decided(name: str, by: str, granted: bool) -> list[str]:
    """Tell administrators that an application is decided, and by whom."""
    return [f"{h(name)}的加入申请已由{h(by)}{'批准' if granted else '退回'}。"]


def refused(why: str = "") -> list[str]:
    """Tell somebody that they were not admitted."""
    return [REFUSED.format(why=f"原因：{h(why)}" if why else "请与管理员联系。")]


def bound(scope: Scope) -> list[str]:
    """Say what a group sees from now on."""
    if scope.everything:
        return ["<b>本群已绑定</b>：可以看全部台账事项。"]
    named = "、".join((*scope.units, *scope.towns))
    if not named:
        return [UNBOUND]
    return [
        f"<b>本群已绑定</b>：{h(named)}。",
        "群里只显示这些单位和镇街的事项；个人没有权限的，群里也看不到。",
    ]


def listed(person: Person, today: date) -> list[str]:
    """Say what posts somebody holds today, with the number that ``/handover`` asks for."""
    return [
        f"<b>{h(person.name)}</b>（编号 <code>{person.id}</code>）",
        *(posts(person, today) or [_idle(person, today)]),
    ]


def _idle(person: Person, today: date) -> str:
    held = "、".join(post.capacity for post in person.held(today))
    return f"· {held}" if held else "今天没有任职。"


def posts(person: Person, today: date) -> list[str]:
    """Say for which units somebody acts today, one on a line."""
    return [
        f"· {h(post.unit)}：{post.capacity}{_covered(post.scope)}"
        + (f"（到{post.until.isoformat()}）" if post.until else "")
        for post in person.held(today)
        if post.unit
    ]


def _covered(scope: Scope) -> str:
    """Say what a post covers beside its unit (片、线); nothing where it covers no more."""
    named = "全部" if scope.everything else "、".join((*scope.units, *scope.towns))
    return f"，可看{h(named)}" if named else ""


def handover(name: str, entries: Sequence[Entry], units: Sequence[str], today: date) -> list[str]:
    """Return what a successor inherits: open entries with their dates, promises, obstacles, relapses.

    *entries* are all the person had to do with, *units* those whose parts they answered for; none: all.
    """
    going = [entry for entry in entries if entry.state not in SETTLED]
    back = [entry for entry in entries if entry.relapses]
    if not going and not back:
        return [f"<b>移交清单 · {h(name)}</b>：{NOTHING_LEFT}"]
    late = sum(entry.overdue(today) for entry in going)
    head = f"<b>移交清单 · {h(name)}</b>：未办结{len(going)}项，其中逾期{late}项"
    ordered = sorted(going, key=lambda entry: (entry.due or date.max, entry.number))
    blocks = [head, *(row(entry, today) for entry in ordered[:_LINES])]
    if len(going) > _LINES:
        blocks.append(f"……还有{len(going) - _LINES}项，请导出清单。")
    tracks = [(e, t) for e in ordered for t in e.tracks if not units or t.unit in units]
    blocks += _part("已许下的话", [line for e, t in tracks for line in _promises(e, t, today)])
    blocks += _part("受阻", [_obstacle(e, t) for e, t in tracks if t.obstacle])
    return blocks + _part(
        "反弹过的", [f"<b>{e.number}</b> {h(e.order.matter)}：{e.relapses}次" for e in back]
    )


def _part(name: str, lines: Sequence[str]) -> list[str]:
    return [f"<b>{name}</b>（{len(lines)}）", *lines] if lines else []


def _promises(entry: Entry, track: Track, today: date) -> list[str]:
    """Return what the unit said it would do: dates asked for and granted, the share it reported."""
    mark = f"<b>{entry.number}</b> {h(track.unit)}："
    lines = []
    if track.asked:
        lines.append(f"{mark}申请延到{near(track.asked.until, today)}，还没有批复")
    due = track.term.current
    if track.term.extensions and due and track.state in RUNNING:
        lines.append(f"{mark}已延期{track.term.extensions}次，定为{near(due, today)}（{left(due, today)}）")
    if track.share is not None:
        lines.append(f"{mark}报称完成{track.share}%")
    if track.parked_until:
        lines.append(f"{mark}挂账到{near(track.parked_until, today)}")
    return lines


def _obstacle(entry: Entry, track: Track) -> str:
    assert track.obstacle  # noqa: S101 - asked for by the caller
    return (
        f"<b>{entry.number}</b> {written(track.obstacle.reason, 120)}，须{written(track.obstacle.to)}协调解决"
    )
