"""Workbooks as a spreadsheet reads them: text stays text, and every sheet can be printed."""

from __future__ import annotations

import warnings
from dataclasses import replace
from datetime import datetime
from io import BytesIO
from zipfile import ZipFile

import pytest
from county import ENTRIES
from office import HOUSING, WANG, Story, order

from bot.exports.kinds import Form, Kind, exported
from bot.exports.sheets import FILLS, fitting, height, sheet_names, workbook
from bot.exports.tables import Column, Table
from bot.ledger.event import Step
from bot.ledger.lights import Light

ROW, DUE, LIGHT, SHARE = 4, 9, 14, 12  # the ledger's first row and some of its columns, as a workbook counts


def cells(sheet):
    return [cell for row in sheet.iter_rows() for cell in row]


@pytest.mark.parametrize("kind", Kind)
def test_every_sheet_can_be_printed(book, county, kind):
    for sheet in book(kind, county).worksheets:
        setup, properties = sheet.page_setup, sheet.sheet_properties.pageSetUpPr

        assert (setup.orientation, properties.fitToPage, setup.fitToHeight) == ("landscape", True, 0)
        assert setup.paperSize == (8 if kind is Kind.LEDGER else 9)
        assert sheet.print_title_rows == "$3:$3"
        assert sheet.freeze_panes is not None
        assert sheet.oddFooter.center.text == "第 &P 页，共 &N 页"
        assert sheet.column_dimensions["B"].width > 5


@pytest.mark.parametrize("kind", Kind)
def test_an_empty_ledger_says_so(book, of, kind):
    for sheet in book(kind, of([])).worksheets:
        assert sheet["A4"].value == "无"


def test_an_empty_ledger_still_has_its_headings_and_its_day(book, of):
    sheet = book(Kind.LEDGER, of([])).active

    assert sheet["A1"].value == "云岭县督查室整改台账"
    assert sheet["A2"].value == "制表单位：云岭县督查室    截至2026年6月26日    共0项"
    assert [cell.value for cell in sheet[3]][:3] == ["编号", "整改事项", "责任单位"]


def test_the_ledger_has_days_shares_and_lights_a_spreadsheet_can_sort_by(book, county):
    sheet = book(Kind.LEDGER, county).active

    assert sheet.cell(ROW, 1).value == 1
    assert sheet.cell(ROW, DUE).value == datetime(2026, 7, 31)  # noqa: DTZ001 - a day, as openpyxl reads it
    assert (sheet.cell(ROW, SHARE).value, sheet.cell(ROW, SHARE).number_format) == (0.55, "0%")
    assert sheet.auto_filter.ref == f"A3:Q{sheet.max_row}"
    assert sheet.cell(ROW, 2).alignment.wrap_text


def test_a_light_is_a_word_and_a_fill(book, county):
    sheet = book(Kind.LEDGER, county).active
    lights = [sheet.cell(row, LIGHT) for row in range(ROW, sheet.max_row + 1)]
    shown = {
        cell.value.partition("：")[0]: cell.fill.start_color.rgb for cell in lights if "灯" in cell.value
    }

    assert shown == {light: f"FF{colour[1:]}" for light, colour in FILLS.items()}
    assert all(cell.fill.fill_type is None for cell in lights if "灯" not in cell.value)
    assert set(FILLS) == set(Light) - {Light.OFF}


WRITTEN_BY_PEOPLE = (
    '=HYPERLINK("http://x","y")',
    "=cmd|' /C calc'!A0",
    "+1",
    "-1",
    "@SUM(A1)",
    "\t=1",
    "\r=1",
    "＝1",
)


@pytest.mark.parametrize("text", WRITTEN_BY_PEOPLE)
@pytest.mark.parametrize("kind", [kind for kind in Kind if kind is not Kind.NOTICE])
def test_what_looks_like_a_formula_stays_text(book, of, kind, text):
    evil = order(HOUSING, matter=text, leader=text, town=text, place=text)
    entry = Story(1).at("05-06", Step.OPEN, WANG, order=evil).entry
    sheets = book(kind, of([entry])).worksheets
    written = [cell for sheet in sheets for cell in cells(sheet) if cell.value is not None]

    assert {cell.data_type for cell in written} <= {"s", "n", "d"}
    assert any(text.strip() in str(cell.value) for cell in written)
    assert not any(sheet._hyperlinks for sheet in sheets[1:])


def test_such_a_text_keeps_its_mark_when_the_cell_is_edited(book, county):
    sheet = book(Kind.LEDGER, county).active
    marked = {cell.value: cell.quotePrefix for cell in cells(sheet) if isinstance(cell.value, str)}

    assert marked["=新建路工地裸土未覆盖、出入口未冲洗"]
    assert not marked[HOUSING]


