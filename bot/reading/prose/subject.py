"""Who is told to do it, according to one clause: X要…, 由X牵头、Y配合, 请X会Y…, Y由X管, 以X为主."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import NamedTuple

from bot.duty import Part, Role
from bot.reading.name_words import STEMS
from bot.reading.names import Name, parts_of, read_names
from bot.reading.prose.heads import Head, head_of
from bot.reading.prose.predicate import DEMANDS, DONE, WORKS, Says, says, stateless
from bot.reading.prose.shares import Share, share_of
from bot.reading.prose.signs import PAST
from bot.reading.verbs import MANNER, VERBS
from bot.reading.wordlist import any_of


class Said(NamedTuple):
    """What a clause says of those it names."""

    parts: list[Part]
    act: str  # what they are told, with what it is about
    alone: bool = False  # the clause only tells who has which part: X牵头，
    about: str = ""  # the matter, where it stands before them: 工地扬尘由…
    told: str = ""  # all that stands behind the names


#: What leads into a clause and belongs to nobody's name.
_LINK = re.compile(
    r"[\s\u3000]*(?:(?:"
    + any_of(
        "这个事 这件事 此事 这事 这项工作 这块工作 此项工作 该项工作 同时 另外 其中 此外 首先 其次 最后 "
        "然后 接下来 下一步 一方面 另一方面 "
        "[省市县区镇乡]里(?=[一-龥]{2,6}、) 特别是 尤其是 对此 为此 因此 所以 再就是 再一个 再者 "
        "回去以?后 散会后 会后(?!一) 今后 即 并且 "
        "但是? 另 还 就"
    )
    + r")[，,、：:]?)?"
)
_LINK_STARTS = frozenset(" \u3000省市县区镇乡这此该同另其外首次最然接下一特尤对为因所再回散会今即并但还就")
_FORMER = re.compile(r"去年|上年|此前|原来|原由|原牵头|原责任")
#: What was settled before, and stands here because it is settled anew or did not work.
_FORMERLY = re.compile(
    r"(?:去年|上年|前年|此前|之前|当初|起初|最初|早先|原先|原来|原(?![则因有]))[^，,。；;]{0,12}(?:确定|明确|规定|商定|安排|定)(?:的?是)?由"
)
#: Words behind which those stand who are to do it.
_BY = re.compile(
    r"由(?<![自经缘来根因]由)(?<![^处治管清办受整修代审护料]理由)(?<![^此件该]事由)(?![此来衷头]|"
    r"于(?![一-龥]{1,2}同志))|"
    r"请(?<![申邀提报聘恳商敬呈]请)(?![假示求愿问教注])|"
    r"责成|责令|委托|要求|叮嘱|指派|交代|建议(?=[省市县区州各])|让(?<![一-龥]让)|叫(?<![一-龥]叫)|"
    r"以(?=[^，,]{2,24}为主)|归(?!口)(?=[^，,]{2,14}(?:管|负责|口))|"
    r"归(?<![回当复同说]归)(?![档集还零位口类纳整])(?=[^，,；;。]{2,14}(?:[，,；;。]|$))|"
    r"交(?<![移提上递转成结外社性公]交)(?=[^，,通警管易流投代付叉界接汇给出底错差工办涉还与由][^，,]{2,})|"
    r"(?<=[作务事项题活目件])(?:交[给由]|落实[到给])(?=[^，,]{3,})|归口(?=[^，,管由])|是(?<!不是)(?:你们?|我们?)?(?=[^，,]{2,12}的(?:事|活|责任|职责)[，,。])|"
    r"业主(?:单位)?[为是]|" + any_of("建设 责任 牵头 主责 承办 实施", "(?:单位|主体)[为是]")
)
#: Those of them that stand behind whoever gives the order: 阮静责成….
_GIVEN = frozenset("责成 责令 委托 要求 叮嘱 指派 交代 建议 让 叫".split())
_GIVER = 12  # characters: whoever gives the order
_ASKED = 26  # characters of what is asked for before 请
#: What belongs to 由, not to the matter before it: 改由, 统一由.
_SHIFTED = re.compile(r"(?:改|转|交|统一|原则上|均|应|须|可|都|也|仍|暂|并|要|另){1,3}$")
#: A plea, not an order: 请各位多支持、多提醒.
_PLEA = re.compile(
    r"[^，,。]{0,12}(?:多[支提批关帮理包指]|批评指正|放心|谅解|理解|支持我|关注|见谅|查收|知悉|收看)|"
    r"[一-龥]{1,6}监督[。！!，,]?$"
)
#: What is told of a unit in brackets behind it, before its part: 甲局（未到会，由乙办转告）牵头.
_ASIDE = re.compile(
    r"(?<=[局委办府镇乡道会司队心站所院处])[（(](?![^（()）]*(?:牵头|配合|负责|主办|协办|协助|责任|参与))"
    r"[^（()）]*[，,未由请][^（()）]*[）)](?=[^，,。；;])"
)
_SOMEBODY = re.compile(r"(?:他|她|我本人|本人|我|你|其(?![他它余中次]))(?!们|[省市县区镇乡局办委院])")
_AS = re.compile(r"(?:明确|确定|指定)(.{2,24}?)为(?:属地)?总?(责任|牵头|主责|配合|承办)(?:单位|部门|主体)")
_AS_ROLE = {"牵头": Role.LEAD, "主责": Role.MAIN, "配合": Role.SUPPORTING}
_MOVED = re.compile(r"(?:现|改|拟|调整)?(?:划转|划归|移交|转交|转由|改由)(?:给|至|到|由)?(?=[^，,]{2,24})")
_JOINT = re.compile(r"[要应须]?(?:会同|会商|联合|商|会)(?=[^，,])")
_HELPED = re.compile(
    r"[要应须]?(?:积极|主动|全力)?(?:配合|协助)(.{2,30}?)(?=对|开展|完成|做好|查处|进行|推进|抓|把|整治|"
    r"排查|实施|落实|处置|清理)"
)
_LEADS = re.compile(r"牵头(?!单位|部门|人)")
_OVERSEES = re.compile(
    r"[要应须]?(?:切实|严格|加大|强化|加强|认真|全程|对.{2,24}?(?:进行|开展|实施|逐条|逐项|全程))?(?:跟踪)?"
    r"(?:督查|督办|督导|监督|执纪|约谈|追责|问责|督促(?=指导|检查|落实[，,；;。]|[，,；;。]|$))"
)
_TAKES = re.compile(r"要?(?:带着?|带领|率领?|领着)(?=[^，,]{2})")
_PLAIN = re.compile(r"(?:要|应当?|必须|务必|须|需要?|负责)(?=[^，,；;。])")
#: A time, or a matter, and behind it who is to do it: 断面水质县生态环境分局一旬测一次.
_WITHIN = re.compile(
    r"[省市县区](?=[一-龥]{1,12}(?:局|办|委|中心|街道|公司|队|院|站))|"
    r"[前内底起后间晚午早天日月周年时中末](?=[省市县区州镇乡村各该本我你贵沿所属有相住水城生自农林交公财发经工教卫应商文综供消])"
)
#: A matter, then an office called without its place: 滤料更换住建局盯着厂家干.
_BARE_OFFICE = re.compile(rf"(?:{'|'.join(STEMS)})[局所]")
#: What stands before names that are not the subject: 成员从区住建局抽调.
_AWAY = frozenset("从自向在到对与和跟给至把将于往交送报、区县市省")
_WHAT = re.compile(r"(?:事儿?|活儿?|问题|工作|部分|任务)?")
_EARLY = 16  # characters in which such a time ends
_WHICH = 24  # characters in which 的 stands: 被通报的古塘镇


def read_said(words: str, least: Says = Says.PERHAPS) -> Said | None:
    """Return who is told in this clause, and what; None where nobody is.

    Args:
        words: one clause, numbering and speaker cut off.
        least: how surely the words must order: PERHAPS where orders are given (a speech, minutes), ORDERS
            in a reporter's text, MUST where the text tells what is wrong.
    """
    words = _ASIDE.sub("", words) if "(" in words or "（" in words else words
    link = _LINK.match(words) if words[:1] in _LINK_STARTS else None
    bare = words[link.end() :] if link else words
    if (bare[:1] in "去上此原" and _FORMER.match(bare)) or bare.rstrip("。；").endswith("解释"):
        return None
    if PAST.search(stateless(bare[:60])) and not DEMANDS.search(bare):
        return None
    if "由" in bare and _FORMERLY.search(bare):  # 去年方案确定由建设部门牵头，但……
        return None
    return _named_as(bare) or _by_whom(bare) or _told(bare, least)


def _named_as(words: str) -> Said | None:
    """Read 明确X为责任单位, 现划转X."""
    if found := _AS.search(words) if "为" in words else None:
        names = read_names(found[1])
        return Said(list(parts_of(names, _AS_ROLE.get(found[2]))), words[found.end() :]) if names else None
    moved = _MOVED.match(words) if words[:1] in "现改拟调划移转" else None
    head = head_of(words[moved.end() :]) if moved else None
    if not moved or not head:
        return None
    rest = words[moved.end() + head.end :]
    return Said(list(parts_of(head.names, _role(head.names, rest, share_of(rest)))), words)


def _by_whom(words: str) -> Said | None:
    """Read 由X牵头, 请X牵头, Y由X管, 阮静责成X…, 以X为主, 业主为X."""
    for found in _BY.finditer(words):
        by, before, behind = found[0], words[: found.start()], words[found.end() :]
        given = by in _GIVEN
        if (given and len(before) > _GIVER) or (by == "请" and (len(before) > _ASKED or _PLEA.match(behind))):
            continue
        about = "" if given or by[-1] in "为是" else _SHIFTED.sub("", before)
        if by[0] == "是":
            head = head_of(behind) or head_of(f"{behind.split('的')[0]}负责，")
            said = Said(list(parts_of(head.names)), before, alone=True) if head else None
        elif by == "归口":
            head = head_of(behind)
            said = Said(list(parts_of(head.names)), "", alone=True) if head else None
        elif by in ("归", "交给", "交由", "落实到", "落实给") and (
            names := read_names(behind.rstrip("，,；;。！"))
        ):  # 河面保洁归城管局
            said = Said(list(parts_of(names)), "", told=behind)
        elif by[-1] in "为是口":
            names = read_names(behind.rstrip("，,；;。！"))
            said = Said(list(parts_of(names)), before + by[:-1], alone=True) if names else None
        elif by == "由" and (somebody := _SOMEBODY.match(behind)):
            said = Said([], behind[somebody.end() :], told=behind[somebody.end() :])
        else:
            head = head_of(behind)
            left = behind[head.end :] if head else ""
            done = head and _may_be_done(left) and (by != "交" or head.says >= Says.PERHAPS)
            said = _asked(_with_parts(head.names, left), by) if head and done else None
        if said:
            return said._replace(about=about, act=about + said.act)
    return None


def _asked(said: Said, by: str) -> Said:
    """Let whoever is asked to help with something answer for it: 另请青石渡镇配合做好解释工作."""
    helps = not said.alone and all(part.role is Role.SUPPORTING for part in said.parts)
    if by not in ("请", "责成", "责令") or not helps:
        return said
    names = [Name(part.unit, generic=part.generic) for part in said.parts]
    return said._replace(parts=list(parts_of(names)))


_OF = re.compile(r"的|等|[一-龥]{2,4}的[一-龥]")


def _may_be_done(left: str) -> bool:
    """Tell whether the words behind 由X may be what X does: not 由X召集的会议."""
    return bool(left.strip("，,。；; ")) and not (_OF.match(left) or DONE.search(left))


def _told(words: str, least: Says) -> Said | None:
    """Read X要…, X会同Y…, X协助、Y牵头…, with a time or a choice before the names."""
    for start, at_least in _starts(words):
        head = head_of(words[start:])
        if start and words[start - 1] in _AWAY:
            continue
        if head and _is_the_thing(head, words[start:]):
            return None
        if head and head.told(max(least, at_least)):
            said = _with_parts(head.names, words[start + head.end :])
            leader = all(part.role is Role.LEADER and not part.generic for part in said.parts)
            idle = leader and head.says < Says.ORDERS and not share_of(said.told)
            return None if idle else said  # 支书到镇上作说明: what a leader does is no order
        if head and head.sure and not _OWNS.match(words, start + head.end):
            return None
    return None


#: A thing that is to be there first (中转站要抓紧建起来), or a matter called by whose it is.
_TO_BE_BUILT = re.compile(
    r"(?:要|须|必须|得|应当?)?(?:抓紧|尽快|加快|尽早|早日|立即|马上|全部|都){0,2}"
    r"[建修盖](?:起来|起|好|成|到位)[，,；;。！]"
)
#: 喷涂企业|原料替代要提速.
_MATTER_OF = re.compile(
    rf"(?![把将对向给与按])[^，,；;。]{{2,14}}(?:{'|'.join(sorted(WORKS))}|替代|管理|收集|回收)"
    r"(?:工作|工程|项目)?(?:要|须(?!知)|必须|务必)"
)
_MANY_OWN = re.compile(r"(?:企业|工地|商户|门店|园区|厂|场|店)$")


def _is_the_thing(head: Head, words: str) -> bool:
    """Tell whether the clause is about what *head* names, and orders nothing of them."""
    if _TO_BE_BUILT.match(words, head.end):
        return True
    owned = head.says is Says.UNKNOWN and _MANY_OWN.search(head.names[-1].text)
    return bool(owned) and _MATTER_OF.match(words, head.end) is not None


#: What belongs to the unit before it, and is told in its stead: 住建局所属的市政公司要….
_OWNS = re.compile(r"(?:所属|下属|所辖|下辖|直属|主管|管理)的")


#: What may stand behind names that are told something only in the next clause: 区财政再紧，也要….
_NO_ACT = re.compile(
    r"(?:再[一-龥]{1,6}|受[^，,]{2,14}(?:委托|指派|之托)|(?:正在|正抓紧|已启动|已着手)[^，,；;。]{2,30}|一起|一道|联合|联手|共同|是[^，,]{0,24}第一责任人)?[，,]"
)
#: What names those who are called on: 他还点名融媒体中心，要….
_CALLED = re.compile(r"[^，,。局办委镇乡]{0,6}?(?:点名|点到|叫住|转向)(?=[^，,]{3})")


#: A matter that is told together with whoever has it: 水务集团承担的二期管网，.
_BORNE = re.compile(r"([^，,；;。的]{3,20}?)(?:承担|负责|实施|承建|牵头|认领|承办)的[^，,；;。]{2,30}[，,]")


def names_alone(words: str) -> list[Name]:
    """Return the names that a clause is made of, if it is made of nothing else: 分管的副区长，."""
    if not (3 <= len(words) <= 50 and words[-1] in "，,"):
        return []
    which = words.rfind("的", 1, _WHICH) + 1  # 整治滞后的柳湾镇、石桥镇，
    told_of = which and words[0] not in "对针围把将以向与因按" and not words.startswith("要")
    if whose := _BORNE.match(words):  # 水务集团承担的二期管网，
        return read_names(whose[1]) or []
    if called := _CALLED.match(words) if words[-2] not in "说道" else None:
        return [n for n in read_names(words[called.end() :]) or [] if not n.person]
    if told_of and (names := read_names(words[which:])) and not any(n.post or n.person for n in names):
        return names
    head = head_of(words)
    return head.names if head and head.sure and _NO_ACT.fullmatch(words, head.end) else []


def told_to(names: list[Name], words: str, least: Says) -> Said | None:
    """Return what *words* tell those whom the clause before named."""
    return _with_parts(names, words) if says(words) >= max(least, Says.ORDERS) else None


def _starts(words: str) -> Iterator[tuple[int, Says]]:
    """Yield where names may begin, and how surely the words must then order.

    They begin at the first word, behind which of many, or behind a time or a matter.
    """
    yield 0, Says.PERHAPS
    if (which := words.rfind("的", 1, _WHICH)) > 0:
        what = _WHAT.match(words, which + 1)
        yield (what.end() if what else which + 1), Says.ORDERS
    if words[:2] in VERBS or words[:2] in MANNER or words[:1] == "要":
        return
    if office := _BARE_OFFICE.search(words, 1, _EARLY + 2) if "局" in words or "所" in words else None:
        yield office.start(), Says.PERHAPS
    for found in _WITHIN.finditer(words, 1, _EARLY):
        yield (found.start() if found[0] in "省市县区" else found.end()), Says.ORDERS


def _with_parts(names: list[Name], rest: str) -> Said:
    """Return who has which part where *names* are followed by *rest*."""
    if (joint := _JOINT.match(rest)) and (others := head_of(rest[joint.end() :])):
        behind = rest[joint.end() + others.end :]
        return Said(list(parts_of([*names, *others.names], Role.LISTED)), behind, told=behind)
    if (helped := _HELPED.match(rest)) and (helps := read_names(helped[1])):  # 交警大队配合城管局查处…
        return Said([*parts_of(helps), *parts_of(names, Role.SUPPORTING)], rest[helped.end() :], told=rest)
    takes = _TAKES.match(rest) if all(name.post or name.person for name in names) else None
    if takes and (taken := head_of(rest[takes.end() :])):  # 包片领导带各村值守
        behind = rest[takes.end() + taken.end :]
        leaders = [Part(name.person or name.text, Role.LEADER, name.generic) for name in names]
        return Said([*parts_of(taken.names), *leaders], behind, told=behind)
    share = share_of(rest)
    parts = list(parts_of(names, _role(names, rest, share)))
    more, left = _more(share.act) if share else ([], "")
    if share and (more or share.alone):
        both = [*more, *parts] if share.role is Role.SUPPORTING else [*parts, *more]  # X协助、Y牵头
        return Said(both, left, alone=not left.strip("，,。；; "), told=rest)
    plain = _PLAIN.match(rest)
    return Said(parts, rest[plain.end() :] if plain else rest, told=rest)


def _more(words: str) -> tuple[list[Part], str]:
    """Read who else has a part, said right behind: 牵头、区水文站配合."""
    parts: list[Part] = []
    while words[:1] in ("、", "，", ",") and (head := head_of(words[1:])):
        share = share_of(words[1 + head.end :])
        if not share or share.role is None:
            break
        parts += parts_of(head.names, share.role)
        words = share.act
    return parts, words


def _role(names: list[Name], rest: str, share: Share | None) -> Role | None:
    """Return the role that the words behind the names give them."""
    if share and share.role in (Role.SUPPORTING, Role.LEADER, Role.ACCEPTS):
        return share.role
    if share and share.role is Role.MAIN:
        return Role.MAIN if len(names) == 1 else None
    if _LEADS.search(rest[:40]) or (share and share.role is Role.LEAD):
        return Role.LEAD
    return Role.SUPERVISES if _OVERSEES.match(rest) or (share and share.role is Role.SUPERVISES) else None


def beside(words: str) -> list[Part]:
    """Return who acts together with the subject, in a clause of its own: 会同县公安局开展核查."""
    words = words.removeprefix("我们")
    found = _JOINT.match(words) if words[:1] in "要应须会联商" else None
    others = head_of(words[found.end() :]) if found else None
    return list(parts_of(others.names, Role.LISTED)) if others else []


_ASSIGNED = re.compile(
    r"([一-龥]{0,8}?(?:常委|书记|县长|市长|区长|领导|干部))(?:包(?:片|线|案|保|联|抓|村|镇|点)|[联挂驻](?:乡|镇|村|企|厂|点|片)(?![镇村级])|"
    r"联系(?=[^，,；;。]{0,8}制度))"
)
_MAY_ASSIGN = re.compile("[包联挂驻]")
_SET_UP = re.compile(r"^.*(?:健全|建立|落实|实行|推行|完善)")


def posts_inside(text: str) -> list[Part]:
    """Return the posts that are assigned in passing: 县委常委包片、副县长包线."""
    names = (
        [_SET_UP.sub("", found[1]) for found in _ASSIGNED.finditer(text)] if _MAY_ASSIGN.search(text) else []
    )
    return [Part(name, role) for name in names for role in (Role.RESPONSIBLE, Role.LEADER)]
