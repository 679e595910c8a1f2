"""The words by which an order, a title, a report of the past and plain exhortation are told apart."""

from __future__ import annotations

import re

from bot.reading.prose.predicate import DEMANDS, SHALL, TO_BE_DONE, YAO
from bot.reading.prose.times import LIMIT, RHYTHM, ahead
from bot.reading.verbs import imperative
from bot.reading.wordlist import any_of

#: Words that open an order whose subject stands before, or was carried over, or is nobody.
OPENS = re.compile(
    r"(?=[我全同各还更就都也一要必务应须严不禁坚])"
    rf"(?:(?:我们|全市上下)?(?:还|更|就|都|也|一定|同时)?(?:{YAO}|必须(?!清醒|看到|认识)|务必|应当|"
    rf"{SHALL}|应(?=[^急对用收该查改]))"
    r"|严禁|不得(?!不)|不[准许]|一律|禁止|坚决(?=[^扛]))"
)
#: What tells of the past, of a meeting or of a figure.
PAST = re.compile(
    any_of("通报 听取 传达 审议 学习 观看 察看 汇报 介绍 作", "(?:了|学习了)")
    + "|"
    + any_of("作 表态 交流 承诺", "了?(?:书面)?(?:表态|交流|典型|承诺)?发言")
    + "|参加了?(?:会议|活动)?$|"
    + any_of(
        "出席 主持 陪同 同比 环比 累计 截至 截止 至今 原定 "
        "尚未(?![^，,；;。]{1,14}的) 仍未(?![^，,；;。]{1,14}的) "
        "去年 上年 近年来 这几年 以来[，,] "
        "上半年全 成效明显 "
        "充分肯定 提升至 均通过"
    )
    + r"|已经?(?:完成|建成|全部|达到|拆除|于|办结|销号|整改|对)"
)
#: How a sentence begins that tells of the past as a whole.
HISTORY = re.compile(
    r"(?:去年|上年|近年来|这几年|过去|今年以来|上半年|前\S{1,3}(?:个月|季度)|据了解|\d+月份|截至|截止|"
    r"[一二三四五六七八九十]+年来(?!的)|\d+至\d+月)"
)
#: What somebody is about already: 正在申报该工程，资金落实后4个月内开工.
UNDERWAY = re.compile(r"正在|正抓紧|已(?:启动|着手)")
#: Why a limit is a new one: ……：区民政局，因设备到货晚，同意顺延至12月20日.
BECAUSE = re.compile(r"因|由于|鉴于|受[^，,]{2,12}影响")
#: What tells how things went (开展了专项检查, 责任不到位): without a word that demands it orders nothing.
REPORTS = re.compile(
    "了(?=[，,；;。！”])|"
    + any_of(
        "开展 组织 进行 完成 建立 制定 出台 印发 召开 作出 实施 取得 推进 查处 拆除 清理 关停 整治 通报", "了"
    )
    + "|"
    + any_of("不到位 不够 不力 缓慢 打折扣 流于形式 正在", "(?!的)")
    + "|"
    + any_of("明显 持续", "(?:改善|好转|提升|下降|提高)(?!的)")
)
#: What lists what is wrong: 工作中还存在一些问题：….
_FAULTS = re.compile(r"存在[^。]{0,24}(?:问题|不足|差距|短板|薄弱环节)[：:]")
#: Who was there: 副县长王五出席。 各镇负责人参加会议。
ATTENDANCE = re.compile(r"(?:出席|列席|参加|陪同)了?(?:会议|活动|调研|检查|培训)?[。！；;]?$")
#: An imperative form that argues instead of ordering: 保护环境就是保护生产力.
ARGUES = re.compile(any_of("就是 是一项 绝不是 也是 才能 则会 难度大 具有"))
#: What an order of nobody in particular must be about: words of the trade. Exhortation has none of them.
SUBSTANCE = re.compile(
    any_of(
        "雨水 管涵 易涝 内涝 生态补偿 除治 外来物种 苗木 回收 收运 再生 农膜 村规民约 "
        "产业 工资 渠 沟 塘 溪 污 废 垃圾 扬尘 油烟 秸秆 焚烧 排放 排口 水质 水体 河 湖 流域 水源 饮用水 "
        "土壤 地块 耕地 "
        "农 林 矿 渔 养殖 噪 异味 管网 雨污 治堵 绿化 增绿 湿地 "
        "岸线 码头 采砂 锅炉 燃煤 散煤 企业 园区 工业 工地 车辆 清洁能源 碳 督察 整改 问题 清单 台账 "
        "销号 验收 回头看 执法 监测 监管 巡查 排查 整治 考核 问责 追责 "
        "督查 督办 通报 公示 报送 信访 访件 举报 机制 制度 方案 规划 项目 工程 资金 经费 宣传 培训 "
        "调度 联席 包保 网格 河长 湖长 林长 预案 应急 风险 数据 平台 监控 "
        "设施 治理 修复 防治 普查 检测 值守 保洁 清扫 环卫 厕 气 声 光 环境 "
        "复核 核查 抽查 核验 粮 药瓶 农药 化肥 农膜 畜禽 船 渣土 裸土 裸露 "
        "尾矿 泵站 危废 医废 油品 油库 柴油 加油站 砂石 "
        "石材 烟花 塑料 堤 坝 草原 植被 山体 保护地 红线 物种 "
        "取水 供水 断面 违建 违法 非法 拆除 关停 取缔 搬迁 安装 淘汰 新建 扩建 "
        "改建 编制"
    )
)
EXHORTS = re.compile(
    any_of(
        "政治站位 政治责任感 思想自觉 守土有责 把责任扛在肩上 斗争本领 完成一项、 工作作风 讲好 凝聚 "
        "生态账 实事求是 久久为功 结果导向 使命感 清醒地?(?:认识|看到) "
        "责任担当 思想和行动统一 根本遵循 奋力谱写 贯彻落实习近平 习近平.{0,8}思想 坚持系统观念 "
        "提振精神 刀刃向内 常抓不懈 下大力气 一个一个 实打实 踩刹车 担当作为 高度警醒 警钟长鸣 抓住关键 "
        "战略定力 像.{1,8}一样 为由 讲政治 顾大局 推诿扯皮 对标对表 对表对标 思想认识?统一 统一思想 "
        "浓厚氛围 从政治上 轻车简从 基层负担 "
        "紧迫感 危机感 劲头 精气神 的精神 钉钉子 勇气 底气 干劲 松口气 的想法 侥幸 偏向 "
        "铁的纪律 绝不姑息 正面引导 好经验 社会氛围 "
        "一停了之 取信于民 新篇章 天更蓝 想问题 主要矛盾 咬定 看热闹 照镜子 照照镜子 奔头 "
        "锤炼 系统思维 的决心 要?坚持.{2,6}结合 "
        "齐心协力 立即动起来 迅速行动 行动起来 极端重要性 形式主义 政治敏锐 听得懂 身边的?(?:人|事) "
        "动真格 撑腰 看到 认识到 充分认识 群众满意为最高标准 问题导向、 新发展理念"
    )
)
#: How a sentence begins that leaves the subject before it.
NEW_TOPIC = re.compile(rf"要(?:{any_of('坚持 突出 紧盯 聚焦 紧扣 强化组织 加强党 加强组织 压实 提高政治')})")
#: What is ordered of a thing, its bearer left open: 17件信访件要在9月15日前办结.
OF_A_THING = re.compile(
    r"[^，,；;]{2,40}?"
    rf"(?:{any_of('问题 信访件 访件 案件 工作 任务 项目 工程 设施 点位 企业 办法 方案 机制 制度')})"
    r"要(?:在|于|按|全部|限期|尽快)"
)
#: What holds for all that are in some state: 接管前一律不得新增床位, 已经销号的要定期回头看.
OF_SUCH = re.compile(
    rf"[^，,；;]{{1,16}}(?:一律|(?<!要)不得(?!不)|严禁)|[^，,；;]{{2,30}}的(?:{YAO}|必须|应当|"
    rf"务必)(?=[^，,；;]{{3}})"
)
#: A matter that the document leaves without anybody: 责任主体暂不明确, 提请区政府另行研究.
_LEFT_OPEN = re.compile(
    r"(?:责任主体|责任单位|牵头单位|主管部门)[^，,；;]{0,4}(?:不明确|未明确|不清|待明确|待定)|"
    r"提请[^，,；;]{2,20}(?:研究|明确|确定)"
)
#: Something that is to be reached by a day, its bearer left open: 发电厂二期要在明年6月底前点火.
BY_A_DAY = re.compile(r"[^，,；;]{4,40}?要[在于][^，,；;]{1,14}前")
#: An order whose date stands first: 国庆节前要完成….
DATE_FIRST = re.compile(r"[^，,；;]{1,16}(?:前|内|底|期间)(?:就|都)?(?:要|必须|务必)(?=[^求])")
#: How a clause goes on with what the unit before it is told: 还要…, 同时要….
GOES_ON = re.compile(r"(?:同时|还|也|并|另外|此外){1,2}[，,]?(?:要|必须|务必|须)")
#: What somebody who was called or spoken to is asked for: 要求24日前把网补好.
_ASKED = re.compile(
    r"(?:当场|现场|当即)?(?:要求|责令|叮嘱|限令)(?:他们?|对方|其)?(?=在?\d|[把将立尽限抓于对按必务马]|"
    r"[今明当]天|[一二两三四五六七八九十]{1,3}[日天周个])"
)
#: The words by which each bears its share of a divided matter.
BEARS = re.compile(
    r"负责|[管抓](?=[^，,。]{0,14}[，,。；;]?$)|[由归][^，,。；;]{2,16}(?:管|来|抓|办|查|承担|兜底)|归[^，,。；;]{2,14}(?=[，,；;。]|$)"
)
WHOEVER = re.compile(r"谁[^，,。]{0,6}谁|哪[家个][^，,。]{0,6}[管负抓]")
#: A short sentence that is the title of what follows it: 要紧盯治气不放松。
SLOGAN = re.compile(r"要[^，,；;：:\d]{4,16}[。！]")
#: A sentence that only says what the order before it is to reach.
GOAL = re.compile(r"\s*(?:力争|确保|到20\d\d年|到[今明]?年底|到[今明]年|实现)")
#: A second task of the same unit, with a date and an object of its own: 月底前建成6个收储点.
_NEXT_TASK = re.compile(
    r"(?:于|在)?[^，,；;]{0,10}?(?:[日底月年旬]前|年内|月内)要?"
    rf"(?:{any_of('建成 新建 建设 新增 启用 拆除 淘汰 关停 督促 安装 更换 换装 清理')})[^，,；;]{{0,4}}\d"
)
#: How a clause ends that belongs to the order behind it: 预警发布后，
SUCH = re.compile(r"对[^，,；;]{2,24}的[，,]$")
_ALL_SUCH = re.compile(r"对[^，,；;]{2,24}的[，,]")
BELONGS_AHEAD = re.compile(r"(?:后|时|问题|方面|期间|情形)[，,；;]$|^对[^，,；;]{2,24}的[，,]$")
#: How a clause begins that only leads in: 针对……等问题，
LEADS_IN = re.compile(r"对于?|针对|围绕|按照|结合|以|根据|在|因|关于")
#: How such a clause ends that names but the thing: 对12项任务中未完成的5项，.
_NOMINAL = re.compile(r"的(?![予要一])[^，,；;。的]{0,4}[，,]$")
ACTS = re.compile(
    any_of(
        "开展 进行 实施 落实 建立 完成 整治 治理 清理 排查 监测 修复 管控 检查 登记 改造 执法 整改 "
        "制定 关停 淘汰 拆除 公示 处置 处理 监管 考核 结合 纳入 作为 为重点"
    )
)
TERRITORY = re.compile(r"(?:落实|压实|扛起|履行|承担|守|担)[好起牢]?属地(?:管理|监管)?(?:主体)?责任")
#: How several work with each other: 要密切配合，对重点企业逐家核定….
MUTUAL = re.compile(
    r"(?:要|应当?|须|必须|务必)?(?:密切|相互|互相|加强|协同|联动|通力|紧密|主动){1,3}(?:协调|协作)?配合"
)
#: What a leader or an inspector does for another's task, said in passing.
ATTENDS = re.compile(r"(?:一线)?(?:盯办|包保|包案|挂帅|坐镇|协调调度|牵头协调)")
#: Oversight without an object of its own; it belongs to the order before it.
ONLY_OVERSEES = re.compile(r"(?:负责|做好|加强)?(?:督促|督导|监督|指导|督办)(?:指导|检查|落实)?(?:工作)?")
#: What a leader does about others' tasks: 副县长蒋云负责协调，县住建局承担….
SEES_TO = re.compile(
    r"(?:要)?(?:牵头|统筹|负责|总)?(?:督办|协调|督导|盯办|调度|包案|督促|挂帅|总调度|总负责|总协调|分管|"
    r"坐镇|任组长|担任组长|领办)"
)
#: What every document says of itself.
EXPLAINS = re.compile(
    r"未(?:列|注明|标注|明确|写明)[^，,。；;]{0,4}(?:单位|部门|时限)的|"
    r"^逾期(?:未|不)|取消[^，,。；;]{0,12}(?:评优|评先|资格)|"
    r"负责解释|解释工作由|由[^，,。]{2,24}解释|^本[^，,。；;]{1,8}一式[^，,。；;]{1,3}份|各[存执持]一份|"
    r"^本[一-龥]{1,8}自[^，,。；;]{2,14}起(?:施行|实施|执行|生效|试行)|同时废止|请勿外传|具体要求如下|"
    r"^[一-龥]{0,6}(?:单位|日期|电话)[：:]|"
    r"[做办讲抓]好?[一二两三四五六七八九十几]{1,2}(?:件事|点意见|个方面)"
)
#: Something to be drawn up, whatever exhortation stands around it.
PRODUCT = re.compile(
    r"(?:制定|制订|编制|建立健全|建立|健全|出台|形成|列出|梳理)(?:完善|健全|并完善)?[^，,；;。]{2,30}?"
    rf"(?:{any_of('清单 台账 方案 办法 时间表 路线图 责任人 制度 名录 规划 预案 细则 计划')})”?$"
)
#: How far things have come, before what is still to be done: 已补植97亩，余下45亩由….
SO_FAR = re.compile(r"(?:目前|现|截至目前|均|也)?[，,]?已(?!明确|要求|列入|纳入|经(?:[^，,]{1,6}的))")
_SO_FAR_ONLY = re.compile(r"(?:目前|截至|至今|现)[^，,；;。要须]{2,30}[，,]$")
#: Words that only urge: nobody could say what was done about them.
_EVERYBODY = re.compile(r"(?:我们|大家|同志们|各位|希望大家|让我们)")
#: What a thing is to become by a day, without any 要: 12月20日前不留死角, 本月底前全部清零.
_BY_THEN = re.compile(
    r"(?:就|都|也)?(?:全部|全都|全面|全|都|一律|必须|务必|要|得|不留|不得|不准|见|实现|完成|做到|达到|"
    r"到位|清零|[^，,；;]{0,12}(?:全部|到位|清零|完成|完工|"
    r"见绿|装上|建成|销号|办结|一个不落))"
)
FIGURE = re.compile(r"\d")
_SHORT_LIMIT = 20  # characters of a clause that says by when and hardly more
#: What only says that it is to be done.
_DONE_BY = re.compile(
    r"(?:要|须)?(?:全部|全面|整体|基本)?(?:完成|完工|收官|落实|到位|见效|办结|建成|竣工|投用|投运|结束|"
    r"销号|整改到位|达标)?$"
)
#: Who speaks, as the subject of a pledge.
OWN = re.compile(r"[我本](?![们县市区省]?[，,])(?!们)")
_FIRM = re.compile("全部|一律|全面|彻底|立即|限期|必须|不得|坚决|逐")
_TIMES = re.compile(r"[一两三四五六]次|[一两三]遍|不少于|报|公布|公示|通报|调度")
_DEMANDED = re.compile("[要须务]")
#: A thing, then what is ordered of it: 代售散煤的网点要全部取缔.
_OF_A_THING = re.compile(
    rf"[^，,；;：:]{{2,40}}?(?<![只次不还也又更都快就大是])(?:{YAO}|必须|务必|{SHALL})(?=[^，,；;]{{2}})"
)
_ANIMATE = re.compile(
    r"(?:我们|大家|同志|干部|党员|群众|百姓|会议|人民|领导|思想|认识|态度|作风|心里|心中|头脑|工作|发展|"
    r"[账话心劲弦光步标力位风胆])$"
)


