"""Who is told to do it: X要…, 由X牵头、Y配合, X会同Y…, X协助、Y牵头…, X由Y管."""

from __future__ import annotations

import re

from bot.duty import Part, Role
from bot.reading.names import Name, may_end_names, parts_of, read_names
from bot.reading.prose.leading import is_told, leading_names
from bot.reading.prose.signs import DEMANDS, PAST

#: What stands between a subject and what it is told to do. Words that are also inside names (督查室) are
#: guarded by what follows them.
_TOLD = re.compile(
    r"要(?=[^求是素点闻领害件务道职事因塞])|应当|应(?=[^急对用收查改邀])|必须|务必|须(?!知)|需要|需(?=[^求])|负责(?!人|同志)|牵头|会同|联合|协助|配合|"
    r"[每一](?=[半两一二三四五六七八九十\d]{0,2}个?(?:年|季度?|月|旬|周|天|日))|提高(?=政治)|是(?=.{0,24}第一责任人)|组织(?!部)|把(?=[^关握])|对(?=[^于比照])|"
    r"于(?=[每本今明\d])|在(?=\d)|(?:督查|督办|监督|巡查|约谈)(?!室|办|局|组|部|委|中心|站|队|科|处|大队|考核|员)|"
    r"抓紧|尽快|立即|继续|扛起|承担|不[要得能]|请(?=[于在按将抓尽])|作为(?=.{2,16}(?:要|须|应))|按(?:照)?(?:各自)?职责|落实|履行|做好|增强|树立|开展|开设|加快|加强|督促|完成|严格|严厉|全力|抓好|进一步|主动|切实|盯办|包保|牢牢|"
    r"将(?=[于在对加继进抓组按]|持续|全力|适时|定期)|包(?=[片线案保联抓])|分别(?=负责|牵头|完成|承担|做好|抓好)|"
    r"不得|严禁|暂停|建立|制定|提供|安排|统筹(?=安排|推进|实施|协调|整合|解决|做好)|统一(?=调度|组织|负责)|每(?=[一二三四五六七八九十两半\d]{0,2}周)"
)
#: The words among them that say nothing of their own and fall away: X要开展 → 开展.
_PLAIN = frozenset({"要", "应", "应当", "必须", "务必", "须", "负责", "需", "需要"})
_BY = re.compile(
    r"由(?<![理自经缘事来]由)|^[^理自经缘事来]由|^[^，,。]{0,6}?(?:当即|现场|当场|会上)?(?:要求|叮嘱)(?=[^，,]{4})|^(?:(?:这件事|[此该这]项工作|上述工作|以上工作|会议|此事))?(?:请|责成|责令|交由|委托)"
)
_MAY_BY = re.compile(r"由|要求|叮嘱|请|责[成令]|委托")
#: What belongs to 由, not to the matter before it: 改由, 统一由.
_SHIFTED = re.compile(r"(?:改|转|交|统一|原则上|均|应|须|可)$")
_DONE_BY = re.compile(
    r"牵头|负(?:总)?责|承担|统筹|统一(?=调度|组织|负责)|调度|扛|兜底|管(?=[，,；;。]|$)|督促|组织(?!部)|继续|会同|配合|抓|实施|落实|协调|按|一家不落|于|在|根据"
)
#: The words among them that only say that somebody bears it.
_BEARS = frozenset({"牵头", "负责", "负总责", "承担", "管", "兜底"})
#: How they bear it, between the names and the word that says so: 由该局具体负责.
_HOW = re.compile(r"(?:具体|统一|共同|分别|直接|全面|全权|总|继续|各自)$")
_JOINT = re.compile(r"[要应须]?(?:会同|联合|商)(?=[^，,])")
_BESIDE = re.compile(r"[、，,](.{2,60}?)(?:配合|参与|参加|协助)(?=[，,；;。]|$)")
_LEAD_BEHIND = re.compile(r"(?:协助|配合)、(.{2,40}?)牵头")
_HELPED = re.compile(
    r"[要应须]?(?:积极|主动|全力)?(?:配合|协助)(.{2,30}?)(?=对|开展|完成|做好|查处|进行|推进|抓|把|整治|排查|实施|落实|处置|清理)"
)
_FORMER = re.compile(r"去年|上年|此前|原来|原由|原牵头|原责任")
_LINK = re.compile(r"[\s\u3000]*(?:这个事|这件事|此事|这项工作|[即并且但另还就])?")
_LONGEST = 110  # characters in which a subject must end

