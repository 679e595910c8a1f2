"""Units (单位): the directory of names, and how a name written in a text is tied to it.

Two files are read: the general kinds of units that every county has (``bot/general/units.toml``) and
the local units of one place (``knowledge/units.toml``). A name folds to the key of its kind, so that
区住建局, 住建部门 and 住房和城乡建设局 meet; the level before it (市、县、区) is kept beside the key.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any

from bot.duty import Problem
from bot.pattern import Pattern
from bot.toml import TomlFault, parse

#: A place before a unit's name: 云岭县生态环境局, 市、县、区 alone, 全区, 各.
_PLACE = Pattern(
    r"^(?:各有关|各相关|各级|各|全|本|我|原)?(?:[一-龥]{2,4}(?:省|市|区|县|州|旗|盟)|省|市|区|县|州|旗)?"
)
_BRANCH = Pattern(r"^(.{2,12}?[局委])[一-龥]{0,5}分局$")
_TRIM = Pattern(r"[\s“”\"'‘’《》（）()〔〕\[\]]")
_GROUP = ("等部门", "等单位", "等有关部门", "等", "部门", "系统", "单位", "部门单位")
_LEVEL = Pattern(r"^(?:[一-龥]{2,4})?(省|市|区|县|州|旗)(?!场监管|政(?!府))")


#: Categories of which a district has several of one kind.
_ITSELF = frozenset({"镇街", "园区", "企事业"})


@dataclass(frozen=True, slots=True)
class Unit:
    """One unit, or one kind of unit where the place is left open."""

    name: str
    short: tuple[str, ...] = ()
    aliases: tuple[str, ...] = ()
    former: tuple[str, ...] = ()
    sectors: tuple[str, ...] = ()
    category: str = ""
    kind: str = ""  # the general kind a local unit belongs to
    level: str = ""
    parent: str = ""
    local: bool = False

    @property
    def key(self) -> str:
        """What its names fold to: its kind; but a town, a park or a firm stays itself."""
        return self.name if self.local and self.category in _ITSELF else self.kind or self.name

    @property
    def names(self) -> tuple[str, ...]:
        """Every full name it goes by; stems such as 住建 are in ``short``."""
        return (self.name, *self.aliases, *self.former)


@dataclass(frozen=True, slots=True)
class Mention:
    """A unit named in a text at ``[start, end)``; *stem* where only 住建, not 住建局, is written."""

    start: int
    end: int
    text: str
    key: str
    stem: bool = False


_REMEMBERED = 10_000  # names of which is remembered what they are known as


@dataclass(frozen=True)
class Directory:
    """All known units, looked up by any of their names."""

    units: tuple[Unit, ...] = ()
    place: str = ""
    places: tuple[str, ...] = ()
    _keys: Mapping[str, str] = field(default_factory=dict, repr=False)
    _stems: Mapping[str, str] = field(default_factory=dict, repr=False)
    _former: Mapping[str, Unit] = field(default_factory=dict, repr=False)
    _seen: dict[str, str] = field(default_factory=dict, repr=False, compare=False)

    @classmethod
    def load(
        cls, general: str, local: str | None = None, path: str = "units.toml"
    ) -> tuple[Directory, list[Problem]]:
        """Build the directory out of the two TOML texts.

        Returns:
            The directory and the findings in the local file; what is faulty there is left out.
        """
        kinds = [_unit(row) for row in parse(general).get("kind", [])]
        problems: list[Problem] = []
        table = _local(local, path, problems)
        named = {k.name: k for k in kinds}
        units = [u for row in _rows(table, path, local or "", problems) if (u := _unit(row, named))]
        _clashes(units, path, local or "", problems)
        place = str(table.get("place", ""))
        places = tuple(filter(None, (place, *_texts(table.get("place_aliases", ())))))
        return cls.of((*units, *kinds), place, places), problems

    @classmethod
    def of(cls, units: tuple[Unit, ...], place: str, places: tuple[str, ...]) -> Directory:
        """Tie all names of *units*; *places* are the names of the *place* they belong to."""
        keys: dict[str, str] = {}
        stems: dict[str, str] = {}
        for unit in units:
            key = unit.key
            for name in unit.names:
                keys.setdefault(name, key)
            for short in unit.short:
                (keys if _FULL.search(short) else stems).setdefault(short, key)
        current = {name for unit in units for name in (unit.name, *unit.short, *unit.aliases)}
        former: dict[str, Unit] = {}
        for unit in units:
            for name in unit.former:
                if name not in current:
                    former.setdefault(name, unit)
        return cls(units, place, places, keys, stems, former)

    def key(self, name: str) -> str:
        """Fold *name* to the name of its kind, or to the bare name where it is unknown.

        云岭县住建局, 住建部门 and 住房和城乡建设局 all give 住房和城乡建设局.
        """
        bare = _TRIM.sub("", name)
        if found := self._found(bare):
            return self._keys.get(found) or self._stems[found]
        return _PLACE.sub("", bare) or bare

    def known(self, name: str) -> bool:
        """Tell whether *name* is tied to a unit of the directory."""
        return bool(self._found(_TRIM.sub("", name)))

    def _found(self, bare: str) -> str:
        """Return the first of the forms of *bare* that is a name of the directory, or an empty text."""
        found = self._seen.get(bare)
        if found is None:
            found = next((c for c in _peeled(bare) if c in self._keys or c in self._stems), "")
            if len(self._seen) < _REMEMBERED:  # the documents of a county name the same units all over
                self._seen[bare] = found
        return found

    def successor(self, name: str) -> str:
        """Return what a unit written by a *name* from before a reform is called now, or an empty text.

        区国土局 gives the district's own unit where the directory has it, else the name of its kind.
        """
        bare = _TRIM.sub("", name)
        found = self._found(bare)
        unit = self._former.get(found)
        if unit is None or unit.local:
            return unit.name if unit else ""
        prefix = bare.partition(found)[0]
        here = prefix == level(name) or prefix in self.places
        own = [u for u in self.units if u.local and u.kind == unit.name and prefix[-1:] in ("", u.level)]
        return own[0].name if here and len(own) == 1 else unit.name

    def unit(self, name: str) -> Unit | None:
        """Return the unit of this place that *name* stands for; None where it is none, or may be several.

        住建部门 is the place's own housing office, 市生态环境局 the city's.
        """
        bare = _TRIM.sub("", name)
        if found := self._by_name.get(bare):
            return found
        if not self._found(bare):
            return None
        same = self._by_key.get(self.key(bare), ())
        wanted = level(bare) or level(f"{self.place}局")
        near = [unit for unit in same if unit.level == wanted] or (same if not level(bare) else ())
        return near[0] if len(near) == 1 else None

    @cached_property
    def _by_name(self) -> Mapping[str, Unit]:
        """The place's own units by each of their names; of a name that means two, the first (as told)."""
        found: dict[str, Unit] = {}
        for unit in self.units:
            for name in (*unit.names, *unit.short) if unit.local else ():
                found.setdefault(_TRIM.sub("", name), unit)
        return found

    @cached_property
    def _by_key(self) -> Mapping[str, Sequence[Unit]]:
        found: dict[str, list[Unit]] = {}
        for unit in self.units:
            if unit.local:
                found.setdefault(unit.key, []).append(unit)
        return found

    def find(self, text: str) -> list[Mention]:
        """Return the units named in *text*, from left to right, the longest name at each place.

        Meant for questions and short passages: every position is looked up.
        """
        mentions: list[Mention] = []
        at = 0
        while at < len(text):
            mention = self._at(text, at)
            if mention:
                mentions.append(mention)
            at = mention.end if mention else at + 1
        return mentions

    def _at(self, text: str, at: int) -> Mention | None:
        for word in self._by_first.get(text[at : at + 2], ()):
            if not text.startswith(word, at):
                continue
            end = at + len(word)
            if key := self._keys.get(word):
                return self._widened(text, at, end, key, stem=False)
            group = next((g for g in _AFTER_STEM if text.startswith(g, end)), "")
            return self._widened(text, at, end + len(group), self._stems[word], stem=not group)
        return None

    @cached_property
    def _by_first(self) -> Mapping[str, Sequence[str]]:
        """The names by their first two characters, the longest first."""
        found: dict[str, list[str]] = {}
        for name in sorted({*self._keys, *self._stems}, key=len, reverse=True):
            if len(name) > 1:
                found.setdefault(name[:2], []).append(name)
        return found

    def _widened(self, text: str, start: int, end: int, key: str, *, stem: bool) -> Mention:
        """Take the branch behind a name (分局) into the mention."""
        branch = _BRANCH_BEHIND.match(text, end)
        end = branch.end() if branch and not stem else end
        return Mention(start, end, text[start:end], key, stem)

    def regulators(self, text: str) -> list[tuple[str, str]]:
        """Return (unit, sector) for the sectors that *text* touches, the longest sector first.

        A suggestion by rule (三管三必须: who manages a sector manages its environment), never a
        statement of a document.
        """
        touched = [(u, sector) for u in self.units for sector in u.sectors if sector in text]
        touched.sort(key=lambda pair: (-len(pair[1]), not pair[0].local))
        return list(dict.fromkeys((unit.name, sector) for unit, sector in touched))


