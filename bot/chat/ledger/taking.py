"""A step is taken: checked, recorded, told. The one way in which the chat changes the ledger."""

from __future__ import annotations

from bot.chat.desk import Context
from bot.chat.ledger import draft, keys
from bot.chat.ledger.caller import Caller, entry_of
from bot.chat.render import Message
from bot.chat.wording import proposals
from bot.chat.wording.steps import DONE_ALREADY, taken
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
    if event := await _led_to(context, caller, entry, step):
        return entry, event
    by = actor(caller, entry, step, facts.unit)
    try:
        after, event = take(entry, step, by, caller.now, caller.rules, facts)
    except NotEntitled as refusal:
        await _note(context, caller, entry, step, refusal)
        raise
    await context.desk.store.ledger.record(after, event, caller.rules, Why(caller.heard, pieces))
    return after, event


def foreseen(caller: Caller, entry: Entry, step: Step, facts: Facts) -> Facts:
    """Return what would be recorded, days that follow from the step among it; *facts*, if it is refused."""
    by = actor(caller, entry, step, facts.unit)
    try:
        _, event = take(entry, step, by, caller.now, caller.rules, facts)
    except Refusal:
        return facts
    return event.facts


async def already(context: Context, caller: Caller, entry: Entry, step: Step) -> Message | None:
    """Return the answer to a step that this very update led to, before the program was stopped."""
    event = await _led_to(context, caller, entry, step)
    return Message(tuple(told(entry, event, caller)), keys.after(entry)) if event else None


async def _led_to(context: Context, caller: Caller, entry: Entry, step: Step) -> Event | None:
    """Return the step that this very update led to already, in an earlier life of the program."""
    events = await context.desk.store.ledger.already(caller.heard)
    return next((one for one in events if (one.entry, one.step) == (entry.number, step)), None)


async def answered(context: Context, caller: Caller) -> tuple[Message | None, list[Event]]:
    """Return the answer to all that this very update led to in an earlier life, and what that was.

    What its author had begun is finished by it.
    """
    events = await context.desk.store.ledger.already(caller.heard)
    if not events:
        return None, events
    begun = await draft.find(context, caller)
    if begun and (begun.entry, begun.step) in [(event.entry, event.step) for event in events]:
        await draft.drop(context, caller)
    numbers = sorted({event.entry for event in events})
    if len(numbers) > 1 and all(event.step is Step.OPEN for event in events):
        return Message(tuple(proposals.opened(numbers))), events
    entries = {number: await entry_of(context, caller, number) for number in numbers}
    blocks = [block for event in events for block in told(entries[event.entry], event, caller)]
    return Message(tuple(blocks), keys.after(entries[numbers[-1]])), events


def unchanged(entry: Entry, seq: int, caller: Caller, step: Step) -> None:
    """Refuse what was begun before the entry was changed.

    Raises:
        Conflict: it has had another step since.
    """
    if entry.seq == seq:
        return
    last = entry.history[-1]
    if (last.by.id, last.step, last.seq) == (caller.person.id, step, seq + 1):  # pressed twice
        raise Conflict(DONE_ALREADY)
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
