"""Word: what stands there once every change is accepted, with the numbers and tables that Word shows."""

from __future__ import annotations

import pytest
from writing import docx_of, paragraph, table

from bot.errors import Unreadable
from bot.reading.formats.docx import EMBEDDED, FOOTNOTES, PICTURED, REVISED, STRUCK
from bot.reading.formats.numbering import chinese


def run(words: str, properties: str = "") -> str:
    return f'<w:r><w:rPr>{properties}</w:rPr><w:t xml:space="preserve">{words}</w:t></w:r>'


def p(content: str, properties: str = "") -> str:
    return f"<w:p><w:pPr>{properties}</w:pPr>{content}</w:p>"


def cell(words: str, properties: str) -> str:
    return f"<w:tc><w:tcPr>{properties}</w:tcPr>{paragraph(words)}</w:tc>"


def picture(wide: int, high: int) -> str:
    return f'<w:r><w:drawing><v:extent cx="{wide}" cy="{high}"/><v:blip/></w:drawing></w:r>'


BOX = "<w:txbxContent><w:p><w:r><w:t>区水利局负责。</w:t></w:r></w:p></w:txbxContent>"


@pytest.mark.parametrize(
    ("body", "expected", "notes"),
    [
        pytest.param(
            p(run("时限：") + f"<w:del>{run('10月底')}</w:del><w:ins>{run('11月底')}</w:ins>"),
            ["时限：11月底"],
            (REVISED,),
            id="a tracked change counts as accepted",
        ),
        pytest.param(
            p("<w:del><w:r><w:delText>10月底</w:delText></w:r></w:del>" + run("前")),
            ["前"],
            (REVISED,),
            id="deleted text is gone",
        ),
        pytest.param(
            p(f"<w:moveFrom>{run('甲')}</w:moveFrom>乙") + p(f"<w:moveTo>{run('甲')}</w:moveTo>"),
            ["", "甲"],
            (REVISED,),
            id="what was moved stands where it went",
        ),
        pytest.param(
            p(run("区水利局"), "<w:rPr><w:del/></w:rPr>") + p(run("负责清淤。")),
            ["区水利局负责清淤。"],
            (REVISED,),
            id="a deleted paragraph mark joins two paragraphs",
        ),
        pytest.param(
            p(run("6月底", "<w:strike/>") + run("7月底")),
            ["7月底"],
            (STRUCK,),
            id="struck through is not said",
        ),
        pytest.param(p(run("6月底", '<w:strike w:val="0"/>')), ["6月底"], (), id="a strike switched off"),
        pytest.param(p(run("甲", "<w:vanish/>") + run("乙")), ["乙"], (STRUCK,), id="hidden is not said"),
        pytest.param(
            f"<w:sdt><w:sdtPr/><w:sdtContent>{p(run('甲'))}</w:sdtContent></w:sdt>"
            + p(
                f"<w:sdt><w:sdtContent>{run('乙')}</w:sdtContent></w:sdt><w:hyperlink>{run('丙')}</w:hyperlink>"
            ),
            ["甲", "乙丙"],
            (),
            id="content controls and links are entered",
        ),
        pytest.param(
            p(
                run("前文") + f"<w:r><mc:AlternateContent><mc:Choice><wps:txbx>{BOX}</wps:txbx></mc:Choice>"
                f"<mc:Fallback><w:pict><v:textbox>{BOX}</v:textbox></w:pict></mc:Fallback></mc:AlternateContent></w:r>"
            ),
            ["前文", "区水利局负责。"],
            (),
            id="a text box is said once",
        ),
        pytest.param(
            p(
                "<w:r><w:t>甲</w:t><w:tab/><w:t>乙</w:t><w:br/><w:t>丙</w:t><w:noBreakHyphen/><w:t>丁</w:t></w:r>"
            ),
            ["甲\t乙", "丙-丁"],
            (),
            id="tabs and breaks",
        ),
        pytest.param(
            p(
                "<w:r><w:ruby><w:rt><w:r><w:t>qú</w:t></w:r></w:rt><w:rubyBase><w:r><w:t>渠</w:t></w:r></w:rubyBase></w:ruby></w:r>"
            ),
            ["渠"],
            (),
            id="a reading above the line is left out",
        ),
        pytest.param(
            p("<w:r><w:fldChar w:fldCharType='begin'/><w:instrText>PAGE</w:instrText><w:t>3</w:t></w:r>"),
            ["3"],
            (),
            id="a field is its result",
        ),
        pytest.param(
            p(
                run("时限：") + "<w:sdt><w:sdtPr><w:showingPlcHdr/></w:sdtPr>"
                f"<w:sdtContent>{run('单击此处输入文字。')}</w:sdtContent></w:sdt>"
            ),
            ["时限："],
            (),
            id="what a control asks to be filled in is not said",
        ),
        pytest.param(
            p(run("甲") + f"<w:r><w:pict><v:shape><v:textbox>{BOX}</v:textbox></v:shape></w:pict></w:r>"),
            ["甲", "区水利局负责。"],
            (),
            id="a text box of older Word",
        ),
        pytest.param(
            p(run("甲") + '<w:r><w:footnoteReference w:id="2"/></w:r>'),
            ["甲"],
            (FOOTNOTES,),
            id="a footnote is told",
        ),
        pytest.param(
            p(run("甲") + '<w:r><w:object><v:OLEObject ProgID="Excel.Sheet.12"/></w:object></w:r>'),
            ["甲"],
            (EMBEDDED,),
            id="a sheet that is embedded is told",
        ),
        pytest.param(
            p(run("甲") + '<w:r><w:object><v:OLEObject ProgID="Equation.3"/></w:object></w:r>'),
            ["甲"],
            (),
            id="a formula is not",
        ),
        pytest.param(
            p(run("甲")) + "<w:altChunk/>", ["甲"], (EMBEDDED,), id="a file inside the file is told"
        ),
        pytest.param(p(run("甲") + picture(5_400_000, 3_000_000)), ["甲"], (PICTURED,), id="a large picture"),
        pytest.param(p(run("甲") + picture(1_500_000, 1_500_000)), ["甲"], (), id="a seal"),
    ],
)
def test_words(words, body, expected, notes):
    read = words(docx_of(body + p(run("完"))))

    assert read.text.splitlines() == [*expected, "完"]
    assert read.notes == notes


