"""Grids: rows of cells under a header that says what each column holds."""

from __future__ import annotations

import pytest

from bot.reading.labels import Kind
from bot.reading.layouts import Table, laid_out
from bot.reading.outline import read_lines
from bot.reading.tables import Row, merges_blanks, read_table

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


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        pytest.param(
            "序号\t任务\t责任单位\t\t时限\n\t\t牵头\t配合\t\n1\t清淤\t区水利局\t松坪镇\t6月底",
            [("清淤", "区水利局", "松坪镇", "6月底")],
            id="a header over two rows",
        ),
        pytest.param(
            "事项\t清淤\t截污\n牵头单位\t区水利局\t区住建局\n配合单位\t松坪镇\t/\n时限\t6月底\t7月底",
            [("清淤", "区水利局", "松坪镇", "6月底"), ("截污", "区住建局", "/", "7月底")],
            id="turned: a column an entry",
        ),
        pytest.param(
            "督办事项\t清淤\t督办级别\t一级\n主办单位\t区水利局\t协办单位\t松坪镇\n办结时限\t6月底\t\t",
            [("清淤", "区水利局", "松坪镇", "6月底")],
            id="a form: labels and values side by side",
        ),
        pytest.param(
            "|督办事项|清淤|\n|主办单位|区水利局|\n|办结时限|6月底|",
            [("清淤", "区水利局", None, "6月底")],
            id="a form of two columns",
        ),
        pytest.param(
            "序号\t任务\t牵头单位\t时限\n一、水\t\t\t\n1\t清淤\t区水利局\t6月底\n合计\t1项\t\t",
            [("清淤", "区水利局", None, "6月底")],
            id="rows that head or sum up are none",
        ),
        pytest.param(
            "序号\t任务\t牵头单位\t时限\n1\t清淤\t区水利局\t6月底\n\t截污\t\t",
            [("清淤", "区水利局", None, "6月底"), ("截污", "区水利局", None, "6月底")],
            id="a row without a number goes on with the one above",
        ),
        pytest.param(
            "牵头单位\t任务\t时限\n区水利局\t清淤\t6月底\n\t截污\t7月底",
            [("清淤", "区水利局", None, "6月底"), ("截污", "区水利局", None, "7月底")],
            id="units that head their rows are written once",
        ),
        pytest.param(
            "序号\t干的活\t牵头单位\t截止到\n1\t清淤\t区水利局\t6月底\n2\t截污\t区住建局\t7月底",
            [("清淤", "区水利局", None, "6月底"), ("截污", "区住建局", None, "7月底")],
            id="a heading in words of its own is told by its cells",
        ),
    ],
)
def test_shapes_of_a_table(text, expected):
    assert cells(text, Kind.MATTER, Kind.LEAD, Kind.SUPPORTING, Kind.DEADLINE) == expected


def test_a_table_without_a_header_is_told_by_its_cells():
    text = "1\t河道清淤\t区水利局\t6月底\n2\t封堵排口\t区住建局\t7月底"

    assert cells(text) == [("河道清淤", "区水利局", "6月底"), ("封堵排口", "区住建局", "7月底")]


def test_blank_cells_belong_to_the_one_above_where_the_document_says_so():
    text = HEAD + "1\t河道清淤\t区水利局\t6月底\n2\t封堵排口\t\t7月底"
    (table,) = (piece for piece in laid_out(read_lines(text)) if isinstance(piece, Table))
    units = [
        row.first(Kind.RESPONSIBLE) for row in read_table(table, merged=merges_blanks("注：空白单元格同上。"))
    ]

    assert [field.value if field else None for field in units] == ["区水利局", "区水利局"]
    assert not merges_blanks("空白纸张要回收。")


def test_a_task_heads_its_measures():
    text = "序号\t任务\t措施\t责任单位\t时限\n1\t整治松坪河\t清淤\t区水利局\t6月底\n\t\t截污\t区住建局\t7月底"

    assert [(row.heading, row.first(Kind.MEASURE, Kind.MATTER).value) for row in rows(text)] == [
        ("整治松坪河", "清淤"),
        ("整治松坪河", "截污"),
    ]


@pytest.mark.parametrize(
    "text",
    [
        pytest.param(
            "任务\t区水利局\t区住建局\t松坪镇\t时限\n清淤\t●\t○\t\t6月底\n截污\t\t●\t○\t7月底", id="marks"
        ),
        pytest.param(
            "|任务|区水利局|区住建局|松坪镇|时限|\n|清淤|牵头|配合||6月底|\n|截污||主办|协办|7月底|",
            id="words",
        ),
    ],
)
def test_a_matrix_of_tasks_and_units(text):
    assert cells(text, Kind.MATTER, Kind.LEAD, Kind.SUPPORTING, Kind.DEADLINE) == [
        ("清淤", "区水利局", "区住建局", "6月底"),
        ("截污", "区住建局", "松坪镇", "7月底"),
    ]
