"""PDF: paragraphs as they were before typesetting, tables as grids, a picture of text refused."""

from __future__ import annotations

import io
from collections.abc import Callable

import pytest
from reportlab.lib import colors, pagesizes, pdfencrypt
from reportlab.lib.styles import ParagraphStyle
from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.cidfonts import UnicodeCIDFont
from reportlab.pdfgen.canvas import Canvas
from reportlab.platypus import PageBreak, Paragraph, Table, TableStyle
from writing import pdf, typeset

from bot.errors import Unreadable

LONG = (
    "区水利局要牵头开展青溪河清河净岸行动，入汛前完成沿岸38处垃圾堆点清理，力争水质优良比例达到95.5%以上。"
    "区住建局要加快老城区雨污分流改造，今年11月底前完成PM2.5监测点建设。"
)


def drawn(*pages: list[tuple[float, float, str]], font: str = "STSong-Light", **options: object) -> bytes:
    """Draw texts at places (points from the left and the bottom), one list for each page."""
    pdfmetrics.registerFont(UnicodeCIDFont("STSong-Light"))
    file = io.BytesIO()
    canvas = Canvas(file, pagesize=pagesizes.A4, **options)
    for page in pages:
        canvas.setFont(font, 12)
        for x, y, text in page:
            canvas.drawString(x, y, text)
        canvas.showPage()
    canvas.save()
    return file.getvalue()


def test_wrapped_lines_are_joined(lines):
    assert lines(pdf(["关于治水的通知", "一、任务", LONG, LONG, "短段。"])) == [
        "关于治水的通知",
        "一、任务",
        LONG,
        LONG,
        "短段。",
    ]


def test_a_paragraph_goes_on_over_the_page(lines):
    assert lines(pdf(["一、任务", *[LONG] * 12, "完毕。"])) == ["一、任务", *[LONG] * 12, "完毕。"]


def test_a_numbered_line_begins_anew_even_behind_a_full_line(lines):
    full = "一" * 36
    found = lines(drawn([(60, 700, full), (60, 680, "（一）清淤"), (60, 660, "短")]))

    assert found == [full, "（一）清淤", "短"]


def test_gaps_of_typesetting_are_no_blanks_but_wide_ones_are(lines):
    page = [
        (60, 700, "责任单位：区水利局"),
        (240, 700, "时限：2026 年 6 月 30 日"),
        (60, 660, "PM 10 与 Big Data"),
    ]
    found = lines(drawn([*page, (60, 640, LONG)]))

    assert found[0].split("\u3000")[0] == "责任单位：区水利局"
    assert found[0].split("\u3000")[-1] == "时限：2026年6月30日"
    assert found[1] == "PM 10与Big Data"


def test_a_table_over_two_pages_is_one_grid(lines):
    rows = [
        [str(n), f"第{n}项整治任务的具体内容和标准要求", "区水利局", "2026年6月底前"] for n in range(1, 60)
    ]
    header = ["序号", "重点任务", "牵头单位", "完成时限"]
    found = lines(pdf(["任务分解表", [header, *rows], "注：每月报送进展情况。"]))

    assert found[0] == "任务分解表"
    assert [line for line in found[1:-1] if line != "\t".join(header)] == ["\t".join(row) for row in rows]
    assert found[-1] == "注：每月报送进展情况。"


def test_merged_cells_of_a_table(lines):
    pdfmetrics.registerFont(UnicodeCIDFont("STSong-Light"))
    grid = Table(
        [
            ["序号", "任务", "单位", "时限"],
            ["1", "清淤", "区水利局", "六月"],
            ["2", "", "", "九月"],
            ["合计两项任务", "", "", "年底"],
        ]
    )
    grid.setStyle(
        TableStyle(
            [
                ("GRID", (0, 0), (-1, -1), 0.5, colors.black),
                ("FONT", (0, 0), (-1, -1), "STSong-Light", 10),
                *(("SPAN", (column, 1), (column, 2)) for column in (1, 2)),
                ("SPAN", (0, 3), (2, 3)),
            ]
        )
    )
    assert lines(typeset([grid])) == [
        "序号\t任务\t单位\t时限",
        "1\t清淤\t区水利局\t六月",
        "2\t清淤\t区水利局\t九月",
        "合计两项任务\t\t\t年底",
    ]


def test_a_scan_is_refused(words):
    with pytest.raises(Unreadable, match="扫描件，无文字层"):
        words(drawn([(60, 700, "- 1 -")], [(60, 700, "- 2 -")]))


def test_a_page_without_words_is_told(words):
    read = words(drawn([(60, 700, LONG)], []))

    assert read.notes == ("第 2 页没有文字（可能是扫描图片），未读",)


def test_a_password_is_told(words):
    secret = drawn([(60, 700, LONG)], encrypt=pdfencrypt.StandardEncryption("secret"))
    with pytest.raises(Unreadable, match="已加密"):
        words(secret)


def test_a_pdf_that_only_forbids_changes_is_read(lines):
    forbidding = pdfencrypt.StandardEncryption("", ownerPassword="owner")
    words = "The water bureau finishes by 30 June."

    # the typesetter leaves the names of Chinese fonts unencrypted, which nobody can read
    assert lines(drawn([(60, 700, words)], font="Helvetica", encrypt=forbidding)) == [words]


