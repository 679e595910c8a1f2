"""What is said to somebody who becomes an administrator by the code of `duban admin`."""

from __future__ import annotations

HOW = "请私聊机器人发送“/admin 验证码”；验证码由服务器管理人员在终端运行 duban admin 取得。"
NOBODY_ACTS = "匿名身份或频道身份不能成为管理员，请以个人身份私聊机器人办理。"
IN_PRIVATE = "验证码不要在群里发，请私聊机器人发送。"
SEEN = "验证码已在群里公开，现已作废。请在终端重新运行 duban admin，再私聊机器人发送。"
ALREADY = "您已经是管理员，不用再办。"
VOID = "验证码无效：没有生成、已用过、已过期或错得太多。请在终端重新运行 duban admin。"
WRONG = "验证码不对，还可以试{left}次。"
ADMITTED = "验证通过，您已成为管理员。发送 /help 查看可用的命令。"
#: What is recorded of a wrong code.
TRIED = "以验证码成为管理员"
REFUSED = "验证码不对"
