"""Which entries a message speaks of: 17号, 第17项, 编号17, 十七号, 17、18号, 17# – and what only looks so.

17号 is a day of the month, a document or a house as well; what stands before and behind it decides.
"""

from __future__ import annotations

from dataclasses import dataclass

from bot.ledger.said.words import Words
from bot.pattern import Pattern
from bot.reading.deadlines.numerals import number

_MOST = 50  # entries in one message
_ONE = r"(?:[0-9]{1,6}|[一二两三四五六七八九十百千零〇]{1,7})"
_BETWEEN = r"(?:[ ]{0,3}(?:号?[、,和与及跟至到~—-]|以及)[ ]{0,3}|[ ]{1,3})"
#: Several numbers before one 号: joined by something, since 1718 is one number.
_LIST = rf"{_ONE}(?:{_BETWEEN}{_ONE}){{0,{_MOST - 1}}}"
_NOUN = r"(?:台账)?(?:整改)?(?:事项|问题|任务|项目|台账|条目|件(?!事))"

_WITH_NUMBER_SIGN = Pattern(rf"(?<![0-9.〇零A-Za-z])({_LIST})[ ]?(?:号|#)({_NOUN})?")
_ITEM = Pattern(rf"(台账(?:中|里|上)?(?:的)?)?第[ ]?({_LIST})[ ]?(项|号)({_NOUN})?")
_NUMBERED = Pattern(
    r"(?:台账|事项)?(?:(?<![件证书案])编号|序号|台账|[Nn][Oo]\.?|№|(?<![0-9A-Za-z])#)"
    rf"(?:为|是|[:.])?[ ]?({_LIST})(?:号|#)?"
)
_ACT = (
    r"已|正|签收|认领|收到|退回|不|转|报(?:进展|受阻|告)|受阻|延|申请|同意|批准|验收|公示|销号|挂账|中止|恢复|回头看"
    r"|又|反弹|完|整|更正|要|需|请|解除|进展|办|没|未|因|由于|目前|现|到哪"
)
#: At the head of a message the number may stand alone, where a blank, a mark or what is done follows;
#: after that also before another thing done: 17 签收 18 退回.
_AT_HEAD = Pattern(rf"^[ ]{{0,3}}({_LIST})(?=[ :,]|{_ACT})")
_NEXT_ALONE = Pattern(rf"(?<=[ ,;。\n])({_LIST})(?=[ :]?(?:{_ACT})|[ :][0-9]{{1,3}}%)")
#: Public services are called by five digits: 12345, 12369.
_SERVICE = Pattern(r"12[0-9]{3}(?![0-9])")
_AFTER_VERB = Pattern(
    r"^(?:签收|认领|退回|验收|公示|销号|查看|查|看|看看|申请销号|打开|同意|批准)[ ]{0,3}"
    rf"({_LIST})(?=$|[ ,:;。])"
)

#: Before 17号 these make it a day, a document's number or a house.
_NOT_BEFORE = Pattern(
    r"(?:[年月〕\]】》)发字令每周路街巷弄道村组栋楼院幢厂]|[A-Za-z]|(?<![关对属])于|[到至从自前]|截止|最[晚迟]|不晚|月份?"
    r"|文件|文号)第?[ ]?$"
)
#: Behind 17号 these make it a day, a document or a thing that is numbered.
_NOT_BEHIND = Pattern(
    r"(?:了(?:$|[,。吗])|之?前|以前|之后|以后|后(?![天续期])|起(?![诉草])|当[天日]|那天|上午|下午|晚[上间]?|中午|早上|凌晨|左右"
    r"|星期|礼拜|\(?周[一二三四五六日]|[到至][0-9]|以?内|开会|到期的"
    r"|文|令|公[告报]|通[知报]|函|字|召|码|称|角|热线|电话|线|专[线班]|会议"
    r"|楼|院|门|路|街|房|栋|单元|室|店|摊|厕|村(?!民)|组(?!织)|社区|小区|片区|网格|地块|标段"
    r"|[^,。;:!? 0-9已未没]{0,4}[口塘井]|桩|泵|点|桥|坝|闸|站|库|厂|车|炉|机|罐|池|沟|渠|坑|支[流沟渠]"
    r"|煤|[柴汽]油|渣|尾矿|断面|监测点|矿|场)"
)
_A_COUNT = Pattern(r"[ ]?[年月日天个家件条项处起万亿余多元吨米次人时点分%‰度级类种批名座]|[./-][0-9]")
#: A document's own items: 方案第17项, （二）第17项.
_IN_DOCUMENT = Pattern(
    r"(?:方案|清单|文件|通知|意见|纪要|反馈|报告|条例?|款|章|节|[》)〕]|附件[0-9一二三四五六七八九十]{0,2}|表[0-9]{0,2}|部分|措施|办法|规定|规划|计划|讲话|会议|要点|决定"
    r"|分工|[0-9]号文)(?:中|里|内|的|上|里面)*[,: ]?$"
)
_DOCUMENT_ITEM = Pattern(r"措施|规定|条款|要求|内容|目标")


