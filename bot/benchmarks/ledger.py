"""An invented ledger of any size, always the same for a size, and questions about it with their answers.

As in life, few matters make up most duties (Zipf), places differ in size, and many matters differ in a word
only. A matter is made of where (沿河、老旧小区、…), what (餐饮油烟、…) and what is to be done (整治、…).
"""

from __future__ import annotations

import random
from bisect import bisect_left
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import cached_property
from itertools import accumulate

from bot import general
from bot.asking.matters import Said
from bot.asking.spellings.shapes import lookalikes
from bot.asking.spellings.sounds import initials, same
from bot.reading.sounds import readings

_WHERE = (
    "沿河 老旧小区 城乡结合部 工业园区 学校周边 农贸市场 国省干道 背街小巷 集镇 乡镇驻地 高速公路沿线 "
    "铁路沿线 水源地周边 景区 建成区 城区东部 城区西片 新城区 老城区 开发区 沿湖 沿江 山区 丘陵地带 库区 "
    "湿地周边 港区 物流园 商业街 医院周边 车站广场 城中村 移民安置点 矿区 林区 灌区 圩区 沿海 滩涂 边界地带"
).split()
#: What it is about, with a short form and an everyday word where people have one.
_WHAT = {
    "餐饮油烟": ("", "馆子油烟"), "建筑工地扬尘": ("工地扬尘", ""), "渣土运输车辆": ("渣土车", "拉土车"),
    "秸秆露天焚烧": ("秸秆焚烧", ""), "畜禽养殖粪污": ("养殖粪污", ""), "农村生活污水": ("农污", ""),
    "生活垃圾中转站": ("垃圾中转站", ""), "黑臭水体": ("黑臭河", "臭水沟"), "入河排污口": ("排污口", ""),
    "雨污管网混接": ("管网混接", ""), "饮用水水源保护区": ("水源保护区", ""), "危险废物贮存": ("危废贮存", ""),
    "医疗废物收运": ("医废收运", ""), "建筑垃圾堆放": ("", ""), "尾矿库渗漏": ("", ""),
    "废弃矿山": ("废矿山", ""), "采石场边坡": ("", ""), "砂石堆场": ("", ""), "非法采砂": ("", ""),
    "河道围网养殖": ("围网养殖", ""), "水产养殖尾水": ("养殖尾水", ""), "船舶污染物接收": ("", ""),
    "码头岸电": ("", ""), "加油站油气回收": ("油气回收", ""), "汽修喷漆废气": ("喷漆废气", ""),
    "家具制造挥发性有机物": ("", ""), "印刷包装废气": ("", ""), "铸造企业烟尘": ("", ""),
    "燃煤锅炉": ("", ""), "散煤销售网点": ("散煤网点", ""), "柴油货车尾气": ("", ""),
    "非道路移动机械": ("", "叉车挖机"), "烟花爆竹燃放": ("", ""), "裸露土地": ("裸土", ""),
    "道路机械化清扫": ("机扫", ""), "施工噪声": ("", ""), "广场舞噪声": ("", ""), "商业音响噪声": ("", ""),
    "废旧轮胎堆放": ("", ""), "废塑料加工点": ("", ""), "小电镀作坊": ("", ""), "石材加工粉尘": ("", ""),
    "水泥搅拌站": ("搅拌站", ""), "化工园区异味": ("", ""), "制药企业恶臭": ("", ""), "屠宰废水": ("", ""),
    "印染废水": ("", ""), "电镀废水": ("", ""), "洗涤废水": ("", ""), "淀粉加工废水": ("", ""),
    "垃圾填埋场渗滤液": ("渗滤液", ""), "垃圾焚烧飞灰": ("", ""), "污水处理厂污泥": ("污泥", ""),
    "餐厨垃圾": ("", ""), "废旧农膜": ("", ""), "农药包装废弃物": ("农药瓶", ""), "化肥使用量": ("", ""),
    "受污染耕地": ("", ""), "疑似污染地块": ("", ""), "地下水监测井": ("", ""), "小水电生态流量": ("", ""),
    "湖泊蓝藻": ("", ""), "水葫芦": ("", ""), "外来入侵物种": ("", ""), "自然保护地违建": ("", ""),
    "湿地退化": ("", ""), "松材线虫病": ("", ""), "森林防火通道": ("", ""), "古树名木": ("", ""),
    "野生动物交易": ("", ""), "海洋垃圾": ("", ""), "入海排口": ("", ""), "海岸线侵蚀": ("", ""),
    "机动车检测站": ("", ""), "固定污染源监测": ("", ""), "自动监测数据造假": ("", ""),
    "环境信访重复件": ("", ""), "排污许可证": ("", ""), "环评手续": ("", ""), "应急物资储备": ("", ""),
}  # fmt: skip
_ACTS = (
    "专项整治 集中排查 清零销号 提标改造 在线监控安装 规范化管理 执法检查 台账建立 搬迁关停 综合治理 生态修复 "
    "截污纳管 清淤疏浚 日常巡查 联网监测 问题整改 长效管护 达标验收 分类处置 宣传引导"
).split()
#: Nothing in any ledger is about these.
_ELSEWHERE = (
    "驾驶证换领 公积金提取 小学入学报名 医保异地结算 结婚登记 护照办理 退役军人安置 高考志愿填报 电动车上牌 "
    "低保申请 廉租房分配 养老金认证 疫苗接种 营业执照注销 出租车投诉 快递丢失 宠物狗办证 停车费标准 公交线路调整 "
    "图书馆开放 篮球场预约 景区门票优惠 房产税缴纳 身份证补办 社保转移 宽带报装 燃气费缴纳 电梯年检 消防通道占用 "
    "食品过期 药店营业时间 校车安全 职称评审 公务员招考 彩票兑奖 殡葬补贴 残疾人补助 老年证办理 网约车罚款 幼儿园收费"
).split()
#: In the trade, but ordered nowhere in the ledger.
_NEAR = (
    "光伏板回收 充电桩建设 碳排放核算 雷电防护检测 辐射源送贮 电磁基站监测 光污染投诉 绿色学校创建 再生水补给 "
    "海绵城市试点 排水许可办理 节水型单位 噪声地图绘制 臭氧激光雷达 生态补偿资金 环境责任保险 绿电交易 甲烷排放 "
    "地热开发 温泉取水 沙尘监测 冰雪融化剂 古井填埋 高尔夫球场 滑雪场占地 赛马场粪便 稀土开采 页岩气返排液 核酸废弃物 "
    "航空煤油"
).split()
_UNITS = "生态环境局 住建局 城管局 水利局 农业农村局 自然资源局 交通运输局 市场监管局 公安局 工信局 林业局 卫健局".split()
_NAMES = "青白石松云柳沙南北东西金银龙凤平安永长广新古双大小清明高丰"
_ENDS = "溪河山川岭湖江原浦坪塘桥陵坝湾泉岗源滩洲"
_TALK = (
    "谁负责",
    "归哪个部门管",
    "由谁牵头",
    "是谁的职责",
    "谁管",
)
_FILLED = (
    "请问一下{}这个事到底归哪个部门管啊",
    "你好，想问问{}现在是谁在负责",
    "麻烦查一下{}该找谁",
    "{}的事谁来管呢，谢谢",
)


