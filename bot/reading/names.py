"""Names of units and posts as documents write them: 住建、城管、交通等部门, 各街道、镇, 市生态环境局县分局.

A dictionary cannot hold every unit of every county, so names are recognised by their grammar (what they
end with, what they may not contain); the directory of units ties them to known units afterwards.
"""

from __future__ import annotations

import re
from functools import lru_cache
from typing import NamedTuple

from bot.duty import Part, Role
from bot.reading.name_words import FIRST_ALL_THE_SAME, IN_NAMES, NEVER_FIRST, STEMS, SURNAMES
from bot.reading.verbs import VERBS
from bot.reading.wordlist import any_of, each_of

#: What a unit's name ends with.
_SUFFIX = re.compile(
    r"(?:局|委|办|办公室|委员会|委会|(?<![大餐客前告])厅|(?<!部)署|(?<!大)院|政府|府|镇|(?<!城)乡|镇街|乡街|街道|"
    r"街道办|办事处|管委会|公司|集团|厂|支队|大队|中队|派出所|"
    r"中心|热线|站|所|室|科|组|指挥部|专班|党委|党组|工委|政协|人大|常委会|部门|单位|企业|物业|社|协会|商会|"
    r"联合会|工会|红十字会|基金会|学会|[妇残文侨商]联|[科文作]协|[国央]企|中专|机关|"
    r"(?:[农林渔牧砂石料猪鸡盐]|养殖|屠宰|填埋|停车|采石)场|[煤铁金石铜锰磷锌钨]矿|银行|馆|"
    r"(?:产业|工业|科技|农业|物流|创业|化工)园|(?<![全局内外东南西北中底顶上下一二三几])部|队|园区|开发区|示范区|风景区|"
    r"(?<![到各多何此几\d])处|院校|[心党分]校|[中小大]学|学校|医院|[象视播]台|报社|(?<!农)村|社区|上下|"
    r"[甲乙丙]方|"
    r"(?:公路|工务|供电|养护|路政|航道|河道|铁路)段|"
    r"(?<=[省市县区镇乡])财政|[局镇乡村所站队厂][里上]|(?<![地小城片库山校老灾矿景牧林])区|县|(?<!城)市)$"
)
#: What a post ends with; a post is answered for by a person, not by a unit.
_POST = re.compile(
    r"(?:常委|书记|支书|县长|市长|区长|州长|镇长|乡长|村长|局长|主任|秘书长|部长|负责同志|负责人|责任人|"
    r"领导|干部|同志|河长|湖长|警长|林长|"
    r"路长|田长|片长|网格[员长]|(?:巡[查护河]|护[林河]|管护|保洁|监督|环保|协管|信息|联络|安全|督导)员|"
    r"街长|所长|站长|队长|组长|厂长|矿长|校长|院长|段长|"
    r"经理|委员|专员|巡视员|一把手)$"
)
#: A post whose bearers are many: 各级河湖长 is a body of people that answers, not one person.
_GENERIC = re.compile(
    r"^(?:各|其[他它余](?=[一-龥]{2})|有关|相关|全[省市县区]|所在|属地|沿)|(?:责任|成员)单位$|(?:有关|相关)(?:部门|单位|方面)$|上下$"
)
#: What follows a word for a task where an office is called by it: 矿山整治办, 项目推进中心.
_OF_OFFICE = r"(?!办(?![法理好结])|中心|专班|组|指挥部|工作(?:专班|领导小组|组|委员会|指挥部)|领导小组)"
#: Words that never stand inside a unit's name; each begins with a character of its own, for a quick search.
_FOREIGN = re.compile(
    "|".join(
        (
            each_of("，。；：！？…:了是将已而着很之由并跟说还就没只为对从使让令到以凭靠"),
            r"不(?!动产)|的(?<![分主]管的)(?<!联系的)(?<!包[片联]的)|把(?!手)|\.(?=.)|．(?=.)|全部|带(?=[领各头着])|"
            r"在(?<!所在)|该(?<=.该)|被(?<!植被)|给(?!排?水)|要(?<![主重]要)(?!塞)|"
            r"报(?<![晚日电海]报)(?!社|业|告)|各(?<=[局委办厅院府镇乡道处]各)",
            r"受(?![理援灾])|逐|[少多](?=[一两几])|"
            r"楼(?<=[一二三四五六七八九十\d]楼)(?=[一-龥]{0,5}[厅室])",
            each_of("日月底年", "前"),
            each_of("期年月季", "度?内"),
            each_of("0123456789", "(?=[日月天年名个家台座条户件])"),
            each_of("一两三四五六七八九十几", "(?<=.[一两三四五六七八九十几])(?=[名位台座条户件])"),
            each_of("叫找喊请", "来"),
            each_of("局委办", "商"),
            each_of("你我他她谁哪这那", "(?![省市县区州旗镇乡村街局办委院司厂所站队中公单])"),
            r"每[年月周天日旬季半]|期间|现场(?!指挥)|督导(?!组|办|单位|局)|"
            r"保护(?!委员会|局|站|中心|区|办|督察|综合|行政|执法)|组织(?!部(?!门))|问题(?!整改)|责任$|负责(?!同志|人)|"
            r"工作(?<!整改工作)(?<!督察工作)(?!专班|领导小组|组|委员会|办|部|局|站)|通报(?!组)",
            any_of("推进 整治", _OF_OFFICE),
            any_of(
                "迅速 出席 主持 召开 参加 开展 完成 建立 落实 加强 强化 坚持 实施 听取 进行 做好 确保 "
                "力争 按照 围绕 以及 关于 根据 通过 提高 切实 会议 要求 强调 指出 部署 情况 任务 能力 "
                "力度 措施 方面 形成 推动 督促 打造 认真 始终 全面 严格 深入 进一步 明确 发现 重视 驶 存在 "
                "牵头(?<!各牵头) 配合(?<!各配合) 协助(?<!各协助) 参与(?<!各参与) 抓紧 尽快 立即 马上"
            ),
        )
    )
)
_BARE = frozenset(
    {"镇", "乡", "街道", "政府", "村", "社区", "部门", "单位", "主任", "镇长", "县直部门", "村居", "园区"}
)
#: Words for a part that are nobody's name.
_NO_NAME = frozenset(
    {
        "责任单位",
        "牵头单位",
        "配合单位",
        "牵头部门",
        "责任部门",
        "部门",
        "单位",
        "主体单位",
        "待定",
        "待明确",
        "有关方面",
    }
)
_GROUP = re.compile(
    r"[两三四五六七八九]家(?:部门|单位)?$|等?(?:\d+|[一二三四五六七八九十]+)?(?:个|家)?(?:有关|相关|市直|"
    r"县直|区直|成员|责任|行业|主管|职能){0,2}(?:部门|"
    r"单位)$|等$"
)
#: A group that ends inside a list: 住建、城管等部门和各镇街.
_GROUP_INSIDE = re.compile(
    r"(等(?:\d+|[一二三四五六七八九十]+)?(?:个|家)?(?:有关|相关|市直|县直|区直)?(?:部门|单位))(?:以及|和|"
    r"及|与|、)"
)
#: Heads of a place or an office in person; they answer as leaders, not as a unit.
_HEADS = re.compile(r"(?:书记|支书|主任|县长|区长|市长|州长|镇长|乡长|村长|局长|街长|所长)$")
#: What stands before a post and is nobody's name: 分管副区长.
_NOBODY = frozenset("分管 常务 主管 包片 包线 包保 包联 挂点 联系 第一 主要 总支 驻村 各位 全体".split())
_PERSON = re.compile(
    r"^(?:.{0,12}(?:常委|书记|县长|市长|区长|镇长|乡长|局长|主任|部长|河长|湖长))[、]?"
    r"(?!表示|表态|承诺|介绍|强调|指出|要求|批示|汇报|解释|回应|说)([一-龥]{2,3})$|"
    r"^([一-龥]{2,3}?)(?:副?(?:县长|市长|区长|"
    r"书记|主任|局长|镇长)|同志)$"
)