@dataclass(frozen=True, slots=True)
class Reference:
    """Entries named at ``[start, end)``; *alone*: by a bare number, which more must bear out."""

    start: int
    end: int
    numbers: tuple[int, ...]
    alone: bool = False


def references(words: Words) -> list[Reference]:
    """Return the entries named, from left to right; those joined by 和 or 、 are one reference."""
    text = words.plain
    found = [*_items(text), *_numbered(text)]
    found += [r for r in _signed(text) if not any(_touch(r, other) for other in found)]
    found.sort(key=lambda reference: reference.start)
    return _joined(text, found[:_MOST]) if found else _alone(text)[:_MOST]


def _items(text: str) -> list[Reference]:
    found = []
    for m in _ITEM.finditer(text):
        before, behind = text[: m.start()], text[m.end() :]
        sure = bool(m[1] or m[4])
        if m[3] == "号" and not sure and (_NOT_BEFORE.search(before[-8:]) or _NOT_BEHIND.match(behind)):
            continue
        if m[3] == "项" and not m[1] and _IN_DOCUMENT.search(before[-12:]):
            continue
        if _DOCUMENT_ITEM.match(behind):
            continue
        found += _reference(m.start(), m.end(), m[2])
    return found


def _numbered(text: str) -> list[Reference]:
    return [
        reference
        for m in _NUMBERED.finditer(text)
        if not _A_COUNT.match(text, m.end()) and not _NOT_BEHIND.match(text[m.end() :])
        for reference in _reference(m.start(), m.end(), m[1])
    ]


def _signed(text: str) -> list[Reference]:
    """Return what is written 17号; a day that another day is joined to makes it one as well."""
    found, day_ends = [], -1
    for m in _WITH_NUMBER_SIGN.finditer(text):
        before, behind = text[max(0, m.start() - 8) : m.start()], text[m.end() :]
        joined = day_ends >= 0 and _JOINED.fullmatch(text[day_ends : m.start()])
        sure = bool(m[2])
        if joined or _NOT_BEFORE.search(before) or (not sure and _NOT_BEHIND.match(behind)):
            day_ends = m.end()
            continue
        found += _reference(m.start(), m.end(), m[1])
    return found


def _alone(text: str) -> list[Reference]:
    m = _AT_HEAD.match(text)
    if m and not _A_COUNT.match(text, m.end()) and not _SERVICE.match(m[1]):
        first = _reference(m.start(), m.end(), m[1], alone=True)
        more = (_reference(n.start(), n.end(), n[1], alone=True) for n in _NEXT_ALONE.finditer(text, m.end()))
        return [*first, *(reference for one in more for reference in one)] if first else []
    m = _AFTER_VERB.match(text)
    return _reference(m.start(1), m.end(1), m[1], alone=True) if m else []


_JOINED = Pattern(r"[ ]{0,3}(?:、|,|和|与|及|以及|跟)?[ ]{0,3}")
_NUMERAL = Pattern(_ONE)
_THROUGH = Pattern(r"[ ]{0,3}号?[ ]{0,3}[至到~—-][ ]{0,3}")


def _reference(start: int, end: int, listed: str, *, alone: bool = False) -> list[Reference]:
    """Read the numbers *listed*, 17至19 spelled out; nothing where one of them is none."""
    numbers: list[int] = []
    at = 0
    for m in _NUMERAL.finditer(listed):
        value = number(m[0])
        if not value:
            return []
        through = bool(numbers) and _THROUGH.fullmatch(listed[at : m.start()])
        numbers += range(numbers[-1] + 1, value) if through and value - numbers[-1] < _MOST else ()
        numbers.append(value)
        at = m.end()
    unique = tuple(dict.fromkeys(numbers))
    return [Reference(start, end, unique, alone)] if 0 < len(unique) <= _MOST else []


def _touch(one: Reference, other: Reference) -> bool:
    return one.start < other.end and other.start < one.end


def _joined(text: str, found: list[Reference]) -> list[Reference]:
    """Make one reference of those with nothing but 和 or 、 between them."""
    whole = found[:1]
    for reference in found[1:]:
        last = whole[-1]
        if _JOINED.fullmatch(text[last.end : reference.start]):
            numbers = tuple(dict.fromkeys((*last.numbers, *reference.numbers)))[:_MOST]
            whole[-1] = Reference(last.start, reference.end, numbers)
        else:
            whole.append(reference)
    return whole
