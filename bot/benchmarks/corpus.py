"""A document made up of what such documents are made of, of any length, always the same."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import count

from bot import general

_HEAD = "标题：生态环境突出问题整改方案\n地区：青溪区\n会议日期：2026-03-12\n\n"
_UNITS = ("区住建局", "区城管局", "区水利局", "区农业农村局", "区工信局", "区交通运输局", "区自然资源局")
_MATTERS = (
    "老旧小区雨污分流改造",
    "河道沿线排污口整治",
    "建筑工地扬尘管控",
    "畜禽养殖粪污治理",
    "散乱污企业清理",
    "生活垃圾中转站提标改造",
    "废弃矿山生态修复",
    "餐饮单位油烟净化设施安装",
    "加油站油气回收监测",
    "饮用水水源保护区围网建设",
    "机动车尾气路检路查",
)
_LIMITS = ("6月底前", "今年10月底前", "年底前", "9月15日前", "两个月内")
_FORMS = (
    "{unit}要牵头推进{matter}，{limit}完成{number}处。",
    "由{unit}牵头，{other}配合，{limit}完成{matter}，完成率达到{number}%以上。",
    "{matter}由{unit}负责，对发现的问题要建立清单、逐项销号。",
    "{unit}、{other}等部门要对{matter}开展排查，{limit}拿出整改措施。",
    "去年以来，全区共完成{matter}{number}处，群众满意度明显提升。",
    "会议指出，{matter}事关群众切身利益，近年来的工作取得了积极成效。",
    "力争{limit}实现{matter}全覆盖。",
)
#: Characters that such a site annotates, and their readings.
_ANNOTATED = "環責區進動開發對單銷會議響實現蓋飲煙淨設裝農業關積極滿顯車輸"
_SOUNDS = (
    "huán zé qū jìn dòng kāi fā duì dān xiāo huì yì xiǎng shí xiàn "
    "gài yǐn yān jìng shè zhuāng nóng yè guān jī jí mǎn xiǎn chē shū"
)
_READINGS = dict(zip(_ANNOTATED, _SOUNDS.split(), strict=True))


def documents(number: int, characters: int) -> Iterator[tuple[str, str]]:
    """Yield *number* documents of about *characters* each, all different: name and text."""
    for at in range(number):
        yield f"{at:05}.txt", prose(characters, first=at * 1009)


def prose(characters: int, first: int = 0) -> str:
    """Return a document of about *characters*: orders, aims, achievements, in paragraphs of six sentences.

    Args:
        characters: how long.
        first: the number of its first sentence; another one gives another document.
    """
    sentences: list[str] = []
    length = len(_HEAD)
    for number in count(first):
        if length >= characters:
            break
        sentences.append(_sentence(number))
        length += len(sentences[-1])
    paragraphs = ["".join(sentences[at : at + 6]) for at in range(0, len(sentences), 6)]
    return _HEAD + "\n".join(paragraphs) + "\n"


def annotated(text: str) -> str:
    """Return *text* as a web copy shows it: traditional, some characters followed by their sound."""
    row = general.text("script.txt").split("\n", 1)[0]
    pairs = list(zip(row[1::2], row[::2], strict=True))
    forms = {plain: full for plain, full in pairs if _is_in("gbk", full) and not _is_in("big5", plain)}
    forms |= {plain: full for plain, full in pairs if full in _READINGS}
    written = (forms.get(char, char) for char in text)
    return "".join(f"{char}({_READINGS[char]})" if char in _READINGS else char for char in written)


def _sentence(number: int) -> str:
    unit = _UNITS[number % len(_UNITS)]
    return _FORMS[number % len(_FORMS)].format(
        unit=unit,
        other=_UNITS[(number // 7 + number + 3) % len(_UNITS)],
        matter=_MATTERS[(number * 5 + number // 11) % len(_MATTERS)],
        limit=_LIMITS[(number // 3) % len(_LIMITS)],
        number=number % 83 + 12,
    )


def _is_in(codec: str, char: str) -> bool:
    """Such sites work on GBK bytes, and leave alone what is traditional script too (出, 后, 合: Big5)."""
    try:
        char.encode(codec)
    except UnicodeEncodeError:
        return False
    return True
