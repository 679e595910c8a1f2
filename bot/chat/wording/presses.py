"""What the buttons of the ledger say, and what is said to those who press or answer amiss."""

from __future__ import annotations

from bot.chat.render import h
from bot.chat.wording.steps import title
from bot.errors import BotError
from bot.ledger.entry import Entry
from bot.ledger.event import Step

EVERYTHING = "全部"
CONFIRM = "确认{step}"
HISTORY = "办理经过"
EVIDENCE = "证明材料（{count}份）"
SHOW = "查看第 {number} 项"

CANCELS = ("取消", "不办了", "算了")
YES = ("确认", "是", "是的", "对", "好", "可以")
ALL = ("全部", "都满足", "全部满足", "都是", "都完成", "全部完成", "都有")
DONE = ("完成", "发完了", "没有", "没有了", "登记", "跳过", "好了")
TOO_LONG = "文字太长，请控制在{most}字以内。"
NO_UNIT = "名录里没有“{text}”这个单位，请写单位名称，例如：交通局；不办了请按“取消”。"
BY_BUTTONS = "请按上面的按钮逐条勾选，再按“下一步”；全部具备的可以直接回复“全部”。"
SEND_FILES = "请发送照片或文件；发完后按“发完了，登记”，不办了请按“取消”。"
YES_OR_NO = "请按“确认”或“取消”。"
ENOUGH_FILES = "一次最多{most}份证明材料，请先登记，其余的再报一次。"
FILE_KEPT = "<b>{title} · {step}</b>：已收到证明材料{count}份，可以接着发；发完了请按“发完了，登记”。"
FILE_EARLY = "已收到证明材料{count}份，还要回答下面的问题。"
NO_FILE_NOW = "现在要的是文字，不是照片或文件。请先回答上面的问题；不办了请按“取消”。"
FILE_LARGE = "文件超过{most} MB，机器人收不了，请压缩或分开后再发。"
FILE_GONE = "文件已经取不到了，请重新发送。"
FILE_NAME = "第{number}项-证明材料{count}.jpg"
PRIVATELY = "这个按钮只在私聊里有效，请私聊机器人办理。"
CORRECT_HOW = "请写明更正第几步、为什么，例如：第3步，完成比例录错（共{last}步，见办理经过）。"
CORRECT = "更正"
FIRST_THIS = "第 {number} 项的“{step}”还没有办完，请先办完，或发送“取消”，再办别的事项。"
NOT_RECEIVED = "这份材料没有收到（网络不稳），请重新发送。"
SO_MANY = "共{count}份证明材料，这里是最近的{most}份；其余请管理员从备份或导出中查看。"
BUTTON_GONE = "这个按钮已经失效，请重新打开该项。"


def in_private(entry: Entry, step: Step, username: str) -> str:
    """Say that a step is gone on with in private, with the way there."""
    link = f'<a href="https://t.me/{h(username)}?start=e{entry.number}">私聊机器人</a>'
    return f"{title(entry)}的“{step}”需要填写内容，请到{link}办理，不在群里填写。"


def refused(error: BotError) -> str:
    """Say what a refusal says, above the question that is asked again."""
    return f"<b>没有登记</b>：{h(error)}"
