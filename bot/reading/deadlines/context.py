"""Whether a date in a sentence is a limit at all: not the past, figures, titles, numbers, conditions."""

from __future__ import annotations

from datetime import date
from typing import NamedTuple

from bot.pattern import Pattern
from bot.reading.deadlines.mention import Mention

_STOPS = ",;。!?"
_STOP = Pattern(f"[{_STOPS}]")
_LABEL = Pattern(
    r"(?:时限要求|期限要求|时限|期限|限期|完成时间|整改时间|办结时间|完成日期|时间节点|截止时间|截止日期?|整改期|实施期"
    r"|项目期|工期|时间要求|时间安排|受理时间|公示时间|公示期|报名时间|报送时间|阶段|时间段|期间"
    r"|整改完成时间)"
    r"[:为是在。(于]{0,3}$"
)
_RECORD = Pattern(
    r"(?:成文|编制|填表|印发|发布|公开|签发|发文|落款|更新|生成|召开|会议|发生|出生|记录|填报|检查|培训"
    r"|活动|调查|投诉|受理|举报|信访|交办)(?:日期|时间)[:为是]{0,2}$|(?:出生于|建于|始建于|成立于"
    r"|投产于|发生于|形成于|生于|成立于)$"
)
_EFFECT = Pattern(
    r"[^,;。]{0,4}(?:之日)?起[^,;。]{0,8}(?:施行|实施|执行|生效|试行|停止执行|废止|启用|正式运行)"
    r"|[^,;。]{0,3}(?:生效|废止)"
)
_VALID = Pattern(r"有效期[^,;。]{0,6}$|(?:许可证|合同|协议)[^,;。]{0,8}(?:至|到)$")
_DONE = Pattern(
    r"(?:已经?|早已|业已|均已|现已|曾经?)(?!明确|要求|责令|承诺|计划|部署|下达|制定|约定|确定|安排|列入"
    r"|纳入|约谈|督促|签订|延期|[^,;。]{1,12}的)"
)
_FINISHED = Pattern(r"了(?:$|[0-9]|一|全|安排|部署)")
_FIGURES = Pattern(
    r"同比|环比|占比|占全|累计|平均浓度|平均值|均值(?![^,;。]{0,4}(?:达到|不高|不超|控制|低于))|优良天数|稳步|完成年度|完成投资[0-9]|序时|共有|共计"
    r"|共(?:受理|检查|查处|发现|完成|收到|排查|出动|立案|开展)|受理[^,;。]{0,6}[0-9]|已|大部分|成效"
    r"|同期|以来|通报显示"
)
_ACHIEVE = Pattern(
    r"完成|建成|完工|竣工|投产|投运|投用|投入|通车|通水|实现|达到|达标|消除|清零|办结|销号|开工|基本"
    r"|全面|覆盖|提升[到至]|控制在|下降[到至]|降[到至]|不低于|不超过|力争|确保|形成|建立|解决|整改|拿出"
    r"|见效|争取|启用|到位|取得"
)
#: What a share is to come to: 农膜回收率86%以上.
_RATE = Pattern(r"率[0-9.]{1,6}%(?:以上|以下|以内)")
_ACHIEVE_NOW = Pattern(
    r"完成|建成|完工|竣工|投产|投运|投用|通车|通水|实现|达到|达标|消除|清零|办结|销号|开工|力争|确保|覆盖"
)
_ACT = Pattern(
    r"完成|报|提交|递交|反馈|答复|开展|组织|启动|移交|交|拿出|建成|投|通|验收|实现|到位|办结|整改|清|拆"
    r"|开工|竣工|完工|销号|关停|公布|签订|制定|出台|达到|力争|确保|前|进驻|进场|动工|到岗|上岗"
)
_UNTIL = Pattern(r"(?:到|至)$")
_BARE_YEAR = Pattern(r"(?:年|年度|全年)$")
_PURPOSE = Pattern(r"(?:为|对|谋划|编制|做好|制定|展望|面向|围绕|立足|科学)[^,;。]{0,10}$")
_QUOTED = Pattern(r'"(?:专栏|机制|工作|要求|情况|平台|阶段|制度|台账|活动|行动|专题)')
_YEAR_CUE = Pattern(r"(?:到|至|力争|确保|争取|计划|预计|拟|于|在)$")
_ORIGIN = Pattern(r"(?:根据|按照|依据|对照|贯彻|落实|经|针对|因|自|从|对|距)$")
_EVENT = Pattern(
    r"(?:[^,;。]{0,12})(?:会议|通知|反馈|交办|督察|督查|检查|印发|通报|审计|巡视|巡察|召开|下发|发布"
    r"|通过|成立|发生|受到|获|荣获|部署会|交办会|信访)"
)
_SCOPE = Pattern(
    r"(?:已|所|就|未)?(?:形成|建成|排查|发生|竣工|投产|交办|印发|设立|取得|入库|批准|审批|建设|存在"
    r"|遗留|注册|登记|生产|出厂|购置|开工|交付|发现|受理|上报的|出让|核发|办理"
    r"|立案)(?:[^,;。]{0,6})的(?!要求|目标|标准|时限)"
)
_NOUN = Pattern(
    r"度?(?:审计|工作(?:报告|要点|总结|计划)|考核|决算|预算|报告|计划(?!完成|新增|实施|建[成设]|开工|投|竣工)|规划|方案|督察|发现|反馈|行动方案"
    r"|目标任务|重点)"
)
_AFTER = Pattern(r"(?:年度?)?(?:以来|以后|之后|后(?!半|期|续)|起(?!草))")
_TITLE = Pattern(
    r"\)?(?:年)?(?:行动)?(?:方案|规划|计划(?!完成|新增|实施|建|开工|投|竣工)|要点|纲要|通知|意见|办法)"
)
_BACK = Pattern(
    r"至今|仍未|一直未|未能?按(?![^,;。]{0,14}的)|一拖再拖|迟迟|未(?:能)?(?:在|于)[^,;。]{0,14}前|久拖|未如期"
)
_OUGHT = Pattern(
    r"应(?:当)?(?:在|于)?$|要求(?:在|于)?$|须(?:在|于)?$|规定(?:在|于)?$|承诺(?:在|于)?$|计划(?:在|于)?$"
)
_TODAY_S = Pattern(r"的|这|那|会上?|[讲说点提到请来]|把大家")  # 今天这四件事, 今天讲的
_ELSEWHERE = Pattern(r"截(?:至|止)(?:到|于)?$")
_OPEN_UNTIL = Pattern(
    r"(?:报名|报送|征集|申报|受理|时间|日期|意见|材料|投标|反馈|征求)[^,;。]{0,4}截(?:至|止)(?:到|于)?$"
)
_CLASSES = Pattern(r"短期[^,。;]{0,14}中期[^,。;]{0,14}长期")
_HALF_YEAR = 185  # days: a yearless stretch that ended less than that ago is the past one


