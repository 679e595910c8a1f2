"""The four forms in which a task is written down: a row, a block of labels, an item with its tail, prose."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from bot.duty import ANSWERABLE, Part, Role
from bot.reading.bearers import Manner, limit_of, nobody_named, parts_from
from bot.reading.entries import signs
from bot.reading.entries.blocks import (
    TRIM,
    What,
    about,
    borne,
    fields_of,
    halves,
    has_title,
    limit_among,
    own_words,
    rows_what,
    second_task,
    several,
    without_limit,
)
from bot.reading.entries.entry import Entry, stretch
from bot.reading.entries.levels import Levels
from bot.reading.entries.measures import Measure, measures
from bot.reading.entries.sections import Common, inherited, unit_led
from bot.reading.labels import PARTS, Field, Kind, kind_of, read_fields
from bot.reading.layouts.fit import DITTO
from bot.reading.outline import COUNTED, Line, Path
from bot.reading.prose import Order, Voices, read_orders
from bot.reading.prose import signs as prose
from bot.reading.prose.shares import share_of
from bot.reading.tables import Row
from bot.reading.tails import Tail, tail_of
from bot.reading.tails_run_on import run_on_tails

_LONG = 200  # a longer line with labels inside is prose
_RESPONSIBILITY = (*PARTS, Kind.DEADLINE)
_QUOTED = (*_RESPONSIBILITY, Kind.TARGET)
#: （责任单位、完成时限同上）: what the item before says.
_SAME = re.compile(r"[（(〔【，,；;。 ]([一-龥、]{0,20}?)[:：]?均?同[上前][项条]?[）)〕】]?[。；;]?\s*$")


class Forms:
    """Makes entries of what the lines of a document hold, each in its place of the outline."""

    def __init__(self, manner: Manner, voices: Voices, parties: dict[str, str]) -> None:
        self.manner = manner
        self._voices = voices
        self.levels = Levels()
        self.led = False  # several lines begin with a unit and say what it has to do
        self.remarks = False  # below a table, where only what is demanded of somebody counts
        self._parties = parties
        self._before: dict[Kind, str] = {}  # what each kind of field said last
        self._path = Path()

    def enter(self, line: Line) -> None:
        """Go to where *line* stands in the outline."""
        self.remarks = self.remarks and (line.depth is None or line.depth > 2)
        self.levels.enter(line, self._path.depth)
        self._path.enter(line)

    def begin_remarks(self) -> None:
        self.levels.leave_plain()
        self.remarks = True

    def _add(self, entry: Entry, *, bare: bool = False) -> None:
        if self._parties:
            parts = tuple(replace(p, unit=self._parties.get(p.unit, p.unit)) for p in entry.parts)
            entry = replace(entry, parts=parts)
        self.levels.add(entry, bare=bare)

    def _parts(self, fields: Sequence[Field]) -> tuple[Part, ...]:
        return tuple(parts_from(fields, self.manner))

    def _resolved(self, fields: Sequence[Field]) -> list[Field]:
        """Return *fields* with 同上 replaced by what the field of that kind said last."""
        found = []
        for field in fields:
            value = self._before.get(field.kind, "") if field.value in DITTO else field.value
            if value:
                self._before[field.kind] = value
            found.append(replace(field, value=value) if value != field.value else field)
        return found

    # ── rows and blocks ──

    def row(self, row: Row) -> None:
        """One row of a table: each measure it counts, or what it is about."""
        fields = [f for f in row.fields if f.value]
        number, problem, target = (row.first(k) for k in (Kind.NUMBER, Kind.PROBLEM, Kind.TARGET))
        self.levels.number(number.value if number else "")
        parts, nobody, limit = self._parts(fields), nobody_named(row.fields), limit_of(fields)
        for what, field in rows_what(row, self.manner):
            tail = what.tail or Tail(0)
            behind = [(f.begin, f.end) for f in fields if field and f is not field and f.begin >= field.begin]
            start, end = stretch((what.start, what.end), behind)
            above = problem.value if problem and problem is not field else ""
            self._add(
                Entry(
                    start,
                    end,
                    what.text,
                    inherited(tail.parts, parts) if tail.parts else parts,
                    tail.limit or (limit if field else None),
                    target.value if target and target is not field else None,
                    self._path.place(row.line, f"表中第{number.value}项" if number else ""),
                    self._heading(None, row.heading, above),
                    nobody=nobody and not tail.parts,
                    given=None if field else limit,
                )
            )

    def block(self, block: list[Line]) -> bool:
        """Read lines that belong together: one line alone, a head with its fields, or paragraphs.

        Returns:
            Whether it only said who and by when, for the items below it.
        """
        fields = self._resolved(fields_of(block))
        if self._for_items_below(block, fields):
            return True
        self._closing(block, fields)
        if len(block) == 1 and not signs.starts_with_label(block[0]):
            self._single(block[0], fields)
        elif any(f.kind in _RESPONSIBILITY for f in fields):
            self._labelled(block, fields)
        else:
            for line in block:
                self.prose(line, line.body, line.end)
        return False

    def _for_items_below(self, block: list[Line], fields: Sequence[Field]) -> bool:
        """Open a section for labels that say who and by when, of nothing that stands above them."""
        only = bool(fields) and all(f.kind in _RESPONSIBILITY for f in fields)
        if not only or block[0].depth is not None or not signs.starts_with_label(block[0]):
            return False
        self.levels.begin_list()
        common = Common(self._parts(fields), limit_of(fields), nobody_named(fields))
        self.levels.open(common, None, lists=True)
        return True

    def _closing(self, block: list[Line], fields: Sequence[Field]) -> None:
        """Give what stands below the last item of a list to the others too, where they say nothing."""
        head = block[0]
        if len(block) == 1 or head.depth is None or read_fields(head.text):
            return
        if fields and all(f.kind in _RESPONSIBILITY for f in fields):
            common = Common(self._parts(fields), limit_of(fields), nobody_named(fields))
            self.levels.give(self.levels.unanswered(head.depth), common)

    def _labelled(self, block: list[Line], fields: Sequence[Field]) -> None:
        """A block of labelled fields: what it is about, then who and by when."""
        head, own = block[0], own_words(block[0])
        parts, nobody, limit = self._parts(fields), nobody_named(fields), limit_of(fields)
        said = {f.kind: f.value for f in reversed(fields) if f.value}
        where = " ".join(f.value for f in fields if f.kind is Kind.ABOUT and f.value)
        lines = [line for line in block[1:] if line.depth is not None and not signs.starts_with_label(line)]
        listing = [
            f for f in fields if f.kind is Kind.MEASURE or (f.kind is Kind.MATTER and measures(f.value))
        ]
        counted = several(listing, lines, self.manner)
        heading = self._heading(head, where, said.get(Kind.PROBLEM, ""), own)
        for what in counted or about(head, own, fields, self.manner):
            tail = what.tail or Tail(0)
            others = [(f.begin, f.end) for f in fields if f.kind in _QUOTED] if not counted else []
            start, end = stretch((what.start, what.end), others)
            self._add(
                Entry(
                    start,
                    end,
                    own if has_title(own) and not counted and what.kind is not Kind.MATTER else what.text,
                    borne(what, parts, nobody=nobody),
                    tail.limit or (None if counted else limit),
                    said.get(Kind.TARGET) if what.kind is not Kind.TARGET else None,
                    self._path.place(head),
                    heading,
                    nobody=nobody and not tail.parts,
                    given=limit_among(limit, what.text) if counted else None,
                )
            )
        last = self.levels.last
        self._told_besides(block, fields, counted, own)
        if not counted and signs.is_heading(head):
            self.levels.open(Common(parts, limit, nobody), head.depth, own=last, plain=False)

    def _told_besides(
        self, block: list[Line], fields: Sequence[Field], counted: list[What], own: str
    ) -> None:
        """Read what a block orders beside its matter: 后续管护：由X每周巡查, a new limit in its progress."""
        for line in block[1:]:
            value = any(f.begin <= line.body < f.end for f in fields)
            if line.depth is None and not value and not read_fields(line.text):
                self.prose(line, line.body, line.end, heading=own)
        for f in fields:
            told = f.kind is Kind.PROGRESS or (f.kind is Kind.MEASURE and not counted)
            if told and not self.levels.holds(f.begin, f.end):
                line = next(b for b in block if b.start <= f.start < b.end)
                strict = f.kind is Kind.PROGRESS
                self.prose(line, f.begin, min(f.end, line.end), heading=own, bearer=True, strict=strict)

    # ── single lines ──

    def _single(self, line: Line, fields: Sequence[Field], *, heads: bool = True) -> None:
        """One line: an item with its tail, or with labelled fields inside, or prose."""
        if (led := unit_led(line)) and (self.led or line.depth is not None) and not fields:
            self._led(line, *led)
            return
        if signs.is_title(line) or signs.is_barred(line):
            return
        task = line.depth == 1 and not signs.is_heading(line)
        listed = signs.is_listed(line) or self.levels.of_units or task
        if (ahead := signs.limit_ahead(line)) and not fields:
            last = self.levels.last
            self._single(ahead[0], fields, heads=heads)
            self.levels.give(range(last + 1, self.levels.last + 1), Common(limit=ahead[1]))
            return
        if (same := _SAME.search(line.text)) and self.levels.last >= 0:
            self._as_before(line, same)
            return
        if listed and (cut := second_task(line, self.manner)):
            first, rest = halves(line, cut)
            self._single(first, [f for f in fields if f.start < first.end], heads=False)
            last = self.levels.last
            self._single(rest, [f for f in fields if f.start >= first.end], heads=False)
            if signs.has_limit(rest):  # 其中石桥镇先行先试，6月底前建成3公里
                self.levels.keep(last)
            return
        tail = tail_of(line.text, self.manner, listed=listed, begin=line.body - line.start)
        before = line.start + (tail.start if tail else len(line.text))
        says = _RESPONSIBILITY if listed else (Kind.LEAD, Kind.RESPONSIBLE)
        short = listed or len(line.words) <= _LONG
        if short and any(f.kind in says and f.start < before for f in fields):
            self._inside(line, fields)
        elif tail:
            self._with_tail(line, tail, heads=heads)
        elif not self._run_on(line):
            self.prose(line, line.body, line.end)

    def _as_before(self, line: Line, same: re.Match[str]) -> None:
        """An item whose unit or limit is that of the item before it: （责任单位、完成时限同上）."""
        before = self.levels[self.levels.last]
        words = same[1] or ""
        begin = line.body - line.start
        tail = tail_of(line.text[: same.start()], self.manner, listed=True, begin=begin) or Tail(same.start())
        takes_limit = not words or any(kind_of(w) is Kind.DEADLINE for w in re.split("[、和及]", words))
        takes_parts = not words or any(kind_of(w) in PARTS for w in re.split("[、和及]", words))
        matter = line.text[begin : tail.start].strip(TRIM)
        limit = tail.limit or ((before.limit or before.given) if takes_limit else None)
        parts = inherited(tail.parts, before.parts) if takes_parts else tail.parts
        self._add(self._entry(line, line.body, line.body + len(matter), matter, parts, limit))

    def _led(self, line: Line, parts: tuple[Part, ...], begin: int) -> None:
        """A line that begins with a unit: 区水利局：清理河道；疏浚沟渠."""
        text = line.text[begin - line.start :]
        semicolons = [Measure(m.start(), m.end(), m[0]) for m in re.finditer(r"[^；;]{4,}", text)]
        for piece in measures(text) or semicolons:
            tail = tail_of(piece.text, self.manner, listed=True, begin=2) or Tail(0)
            if not signs.reports(piece.text):
                matter = without_limit(piece.text[: tail.start or None])
                start, end = begin + piece.start, begin + piece.end
                own = _shared(piece.text, parts)
                entry = self._entry(line, start, end, matter, inherited(tail.parts, own), tail.limit)
                self._add(replace(entry, nobody=tail.nobody))

    def _inside(self, line: Line, fields: Sequence[Field]) -> None:
        """An item that names unit and limit in running text: 责任单位调整为…，整改时限…."""
        body = line.body - line.start
        ahead = line.text[body : max(line.body, fields[0].start) - line.start] or line.words
        matter = re.split(r"[，,；;]", ahead, maxsplit=1)[0].strip()
        behind = [p for o in read_orders(line.words) for p in o.parts if p.role is Role.SUPPORTING]
        parts = tuple(dict.fromkeys([*self._parts(fields), *behind]))
        limits = [f.value for f in fields if f.kind is Kind.DEADLINE]
        self._add(self._entry(line, line.body, line.end, matter, parts, limits[-1] if limits else None))

    def _with_tail(self, line: Line, tail: Tail, *, heads: bool) -> None:
        """An item with its tail; an order inside the item that names its own bearer stands apart."""
        body = line.body - line.start
        matter = line.text[body : tail.start].strip()
        begin = line.start + line.text.index(matter, body)
        orders = read_orders(matter, ordered=signs.is_listed(line))
        inner = [o for o in orders if o.parts and o.start > 0 and not (tail.parts and signs.of_a_site(o))]
        parts, limit = tail.parts, tail.limit
        if any(f.value in DITTO for f in tail.fields):
            fields = self._resolved(tail.fields)
            parts, limit = self._parts(fields), limit_of(fields)
        if not any(part.role in ANSWERABLE for part in parts):  # 区水利局要完成清淤（区住建局配合）
            parts = (*(p for o in orders[:1] if o.start == 0 for p in o.parts), *parts)
        if inner:
            start, end = begin, begin + inner[0].start
        else:
            whole = (begin, line.start + len(line.text.rstrip()))
            start, end = stretch((begin, begin + len(matter)), [] if tail.nobody else [whole])
        words = without_limit(matter[: inner[0].start] if inner else matter)
        entry = self._entry(line, start, end, words, parts, limit)
        self._add(replace(entry, target=tail.value(Kind.TARGET), nobody=tail.nobody))
        if heads and line.depth is not None:
            heads = signs.is_heading(replace(line, text=line.text[: tail.start].rstrip(TRIM)))
            common, last = Common(parts, limit, tail.nobody), self.levels.last
            self.levels.open(common, line.depth, own=last if heads else None, plain=heads)
        for order in inner:
            self._add(replace(self._ordered(line, begin, order), given=tail.limit))

    def _run_on(self, line: Line) -> bool:
        """Items whose tails lost their brackets: …年底前完成 市农业局牵头。…; tell whether any."""
        tails = run_on_tails(line.text, line.body - line.start)
        if len(tails) < 2:
            return False
        for tail in tails:
            matter = line.text[tail.begin : tail.start].strip(TRIM)
            if len(matter) >= 4:
                at = line.start + line.text.index(matter, tail.begin)
                self._add(self._entry(line, at, line.start + tail.start, matter, tail.parts, tail.limit))
        return True

    def prose(
        self,
        line: Line,
        start: int,
        end: int,
        heading: str = "",
        *,
        bearer: bool = False,
        strict: bool = False,
    ) -> None:
        """Prose; with *bearer* only what somebody named is told counts, with *strict* a demand."""
        if signs.is_title(line):
            return
        text = line.text[start - line.start : end - line.start]
        listed = signs.is_listed(line) or (self.levels.of_units and signs.may_be_item(line))
        backing = any(map(signs.BACKING.fullmatch, self._path.titles(line)))
        tone = backing or signs.TONE.match(line.text) is not None
        bearer = bearer or self.remarks or tone
        read = read_orders(text, ordered=listed, voice=self._voices.of(line))
        orders = [order for order in read if order.parts or not bearer]
        if self.levels.named:
            orders = [o._replace(parts=()) if signs.of_a_site(o) else o for o in orders]
        if tone:
            orders = [o for o in orders if signs.is_task(o)]
        if strict or self.remarks:
            # 接单后2日内…: below a table a limit demands as well
            orders = [o for o in orders if signs.demands(o.text) or (not strict and prose.limited(o.text))]
        if listed and len(orders) == 1:  # a numbered item with one order is quoted from its first word
            orders = [orders[0]._replace(start=0, text=text[: orders[0].end])]
        if not orders and prose.EXPLAINS.search(text):
            return  # 本责任书一式三份
        owed = listed and "乙方" in self._parties
        if owed and not orders and signs.ENDED.search(text):
            orders = [Order(0, len(text), text, text.strip())]
        elif not orders and not bearer and self._may_be_item(line, text):
            self._add(self._entry(line, start, end, without_limit(text), (), None), bare=True)
        for order in orders:
            entry = self._ordered(line, start, order, heading)
            if owed and not entry.parts:  # what a signed commitment lists, the second party owes
                entry = replace(entry, parts=(Part("乙方", Role.RESPONSIBLE),))
            self._add(entry)

    def _may_be_item(self, line: Line, text: str) -> bool:
        """Tell whether a line that orders nothing by its words is a task if it is given to somebody."""
        deep = line.depth is not None and line.depth >= (2 if self.levels.given else COUNTED)
        return 4 <= len(text.strip()) <= _LONG and (
            deep or (self.levels.of_units and signs.may_be_item(line))
        )

    # ── what an entry is made of ──

    def _entry(
        self, line: Line, start: int, end: int, matter: str, parts: tuple[Part, ...], limit: str | None
    ) -> Entry:
        return Entry(start, end, matter, parts, limit, None, self._path.place(line), self._heading(line))

    def _ordered(self, line: Line, base: int, order: Order, heading: str = "") -> Entry:
        mark = f"{order.mark}是" if order.mark and not order.mark.startswith("第") else order.mark
        place, above = self._path.place(line, mark), self._heading(line, heading, order.theme)
        return Entry(
            base + order.start,
            base + order.end,
            without_limit(order.core),
            order.parts,
            order.limit or None,
            None,
            place,
            above,
            order.title,
        )

    def _heading(self, line: Line | None, *more: str) -> str:
        return " ".join(filter(None, [*self._path.titles(line), *more]))


def _shared(words: str, parts: tuple[Part, ...]) -> tuple[Part, ...]:
    """Give the units before a colon the part that *words* behind it say: 区住建局：负责牵头编制方案."""
    share = share_of(words.removeprefix("负责"))
    if share and share.role in (Role.LEAD, Role.SUPPORTING, Role.ACCEPTS):
        return tuple(replace(part, role=share.role) for part in parts)
    return parts
