"""What the documents say now, as orders: duties by their keys, units by the directory's names, towns."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace

from bot.duty import ANSWERABLE, Document, Duty, Part
from bot.ledger.order import Order, ordered
from bot.pattern import Pattern
from bot.reading.units import Directory

#: A town by its name, without the office that governs it: 沙河镇人民政府, 青溪区砚池街道办事处.
_TOWN = Pattern(
    r"(?:[一-龥]{2,4}?[市县区旗州])?((?![各全本该两每])[一-龥]{2,5}?(?:镇|乡|街道|苏木))"
    r"(?:人民政府|政府|办事处|街道办|办|党委|党工委|党委、?政府)?"
)
#: The category of towns and streets in the directory.
_TOWNS = "镇街"


@dataclass(frozen=True, slots=True)
class Papers:
    """The documents as read now.

    Attributes:
        duties: by the key that stays with a duty over reloads (`bot.store.generations`), in the order
            of the documents.
        documents: by file.
        directory: the units of the place.
    """

    duties: Mapping[str, Duty]
    documents: Mapping[str, Document]
    directory: Directory

    def order(self, key: str) -> Order:
        """Return the order that the duty of *key* gives as it is written now.

        Raises:
            KeyError: there is no such duty.
        """
        duty = self.duties[key]
        parts = called(duty.parts, self.directory)
        document = self.documents.get(duty.source.file)
        title = document.title if document and document.title else duty.source.file
        where = town(duty.region or "", parts, self.directory)
        order = ordered(replace(duty, parts=parts), title, where, key)
        wide = order.place in (where, *self.directory.places)  # the whole district is no spot
        return replace(order, place="") if wide else order


def called(parts: Iterable[Part], directory: Directory) -> tuple[Part, ...]:
    """Return *parts* with their units as the directory calls them; what it does not know stays as written."""
    return tuple(dict.fromkeys(part if part.generic else _called(part, directory) for part in parts))


def _called(part: Part, directory: Directory) -> Part:
    name = part.successor or part.unit
    unit = directory.unit(name)
    return Part(unit.name if unit else name, part.role)


def town(region: str, parts: Iterable[Part], directory: Directory) -> str:
    """Return the town or street that a matter belongs to; empty where it is none or more than one.

    It is the document's own place, or the one town among those who answer for the matter, or the one
    town that has any part in it.
    """
    if own := town_name(region, directory):
        return own
    named = [(part, name) for part in parts if not part.generic and (name := town_name(part.unit, directory))]
    answering = {name for part, name in named if part.role in ANSWERABLE}
    anyhow = answering or {name for _, name in named}
    return anyhow.pop() if len(anyhow) == 1 else ""


def town_name(name: str, directory: Directory) -> str:
    """Return the short name (砚池街道) of a town's office or of the town itself, else an empty text."""
    unit = directory.unit(name)
    if unit is not None and unit.category != _TOWNS:
        return ""
    forms = (*unit.short, unit.name) if unit else (name,)
    return next((found[1] for form in forms if (found := _TOWN.fullmatch(form))), "")
