"""An invented office for the tests: people, an order, and entries brought to every state."""

from __future__ import annotations

from datetime import date, datetime
from pathlib import Path
from zoneinfo import ZoneInfo

from bot.duty import Deadline, Part, Role
from bot.ledger.entry import Entry, State
from bot.ledger.event import Event, Evidence, Facts, Step
from bot.ledger.order import Child, Order, Quote
from bot.ledger.people import Actor, Capacity
from bot.ledger.rules import Rules
from bot.ledger.steps import take
from bot.reading.workdays import Calendar

ZONE = ZoneInfo("Asia/Shanghai")
GENERAL = Path(__file__).parents[2] / "bot" / "general" / "calendar.toml"
CALENDAR, _ = Calendar.load(GENERAL.read_text("utf-8"))
RULES = Rules(CALENDAR)

HOUSING, ROADS, ECOLOGY, OFFICE = "县住建局", "县交通局", "县生态环境局", "督查室"
LI = Actor(21, "李工", Capacity.MEMBER, HOUSING)
ZHAO = Actor(25, "赵工", Capacity.MEMBER, ROADS)
SUN = Actor(26, "孙科", Capacity.MEMBER, ECOLOGY)  # of the unit that the document names for acceptance
WANG = Actor(22, "王科", Capacity.SUPERVISOR, OFFICE)
CHEN = Actor(27, "陈县长", Capacity.LEADER, "县政府")
ADMIN = Actor(23, "管理员", Capacity.ADMINISTRATOR, "信息中心")

PHOTO = Evidence("ab" * 32)
MAY, JUNE_30 = date(2026, 5, 6), date(2026, 6, 30)


def order(*units: str, **facts: object) -> Order:
    """Return an order to *units* (the housing office, where none is named), due on 30 June."""
    parts = [Part(unit, Role.RESPONSIBLE) for unit in units or (HOUSING,)]
    given = {
        "matter": "完成河道沿线垃圾整治",
        "parts": (*parts, Part("县水利局", Role.SUPPORTING), Part(ECOLOGY, Role.ACCEPTS)),
        "leader": "陈县长",
        "town": "沙河镇",
        "deadline": Deadline("6月底前", JUNE_30),
        "quote": Quote("推进会讲话", "二、（一）", "县住建局要在6月底前完成河道沿线垃圾整治。"),
    }
    return Order(**{**given, **facts})  # type: ignore[arg-type]


CHILDREN = (Child("1号排口", plan="截污纳管"), Child("2号排口", plan="封堵"))


class Story:
    """One entry and what happens to it, day by day."""

    def __init__(self, number: int = 17, rules: Rules = RULES):
        self.entry, self.rules = Entry(number), rules

    def at(self, day: str | date, step: Step, by: Actor, **facts: object) -> Story:
        """Take a step at nine o'clock on *day* (05-06 is in 2026)."""
        on = day if isinstance(day, date) else date.fromisoformat(day if len(day) > 5 else f"2026-{day}")
        now = datetime(on.year, on.month, on.day, 9, tzinfo=ZONE)
        said = Facts(**facts)  # type: ignore[arg-type]
        self.entry, event = take(self.entry, step, by, now, self.rules, said)
        assert event == self.entry.history[-1]
        return self

    @property
    def state(self) -> State:
        return self.entry.state

    @property
    def last(self) -> Event:
        return self.entry.history[-1]


def opened(*units: str, rules: Rules = RULES, **facts: object) -> Story:
    """Return a story whose entry was opened on 6 May 2026."""
    return Story(rules=rules).at(MAY, Step.OPEN, WANG, order=order(*units, **facts))


def submit(story: Story, day: str, by: Actor = LI, **facts: object) -> Story:
    """Apply for sign-off with everything that is needed."""
    said = {"text": "已完成", "met": story.rules.conditions, "evidence": (PHOTO,), **facts}
    return story.at(day, Step.SUBMIT, by, **said)


def brought_to(state: State) -> Story:
    """Return a story whose only unit is in *state*; nothing is later than 27 June 2026."""
    if state is State.NEW:
        return Story()
    story = opened()
    if state is State.ISSUED:
        return story
    if state is State.RETURNED:
        return story.at("05-07", Step.RETURN, LI, reason="不属本单位职责")
    story.at("05-07", Step.ACKNOWLEDGE, LI)
    match state:
        case State.BLOCKED:
            story.at("05-08", Step.BLOCK, LI, reason="用地未批", to="自然资源局")
        case State.PARKED:
            story.at("05-08", Step.PARK, WANG, reason="汛期", until=date(2026, 9, 1))
        case State.SUSPENDED:
            story.at("05-08", Step.SUSPEND, WANG, reason="企业关停")
        case State.SUBMITTED | State.ACCEPTED | State.ON_NOTICE | State.SIGNED_OFF:
            submit(story, "05-20")
    if state in (State.ACCEPTED, State.ON_NOTICE, State.SIGNED_OFF):
        story.at("05-22", Step.ACCEPT, WANG)
    if state in (State.ON_NOTICE, State.SIGNED_OFF):
        story.at("05-25", Step.PUBLISH, WANG)
    if state is State.SIGNED_OFF:
        story.at("06-09", Step.SIGN_OFF, WANG)
    return story
