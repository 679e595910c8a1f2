"""Which step is said: 签收, 退回, 要延期, 同意延期, 已完成 … or only asked about.

One table, in the order in which it is tried: what is refused before what is granted, what is asked for
before what is decided, the particular before the general.
"""

from __future__ import annotations

from dataclasses import dataclass

from bot.ledger.event import Step
from bot.ledger.said.values import share_in
from bot.pattern import Pattern
from bot.reading.deadlines.numerals import CHINESE


@dataclass(frozen=True, slots=True)
class Act:
    """A step and the words for it. *unless*: words that hold *sign* and mean something else.

    *sure* False: the words may mean the step, so that the person is asked first.
    """

    step: Step
    sign: Pattern
    unless: Pattern | None = None
    sure: bool = True


@dataclass(frozen=True, slots=True)
class Told:
    """The step that was said, where in the text, and whether the words leave no doubt."""

    step: Step
    start: int
    end: int
    sure: bool = True


def _any(*words: str) -> Pattern:
    return Pattern("|".join(words))


def _clause(words: str) -> Pattern:
    """A clause that says nothing but this."""
    asked = "(?:请|拟|现|决定|予以|准予|同意|可以?)?"
    return Pattern(rf"(?:^|(?<=[,。;:! ])){asked}(?:{words})(?:了|吧)?(?=$|[,。;:! ])")


_AGREE = r"(?:同意|批准|准予|准许|允许|核准|予以批准)"
_DECLINE = r"(?:不同意|不予?批准|不予|不准|不批|驳回|拒绝|否决)"
_LATER = (
    r"(?:延期|延长|宽限|展期|顺延|推迟|延后|缓期|延[到至]"
    r"|延(?=[0-9一二两三四五六七八九十半]{1,3}个?[工天日周星月年]))"
)
_RELAPSE = r"(?:反弹|死灰复燃|复发|回潮|卷土重来)"
_OURS = r"(?:我们?|本)(?:单位|局|委|办|镇|街道|部门|这边|这里)?"
_BODY = r"(?:局|委|办|镇|街道|公司|集团|中心|队|乡|政府|部)"
_ENDS = r"(?=$|[,。;! ~])"
_NOT_YET = r"(?:待|未|没有?|尚未|等待?|准备|无法|不能)"

