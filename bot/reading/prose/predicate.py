"""What stands behind a name: what it is told to do, which part it has, or what is only told of it.

A small grammar instead of a list of sayings. A modal (要, 须), a rhythm, a limit that is still to come or a
word of urgency orders; 说, 有, 是, 已, 了 and the like tell; any other verb orders where the text does (a
speech, minutes, a notice) and tells where a reporter does.
"""

from __future__ import annotations

import re
from enum import IntEnum

from bot.duty import Role
from bot.reading.prose.shares import share_of
from bot.reading.prose.times import ON_A_DAY, RHYTHM, ahead
from bot.reading.verbs import MANNER, VERBS
from bot.reading.wordlist import any_of


class Says(IntEnum):
    """What the words behind a name do; the higher, the surer."""

    TELLS = 0  # 说、有、已经完成了, or nothing that could be done
    UNKNOWN = 1  # words that no list holds: an order if nothing but a unit is their subject
    PERHAPS = 2  # a verb without any mark: an order where orders are given
    ORDERS = 3  # a limit, a rhythm, urgency: 3日内、每周、抓紧
    MUST = 4  # a modal: 要、须、不得


#: 要 that orders, not the one inside 要求, 要点, 重要, 摘要 …
#: nor 要不得, which only says how bad it is.
YAO = "(?<![摘主重需首必纪简扼想将概紧])要(?![求是素点闻领害件务道职因塞]|不得(?:$|[的，。！,；;\\s]))"
#: 须 inside a clause, where it may be part of a name: 龙须河.
SHALL = "须(?=[在于按将尽立做对把由经全及严加强建完提报停])"
MODAL = re.compile(
    rf"(?:[一都也还就更又才]|同时|一定|今后|现在){{0,2}}(?:{YAO}|应当?(?![急对用收改邀聘])|必须|务必|"
    rf"须(?!知)|"
    r"需要?(?!求)|不[得准许要能](?!不)|别(?=[一-龥])|严禁|禁止|得(?=[把在想去有给按抓]))"
)
#: A modal anywhere in the clause: what also tells of the past is then an order all the same.
DEMANDS = re.compile(
    r"要(?![求是素点闻领害件务]|不得(?:$|[的，。！,；;\s]))|应当|必须|务必|负责(?!人|同志)|继续|牵头|不得(?!不)"
)
_URGES = re.compile(
    any_of(
        "抓紧 尽快 尽早 立即 立刻 马上 即刻 限期 限时 按期 按时 如期 切实 进一步 加快 加紧 继续 提前 "
        "优先 各自 主动 "
        "牢牢 全力 一家一家 一户一户 逐 把(?![关握]) 将(?!是|成为|近|达) 力争 争取 确保 务求 拟 来 "
        "各司其职 各负其责 "
        "各尽其责 齐抓共管 通力 自己 别光 作为(?=.{2,16}要) 各(?=[一-龥]{1,2}[^，,]{0,6}[\\d一二两三])"
    )
    + "|[^，,：:]{0,8}(?:频次|次数|频率|周期)[:：]"
)
_POSTS = any_of("书记 主席 主任 县长 市长 区长 镇长 乡长 秘书长 部长 局长 科长 站长 所长")
_PEOPLE = any_of(
    "常委 委员 负责人 负责同志 主要负责 领导 干部 人员 代表 职工 同志 班子 成员 工作人员 记者 牵头人 联系人"
)
#: The name goes on, or is no subject: 县公路段管养的县城环线, 区水利局局长, 青杨镇那个万头猪场.
_GOES_ON = re.compile(
    r"[一二三四五六七八九十\d]{1,2}楼|再[紧难忙穷苦大多]|及(?!时)|[的、，,。等和与：:;；\s〔【（(《]|[发函字]?〔|"
    r"[那这](?:个|家|些|条|座|片|件|几|里|一)(?!月|星期|周|季)|"
    rf"(?:常务)?副?(?:{_POSTS})|长[及、等]|党[组委](?:副?书记|成员|委员)|(?:有关|相关|主要|分管|班子|领导)?(?:{_PEOPLE})|"
    + any_of(
        "境内 辖区 范围 附近 周边 沿线 一带 方面 流域 界内 片区 地界 门口 院内 机关(?!事务) 系统 内部 上下游 "
    )
    + r"|(?!自己)(?![把将对给向为按要须请在于会同联])(?:[一-龥]{1,2}|(?:牵头|挂牌|承建|负责)[一-龥]{2})的|"
    r"[^，,。；;]{0,8}(?:纪要|公报|简报|公示|公告)$|供稿|讯|来源|编|制$|提供(?:图|文)|联系(?:人|电话|"
    r"方式|[:：])|电话|主办的"
)
#: A place or works called by the name before it (棉纺厂地块, 污水厂配套管网), or what is hoped for: 预计….
_NO_ORDER = re.compile(
    r"(?=[地场旧原遗配预有])(?:地块|场地|旧址|原址|遗址|配套(?:管网|管线|设施|工程|道路|项目)|预计|预期|有望)"
)
#: The state of what something is done to: 对已建成的3座泵站, 把尚未拆除的围挡.
_IN_A_STATE = re.compile(
    r"(?<=[对把将向给])[^，,；;。]{0,8}(?:已|尚未|仍未|未|去年|上年|上半年)[^，,；;。了]{0,14}的|"
    r"^已[^，,；;。了的]{1,8}的(?=[^，,；;。]{2,24}要)"
)
#: What only tells: attendance, sayings, what a unit is or has, what was done to it.
_TELLS = re.compile(
    r"(?:[也还就]|分别|先后|一直|随后|当即|当场|现场|会上|在会上|曾经?|已经?|都|均|共){0,2}(?:"
    + any_of(
        "说 称 决定 预报 预测 预计 讲(?![清好明]) 谈 表示 介绍 反映 认为 觉得 坦言 回应称 解释 回答 承认 "
        "道歉 告诉 透露 指出 强调 提醒 "
        "汇报 通报 报告[了称说] 发言 表态 检讨 致辞 点评 发问 追问 建议 同意 答应 请示 反馈称 来电 怕 "
        "担心 希望 欢迎 "
        "满意 肯定 到会 到场 出席 列席 参会 与会 参加(?!会商) 请假 缺席 主持 陪同 旁听 派员(?:参加|列席) "
        "一行 作[了为]? "
        "调研 考察 座谈 讲话 交流 接受(?:采访|问政|询问|媒体) 分析 反思 召开 举行 举办 印发 转发 关于 讯 "
        "设在 设于 下设 "
        "是(?!主责|第一主责) 有(?!序|效|力|针) 无 没 未 存在 位于 处于 地处 属 占 约(?!谈) 共 合计 现有 拥有 "
        "具有 缺 欠 剩 "
        "累计 查处[了出] 同比 环比 被 受 遭 获 荣获 获得 取得 接到 收到 正在 仍 依旧 至今 尚 还没 "
        "不(?![得准许要能]|定期|间断|折不扣|留|漏) 认真履行 思想 认识 态度 较 十分 尤为 尤其 非常 最 很 "
        "太 普遍 比较 几近 "
        "严重 突出(?![抓重整]) 明显 滞后 缓慢 薄弱 重视 高度重视 投入\\d 新增\\d 完成了? 负责解释 年 月 "
        "日 第 \\d"
    )
    + "|(?:自己)?[来到](?:[^，,；;。]{0,6})(?:找我|说清楚|作?说明|作?检讨|作?检查)[，,；;。！]?$"
    + "|[跟向给对](?:我们?|大家|会议|组织|[县市区镇局]里)(?:们)?(?:讲|说|报告|汇报|反映|表示|抱怨|诉苦))"
)
#: When it is, with a name before it that is told nothing: 饲料厂停产检修期间职工安置费用缺口210万元.
_WHILE = re.compile(
    r"[^，,；;。]{1,8}(?:期间|过程中)(?![，,]|[^，,；;。]{0,8}(?:要|须|应|必须|务必|不得|负责))"
)
#: Those who were there: 在主会场参加会议, 通过视频收看.
_ATTENDS = re.compile(
    r"(?:分别|一同|集中)?(?:[在于][^，,；;。]{1,10}|通过[^，,；;。]{1,8}|以视频[^，,；;。]{0,4})(?:参加|出席|列席|收听|收看|参会|旁听|观看)"
    r"(?:了?(?:会议|大会|活动|收看))?[，,；;。]?$"
)
#: What is over, or how things are: an order says neither.
DONE = re.compile(
    r"[在是归找]谁|了(?<![为除完]了)(?![解结再就])|过(?<![经通越超路度家户个遍子]过)(?=[的了，,。；]|发)|"
    r"曾经|"
    r"已(?!明确要求)|几近|空白|屡[禁查]|频发|至今|形同|不[力足严实够]|不到位|参差|"
    r"较[快好差多少慢低高]|明显"
)
#: What somebody ought to do, as the name of a thing: 乙方应当完成的重点工作.
_OUGHT = re.compile(r"[一-龥]{2,4}的[一-龥]{2,12}$")
#: A matter that bears a place's name: 松坪乡老硐废水入河的问题.
_MATTER = re.compile(r"[^，,。；;]{2,30}的(?:问题|情况|现象|隐患)[，,。；;]?$")
_OVERSEE = (Role.SUPERVISES, Role.ACCEPTS, Role.LEADER)
#: What comes of it: 记下来, 捋清楚, 扫干净, 走一遍; a verb that no list holds is told by it.
_RESULTS = re.compile(
    r"[一-龥]{1,3}(?:下来|起来|出来|上来|上去|下去|回来|回去|过来|进去|到位|到底|到户|到人|清楚|明白|"
    r"干净|一遍|一次|一轮|一下|一趟)"
    r"|[一-龥]{1,4}把(?![握关手])|[一-龥](?:好|完|掉|住|齐|牢|透|紧)(?![一-龥]?的)"
)
#: Nouns of the field that may follow the name of a place: 石桥镇污水厂…; nobody is told anything.
_NOUNS = frozenset(
    "能力 水平 污水 废水 雨水 垃圾 河道 河流 道路 公路 环境 生态 空气 水质 水源 水体 水库 水厂 水电 企业 "
    "群众 居民 村民 项目 工程 "
    "设施 设备 学校 医院 工地 矿山 矿区 砂石 采石 码头 烧烤 养殖 秸秆 农业 工业 经济 社会 历史 地区 区域 "
    "全域 大道 公园 广场 "
    "电站 泵站 管网 街道 城区 片区 园区 商户 门店 小区 社区 黑臭 扬尘 噪声 异味 油烟 土壤 耕地 农田 林地 "
    "湿地 岸线 排口 沿岸 "
    "窗口 热线 例会 会议 政策 资金 经费 费用 干部 职工 队伍 机构 体制 机制 职能 职责 权限 原因 责任 "
    "主体 任务 问题 方案 计划 目标 指标".split()
)
#: Verbs of one character, and what stands before an object or a place.
_ONE = frozenset(
    "抓管查拆清建装修改拿送报交派配设盯守看巡测补堵封关停挖种搬撤搭摸理列办开找请组包推做搞出发收运扫洗盖贴签罚追问"
    "评核验销接引挪调养放拨付垫筹催带领教听去来走跑抽选对给向为按用从到以在先再让叫帮想下上进退换打连护量算填存租买"
    "卖卡拦记留坐陪挂播喷洒捞割剪烧埋堆移转拉刷铺架立定划分挨倒借跟会"
)


