"""What one message is answered with, whatever was said before it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from bot.asking.answer import Answerer
from bot.asking.answers import Answer
from bot.asking.dialogue import Anew, Aspect, Sight, parted


@dataclass(frozen=True, slots=True)
class Shown:
    """What was answered before, to be shown in full or further."""

    sight: Sight
    answer: Answer


def replies(answerer: Answerer, text: str, today: date, before: Answer | None = None) -> list[Answer | Shown]:
    """Answer each question of a message.

    Args:
        answerer: what answers.
        text: the message, of one question or of several.
        today: what 本月 and 已逾期 count from.
        before: what was answered last in this conversation; None where nothing was, or too long ago.
    """
    told: list[Answer | Shown] = []
    for question in parted(text):
        reply = _reply(answerer, question, today, before)
        before = reply.answer if isinstance(reply, Shown) else reply
        told.append(reply)
    return told


def _reply(answerer: Answerer, text: str, today: date, before: Answer | None) -> Answer | Shown:
    match answerer.turn(text, before, today) if before else None:
        case Sight() as sight if before:
            return Shown(sight, before)
        case Aspect() as aspect if before:
            return answerer.aspect(before, aspect, today)
        case Anew(meant):
            return answerer.answer(meant, today)
    return answerer.answer(text, today)