ACTS: tuple[Act, ...] = (
    Act(Step.CORRECT, _any(r"更正", r"订正", r"勘误", r"[写填报](?:错|反)了?")),
    Act(
        Step.CONFIRM,
        _any(
            r"回头看[^。;]{0,12}?没(?:有)?(?:发现|什么|啥)?(?:新)?问题",
            r"回头看[^。;]{0,12}?未发现(?:新)?问题",
            r"回头看[^。;]{0,12}?(?<![未没不])(?<!没有)(?:通过|合格|达标|到位|过了)",
            rf"回头看[^。;]{{0,12}}?(?:未|没有?|无)(?:再|出现|发现)?{_RELAPSE}",
            r"回头看[^。;]{0,12}?(?:正常|良好|无异常|保持|稳定)",
        ),
    ),
    Act(
        Step.REOPEN,
        _any(
            rf"(?:认定|确认|属于?|又|再次|出现|发生|发现)?(?:明显)?{_RELAPSE}",
            r"回头看[^。;]{0,8}?(?:未通过|没(?:有)?通过|不通过|不合格|不过关|又有)",
            r"回头看[^。;]{0,8}?(?<!没)(?<!未)(?<!没有)发现(?:新)?问题",
        ),
        _any(
            rf"(?:未|没有?|无|不|并未)(?:再|发现|出现|发生|见|有|会|问题)*(?:明显)?{_RELAPSE}",
            rf"(?:防止?|防范|避免|杜绝|严防|谨防)(?:再|发现|出现|发生|问题)*{_RELAPSE}",
            rf"(?:针对|对于?|关于|上次|前期|原)[^,。;]{{0,6}}{_RELAPSE}",
            rf"{_RELAPSE}(?:的)?(?:问题|点位|情况|部位|区域)*(?:已|均|整改|处理|清理)",
        ),
    ),
    Act(
        Step.REFUSE,
        _any(
            r"不(?:予|同意|准|能|给)(?:通过)?(?:销号|验收)",
            r"不予(?:以)?通过",
            r"验收(?:没有?|未|不)(?:能)?(?:通过|过关?|合格)",
            r"(?:没有?|未|不)(?:能)?通过验收",
            r"(?:责令|要求|限期|务必|须|请|应|前)重新整改",
            r"打回|退回(?:重新)?整改|驳回",
        ),
        Pattern(rf"驳回[^,。;]{{0,6}}{_LATER}|{_LATER}[^,。;]{{0,6}}驳回"),
    ),
    Act(
        Step.SUBMIT,
        _any(
            r"(?:申请|提请|报请|请求|请予|申报|恳请|提出)(?:予以|给予|准予)?(?:整改)?(?:销号|验收)",
            r"请[^,。;]{0,8}?(?:组织|来|派人|安排)?验收",
            r"(?:可以|具备|达到)(?:申请)?(?:销号|验收)(?:条件|标准)?",
            r"(?:请|麻烦|恳请|望)[^,。;]{0,4}销号",
        ),
        _any(
            r"(?:准备|拟|将|打算|计划|才能|方可)(?:申请|提请)(?:销号|验收)",
            r"公示[^。;]{0,10}销号",
            r"请[^,。;]{0,8}(?:准备|等待|参加)验收",
            r"(?:尚|还)?(?:不|未)(?:具备|达到)(?:销号|验收)(?:条件|标准)?",
        ),
    ),
    Act(
        Step.REFUSE_EXTENSION,
        _any(
            rf"{_DECLINE}[^,。;]{{0,10}}{_LATER}",
            rf"{_LATER}[^,。;]{{0,6}}(?:不批|不同意|驳回|不予|不准|不行|不能批)",
            rf"(?<!能)不(?:能|得)(?:再)?{_LATER}",
        ),
    ),
    Act(
        Step.GRANT_EXTENSION,
        _any(
            rf"{_AGREE}[^,。;]{{0,10}}{_LATER}",
            rf"(?:可以|准|准许){_LATER}",
            rf"{_LATER}(?:申请)?(?:同意|批准|准了|可以|通过|予以批准)",
        ),
        _any(
            rf"(?:请|望|恳请|申请|能否|可否|是否)[^,。;]{{0,4}}{_AGREE}[^,。;]{{0,10}}{_LATER}",
            r"(?:请|望|恳请)(?:予以)?(?:批准|同意)",
            rf"是否可以{_LATER}|可不可以{_LATER}",
        ),
    ),
    Act(Step.REFUSE_EXTENSION, _clause("不批|不批准|不同意"), sure=False),
    Act(
        Step.ASK_EXTENSION,
        Pattern(
            r"(?:申请|要求?|需要?|请求|想|拟|建议|恳请|希望|望|请|能否|可否|能不能|可不可以|是否可以)?"
            rf"(?:再|予以|批准|同意|将|整改|完成|期限|时限)*{_LATER}"
        ),
        _any(
            rf"(?:不会?|不用|不需要?|无需|没有?|未|不再|不得){_LATER}",
            rf"{_LATER}(?:以来|期间|后)",
        ),
    ),
    Act(
        Step.ASK_EXTENSION,
        _any(r"(?:无法|不能|难以|没法)(?:按[期时]|如期)(?:完成|整改)", r"完不成|完成不了|来不及"),
        sure=False,
    ),
    Act(
        Step.RESUME,
        _any(
            r"(?:解除|取消|结束)(?:挂账|中止)", r"恢复(?:办理|整改|推进)", r"(?:重启|重新启动)(?:整改|办理)"
        ),
    ),
    Act(Step.RESUME, _clause("恢复|重启")),
    Act(
        Step.PARK,
        Pattern("挂账"),
        Pattern(r"(?:未|没有?|不)(?:予)?挂账|挂账(?:期|以来|后|原因|理由|项目|事项)"),
    ),
    Act(
        Step.SUSPEND,
        _any(r"(?:应|拟|同意|决定|予以|申请|建议)(?:中止|终止)", r"(?:中止|终止)(?:办理|整改|本项|该项)"),
    ),
    Act(Step.SUSPEND, _clause("中止|终止")),
    Act(
        Step.TRANSFER,
        _any(
            r"转办|转交(?!通)|转派|改派|移交给?|转给|转由|改由|(?:应)?交由",
            rf"(?:应|请|可)?转(?![运移入化让型])(?=[^,。;]{{1,14}}{_BODY}(?:办理|承办|负责)?(?:$|[,。;]))",
        ),
        Pattern(r"(?:转给|转交|移交给?)(?:他|她|同事|领导|法院|公安|检察)|已经?(?:转交|移交|转给|转办)"),
    ),
    Act(
        Step.RETURN,
        _any(
            r"退回|退件|不予签收|拒[收签]",
            rf"(?:不|并非|非)(?:是|属于?|归|在){_OURS}(?:的|管)?",
            rf"不(?:应|该)?由{_OURS}|与{_OURS}无关|非{_OURS}职[责能]",
        ),
        Pattern(r"(?:垃圾|土方|渣土|资金|款)退回|退回(?:的|材料|照片|资料|意见|问题|原因)"),
    ),
    Act(
        Step.UNBLOCK,
        _any(
            r"解除受阻|不再受阻",
            r"受阻(?:情况|问题|原因|状态)?(?:已|已经)?(?:解除|解决|消除|化解)",
            r"(?:障碍|堵点|卡点|阻工|阻碍)[^,。;]{0,6}(?:解除|解决|消除|打通|排除)",
        ),
    ),
    Act(
        Step.UNBLOCK,
        _any(
            r"(?:用地|手续|审批|资金|征地|拆迁|指标)[^,。;]{0,6}(?:已|已经)"
            r"(?:解决|批复|批准|批下来|到位|落实|办好|协调好)",
            r"协调好了?|批下来了|问题解决了",
        ),
        sure=False,
    ),
    Act(
        Step.BLOCK,
        _any(
            r"报?受阻|卡住|卡在|推不动|推进不(?:动|了|下去)|被?阻工|阻挠|遇阻",
            r"遇到(?:困难|问题|障碍|阻力)",
        ),
    ),
    Act(
        Step.BLOCK,
        _any(
            r"(?:无法|不能|没法)(?:推进|施工|进场|开工|实施)",
            r"(?:请|需要?|望|恳请)[^,。;]{1,16}协调",
            r"(?:没有?|未)(?:批复?|批下来|审批)",
            r"(?:资金|用地|指标)[^,。;]{0,3}(?:没有?|未|不)(?:到位|落实|解决)",
            r"缺(?:少)?(?:资金|用地|指标)",
        ),
        sure=False,
    ),
    Act(
        Step.SIGN_OFF,
        _any(
            rf"(?:同意|准予|予以|可以)?销号了?吧?{_ENDS}",
            r"公示(?:期)?(?:已)?(?:满|结束|无异议)(?:无异议)?(?=$|[,。;])",
        ),
        _any(rf"{_NOT_YET}(?:申请)?销号", r"销号(?:材料|条件|申请|资料|标准|手续)", r"公示(?:期)?未满"),
    ),
    Act(
        Step.ACCEPT,
        _any(
            r"(?:同意|通过|予以|准予|给予)?(?:通过)?验收(?:通过|合格|过了|同意)",
            rf"(?:同意|通过|予以|准予)(?:通过)?验收|(?:已经?)?验收了?{_ENDS}",
        ),
        _any(
            rf"(?:{_NOT_YET}|迎接|组织|自行|初步|内部|参加|安排|申请|开展|进行|竣工|完工)"
            r"(?:进行|开展|组织)?了?(?:竣工)?的?验收",
            r"验收(?:材料|条件|准备|资料|标准|前|组|单位|时)",
        ),
    ),
    Act(Step.REFUSE, _clause("不通过|不合格|否决"), sure=False),
    Act(Step.ACCEPT, _clause("通过|合格"), sure=False),
    Act(
        Step.PUBLISH,
        Pattern(rf"公示(?=$|[,。;! ~了吧]|[0-9{CHINESE}]{{1,3}}个?(?:工作)?[日天])"),
        _any(r"公示(?:牌|栏|期未满|材料)", r"信息公示", r"(?:未|没有?|待|准备)公示"),
    ),
    Act(
        Step.ACKNOWLEDGE,
        _any(r"签收|认领", r"(?:已经?)?(?:接收|领了)(?=$|[,。;!])"),
        Pattern(r"(?:未|没有?|待|尚未|不予)(?:签收|认领)"),
    ),
    Act(Step.ACKNOWLEDGE, _clause("(?:已经?)?收到(?:谢谢)?"), sure=False),
    Act(
        Step.REPORT,
        _any(
            r"报(?:告)?进展[: ]*|更新进展[: ]*|^进展[ ]|(?:最新|目前|工作)?进展(?:情况)?[:为是]",
            r"汇报(?:进展)?[: ]|进度[:为]|报告[: ]",
        ),
    ),
)

