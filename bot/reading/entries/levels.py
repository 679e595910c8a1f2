"""The sections that are open while a document is read, and what is said for the entries in them.

What an entry does not say itself it takes from the section that stands nearest above it, when that section
ends: 以上3项由X牵头 is only known then.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from bot.duty import ANSWERABLE
from bot.reading.entries.entry import Entry
from bot.reading.entries.sections import Common, Statement
from bot.reading.entries.signs import is_heading
from bot.reading.outline import Line
from bot.reading.prose.heads import head_of

_JOINT = ("会同", "联合")
_PENDING = 99.0  # the depth of a heading without a number, before the first item below it tells


@dataclass
class _Section:
    """A heading that says something for what stands below it.

    ``own`` is the entry made of the heading itself, no duty once anything stands below it; ``plain``:
    paragraphs without a number belong to it too; ``units``: it is but the name of units; ``lists``: and what
    they have to do is listed below it.
    """

    depth: float
    common: Common
    first: int  # the number of the first entry below it
    own: int | None = None
    plain: bool = False
    units: bool = False
    lists: bool = False
    many: int | None = None  # 以下3项: how many items it speaks for


@dataclass
class _Item:
    """One numbered item: its number, how deep it stands, and its entries."""

    number: int | None
    depth: int
    first: int
    last: int


class Levels:
    """Entries in reading order, and the open sections above them."""

    def __init__(self) -> None:
        self._entries: list[Entry] = []
        self._sections: list[_Section] = []
        self._items: list[_Item] = []
        self._early: list[Statement] = []  # what was said for items that had not come yet
        self._since = 0  # the first item of the section that 以上 speaks of
        self._plain: set[int] = set()  # entries of paragraphs without a number
        self._numbered = False  # the line that is read has a number, or is a row of a table
        self._bare: set[int] = set()  # items that are tasks only if they are given to somebody
        self._headings: set[int] = set()  # entries that turned out to be headings

    @property
    def of_units(self) -> bool:
        """Tell whether a section is open that is but the name of units, and lists what they have to do."""
        return any(section.lists for section in self._sections)

    @property
    def given(self) -> bool:
        """Tell whether an open section says who or by when."""
        return any(section.common for section in self._sections)

    @property
    def named(self) -> bool:
        """Tell whether an open section says who."""
        return any(section.common.parts for section in self._sections)

    def enter(self, line: Line, above: int) -> None:
        """Close what ends where *line* begins; *above* is the depth of the heading it stands below."""
        self._numbered = line.depth is not None
        if line.depth is None:
            self._close_while(lambda section: not section.plain)
            return
        for section in self._sections:
            if section.depth == _PENDING:
                section.depth = line.depth - 0.5
        depth = line.depth
        self._close_while(lambda section: section.depth >= depth)
        if line.depth <= above and line.depth < 3 and is_heading(line):
            self._since = len(self._items)
        number = _figure(line.mark)
        self._items.append(_Item(number, line.depth, len(self._entries), len(self._entries)))

    def leave_plain(self) -> None:
        """Close every section: remarks and lists of people belong to none."""
        self._close_while(lambda _: True)

    def begin_list(self) -> None:
        """Close what the labels above an earlier list said."""
        self._close_while(lambda section: section.lists)

    def open(
        self,
        common: Common,
        depth: int | None,
        *,
        own: int | None = None,
        plain: bool = True,
        units: bool = False,
        lists: bool = False,
    ) -> None:
        """Open a section that says *common*; the entry numbered *own* was made of its heading."""
        if units and depth is None:
            self._close_while(lambda section: section.units or section.depth >= BULLET_DEPTH)
        self._sections.append(
            _Section(
                _PENDING if depth is None else depth, common, len(self._entries), own, plain, units, lists
            )
        )

    def __getitem__(self, at: int) -> Entry:
        return self._entries[at]

    @property
    def last(self) -> int:
        """Return the number of the entry added last."""
        return len(self._entries) - 1

    def add(self, entry: Entry, *, bare: bool = False) -> None:
        """Add *entry*; a *bare* one counts only if something is given to it."""
        if bare:
            self._bare.add(len(self._entries))
        if not self._numbered:
            self._plain.add(len(self._entries))
        self._entries.append(entry)
        if self._items:
            self._items[-1].last = len(self._entries)

    def keep(self, last: int) -> None:
        """Count what was added after the entry numbered *last* as a task, whoever is to do it."""
        self._bare -= set(range(last + 1, len(self._entries)))

    def holds(self, start: int, end: int) -> bool:
        """Tell whether one of the last entries stands at ``[start, end)``."""
        return any(entry.start < end and start < entry.end for entry in self._entries[-8:])

    def number(self, figure: str) -> None:
        """Begin the row of a table as an item of its own."""
        self._numbered = True
        self._items.append(_Item(_figure(figure), 9, len(self._entries), len(self._entries)))

    def unanswered(self, depth: int) -> list[int]:
        """Return the entries of the items beside the open one, if none of them says who or by when."""
        found: list[int] = []
        for item in reversed(self._items[self._since : -1]):
            if item.depth < depth:
                break
            if item.depth == depth:
                found += range(item.first, item.last)
        said = (_answered(e) or e.nobody or e.limit for e in map(self._entries.__getitem__, found))
        return [] if any(said) else found

    def give(self, entries: Sequence[int], common: Common) -> None:
        for at in entries:
            self._give(at, common)

    def state(self, statement: Statement) -> None:
        """Give what one sentence says to the items it speaks of."""
        if statement.below:
            section = _Section(
                _PENDING, statement.common, len(self._entries), plain=False, many=statement.many
            )
            self._sections.append(section)
            return
        found = self._spoken_of(statement)
        if not found:
            self._early.append(statement)  # 问题一、四由X负责, above the list of the problems
        self.give(found, statement.common)

    def _spoken_of(self, statement: Statement) -> list[int]:
        items = [item for item in self._items[self._since :] if item.last > item.first]
        if statement.items:
            chosen = [i for i in items if i.number in statement.items]
            chosen = chosen or [i for i in self._items if i.number in statement.items and i.last > i.first]
        elif statement.many:
            ordered = [item for item in self._items if item.last > item.first]
            first = statement.first and len(items) > statement.many
            chosen = items[: statement.many] if first else ordered[-statement.many :]
        else:
            chosen = items
        chosen = [item for item in chosen if item.number not in statement.but]
        found = [at for item in chosen for at in range(item.first, item.last)]
        if statement.rest or not found:
            every = range(len(self._entries))
            found = found or ([] if statement.but else list(every))
            lacks_who = bool(statement.common.parts or statement.common.nobody)
            found = [at for at in found if not (lacks_who and _answered(self._entries[at]))]
        return found

    def close(self) -> list[Entry]:
        """Close every section and return the entries."""
        self._close_while(lambda _: True)
        for statement in self._early:
            self.give(self._spoken_of(statement), statement.common)
        gone = self._bare | self._headings
        return [entry for at, entry in enumerate(self._entries) if at not in gone]

    def _close_while(self, ends: Callable[[_Section], bool]) -> None:
        """Close sections from the innermost on; one that ends closes what is inside it too."""
        first = next((i for i, section in enumerate(self._sections) if ends(section)), len(self._sections))
        while len(self._sections) > first:
            section = self._sections.pop()
            below = [at for at in range(section.first, len(self._entries)) if at != section.own]
            below = [at for at in below if at not in self._plain or not _answered(self._entries[at])]
            for at in below[: section.many]:
                self._give(at, section.common)
            if section.own is not None and any(at not in self._bare for at in below):
                self._headings.add(section.own)

    def _give(self, at: int, common: Common) -> None:
        if not common:
            return
        entry = self._entries[at]
        joint = (
            head_of(entry.matter.removeprefix("会同").removeprefix("联合"))
            if entry.matter.startswith(_JOINT)
            else None
        )
        self._entries[at] = entry.taking(common, joint.names if joint else ())
        self._bare.discard(at)


def _answered(entry: Entry) -> bool:
    return any(part.role in ANSWERABLE for part in entry.parts)


_CN = "零一二三四五六七八九十"
BULLET_DEPTH = 6


def _figure(mark: str) -> int | None:
    """Return the number in a mark: 3, （三）, 问题三, 第12项, ③."""
    words = "".join(char for char in mark if char.isdecimal() or char in _CN)
    if not words and mark:
        circled = "①②③④⑤⑥⑦⑧⑨⑩⑪⑫⑬⑭⑮⑯⑰⑱⑲⑳"
        return circled.find(mark) + 1 or None
    if words.isdecimal():
        return int(words)
    tens, _, ones = words.rpartition("十")
    if "十" not in words:
        return _CN.find(words) if len(words) == 1 else None
    return (_CN.find(tens) if tens else 1) * 10 + (_CN.find(ones) if ones else 0)
