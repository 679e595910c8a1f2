"""An invented office of any size, always the same for a size: its units, its people, what became of orders.

Everything is taken by `bot.ledger.steps.take`, as officials would: most entries are signed off and looked
back on, some are on their way, late, blocked, parked or sent back. One order in nine is for two units.
"""

from __future__ import annotations

import random
from bisect import bisect_left
from datetime import date, datetime, time, timedelta
from itertools import accumulate
from typing import Any
from zoneinfo import ZoneInfo

from bot import general
from bot.benchmarks.ledger import Ledger
from bot.clock import ZONE
from bot.duty import Deadline, Part, Role
from bot.ledger.entry import Entry, State, Track
from bot.ledger.event import Evidence, Facts, Step
from bot.ledger.order import Order, Origin, Quote
from bot.ledger.people import Actor, Capacity, Person, Post
from bot.ledger.rules import Rules
from bot.ledger.steps import take
from bot.reading.workdays import Calendar

#: The day on which it is looked at, and how many days before it the first order was entered.
TODAY, SPAN = date(2026, 6, 30), 900
RULES = Rules(Calendar.load(general.text("calendar.toml"))[0])

_COUNTIES, _TOWNS, _FIRMS, _LEADERS = 12, 48, 120, 16
_BUREAUS = (
    *("生态环境局", "水利局", "住建局", "城管局", "农业农村局", "自然资源局", "交通运输局", "工信局"),
    *("市场监管局", "公安局", "卫健局", "林业局", "文旅局", "应急局", "发改局"),
)
_NEWS = (
    "已进场施工，完成截污管网铺设，正在砌筑检查井，预计下月完成闭水试验。",
    "已约谈企业负责人并下达整改通知书，现场责令停产，设备正在检修，按方案推进。",
    "本周清运积存垃圾和淤泥，复核点位，周边群众回访无异议，后续安排专人巡查。",
    "方案已通过专家评审，正在招标，施工单位下周进场，同步落实临时管控措施。",
    "已完成在线监测设备安装并与市级平台联网，数据正常，运维记录已建档备查。",
)
_WHY = (
    "汛期水位高，无法施工。",
    "用地手续尚未批复。",
    "设备采购周期较长。",
    "现场情况与方案不符，需重新设计。",
)
_MORE_NEWS = 0.62  # of the chances of a unit at work: that it reports rather than applies for sign-off
_TRADES = ("化工", "建材", "纺织", "食品", "电镀", "造纸", "水泥")


