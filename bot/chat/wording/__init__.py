"""Every sentence people read in the chat. Values in them have gone through ``h``.

``duties`` puts one duty into words, ``answers`` an answer, ``reloads`` what a reload changed.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING

from bot.chat.render import h

if TYPE_CHECKING:  # `duban ask` shares some of these words, and does not wait for the library
    from telegram import User

NO_SECRETS = "请勿发送或载入国家秘密、工作秘密和敏感个人信息。"
BROKEN = "程序出错，未能答复，情况已记入日志。请稍后再试，或联系管理员。"
NOT_LOADED = "资料尚未载入，暂时无法答复，请联系管理员检查资料文件夹。"
TOO_FAST = "您的提问过于频繁，请稍等片刻再问（10分钟内不再提示）。"
EXPIRED = "按钮已过期，请重新提问"
RELOADED = "资料已更新，按钮失效，请重新提问"
RELOADING = "正在重新加载资料，请等待完成后再试。"
RELOAD_IN_PRIVATE = "加载结果不在群里公布，请私聊机器人发送 /reload。"
RELOAD_GOES_ON = "正在重新加载资料：已读{}份，共{}份……"
RELOAD_BEGUN = "正在重新加载资料，期间照常答复……"
IS_LONG = "内容较长，全文见附件。"
FILE_NAME = "答复.txt"
ASK_WHAT = "请在命令后写上问题，例如：/ask 餐饮油烟谁负责"
UNIT_WHICH = "请在命令后写上单位，例如：/unit 住建局"
ONLY_TEXT = "只能识别文字，请把问题打成文字发送。"
UNKNOWN_COMMAND = "没有这个命令，发送 /help 查看可用的命令。"
CUT = "问题较长，只按前{limit}个字查找。"
BAD_TOKEN = "Telegram 不认这个令牌，请向 @BotFather 核对后重新填写。"  # noqa: S105
NO_NET = "连不上 Telegram，{seconds}秒后再试；如需代理，请在 config.toml 的 [telegram] proxy 填写。"
TWO_POLLERS = "另有程序在用同一个令牌收取消息，本程序退出。请先停掉另一个，再重新启动。"
MORE = "更多结果"
NO_MORE = "没有更多了。"
GIVEN_UP = "有{count}条消息几次处理都中途停止，已放弃，请提醒发送人重发。"
REPORT = "告诉管理员没查到"
REPORTED = "已记下，管理员会看到"
MISSING_IN_PRIVATE = "没有查到的问题不在群里公布，请私聊机器人发送 /missing。"
AROUND = "前后文"


def start(admin: bool) -> list[str]:
    """Greet, say what can be asked, and what must not be sent."""
    lines = [
        "<b>督办</b>：从会议和整改文件中查责任单位、完成时限和原文依据。",
        "直接发送问题即可，例如：\n· 餐饮油烟谁负责\n· 城管局负责什么\n· 本月到期的有哪些",
        "在群里请用 /ask 提问，或@机器人、回复机器人的消息。发送 /help 查看全部命令。",
        f"<i>{NO_SECRETS}</i>",
    ]
    return [*lines, "您是管理员：把文件发给机器人即可添加，再用 /reload 重新加载资料。"] if admin else lines


def help_text(commands: Iterable[tuple[str, str]]) -> list[str]:
    """List the commands (name, description) and how to ask without one."""
    listed = "\n".join(f"/{name} {h(does)}" for name, does in commands)
    return [
        "<b>怎么问</b>：私聊直接发送问题；群里用 /ask、@机器人或回复机器人的消息。",
        listed,
        "答复依据已载入的文件，附原文和出处；原文没有写明的，如实说明，不作推测。",
        f"<i>{NO_SECRETS}</i>",
    ]


def introduction(me: User) -> list[str]:
    """Say under which name the bot runs, and what its owner should set otherwise."""
    lines = [f"已连接 Telegram：@{me.username}"]
    if me.can_read_all_group_messages:
        lines.append(
            "注意：隐私模式已关闭，机器人会收到群内全部消息；请向 @BotFather 发送 /setprivacy 打开。"
        )
    if me.supports_inline_queries:
        lines.append("注意：内联模式已打开，本程序不用；请向 @BotFather 发送 /setinline 关闭。")
    return lines


def whoami(number: int | None, admin: bool, private: bool) -> str:
    """Say who the person is to the bot; the number is said in private only."""
    if number is None:
        return "您以匿名或频道身份发言，机器人无法识别个人；只能查询，不能办理其他事项。"
    role = "管理员（可添加文件、重新加载资料）" if admin else "普通用户（可查询）"
    shown = f"编号：<code>{number}</code>" if private else "编号请私聊机器人查看"
    return f"身份：{role}\n{shown}"


def late(minutes: int) -> str:
    """Say that the message waited while the bot was away."""
    return f"<i>这条消息是{_waited(minutes)}前发来的，服务恢复后补复。</i>"


def _waited(minutes: int) -> str:
    if minutes < 60:
        return f"{minutes}分钟"
    return f"{minutes // 60}小时" if minutes < 24 * 60 else f"{minutes // (24 * 60)}天"


def alone(group: bool) -> str:
    """Answer a mention without a question."""
    return (
        "请在@机器人后写上问题，例如：餐饮油烟谁负责" if group else "请发送要问的事项，例如：餐饮油烟谁负责"
    )
