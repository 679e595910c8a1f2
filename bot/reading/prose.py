"""Sentences → orders: who is told to do what, with the subject carried over to what follows it.

An order is a stretch of a sentence: from its subject, or its 要, to where the next order begins. Attendance
lists, speakers, past achievements, statistics and plain exhortation are not orders.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field, replace

from bot.duty import Part, Role, Strength
from bot.reading.names import Name, parts_of, read_names
from bot.reading.outline import inline_marks

_OPEN, _CLOSE = "“（(《〔【「『[", "”）)》〕】」』]"
#: What stands between a subject and what it is told to do.
_MARKER = re.compile(
    r"要(?=[^求是素点闻领害件务道职事因塞])|应当|应(?=[^急对用收查改邀])|必须|务必|须(?!知)|需要|需(?=[^求])|负责(?!人|同志)|牵头|会同|联合|协助|配合|抓紧|尽快|立即|继续|"
    r"(?:每|一)(?=[半两一二三四五六七八九十\d]{0,2}个?(?:年|季度?|月|旬|周|天|日))|扛起|承担|按(?:照)?(?:各自)?职责|落实|履行|做好|提高(?=政治)|增强|树立|是(?=.{0,24}第一责任人)|开展|开设|加快|加强|督促|"
    r"组织(?!部)|完成|严格|严厉|全力|抓好|把(?=[^关握])|对(?=[^于比照])|于(?=[每本今明\d])|在(?=\d)|进一步|主动|切实|(?:督查|督办|监督|巡查|约谈)(?!室|办|局|组|部|委|中心|站|队|科|处|大队|考核|员)|盯办|包保|牢牢|不得|严禁|暂停|建立|制定|提供|安排"
)
#: Who speaks, before what is said; the words behind it are the order.
_SPEAKER = re.compile(
    r"^(?:会上|会后|会前|会议最后|最后|同时|随后|为此|对此|下一步|此外|另外|其中|[^，,。要部]{0,40}?(?:会议|纪要|通报|方案|通知)?"
    r"(?:还|分别|就[^，,。]{2,24}|在[^，,。]{2,24}时)?(?:强调|指出|要求|提出(?:了?[^，,]{0,6}要求)?|明确|决定|议定|表示|作了?安排(?:部署)?|部署|指示|认为))(?:[，,:：]|(?=要|各|县|市|区|由))"
)
_MARK = re.compile(
    r"\s*(?:第[一二三四五六七八九十]{1,2}[，,、：:]|[一二三四五六七八九十]{1,2}是(?:要)?|[（(]?\d{1,2}[）)])"
)
_PAST = re.compile(
    r"(?:通报|听取|传达|审议|学习|观看|察看|汇报|介绍|作)(?:了|学习了)|(?:作|表态|交流|承诺)(?:了)?(?:书面)?(?:表态|交流|典型|承诺)?发言|参加(?:了)?(?:会议|活动)?$|出席|主持(?:召开)?|"
    r"陪同|同比|环比|累计|截至|截止|已(?:经)?(?:完成|建成|全部|达到|拆除|于|办结|销号|整改|对)|去年|上年|近年来|这几年|以来[，,]|上半年全|成效明显|充分肯定|提升至|均通过"
)
#: Words that make a clause an order although it also tells of the past.
_DEMAND = re.compile(r"要(?=[^求是素点闻领害件务])|应当|必须|务必|负责(?!人|同志)|继续|牵头")
_HISTORY = re.compile(
    r"^(?:去年|上年|近年来|这几年|过去|今年以来|上半年|前\S{1,3}(?:个月|季度)|据了解|\d+月份|截至|截止|[一二三四五六七八九十]+年来|\d+至\d+月)"
)
_ORDER_START = re.compile(
    r"(?:(?:我们|大家|全市上下|同志们|各位)?(?:还|更|就|都|也|一定|同时)?(?:要(?=[^求是素点闻领害件务道职事])|必须(?!清醒|看到|认识)|务必|应当|须(?!知)|应(?=[^急对用收该查改])))|(?:严禁|不得|一律|禁止|坚决(?=[^扛]))"
)
_IMPERATIVE = re.compile(
    r"^(?:切实|进一步|全面|深入|大力|积极|加快|抓紧|持续|严格|统筹|着力|全力|认真|扎实|尽快|稳步|有序|重点|突出|继续|务必|力争|确保|坚决|一律|依法|科学|合理|适时|"
    r"高标准|高质量|常态化|定期|不断|逐步|严厉|每[年季月周日]|从严|规范|动态|探索|鼓励)*"
    r"(?:推进|完成|开展|建立|建成|建设|强化|加强|落实|抓好|抓实|抓|推动|整治|治理|清理|清运|排查|实施|推广|划定|新建|改建|新增|创建|淘汰|取缔|拆除|关停|打击|严控|严管|控制|提高|提升|"
    r"完善|健全|制定|编制|组织|做好|做到|压实|压减|加大|加密|加装|安装|配备|更新|改造|修复|恢复|整改|解决|消除|防范|防止|保障|保护|管控|监测|监督|检查|核查|督促|督办|督查|"
    r"巩固|优化|调整|启用|启动|运行|封堵|收集|处置|处理|利用|种植|绿化|复绿|搬迁|安置|搭建|梳理|公开|公示|通报|报送|上报|宣传|培训|约谈|追责|考核|奖励|申报|争取|拨付|筹措|统筹|协调|牵头|销号|验收|"
    r"回头看|举一反三|扩建|疏浚|清淤|禁止|严禁|限制|发展|培育|引导|倡导|普及|覆盖|实现|达到|确保|力争|对|将|把|以|按照|结合|围绕|针对|坚持|突出|严格|严厉|严肃|构建|形成|打造|深化|细化|明确|化解|盘活|保持)"
)
#: What an order must be about: words of the trade. Exhortation has none of them.
_SUBSTANCE = re.compile(
    r"产业|污|废|垃圾|扬尘|油烟|秸秆|焚烧|排放|排口|水质|水体|河|湖|流域|水源|饮用水|土壤|地块|耕地|农|林|矿|渔|养殖|噪声|异味|管网|雨污|治堵|绿化|增绿|湿地|岸线|码头|采砂|锅炉|燃煤|散煤|"
    r"企业|园区|工业|工地|车辆|清洁能源|碳|督察|整改|问题|清单|台账|销号|验收|回头看|执法|监测|监管|巡查|排查|整治|考核|问责|追责|督查|督办|通报|公示|报送|信访|访件|举报|机制|制度|方案|规划|项目|工程|"
    r"资金|经费|宣传|培训|调度|联席|包保|网格|河长|湖长|林长|预案|应急|风险|台帐|数据|平台|监控|设施|治理|修复|防治|普查|检测|执勤|值守|保洁|清扫|环卫|厕|气|声|光|环境"
)
_EXHORT = re.compile(
    r"政治站位|政治责任感|思想自觉|守土有责|把责任扛在肩上|斗争本领|完成一项、|工作作风|讲好|凝聚|生态账|实事求是|久久为功|结果导向|使命感|清醒(?:地)?(?:认识|看到)|责任担当|思想和行动统一|根本遵循|"
    r"奋力谱写|贯彻落实习近平|习近平.{0,8}思想|坚持系统观念|提振精神|刀刃向内|常抓不懈|下大力气|一个一个|实打实|踩刹车|担当作为|撑腰|看到|认识到|充分认识|群众满意为最高标准|问题导向、|新发展理念"
)
#: How a sentence begins that leaves the subject before it.
_NEW_TOPIC = re.compile(r"要(?:坚持|突出|紧盯|聚焦|紧扣|强化组织|加强党|加强组织|压实|提高政治)")
#: What is ordered of a thing, its bearer left open: 17件信访件要在9月15日前办结.
_OF_A_THING = re.compile(
    r"[^，,；;]{2,40}?(?:问题|信访件|访件|案件|工作|任务|项目|工程|设施|点位|企业)要(?:在|于|按|全部|限期|尽快)"
)
#: A short sentence that is the title of what follows it: 要紧盯治气不放松。
_SLOGAN = re.compile(r"要[^，,；;：:\d]{4,16}[。！]")
#: A sentence that only says what the order before it is to reach.
_GOAL = re.compile(r"\s*(?:力争|确保|到20\d\d年|到[今明]?年底|到[今明]年|实现)")
#: A second task of the same unit, with a date and an object of its own: 月底前建成6个收储点.
_NEXT_TASK = re.compile(
    r"(?:于|在)?[^，,；;]{0,10}?(?:[日底月年旬]前|年内|月内)(?:要)?(?:建成|新建|建设|新增|启用|拆除|淘汰|关停)[^，,；;]{0,4}\d"
)
#: How a clause ends that belongs to the order behind it: 预警发布后，
_BELONGS_AHEAD = re.compile(r"(?:后|时|问题|方面|期间|情形)[，,；;]$")
#: How a clause begins that only leads in: 针对……等问题，
_LEADS_IN = re.compile(r"(?:对于?|针对|围绕|按照|结合|以|根据|在|因|关于)")
_ACTION = re.compile(
    r"开展|进行|实施|落实|建立|完成|整治|治理|清理|排查|监测|修复|管控|检查|登记|改造|执法|整改|制定|关停|淘汰|拆除|公示|处置|处理|监管|考核|结合|纳入|作为|为重点"
)
_STATEMENT = re.compile(r"就是|是一项|绝不是|也是|才能|则会|难度大|具有")
_TERRITORY = re.compile(r"(?:落实|压实|扛起|履行|承担|守|担)(?:好|起|牢)?属地(?:管理|监管)?(?:主体)?责任")
_ATTACHED = re.compile(r"(?:一线)?(?:盯办|包保|包案|挂帅|坐镇|协调调度|牵头协调)")
_AIM = re.compile(r"力争|争取(?=.{0,12}(?:完成|达到|实现))|鼓励|探索|原则上|有条件的|努力做到|支持.{0,8}试点")
_MUST = re.compile(r"必须|务必|确保|一律|不得|严禁|坚决|禁止|限期|责令|应.{1,2}尽.{1,2}|绝不|须")


@dataclass(frozen=True, slots=True)
class Clause:
    start: int
    end: int
    text: str


@dataclass(frozen=True, slots=True)
class Order:
    """One order at ``[start, end)`` of the text that was read."""

    start: int
    end: int
    text: str
    core: str  # what is ordered, without subject and marker
    parts: tuple[Part, ...] = ()
    mark: str = ""  # the numbering inside the paragraph: 二是
    title: str = ""  # the words behind that numbering, where they are a title
    theme: str = ""  # the slogan that the sentences before it set: 要紧盯治气不放松。
    carried: bool = False  # the subject stands in the sentence before


@dataclass
class _Draft:
    """An order that is being read; clauses are added to it until the next one begins."""

    start: int
    end: int
    core: str
    parts: list[Part] = field(default_factory=list)
    carried: bool = False


def sentences(text: str) -> Iterator[Clause]:
    """Yield the sentences of *text*; a full stop inside quotes or brackets does not end one."""
    yield from _cut(text, "。！？!?\n")


def clauses(sentence: Clause) -> Iterator[Clause]:
    """Yield the clauses of *sentence*, cut at commas, semicolons and colons outside quotes and brackets."""
    for clause in _cut(sentence.text, "，,；;:："):
        yield Clause(sentence.start + clause.start, sentence.start + clause.end, clause.text)


def _cut(text: str, marks: str) -> Iterator[Clause]:
    depth, start = 0, 0
    for i, char in enumerate(text):
        if char in _OPEN:
            depth += 1
        elif char in _CLOSE:
            depth = max(0, depth - 1)
        elif char in marks and (depth == 0 or char == "\n" or i - start > 300):
            if text[start:i].strip():
                yield Clause(start, i + 1, text[start : i + 1])
            start, depth = i + 1, 0
    if text[start:].strip():
        yield Clause(start, len(text), text[start:])


def read_orders(text: str, *, ordered: bool = False) -> list[Order]:
    """Return the orders in one paragraph.

    Args:
        text: the repaired words of the paragraph.
        ordered: the paragraph stands in a list of tasks, so that a bare imperative (完成…) is an order.
    """
    marks = inline_marks(text)
    orders: list[Order] = []
    over = _Over()
    for sentence in sentences(text):
        if own := [m for at, m in marks if sentence.start <= at < sentence.end]:
            over = _Over(own[-1], (_title(sentence, own[-1]) or "") if len(own) == 1 else "")
        words = _without_speaker(sentence.text)[0]
        named = _names_somebody(sentence)
        if own and over.title and not named:
            continue
        if not (own or named) and _SLOGAN.fullmatch(words) and sentence.end < len(text.rstrip()):
            over = replace(over, subject=(), theme=words.strip("要。！ "))
        elif orders and not (own or named) and orders[-1].end >= sentence.start - 2 and _GOAL.match(sentence.text):
            orders[-1] = _longer(orders[-1], text, sentence)
        else:
            argued = over.title.startswith(("这是", "首先"))
            found = _orders_of(sentence, over.subject, ordered=(ordered or bool(over.mark)) and not argued)
            orders += over.named(found, titled=any(o.title == over.title for o in orders))
            over = replace(over, subject=_carried(found)) if found else over
    return orders


@dataclass(frozen=True, slots=True)
class _Over:
    """What stands over a sentence: the numbering and title of its item, its theme, the subject carried to it."""

    mark: str = ""
    title: str = ""
    theme: str = ""
    subject: tuple[Part, ...] = ()

    def named(self, found: list[Order], *, titled: bool) -> list[Order]:
        """Give *found* their mark and theme; only the first order of an item bears its title."""
        titles = ["" if titled else self.title, *[""] * len(found)]
        theme = self.theme or self.title
        return [replace(o, mark=self.mark, title=t, theme=theme) for o, t in zip(found, titles, strict=False)]


def _longer(order: Order, text: str, sentence: Clause) -> Order:
    """Add the sentence that says what the order before it is to reach: 力争到年底，…达到95%."""
    end = sentence.start + len(sentence.text.rstrip("。！； \n"))
    return replace(order, end=end, text=text[order.start : end])


def _title(sentence: Clause, mark: str) -> str | None:
    """Return the words behind 一是 or 第一， where they are a short title of their own."""
    words = sentence.text.split(mark, 1)[-1].lstrip("，,、：:是要").rstrip("。！")
    return words if 3 <= len(words) <= 32 and not re.search(r"[；;]", words) else None


def _names_somebody(sentence: Clause) -> bool:
    return any(_subject(_without_speaker(clause.text)[0]) for clause in clauses(sentence))


def _carried(found: list[Order]) -> tuple[Part, ...]:
    """Return the subject for the sentence that follows.

    Several subjects in one sentence leave it open who is meant; the inspectors' sentence stands alone.
    """
    if len({order.parts for order in found}) != 1:
        return ()
    left_behind = (Role.SUPERVISES, Role.ACCEPTS, Role.SUPPORTING, Role.TERRITORY)
    return tuple(p for p in found[0].parts if p.role not in left_behind and not p.unit.endswith("上下"))


def _orders_of(sentence: Clause, subject: tuple[Part, ...], *, ordered: bool) -> list[Order]:
    """Return the orders of one sentence."""
    drafts: list[_Draft] = []
    lead_in: Clause | None = None
    tail: Clause | None = None  # the last clause that was added to the order before
    assigned = False  # 会议部署了……，抓好……: what follows is a task
    previous = ""
    for clause in clauses(sentence):
        words, shift = _without_speaker(clause.text)
        if not words.strip("，,；;：:。 "):
            continue
        begin = clause.start + shift
        ordered = ordered or assigned
        opening = not drafts and not lead_in
        carried = subject if opening and not _NEW_TOPIC.match(words) else ()
        draft = _begin(
            words, begin, clause.end, carried, first=not drafts, hard=previous in "；;", ordered=ordered
        )
        assigned = assigned or "部署了" in words
        if draft and drafts and _attaches(draft, words):
            drafts[-1].parts += draft.parts
            drafts[-1].end = clause.end
        elif draft:
            if lead_in and not drafts and (not draft.parts or _LEADS_IN.match(lead_in.text)):
                draft.start = lead_in.start
                draft.core = draft.core if draft.parts else lead_in.text + draft.core
            elif drafts and tail and _BELONGS_AHEAD.search(tail.text):
                drafts[-1].end, draft.start = tail.start, tail.start
            drafts.append(draft)
        elif (
            drafts
            and _NEXT_TASK.match(words)
            and re.search(r"\d", sentence.text[drafts[-1].start - sentence.start : begin - sentence.start])
        ):
            drafts.append(_Draft(begin, clause.end, words, list(drafts[-1].parts), carried=True))
        elif drafts:
            _extend(drafts[-1], words, clause.end)
            tail = Clause(begin, clause.end, words)
        elif len(words) <= 60 and not (
            _HISTORY.match(words) or _PAST.search(words) or _IMPERATIVE.match(words)
        ):
            lead_in = (
                lead_in if lead_in and _LEADS_IN.match(lead_in.text) else Clause(begin, clause.end, words)
            )
        previous = clause.text[-1]
    if _HISTORY.match(_without_speaker(sentence.text)[0]) and not any(d.parts for d in drafts):
        return []
    if (
        len(drafts) > 1
        and not any(p for p in drafts[0].parts if not drafts[0].carried)
        and drafts[0].end - drafts[0].start <= 10
    ):
        drafts = drafts[1:]  # 要坚持从严整改，…: a slogan before what is ordered
    return [o for d in drafts for o in (_finished(d, sentence) or _salvaged(d, sentence))]


def _without_speaker(words: str) -> tuple[str, int]:
    """Cut 会议强调， and the like off the head of a clause."""
    shift = len(words) - len(words.lstrip())
    if mark := _MARK.match(words, shift):
        shift = mark.end()
    for _ in range(3):
        found = _SPEAKER.match(words[shift:])
        if not found or read_names(found[0].rstrip("，,:：")):
            break
        shift += found.end()
    return words[shift:], shift


def _begin(
    words: str, start: int, end: int, subject: tuple[Part, ...], *, first: bool, hard: bool, ordered: bool
) -> _Draft | None:
    """Return a new order if *words* begin one."""
    if named := _subject(words):
        parts, core = named
        return _Draft(start, end, core, parts)
    order = _ORDER_START.match(words)
    if order and (first or hard):
        carried = list(subject) if first else []
        return _Draft(start, end, words[order.end() :], carried, carried=bool(carried))
    middle = (
        _ORDER_START.search(words)
        if first and re.match(r"(?:对|针对|对于|在|把|将|凡)|.{2,30}(?:问题|信访件|工作|任务)要", words)
        else None
    )
    if middle and not _PAST.search(words):
        return _Draft(start, end, words)
    if ordered and (first or hard) and _IMPERATIVE.match(words) and not _STATEMENT.search(words):
        return (
            None
            if _LEADS_IN.match(words) and (words.rstrip("，,").endswith("问题") or not _ACTION.search(words))
            else _Draft(start, end, words)
        )
    return None


def _attaches(draft: _Draft, words: str) -> bool:
    """Tell whether the clause names who else takes part in the order before it."""
    if _TERRITORY.search(words):
        draft.parts = [
            Part(p.unit, Role.TERRITORY, p.generic) for p in draft.parts if p.role is not Role.LEADER
        ]
        return True
    if all(p.role is Role.LEADER for p in draft.parts) and draft.parts:
        return bool(_ATTACHED.search(words))
    return bool(draft.parts) and all(p.role is Role.SUPPORTING for p in draft.parts)


def _extend(draft: _Draft, words: str, end: int) -> None:
    """Add a clause to the order before it, with whoever is named behind: 区水务局、街道配合."""
    draft.end = end
    behind = re.match(r"(.{2,60}?)(?:积极|共同|协同)?(?:配合|参与|协助|一家不落)(?=[，,；;。]|$)", words)
    if behind and (names := read_names(behind[1])):
        draft.parts += parts_of(names, Role.SUPPORTING)


def _finished(draft: _Draft, sentence: Clause) -> list[Order]:
    """Make the order of a draft, or nothing where it orders nothing that could be done."""
    text = sentence.text[draft.start - sentence.start : draft.end - sentence.start].rstrip("，,；;。：: \n")
    if not draft.parts or draft.carried:
        if _EXHORT.search(text) and not re.search(r"\d", text):
            return []
        if len(text) < 6 or not (draft.parts or _SUBSTANCE.search(text)):
            return []
    parts = draft.parts + _posts_inside(text)
    if _PAST.search(draft.core[:30]) and not _DEMAND.search(text) and "每" not in text:
        return []
    return [
        Order(
            draft.start,
            draft.start + len(text),
            text,
            draft.core,
            tuple(dict.fromkeys(parts)),
            carried=draft.carried,
        )
    ]


#: Something to be drawn up or set up, whatever exhortation stands around it.
_PRODUCT = re.compile(
    r"(?:制定|制订|编制|建立|建立健全|健全|出台|形成|列出|梳理)(?:完善|健全|并完善)?[^，,；;。]{2,30}?"
    r"(?:清单|台账|方案|办法|时间表|路线图|责任人|制度|名录|规划|预案|细则|计划)[”]?$"
)


def _salvaged(draft: _Draft, sentence: Clause) -> list[Order]:
    """Keep what an exhortation orders in passing: 制定……任务书、时间表、路线图."""
    orders = []
    for clause in clauses(
        Clause(
            draft.start, draft.end, sentence.text[draft.start - sentence.start : draft.end - sentence.start]
        )
    ):
        words = clause.text.strip("，,；;。：: \n")
        if _PRODUCT.match(words):
            orders.append(Order(clause.start, clause.start + len(words), words, words, carried=False))
    return orders


def _posts_inside(text: str) -> list[Part]:
    """Find 县委常委包片、副县长包线: who unblocks what, named in passing."""
    parts: list[Part] = []
    for found in re.finditer(
        r"([一-龥]{0,8}?(?:常委|书记|县长|市长|区长|领导|干部))包(?:片|线|案|保|联|抓|村|镇|点)", text
    ):
        name = re.sub(r"^.*(?:健全|建立|落实|实行|推行|完善)", "", found[1])
        parts += [Part(name, Role.RESPONSIBLE), Part(name, Role.LEADER)]
    return parts


_BY = re.compile(r"(?:^|[^理自经缘事来])由")


def _subject(words: str) -> tuple[list[Part], str] | None:
    """Return who is told in this clause, and what is left of it; None where nobody is."""
    bare = re.sub(r"^[\s\u3000]*(?:即|并|且|但|另|还)?", "", words)
    if re.match(r"(?:去年|上年|此前|原来)", bare):
        return None
    if _PAST.search(bare[:60]) and not _DEMAND.search(bare):
        return None
    return _by_whom(bare) or _plain_subject(bare)


def _by_whom(words: str) -> tuple[list[Part], str] | None:
    """Read 由X牵头, 由X负责, 请X牵头, X由Y管."""
    found = _BY.search(words) or re.match(r"(?:这件事|此事|该项工作)?(?:请|责成|责令|交由|委托)", words)
    if not found:
        return None
    before, behind = words[: found.end() - 1] if words[found.end() - 1] == "由" else "", words[found.end() :]
    for marker in re.finditer(
        r"牵头|负(?:总)?责|承担|统筹|扛|兜底|管(?=[，,；;。]|$)|督促|组织|继续|会同|配合|抓|实施|落实|协调|按|一家不落|于|在|根据",
        behind,
    ):
        names = read_names(behind[: marker.start()])
        rest = behind[marker.start() :]
        if names:
            joint, left = _joint(names, rest) or (_with_role(names, rest), behind[marker.end() :])
            beside = re.match(r"[、，](.{2,60}?)(?:配合|参与|协助)(?=[，,；;。]|$)", left)
            if beside and (others := read_names(beside[1])):
                joint, left = [*joint, *parts_of(others, Role.SUPPORTING)], left[beside.end() :]
            return joint, before + left
    return None


_JOINT = re.compile(
    r"(?:要|应|须)?(?:会同|联合)(.{2,30}?)(?=对|开展|完成|做好|进行|组织|抓|把|制定|推进|建立|加|实施|落实|研究|于|在|尽快|共同|负责|整治|排查|提出|拿出|编制)"
)


def _joint(names: list[Name], rest: str) -> tuple[list[Part], str] | None:
    """Read A会同B…: both are named, neither leads the other by these words."""
    found = _JOINT.match(rest)
    others = read_names(found[1]) if found else None
    return (list(parts_of([*names, *others], Role.LISTED)), rest[found.end() :]) if found and others else None


def _plain_subject(words: str) -> tuple[list[Part], str] | None:
    """Read X要…, X负责…, X会同Y…, X协助、Y牵头…."""
    for marker in _MARKER.finditer(words[:110]):
        if marker.start() < 2:
            continue
        names = read_names(words[: marker.start()])
        if not names:
            continue
        rest = words[marker.start() :]
        if (
            marker[0] in ("协助", "配合")
            and (second := re.match(r"(?:协助|配合)、(.{2,40}?)牵头", rest))
            and (leads := read_names(second[1]))
        ):
            return [*parts_of(leads, Role.LEAD), *parts_of(names, Role.SUPPORTING)], rest[second.end() :]
        if joint := _joint(names, rest):
            return joint
        return _with_role(names, rest), rest[len(marker[0]) :] if marker[0] in (
            "要",
            "应",
            "应当",
            "必须",
            "务必",
            "须",
            "负责",
            "需",
            "需要",
        ) else rest
    return None


def _with_role(names: list[Name], rest: str) -> list[Part]:
    """Give the named the role that the words behind them say."""
    head = rest[:40]
    if re.match(r"(?:要|应|须)?(?:积极|主动|全力)?(?:配合|协助|支持)(?!.{0,3}、)", head):
        return list(parts_of(names, Role.SUPPORTING))
    if re.search(r"扛(?:起|牢).{0,4}主责|主责|主体责任", head) and len(names) == 1:
        return list(parts_of(names, Role.MAIN))
    if re.search(r"牵头", head):
        return list(parts_of(names, Role.LEAD))
    if re.match(
        r"(?:要|应|须)?(?:切实|严格|加大|强化|加强|认真|全程|对.{2,24}?(?:进行|开展|实施|逐条|逐项|全程))?(?:跟踪)?(?:督查|督办|督导|监督|执纪|约谈|追责|问责)",
        head,
    ):
        return list(parts_of(names, Role.SUPERVISES))
    return list(parts_of(names))


def strength_of(text: str) -> Strength:
    """Return how binding the words are: 必须、确保 before 要, 力争 and 鼓励 only where nothing stronger stands.

    >>> strength_of("力争年底前完成"), strength_of("要开展排查")
    (<Strength.AIM: 'aim'>, <Strength.SHOULD: 'should'>)
    """
    if _AIM.search(text):
        return Strength.AIM if not re.search(r"必须|务必|一律|不得|严禁", text) else Strength.MUST
    return Strength.MUST if _MUST.search(text) else Strength.SHOULD
