"""How much is said: one digest a day in a group, one message a day to a person, the rest elsewhere.

What does not fit into a group's day is left to the weekly summary, which says so; what comes up after
a recipient's message of the day waits for the next working day, and is said as it stands then.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date

from bot.notices.audience import Audience, Recipient, Whom
from bot.notices.due import Notice, Office, manners_of
from bot.notices.matters import LAST_DAY, Kind, Stage


@dataclass(frozen=True, slots=True)
class Spent:
    """What the bot said of its own accord to a recipient today, and whether the digest is among it."""

    messages: int = 0
    digest: bool = False


NOTHING_YET = Spent()


@dataclass(frozen=True, slots=True)
class Digest:
    """One message: what it names, the most pressing first, and what it only counts.

    Both are said by it, for the log; ``left`` of a group is what the summary has to tell.
    """

    to: Recipient
    day: date
    shown: tuple[Notice, ...]
    left: tuple[Notice, ...] = ()

    @property
    def key(self) -> str:
        """The message's own name: there is one a day."""
        return f"DIGEST/{self.day.isoformat()}/{self.to}"


@dataclass(frozen=True, slots=True)
class Plan:
    """What becomes of the notices that are due.

    ``left`` are those of groups that hear nothing more today, for the summary; ``postponed`` wait for the
    recipient's next day and are not entered into the log, so that they are due again then.
    """

    digests: tuple[Digest, ...] = ()
    left: tuple[Notice, ...] = ()
    postponed: tuple[Notice, ...] = ()


def allot(
    notices: Iterable[Notice],
    spent: Mapping[Recipient, Spent],
    audience: Audience,
    today: date,
    office: Office,
) -> Plan:
    """Put *notices* into messages, one for each recipient, as far as the day's budget goes."""
    by_recipient: dict[Recipient, list[Notice]] = {}
    for notice in notices:
        by_recipient.setdefault(notice.to, []).append(notice)
    digests: list[Digest] = []
    left: list[Notice] = []
    postponed: list[Notice] = []
    for to in sorted(by_recipient):
        found, manners = sorted(by_recipient[to], key=pressing), manners_of(audience, to, office)
        so_far, group = spent.get(to, NOTHING_YET), to.whom is Whom.GROUP
        if so_far.digest:
            postponed += found
        elif group and so_far.messages >= manners.group_messages:
            left += found
        else:
            fits = manners.group_lines if group else manners.person_lines
            digests.append(Digest(to, today, tuple(found[:fits]), tuple(found[fits:])))
    return Plan(tuple(digests), tuple(left), tuple(postponed))


def pressing(notice: Notice) -> tuple[int, int, date, int, str]:
    """Return the rank by which notices are named: late, then due today, then soon, then what waits."""
    if notice.stage in (Stage.OVERDUE, Stage.CHASE):
        place = 0
    elif notice.kind is Kind.DEADLINE:
        place = 1 if notice.rank >= LAST_DAY else 2
    else:
        place = 3 + tuple(Kind).index(notice.kind)
    return place, -notice.rank if place == 2 else 0, notice.day, notice.entry.number, notice.unit
