"""The invented office's people and groups, and a bot that keeps ticking in it."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, datetime

from office import ECOLOGY, HOUSING, OFFICE, ROADS, RULES, ZONE

from bot.ledger.entry import Entry
from bot.ledger.people import EVERYTHING, Capacity, Person, Post, Scope
from bot.notices.audience import Audience, Group, Recipient, Whom
from bot.notices.budget import Digest, Spent, allot
from bot.notices.due import Notice, Said, due
from bot.notices.due import Office as NoticeOffice
from bot.notices.manners import Manners

PEOPLE = (
    Person(21, "李工", (Post(Capacity.MEMBER, HOUSING),)),
    Person(25, "赵工", (Post(Capacity.MEMBER, ROADS),)),
    Person(26, "孙科", (Post(Capacity.MEMBER, ECOLOGY),)),
    Person(22, "王科", (Post(Capacity.SUPERVISOR, OFFICE),)),
    Person(27, "陈县长", (Post(Capacity.LEADER, "县政府"),)),
    Person(23, "管理员", (Post(Capacity.ADMINISTRATOR, "信息中心"),)),
)
LI, ZHAO, SUN, WANG, CHEN, ADMIN = (Recipient(Whom.PERSON, person.id) for person in PEOPLE)
TOWN, ALL = (Recipient(Whom.GROUP, number) for number in (1, 2))
GROUPS = (Group(1, Scope(towns=("沙河镇",))), Group(2, EVERYTHING))
DESK = NoticeOffice(RULES)


def moment(day: date | str, at: str = "09:30") -> datetime:
    """Return a moment in the office's zone; 05-06 is in 2026."""
    on = day if isinstance(day, date) else date.fromisoformat(day if len(day) > 5 else f"2026-{day}")
    return datetime.combine(on, datetime.strptime(at, "%H:%M").time(), ZONE)  # noqa: DTZ007 - a time of day


class Bot:
    """Ticks, remembers what it said, and keeps to its budget, as the delivery is going to."""

    def __init__(self, people=PEOPLE, groups=GROUPS, manners: Manners | None = None):
        self.people, self.groups = people, groups
        self.office = NoticeOffice(RULES, manners) if manners else DESK
        self.log: dict[str, Said] = {}
        self.spent: dict[tuple[Recipient, date], Spent] = {}
        self.digests: list[tuple[datetime, Digest]] = []
        self.keys: list[str] = []
        self.left: list[Notice] = []

    def audience(self, day: date) -> Audience:
        return Audience(self.people, self.groups, day)

    def due(self, entries: Iterable[Entry], now: datetime) -> list[Notice]:
        return due(entries, self.audience(now.date()), self.log, now, self.office)

    def tick(self, entries: Iterable[Entry], now: datetime) -> list[Notice]:
        """Say what is due at *now* and return it."""
        audience, today = self.audience(now.date()), now.date()
        found = due(entries, audience, self.log, now, self.office)
        spent = {to: s for (to, day), s in self.spent.items() if day == today}
        plan = allot(found, spent, audience, today, self.office)
        said = [*plan.left]
        self.left += plan.left
        for digest in plan.digests:
            self.digests.append((now, digest))
            before = spent.get(digest.to, Spent())
            self.spent[digest.to, today] = Spent(before.messages + 1, True)
            said += [*digest.shown, *digest.left]
        for notice in said:
            self.keys.append(notice.key)
            self.log[notice.matter] = Said(notice.rank, today)
        return said


def told(notices: Iterable[Notice]) -> set[tuple[str, str, int]]:
    """Return to whom which kind is said, at which rank."""
    return {(str(n.to), n.kind.name, n.rank) for n in notices}
