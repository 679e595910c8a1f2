"""When something is to be done, as far as reading an order needs it: a quick look, not the day itself."""

from __future__ import annotations

import re

_N = r"[\d一二三四五六七八九十两半几]"
_SPAN = rf"{_N}{{1,3}}个?(?:工作日|小时|分钟|天|日|周|月|星期|礼拜|年)[之以]?内"
_BEFORE = (
    r"(?:\d年|[日号月旬节期汛夜晚]|[今明]年|[年月]底|[年月季]末|季度?|[点时]\d{0,2}分?|\d:\d\d|五一|十一|"
    r"元旦|"
    r"[春国中端清][节庆秋午明]|假期|[开放][学假]|[入封上][冬汛冻山]|[春秋夏][耕收种播]|下班|来临|到来|召开|"
    r"开会|结束|完工|验收)"
    r"(?:[（(][^）)]{1,6}[）)])?[之以]?前"
)
_PART = (
    rf"[年月季周][度]?[之以]?[内底末](?![部容外涝陆河设])|[年月]中(?=前|以前)|{_N}月(?:[上中下]旬|"
    rf"[底末初])|{_N}月份(?!以来|[全累])|"
    r"[上下]半年(?!度?(?:全|共|累计|以来))|[一二三四]季度(?!末?[累共全])"
)
_FROM = rf"(?:{_N}[日号月]|即日|[今明]天|下周|下个?月)起"
_ANY = f"{_BEFORE}|{_SPAN}|{_PART}|{_FROM}"
_FIRST = (
    "日月号旬节期汛夜晚今明年季点时五十元春国中端清假开放入封上秋夏下来召结完验周即一二三四六七八九两半几"
)
#: A time limit anywhere; what has one can be done or not, whatever it is about.
LIMIT = re.compile(rf"(?=[{_FIRST}\d])(?:{_ANY})")
_AHEAD = re.compile(
    r"(?!去年|上年|前年|昨|上周|上个?月|此前|目前|日前|以前|之前|早在)"
    rf"(?:[^，,。；;：:的了已曾未没]{{0,20}}?(?:{_ANY})|"
    r"[今明当][天晚日夜](?![然气常下])|下周|本周|这周|现在就|会后|回去以?后|散会后|今后|下一步)"
)
_SIGN = re.compile("[前内底末起旬天晚日夜下本这现会回散后]")
#: Again and again: 每周, 按月, 一周一调度, 常年.
RHYTHM = re.compile(
    rf"每(?!每)|隔[天日周月]|按(?=[年季月旬周日天])|逐[日周月季](?=[^，,])|"
    rf"{_N}个?(?:天|日|周|星期|礼拜|旬|月|季度?|年)(?:一|两|三|至少|不少于|[一-龥]{{1,4}}[一两三四五六]次)|"
    r"定期|不定期|常态化|长[期年]|常年|(?:24|二十四)小时|昼夜|日夜|全天候"
)
#: What happened on a day: 10月25日傍晚…, with nothing that makes it a limit.
ON_A_DAY = re.compile(
    r"(?:20\d\d年)?\d{1,2}月(?:\d{1,2}日)?(?:[（(][^）)]{1,6}[）)])?(?!前|[之以]前|底|末|内|起|至|到|"
    r"份?要|[上中下]旬)|"
    r"去年|上年|前年|昨[天日晚]|上周|上个?月|日前|近日|近期|此前|早在|上半年|前[一二三四]季度|"
    r"今年(?:以来|初|上半年)"
)


def ahead(words: str) -> re.Match[str] | None:
    """Return the limit that *words* begin with: 3日内…, 6月底前…, 下周…."""
    return _AHEAD.match(words) if _SIGN.search(words, 0, 18) else None
