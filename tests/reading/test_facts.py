"""What a document says about itself: title, issuer, place, number, and the day it counts from."""

from __future__ import annotations

from datetime import date

import pytest
from wording import document

from bot.duty import Known
from bot.reading.document import read_document
from bot.reading.facts import head_problems
from bot.reading.repair import repair

BODY = "区水利局要在6月底前完成清淤。\n"


def test_the_head_says_everything(rules):
    found = document(
        "标题：青溪区清河方案\n印发单位：青溪区水利局\n地区：青溪区\n会议日期：2026-03-12\n文号：青水〔2026〕3号\n---\n"
        + BODY,
        rules,
    )

    assert (found.title, found.issuer, found.region, found.number) == (
        "青溪区清河方案",
        "青溪区水利局",
        "青溪区",
        "青水〔2026〕3号",
    )
    assert (found.day, found.day_known) == (date(2026, 3, 12), Known.STATED)


@pytest.mark.parametrize(
    "text",
    [
        pytest.param("会议日期：2026-03-12\n" + BODY, id="no line of --- below"),
        pytest.param("青溪区清河方案\n会议日期：2026-03-12\n---\n" + BODY, id="another line above"),
    ],
)
def test_what_is_not_a_head_is_part_of_the_text(rules, text):
    assert document(text, rules).day_note != "文件头注明"


@pytest.mark.parametrize(
    ("text", "day", "known"),
    [
        pytest.param(
            "青溪区召开推进会\n发布时间：2026-03-13 来源：青溪融媒\n3月12日，青溪区召开推进会。" + BODY,
            date(2026, 3, 12),
            Known.STATED,
            id="the meeting's day goes before the page's day",
        ),
        pytest.param(
            "青溪区召开推进会\n发布时间：2026-01-03\n12月30日，青溪区召开推进会。" + BODY,
            date(2025, 12, 30),
            Known.STATED,
            id="a page of January tells of a meeting in December",
        ),
        pytest.param(
            "青溪区清河方案\n时间：2026年6月18日上午\n" + BODY + "\n2026年6月25日",
            date(2026, 6, 18),
            Known.STATED,
            id="the day at the head goes before the signature",
        ),
        pytest.param(
            "青溪区清河方案\n" + BODY + "青溪区水利局\n2026年3月12日",
            date(2026, 3, 12),
            Known.STATED,
            id="the signature",
        ),
        pytest.param(
            "青溪区清河方案\n" + BODY + "二〇二六年三月十二日",
            date(2026, 3, 12),
            Known.STATED,
            id="a signature in characters",
        ),
        pytest.param(
            "青溪区清河方案\n" + BODY + "二○二六年十一月二十日",
            date(2026, 11, 20),
            Known.STATED,
            id="tens in characters",
        ),
        pytest.param(
            "青溪区2026年清河推进会\n3月12日，青溪区召开推进会。" + BODY,
            date(2026, 3, 12),
            Known.INFERRED,
            id="the year from the title",
        ),
        pytest.param(
            "青溪区清河推进会\n3月12日，青溪区召开推进会。" + BODY,
            None,
            Known.UNKNOWN,
            id="a day without any year",
        ),
        pytest.param("青溪区清河方案\n" + BODY, None, Known.UNKNOWN, id="no day at all"),
        pytest.param(
            "青溪区清河方案\n2026年2月30日\n" + BODY, None, Known.UNKNOWN, id="a day that does not exist"
        ),
        pytest.param(
            "青溪区清河方案\n" + BODY + "整改时限：2026年9月30日",
            None,
            Known.UNKNOWN,
            id="a time limit at the end is no signature",
        ),
        pytest.param(
            "青溪区清河方案\n" + BODY + "力争2026年9月30日前完工",
            None,
            Known.UNKNOWN,
            id="nor is a date with 前",
        ),
        pytest.param(
            "关于整改的公示\n公示期为2026年10月12日至10月23日。\n" + BODY,
            None,
            Known.UNKNOWN,
            id="a notice period is not the day of issue",
        ),
    ],
)
def test_the_day_a_document_counts_from(rules, text, day, known):
    found = document(text, rules)

    assert (found.day, found.day_known) == (day, known)


SO_FAR = "今年1至7月，水质达标。用好年底前剩余的5个月。"


@pytest.mark.parametrize(
    ("text", "day"),
    [
        pytest.param(
            SO_FAR + "确保2026年6月前完工。",
            date(2025, 7, 31),
            id="今年 is the year before the year that is named",
        ),
        pytest.param(
            "今年1至7月，水质达标。确保2026年6月前完工。",
            date(2025, 7, 31),
            id="the months that are over are enough",
        ),
        pytest.param(
            "今年还有剩下的三个月。确保2026年6月前完工。",
            date(2025, 9, 30),
            id="so are the months that are left",
        ),
        pytest.param(
            SO_FAR + "确保2026年9月前完工。", None, id="September may be of this year or of the next"
        ),
        pytest.param(SO_FAR + "确保2026年6月前完工，2027年6月前验收。", None, id="two years are named"),
        pytest.param(SO_FAR + "确保尽快完工。", None, id="no year is named"),
        pytest.param("确保2026年6月前完工。", None, id="nothing says what 今年 is"),
    ],
)
def test_the_year_is_inferred_where_one_reading_is_left(rules, text, day):
    found = document("在推进会上的讲话\n" + text, rules)

    assert found.day == day
    assert found.day_known is (Known.INFERRED if day else Known.UNKNOWN)
    assert found.day_note