#: What a list of names ends with, for a quick look; a person's name may end with anything.
_LAST = frozenset(
    "局委办室会线厅署院府镇乡街道处司团厂队挥班心站所科组部党协人大门位业社馆行场"
    '企专区县市校台村下方段员记长任志导等点库家者里上矿政关联书理手学园）)】”"'
)
_TITLED = re.compile(r"长|书记|主任|常委|同志")


class Name(NamedTuple):
    """One name in a list: the unit's or post's words, and what kind of name it is."""

    text: str
    post: bool = False
    person: str = ""
    generic: bool = False


def reach_of_names(text: str) -> int:
    """Return how far names at the head of *text* may reach at most: to the first word that is in none."""
    found = _FOREIGN.search(text)
    return found.start() if found else len(text)


def read_names(text: str) -> list[Name] | None:
    """Read *text* as a list of units or posts, or return None where it is anything else.

    A list such as 住建、城管、交通等部门 gives 住建部门, 城管部门, 交通部门.

    >>> [n.text for n in read_names("住建、城管等部门")]
    ['住建部门', '城管部门']
    >>> read_names("加快推进污水管网") is None
    True
    """
    found = _read("".join(text.split()).strip("，,、；;"))
    return list(found) if found else None


@lru_cache(maxsize=8192)  # the same units are named all over a county's documents
def _read(text: str) -> tuple[Name, ...] | None:
    if not 2 <= len(text) <= 90 or not (text[-1] in _LAST or _TITLED.search(text)):
        return None
    if inside := _GROUP_INSIDE.search(text):
        before, behind = _read(text[: inside.end(1)]), _read(text[inside.end() :])
        return (*before, *behind) if before and behind else None
    grouped = _GROUP.search(text)
    body = text[: grouped.start()] if grouped and grouped.start() >= 2 else text
    if (tail := text[len(body) :]) and (group := _group(body, tail)):
        return tuple(group)
    tokens = _tokens(text)
    return tuple(_name(t) for t in tokens) if tokens and all(map(_is_name, tokens)) else None


