"""The names that a clause begins with, and what the words behind them do: 财政局想办法, 该所每周清漂."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import NamedTuple

from bot.reading.name_words import FIRST_ALL_THE_SAME, SURNAMES
from bot.reading.names import Name, person_ahead, reach_of_names, read_names, stems_ahead
from bot.reading.prose.predicate import Says, says
from bot.reading.prose.shares import share_of
from bot.reading.verbs import EAGER, VERBS

#: The last character of a unit's or a post's name.
_END = re.compile(
    r"[局委办室会线企专厅院府镇乡道处司团厂队心站所组班联协大门位业社馆部庭校场库区村台矿段记书理任长导志员里上方家关政手县等学园人街"
    r"下科股）)”](?![、与和]|及(?!时))"
)
#: A person's name behind a post: 副县长齐伟负责….
_PERSON = re.compile(r"[一-龥]{2,3}?(?=牵头|[要须每总包]|负责|亲自|挂帅|督办|协调|分管|统筹|带队|[盯抓])")
#: Words that begin with the last character of a name and are cut by it: 农业农村局|组织.
_CUT = frozenset(
    "所属 所辖 站点 站房 站址 厂址 厂边 厂外 "
    "组织 处置 处理 处罚 部署 部分 办理 办结 办法 办好 办公 会同 会商 会议 站在 社会 队伍 队员 "
    "所在 所有 所需 厂区 厂界 厂房 室内 室外 馆内 委托 委派 "
    "科学 团结 局面 局部 道路 镇区 镇域 镇级 乡村 乡镇 乡级 心得 大力 大会 大气 大户 门口 门前 "
    "位置 业主 业务 场地 场所 场界 库区 库容 区域 区级 "
    "部门 局长 镇长 乡长 院长 站长 所长 处长 队长 部长 厅长 社长 组长 馆长 场长 校长 村长 厂长 矿长 "
    "镇街 区内 区间 区分 会上 会后 院内 校园 校门 司机 司法 班子 联合 联动 协调 协助 协同 府前 "
    "上门 上报 上述 上级 上级 里面 长期 长年 长效 员工 员会 任务 任何 记录 导致 志愿 关于 关停 关闭 政府 "
    "政协 政法 政策 方案 方面 方式 "
    "村民 村组 村级 村里 村干 村支 村委 段落 台账 矿区 矿山 等级 手续 事项 县级 县城 县域 长制 上下 等部 "
    "等有 等相 等单 等行 等职 等主 等多 等三 等四 等五 委会 办事 公司 街道 "
    "县长 市长 区长 州长 委托 社区 校区 科室 站所 组成 委员".split()
)
#: 所 of an office, behind which 在 is no part of 所在: 派出所在路口设卡.
_BODIES_AT = re.compile(r"[出理法政电洁卫管林地土务建护播]所$")
#: Verbs that look like the end of a name: 挂牌督办, 查处.
_VERB = re.compile(
    r"(?:(?:挂牌|跟踪|现场|办公|联合|依法|从严|全程|重点|一线)督办|查处|交办|承办|主办|协办|领办|包办|"
    r"转办|惩处|联办|统一|上门|以上|加上|马上|抓上|跟上|用上|装上|盖上|"
    r"补上|[^区全县市]上|[^局镇乡村所站队厂]里)$"
)
#: What a unit's name ends with beyond doubt; 村, 站, 场 and the like are also places and things.
_BODY = re.compile(
    r"(?:局|委|办|办公室|委员会|政府|镇|乡|镇街|街道|办事处|管委会|督查室|法院|检察院|支队|大队|中队|"
    r"派出所|中心|管理处|环卫处|管理所|公司|集团|厅|园区|开发区|示范区|水文站|"
    r"海事处|工作站|监测站|服务站|执法队|工作组|工务段|公路段|管理站|管护站|[甲乙丙]方|党委|政协|人大|"
    r"[农林渔牧]场|"
    r"常委会|[象视播]台|[一-龥]{2}厂|总工会|团委|妇联|供销社|部|园|府|机关|专班|指挥部|"
    r"村委会|居委会|村委|(?<![厕场住处诊])所|[一-龥]{2}(?:科|股)|"
    r"[你我本贵该][局镇乡办委院司所站队中公单街道]{1,2}|街道办|供电所|财政所|司法所|"
    r"农技站|物业|[商残文侨社]联|[科文作]协|红十字会|[档博图文展][案物书化览]馆|市政处|热线|[火客][车运]站|合作社|研究室|"
    r"[国央]企|中专|[党干]校|部门|单位|企业|^[局镇乡村所站队厂]里|街道上|公司里|"
    r"[省市县区镇乡]财政|电力|"
    r"(?:环卫|农技|林业|水利|畜牧|兽医|防疫|文化|保洁|执法|管理|服务|监测|管护|广播|经管|监督)站)$"
)
#: An office that is called by what it does: 督查局, 整改办, 保洁公司.
_OFFICE = re.compile(
    r"(?:局|办|室|站|队|处|组|所|公司|中心|专班|指挥部)$|^[一-龥]{2}(?:单位|部门|企业|机构)$"
)
#: Kinds of places, which name somebody only with a name before them.
_KINDS = frozenset({"机关", "学校", "医院"})
#: So many of a kind: 湖边三个社区.
_SEVERAL = re.compile(
    r"[两三四五六七八九十\d]个(?:社区|村|镇|乡|街道|乡镇|部门|单位|科室|小组|中队|[一-龥]{0,3}[站所队组厂场班])$"
)
_BRACKETS = re.compile(r"[（(][^）)]{0,12}[）)]|[“”\"]")
_PLACE = re.compile(r"^[一-龥]{1,4}[省市县区州]$|^(?:全|各|我)[省市县区]$")
#: What belongs to the name before it, whatever follows: 县公安局|交警大队, 各镇|党委.
_PART_OF = re.compile(
    r"[局所处校协]|[镇乡街道村居（）()、]{1,8}|直(?:属|有关|相关|各)?(?:部门|单位|机关)|(?:及其)?[一-龥（）()]{2,20}(?:分局|办公室|大队|支队|"
    r"中队|总队|中心|"
    r"科|室|委员会|常委会|指挥部|办事处|管委会|党委|党组)|[一-龥]{0,6}政府|监委|党委|党组|人大|政协|机关|"
    r"企业|单位|部门|公司|编办|[党干]校|"
    r"管委会|委会|中心|办事处|指挥部|办|办公室|分局|支队|大队|中队|工委|纪委|村委|居委|部|院|社区|村|"
    r"[一-龥]{0,4}(?:书记|主任|[一-龥]长|领导|干部|班子|负责人|负责同志|一把手)"
)
#: What may belong to it, if what follows is then told better: 县委|组织部, 古塘镇|三官殿村.
_MAY_BE_PART = re.compile(
    r"[一-龥（）()]{2,20}(?:局|办|站|所|处|队|部|组|公司|集团|专班|园|院|厂|委|村|社区|会|厅|庭|区|镇|乡|"
    r"街道|机关|长|任|"
    r"员|领导|干部|书记)"
)
_JOINS = re.compile("[、和]")
_LONGEST = 90  # characters in which names must end


class Head(NamedTuple):
    """Names at the head of a clause: where they end, whether they are units beyond doubt, what follows."""

    names: list[Name]
    end: int
    sure: bool
    says: Says

    def told(self, least: Says) -> bool:
        """Tell whether they are told something, *least* being how surely the words must order."""
        if self.says is Says.UNKNOWN:
            units = not any(name.post or name.person or name.generic for name in self.names)
            return units and self.sure and least is Says.PERHAPS
        return self.says >= (least if self.sure else max(least, Says.ORDERS))


@lru_cache(maxsize=64)  # a clause is asked about from several sides
def head_of(words: str) -> Head | None:
    """Return the names at the head of *words*, or None where it does not begin with any.

    The longest list counts that does not cut a word and behind which something is said to be done.
    """
    best: Head | None = None
    reach = _LONGEST
    for found in _END.finditer(words, 1, _LONGEST):
        end = found.end()
        if end > reach:
            break
        cut = words[end - 1 : end + 1] in _CUT and not _BODIES_AT.match(words, max(0, end - 2), end)
        if cut or _acts(words, end):
            continue
        longer = _goes_on(best.names[-1], words[best.end : end]) if best and end > best.end else _OPEN
        if best and best.sure and not longer:
            continue
        here = _head(words, end)
        if here is None and reach == _LONGEST:  # it is looked how far names may reach at all
            reach = reach_of_names(words)
        if here and (best is None or longer is _WHOLLY or _better(here, best)):
            best = here
        if best and best.says is Says.MUST:
            break
    return best or _by_part(words) or _by_pronoun(words) or _by_stem(words) or _by_surname(words)


def _acts(words: str, end: int) -> bool:
    """Tell whether what ends at *end* is a verb that only looks like a name: 挂牌督办."""
    return words[end - 1] in "办处上里门一" and _VERB.search(words, max(0, end - 4), end) is not None


def _head(words: str, end: int) -> Head | None:
    """Return the head of *words* if what stands before *end* reads as names."""
    names = read_names(words[:end])
    person = (
        _PERSON.match(words, end) if names and names[-1].post and words[end : end + 1] in SURNAMES else None
    )
    if person and person[0][:2] not in VERBS:
        end = person.end()
        names = read_names(words[:end])
    if not names:
        return None
    said = says(words[end:])
    if words[end - 1] == "等" and said is Says.UNKNOWN:
        return None  # 住建、城管等领域: what they are behind is named
    return Head(names, end, any(map(_sure, names)), said)


_PART_ONLY = re.compile(r"(?:牵头|责任|主办|承办|配合|协办)(?:单位|部门)")


def _by_part(words: str) -> Head | None:
    """Read 牵头单位每半月报送一次进度: whoever that is in each matter."""
    found = _PART_ONLY.match(words) if words[:1] in "牵责主承配协" else None
    said = says(words[found.end() :]) if found else Says.TELLS
    return (
        Head([Name(found[0], generic=True)], found.end(), False, said)
        if found and said >= Says.ORDERS
        else None
    )


def _by_pronoun(words: str) -> Head | None:
    """Read 你们要把夜里的巡查排起来, 我们下周一进场: who is spoken to or speaks, whoever that is."""
    said = words[:2] if words.startswith(("你们", "我们")) else ""
    return Head([Name(said)], 2, False, says(words[2:])) if said else None


def _by_stem(words: str) -> Head | None:
    """Read departments by their stems: 水利牵头，环保配合."""
    found = stems_ahead(words)
    if not found:
        return None
    names, also_matter = found
    end = words.index(names[-1].text) + len(names[-1].text)
    said = says(words[end:])
    plain = also_matter and said is Says.MUST and not share_of(words[end:])
    alone = len(names) == 1 and also_matter
    return None if plain or said < (Says.ORDERS if alone else Says.PERHAPS) else Head(names, end, True, said)


def _by_surname(words: str) -> Head | None:
    """Read a person without title: 谭勇牵头成立专班."""
    person = person_ahead(words)
    return (
        Head([Name(person, person=person)], len(person), True, says(words[len(person) :])) if person else None
    )


def _better(here: Head, best: Head) -> bool:
    """Tell whether the longer head *here* says more than *best*, or names a unit more surely."""
    return here.says >= min(best.says, Says.PERHAPS) or here.sure > best.sure


_NOT, _OPEN, _WHOLLY = range(3)


def _goes_on(name: Name, between: str) -> int:
    """Tell whether what stands behind *name* belongs to it, or to the list: not, perhaps, or wholly."""
    more = _JOINS.split(between, maxsplit=1)[0]
    if between[0] in "、和及与以会同（(等“”" or (name.post and 2 <= len(more) <= 3):
        return _OPEN
    if more[:2] in VERBS:
        return _OPEN if len(more) <= 5 and more[-1] in "室部队科所站心办组处局" else _NOT
    return _WHOLLY if _PART_OF.fullmatch(more) else _OPEN if _MAY_BE_PART.fullmatch(more) else _NOT


@lru_cache(maxsize=4096)  # the same units are named all over a county's documents
def _sure(name: Name) -> bool:
    """Tell whether *name* is a unit's beyond doubt: no bare place, nothing that only ends like one."""
    bare = _BRACKETS.sub("", name.text)
    known = name.post or name.person or name.generic or _BODY.search(bare) or _SEVERAL.search(bare)
    acts = (bare[:2] in VERBS or EAGER.match(bare)) and not _OFFICE.search(bare)
    acts = acts and not bare.startswith(FIRST_ALL_THE_SAME)
    return bool(known) and not (acts or bare in _KINDS or _PLACE.match(bare))
