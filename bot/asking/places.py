"""Places (地方): those the documents are about, and those they are not about."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass

from bot.asking.spellings.sounds import sound

_SUFFIX = "省市县区旗州镇乡"

#: A place by its form at the head of a question: two or three characters and a suffix.
_FORM = re.compile(r"^(?:在|关于|我们)?([一-龥]{2,3}?(?:自治县|自治州|街道|[市县区旗州镇乡]))(?=[一-龥])")

#: Words that end like a place and are none: 工业园区, 饮用水水源保护区, 乡镇, 住宅小区.
_COMMON = re.compile(
    r"(?:园|小|社|城|市|县|库|矿|景|林|灌|片|辖|湖|港|山|校|厂|街|护|能|发|新|范|成|山|牧|郊|禁|控|定|该|各|全|本|我|哪个|乡)"
    r"[市县区乡镇]$|^(?:各|全|本|我|哪|什|某|整|每|这|那|几|多少|乡镇|村镇|城镇|城市|集镇|超市|菜市|夜市|股市)"
)

#: Provinces and prefecture-level cities, without suffix: a question that names one of them which no
#: document speaks of is about somewhere else (list of the Ministry of Civil Affairs, names only).
_CITIES = frozenset(
    """
北京 天津 上海 重庆 河北 山西 内蒙古 辽宁 吉林省 黑龙江 江苏 浙江 安徽 福建 江西 山东 河南 湖北 湖南 广东 广西 海南省 四川
贵州 云南 西藏 陕西 甘肃 青海 宁夏 新疆 香港 澳门 台湾 石家庄 唐山 秦皇岛 邯郸 邢台 保定 张家口 承德 沧州 廊坊 衡水 太原
大同市 阳泉 长治市 晋城 朔州 晋中 运城 忻州 临汾 吕梁 呼和浩特 包头 乌海 赤峰 通辽 鄂尔多斯 呼伦贝尔 巴彦淖尔 乌兰察布
沈阳 大连 鞍山 抚顺 本溪 丹东 锦州 营口 阜新 辽阳 盘锦 铁岭 朝阳市 葫芦岛 长春 吉林 四平 辽源 通化 白山市 松原 白城 哈尔滨
齐齐哈尔 鸡西 鹤岗 双鸭山 大庆 伊春 佳木斯 七台河 牡丹江 黑河市 绥化 南京 无锡 徐州 常州 苏州 南通 连云港 淮安 盐城 扬州
镇江 泰州 宿迁 杭州 宁波 温州 嘉兴 湖州 绍兴 金华 衢州 舟山 台州 丽水 合肥 芜湖 蚌埠 淮南 马鞍山 淮北 铜陵 安庆 黄山市 滁州
阜阳 宿州 六安 亳州 池州 宣城 福州 厦门 莆田 三明 泉州 漳州 南平 龙岩 宁德 南昌 景德镇 萍乡 九江 新余 鹰潭 赣州 吉安 宜春
抚州 上饶 济南 青岛 淄博 枣庄 东营 烟台 潍坊 济宁 泰安 威海 日照 临沂 德州 聊城 滨州 菏泽 郑州 开封 洛阳 平顶山 安阳 鹤壁
新乡 焦作 濮阳 许昌 漯河 三门峡 南阳 商丘 信阳 周口 驻马店 武汉 黄石 十堰 宜昌 襄阳 鄂州 荆门 孝感 荆州 黄冈 咸宁 随州
长沙 株洲 湘潭 衡阳 邵阳 岳阳 常德 张家界 益阳 郴州 永州 怀化 娄底 广州 韶关 深圳 珠海 汕头 佛山 江门 湛江 茂名 肇庆 惠州
梅州 汕尾 河源 阳江 清远 东莞 中山 潮州 揭阳 云浮 南宁 柳州 桂林 梧州 北海 防城港 钦州 贵港 玉林 百色 贺州 河池 来宾 崇左
海口 三亚 三沙 儋州 成都 自贡 攀枝花 泸州 德阳 绵阳 广元 遂宁 内江 乐山 南充 眉山 宜宾 广安 达州 雅安 巴中 资阳 贵阳 六盘水
遵义 安顺 毕节 铜仁 昆明 曲靖 玉溪 保山 昭通 丽江 普洱 临沧 拉萨 日喀则 昌都 林芝 山南市 那曲 西安 铜川 宝鸡 咸阳 渭南 延安
汉中 榆林 安康 商洛 兰州 嘉峪关 金昌 白银市 天水 武威 张掖 平凉 酒泉 庆阳 定西 陇南 西宁 海东 银川 石嘴山 吴忠 固原 中卫
乌鲁木齐 克拉玛依 吐鲁番 哈密
""".split()
)


@dataclass(frozen=True, slots=True)
class Place:
    """A place named in a question at ``[start, end)``.

    ``sure`` is False where only its stem stands there (北渚 for 北渚市): it may be part of another name.
    """

    start: int
    end: int
    name: str
    sure: bool = True


def stem(name: str) -> str:
    """Return a place's name without its suffix, where two characters or more are left.

    >>> stem("青溪区"), stem("沙河镇"), stem("乾县")
    ('青溪', '沙河', '乾县')
    """
    return name[:-1] if len(name) >= 3 and name[-1] in _SUFFIX else name


def known_places(text: str, names: Iterable[str]) -> list[Place]:
    """Return the known places that *text* names: in full, by the same sound, or by their stem."""
    found: list[Place] = []
    heard = sound(text)
    for name in names:
        short = stem(name)
        if (at := text.find(name)) >= 0:
            found.append(Place(at, at + len(name), name))
        elif len(name) >= 3 and (at := heard.find(sound(name))) >= 0:
            found.append(Place(at, at + len(name), name))
        elif len(short) >= 2 and (at := text.find(short)) >= 0:
            found.append(Place(at, at + len(short), name, sure=False))
    found.sort(key=lambda p: (not p.sure, p.start - p.end))
    kept: list[Place] = []
    for place in found:
        if all(place.end <= k.start or k.end <= place.start for k in kept):
            kept.append(place)
    return kept


def elsewhere(text: str) -> str:
    """Return the place that *text* names by its form or that is a well-known city; empty where none.

    The caller asks the documents whether they speak of it.

    >>> elsewhere("石家庄农村污水谁负责"), elsewhere("青川县油烟谁管"), elsewhere("工业园区废水谁管")
    ('石家庄', '青川县', '')
    """
    for length in (5, 4, 3, 2):
        if text[:length] in _CITIES:
            return text[:length]
    form = _FORM.match(text)
    return form[1] if form and not _COMMON.search(form[1]) else ""
