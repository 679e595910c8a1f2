"""The buttons of the ledger: each says in its own data what it means, so that it outlives a restart.

``le`` an entry · ``lh`` its history · ``lv`` its evidence · ``ls`` a step (entry, seq, step, unit) ·
``ld`` an answer in what was begun (what, entry, the update it was begun with, question, number) ·
``ll`` a piece of a list (minted).
"""

from __future__ import annotations

from enum import IntEnum

from bot.chat.ledger.caller import Caller
from bot.chat.ledger.draft import Draft
from bot.chat.render import Button, callback
from bot.chat.wording import dialogues
from bot.chat.wording import presses as wording
from bot.ledger.entry import Entry
from bot.ledger.event import Step
from bot.ledger.rules import Rules
from bot.ledger.steps import next_up, possible

#: What the data of these buttons begins with.
OF_THE_LEDGER = "v1:l"

#: Steps by the number that buttons carry; new ones are added at the end.
STEPS = tuple(Step)
#: Never offered as buttons under an entry: they have ways of their own.
_ELSEWHERE = (Step.OPEN, Step.CORRECT, Step.AMEND)

#: More buttons than these are a wall; what is awaited comes first, the others can be said in words.
_MOST_STEPS = 12

#: More boxes than these are no list to tick (and Telegram takes a hundred buttons).
_MOST_TICKS = 40

Rows = tuple[tuple[Button, ...], ...]


class Answer(IntEnum):
    """What a button under a question says."""

    CANCEL = 0
    ON = 1
    TICK = 2
    ALL = 3


def of_entry(entry: Entry, caller: Caller) -> Rows:
    """Return the steps the caller may take now, and the ways to history and evidence."""
    found: dict[tuple[str, Step], None] = {}
    for actor in caller.actors:
        found |= dict.fromkeys(possible(entry, actor, caller.today, caller.rules))
    first = set(next_up(entry))
    offered = sorted((one for one in found if one[1] not in _ELSEWHERE), key=lambda one: one not in first)
    steps = [_step(entry, unit, step) for unit, step in offered[:_MOST_STEPS]]
    rows = [tuple(steps[at : at + 3]) for at in range(0, len(steps), 3)]
    looks = [Button(wording.HISTORY, callback("lh", entry.number))]
    if count := sum(len(event.facts.evidence) for event in entry.history):
        looks.append(Button(wording.EVIDENCE.format(count=count), callback("lv", entry.number)))
    return (*rows, tuple(looks))


def after(entry: Entry) -> Rows:
    """Return the way back to an entry after a step."""
    return ((Button(wording.SHOW.format(number=entry.number), callback("le", entry.number)),),)


def after_history(entry: Entry) -> Rows:
    """Return what can be done where the history is seen: put a step right."""
    correct = callback("ls", entry.number, entry.seq, STEPS.index(Step.CORRECT), 0)
    return ((*after(entry)[0], Button(wording.CORRECT, correct)),)


def _step(entry: Entry, unit: str, step: Step) -> Button:
    place = entry.units.index(unit) + 1 if unit else 0
    label = f"{step}" if len(entry.units) < 2 or not unit else f"{step}·{unit}"
    return Button(label, callback("ls", entry.number, entry.seq, STEPS.index(step), place))


def of_draft(begun: Draft, entry: Entry, rules: Rules) -> Rows:
    """Return the buttons under the question that is asked."""
    cancel, on = _answer(begun, dialogues.CANCEL, Answer.CANCEL), _answer(begun, dialogues.GO_ON, Answer.ON)
    match begun.asking:
        case "":
            return ((_answer(begun, wording.CONFIRM.format(step=begun.step), Answer.ON), cancel),)
        case "met" | "objects":
            names = rules.conditions if begun.asking == "met" else objects_of(begun, entry)
            if len(names) > _MOST_TICKS:  # named in words instead, or all at once
                return ((_answer(begun, wording.EVERYTHING, Answer.ALL), on), (cancel,))
            held = getattr(begun.facts, begun.asking)
            ticks = tuple((_tick(begun, name, i, name in held),) for i, name in enumerate(names))
            return (*ticks, (_answer(begun, wording.EVERYTHING, Answer.ALL), on), (cancel,))
        case "evidence" if begun.facts.evidence or begun.optional:
            label = dialogues.FILES_DONE if begun.facts.evidence else dialogues.SKIP
            return ((_answer(begun, label, Answer.ON), cancel),)
    return ((cancel,),)


def _answer(begun: Draft, label: str, answer: Answer, *number: int) -> Button:
    return Button(label, callback("ld", answer, begun.entry, begun.heard, begun.question, *number))


def _tick(begun: Draft, name: str, number: int, held: bool) -> Button:
    return _answer(begun, f"{'☑' if held else '☐'} {name}"[:40], Answer.TICK, number)


def objects_of(begun: Draft, entry: Entry) -> tuple[str, ...]:
    """Return the points that are asked about: what is still to be done, or all that could have relapsed."""
    if begun.step in (Step.REOPEN, Step.REFUSE):
        mine = (c.name for c in entry.order.children if c.unit in ("", begun.unit))
        return tuple(mine)
    return entry.open_children(begun.unit)
