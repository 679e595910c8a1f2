"""What can only be flagged: advertising put in by hackers, spun wording, blanks."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache

from bot.duty import Flag, Repaired

#: Names of gambling and porn sites as they are injected into hacked government pages.
_SPAM = (
    # gambling: brands and kinds of sites
    "体育官网 体育平台 体育app 体育APP 体育下载 体育登录 体育投注 体育注册 体育入口 体育彩票官网 娱乐城 娱乐平台 娱乐官网 "
    "娱乐注册 娱乐登录 娱乐下载 娱乐场 棋牌 博彩 赌场 赌博网 网赌 投注 下注 百家乐 老虎机 真人视讯 真人娱乐 电子游艺 菠菜 "
    "时时彩 六合彩 北京赛车 快三 幸运飞艇 彩票平台 彩票网 彩票注册 开奖结果 返水 返佣 首存 送彩金 电竞官网 足球外围 外围网 "
    "澳门新葡京 葡京 威尼斯人 金沙国际 太阳城集团 永利 银河国际 皇冠体育 皇冠官网 亚博 开云体育 乐鱼 华体会 必威 米兰体育 "
    "九游会 爱游戏 星空体育 博鱼 万博 凯发 沙巴体育 欧宝 bet365 BET365 注册送 "
    # porn and the like
    "成人视频 成人电影 成人网 色情 情色 黄色网站 黄片 毛片 无码 av在线 AV在线 一区二区三区 久久精品 精品国产 国产精品 "
    "激情视频 裸聊 约炮 同城约 上门服务 私密直播 "
    # trade in papers and links
    "代开发票 办证刻章 代写论文 友情链接交换 网站排名 私服 外挂"
).split()

#: Words that only a synonym spinner writes; the first of each pair is the wrong one. Most touch names
#: of offices and persons, so a page that has one says things nobody said.
_SPUN = (
    "党中心 党中间 中共中心 中心八项规定 中心环保 中心环境保护督察 中心生态环境 总通知 总公告 国事院 国务处 省为 永别 "
    "县尾书记 市尾书记 区尾书记 县委文书 市委文书 区委文书 副市少 副县少 区少 县少 市少 同道强调 同道指出 同道主持 习远仄 习近仄 "
    "新期间中国特色 新年代中国特色 生态文化建设 生态文明扶植 生态文明设置装备摆设 情况庇护 情况掩护 情况维护 环境看护 "
    "看护组 督察看护 中心看护 整改降实 贯彻降实 降实责任 狠抓降实 工做会议 集会指出 集会夸大 集会强调 集会请求 夸大指出 "
    "人民当局 县当局 市当局 区当局 省当局 镇当局 当局工作 各级当局 辅导小组 向导小组 指导班子 引导小组 引导干部 辅导干部 "
    "带领干部 党员干军 担任同志 卖力同志 职责单元 义务单元 责任单元 牵头单元 相关单元 有关单元 各单元 治理干事 专项动作 "
    "高质量生长 高质量开展 绿色生长 可持续生长 生长理念"
).split()

#: Spun words that sound text may hold as part of another, with what must stand around them to accuse.
_SPUN_IN_PLACE = (
    r"(?<=[，。；、,;\s])永别(?=[是就对由为向听传对在])",
    r"(?<![一-鿿])(?:国度|国家)主度(?=建设)",
)

#: Where the template, a web editor or a censor left nothing: 〔...〕, 比例为%, X月X日, xx艘, **乡.
_BLANKS = (
    r"[〔\[【（(](?:\.{2,6}|…{1,3}|\s{1,8}|_{1,12}|[*×xX]{2,6})[〕\]】）)]",
    r"(?<=[为达到至约占升降少加长高低过于])%(?![0-9])",
    r"(?<![0-9A-Za-z])[xX×]{1,4}(?=[年月日时个位次条家艘名项万亿元亩吨镇乡县市区村%])",
    r"\*{2,6}(?=[一-鿿])",
    r"_{3,40}",
)


@cache
def _found_by(words: tuple[str, ...]) -> re.Pattern[str]:
    return re.compile("|".join(map(re.escape, sorted(words, key=len, reverse=True))))


@cache
def _blank() -> re.Pattern[str]:
    return re.compile("|".join(_BLANKS))


@cache
def _in_place() -> re.Pattern[str]:
    return re.compile("|".join(_SPUN_IN_PLACE))


def flags(text: str) -> Iterator[Flag]:
    """Yield a flag for each passage of *text* (simplified) that must not be trusted as it stands."""
    yield from _listed("spam", _SPAM, text)
    yield from _listed("spun-text", _SPUN, text)
    yield from (Flag("spun-text", m.start(), m.end()) for m in _in_place().finditer(text))
    yield from (Flag("blank", m.start(), m.end()) for m in _blank().finditer(text))


def _listed(kind: str, words: list[str], text: str) -> Iterator[Flag]:
    here = tuple(word for word in words if word in text)
    if here:
        yield from (Flag(kind, m.start(), m.end()) for m in _found_by(here).finditer(text))


def spun(repaired: Repaired) -> bool:
    """Must the whole page be refused, because its wording was spun or it is mostly advertising?"""
    kinds = [flag.kind for flag in repaired.flags]
    return "spun-text" in kinds or kinds.count("spam") >= 3