Subject = tuple[list[Part], str]


def read_subject(words: str, *, plain: bool = True) -> Subject | None:
    """Return who is told in this clause, and what it is told; None where nobody is.

    Args:
        words: one clause, numbering and speaker cut off.
        plain: any verb behind a name is an order (财政局想办法), as in a speech or in minutes; otherwise only
            one that orders (要, 负责, …).
    """
    bare = words[_LINK.match(words).end() :]  # type: ignore[union-attr]  # matches the empty text too
    if (
        _FORMER.match(bare)
        or bare.rstrip("。；").endswith("解释")
        or (PAST.search(bare[:60]) and not DEMANDS.search(bare))
    ):
        return None
    return _named_as(bare) or _by_whom(bare) or _told(bare) or (_plainly(bare) if plain else None)


_AS = re.compile(r"(?:明确|确定|指定)(.{2,24}?)为(?:属地)?总?(责任|牵头|主责|配合|承办)(?:单位|部门|主体)")
_MOVED = re.compile(r"(?:现|改|拟|调整)?(?:划转|划归|移交|转交|转由|改由)(?:给|至|到|由)?(?=[^，,]{2,24})")
_AS_ROLE = {"牵头": Role.LEAD, "主责": Role.MAIN, "配合": Role.SUPPORTING}


def _named_as(words: str) -> Subject | None:
    """Read 明确X为责任单位, 现划转X."""
    if found := _AS.search(words):
        names = read_names(found[1])
        role = _AS_ROLE.get(found[2])
        return (list(parts_of(names, role)), words[found.end() :]) if names else None
    moved = _MOVED.match(words)
    leading = leading_names(words[moved.end() :]) if moved else None
    return (list(parts_of(leading[0])), words) if leading else None


def beside(words: str) -> list[Part]:
    """Return who acts together with the subject, in a clause of its own: 会同县公安局开展核查."""
    found = _JOINT.match(words)
    others = leading_names(words[found.end() :]) if found else None
    return list(parts_of(others[0], Role.LISTED)) if others else []


def _plainly(words: str) -> Subject | None:
    """Read a name and any verb: 财政局想办法, 红岩镇去做工作."""
    found = leading_names(words)
    if not found or not is_told(words[found[1] :]):
        return None
    names, end = found
    return _joint(names, words[end:]) or (_with_role(names, words[end:]), words[end:])


def _by_whom(words: str) -> Subject | None:
    """Read 由X牵头, 请X牵头, Y由X管."""
    found = _BY.search(words) if _MAY_BY.search(words) else None
    if not found:
        return None
    before = _SHIFTED.sub("", words[: found.end() - 1]) if found[0].endswith("由") else ""
    before = before.rstrip("改均都也仍暂并")
    behind = words[found.end() :]
    for marker in _DONE_BY.finditer(behind):
        if names := read_names(_HOW.sub("", behind[: marker.start()])):
            rest = behind[marker.start() :]
            left = behind[marker.end() :] if marker[0] in _BEARS else rest
            return _borne(names, rest, before, left)
    if leading := leading_names(behind):
        names, end = leading
        return _borne(names, behind[end:], before, behind[end:])
    return None


def _borne(names: list[Name], rest: str, before: str, left: str) -> Subject:
    """Return who bears it, with who is named beside them: 由A牵头、B配合."""
    parts, left = _joint(names, rest) or (_with_role(names, rest), left)
    beside, left = _beside(left)
    return [*parts, *beside], before + left


