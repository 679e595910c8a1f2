"""What is said where entries are opened, amended, or found on the spot."""

from __future__ import annotations

from bot.chat.render import h
from bot.chat.wording.steps import title
from bot.ledger.entry import Entry
from bot.ledger.opening import Proposal

OFFICE_ONLY = "只有督查和管理员可以立项、变更。"
IN_PRIVATE = "立项请私聊机器人办理。"
GONE = "这些事项已有变化，请重新发送 /open 查看。"
ALL = "全部立项（{count}项）"
ONE_BY_ONE = "逐项确认"
OPEN = "立项"
NOT_OPENED = "不立项"
LATER = "以后再说"
ALL_DECIDED = "没有更多待立项的事项了。"
CHANGE = "确认变更"
NO_CHANGE = "不变更"
LEFT_AS_IT_IS = "台账没有变更；同一处变化不再提示。"
MORE_CHANGES = "另有{count}处变更待确认。"
HAND_HOW = (
    "“{word}”不是单位、镇街，也不是日期。请写“/open 事项 单位 期限”，如：/open 清理河道垃圾 住建局 9月30日"
)
HAND_UNIT = "请写明责任单位，例如：/open 清理河道垃圾 住建局 9月30日"
FINDING_HOW = "请写明发现了什么、在哪里，例如：/finding 沙河镇三组河边堆放垃圾约2吨 属地巡查（可以附照片）"
FINDING_UNIT = "单位名录里没有“{name}”，请写名录里的名称，例如：/finding 3 住建局"
FINDING_ENTERED = "已记下现场发现（编号{number}），督查确认后立项。"
FINDING_IN_PRIVATE = "现场发现请私聊机器人确认。"
FINDING_GONE = "这条现场发现已经办过了。"
FINDING_LEFT = "已处理，没有立项。"
FINDING_OPENED = "您报告的现场发现已立项，台账编号 {number}。"
FOUND_BY = "报告人：{name}；指定或更换责任单位，发送“/finding {number} 单位名”。"
NO_FINDING = "不立项"


def left_for_one_by_one(count: int) -> list[str]:
    """Say how many are not opened by the one press for all."""
    why = "没有单位、只是倡导性要求，或同一事项已有台账"
    return [f"其中{count}项要先核对（{why}），不在“全部立项”之内。"] if count else []


def after_reload(opened: list[int], duties: int, changes: int) -> list[str]:
    """Say what a reload brought for the ledger; nothing where it brought nothing."""
    blocks = []
    if opened:
        blocks.append(f"清单中的{len(opened)}项已自动立项，编号{opened[0]}至{opened[-1]}。")
    waits = [f"{duties}项可以立项"] * bool(duties) + [f"{changes}项的原文有变更"] * bool(changes)
    if waits:
        blocks.append(f"台账：{'，'.join(waits)}，发送 /open 查看、确认。")
    return blocks


def notes(one: Proposal) -> list[str]:
    """Return what stands in the way of a proposal, and what to look at before it is confirmed."""
    told = [one.lacks, one.loose, *one.doubts]
    further = [f"另见《{h(also.quote.document)}》{h(also.quote.place)}" for also in one.also]
    return [*map(caution, told), *further]


def caution(words: str) -> str:
    """Return a caution; nothing where there is none."""
    return f"<i>请留意：{h(words)}</i>" if words else ""


def gone(entry: Entry) -> list[str]:
    """Say that the words an entry was opened for are no longer in the documents."""
    return [
        f"<b>{title(entry)}</b> {h(entry.order.matter)}：文件里已经没有这一条",
        "台账不会因此改动；确需停办的，请到该项办“中止”。",
    ]
