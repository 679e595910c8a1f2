"""Excel: what the sheet shows, merged cells filled down; what is hidden or not computed is told."""

from __future__ import annotations

from datetime import date

import openpyxl
import pytest
from openpyxl.utils import get_column_letter
from writing import KIND, relations_of, saved, zipped

from bot.errors import Unreadable
from bot.reading.formats.numbers import shown
from bot.reading.formats.xlsx import MAX_ROWS


def book(
    *rows: list[object], title: str = "台账"
) -> tuple[openpyxl.Workbook, openpyxl.worksheet.worksheet.Worksheet]:
    made = openpyxl.Workbook()
    made.active.title = title
    for row in rows:
        made.active.append(row)
    return made, made.active


def raw_sheet(rows: str, more: str = "") -> bytes:
    """Write a workbook with one sheet of the given XML, as programs other than Excel do."""
    space = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
    sheet = f'<worksheet xmlns="{space}"><sheetData>{rows}</sheetData>{more}</worksheet>'
    book = '<sheets><sheet name="台账" r:id="r0"/></sheets>'
    return zipped(
        {
            "_rels/.rels": relations_of(("officeDocument", "/xl/workbook.xml")),
            "xl/workbook.xml": f'<workbook xmlns="{space}" xmlns:r="{KIND}">{book}</workbook>',
            "xl/_rels/workbook.xml.rels": relations_of(("worksheet", "worksheets/sheet1.xml")),
            "xl/worksheets/sheet1.xml": sheet,
        }
    )


def inline(at: str, words: str) -> str:
    return f'<c r="{at}" t="inlineStr"><is><t>{words}</t></is></c>'


def test_merged_cells_are_filled_down_inside_their_range_only(lines):
    made, sheet = book(
        ["2026年任务表", None, None],
        ["序号", "任务", "单位"],
        [1, "清淤", "区水利局"],
        [2, None, None],
        [3, "巡查", None],
    )
    sheet.merge_cells("A1:C1")
    sheet.merge_cells("B3:B4")
    sheet.merge_cells("C3:C4")

    assert lines(saved(made)) == [
        "2026年任务表",
        "序号\t任务\t单位",
        "1\t清淤\t区水利局",
        "2\t清淤\t区水利局",
        "3\t巡查\t",
    ]


def test_line_breaks_in_a_cell_are_blanks(lines):
    assert lines(saved(book(["任务", "单位"], ["清淤\n疏浚", "区水利局\t等"])[0])) == [
        "任务\t单位",
        "清淤 疏浚\t区水利局 等",
    ]


def test_days_and_shares_are_said_as_they_are_shown(lines):
    made, sheet = book(
        ["时限", date(2026, 6, 30)], ["比例", 0.15], ["月份", date(2026, 6, 1)], ["完成", True]
    )
    sheet["B1"].number_format = "yyyy-mm-dd"
    sheet["B2"].number_format = "0.0%"
    sheet["B3"].number_format = 'yyyy"年"m"月";@'

    assert lines(saved(made)) == ["时限\t2026年6月30日", "比例\t15.0%", "月份\t2026年6月", "完成\t是"]


def test_days_of_the_other_calendar(lines):
    made, _ = book(["时限", date(2026, 6, 30)], ["甲", "乙"])
    made.epoch = openpyxl.utils.datetime.CALENDAR_MAC_1904

    assert lines(saved(made))[0] == "时限\t2026年6月30日"


@pytest.mark.parametrize(
    ("number", "code", "words"),
    [
        (46203, "General", "46203"),
        (46203, "yyyy/m/d", "2026年6月30日"),
        (46203, "[$-804]yyyy\\-mm\\-dd;@", "2026年6月30日"),
        (46203, 'm"月"d"日"', "6月30日"),
        (46203, 'yyyy"年"m"月底前"', "2026年6月底前"),
        (46203, 'yyyy-m-d"前";@', "2026年6月30日前"),
        (46203, 'yyyy"年"m"月"d"日"dddd', "2026年6月30日"),
        (46203.5, "yyyy-m-d h:mm", "2026年6月30日 12:00"),
        (0.75, "h:mm", "18:00"),
        (1, "yyyy-m-d", "1900年1月1日"),
        (61, "yyyy-m-d", "1900年3月1日"),
        (-1, "yyyy-m-d", "-1"),
        (1e300, "yyyy-m-d", "1e+300"),
        (0.15, "0%", "15%"),
        (0.1234, "0.00%", "12.34%"),
        (1234.5, "#,##0.00", "1,234.50"),
        (480, '0"万元"', "480万元"),
        (480, '"约"0_);(0)', "约480"),
        (3.14159, "", "3.14159"),
        (5, "@", "5"),
        (5, '"无数字"', "5"),
    ],
)
def test_number_formats(number, code, words):
    assert shown(number, code) == words