def _group(body: str, tail: str) -> list[Name] | None:
    """Read 住建、城管 before 等部门 as 住建部门, 城管部门."""
    tokens = _tokens(body, stems="等" in tail)
    if "等" not in tail and (len(tokens) < 2 or any(map(_is_name, tokens))):
        return None
    if not all(_is_stem(t) or _is_name(t) for t in tokens):
        return None
    if tail == "等" and any(t[:2] in VERBS and not _is_name(t) for t in tokens):
        return None  # 储备围油栏、活性炭等物资
    ending = "单位" if tail.endswith("单位") else "部门"
    return [_name(t if _is_name(t) else t + ending) for t in tokens]


_STEM = f"(?:{'|'.join(STEMS)})"
_STEM_STARTS = frozenset(stem[0] for stem in STEMS)
_STEMS_AHEAD = re.compile(rf"{_STEM}(?:[、和与同跟及]{_STEM}){{0,6}}(?:[两三四五六]家(?:单位)?)?")
#: Stems that are also words for the matter itself: 教育要从娃娃抓起.
_ALSO_MATTERS = frozenset(
    "应急 交通 规划 农业 林业 园林 环卫 财政 教育 商务 司法 审计 供电 电力 消防 信访 气象 生态环境 水利 "
    "环保".split()
)


def stems_ahead(text: str) -> tuple[list[Name], bool] | None:
    """Return the departments that *text* begins with by their stems, and whether that may be their matter."""
    found = _STEMS_AHEAD.match(text) if text[:1] in _STEM_STARTS else None
    if not found:
        return None
    names = re.findall(_STEM, found[0])
    return [Name(name) for name in names], len(names) == 1 and names[0] in _ALSO_MATTERS