_WHOLE = r"(?:整改|治理|整治|任务|工作|全部内容|本项|该项|销号任务)"
_READY = r"(?:完成|办结|完工|完毕|落实到位|整改到位|治理到位|整治到位|搞定|整改好|弄好|办好|做好|整好)"
#: The whole matter is done: whether to apply for sign-off is asked first.
_DONE = Act(
    Step.SUBMIT,
    _any(
        rf"{_READY}了?(?:{_WHOLE}(?:任务|工作)?)?{_ENDS}",
        rf"(?:整改|治理|清理|弄|干|办|做|搞|改|拆|修)(?:完|好)(?:了|成|毕){_ENDS}",
        r"(?:已经?)?全部(?:完成|整改)",
    ),
    _any(
        r"(?:未|没有?|尚未|不能|无法|难以|基本|部分|即将|预计|计划|拟|将|力争|争取|确保|可|能|要|需|前|底|内|日|月|快"
        r"|马上|就要?|阶段性?|接近|初步|待|等|后)(?:全部|全面|可以?|能|能够)*"
        rf"(?:整改|治理)?(?:{_READY}|到位|[整做办干弄搞改][完好])[了成毕]?",
        rf"(?:计划|预计|预期|拟|将于?|力争|争取|确保|打算|要求|督促)[^,。;]{{0,14}}{_READY}",
        r"完成(?:[0-9一二三四五六七八九十百两半]|时限|期限|情况|日期|比例|后)",
    ),
    sure=False,
)

