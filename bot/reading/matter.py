"""What is ordered, named in the document's own words; and the number that is to be reached."""

from __future__ import annotations

import re
from collections.abc import Iterable

_LONGEST = 40  # characters of a matter; an official reads it on a phone
_ENOUGH = 8  # from this length on a clause says enough by itself

#: What only leads up to the matter: markers and adverbs.
_LEADING = re.compile(
    r"^(?:[\s，,、；;：:。]|(?:要|应当|应|必须|务必|须|需|负责|牵头|切实|进一步|认真|抓紧|尽快|立即|继续|全力|积极|主动|坚决|着力|统筹|"
    r"大力|全面|深入|加快|严格|扎实|持续|做好|抓好|落实好|按照?职责分工|的|对于?|针对|把(?![好牢紧关])|将|力争|确保|请|即|并)(?=[一-龥“\d]{3}))"
)
#: A clause that says who, how eagerly or together with whom, but not what.
_SAYS_NOTHING = re.compile(
    r"(?:要|请|由|即)?(?:主动|积极|认真|切实|全力|密切|共同)?(?:牵头|配合|负责|协助|完成|落实|抓落实|牵头、完成|牵头、配合|"
    r"联合行动|形成合力|分工协作|"
    r"联合执法|开展联合执法|加强协作|靠前指挥|按照?(?:各自)?职责(?:分工)?|各司其职、密切配合|各司其职|"
    r"倒排工期|挂图作战|迅速行动|按时完成|限期完成|提高政治站位|高度重视|压实责任|"
    r"结合.{2,10}|抓住.{2,6}环节|扛[起牢].{0,8}责任?|落实.{0,4}责任|[一-龥]{2,14}(?:配合|参与))"
)
_ONLY_PART = re.compile(
    r"(?:牵头|配合|负责|协助|参与|按照?职责分工|按照?各自职责)$|[:：]|^(?:由|请)|"
    r"^(?:不少于|至少|不低于)"
)
_DATED = re.compile(
    r"(?:于|在|到|自|至|力争)?(?:20\d\d年|今年|明年|本月|本)?(?:\d{1,2}|[一二三四五六七八九十]{1,2})?[月年]?"
    r"(?:\d{1,2}日|底|末|中旬|上旬|下旬)?[之以]?前(?=完成|[，,、一-龥])"
)


def matter_of(candidates: Iterable[str], quote: str, date: str = "") -> str:
    """Name what is ordered.

    Args:
        candidates: words that may name it, the best first: a title, what follows 要.
        quote: the passage itself, whose clauses are tried after them.
        date: the words of the time limit, which do not belong into the name.

    Returns:
        At most 40 characters that stand in the document, the date left out.
    """
    for words in (*candidates, *_clauses(quote)):
        matter = _named(words, date)
        if len(matter) >= 4 and not _SAYS_NOTHING.fullmatch(matter) and not _ONLY_PART.search(matter):
            return matter
    short = (_named(words, date) for words in candidates)  # 任务：清淤
    return next((m for m in short if len(m) >= 2 and not _SAYS_NOTHING.fullmatch(m)), "") or _named(
        quote, date
    )


_COMMAS = re.compile(r"[，,；;。]")
_MARKS = re.compile(r"[，,；;。：:]")


def _clauses(quote: str) -> list[str]:
    """Return the clauses of *quote* that do not only name who takes part."""
    return [c for c in _COMMAS.split(quote) if len(c) >= 4 and not _ONLY_PART.search(c)]


_INTO = ("在", "于", "自", "到", "至")


def _named(words: str, date: str) -> str:
    words = "".join(words.split())
    if date and date in words:
        before, _, behind = words.partition(date)
        words = before.removesuffix(before[-1:] if before.endswith(_INTO) else "") + behind
    clauses = [c for c in _MARKS.split(words) if c]
    matter = ""
    for clause in clauses:
        said = _without_lead(_DATED.sub("", clause, count=1))
        if _SAYS_NOTHING.fullmatch(said) and clause is not clauses[-1]:
            continue
        matter = f"{matter}，{said}" if matter else said
        if len(matter) >= _ENOUGH:
            break
    return matter[:_LONGEST]


def _without_lead(words: str) -> str:
    for _ in range(6):
        shorter = _LEADING.sub("", words)
        if shorter == words:
            break
        words = shorter
    return words


_TO_REACH = (
    "达到 (?<!下)达 不低于 不少于 不高于 不超过 控制在 提高 下降 提升 降低 降至 大于 小于 超过 "
    "实现 (?<!已)完成(?!时限|时间|整改的) 建成 新建 新增 覆盖 安装率 运行率 全部"
)
_UNITS = "% ％ ‰ 个百分点 公里 平方米 万吨 吨 亩 处 个 家 座 台 条 辆 株 户 件 微克"
_REACH = re.compile(
    rf"(?:{'|'.join(_TO_REACH.split())})[^，,；;。：:\t\n]{{0,12}}?(?:\d+(?:\.\d+)?|百分之[一二三四五六七八九十百]+)"
)
_BEFORE = 24  # characters that may stand before the verb
_TARGET = re.compile(
    rf"[^，,；;。：:\t\n（(]{{0,{_BEFORE}}}{_REACH.pattern}(?:{'|'.join(_UNITS.split())})?[^，,；;。：:\t\n）)]{{0,24}}"
)
_CLASS = re.compile(r"[ⅠⅡⅢⅣⅤ]类(?:标准|水质)?")
_CUTS = "，,；;。：:\t\n（("


def target_of(text: str) -> str | None:
    """Return the clause that holds a number to be reached, as it stands in *text*, or None."""
    reach, found = _REACH.search(text), _CLASS.search(text)
    if reach:  # first the verb: most places of a text are then passed over after one look
        verb = reach.start()
        start = max(verb - _BEFORE, *(text.rfind(cut, 0, verb) + 1 for cut in _CUTS))
        found = found if found and found.start() < start else _TARGET.match(text, start)
    return found[0].strip() if found else None
