"""Properties of asking: nothing raises, a same-sound slip finds the same duty, folding is idempotent."""

from __future__ import annotations

from functools import cache

from hypothesis import given, settings
from hypothesis import strategies as st

from bot.asking.question import LONGEST, fold, read_question
from bot.asking.spellings.letters import split
from bot.asking.spellings.sounds import sound
from bot.commands.ask import answer_json, told
from bot.duty import Deadline, Reading
from bot.jsonlines import line
from bot.reading.sounds import readings
from tests.asking_county import DOCUMENTS, DUTIES, TODAY, VOCABULARY, answerer

COUNTY = answerer()

#: Matters that differ from one another, so that one wrong character leaves no doubt.
MATTERS = tuple(d.matter for d in DUTIES)

words = st.sampled_from(
    [
        "谁",
        "负责",
        "什么时候",
        "本月到期",
        "柳河",
        "县",
        "住建局",
        "油烟",
        "的",
        "哪些",
        "youyan",
        "cyyy",
        "2024年",
        "。",
        "“",
        " ",
    ]
)
typed = st.one_of(st.text(max_size=60), st.lists(words, max_size=12).map("".join))


@settings(max_examples=100, deadline=None)
@given(typed)
def test_no_text_raises(text):
    answer = COUNTY.answer(text, TODAY)

    assert answer.question == text
    assert told(answer)
    assert line(answer_json(answer))


@cache
def same_sounds(char: str) -> tuple[str, ...]:
    """Return other common characters that sound just like *char*."""
    pool = "".join(chr(c) for c in range(0x4E00, 0x9FA6))
    own = readings(char)[:1]
    return tuple(c for c in pool if own and c != char and readings(c)[:1] == own)[:40]


@settings(max_examples=100, deadline=None)
@given(st.data())
def test_a_matter_with_one_same_sound_character_finds_the_same_duty_first(data):
    matter = data.draw(st.sampled_from(MATTERS))
    at = data.draw(st.integers(0, len(matter) - 1))
    others = same_sounds(matter[at])
    slip = matter[:at] + data.draw(st.sampled_from(others or (matter[at],))) + matter[at + 1 :]

    answer = COUNTY.answer(slip, TODAY)

    assert [hit.duty.matter for hit in answer.hits[:1]] == [matter]


@settings(max_examples=60, deadline=None)
@given(st.sampled_from(MATTERS))
def test_a_matter_as_written_finds_itself_first(matter):
    assert COUNTY.answer(f"{matter}由谁负责？", TODAY).hits[0].duty.matter == matter


@settings(max_examples=100, deadline=None)
@given(st.text(max_size=400))
def test_folding_is_idempotent(text):
    assert fold(fold(text)) == fold(text)
    assert len(fold(text)) <= LONGEST
    assert sound(sound(text)) == sound(text)


@settings(max_examples=100, deadline=None)
@given(st.text("abcdefghijklmnopqrstuvwxyz", max_size=40))
def test_syllables_spell_what_was_typed(letters):
    for way in split(letters):
        assert "".join(way) == letters


@settings(max_examples=40, deadline=None)
@given(st.sampled_from([d.file for d in DOCUMENTS]), st.sampled_from(MATTERS))
def test_a_deleted_document_never_answers(gone, matter):
    county = answerer(
        Reading(
            tuple(d for d in DOCUMENTS if d.file != gone), tuple(d for d in DUTIES if d.source.file != gone)
        )
    )

    assert gone not in {hit.duty.source.file for hit in county.answer(matter, TODAY).hits}


def test_a_very_long_question_is_cut_and_answered():
    assert COUNTY.answer("油烟" * 50_000, TODAY).question.startswith("油烟")
    assert read_question("餐饮、" * 50_000, VOCABULARY, TODAY).pieces


def test_a_deadline_without_a_day_is_no_obstacle():
    rows = tuple(d for d in DUTIES if d.deadline != Deadline("长期", None))

    assert answerer(Reading(DOCUMENTS, rows)).answer("本月到期的有哪些", TODAY).hits
