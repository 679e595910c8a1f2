"""Small sound files of every format that is read, in parts: what a benchmark spoils, and the tests too.

Written by hand, without the libraries that write such files: what people measure with needs no more than
the program itself, and every part can be spoiled by itself while the rest stays sound.
"""

from __future__ import annotations

import io
import zipfile
import zlib
from collections.abc import Callable, Mapping
from typing import NamedTuple

TITLE = "青溪区2026年治水任务"
PROSE = "3月12日，青溪区召开会议。区水利局要在6月底前完成松坪河清淤，区住建局配合。"
ROWS = (
    ("序号", "任务", "牵头单位", "时限"),
    ("1", "清淤", "区水利局", "6月底前"),
    ("2", "管网改造", "区住建局", "年底前"),
)
REMARK = "注：牵头单位每月报送进展。"

Parts = Mapping[str, bytes]


class Sound(NamedTuple):
    """A sound file: its parts, and how they are put together."""

    parts: Parts
    packed: Callable[[Parts], bytes]


def zipped(parts: Parts) -> bytes:
    """Put the members of an archive together."""
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in parts.items():
            archive.writestr(name, content)
    return file.getvalue()


# ---- Word and Excel

_XML = '<?xml version="1.0" encoding="UTF-8"?>'
_PACKAGE = "http://schemas.openxmlformats.org/package/2006"
_OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
_S = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"


def _relations(*targets: tuple[str, str]) -> str:
    rows = (
        f'<Relationship Id="r{n}" Type="{_OFFICE}/{t}" Target="{p}"/>' for n, (t, p) in enumerate(targets)
    )
    return f'{_XML}<Relationships xmlns="{_PACKAGE}/relationships">{"".join(rows)}</Relationships>'


def _encoded(**parts: str) -> dict[str, bytes]:
    types = f'{_XML}<Types xmlns="{_PACKAGE}/content-types"/>'
    return {name: text.encode() for name, text in {"[Content_Types].xml": types, **parts}.items()}


def _word() -> Parts:
    """Return a document with numbering, a tracked change, a control, a text box and a merged cell."""

    def paragraph(words: str, numbered: str = "") -> str:
        return f"<w:p>{numbered}<w:r><w:t>{words}</w:t></w:r></w:p>"

    number = '<w:pPr><w:numPr><w:ilvl w:val="0"/><w:numId w:val="1"/></w:numPr></w:pPr>'
    change = (
        "<w:p><w:del><w:r><w:delText>区环保局</w:delText></w:r></w:del><w:ins><w:r><w:t>区生态环境局"
        "</w:t></w:r></w:ins><w:r><w:t>负责验收，9月15日前完成。</w:t></w:r></w:p>"
    )
    framed = (
        f"<w:sdt><w:sdtPr/><w:sdtContent>{paragraph('区住建局配合。')}</w:sdtContent></w:sdt><w:p><w:r><w:pict>"
        f"<w:txbxContent>{paragraph('联系人：沈知远')}</w:txbxContent></w:pict></w:r></w:p>"
    )
    rows = ["".join(f"<w:tc>{paragraph(cell)}</w:tc>" for cell in row) for row in ROWS]
    rows.append(f'<w:tc><w:tcPr><w:gridSpan w:val="4"/></w:tcPr>{paragraph(REMARK)}</w:tc>')
    table = "<w:tbl>" + "".join(f"<w:tr>{row}</w:tr>" for row in rows) + "</w:tbl>"
    level = (
        '<w:lvl w:ilvl="0"><w:start w:val="1"/>'
        '<w:numFmt w:val="chineseCounting"/><w:lvlText w:val="%1、"/></w:lvl>'
    )
    numbering = (
        f'<w:abstractNum w:abstractNumId="0">{level}</w:abstractNum>'
        '<w:num w:numId="1"><w:abstractNumId w:val="0"/></w:num>'
    )
    body = paragraph(TITLE) + paragraph(PROSE, number) + change + framed + table
    return _encoded(
        **{
            "_rels/.rels": _relations(("officeDocument", "word/document.xml")),
            "word/_rels/document.xml.rels": _relations(("numbering", "numbering.xml")),
            "word/document.xml": f'{_XML}<w:document xmlns:w="{_W}"><w:body>{body}</w:body></w:document>',
            "word/numbering.xml": f'{_XML}<w:numbering xmlns:w="{_W}">{numbering}</w:numbering>',
        }
    )


