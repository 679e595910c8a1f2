"""The numbers that Word shows and does not store: 一、 （一） 1. counted anew from numbering.xml."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass, field
from xml.etree.ElementTree import Element

from bot.reading.formats.archive import attributes, local

_DIGITS = "〇一二三四五六七八九"
_STEMS = "甲乙丙丁戊己庚辛壬癸"
_BRANCHES = "子丑寅卯辰巳午未申酉戌亥"
_FORMAL = str.maketrans("一二三四五六七八九十百千〇", "壹贰叁肆伍陆柒捌玖拾佰仟零")
_ROMAN = ((1000, "m"), (900, "cm"), (500, "d"), (400, "cd"), (100, "c"), (90, "xc"), (50, "l"), (40, "xl"))
_ROMAN_SMALL = ((10, "x"), (9, "ix"), (5, "v"), (4, "iv"), (1, "i"))


def chinese(number: int) -> str:
    """Write a number from 1 to 9999 as it is counted.

    >>> [chinese(n) for n in (9, 10, 11, 20, 105, 110)]
    ['九', '十', '十一', '二十', '一百〇五', '一百一十']
    """
    if not 0 < number < 10_000:
        return str(number)
    words, left = "", number
    for unit, name in ((1000, "千"), (100, "百"), (10, "十"), (1, "")):
        digit, left = divmod(left, unit)
        if digit:
            words += _DIGITS[digit] + name
        elif words and left and not words.endswith("〇"):
            words += "〇"
    return words.removeprefix("一") if 10 <= number < 20 else words


def _roman(number: int) -> str:
    words = ""
    for value, letters in (*_ROMAN, *_ROMAN_SMALL):
        count, number = divmod(number, value)
        words += letters * min(count, 20)
    return words


def _letter(number: int) -> str:
    return chr(ord("a") + (number - 1) % 26) * min((number - 1) // 26 + 1, 20) if number > 0 else ""


def _circled(number: int) -> str:
    return chr(0x2460 + number - 1) if 0 < number <= 20 else str(number)


#: How each number format of the standard (ECMA-376 17.18.59) writes a number; any other writes digits.
_FORMS: dict[str, Callable[[int], str]] = {
    **dict.fromkeys(
        ("chineseCounting", "chineseCountingThousand", "japaneseCounting", "taiwaneseCountingThousand"),
        chinese,
    ),
    "taiwaneseCounting": chinese,
    "chineseLegalSimplified": lambda n: ("一" * (10 <= n < 20) + chinese(n)).translate(_FORMAL),
    **dict.fromkeys(
        ("ideographDigital", "japaneseDigitalTenThousand", "taiwaneseDigital"),
        lambda n: "".join(_DIGITS[int(d)] for d in str(n)),
    ),
    "ideographTraditional": lambda n: _STEMS[(n - 1) % 10],
    "ideographZodiac": lambda n: _BRANCHES[(n - 1) % 12],
    "lowerLetter": _letter,
    "upperLetter": lambda n: _letter(n).upper(),
    "lowerRoman": _roman,
    "upperRoman": lambda n: _roman(n).upper(),
    "decimalZero": lambda n: f"{n:02}",
    "decimalEnclosedCircle": _circled,
    "decimalEnclosedCircleChinese": _circled,
    "ideographEnclosedCircle": _circled,
    "none": lambda _: "",
}


@dataclass(frozen=True, slots=True)
class Level:
    """How one level of a list is numbered: 第%1章, （%2）."""

    start: int = 1
    form: str = "decimal"
    pattern: str = ""
    digits: bool = False  # the levels above are shown in digits too (isLgl)


@dataclass
class Lists:
    """The lists of one document; ask them for each numbered paragraph in order."""

    levels: dict[str, dict[int, Level]] = field(default_factory=dict)  # by numId
    counted_with: dict[str, str] = field(default_factory=dict)  # numId → the list that counts for it
    _counts: dict[str, dict[int, int]] = field(default_factory=dict)

    @classmethod
    def of(cls, numbering: Element, styles: Element) -> Lists:
        """Read ``numbering.xml``; a list may lend its levels from a style of ``styles.xml``."""
        lent = {_value(style, "styleId"): number for style, number, _ in _numbered(styles)}
        abstract, nums, links = _definitions(numbering)
        lists = cls()
        for num_id, (abstract_id, overrides) in nums.items():
            source = abstract_id
            if link := links.get(abstract_id):
                source = nums.get(lent.get(link, ""), (abstract_id, {}))[0]
            lists.levels[num_id] = abstract.get(source, {}) | overrides
            lists.counted_with[num_id] = num_id if overrides else source
        return lists

    def label(self, num_id: str, depth: int) -> str:
        """Count the next paragraph of a list and return its number as shown, empty for a bullet."""
        levels = self.levels.get(num_id)
        if not levels or depth not in levels:
            return ""
        counts = self._counts.setdefault(self.counted_with[num_id], {})
        for deeper in [d for d in counts if d > depth]:
            del counts[deeper]
        counts[depth] = counts.get(depth, levels[depth].start - 1) + 1
        if levels[depth].form == "bullet":
            return ""
        return re.sub(
            r"%([1-9])", lambda m: self._shown(levels, counts, depth, int(m[1]) - 1), levels[depth].pattern
        )

    def _shown(self, levels: dict[int, Level], counts: dict[int, int], depth: int, wanted: int) -> str:
        level = levels.get(wanted, Level())
        number = counts.get(wanted, level.start)
        if levels[depth].digits and wanted != depth:
            return str(number)
        return _FORMS.get(level.form, str)(number)


def _value(element: Element, name: str = "val") -> str:
    return attributes(element).get(name, "")


def _children(element: Element, *names: str) -> list[Element]:
    return [child for child in element if local(child.tag) in names]


def number_of(properties: Element | None) -> tuple[str, int] | None:
    """Return list and level that paragraph properties give; a list ``0`` takes the number away."""
    for number in _children(properties, "numPr") if properties is not None else ():
        given = {local(child.tag): _value(child) for child in number}
        if "numId" in given or "ilvl" in given:
            depth = given.get("ilvl", "0")
            return given.get("numId", ""), int(depth) if depth.isdigit() else 0
    return None


def _numbered(styles: Element) -> list[tuple[Element, str, int]]:
    found = []
    for style in _children(styles, "style"):
        for properties in _children(style, "pPr"):
            if number := number_of(properties):
                found.append((style, *number))
    return found


def numbers_by_style(styles: Element) -> dict[str, tuple[str, int]]:
    """Return list and level of every paragraph style that has them, itself or by the style it is based on."""
    own = {_value(style, "styleId"): (num_id, depth) for style, num_id, depth in _numbered(styles)}
    based = {
        _value(style, "styleId"): _value(base)
        for style in _children(styles, "style")
        for base in _children(style, "basedOn")
    }
    found = {}
    for style in {*own, *based}:
        at, seen = style, set[str]()
        while at and at not in own and at not in seen:
            seen.add(at)
            at = based.get(at, "")
        if at in own:
            found[style] = own[at]
    return found


def _definitions(
    numbering: Element,
) -> tuple[dict[str, dict[int, Level]], dict[str, tuple[str, dict[int, Level]]], dict[str, str]]:
    """Return the abstract lists, the lists made of them with their own levels, and the links to styles."""
    abstract, nums, links = {}, {}, {}
    for element in numbering:
        match local(element.tag):
            case "abstractNum":
                identity = _value(element, "abstractNumId")
                abstract[identity] = dict(map(_level, _children(element, "lvl")))
                for link in _children(element, "numStyleLink"):
                    links[identity] = _value(link)
            case "num":
                base = next(map(_value, _children(element, "abstractNumId")), "")
                overrides = _overrides(element, abstract.get(base, {}))
                nums[_value(element, "numId")] = base, overrides
    return abstract, nums, links


def _overrides(num: Element, levels: dict[int, Level]) -> dict[int, Level]:
    found = {}
    for override in _children(num, "lvlOverride"):
        depth = int(_value(override, "ilvl") or 0)
        given = dict(map(_level, _children(override, "lvl")))
        level = given.get(depth, levels.get(depth, Level()))
        for start in _children(override, "startOverride"):
            level = Level(int(_value(start) or 1), level.form, level.pattern, level.digits)
        found[depth] = level
    return found


def _level(element: Element) -> tuple[int, Level]:
    given = {local(child.tag): _value(child) for child in element}
    form = given.get("numFmt", "decimal")
    for choice in _children(
        element, "AlternateContent"
    ):  # Word wraps newer forms, with a plain one to fall back on
        form = next((_value(f) for f in choice.iter() if local(f.tag) == "numFmt"), form)
    legal = "isLgl" in given and given["isLgl"] not in ("0", "false")
    start = int(given.get("start") or 1)
    return int(_value(element, "ilvl") or 0), Level(start, form, given.get("lvlText", ""), legal)
