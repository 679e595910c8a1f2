"""A document's lines → entries: one thing ordered each, with the words that say who, by when and to what end.

Four forms are told apart: rows of a grid, blocks of labelled fields, numbered items with a responsibility
tail, and prose. What is said once for a whole section is given to the items it speaks of.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from itertools import groupby, pairwise

from bot.duty import Part, Role
from bot.reading.bearers import parts_from
from bot.reading.labels import Field, Kind, first_leads, read_fields
from bot.reading.outline import Line, Path
from bot.reading.prose import Order, Voices, read_orders
from bot.reading.tables import Row, is_grid, read_grid
from bot.reading.tails import Common, Tail, limit_in, run_on_tails, said_for_all, tail_of

_SEPARATOR = re.compile(r"^\s*[—\-－_=＝*·─]{3,}\s*$")
_REMARK = re.compile(r"^\s*(?:备注|注|说明|附注)[:：]")
#: Lines that go with every document and order nothing.
_FORMAL = re.compile(
    r"^\s*(?:抄送|分送|主送|报送单位|发|联系人|联系电话|咨询电话|时\s*间|地\s*点|召集人|主\s*持|主持人|出\s*席|列\s*席|参\s*加|记\s*录|缺\s*席|"
    r"参会(?:人员|单位)|出席人员|签发人?|来\s*源|编辑|责任编辑|审核|印发|附件)\s*[:：]"
)
_ANY_LABEL = re.compile(r"\s*[一-龥]{2,8}[:：]\s?\S")
#: A first field that says where, not what: 河流：望川河.
_CONTEXT = re.compile(r"\s*[一-龥]{2,5}[:：]\s*\S{1,20}$")
_COUNTED = re.compile(r"\s*(?:任务|问题|事项|项目|工作|重点)[一二三四五六七八九十\d]{1,3}[:：]\s*")
_COLUMNS = re.compile(r"\s*(?:项目|栏目|要素|类别)\s*\t\s*(?:内容|具体内容|说明)\s*")
_ENDED = re.compile(r"[。；;，,：:]")
#: Sections that set the tone; what they order of nobody in particular is not a task.
_TONE = re.compile(
    r"^\s*(?:[一二三四五六七八九十]+、)?"
    r"(?:总体(?:思路|要求)|指导思想|基本原则|工作原则|(?:组织)?保障(?:措施)?|工作目标|总体目标)"
)
_ITEM = 3  # depth of 1. in a list of tasks
_HEADING = 40  # a longer line is not a heading
_LONG = 200  # a longer block is not quoted whole
_RESPONSIBILITY = (
    *(Kind.LEAD, Kind.MAIN, Kind.RESPONSIBLE, Kind.SUPPORTING, Kind.TERRITORY, Kind.LEADER),
    Kind.DEADLINE,
)
_QUOTED = (*_RESPONSIBILITY, Kind.TARGET)
_TRIM = " 。.，,、；;"


@dataclass(frozen=True, slots=True)
class Entry:
    """One thing ordered: its words at ``[start, end)`` of the repaired text, and what is said about it."""

    start: int
    end: int
    matter: str
    parts: tuple[Part, ...] = ()
    limit: str | None = None  # the words of a time-limit field; None: read the limit from the text
    target: str | None = None
    place: str = ""
    heading: str = ""
    title: str = ""


def read_entries(lines: Sequence[Line], known: Callable[[str], bool]) -> list[Entry]:
    """Return the entries of a document in reading order.

    Args:
        lines: the document's lines without page furniture.
        known: tells whether a bare stem such as 住建 is a known unit.
    """
    first = first_leads("".join(line.text for line in lines))
    reader = _Reader(known, first, _parties(lines), Voices(lines))
    return reader.read(lines)


class _Reader:
    """Goes through the lines once; holds the open block and what waits for its section's word."""

    def __init__(
        self, known: Callable[[str], bool], first: bool, parties: dict[str, str], voices: Voices
    ) -> None:
        self._known, self._first, self._parties, self._voices = known, first, parties, voices
        self._path = Path()
        self._block: list[Line] = []
        self._heard, self._said = 0, set[Kind]()  # how many lines of it were read for fields, and which
        self._entries: list[Entry] = []
        self._waiting: list[int] = []  # entries of this section that do not say everything themselves
        self._bare: set[int] = set()  # items that are tasks only if their section is given to somebody

    def read(self, lines: Sequence[Line]) -> list[Entry]:
        for grid, group in groupby(lines, is_grid):
            for line in () if grid else group:
                self._line(line)
            if grid:
                self._flush()
                for row in read_grid(list(group)):
                    self._row(row)
        self._flush()
        return [entry for at, entry in enumerate(self._entries) if at not in self._bare]

    def _add(self, entry: Entry, *, waits: bool = False) -> None:
        if waits:
            self._waiting.append(len(self._entries))
        if self._parties:
            parts = tuple(replace(p, unit=self._parties.get(p.unit, p.unit)) for p in entry.parts)
            entry = replace(entry, parts=parts)
        self._entries.append(entry)

    def _parts(self, fields: Sequence[Field]) -> tuple[Part, ...]:
        return tuple(parts_from(fields, self._known, first=self._first))

    # ── which lines belong together ──

    def _line(self, line: Line) -> None:
        if _COLUMNS.fullmatch(line.text):
            return  # it heads a table of labels; the heading above stays open
        if _SEPARATOR.match(line.text) or _FORMAL.match(line.text):
            self._flush()
        elif remark := _REMARK.match(line.text):
            self._flush()
            self._prose(line, line.start + remark.end(), line.end, bearer=True)
        elif self._is_heading_above(line):
            self._path.enter(line)
            self._open(line)
        elif said := said_for_all(line.text, self._known):
            self._flush()
            self._give(said)
        elif self._continues(line):
            self._block.append(line)
        else:
            self._flush()
            if line.depth is not None and line.depth <= self._path.depth and line.depth < 3:
                self._waiting = []
            self._path.enter(line)
            self._open(line)

    def _open(self, line: Line) -> None:
        self._block, self._heard, self._said = [line], 0, set()

    def _said_so_far(self) -> set[Kind]:
        """Return what the fields of the open block hold; each line is read for them once."""
        for line in self._block[self._heard :]:
            self._said |= _kinds(line)
        self._heard = len(self._block)
        return self._said

    def _is_heading_above(self, line: Line) -> bool:
        """Tell whether the open block is but the heading of *line*: (一)强化扬尘防治 above 1.…"""
        if len(self._block) != 1 or line.depth is None:
            return False
        above = self._block[0]
        deeper = above.depth is not None and above.depth < line.depth
        return deeper and len(above.words) <= _HEADING and not _ENDED.search(above.text)

    def _continues(self, line: Line) -> bool:
        """Tell whether *line* belongs to the open block: a labelled line that repeats nothing of it."""
        if not self._block or line.depth is not None:
            return False
        head = self._block[0]
        if not _starts_with_label(line):
            under_heading = head.depth is not None and len(head.words) <= _HEADING
            return under_heading and not read_fields(line.text) and bool(_ANY_LABEL.match(line.text))
        opening = _kinds(line) & {Kind.MATTER, Kind.PROBLEM}
        said = self._said_so_far()
        joins = bool(said) or head.depth is not None or len(self._block[-1].text) < 90
        return joins and not opening & said

    def _give(self, said: Common) -> None:
        """Give what one sentence says for a section to the entries that do not say it themselves."""
        self._bare.difference_update(self._waiting)
        for at in self._waiting:
            entry = self._entries[at]
            parts, limit = entry.parts or said.parts, entry.limit or said.limit
            self._entries[at] = replace(entry, parts=parts, limit=limit)
        self._waiting = []

    def _flush(self) -> None:
        """Turn the open block into entries."""
        block, self._block = self._block, []
        fields = [_moved(f, line.start) for line in block for f in read_fields(line.text)]
        if len(block) == 1 and not _starts_with_label(block[0]):
            self._single(block[0], fields)
        elif any(f.kind in _RESPONSIBILITY for f in fields):
            self._labelled(block, fields)
        else:
            for line in block:
                self._prose(line, line.body, line.end)

    # ── the four forms ──

    def _row(self, row: Row) -> None:
        """One row of a grid."""
        about = row.first(Kind.MATTER, Kind.MEASURE, Kind.TARGET, Kind.PROBLEM)
        if not about:
            return
        fields = [f for f in row.fields if f.value]
        limit, target, number = row.first(Kind.DEADLINE), row.first(Kind.TARGET), row.first(Kind.NUMBER)
        problem = row.first(Kind.PROBLEM)
        self._add(
            Entry(
                about.begin,
                max(f.end for f in fields if f.kind is not Kind.PROGRESS),
                about.value,
                self._parts(fields),
                limit.value if limit else None,
                target.value if target and target is not about else None,
                self._path.place(row.line, f"表中第{number.value}项" if number else ""),
                self._heading(None, problem.value if problem and problem is not about else ""),
            )
        )

    def _labelled(self, block: list[Line], fields: Sequence[Field]) -> None:
        """A block of labelled fields: what it is about, then who and by when."""
        said = {f.kind: f for f in reversed(fields) if f.value}
        head = block[0]
        context = head.text.strip() if _CONTEXT.match(head.text) and not _starts_with_label(head) else ""
        own = "" if _starts_with_label(head) or context else head.words.strip()
        if context and (counted := _COUNTED.match(head.text)):  # 任务一：松坪河清淤
            own, context = head.text[counted.end() :].strip(), ""
        about = next(
            (said[k] for k in (Kind.MATTER, Kind.TARGET, Kind.MEASURE, Kind.PROBLEM) if k in said), None
        )
        if not (own or about):
            return
        matter = own or (about.value if about else "")
        start, end = _stretch(block, fields, own=bool(own), about=about)
        problem = said[Kind.PROBLEM].value if Kind.PROBLEM in said and said[Kind.PROBLEM] is not about else ""
        limit, target = said.get(Kind.DEADLINE), said.get(Kind.TARGET)
        self._add(
            Entry(
                start,
                end,
                matter,
                self._parts(fields),
                limit.value if limit else None,
                target.value if target else None,
                self._path.place(head),
                self._heading(head, context, problem),
            )
        )
        for line in block[1:]:
            if not read_fields(line.text):  # 后续管护：梨坞镇每周巡查
                self._prose(line, line.body, line.end, heading=matter)
        for f in fields:
            if f.kind in (Kind.MEASURE, Kind.PROGRESS) and f is not about:
                line = next(b for b in block if b.start <= f.start < b.end)
                self._prose(line, f.begin, f.end, heading=matter)

    def _single(self, line: Line, fields: Sequence[Field]) -> None:
        """One line: an item with its tail, or with labelled fields inside, or prose."""
        listed = _listed(line)
        tail = tail_of(line.text, self._known, first=self._first, bare=listed)
        before = line.start + (tail.start if tail else len(line.text))
        says = _RESPONSIBILITY if listed else (Kind.LEAD, Kind.RESPONSIBLE)
        short = listed or len(line.words) <= _LONG
        if short and any(f.kind in says and f.start < before for f in fields):
            self._inside(line, fields)
        elif tail:
            self._with_tail(line, tail)
        elif not self._run_on(line):
            self._prose(line, line.body, line.end)

    def _inside(self, line: Line, fields: Sequence[Field]) -> None:
        """An item that names unit and limit in running text: 责任单位调整为…，整改时限…."""
        ahead = line.text[line.body - line.start : max(line.body, fields[0].start) - line.start] or line.words
        matter = re.split(r"[，,；;]", ahead, maxsplit=1)[0].strip()
        behind = [p for o in read_orders(line.words) for p in o.parts if p.role is Role.SUPPORTING]
        parts = tuple(dict.fromkeys([*self._parts(fields), *behind]))
        limits = [f.value for f in fields if f.kind is Kind.DEADLINE]
        self._add(self._entry(line, line.body, line.end, matter, parts, limits[-1] if limits else None))

    def _with_tail(self, line: Line, tail: Tail) -> None:
        """An item with a bracketed tail; an order inside the item that names its own bearer stands apart."""
        matter = line.text[line.body - line.start : tail.start].strip()
        labelled = {f.kind: f.value for f in reversed(tail.fields)}
        limit = labelled.get(Kind.DEADLINE) or limit_in(tail.words, tail.fields)
        inner = [o for o in read_orders(matter) if o.parts and o.start > 0]
        end = line.body + inner[0].start if inner else line.end
        matter = matter[: inner[0].start].rstrip(_TRIM) if inner else matter
        entry = self._entry(line, line.body, end, matter, tail.parts, limit)
        self._add(replace(entry, target=labelled.get(Kind.TARGET)), waits=not (tail.parts and limit))
        for order in inner:
            self._add(replace(self._ordered(line, line.body, order), limit=limit))

    def _run_on(self, line: Line) -> bool:
        """Items whose tails lost their brackets: …年底前完成 市农业局牵头。…; tell whether any."""
        tails = run_on_tails(line.text, line.body - line.start)
        if len(tails) < 2:
            return False
        for tail in tails:
            matter = line.text[tail.begin : tail.start].strip(_TRIM)
            if len(matter) >= 4:
                at = line.start + line.text.index(matter, tail.begin)
                self._add(self._entry(line, at, line.start + tail.start, matter, tail.parts, tail.limit))
        return True

    def _prose(self, line: Line, start: int, end: int, heading: str = "", *, bearer: bool = False) -> None:
        """Prose; with *bearer* only what is ordered of somebody named counts."""
        text = line.text[start - line.start : end - line.start]
        listed, bearer = _listed(line), bearer or bool(_TONE.match(line.text))
        read = read_orders(text, ordered=listed, voice=self._voices.of(line))
        orders = [order for order in read if order.parts or not bearer]
        if listed and len(orders) == 1:  # a numbered item with one order is quoted from its first word
            orders = [orders[0]._replace(start=0, text=text[: orders[0].end])]
        owed = listed and "乙方" in self._parties
        if owed and not orders and _ENDED.search(text):
            orders = [Order(0, len(text), text, text.strip())]
        elif not orders and not bearer and line.depth == _ITEM and 4 <= len(text.strip()) <= _LONG:
            self._bare.add(len(self._entries))
            self._add(self._entry(line, start, end, text.strip(_TRIM), (), None), waits=True)
        for order in orders:
            entry = self._ordered(line, start, order, heading)
            if owed and not entry.parts:  # what a signed commitment lists, the second party owes
                entry = replace(entry, parts=(Part("乙方", Role.RESPONSIBLE),))
            self._add(entry, waits=listed and not entry.parts)

    # ── what an entry is made of ──

    def _entry(
        self, line: Line, start: int, end: int, matter: str, parts: tuple[Part, ...], limit: str | None
    ) -> Entry:
        place, heading = self._path.place(line), self._heading(line)
        return Entry(start, end, matter, parts, limit, None, place, heading)

    def _ordered(self, line: Line, base: int, order: Order, heading: str = "") -> Entry:
        mark = f"{order.mark}是" if order.mark and not order.mark.startswith("第") else order.mark
        place, above = self._path.place(line, mark), self._heading(line, heading, order.theme)
        return Entry(
            base + order.start,
            base + order.end,
            order.core,
            order.parts,
            order.limit or None,
            None,
            place,
            above,
            order.title,
        )

    def _heading(self, line: Line | None, *more: str) -> str:
        return " ".join(filter(None, [*self._path.titles(line), *more]))


