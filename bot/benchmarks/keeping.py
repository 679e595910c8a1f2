"""How fast a large ledger is: 100,000 entries with a million steps, in the store that the bot itself opens.

`bot.benchmarks.office` takes every step; they are recorded by the store's own functions, some thousand in one
transaction, in the order of their days. All is measured through `Store`; starts in processes of their own.
"""

from __future__ import annotations

import asyncio
import random
import subprocess
import sys
import tempfile
import time
from collections.abc import Awaitable, Callable, Iterator
from contextlib import closing
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path
from statistics import median, quantiles
from zoneinfo import ZoneInfo

from bot.benchmarks.figures import Figure, Result, Table, Words
from bot.benchmarks.office import RULES, TODAY, Office
from bot.benchmarks.sample import ROOT
from bot.clock import ZONE
from bot.errors import Misuse
from bot.ledger.entry import Entry, State
from bot.ledger.event import Event, Facts, Step
from bot.ledger.lists import waiting
from bot.ledger.people import Person, Scope
from bot.ledger.sight import Sight, sight
from bot.ledger.steps import take
from bot.store import connection, entries, evidence, people, records
from bot.store.evidence import Piece
from bot.store.folder import DATABASE
from bot.store.ledger import Why
from bot.store.lists import Listing, Wanted
from bot.store.store import Store

ENTRIES = 100_000
#: So many looks of each kind are timed, so many starts, and so many entries are recorded in one transaction.
LOOKS, STARTS, TOGETHER = 300, 5, 2_000
_NOW = datetime(TODAY.year, TODAY.month, TODAY.day, 9, tzinfo=ZoneInfo(ZONE))
_PAGE = 10


def keeping(size: int | None = None) -> Result:
    """Make a ledger of *size* entries and measure it.

    Raises:
        Misuse: a start fails.
    """
    if sys.platform != "linux":
        return Result("ledger", skipped="跳过：只在 Linux 上能读另一个进程的内存。")
    office = Office(size or ENTRIES)
    with tempfile.TemporaryDirectory() as folder:
        data = Path(folder)
        begun = time.perf_counter()
        events = asyncio.run(_made(data, office))
        making = time.perf_counter() - begun
        bytes_kept = (data / DATABASE).stat().st_size
        starts = [_started(data) for _ in range(STARTS)]
        looks = asyncio.run(_looked(data, office))
    whole = Whole(events, making, bytes_kept, starts)
    return Result("ledger", _figures(looks, whole), tables=_tables(office.size, looks, whole))


# ---- what is measured on


async def _made(data: Path, office: Office) -> int:
    """Make the database; return how many steps are in it."""
    await (await Store.open(data)).close()
    events = 0
    with closing(connection.open_writer(data / DATABASE)) as db:
        with connection.writing(db):
            members = (person for unit in office.units for person in office.members(unit))
            for person in (*members, *office.supervisors, *office.leaders):
                people.admit(db, person, person.posts[0], people.TERMINAL, _NOW)
        for made in _together(office):
            with connection.writing(db):
                for event in sorted(
                    (e for entry in made for e in entry.history), key=lambda e: (e.at, e.seq)
                ):
                    events += 1
                    records.record_step(db, event, events)
                    evidence.enter(db, _pieces(event), event.by.id, event.at)
                for entry in made:
                    entries.save(db, entry, RULES)
    return events


def _together(office: Office) -> Iterator[list[Entry]]:
    for first in range(1, office.size + 1, TOGETHER):
        yield [office.history(n) for n in range(first, min(first + TOGETHER, office.size + 1))]


def _pieces(event: Event) -> list[Piece]:
    return [Piece(one.digest, 180_000, ".jpg") for one in event.facts.evidence]


# ---- the measurements


@dataclass(frozen=True, slots=True)
class Whole:
    """What is told of the ledger as a whole; *starts* are pairs of seconds and of bytes held afterwards."""

    events: int
    making: float
    bytes_kept: int
    starts: list[tuple[float, int]]


@dataclass(frozen=True, slots=True)
class Looks:
    """How many milliseconds something took, time after time; *kinds* has the same by kind."""

    key: str
    words: Words
    times: list[float]
    kinds: dict[str, list[float]] = field(default_factory=dict)