#: Signs of work under way: with them words after the number are a report.
_UNDER_WAY = Pattern(
    r"已|了(?!解)|正在|正(?=[^确常式])|进场|开工|施工|完成|启动|开展|推进|清运|清理|拆除|安装"
    r"|铺设|招标|恢复|修复|种植|回填|平整|覆盖|封堵|改造|还在|等待|暂无|尚|未|停工|停产|下达|责令|监测|检测|立案|查处|约谈|排查|整治|目前|截至|进度|组织"
)
_QUESTION = Pattern(
    r"谁|(?<!没)(?<!没有)什么|(?<!没)啥|哪|几[时号天月]|怎么|怎样|如何|为何|是否|是不是|有没有|能不能|能否|可不可以"
    r"|可否|多少|多久|咋|(?:了|过)(?:没有?|吗|么)(?=$|[,。;? ])|吗(?=$|[,。;? ])|[?]"
)
_ENDS_ASKING = Pattern(r"(?:[?]|吗|么|呢|没有|了没)[?。! ]*$")
#: Days of the month, of which there are several.
_LISTS = Pattern(r"有?哪些(?:事项|任务|工作|单位|问题)|到期的|哪些.{0,4}(?:到期|逾期)")
_POLITE = Pattern(r"能否|可否|能不能|可不可以|是否可以")
#: What one wants to see of an entry.
_SHOW = Pattern(
    r"进展|进度|情况|状态|详情|内容|期限|时限|负责|责任|单位|查|看|打开|显示|历史|记录|经过|过程"
    r"|台账|材料|证据|依据|原文|来源|到期|逾期|超期|剩|了解|下一步|流程|要求"
)


def told(plain: str) -> Told | None:
    """Return the step that the words around an entry's number say; None where they say none."""
    for act in (*ACTS, _DONE):
        if found := _found(act, plain):
            return found
    if share_in(plain) is not None or _UNDER_WAY.search(plain):
        sure = share_in(plain) is not None
        return Told(Step.REPORT, 0, 0, sure)
    return None


def _found(act: Act, plain: str) -> Told | None:
    """Look for the sign of *act* in what is left when the words it is not meant by are blanked."""
    left = act.unless.sub(lambda m: "~" * len(m[0]), plain) if act.unless else plain
    m = act.sign.search(left)
    if m is None:
        return None
    done = share_in(plain)
    if act is _DONE and done is not None and done < 100:
        return Told(Step.REPORT, 0, 0)
    return Told(act.step, m.start(), m.end(), act.sure)


def asks(plain: str) -> bool:
    """Tell whether the words are a question: asked outright, or at the head of a longer message.

    如何 in a later clause of a report asks nothing.
    """
    first = plain.strip(" ,。;:")
    for mark in ",。;":
        first = first.partition(mark)[0]
    return bool(_QUESTION.search(first) or _ENDS_ASKING.search(plain))


def polite(plain: str, told_: Told) -> bool:
    """Tell whether a question is a request in courteous words: 能否延期到9月30日."""
    return told_.step is Step.ASK_EXTENSION and bool(_POLITE.search(plain))


def lists(plain: str) -> bool:
    """Tell whether several entries are asked for, so that a number before it was a day."""
    return bool(_LISTS.search(plain))


def shows(plain: str) -> bool:
    """Tell whether the words ask to see an entry without being a question."""
    return not plain.strip(" ,。;:!?的~") or bool(_SHOW.search(plain))