_PARTY = re.compile(r"\s*([甲乙丙]方)(?:[（(][^）)]{0,12}[）)])?\s*[:：]\s*([^\s，,。；;]{2,30})")


def _parties(lines: Sequence[Line]) -> dict[str, str]:
    """Return who the parties of a signed commitment (责任书) are; empty for any other document."""
    if not any("责任书" in line.text for line in lines[:6]):
        return {}
    return {found[1]: found[2] for line in reversed(lines[:12]) if (found := _PARTY.match(line.text))}


def _listed(line: Line) -> bool:
    """Tell whether *line* is an item of a list of tasks: （一）, 1., (1)."""
    return line.depth is not None and line.depth >= 2


def _starts_with_label(line: Line) -> bool:
    fields = read_fields(line.words)
    return bool(fields) and not line.words[: fields[0].start].strip('“"【 \t')


def _moved(found: Field, by: int) -> Field:
    return replace(found, start=found.start + by, begin=found.begin + by, end=found.end + by)


def _stretch(
    block: list[Line], fields: Sequence[Field], *, own: bool, about: Field | None
) -> tuple[int, int]:
    """Return where an entry's words stand: as much of its block as says what, who and by when.

    A block on a page in two columns is quoted by its first line; one with long measures in between by
    what is to be reached.
    """
    first = (block[0].body, block[0].start + len(block[0].text.rstrip()))
    if any(abs(below.start - line.end) > 4 for line, below in pairwise(block)):
        return first
    wanted = [f for f in fields if f.kind in _QUOTED or f is about]
    start = first[0] if own else min(f.start for f in wanted)
    end = max([f.end for f in wanted] + ([first[1]] if own else []))
    if end - start > _LONG:
        goal = next((f for f in wanted if f.kind in (Kind.TARGET, Kind.MATTER)), about)
        return (goal.start, goal.end) if goal else first
    return start, end


def _kinds(line: Line) -> set[Kind]:
    return {field.kind for field in read_fields(line.text)}
