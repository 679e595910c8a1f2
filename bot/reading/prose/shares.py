"""Which part the words behind a name give it: 牵头, 主抓, 是主责; 配合, 帮着一起干; 督办; 负责, 兜底."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import NamedTuple

from bot.duty import Role
from bot.reading.wordlist import any_of


class Share(NamedTuple):
    """A part in a matter, and what the words say beyond it."""

    role: Role | None  # None: it bears the matter (负责), alone or with others
    act: str  # what is said beyond the part itself
    alone: bool  # nothing is: the clause only tells who has which part


_HOW = any_of(
    "具体 各 统一 共同 分别 直接 全面 全权 总 继续 各自 积极 主动 全力 密切 一起 一道 要 应 须 必须 来 也 都 "
    "按照?(?:各自)?职责(?:分工)? 切实 先行 先 予以 同步 全程 现场 派员 派人 做好 搞好 抓好"
)
_ENDS = "(?=[，,；;。！]|$)"
_ROLES: tuple[tuple[Role | None, str], ...] = (
    (
        Role.LEAD,
        any_of(
            "牵头(?!人|单位|部门|的) 主抓 主办(?!方|单位|的) 主导 领衔 领办 挑头 挑大梁 扛旗 扛大旗 打头 "
            "领头 牵[好个]头 统筹(?=协调|推进|抓总|[，,；;。]|$) "
            "(?:是|为|作为)[^，,；;。]{0,12}?牵头(?:单位|部门)(?=[，,；;。]|$) "
            "抓总 拿总 总牵头 当主角 唱主角 唱主戏 为主 主负责 总揽"
        ),
    ),
    (
        Role.MAIN,
        any_of(
            "是(?:第一)?主责 [是当]好?第一责任人(?=[，,；;。]|$) 主责 为主责 "
            "[扛负担挑][起好牢负]{0,2}.{0,4}主责 "
            "[负承][担]?主体责任 主体责任"
        ),
    ),
    (
        Role.SUPPORTING,
        any_of(
            "配合 协助 协同 协办 参与 参加(?!会议|活动) 帮着(?:一起|一块|一道|干|做工作|办|抓|[，,。]|$) "
            "帮忙 帮衬 "
            "搭把手 打下手 打配合 跟上 跟着 一起[干上做抓办跟] 一道[干上做抓办] 一块儿?[干上做抓办] "
            "出人出力 搭台 补位 "
            "助力 给予(?:全力)?(?:支持|配合|保障|协助) 当好配角 唱配角 敲边鼓 一家不落 "
            "(?:是|为|作为)[^，,；;。]{0,12}?(?:配合|协办|参与)(?:单位|部门)(?=[，,；;。]|$) "
            "对[^，,]{2,16}[予给]以(?:协助|配合|支持) "
            "(?:负责|做好)?(?:技术|业务|全程)指导(?=[，,；;。]|$) "
            "做好[^，,；;。]{0,8}(?:配合|协助)(?:工作)?(?=[，,；;。]|$)"
        ),
    ),
    (Role.LEADER, any_of("分管 挂帅 坐镇 包案 任组长 担任组长 总调度 总协调 亲自[抓盯办过挂督]")),
    (Role.ACCEPTS, any_of("(?:负责)?(?:组织)?验收")),
    (
        Role.SUPERVISES,
        any_of(
            "督办 督导 督促(?=指导|检查|落实|[，,；;。]|$) 监督(?=指导|落实|[，,；;。]|$) 跟踪督办 盯守 "
            "(?:负责)?指导(?=[，,；;。]|$) 负责(?:督办|督导|督促|监督)(?=[，,；;。]|$) "
            "盯办 盯[住着紧牢]?(?=[，,；;。！]|$)"
        ),
    ),
    (
        None,
        any_of("(?:是|为|作为)[^，,；;。]{0,12}?(?:责任|实施|承办)(?:单位|部门|主体)(?=[，,；;。]|$)")
        + "|"
        + any_of("负责(?!人|同志|解释|的) 负总责 总负责 承担 承办 兜底 接手 包干 包了 认领")
        + "|"
        + any_of(
            "管 办 抓 承建 代建 建设 施工 实施 运营 运维 管护 办理 包[一-龥]{0,4} 来(?:办|管|抓|做|干|负责)?",
            _ENDS,
        ),
    ),
)
_SHARE = re.compile(
    rf"(?:{_HOW}){{0,3}}(?:" + "|".join(f"(?P<r{i}>{words})" for i, (_, words) in enumerate(_ROLES)) + ")"
)
_REST = any_of(
    "落实 实施 推进 办理 到位 到底 责任 单位 部门 任务 工作 整改 整治 处理 处置 抓好 办好 好 起来 组织 统筹 "
    "调度 协调 一起[干做上] 干 抓"
)
_TAIL = re.compile(rf"(?:{_REST}){{0,2}}[，,。；;：:！!”\s]*$")
#: What a unit does for another's task: a part of its own in the same matter.
HELPS = re.compile(
    any_of(
        "保障(?=资金|经费|用地|要素) "
        "做好 协助 提供 给予 支持 帮助 帮 指导 技术指导 业务指导 全程指导 加强指导 跟着 跟进 一起 一并 "
        "一块 一道 "
        "一家不落"
    )
)
SHARES = re.compile(
    r"(?:具体|分别|按职责|协同|共同|各自|配套)(?:分工)?(?:落实|承担|抓好|抓落实|实施|做好|负责|保障|跟进)"
)


@lru_cache(maxsize=64)  # a clause is asked about from several sides
def share_of(behind: str) -> Share | None:
    """Return the part that the words *behind* a name give it, or None where they give none.

    >>> share_of("主抓，")
    Share(role=<Role.LEAD: '牵头'>, act='', alone=True)
    >>> share_of("配合做好补偿")
    Share(role=<Role.SUPPORTING: '配合'>, act='做好补偿', alone=False)
    """
    found = _SHARE.match(behind)
    if not found:
        return None
    role = _ROLES[int(found.lastgroup[1:])][0]  # type: ignore[index]  # one of the groups matched
    alone = bool(_TAIL.match(behind, found.end()))
    return Share(role, "" if alone else behind[found.end() :], alone)
