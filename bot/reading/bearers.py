"""Who has which part, according to the labelled fields of one entry."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable

from bot.duty import Part, Role
from bot.reading.labels import Field, Kind
from bot.reading.names import Name, parts_of, read_names

_ROLE_OF = {
    Kind.LEAD: Role.LEAD,
    Kind.RESPONSIBLE: Role.RESPONSIBLE,
    Kind.SUPPORTING: Role.SUPPORTING,
    Kind.SUPERVISES: Role.SUPERVISES,
    Kind.ACCEPTS: Role.ACCEPTS,
    Kind.TERRITORY: Role.TERRITORY,
    Kind.MAIN: Role.MAIN,
    Kind.LEADER: Role.LEADER,
}
#: A head of an office: 县商务局局长万里明 answers for the office.
_OFFICE = re.compile(
    r"([一-龥]{2,12}(?:局|委|办|镇|乡|街道|管委会))(?:党组书记|党委书记|书记|局长|主任|镇长|乡长)、?(?:局长|主任|镇长|乡长)?[一-龥]{2,3}$"
)
_FIRM = re.compile(r"^(?![省市县区镇乡]).{2,}(?:有限(?:责任)?公司|股份公司|厂|企业)$")
#: Said in brackets behind a name: 区水利局（牵头）、区住建局（配合）.
_LEADS = re.compile(r"[（(]总?牵头(?:单位)?[）)]$")
_SUPPORTS = re.compile(r"[（(](?:配合|协助|协办)(?:单位)?[）)]$")


def parts_from(fields: Iterable[Field], known: Callable[[str], bool], *, first: bool = False) -> list[Part]:
    """Return who has which part according to labelled *fields*.

    Args:
        fields: the fields of one entry.
        known: tells whether a bare stem (住建) is a known unit.
        first: the document says that the first of the responsible units leads.
    """
    by_kind: dict[Kind, list[Name]] = {}
    for field in fields:
        if field.kind in _ROLE_OF:
            by_kind.setdefault(field.kind, []).extend(_names(field, known))
    parts = [p for kind in (Kind.LEAD, Kind.MAIN) for p in parts_of(by_kind.get(kind, []), _ROLE_OF[kind])]
    parts += _responsible(by_kind.get(Kind.RESPONSIBLE, []), led=bool(parts), first=first)
    for kind in (Kind.SUPPORTING, Kind.TERRITORY, Kind.SUPERVISES, Kind.ACCEPTS):
        parts += parts_of(by_kind.get(kind, []), _ROLE_OF[kind])
    leaders = by_kind.get(Kind.LEADER, [])
    if not parts:
        parts += parts_of([n for f in fields if f.kind is Kind.LEADER for n in _office_of(f.value)])
    parts += [
        Part(n.person or n.text, Role.LEADER)
        for n in leaders
        if n.person or not any(m.person for m in leaders)
    ]
    return parts


def _responsible(names: list[Name], *, led: bool, first: bool) -> list[Part]:
    """责任单位 answer alone; beside a 牵头单位 they share; an enterprise always answers for itself."""
    if first and not led and len(names) > 1:
        return [*parts_of(names[:1], Role.LEAD), *_responsible(names[1:], led=True, first=False)]
    if leading := [name for name in names if _LEADS.search(name.text)]:
        beside = [name for name in names if name not in leading]
        bare = [name._replace(text=_LEADS.sub("", name.text)) for name in leading]
        return [*parts_of(bare, Role.LEAD), *_responsible(beside, led=True, first=False)]
    parts: list[Part] = []
    for name in names:
        if _SUPPORTS.search(name.text):
            parts += parts_of([name._replace(text=_SUPPORTS.sub("", name.text))], Role.SUPPORTING)
            continue
        shared = Role.SHARED if led else (Role.RESPONSIBLE if len(names) == 1 else Role.LISTED)
        parts += parts_of([name], Role.ENTERPRISE if led and _FIRM.match(name.text) else shared)
    return parts


def _office_of(value: str) -> list[Name]:
    """Return the office that a leader heads, where only the leader is given."""
    found = _OFFICE.match(re.sub(r"\s", "", value))
    return (read_names(found[1]) or []) if found else []


def _names(field: Field, known: Callable[[str], bool]) -> list[Name]:
    """Read the names in a field; one that cannot be read does not hide the others."""
    value = re.sub(
        r"[（(][^（()）]{0,30}(?:原|不再|除外|详见|电话|排|第一|首位)[^（()）]{0,30}[）)]", "", field.value
    )
    changed = re.search(r"(?:由.{2,30})?(?:调整|变更|改|明确|确定)为(.{2,40})", value)
    value = changed[1] if changed else value
    unchanged = re.match(r"(?:维持)?不变[（(](.{2,40})[）)]", value)
    value = unchanged[1] if unchanged else value
    spaced = [read_names(piece) for piece in value.split() if not piece.startswith("等")]
    if len(spaced) > 1 and all(spaced):  # 区水利局 区住建局
        return [name for names in spaced if names for name in names]
    if whole := read_names(value):
        return whole
    names: list[Name] = []
    for piece in re.split(r"[、，,；;/\s]+|(?<=[局委办府会])和", value):
        words = re.sub(r"等$", "", piece)
        if read := read_names(words):
            names += read
        elif known(words):
            names.append(Name(words))
        elif field.kind is Kind.LEADER and (
            person := re.fullmatch(r"([一-龥]{2,4})(?:[（(].{1,12}[）)])?", piece)
        ):
            names.append(Name(person[1], person=person[1]))
    return names