_PERSON_AHEAD = re.compile(
    rf"((?:欧阳|司马|上官|诸葛|[{SURNAMES}])[一-龥]{{1,2}})(?=(?:同志)?(?:牵头|负责|总负责|任组长|担任|"
    rf"挂帅|分管|督办|协调|主抓|总协调|总调度|带队|"
    rf"包案|包抓|来[抓管办协]|亲自))"
)


def person_ahead(text: str) -> str:
    """Return the person *text* begins with, told by a surname and by what is said behind; else nothing."""
    found = _PERSON_AHEAD.match(text) if text[:1] in SURNAMES else None
    return found[1] if found and found[1] not in STEMS else ""


def parts_of(names: list[Name], role: Role | None = None) -> tuple[Part, ...]:
    """Give each of *names* its role; without one: the single name is responsible, several are listed."""
    given = role or (Role.RESPONSIBLE if len(names) == 1 else Role.LISTED)
    parts: list[Part] = []
    if any(name.person for name in names):  # 白龙河县级河长、副县长齐伟: one person, called twice
        names = [name for name in names if name.person or not name.post]
    for name in names:
        if name.post and _HEADS.search(name.text):
            parts.append(Part(name.text, Role.LEADER, name.generic))
            continue
        if name.person:
            parts.append(Part(name.person, Role.LEADER))
            continue
        parts.append(Part(name.text, given, name.generic))
        if name.post and given not in (Role.SUPPORTING, Role.TERRITORY):
            parts.append(Part(name.text, Role.LEADER, name.generic))
    return tuple(parts)


def _tokens(text: str, *, stems: bool = False) -> list[str]:
    """Split a list of names; what only has a meaning with the name before it stays with it."""
    tokens: list[str] = []
    for piece in _split(text, stems):
        if tokens and (
            piece in _BARE
            and (tokens[-1].startswith(("各", "沿", "有关", "相关")) or piece in ("政府", "主任"))
        ):
            tokens[-1] += "、" + piece
        elif piece:
            tokens.append(piece)
    return [t for token in tokens for t in _expand(token)]


def _split(text: str, stems: bool) -> list[str]:
    """Split at 、 , and at 和/及/与 where both sides are names of their own, outside brackets.

    With *stems* a bare stem may follow as well: 各镇街和住建、城管等部门.
    """
    depth, start, pieces = 0, 0, []
    for i, char in enumerate(text):
        depth += char in "（(〔[“" and 1
        depth -= char in "）)〕]”" and depth > 0 and 1
        if depth == 0 and char in "、，,/;；　":
            pieces.append(text[start:i])
            start = i + 1
    pieces.append(text[start:])
    return [p for piece in pieces for p in _joined(piece.strip(), stems)]


def _joined(piece: str, stems: bool) -> list[str]:
    for word in ("以及", "和", "及", "与", "会同", "会商", "联合", "会", "同"):
        at = piece.find(word, 2)
        while at > 0:
            left, right = piece[:at], piece[at + len(word) :]
            if word in ("会", "同") and not (_MEETS.search(left) and right[:1] not in "办主员长议"):
                break  # 区发改委会区财政局, but not 管委会办公室
            names = _is_name(left) and (_is_name(right) or (stems and _is_stem(right)))
            if names and not right.startswith("其"):
                return [*_joined(left, stems), *_joined(right, stems)]
            at = piece.find(word, at + 1)
    return [piece]


_MEETS = re.compile(r"(?:局|办|镇|道|厅|司|(?<![村居管组常工纪])委)$")


_BELOW = frozenset({"下属", "所属", "直属", "下辖"})


def _expand(token: str) -> list[str]:
    """Write out 委员会及其办公室, 水务集团及其下属污水厂 as the two units they mean."""
    body, _, below = token.partition("及其")
    if below[:2] in _BELOW and _is_name(body) and _is_name(below[2:]):
        return [body, below[2:]]
    if token.endswith("及其办公室") and len(token) > 7:
        body = token[: -len("及其办公室")]
        return [body, body + "办公室"]
    return [token]


