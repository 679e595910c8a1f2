"""Tails that lost their brackets, in text that lost its line breaks too: …年底前 市农业局牵头。"""

from __future__ import annotations

import re
from dataclasses import dataclass

from bot.duty import Part
from bot.reading.roles import read_said

_UNIT = r"[省市县区各][一-龥]{1,14}?(?:局|委|办|社|公司|集团|政府|中心|大队|镇|乡|街道)"
_GAP = r"[\s。.，,、；;]"
#: Units and what they do, behind a task: 市环保局牵头。市规划局。市国土资源局等配合
_RUN_ON = re.compile(
    rf"(?<=[\s。.，,、；;成前底])({_UNIT}(?:{_GAP}{{1,3}}{_UNIT}){{0,5}})(牵头|负责)(?![^\s。.，,、；;])"
    rf"(?:{_GAP}{{0,2}}({_UNIT}(?:{_GAP}{{1,3}}{_UNIT}){{0,6}})等?(配合|参与|参加|协助))?"
    rf"(?:{_GAP}{{0,3}}({_UNIT})抓(?:好)?落实)?"
)
_DAY = re.compile(rf"{_GAP}{{0,3}}((?:20\d\d年)?(?:\d{{1,2}}月)?(?:\d{{1,2}}日|底|年底)?前?)(?={_GAP}|$)")


#: A heading that ran into its first item: …100, 二、重点工作 完成….
_NEW_SECTION = re.compile(r"(?:^|[\s。.,，、])[一二三四五六七八九十]{1,2}[,，、 ]\s*[一-龥]{2,8}[\s。.,，、]")
_DATED = re.compile(r"\d[月年日]?[底前]")


@dataclass(frozen=True, slots=True)
class RunOn:
    """A tail without brackets at ``start``; its task begins at ``begin``, ``limit`` may stand behind it."""

    begin: int
    start: int
    parts: tuple[Part, ...]
    limit: str | None


def run_on_tails(text: str, begin: int = 0) -> list[RunOn]:
    """Return the tails from *begin* on that stand behind their tasks without brackets."""
    tails: list[RunOn] = []
    for found in _RUN_ON.finditer(text, begin):
        lead, support = (re.sub(rf"{_GAP}+", "、", found[i] or "") for i in (1, 3))
        helping = read_said(support + found[4]).parts if support else ()
        parts = (*read_said(lead + found[2]).parts, *helping)
        if found.start() <= 6 or not parts:
            continue
        heads = list(_NEW_SECTION.finditer(text, begin, found.start()))
        begin = heads[-1].end() if heads else begin
        day = _DAY.match(text, found.end())
        late = day and re.search(r"[月年日]", day[1]) and not _DATED.search(text, begin, found.start())
        tails.append(RunOn(begin, found.start(), parts, day[1] if day and late else None))
        begin = day.end() if day and late else found.end()
    return tails
