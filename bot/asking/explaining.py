"""Why an answer is what it is: how the question was read, what came near, what the sureness is made of."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from bot.asking.confidence import Confidence
from bot.asking.cover import GAP, LETTER, Wanted
from bot.asking.fit import Features
from bot.asking.kinds import Kind
from bot.asking.question import Question
from bot.duty import Duty

_KINDS = {
    Kind.WHO: "谁负责",
    Kind.WHEN: "什么时候",
    Kind.UNIT: "某单位的事项",
    Kind.DUE: "到期的事项",
    Kind.PLACE: "某地方的事项",
    Kind.TALK: "寒暄",
    Kind.PERSONAL: "个人信息",
}
_NEAREST = 5
_FIGURES = ("写到提问的", "其中事项", "连在一起", "事项中被问到")


@dataclass(frozen=True, slots=True)
class Explanation:
    """How one question was read and searched.

    Attributes:
        question: the question as read.
        wanted: what was searched for, position by position.
        found: the duties looked at closely, best first, with how each fits.
        sure: how sure it is that the first is meant.
    """

    question: Question
    wanted: Wanted
    found: Sequence[tuple[Duty, Features]]
    sure: Confidence

    def lines(self) -> Iterator[str]:
        """Yield the explanation in Chinese, a line at a time."""
        question = self.question
        parts = [f"问的是{_KINDS[question.kind]}"]
        if question.role:
            parts.append(f"角色 {question.role.value}")
        if question.units:
            parts.append(f"单位 {'、'.join(unit.name for unit in question.units)}")
        if question.place or question.foreign:
            parts.append(f"地方 {question.place.name if question.place else question.foreign + '（文件外）'}")
        yield f"  读作：{'；'.join(parts)}"
        yield f"  要找：{_weighed(self.wanted) or '（没有写明事项）'}"
        for one in self.wanted.alternatives:
            others = (*one.words[1:], *one.siblings)
            if others:
                yield f"    {one.words[0]} 也作：{'、'.join(others[:_NEAREST])}"
        if question.kind in (Kind.WHO, Kind.WHEN):
            yield from (f"  {line}" for line in self.sure.explained())
        for duty, fit in self.found[:_NEAREST]:
            figures = zip(_FIGURES, (fit.text, fit.matter, fit.run, fit.focus), strict=True)
            shares = "，".join(f"{name} {share:.2f}" for name, share in figures)
            yield f"  候选 {fit.score:.2f}：{duty.matter}（{shares}）"


def _weighed(wanted: Wanted) -> str:
    """Return the characters asked for, each with what it weighs."""
    shown = {GAP: " ", LETTER: "音"}
    laid = zip(wanted.chars, wanted.weights, strict=True)
    words = (f"{shown.get(char, char)}{weight:.1f}" for char, weight in laid)
    return "".join(words).replace(" 0.0", " ") + "".join(f" {row}（首字母）" for row in wanted.initials)
