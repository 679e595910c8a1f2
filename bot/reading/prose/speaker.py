"""Who speaks, before what is said: 会议强调，… 县长批示：…; the words behind it are the order."""

from __future__ import annotations

import re
from functools import lru_cache

from bot.reading.names import read_names
from bot.reading.wordlist import any_of

_SAYS = (
    r"强调|指出|要求|提出(?:了?[^，,]{0,6}要求|[一二三四五六几][点条](?:意见|要求))?|明确(?<!不明确)|[决议商确]定|"
    r"表示|作了?安排(?:部署)?|"
    r"部署|指示|认为"
)
#: Verbs of speaking that are also nouns; before them stands but the speaker.
_ALSO_SAYS = "说|承诺|表态|叮嘱|交代|定下|拍板|布置|安排|批示|阅示|宣布|提醒|告诉[^，,：:]{2,8}"
_SPEAKER = re.compile(
    r"(?:会上|会后|会前|会议最后|最后|同时|随后|为此|对此|下一步|此外|另外|其中|"
    r"[^，,。要部：:]{0,40}?(?:会议|纪要|通报|方案|通知)?"
    r"(?:还|分别|最后|当场|现场|就[^，,。]{2,24}|在[^，,。]{2,24}时)?"
    rf"(?:{_SAYS})|[^，,。要部：:的和把对将与、]{{0,16}}?(?:当场|现场|最后|当即|又|还|接着)?(?:{_ALSO_SAYS}))"
    r"(?:[，,:：]“?|(?=[要各县市区由]))"
)
#: Who speaks, in minutes that give everybody's words: 温县长：….
_LABEL = re.compile(
    r"[一-龥]{1,3}(?:书记|县长|市长|区长|镇长|乡长|州长|主任|局长|秘书长|主席|常委|同志|组长|总)[：:]"
)
#: What every such lead-in has; most clauses have none of it.
_MAY_SPEAK = re.compile(
    any_of(
        "会 最后 同时 随后 为此 对此 下一步 此外 另外 其中 强调 指出 指示 要求 提出 明确 决定 议定 商定 确定 "
        "表示 表态 安排 部署 认为 说 批示 承诺 叮嘱 交代 定下 拍板 布置"
    )
)
#: Speaking that orders: what follows in the paragraph is what somebody was told.
DEMANDING = re.compile(
    r"强调|要求|提出[^，,]{0,6}(?:要求|意见)|明确|[决议商确]定|安排|部署|[指批阅]示|责成|责令|叮嘱|交代|"
    r"承诺|表态|定下|拍板|布置|(?:说|表示)[，,：:]"
)
_NUMBER = re.compile(
    r"\s*(?:第[一二三四五六七八九十]{1,2}(?:[件项条个点][，,、：:]|[，,、：:])|"
    r"[一二三四五六七八九十]{1,2}(?:是要?|(?=要(?![求是素点闻领害件])))|[（(]?\d{1,2}[）)])"
)


#: What was settled before, and is told now: 去年方案确定由甲牵头.
_FORMERLY = re.compile(r"(?:但|而)?(?:去年|上年|前年|此前|之前|当初|起初|最初|早先|原先|原来)")
#: What heads a paragraph in brackets of its own: 【一线动态】.
_HEADED = re.compile(r"\s*【[^【】]{2,14}】")
_COUNTS = frozenset("第一二三四五六七八九十（(0123456789")
_SHORT = 8  # characters of whoever speaks, with the colon
_LONGEST = 60  # characters of such a lead-in


@lru_cache(maxsize=64)  # a sentence is asked about from several sides
def speaker_ends(words: str) -> int:
    """Return where the words begin behind a numbering and 会议强调，."""
    at = len(words) - len(words.lstrip())
    if words[at : at + 1] == "【" and (headed := _HEADED.match(words, at)):
        at = headed.end()
    if words[at : at + 1] in _COUNTS and (mark := _NUMBER.match(words, at)):
        at = mark.end()
    head = words[at : at + _SHORT]
    if ("：" in head or ":" in head) and (label := _LABEL.match(words, at)):
        at = label.end()
    for _ in range(3 if _MAY_SPEAK.search(words, at, at + _LONGEST) else 0):
        found = _SPEAKER.match(words, at)
        if not found or _FORMERLY.match(found[0]) or read_names(found[0].rstrip("，,:：“")):
            break
        at = found.end()
    return at
