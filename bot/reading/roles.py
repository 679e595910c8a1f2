"""What is said behind names: 县水利局牵头，县住建局配合，6月底前完成 → who has which part, and by when."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace

from bot.duty import Part, Role
from bot.reading.limits import is_limit, is_short_limit
from bot.reading.names import Name, parts_of, read_names
from bot.reading.verbs import imperative

_HOW = (
    r"(?:总|统一|共同|轮流|分别|具体|直接|全面|全程|联合|积极|主动|密切|全力|各自|同步|负责|组织|依法|抓好|做好|"
    r"按照?(?:各自)?职责(?:分工)?|依照?职责|分工|结合职责|在?各自职责范围内)*"
)
_DO = "(?:负责|落实|组织|实施|办理|推进|抓总|协调|整改|完成|做好|处置|抓好|到位|工作|抓落实|推动|总抓|兜底)*"
#: What a unit does, said behind its name; the first that fits decides.
_ROLES: tuple[tuple[re.Pattern[str], Role | None], ...] = (
    (re.compile(rf"{_HOW}(?:牵头|主办|主责|主抓|抓总|领办|领衔){_DO}$"), Role.LEAD),
    (
        re.compile(rf"{_HOW}(?:协同|协助)?(?:配合|参与|参加|协助|协同|协办|会办|支持|协作|联办|协抓){_DO}$"),
        Role.SUPPORTING,
    ),
    (re.compile(rf"{_HOW}(?:行业)?监管{_DO}$"), Role.REGULATOR),
    (
        re.compile(
            rf"{_HOW}(?:跟踪|技术|业务|挂牌|现场)?(?:督促|督导|督办|督查|监督|指导|督战)(?:指导|检查)?{_DO}$"
        ),
        Role.SUPERVISES,
    ),
    (re.compile(rf"{_HOW}(?:验收|审核|核查|复核|销号){_DO}$"), Role.ACCEPTS),
    (
        re.compile(
            rf"{_HOW}(?:负责|负总责|承办|实施|落实|办理|抓落实|承担|执行|主管|整改|包干|为主|管){_DO}$"
        ),
        None,
    ),
    (re.compile(r"(?:按照?(?:各自)?职责(?:分工)?|分别|共同|联合|具体|组织)+$"), None),
)
_SAYS = "牵头|主办|主责|主抓|负责|承办|配合|参与|协助|协同|协办|会办|落实"
#: Where one piece ends: at a mark, or at 、 behind a word that says the part.
_ENDS = re.compile(rf"[，,；;。\s]+|(?<={_SAYS})[、及和](?=[一-龥])")
_BY = re.compile(r"^(?:并?由|请|交由|责成|责令|以|改由|统一由|其中)(?=[一-龥]{2})")
_FIRST = re.compile(
    r"^由?([^，,；;]{2,60}?)(?:按照?(?:各自)?职责(?:分工)?|共同|分别)?负责[^，,；;]{0,4}[，,；;].*(?:落实|配合|承担)"
)
_COUNTED = re.compile(r"\d")  # 封堵排口9处 ends like a name
_NOBODY = re.compile(
    r"[（(〔【]?\s*(?:(?:责任|牵头|主办|承办|实施)(?:单位|部门|主体)[：:]?)?"
    r"(?:(?:暂|尚|仍)?(?:待|未)(?:定|明确|落实|确定|确认|指定|补|研究|会商|协商|协调|分配|分工|认领|报|"
    r"[^、，,；;]{1,14}(?:会商|研究|协调|明确|确定|议定|补列|审定)).{0,40}|另行.{2,10}|另定|另议|暂?不明确|不明|"
    r"暂(?:无|缺|空).{0,6}|无|没有|略|空|空缺|[/／\\—\-－–_*＊○□\s.·…]+|N/?A|详见.{0,20}|见附件.{0,10})"
    r"\s*[）)〕】]?[。；;]?\s*"
)


def says_nobody(words: str) -> bool:
    """Tell whether a field or a cell says that nobody is named, or not yet: —, 待明确, 另行确定.

    >>> says_nobody("待县政府研究后明确"), says_nobody("/"), says_nobody("区水利局")
    (True, True, False)
    """
    return bool(words) and _NOBODY.fullmatch(words) is not None


@dataclass(frozen=True, slots=True)
class Said:
    """What some words say about who and by when.

    ``left`` are the words that say neither; ``nobody``: it is said that nobody is named yet; ``alone``: names
    stand there without a word for their part.
    """

    parts: tuple[Part, ...] = ()
    limit: str | None = None
    nobody: bool = False
    left: str = ""
    alone: bool = False

    def __bool__(self) -> bool:
        return bool(self.parts or self.limit or self.nobody)


def read_said(words: str, *, bare: bool = False) -> Said:
    """Read names with what they do, and a limit, out of a few words.

    Args:
        words: what stands in a bracket, or in a clause behind a task.
        bare: names alone count as well: 市城管局；三季度完成.
    """
    parts: list[Part] = []
    waiting: list[Name] = []  # names whose part is said by what follows them
    limits: list[str] = []
    left: list[str] = []
    nobody = False
    for piece in filter(None, _ENDS.split(words.strip())):
        if found := said_behind(piece):
            role, names = found
            if role is None and waiting:
                names, waiting = [*waiting, *names], []
            parts += parts_of(names, role)
        elif is_short_limit(piece):
            limits.append(piece)
        elif says_nobody(piece):
            nobody = True
        elif not _COUNTED.search(piece) and (names_alone := read_names(piece)):
            waiting += names_alone
        else:
            left.append(piece)
    bare = bare and not left
    if waiting and (bare or parts):
        parts = [*parts_of(waiting), *parts]
    elif waiting:
        left += [name.text for name in waiting]
    limit = "，".join(limits) if limits and not (left and not parts and not nobody) else None
    alone = bool(waiting) and len(waiting) == len(parts)
    return Said(tuple(_beside(parts, words)), limit, nobody and not parts, "，".join(left), alone)


def said_behind(piece: str) -> tuple[Role | None, list[Name]] | None:
    """Return the names in *piece* and the part that the words behind them say; None where nothing is said."""
    piece = _BY.sub("", piece)
    for pattern, role in _ROLES:
        said = pattern.search(piece)
        if said and said.start() >= 2 and (names := read_names(piece[: said.start()])):
            return role, names
    return None


def _beside(parts: list[Part], words: str) -> list[Part]:
    """Beside who leads, or behind those that answer, the others share: A负责，B、C按职责落实."""
    open_roles = (Role.RESPONSIBLE, Role.LISTED)
    led = any(part.role is Role.LEAD for part in parts)
    first = next((i for i, part in enumerate(parts) if part.role in open_roles), len(parts))
    answer = _FIRST.match(words)
    shared = first if led else first + len(read_names(answer[1]) or "1") if answer else len(parts)
    return [
        replace(p, role=Role.SHARED) if i >= shared and p.role in open_roles else p
        for i, p in enumerate(parts)
    ]


_BODY = re.compile(
    r"(?:局|委|办|办公室|委员会|政府|镇|乡|街道|办事处|管委会|公司|集团|厅|支队|大队|中队|派出所|中心|处|所|站|院|署|社|部门|单位|专班|指挥部|"
    r"工作组|队|馆|学校|医院|园区|(?:物流|产业|工业|科技|化工|农业)园|开发区|高新区|法院|政协|人大|总工会|团委|妇联|党委|镇街|乡镇|村|社区|部|各镇|县区)$"
)


def is_body(name: Name) -> bool:
    """Tell whether a name is a unit's beyond doubt: no person's, no post's, nothing counted (拆除违建5处)."""
    bare = re.sub(r"[（(].*$", "", name.text)
    named = not name.post and not name.person and not re.search(r"[\d%]", bare)
    return named and _BODY.search(bare) is not None


#: A unit by its looks, where a field or a column says that units stand in it: 县公路段, 县一中, 农场.
_UNIT_LIKE = re.compile(
    r"[一-龥]{1,12}[段场站所队院校园区局办委会处科组协联企投团厂矿店库坝村中学]|"
    r"[一-龥]{0,10}(?:业主|商户|经营户|养殖户|农户)"
)


def may_be_unit(words: str) -> bool:
    """Tell whether *words* may be a unit's name that the grammar of names does not know."""
    bare = re.sub(r"[（(][^（()）]*[）)]", "", words)
    plain = not is_limit(bare) and not says_nobody(words) and not _NO_UNIT.search(bare)
    return plain and _UNIT_LIKE.fullmatch(bare) is not None and not imperative(bare)


_NO_UNIT = re.compile(
    r"[的了要应须]|负责|配合|推进|落实|明确|研究|协调|完成|问题|情况|说明|同上|详见|责任单位|牵头单位|牵头部门|本单位"
)
