"""What is said once for several items: 以上3项由X牵头, a heading with a tail, a heading that is a unit.

An item keeps what it says itself; what it does not say it takes from what stands nearest above it.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

from bot.duty import Part, Role
from bot.reading.bearers import Manner
from bot.reading.labels import read_fields
from bot.reading.limits import is_only_limit
from bot.reading.names import Name, parts_of, read_names
from bot.reading.outline import Line
from bot.reading.roles import is_body
from bot.reading.tails import read_tail

_CN = "一二三四五六七八九十"
_COUNT = rf"(?:\d{{1,2}}|[{_CN}两]{{1,3}})"
_THINGS = r"(?:(?:整改|重点|具体|工作|交办)?(?:任务|工作|事项|问题|措施|内容|项目|举措|要求|点位))"
_ITEMS = (
    rf"(?:第|(?:整改|反馈|督办)?(?:任务|问题|事项|项目)(?=[\d{_CN}]))(?:{_COUNT})[项条个件]?"
    rf"(?:[、,，至到—\-~和及]{{1,2}}第?(?:{_COUNT})[项条个件]?){{0,8}}"
)
#: Items by their numbers in brackets: （4）（5）.
_BRACKETED = rf"[（(]{_COUNT}[）)](?:[、,，至到—\-~和及]?[（(]{_COUNT}[）)]){{0,8}}[项条个件]?"
#: Items by their bare numbers: 4、5两项, 7至9项.
_BARE_ITEMS = (
    rf"(?:{_COUNT})(?:[、,，至到—\-~和及]{{1,2}}(?:{_COUNT})){{1,8}}(?:[{_CN}两]?[项条件个](?!目)|号)"
)
#: Those that name nobody, or no limit, of their own: 未单独注明的, 没有写明单位的.
_UNMARKED = (
    r"(?:凡)?(?:未|没有?|无)(?:单独|特别|另行?|逐[项条]|分别|一一|具体)?(?:注明|标注|标明|列明|写明|载明|明确|说明)"
    r"(?:责任|牵头|完成|办结|整改)?(?:单位|部门|时限|期限|时间)?的?"
)
#: How a sentence begins that speaks for all items of its section, or for some of them.
_STATEMENT = re.compile(
    rf"\s*[（(]?(?:注[:：])?(?:除(?:(?:已)?(?:特别|另有)?注明(?:的)?[者外]?|(?P<but>{_ITEMS}))[以之]?[外,，]{{0,2}})?"
    rf"(?P<which>(?:(?:以上|上述)(?![第（(])|前述|上列|以下|下列|下述|本[节章项表类](?:所列)?|本部分|本清单|其余|其他|其它|剩余)(?:的)?"
    rf"各?(?P<many>{_COUNT})?(?:[条个件类]|项(?!目))?|(?P<end>[前后末])(?P<few>{_COUNT})(?:[条个件类]|项(?!目))|"
    rf"各项(?={_THINGS}?(?:[一-龥]{{0,4}}(?:时限|期限|时间|单位|部门)|均|都|统一))|{_UNMARKED}(?=[，,：:均都由])|"
    rf"(?:以上|上述|其中)?(?P<items>{_ITEMS}|{_BARE_ITEMS}|(?<=以上|上述|其中){_BRACKETED}))"
    rf"(?:的)?(?:{_THINGS})?(?:中的?)?(?:{_UNMARKED})?(?P<rest>[，,：:]?(?:均|都|统一|全部|一律|的)?)"
)
#: 整改时限均为2026年9月30日: a field that holds for all.
_ALIKE = re.compile(r"\s*[一-龥]{2,8}(?:均|都|统一|一律)为")
_SAYS = re.compile(
    r"(?:由|责任|主责|牵头|配合|主办|承办|协办|完成时|整改时|时限|完成期|期限|统一|[省市县区各][一-龥]{1,14}?(?:局|委|办|镇|乡|中心|公司|管委会|街道|政府|部门)"
    r"[^。]{0,40}(?:牵头|负责|承办|主办))"
)
_NUMBERS = re.compile(rf"{_COUNT}")
#: Where the next sentence for several items may begin; behind a comma only what counts items of its own.
_NEXT = re.compile(r"[；;。]|[，,](?=[第前后其])")
#: A limit for all that one sentence speaks of, whoever does it: ，均于9月底前完成.
_ALL_BY = re.compile(
    r"[，,]\s?(?:以上)?(?:均|都|统一|一律|全部)(?:要|须|应|需)?[于在]?(?=[\d一二三四五六七八九十年月季本今])"
)
_BELOW = ("以下", "下列", "下述")
_REST = ("其余", "其他", "其它", "剩余")


@dataclass(frozen=True, slots=True)
class Common:
    """What is said for several items: who, by when; ``nobody`` where it is said that nobody is named yet."""

    parts: tuple[Part, ...] = ()
    limit: str | None = None
    nobody: bool = False

    def __bool__(self) -> bool:
        return bool(self.parts or self.limit or self.nobody)


@dataclass(frozen=True, slots=True)
class Statement:
    """One sentence for several items, and for which."""

    common: Common
    many: int | None = None  # 以上3项: the last three
    first: bool = False  # 前3项: the first three of the section
    items: tuple[int, ...] = ()  # 第2项至第4项
    below: bool = False  # 以下各项
    rest: bool = False  # 其余各项
    but: tuple[int, ...] = ()  # 除第6项外


def said_for_all(text: str, manner: Manner) -> list[Statement]:
    """Read 以上三项责任单位：…；完成时限：… or 第2、3项由X牵头、Y配合，…前完成; empty for anything else."""
    if not _states(text, 0):
        return []
    first = _STATEMENT.match(text)
    ahead = first.end() if first else 0  # 除第6项外，其余均…: one sentence
    starts = [0, *(m.end() for m in _NEXT.finditer(text, ahead) if _states(text, m.end()))]
    pieces = [text[a:b] for a, b in zip(starts, [*starts[1:], len(text)], strict=True)]
    found = [_statement(piece, manner) for piece in pieces]
    if not found[0]:
        return []
    limit = found[-1].common.limit if found[-1] and _ALL_BY.search(pieces[-1]) else None
    return [_limited(statement, limit) for statement in found if statement]


def _limited(statement: Statement, limit: str | None) -> Statement:
    """Return *statement* with the *limit* set for all: 前两项由X，后两项由Y，均于6月底前."""
    if not limit or statement.common.limit:
        return statement
    return replace(statement, common=replace(statement.common, limit=limit))


def _states(text: str, at: int) -> bool:
    """Tell whether a sentence for several items begins at *at*."""
    found = _STATEMENT.match(text, at)
    alike = at and (match := _ALIKE.match(text, at)) and read_fields(text[match.start() :])
    if not found:
        return bool(alike)
    if _SAYS.match(text, found.end()):
        return True
    words = re.split("[，,；;。]", text[found.end() :].strip(), maxsplit=1)[0]
    return is_only_limit(words.removeprefix("为"))


def _statement(text: str, manner: Manner) -> Statement | None:
    found = _STATEMENT.match(text)
    words = text[found.end() if found else 0 :].strip().rstrip("。；;：: ")
    words = _ALL_BY.sub("，", words)
    words = words[:-1] if words[-1:] in "）)" and text.lstrip()[:1] in "（(" else words
    tail = read_tail(re.sub(r"^[由为]", "", words), manner, bare=words.startswith("由"))
    if not tail:
        return None
    common = Common(tail.parts, tail.limit, tail.nobody)
    if not found:
        return Statement(common)
    which, many, items = found["which"], found["many"] or found["few"], found["items"]
    return Statement(
        common,
        _value(many) if many else None,
        found["end"] == "前",
        tuple(_numbers(items)) if items else (),
        which.startswith(_BELOW),
        which.startswith(_REST),
        tuple(_numbers(found["but"] or "")),
    )


_INSIDE = re.compile(r"(?<=[。；;])\s*(?=[（(]?(?:以上|上述|前述))")


def statement_inside(text: str) -> int | None:
    """Return where a sentence for several items begins behind an item's own: 3.封堵排口。以上3项由…."""
    if not any(word in text for word in ("以上", "上述", "前述")):
        return None
    found = next((m for m in _INSIDE.finditer(text) if m.start() > 4), None)
    return found.end() if found else None


