from __future__ import annotations

import pytest

from bot.reading.sounds import readings, syllables


@pytest.mark.parametrize(
    ("char", "first", "others"),
    [
        pytest.param("环", "huan", set(), id="one reading"),
        pytest.param("環", "huan", set(), id="traditional"),
        pytest.param("行", "xing", {"hang"}, id="heteronym"),
        pytest.param("绿", "lv", {"lu"}, id="ü is typed v"),
        pytest.param("虐", "nve", set(), id="üe is typed ve"),
    ],
)
def test_readings(char, first, others):
    found = readings(char)

    assert found[0] == first
    assert others <= set(found)


@pytest.mark.parametrize("char", ["", "a", "。", "□", "\U00020000"])
def test_what_has_no_reading(char):
    assert readings(char) == ()


def test_every_character_of_gbk_has_a_reading():
    codes = (bytes((lead, trail)) for lead in range(0x81, 0xFF) for trail in range(0x40, 0xFF))
    chars = [char for code in codes if "\u4e00" <= (char := code.decode("gbk", "ignore")) <= "\u9fa5"]
    silent = [char for char in chars if not readings(char)]

    assert len(chars) > 20_000
    assert len(silent) < 20


def test_syllables_are_those_that_can_be_typed():
    assert {"huan", "jing", "lv", "nve", "a", "er", "zhuang"} <= syllables()
    assert not {"hm", "ng", "n", "lü", "v", ""} & syllables()
    assert 390 < len(syllables()) < 430
