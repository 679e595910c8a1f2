"""Which lines of a document belong together: headings, items, blocks of labels, what is said for several."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import replace

from bot.reading.bearers import Manner, brackets_support
from bot.reading.entries import signs
from bot.reading.entries.blocks import add_fields, goes_on, says_what
from bot.reading.entries.entry import Entry
from bot.reading.entries.forms import Forms
from bot.reading.entries.measures import Measure, measures
from bot.reading.entries.sections import (
    Common,
    heads_roll,
    is_signature,
    limit_heading,
    said_for_all,
    statement_inside,
    unit_heading,
    unit_led,
)
from bot.reading.labels import Field, Kind, first_leads, read_fields
from bot.reading.layouts import Table, laid_out
from bot.reading.layouts.aligned import Wide
from bot.reading.names import read_names
from bot.reading.outline import BULLET, COUNTED, Line
from bot.reading.prose import Voices, read_orders
from bot.reading.tables import merges_blanks, read_table

_LONG = 90  # a longer paragraph is no head of labelled lines
_ANY_LABEL = re.compile(r"\s*[一-龥]{2,8}[:：]\s?\S")
_OPENING = {Kind.MATTER, Kind.PROBLEM, Kind.NUMBER, Kind.ABOUT}


def read_entries(
    lines: Sequence[Line], known: Callable[[str], bool], wide: Wide = lambda _: False
) -> list[Entry]:
    """Return the entries of a document in reading order.

    Args:
        lines: the document's lines without page furniture.
        known: tells whether a bare stem such as 住建 is a known unit.
        wide: tells whether the blank at a place of the text was a wide one in the file.
    """
    lines = signs.with_colons(lines)
    text = "\n".join(line.text for line in lines)
    manner = Manner(known, first_leads(text), brackets_support(text))
    reader = _Reader(Forms(manner, Voices(lines), signs.parties(lines)), merged=merges_blanks(text))
    return reader.read(list(laid_out(lines, wide)))


class _Reader:
    """Goes through the lines once and holds the block that is open."""

    def __init__(self, forms: Forms, *, merged: bool) -> None:
        self._forms, self._merged = forms, merged
        self._block: list[Line] = []
        self._heard, self._said = 0, set[str]()  # how many lines of it were read for labels, and which
        self._fields, self._fielded = list[Field](), 0  # what its lines say in labels, and of how many
        self._roll = False  # inside a list of people
        self._labels_first = False  # who and by when stands above the items it is said for
        self._colons = False  # several lines are but a unit and a colon: each heads what that unit has to do

    def read(self, pieces: Sequence[Line | Table]) -> list[Entry]:
        colons = [p for p in pieces if isinstance(p, Line) and p.text.rstrip().endswith(("：", ":"))]
        self._colons = sum(unit_heading(line) is not None for line in colons) > 1
        led = (unit_led(piece) is not None for piece in pieces if isinstance(piece, Line))
        self._forms.led = sum(led) > 1
        for at, piece in enumerate(pieces):
            if isinstance(piece, Line):
                self._line(piece, pieces[at + 1] if at + 1 < len(pieces) else None)
                continue
            self._flush()
            for row in read_table(piece, merged=self._merged):
                self._forms.row(row)
        self._flush()
        return self._forms.levels.close()

    def _line(self, line: Line, following: Line | Table | None) -> None:
        cut = statement_inside(line.text)
        if cut is not None and said_for_all(line.text[cut:], self._forms.manner):
            self._line(replace(line, end=line.start + cut, text=line.text[:cut]), None)
            self._state(line.text[cut:])
            return
        if signs.COLUMNS.fullmatch(line.text) or signs.ORIGIN.match(line.text) or self._is_aside(line):
            return
        if any(sign.match(line.text) for sign in (signs.SEPARATOR, signs.FORMAL)) or signs.IN_FORCE.fullmatch(
            line.text
        ):
            self._flush()
        elif remark := signs.REMARK.match(line.text):
            self._flush()
            self._remark(line, remark.end())
        elif self._heads_units(line, following):
            pass
        elif self._is_heading_above(line):
            self._forms.enter(line)
            self._open(line)
        elif self._state(line.words) or self._leads_in(line, following):
            pass
        elif self._continues(line):
            self._block.append(line)
        else:
            self._flush()
            self._forms.enter(line)
            self._open(line)

    def _is_aside(self, line: Line) -> bool:
        """Tell whether *line* belongs to a list of people, or opens one, or heads the remarks."""
        heads = heads_roll(line)
        if heads or signs.REMARKS.match(line.text):
            self._flush()
            self._forms.begin_remarks()
            self._forms.remarks = not heads
            self._roll = heads
            return True
        if line.depth is not None:
            self._roll = False
        return self._roll

    def _remark(self, line: Line, begin: int) -> None:
        """Read a remark below a table: what it says for several items, or orders of somebody it names."""
        self._forms.begin_remarks()
        words = line.text[begin:]
        for piece in measures(words) or [Measure(0, len(words), words)]:
            if not self._state(piece.text):
                base = line.start + begin
                self._forms.prose(line, base + piece.start, base + piece.end)

    def _heads_units(self, line: Line, following: Line | Table | None) -> bool:
        """Open a section where *line* is but the units, or the limit, that its items are given to."""
        heading = unit_heading(line) if following is not None else None
        numbered = isinstance(following, Table) or (
            isinstance(following, Line) and following.depth is not None
        )
        if heading is None and numbered and (limit := limit_heading(line)):
            self._flush()
            self._forms.enter(line)
            self._forms.levels.open(Common(limit=limit), None if line.depth == BULLET else line.depth)
            return True
        open_fields = self._fields_so_far()
        if heading is None or (open_fields and goes_on(line, open_fields[-1])):
            return False
        listed = isinstance(following, Table) or (following is not None and following.depth is not None)
        coloned = heading.colon and self._colons
        plain = listed and (coloned or not is_signature(line)) and len(heading.parts) < 4
        if not (heading.marked or coloned or plain):
            return False
        self._flush()
        self._forms.enter(line)
        depth = None if line.depth == BULLET else line.depth
        listed = listed or (isinstance(following, Line) and signs.may_be_item(following))
        self._forms.levels.open(Common(heading.parts), depth, units=True, lists=listed)
        return True

    def _leads_in(self, line: Line, following: Line | Table | None) -> bool:
        """Open a section where *line* says who is to do what is listed below: 县住建局要抓好以下工作：."""
        listed = isinstance(following, Line) and following.depth is not None
        words = line.words.rstrip()
        if not listed or not words.endswith(("：", ":")) or signs.starts_with_label(line):
            return False
        if read_names(words[:-1]):  # 各镇人民政府，区直各部门：
            return False
        parts = tuple(dict.fromkeys(p for order in read_orders(line.words) for p in order.parts))
        if not parts:
            return False
        self._flush()
        self._forms.enter(line)
        self._forms.levels.open(Common(parts), line.depth)
        return True

    def _state(self, words: str) -> bool:
        """Take a sentence that speaks for several items: 以上3项由…; tell whether it is one."""
        statements = said_for_all(words, self._forms.manner)
        if statements:
            self._flush()
        for statement in statements:
            self._forms.levels.state(statement)
        return bool(statements)

    # ── the open block ──

    def _open(self, line: Line) -> None:
        self._block, self._heard, self._said = [line], 0, set()
        self._fields, self._fielded = [], 0

    def _fields_so_far(self) -> list[Field]:
        """Return the fields of the open block; each line is read for them once."""
        for line in self._block[self._fielded :]:
            add_fields(self._fields, line)
        self._fielded = len(self._block)
        return self._fields

    def _said_so_far(self) -> set[str]:
        """Return the labels of the open block; each line is read for them once."""
        for line in self._block[self._heard :]:
            self._said |= _labels(line)
        self._heard = len(self._block)
        return self._said

    def _is_heading_above(self, line: Line) -> bool:
        """Tell whether the open block is but the heading of *line*: (一)强化扬尘防治 above 1.…"""
        if len(self._block) != 1 or line.depth is None:
            return False
        above = self._block[0]
        deeper = above.depth is not None and above.depth < line.depth
        field = signs.starts_with_label(line) and not _kinds(line) & _OPENING  # 1.整改目标：…
        return deeper and not field and signs.is_heading(above) and not self._said_so_far()

    def _continues(self, line: Line) -> bool:
        """Tell whether *line* belongs to the open block: labelled, or one of its measures."""
        if not self._block:
            return False
        head, last = self._block[0], self._block[-1]
        fields = self._fields_so_far()
        if self._is_measure(line) or (fields and not read_fields(line.text) and goes_on(line, fields[-1])):
            return True
        if not signs.starts_with_label(line):
            under_heading = signs.is_heading(head) or (head.depth is not None and len(self._block) > 1)
            unlabelled = under_heading and not read_fields(line.text)
            led = self._forms.led and unit_led(line) is not None  # 区住建局：编制方案
            return line.depth is None and unlabelled and bool(_ANY_LABEL.match(line.text)) and not led
        said, kinds, labels = self._said_so_far(), _kinds(line), _labels(line)
        if self._labels_first and head.depth is not None and not said:
            return False
        opening = kinds & _OPENING
        ended = head.depth is None and head.text.rstrip().endswith("。")
        if signs.is_title(head) or (opening and ended and not said):
            return False
        if line.depth is not None:  # 1.整改目标：… 2.整改措施：… below （一）
            below = head.depth is not None and (head.depth < line.depth or head.depth == COUNTED)
            opens = opening - ({Kind.PROBLEM} if below and not said else set())
            return (below or bool(said)) and not opens and not labels & said
        joins = bool(said) or head.depth is not None or len(last.text) < _LONG
        return joins and not (opening and labels & said)

    def _is_measure(self, line: Line) -> bool:
        """Tell whether a numbered line is one of the measures that the open block counts."""
        if line.depth is None or signs.starts_with_label(line):
            return False
        labelled = [row for row in self._block if read_fields(row.text)]
        if not labelled:
            return False
        field = read_fields(labelled[-1].text)[-1]
        above = labelled[-1].depth if labelled[-1].depth is not None else self._block[0].depth
        listed = field.kind is Kind.MEASURE or (field.kind is Kind.MATTER and not field.value)
        if not listed or (above is not None and above >= line.depth):
            return False
        return not says_what(field.value) or field.value.endswith(("：", ":"))

    def _flush(self) -> None:
        """Turn the open block into entries."""
        block, self._block = self._block, []
        self._fields, self._fielded = [], 0
        if block and self._forms.block(block):
            self._labels_first = True


def _labels(line: Line) -> set[str]:
    return {"".join(field.label.split()) for field in read_fields(line.text)}


def _kinds(line: Line) -> set[Kind]:
    return {field.kind for field in read_fields(line.text)}
