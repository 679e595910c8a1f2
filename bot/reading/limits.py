"""Whether a few words look like a time limit: what tells a limit from a name in a cell or a tail.

Which day the words mean is read by :mod:`bot.reading.deadlines`; here they are only told apart.
"""

from __future__ import annotations

import re

_COUNT = r"(?:\d{1,3}|[一二三四五六七八九十两半几数]{1,3})"
_CORE = (
    r"(?:19|20)\d\d\s?(?:年|[./\-]\d{1,2}(?:[./\-]\d{1,2})?)|\d{1,2}\s?月份?|[一二三四五六七八九十]{1,2}月(?=[底末内前份初中上下])|\d{1,2}\s?[日号](?![^前底内止，,]{0,2}[线楼路院])|\d{1,2}[./\-]\d{1,2}(?![\d万亿米公吨倍个%亩千升])|"
    r"第?[一二三四1-4]季度|[一二三四1-4]季[末内]|[上下]半年|年[底末内中](?!部)|[上中下]旬|月[底末内初中]|季度?[末内]|"
    r"(?:主|入|出)?汛[期前]|(?:供|采)暖[季期]?|入冬|封冻|雨季|春耕|秋收|夏收|麦收|开学|(?:秋|春)季开学|寒假|暑假|"
    r"春节|国庆|中秋|元旦|五一|端午|清明|两会|高考|中考|"
    r"(?:今|明|本|当|次|后|上半)年度?(?!度?[水空总])|年度内|(?:本|当|下|次|这个|下个)(?:月|周|季度?)|(?:本|下)?(?:周|星期)[一二三四五六日天]|"
    rf"{_COUNT}个?(?:工作)?(?:日|天|周|星期|月|季度|小时|年)(?:之|以)?内|即日|当[天日]|[今明后]日|[今明后]天|会后|"
    rf"[^，,；;。\s\d]{{2,12}}?(?:之日)?[起后]的?{_COUNT}个?(?:工作)?(?:日|天|周|星期|月|小时)(?:之|以)?内|"
    r"长期|常态|常年|全年|经常性|持续|立行立改|立[即刻]|即知即改|边督边改|每(?:年|季度?|月|旬|周|天|日|半[年月]|两)|"
    r"按[年季月周旬]|动态|全程|贯穿|任期内|[“\"]?十[四五六][”\"]?五?"
)
_LEAD = (
    r"(?:原定|经批准|延期?[至到]|调整[为至]|提前[至到]|力争|确保|争取|计划|预计|拟|于|在|到|至|截至|截止|限期?|最迟|最晚|不迟于|自|从|"
    r"须|要|应|务必|约定|定于|前)"
)
_LIMIT = re.compile(rf"\s*(?:{_LEAD}[:：]?){{0,3}}(?:{_CORE})")
_BARE_YEAR = re.compile(r"\s*(?:19|20)\d\d年?度?\s*")
_LONGEST = 40


def is_limit(words: str) -> bool:
    """Tell whether *words* begin like a time limit: 6月底前, 三季度完成, 长期坚持.

    >>> is_limit("2026年6月底建成投运"), is_limit("主汛期前"), is_limit("市城管局")
    (True, True, False)
    """
    return _LIMIT.match(words) is not None


def is_short_limit(words: str) -> bool:
    """Tell whether *words* are a time limit and hardly anything else; a bare year could be anything."""
    return len(words) <= _LONGEST and is_limit(words) and not _BARE_YEAR.fullmatch(words)


_ONLY = re.compile(
    rf"\s*(?:{_LEAD}){{0,3}}(?:(?:{_CORE})[之以]?[前底内末止起]{{0,2}}[至到\-—~]?){{1,5}}"
    r"(?:[^，,；;。\d]{0,8}(?:完成|完工|收官|见效|落实|到位|办结|销号|投用|投运|使用|建成|清零|达标|通水|启用|印发|实施|推进|坚持|整改|竣工|结束|到期|完|毕|好))?\s*"
)


def is_only_limit(words: str) -> bool:
    """Tell whether *words* are a time limit and nothing else: 11月底前完工, 年内见效, 持续推进.

    >>> is_only_limit("2024年3月底收官"), is_only_limit("6月底前建成3公里")
    (True, False)
    """
    return len(words) <= _LONGEST and _ONLY.fullmatch(words) is not None