_AFTER_STEM = ("部门", "系统", "单位", "局", "委", "办")
_BRANCH_BEHIND = Pattern(r"[一-龥]{0,5}?分局")
_FULL = Pattern(
    r"(?:局|委|办|部|院|室|厅|会|处|站|所|队|社|团|镇|乡|街道|公司|集团|中心|政府|银行|法院|政协|人大)$"
)


def level(name: str) -> str:
    """Return the level written before a unit's name: 省, 市, 县, 区 …, or an empty text.

    >>> level("县住建局"), level("市场监管局"), level("住建局")
    ('县', '', '')
    """
    found = _LEVEL.match(_TRIM.sub("", name))
    return found[1] if found else ""


def _peeled(name: str) -> Iterable[str]:
    """Yield *name* and what is left of it without group words, branch and place, most exact first."""
    forms = [name]
    for suffix in _GROUP:
        if name.endswith(suffix) and len(name) > len(suffix) + 1:
            forms.append(name[: -len(suffix)])
    for form in tuple(forms):
        if branch := _BRANCH.match(form):
            forms.append(branch[1])
    for form in forms:
        yield form
        yield from (
            form[i:] for i in range(1, min(7, len(form) - 1)) if form[i - 1] in "省市区县州旗盟各级全本我原关"
        )


