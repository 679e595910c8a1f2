"""What a reload changes: identity by document and words, not by place."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.duty import Deadline, Duty, Part, Role, Source, Strength
from bot.reading.changes import Changes, compare, differences, trace


def duty(matter: str, quote: str, file: str = "一.txt", at: int = 0, **more: object) -> Duty:
    place = (at, at + len(quote))
    return replace(Duty(matter, quote, Source(file, place, place)), **more)


SEWAGE = duty(
    "老城区雨污分流改造",
    "区水务局牵头，7月底前完成老城区雨污分流改造，消除直排口12个。",
    parts=(Part("区水务局", Role.LEAD),),
    deadline=Deadline("7月底前", due=date(2025, 7, 31)),
    target="消除直排口12个",
    document_date=date(2025, 3, 3),
)
DUST = duty(
    "工地扬尘管控",
    "住建、交通等部门要盯紧在建工地，裸土一律覆盖。",
    at=90,
    parts=(Part("住建部门", Role.LISTED), Part("交通部门", Role.LISTED)),
    strength=Strength.MUST,
)
STRAW = duty("秸秆离田", "各镇要做好秸秆离田，力争离田率九成以上。", at=200, strength=Strength.AIM)
OLD = [SEWAGE, DUST, STRAW]


def in_file(duties: list[Duty], file: str) -> list[Duty]:
    return [replace(d, source=replace(d.source, file=file)) for d in duties]


def moved(one: Duty, by: int) -> Duty:
    span = (one.source.span[0] + by, one.source.span[1] + by)
    return replace(one, source=replace(one.source, span=span, at=span, place="第9段"), heading="三、")


@pytest.mark.parametrize(
    "new",
    [
        pytest.param(OLD, id="the same"),
        pytest.param([STRAW, SEWAGE, DUST], id="another order"),
        pytest.param([moved(d, 500) for d in OLD], id="moved down in the file"),
        pytest.param(in_file(OLD, "改名.txt"), id="the file renamed"),
        pytest.param(
            [replace(SEWAGE, deadline=replace(SEWAGE.deadline, note="按成文日期推算")), DUST, STRAW],
            id="the working of the limit explained otherwise",
        ),
        pytest.param([SEWAGE, replace(DUST, parts=DUST.parts[::-1]), STRAW], id="units in another order"),
    ],
)
def test_nothing_has_changed(new):
    assert not compare(OLD, new)


@pytest.mark.parametrize(
    ("after", "fields"),
    [
        pytest.param(replace(SEWAGE, matter="雨污分流"), ("事项",), id="another name"),
        pytest.param(
            replace(SEWAGE, parts=(Part("区住建局", Role.LEAD),)),
            ("责任单位",),
            id="another unit, same words",
        ),
        pytest.param(
            replace(SEWAGE, parts=(Part("区水务局", Role.SUPPORTING),)), ("责任单位",), id="another role"
        ),
        pytest.param(replace(SEWAGE, deadline=None), ("完成时限",), id="no limit any more"),
        pytest.param(
            replace(SEWAGE, deadline=Deadline("7月底前", due=date(2026, 7, 31))),
            ("完成时限",),
            id="the same words mean another day",
        ),
        pytest.param(replace(SEWAGE, target=None), ("目标",), id="no target"),
        pytest.param(replace(SEWAGE, strength=Strength.MUST), ("力度",), id="more binding"),
        pytest.param(replace(SEWAGE, region="沙河镇"), ("地区",), id="another place"),
        pytest.param(replace(SEWAGE, document_date=None), ("会议日期",), id="the day unknown"),
        pytest.param(
            replace(
                SEWAGE,
                quote=SEWAGE.quote.replace("7月", "9月"),
                deadline=Deadline("9月底前", due=date(2025, 9, 30)),
            ),
            ("完成时限", "原文"),
            id="a later day, written so",
        ),
    ],
)
def test_the_same_duty_with_other_contents_is_changed_and_told_in_which(after, fields):
    found = compare(OLD, [after, DUST, STRAW])

    assert [(c.before, c.after, c.fields) for c in found.changed] == [(SEWAGE, after, fields)]
    assert (found.new, found.gone) == ((), ())


def test_other_words_are_another_duty():
    odour = duty("臭气整治", "生态环境分局负责查清工业园臭气来源。")

    found = compare(OLD, [SEWAGE, odour, STRAW])

    assert found == Changes(new=(odour,), gone=(DUST,))


def test_the_same_words_in_another_living_document_are_another_duty():
    repeated = in_file([DUST], "二.txt")

    assert compare(OLD, OLD + repeated) == Changes(new=tuple(repeated))
    assert compare(OLD + repeated, OLD) == Changes(gone=tuple(repeated))


def test_a_duty_that_moves_between_two_living_documents_is_gone_and_new():
    other = duty("清河行动", "水务局每月清理河道两次。", file="二.txt")

    found = compare([*OLD, other], [SEWAGE, STRAW, other, *in_file([DUST], "二.txt")])

    assert (len(found.new), len(found.changed), len(found.gone)) == (1, 0, 1)


def test_a_renamed_file_that_was_also_corrected_keeps_its_duties():
    corrected = replace(DUST, quote=DUST.quote.replace("交通", "交通运输"))

    found = compare(OLD, in_file([SEWAGE, corrected, STRAW], "改名.txt"))

    assert [c.fields for c in found.changed] == [("原文",)]
    assert (found.new, found.gone) == ((), ())


def test_a_sentence_that_orders_two_things_keeps_them_apart_in_a_renamed_file():
    both = [duty(matter, "水务局要抓好清淤和植树。") for matter in ("清淤", "植树")]

    assert not compare(both, in_file(both[::-1], "改名.txt"))


def test_the_most_alike_are_paired_first():
    first = duty("排查一号片区排口", "9月底前完成一号片区入河排口排查并建账。")
    second = duty("排查二号片区排口", "9月底前完成二号片区入河排口排查并建账。", at=50)
    mended = replace(second, quote=second.quote.replace("建账", "建立台账"))

    found = compare([first, second], [mended])

    assert [(c.before, c.after) for c in found.changed] == [(second, mended)]
    assert found.gone == (first,)


def test_words_that_occur_twice_are_two_duties():
    twice = [SEWAGE, moved(SEWAGE, 300)]

    assert trace(twice, twice) == [0, 1]
    assert compare(twice, [SEWAGE]) == Changes(gone=(twice[1],))


def test_the_first_reading_is_all_new_and_the_last_all_gone():
    assert compare([], OLD) == Changes(new=tuple(OLD))
    assert compare(OLD, []) == Changes(gone=tuple(OLD))
    assert not compare([], [])


def test_the_units_touched_are_those_before_and_after_but_not_everybody():
    after = replace(SEWAGE, parts=(Part("区住建局", Role.LEAD), Part("各部门", Role.LISTED, generic=True)))

    assert compare(OLD, [after, STRAW]).units() == {"区水务局", "区住建局", "住建部门", "交通部门"}


def test_ten_thousand_other_duties_in_one_file_are_still_compared_within_bounds(monkeypatch):
    compared = 0
    real = __import__("rapidfuzz").fuzz.ratio

    def counting(*args, **kwargs):
        nonlocal compared
        compared += 1
        return real(*args, **kwargs)

    monkeypatch.setattr("rapidfuzz.fuzz.ratio", counting)
    old = [duty(f"事{i}", f"第{i:05d}号排口由水务局于年底前完成整治并建立台账。") for i in range(10_000)]
    new = [replace(d, quote=d.quote.replace("整治", "治理")) for d in old]

    found = compare(old, new)

    assert compared <= 120_000
    assert (len(found.changed), len(found.new), len(found.gone)) == (10_000, 0, 0)
    assert all(c.before.matter == c.after.matter for c in found.changed)


WORDS = st.text("甲乙丙丁完成整治，。", max_size=12)
DUTIES = st.lists(
    st.builds(
        lambda matter, quote, file, unit: duty(matter, quote, file, parts=(Part(unit, Role.LEAD),)),
        WORDS,
        WORDS,
        st.sampled_from(["一", "二", "三"]),
        st.sampled_from(["水务局", "住建局"]),
    ),
    max_size=8,
)


@settings(max_examples=100, deadline=None)
@given(DUTIES, DUTIES)
def test_every_duty_is_told_once_whatever_the_two_readings(old, new):
    came_from = trace(old, new)
    found = compare(old, new)
    kept = [i for i in came_from if i is not None]

    assert len(kept) == len(set(kept))
    assert len(found.gone) == len(old) - len(kept)
    assert len(found.new) == len(new) - len(kept)
    assert all(change.fields == differences(change.before, change.after) for change in found.changed)


@settings(max_examples=50, deadline=None)
@given(DUTIES)
def test_a_reading_compared_with_itself_is_unchanged(duties):
    assert not compare(duties, list(duties))
