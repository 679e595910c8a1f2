"""The unit that manages a sector by rule (三管三必须), to be suggested where the documents name nobody."""

from __future__ import annotations

from bot.reading.units import Directory, Unit, level

#: Units that manage a sector; a town or a firm manages none.
_MANAGING = frozenset({"部门", "党委", "议事机构", "监督", "群团", "法检", "人大政协"})


def regulator(directory: Directory, text: str) -> tuple[str, str] | None:
    """Return (unit, sector) for a sector that *text* touches, the place's own unit where it has one."""
    if not text:
        return None
    by_name = {unit.name: unit for unit in directory.units}
    found = [
        (_of_here(by_name[name], directory), sector)
        for name, sector in directory.regulators(text)
        if by_name[name].category in _MANAGING
    ]
    found.sort(key=lambda pair: not pair[0].local)
    return next(((unit.name, sector) for unit, sector in found), None)


def _of_here(unit: Unit, directory: Directory) -> Unit:
    """Return the place's own unit of the kind of *unit*, where that is general or the city's."""
    here = level(f"{directory.place}局")
    if unit.local and unit.level in ("", here):
        return unit
    same = (u for u in directory.units if u.local and u.key == unit.key and u.level == here)
    return next((u for u in same if u.category in _MANAGING), unit)
