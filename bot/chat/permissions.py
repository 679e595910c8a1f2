"""Who may do what: the one place that decides, for commands and for buttons alike.

Only the numeric id of a person counts; names can be changed and taken over. Whoever writes as a
group or a channel has no id of their own, and nothing beyond asking is theirs (rule R43).
"""

from __future__ import annotations

from collections.abc import Collection
from enum import StrEnum

from telegram import Update

from bot.config import NOBODY
from bot.errors import NotAllowed
from bot.ledger.people import Capacity


class Act(StrEnum):
    """What can be asked of the bot; the value is the word in a refusal."""

    ASK = "查询"
    RELOAD = "重新加载资料"
    ADD = "添加文件"
    MISSING = "查看没有查到的问题"


def person(update: Update) -> int | None:
    """Return the numeric id of who acts, None where a group, a channel or a service does."""
    message = update.message
    if message is not None and message.sender_chat is not None:
        return None
    user = update.effective_user
    if user is None or user.is_bot or user.id in NOBODY:
        return None
    return user.id


def may(act: Act, who: int | None, held: Collection[Capacity]) -> bool:
    """Tell whether *who*, in the capacities they hold, may do *act*; what is not allowed here is refused."""
    match act:
        case Act.ASK:
            return True  # what was loaded is for everyone the bot talks to; nothing secret is loaded
        case Act.RELOAD | Act.ADD | Act.MISSING:
            return who is not None and who not in NOBODY and Capacity.ADMINISTRATOR in held
    return False


def require(act: Act, who: int | None, held: Collection[Capacity]) -> None:
    """Refuse *act* in words unless *who* may do it.

    Raises:
        NotAllowed: with what to do instead.
    """
    if may(act, who, held):
        return
    if who is None:
        raise NotAllowed(f"匿名身份或频道身份不能{act.value}，请以个人身份私聊机器人办理。")
    raise NotAllowed(
        f"您没有权限{act.value}。如需办理，请把 /whoami 显示的编号告知管理员，由其写入配置文件。"
    )