class Office:
    """*size* entries, and everybody who has to do with them."""

    def __init__(self, size: int):
        self.size = size
        self._words = Ledger(max(size, 200))
        names = [name[:-1] for name in Ledger(40_000).places[: _COUNTIES + _TOWNS]]
        self.towns = tuple(f"{name}镇" for name in names[_COUNTIES:])
        counties = ("市", *(f"{name}县" for name in names[:_COUNTIES]))
        bureaus = [f"{county}{bureau}" for bureau in _BUREAUS for county in counties]
        firms = [f"{names[n % len(names)]}{_TRADES[n % len(_TRADES)]}厂" for n in range(_FIRMS)]
        self.units = (*bureaus, *(f"{town}人民政府" for town in self.towns), *firms)
        self._places = {unit: number for number, unit in enumerate(self.units)}
        self._widths = list(accumulate(1 / (rank + 8) for rank in range(len(self.units))))
        self.leaders = tuple(
            Person(5_000 + n, f"{'赵钱孙李周吴郑王'[n % 8]}副市长{n}", (Post(Capacity.LEADER, "市政府"),))
            for n in range(_LEADERS)
        )
        self.supervisors = tuple(
            Person(6_000 + n, f"督查员{n}", (Post(Capacity.SUPERVISOR, "督查室"),)) for n in range(8)
        )
        self._judges = tuple(person.actors(TODAY)[0] for person in self.supervisors)

    def members(self, unit: str) -> tuple[Person, Person]:
        """Return the two people who act for *unit*."""
        first = 10_000 + 2 * self._places[unit]
        post = Post(Capacity.MEMBER, unit)
        return Person(first, f"{unit[:2]}经办人", (post,)), Person(first + 1, f"{unit[:2]}负责人", (post,))

    def history(self, number: int) -> Entry:
        """Return entry *number* with all that became of it until `TODAY`."""
        return _Walk(self, number).walked()

    def order(self, number: int, chance: random.Random, opened: date) -> Order:
        """Return what was ordered with entry *number*."""
        row = (number - 1) % self._words.size
        said, (matter, _) = self._words.said(row), self._words.duty(row)
        lead, other, helper = (self._unit(chance) for _ in range(3))
        town = self.towns[min(int(chance.expovariate(0.09)), _TOWNS - 1)]
        due = opened + timedelta(days=chance.choice((20, 45, 90, 150, 240, 365)))
        parts = [Part(lead, Role.RESPONSIBLE)]
        if chance.random() < 1 / 9 and other != lead:
            parts.append(Part(other, Role.RESPONSIBLE))
        if chance.random() < 0.4:
            parts.append(Part(helper, Role.SUPPORTING))
        if chance.random() < 0.3:
            parts.append(Part(self.units[0], Role.ACCEPTS))
        return Order(
            f"{town}{matter.words}",
            tuple(parts),
            leader=self.leaders[min(int(chance.expovariate(0.2)), _LEADERS - 1)].name,
            place=f"{town}{matter.where}",
            town=town,
            origin=chance.choice((Origin.DOCUMENT, Origin.DOCUMENT, Origin.FINDING)),
            level=chance.choice(("中央", "省级", "市级", "区级")),
            deadline=Deadline(f"{due.month}月底前", due) if chance.random() < 0.95 else None,
            measures=("制定整改方案，明确责任人和时间表。", "完成现场整治，建立长效管护机制。"),
            target="整改到位，不反弹。",
            quote=Quote(said.side, f"二、（{row % 9 + 1}）", said.main.split("\n")[1], opened),
        )

    def judge(self, chance: random.Random) -> Actor:
        return chance.choice(self._judges)

    def _unit(self, chance: random.Random) -> str:
        return self.units[bisect_left(self._widths, chance.random() * self._widths[-1])]


