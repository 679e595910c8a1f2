"""A step is taken: checked, recorded, told. The one way in which the chat changes the ledger."""

from __future__ import annotations

from bot.chat.desk import Context
from bot.chat.ledger.caller import Caller
from bot.chat.wording.steps import taken
from bot.errors import Conflict, NotEntitled, Refusal
from bot.ledger.entry import Entry
from bot.ledger.event import Event, Facts, Step
from bot.ledger.people import Actor
from bot.ledger.rights import acting
from bot.ledger.steps import begun, take
from bot.store.evidence import Piece
from bot.store.ledger import Opening, Why


def actor(caller: Caller, entry: Entry, step: Step, unit: str) -> Actor:
    """Return the caller in the capacity that may take the step; in their first one, where none may."""
    found = acting(caller.person, entry, step, caller.today, unit)
    assert found is not None  # noqa: S101 - a caller holds a post
    return found


async def begin(
    context: Context, caller: Caller, entry: Entry, step: Step, facts: Facts
) -> tuple[str, tuple[str, ...]]:
    """Return the unit that a step would be about, and what it still needs to be said.

    Raises:
        Refusal: it cannot be taken now, whatever is said; one for want of right is recorded.
    """
    by = actor(caller, entry, step, facts.unit)
    try:
        return begun(entry, step, by, caller.today, caller.rules, facts)
    except NotEntitled as refusal:
        await _note(context, caller, entry, step, refusal)
        raise


async def took(
    context: Context, caller: Caller, entry: Entry, facts: Facts, step: Step, pieces: tuple[Piece, ...] = ()
) -> tuple[Entry, Event]:
    """Take *step* and record it; return the entry after it and the event.

    One that the same update led to before the program was killed is not taken again.

    Raises:
        Refusal: it was not taken; the sentence says why.
        StoreError: it was not saved.
    """
    ledger = context.desk.store.ledger
    for event in await ledger.already(caller.heard):
        if (event.entry, event.step) == (entry.number, step):
            return entry, event
    by = actor(caller, entry, step, facts.unit)
    try:
        after, event = take(entry, step, by, caller.now, caller.rules, facts)
    except NotEntitled as refusal:
        await _note(context, caller, entry, step, refusal)
        raise
    await ledger.record(after, event, caller.rules, Why(caller.heard, pieces))
    return after, event


def foreseen(caller: Caller, entry: Entry, step: Step, facts: Facts) -> Facts:
    """Return what would be recorded, days that follow from the step among it; *facts*, if it is refused."""
    by = actor(caller, entry, step, facts.unit)
    try:
        _, event = take(entry, step, by, caller.now, caller.rules, facts)
    except Refusal:
        return facts
    return event.facts


def unchanged(entry: Entry, seq: int) -> None:
    """Refuse what was begun before somebody else changed the entry.

    Raises:
        Conflict: it has had another step since.
    """
    if entry.seq == seq:
        return
    last = entry.history[-1]
    raise Conflict(
        f"台账第 {entry.number} 项刚由{last.by.unit}{last.by.name}办了“{last.step}”，您这一步没有登记；"
        f"现在是“{entry.state}”，请看最新情况再办。"
    )


async def _note(context: Context, caller: Caller, entry: Entry, step: Step, refusal: NotEntitled) -> None:
    what = f"台账第{entry.number}项：{step}"
    await context.desk.store.ledger.refused(caller.person.id, what, str(refusal), caller.now, caller.heard)


def opening(caller: Caller, facts: Facts) -> Opening:
    """Return what opens an entry by the caller."""

    def opened(number: int) -> tuple[Entry, Event]:
        new = Entry(number)
        by = actor(caller, new, Step.OPEN, "")
        return take(new, Step.OPEN, by, caller.now, caller.rules, facts)

    return opened


def told(entry: Entry, event: Event, caller: Caller) -> list[str]:
    """Return the answer to a write: the entry's number, what is now the case, who is next."""
    return taken(entry, event, caller.today, caller.rules)
