"""The nouns ↔ JSON: what goes in comes out."""

from __future__ import annotations

import json
from array import array
from datetime import datetime, timedelta, timezone

import pytest
from any_nouns import DOCUMENT, DUTY
from hypothesis import given, settings

from bot.codec import from_json, stamp, to_json
from bot.duty import (
    Document,
    Duty,
    Part,
    Repaired,
    Role,
)


@settings(max_examples=100, deadline=None)
@given(DUTY)
def test_a_duty_comes_back_as_it_was(one):
    assert from_json(Duty, json.loads(json.dumps(to_json(one)))) == one


@settings(max_examples=100, deadline=None)
@given(DOCUMENT)
def test_a_document_comes_back_as_it_was(one):
    back = from_json(Document, json.loads(json.dumps(to_json(one))))

    assert back == one
    assert back.repaired.origin.typecode == one.repaired.origin.typecode


@pytest.mark.parametrize(
    ("numbers", "runs"),
    [
        pytest.param([], ["L"], id="none"),
        pytest.param([0, 1, 2, 3], ["L", 0, 4], id="one run"),
        pytest.param([0, 1, 7, 8, 9], ["L", 0, 2, 7, 3], id="a gap where an annotation stood"),
        pytest.param([5, 5, 4], ["L", 5, 1, 5, 1, 4, 1], id="no run at all"),
    ],
)
def test_the_way_back_to_the_file_is_kept_as_runs(numbers, runs):
    repaired = Repaired("", "", array("L", numbers))

    assert to_json(repaired)["origin"] == runs


def test_enum_members_are_kept_by_name_so_that_words_may_change():
    assert to_json(Part("水务局", Role.LEAD))["role"] == "LEAD"


def test_a_field_that_an_older_program_did_not_know_takes_its_default():
    assert from_json(Part, {"unit": "水务局", "role": "LEAD"}) == Part("水务局", Role.LEAD)


@pytest.mark.parametrize(
    "value",
    [
        pytest.param({"unit": "水务局"}, id="a needed field is missing"),
        pytest.param({"unit": "水务局", "role": "LEAD", "x": 1}, id="a field nobody knows"),
        pytest.param({"unit": "水务局", "role": "牵头"}, id="no such member"),
        pytest.param({"unit": 3, "role": "LEAD"}, id="a number for a text"),
        pytest.param(["水务局", "LEAD"], id="a list"),
        pytest.param(None, id="nothing"),
    ],
)
def test_what_is_not_the_noun_is_refused(value):
    with pytest.raises(ValueError, match="not a Part"):
        from_json(Part, value)


def test_a_kind_without_json_form_is_refused_at_once():
    with pytest.raises(TypeError, match="no JSON form"):
        to_json(3.5)


def test_moments_are_kept_in_utc_and_naive_ones_refused():
    shanghai = timezone(timedelta(hours=8))

    assert stamp(datetime(2025, 3, 3, 17, 30, tzinfo=shanghai)) == "2025-03-03T09:30:00+00:00"
    with pytest.raises(ValueError, match="time zone"):
        stamp(datetime(2025, 3, 3))  # noqa: DTZ001 - that it is refused is the point
