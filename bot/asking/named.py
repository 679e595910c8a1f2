"""Units named in a question: by the directory, by the documents' own names, by an abbreviation of one."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from dataclasses import dataclass

from bot.asking import phrases
from bot.asking.landmarks import SURNAMES
from bot.asking.names import Found, Names
from bot.pattern import Pattern
from bot.reading.units import Directory, Mention

#: A shortened name by its end: 县府, 生环分局.
_SHORT = Pattern(r"[一-龥]{1,4}?(?:分局|局|办|委|府|厅|队|公司|集团|中心)")
#: What follows a bare stem (住建, 城管) where it means the unit and not a part of a matter.
_AFTER_STEM = Pattern(
    r"(?:今年|目前|现在|这边|那边|身上|手上|会上|被点名|主要|具体|都|还|应该|应|该|需要){0,2}(?:负责|牵头|管|抓|配合|有|做|干|办|的任务|的职责|承担|要)"
    r"|(?:在?会上)?(?:承诺|答应|保证|认领|领|接|分到|表|作)(?:了|出)?(?:什么|哪些|啥|哪几|几)(?!时|部门|单位)"
    r"|的(?:责任|职责|任务|工作|事情?|活)(?:都?有)?(?:哪些|什么|啥|是什么|是啥)"
    r"|(?:在|就|对)[一-龥]{2,16}(?:要|该|应|得|负责|承担|承诺|答应|有|干|做|牵头)[一-龥]{0,4}(?:什么|哪些|啥|哪几|几)(?!时|部门|单位)"
)
_BESIDE = frozenset("、和与跟及")
_ALL = Pattern(r"各(?:(镇街道?|乡镇、?街道|镇、?街道|镇\(街道\)|乡镇|镇乡|镇|乡)|街道)")
_QUOTES = Pattern(r"[“”\"'‘’]")
_LEVELS = "省市区县州旗"
_PERSON = Pattern(rf"[{SURNAMES}](?![一-龥]*[局办委部厅队站所院会司镇乡村长])[一-龥]{{1,2}}")


@dataclass(frozen=True, slots=True)
class Named:
    """A unit named at ``[start, end)``: as typed, and the key under which it is looked up."""

    start: int
    end: int
    name: str
    key: str


def unit_names(units: Iterable[str]) -> Names:
    """Hold the names that documents write (县政协, “两办”督查室)."""
    return Names.of({name: unit_forms(name) for name in units})


def unit_forms(name: str) -> tuple[str, ...]:
    """Return how a unit's name may be typed: without quotes, with and without its level.

    Of two characters only the name of a person is one: 贺岩, 陈明同志.
    """
    plain = _QUOTES.sub("", name).lower()
    short = plain[1:] if plain[:1] in _LEVELS else ""
    person = plain.removesuffix("同志")
    forms = [form for form in (plain, short) if len(form) >= 3]
    return (*forms, person) if is_person(person) and person not in forms else tuple(forms)


def is_person(name: str) -> bool:
    """Tell whether *name* is a person's: two or three characters, the first one a surname.

    >>> is_person("贺岩"), is_person("县水利局"), is_person("水利")
    (True, False, False)
    """
    return bool(_PERSON.fullmatch(name))


def named_units(text: str, directory: Directory, written: Names) -> list[Named]:
    """Return the units that *text* names, left to right, none inside another.

    Args:
        text: the folded question.
        directory: the known units.
        written: the names that documents write, from ``unit_names``.
    """
    mentions = directory.find(text)
    begin = {mention.start for mention in mentions if not _is_short(mention)}
    found = [Named(m.start, m.end, m.text, m.key) for m in mentions if _means_unit(m, text, begin)]
    hits = (hit for hit in written.found(text) if hit.written and _means_whom(hit, text))
    found += (Named(hit.start, hit.end, hit.name, directory.key(hit.name)) for hit in hits)
    found += _all_of_them(text, directory)
    kept = _apart(found)
    kept += list(_shortened(text, kept, written, directory))
    return sorted(kept, key=lambda n: n.start)


def asks_of_unit(text: str, at: int) -> bool:
    """Tell whether what stands at *at* asks for the duties of what stands before: 水利局|负责什么."""
    return _AFTER_STEM.match(text, at) is not None


def _all_of_them(text: str, directory: Directory) -> Iterable[Named]:
    """Yield all towns or all streets, where their duties are asked for: 各镇要做什么."""
    for match in _ALL.finditer(text):
        if _AFTER_STEM.match(text, match.end()):
            key = directory.key("各乡镇" if match[1] else "各街道")
            yield Named(match.start(), match.end(), match[0], key)


def _means_unit(mention: Mention, text: str, begin: Collection[int]) -> bool:
    """Tell whether a mention is a unit; 消防 and 乡镇 are as often part of a matter (乡镇污水处理厂).

    A bare stem is a unit before a full name: 人社和组织部; *begin* are the places where such begin.
    """
    beside = text[mention.end : mention.end + 1] in _BESIDE and mention.end + 1 in begin
    return (
        not _is_short(mention)
        or beside
        or len(text) == len(mention.text)
        or bool(_AFTER_STEM.match(text, mention.end))
    )


def _is_short(mention: Mention) -> bool:
    return mention.stem or len(mention.text) <= 2


def _means_whom(hit: Found, text: str) -> bool:
    """Tell whether a written name is meant; two characters are a person only where so spoken of."""
    return len(hit.form) > 2 or len(text) == 2 or bool(phrases.OF_PERSON.match(text, hit.end))


def _apart(found: list[Named]) -> list[Named]:
    """Keep the longest of names that overlap."""
    kept: list[Named] = []
    for one in sorted(found, key=lambda n: (n.start - n.end, n.start)):
        if all(one.end <= k.start or k.end <= one.start for k in kept):
            kept.append(one)
    return kept


def _shortened(text: str, kept: list[Named], names: Names, directory: Directory) -> Iterable[Named]:
    """Yield names of which *text* holds an abbreviation, the longest that is one at each place."""
    for match in _SHORT.finditer(text):
        if any(match.start() < k.end and k.start < match.end() for k in kept):
            continue
        for start in range(match.start(), match.end() - 1):
            word = text[start : match.end()]
            name = next((n for n in names.beginning(word[0]) if _is_short_for(word, n)), None)
            if name:
                yield Named(start, match.end(), name, directory.key(name))
                break


def _is_short_for(word: str, name: str) -> bool:
    plain = _QUOTES.sub("", name)
    return len(plain) > len(word) and plain[-1] == word[-1] and abbreviates(word, plain)


def abbreviates(word: str, name: str) -> bool:
    """Tell whether *word* is *name*, its level aside, with characters left out but for the first.

    >>> abbreviates("生环分局", "县生态环境分局"), abbreviates("环生分局", "生态环境分局")
    (True, False)
    """
    if word[0] != name[0] and not (name[0] in _LEVELS and word[0] == name[1:2]):
        return False
    left = iter(name)
    return all(char in left for char in word)
