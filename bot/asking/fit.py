"""How well one duty fits what is asked for: figures that can be explained."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import NamedTuple

from bot.asking.cover import GAP, LETTER, Searched, Wanted, cover, met, share, windows
from bot.asking.matters import Said
from bot.asking.spellings.sounds import initials, sound

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
#: From this weight on a character says something.
_WEIGHTY = 0.5
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


def fit(wanted: Wanted, said: Said, rare: Callable[[str], float]) -> Features:
    """Compare what is asked for with the words of a duty.

    Args:
        wanted: what is asked for, its total weight above zero.
        said: the duty's words and what stands around them.
        rare: tells how rare a character is in the documents, from 0 to 1.
    """
    matter = Searched(said.matter)
    of_matter = cover(wanted, matter)
    total = wanted.weight
    letters = initials(said.matter) if wanted.initials else ""
    spelled = sum(len(row) for row in wanted.initials if row in letters)
    covers = (total * share(wanted, of_matter) + spelled) / wanted.total
    focus = sum(met(windows(said.matter, 2), wanted.chars)) / max(1, len(said.matter))
    if all(credit == 1 or not weight for credit, weight in zip(of_matter, wanted.weights, strict=True)):
        run = _together(wanted, matter)
        return Features(covers, covers, run, focus, covers * wanted.total, covers)
    main = Searched(said.main)
    covered = _beside(wanted, cover(wanted, main), said)
    hinted = _hinted(wanted, covered, said.main, rare)
    weighed = total * share(wanted, covered) + spelled
    return Features(
        text=weighed / wanted.total,
        matter=covers,
        run=_together(wanted, main),
        focus=focus,
        said=weighed,
        silent=_silent(wanted, hinted),
        solid=share(wanted, [c > _SINGLE for c in covered]),
        hints=(total * share(wanted, hinted) + spelled) / wanted.total,
        missed=sum(wanted.weights[at] for at in wanted.meant if covered[at] < _SINGLE) / wanted.total,
        elsewhere=any(_unnamed(covered[start:end]) for start, end in wanted.landmarks),
    )


def _unnamed(name: Sequence[float]) -> bool:
    """Tell whether a name is met by no more than a single character of it, or by a guess."""
    return sum(name) <= _BY_CHANCE * len(name)


def _beside(wanted: Wanted, covered: list[float], said: Said) -> list[float]:
    """Credit what stands around the duty, each place with what it is worth at most."""
    for most, words in ((_OPENING, said.opening), (_SIDE, said.side), (_BEFORE, said.before)):
        if words and _may_add(wanted, covered, most, words):
            text = Searched(words, sound if LETTER in wanted.chars else _unheard)
            for at, credit in enumerate(cover(wanted, text)):
                covered[at] = max(covered[at], most * credit)
    return covered


def _unheard(_: str) -> str:
    """Around a duty a same-sounding character says nothing."""
    return ""


def _may_add(wanted: Wanted, covered: Sequence[float], most: float, words: str) -> bool:
    """Tell from a quick look whether *words* may cover anything better than it is covered."""
    open_ = [at for at, credit in enumerate(covered) if credit < most and wanted.weights[at]]
    if any(wanted.chars[at] in words or wanted.chars[at] == LETTER for at in open_):
        return True
    return bool(open_) and any(word in words for word in wanted.named)


def _hinted(wanted: Wanted, covered: Sequence[float], text: str, rare: Callable[[str], float]) -> list[float]:
    """Credit single characters that stand anywhere in the duty, the rarer the more."""
    hinted = list(covered)
    for at, char in enumerate(wanted.chars):
        if covered[at] < _HINT and char in text and wanted.weights[at]:
            hinted[at] = max(covered[at], _HINT * rare(char))
    return hinted


def _silent(wanted: Wanted, hinted: Sequence[float]) -> bool:
    """Tell whether a piece of two weighty characters or more is met nowhere: 地铁 of 地铁、开通.

    Of several pieces the last says what is done (谁去打捞), for which documents have other words.
    """
    at = 0
    pieces = wanted.chars.split(GAP)
    for piece in pieces[:-1] or pieces:
        span = range(at, at + len(piece))
        at += len(piece) + 1
        if sum(wanted.weights[i] >= _WEIGHTY for i in span) > 1 and not any(hinted[i] for i in span):
            return True
    return False


def _together(wanted: Wanted, text: Searched) -> float:
    """Return the share of neighbouring pairs that stand together in *text*: as typed, by sound, as a term."""
    if not wanted.weighty:
        return 0.0
    chars, asked = text.chars, wanted.chars
    apart = [at for at in wanted.weighty if asked[at : at + 2] not in chars]
    together = float(len(wanted.weighty) - len(apart))
    if apart:
        named = {word for word in wanted.named if word in chars}
        meant = {
            asked[at : at + 2]
            for one in wanted.alternatives
            if not named.isdisjoint(one.words)
            for at in range(one.start, one.end - 1)
        }
        heard = [wanted.sounds[at : at + 2] in text.sounds or asked[at : at + 2] in meant for at in apart]
        together += _HEARD_TOGETHER * sum(heard)
    return together / len(wanted.weighty)
