"""A cheap look before reading: most sentences of a speech hold nothing that limits time."""

from __future__ import annotations

from bot.reading.deadlines.pattern import Pattern

_CHARACTERS = "[年月⽉日⽇号號旬季周週曰天節节汛暖逢禁XxＸｘ×秒]"
_DIGITS = r"[0-9０-９](?:[0-9]{5}|\s?[./．·‧•\-－—–])"
_WORDS = (
    "个工作", "個工作", "小时", "小時", "分钟", "分鐘", "星期", "元旦", "国庆", "國慶", "五一", "十一",
    "冬", "春", "采暖", "採暖", "供热", "供熱", "开学", "開學", "世纪", "世紀", "即", "立行", "立即",
    "立查", "立改", "立说", "立整", "立接", "随", "隨", "马上", "馬上", "长期", "長期", "长抓", "常抓",
    "常态", "常態", "经常性", "持续", "持續", "动态", "動態", "久久", "始终坚持", "一以贯之", "尽快",
    "尽早", "盡快", "盡早", "近期", "适时", "適時", "择机", "擇機", "短期", "限期", "限时", "限時",
    "规定", "規定", "进度", "進度", "按期", "按时", "按時", "节点", "如期", "待定", "另行", "任期",
    "届内", "合同期", "条件成熟", "两会", "兩會", "中秋", "清明", "端午", "除夕", "圣诞", "聖誕",
    "高考", "中考", "换届", "边查", "边督", "边学", "边整", "五规划", "五規劃", "五时期", "五時期",
    "五期", "五末", "”前", '"前', "’前", "」前", "』前", "”末", "五”", "五’", '五"', "五」", "腊",
    "七夕", "重阳", "立夏", "立秋", "夏收", "秋收", "三夏", "三秋", "高温", "封冻", "上冻", "入夏",
    "今晚", "当晚", "明晚", "点前", "暑", "寒假", "枯水", "工期",
)  # fmt: skip

_HINTS = Pattern(_CHARACTERS), Pattern("|".join(_WORDS)), Pattern(_DIGITS)


def may_limit(text: str) -> bool:
    """Tell whether *text* may set a time limit at all; True promises nothing."""
    return any(hint.search(text) for hint in _HINTS)
