"""Make the tables of characters in bot/general anew from the libraries they come from.

script.txt   traditional → simplified: the characters, then the phrases that need another answer
             (OpenCC's t2s, Apache-2.0)
sounds.txt   the toneless readings of every character in GBK (pypinyin's dictionary, MIT)
bigrams.txt  which two characters stand side by side inside words (the word lists of both)

The program itself imports neither library: loading them costs more than a whole answer may.
Run ``make tables`` after an upgrade of either; tests/test_tables_of_characters.py compares.
"""

from __future__ import annotations

import json
import subprocess
import sys
import tempfile
import unicodedata
from collections import defaultdict
from collections.abc import Iterator
from itertools import pairwise
from pathlib import Path

import opencc
import pypinyin

TABLES = Path(__file__).resolve().parents[1] / "bot" / "general"

#: What OpenCC leaves alone or gets wrong in official texts: place names keep 乾.
PLACES = ("乾縣", "乾县", "乾安", "乾陵", "乾州", "乾溪", "乾潭", "乾務", "乾隆", "乾元", "乾寧", "乾宁")

#: Words in which 著 is not the particle 着. OpenCC's t2s leaves every 著 as it is.
AUTHORSHIP = """
著名 著作 著述 著稱 著称 著者 著書 著书 著錄 著录 著有《 顯著 显著 卓著 昭著 編著 编著
專著 专著 名著 土著 原著 巨著 譯著 译著 遺著 遗著 拙著 論著 论著 微知著 著》 著） 著)
"""

#: Where a longer word takes the particle after all: 發揮著作用.
PARTICLE = {"著作用": "着作用"}

#: Phrases of OpenCC for names and music that break plain official prose: 對於單位, 徵調民力.
UNWANTED = ("於", "徵調")
WANTED = ("樊於期", "於菟")

#: Words of the field that no general word list has.
FIELD_WORDS = """
生态环境 环境保护 环保督察 督察整改 整改落实 整改方案 整改任务 整改台账 污染防治 攻坚战
责任单位 牵头单位 配合单位 完成时限 整改时限 责任领导 包保领导 县委书记 区委书记 市委书记
副县长 副区长 副市长 县政府 区政府 市政府 省政府 党中央 国务院 总书记 人民政府 办公室
党委政府 各乡镇 各街道 各部门 各单位 主要负责同志 会议强调 会议指出 会议要求 全面提升 全力抓好
普惠性 基础性 兜底性 民生建设 强调指出 主持会议 出席会议 决策部署 贯彻落实 生态文明 高质量发展
绿色发展 绿水青山 金山银山 空气质量 优良天数 水环境 黑臭水体 污水处理厂 提标改造 雨污分流
管网建设 排污口 入河排口 餐饮油烟 建筑工地 扬尘管控 渣土运输 秸秆禁烧 垃圾分类 危险废物
固体废物 畜禽养殖 尾水治理 饮用水源 水源地 噪声扰民 信访投诉 群众反映 立行立改 举一反三
长效机制 销号验收 回头看 问责追责 压实责任 落到实处 确保完成 按时完成 全部完成 年底前 月底前
每季度 每半月 周调度 日调度 由县长 由市长 水务局 住建局 城管局 农业农村局 自然资源局
交通运输局 市场监管局 应急管理局 发改局 财政局 公安局 卫健局 分局 决不松劲 常抓不懈 再接再厉
召开会议 周例会 推进会 动员会 全国政协 国有企业 县长 市长 区长 镇长 乡镇 街道办事处
"""


def dump(name: str) -> dict[str, str]:
    """Return one of OpenCC's dictionaries, its first answer for each key."""
    home = Path(opencc.__file__).parent / "clib"
    with tempfile.TemporaryDirectory() as folder:
        out = Path(folder) / "out.txt"
        source = home / "share" / "opencc" / f"{name}.ocd2"
        command = [home / "bin" / "opencc_dict", "-i", source, "-o", out, "-f", "ocd2", "-t", "text"]
        subprocess.run([str(part) for part in command], check=True, capture_output=True)  # noqa: S603
        rows = (line.split("\t") for line in out.read_text("utf-8").splitlines())
        return {key: values.split(" ")[0] for key, values in rows}


def characters() -> dict[str, str]:
    """Return every character that t2s changes by itself, and 著."""
    convert = opencc.OpenCC("t2s").convert
    blocks = (range(0x3400, 0xA000), range(0xF900, 0xFB00), range(0x20000, 0x32000))
    pairs = ((chr(code), convert(chr(code))) for block in blocks for code in block)
    changed = {a: b for a, b in pairs if a != b and len(b) == 1}
    return changed | {"著": "着"}


