"""Grids: rows of cells under a header that says what each column holds."""

from __future__ import annotations

import pytest

from bot.reading.labels import Kind
from bot.reading.layouts import Table, laid_out
from bot.reading.outline import read_lines
from bot.reading.tables import Row, read_table

HEAD = "序号\t工作任务\t责任单位\t完成时限\n"


def rows(text: str) -> list[Row]:
    """Return the rows of every table in *text*."""
    tables = [piece for piece in laid_out(read_lines(text)) if isinstance(piece, Table)]
    return [row for table in tables for row in read_table(table)]


def cells(text: str, *kinds: Kind) -> list[tuple[str | None, ...]]:
    found = []
    for row in rows(text):
        fields = [row.first(kind) for kind in kinds or (Kind.MATTER, Kind.RESPONSIBLE, Kind.DEADLINE)]
        found.append(tuple(field.value if field else None for field in fields))
    return found


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        pytest.param(
            HEAD + "1\t河道清淤\t区水利局\t6月底", [("河道清淤", "区水利局", "6月底")], id="one row"
        ),
        pytest.param(
            HEAD + "1\t河道清淤\t\t6月底",
            [("河道清淤", None, "6月底")],
            id="an empty cell is nobody, not its neighbour",
        ),
        pytest.param(
            HEAD + "1\t河道清淤\t区水利局", [("河道清淤", "区水利局", None)], id="a row that is too short"
        ),
        pytest.param(
            HEAD + "1\t河道清淤\t区水利局\t6月底\t完",
            [("河道清淤", "区水利局", "6月底")],
            id="a cell beyond the header",
        ),
        pytest.param(
            HEAD + "1\t河道清淤\t区水利局\t6月底\n2\t封堵排口\t同上\t〃",
            [("河道清淤", "区水利局", "6月底"), ("封堵排口", "区水利局", "6月底")],
            id="同上 and 〃 say what stands above",
        ),
        pytest.param(
            HEAD + "1\t河道清淤\t区水利局\t6月底\n2\t封堵排口\t同上\t同上\n3\t补植\t同上\t7月底",
            [
                ("河道清淤", "区水利局", "6月底"),
                ("封堵排口", "区水利局", "6月底"),
                ("补植", "区水利局", "7月底"),
            ],
            id="同上 below 同上",
        ),
        pytest.param(
            HEAD + "1\t河道清淤\t同上\t6月底",
            [("河道清淤", "同上", "6月底")],
            id="同上 with nothing above is left as it is",
        ),
        pytest.param(
            HEAD + "1\t河道清淤\t区水利局\t6月底\n" + HEAD + "2\t封堵排口\t区住建局\t7月底",
            [("河道清淤", "区水利局", "6月底"), ("封堵排口", "区住建局", "7月底")],
            id="a header repeated on the next page is no row",
        ),
        pytest.param(
            HEAD + "1\t河道清淤\t区水利局\t6月底\n工作任务\t完成时限\t责任单位\n封堵排口\t7月底\t区住建局",
            [("河道清淤", "区水利局", "6月底"), ("封堵排口", "区住建局", "7月底")],
            id="another header holds from there on",
        ),
        pytest.param("1\t河道清淤\t区水利局\t6月底", [], id="rows before any header are not guessed"),
    ],
)
def test_rows_under_a_header(text, expected):
    assert cells(text) == expected


def test_an_unknown_column_is_passed_over():
    found = cells("工作任务\t电话\t责任单位\n河道清淤\t123\t区水利局", Kind.MATTER, Kind.RESPONSIBLE)

    assert found == [("河道清淤", "区水利局")]


def test_a_field_says_where_its_cell_stands():
    text = HEAD + " 1 \t 河道清淤 \t区水利局\t6月底"
    (row,) = rows(text)

    assert [text[field.begin : field.end] for field in row.fields] == ["1", "河道清淤", "区水利局", "6月底"]
