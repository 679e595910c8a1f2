"""Properties: however the bot ticks, sleeps and jumps, each thing is said once, and nothing in quiet time."""

from __future__ import annotations

from collections import Counter
from datetime import date, datetime, timedelta
from functools import cache

from bureau import DESK, GROUPS, TOWN, Bot, moment
from hypothesis import given, settings
from hypothesis import strategies as st
from office import CHEN, HOUSING, LI, ROADS, WANG, Story, order, submit

from bot.duty import Deadline
from bot.ledger.entry import Entry, State
from bot.ledger.event import Step
from bot.ledger.folding import fold
from bot.ledger.sight import covers, may_see
from bot.notices.due import next_moment
from bot.notices.manners import MANNERS
from bot.notices.quiet import is_open

FIRST = moment("05-06", "00:00")
HALF_AN_HOUR, HOUR = timedelta(minutes=30), timedelta(hours=1)


def _due(month: int, day: int, year: int = 2026) -> dict[str, Deadline]:
    return {"deadline": Deadline(f"{month}月{day}日前", date(year, month, day))}


@cache
def stories() -> tuple[Story, ...]:
    """Return entries on the edges of the year: festivals, make-up days, an extension, a relapse."""

    def opened(number: int, on: str, *units: str, **facts: object) -> Story:
        return Story(number).at(on, Step.OPEN, WANG, order=order(*units, **facts))

    forgotten = opened(1, "05-06", **_due(6, 20))
    silent = opened(2, "05-06", deadline=None).at("05-08", Step.ACKNOWLEDGE, LI)
    extended = opened(3, "05-06", **_due(6, 1)).at("05-07", Step.ACKNOWLEDGE, LI)
    extended.at("05-29", Step.ASK_EXTENSION, LI, reason="汛期", until=date(2026, 7, 5))
    extended.at("06-02", Step.GRANT_EXTENSION, WANG)
    blocked = opened(4, "05-06", HOUSING, ROADS, **_due(10, 4)).at("05-07", Step.ACKNOWLEDGE, LI)
    blocked.at("05-20", Step.BLOCK, LI, reason="用地未批", to="自然资源局").at(
        "06-20", Step.UNBLOCK, CHEN, unit=HOUSING, text="已批"
    )
    over = submit(opened(5, "05-06", **_due(6, 30)).at("05-07", Step.ACKNOWLEDGE, LI), "05-20")
    over.at("06-01", Step.ACCEPT, WANG).at("06-02", Step.PUBLISH, WANG).at("06-18", Step.SIGN_OFF, WANG)
    over.at("09-18", Step.REOPEN, WANG, reason="反弹", until=date(2026, 9, 29))
    return forgotten, silent, extended, blocked, over


def as_of(now: datetime) -> list[Entry]:
    """Return the ledger as it stood at *now*."""
    known = [sum(event.at <= now for event in story.entry.history) for story in stories()]
    return [_after(place, count) for place, count in enumerate(known) if count]


@cache
def _after(place: int, count: int) -> Entry:
    return fold(stories()[place].entry.history[:count])


def live(moments: list[datetime]) -> Bot:
    bot = Bot()
    for now in moments:
        said = bot.tick(as_of(now), now)
        assert not said or is_open(now, DESK.days, MANNERS)
    return bot


def check(bot: Bot) -> None:
    """Hold what must be true of everything that was said."""
    assert max(Counter(bot.keys).values(), default=1) == 1
    assert max(Counter(digest.key for _, digest in bot.digests).values(), default=1) == 1
    seen: dict[str, int] = {}
    for key in bot.keys:
        matter, _, rank = key.rpartition("/")
        assert seen.get(matter, -10) < int(rank)
        seen[matter] = int(rank)
    people, groups = {p.id: p for p in bot.people}, {g.recipient: g for g in GROUPS}
    for now, digest in bot.digests:
        for notice in digest.shown:
            group = groups.get(digest.to)
            if group:
                assert covers(group.scope, notice.entry)
            else:
                assert may_see(people[digest.to.id], notice.entry, None, now.date())


@cache
def regular() -> Bot:
    return live([FIRST + n * HALF_AN_HOUR for n in range(48 * 180)])


def test_half_a_year_of_ticks():
    bot = regular()
    check(bot)

    assert len(bot.digests) > 60
    assert bot.left == []


@settings(max_examples=40, deadline=None)
@given(st.lists(st.integers(0, 180 * 24 * 60), min_size=1, max_size=25, unique=True))
def test_after_any_silence_each_matter_is_said_once_at_its_present_stage(minutes):
    moments = [FIRST + timedelta(minutes=m) for m in sorted(minutes)]
    bot = live([now for at in moments for now in (at, at + HALF_AN_HOUR)])

    check(bot)


@settings(max_examples=25, deadline=None)
@given(st.integers(0, 175), st.randoms(use_true_random=False))
def test_a_clock_that_jumps_an_hour_back_and_forth_says_the_same(start, random):
    """The ledger itself is the same all the time: only the clock of the ticks goes wrong."""
    first = FIRST + timedelta(days=start)
    ticks = [first + n * HALF_AN_HOUR for n in range(48 * 5)]
    entries = as_of(first)
    jumping = [t + random.choice((-HOUR, timedelta(), timedelta(), HOUR)) for t in ticks]
    straight, wild = Bot(), Bot()
    for tick in ticks:
        straight.tick(entries, tick)
    for tick in jumping:
        wild.tick(entries, tick)

    check(wild)
    assert sorted(wild.keys) == sorted(straight.keys)


@settings(max_examples=20, deadline=None)
@given(st.integers(0, 170), st.permutations(range(5)))
def test_the_order_of_the_entries_changes_nothing(start, places):
    now = moment(FIRST.date() + timedelta(days=start), "10:00")
    entries = as_of(now)
    shuffled = [entries[n] for n in places if n < len(entries)]
    bots = Bot(), Bot()

    assert sorted(n.key for n in bots[0].tick(entries, now)) == sorted(
        n.key for n in bots[1].tick(shuffled, now)
    )
    assert [d for _, d in bots[0].digests] == [d for _, d in bots[1].digests]


def test_nothing_is_missed_by_looking_only_when_the_next_moment_has_come():
    """Each entry is looked at when it changed or its moment came: the same is said as by looking always."""
    bot, moments, seqs = Bot(), {}, {}
    entries: list[Entry] = []
    looked = 0
    for n in range(48 * 180):
        now = FIRST + n * HALF_AN_HOUR
        entries = as_of(now) if n % 2 == 0 else entries  # events come on the hour
        touched = [
            e
            for e in entries
            if seqs.get(e.number) != e.seq or ((at := moments.get(e.number)) is not None and at <= now)
        ]
        looked += len(touched)
        bot.tick(touched, now)
        for entry in touched:
            seqs[entry.number] = entry.seq
            moments[entry.number] = next_moment(entry, bot.audience(now.date()), bot.log, now, DESK)

    assert bot.keys == regular().keys
    assert looked < 48 * 180


def test_what_is_signed_off_says_nothing_until_it_is_looked_back_at():
    entry = next(e for e in as_of(moment("06-20")) if e.number == 5)
    assert entry.state is State.SIGNED_OFF

    bot = Bot()
    days = [entry.signed_off_on + timedelta(days=n) for n in range(60)]
    assert [bot.tick([entry], moment(day)) for day in days] == [[]] * 60


def test_a_group_hears_only_of_its_own():
    mine = [n for _, d in regular().digests if d.to == TOWN for n in d.shown]

    assert mine
    assert {n.entry.order.town for n in mine} == {"沙河镇"}