def _told(words: str) -> Subject | None:
    """Read X要…, X负责…, X会同Y…, X协助、Y牵头…."""
    for marker in _TOLD.finditer(words, 2, _LONGEST):
        names = read_names(words[: marker.start()]) if may_end_names(words, marker.start()) else None
        if not names:
            continue
        rest = words[marker.start() :]
        behind = _LEAD_BEHIND.match(rest)
        if behind and (leads := read_names(behind[1])):
            return [*parts_of(leads, Role.LEAD), *parts_of(names, Role.SUPPORTING)], rest[behind.end() :]
        helped = _HELPED.match(rest)  # 交警大队配合城管局查处…: who is helped answers
        if helped and (helps := read_names(helped[1])):
            return [*parts_of(helps), *parts_of(names, Role.SUPPORTING)], rest[helped.end() :]
        left = rest[marker.end() - marker.start() :] if marker[0] in _PLAIN else rest
        return _joint(names, rest) or (_with_role(names, rest), left)
    return None


def _joint(names: list[Name], rest: str) -> Subject | None:
    """Read A会同B…: both are named, and the words do not say that one leads the other."""
    found = _JOINT.match(rest)
    others = leading_names(rest[found.end() :]) if found else None
    if not (found and others):
        return None
    return list(parts_of([*names, *others[0]], Role.LISTED)), rest[found.end() + others[1] :]


def _beside(left: str) -> tuple[list[Part], str]:
    """Read who supports, said right behind who leads: 、区水文站配合."""
    found = _BESIDE.match(left)
    others = read_names(found[1]) if found else None
    return (list(parts_of(others, Role.SUPPORTING)), left[found.end() :]) if found and others else ([], left)


_SUPPORTERS = re.compile(r"(.{2,60}?)(?:积极|共同|协同)?(?:配合|参与|参加|协助|一家不落)(?=[，,；;。]|$)")


def supporters(words: str) -> list[Part]:
    """Return who supports according to a clause of its own: 区水务局、街道配合."""
    found = _SUPPORTERS.match(words)
    names = read_names(found[1]) if found else None
    return list(parts_of(names, Role.SUPPORTING)) if names else []


_SUPPORTS = re.compile(r"[要应须]?(?:积极|主动|全力)?(?:配合|协助|支持)(?!.{0,3}、)")
_MAIN = re.compile(r"扛[起牢]?.{0,4}主责|主责|主体责任")
_OVERSEES = re.compile(
    r"[要应须]?(?:切实|严格|加大|强化|加强|认真|全程|对.{2,24}?(?:进行|开展|实施|逐条|逐项|全程))?(?:跟踪)?(?:督查|督办|督导|监督|执纪|约谈|追责|问责|督促(?=指导|检查|落实[，,；;。]|[，,；;。]|$))"
)


def _with_role(names: list[Name], rest: str) -> list[Part]:
    """Give the named the role that the words behind them say."""
    head = rest[:40]
    if _SUPPORTS.match(head):
        return list(parts_of(names, Role.SUPPORTING))
    if len(names) == 1 and _MAIN.search(head):
        return list(parts_of(names, Role.MAIN))
    if "牵头" in head:
        return list(parts_of(names, Role.LEAD))
    return list(parts_of(names, Role.SUPERVISES if _OVERSEES.match(head) else None))


_ASSIGNED = re.compile(
    r"([一-龥]{0,8}?(?:常委|书记|县长|市长|区长|领导|干部))包(?:片|线|案|保|联|抓|村|镇|点)"
)
_SET_UP = re.compile(r"^.*(?:健全|建立|落实|实行|推行|完善)")


def posts_inside(text: str) -> list[Part]:
    """Return the posts that are assigned in passing: 县委常委包片、副县长包线."""
    names = [_SET_UP.sub("", found[1]) for found in _ASSIGNED.finditer(text)] if "包" in text else []
    return [Part(name, role) for name in names for role in (Role.RESPONSIBLE, Role.LEADER)]