def _started(data: Path) -> tuple[float, int]:
    """Return how many seconds a start took, the interpreter's included, and the bytes held afterwards."""
    command = [sys.executable, "-m", "bot.benchmarks.opening", str(data)]
    begun = time.perf_counter()
    with subprocess.Popen(  # noqa: S603 - this program's own module
        command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, encoding="utf-8", cwd=ROOT
    ) as process:
        opened = process.stdout.readline() if process.stdout else ""
        seconds = time.perf_counter() - begun
        held, _ = process.communicate("\n")
    if opened != "open\n" or process.returncode:
        raise Misuse(f"台账的数据目录没有打开（退出状态 {process.returncode}）；请把这一情况报告给开发者。")
    return seconds, int(held)


async def _looked(data: Path, office: Office) -> list[Looks]:
    store = await Store.open(data)
    asker = _Asker(store, office)
    try:
        return [
            await asker.mine(
                "mine_member", Words("/mine，单位成员", "/mine, a unit's member"), _members(office)
            ),
            await asker.mine(
                "mine_supervisor", Words("/mine，督查", "/mine, a supervisor"), office.supervisors
            ),
            await asker.mine("mine_leader", Words("/mine，领导", "/mine, a leader"), office.leaders),
            await asker.entry(),
            await asker.lists("list", Words("/list 各种清单，首页", "/list, any list, its first page"), None),
            await asker.lists("list_late", Words("/list，末页", "/list, its last page"), None, late=True),
            await asker.lists(
                "list_seen", Words("/list，只见一部分，首页", "/list, seeing a part, first page"), 20
            ),
            await asker.lists(
                "list_seen_late",
                Words("/list，只见一部分，末页", "/list, seeing a part, last page"),
                20,
                late=True,
            ),
            await asker.recorded(),
        ]
    finally:
        await store.close()


def _members(office: Office) -> tuple[Person, ...]:
    """Return one person of each unit, those of the units with most entries first."""
    return tuple(office.members(unit)[0] for unit in office.units)