class _Walk:
    """One entry on its way through the days."""

    def __init__(self, office: Office, number: int):
        self._office, self._chance = office, random.Random(f"{office.size} {number}")  # noqa: S311
        opened = TODAY - timedelta(days=round(SPAN * (1 - (number - 1) / max(1, office.size))) + 1)
        self._day, self.entry = opened, Entry(number)
        self._settles = self._chance.random()  # below some hundredths: it goes another way

    def walked(self) -> Entry:
        office, chance = self._office, self._chance
        self._take(Step.OPEN, office.judge(chance), order=office.order(self.entry.number, chance, self._day))
        while self._on():
            pass
        return self.entry

    def _on(self) -> bool:
        """Take the next step; False where today comes before it, or nothing is waited for."""
        if self.entry.state is State.ON_NOTICE and self.entry.notice:
            return self._after(self.entry.notice.last, 1, 5) and self._take(Step.SIGN_OFF, self._judge())
        if self.entry.state is State.SIGNED_OFF:
            return self._looked_back()
        if all(track.state is State.ACCEPTED for track in self.entry.tracks):
            return self._after(self._day, 1, 9) and self._take(Step.PUBLISH, self._judge())
        behind = [
            track for track in self.entry.tracks if track.state not in (State.ACCEPTED, State.SUSPENDED)
        ]
        return bool(behind) and self._unit_on(self._chance.choice(behind))

    def _unit_on(self, track: Track) -> bool:
        match track.state:
            case State.ISSUED if self._settles < 0.01:
                self._member(track, Step.RETURN, (0, 1), reason="不属本单位职责。")
                return False
            case State.ISSUED:
                return self._member(track, Step.ACKNOWLEDGE, (0, 4))
            case State.UNDER_WAY:
                return self._worked(track)
            case State.BLOCKED:
                return self._member(track, Step.UNBLOCK, (3, 40), text="已协调解决。")
            case State.SUBMITTED:
                return self._judged(track)
        return False

    def _worked(self, track: Track) -> bool:
        chance, kind, due = self._chance, self._chance.random(), track.term.current
        if track.asked:
            return self._asked(track)
        if self._settles > 0.97:
            return self._laid_by(track)
        if kind < 0.05:
            return self._member(track, Step.BLOCK, (2, 30), reason=chance.choice(_WHY), to="市政府")
        if kind < 0.12 and due and due > self._day + timedelta(days=5) and not track.term.extensions:
            until = due + timedelta(days=60)
            return self._member(track, Step.ASK_EXTENSION, (1, 5), reason=chance.choice(_WHY), until=until)
        if kind < (0.9 if self._settles > 0.9 else _MORE_NEWS):
            share = min(95, (track.share or 0) + chance.randrange(5, 40))
            said = {"text": chance.choice(_NEWS), "share": share, "evidence": self._photos()}
            return self._member(track, Step.REPORT, (5, 45), **said)
        done = {"text": "已按方案完成整改，资料齐全。", "met": RULES.conditions, "evidence": self._photos()}
        return self._member(track, Step.SUBMIT, (5, 40), **done)

    def _asked(self, track: Track) -> bool:
        if not self._after(self._day, 1, 6):
            return False
        if self._chance.random() < 0.8 and track.asked and track.asked.until >= self._day:
            return self._take(Step.GRANT_EXTENSION, self._judge(), unit=track.unit)
        return self._take(Step.REFUSE_EXTENSION, self._judge(), unit=track.unit, reason="理由不充分。")

    def _laid_by(self, track: Track) -> bool:
        """Park or suspend it; nothing more is done about the entry."""
        if self._after(self._day, 20, 90):
            how: dict[str, Any] = {"unit": track.unit, "reason": self._chance.choice(_WHY)}
            if self._settles > 0.98:
                self._take(Step.PARK, self._judge(), until=TODAY + timedelta(days=90), **how)
            else:
                self._take(Step.SUSPEND, self._judge(), **how)
        return False

    def _judged(self, track: Track) -> bool:
        if not self._after(self._day, 1, 20):
            return False
        if self._chance.random() < 0.12:
            until = self._day + timedelta(days=30)
            facts = {"reason": "现场仍有积水，长效机制未落实。", "until": until}
            return self._take(Step.REFUSE, self._judge(), unit=track.unit, **facts)
        return self._take(Step.ACCEPT, self._judge(), unit=track.unit, text="现场核查属实。")

    def _looked_back(self) -> bool:
        if not self.entry.look_backs or not self._after(self.entry.look_backs[0], -10, 20):
            return False
        if self._chance.random() < 0.03:
            until = self._day + timedelta(days=60)
            unit = self.entry.units[0]
            return self._take(Step.REOPEN, self._judge(), unit=unit, reason="再次发现排污。", until=until)
        return self._take(Step.CONFIRM, self._judge(), text="现场复查未见反弹。")

    def _member(self, track: Track, step: Step, days: tuple[int, int], **facts: Any) -> bool:
        if not self._after(self._day, *days):
            return False
        by = self._chance.choice(self._office.members(track.unit)).actors(TODAY)[0]
        return self._take(step, by, unit=track.unit, **facts)

    def _judge(self) -> Actor:
        return self._office.judge(self._chance)

    def _photos(self) -> tuple[Evidence, ...]:
        count = self._chance.choice((1, 1, 2))
        return tuple(Evidence(f"{self._chance.getrandbits(256):064x}") for _ in range(count))

    def _after(self, day: date, least: int, most: int) -> bool:
        """Let days pass after *day*; False where that is not yet."""
        self._day = max(self._day, day + timedelta(days=self._chance.randint(least, most)))
        return self._day <= TODAY

    def _take(self, step: Step, by: Actor, **facts: Any) -> bool:
        seconds = self._chance.randrange(8 * 3600, 18 * 3600)
        now = datetime.combine(self._day, time(), ZoneInfo(ZONE)) + timedelta(seconds=seconds)
        if self.entry.history:
            now = max(now, self.entry.history[-1].at)
        self.entry, _ = take(self.entry, step, by, now, RULES, Facts(**facts))
        return True