def _numbers(words: str) -> list[int]:
    """Return the numbers that 第1至3项、第5项 means."""
    found: list[int] = []
    last = 0
    for number in _NUMBERS.finditer(words):
        value = _value(number[0])
        through = found and re.search(r"[至到—\-~]", words[last : number.start()])
        found += range(found[-1] + 1, value + 1) if through and value - found[-1] < 99 else [value]
        last = number.end()
    return found


def _value(words: str) -> int:
    if words.isdigit():
        return int(words)
    words = words.replace("两", "二")
    tens, _, ones = words.rpartition("十")
    digits = "零" + _CN
    if "十" not in words:
        return max(0, digits.find(words[-1]))
    return (digits.find(tens) if tens else 1) * 10 + (digits.find(ones) if ones else 0)


_DRESS = r"[\s〖【\[《（(●◆■★▲▍◎※>〗】\]》）)：:]"
_STRIPPED = re.compile(rf"^{_DRESS}+|{_DRESS}+$")
_TALLY = re.compile(
    rf"[（(〔\[]?(?:共|合计|主办|牵头|计)?\s?(?:{_COUNT})\s?(?:项|件|条|个)(?:任务|问题|事项)?[）)〕\]]?$"
)
#: 〖区教育局〗无主办事项（…）: nothing is listed for it.
_NOTHING = re.compile(r"(?<=[〗】\]》])\s*(?:暂?无|本[月期批]无)[^，。；;]{0,12}(?:[（(].*)?$")
_LABELLED = re.compile(r"^(?:责任单位|牵头单位|责任部门|单位|承办单位|主办单位)[:：]\s?")
_FRAMED = re.compile(r"^\s*[〖【\[《◆■●▲▍◎※]")
_COLON = re.compile(r"[:：]\s*$")
_EVERYBODY = re.compile("各|有关|相关|全体")
_SIGNS = re.compile(r"(?:领导小组|专班|办公室|委员会|指挥部)$")
_LONGEST_HEAD = 40


