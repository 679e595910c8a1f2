"""Look-alikes: characters that are mistaken for one another by their shape (朔 for 溯, 裤 for 库)."""

from __future__ import annotations

from functools import cache

#: One group per word: characters that share a part and are mixed up in typing, by hand or by recognition.
_GROUPS = """
溯朔塑槊 秆杆竿奸 库裤 泥尼妮 渣碴查喳 资姿咨恣 锑梯涕 淤瘀於 垃拉 圾级极 尘尖 煤媒谋 烟咽胭 汛讯迅 堤提题
坝贝狈 垦恳 砂沙莎 畜蓄 禽擒 粪类 屠堵 焚梵 烧浇绕 锅祸 炉庐芦 硫流琉 氮氨 磷鳞麟 镉隔 铬络 汞贡 废费 弃奔
填镇 埋理 渗掺参 滤虑 液夜 湿温 湖胡糊 河何 渠巨 沟钩构 塘糖 库车 闸闹匣 泵录 排徘 口囗 污圬 浊烛 臭嗅 黑墨
治冶 源原 保堡 护沪 划刬 测侧则 检捡俭 监蓝览 督皆 察擦 整证 改攻 验险捡 收牧 销消肖 号亏 台抬 账帐胀 清请晴 单草
植值 绿录 碳炭 氧痒 尾屋 矿扩旷 坑抗 采彩菜 石右 塌榻 噪燥躁澡 声生 振震 油抽 餐参 饮欣 摊滩 灶社 柴紫 秸桔结 粱梁
垒磊 栏拦烂 棚崩 围违 挡档 喷愤 淋琳 洒酒 扫归 洗冼 车东 船般 港巷 码玛 头买 岸崖 滩摊难 涂徐 淹掩 涝劳 洪供 堰偃
芜无 荒慌 撂略 耕耘 粮狼 肥肌 药约 膜模摸 林淋 草早 苗描 湾弯 岛鸟 渔鱼 网冈 箱想 苇伟 蟹懈 电甩 毒每 炸诈 己已巳
未末 土士 日曰 人入 千干 未来 折拆诉 撤撒 拔拨 辆俩 辐幅副 射谢 危厄 险检 品晶 贮储 存在 转传 移栘 运迳 倾顷 倒到
"""


@cache
def _groups() -> dict[str, frozenset[str]]:
    """Map each character to all it is mistaken for."""
    found: dict[str, frozenset[str]] = {}
    for group in _GROUPS.split():
        for char in group:
            found[char] = found.get(char, frozenset()) | set(group)
    return found


def alike(one: str, other: str) -> bool:
    """Tell whether two characters are the same or mistaken for one another.

    >>> alike("溯", "朔"), alike("溯", "水")
    (True, False)
    """
    return one == other or other in _groups().get(one, ())
