"""The week in figures and in words."""

from __future__ import annotations

from datetime import date, timedelta

from bureau import ALL, Bot, moment
from office import HOUSING, LI, ROADS, RULES, WANG, ZHAO, Story, brought_to, opened, order, submit

from bot.chat.render import pack
from bot.chat.wording.notices import group_digest, private_message, weekly
from bot.duty import Deadline
from bot.ledger.entry import State
from bot.ledger.event import Step
from bot.notices.budget import Digest
from bot.notices.quiet import Week
from bot.notices.summary import Figures, Span, Summary, summary

FRIDAY = moment("06-12", "15:00")
SPAN = Span(Week.of(FRIDAY.date()), FRIDAY - timedelta(weeks=1), FRIDAY)


def story(number: int, *units: str, due: date | None = date(2026, 9, 30), on: str = "05-06") -> Story:
    deadline = Deadline("到期", due) if due else None
    made = order(*units, deadline=deadline, matter=f"第{number}件事")
    return Story(number).at(on, Step.OPEN, WANG, order=made)


def told(*stories: Story, span: Span = SPAN, left=()) -> Summary:
    events = [event for s in stories for event in s.entry.history]
    return summary([s.entry.slim() for s in stories], events, span, RULES, left)


def signed_off(number: int, on: str) -> Story:
    made = submit(story(number).at("05-07", Step.ACKNOWLEDGE, LI), "05-11")
    made.at("05-12", Step.ACCEPT, WANG).at("05-13", Step.PUBLISH, WANG)
    return made.at(on, Step.SIGN_OFF, WANG)


def week() -> tuple[Story, ...]:
    """Return a week with something of everything."""
    overdue = story(2, due=date(2026, 6, 9)).at("05-07", Step.ACKNOWLEDGE, LI)
    overdue.at("06-10", Step.REPORT, LI, text="还差一处")
    due = story(3, ROADS, due=date(2026, 6, 13)).at("05-07", Step.ACKNOWLEDGE, ZHAO)
    due.at("06-11", Step.REPORT, ZHAO, text="快了")
    waiting = submit(story(4).at("05-07", Step.ACKNOWLEDGE, LI), "06-01")
    silent = story(5, ROADS, due=None).at("05-20", Step.ACKNOWLEDGE, ZHAO)
    moved = story(6, due=date(2026, 6, 17)).at("05-07", Step.ACKNOWLEDGE, LI)
    moved.at("06-08", Step.ASK_EXTENSION, LI, reason="汛期", until=date(2026, 6, 18))
    moved.at("06-09", Step.GRANT_EXTENSION, WANG)
    return signed_off(1, "06-10"), overdue, due, waiting, silent, moved, story(7, on="06-11")


def test_the_figures_of_a_week():
    found = told(*week())

    def numbers(parts):
        return [(part.entry.number, part.days) for part in parts]

    assert found.open == 6
    assert [e.number for e in found.changes.signed_off] == [1]
    assert [e.number for e in found.changes.opened] == [7]
    assert [(m.entry.number, m.before, m.after) for m in found.changes.moved] == [
        (6, date(2026, 6, 17), date(2026, 6, 18))
    ]
    assert numbers(found.due) == [(3, 1)]
    assert numbers(found.overdue) == [(2, 3)]
    assert numbers(found.stale) == [(5, 23)]
    assert numbers(found.waiting) == [(4, 11)]
    assert [(o.entry.number, o.day) for o in found.coming] == [(6, date(2026, 6, 18))]
    assert found.units == (
        Figures(ROADS, 2, 0, 1, 0, 1, 0),
        Figures(HOUSING, 4, 1, 0, 1, 0, 1),
    )
    assert (found.asked, found.reported) == (2, 2)


def test_a_week_in_words():
    blocks = weekly(told(*week()))

    assert blocks[0] == (
        "<b>周调度</b>（6月8日至6月14日）：本周销号1项，新增1项，在办6项，"
        "其中本周还有1项到期，逾期1项，久未更新1项，等待验收1项。"
    )
    assert blocks[1] == "<b>本周销号</b>\n<b>1</b> 第1件事"
    assert blocks[6] == (
        "<b>本周变化</b>\n新增 <b>7</b> 第7件事\n"
        "批准延期 <b>6</b> 第6件事（县住建局）：期限由6月17日改为6月18日"
    )
    assert blocks[7] == "<b>下周</b>\n6月18日 完成期限 <b>6</b> 第6件事（县住建局）"
    assert blocks[-1] == "本周应报情况的单位2家，已报2家。"
    assert len(pack(blocks)) == 1


