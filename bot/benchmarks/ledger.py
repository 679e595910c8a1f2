"""An invented ledger of any size, always the same for a size, and questions about it with their answers.

As in life, few matters make up most duties (Zipf), places differ in size, and many matters differ in a word
only. A matter is made of where (沿河、老旧小区、…), what (餐饮油烟、…) and what is to be done (整治、…).
"""

from __future__ import annotations

import random
import tomllib
from bisect import bisect_left
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import cached_property
from itertools import accumulate
from pathlib import Path

from bot import general
from bot.asking.matters import Said
from bot.asking.spellings.shapes import lookalikes
from bot.asking.spellings.sounds import initials, same
from bot.reading.sounds import readings

_WORDS = tomllib.loads(Path(__file__).with_name("ledger.toml").read_text("utf-8"))
_WHERE, _ACTS, _NEAR, _ELSEWHERE, _UNITS, _TALK, _FILLED, _QUOTES = (
    tuple[str, ...](_WORDS[name])
    for name in ("where", "acts", "near", "elsewhere", "units", "talk", "filled", "quotes")
)
_WHAT: dict[str, tuple[str, str]] = _WORDS["what"]  # with a short form and an everyday word, or ""


@dataclass(frozen=True, slots=True)
class Matter:
    """Where, what, and what is to be done about it."""

    where: str
    what: str
    act: str

    @property
    def words(self) -> str:
        return f"{self.where}{self.what}{self.act}"


@dataclass(frozen=True, slots=True)
class Asked:
    """A question of one kind; *right* tells of a duty (its matter, its place) whether it answers."""

    kind: str
    text: str
    right: Callable[[Matter, str], bool] | None  # None: nothing in the ledger answers it


