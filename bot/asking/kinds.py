"""What can be asked, and the pieces of a matter that are asked for."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum


class Kind(StrEnum):
    """What is asked."""

    WHO = "who"  # 谁负责; also a bare matter
    WHEN = "when"  # 什么时候完成
    UNIT = "unit"  # 城管局负责什么
    DUE = "due"  # 本月到期的有哪些
    PLACE = "place"  # 沙河镇有哪些事
    TALK = "talk"  # 你好、谢谢
    PERSONAL = "personal"  # 局长的电话是多少


@dataclass(frozen=True, slots=True)
class Piece:
    """One stretch of the matter asked for.

    ``chars`` is empty where only letters were typed; ``ways`` are its readings in folded sounds, the
    likeliest first; ``initials`` the letters that may be a row of initials.
    """

    chars: str
    ways: tuple[str, ...] = ()
    initials: str = ""