def next_task(words: str) -> bool:
    """Tell whether *words* are a task with a date and a figure of its own: 月底前建成6个收储点."""
    return ("前" in words or "内" in words) and _NEXT_TASK.match(words) is not None


def left_open(words: str) -> bool:
    """Tell whether *words* leave a matter without anybody: 责任主体暂不明确."""
    return any(word in words for word in ("主体", "单位", "部门", "提请")) and bool(_LEFT_OPEN.search(words))


def explains_or_tells(words: str) -> bool:
    """Tell whether *words*, behind whoever is called on, say why or how far it has come: 原定3月底投用，."""
    return bool(BECAUSE.match(words) or words.startswith("原定") or _SO_FAR_ONLY.match(words))


def faults(words: str) -> bool:
    """Tell whether *words* list what is wrong: 工作中还存在一些问题：…."""
    return "存在" in words and _FAULTS.search(words) is not None


def reports(words: str) -> bool:
    """Tell whether *words* tell how things went, or who was there."""
    return bool(REPORTS.search(words) or ATTENDANCE.search(words.rstrip()))


def demands(words: str) -> bool:
    """Tell whether *words* demand something, whatever else they tell."""
    return bool(DEMANDS.search(words) or OPENS.search(words) or TO_BE_DONE.search(words))