class Place(NamedTuple):
    """A mention with its surroundings in the folded text."""

    before: str  # up to 40 characters
    clause: str  # between commas
    ahead: str  # of the clause, before the mention
    after: str  # of the clause, behind the mention
    following: str  # up to 60 characters behind the mention


def place(text: str, mention: Mention) -> Place:
    before = text[max(0, mention.start - 40) : mention.start]
    ahead = before[max(map(before.rfind, _STOPS)) + 1 :]
    following = text[mention.end : mention.end + 60]
    stop = _STOP.search(following)
    after = following[: stop.start()] if stop else following
    return Place(before, ahead + text[mention.start : mention.end] + after, ahead, after, following)


def looks_back(text: str) -> bool:
    """Tell whether the sentence speaks of a limit that has been missed."""
    return bool(_BACK.search(text))


def labelled(where: Place) -> bool:
    """Tell whether a label right before it says that this is a limit: 整改时限：."""
    return bool(_LABEL.search(where.before)) and not _VALID.search(where.before)


def effective(where: Place, mention: Mention) -> bool:
    """Tell whether the date says from when something is in force."""
    return mention.grain in ("day", "xun", "month", "year") and bool(_EFFECT.match(where.following))


def is_limit(text: str, where: Place, mention: Mention, reference: date | None) -> bool:
    """Tell whether *mention* limits a task, judged by *where* it stands in the folded *text*."""
    if mention.grain in ("standing", "now", "vague"):
        return not (_QUOTED.match(where.after) or (mention.grain == "vague" and _DONE.search(where.ahead)))
    if _in_title(text, mention.start) or _RECORD.search(where.before) or _VALID.search(where.before):
        return False
    if mention.grain == "duration" and _CLASSES.search(text):
        return False  # a classification, not a limit
    if labelled(where):
        return not _stale(mention, reference) or mention.bound or not mention.loose
    if mention.grain in ("rhythm", "invalid"):
        return mention.grain == "rhythm" or mention.bound
    if mention.grain == "plan" and _PURPOSE.search(where.ahead):
        return False
    if _AFTER.match(where.following) or _SCOPE.match(where.after):
        return False
    if _ELSEWHERE.search(where.ahead):
        ends = text[mention.end - 1 : mention.end] in ("前", "止") or _OPEN_UNTIL.search(where.ahead)
        return bool(ends) and not _FIGURES.search(where.following) and not _FINISHED.search(where.after)
    if _done(where) or _cited(where, mention, reference):
        return False
    return mention.bound or _unbound(text, mention, where, reference)


