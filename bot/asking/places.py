"""Places (地方): those the documents are about, and those they are not about."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache

from bot.asking.spellings.shapes import alike
from bot.asking.spellings.sounds import sound
from bot.asking.words import words

_SUFFIX = "省市县区旗州镇乡"

#: A place by its form at the head of a question: two or three characters and a suffix.
_FORM = re.compile(
    r"^(?:在|关于|我们)?((?:(?![谁是的了么吗哪几有])[一-龥]){2,3}?(?:自治县|自治州|街道|[市县区旗州镇乡]))(?=[一-龥])"
)

#: Words that end like a place and are none: 工业园区, 饮用水水源保护区, 乡镇, 住宅小区.
_COMMON = re.compile(
    r"(?:园|小|社|城|市|县|库|矿|景|林|灌|片|辖|湖|港|山|校|厂|街|护|能|发|新|范|成|山|牧|郊|禁|控|定|该|各|全|本|我|哪个|乡)"
    r"[市县区乡镇]$|^(?:禁|限|非|各|全|本|我|哪|什|某|整|每|这|那|几|多少|乡镇|村镇|城镇|城市|集镇|超市|菜市|夜市|股市)"
)


@cache
def _cities() -> frozenset[str]:
    """Provinces and prefecture-level cities: a question that names one is about there and nowhere else."""
    return frozenset(words("cities"))


@dataclass(frozen=True, slots=True)
class Place:
    """A place named in a question at ``[start, end)``.

    ``sure`` is False where only its stem stands there (北渚 for 北渚市): it may be part of another name.
    """

    start: int
    end: int
    name: str
    sure: bool = True


def stem(name: str) -> str:
    """Return a place's name without its suffix, where two characters or more are left.

    >>> stem("青溪区"), stem("沙河镇"), stem("乾县")
    ('青溪', '沙河', '乾县')
    """
    return name[:-1] if len(name) >= 3 and name[-1] in _SUFFIX else name


def known_places(text: str, names: Iterable[str]) -> list[Place]:
    """Return the known places that *text* names: in full, by sound, mistyped, or by their stem."""
    found: list[Place] = []
    heard = sound(text)
    for name in names:
        short = stem(name)
        at = text.find(name)
        if at < 0 and len(name) >= 3:
            at = heard.find(sound(name))
        if at < 0 and len(name) >= 3:
            at = _mistyped(name, text)
        if at >= 0:
            # A river, or a stem by which a newspaper is named, may also be part of another name.
            found.append(Place(at, at + len(name), name, sure=name[-1] in _SUFFIX or len(name) > 4))
        elif len(short) >= 2 and (at := text.find(short)) >= 0:
            found.append(Place(at, at + len(short), name, sure=False))
    found.sort(key=lambda p: (not p.sure, p.start - p.end))
    kept: list[Place] = []
    for place in found:
        if all(place.end <= k.start or k.end <= place.start for k in kept):
            kept.append(place)
    return sorted(kept, key=lambda p: (not p.sure, p.start))


def _mistyped(name: str, text: str) -> int:
    """Return where *text* has *name* with one character mistaken for a look-alike; -1 where it has not."""
    for at in range(len(text) - len(name) + 1):
        if text[at + len(name) - 1] != name[-1]:
            continue
        wrong = [(a, b) for a, b in zip(name, text[at:], strict=False) if a != b]
        if len(wrong) == 1 and alike(*wrong[0]):
            return at
    return -1


def elsewhere(text: str) -> str:
    """Return the place that *text* names by its form or that is a well-known city; empty where none.

    The caller asks the documents whether they speak of it.

    >>> elsewhere("石家庄农村污水谁负责"), elsewhere("青川县油烟谁管"), elsewhere("工业园区废水谁管")
    ('石家庄', '青川县', '')
    """
    for length in (5, 4, 3, 2):
        if text[:length] in _cities():
            return text[:length]
    form = _FORM.match(text)
    return form[1] if form and not _COMMON.search(form[1]) else ""