def tells(words: str) -> bool:
    """Tell whether *words* are of the past, of a meeting or of a figure."""
    return bool(HISTORY.match(words) or PAST.search(words))


def commands(words: str) -> bool:
    """Tell whether *words* are a bare imperative, not an argument and not only a lead-in."""
    if not imperative(_behind_time(words)) or ARGUES.search(words):
        return False
    only_leads = words.rstrip("，,").endswith("问题") or _NOMINAL.search(words) or not ACTS.search(words)
    return not (LEADS_IN.match(words) and only_leads)


def _behind_time(words: str) -> str:
    """Return *words* without the time they begin with: 2024年5月底以前|关闭…."""
    limit = ahead(words)
    return words[limit.end() :].lstrip("，,") if limit else words


def by_then(words: str) -> bool:
    """Tell whether *words* say what is to be so by a day, without any 要."""
    limit = ahead(words)
    if limit is None or "大家" in words or tells(words):
        return False
    behind = words[limit.end() :]
    if behind.startswith("我"):
        return False  # 3月18日我要看到台账
    return bool(_BY_THEN.match(behind)) or imperative(behind)


def by_a_time(words: str) -> bool:
    """Tell whether *words* say by when a matter named before is to be done: 力争上半年投运."""
    limit = LIMIT.search(words, 0, 16)
    return limit is not None and len(words) <= _SHORT_LIMIT and not tells(words)