def test_a_week_in_which_nothing_happened_is_one_line():
    quiet = story(5, due=None, on="06-03").at("06-04", Step.ACKNOWLEDGE, LI)

    assert weekly(told(quiet)) == [
        "<b>周调度</b>（6月8日至6月14日）：本周没有变化，在办1项，其中久未更新1项。"
    ]


def test_what_is_signed_off_after_a_summary_is_in_the_next_and_in_one_only():
    late = signed_off(1, "06-05")
    at_nine = late.last.at
    week_before = Span(Week(2026, 23), at_nine - timedelta(weeks=1), at_nine - timedelta(hours=1))
    this = Span(Week(2026, 24), week_before.until, FRIDAY)

    assert [len(told(late, span=span).changes.signed_off) for span in (week_before, this)] == [0, 1]


def test_a_deadline_that_went_and_came_back_was_not_moved():
    made = story(6, due=date(2026, 6, 17)).at("05-07", Step.ACKNOWLEDGE, LI)
    there = order(deadline=Deadline("7月", date(2026, 7, 31)), matter="第6件事")
    back = order(deadline=Deadline("6月", date(2026, 6, 17)), matter="第6件事")
    made.at("06-09", Step.AMEND, WANG, order=there, reason="误读")
    made.at("06-10", Step.AMEND, WANG, order=back, reason="更正")

    assert told(made).changes.moved == ()


def test_a_relapse_is_told_and_no_longer_counted_as_signed_off():
    made = signed_off(1, "06-09").at("06-11", Step.REOPEN, WANG, reason="反弹", until=date(2026, 7, 3))

    changes = told(made).changes
    assert ([e.number for e in changes.relapsed], changes.signed_off) == ([1], ())


def test_the_summary_says_what_did_not_fit():
    bot = Bot()
    left = [n for n in bot.due([opened().entry], moment("06-30")) if n.to == ALL]

    blocks = weekly(told(brought_to(State.ISSUED), left=left))

    assert blocks[-2:] == [
        "以下1项提醒超出每日条数，未在当日发出。",
        "<b>未发出的提醒</b>\n<b>17</b> 完成河道沿线垃圾整治（县住建局）：今天（2026年6月30日）到期",
    ]


def test_the_summary_of_the_last_week_of_the_year():
    until = moment("2026-12-31", "15:00")
    span = Span(Week(2026, 53), until - timedelta(days=6), until)
    found = told(story(1, due=date(2027, 1, 5)).at("05-07", Step.ACKNOWLEDGE, LI), span=span)

    assert [o.day for o in found.coming] == [date(2027, 1, 5)]
    assert weekly(found)[0].startswith("<b>周调度</b>（12月28日至1月3日）")


def test_the_messages_of_a_day():
    bot = Bot()
    late = opened().at("05-07", Step.ACKNOWLEDGE, LI)
    entries = [late.entry, story(18, due=date(2026, 7, 3)).entry]
    bot.tick(entries, moment("07-01"))
    by_recipient = {str(d.to): d for _, d in bot.digests}

    assert group_digest(by_recipient["c2"]) == [
        "<b>到期提醒</b>",
        "<b>已逾期</b>\n<b>17</b> 完成河道沿线垃圾整治（县住建局）：2026年6月30日到期，已逾期1天",
        "<b>即将到期</b>\n<b>18</b> 第18件事（县住建局）：2026年7月3日到期，还有2个工作日",
    ]
    assert private_message(by_recipient["p21"])[-1] == (
        "<b>待签收</b>\n<b>18</b> 第18件事（县住建局）：2026年5月6日交办，应于2026年5月9日前签收，尚未签收"
    )


def test_what_a_message_only_counts_is_said():
    bot = Bot(people=())
    found = [n for n in bot.due([opened().entry], moment("06-30")) if n.to == ALL]
    digest = Digest(ALL, date(2026, 6, 30), (), tuple(found))

    assert group_digest(digest)[-1] == "另有1项提醒不在此逐条列出，见本周汇总。"
    assert private_message(digest)[-1] == "另有1项未列出，发送 /mine 查看。"


def test_what_people_wrote_is_escaped():
    made = Story(9).at("05-06", Step.OPEN, WANG, order=order(matter="<b>清理&"))
    found = [n for n in Bot().due([made.entry], moment("06-30")) if n.to == ALL]

    assert "&lt;b&gt;清理&amp;" in group_digest(Digest(ALL, date(2026, 6, 30), tuple(found)))[1]
