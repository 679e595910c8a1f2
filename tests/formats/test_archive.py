"""What a file is, its bytes say; what it may hold has limits; each refusal is one sentence."""

from __future__ import annotations

import io
import zipfile

import pytest
import writing
from writing import docx_of, paragraph, zipped

from bot.errors import Unreadable
from bot.reading.files import Kind, read_file
from bot.reading.formats.archive import MAX_MEMBERS, MAX_RATIO, MAX_UNPACKED

TEXT = "区水利局要在6月底前完成清淤。"
DOCX = docx_of(paragraph(TEXT))


def packed(*members: tuple[str, bytes], method: int = zipfile.ZIP_DEFLATED) -> bytes:
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w", method) as archive:
        for name, content in members:
            archive.writestr(name, content)
    return file.getvalue()


def bomb() -> bytes:
    return docx_of(paragraph(TEXT), **{"word/media.bin": "\0" * (MAX_RATIO * 8192)})


def lying() -> bytes:
    """State, in the directory, far more than the limit for all members."""
    code = bytearray(DOCX)
    at = code.find(b"PK\x01\x02")
    code[at + 24 : at + 28] = (MAX_UNPACKED + 1).to_bytes(4, "little")
    return bytes(code)


def locked() -> bytes:
    code = bytearray(DOCX)
    at = code.find(b"PK\x01\x02")
    code[at + 8] |= 1
    return bytes(code)


def ole(part: str) -> bytes:
    """Begin as the container of old and of locked Office files does, with the name of a part in it."""
    return b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600) + part.encode("utf-16-le") + bytes(100)


@pytest.mark.parametrize(
    ("code", "says"),
    [
        pytest.param(DOCX[:200], "损坏或没有下载完整", id="cut off"),
        pytest.param(DOCX[:-1] + b"\0\0\0\0" * 20_000, "损坏或没有下载完整", id="buried in zeros"),
        pytest.param(b"PK\x05\x06" + b"\0" * 18, "压缩文件", id="an empty archive"),
        pytest.param(packed(("a.txt", b"x")), "解压", id="any other archive"),
        pytest.param(packed(("OFD.xml", b"<x/>")), "OFD", id="ofd"),
        pytest.param(packed(("content.xml", b"<x/>")), "OpenDocument", id="odt"),
        pytest.param(packed(("ppt/presentation.xml", b"<x/>")), "演示文稿", id="pptx"),
        pytest.param(
            packed(*((f"{n}", b"") for n in range(MAX_MEMBERS + 1))), "超过 2000 个", id="too many members"
        ),
        pytest.param(packed(("../x", b"")), "不合规范", id="a name that climbs"),
        pytest.param(packed(("/x", b"")), "不合规范", id="an absolute name"),
        pytest.param(packed(("C:\\x", b"")), "不合规范", id="a drive"),
        pytest.param(bomb(), "体积异常", id="a bomb"),
        pytest.param(lying(), "体积异常", id="too large unpacked"),
        pytest.param(locked(), "已加密", id="an encrypted member"),
        pytest.param(packed(("x", b"x" * 99), method=zipfile.ZIP_BZIP2), "损坏", id="another packing"),
        pytest.param(
            docx_of(paragraph("&e;"), head='<!DOCTYPE d [<!ENTITY e "x">]>'), "DOCTYPE", id="a document type"
        ),
        pytest.param(docx_of("<w:p>"), "损坏", id="broken XML"),
        pytest.param(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 600, "已加密或为旧版 .doc/.xls", id="ole"),
        pytest.param(ole("EncryptedPackage"), "：文件已加密，请用原软件取消密码", id="locked"),
        pytest.param(ole("WordDocument"), "旧版 .doc", id="an old Word file"),
        pytest.param(ole("Workbook"), "旧版 .xls", id="an old Excel file"),
        pytest.param(b"<html><nav>a</nav></html>", "网页里没有正文", id="a page without words"),
        pytest.param(b"%PDF-1.7\nnothing", "PDF 已损坏", id="a PDF of nothing"),
        pytest.param(b"{\\rtf1 x}", "RTF", id="rtf"),
        pytest.param(b"", "空", id="empty"),
        pytest.param(TEXT.encode(), "内容不是 docx", id="text by the name of docx"),
    ],
)
def test_a_refusal_is_one_sentence(tmp_path, child, code, says):
    path = tmp_path / "通知.docx"
    path.write_bytes(code)
    with pytest.raises(Unreadable, match=says) as caught:
        read_file(path, child)

    assert str(caught.value).startswith("通知.docx：")
    assert str(caught.value).count("。") == 1
    assert str(caught.value).endswith("。")


@pytest.mark.parametrize(
    ("name", "code", "kind"),
    [
        ("通知.txt", DOCX, Kind.DOCX),
        ("通知.xls", writing.xlsx([[["任务", "单位"]]]), Kind.XLSX),
        ("通知.docx", writing.pdf([TEXT * 3]), Kind.PDF),
        ("通知.doc", writing.html([TEXT]), Kind.HTML),
        ("通知.txt", writing.html([TEXT]), Kind.HTML),
        ("通知.csv", "任务,单位\n清淤,区水利局".encode(), Kind.CSV),
        ("通知.wps", TEXT.encode(), Kind.PLAIN),
    ],
)
def test_the_bytes_decide(tmp_path, child, name, code, kind):
    (tmp_path / name).write_bytes(code)
    raw = read_file(tmp_path / name, child)

    assert raw.kind is kind
    assert raw.name == name


def test_the_document_may_be_called_otherwise(tmp_path, child):
    """Word on the web writes word/document2.xml."""
    parts = {
        name: zipfile.ZipFile(io.BytesIO(DOCX)).read(name)
        for name in zipfile.ZipFile(io.BytesIO(DOCX)).namelist()
    }
    parts["word/document2.xml"] = parts.pop("word/document.xml")
    parts["_rels/.rels"] = parts["_rels/.rels"].replace(b"document.xml", b"document2.xml")
    path = tmp_path / "通知.docx"
    path.write_bytes(zipped(parts))

    assert read_file(path, child).text == TEXT + "\n"


def test_a_small_member_may_be_packed_tightly(tmp_path, child):
    path = tmp_path / "通知.docx"
    path.write_bytes(docx_of(paragraph(TEXT), **{"word/empty.xml": "<x/>" + " " * 500_000}))

    assert read_file(path, child).text == TEXT + "\n"
