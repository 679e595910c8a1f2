"""What one message is answered with, whatever was said before it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from bot.asking.answer import Answerer
from bot.asking.answers import Answer
from bot.asking.dialogue import Anew, Aspect, Sight, parted
from bot.asking.kinds import Kind


@dataclass(frozen=True, slots=True)
class Shown:
    """What was answered before, to be shown in full or further."""

    sight: Sight
    answer: Answer
    start: int = 0  # of what goes on: the first that was not shown


@dataclass(frozen=True, slots=True)
class Before:
    """What was answered last in a conversation, and how many of its duties were shown."""

    answer: Answer
    shown: int = 0


def replies(answerer: Answerer, text: str, today: date, before: Before | None = None) -> list[Answer | Shown]:
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
        if not is_talk(reply):
            before = Before(reply.answer, reply.start) if isinstance(reply, Shown) else Before(reply)
        told.append(reply)
    return told


def is_talk(reply: Answer | Shown) -> bool:
    """Tell whether a reply is to small talk: thanks in between end no conversation."""
    return not isinstance(reply, Shown) and reply.kind is Kind.TALK


def _reply(answerer: Answerer, text: str, today: date, before: Before | None) -> Answer | Shown:
    if before is None:
        return answerer.answer(text, today)
    match answerer.turn(text, before.answer, today):
        case Sight() as sight:
            return Shown(sight, before.answer, before.shown)
        case Aspect() as aspect:
            return answerer.aspect(before.answer, aspect, today)
        case Anew(meant):
            return answerer.answer(meant, today)
        case None:
            return answerer.answer(text, today)
