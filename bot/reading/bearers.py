"""Who has which part, according to the labelled fields of one entry."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass

from bot.duty import Part, Role
from bot.reading.labels import BEARERS, Field, Kind, read_fields
from bot.reading.limits import is_short_limit
from bot.reading.names import Name, parts_of, read_names
from bot.reading.roles import may_be_unit, read_said, says_nobody

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
_LEADS = re.compile(r"[（(](?:总?牵头|主办|主责|第一责任)(?:单位|部门)?[）)]$")
_SUPPORTS = re.compile(r"[（(](?:配合|协助|协办|协同|会办|参与)(?:单位|部门)?[）)]$")
#: Who helps, in brackets of their own: 区农业农村局（区环境分局配合）.
_HELPERS = re.compile(r"[（(]([^（()）]{2,60})[）)]")
#: A label that says what brackets hold: 牵头（配合）单位; or a sentence of the document that does.
_BRACKETED = re.compile(r"[（(/](?:配合|协办|协助|协同|参与|会办)")
_LEGEND = re.compile(
    r"(?:括号|括弧)[内中里]?的?(?:单位|部门)?(?:的)?(?:均|都)?(?:为|是)(?:配合|协办|协助|协同|参与|会办)"
)
#: A person or a number behind a unit's name: 区住建局（李四）, 区水利局（0000-123）.
_PERSON = re.compile(
    r"(?!牵头|配合|主办|协办|协助|主责|会办|参与|协同)[一-龥]{2,3}(?:[、，,][一-龥]{2,3})*|[\d\-—\s]{6,}"
)
_REMARK = re.compile(
    r"[（(][^（()）]{0,30}(?:原|不再|除外|详见|电话|排|第一(?!责任)|首位|下同)[^（()）]{0,30}[）)]"
)
_SAID = re.compile("牵头|负责|配合|协助|协办|协同|参与|主办|主抓|落实|承办|监管|指导|督")


@dataclass(frozen=True, slots=True)
class Manner:
    """How a document names its units: what it says about that once, for all entries.

    ``known`` tells whether a bare stem (住建) is a known unit; ``first``: of several responsible units the
    first leads; ``bracketed``: units in brackets support.
    """

    known: Callable[[str], bool]
    first: bool = False
    bracketed: bool = False


def brackets_support(text: str) -> bool:
    """Tell whether the document says that units in brackets are those that support."""
    return _LEGEND.search(text) is not None


def parts_from(fields: Iterable[Field], manner: Manner) -> list[Part]:
    """Return who has which part according to the labelled *fields* of one entry."""
    by_kind: dict[Kind, list[Name]] = {}
    said: list[Part] = []
    fields = [inner for field in fields for inner in _inner(field)]
    for field in fields:
        if field.kind not in _ROLE_OF or says_nobody(field.value):
            continue
        value, helpers = _helpers(field, manner)
        by_kind.setdefault(Kind.SUPPORTING, []).extend(helpers)
        told = read_said(value) if field.kind in BEARERS and _SAID.search(value) else None
        if told and told.parts:  # 责任单位：区水利局牵头，区住建局配合
            said += told.parts
        else:
            by_kind.setdefault(field.kind, []).extend(_names(field.kind, value, manner))
    parts = [p for kind in (Kind.LEAD, Kind.MAIN) for p in parts_of(by_kind.get(kind, []), _ROLE_OF[kind])]
    parts += said
    parts += _responsible(by_kind.get(Kind.RESPONSIBLE, []), led=bool(parts), first=manner.first)
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


def nobody_named(fields: Iterable[Field]) -> bool:
    """Tell whether a field for who answers is there and says that nobody is named, or not yet."""
    bearers = [field.value for field in fields if field.kind in BEARERS]
    return bool(bearers) and all(not value or says_nobody(value) for value in bearers)


def limit_of(fields: Iterable[Field]) -> str | None:
    """Return the words of the time-limit field, or a limit that stands behind another field's names."""
    said = None
    for field in fields:
        if field.kind is Kind.DEADLINE and field.value:
            return field.value
        if field.kind in _ROLE_OF and said is None:
            pieces = re.split(r"[，,；;]|\s+", field.value)
            said = next((piece for piece in pieces if is_short_limit(piece)), None)
    return said


def _inner(field: Field) -> tuple[Field, ...]:
    """Return the fields inside a field: 责任单位：牵头：区水利局；配合：区住建局."""
    if field.kind not in BEARERS or not re.search("[:：]", field.value):
        return (field,)
    inner = tuple(f for f in read_fields(field.value) if f.kind in _ROLE_OF)
    return inner or (field,)


