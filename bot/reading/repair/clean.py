"""Characters that stand for another one, or for none; and commas that a tool put in.

Not NFKC: that would break Ⅳ, ①, ㎡ and the full-width punctuation of sound text.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from functools import cache

from bot.reading.repair.page import Edit
from bot.reading.script import strong_share

_RADICALS = dict(
    zip(
        "⺁⺄⺅⺆⺇⺈⺉⺊⺋⺌⺍⺎⺏⺐⺒⺓⺔⺕⺖⺗⺘⺙⺛⺜⺝⺟⺠⺡⺢⺣⺤⺥⺦⺧⺨⺩⺪⺫⺬⺭⺮⺯⺰⺱⺳⺶⺷⺸⺹⺺⺻⺼⺽⺾⺿⻀⻁⻂⻃⻄⻅⻆⻇⻈⻉⻊⻋⻌⻍⻎⻏⻐⻑⻒⻓⻔⻕⻖⻗⻘⻙⻚⻛⻜⻝⻞⻟⻠⻡⻢⻣⻤⻥⻦⻧⻨⻩⻪⻫⻬⻭⻮⻯⻰⻱⻲⻳",
        "厂乙亻冂几刀刂卜巳小小尢尣尢巳幺彑彐忄心扌攵旡日月母民氵水灬爪爫丬牛犭王疋目示礻竹糸纟罒网羊羊羊耂肀聿肉臼艹艹艹虎衤西西见角角讠贝足车辶辶辶阝金長镸长门阜阝雨青韦页风飞食食飠饣首马骨鬼鱼鸟卤麦黄黾斉齐歯齿竜龙龜龟龟",
        strict=True,
    )
)

#: Invisible characters and controls: gone. A break of line or page in another coding: a line break.
_GONE = (
    "\x00-\x08\x0e-\x1f\x7f-\x84\x86-\x9f\u00ad\u034f\u061c\u180e\u200b-\u200f\u202a-\u202e\u2060-\u2069"
    "\ufe00-\ufe0f\ufeff\ufff9-\ufffb\U000e0001-\U000e01ef"
)
_PRIVATE = "\ue000-\uf8ff\U000f0000-\U0010fffd"
_ODD = f"[{_GONE}]++|[{_PRIVATE}]++|(?:锟斤拷)++|[\ufffd\ud800-\udfff]++|\r\n?"

#: A comma that a tool put before another mark: 、市, 。 after 情况,
_COMMA = r"[,，](?=[,，、。；：！？])"


@cache
def _same_length() -> dict[int, str]:
    table = {ord(char): plain for char, plain in _RADICALS.items()}
    table |= {code: unicodedata.normalize("NFKC", chr(code)) for code in range(0x2F00, 0x2FD6)}
    blocks = (*range(0xF900, 0xFA6E), *range(0xFA70, 0xFADA))
    table |= {code: unicodedata.normalize("NFKC", chr(code)) for code in blocks}
    table |= {code: chr(code - 0xFEE0) for code in (*range(0xFF10, 0xFF1A), *range(0xFF21, 0xFF3B))}
    table |= {code: chr(code - 0xFEE0) for code in range(0xFF41, 0xFF5B)}
    table |= dict.fromkeys(map(ord, "\u00a0\u2007\u202f\u3000"), " ")
    table |= dict.fromkeys(map(ord, "\v\f\x85\u2028\u2029"), "\n")
    return table | {ord("％"): "%", ord("﹝"): "〔", ord("﹞"): "〕"}


@cache
def _odd() -> re.Pattern[str]:
    return re.compile(_ODD)


def replaced(text: str) -> str:
    """Return *text* with look-alikes (radicals, full-width digits, blanks) made plain, one for one."""
    here = {ord(char) for char in set(text)}
    return text if here.isdisjoint(_same_length()) else text.translate(_same_length())


def edits(text: str) -> Iterator[Edit]:
    """Find invisible and private characters and what decoders leave where they lost something."""
    if "\r" not in text and text.isprintable() and "锟斤拷" not in text and "\ufffd" not in text:
        return
    for match in _odd().finditer(text):
        first = match[0][0]
        if first in "锟\ufffd" or "\ud800" <= first <= "\udfff":
            yield Edit(match.start(), match.end(), "□", ("lost-bytes",))
        elif unicodedata.category(first) == "Co":
            yield Edit(match.start(), _bullet_end(text, match.start(), match.end()), "", ("private-use",))
        else:
            yield Edit(match.start(), match.end(), "\n" if first == "\r" else "")


def _bullet_end(text: str, start: int, end: int) -> int:
    """A private character that opens a line is a bullet; the blanks behind it belong to it."""
    if start and text[start - 1] != "\n":
        return end
    while end < len(text) and text[end] in " \t":
        end += 1
    return end


def inserted_commas(text: str) -> Iterator[Edit]:
    """Find commas before another mark; two commas in a row only in prose: in a table they are a cell."""
    if not any(comma in text for comma in ",，"):
        return
    traditional = strong_share(text) >= 0.01
    for match in re.finditer(_COMMA, text):
        after = text[match.end()]
        if after in ",，" and not (traditional or _in_prose(text, match.start())):
            continue
        yield Edit(match.start(), match.end())


def _in_prose(text: str, at: int) -> bool:
    """Does a sentence end with 。 in the same line?"""
    end = text.find("\n", at)
    return "。" in text[text.rfind("\n", 0, at) + 1 : len(text) if end < 0 else end]