def again(words: str) -> bool:
    """Tell whether *words* say that something is done again and again, by whom is left open."""
    found = RHYTHM.search(words, 2, 14)
    return found is not None and _TIMES.search(words, found.end()) is not None and not tells(words)


def of_a_thing(words: str) -> bool:
    """Tell whether *words* order something of a thing or by a day, their bearer left open."""
    if not _DEMANDED.search(words):
        return False
    if DATE_FIRST.match(words) or BY_A_DAY.match(words) or OF_A_THING.match(words):
        return True
    if words.startswith(("对", "针对", "在", "把", "将", "凡")) and OPENS.search(words):
        return True
    found = _OF_A_THING.match(words)
    if not found or _EVERYBODY.match(words):
        return False
    thing = found[0].rstrip("要必须务")
    return not _ANIMATE.search(thing)


def firm(words: str) -> bool:
    """Tell whether *words* say firmly what is to become of a thing: 全部取缔, 6月底前关停."""
    return measured(words) or _FIRM.search(words) is not None


def limited(words: str) -> bool:
    """Tell whether *words* hold a time limit."""
    return LIMIT.search(words) is not None


def measured(words: str) -> bool:
    """Tell whether *words* hold a figure or a time limit, so that it can be seen whether they are met."""
    return limited(words) or FIGURE.search(words) is not None


