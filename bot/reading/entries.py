"""A document's lines → entries: one thing ordered each, with the words that say who, by when and to what end.

Four forms are told apart: rows of a grid, blocks of labelled fields, numbered items with a bracketed
tail, and prose. What is said once for a whole section is given to the items it speaks of.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from itertools import groupby

from bot.duty import Part, Role
from bot.reading.labels import Field, Kind, first_leads, parts_from, read_fields, read_tail, tail_of
from bot.reading.outline import Line, Path
from bot.reading.prose import Order, read_orders
from bot.reading.tables import is_grid, read_grid

#: One sentence that speaks for all items of its section.
_SECTION = re.compile(
    r"^\s*(?:以上|上述|除(?:已)?注明(?:的)?外|除特别注明外|本(?:节|部分|章|项)|以下|前述|上列)"
)
#: What stands before the label there: 以上三项责任单位：…, 本节责任单位均为….
_FOR_ALL = re.compile(r"(?:以上|上述|前述|本[节章项]|本部分|以下)[^，,；;：:]{0,8}?(?=责任|牵头|配合|完成|整改时限)")
_SEPARATOR = re.compile(r"^\s*[—\-－_=＝*·─]{3,}\s*$")
_LIMIT = re.compile(
    r"(?:[^，,；;。：:]{0,16}\d[^，,；;。]{0,12}(?:前|底|内|完成|止)|长期坚持|持续推进|[^，,；;。]{0,4}年底前?|长期|持续(?:整改|落实)?)"
)
#: From this length on a block is not quoted whole.
_LONG = 200
_ANY_LABEL = re.compile(r"\s*[一-龥]{2,8}[:：]\s?\S")
_REMARK = re.compile(r"^\s*(?:备注|注|说明|附注|抄送|分送|主送|联系人|联系电话|咨询电话)[:：]")
_ENDED = re.compile(r"[。；;，,：:]")
#: Sections that set the tone; what they order of nobody in particular is not a task.
_TONE = re.compile(
    r"^\s*(?:[一二三四五六七八九十]+、)?(?:总体(?:思路|要求)|指导思想|基本原则|工作原则|(?:组织)?保障(?:措施)?|工作目标|总体目标)"
)


@dataclass(frozen=True, slots=True)
class Entry:
    """One thing ordered: its words at ``[start, end)`` of the repaired text, and what is said about it."""

    start: int
    end: int
    matter: str
    line: Line
    parts: tuple[Part, ...] = ()
    limit: str | None = None  # the words of a time-limit field; None: read the limit from the text
    target: str | None = None
    place: str = ""
    heading: str = ""
    prose: bool = False
    title: str = ""


def read_entries(lines: Sequence[Line], known: Callable[[str], bool]) -> list[Entry]:
    """Return the entries of a document in reading order.

    Args:
        lines: the document's lines without page furniture.
        known: tells whether a bare stem such as 住建 is a known unit.
    """
    reader = _Reader(known, first_leads("".join(line.text for line in lines)))
    reader.read(lines)
    return reader.entries


class _Reader:
    """Goes through the lines once; holds the open block and the items that still wait for a responsible unit."""

    def __init__(self, known: Callable[[str], bool], first: bool) -> None:
        self.entries: list[Entry] = []
        self._known, self._first = known, first
        self._path = Path()
        self._block: list[Line] = []
        self._waiting: list[int] = []  # entries of this section that do not name everything themselves

    def read(self, lines: Sequence[Line]) -> None:
        for grid, group in groupby(lines, is_grid):
            if grid:
                self._flush()
                self._grid(list(group))
            else:
                for line in group:
                    self._line(line)
        self._flush()

    def _add(self, entry: Entry, *, waits: bool = False) -> None:
        if waits:
            self._waiting.append(len(self.entries))
        self.entries.append(entry)

    def _line(self, line: Line) -> None:
        if _SEPARATOR.match(line.text) or _REMARK.match(line.text):
            self._flush()
        elif self._is_heading_above(line):
            self._path.enter(line)
            self._block = [line]
        elif _SECTION.match(line.text) and (said := _said_for_all(line, self._known)):
            self._flush()
            self._give(said)
        elif self._continues(line):
            self._block.append(line)
        else:
            self._flush()
            if line.depth is not None and line.depth <= self._path.depth and line.depth < 3:
                self._waiting = []
            self._path.enter(line)
            self._block = [line]

    def _is_heading_above(self, line: Line) -> bool:
        """Tell whether the open block is but the heading of *line*: (一)强化扬尘防治 above 1.…"""
        if len(self._block) != 1 or line.depth is None:
            return False
        above = self._block[0]
        return (
            above.depth is not None
            and above.depth < line.depth
            and len(above.words) <= 40
            and not _ENDED.search(above.text)
        )

    def _continues(self, line: Line) -> bool:
        """Tell whether *line* belongs to the open block: a labelled line that repeats nothing of it."""
        if not self._block or line.depth is not None:
            return False
        fields = read_fields(line.text)
        if not fields or line.text[: fields[0].start].strip('“"【 \t'):
            return False
        kinds = {f.kind for known in self._block for f in read_fields(known.text)}
        opening = {f.kind for f in fields} & {Kind.MATTER, Kind.PROBLEM}
        return not (opening & kinds) and (
            bool(kinds) or self._block[-1].depth is not None or len(self._block[-1].text) < 90
        )

    def _flush(self) -> None:
        """Turn the open block into entries."""
        block, self._block = self._block, []
        if not block:
            return
        fields = [_moved(f, line.start) for line in block for f in read_fields(line.text)]
        if len(block) == 1 and not _starts_with_label(block[0]):
            self._single(block[0])
        elif any(f.kind in _RESPONSIBILITY for f in fields):
            self._labelled(block, fields)
        else:
            for line in block:
                self._prose(line, line.body, line.end)

    def _labelled(self, block: list[Line], fields: list[Field]) -> None:
        """A block of labelled fields: what it is about, then who and by when."""
        by_kind = {f.kind: f for f in reversed(fields) if f.value}
        head = block[0]
        context = re.match(r"\s*[一-龥]{2,5}[:：]\s*\S+$", head.text)  # 河流：望川河 says where, not what
        own = head.text[head.body - head.start :] if not _starts_with_label(head) and not context else ""
        about = next(
            (by_kind[k] for k in (Kind.MATTER, Kind.TARGET, Kind.MEASURE, Kind.PROBLEM) if k in by_kind), None
        )
        matter = own.strip() or (about.value if about else "")
        if not matter:
            return
        start, end = self._stretch(block, fields, own=bool(own.strip()), about=about)
        problem = by_kind.get(Kind.PROBLEM)
        above = [*self._path.titles(head), head.text.strip() if context else ""]
        self._add(
            Entry(
                start,
                end,
                matter,
                head,
                tuple(parts_from(fields, self._known, first=self._first)),
                by_kind[Kind.DEADLINE].value if Kind.DEADLINE in by_kind else None,
                by_kind[Kind.TARGET].value if Kind.TARGET in by_kind else None,
                self._path.place(head),
                " ".join([*above, problem.value if problem and problem is not about else ""]).strip(),
            )
        )
        for f in fields:
            if f.kind in (Kind.MEASURE, Kind.PROGRESS) and f is not about:
                line = next(b for b in block if b.start <= f.start < b.end)
                self._prose(line, f.begin, f.end, heading=matter)

    def _stretch(
        self, block: list[Line], fields: list[Field], *, own: bool, about: Field | None
    ) -> tuple[int, int]:
        """Return where the entry's words stand; a block that is set in columns is quoted by its first line."""
        if any(nxt.start < line.end for line, nxt in zip(block, block[1:], strict=False)) or _interleaved(
            block
        ):
            return block[0].body, block[0].end
        wanted = [f for f in fields if f.kind in _QUOTED or f is about]
        start = block[0].body if own else min(f.start for f in wanted)
        return start, max(
            [f.end for f in wanted] + ([len(block[0].text.rstrip()) + block[0].start] if own else [])
        )

    def _single(self, line: Line) -> None:
        """One line: an item with its tail, or with labelled fields inside, or prose."""
        tail = tail_of(line.text)
        fields = [_moved(f, line.start) for f in read_fields(line.text)]
        if tail:
            self._with_tail(line, *tail)
        elif line.depth is not None and any(f.kind in _RESPONSIBILITY for f in fields):
            self._add(self._inside(line, fields))
        elif not self._run_on(line):
            self._prose(line, line.body, line.end)

    def _run_on(self, line: Line) -> bool:
        """Read tails that lost their brackets: …2018年底前完成 市农业局牵头。市环保局配合 …; tell whether there were any."""
        tails = run_on_tails(line.text)
        if len(tails) < 2:
            return False
        begin = line.body - line.start
        for start, end, parts in tails:
            words = line.text[begin:start]
            skipped = len(words) - len(words.lstrip(" 。.，,、；;"))
            if len(words.strip()) >= 4:
                matter = re.split(r"[。.]\s*(?=[一二三四五六七八九十\d]{1,2}[,，、 ])", words)[-1].strip(
                    " 。.，,、；;"
                )
                at = line.start + begin + max(skipped, words.rfind(matter))
                self._add(
                    Entry(
                        at,
                        line.start + start,
                        matter,
                        line,
                        tuple(parts),
                        None,
                        None,
                        self._path.place(line),
                        self._heading(line),
                    )
                )
            begin = end
        return True

    def _with_tail(self, line: Line, at: int, words: str) -> None:
        matter = line.text[line.body - line.start : at].strip()
        fields = read_fields(words)
        parts = parts_from(fields, self._known, first=self._first) or read_tail(words)
        limit = next((f.value for f in fields if f.kind is Kind.DEADLINE), None) or _limit_in(words, fields)
        target = next((f.value for f in fields if f.kind is Kind.TARGET), None)
        inner = [o for o in read_orders(matter) if o.parts and o.start > 0]
        end = line.body + inner[0].start if inner else line.start + len(line.text.rstrip())
        matter = matter[: inner[0].start].rstrip("，,；;") if inner else matter
        entry = Entry(
            line.body,
            end,
            matter,
            line,
            tuple(parts),
            limit,
            target,
            self._path.place(line),
            self._heading(line),
        )
        self._add(entry, waits=not (parts and limit))
        for order in inner:
            self._add(self._from_order(line, line.body, order, limit=limit))

    def _inside(self, line: Line, fields: list[Field]) -> Entry:
        """An item that names unit and limit in running text: 责任单位调整为…，整改时限…."""
        matter = re.split(r"[，,；;]", line.words, maxsplit=1)[0].strip()
        parts = parts_from(fields, self._known, first=self._first)
        limits = [f.value for f in fields if f.kind is Kind.DEADLINE]
        behind = [p for o in read_orders(line.words) for p in o.parts if p.role is Role.SUPPORTING]
        end = line.start + len(line.text.rstrip())
        return Entry(line.body, end, matter, line, tuple(dict.fromkeys([*parts, *behind])), limits[-1] if limits else None, None,
                     self._path.place(line), self._heading(line))  # fmt: skip

    def _prose(self, line: Line, start: int, end: int, heading: str = "") -> None:
        listed = line.depth is not None and line.depth >= 2
        text = line.text[start - line.start : end - line.start]
        tone = _TONE.match(line.text)
        orders = [o for o in read_orders(text, ordered=listed) if o.parts or not tone]
        if listed and len(orders) == 1:  # a numbered item with one order is quoted from its first word
            orders = [replace(orders[0], start=0, text=text[: orders[0].end])]
        for order in orders:
            entry = self._from_order(line, start, order, heading=heading)
            self._add(entry, waits=listed and not entry.parts)

    def _from_order(
        self, line: Line, base: int, order: Order, *, limit: str | None = None, heading: str = ""
    ) -> Entry:
        inline = f"{order.mark}是" if order.mark and not order.mark.startswith("第") else order.mark
        titles = " ".join(filter(None, [self._heading(line), heading, order.theme]))
        return Entry(base + order.start, base + order.end, order.core, line, order.parts, limit, None,
                     self._path.place(line, inline), titles, prose=True, title=order.title)  # fmt: skip

    def _heading(self, line: Line) -> str:
        return " ".join(self._path.titles(line))

    def _grid(self, lines: list[Line]) -> None:
        for row in read_grid(lines):
            about = row.first(Kind.MATTER, Kind.MEASURE, Kind.TARGET, Kind.PROBLEM)
            if not about:
                continue
            fields = [f for f in row.fields if f.value]
            limit, target = row.first(Kind.DEADLINE), row.first(Kind.TARGET)
            problem = row.first(Kind.PROBLEM)
            last = max(f.end for f in fields if f.kind not in (Kind.PROGRESS,))
            number = row.first(Kind.NUMBER)
            self._add(
                Entry(
                    about.begin,
                    max(last, about.end),
                    about.value,
                    row.line,
                    tuple(parts_from(fields, self._known, first=self._first)),
                    limit.value if limit else None,
                    target.value if target and target is not about else None,
                    self._path.place(row.line, f"表中第{number.value}项" if number else ""),
                    " ".join(
                        [*self._path.titles(), problem.value if problem and problem is not about else ""]
                    ),
                )
            )

    def _give(self, said: Entry) -> None:
        """Give what one sentence says for a section to the entries that do not say it themselves."""
        for at in self._waiting:
            entry = self.entries[at]
            self.entries[at] = replace(
                entry, parts=entry.parts or said.parts, limit=entry.limit or said.limit
            )
        self._waiting = []


