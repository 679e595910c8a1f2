"""Grids: rows of cells under a header that says what each column holds."""

from __future__ import annotations

import pytest

from bot.reading.labels import Kind
from bot.reading.outline import read_lines
from bot.reading.tables import is_grid, read_grid

HEAD = "序号\t工作任务\t责任单位\t完成时限\n"


def cells(text: str, *kinds: Kind) -> list[tuple[str | None, ...]]:
    found = []
    for row in read_grid(read_lines(text)):
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
    (row,) = read_grid(read_lines(text))

    assert [text[field.begin : field.end] for field in row.fields] == ["1", "河道清淤", "区水利局", "6月底"]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        pytest.param("a\tb\tc", True, id="two tabs"),
        pytest.param("a\tb", False, id="one tab may stand in a sentence"),
        pytest.param("abc", False, id="no tab"),
    ],
)
def test_what_a_row_of_a_grid_is(text, expected):
    (line,) = read_lines(text)

    assert is_grid(line) is expected