def test_merged_cells_are_said_in_every_row_they_reach(lines):
    rows = [
        ["序号", "任务", "责任单位", "时限"],
        [
            "1",
            cell("清淤", '<w:vMerge w:val="restart"/>'),
            cell("区水利局", '<w:vMerge w:val="restart"/>'),
            "6月底",
        ],
        ["2", cell("", "<w:vMerge/>"), cell("", '<w:vMerge w:val="continue"/>'), "9月底"],
        ["3", cell("巡查", '<w:gridSpan w:val="2"/>'), "每周"],
    ]
    assert lines(docx_of(paragraph("任务表") + table(rows))) == [
        "任务表",
        "序号\t任务\t责任单位\t时限",
        "1\t清淤\t区水利局\t6月底",
        "2\t清淤\t区水利局\t9月底",
        "3\t巡查\t\t每周",
    ]


def test_a_cell_of_several_paragraphs_is_one_line(lines):
    inner = f"<w:tc>{paragraph('清淤')}{paragraph('疏浚')}{table([['甲', '乙']])}</w:tc>"

    assert lines(docx_of(table([["序号", "任务"], ["1", inner]]))) == ["序号\t任务", "1\t清淤 疏浚 甲 乙"]


def test_a_title_and_a_remark_inside_the_table_are_lines(lines):
    wide = '<w:gridSpan w:val="3"/>'
    rows = [
        [cell("任务分解表", wide)],
        ["序号", "任务", "单位"],
        ["1", "清淤", "区水利局"],
        [cell("注：每月报送。", wide)],
    ]

    assert lines(docx_of(table(rows))) == [
        "任务分解表",
        "序号\t任务\t单位",
        "1\t清淤\t区水利局",
        "注：每月报送。",
    ]


def test_a_frame_of_one_cell_is_no_table(lines):
    frame = f"<w:tc>{paragraph('一、总体要求')}{paragraph('二、任务')}</w:tc>"

    assert lines(docx_of(table([[frame]]))) == ["一、总体要求", "二、任务"]