_UNIT = r"[省市县区][一-龥]{2,14}?(?:局|委|办|社|公司|集团|政府|中心|大队)"
#: A list of units and what they do, behind a task: 市环保局牵头。市规划局。市国土资源局等配合
_RUN_ON = re.compile(
    rf"(?<=[\s。.，,、；;成前底])({_UNIT}(?:[、。.，,\s]{{1,3}}{_UNIT}){{0,5}})(牵头|负责)(?![^\s。.，,、；;])"
    rf"(?:[\s。.，,、]{{0,2}}({_UNIT}(?:[、。.，,\s]{{1,3}}{_UNIT}){{0,6}})等?(配合|参与|协助))?"
)


def run_on_tails(text: str) -> list[tuple[int, int, list[Part]]]:
    """Return (start, end, parts) of the responsibility tails that stand behind their tasks without brackets."""
    tails = []
    for found in _RUN_ON.finditer(text):
        lead = re.sub(r"[。.，,\s]+", "、", found[1])
        support = re.sub(r"[。.，,\s]+", "、", found[3] or "")
        parts = read_tail(lead + found[2]) + (read_tail(support + found[4]) if support else [])
        if found.start() > 6 and parts:
            tails.append((found.start(), found.end(), parts))
    return tails


_RESPONSIBILITY = (Kind.LEAD, Kind.RESPONSIBLE, Kind.SUPPORTING, Kind.LEADER, Kind.DEADLINE)
_QUOTED = (Kind.LEAD, Kind.RESPONSIBLE, Kind.SUPPORTING, Kind.LEADER, Kind.DEADLINE, Kind.TARGET)


