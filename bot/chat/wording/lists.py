"""The names of the ledger's lists, and how to ask for one."""

from __future__ import annotations

from bot.chat.render import h
from bot.store.lists import Listing

OPEN = "在办"
LISTINGS = {
    OPEN: Listing.OPEN,
    "全部": Listing.ALL,
    "逾期": Listing.OVERDUE,
    "已逾期": Listing.OVERDUE,
    "待验收": Listing.ACCEPTANCE,
    "久未更新": Listing.STALE,
    "待批延期": Listing.EXTENSION,
}
_NAMES = {
    Listing.OPEN: "在办事项",
    Listing.ALL: "全部事项",
    Listing.OVERDUE: "已逾期",
    Listing.ACCEPTANCE: "待验收",
    Listing.STALE: "久未更新",
    Listing.EXTENSION: "待批延期",
    Listing.LEADER: "{name}包保的事项",
}

NEXT = "下一页"
ENTRY_WHICH = "请在命令后写上台账编号，例如：/entry 17"
REPORT_HOW = "请写上台账编号和进展，例如：/report 17 已进场施工 60%（可以同时发照片）"
LIST_WHICH = (
    "没有“{said}”这份清单。可以写单位、镇街、包保领导，或：在办、逾期、待验收、待批延期、久未更新、全部。"
)
LIST_GONE = "这份清单的按钮已经失效，请重新发送 /list。"
MORE_WAITS = "等您办的事项较多，这里只看了最急的 {most} 项，其余请用 /list 查看。"


def mine_in_private(username: str) -> str:
    """Say that what waits for a person is told in private, with the way there."""
    return f'等您办的事项不在群里公布，请<a href="https://t.me/{h(username)}?start=mine">私聊机器人</a>查看。'


def name(listing: Listing, of: str) -> str:
    """Return what a list is called."""
    return _NAMES.get(listing, "{name}的事项").format(name=of)