class _Asker:
    """Does through the store what the commands of the chat do."""

    def __init__(self, store: Store, office: Office):
        self._ledger, self._office = store.ledger, office
        self._chance = random.Random(office.size)  # noqa: S311 - the same looks each time

    async def mine(self, key: str, words: Words, who: tuple[Person, ...]) -> Looks:
        async def look(number: int) -> None:
            person = who[number % len(who)]
            actors = person.actors(TODAY)
            found = await self._ledger.may_wait(actors, sight(person, None, TODAY), TODAY)
            waiting(found, actors, TODAY, RULES)

        return Looks(key, words, [await _timed(look, number) for number in range(LOOKS)])

    async def entry(self) -> Looks:
        async def look(number: int) -> None:
            await self._ledger.entry(number)

        numbers = [self._chance.randint(1, self._office.size) for _ in range(LOOKS)]
        words = Words("/entry，连同全部经过", "/entry, with all its history")
        return Looks("entry", words, [await _timed(look, number) for number in numbers])

    async def lists(self, key: str, words: Words, few: int | None, *, late: bool = False) -> Looks:
        """Look at every list: as a supervisor, or as *few* members, alone and in the group of two towns."""
        people = _members(self._office)[:few] if few else self._office.supervisors[:1]
        chats = (None, Scope(towns=self._office.towns[:2])) if few else (None,)
        seen = [sight(person, chat, TODAY) for person in people for chat in chats]
        kinds = {what.name: await self._list(what, seen, late) for what in Listing}
        return Looks(key, words, [one for times in kinds.values() for one in times], kinds)

    async def _list(self, what: Listing, sights: list[Sight], late: bool) -> list[float]:
        names, times = self._names(what), []

        async def look(start: int) -> int:
            wanted = Wanted(what, name, start, _PAGE)
            return (await self._ledger.listed(wanted, seen, TODAY, RULES)).total

        for number in range(LOOKS // len(Listing)):
            name, seen = names[number % len(names)], sights[number % len(sights)]
            start = (await look(0) - 1) // _PAGE * _PAGE if late else 0
            times.append(await _timed(look, max(0, start)))
        return times

    def _names(self, what: Listing) -> tuple[str, ...]:
        match what:
            case Listing.UNIT:
                return self._office.units[:30]
            case Listing.TOWN:
                return self._office.towns
            case Listing.LEADER:
                return tuple(leader.name for leader in self._office.leaders)
        return ("",)

    async def recorded(self) -> Looks:
        """Report on entries whose units are at work, by their members."""
        everything = sight(self._office.supervisors[0], None, TODAY)
        wanted = Wanted(Listing.OPEN, count=20 * LOOKS)
        found = (await self._ledger.listed(wanted, everything, TODAY, RULES)).entries
        doing = [e.number for e in found if all(track.state is State.UNDER_WAY for track in e.tracks)]
        self._chance.shuffle(doing)
        times = []
        for heard, number in enumerate(doing[:LOOKS]):
            entry = await self._ledger.entry(number)
            assert entry is not None  # noqa: S101 - it was listed
            times.append(await _timed(self._reported(entry), -heard - 1))
        return Looks("record", Words("登记一步，写到盘上", "recording a step, on the disk"), times)

    def _reported(self, entry: Entry) -> Callable[[int], Awaitable[None]]:
        unit = entry.units[0]
        by = self._office.members(unit)[0].actors(TODAY)[0]
        facts = Facts(unit=unit, text="已进场施工，完成六成。", share=60)

        async def record(heard: int) -> None:
            after, event = take(entry, Step.REPORT, by, _NOW, RULES, facts)
            await self._ledger.record(after, event, RULES, Why(heard))

        return record


async def _timed(look: Callable[[int], Awaitable[object]], number: int) -> float:
    """Return how many milliseconds a look took."""
    begun = time.perf_counter()
    await look(number)
    return (time.perf_counter() - begun) * 1000


# ---- how it is told


def _figures(looks: list[Looks], whole: Whole) -> tuple[Figure, ...]:
    figures = [
        Figure("events", "步数", "steps", whole.events, beside=True),
        Figure("making_s", "造出台账", "making the ledger", whole.making, "s", beside=True),
    ]
    for one in looks:
        chinese, english = one.words
        middle, high = median(one.times), _p95(one.times)
        figures.append(Figure(f"{one.key}_ms", f"{chinese}，中位数", f"{english}, median", middle, "ms", 1))
        figures.append(
            Figure(f"{one.key}_p95_ms", f"{chinese}，第 95 百分位", f"{english}, p95", high, "ms", 1)
        )
        figures += [
            Figure(
                f"{one.key}_{kind.lower()}_p95_ms",
                f"{chinese}，{kind}",
                f"{english}, {kind}",
                _p95(times),
                "ms",
                1,
            )
            for kind, times in one.kinds.items()
        ]
    return (*figures, *_of_the_whole(whole))


def _of_the_whole(whole: Whole) -> tuple[Figure, ...]:
    seconds, held = zip(*whole.starts, strict=True)
    return (
        Figure("start_s", "启动，含各项检查", "start, with its checks", median(seconds), "s", 2),
        Figure("idle_mb", "启动后空闲时的内存", "memory when idle after the start", median(held) / 1e6, "MB"),
        Figure("size_mb", "数据库大小", "size of the database", whole.bytes_kept / 1e6, "MB"),
    )


def _tables(size: int, looks: list[Looks], whole: Whole) -> tuple[Table, ...]:
    of = Words(f"{size:,} 项、{whole.events:,} 步", f"{size:,} entries, {whole.events:,} steps")
    rows = [(one.words, f"{median(one.times):.1f} ms", f"{_p95(one.times):.1f} ms") for one in looks]
    others = [(Words(f.chinese, f.english), f.told) for f in _of_the_whole(whole)]
    return (
        Table((of, Words("中位数", "median"), Words("第 95 百分位", "95th percentile")), tuple(rows)),
        Table((Words("整体", "as a whole"), Words("结果", "Figure")), tuple(others)),
    )


def _p95(times: list[float]) -> float:
    return quantiles(times, n=20, method="inclusive")[-1] if len(times) > 1 else times[0]