def test_a_deleted_row_is_gone(words):
    row = "<w:tr><w:trPr><w:del/></w:trPr><w:tc>{0}</w:tc><w:tc>{0}</w:tc></w:tr>".format(paragraph("旧"))
    read = words(docx_of(f"<w:tbl>{row}</w:tbl>" + table([["甲", "乙"]])))

    assert (read.text, read.notes) == ("甲\t乙\n", (REVISED,))


def test_cells_of_a_tracked_change(words):
    row = "".join((cell("旧", "<w:cellDel/>"), cell("甲", "<w:cellIns/>"), cell("乙", "")))
    read = words(docx_of(f"<w:tbl><w:tr>{row}</w:tr></w:tbl>"))

    assert (read.text, read.notes) == ("甲\t乙\n", (REVISED,))


def level(depth: int, form: str, pattern: str, more: str = "") -> str:
    return (
        f'<w:lvl w:ilvl="{depth}"><w:start w:val="1"/>{more}<w:numFmt w:val="{form}"/>'
        f'<w:lvlText w:val="{pattern}"/></w:lvl>'
    )


NUMBERING = (
    '<w:abstractNum w:abstractNumId="7">'
    + level(0, "chineseCountingThousand", "%1、")
    + level(1, "chineseCounting", "（%2）")
    + level(2, "decimal", "%3.")
    + level(3, "decimal", "%1.%4", "<w:isLgl/>")
    + level(4, "bullet", "\uf0b7")
    + '</w:abstractNum><w:num w:numId="1"><w:abstractNumId w:val="7"/></w:num>'
    '<w:num w:numId="2"><w:abstractNumId w:val="7"/><w:lvlOverride w:ilvl="0">'
    '<w:startOverride w:val="5"/></w:lvlOverride></w:num>'
)
STYLES = (
    '<w:style w:styleId="a"><w:pPr><w:numPr><w:numId w:val="1"/></w:numPr></w:pPr></w:style>'
    '<w:style w:styleId="b"><w:basedOn w:val="a"/></w:style>'
)


def item(words: str, depth: int, number: int = 1) -> str:
    return p(run(words), f'<w:numPr><w:ilvl w:val="{depth}"/><w:numId w:val="{number}"/></w:numPr>')


def test_list_numbers_are_shown_as_word_shows_them(lines):
    body = "".join(
        (
            *(
                item("治水", 0),
                item("排口", 1),
                item("排查", 2),
                item("整治", 2),
                item("管网", 1),
                item("改造", 2),
            ),
            *(item("点", 4), item("治气", 0), item("分项", 3), item("另起", 0, 2), item("无号", 0, 0)),
            *(p(run("治土"), '<w:pStyle w:val="b"/>'), item("查无此表", 0, 99)),
        )
    )
    assert lines(docx_of(body, numbering=NUMBERING, styles=STYLES)) == [
        *("一、治水", "（一）排口", "1.排查", "2.整治", "（二）管网", "1.改造"),
        *("点", "二、治气", "2.1 分项", "五、另起", "无号"),
        *("三、治土", "查无此表"),
    ]


@pytest.mark.parametrize(
    ("form", "shown"),
    [
        ("ideographDigital", "一二"),
        ("lowerLetter", "l"),
        ("upperLetter", "L"),
        ("upperRoman", "XII"),
        ("decimalEnclosedCircleChinese", "⑫"),
        ("chineseLegalSimplified", "壹拾贰"),
        ("ideographTraditional", "乙"),
        ("unheardOf", "12"),
    ],
)
def test_every_number_format(lines, form, shown):
    numbering = (
        f'<w:abstractNum w:abstractNumId="0">{level(0, form, "%1、")}</w:abstractNum>'
        '<w:num w:numId="1"><w:abstractNumId w:val="0"/></w:num>'
    )

    assert lines(docx_of(item("甲", 0) * 12, numbering=numbering))[-1] == f"{shown}、甲"


def test_chinese_numbers_up_to_thousands():
    assert [chinese(n) for n in (1, 10, 19, 20, 101, 110, 1001, 1010)] == [
        *("一", "十", "十九", "二十"),
        *("一百〇一", "一百一十", "一千〇一", "一千〇一十"),
    ]


def test_pictures_alone_are_refused(words):
    with pytest.raises(Unreadable, match="没有文字"):
        words(docx_of("<w:p/>"))
