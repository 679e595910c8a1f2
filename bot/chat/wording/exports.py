"""What is said about exports."""

from __future__ import annotations

IN_PRIVATE = "台账文件不在群里发送，请私聊机器人发送 /export。"
WHAT = "要导出哪一种？只含您可以查看的事项。"
OFFER = "{kind}（{form}）"
TOO_MANY = "超过{most}项的办理经过请逐项导出（/export 编号），或请管理员用 duban export 导出。"
WHICH = "没有这一种。可以导出：{kinds}；格式写 xlsx 或 csv（到期日程另有 ics），例如：/export 整改台账 csv"
