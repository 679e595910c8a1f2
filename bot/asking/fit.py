"""How well one duty fits what is asked for: figures that can be explained."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import NamedTuple

from bot.asking.cover import LETTER, Comparison, Searched, Wanted, met, share
from bot.asking.matters import Said
from bot.asking.spellings.sounds import initials

#: What is found in the heading or the title alone counts less: it may be about the neighbour.
_SIDE = 0.7
#: The first sentence of the paragraph counts more: what follows it is about the same.
_OPENING = 0.8
#: The sentence before may name what this one orders; never enough alone.
_BEFORE = 0.55
#: What single characters alone cover of a position at most.
_SINGLE = 0.3
#: What a rare character of the question tells that stands alone in a duty (渠 in 柳叶渠).
_HINT = 0.7
#: What a pair counts that stands together by its sound, or in another word for the same.
_HEARD_TOGETHER = 0.9
#: What a name is credited with where only parts of it, or what stands around it, are met.
_BY_CHANCE = 0.5
#: From here on a share is all.
_WHOLE = 0.999


class Features(NamedTuple):
    """How one duty fits a question; every figure is a share from 0 to 1.

    Attributes:
        text: of the question's weight, what matter, quote, target, heading and title cover.
        matter: of the question's weight, what the matter alone covers.
        run: of the question's neighbouring pairs, those that stand together in the duty.
        focus: of the matter's characters, those the question speaks of.
        said: the weight that is covered, no share: a question of general words only (整改) says little.
        hints: as ``text``, with single characters of the question that stand anywhere in the duty.
        solid: of the question's weight, what is covered by more than single characters.
        silent: whether a whole piece of the question is met by nothing at all.
        elsewhere: whether the question names a water or a village that this duty never speaks of.
        missed: of the question's weight, what known terms weigh that nothing here meets (餐厨 of 餐厨垃圾).
    """

    text: float
    matter: float
    run: float
    focus: float
    said: float = 1.0
    hints: float = 0.0
    solid: float = 1.0
    silent: bool = False
    missed: float = 0.0
    elsewhere: bool = False

    @property
    def exact(self) -> bool:
        """Whether the question is about all of the matter and about nothing else."""
        return self.matter > _WHOLE and self.focus > _WHOLE and self.run > _WHOLE

    @property
    def whole(self) -> bool:
        """Whether all of the question stands together in the duty, as typed, by its sound or as a term."""
        return self.text >= _HEARD_TOGETHER and self.run >= _HEARD_TOGETHER

    @property
    def words(self) -> float:
        """How well the words fit, wherever in the duty they stand."""
        return self.text * (0.9 + 0.1 * self.run)

    @property
    def score(self) -> float:
        """One figure to rank by; ``text`` leads, the others part what it leaves equal."""
        return self.text * (0.84 + 0.05 * self.matter + 0.09 * self.run + 0.02 * self.focus)


class Words:
    """The words of a duty made ready to be compared with one question after another.

    Attributes:
        matter: what the duty is about.
        main: its matter, quote and target.
        around: what stands around these, each place with what it is worth at most.
    """

    __slots__ = ("around", "main", "matter")

    def __init__(self, said: Said, matter: Searched):
        self.matter, self.main = matter, Searched(said.main)
        places = ((_OPENING, said.opening), (_SIDE, said.side), (_BEFORE, said.before))
        self.around = [(most, Searched(words, once=True)) for most, words in places if words]

    @property
    def heard(self) -> str:
        """The folded sounds of all of it."""
        return "\n".join((self.main.heard, *(text.heard for _, text in self.around)))


class OfMatter(NamedTuple):
    """How what a duty is about fits a question: the same for every duty about it.

    Attributes:
        beside: the question beside the matter.
        spelled: how many letters of the question are initials in the matter.
        share, focus: as ``matter`` and ``focus`` of :class:`Features`.
        all: whether the matter covers all of the question.
    """

    beside: Comparison
    spelled: int
    share: float
    focus: float
    all: bool


def of_matter(wanted: Wanted, matter: Searched) -> OfMatter:
    """Compare what is asked for with what duties are about."""
    beside = Comparison(wanted, matter)
    covered = beside.cover()
    letters = initials(matter.chars) if wanted.initials else ""
    spelled = sum(len(row) for row in wanted.initials if row in letters)
    return OfMatter(
        beside,
        spelled,
        share=(wanted.weight * share(wanted, covered) + spelled) / wanted.total,
        focus=sum(met(matter.pairs, wanted.chars)) / max(1, len(matter.chars)),
        all=all(credit == 1 or not weight for credit, weight in zip(covered, wanted.weights, strict=True)),
    )


def fit(wanted: Wanted, words: Words, matter: OfMatter, rare: Callable[[str], float]) -> Features:
    """Compare what is asked for with the words of a duty.

    Args:
        wanted: what is asked for, its total weight above zero.
        words: the duty's words and what stands around them.
        matter: how its matter fits.
        rare: tells how rare a character is in the documents, from 0 to 1.
    """
    if matter.all:
        covers, run = matter.share, _together(matter.beside)
        return Features(covers, covers, run, matter.focus, covers * wanted.total, covers)
    total = wanted.weight
    beside = Comparison(wanted, words.main)
    covered = _around(wanted, beside.cover(), words)
    hinted = _hinted(wanted, covered, words.main.chars, rare)
    weighed = total * share(wanted, covered) + matter.spelled
    return Features(
        text=weighed / wanted.total,
        matter=matter.share,
        run=_together(beside),
        focus=matter.focus,
        said=weighed,
        silent=_silent(wanted, hinted),
        solid=share(wanted, [c > _SINGLE for c in covered]),
        hints=(total * share(wanted, hinted) + matter.spelled) / wanted.total,
        missed=sum(wanted.weights[at] for at in wanted.meant if covered[at] < _SINGLE) / wanted.total,
        elsewhere=any(_unnamed(covered[start:end]) for start, end in wanted.landmarks),
    )


def _unnamed(name: Sequence[float]) -> bool:
    """Tell whether a name is met by no more than a single character of it, or by a guess."""
    return sum(name) <= _BY_CHANCE * len(name)


def _around(wanted: Wanted, covered: list[float], words: Words) -> list[float]:
    """Credit what stands around the duty; a same-sounding character says nothing there."""
    for most, text in words.around:
        if _may_add(wanted, covered, most, text.chars):
            for at, credit in enumerate(Comparison(wanted, text).cover(by_sound=wanted.lettered)):
                covered[at] = max(covered[at], most * credit)
    return covered


def _may_add(wanted: Wanted, covered: Sequence[float], most: float, words: str) -> bool:
    """Tell from a quick look whether *words* may cover anything better than it is covered."""
    open_ = False
    for at, char in wanted.weighed:
        if covered[at] < most:
            if char in words or char == LETTER:
                return True
            open_ = True
    return open_ and bool(wanted.synonyms.standing_in(words))


def _hinted(wanted: Wanted, covered: Sequence[float], text: str, rare: Callable[[str], float]) -> list[float]:
    """Credit single characters that stand anywhere in the duty, the rarer the more."""
    hinted = list(covered)
    for at, char in wanted.weighed:
        if covered[at] < _HINT and char in text:
            hinted[at] = max(covered[at], _HINT * rare(char))
    return hinted


def _silent(wanted: Wanted, hinted: Sequence[float]) -> bool:
    """Tell whether a piece of the question is met nowhere: 地铁 of 地铁、开通."""
    return any(not any(hinted[start:end]) for start, end in wanted.telling)


def _together(beside: Comparison) -> float:
    """Return the share of neighbouring pairs that stand together there: as typed, by sound, as a term."""
    wanted = beside.wanted
    if not wanted.weighty:
        return 0.0
    apart = [at for at in wanted.weighty if not beside.pairs[at]]
    together = float(len(wanted.weighty) - len(apart))
    if apart:
        meant = {pair for word in beside.named for pair in wanted.synonyms.stands_for.get(word, ())}
        heard = [beside.heard[at] or wanted.pairs[at] in meant for at in apart]
        together += _HEARD_TOGETHER * sum(heard)
    return together / len(wanted.weighty)
