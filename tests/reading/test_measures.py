"""Several measures in one field."""

from __future__ import annotations

import pytest

from bot.reading.entries.measures import measures


@pytest.mark.parametrize(
    ("value", "expected"),
    [
        pytest.param("①清运废渣 ②覆土复绿", ["清运废渣", "覆土复绿"], id="circled figures"),
        pytest.param(
            "⑴清运废渣；⑵覆土复绿。", ["清运废渣", "覆土复绿"], id="figures in brackets, one character"
        ),
        pytest.param("（1）清运废渣；（2）覆土复绿", ["清运废渣", "覆土复绿"], id="figures in brackets"),
        pytest.param(
            "1.清运废渣；2.覆土1.5公顷", ["清运废渣", "覆土1.5公顷"], id="a decimal number is no mark"
        ),
        pytest.param("一是清运废渣；二是覆土复绿；三是补植", ["清运废渣", "覆土复绿", "补植"], id="一是"),
        pytest.param("第一，清运废渣。第二，覆土复绿。", ["清运废渣", "覆土复绿"], id="第一，"),
        pytest.param("主要有：①清运废渣；②覆土复绿", ["清运废渣", "覆土复绿"], id="words that lead in"),
        pytest.param("①清运废渣", [], id="one is not several"),
        pytest.param("②清运废渣①覆土", [], id="not in order"),
        pytest.param("清运废渣，覆土复绿", [], id="not counted"),
        pytest.param("", [], id="nothing"),
    ],
)
def test_measures_are_told_apart_by_their_numbers(value, expected):
    found = measures(value)

    assert [measure.text for measure in found] == expected
    assert [value[m.start : m.end] for m in found] == expected
