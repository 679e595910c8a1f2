"""One character for another: full width, traditional script, look-alikes; blanks left out."""

from __future__ import annotations

import re
from dataclasses import dataclass

_FULL = "０１２３４５６７８９（）：，．；／＿［］！？"
_HALF = "0123456789():,.;/_[]!?"
_TRADITIONAL = (
    "個内內週號時於後節實間國慶開學計畫劃規屆滿兩農曆舊臘雙聖誕達報遲從現禮鐘點結確爭長堅續態動檢條終萬關單應須將請務"
    "經過測據發達當時總調區縣鎮責監領導辦書審標頓續項處緊級別過來會議該對為與這給還組織彙滾隨隔歲區間執環節試問題類屬認"
    "銷號驗測評專題進展無爲於濟業產運營氣質護復補繳準則訂頒佈宣歷冊場並擬約況儘訖盡轉設製後幾數數讓車風糧溫駐頂戰線"
)
_SIMPLIFIED = (
    "个内内周号时于后节实间国庆开学计划划规届满两农历旧腊双圣诞达报迟从现礼钟点结确争长坚续态动检条终万关单应须将请务"
    "经过测据发达当时总调区县镇责监领导办书审标顿续项处紧级别过来会议该对为与这给还组织汇滚随隔岁区间执环节试问题类属认"
    "销号验测评专题进展无为于济业产运营气质护复补缴准则订颁布宣历册场并拟约况尽讫尽转设制后几数数让车风粮温驻顶战线"
)
_ODD = {
    "○": "〇", "◯": "〇", "⽇": "日", "⽉": "月", "⼀": "一", "⼆": "二", "⼗": "十", "⼋": "八",
    "–": "-", "—": "-", "―": "-", "−": "-", "－": "-", "─": "-", "‐": "-", "‑": "-", "～": "~",
    "〜": "~", "∼": "~",
    "“": '"', "”": '"', "‘": '"', "’": '"', "「": '"', "」": '"', "『": '"', "』": '"', "＂": '"', "'": '"',
    "〈": "《", "〉": "》", "﹝": "〔", "﹞": "〕", "【": "[", "】": "]", "•": "·", "・": "·", "‧": "·",
    "﹒": ".",
    "％": "%", "Ｘ": "X", "ｘ": "X", "x": "X", "×": "X", "＊": "*", "廾": "廿", "貳": "二", "叁": "三",
    "壹": "一",
}  # fmt: skip
_TABLE = str.maketrans(
    dict(zip(_FULL, _HALF, strict=True)) | dict(zip(_TRADITIONAL, _SIMPLIFIED, strict=True)) | _ODD
)
_BLANK = re.compile(r"[\s\u200b-\u200f\u2060\ufeff\u00ad]+")
_DIGITS = frozenset("0123456789")
#: Letters that scanning puts where a digit was: 2O25年, l2月.
_LETTER = re.compile(
    r"(?<=[0-9二〇零])[Oo](?=[0-9二三四五六七八九〇零年月日])|(?<![A-Za-z])[lI](?=[0-9]?[月日])"
)


@dataclass(frozen=True, slots=True)
class Folded:
    """A text after folding; ``origin[i]`` is where its i-th character stands in the raw text."""

    raw: str
    text: str
    origin: tuple[int, ...] | range

    def cut(self, start: int, end: int) -> str:
        """Return the raw words behind ``text[start:end]``."""
        return self.raw[self.origin[start] : self.origin[end - 1] + 1] if start < end else ""


def fold(raw: str) -> Folded:
    """Return *raw* with simplified, half-width characters and without blanks.

    A blank between two digits stays: leaving it out would make one number of two.
    """
    text = _LETTER.sub(lambda m: "0" if m[0] in "Oo" else "1", raw.translate(_TABLE))
    if not _BLANK.search(text):
        return Folded(raw, text, range(len(text)))
    kept: list[int] = []
    at = 0
    for blank in _BLANK.finditer(text):
        kept.extend(range(at, blank.start()))
        at = blank.end()
        if text[blank.start() - 1 : blank.start()] in _DIGITS and text[at : at + 1] in _DIGITS:
            kept.append(blank.start())
    kept.extend(range(at, len(text)))
    return Folded(raw, "".join(" " if text[i].isspace() else text[i] for i in kept), tuple(kept))