def test_what_cannot_be_printed_is_left_out(book, of):
    entry = (
        Story(1).at("05-06", Step.OPEN, WANG, order=order(matter="清\x00理\x0b垃\u202e圾\ud800\r\n二")).entry
    )

    assert book(Kind.LEDGER, of([entry])).active.cell(ROW, 2).value == "清理垃圾\n二"


def test_what_looks_like_an_escape_is_read_back_as_it_was(book, of):
    entry = Story(1).at("05-06", Step.OPEN, WANG, order=order(matter="型号_x0041_号")).entry

    assert "_x0041_" in book(Kind.LEDGER, of([entry])).active.cell(ROW, 2).value


def test_the_index_leads_to_each_list(book, county):
    found = book(Kind.BY_UNIT, county)
    index = found.worksheets[0]
    names = [index.cell(row, 2).value for row in range(4, 4 + len(found.worksheets) - 1)]
    links = [index.cell(row, 2).hyperlink.location for row in range(4, 4 + len(names))]

    assert names == found.sheetnames[1:] == sorted(names)
    assert links == [f"'{name}'!A1" for name in names]


def test_the_figures_of_the_week_add_up(book, county):
    sheet = book(Kind.WEEK, county).worksheets[0]
    rows = [
        [cell.value for cell in row[2:]] for row in sheet.iter_rows(min_row=4) if row[2].value is not None
    ]

    assert rows[-1] == [sum(column) for column in zip(*rows[:-1], strict=True)]
    assert rows[-1] == [39, 1, 1, 1, 8, 1]


@pytest.mark.parametrize(
    ("names", "expected"),
    [
        pytest.param(["住建局", "住建局"], ["住建局", "住建局（2）"], id="each once"),
        pytest.param(["ABC", "abc"], ["ABC", "abc（2）"], id="whatever the case"),
        pytest.param(["a/b:c*?[d]\\"], ["a_b_c___d__"], id="no forbidden signs"),
        pytest.param(
            ["'甲'", "", "  "], ["甲", "无名", "无名（2）"], id="no quotes at the ends, never empty"
        ),
        pytest.param(["History"], ["History（2）"], id="a reserved word"),
        pytest.param(["长" * 40, "长" * 40], ["长" * 31, f"{'长' * 28}（2）"], id="31 at most"),
        pytest.param(["𠮷" * 20], ["𠮷" * 15], id="a rare character counts twice"),
    ],
)
def test_the_names_of_sheets(names, expected):
    assert sheet_names(names) == expected


def test_more_units_than_a_process_may_open_files(of):
    """Each sheet has a file of its own until it is written; they must not all be open."""
    resource = pytest.importorskip("resource")
    entries = [
        replace(ENTRIES[0], number=n, tracks=(replace(ENTRIES[0].tracks[0], unit=f"第{n}企业"),))
        for n in range(150)
    ]
    limits = resource.getrlimit(resource.RLIMIT_NOFILE)
    resource.setrlimit(resource.RLIMIT_NOFILE, (100, limits[1]))
    try:
        made = exported(Kind.BY_UNIT, Form.XLSX, of(entries))
    finally:
        resource.setrlimit(resource.RLIMIT_NOFILE, limits)

    names = ZipFile(BytesIO(made)).namelist()
    assert sum(name.startswith("xl/worksheets/sheet") for name in names) == 151


NARROW = (Column("甲", 11), Column("乙", 21))


@pytest.mark.parametrize(
    ("cells", "points"),
    [
        pytest.param((1, "短"), 22, id="one line: the lowest row"),
        pytest.param(("五个字一行", None), 22, id="a line that is just full"),
        pytest.param(("五个字一行多", None), 33, id="a character more: two lines"),
        pytest.param(("一\n二\n三", "短"), 47, id="lines that are written so"),
        pytest.param(("长" * 1000, ""), 409, id="never higher than a row can be"),
    ],
)
def test_a_row_is_as_high_as_its_text_needs(cells, points):
    assert height(NARROW, cells) == points


def test_a_text_too_long_for_any_row_says_where_the_whole_of_it_is():
    short = fitting("长" * 1000, 11)

    assert short.endswith("……（过长，全文见 csv）")
    assert height(NARROW, (short, "")) == 409
    assert fitting("长" * 100, 11) == "长" * 100


def test_a_text_longer_than_a_cell_holds_is_no_error():
    table = Table("表", "题", "注", (Column("甲", 60_000),), lambda: [("长" * 40_000,)])

    with warnings.catch_warnings():
        warnings.simplefilter("error")
        assert workbook([table])
