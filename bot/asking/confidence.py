"""How sure it is that the best duty found is the one asked for: one figure, and what it is made of.

A logistic model over a few figures that a person can follow; ``duban ask --explain`` prints them. Its weights
were set by hand: learned ones refuse more that is right (``tools/learn_confidence.py`` shows both). What the
two bars cost is in docs/asking.md.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from math import exp, log1p

from bot.asking.fit import Features
from bot.asking.question import Question

#: From here on the duty found is the answer.
SURE = 0.67
#: Between the two the person is asked which of the nearest matters is meant; below, nothing was found.
NEAR = 0.15

#: What each figure weighs; the first is where the scale begins.
WEIGHTS: dict[str, float] = {
    "from": -4.00,
    "covered": 1.40,
    "said": 2.60,
    "hinted": 1.00,
    "whole": 0.70,
    "ahead": 1.50,
    "place": 0.90,
    "unit": 0.90,
    "everyday": 0.90,
    "missed": -1.00,
    "errand": -0.80,
    "elsewhere": -6.00,
}
#: The same in words, as they are explained to a person.
WORDS = {
    "from": "起点",
    "covered": "提问中被这一项写到的部分",
    "said": "写到的词有多少分量",
    "hinted": "连同只对上单字的部分",
    "whole": "整个提问连着写在这一项里",
    "ahead": "比次好的事项多写到的部分",
    "place": "写明了地方",
    "unit": "写明了单位",
    "everyday": "用的是日常说法",
    "missed": "提问中有行业用词而这一项没有写到的部分",
    "errand": "问的是怎么办、多少，不是谁来办",
    "elsewhere": "提问写明了河湖或村，这一项没有写到",
}


@dataclass(frozen=True, slots=True)
class Confidence:
    """How sure (0 to 1), and the figures it comes from, each with what it adds on the scale of the model."""

    sure: float
    figures: dict[str, float]

    @property
    def answers(self) -> bool:
        return self.sure >= SURE

    @property
    def near(self) -> bool:
        return NEAR <= self.sure < SURE

    def explained(self) -> list[str]:
        """Return one line for each figure: its name, its value and what it adds."""
        rows = [f"{WORDS[name]} {value:.2f} × {WEIGHTS[name]:+.2f}" for name, value in self.figures.items()]
        return [f"把握 {self.sure:.2f}（{SURE:.2f} 起作答，{NEAR:.2f} 起反问）", *rows]


def figures(question: Question, best: Features, second: float) -> dict[str, float]:
    """Return what the model looks at.

    Args:
        question: what was asked.
        best: how the best duty fits.
        second: how much the best duty about another matter covers.
    """
    return {
        "from": 1.0,
        "covered": best.text,
        "said": log1p(best.said),
        "hinted": best.hints,
        "whole": float(best.whole),
        "ahead": max(0.0, best.text - second),
        "place": float(question.place is not None),
        "unit": float(bool(question.units)),
        "everyday": float(question.everyday),
        "missed": best.missed,
        "errand": float(question.errand),
        "elsewhere": float(best.elsewhere),
    }


def confidence(question: Question, found: Sequence[tuple[int, Features]]) -> Confidence:
    """Return how sure it is that the first of *found* (number of the matter and fit, best first) is meant."""
    if not found:
        return Confidence(0.0, {})
    matter, best = found[0]
    second = next((features.text for other, features in found[1:] if other != matter), 0.0)
    seen = figures(question, best, second)
    total = sum(WEIGHTS[name] * value for name, value in seen.items())
    return Confidence(1 / (1 + exp(-total)), seen)
