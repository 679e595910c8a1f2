"""The place (地区) a document is about: named in its title or text, or given away by who publishes it."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence

from bot.reading.outline import Line

_PLACE = r"([一-龥]{2,4}?(?:自治县|自治州|县|市|区|州|旗))"
#: A place at the head of a title: 关于青溪区…, 云岭县2021年….
_TITLED = re.compile(
    rf"(?:^(?!关于|在)|关于|在|[\s“《：:](?!关于|在)|披露|涉及|反馈|移交|曝光|点名)(?:中共)?{_PLACE}(?!域|级|内|属|直|里)"
)
#: A place in running text, told by what stands around it.
_REGION = re.compile(
    rf"(?:^|[，,。\s“《：:）)]|美丽){_PLACE}"
    r"(?=委|政府|人民|召开|举行|印发|总河长|生态环境(?!局)|突出|开展|对|认真|[县市区州旗](?:长|委))"
)
#: A place at the head of a page's first lines: 云岭县塑料污染治理2022年工作要点, 云岭县现场办公会记录,
#: （云岭县，2022年3月）.
_HEADED = re.compile(
    rf"^{_PLACE}(?=[一-龥]{{0,16}}(?:20\d\d年|会议?(?:记录|纪要|摘要|摘编|实录)(?![一-龥])))|"
    rf"^[（(]{_PLACE}(?=[，,、 \d）)])"
)
_NOT_PLACE = re.compile(
    r"^(?:全|我|各|本|在|该|县|省|两|到|由|对|和|与|城|园|社|辖|校|灾|还|没|只|仅|共|设|是|让|为)|"
    r"[在级辖的年月日各全我里开达把动于依根按请向如若与和凡经有]|(?:园|社|校|城|地|景|库|发|小|矿|护|业|厂|牧|灌|片|街)区$|(?:^|..|[深浅高低矮远近老大小丘半])山区$"
)

#: A place by who publishes or asks there: 云岭日报, 云岭发布, 问政云岭.
_PUBLISHED = re.compile(
    r"([一-龥]{2})(?:日报|晚报|发布|融媒|新闻网|政府网|广播电视|电视台|客户端)|问政([一-龥]{2})"
)
#: A place by what its leaders wish it: 为云岭转型发展, 让云岭的天更蓝, 在云岭落地落实.
_WISHED = re.compile(
    r"[为让使]([一-龥]{2})(?:转型发展|高质量发展|的天更|天更蓝|的山更)|"
    r"在([一-龥]{2})(?:落地落实|落地生根|落地见效|大地)|美丽([一-龥]{2})(?=建设|新画卷|新篇章)"
)
#: What stands there and is the name of no place.
_NO_STEM = re.compile(
    r"[县市区镇乡村省国州旗全我各本该当在的里从到由将会了业]|"
    r"人民|新华|光明|经济|法制|法治|环境|环保|今日|农民|科技|青年|政府|信息|新闻|公司|权威|正式|对外|统一|首次|公开|及时|现场|"
    r"基层|一线|地方|社会|群众|百姓|大家|家园|河湖|生态|绿色|流域|城乡|资源|能源|旅游|长江|黄河|东方|世界|现代|人类|子孙|后代|手机|官方|打开|下载"
)
#: What a document calls its own place.
_OWN = re.compile(r"([县市区])(?:里|委|政府|直|长)|[全我本]([县市区])")


def region_of(title: str, lines: Sequence[Line]) -> str | None:
    """Return the place that a document is about; None where nothing tells it.

    Args:
        title: the document's title.
        lines: its lines without page furniture.
    """
    found = _named(title, lines)
    return next((name for name in found if not _NOT_PLACE.search(name)), None) or _given_away(lines)


def _named(title: str, lines: Sequence[Line]) -> Iterator[str]:
    """Yield the places named in the title, at the head or foot, or in the text, the surest first."""
    yield from (m[1] for m in _TITLED.finditer(title))
    for line in lines[:4]:
        yield from (m[1] or m[2] for m in _HEADED.finditer(line.text.strip()))
    for line in [*lines[:6], *lines[-3:], *lines]:
        yield from (m[1] for m in _REGION.finditer(line.text))


def _given_away(lines: Sequence[Line]) -> str | None:
    """Return the place by who publishes the document or by what is wished for it, and by its level."""
    texts = [line.text for line in lines]
    stem = next((stem for form in (_PUBLISHED, _WISHED) for stem in _stems(form, texts)), None)
    if stem is None:
        return None
    written = next((stem + level for level in "县市区" if any(stem + level in text for text in texts)), None)
    own = Counter(one for text in texts for match in _OWN.finditer(text) for one in match.groups() if one)
    return written or (stem + own.most_common(1)[0][0] if own else None)


def _stems(form: re.Pattern[str], texts: Iterable[str]) -> Iterator[str]:
    found = (next(filter(None, match.groups())) for text in texts for match in form.finditer(text))
    return (stem for stem in found if not _NO_STEM.search(stem))