#: What is to be over by then: 这周把立项批了.
TO_BE_DONE = re.compile(
    r"(?:[这本下]个?[周月]|[今明后]天|[^，,；;。已曾了]{1,10}[前内])[^，,；;。已曾了]{0,4}把(?:[^，,；;。已曾]{2,16})了[，,；;。！”]?$"
)
#: A new limit that was granted: 同意顺延至12月20日.
_PUT_OFF = re.compile(
    r"(?:经[^，,；;。]{2,10})?(?:同意|批准|准予|准许)[^，,；;。已]{0,6}(?:顺延|延期|延长|推迟|延后)[至到]"
)
#: 猪场的事，邹县长包，: the matter is taken on, and nothing more is said.
_TAKES_ON = ("包", "管", "办", "抓")
#: What is done at a site, as the name of a matter.
WORKS = frozenset(
    "扩建 改造 新建 改建 搬迁 整治 治理 修复 复绿 拆除 封场 闭库 提标 建设 验收 整改 运维 清淤 绿化".split()
)


def stateless(words: str) -> str:
    """Return *words* without the state of what something is done to: 对已建成的泵站 → 对泵站."""
    return _IN_A_STATE.sub("", words) if any(mark in words for mark in "已未年") else words


def says(behind: str) -> Says:
    """Tell what the words *behind* a name do.

    >>> says("要清淤"), says("3日内清淤"), says("组织清淤"), says("说过清淤的事")
    (<Says.MUST: 4>, <Says.ORDERS: 3>, <Says.PERHAPS: 2>, <Says.TELLS: 0>)
    """
    if len(word := behind.strip("，,；;。：: ")) < 2:
        return Says.ORDERS if word in _TAKES_ON else Says.TELLS
    if _NO_ORDER.match(behind):
        return Says.TELLS
    behind = stateless(behind)
    if modal := MODAL.match(behind):
        return Says.TELLS if _OUGHT.match(behind, modal.end()) else Says.MUST
    if behind[0] in "经同批准" and _PUT_OFF.match(behind):
        return Says.ORDERS
    share = share_of(behind)
    if share and share.alone:
        return Says.ORDERS
    bare = behind.strip("，,；;。：: ")
    if len(bare) == 2 and bare in WORKS:
        return Says.TELLS  # 污水厂扩建，: the matter of what follows
    done = DONE.search(behind) and not TO_BE_DONE.match(behind)
    if RHYTHM.match(behind) or ahead(behind) or (behind[:2] not in VERBS and RHYTHM.search(behind, 0, 12)):
        return Says.TELLS if done else Says.ORDERS
    if ON_A_DAY.match(behind):
        return Says.MUST if MODAL.search(behind) else Says.TELLS
    if done or _GOES_ON.match(behind) or _WHILE.match(behind) or _ATTENDS.match(behind):
        return Says.TELLS
    if (share and share.role not in _OVERSEE) or _URGES.match(behind):
        return Says.ORDERS
    if _TELLS.match(behind) or _MATTER.match(behind):
        return Says.TELLS
    acts = behind[:2] in VERBS or behind[:2] in MANNER or behind[0] in _ONE or _RESULTS.match(behind)
    if acts:
        return Says.PERHAPS
    return Says.TELLS if behind[:2] in _NOUNS or ON_A_DAY.search(behind, 0, 14) else Says.UNKNOWN
