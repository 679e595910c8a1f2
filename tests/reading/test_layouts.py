"""Every layout of a table becomes rows of cells, and every cell says where its characters stand."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from wording import due, duties, who

from bot.reading.labels import Kind
from bot.reading.layouts import Table, laid_out
from bot.reading.layouts.cells import Cell
from bot.reading.layouts.fit import place, suits
from bot.reading.outline import read_lines


def rows(text: str) -> list[list[str]]:
    """Return the cells of every table in *text*, row by row."""
    tables = [piece for piece in laid_out(read_lines(text)) if isinstance(piece, Table)]
    return [[cell.text for cell in row] for table in tables for row in table.rows]


DREDGING = ["1", "河道清淤3公里", "区水利局", "6月底"]
OUTLETS = ["2", "封堵排口9处", "区住建局", "7月底"]
HEAD = ["序号", "任务", "责任单位", "时限"]


@pytest.mark.parametrize(
    "text",
    [
        pytest.param(
            "序号\t任务\t责任单位\t时限\n1\t河道清淤3公里\t区水利局\t6月底\n2\t封堵排口9处\t区住建局\t7月底",
            id="tabs",
        ),
        pytest.param(
            "序号\t任务\t责任单位\t时限\n1\t河道清\n淤3公里\t区水利局\t6月底\n2\t封堵排口9处\t区住建局\t7月底",
            id="tabs, a cell broken over two lines",
        ),
        pytest.param(
            "|序号|任务|责任单位|时限|\n|---|---|---|---|\n|1|河道清淤3公里|区水利局|6月底|\n|2|封堵排口9处|区住建局|7月底|",
            id="bars with a rule below the header",
        ),
        pytest.param(
            "序号｜任务｜责任单位｜时限\n1｜河道清淤3公里｜区水利局｜6月底\n2｜封堵排口9处｜区住建局｜7月底",
            id="full-width bars without the outer ones",
        ),
        pytest.param(
            "序号,任务,责任单位,时限\n1,河道清淤3公里,区水利局,6月底\n2,封堵排口9处,区住建局,7月底",
            id="commas",
        ),
        pytest.param(
            "序号；任务；责任单位；时限\n1；河道清淤3公里；区水利局；6月底\n2；封堵排口9处；区住建局；7月底",
            id="full-width semicolons",
        ),
        pytest.param(
            "序号    任务             责任单位    时限\n"
            "1       河道清淤3公里    区水利局    6月底\n"
            "2       封堵排口9处      区住建局    7月底",
            id="columns set apart by blanks",
        ),
        pytest.param(
            "序号 任务 责任单位 时限\n1 河道清淤3公里 区水利局 6月底\n2 封堵排口9处 区住建局 7月底",
            id="one blank between the cells",
        ),
        pytest.param(
            "┌──┬──────┬────┬───┐\n│序号│任务│责任单位│时限│\n├──┼──────┼────┼───┤\n"
            "│1│河道清淤│区水利局│6月底│\n│ │3公里│ │ │\n"
            "├──┼──────┼────┼───┤\n│2│封堵排口9处│区住建局│7月底│\n└──┴──────┴────┴───┘",
            id="drawn, a cell broken over two lines",
        ),
        pytest.param(
            "+--+----+----+---+\n| 序号 | 任务 | 责任单位 | 时限 |\n+--+----+----+---+\n"
            "| 1 | 河道清淤 | 区水利局 | 6月底 |\n|  | 3公里 | | |\n"
            "| 2 | 封堵排口9处 | 区住建局 | 7月底 |\n+--+----+----+---+",
            id="drawn in plain characters, no rule between the rows",
        ),
        pytest.param(
            "序号\n任务\n责任单位\n时限\n1\n河道清淤\n3公里\n区水利局\n6月底\n2\n封堵排口9处\n区住建局\n7月底",
            id="cell below cell, one broken over two lines",
        ),
        pytest.param(
            "序号任务责任单位时限1河道清淤3公里区水利局6月底2封堵排口9处区住建局7月底", id="run together"
        ),
        pytest.param(
            "序号任务责任单位时限\n1河道清淤3公里区水利局6月底\n2封堵排口9处区住建局7月底",
            id="run together, a line a row",
        ),
    ],
)
def test_one_table_in_every_layout(text):
    assert rows(text) == [HEAD, DREDGING, OUTLETS]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        pytest.param(
            "任务\n责任单位\n时限\n河道清淤\n区水利局\n6月底\n封堵排口\n区住建局\n7月底",
            [
                ["任务", "责任单位", "时限"],
                ["河道清淤", "区水利局", "6月底"],
                ["封堵排口", "区住建局", "7月底"],
            ],
            id="cell below cell without numbers",
        ),
        pytest.param(
            "序号\n任务\n牵头单位\n配合单位\n时限\n1\n河道清淤\n区水利局\n6月底\n2\n封堵排口\n区住建局\n松坪镇、\n石桥镇\n7月底",
            [
                ["序号", "任务", "牵头单位", "配合单位", "时限"],
                ["1", "河道清淤", "区水利局", "", "6月底"],
                ["2", "封堵排口", "区住建局", "松坪镇、 石桥镇", "7月底"],
            ],
            id="an empty cell leaves no line; names tell whose it was",
        ),
        pytest.param(
            "序号    任务           配合单位    时限\n1       河道清淤                   6月底\n"
            "2       封堵排口       松坪镇      7月底",
            [
                ["序号", "任务", "配合单位", "时限"],
                ["1", "河道清淤", "", "6月底"],
                ["2", "封堵排口", "松坪镇", "7月底"],
            ],
            id="an empty cell between columns of blanks",
        ),
        pytest.param(
            "序号    任务              责任单位        时限\n"
            "1       清理河道垃圾，    区水利局、区    6月底\n        恢复岸坡          住建局",
            [
                ["序号", "任务", "责任单位", "时限"],
                ["1", "清理河道垃圾，恢复岸坡", "区水利局、区住建局", "6月底"],
            ],
            id="a line that goes on with the row above it",
        ),
        pytest.param(
            "序号任务牵头单位配合单位时限1河道清淤区水利局6月底2封堵排口区住建局松坪镇、石桥镇7月底",
            [
                ["序号", "任务", "牵头单位", "配合单位", "时限"],
                ["1", "河道清淤", "区水利局", "", "6月底"],
                ["2", "封堵排口", "区住建局", "松坪镇、石桥镇", "7月底"],
            ],
            id="run together, a cell was empty",
        ),
        pytest.param(
            '序号,任务,责任单位,时限\n1,"河道清淤,岸坡复绿","区水利局\n松坪镇",6月底',
            [["序号", "任务", "责任单位", "时限"], ["1", "河道清淤,岸坡复绿", "区水利局松坪镇", "6月底"]],
            id="a quoted cell may hold the mark and a line break",
        ),
        pytest.param(
            "区水利局    张三    0000-1\n区住建局    李四    0000-2", [], id="people are no table of tasks"
        ),
        pytest.param(
            "单位    姓名    电话\n区水利局    张三    0000-1", [], id="nor is a list of them with a header"
        ),
        pytest.param("区水利局、区住建局、区城管局、松坪镇", [], id="nor a list of names"),
        pytest.param("要清理河道，封堵排口，修复岸坡，补植苗木", [], id="nor a sentence"),
    ],
)
def test_what_a_layout_leaves_out(text, expected):
    assert rows(text) == expected


def test_lines_around_a_table_stay_lines():
    pieces = list(laid_out(read_lines("说明一\n序号｜任务｜责任单位\n1｜清淤｜区水利局\n说明二")))

    assert [isinstance(piece, Table) for piece in pieces] == [False, True, False]


def test_a_name_spread_over_its_cell_is_one(rules):
    text = "任务           责任单位    责任领导    时限\n河道清淤3公里  区水利局    赵  一      6月底"

    assert [who(duty.parts) for duty in duties(text, rules)] == ["责任 区水利局 · 领导 赵一"]


def test_a_cell_broken_over_lines_is_quoted_where_it_stands(rules):
    text = "序号\n任务\n责任单位\n时限\n1\n河道清淤\n3公里\n区水利局\n6月底\n"
    (duty,) = duties(text, rules)

    assert (duty.matter, due(duty)) == ("河道清淤3公里", "2026-06-30")
    assert duty.quote.startswith("河道清淤\n3公里")


@given(
    st.lists(
        st.sampled_from(
            [
                *("序号", "任务", "责任单位", "时限", "1", "2", "河道清淤", "区水利局", "6月底", "备注：无"),
                *("序号\t任务\t单位", "1\t清淤\t区水利局", "|任务|责任单位|", "|清淤|区水利局|", "|---|---|"),
                *(
                    "序号任务责任单位时限",
                    "1清淤区水利局6月底",
                    "│1│清淤│",
                    "├─┼─┤",
                    "序号 任务 责任单位 时限",
                ),
                *(
                    "1  清淤  区水利局  6月底",
                    "任务,责任单位,时限",
                    '1,"清淤',
                    "一、水",
                    "由区水利局负责。",
                    "　",
                ),
            ]
        ),
        max_size=16,
    )
)
@settings(max_examples=200, deadline=None)
def test_every_cell_says_where_its_characters_stand(lines):
    text = "\n".join(lines)
    for piece in laid_out(read_lines(text)):
        for cell in (cell for row in piece.rows for cell in row) if isinstance(piece, Table) else ():
            assert len(cell.text) == len(cell.at)
            assert all(text[at].split() == char.split() for char, at in zip(cell.text, cell.at, strict=True))


@pytest.mark.parametrize(
    ("words", "kind", "fits"),
    [
        pytest.param("区水利局、松坪镇", Kind.LEAD, True, id="names in a column of units"),
        pytest.param("拆除违建5处", Kind.LEAD, False, id="what ends like a name but counts"),
        pytest.param("/", Kind.SUPPORTING, True, id="a stroke is nobody"),
        pytest.param("2026年6月底", Kind.DEADLINE, True, id="a limit"),
        pytest.param("区水利局", Kind.DEADLINE, False, id="a name is no limit"),
        pytest.param("赵一", Kind.LEADER, True, id="a person"),
        pytest.param("区水利局", Kind.MATTER, False, id="a name is no task"),
        pytest.param("同上", Kind.DEADLINE, True, id="同上 fits everywhere"),
    ],
)
def test_what_suits_a_column(words, kind, fits):
    assert (suits(words, kind) > 0) is fits


def test_pieces_are_put_into_columns_by_what_they_hold():
    pieces = [
        Cell(words, range(len(words))) for words in ("清淤", "疏浚3公里", "区水利局、", "松坪镇", "年底")
    ]
    _, cells, used = place(pieces, [Kind.MATTER, Kind.LEAD, Kind.SUPPORTING, Kind.DEADLINE])

    assert [cell.text for cell in cells] == ["清淤疏浚3公里", "区水利局、松坪镇", "", "年底"]
    assert used == len(pieces)