@dataclass(frozen=True, slots=True)
class UnitHeading:
    """Units that a line names and nothing else; ``marked`` where its look says that a list follows."""

    parts: tuple[Part, ...]
    marked: bool
    colon: bool


def unit_heading(line: Line) -> UnitHeading | None:
    """Return the units that a line of names only heads a list for: 【区住建局】3项, 一、区水利局（2项）."""
    words = line.words.strip()
    if not 3 <= len(words) <= _LONGEST_HEAD or words[-1] in "。；;，,":
        return None
    framed = _FRAMED.match(line.text) is not None
    without = _TALLY.sub("", words) or words
    tally = without != words or _NOTHING.search(words) is not None
    bare = _STRIPPED.sub("", _NOTHING.sub("", without))
    bare = _LABELLED.sub("", bare) if framed else bare
    names = read_names(bare)
    if not names or re.search(r"[｜|〖】]", bare) or not all(_may_head(name, framed) for name in names):
        return None
    marked = framed or tally or line.depth is not None
    if all(name.generic or _EVERYBODY.search(name.text) for name in names) and not (framed or tally):
        return None  # 各镇人民政府，区直各部门： are those a paper is sent to
    return UnitHeading(parts_of(names), marked, _COLON.search(words) is not None)


def _may_head(name: Name, framed: bool) -> bool:
    """Tell whether a list may be headed by *name*: a unit beyond doubt, or what a frame shows to be one."""
    return is_body(name) or (framed and not (name.post or name.person or re.search(r"\d", name.text)))


_UNTIL = re.compile(rf"(?:的)?(?:重点|整改)?(?:{_THINGS})?[：:]?$")