_ASIDE = re.compile(r"[（(][^）)]{0,20}[）)]|[“”\"]")


#: A bracket without its other half (a name cut apart), and what is no unit but a whole place: 全县.
_NO_UNIT = re.compile(r"[（(）)、]|^全[省市县区州镇乡村]$|^有(?!关)|^[^省市县区镇乡街]办$")
_IN_CHARGE = re.compile(r"^(分管|主管|联系|包片|包联|驻村)的")


def _bare(token: str) -> str:
    return _IN_CHARGE.sub(r"\1", _ASIDE.sub("", token))


_LONGEST_END = 4  # characters of the longest ending: 负责同志


def _ends(ending: re.Pattern[str], text: str) -> re.Match[str] | None:
    """Return what *text* ends with; only there an ending is looked for."""
    return ending.search(text, max(0, len(text) - _LONGEST_END))


@lru_cache(maxsize=8192)  # the same units are named all over a county's documents
def _is_name(token: str) -> bool:
    bare = _bare(token).replace("、", "")
    if bare in _NO_NAME:
        return False
    if not 2 <= len(bare) <= 26 or _NO_UNIT.search(bare):
        return False
    if bare.startswith(NEVER_FIRST) and not bare.startswith(FIRST_ALL_THE_SAME):
        return False
    if (_FOREIGN.search(bare) and not bare.endswith("上下")) or _acts_inside(bare):
        return False
    return bool(_ends(_SUFFIX, bare) or _ends(_POST, bare) or _PERSON.match(bare))


#: An office with the place it is for: whatever it is called by, it is a name.
_OFFICIAL = re.compile(
    r"[省市县区州旗镇乡街].*(?:局|办|委|中心|专班|指挥部|小组|工作组|公司|集团|委员会|大队|支队|处)$"
)


def _acts_inside(bare: str) -> bool:
    """Tell whether there is a verb inside *bare* that no office is called by: 疑似点位推送各乡镇."""
    if _OFFICIAL.match(bare):
        return False
    return any(
        bare[at : at + 2] in VERBS and bare[at : at + 2] not in IN_NAMES for at in range(1, len(bare) - 2)
    )


_CHINESE = re.compile(r"[一-龥]+")


def _is_stem(token: str) -> bool:
    """Tell whether *token* can be the stem of a department's name (住建, 农业农村)."""
    return 2 <= len(token) <= 6 and not _FOREIGN.search(token) and _CHINESE.fullmatch(token) is not None


#: Who answers for a unit in person, in brackets behind it.
_NAMED_ASIDE = re.compile(rf"(?<=[局委办府镇乡道会心站所队])[（(]([{SURNAMES}][一-龥]{{1,2}})[）)]$")
_BOTH_HEADS = re.compile(r"党政主要负责(?:人|同志)$")


@lru_cache(maxsize=8192)
def _name(token: str) -> Name:
    bare = _bare(token)
    person = _PERSON.match(bare)
    post = bool(_ends(_POST, bare)) and not person
    named = (person[1] or (bare if bare.endswith("同志") else person[2])) if person else ""
    if named in _NOBODY or _GENERIC.search(named) or _SUFFIX.search(named):  # 各镇镇长, 区总河长办公室
        named, post = "", bool(_POST.search(bare))
    if named.endswith("副"):  # 张副县长
        named = bare
    elif named and _POST.search(named) and not named.endswith("同志"):
        named, post = "", True
    if _BOTH_HEADS.search(bare):
        token, post = _BOTH_HEADS.sub("", token), False
    if (aside := _NAMED_ASIDE.search(token)) and not (aside[1] in STEMS or _SUFFIX.search(aside[1])):
        token = token[: aside.start()]  # 区城管局（张磊）
    return Name(token, post and not named, named, bool(_GENERIC.search(bare)))