def test_a_font_that_names_no_characters_is_refused(words):
    nameless = drawn([(60, 700, LONG)], encrypt=pdfencrypt.StandardEncryption("", ownerPassword="owner"))
    with pytest.raises(Unreadable, match="字体"):
        words(nameless)


@pytest.mark.parametrize("cut", [20, 400, -200])
def test_a_damaged_pdf_is_refused_or_read(words, cut):
    """A PDF that lost its end may still be whole enough: the reader rebuilds its index."""
    try:
        assert "区水利局" in words(pdf([LONG])[:cut]).text
    except Unreadable as error:
        assert "PDF" in str(error) or "扫描" in str(error)


def test_a_last_page_of_short_lines_is_not_a_narrow_column(lines):
    first = [(84 if n % 2 == 0 else 60, 700 - 20 * n, "治" * (34 if n % 2 == 0 else 20)) for n in range(6)]
    last = [(84, 700, "抄送：区委办公室、区政府办公室"), (84, 680, "二〇二六年三月印发的任务通知书")]

    assert lines(drawn(first, last)) == ["治" * 54] * 3 + [words for *_, words in last]


def test_a_label_that_begins_a_line_stays_parted_from_the_value_before(lines):
    page = [
        (60, 700, "牵头单位：" + "区水利局、" * 5 + "区住建局"),
        (60, 680, "完成时限：年底前"),
        (60, 660, "短"),
    ]
    indented = [(84, 640, "治" * 34), (60, 620, "水")]

    assert lines(drawn([(x + 24 * (y == 700), y, words) for x, y, words in page] + indented))[0] == (
        "牵头单位：" + "区水利局、" * 5 + "区住建局 完成时限：年底前"
    )


def painted(paint: Callable[[Canvas], None]) -> bytes:
    """Let *paint* draw one page."""
    pdfmetrics.registerFont(UnicodeCIDFont("STSong-Light"))
    file = io.BytesIO()
    canvas = Canvas(file, pagesize=pagesizes.A4)
    canvas.setFont("STSong-Light", 12)
    paint(canvas)
    canvas.showPage()
    canvas.save()
    return file.getvalue()


def test_letters_printed_twice_to_look_bold_are_said_once(lines):
    def paint(canvas: Canvas) -> None:
        for shift in (0, 0.3):
            canvas.drawString(60 + shift, 700, LONG[:40])

    assert lines(painted(paint)) == [LONG[:40]]


@pytest.mark.parametrize("turned", [0, 90], ids=["as drawn", "with the page turned"])
def test_a_page_printed_on_its_side_is_read(lines, turned):
    def paint(canvas: Canvas) -> None:
        canvas.setPageRotation(turned)
        canvas.translate(595, 0)
        canvas.rotate(90)
        canvas.drawString(60, 500, "区水利局要在6月底前完成清淤工作。")
        canvas.drawString(60, 480, "区住建局要配合。")

    assert lines(painted(paint)) == ["区水利局要在6月底前完成清淤工作。", "区住建局要配合。"]


@pytest.mark.parametrize("angle", [30, 45, 60, 90])
def test_a_watermark_is_no_text(lines, angle):
    def paint(canvas: Canvas) -> None:
        canvas.drawString(60, 700, LONG[:40])
        canvas.translate(200, 300)
        canvas.rotate(angle)
        canvas.drawString(0, 0, "内部资料")

    assert lines(painted(paint)) == [LONG[:40]]


def ruled(rows: list[list[str]]) -> Table:
    small = ParagraphStyle("cell", fontName="STSong-Light", fontSize=9, leading=12, wordWrap="CJK")
    grid = Table([[Paragraph(cell, small) for cell in row] for row in rows], colWidths=[40, 160, 80, 80])
    grid.setStyle(TableStyle([("GRID", (0, 0), (-1, -1), 0.5, colors.black)]))
    return grid


HEADER, TASK = ["序号", "任务", "单位", "时限"], ["8", "清淤疏浚" * 6, "区水利局", "六月"]


@pytest.mark.parametrize(
    ("below", "expected"),
    [
        pytest.param([TASK], [TASK], id="a single row goes on with the table"),
        pytest.param(
            [["", "并验收" * 9, "", ""]],
            [["7", "管网改造" + "并验收" * 9, "区住建局", "九月"]],
            id="a row cut in two",
        ),
        pytest.param(
            [["", "8" * 20, "清淤", "九月"]],
            [["7", "管网改造", "区住建局", "九月"], ["", "8" * 20, "清淤", "九月"]],
            id="a cell that reaches over the page",
        ),
    ],
)
def test_a_table_goes_on_over_the_page(lines, below, expected):
    pdfmetrics.registerFont(UnicodeCIDFont("STSong-Light"))
    above = [HEADER, ["7", "管网改造", "区住建局", "九月"]]
    found = lines(typeset([ruled(above), PageBreak(), ruled(below)]))

    assert found[-len(expected) :] == ["\t".join(row) for row in expected]


def test_blanks_before_the_first_byte_do_not_hide_a_pdf(lines):
    assert lines(b"\r\n" + pdf([LONG])) == [LONG]
