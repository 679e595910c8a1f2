"""How a text speaks: whether it orders or tells, who speaks, whom it addresses, and who 该局 and 你们 are."""

from __future__ import annotations

import re
from dataclasses import replace
from enum import Enum
from typing import NamedTuple

from bot.duty import Part, Role
from bot.reading.names import read_names


class Tone(Enum):
    """What the sentences of a passage do where no word of theirs says so."""

    ORDERS = "orders"  # a speech, minutes, a notice
    NARRATES = "narrates"  # a reporter's text: only what somebody is quoted with orders
    TELLS = "tells"  # 存在问题, 基本情况: only what has a modal orders
    PLEDGES = "pledges"  # 表态发言: what is said without a subject, the speaker owes


class Voice(NamedTuple):
    """The voice of a passage."""

    tone: Tone = Tone.ORDERS
    speaker: str = ""  # whom 我局, 镇里 mean
    addressee: str = ""  # whom 你局 means; in a letter also who is meant where nobody is named
    limit: str = ""  # the time that the heading above sets: （二）整改阶段（6月1日—7月31日）

    def owes(self) -> tuple[Part, ...]:
        """Return who owes what has no subject: the speaker of a pledge, the addressee of a letter."""
        name = self.speaker if self.tone is Tone.PLEDGES else self.addressee
        return (Part(name, Role.RESPONSIBLE),) if name else ()


_TIMED = re.compile(r"[^。：:，,；;]{2,24}[（(]([^（()）]{3,30})[）)]")
_TIME = re.compile(r"\d{1,2}[月日.]|即日|[月年季]底")


def time_of(title: str) -> str:
    """Return the time that a heading sets in brackets: 回头看（7月16日—7月31日）; else nothing."""
    found = _TIMED.match(title) if "（" in title or "(" in title else None
    return found[1] if found and _TIME.search(found[1]) else ""


#: A word for a unit that was named before, or that speaks or is spoken to.
_PRONOUN = re.compile(
    r"(?P<that>该[一-龥]{1,4}|(?:上述|以上|这)?(?P<count>[两三四五六])家(?:单位|企业|部门|公司)?|(?:上述|"
    r"以上)(?:单位|部门|企业))|"
    r"(?P<you>[你贵](?:[局镇乡办县区市委院所站队厂校村室处]|街道|公司|中心|单位|集团|"
    r"们.{0,2})(?:分管领导|主要领导|主要负责人|负责人)?)|"
    r"(?P<we>[我本](?:[局镇乡办县区市委院所站队厂校村室处]|街道|公司|中心|单位|集团|们)|"
    r"[局镇乡村所站队厂县区市](?:里|上|属)|公司里|街道上)"
)
_UNIT = re.compile(
    r"[一-龥]{1,14}?(?:办公室|管委会|委员会|村委会|居委会|街道办|街道|公司|集团|中心|管理处|管理所|大队|"
    r"支队|法院|检察院|政府|分局|[局镇乡办村委厂站所院])"
)
#: Words that part one name from the next in running text.
_BETWEEN = re.compile(
    r"[^一-龥]|[归对的让由请和与跟给把在是向了说问叫把将到从为及]|责成|要求|督促|会同|配合|负责|通知|"
    r"责令|叮嘱|同意|批准|听取"
)
_ENDS_LIKE = re.compile(r"局|镇|乡|办|街道|公司|中心|集团|所|站|院|厂|村|委|队|处|室")


def last_units(text: str, like: str = "", count: int = 1) -> list[str]:
    """Return the units that *text* names last, in their order.

    Args:
        text: what stands before the word that means them.
        like: how the name must end (该所 → 所); without it any unit.
        count: how many are meant: 两家单位.
    """
    found: list[str] = []
    for piece in reversed(_BETWEEN.split(text)):
        for name in reversed(_UNIT.findall(piece)):
            if (
                len(name) >= 3
                and (not like or name.endswith(like))
                and name not in found
                and read_names(name)
            ):
                found.append(name)
                if len(found) == count:
                    return found[::-1]
    return found[::-1]


_OFFICE = re.compile(
    r"([一-龥]{1,16}?(?:局|委|办|中心|街道|镇|乡|区|县|市|公司|集团|院|所|站|队|村|场|厂|处|馆|校|段|台))(?:党[委组工]{1,2})?"
    r"(?:副?(?:书记|局长|区长|县长|市长|镇长|乡长|村长|主任|院长|所长|站长|队长|支队长|大队长|场长|厂长|处长|馆长|"
    r"校长|段长|台长|总经理|经理|董事长)|主要负责|负责人|负责同志)"
)


def office_in(words: str) -> str:
    """Return whose head speaks: 水务局局长当场认领：“, 柳林区区长　卜卫东; nothing where nobody's does."""
    found = _OFFICE.search(words)
    if not found:
        return ""
    units = last_units(found[1])
    return units[0] if units else found[1]


_TO = re.compile(r"[对与和向给叫问]|叮嘱|告诉|点名|要求")


def listening(words: str) -> str:
    """Return the unit that is spoken to, where the lead-in names one: 与林业局负责人商定，."""
    found = _TO.search(words)
    units = last_units(words[found.end() :]) if found else []
    return units[0] if units else ""


_PROMISES = re.compile(r"承诺|表态|保证|表示")


def promising(words: str) -> str:
    """Return the unit whose head promises something in the lead-in: 住建局局长表示，."""
    return office_in(words) if _PROMISES.search(words) else ""


def meant(parts: list[Part], voice: Voice, text: str, at: int) -> list[Part] | None:
    """Put those who are meant for 该局, 你局, 我镇, 两家单位.

    Args:
        parts: the parts that a clause names.
        voice: who speaks and who is addressed.
        text: the paragraph.
        at: where the clause begins in it.

    Returns:
        The parts with names; None where somebody is meant whom the document does not name.
    """
    if not any(p.unit[0] in "该上以这你贵我本两三四五六" or p.unit[-1] in "里上属" for p in parts):
        return parts
    named: list[Part] = []
    for part in parts:
        found = _PRONOUN.fullmatch(part.unit)
        if not found:
            named.append(part)
            continue
        units = _units(found, voice, text[:at])
        if not units and found["we"] and found[0][-1] not in "里上属们":
            return None
        named += [replace(part, unit=unit, generic=False) for unit in units]
    return named


def _units(found: re.Match[str], voice: Voice, before: str) -> list[str]:
    if found["count"]:
        return last_units(before, count="零一两三四五六".index(found["count"]))
    like = _ENDS_LIKE.search(found[0], 1)
    if found["we"]:
        own = [voice.speaker] if voice.speaker else []
        return own or (last_units(before, like=found[0][0]) if found[0].endswith("里") else [])
    if found["you"] and voice.addressee:
        return [voice.addressee]
    return last_units(before, like=like[0] if like else "") or last_units(before)
