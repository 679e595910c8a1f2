"""Places (地方): those the documents are about, and those they are not about."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache

from bot.asking.names import Names
from bot.asking.words import words
from bot.pattern import Pattern

_SUFFIX = "省市县区旗州镇乡"

#: A place by its form at the head of a question: two or three characters and a suffix.
_FORM = Pattern(
    r"^(?:在|关于|我们)?((?:(?![谁是的了么吗哪几有])[一-龥]){2,3}?(?:自治县|自治州|街道|[市县区旗州镇乡]))(?=[一-龥\d])"
)

#: Words that end like a place and are none: 工业园区, 饮用水水源保护区, 乡镇, 住宅小区.
_COMMON = Pattern(
    r"(?:园|小|社|城|市|县|库|矿|景|林|灌|片|辖|湖|港|校|厂|街|护|能|发|新|范|成|山|牧|郊|禁|控|定|该|各|全|本|我|哪个|乡)"
    r"[市县区乡镇]$|(?:^|..|[深浅高低矮远近老大小丘半])山区$|^(?:禁|限|非|各|全|本|我|哪|什|某|整|每|这|那|几|多少|乡镇|村镇|城镇|城市|集镇|超市|菜市|夜市|股市)"
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


def place_names(places: Iterable[str]) -> Names:
    """Hold the names of places, to be found in full and by their stem."""
    return Names.of({name: place_forms(name) for name in places})


def place_forms(name: str) -> tuple[str, str]:
    """Return how a place's name may be typed: in full, and its stem."""
    return name, stem(name)


def known_places(text: str, names: Names) -> list[Place]:
    """Return the known places that *text* names: in full, by sound, mistyped, or by their stem."""
    hits = names.found(text)
    whole = [hit for hit in hits if hit.form == hit.name and (hit.written or len(hit.name) >= 3)]
    whole.sort(key=lambda hit: not hit.written)  # 丰坪市 is not 凤坪市 where both are known
    if not whole:
        ends = (at for at, char in enumerate(text, 1) if char in _SUFFIX and not _COMMON.search(text[:at]))
        near = (hit for end in ends for hit in names.mistyped(text, end))
        whole = [hit for hit in near if hit.form == hit.name and len(hit.name) >= 3]
    # A river, or a stem by which a newspaper is named, may also be part of another name.
    found = [Place(h.start, h.end, h.name, h.name[-1] in _SUFFIX or len(h.name) > 4) for h in whole]
    named = {hit.name for hit in whole}
    short = (hit for hit in hits if hit.written and hit.form != hit.name and hit.name not in named)
    found += (Place(hit.start, hit.end, hit.name, sure=False) for hit in short)
    found.sort(key=lambda p: (not p.sure, p.start - p.end))
    kept: list[Place] = []
    for place in found:
        if all(place.end <= k.start or k.end <= place.start for k in kept):
            kept.append(place)
    return sorted(kept, key=lambda p: (not p.sure, p.start))


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
