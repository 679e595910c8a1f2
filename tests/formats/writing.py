"""Files as offices have them, written for the tests: the same blocks as Word, Excel, PDF, web page and CSV.

A block is a paragraph (a text) or a table (rows of cells).
"""

from __future__ import annotations

import csv
import io
import zipfile
from collections.abc import Iterable, Sequence
from itertools import groupby
from xml.sax.saxutils import escape

import openpyxl
from reportlab.lib import colors
from reportlab.lib.pagesizes import A4
from reportlab.lib.styles import ParagraphStyle
from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.cidfonts import UnicodeCIDFont
from reportlab.platypus import Paragraph, SimpleDocTemplate, Table, TableStyle

Block = str | list[list[str]]

W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
RELATIONS = "http://schemas.openxmlformats.org/package/2006/relationships"
MC = "http://schemas.openxmlformats.org/markup-compatibility/2006"
KIND = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"


def blocks_of(text: str, tabs: int = 2) -> list[Block]:
    """Part a text into paragraphs and the tables written in it with *tabs* tabs a line or more."""
    blocks: list[Block] = []
    for table, group in groupby(text.splitlines(), lambda line: line.count("\t") >= tabs):
        if table:
            blocks.append([[cell.strip() for cell in line.split("\t")] for line in group])
        else:
            blocks += [line for line in group if line.strip()]
    return blocks


def relations_of(*targets: tuple[str, str]) -> str:
    """Write what a part refers to: kinds and paths, named r0, r1, …"""
    written = (
        f'<Relationship Id="r{n}" Type="{KIND}/{kind}" Target="{path}"/>'
        for n, (kind, path) in enumerate(targets)
    )
    return f'<Relationships xmlns="{RELATIONS}">{"".join(written)}</Relationships>'


# ---- Word


def paragraph(words: str) -> str:
    return f'<w:p><w:r><w:t xml:space="preserve">{escape(words)}</w:t></w:r></w:p>'


def table(rows: Iterable[Sequence[str]]) -> str:
    """Write a table of cells that are plain texts, or Word's own XML where they begin with <w:tc."""
    written = ""
    for row in rows:
        cells = (c if c.startswith("<w:tc>") else f"<w:tc>{paragraph(c)}</w:tc>" for c in row)
        written += f"<w:tr>{''.join(cells)}</w:tr>"
    return f"<w:tbl>{written}</w:tbl>"


def docx_of(body: str, *, numbering: str = "", styles: str = "", head: str = "", **more: str) -> bytes:
    """Write a Word file whose body is *body*; *head* stands before the root of the document."""
    names = {"numbering": numbering, "styles": styles}
    space = f'xmlns:w="{W}" xmlns:mc="{MC}" xmlns:v="urn:schemas-microsoft-com:vml" xmlns:wps="urn:wps"'
    root = f"<w:document {space}><w:body>{body}</w:body></w:document>"
    parts = {
        "[Content_Types].xml": '<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"/>',
        "_rels/.rels": relations_of(("officeDocument", "word/document.xml")),
        "word/_rels/document.xml.rels": relations_of(
            *((name, f"{name}.xml") for name in names if names[name])
        ),
        "word/document.xml": f'<?xml version="1.0" encoding="UTF-8"?>{head}{root}',
        **{
            f"word/{name}.xml": f"<w:{name} {space}>{content}</w:{name}>"
            for name, content in names.items()
            if content
        },
        **more,
    }
    return zipped(parts)


def zipped(parts: dict[str, str | bytes]) -> bytes:
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in parts.items():
            archive.writestr(name, content)
    return file.getvalue()


def docx(blocks: Sequence[Block]) -> bytes:
    return docx_of("".join(paragraph(b) if isinstance(b, str) else table(b) for b in blocks))


# ---- Excel


def saved(book: openpyxl.Workbook) -> bytes:
    file = io.BytesIO()
    book.save(file)
    return file.getvalue()


def xlsx(blocks: Sequence[Block]) -> bytes:
    """Write paragraphs as cells that are merged over the width, as titles and remarks are in task lists."""
    book = openpyxl.Workbook()
    sheet = book.active
    width = max((len(row) for block in blocks if not isinstance(block, str) for row in block), default=1)
    for block in blocks:
        if isinstance(block, str):
            sheet.append([block])
            if width > 1:
                sheet.merge_cells(
                    start_row=sheet.max_row, end_row=sheet.max_row, start_column=1, end_column=width
                )
        else:
            for row in block:
                sheet.append([int(cell) if cell.isdigit() else cell or None for cell in row])
    return saved(book)


# ---- PDF


def pdf(blocks: Sequence[Block], *, indent: bool = True) -> bytes:
    """Typeset on A4, wrapped by the typesetter, with page numbers at the foot."""
    pdfmetrics.registerFont(UnicodeCIDFont("STSong-Light"))
    style = ParagraphStyle(
        "body", fontName="STSong-Light", fontSize=12, leading=20, wordWrap="CJK", firstLineIndent=24 * indent
    )
    small = ParagraphStyle("cell", fontName="STSong-Light", fontSize=9, leading=12, wordWrap="CJK")
    story = []
    for block in blocks:
        if isinstance(block, str):
            story.append(Paragraph(escape(block), style))
        else:
            grid = Table(
                [[Paragraph(escape(cell), small) for cell in row] for row in block],
                colWidths=450 / len(block[0]),
                repeatRows=1,
            )
            grid.setStyle(TableStyle([("GRID", (0, 0), (-1, -1), 0.5, colors.black)]))
            story.append(grid)
    return typeset(story)


def typeset(story: list, **options: object) -> bytes:
    def number(canvas, document) -> None:
        canvas.setFont("STSong-Light", 9)
        canvas.drawCentredString(A4[0] / 2, 40, f"— {document.page} —")

    pdfmetrics.registerFont(UnicodeCIDFont("STSong-Light"))
    file = io.BytesIO()
    SimpleDocTemplate(file, pagesize=A4, **options).build(story, onFirstPage=number, onLaterPages=number)
    return file.getvalue()


# ---- text formats


def html(blocks: Sequence[Block]) -> bytes:
    body = ""
    for block in blocks:
        if isinstance(block, str):
            body += f"<p>{escape(block)}</p>\n"
        else:
            rows = ("".join(f"<td>{escape(cell)}</td>" for cell in row) for row in block)
            body += "<table>" + "".join(f"<tr>{row}</tr>\n" for row in rows) + "</table>\n"
    return f"<!DOCTYPE html><html><body>\n{body}</body></html>".encode()


def csv_file(blocks: Sequence[Block], delimiter: str = ",") -> bytes:
    file = io.StringIO()
    writer = csv.writer(file, delimiter=delimiter)
    for block in blocks:
        writer.writerows([[block]] if isinstance(block, str) else block)
    return file.getvalue().encode("gb18030")
