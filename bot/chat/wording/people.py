"""What is said about who somebody is to the ledger."""

from __future__ import annotations

ADMINISTRATOR = "管理员"
NOBODY_ACTS = "匿名身份或频道身份不能查看、办理台账，请以个人身份私聊机器人。"
NOT_ADMITTED = "您还没有登记身份，不能查看台账。请私聊机器人发送“/join 单位名”申请，例如：/join 住建局。"
NO_ENTRY = "台账里没有第 {number} 项，或者它不在这里可以查看的范围内。"
