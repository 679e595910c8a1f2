"""How binding the wording is: 必须、确保、一律 > 要 > 力争、鼓励、探索."""

from __future__ import annotations

import re

from bot.duty import Strength

_AIM = re.compile(r"力争|争取(?=.{0,12}(?:完成|达到|实现))|鼓励|探索|原则上|有条件的|努力做到|支持.{0,8}试点")
_MUST = re.compile(r"必须|务必|确保|一律|不得|严禁|坚决|禁止|限期|责令|应.{1,2}尽.{1,2}|绝不|须")
_NO_AIM = re.compile(r"必须|务必|一律|不得|严禁")


def strength_of(text: str) -> Strength:
    """Return how binding the words are; an aim is one only where nothing stronger stands beside it.

    >>> strength_of("力争年底前完成"), strength_of("要开展排查"), strength_of("一律不得供地")
    (<Strength.AIM: 'aim'>, <Strength.SHOULD: 'should'>, <Strength.MUST: 'must'>)
    """
    if _AIM.search(text):
        return Strength.MUST if _NO_AIM.search(text) else Strength.AIM
    return Strength.MUST if _MUST.search(text) else Strength.SHOULD