def test_what_is_hidden_is_left_out_and_told(words):
    made, sheet = book(["任务", "内部", "单位"], ["清淤", "密", "区水利局"], ["旧任务", "密", "区城管局"])
    sheet.row_dimensions[3].hidden = True
    sheet.column_dimensions["B"].hidden = True
    made.create_sheet("底稿").append(["草稿", "草稿"])
    made["底稿"].sheet_state = "hidden"
    read = words(saved(made))

    assert read.text.splitlines() == ["任务\t单位", "清淤\t区水利局"]
    assert read.notes == (
        "隐藏的工作表未读：底稿",
        "工作表“台账”有 1 行被隐藏或筛除，未读",
        "工作表“台账”有 1 列被隐藏，未读",
    )


def test_a_formula_without_a_value_is_told_where_it_stands(words):
    made, _ = book(["任务", "时限", "单位"], ["清淤", "=DATE(2026,6,30)", "区水利局"])
    read = words(saved(made))

    assert read.text.splitlines() == ["任务\t时限\t单位", "清淤\t\t区水利局"]
    assert read.notes == ("工作表“台账”的公式没有计算结果，未读：B2；请用 Excel 打开保存一次",)


def test_a_formula_with_its_value_and_one_that_failed(words):
    cells = (
        '<c r="A1"><f>1+1</f><v>2</v></c><c r="B1" t="e"><f>1/0</f><v>#DIV/0!</v></c>'
        '<c r="C1" t="str"><f>X</f><v>甲</v></c>'
    )
    read = words(raw_sheet(f'<row r="1">{cells}</row>'))

    assert (read.text, read.notes) == ("2\t\t甲\n", ("工作表“台账”的公式出错，未读：B1",))


def test_several_sheets_are_told_by_their_names(lines):
    made, _ = book(["任务", "单位"], title="水污染防治任务")
    made.create_sheet("Sheet2").append(["措施", "单位"])
    made.create_sheet("空表")

    assert lines(saved(made)) == ["水污染防治任务", "任务\t单位", "措施\t单位"]


def test_cells_without_references_stand_in_order(lines):
    row = '<row><c t="inlineStr"><is><t>甲</t></is></c><c><v>2</v></c></row>'

    assert lines(raw_sheet(row)) == ["甲\t2"]


def test_readings_over_characters_are_no_words(lines):
    cell = '<c r="A1" t="inlineStr"><is><r><t>区水利</t></r><r><t>局</t></r><rPh><t>qu</t></rPh></is></c>'

    assert lines(raw_sheet(f'<row r="1">{cell}{inline("B1", "乙")}</row>')) == ["区水利局\t乙"]


def test_a_merge_over_the_whole_sheet_is_no_burden(lines):
    rows = "".join(
        f'<row r="{n}">{inline(f"A{n}", "甲")}{inline(f"B{n}", "乙")}</row>' for n in (1, 1_048_576)
    )

    assert (
        lines(raw_sheet(rows, '<mergeCells><mergeCell ref="A1:XFD1048576"/></mergeCells>')) == ["甲\t乙"] * 2
    )


@pytest.mark.parametrize(
    ("rows", "says"),
    [
        pytest.param(
            f'<row r="1048576">{inline("XFD1048576", "远")}</row>', "超过 100 列", id="one cell far away"
        ),
        pytest.param(
            "".join(f"<row><c><v>{n}</v></c></row>" for n in range(MAX_ROWS + 1)),
            f"超过 {MAX_ROWS} 行",
            id="too many rows",
        ),
        pytest.param("", "没有可读的内容", id="an empty sheet"),
    ],
)
def test_limits(words, rows, says):
    with pytest.raises(Unreadable, match=says):
        words(raw_sheet(rows))


def test_formatted_empty_cells_count_for_nothing(lines):
    made, sheet = book(["任务", "单位"])
    for column in range(3, 300):
        sheet[f"{get_column_letter(column)}1"].number_format = "0.00"

    assert lines(saved(made)) == ["任务\t单位"]


def test_a_hidden_workbook_says_so(words):
    made, _ = book(["任务", "单位"])
    made.create_sheet("空表")
    made["台账"].sheet_state = "veryHidden"
    made.active = 1
    with pytest.raises(Unreadable, match="隐藏"):
        words(saved(made))
