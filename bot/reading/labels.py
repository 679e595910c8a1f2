"""Labelled fields: 牵头单位：… 完成时限：… 整改目标：…, known by how offices compose such labels.

A label is a compound: what is meant (牵头, 配合, 完成, 整改 …), then what it is (单位, 时限, 措施 …). No list
of whole words covers what clerks write, so :func:`kind_of` reads the compound.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from enum import StrEnum
from functools import lru_cache
from itertools import pairwise


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
    ABOUT = "about"  # what or where the matter concerns: 点位, 河段, 类别; it heads the entry
    PERSON = "person"  # 姓名, 电话, 职务: a column of a list of people


#: Kinds that answer who or by when: what is handed down and what a tail holds.
BEARERS = (Kind.LEAD, Kind.MAIN, Kind.RESPONSIBLE)
PARTS = (*BEARERS, Kind.SUPPORTING, Kind.TERRITORY, Kind.SUPERVISES, Kind.ACCEPTS, Kind.LEADER)

#: Kinds that say what is to be done.
WHAT = (Kind.MATTER, Kind.MEASURE, Kind.PROBLEM, Kind.TARGET)

_LEVEL = "(?:副?[省市县区镇乡村州]级?|本级)"
_BODY = (
    r"(?:责任|成员|主体)?(?:单位|部门|主体|处室|科室|股室|机构|乡镇街道|乡镇|镇街|街镇|镇办|乡镇办|街道|县区|区县|"
    r"县市区|政府|企业|镇|乡|方)"
)
#: What may stand before the word that says the part: 主要, 整改, 县级, 行业.
_HOW = (
    rf"(?:主要|具体|直接|首要|第一|共同|整改|工作|任务|问题|事项|项目|落实|行业|技术|业务|挂牌|跟踪|"
    rf"拟|总|主|{_LEVEL})*"
)
_DOES = "(?:责任|负责|主办|承办|落实|实施|办理|管理|组织|牵头|整改|检查)*"
_QUALITY = (
    "(?:整改|工作|重点|主要|具体|办理|交办|督办|转办|承办|治理|整治|建设|项目|工程|任务|目标|年度|阶段性?|分解|下一步|下步|后续|近期|"
    "包保|包案|包抓|包联|议定|议决|决定|部署|督察|督查|巡查|落实|处理|处置|突出|问题|存在|细化|量化|预期|考核|绩效|完成|办结|验收|销号|"
    "认领|承接|包干|承诺|实施|推进|防治|攻坚|行动|改革|清单|核心|关键|分项|约束性|责任|整改后|应完成|须完成|需)*"
)
#: What a time for doing something is called by; 会议时间, 公示时间, 发布日期 are none.
_ACT = (
    "(?:计划|预计|拟|规定|限定|承诺|目标|最终|最迟|截止|整改|任务|工作|完成|办结|办理|销号|建成|完工|竣工|落实|治理|整治|实施|达标|交付|投运|"
    "解决|推进|到期|处理|清零|反馈|报送|上报|验收)"
)
_DOING = rf"(?:{_ACT}|(?:调整|延期|变更|修订)后的?|现|要求|问题|事项|项目|工程|阶段|年度|总)*"

#: Each kind by its compounds, the first that fits the whole label; the order settles what fits several.
_GRAMMAR: tuple[tuple[Kind, str], ...] = (
    (
        Kind.RESPONSIBLE,
        r"致|(?:接收|接单|承接|收件|被督办|被交办|被考核|被督查|被检查)(?:单位|部门)|考核对象",
    ),
    (Kind.SUPERVISES, r"(?:考核|考评)(?:单位|部门|主体)"),
    (Kind.PROBLEM, r"事由|案由"),
    (Kind.SUPPORTING, r"谁(?:来|去)?(?:配合|帮忙|协助)|帮忙"),
    (Kind.RESPONSIBLE, r"谁(?:来|去)?(?:干|做|办|管|负责|牵头|落实)|由谁(?:负责|牵头|落实|来办)"),
    (
        Kind.DEADLINE,
        r"(?:什么|啥)时候(?:[干做办]?完|完成|办结)?|何时(?:完成|办结)?|"
        r"(?:计划|预计|拟)(?:完工|完成|竣工|投运|投产|建成|投用)",
    ),
    (Kind.MATTER, r"(?:干|做|办)(?:什么|啥)(?:事)?|什么事|事情"),
    (
        Kind.PROGRESS,
        r"原(?:定|来|计划|有|承诺)?(?:整改|完成|牵头|责任|办结)*(?:时限|期限|时间|单位|部门|节点)",
    ),
    (
        Kind.NUMBER,
        rf"序|序号|编号|号|项次|项号|[Nn][Oo]\.?|№|#|(?:{_QUALITY}|受理|信访|案件|投诉|举报)*(?:编号|序号)",
    ),
    (
        Kind.PERSON,
        r"姓名|职务|职务/?职称|(?:办公|联系|手机|移动|值班|举报|固定|咨询)?(?:电话|手机|号码|手机号码?|座机)|联系方式|联络员|联系人|邮箱|性别",
    ),
    (
        Kind.LEADER,
        rf"(?:{_HOW}|责任|包保|分管|牵头|包案|包抓|包联|包干|包片|包线|挂点|联点|联系|挂联|挂钩|挂帅|督办|领办|督导|督查|协调|推进|带队|主管|主抓|盯办)*"
        rf"(?:{_LEVEL}?(?:(?:责任|党政)?领导(?:干部|同志)?|领导姓名)|责任人员?|负责人|负责同志|包保人|包案人|包联人)(?:及职务)?"
        rf"|(?:{_LEVEL}|第一|总|责任)*(?:河|湖|林|路|田|警|街|塘|库|河湖|网格|点|段|片|楼)长(?:姓名)?",
    ),
    (
        Kind.ACCEPTS,
        rf"{_HOW}(?:组织)?(?:验收|核查|审核|复核|核验|销号|认定){_DOES}(?:验收|销号|核查)?{_BODY}|验收",
    ),
    (
        Kind.SUPERVISES,
        rf"(?:{_HOW}(?:督导|督办|督查|督察|监督|督促|指导|监管|主管){_DOES}(?:督办|督导|监管)?)+(?:{_BODY})?(?<!主管)",
    ),
    (
        Kind.TERRITORY,
        rf"属地|(?:属地|所在|所在地|涉及|所属){_DOES}(?:监管)?{_BODY}|属地(?:管理|监管)?责任|(?:涉及|所在)镇街",
    ),
    (Kind.MAIN, rf"{_HOW}主责(?:{_BODY})?"),
    (
        Kind.SUPPORTING,
        rf"{_HOW}(?:配合|协办|协同|协作|协助|会办|参与|参加|支持|会同|联办|协管|协力|联动|协抓)(?:配合|参与|{_DOES})(?:{_BODY})?",
    ),
    (Kind.LEAD, rf"{_HOW}(?:牵头|主办|主抓|抓总|统筹|第一责任|首要责任){_DOES}(?:{_BODY})?(?<!统筹)"),
    (
        Kind.RESPONSIBLE,
        rf"{_HOW}(?:责任|承办|办理|实施|落实|整改|执行|承担|完成|负责|建设|推进|经办|认领|领办|治理|整治|管护){_DOES}{_BODY}"
        rf"|{_HOW}(?:责任主体|主体责任|主体)(?:{_BODY})?|责任|承办|负责|具体落实|责任(?:乡|镇)",
    ),
    (
        Kind.DEADLINE,
        rf"{_DOING}(?:(?:时间)?(?:时限|期限|限期|时点)|最后期限|工期)(?:要求|节点|安排)?"
        rf"|(?={_ACT}){_DOING}(?:时间|节点|日期)(?:节点|要求|安排|进度)*|时间(?:节点|要求|安排|进度)+|节点(?:时间|要求|日期)",
    ),
    (
        Kind.PROBLEM,
        rf"(?:{_QUALITY}|反映|反馈|信访|投诉|举报|群众|环境|生态|现场|发现|曝光|披露)*(?:问题|诉求|隐患|短板)(?:描述|表述|内容|清单|表现|概述|简述|简介|摘要|基本情况|情况|说明|点位)*"
        r"|(?:反映|信访|投诉|举报|来信|来电|交办问题)(?:问题|情况|事项|内容|摘要|诉求|件)+|(?:督察)?反馈意见(?:内容)?|基本情况|现场情况|(?:具体|突出|问题)表现|存在不足",
    ),
    (
        Kind.TARGET,
        rf"(?:总体)?{_QUALITY}(?:目标|指标|标准|成效|成果|效果)(?:任务|要求|值|及要求)?|工作要求|目标及时限",
    ),
    (
        Kind.MEASURE,
        rf"{_QUALITY}(?:措施|举措|做法|打算|对策|路径)|(?:整改|治理|整治|处理|处置|实施|工作|拟办|办理|交办|下步|下一步)"
        r"(?:方案|意见|计划|办法|建议|打算|工作|方式)|处置|(?:处理|查处|办理)(?:和|及|与)?(?:整改|处理)?情况",
    ),
    (
        Kind.MATTER,
        rf"{_QUALITY}(?:任务|事项|工作|项目|工程|内容|要点|要求|举措)(?:名称|内容|要求|分解|明细|描述|清单)*|名称|责任内容",
    ),
    (
        Kind.PROGRESS,
        rf"(?:{_QUALITY}|目前|当前|最新|现|调查|核查|核实|办理|月度|本周|本月|反馈|查处)*(?:进展|进度|情况|状态|结果|结论|动态)(?:情况|说明)*"
        r"|(?:备注|说明|调查核实|核实|验收意见|审核意见|核查意见|是否[一-龥]{2,6}|完成率|满意度|评价)",
    ),
    (
        Kind.ABOUT,
        r"(?:任务|问题|工作|事项|所属|污染源?)*(?:类别|类型|分类|领域|板块|专项|要素|条线|区域|片区|环节|方面)|点位|地点|位置|地址|(?:建设|实施|所在|项目|工程|整治)(?:地点|地|位置|对象)"
        r"|(?:河流|湖泊|河湖|水体|水库|河段|断面|企业|单位|园区|地块|对象|镇村|点位|包保|整治|污染源|河道|流域)(?:名称|点位|对象)?",
    ),
)
_KINDS = tuple((kind, re.compile(f"(?:{grammar})")) for kind, grammar in _GRAMMAR)
_ASIDE = re.compile(r"[（(\[〔][^（(）)\]〕]*[）)\]〕]")
_DRESS = "“”\"'*【】〖〗[]〔〕《》:：·、，,。 "
_BESIDE = re.compile(r"以及|[及和与/、]")
_LONGEST = 16


@lru_cache(maxsize=4096)  # the same few labels head every block of a document
def kind_of(label: str) -> Kind | None:
    """Return what a field labelled *label* holds, or None where it is no label of a task.

    >>> kind_of("牵头单位"), kind_of("挂牌督办领导"), kind_of("会议时间")
    (<Kind.LEAD: 'lead'>, <Kind.LEADER: 'leader'>, None)
    """
    words = _ASIDE.sub("", "".join(label.split())).strip(_DRESS)
    if not 0 < len(words) <= _LONGEST:
        return None
    for kind, grammar in _KINDS:
        if grammar.fullmatch(words):
            return kind
    parts = _BESIDE.split(words)
    kinds = [kind_of(part) for part in parts] if len(parts) > 1 else []
    if not kinds or None in kinds[1:]:
        return None
    if Kind.PROGRESS in kinds:  # 整改措施及完成情况 tells what was done
        return Kind.PROGRESS
    return Kind.MATTER if Kind.MATTER in kinds else kinds[0] or kinds[1]


def label_of(cell: str) -> Kind | None:
    """Return what a column headed *cell* holds, or None where the heading says nothing known."""
    words = "".join(cell.split())
    if len(words) > _LONGEST + 8:
        return None
    return _BARE.get(words) or kind_of(words)


def heads_tasks(kinds: Sequence[Kind | None]) -> bool:
    """Tell whether columns of *kinds* make a table of tasks: who or by when, not only people."""
    answers = any(kind in (*BEARERS, Kind.DEADLINE) for kind in kinds)
    return answers and (Kind.PERSON not in kinds or any(kind in WHAT for kind in kinds))


#: Words that are a column's heading, but too common to be a label before a colon.
_BARE = {
    "时间": Kind.DEADLINE,
    "日期": Kind.DEADLINE,
    "节点": Kind.DEADLINE,
    "单位": Kind.RESPONSIBLE,
    "部门": Kind.RESPONSIBLE,
    "乡镇": Kind.RESPONSIBLE,
    "镇街": Kind.RESPONSIBLE,
    "领导": Kind.LEADER,
    "截止": Kind.DEADLINE,
    "处理": Kind.MEASURE,
}


@dataclass(frozen=True, slots=True)
class Field:
    """One labelled value, its words at ``[begin, end)`` of the text that was searched.

    ``at`` says where each character of the value stands, where they do not stand side by side: in a cell
    that is broken over lines.
    """

    kind: Kind
    label: str
    value: str
    start: int  # of the label
    begin: int  # of the value
    end: int
    at: tuple[int, ...] = ()

    def place(self, start: int, end: int) -> tuple[int, int]:
        """Return where ``value[start:end]`` stands."""
        return (self.at[start], self.at[end - 1] + 1) if self.at else (self.begin + start, self.begin + end)

    def moved(self, by: int) -> Field:
        return replace(self, start=self.start + by, begin=self.begin + by, end=self.end + by)


_BOUNDS = r"\s.．（(〔【\[〖）)〕】\]〗；;，,。、:：●○◆■★▲►※•·\-—|｜*“\""
_BOUND = re.compile(f"[{_BOUNDS}]")
_COLON = re.compile("[:：]")
#: A label that only divides: what it labels is of no concern, but the value before it ends there.
_UNKNOWN = re.compile(r"(?:^|(?<=[\s）)】]))[一-龥]{2,8}$")
#: A unit that stands behind a label at once: 责任单位区水利局，.
_UNIT_AT_ONCE = (
    r"[省市县区各](?!级|直)[^，,；;。：:\s]{1,24}"
    r"(?:局|委|办|中心|镇|乡|街道|公司|政府|集团|队)(?=[，,；;。（(）)]|$)"
)
#: How a label ends in running text, without a colon: 责任单位均为…, 时限2026年….
_RUNNING = re.compile(
    r"(?:单位|部门|主体|[时期]限|限期|时间|领导|责任人|措施|目标|任务)"
    r"(?:((?:(?:维持|保持)?不变[，,])?(?:均|都|皆|仍然?|一律|统一|暂)?为)(?=[^期\s])|(?=均?(?:维持)?不变[（(]|由[^，,；;。]{2,24}(?:调整|变更|改|延长|延期|顺延|推迟|提前)[为至到]|"
    r"(?:变更|调整|改|明确|确定|延期?|延长|推迟|顺延|提前)[为至到]|维持|仍由|20\d\d年|\d{1,2}月|待|另行|另定|未定|未明确|尚未|暂))"
    rf"|(?:单位|部门|主体)(?:(是)(?=[^谁哪否\s])|(?={_UNIT_AT_ONCE}))|[时期]限(是)(?=[^谁哪否\s])"
)
_HAN_BEFORE = re.compile(r"[一-龥]{0,8}$")
#: A label in brackets instead of before a colon: 【责任单位】区水利局.
_FRAMED = re.compile(r"[【〖\[]([一-龥]{2,8})[】〗\]]\s?(?=[^\s:：])")
_MAY_FRAME = re.compile(r"[【〖\[]")
#: A label and its value side by side in a table of two columns, or parted by wide blanks.
_BESIDE_IT = re.compile(
    r"\s*([一-龥（()）/]{2,12}|[一-龥](?: [一-龥]){1,5})(?: ?\t\s?| {2,}|[—－]{1,2})(?=[^\s:：])"
)
#: Words that are a label only beside a label that says who.
_TIMES = ("时间", "日期", "节点")
_ENDS = " \t\u3000；;，,。、｜|\n"
_BRACKETS = {"）": "（", ")": "(", "〕": "〔", "】": "【", "]": "["}


@dataclass(frozen=True, slots=True)
class _Label:
    kind: Kind | None  # None: it only ends the value before it
    words: str
    start: int
    end: int  # behind the colon
    running: bool = False


@lru_cache(maxsize=256)  # a line is looked at several times before it is known what it belongs to
def read_fields(text: str) -> tuple[Field, ...]:
    """Return the labelled fields of *text* in their order; a value ends where the next label begins."""
    labels = sorted([*_before_colons(text), *_in_running_text(text)], key=lambda label: label.start)
    who = any(label.kind in PARTS for label in labels)
    fields = []
    for label, following in pairwise([*labels, None]):
        if label is None or label.kind is None or ("".join(label.words.split()) in _TIMES and not who):
            continue
        words = text[label.end : following.start if following else len(text)]
        if label.running:  # 责任单位不变, 牵头单位由A调整为B: said in running text
            words = re.split(r"[，,；;。]", words, maxsplit=1)[0]
        value = _closed(words.strip(_ENDS))
        begin = label.end + len(words) - len(words.lstrip(_ENDS))
        fields.append(Field(label.kind, label.words, value, label.start, begin, begin + len(value)))
    return tuple(fields)


def _before_colons(text: str) -> Iterator[_Label]:
    last = 0
    for colon in _COLON.finditer(text):
        begin = max(last, colon.start() - _LONGEST - 10)
        head = text[begin : colon.start()]
        last = colon.end()
        while text[last : last + 1] == " ":
            last += 1
        starts = [0, *(found.end() for found in _BOUND.finditer(head))]
        bounded = begin == 0 or _BOUND.match(text[begin - 1]) is not None
        for start in starts if bounded else starts[1:]:
            words = head[start:].strip(_DRESS)
            bare = Kind.DEADLINE if "".join(words.split()) in _TIMES else None
            if kind := kind_of(words) or bare:
                yield _Label(kind, words, colon.start() - len(head[start:]), last)
                break
        else:
            if unknown := _UNKNOWN.search(head):
                yield _Label(None, unknown[0], begin + unknown.start(), last)


def _in_running_text(text: str) -> Iterator[_Label]:
    if beside := _BESIDE_IT.match(text):
        kind = kind_of(beside[1])
        if kind and (kind in (*PARTS, Kind.DEADLINE) or "\t" in beside[0]):
            yield _Label(kind, beside[1], beside.start(1), beside.end())
    for framed in _FRAMED.finditer(text) if _MAY_FRAME.search(text) else ():
        if kind := kind_of(framed[1]):
            yield _Label(kind, framed[1], framed.start(1), framed.end())
    for found in _RUNNING.finditer(text):
        linked = found.lastindex  # 为 or 是 stands between them
        noun = found.start(linked) if linked else found.end()
        start = found.start() - len(_HAN_BEFORE.findall(text, max(0, found.start() - 8), found.start())[0])
        bounded = start == 0 or _BOUND.match(text, start - 1) is not None
        kind = kind_of(text[start:noun]) if bounded and start >= (beside.end() if beside else 0) else None
        if kind:
            yield _Label(kind, text[start:noun], start, found.end(), running=not found[1])


def _closed(value: str) -> str:
    """Drop the bracket around the field, which its value does not open."""
    while value and (opening := _BRACKETS.get(value[-1])) and opening not in value:
        value = value[:-1].rstrip(_ENDS)
    return value.rstrip("（(【[〔")


_FIRST_LEADS = re.compile(
    r"(?:第一(?:家|个|位)?(?:单位)?|[排列](?:名|序)?在?(?:第一|首|前|最前|第1)(?:位|名|面|个)?的?(?:单位|部门)?)(?:均?为|是|即)(?:总)?牵头"
)


def first_leads(text: str) -> bool:
    """Tell whether the document says that of several units the first one leads."""
    return bool(_FIRST_LEADS.search(text))
