"""How much a string looks like the prose of an office: single characters and neighbours."""

from __future__ import annotations

from functools import cache, lru_cache
from pathlib import Path

from bot.reading.script import simplify

_TABLE = Path(__file__).parents[2] / "general" / "bigrams.txt"

#: The characters that make up most of any Chinese text, and those of this field.
_FREQUENT = frozenset(
    "的一是在不了有和人这中大为上个国我以要他时来用们生到作地于出就分对成会可主发年动同工也能下过子说产种面而方后多定"
    "行学法所民得经十三之进着等部度家电力里如水化高自二理起小物现实加量都两体制机当使点从业本去把性好应开它合还因由其些"
    "然前外天政四日那社义事平形相全表间样与关各重新线内数正心反你明看原又么利比或但质气第向道命此变条只没结解问意建月公"
    "无系军很情者最立代想已通并提直题党程展五果料象员革位入常文总次品式活设及管特件长求老头基资边流路级少图山统接知较将"
    "组见计别她手角期根论运农指几九区强放决西被干做必战先回则任取据处队南给色光门即保治北造百规热领七海口东导器压志世金"
    "增争济阶油思术极交受联什认六共权收证改清己美再采转更单风切打白教速花带安场身车例真务具万每目至达走积示议声报斗完类"
    "八离华名确才科张信马节话米整空元况今集温传土许步群广石记需段研界拉林律叫且究观越织装影算低持音众书布复容儿须际商非"
    "验连断深难近矿千周委素技备半办青省列习响约支般史感劳便团往酸历市克何除消构府称太准精值号率族维划选标写存候毛亲快效"
    "斯院查江型眼王按格养易置派层片始却专状育厂京识适属圆包火住调满县局照参红细引听该铁价严"
    "督察牵责镇乡街配限染污环境护督攻坚巡访诉噪扬尘烟秸秆废垃圾河湖库禽畜扰厅署案例销台账书副"
)
_MARKS = frozenset("，。、；：！？“”‘’（）《》〔〕【】—…·％")


@cache
def _ordinary() -> frozenset[str]:
    """GB 2312's first level: 3,755 characters that cover nearly all of modern prose."""
    level = bytes(b for lead in range(0xB0, 0xD8) for trail in range(0xA1, 0xFF) for b in (lead, trail))
    return frozenset(level.decode("gb2312", "ignore"))


@lru_cache(maxsize=1 << 16)
def _plain(char: str) -> str:
    return simplify(char)


@lru_cache(maxsize=1 << 16)
def weight(char: str) -> float:
    """Return from -1 (never seen in such prose) to 1 (in every sentence) what *char* speaks for.

    The traditional form weighs as much as the simplified one.
    """
    plain = _plain(char)
    if plain in _FREQUENT:
        return 1.0
    if plain in _ordinary():
        return 0.6
    if char in _MARKS:
        return 0.7
    if char.isascii():
        return 0.3
    return 0.0 if _in_gb2312(plain) and "\u4e00" <= plain <= "\u9fff" else -1.0


def _in_gb2312(char: str) -> bool:
    return len(char.encode("gb2312", "ignore")) == 2


def plausibility(text: str) -> float:
    """Return the mean weight of the characters of *text*; blanks do not count.

    >>> plausibility("生态环境保护") > plausibility("鐢熸€佺幆澧冧繚鎶")
    True
    """
    chars = "".join(text.split())
    return sum(map(weight, chars)) / len(chars) if chars else 0.0


@cache
def _neighbours() -> dict[str, tuple[str, str]]:
    rows = _TABLE.read_text(encoding="utf-8").splitlines()
    return {often[0]: (often[1:], once) for often, once in (row.split("\t") for row in rows)}


def neighbours(first: str, second: str) -> float:
    """Return 1 where *second* often follows *first* inside words, 0.5 where it does so at all."""
    often, once = _neighbours().get(_plain(first), ("", ""))
    plain = _plain(second)
    return 1.0 if plain in often else 0.5 if plain in once else 0.0


@cache
def usual() -> frozenset[str]:
    """Return the characters that raise no suspicion by themselves, in both scripts."""
    ascii_marks = (chr(code) for code in range(0x20, 0x7F))
    return _ordinary() | _MARKS | _FREQUENT | frozenset(ascii_marks) | {"\t", "\r", "\u3000"}