def _unit(row: Mapping[str, Any], kinds: Mapping[str, Unit] | None = None) -> Unit:
    """Make a unit of one TOML table; a local one inherits the sectors of its kind."""
    kind = (kinds or {}).get(str(row.get("kind", "")))
    sectors = (*_texts(row.get("sectors", ())), *(kind.sectors if kind else ()))
    return Unit(
        name=str(row["name"]),
        short=_texts(row.get("short", ())),
        aliases=_texts(row.get("aliases", ())),
        former=_texts(row.get("former", ())),
        sectors=tuple(dict.fromkeys(sectors)),
        category=str(row.get("category", "")),
        kind=str(row.get("kind", "")),
        level=str(row.get("level", "")),
        parent=str(row.get("parent", "")),
        local=kinds is not None,
    )


def _texts(value: object) -> tuple[str, ...]:
    return tuple(map(str, value)) if isinstance(value, list | tuple) else (str(value),)


def _local(text: str | None, path: str, problems: list[Problem]) -> dict[str, Any]:
    if text is None:
        return {}
    try:
        return parse(text)
    except TomlFault as fault:
        problems.append(Problem(path, fault.line, f"{fault}，该文件未采用；请检查引号、等号和方括号。"))
        return {}


_KNOWN = {"name", "short", "aliases", "former", "level", "parent", "category", "kind", "sectors"}


def _rows(table: dict[str, Any], path: str, text: str, problems: list[Problem]) -> Iterable[dict[str, Any]]:
    """Yield the sound [[unit]] tables; report the others."""
    lines = [n for n, line in enumerate(text.splitlines(), 1) if line.strip().startswith("[[unit]]")]
    rows = table.get("unit", [])
    if not isinstance(rows, list):
        problems.append(Problem(path, 1, "unit 应写成 [[unit]] 表，该文件未采用。"))
        return
    for row, at in zip(rows, [*lines, *[1] * len(rows)], strict=False):
        if not isinstance(row, dict) or not isinstance(row.get("name"), str) or not row["name"].strip():
            problems.append(Problem(path, at, '单位缺少 name（全称），该条未采用；请补写 name = "…"。'))
            continue
        for key in sorted(set(row) - _KNOWN):
            problems.append(
                Problem(
                    path,
                    at,
                    f"单位“{row['name']}”的键 {key} 不认识，已忽略；可用的键：{'、'.join(sorted(_KNOWN))}。",
                )
            )
        yield row


_NAMES = Pattern(r"\s*name\s*=")


def _clashes(units: list[Unit], path: str, text: str, problems: list[Problem]) -> None:
    """Report a name that stands for two local units."""
    lines = text.splitlines()
    owner: dict[str, str] = {}
    for unit in units:
        for name in (*unit.names, *unit.short):
            if owner.setdefault(name, unit.name) != unit.name:
                at = next(
                    (n for n, line in enumerate(lines, 1) if _NAMES.match(line) and f'"{unit.name}"' in line),
                    1,
                )
                problems.append(
                    Problem(
                        path,
                        at,
                        f"名称“{name}”同时指“{owner[name]}”和“{unit.name}”，按前者采用；请改掉其中一个。",
                    )
                )
