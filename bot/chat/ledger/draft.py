"""A step that somebody has begun: what is said of it so far, and what is asked for next."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Any

from bot.chat.desk import Context
from bot.chat.ledger.caller import Caller
from bot.codec import brief, from_json
from bot.ledger.entry import Entry
from bot.ledger.event import NO_FACTS, Evidence, Facts, Kind, Step
from bot.store.evidence import Piece

#: Asked for with a correction: what the step should have said.
RIGHT = "right"

#: Characters of what may be written with a step.
LONGEST = 1_000
#: What is asked for with a step beside what it needs, in this order: what makes it whole.
ALSO: dict[Step, tuple[str, ...]] = {
    Step.REPORT: ("evidence",),
    Step.SUBMIT: ("objects", "met", "evidence"),
    Step.CONFIRM: ("evidence",),
    Step.REOPEN: ("objects", "evidence"),
    Step.REFUSE: ("objects",),
    Step.CORRECT: (RIGHT,),
}
#: These may be passed over.
OPTIONAL = {
    (Step.REPORT, "evidence"),
    (Step.CONFIRM, "evidence"),
    (Step.REOPEN, "evidence"),
    (Step.REOPEN, "objects"),
    (Step.REFUSE, "objects"),
}
#: What can be asked for by the number that buttons carry, the yes first; new ones are added at the end.
FIELDS = ("", "text", "reason", "until", "to", "objects", "met", "evidence", "corrects", "order", RIGHT)
#: Nothing is said with these, and they cannot be taken back: they are asked for once more.
GRAVE = (Step.ACCEPT, Step.PUBLISH, Step.SIGN_OFF, Step.GRANT_EXTENSION, Step.SUBMIT)


@dataclass(frozen=True, slots=True)
class Draft:
    """``left`` are the facts still to be asked for, the next one first; none: it is to be confirmed.

    ``heard`` is the update that it was begun with: its buttons carry that, so that those under an older
    question never answer a newer one.
    """

    entry: int
    seq: int  # of the entry when it was begun
    step: Step
    unit: str = ""
    facts: Facts = NO_FACTS
    left: tuple[str, ...] = ()
    pieces: tuple[Piece, ...] = ()
    album: str = ""  # the last album of which a picture came
    heard: int = 0
    last: int = 0  # the update that was last taken into it: after a crash it is not taken twice

    @property
    def asking(self) -> str:
        """The fact that is asked for; empty: none."""
        return self.left[0] if self.left else ""

    @property
    def question(self) -> int:
        """The number of what is asked for, as buttons carry it."""
        return FIELDS.index(self.asking)

    @property
    def optional(self) -> bool:
        """Whether what is asked for may be passed over."""
        return (self.step, self.asking) in OPTIONAL

    def said(self, **facts: Any) -> Draft:
        """Return the draft with what was said, the next question up."""
        return replace(self, facts=replace(self.facts, **facts), left=self.left[1:])

    def passed(self) -> Draft:
        """Return the draft with the next question up."""
        return replace(self, left=self.left[1:])

    def with_piece(self, piece: Piece, kind: Kind, name: str, album: str) -> Draft:
        """Return the draft with a file that was sent; the same file counts once."""
        if piece.digest in (known.digest for known in self.facts.evidence):
            return replace(self, album=album)
        evidence = (*self.facts.evidence, Evidence(piece.digest, kind, name))
        facts = replace(self.facts, evidence=evidence)
        return replace(self, facts=facts, pieces=(*self.pieces, piece), album=album)


def questions(entry: Entry, step: Step, unit: str, facts: Facts, needed: tuple[str, ...]) -> tuple[str, ...]:
    """Return what is to be asked for: what the step needs, then what makes it whole."""
    also = tuple(field for field in ALSO.get(step, ()) if field == RIGHT or not getattr(facts, field))
    if not entry.order.children or (step is Step.SUBMIT and not entry.open_children(unit)):
        also = tuple(field for field in also if field != "objects")
    return (*needed, *(field for field in also if field not in needed))


async def put(context: Context, caller: Caller, draft: Draft) -> None:
    """Keep the draft of a person in a chat."""
    said = brief(replace(draft, last=caller.heard))
    await context.desk.store.drafts.put(caller.person.id, caller.chat, said, caller.now)


async def find(context: Context, caller: Caller) -> Draft | None:
    """Return what the person has begun in this chat."""
    said = await context.desk.store.drafts.find(caller.person.id, caller.chat, caller.now)
    try:
        return from_json(Draft, said) if said else None
    except ValueError:  # an older program's
        return None


async def drop(context: Context, caller: Caller) -> bool:
    """Forget it; tell whether there was anything."""
    return await context.desk.store.drafts.drop(caller.person.id, caller.chat)