@pytest.mark.parametrize(
    ("text", "region"),
    [
        pytest.param("青溪区清河方案\n" + BODY, "青溪区", id="at the head of the title"),
        pytest.param("关于石桥县清河工作的通知\n" + BODY, "石桥县", id="behind 关于"),
        pytest.param("清河推进会\n3月12日，石桥县召开推进会。" + BODY, "石桥县", id="in the first sentence"),
        pytest.param("在调度会上的讲话\n竹溪区区长 安平\n" + BODY, "竹溪区", id="by the speaker's post"),
        pytest.param("首页 政策\n竹溪市清河2026年要点\n" + BODY, "竹溪市", id="below a page's bar"),
        pytest.param(
            "关于督察通报披露竹溪县有关问题的公示\n" + BODY, "竹溪县", id="in the middle of the title"
        ),
        pytest.param(
            "清河纪实\n（竹溪发布）\n驶出竹溪县大院，还有县水利局。", "竹溪县", id="by who publishes it"
        ),
        pytest.param(
            "清河纪实\n打开竹溪客户端\n县委书记巡河，县长参加。", "竹溪县", id="by an app and its level"
        ),
        pytest.param("会上\n市长强调，让竹溪的天更蓝。" + BODY, "竹溪市", id="by what is wished for it"),
        pytest.param(
            "会上\n市长强调，让群众的天更蓝，为产业转型发展。" + BODY, None, id="what is wished others"
        ),
        pytest.param("会上\n人民日报刊文，全市学习。" + BODY, None, id="a national paper"),
        pytest.param("清河推进会发言\n（竹溪县，2022年3月1日）\n" + BODY, "竹溪县", id="in brackets"),
        pytest.param("竹溪县清河现场会记录。时间 3月1日\n" + BODY, "竹溪县", id="at a record's head"),
        pytest.param("在调度会上的讲话\n竹山区区长 安平\n" + BODY, "竹山区", id="named after a hill"),
        pytest.param("清河方案\n深山区突出绿化。" + BODY, None, id="hills are no place"),
        pytest.param("全区清河方案\n" + BODY, None, id="全区 is no place"),
        pytest.param("清河方案\n城区、园区要清洁。" + BODY, None, id="a part of town is no place"),
    ],
)
def test_the_place_a_document_is_about(rules, text, region):
    assert document(text, rules).region == region


def test_the_number_of_the_document(rules):
    assert document("青溪区清河方案\n青水〔2026〕3号\n" + BODY, rules).number == "青水〔2026〕3号"


@pytest.mark.parametrize(
    ("head", "line"),
    [
        pytest.param("标题：甲\n会议日期：去年春天\n---\n", 2, id="words instead of a day"),
        pytest.param("会议日期：2026-02-30\n---\n", 1, id="a day that does not exist"),
    ],
)
def test_a_head_that_cannot_be_read_is_reported_with_its_line(head, line):
    (problem,) = head_problems("甲.txt", head + BODY)

    assert (problem.path, problem.line) == ("甲.txt", line)
    assert "会议日期" in problem.message


def test_a_sound_head_is_not_reported():
    assert head_problems("甲.txt", "会议日期：2026-03-12\n---\n" + BODY) == []


def test_relative_dates_without_a_day_stay_open_and_are_reported(rules):
    _, duties, problems = read_document(
        "甲.txt", repair("清河方案\n一、任务\n1.区水利局要在年底前完成清淤。"), rules
    )

    assert [duty.deadline.due for duty in duties] == [None]
    assert duties[0].deadline.note
    assert [(problem.path, problem.line) for problem in problems] == [("甲.txt", 1)]


@pytest.mark.parametrize(
    ("words", "day"),
    [
        pytest.param("2025年只剩下不到三个月，就看这一百天。", date(2025, 9, 30), id="months left of a year"),
        pytest.param("距2025年底还有80天。", date(2025, 10, 12), id="days left of a year"),
    ],
)  # fmt: skip
def test_what_is_left_of_a_named_year_tells_the_day(words: str, day: date, rules):
    found = document("同志们：\n" + words + BODY, rules)

    assert (found.day, found.day_known) == (day, Known.INFERRED)


@pytest.mark.parametrize(
    ("title", "limit", "expected"),
    [
        pytest.param("青溪区2025年清河任务清单", "6月底前", "2025-06-30", id="a month"),
        pytest.param("青溪区2025年清河任务清单", "四季度", "2025-12-31", id="a quarter"),
        pytest.param("青溪区2025年清河任务清单", "接到通知后10日内", None, id="counted from an event"),
        pytest.param("青溪区2023—2025年清河方案", "6月底前", None, id="several years"),
        pytest.param("青溪区2025年清河情况通报", "6月底前", None, id="a report"),
    ],
)  # fmt: skip
def test_a_limit_takes_its_year_from_the_title(title: str, limit: str, expected: str | None, rules):
    (duty,) = read_document("a.txt", repair(f"{title}\n1.清理河道3公里（区水利局，{limit}）"), rules)[1]

    assert duty.deadline
    assert (str(duty.deadline.due) if duty.deadline.due else None) == expected
    assert not (expected and duty.deadline.certain)


def test_a_date_in_a_row_of_commas_is_not_the_documents(rules):
    rows = "清淤3公里,区水利局,区住建局,2025年5月底\n截污9处,区住建局,区水利局,2025年6月15日"
    text = "清河任务\n事项,牵头单位,配合单位,时限\n" + rows

    assert document(text, rules).day is None


def test_a_meeting_that_reviews_the_year_before_tells_its_own_year(rules):
    text = (
        "松坪区召开河湖保护大会\n2月19日下午，松坪区召开河湖保护大会。会上通报了2024年度考核结果。\n" + BODY
    )
    found = document(text, rules)
    assert (found.day, found.day_known) == (date(2025, 2, 19), Known.INFERRED)