@dataclass(frozen=True, slots=True)
class Matter:
    """Where, what, and what is to be done about it."""

    where: str
    what: str
    act: str

    @property
    def words(self) -> str:
        return f"{self.where}{self.what}{self.act}"


@dataclass(frozen=True, slots=True)
class Asked:
    """A question of one kind; *right* tells of a duty (its matter, its place) whether it answers."""

    kind: str
    text: str
    right: Callable[[Matter, str], bool] | None  # None: nothing in the ledger answers it


class Ledger:
    """*size* duties of an invented nation, made as they are asked for."""

    def __init__(self, size: int):
        self.size = size
        self._chance = random.Random(size)  # noqa: S311 - the same ledger each time
        every = [Matter(a, b, c) for b in _WHAT for a in _WHERE for c in _ACTS]
        self._chance.shuffle(every)
        self.matters = every[: max(200, min(len(every), round(size**0.78)))]
        self.places = self._places(max(4, min(2_400, size // 250)))

    @cached_property
    def rows(self) -> list[tuple[int, int]]:
        """The duties: the numbers of matter and place of each."""
        pick = random.Random(self.size + 1)  # noqa: S311
        heights = list(accumulate(1 / (rank + 3) for rank in range(len(self.matters))))
        widths = list(accumulate(1 / (rank + 20) for rank in range(len(self.places))))
        rows = [(number, number % len(self.places)) for number in range(min(len(self.matters), self.size))]
        while len(rows) < self.size:
            matter = bisect_left(heights, pick.random() * heights[-1])
            rows.append((matter, bisect_left(widths, pick.random() * widths[-1])))
        return rows

    def said(self, number: int) -> Said:
        """Return the words of one duty, 60 to 120 characters of them."""
        matter, place = self.rows[number]
        words, where = self.matters[matter].words, self.places[place]
        unit, other = _UNITS[(matter * 7) % 12], _UNITS[(matter * 7 + number % 5 + 1) % 12]
        told = {"matter": words, "place": where, "unit": unit, "other": other}
        quote = _QUOTES[number % len(_QUOTES)].format(count=number % 97 + 3, month=number % 12 + 1, **told)
        return Said(words, f"{words}\n{quote}", f"{where}{number % 9 + 2018}年生态环境突出问题整改方案")

    def questions(self, each: int) -> Iterator[Asked]:
        """Yield *each* questions of every kind, and twice as many for which there is no answer."""
        for kind, ask in _KINDS.items():
            made = 0
            for attempt in range(each * 20):
                asker = random.Random(f"{self.size} {kind} {attempt}")  # noqa: S311
                if made < each and (asked := ask(self, kind, asker)):
                    made += 1
                    yield asked

    def any_row(self, asker: random.Random) -> tuple[Matter, str]:
        matter, place = self.rows[asker.randrange(len(self.rows))]
        return self.matters[matter], self.places[place]

    @cached_property
    def held(self) -> frozenset[tuple[int, int]]:
        """Which matters each place has."""
        return frozenset(self.rows)

    def _places(self, count: int) -> list[str]:
        names = dict.fromkeys(
            f"{self._chance.choice(_NAMES)}{self._chance.choice(_ENDS)}{kind}"
            for kind in "县区市" * (2 * count)
        )
        return list(names)[:count]


_QUOTES = (
    "{unit}要牵头推进{matter}，{other}配合，{month}月底前完成{count}处，对发现的问题建立清单、逐项销号，确保不反弹、不回潮，结果按季度向整改办报送。",
    "针对{place}{matter}进展不快的问题，由{unit}会同{other}倒排工期、挂图作战，力争{month}月底完成率达到{count}%以上。",
    "{matter}由{unit}负责，属地镇街落实巡查，发现一处处置一处，年内累计完成不少于{count}处，并建立长效机制，防止死灰复燃。",
    "{unit}、{other}要对{matter}再排查、再梳理，形成问题清单{count}条，明确责任人和时间表，{month}月底前报区整改办备案，逾期的予以通报。",
)


# -- how a question is typed


def _whole(matter: Matter) -> Callable[[Matter, str], bool]:
    return lambda found, _: found == matter


def _about(matter: Matter) -> Callable[[Matter, str], bool]:
    return lambda found, _: (found.where, found.what) == (matter.where, matter.what)


def _exact(ledger: Ledger, kind: str, asker: random.Random) -> Asked:
    matter, _ = ledger.any_row(asker)
    return Asked(kind, matter.words + asker.choice(_TALK), _whole(matter))


def _filler(ledger: Ledger, kind: str, asker: random.Random) -> Asked:
    matter, _ = ledger.any_row(asker)
    return Asked(kind, asker.choice(_FILLED).format(matter.words), _whole(matter))


def _with_one(
    change: Callable[[str, random.Random], str],
) -> Callable[[Ledger, str, random.Random], Asked | None]:
    """Return a kind of question in which one character is changed."""

    def ask(ledger: Ledger, kind: str, asker: random.Random) -> Asked | None:
        matter, _ = ledger.any_row(asker)
        at = asker.randrange(len(matter.words))
        other = change(matter.words[at], asker)
        if other == matter.words[at]:
            return None
        text = matter.words[:at] + other + matter.words[at + 1 :]
        return Asked(kind, text + asker.choice(_TALK), _whole(matter))

    return ask


def _same_sound(char: str, asker: random.Random) -> str:
    own = readings(char)
    others = [c for c in _SOUNDING.get(own[0], "") if c != char] if own else []
    return asker.choice(others) if others else char


def _similar(char: str, asker: random.Random) -> str:
    others = sorted(lookalikes(char) - {char})
    return asker.choice(others) if others else char


#: Common characters by their sound: those of the ledger itself.
_SOUNDING: dict[str, str] = {}
for _char in sorted({c for words in (*_WHERE, *_WHAT, *_ACTS, *_ELSEWHERE, *_NEAR, *_QUOTES) for c in words}):
    for _sound in readings(_char)[:1]:
        _SOUNDING[_sound] = _SOUNDING.get(_sound, "") + _char


def _typed(words: str, asker: random.Random, *, mixed_up: bool = False) -> str:
    """Return *words* in letters, the syllables parted or run together."""
    syllables = [readings(char)[0] for char in words]
    if mixed_up:
        syllables = [same(s) if asker.random() < 0.5 else s for s in syllables]
    return asker.choice((" ", "")).join(syllables).replace("ü", "v")


def _pinyin(ledger: Ledger, kind: str, asker: random.Random) -> Asked:
    matter, _ = ledger.any_row(asker)
    return Asked(kind, _typed(matter.words, asker), _whole(matter))


def _fuzzy_pinyin(ledger: Ledger, kind: str, asker: random.Random) -> Asked:
    matter, _ = ledger.any_row(asker)
    return Asked(kind, _typed(matter.words, asker, mixed_up=True), _whole(matter))


def _initials(ledger: Ledger, kind: str, asker: random.Random) -> Asked:
    matter, _ = ledger.any_row(asker)
    row = initials(matter.words)
    return Asked(kind, row, lambda found, _: initials(found.words) == row)


def _part(ledger: Ledger, kind: str, asker: random.Random) -> Asked:
    matter, _ = ledger.any_row(asker)
    return Asked(kind, f"{matter.where}{matter.what}{asker.choice(_TALK)}", _about(matter))


def _partial(ledger: Ledger, kind: str, asker: random.Random) -> Asked:
    matter, _ = ledger.any_row(asker)
    at = asker.randrange(len(matter.words))
    return Asked(kind, matter.words[:at] + matter.words[at + 1 :] + asker.choice(_TALK), _whole(matter))


def _traditional(ledger: Ledger, kind: str, asker: random.Random) -> Asked:
    matter, _ = ledger.any_row(asker)
    text = (matter.words + asker.choice(_TALK)).translate(_FULL)
    return Asked(kind, text, _whole(matter))


def _otherwise(which: int) -> Callable[[Ledger, str, random.Random], Asked | None]:
    """Return a kind of question that calls the thing by its short (0) or everyday (1) name."""

    def ask(ledger: Ledger, kind: str, asker: random.Random) -> Asked | None:
        matter, _ = ledger.any_row(asker)
        name = _WHAT[matter.what][which]
        text = f"{matter.where}{name}{matter.act}{asker.choice(_TALK)}"
        return Asked(kind, text, _whole(matter)) if name else None

    return ask


def _place(ledger: Ledger, kind: str, asker: random.Random) -> Asked:
    matter, place = ledger.any_row(asker)
    right = _there(matter, place)
    return Asked(kind, f"{place}{matter.words}{asker.choice(_TALK)}", right)


def _place_heard(ledger: Ledger, kind: str, asker: random.Random) -> Asked | None:
    matter, place = ledger.any_row(asker)
    at = asker.randrange(2)
    other = _same_sound(place[at], asker)
    heard = place[:at] + other + place[at + 1 :]
    if heard == place or heard in ledger.places:
        return None
    return Asked(kind, f"{heard}{matter.words}{asker.choice(_TALK)}", _there(matter, place))


def _there(matter: Matter, place: str) -> Callable[[Matter, str], bool]:
    return lambda found, where: (found, where) == (matter, place)


def _mixed(ledger: Ledger, kind: str, asker: random.Random) -> Asked:
    matter, _ = ledger.any_row(asker)
    letters = " ".join(readings(char)[0] for char in matter.what)
    return Asked(kind, f"{matter.where}{letters}{matter.act}{asker.choice(_TALK)}", _whole(matter))


def _none_near(_: Ledger, kind: str, asker: random.Random) -> Asked:
    where = asker.choice((*_WHERE[:10], "", ""))
    return Asked(kind, f"{where}{asker.choice(_NEAR)}{asker.choice(_TALK)}", None)


def _none_else(_: Ledger, kind: str, asker: random.Random) -> Asked:
    return Asked(kind, f"{asker.choice(_ELSEWHERE)}{asker.choice(_TALK)}", None)


def _none_there(ledger: Ledger, kind: str, asker: random.Random) -> Asked | None:
    matter = asker.randrange(len(ledger.matters))
    place = asker.randrange(len(ledger.places))
    if (matter, place) in ledger.held:
        return None
    text = f"{ledger.places[place]}{ledger.matters[matter].words}{asker.choice(_TALK)}"
    return Asked(kind, text, None)


def _full_forms() -> dict[int, str]:
    row = general.text("script.txt").split("\n", 1)[0]
    return {ord(plain): full for full, plain in zip(row[::2], row[1::2], strict=True)}


_FULL = _full_forms()
_KINDS: dict[str, Callable[[Ledger, str, random.Random], Asked | None]] = {
    "exact": _exact,
    "filler": _filler,
    "same-sound": _with_one(_same_sound),
    "similar-shape": _with_one(_similar),
    "pinyin": _pinyin,
    "part of it": _part,
    "initials": _initials,
    "traditional": _traditional,
    "abbreviation": _otherwise(0),
    "known synonym": _otherwise(1),
    "place": _place,
    "place by sound": _place_heard,
    "partial": _partial,
    "fuzzy pinyin": _fuzzy_pinyin,
    "mixed": _mixed,
    "none: near": _none_near,
    "none: other field": _none_else,
    "none: elsewhere": _none_there,
}