def _helpers(field: Field, manner: Manner) -> tuple[str, list[Name]]:
    """Take units in brackets that support out of a field's value."""
    value = _REMARK.sub("", field.value)
    bracketed = manner.bracketed or bool(_BRACKETED.search(field.label))
    helpers: list[Name] = []

    def taken(found: re.Match[str]) -> str:
        told = read_said(found[1])
        if told.parts and all(part.role is Role.SUPPORTING for part in told.parts):
            helpers.extend(Name(part.unit, generic=part.generic) for part in told.parts)
            return ""
        if bracketed and field.kind in BEARERS and (names := read_names(found[1])):
            helpers.extend(names)
            return ""
        return "" if _PERSON.fullmatch(found[1]) and not read_names(found[1]) else found[0]

    return _HELPERS.sub(taken, value), helpers


def _responsible(names: list[Name], *, led: bool, first: bool) -> list[Part]:
    """责任单位 answer alone; beside a 牵头单位 they share; an enterprise always answers for itself."""
    if first and not led and len(names) > 1:
        return [*parts_of(names[:1], Role.LEAD), *_responsible(names[1:], led=True, first=False)]
    if leading := [name for name in names if _LEADS.search(name.text)]:
        beside = [name for name in names if name not in leading]
        bare = [name._replace(text=_LEADS.sub("", name.text)) for name in leading]
        return [*parts_of(bare, Role.LEAD), *_responsible(beside, led=True, first=False)]
    parts: list[Part] = []
    alone = sum(not _SUPPORTS.search(name.text) for name in names) == 1
    for name in names:
        if _SUPPORTS.search(name.text):
            parts += parts_of([name._replace(text=_SUPPORTS.sub("", name.text))], Role.SUPPORTING)
            continue
        shared = Role.SHARED if led else (Role.RESPONSIBLE if alone else Role.LISTED)
        parts += parts_of([name], Role.ENTERPRISE if led and _FIRM.match(name.text) else shared)
    return parts


def _office_of(value: str) -> list[Name]:
    """Return the office that a leader heads, where only the leader is given."""
    found = _OFFICE.match(re.sub(r"\s", "", value))
    return (read_names(found[1]) or []) if found else []


_CHANGED = re.compile(r"(?:由.{2,30})?(?:调整|变更|改|明确|确定)为(.{2,40})")
_UNCHANGED = re.compile(r"(?:维持)?不变[（(](.{2,40})[）)]")
_STILL = re.compile(r"^(?:仍然?|继续)?(?:维持|保持|仍为|仍由|继续由)(?:为|由)?")
_ASIDE = re.compile(r"[（(][^（()）]*[）)]")
#: How several do it, behind all of them: （联合办理）.
_JOINTLY = re.compile(r"[（(](?:联合|共同|分别|一起|分头)(?:办理|承办|负责|落实|牵头|整改|实施)?[）)]$")


def _names(kind: Kind, value: str, manner: Manner) -> list[Name]:
    """Read the names in a field; one that cannot be read does not hide the others."""
    if changed := _CHANGED.search(value):
        value = changed[1]
    if unchanged := _UNCHANGED.match(value):
        value = unchanged[1]
    value = _JOINTLY.sub("", _STILL.sub("", value))
    spaced = [read_names(piece) for piece in value.split() if not piece.startswith("等")]
    if len(spaced) > 1 and all(spaced):  # 区水利局 区住建局
        return [name for names in spaced if names for name in names]
    if whole := read_names(value):
        return whole
    if kind is Kind.LEADER:
        return _people(value)
    names: list[Name] = []
    for piece in re.split(r"[、，,；;/\s]+|(?<=[局委办府会])和", value):
        words = re.sub(r"等$", "", piece)
        if read := read_names(words):
            names += read
        elif manner.known(words) or may_be_unit(words):  # 县公路段: the field says that it is a unit
            names.append(Name(words))
    return names


_POSTED = re.compile(
    r"(?:.{0,24}(?:书记|主任|主席|常委|委员|部长|[县区市镇乡局院所站]长|秘书长|政委|同志))?\s*([一-龥]{2,4}|[一-龥]\s{1,3}[一-龥])"
)


def _people(value: str) -> list[Name]:
    """Read persons by name, with or without their post: 李大有（副区长）, 县委常委、统战部部长 苏静怡."""
    value = _ASIDE.sub("", value).strip()
    if found := _POSTED.fullmatch(value):
        name = "".join(found[1].split())
        return read_names(name) or [Name(name, person=name)]
    names: list[Name] = []
    for piece in re.split(r"[、，,；;/\s]+", value):
        if read := read_names(piece):
            names += read
        elif re.fullmatch(r"[一-龥]{2,4}", piece):
            names.append(Name(piece, person=piece))
    return names
