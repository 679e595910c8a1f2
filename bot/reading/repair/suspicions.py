"""What can only be flagged: advertising put in by hackers, spun wording, blanks.

Every word here was weighed against sound documents: 返水 is sewage, 棋牌室 and 娱乐场所 are noise
complaints, 凯发 runs waterworks, 有关单元 are zones. Only what an office never writes is listed.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache

from bot.duty import Flag, Repaired

#: Betting and porn sites as they are injected into hacked government pages.
_SPAM = """
体育彩票官网 娱乐城官网 娱乐城开户 博彩 网赌 赌博网站平台 百家乐 老虎机平台 真人视讯 真人荷官 电子游艺
时时彩 六合彩 北京赛车pk 幸运飞艇 彩金 首存 返佣 新葡京 威尼斯人官网 金沙国际 太阳城集团 永利娱乐
皇冠体育 皇冠足球 亚博体育 亚博官网 开云体育 乐鱼体育 华体会 必威体育 米兰体育 九游会 爱游戏体育
星空体育 博鱼体育 万博体育 凯发k8 凯发娱乐 沙巴体育 欧宝体育 bet365 BET365 注册送 成人视频 成人电影
成人影院 黄色网站 黄片 毛片 久久精品 国产精品视频 精品国产 激情视频 裸聊 约炮 代开发票 办证刻章 代写论文
网站排名优化
"""
_SPAM_KINDS = (
    r"(?:体育|娱乐|棋牌|电竞|彩票|电子游戏|真人)(?:官网|官方网站|平台(?:登录|注册|官网|下载)|app|APP|"
    r"(?:下载|注册|登录|登陆|投注|开户|入口|网址)(?![一-鿿]{0,2}(?:表|处|窗口|资格|人员)))",
    r"(?<![络上线规法类])(?:棋牌|彩票|博彩)(?:平台|网站|网址)(?![、，,。的等])",
    r"娱乐城(?![、，,。的等噪油排污夜及和与内外]|周边)",
)

#: Words that only a synonym spinner writes in place of an office's own (党中央, 国务院, 总书记, 督察组 …).
#: A page with one of them says things nobody said.
_SPUN = """
党中间 国事院 总布告 总通知 总告示 县委布告 市委布告 区委布告 县委文牍 市委文牍 区委文牍 县委文书记
中央看护 环保看护 督察看护 看护整改 看护反馈 会议肉体 讲话肉体 指示肉体 重要肉体 集会夸大 集会指出
集会请求 夸大指出 掌管集会 掌管召开集会 净化防治攻坚 情况庇护 情况掩护 生态庇护 生态掩护 设置装备摆设
生态文明扶植 高质量生长 绿色生长 可持续生长 中国特征社会主义 人民当局 县委当局 市委当局 区委当局
向导小组 党员干军 牵头单元 配合单元 紧张讲话 紧张指示 紧张唆使 首要讲话肉体
"""
_SPUN_KINDS = (
    r"党中心(?![组户校小学])",
    r"永别",  # 分别
    r"中间(?:环保|生态环境保护|环境保护)督察",
    r"(?:省|市|县|区)国民当局",
    r"中共中心(?!组)",
    r"中心(?:八项规定|环保督察|生态环境保护督察|环境保护督察)",
    r"(?<=近平)(?:总文书|总布告|总通告|主布)",
)

#: Words that a person may write too; two different ones on a page give the spinner away.
_DOUBTFUL = """
生态情况 净化防治 突出题目 题目整改 整改题目 责任单元 安排摆设 集会强调 集会要求 县当局 市当局 区当局
镇当局 当局工作 同道强调 同道指出 同道主持 看护组 污染管理 名目建设 深切贯彻 贯彻降实 狠抓降实 贯彻落真
监视管理部门 法律检查 环保义务
"""

#: Where a template, a web editor or a censor left nothing: 〔...〕, 比例为%, X月X日, xx艘, **乡.
_BLANKS = (
    r"[〔\[【（(](?:\.{2,6}|…{1,3}|\s{1,8}|_{1,12}|[*×xX]{2,6})[〕\]】）)]",
    r"(?<=[为达到至约占升降少加长高低过于])%(?![0-9])",
    r"(?<![0-9A-Za-z])[xX×]{1,4}(?=[年月日时个位次条家艘名项万亿元亩吨镇乡县市区村%])",
    r"\*{2,6}(?=[一-鿿])",
    r"_{3,40}",
)


@cache
def _pattern(*kinds: str) -> re.Pattern[str]:
    return re.compile("|".join(kinds))


#: A lone ? between characters where something was lost in decoding; not behind a word that asks.
_LOST_MARK = r"(?<=[一-鿿])(?<![么吗呢何谁啥不否哪几多样里办会能行吧好了少])\?(?=[一-鿿])"


def flags(text: str) -> Iterator[Flag]:
    """Yield a flag for each passage of *text* (simplified) that must not be trusted as it stands."""
    yield from _matches("spam", _listed(_SPAM, text), text)
    yield from _matches("spam", _SPAM_KINDS, text)
    yield from _matches("spun-text", _listed(_SPUN, text), text)
    yield from _matches("spun-text", _SPUN_KINDS, text)
    doubtful = _listed(_DOUBTFUL, text)
    if len(doubtful) > 1:
        yield from _matches("spun-text", doubtful, text)
    yield from _matches("blank", _BLANKS, text)
    if "?" in text and "，" in text and "," not in text:  # else the page writes ASCII marks throughout
        yield from _matches("lost-bytes", (_LOST_MARK,), text)


def _listed(words: str, text: str) -> tuple[str, ...]:
    return tuple(word for word in words.split() if word in text)


def _matches(kind: str, patterns: tuple[str, ...], text: str) -> Iterator[Flag]:
    if patterns:
        yield from (Flag(kind, m.start(), m.end()) for m in _pattern(*patterns).finditer(text))


def spun(repaired: Repaired) -> bool:
    """Must the whole page be refused, because its wording was spun or it is mostly advertising?"""
    kinds = [flag.kind for flag in repaired.flags]
    return "spun-text" in kinds or kinds.count("spam") >= 3
