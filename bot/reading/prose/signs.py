"""The words by which an order, a title, a report of the past and plain exhortation are told apart."""

from __future__ import annotations

import re


def _any(words: str, behind: str = "") -> str:
    """Return an expression for any of *words*, each with *behind*.

    Written out, so that every alternative begins with a character of its own: a search passes over a text
    at once where none of these characters stands.
    """
    return "|".join(word + behind for word in words.split())


#: 要 that orders, not the one inside 要求, 要点, 重要任务 …
_YAO = "要(?=[^求是素点闻领害件务道职])"
#: Words that open an order whose subject stands before, or was carried over, or is nobody.
OPENS = re.compile(
    r"(?=[我大全同各还更就都也一要必务应须严不禁坚])"
    rf"(?:(?:我们|大家|全市上下|同志们|各位)?(?:还|更|就|都|也|一定|同时)?(?:{_YAO}|必须(?!清醒|看到|认识)|务必|应当|须(?!知)|应(?=[^急对用收该查改]))"
    r"|严禁|不得(?!不)|一律|禁止|坚决(?=[^扛]))"
)
#: Words that make a clause an order although it also tells of the past.
DEMANDS = re.compile(r"要(?=[^求是素点闻领害件务])|应当|必须|务必|负责(?!人|同志)|继续|牵头")
#: What tells of the past, of a meeting or of a figure.
PAST = re.compile(
    _any("通报 听取 传达 审议 学习 观看 察看 汇报 介绍 作", "(?:了|学习了)")
    + "|"
    + _any("作 表态 交流 承诺", "了?(?:书面)?(?:表态|交流|典型|承诺)?发言")
    + "|参加了?(?:会议|活动)?$|"
    + _any(
        "出席 主持 陪同 同比 环比 累计 截至 截止 去年 上年 近年来 这几年 以来[，,] 上半年全 成效明显 "
        "充分肯定 提升至 均通过"
    )
    + r"|已经?(?:完成|建成|全部|达到|拆除|于|办结|销号|整改|对)"
)
#: How a sentence begins that tells of the past as a whole.
HISTORY = re.compile(
    r"(?:去年|上年|近年来|这几年|过去|今年以来|上半年|前\S{1,3}(?:个月|季度)|据了解|\d+月份|截至|截止|[一二三四五六七八九十]+年来|\d+至\d+月)"
)
#: What tells how things went (开展了专项检查, 责任不到位): without a word that demands it orders nothing.
REPORTS = re.compile(
    "了(?=[，,；;。！”])|"
    + _any(
        "开展 组织 进行 完成 建立 制定 出台 印发 召开 作出 实施 取得 推进 查处 拆除 清理 关停 整治 通报", "了"
    )
    + "|"
    + _any("不到位 不够 不力 缓慢 打折扣 流于形式 正在", "(?!的)")
    + "|"
    + _any("明显 持续", "(?:改善|好转|提升|下降|提高)(?!的)")
)
#: Who was there: 副县长王五出席。 各镇负责人参加会议。
ATTENDANCE = re.compile(r"(?:出席|列席|参加|陪同)了?(?:会议|活动|调研|检查|培训)?[。！；;]?$")
#: How a bare imperative begins in a list of tasks: 完成…, 加快推进….
_ADVERBS = _any(
    "切实 进一步 全面 深入 大力 积极 加快 抓紧 持续 严格 统筹 着力 全力 认真 扎实 尽快 稳步 有序 重点 "
    "突出 继续 务必 力争 确保 坚决 一律 依法 科学 合理 "
    "适时 高标准 高质量 常态化 定期 不断 逐步 严厉 从严 规范 动态 探索 鼓励 每[年季月周日]"
)
_VERBS = _any(
    "推进 完成 开展 建立 建成 建设 强化 加强 落实 抓好 抓实 抓 推动 整治 治理 清理 清运 排查 实施 推广 "
    "划定 新建 改建 新增 创建 淘汰 取缔 拆除 关停 打击 "
    "严控 严管 控制 提高 提升 完善 健全 制定 编制 组织 做好 做到 压实 压减 加大 加密 加装 安装 配备 "
    "更新 改造 修复 恢复 整改 解决 消除 防范 防止 保障 保护 管控 "
    "监测 监督 检查 核查 督促 督办 督查 巩固 优化 调整 启用 启动 运行 封堵 收集 处置 处理 利用 种植 "
    "绿化 复绿 搬迁 安置 搭建 梳理 公开 公示 通报 报送 上报 宣传 "
    "培训 约谈 追责 考核 奖励 申报 争取 拨付 筹措 统筹 协调 牵头 销号 验收 回头看 举一反三 扩建 疏浚 "
    "清淤 禁止 严禁 限制 发展 培育 引导 倡导 普及 覆盖 实现 达到 "
    "确保 力争 对 将 把 以 按照 结合 围绕 针对 坚持 突出 严格 严厉 严肃 构建 形成 打造 深化 细化 明确 "
    "化解 盘活 保持"
)
EAGER = re.compile(rf"(?:{_ADVERBS}|与|同|共)")
IMPERATIVE = re.compile(rf"(?:{_ADVERBS}){{0,3}}(?:{_VERBS})")
#: An imperative form that argues instead of ordering: 保护环境就是保护生产力.
ARGUES = re.compile(_any("就是 是一项 绝不是 也是 才能 则会 难度大 具有"))
#: What an order of nobody in particular must be about: words of the trade. Exhortation has none of them.
SUBSTANCE = re.compile(
    _any(
        "产业 污 废 垃圾 扬尘 油烟 秸秆 焚烧 排放 排口 水质 水体 河 湖 流域 水源 饮用水 土壤 地块 耕地 "
        "农 林 矿 渔 养殖 噪声 异味 管网 雨污 治堵 绿化 增绿 湿地 "
        "岸线 码头 采砂 锅炉 燃煤 散煤 企业 园区 工业 工地 车辆 清洁能源 碳 督察 整改 问题 清单 台账 "
        "销号 验收 回头看 执法 监测 监管 巡查 排查 整治 考核 问责 追责 "
        "督查 督办 通报 公示 报送 信访 访件 举报 机制 制度 方案 规划 项目 工程 资金 经费 宣传 培训 "
        "调度 联席 包保 网格 河长 湖长 林长 预案 应急 风险 数据 平台 监控 "
        "设施 治理 修复 防治 普查 检测 值守 保洁 清扫 环卫 厕 气 声 光 环境"
    )
)
#: A time limit; what has one can be done or not, whatever it is about.
LIMIT = re.compile(
    r"(?=[日月年节旬季汛\d一二两三四五六七八九十])"
    r"(?:(?:[日月年节旬]|[月年]底|季度末?|汛期?)[之以]?前|[\d一二两三四五六七八九十](?:天|日|周|个月|个工作日)内)"
)
EXHORTS = re.compile(
    _any(
        "政治站位 政治责任感 思想自觉 守土有责 把责任扛在肩上 斗争本领 完成一项、 工作作风 讲好 凝聚 "
        "生态账 实事求是 久久为功 结果导向 使命感 清醒地?(?:认识|看到) "
        "责任担当 思想和行动统一 根本遵循 奋力谱写 贯彻落实习近平 习近平.{0,8}思想 坚持系统观念 "
        "提振精神 刀刃向内 常抓不懈 下大力气 一个一个 实打实 踩刹车 担当作为 高度警醒 警钟长鸣 抓住关键 "
        "撑腰 看到 认识到 充分认识 群众满意为最高标准 问题导向、 新发展理念"
    )
)
#: How a sentence begins that leaves the subject before it.
NEW_TOPIC = re.compile(rf"要(?:{_any('坚持 突出 紧盯 聚焦 紧扣 强化组织 加强党 加强组织 压实 提高政治')})")
#: What is ordered of a thing, its bearer left open: 17件信访件要在9月15日前办结.
OF_A_THING = re.compile(
    r"[^，,；;]{2,40}?"
    rf"(?:{_any('问题 信访件 访件 案件 工作 任务 项目 工程 设施 点位 企业 办法 方案 机制 制度')})"
    r"要(?:在|于|按|全部|限期|尽快)"
)
#: What holds for all that are in some state: 接管前一律不得新增床位, 已经销号的要定期回头看.
OF_SUCH = re.compile(
    rf"[^，,；;]{{1,16}}(?:一律|不得(?!不)|严禁)|[^，,；;]{{2,30}}的(?:{_YAO}|必须|应当|务必)(?=[^，,；;]{{3}})"
)
#: A matter that the document leaves without anybody: 责任主体暂不明确, 提请区政府另行研究.
LEFT_OPEN = re.compile(
    r"(?:责任主体|责任单位|牵头单位|主管部门)[^，,；;]{0,4}(?:不明确|未明确|不清|待明确|待定)|提请[^，,；;]{2,20}(?:研究|明确|确定)"
)
#: Something that is to be reached by a day, its bearer left open: 发电厂二期要在明年6月底前点火.
BY_A_DAY = re.compile(r"[^，,；;]{4,40}?要[在于][^，,；;]{1,14}前")
#: An order whose date stands first: 国庆节前要完成….
DATE_FIRST = re.compile(r"[^，,；;]{1,16}(?:前|内|底|期间)(?:就|都)?(?:要|必须|务必)(?=[^求])")
#: A short sentence that is the title of what follows it: 要紧盯治气不放松。
SLOGAN = re.compile(r"要[^，,；;：:\d]{4,16}[。！]")
#: A sentence that only says what the order before it is to reach.
GOAL = re.compile(r"\s*(?:力争|确保|到20\d\d年|到[今明]?年底|到[今明]年|实现)")
#: A second task of the same unit, with a date and an object of its own: 月底前建成6个收储点.
NEXT_TASK = re.compile(
    r"(?:于|在)?[^，,；;]{0,10}?(?:[日底月年旬]前|年内|月内)要?"
    rf"(?:{_any('建成 新建 建设 新增 启用 拆除 淘汰 关停 督促 安装 更换 换装 清理')})[^，,；;]{{0,4}}\d"
)
#: How a clause ends that belongs to the order behind it: 预警发布后，
BELONGS_AHEAD = re.compile(r"(?:后|时|问题|方面|期间|情形)[，,；;]$")
#: How a clause begins that only leads in: 针对……等问题，
LEADS_IN = re.compile(r"对于?|针对|围绕|按照|结合|以|根据|在|因|关于")
ACTS = re.compile(
    _any(
        "开展 进行 实施 落实 建立 完成 整治 治理 清理 排查 监测 修复 管控 检查 登记 改造 执法 整改 "
        "制定 关停 淘汰 拆除 公示 处置 处理 监管 考核 结合 纳入 作为 为重点"
    )
)
TERRITORY = re.compile(r"(?:落实|压实|扛起|履行|承担|守|担)[好起牢]?属地(?:管理|监管)?(?:主体)?责任")
#: What a leader or an inspector does for another's task, said in passing.
ATTENDS = re.compile(r"(?:一线)?(?:盯办|包保|包案|挂帅|坐镇|协调调度|牵头协调)")
#: Oversight without an object of its own; it belongs to the order before it.
ONLY_OVERSEES = re.compile(r"(?:负责|做好|加强)?(?:督促|督导|监督|指导|督办)(?:指导|检查|落实)?(?:工作)?")
#: What others do beside who leads: 各乡镇具体落实, 县林业局、石门乡分别承担…任务.
SHARES = re.compile(r"(?:具体|分别|按职责|协同|共同|各自)(?:分工)?(?:落实|承担|抓好|抓落实|实施|做好)")
HELPS = re.compile(r"(?:做好|协助|提供|给予|跟着|一起|一并|一块|一家不落)")
#: What a leader does about others' tasks: 副县长蒋云负责协调，县住建局承担….
SEES_TO = re.compile(r"(?:牵头|统筹|负责)?(?:督办|协调|督导|盯办|调度|包案|督促|挂帅|总调度)")
#: What every document says of itself.
EXPLAINS = re.compile(r"负责解释|解释工作由|由[^，,。]{2,24}解释")
#: A pronoun for the unit named last: 由该局具体负责.
PRONOUN = re.compile(r"该[局县镇乡区市办委院公司单位中心街道]{1,3}|[你他]们")
#: Something to be drawn up, whatever exhortation stands around it.
PRODUCT = re.compile(
    r"(?:制定|制订|编制|建立健全|建立|健全|出台|形成|列出|梳理)(?:完善|健全|并完善)?[^，,；;。]{2,30}?"
    rf"(?:{_any('清单 台账 方案 办法 时间表 路线图 责任人 制度 名录 规划 预案 细则 计划')})”?$"
)