def _excel() -> Parts:
    """Return a task list with a merged title, shared strings, a date, a percentage and a hidden row."""
    words = [TITLE, *(cell for row in ROWS for cell in row), REMARK]
    shared = "".join(f"<si><t>{word}</t></si>" for word in words)
    rows = ['<row r="1"><c r="A1" t="s"><v>0</v></c></row>']
    for n, row in enumerate(ROWS, 2):
        cells = (
            f'<c r="{"ABCD"[at]}{n}" t="s"><v>{words.index(cell)}</v></c>' for at, cell in enumerate(row)
        )
        rows.append(f'<row r="{n}">{"".join(cells)}</row>')
    rows.append('<row r="5"><c r="C5" s="2"><v>0.95</v></c><c r="D5" s="1"><v>46203</v></c></row>')
    rows.append(f'<row r="6" hidden="1"><c r="A6" t="s"><v>{len(words) - 1}</v></c></row>')
    merged = '<mergeCells count="1"><mergeCell ref="A1:D1"/></mergeCells>'
    styles = '<cellXfs><xf numFmtId="0"/><xf numFmtId="14"/><xf numFmtId="9"/></cellXfs>'
    book = '<sheets><sheet name="任务" sheetId="1" r:id="r0"/></sheets>'
    return _encoded(
        **{
            "_rels/.rels": _relations(("officeDocument", "xl/workbook.xml")),
            "xl/_rels/workbook.xml.rels": _relations(
                ("worksheet", "worksheets/sheet1.xml"),
                ("sharedStrings", "sharedStrings.xml"),
                ("styles", "styles.xml"),
            ),
            "xl/workbook.xml": f'{_XML}<workbook xmlns="{_S}" xmlns:r="{_OFFICE}">{book}</workbook>',
            "xl/worksheets/sheet1.xml": (
                f'{_XML}<worksheet xmlns="{_S}"><sheetData>{"".join(rows)}</sheetData>{merged}</worksheet>'
            ),
            "xl/sharedStrings.xml": f'{_XML}<sst xmlns="{_S}">{shared}</sst>',
            "xl/styles.xml": f'{_XML}<styleSheet xmlns="{_S}">{styles}</styleSheet>',
        }
    )


# ---- PDF

_FONT = (
    b"<</Type/Font/Subtype/Type0/BaseFont/STSong-Light/Encoding/UniGB-UCS2-H/DescendantFonts[6 0 R]>>",
    b"<</Type/Font/Subtype/CIDFontType0/BaseFont/STSong-Light/DW 1000/FontDescriptor 7 0 R"
    b"/CIDSystemInfo<</Registry(Adobe)/Ordering(GB1)/Supplement 0>>>>",
    b"<</Type/FontDescriptor/FontName/STSong-Light/Flags 6/FontBBox[-25 -254 1000 880]/ItalicAngle 0"
    b"/Ascent 752/Descent -271/CapHeight 737/StemV 58>>",
)


def _pages() -> Parts:
    """Return one page: what is drawn on it, and the objects around that."""
    texts = [(60, 780, TITLE), (84, 750, PROSE[:36]), (60, 730, PROSE[36:])]
    texts += [(65 + 110 * x, 695 - 30 * y, cell) for y, row in enumerate(ROWS) for x, cell in enumerate(row)]
    texts.append((60, 600, REMARK))
    drawn = [f"BT /F1 12 Tf {x} {y} Td <{words.encode('utf-16-be').hex()}> Tj ET" for x, y, words in texts]
    drawn += [f"60 {y} m 500 {y} l S" for y in (715, 685, 655, 625)]
    drawn += [f"{x} 625 m {x} 715 l S" for x in (60, 170, 280, 390, 500)]
    objects = (
        b"<</Type/Catalog/Pages 2 0 R>>",
        b"<</Type/Pages/Kids[3 0 R]/Count 1>>",
        b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]/Contents 4 0 R/Resources<</Font<</F1 5 0 R>>>>>>",
        "\n".join(drawn).encode(),
        *_FONT,
    )
    return {str(number): content for number, content in enumerate(objects, 1)}


_DRAWN = "4"


def _printed(parts: Parts) -> bytes:
    """Put the objects of a PDF together, with a table of where each stands."""
    code, places = b"%PDF-1.4\n", []
    for number, content in parts.items():
        whole = content
        if number == _DRAWN:
            packed = zlib.compress(content)
            whole = b"<</Filter/FlateDecode/Length %d>>stream\n%b\nendstream" % (len(packed), packed)
        places.append(len(code))
        code += b"%b 0 obj\n%b\nendobj\n" % (number.encode(), whole)
    table = b"".join(b"%010d 00000 n \n" % place for place in places)
    size = len(parts) + 1
    head = b"xref\n0 %d\n0000000000 65535 f \n%b" % (size, table)
    return code + head + b"trailer\n<</Size %d/Root 1 0 R>>\nstartxref\n%d\n%%%%EOF\n" % (size, len(code))


# ---- text


def _page() -> str:
    rows = "".join("<tr>" + "".join(f"<td>{cell}</td>" for cell in row) + "</tr>\n" for row in ROWS)
    head = f"<head><title>{TITLE}</title><script>var a = 1 < 2;</script></head>"
    frame = "<table><tr><td>首页</td><td><p>各镇：</p><p>一、任务</p><p>见下表。</p></td></tr></table>"
    body = f"<body>{frame}<p>{PROSE}</p>\n<table>{rows}</table><p>{REMARK}&nbsp;&#x3002;</p></body>"
    return f"<!DOCTYPE html><html>{head}{body}</html>"


def _texts() -> dict[str, bytes]:
    grid = "\n".join(f"| {' | '.join(row)} |" for row in (ROWS[0], ("---",) * 4, *ROWS[1:]))
    table = "\n".join(",".join(f'"{cell}"' for cell in row) for row in ROWS)
    return {
        "html": _page().encode(),
        "csv": f"{TITLE}\n{table}\n{REMARK}\n".encode("gb18030"),
        "txt": f"{TITLE}\n{PROSE}\n{REMARK}\n".encode("gb18030"),
        "md": f"# {TITLE}\n\n{PROSE}\n\n{grid}\n\n{REMARK}\n".encode(),
    }


#: One of each format.
SOUND: dict[str, Sound] = {
    "docx": Sound(_word(), zipped),
    "xlsx": Sound(_excel(), zipped),
    "pdf": Sound(_pages(), _printed),
    **{kind: Sound({"": code}, lambda parts: parts[""]) for kind, code in _texts().items()},
}
