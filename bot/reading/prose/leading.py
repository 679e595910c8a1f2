"""The names a clause begins with, whatever verb follows: 财政局想办法, 由东关街道做好日常巡查."""

from __future__ import annotations

import re

from bot.reading.names import Name, read_names
from bot.reading.prose.signs import EAGER, IMPERATIVE

#: The last character of a unit's name.
_ENDS = frozenset("局委办室会厅院府镇乡道处司团厂队心站所组班联协大门位业社馆部庭会校场库区")
#: Words that begin with the last character of a name and are cut by it: 农业农村局|组织.
_CUT = frozenset(
    "组织 处置 处理 处罚 部署 部分 办理 办结 办法 办好 办公 会同 会商 会议 站在 社会 队伍 队员 "
    "所在 所有 所需 厂区 厂界 厂房 室内 室外 馆内 委托 委派 "
    "科学 团结 局面 局部 道路 镇区 镇域 镇级 乡村 乡镇 乡级 心得 大力 大会 大气 大户 门口 门前 "
    "位置 业主 业务 场地 场所 场界 库区 库容 区域 区级 "
    "部门 局长 镇长 乡长 院长 站长 所长 处长 队长 部长 厅长 社长 组长 馆长 场长 校长 "
    "镇街 区内 区间 区分 会上 会后 院内 校园 校门 司机 司法 班子 联合 联动 协调 协助 协同 府前".split()
)
#: What only tells: attendance, reports, what was done, what a unit is or has.
_TELLS = re.compile(
    r"[的、，,。等及和与：:\s〔【（(《\d]|[发函字]?〔|(?:常务)?副?(?:书记|主席|主任|县长|市长|区长|镇长|乡长|秘书长|部长|局长)|长[及、等]|"
    r"[^，,。；;]{0,8}(?:纪要|公报|简报|公示|公告)$|(?:有关|相关|主要|分管|班子)?(?:负责人|负责同志|主要负责|领导|干部|人员|代表|工作人员)|"
    r"通报|汇报|报告了|作了?|派员|列席|参加|出席|表示|介绍|获|被|共|累计|查处|同比|召开|举行|举办|认为|反映|接到|收到|位于|属|是|有|已|曾|在会上|现有|拥有|"
    r"投入|新增|完成了|印发|转发|发布|关于|主办|供稿|讯|来源|编|制$|年|月|日|第|\d{4}|提供(?:图|文)|与会|陪同|调研|考察|一行|牵头人|联系|电话"
)
#: A name inside a relative clause: 省督察组交办的17件….
_RELATIVE = re.compile(
    r"(?:交办|反馈|承建|汇报|提出|负责|实施|管理|举办|建设|确定|明确|移交|指出|挂牌|通报|督办)的"
)
#: A matter that bears a place's name: 松坪乡老硐废水入河的问题.
_MATTER = re.compile(r"[^，,。；;]{2,30}的(?:问题|情况|现象|隐患)[，,。；;]?$")
_DONE = re.compile(r"(?<![为除])了(?![解结])|曾经|已经?(?:完成|建成|达到)")
#: Verbs that look like the end of a name: 挂牌督办, 查处.
_VERB = re.compile(
    r"(?:(?:挂牌|跟踪|现场|办公|联合|依法|从严|全程|重点|一线)督办|查处|交办|承办|主办|协办|领办|包办|转办|惩处|联办)$"
)
_BODY = re.compile(
    r"(?:局|委|办|办公室|委员会|政府|镇|乡|镇街|街道|办事处|管委会|督查室|法院|检察院|支队|大队|中队|派出所|中心|管理处|环卫处|管理所|公司|集团|厅|园区|水文站|"
    r"海事处|工作站|监测站|服务站|执法队|工作组|工务段|管理站|管护站|[甲乙丙]方|党委|政协|人大|常委会|总工会|团委|妇联|供销社|部|园|府|"
    r"各部门|各单位|成员单位|责任单位|承办单位|牵头单位|有关部门|有关单位)$"
)
_BRACKETS = re.compile(r"[（(][^）)]{0,12}[）)]|[“”\"]")
_HEAD = re.compile(r"[^，,。；;：:！？!?]{2,60}")
_PLACE = re.compile(r"^该|^[一-龥]{1,4}[省市县区]$|^(?:全|各|我)[省市县区]$")


def leading_names(words: str) -> tuple[list[Name], int] | None:
    """Return the names at the head of *words* and where they end, the longest list that reads as names.

    The verb behind them is not looked at; see :func:`commands`.
    """
    head = _HEAD.match(words)
    if not head:
        return None
    for end in range(head.end(), 1, -1):
        if words[end - 1] not in _ENDS or words[end - 1 : end + 1] in _CUT:
            continue
        if _VERB.search(words, 0, end):
            continue
        names = read_names(words[:end])
        if names and all(_strong(name) for name in names):
            return names, end
    return None


def _strong(name: Name) -> bool:
    """Tell whether *name* is a unit's beyond doubt: no bare place, nothing that only ends like one."""
    bare = _BRACKETS.sub("", name.text)
    return bool(_BODY.search(bare)) and not any(p.match(bare) for p in (_PLACE, IMPERATIVE, EAGER))


def is_told(behind: str) -> bool:
    """Tell whether what stands behind names may be what they are told, rather than what is told of them."""
    told_of = _TELLS.match(behind) or _RELATIVE.match(behind) or _DONE.search(behind)
    matter = _MATTER.match(behind) and not IMPERATIVE.match(behind)
    return len(behind.strip("，,。；; ")) >= 2 and not told_of and not matter
