"""A document sent to the bot: what became of it, or the one sentence that refuses it."""

from __future__ import annotations

from collections.abc import Sequence

from bot.chat.render import h
from bot.duty import Document, Problem
from bot.reading.files import MAX_BYTES

IN_PRIVATE = "文件不在群里接收，请私聊机器人发送。"
KIND = "不能读取这种文件，请另存为 .docx、.xlsx、.pdf、.txt、.md、.html 或 .csv 后再发送。"
LARGE = f"文件超过 {MAX_BYTES // 2**20} MB，机器人取不到，请直接放进服务器上的资料文件夹。"
TAKEN = "资料文件夹里已有“{name}”，为免覆盖未保存，请改名后再发送。"
FULL = "未保存：磁盘将满，请管理员清出空间后重试。"
UNSAVED = "未保存：{why}，请管理员检查资料文件夹的磁盘和权限。"
FAULTY = "未保存：{problem}"
GONE = "文件没有取到，请重新发送。"
_NOTES = 3  # of what is worth knowing about the file


def filed(name: str, document: Document, duties: int, problems: Sequence[Problem]) -> list[str]:
    """Say where the document lies now, what was read out of it, and how it comes to be asked about."""
    title = f"《{h(document.title)}》" if document.title else h(name)
    notes = [f"提示：{h(problem.message)}" for problem in problems[:_NOTES]]
    more = [f"……另有{len(problems) - _NOTES}条，载入后可查看。"] if len(problems) > _NOTES else []
    return [
        f"<b>已存入资料文件夹</b>：{title}，读出{duties}项。",
        f"文件：{h(name)}",
        *notes,
        *more,
        "发送 /reload 载入后，即可查询。",
    ]