def _starts_with_label(line: Line) -> bool:
    fields = read_fields(line.words)
    return bool(fields) and not line.words[: fields[0].start].strip('“"【 \t')


def _interleaved(block: list[Line]) -> bool:
    """Tell whether the lines of *block* do not follow each other in the text (a page in two columns)."""
    return any(
        nxt.start - line.end > 1 and abs(nxt.start - line.end) > 4
        for line, nxt in zip(block, block[1:], strict=False)
    )


def _moved(found: Field, by: int) -> Field:
    return replace(found, start=found.start + by, begin=found.begin + by, end=found.end + by)


def _limit_in(words: str, fields: list[Field]) -> str | None:
    """Find a time limit that stands in a tail without a label: …牵头，2022年11月底前."""
    rest = words
    for f in fields:
        rest = rest.replace(f.value, "") if f.kind is not Kind.DEADLINE else rest
    found = _LIMIT.search(rest)
    return found[0].strip() if found else None


def _said_for_all(line: Line, known: Callable[[str], bool]) -> Entry | None:
    """Read 以上三项责任单位：…；完成时限：… or 上述工作由X牵头、Y配合，…前完成."""
    text = _FOR_ALL.sub("，", line.text.strip().rstrip("。"))
    fields = read_fields(text)
    parts = list(parts_from(fields, known))
    limit = next((f.value for f in fields if f.kind is Kind.DEADLINE), None)
    if not parts:
        by = re.search(r"由(.+)$", text)
        parts = (
            [
                p
                for piece in re.split(
                    r"[，,；;、](?=[^、，,；;]{2,40}(?:配合|参与|负责|监管|督导))|[，,；;]", by[1]
                )
                for p in read_tail(piece)
            ]
            if by
            else []
        )
        limit = limit or _limit_in(text, fields)
    if not parts and not any(f.kind is Kind.DEADLINE for f in fields):
        return None
    return Entry(line.start, line.end, "", line, tuple(parts), limit)