def exhorts(text: str, title: str, *, bearer: bool) -> bool:
    """Tell whether *text*, under *title*, only urges: nobody could say what was done about it."""
    if EXHORTS.search(text) and not FIGURE.search(text):
        return True
    ours = bearer and text.startswith("我们会同")  # in a pledge it is one unit that speaks, with another
    if _EVERYBODY.match(text) and not (ours or measured(text)):
        return True
    about = bearer or _ALL_SUCH.match(text) or measured(text) or SUBSTANCE.search(title + text)
    return len(text) < 6 or not about


def slogan(text: str) -> bool:
    """Tell whether what everybody is told names nothing that could be done: 讲政治、顾大局."""
    return bool(EXHORTS.search(text)) and not (measured(text) or SUBSTANCE.search(text))


def asked(words: str) -> re.Match[str] | None:
    """Return the words that ask something of whoever was called or spoken to: 要求24日前把网补好."""
    return _ASKED.match(words) if words[:1] in "当现要责叮限" else None


def only_when(core: str) -> bool:
    """Tell whether what is ordered of somebody is nothing, or only when: 2024年3月底收官."""
    words = core.strip("，,；;。：: ”")
    limit = ahead(words)
    return not words or (limit is not None and _DONE_BY.match(words, limit.end()) is not None)