def phrases(chars: dict[str, str]) -> dict[str, str]:
    """Return the phrases that the characters alone, or a shorter phrase, would get wrong."""
    listed = ((a, b) for a, b in dump("TSPhrases").items() if len(a) == len(b))
    wanted = {a: b for a, b in listed if a in WANTED or not any(bad in a for bad in UNWANTED)}
    table = str.maketrans({k: v for k, v in chars.items() if k not in "乾著"})
    wanted |= {a: a.translate(table) for a in (*PLACES, *AUTHORSHIP.split())}
    wanted |= PARTICLE
    kept: dict[str, str] = {}
    for phrase in sorted(wanted, key=lambda p: (len(p), p)):
        if convert(phrase, chars, kept) != wanted[phrase]:
            kept[phrase] = wanted[phrase]
    return kept


def convert(text: str, chars: dict[str, str], exceptions: dict[str, str]) -> str:
    out = text.translate({ord(a): b for a, b in chars.items()})
    for phrase, plain in exceptions.items():
        at = text.find(phrase)
        while at >= 0:
            out = out[:at] + plain + out[at + len(phrase) :]
            at = text.find(phrase, at + 1)
    return out


def script() -> str:
    chars = characters()
    exceptions = phrases(chars)
    first = "".join(a + b for a, b in sorted(chars.items()))
    return f"{first}\n" + "".join(f"{a}\t{b}\n" for a, b in exceptions.items())


def toneless(reading: str) -> str:
    """Return ``lǜ`` as ``lv``: what is typed where there is no ü."""
    parts = unicodedata.normalize("NFD", reading).replace("u\u0308", "v")
    return "".join(c for c in parts if not unicodedata.combining(c))


def bundled(name: str) -> dict[str, object]:
    found: dict[str, object] = json.loads((Path(pypinyin.__file__).parent / name).read_text("utf-8"))
    return found


def in_gbk(char: str) -> bool:
    return len(char.encode("gbk", "ignore")) == 2


def sounds() -> str:
    """One line per syllable; its columns: characters read so first, second, third …"""
    columns: dict[str, dict[int, list[str]]] = defaultdict(lambda: defaultdict(list))
    for code, row in bundled("pinyin_dict.json").items():
        char = chr(int(code))
        if in_gbk(char):
            for rank, syllable in enumerate(dict.fromkeys(map(toneless, str(row).split(",")))):
                columns[syllable][rank].append(char)
    lines = []
    for syllable, ranks in sorted(columns.items()):
        cells = ["".join(sorted(ranks.get(rank, []))) for rank in range(max(ranks) + 1)]
        lines.append("\t".join([syllable, *cells]))
    return "\n".join(lines) + "\n"


def words() -> Iterator[str]:
    chars = str.maketrans(characters())
    for word in {*dump("STPhrases"), *bundled("phrases_dict.json")}:
        yield word.translate(chars)
    yield from FIELD_WORDS.split()


def common(char: str) -> bool:
    """Is it among the 3,755 characters of GB 2312's first level?"""
    code = char.encode("gb2312", "ignore")
    return len(code) == 2 and 0xB0 <= code[0] <= 0xD7


def bigrams() -> str:
    """One line per first character: it, the seconds seen often, TAB, the seconds seen once."""
    seen: dict[str, dict[str, int]] = defaultdict(lambda: defaultdict(int))
    for word in words():
        weight = 2 if len(word) < 4 else 1  # four characters are mostly an idiom: once is not enough
        for first, second in pairwise(word):
            if common(first) and common(second):
                seen[first][second] += weight
    lines = []
    for first, seconds in sorted(seen.items()):
        often = "".join(sorted(c for c, n in seconds.items() if n > 2))
        once = "".join(sorted(c for c, n in seconds.items() if n == 2))
        lines.append(f"{first}{often}\t{once}")
    return "\n".join(lines) + "\n"


MAKERS = {"script.txt": script, "sounds.txt": sounds, "bigrams.txt": bigrams}


def main() -> int:
    for name, make in MAKERS.items():
        text = make()
        (TABLES / name).write_text(text, encoding="utf-8")
        print(f"{name}: {len(text.encode()):,} bytes")
    return 0


if __name__ == "__main__":
    sys.exit(main())
