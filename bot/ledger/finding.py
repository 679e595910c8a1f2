"""A problem found on the spot (现场发现): the order it gives, and which unit the documents suggest for it.

The suggestion is never more than that: a supervisor names the unit. It says what it rests on, a sentence of a
document or the rule that who manages a sector manages its environment (三管三必须).
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Protocol

from bot.duty import Document, Duty, Part, Role
from bot.ledger.order import Order, Origin, Quote, Tier
from bot.ledger.papers import town_name
from bot.pattern import Pattern
from bot.reading.units import Directory

#: Kinds of questions whose answer is one matter: who is responsible, and by when.
_ABOUT_A_MATTER = ("who", "when")

BY_DOCUMENT = "依据《{title}》{place}：{matter}，{role}为{units}"
SIDE_BY_SIDE = "{reason}（并列，没有写明谁牵头）"
IN_CONFLICT = "{reason}；{conflict}"
BY_RULE = "文件没有写明；按行业管理（{sector}），通常由{unit}监管，属推荐，请核对"
NOT_NAMED = "《{title}》{place}写到“{matter}”，没有写明责任单位，请指定"
NOTHING_FOUND = "文件中没有找到这类问题由谁负责，请指定责任单位"


class Fitting(Protocol):
    """A duty that was found by search."""

    @property
    def duty(self) -> Duty: ...


class Near(Protocol):
    """A matter near what was searched for."""

    @property
    def matter(self) -> str: ...


class Told(Protocol):
    """What a search answers (`bot.asking.answer.Answer`), as far as a finding needs it."""

    @property
    def kind(self) -> str: ...
    @property
    def hits(self) -> Sequence[Fitting]: ...
    @property
    def units(self) -> Sequence[str]: ...
    @property
    def regulator(self) -> tuple[str, str] | None: ...
    @property
    def conflict(self) -> str: ...
    @property
    def suggestions(self) -> Sequence[Near]: ...


@dataclass(frozen=True, slots=True)
class Likely:
    """Which units are proposed for a finding, why, and the sentence that it rests on.

    ``by_rule``: no document says so. ``units`` is empty where nothing is known; the reason says that too,
    and ``near`` are matters of the documents that may be meant.
    """

    reason: str
    units: tuple[str, ...] = ()
    by_rule: bool = False
    basis: Quote | None = None
    near: tuple[str, ...] = ()


#: Who found it, by the words for it, the more particular before the more general.
_TIERS: Mapping[Tier, Pattern] = {
    Tier.INSPECTION: Pattern(
        r"(?:中央|省级?|市级?|生态|环保|环境保护)*督[察查]组?(?:反馈|交办|转办|移交|指出|发现|通报|整改)|督察|交办件?"
    ),
    Tier.PETITION: Pattern(r"信访|投诉|举报|来信|来电|来访|1234[57]|12369|热线|留言|群众反映|居民反映"),
    Tier.SELF: Pattern(r"企业自[查检报]|自[查检]自纠|自查自报|自行排查|自查|自检"),
    Tier.DISTRICT: Pattern(
        r"[省市县区]级?(?:抽查|检查|巡查|暗访|暗查|联合检查|专项检查)|抽查|暗访|暗查|双随机|明察暗访|执法检查"
    ),
    Tier.TERRITORY: Pattern(
        r"(?:属地|镇街|乡镇|街道|社区|村级?|网格员?)(?:日常)?(?:巡查|检查|排查|上报)?|网格|巡查|巡河"
    ),
}
#: Who found it is told by a word that says so, or by one behind the word for it: 区级抽查发现…….
_TELLS = Pattern(r"投诉|举报|.{2}反映")
_FOUND = Pattern(r"[^，。；,;\n]{0,4}?(?:发现|反映|反馈|交办|转办|移交|查出|上报|检查出|曝光|通报)")


def tier_of(text: str) -> Tier | None:
    """Return who found the problem by the words of *text*; None where none, or several, may have.

    >>> tier_of("区级抽查发现企业自查走过场"), tier_of("夜间烧烤油烟直排")
    (<Tier.DISTRICT: '区级抽查'>, None)
    """
    exact = next((tier for tier in Tier if text.strip() == tier.value), None)
    if exact:
        return exact
    found = [(match, tier) for tier, form in _TIERS.items() for match in form.finditer(text)]
    sure = [
        (match.start(), tier)
        for match, tier in found
        if _TELLS.fullmatch(match[0]) or _FOUND.match(text, match.end())
    ]
    if sure:
        return min(sure, key=lambda pair: pair[0])[1]
    head = [tier for match, tier in found if match.start() == 0]
    tiers = set(head) or {tier for _, tier in found}
    return tiers.pop() if len(tiers) == 1 else None


def likely(answer: Told, directory: Directory, documents: Mapping[str, Document]) -> Likely:
    """Return the units that are proposed for what was searched for.

    Args:
        answer: to the question who is responsible for the finding's words; of another kind of question
            (a unit's duties, small talk) nothing is taken.
        directory: gives the units the names under which the ledger keeps them.
        documents: by file, for their titles.
    """
    if answer.kind not in _ABOUT_A_MATTER:
        return Likely(NOTHING_FOUND)
    units = _concrete(answer, directory)
    if units and answer.hits:
        return _by_document(answer, units, documents)
    if answer.regulator:
        unit, sector = answer.regulator
        return Likely(BY_RULE.format(sector=sector, unit=unit), (_called(unit, directory),), by_rule=True)
    if answer.hits:
        return Likely(_told(NOT_NAMED, answer, documents))
    return Likely(NOTHING_FOUND, near=tuple(one.matter for one in answer.suggestions))


def finding(
    text: str, place: str = "", town: str = "", tier: Tier | None = None, proposed: Likely | None = None
) -> Order:
    """Return the order of a finding: its words, where it was, who found it, and the units that are proposed.

    Without *proposed*, or where that knows none, the order names nobody yet and cannot be opened until a
    supervisor does (`bot.ledger.order.assigned`).

    Args:
        text: what was found, as typed; line ends and doubled spaces are smoothed, and the tier behind it
            (…… 属地巡查) is taken off.
        place: the spot.
        town: the town or street, if known; see `bot.ledger.papers.town_name`.
        tier: who found it; left out, the words of *text* may say.
        proposed: what `likely` gave, once a supervisor took it.
    """
    words = text.split()
    if len(words) > 1 and words[-1] in set(Tier):
        tier = tier or Tier(words.pop())
    units = proposed.units if proposed else ()
    basis = (proposed.basis,) if proposed and proposed.basis else ()
    return Order(
        matter=" ".join(words),
        parts=tuple(Part(unit, Role.RESPONSIBLE) for unit in units),
        place=place.strip(),
        town=town.strip(),
        origin=Origin.FINDING,
        tier=tier or tier_of(text),
        further=basis,
    )


def town_in(text: str, directory: Directory) -> str:
    """Return the one town or street of the directory that *text* names; empty where none or several."""
    named = {town_name(mention.text, directory) for mention in directory.find(text)} - {""}
    return named.pop() if len(named) == 1 else ""


def _concrete(answer: Told, directory: Directory) -> tuple[str, ...]:
    """Return the units that answer, without everybody in general and without persons."""
    everybody = {part.unit for hit in answer.hits for part in hit.duty.parts if part.generic}
    leaders = {name for hit in answer.hits for name in hit.duty.leaders}
    names = (name for name in answer.units if name not in everybody | leaders)
    return tuple(dict.fromkeys(_called(name, directory) for name in names))


def _by_document(answer: Told, units: tuple[str, ...], documents: Mapping[str, Document]) -> Likely:
    duty = answer.hits[0].duty
    role = next((part.role for part in duty.parts if part.unit in answer.units), Role.RESPONSIBLE)
    reason = _told(BY_DOCUMENT, answer, documents, role=_ROLES.get(role, role), units="、".join(units))
    if role is Role.LISTED:
        reason = SIDE_BY_SIDE.format(reason=reason)
    if answer.conflict:
        reason = IN_CONFLICT.format(reason=reason, conflict=answer.conflict.rstrip("。"))
    # The sentence is told, not opened: its own duty may still become an entry, so it carries no key.
    title = _title(duty, documents)
    basis = Quote(title, duty.source.place, duty.quote, duty.document_date, damage=duty.source.damage)
    return Likely(reason, units, basis=basis)


def _told(words: str, answer: Told, documents: Mapping[str, Document], **more: str) -> str:
    """Return *words* about the best hit: where it stands and what it is about."""
    duty = answer.hits[0].duty
    title = _title(duty, documents)
    return words.format(title=title, place=duty.source.place, matter=duty.matter, **more)


def _title(duty: Duty, documents: Mapping[str, Document]) -> str:
    document = documents.get(duty.source.file)
    return document.title if document and document.title else duty.source.file


_ROLES = {Role.LEAD: "牵头单位", Role.MAIN: "主责单位", Role.LISTED: "责任单位", Role.RESPONSIBLE: "责任单位"}


def _called(name: str, directory: Directory) -> str:
    unit = directory.unit(name)
    return unit.name if unit else name
