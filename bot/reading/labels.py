"""Labelled fields: 牵头单位：… 完成时限：… 整改目标：…, by the words that offices use for each."""

from __future__ import annotations

import re
from dataclasses import dataclass
from enum import StrEnum
from functools import lru_cache


class Kind(StrEnum):
    """What a labelled field or a column holds."""

    LEAD = "lead"
    RESPONSIBLE = "responsible"
    SUPPORTING = "supporting"
    SUPERVISES = "supervises"
    ACCEPTS = "accepts"
    TERRITORY = "territory"
    MAIN = "main"
    LEADER = "leader"
    DEADLINE = "deadline"
    MATTER = "matter"
    PROBLEM = "problem"
    TARGET = "target"
    MEASURE = "measure"
    PROGRESS = "progress"
    NUMBER = "number"


#: The words of offices for each kind; whole words, the longest is tried first.
_WORDS: dict[Kind, str] = {
    Kind.LEAD: (
        "牵头单位 牵头部门 主办单位 主办部门 主办 牵头责任单位 牵头 主牵头单位 总牵头单位 第一责任单位"
    ),
    Kind.RESPONSIBLE: (
        "责任承办单位 责任处室 责任科室 办理单位 责任乡镇街道 属地责任单位 责任单位 责任部门 "
        "责任主体 整改责任单位 整改单位 承办单位 实施单位 落实单位 "
        "主体责任单位 主体单位 责任乡镇 主要责任单位 执行单位 完成单位 责任单位及责任人"
    ),
    Kind.SUPPORTING: (
        "配合单位 配合部门 协办单位 协同单位 参与单位 参加单位 协办 配合 协助单位 协作单位 "
        "配合责任单位 支持单位"
    ),
    Kind.SUPERVISES: (
        "督导单位 督办单位 督查单位 监督单位 督导部门 督办部门 督促单位 监管单位 指导单位 "
        "行业主管部门 行业监管部门 督导责任单位"
    ),
    Kind.ACCEPTS: "验收单位 验收部门 销号验收单位 核查单位 验收责任单位",
    Kind.TERRITORY: "属地 属地单位 属地责任 属地镇街 所在镇街 涉及镇街 属地乡镇",
    Kind.MAIN: "主责单位 主责部门",
    Kind.LEADER: (
        "督导领导 包保责任人 联系领导 责任县领导 责任区领导 区领导 县领导 市领导 责任领导 "
        "包保领导 分管领导 牵头领导 责任人 包案领导 包抓领导 挂点领导 市级领导 县级领导 "
        "区级领导 责任人员 主要责任人 县级河长 县级湖长 区级河长 区级湖长 市级河长 市级湖长 河长 "
        "湖长 镇级河长 乡级河长 领办领导 督办领导 包联领导 牵头县领导 牵头区领导 牵头市领导"
    ),
    Kind.DEADLINE: (
        "完成时限 整改时限 时限要求 完成时间 时限 办结时限 整改期限 完成期限 办理时限 时间要求 "
        "整改完成时限 整治时限 时间节点 期限 整改时间 计划完成时间 工作时限 落实时限"
    ),
    Kind.MATTER: (
        "具体内容 主要内容 办理要求 交办事项 办理事项 具体事项 整改内容 项目内容 内容 任务要求 "
        "具体要求 重点事项 督办事项 整改要求 工作任务 任务 重点任务 主要任务 任务内容 整改任务 "
        "问题及任务 工作内容 具体任务 任务名称 "
        "事项 工作事项 重点工作 项目名称 任务事项 整治任务 整治内容 议定事项 工作举措 任务及措施"
    ),
    Kind.PROBLEM: (
        "反映内容 反映问题 信访内容 投诉内容 信访诉求 反馈问题 存在问题 问题 整改问题 问题描述 "
        "问题表述 突出问题 主要问题 问题内容 具体问题 "
        "督察反馈问题 问题清单 问题表现 具体表现 问题简述 问题概述 问题情况 基本情况"
    ),
    Kind.TARGET: (
        "整改目标 目标要求 目标任务 工作目标 目标 任务目标 绩效目标 年度目标 工作要求 验收标准 完成标准"
    ),
    Kind.MEASURE: "整改措施 措施 主要措施 具体措施 工作措施 整治措施 治理措施 整改措施及完成情况 整改举措",
    Kind.PROGRESS: (
        "整改进展 进展情况 完成情况 整改情况 工作进展 进展 整改完成情况 目前进展 备注 落实情况 当前进展"
    ),
    Kind.NUMBER: "序号 编号 号",
}
LABELS: dict[str, Kind] = {word: kind for kind, words in _WORDS.items() for word in words.split()}
_ALTERNATION = "|".join(sorted(LABELS, key=len, reverse=True))
#: A label with its colon; 均为 and 为 serve where a whole section is spoken for.
_LABEL = re.compile(
    rf"(?:(?<=[\s（(〔【\[）)〕】\]；;，,。、:：])|^)[“\"]?({_ALTERNATION})[”\"]?"
    r"(?:[:：]\s?| ?\t\s?|均?为(?=[^期\s])|(?=不变[（(]|由[^，,；;。]{2,24}(?:调整|变更|改)为|"
    r"(?:变更|调整|改|明确|确定)为|维持|20\d\d年|\d{1,2}月))"
)
_FIRST_LEADS = re.compile(
    r"(?:第一(?:家|个|位)?(?:单位)?|排(?:名)?(?:第一|首位|在前|在首位)的?(?:单位)?|列第一位的?(?:单位)?)(?:为|是)(?:总)?牵头"
)


@dataclass(frozen=True, slots=True)
class Field:
    """One labelled value, its words at ``[start, end)`` of the text that was searched."""

    kind: Kind
    label: str
    value: str
    start: int  # of the label
    begin: int  # of the value
    end: int


def label_of(cell: str) -> Kind | None:
    """Return what a column headed *cell* holds, or None where the heading says nothing known."""
    return LABELS.get(re.sub(r"\s|[（(].*$", "", cell))


@lru_cache(maxsize=256)  # a line is looked at several times before it is known what it belongs to
def read_fields(text: str) -> tuple[Field, ...]:
    """Return the labelled fields of *text* in their order; a value ends where the next label begins."""
    found = list(_LABEL.finditer(text))
    ends = [*(m.start() for m in found[1:]), len(text)][: len(found)]
    fields = []
    for match, end in zip(found, ends, strict=True):
        words = text[match.end() : end]
        if match.end() == match.end(1):  # 责任单位不变, 牵头单位由A调整为B: said in running text
            words = re.split(r"[，,；;。]", words, maxsplit=1)[0]
        value = words.strip(" \t\u3000；;，,。、\n")
        begin = match.end() + len(words) - len(words.lstrip())
        fields.append(Field(LABELS[match[1]], match[1], value, match.start(), begin, begin + len(value)))
    return tuple(fields)


def first_leads(text: str) -> bool:
    """Tell whether the document says that of several units the first one leads."""
    return bool(_FIRST_LEADS.search(text))
