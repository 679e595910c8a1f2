"""The outline of a document: its lines, their numbering, and the place a person looks for.

A line is a stretch of the repaired text. Pages set in two columns are unfolded here, so that what follows
reads one column after the other; page furniture is left out.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace

from bot.reading.wrapped import unwrapped

_CN = "一二三四五六七八九十"
_NUMBER = rf"(?:\d{{1,3}}|[{_CN}百]{{1,4}})"
#: How deep what is counted by its own word stands (问题三, 第6项), an item (1.), and a bullet.
COUNTED, ITEM, BULLET = 3, 4, 6
#: Numbering at the head of a line, with its depth; in front of a date too: 1．2026年….
_MARKS: tuple[tuple[int, re.Pattern[str]], ...] = (
    (0, re.compile(rf"\s*(第[{_CN}百\d]+[章节部分篇])[、：:\s]?")),
    (1, re.compile(rf"\s*([{_CN}]{{1,3}})、")),
    (2, re.compile(rf"\s*([（(〔][{_CN}]{{1,3}}[）)〕])")),
    (
        ITEM,
        re.compile(
            r"\s*(\d{1,3})(?:[.．、](?!\d)|[.．、](?=(?:19|20)\d\d年|\d{1,2}月|\d{1,2}日|\d+[座处家个台户条])|[)）](?=\D))\s*"
        ),
    ),
    (ITEM, re.compile(r"\s*(\d{1,2})\s+(?=[一-龥“])(?![年月日号时点个家处条亩])")),
    (5, re.compile(r"\s*(\d{1,2}\.\d{1,2})(?:\s+|、)(?=[一-龥“])")),
    (5, re.compile(r"\s*(?:([（(〔]\d{1,3}[）)〕])|([①-⑳⑴-⒇⒈-⒛]))")),
    (
        BULLET,
        re.compile(
            r"\s*([●○•·◆◇■□▲△★☆►▶▸▹▪▫◦‣⁃❖✦✧♦➤➔➜➥◾◽☐☑※◎→➢✓√▍]|[—–]{1,2}|│?\s*[├└][─━]*|[-*](?=\s))\s*(?=[一-龥“\"《【\d])"
        ),
    ),
)
_HEADS = "整改|反馈|督办|重点|突出|具体|主要|典型|交办|信访|移交|工作|共性|个性"
_THINGS = "任务|问题|事项|项目|点位|措施|举措|案例|案件|信访件|来信|议题|专题|清单|条目"
#: What is counted by its own word: 【第6项】…, 问题三, 事项一：…, 第二令｜….
_COUNTED = (
    rf"(第{_NUMBER}[项条个件号令批款](?:整改|反馈|督办)?(?:任务|问题|事项)?|"
    rf"(?:{_HEADS})?(?:{_THINGS})之?\s?{_NUMBER})"
)
_ITEM = re.compile(
    rf"\s*[●◆■▲★※]?\s*(?:[【\[〖（(]{_COUNTED}[^】\]〗）)\s]{{0,6}}[】\]〗）)]|"
    rf"{_COUNTED}(?:[（(](?:清单|原|编号|序号)?第?[^）)]{{0,8}}\d[号项条]?[）)]|(?=[\s：:.．｜|（(〔]|、(?![{_CN}\d]))|$))[\s：:、.．]*"
)
#: Numbering inside a paragraph: 第一，… 一是… 一要…
_INLINE = re.compile(rf"(?:^|(?<=[。；;：:\s！]))(第[{_CN}]{{1,2}}(?=[,，、：:])|[{_CN}]{{1,2}}(?=是|要))")
_GAP = re.compile(r"(?<=\S) {4,}(?=\S)")


@dataclass(frozen=True, slots=True)
class Line:
    """One line, or one column's part of it, at ``[start, end)`` of the repaired text.

    Lines that only a margin broke are one; a blank stands where they were broken.
    """

    start: int
    end: int
    text: str
    #: Of its numbering: 0 第一章 · 1 一、 · 2 （一） · 3 问题一 · 4 1. · 5 (1) · 6 ●; None without.
    depth: int | None = None
    mark: str = ""
    body: int = 0  # where the words after the numbering begin, counted in the whole text
    paragraph: int = 0

    @property
    def words(self) -> str:
        """The line without its numbering."""
        return self.text[self.body - self.start :]


def is_row(line: Line) -> bool:
    """Tell whether *line* is a row of a table by its marks."""
    return any(line.text.count(mark) > 1 for mark in "\t|｜│┃║")


def read_lines(text: str) -> list[Line]:
    """Return the lines of *text* that hold words, in reading order."""
    physical = [(m.start(), m.end()) for m in re.finditer(r"[^\n]+", text) if m[0].strip()]
    whole = unwrapped(text, list(_unfolded(text, physical)), _begins)
    lines = [_line(text, start, end) for start, end in whole]
    return [replace(line, paragraph=n) for n, line in enumerate(lines, 1)]


def _unfolded(text: str, lines: list[tuple[int, int]]) -> Iterator[tuple[int, int]]:
    """Yield lines; where several in a row are set in two columns, the left one first."""
    right: list[tuple[int, int]] = []
    if "    " not in text:  # no gutter anywhere
        yield from lines
        return
    for start, end in lines:
        gap = None if "\t" in text[start:end] else _GAP.search(text, start, end)
        if gap and (right or _two_columns(text, start, end, gap)):
            yield start, gap.start()
            right.append((gap.end(), end))
            continue
        if right:
            yield from right
            right = []
        yield start, end
    yield from right


def _two_columns(text: str, start: int, end: int, gap: re.Match[str]) -> bool:
    """Tell whether both halves of a line begin like an entry: numbered, or with the same label.

    Two labels side by side (责任单位：…　　验收单位：…) are one line.
    """
    halves = text[start : gap.start()], text[gap.end() : end]
    if all(any(mark.match(half) for depth, mark in _MARKS if depth < BULLET) for half in halves):
        return True
    labels = [re.match(r"\s*(\S{2,6})[:：]", half) for half in halves]
    return all(labels) and len({label[1] for label in labels if label}) == 1


_LABEL = re.compile(r"\s*[一-龥 （()）]{2,10}[：:]|\s*[【〖\[]")


def _begins(words: str) -> bool:
    """Tell whether *words* begin something of their own: with a number or a label."""
    numbered = _ITEM.match(words) or any(mark.match(words) for _, mark in _MARKS)
    return bool(numbered) or _LABEL.match(words) is not None


def _line(text: str, start: int, end: int) -> Line:
    words = text[start:end].replace("\n", " ")
    if item := _ITEM.match(words):
        return Line(start, end, words, COUNTED, "".join((item[1] or item[2]).split()), start + item.end())
    for depth, mark in _MARKS:
        if found := mark.match(words):
            return Line(start, end, words, depth, next(filter(None, found.groups())), start + found.end())
    return Line(start, end, words, None, "", start + len(words) - len(words.lstrip()))


@dataclass(frozen=True, slots=True)
class Heading:
    depth: int
    mark: str
    title: str
    runs_on: bool = (
        False  # 三、保障措施。区财政局要…: heads what is numbered below it, not the next paragraph
    )


_TITLE = 40  # characters of a heading


class Path:
    """The headings above the line that is being read; feed it the lines in order."""

    def __init__(self) -> None:
        self._above: list[Heading] = []

    def enter(self, line: Line) -> None:
        """Take *line* into the path if it is numbered."""
        if line.depth is None:
            return
        self._above = [h for h in self._above if h.depth < line.depth]
        title, _, more = line.words.strip().partition("。")
        title = re.split(r"[！？\t]", title, maxsplit=1)[0]
        self._above.append(
            Heading(line.depth, line.mark, title if len(title) <= _TITLE else "", bool(more.strip()))
        )

    def place(self, line: Line, inline: str = "") -> str:
        """Return where *line* is found: 二、（一）第3项 · 第12段."""
        marks = "".join(_shown(h) for h in self._above)
        return " · ".join(filter(None, (marks + inline, f"第{line.paragraph}段")))

    def titles(self, below: Line | None = None) -> list[str]:
        """Return the words of the headings above, without the line's own."""
        own = below.depth if below is not None and below.depth is not None else 99
        plain = below is not None and below.depth is None
        return [h.title for h in self._above if h.title and h.depth < own and not (plain and h.runs_on)]

    @property
    def depth(self) -> int:
        return self._above[-1].depth if self._above else -1


def _shown(heading: Heading) -> str:
    if heading.depth == 1:
        return heading.mark + "、"
    if heading.depth == BULLET:
        return ""
    return f"第{heading.mark}项" if heading.mark.isdigit() else heading.mark


def inline_marks(text: str) -> list[tuple[int, str]]:
    """Return (position, mark) of the numbering inside a paragraph: 第一, 一是, 二要."""
    return [(m.start(1), m[1]) for m in _INLINE.finditer(text)]
