"""The office of the trial on its first day: who is admitted as what, what groups see, and a matter for each.

What an administrator and a supervisor would have done before anybody else comes, so that whoever tries
the ledger finds it in use.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

from bot.chat.desk import Desk
from bot.chat.ledger import opening
from bot.chat.ledger.caller import rules
from bot.chat.ledger.joining import scope_of
from bot.errors import Misuse
from bot.ledger.entry import Entry
from bot.ledger.event import Facts, Step
from bot.ledger.opening import Proposal
from bot.ledger.order import Order
from bot.ledger.people import Actor, Capacity, Person, Post
from bot.ledger.said.values import read_unit
from bot.ledger.steps import take
from bot.reading.units import Directory
from bot.sandbox.cast import GROUPS, PEOPLE
from bot.store.ledger import Opening


async def settles_in(desk: Desk) -> None:
    """Admit the cast, bind the groups and open a matter for each unit, where nobody was ever admitted."""
    if desk.served is None or await desk.store.people.every():
        return
    directory = desk.served.rules.directory
    for one in PEOPLE:
        # From the first day on: the clock of the trial may be turned back.
        post = Post(one.capacity, _unit(one.unit[0], directory))
        await desk.store.people.admit(Person(one.number, one.name), post, one.number, desk.now())
    await _bind(desk, directory)
    await _open(desk, directory)


def _unit(name: str, directory: Directory) -> str:
    """Return the directory's name of a unit; another county's directory does not know the cast's."""
    return read_unit(name, directory) or name


async def _bind(desk: Desk, directory: Directory) -> None:
    administrator = next(one for one in PEOPLE if one.capacity is Capacity.ADMINISTRATOR)
    for group in GROUPS:
        try:
            scope = scope_of(directory, group.sees)
        except Misuse:  # another county's units: the group sees nothing until somebody binds it
            continue
        key = await desk.store.remember_chat(group.number, "group", group.title)
        await desk.store.people.bind(key, scope, administrator.number, desk.now())


async def _open(desk: Desk, directory: Directory) -> None:
    """Open one matter for the unit of each member and for each leader, in the order of the cast."""
    waiting = (await opening.proposed(desk)).duties
    today = desk.now().date()
    members = [_unit(one.unit[0], directory) for one in PEOPLE if one.capacity is Capacity.MEMBER]
    leaders = [one.name for one in PEOPLE if one.capacity is Capacity.LEADER]
    wanted = [
        *(first([one for one in waiting if unit in one.order.bearers], today) for unit in members),
        *(first([one for one in waiting if name in one.order.leader.split("、")], today) for name in leaders),
    ]
    chosen = list({one.key: one.order for one in wanted if one}.values())
    supervisor = next(one for one in PEOPLE if one.capacity is Capacity.SUPERVISOR)
    by = Actor(supervisor.number, supervisor.name, supervisor.capacity, _unit(supervisor.unit[0], directory))

    def opened(order: Order) -> Opening:
        facts = Facts(order=order)
        return lambda number: take(Entry(number), Step.OPEN, by, desk.now(), rules(desk), facts)

    if chosen:
        await desk.store.ledger.open([opened(order) for order in chosen], rules(desk))


def first(waiting: Iterable[Proposal], today: date) -> Proposal | None:
    """Return the first matter with a day; before others one that a unit has to do alone, still in time."""

    def rank(one: Proposal) -> tuple[bool, bool]:
        due = one.order.deadline.due if one.order.deadline else None
        return len(one.order.bearers) > 1, due is None or due < today

    dated = (one for one in waiting if one.order.deadline and one.order.deadline.due)
    return min((one for one in dated if one.ready and not one.loose), key=rank, default=None)
