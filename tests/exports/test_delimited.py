"""Plain text with commas: what it begins with, and that nothing in it runs."""

from __future__ import annotations

from datetime import date

import pytest
from office import HOUSING, WANG, Story, order

from bot.exports.delimited import safe
from bot.exports.kinds import Form, Kind, exported
from bot.exports.lists import LEDGER
from bot.exports.tables import Share
from bot.ledger.event import Step
from bot.ledger.lights import Light, Signal


def test_the_file_begins_with_the_mark_that_spreadsheets_look_for(county):
    assert exported(Kind.LEDGER, Form.CSV, county).startswith("\ufeff编号,整改事项".encode())


@pytest.mark.parametrize(
    ("cell", "text"),
    [
        pytest.param("=1+1", "'=1+1", id="equals"),
        pytest.param("+1", "'+1", id="plus"),
        pytest.param("-1", "'-1", id="minus"),
        pytest.param("@a", "'@a", id="at"),
        pytest.param("\t=1", "'\t=1", id="tab"),
        pytest.param("\r=1", "'\n=1", id="carriage return"),
        pytest.param("\n=1", "'\n=1", id="line feed"),
        pytest.param("＝1", "'＝1", id="full-width equals"),
        pytest.param("\u202e=1", "'=1", id="an equals sign behind one that is not seen"),
        pytest.param("1=1", "1=1", id="inside it is harmless"),
        pytest.param(17, "17", id="a number"),
        pytest.param(None, "", id="nothing"),
        pytest.param(date(2026, 6, 30), "2026-06-30", id="a day"),
        pytest.param(Share(60), "60%", id="a share"),
        pytest.param(Signal(Light.RED, "逾期1天"), "红灯：逾期1天", id="a light is its words"),
    ],
)
def test_a_cell(cell, text):
    assert safe(cell) == text


def test_whatever_people_typed_comes_out_quoted(lines, of):
    entry = Story(1).at("05-06", Step.OPEN, WANG, order=order(HOUSING, matter='=1,"a"\n二', town="@甲")).entry

    row = lines(Kind.LEDGER, of([entry]))[0]

    assert (row["整改事项"], row["镇街"]) == ('\'=1,"a"\n二', "'@甲")


def test_an_empty_ledger_is_its_headings(of):
    assert exported(Kind.LEDGER, Form.CSV, of([])).decode("utf-8-sig").split("\r\n") == [",".join(LEDGER), ""]


@pytest.mark.parametrize("kind", Kind)
def test_every_kind_can_be_had_of_nothing(of, kind):
    assert exported(kind, Form.CSV, of([])).startswith(b"\xef\xbb\xbf")


def test_indexes_and_figures_are_left_out(lines, county):
    assert "合计" not in {value for row in lines(Kind.WEEK, county) for value in row.values()}
    assert "目录" not in {row["表"] for row in lines(Kind.BY_UNIT, county)}
