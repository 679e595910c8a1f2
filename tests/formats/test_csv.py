"""CSV: rows and cells, each character with its place in the file."""

from __future__ import annotations

import pytest

from bot.errors import Unreadable
from bot.reading.formats.csv import MAX_COLUMNS, MAX_ROWS, plain_text


@pytest.mark.parametrize(
    ("raw", "lines"),
    [
        pytest.param("任务,单位\n清淤,区水利局\n", ["任务\t单位", "清淤\t区水利局"], id="commas"),
        pytest.param("任务;单位\r\n清淤;甲,乙;\r\n", ["任务\t单位", "清淤\t甲,乙\t"], id="semicolons"),
        pytest.param("任务\t单位\n清淤\t甲,乙,丙,丁", ["任务\t单位", "清淤\t甲,乙,丙,丁"], id="tabs"),
        pytest.param(
            '任务,单位\n"清淤\n疏浚，","甲,""乙"""', ["任务\t单位", '清淤 疏浚，\t甲,"乙"'], id="quotes"
        ),
        pytest.param(
            "sep=|\n任务|单位\n清淤|甲,乙\n", ["任务\t单位", "清淤\t甲,乙"], id="a mark that is told"
        ),
        pytest.param('任务,单位\n5"管,甲', ["任务\t单位", '5"管\t甲'], id="a quote inside a cell"),
        pytest.param('任务,单位\n"未闭合,甲\n乙', ["任务\t单位", "未闭合,甲 乙"], id="a quote left open"),
        pytest.param(
            "任务表,,\n,,\n任务,单位,时限\n清淤,甲,\n注：每月报送,,\n",
            ["任务表", "任务\t单位\t时限", "清淤\t甲\t", "注：每月报送"],
            id="title, empty row and remark",
        ),
    ],
)
def test_rows(raw, lines):
    assert plain_text(raw)[0].splitlines() == lines


def test_every_character_knows_its_place():
    raw = '任务,单位\n"清""淤",区水利局\n'
    text, origin = plain_text(raw)

    assert len(origin) == len(text) + 1
    assert list(origin) == sorted(origin)
    assert [raw[origin[i]] for i in range(len(text)) if text[i] not in "\t\n"] == list(
        '任务单位清"淤区水利局'
    )
    assert origin[-1] == len(raw)


@pytest.mark.parametrize(
    ("raw", "says"),
    [
        pytest.param("任务|单位\n清淤|甲\n", "不是用逗号", id="another mark"),
        pytest.param("a,b\n" * (MAX_ROWS + 1), f"超过 {MAX_ROWS} 行", id="too many rows"),
        pytest.param("a," * MAX_COLUMNS + "b\n", f"超过 {MAX_COLUMNS} 列", id="too many columns"),
        pytest.param(",,,\n", "没有内容", id="nothing in it"),
        pytest.param("任务\n清淤\n", "不是用逗号", id="one column"),
    ],
)
def test_what_is_refused(raw, says):
    with pytest.raises(Unreadable, match=says):
        plain_text(raw)
