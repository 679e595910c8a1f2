"""What a line is: a separator, a remark, a title, or what goes with every document and orders nothing."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from bot.reading.labels import BEARERS, Kind, kind_of, read_fields
from bot.reading.limits import is_only_limit
from bot.reading.outline import BULLET, Line
from bot.reading.prose import Order
from bot.reading.prose import signs as prose
from bot.reading.verbs import imperative

SEPARATOR = re.compile(r"^\s*[—\-－_=＝*·─]{3,}\s*$")
REMARK = re.compile(r"^\s*(?:备注|注|说明|附注)\s*[:：]")
#: A heading below which only remarks stand.
REMARKS = re.compile(r"^\s*(?:备注|注|说明|附注|填表说明|注意事项|有关说明)\s*[:：]?\s*$")
#: Lines that go with every document and order nothing.
FORMAL = re.compile(
    r"^\s*(?:抄送|分送|主送|报送|报|送|报送单位|发|联系人|联系电话|咨询电话|值班电话|时\s*间|地\s*点|召集人|主\s*持|主持人|出\s*席|列\s*席|参\s*加|"
    r"记\s*录|缺\s*席|请\s*假|参会(?:人员|单位)|出席人员|签到|签发人?|编辑|责任编辑|审核|印发|附件|填表人|制表人?|填报(?:单位|人|日期)|受理单位)\s*[:：]"
)
#: From when a paper is in force, and which one it replaces.
IN_FORCE = re.compile(
    r"\s*(?:第[一二三四五六七八九十\d]{1,3}条)?\s*本[一-龥]{1,8}自[^，,。；;]{2,16}起(?:施行|实施|执行|生效|试行)"
    r"(?:[。，,；;][^。；;，,]{2,40}(?:同时|即行)?废止)?[。；;]?\s*"
)
#: Where a paper or a matter comes from; it may stand inside a block.
ORIGIN = re.compile(r"^\s*(?:来\s*源|信息来源|问题来源|交办依据)\s*[:：]")
#: A table of two columns: labels and what they hold; the heading above stays open.
COLUMNS = re.compile(r"\s*(?:项目|栏目|要素|类别)\s*\t\s*(?:内容|具体内容|说明)\s*")
ENDED = re.compile(r"[。；;，,：:]")
#: Sections that set the tone; what they order of nobody in particular is not a task.
TONE = re.compile(
    r"^\s*(?:[一二三四五六七八九十]+、)?"
    r"(?:总体(?:思路|要求|考虑)|指导思想|(?:基本|工作|整改|遵循|实施)原则|工作(?:思路|要求|保障)|"
    r"(?:组织|机制)?保障(?:措施|机制)?|组织(?:实施|领导)|工作目标|总体目标)"
)
#: The heading of a section that says how all of it is backed, below which the same holds.
BACKING = re.compile(
    r"\s*(?:(?:组织|工作|强化|加强|措施|机制)?保障(?:措施|机制|体系)?|(?:加强|强化)?组织(?:实施|领导|保障))\s*"
)
#: The title of a paper: it names what is listed and orders nothing.
_TITLE = re.compile(
    r"(?:[一-龥]{2}(?<!代)表|清单|台账|方案|计划|要点|意见|通知|通报|纪要|公示|公告|名册|汇编|选编|"
    r"责任书|任务书|交办单|督办单|转办单|交办函|督办函|令|安排|讲话|报告|简报|材料|决定|决议)"
    r"(?:[（(〔\[][^）)〕\]]{0,24}[）)〕\]])?\s*$"
)
SHORT = 60  # a longer line without a number is a paragraph, no item
_LABEL = 10  # characters of the longest label that stands alone
HEADING = 40  # a longer line is not a heading


def is_title(line: Line) -> bool:
    words = line.text.strip()
    return (
        line.depth is None
        and len(words) <= HEADING
        and not ENDED.search(words)
        and bool(_TITLE.search(words))
    )


def is_barred(line: Line) -> bool:
    """Tell whether *line* is a heading whose parts are set apart by bars: 第一令｜三叉港｜区级河长 褚卫国."""
    return line.depth is not None and line.words.lstrip().startswith(("｜", "|"))


def is_heading(line: Line) -> bool:
    """Tell whether *line* is a heading by its looks: numbered, short, no sentence."""
    return line.depth is not None and len(line.words) <= HEADING and not ENDED.search(line.text)


def is_listed(line: Line) -> bool:
    """Tell whether *line* is an item of a list of tasks: （一）, 问题一, 1., (1), ●."""
    return line.depth is not None and line.depth >= 2


def starts_with_label(line: Line) -> bool:
    fields = read_fields(line.words)
    return bool(fields) and not line.words[: fields[0].start].strip('“"【〖[（( \t●■◆▲★')


#: How a head ends that names a task; one that neither does nor begins with a verb names what is wrong.
_TASK = re.compile(
    r"(?:改造|建设|整治|治理|清淤|修复|清理|清运|拆除|退养|退出|工程|项目|提升|提标|扩建|搬迁|收集|监测|排查|巡查|覆盖|复绿|绿化|保护|管控|"
    r"防治|处置|处理|回收|利用|试点|行动|演练|达标|封堵|接管|管理|清零|攻坚|推广|更新|安装|回填|补充|优化|编制|修订|调查|评估|考核|培训|"
    r"宣传|保洁|整改|销号|抽查|检查|联网|投运|扫尾|登记|注销|关停|取缔|淘汰|替代|绕城通行)$"
)
_REACHES = re.compile(r"达到|不低于|不少于|全部|\d")
_WRONG = re.compile(r"(?:问题|现象|隐患|短板|不足|不力|不到位|滞后|缓慢)$")
_COUNTS_PROBLEMS = re.compile("问题|案|信访|来信|点位")


def tells_problem(line: Line) -> bool:
    """Tell whether the head of a block names a problem: what is ordered then stands in its fields."""
    if _COUNTS_PROBLEMS.search(line.mark):
        return True
    if re.search("任务|事项|措施|项目", line.mark):
        return False
    words = re.split(r"\s{2,}|[。；;：:（(]", line.words.strip(), maxsplit=1)[0]
    task = imperative(words) or _TASK.search(words) or _REACHES.search(words)
    return _WRONG.search(words) is not None or not task


_PARTY = re.compile(r"\s*([甲乙丙]方)(?:[（(][^）)]{0,12}[）)])?\s*[:：]\s*([^\s，,。；;]{2,30})")


def parties(lines: Sequence[Line]) -> dict[str, str]:
    """Return who the parties of a signed commitment (责任书) are; empty for any other document."""
    if not any("责任书" in line.text for line in lines[:6]):
        return {}
    return {found[1]: found[2] for line in reversed(lines[:12]) if (found := _PARTY.match(line.text))}


_DEMANDS = re.compile(
    r"^(?:由|责成|责令|请)|要(?=[^求是素点])|应(?!急)|须|必须|务必|负责|继续|每[年季月旬周天日半]|前(?:完成|报|提交|落实|[一-龥]{1,6}(?:完毕|到位|办结))|内(?:完成|报)"
)


def demands(words: str) -> bool:
    """Tell whether words in a report of progress order something, and do not only tell how it stands."""
    return _DEMANDS.search(words) is not None


def reports(words: str) -> bool:
    """Tell whether *words* tell how things went: 汇报了进展, 已完成清淤."""
    return (prose.tells(words) or prose.REPORTS.search(words) is not None) and not demands(words)


def is_task(order: Order) -> bool:
    """Tell whether *order*, in a section that sets the tone, is a task: of somebody, or to be measured."""
    return any(not part.generic for part in order.parts) or prose.measured(order.text)


#: Works and sites: what is done there, an office sees to.
_SITE = re.compile(r"(?:[厂矿场店库塘窑坑]|[拌搅][合拌]站|加油站|泵站|电站|码头|地块|小区|工地)$")
_CHARGED = re.compile(r"由|负责|牵头|责成|请|[要须应]|必须|不得")


def of_a_site(order: Order) -> bool:
    """Tell whether *order* only says what is done at a works or a site: 天禾橡胶厂安装恶臭在线监测."""
    sites = bool(order.parts) and all(_SITE.search(part.unit) for part in order.parts)
    return sites and not _CHARGED.search(order.text)


_SPEECH = re.compile(r"[我您你]|大家|同志们|各位")


def may_be_item(line: Line) -> bool:
    """Tell whether a line without a number may be an item of a list: short, a clause, nobody speaks."""
    words = line.text.strip()
    return 4 <= len(words) <= SHORT and words[-1] not in "：:，,！!？?" and not _SPEECH.search(words)


def has_limit(line: Line) -> bool:
    return prose.limited(line.words)


def with_colons(lines: Sequence[Line]) -> list[Line]:
    """Give headings that are but a label their colon, where a document says who and by when below such.

    三、责任单位 above a line with the names is a field like 责任单位：…; a colon is put behind the words.
    """
    kinds = {at: kind for at, line in enumerate(lines) if (kind := _label_alone(line))}
    if not set(kinds.values()) & {*BEARERS, Kind.DEADLINE}:
        return list(lines)
    return [
        replace(line, text=line.text.rstrip() + "：") if at in kinds else line
        for at, line in enumerate(lines)
    ]


def _label_alone(line: Line) -> Kind | None:
    words = line.words.strip()
    alone = line.depth is not None and len(words) <= _LABEL and words[-1:] not in ("：", ":")
    return kind_of(words) if alone else None


_AHEAD = re.compile(r"[【\[〔（(]([^】\]〕）)]{2,14})[】\]〕）)]\s*(?=[一-龥])")


def limit_ahead(line: Line) -> tuple[Line, str] | None:
    """Return an item behind the limit that it begins with (【6月底前】清理河道), and the limit."""
    found = _AHEAD.match(line.text, line.body - line.start)
    if not found or not is_only_limit(found[1]):
        return None
    depth = BULLET if line.depth is None else line.depth
    return replace(line, body=line.start + found.end(), depth=depth), found[1]