def limit_heading(line: Line) -> str | None:
    """Return the limit that a line only heads a list for: 二、年底前完成的任务（3项）, ◆长期坚持."""
    words = _STRIPPED.sub("", _TALLY.sub("", line.words.strip()))
    bare = _UNTIL.sub("", words)
    marked = line.depth is not None or _FRAMED.match(line.text) is not None
    return bare if marked and is_only_limit(bare) else None


#: What stands behind the units that a line begins with: a colon, a bracket, or in an item a blank.
_LED = re.compile(
    r"\s*(?:[〖【\[《]?([^，,。；;：:〗】\]》@\s]{2,40})(?:[〗】\]》]\s*[:：]?|[:：]| (?=[一-龥]{4}))|"
    r"@([^\s，,。；;：:]{3,40})[\s：:，,]+)\s*(?=[^\s“\"])"
)


def unit_led(line: Line) -> tuple[tuple[Part, ...], int] | None:
    """Return the units that a line begins with, before what they have to do, and where that begins.

    区水利局：清理河道；疏浚沟渠. 【区住建局】封堵排口。
    """
    found = _LED.match(line.words)
    names = read_names(found[1] or found[2]) if found else None
    if not found or not names or not all(map(is_body, names)) or len(line.words) < found.end() + 4:
        return None
    blank = found[0].rstrip().endswith(found[1] or found[2])
    if blank and not found[2] and (line.depth is None or is_body_first(line.words[found.end() :])):
        return None
    return parts_of(names), line.body + found.end()


def is_body_first(words: str) -> bool:
    """Tell whether *words* go on with a list of names: 区水利局 区住建局."""
    names = read_names(re.split(r"[\s，,。；;]", words, maxsplit=1)[0])
    return bool(names) and all(map(is_body, names or ()))


def is_signature(line: Line) -> bool:
    """Tell whether names stand there as who signs: an office of a working group, without marks around it."""
    return _SIGNS.search(line.text.strip()) is not None and line.depth is None


#: Lists of people: who is in them is responsible for nothing.
_ROLL = re.compile(
    r"(?:通讯录|通信录|联络员|联络人|联系人|联系方式|名册|人员名单|成员名单|花名册|签到|值班(?:表|电话|安排)|参会(?:人员|单位|名单)|与会人员|座次)"
    r"(?:信息)?(?:表|名册|名单|一览表|簿|如下)?(?:[（(][^）)]*[）)])?[:：]?\s*$"
)
_SHORT = 40


def heads_roll(line: Line) -> bool:
    """Tell whether a list of people follows: 附：联络员通讯录."""
    words = line.text.strip()
    return len(words) <= _SHORT and _ROLL.search(words) is not None and not read_fields(words)


def inherited(own: Sequence[Part], given: Sequence[Part], joint: Sequence[Name] = ()) -> tuple[Part, ...]:
    """Return who takes part in an item that says *own*, below what says *given*.

    An item that names who answers keeps that, and takes only the leaders; one that only names who helps takes
    the rest. 会同各镇 makes those (*joint*) answer beside who is given.
    """
    answer = (Role.LEAD, Role.MAIN, Role.RESPONSIBLE, Role.LISTED, Role.ENTERPRISE)
    leaders = [p for p in given if p.role is Role.LEADER]
    own = [p for p in own if p.unit not in {name.text for name in joint}]
    if any(p.role in answer for p in own):
        return tuple(dict.fromkeys([*own, *leaders]))
    if joint:
        beside = [Part(name.text, Role.LISTED, name.generic) for name in joint]
        listed = [Part(p.unit, Role.LISTED, p.generic) if p.role in answer else p for p in given]
        return tuple(dict.fromkeys([*listed, *beside, *own]))
    helping = [p for p in given if p.role not in answer and p.role is not Role.LEADER]
    taken = [p for p in given if p.role in answer]
    return tuple(dict.fromkeys([*taken, *([] if own else helping), *own, *leaders]))