class Ledger:
    """*size* duties of an invented nation, made as they are asked for."""

    def __init__(self, size: int):
        self.size = size
        self._chance = random.Random(size)  # noqa: S311 - the same ledger each time
        every = [Matter(a, b, c) for b in _WHAT for a in _WHERE for c in _ACTS]
        self._chance.shuffle(every)
        self.matters = every[: max(200, min(len(every), round(size**0.78)))]
        self.places = self._places(max(4, min(2_400, size // 250)))

    @cached_property
    def rows(self) -> list[tuple[int, int]]:
        """The duties: the numbers of matter and place of each."""
        pick = random.Random(self.size + 1)  # noqa: S311
        heights = list(accumulate(1 / (rank + 3) for rank in range(len(self.matters))))
        widths = list(accumulate(1 / (rank + 20) for rank in range(len(self.places))))
        rows = [(number, number % len(self.places)) for number in range(min(len(self.matters), self.size))]
        while len(rows) < self.size:
            matter = bisect_left(heights, pick.random() * heights[-1])
            rows.append((matter, bisect_left(widths, pick.random() * widths[-1])))
        return rows

    def said(self, number: int) -> Said:
        """Return the words of one duty, 60 to 120 characters of them."""
        matter, place = self.rows[number]
        words, where = self.matters[matter].words, self.places[place]
        unit, other = _UNITS[(matter * 7) % 12], _UNITS[(matter * 7 + number % 5 + 1) % 12]
        told = {"matter": words, "place": where, "unit": unit, "other": other}
        quote = _QUOTES[number % len(_QUOTES)].format(count=number % 97 + 3, month=number % 12 + 1, **told)
        return Said(words, f"{words}\n{quote}", f"{where}{number % 9 + 2018}年生态环境突出问题整改方案")

    def questions(self, each: int) -> Iterator[Asked]:
        """Yield *each* questions of every kind; to those of the last three there is no answer."""
        for kind, (_, ask) in _KINDS.items():
            made = 0
            for attempt in range(each * 20):
                asker = random.Random(f"{self.size} {kind} {attempt}")  # noqa: S311
                if made < each and (asked := ask(self, kind, asker)):
                    made += 1
                    yield asked

    def duty(self, number: int) -> tuple[Matter, str]:
        """Return what one duty is about, and the place that has it."""
        matter, place = self.rows[number]
        return self.matters[matter], self.places[place]

    def any_row(self, asker: random.Random) -> tuple[Matter, str]:
        return self.duty(asker.randrange(len(self.rows)))

    @cached_property
    def held(self) -> frozenset[tuple[int, int]]:
        """Which matters each place has."""
        return frozenset(self.rows)

    def _places(self, count: int) -> list[str]:
        names = dict.fromkeys(
            f"{self._chance.choice(_WORDS['names'])}{self._chance.choice(_WORDS['ends'])}{kind}"
            for kind in "县区市" * (2 * count)
        )
        return list(names)[:count]


# -- how a question is typed


def _whole(matter: Matter) -> Callable[[Matter, str], bool]:
    return lambda found, _: found == matter


def _about(matter: Matter) -> Callable[[Matter, str], bool]:
    return lambda found, _: (found.where, found.what) == (matter.where, matter.what)


def _exact(ledger: Ledger, kind: str, asker: random.Random) -> Asked:
    matter, _ = ledger.any_row(asker)
    return Asked(kind, matter.words + asker.choice(_TALK), _whole(matter))


def _filler(ledger: Ledger, kind: str, asker: random.Random) -> Asked:
    matter, _ = ledger.any_row(asker)
    return Asked(kind, asker.choice(_FILLED).format(matter.words), _whole(matter))


def _with_one(
    change: Callable[[str, random.Random], str],
) -> Callable[[Ledger, str, random.Random], Asked | None]:
    """Return a kind of question in which one character is changed."""

    def ask(ledger: Ledger, kind: str, asker: random.Random) -> Asked | None:
        matter, _ = ledger.any_row(asker)
        at = asker.randrange(len(matter.words))
        other = change(matter.words[at], asker)
        if other == matter.words[at]:
            return None
        text = matter.words[:at] + other + matter.words[at + 1 :]
        return Asked(kind, text + asker.choice(_TALK), _whole(matter))

    return ask


def _same_sound(char: str, asker: random.Random) -> str:
    own = readings(char)
    others = [c for c in _SOUNDING.get(own[0], "") if c != char] if own else []
    return asker.choice(others) if others else char


def _similar(char: str, asker: random.Random) -> str:
    others = sorted(lookalikes(char) - {char})
    return asker.choice(others) if others else char


#: Common characters by their sound: those of the ledger itself.
_SOUNDING: dict[str, str] = {}
for _char in sorted(
    {
        c
        for words in (
            *_WHERE,
            *_WHAT,
            *_ACTS,
            *_ELSEWHERE,
            *_NEAR,
            *_QUOTES,
        )
        for c in words
    }
):
    for _sound in readings(_char)[:1]:
        _SOUNDING[_sound] = _SOUNDING.get(_sound, "") + _char


def _typed(words: str, asker: random.Random, *, mixed_up: bool = False) -> str:
    """Return *words* in letters, the syllables parted or run together."""
    syllables = [readings(char)[0] for char in words]
    if mixed_up:
        syllables = [same(s) if asker.random() < 0.5 else s for s in syllables]
    return asker.choice((" ", "")).join(syllables).replace("ü", "v")


def _pinyin(ledger: Ledger, kind: str, asker: random.Random) -> Asked:
    matter, _ = ledger.any_row(asker)
    return Asked(kind, _typed(matter.words, asker), _whole(matter))


def _fuzzy_pinyin(ledger: Ledger, kind: str, asker: random.Random) -> Asked:
    matter, _ = ledger.any_row(asker)
    return Asked(kind, _typed(matter.words, asker, mixed_up=True), _whole(matter))


def _initials(ledger: Ledger, kind: str, asker: random.Random) -> Asked:
    matter, _ = ledger.any_row(asker)
    row = initials(matter.words)
    return Asked(kind, row, lambda found, _: initials(found.words) == row)


def _part(ledger: Ledger, kind: str, asker: random.Random) -> Asked:
    matter, _ = ledger.any_row(asker)
    return Asked(kind, f"{matter.where}{matter.what}{asker.choice(_TALK)}", _about(matter))


def _partial(ledger: Ledger, kind: str, asker: random.Random) -> Asked:
    matter, _ = ledger.any_row(asker)
    at = asker.randrange(len(matter.words))
    return Asked(kind, matter.words[:at] + matter.words[at + 1 :] + asker.choice(_TALK), _whole(matter))


def _traditional(ledger: Ledger, kind: str, asker: random.Random) -> Asked:
    matter, _ = ledger.any_row(asker)
    text = (matter.words + asker.choice(_TALK)).translate(_FULL)
    return Asked(kind, text, _whole(matter))


def _otherwise(which: int) -> Callable[[Ledger, str, random.Random], Asked | None]:
    """Return a kind of question that calls the thing by its short (0) or everyday (1) name."""

    def ask(ledger: Ledger, kind: str, asker: random.Random) -> Asked | None:
        matter, _ = ledger.any_row(asker)
        name = _WHAT[matter.what][which]
        text = f"{matter.where}{name}{matter.act}{asker.choice(_TALK)}"
        return Asked(kind, text, _whole(matter)) if name else None

    return ask


def _place(ledger: Ledger, kind: str, asker: random.Random) -> Asked:
    matter, place = ledger.any_row(asker)
    right = _there(matter, place)
    return Asked(kind, f"{place}{matter.words}{asker.choice(_TALK)}", right)


def _place_heard(ledger: Ledger, kind: str, asker: random.Random) -> Asked | None:
    matter, place = ledger.any_row(asker)
    at = asker.randrange(2)
    other = _same_sound(place[at], asker)
    heard = place[:at] + other + place[at + 1 :]
    if heard == place or heard in ledger.places:
        return None
    return Asked(kind, f"{heard}{matter.words}{asker.choice(_TALK)}", _there(matter, place))


def _there(matter: Matter, place: str) -> Callable[[Matter, str], bool]:
    return lambda found, where: (found, where) == (matter, place)


def _mixed(ledger: Ledger, kind: str, asker: random.Random) -> Asked:
    matter, _ = ledger.any_row(asker)
    letters = " ".join(readings(char)[0] for char in matter.what)
    return Asked(kind, f"{matter.where}{letters}{matter.act}{asker.choice(_TALK)}", _whole(matter))


def _none_near(_: Ledger, kind: str, asker: random.Random) -> Asked:
    where = asker.choice((*_WHERE[:10], "", ""))
    return Asked(kind, f"{where}{asker.choice(_NEAR)}{asker.choice(_TALK)}", None)


def _none_else(_: Ledger, kind: str, asker: random.Random) -> Asked:
    return Asked(kind, f"{asker.choice(_ELSEWHERE)}{asker.choice(_TALK)}", None)


def _none_there(ledger: Ledger, kind: str, asker: random.Random) -> Asked | None:
    matter = asker.randrange(len(ledger.matters))
    place = asker.randrange(len(ledger.places))
    if (matter, place) in ledger.held:
        return None
    text = f"{ledger.places[place]}{ledger.matters[matter].words}{asker.choice(_TALK)}"
    return Asked(kind, text, None)


def _full_forms() -> dict[int, str]:
    row = general.text("script.txt").split("\n", 1)[0]
    return {ord(plain): full for full, plain in zip(row[::2], row[1::2], strict=True)}


_FULL = _full_forms()
_Ask = Callable[[Ledger, str, random.Random], Asked | None]

#: The kinds of questions: their names in Chinese, and how one is made.
_KINDS: dict[str, tuple[str, _Ask]] = {
    "exact": ("原词", _exact),
    "filler": ("带客套话", _filler),
    "same-sound": ("同音字", _with_one(_same_sound)),
    "similar-shape": ("形近字", _with_one(_similar)),
    "pinyin": ("全拼", _pinyin),
    "part of it": ("只说前半", _part),
    "initials": ("首字母", _initials),
    "traditional": ("繁体", _traditional),
    "abbreviation": ("简称", _otherwise(0)),
    "known synonym": ("俗称", _otherwise(1)),
    "place": ("带地名", _place),
    "place by sound": ("地名写成同音字", _place_heard),
    "partial": ("漏一个字", _partial),
    "fuzzy pinyin": ("模糊拼音", _fuzzy_pinyin),
    "mixed": ("汉字夹拼音", _mixed),
    "none: near": ("没有的：邻近的事", _none_near),
    "none: other field": ("没有的：别行的事", _none_else),
    "none: elsewhere": ("没有的：别处的事", _none_there),
}

#: The kinds of questions, in the order in which they are told, with their names in Chinese.
KINDS = {kind: chinese for kind, (chinese, _) in _KINDS.items()}