def _in_title(text: str, at: int) -> bool:
    return ("《" in text or "〔" in text) and any(
        text.count(a, 0, at) > text.count(b, 0, at) for a, b in ("《》", "〔〕")
    )


def _done(where: Place) -> bool:
    """Tell whether the clause reports what is done already: 已于…前完成."""
    return bool(_DONE.search(where.ahead) or _DONE.search(where.after) or _FINISHED.search(where.after))


def _cited(where: Place, mention: Mention, reference: date | None) -> bool:
    """Tell whether the date belongs to a meeting or paper that is only referred to."""
    if mention.bound or not _EVENT.match(where.after):
        return False
    past = reference is not None and mention.due is not None and mention.due < reference
    return past or bool(_ORIGIN.search(where.ahead))


def _stale(mention: Mention, reference: date | None) -> bool:
    """Tell whether a yearless date was rolled forward although it ended only lately."""
    if not (mention.loose and reference and mention.due):
        return False
    previous = mention.due.toordinal() - 365
    return mention.due.year > reference.year and reference.toordinal() - previous < _HALF_YEAR


def _unbound(text: str, mention: Mention, where: Place, reference: date | None) -> bool:
    """Judge a date with no 前 or 内 behind it by what the clause says is to happen."""
    if reference and mention.due and mention.due < reference and not _OUGHT.search(where.ahead):
        return False
    if _stale(mention, reference) or _FIGURES.search(
        where.after if mention.grain == "day" else where.following
    ):
        return False
    if mention.grain in ("year", "range") and _TITLE.match(where.following):
        return False
    if mention.grain == "day" and mention.due == reference:
        return False
    if mention.grain == "day" and not _ACT.search(where.clause):
        return bool(_UNTIL.search(where.ahead) and _ACHIEVE.search(where.following))
    if mention.grain == "weekday" and _TODAY_S.match(where.after) and not mention.bound:
        return False
    if mention.grain == "weekday" and text.startswith("当", mention.start):
        return True
    if mention.grain == "weekday":
        return bool(_ACT.search(where.clause)) and not _EVENT.match(where.after)
    if mention.grain == "year" and _BARE_YEAR.search(text[mention.start : mention.end]):
        if _NOUN.match(where.after):
            return False
        word = text[mention.start : mention.end]
        if word[:1] in "今本当":
            return bool(_ACHIEVE_NOW.search(where.after))
        reached = _ACHIEVE.search(where.following) or _RATE.search(where.after)
        return bool(reached) or bool(_YEAR_CUE.search(where.ahead))
    if mention.grain == "duration":
        return True
    if reference is None:
        ahead = where.following[:30]
        return bool(_ACHIEVE.search(ahead)) and not _EVENT.match(where.after)
    return True
