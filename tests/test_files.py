from __future__ import annotations

import hashlib
import os
from collections.abc import Iterator

import pytest

from bot.errors import Unreadable
from bot.reading.files import MAX_BYTES, Child, Kind, decode, read_file
from bot.reading.formats.text import CLEAR_MARGIN, looks_like_html

TEXT = "县水务局负责清淤，6月底前完成。\n"
TRADITIONAL = "縣水務局負責清淤，六月底前完成。"
DOUBTFUL = "啊"  # as likely a character of Big5


@pytest.mark.parametrize(
    ("code", "text", "encoding"),
    [
        pytest.param(TEXT.encode(), TEXT, "utf-8", id="utf-8"),
        pytest.param(b"\xef\xbb\xbf" + TEXT.encode(), TEXT, "utf-8", id="utf-8 with byte order mark"),
        pytest.param(b"\xff\xfe" + TEXT.encode("utf-16-le"), TEXT, "utf-16-le", id="utf-16 little endian"),
        pytest.param(b"\xfe\xff" + TEXT.encode("utf-16-be"), TEXT, "utf-16-be", id="utf-16 big endian"),
        pytest.param(TEXT.encode("gb18030"), TEXT, "gb18030", id="gb18030"),
        pytest.param("整改".encode("gb18030"), "整改", "gb18030", id="gb18030, two characters"),
        pytest.param(TRADITIONAL.encode("big5"), TRADITIONAL, "big5hkscs", id="big5"),
        pytest.param("整改通知".encode("big5"), "整改通知", "big5hkscs", id="big5, four characters"),
        pytest.param(TRADITIONAL.encode("gb18030"), TRADITIONAL, "gb18030", id="traditional in gb18030"),
        pytest.param(b"plain ascii", "plain ascii", "utf-8", id="ascii"),
    ],
)
def test_the_encoding_is_found(code, text, encoding):
    assert decode(code)[:2] == (text, encoding)


def test_a_clear_choice_has_a_wide_margin():
    assert decode(TEXT.encode("gb18030"))[2] > CLEAR_MARGIN


@pytest.fixture(scope="module")
def child() -> Iterator[Child]:
    with Child() as started:
        yield started


@pytest.mark.parametrize(
    ("code", "says"),
    [
        pytest.param(
            b"MIME-Version: 1.0\r\nContent-Type: multipart/related", ".mht", id="one file of a page"
        ),
        pytest.param(b'<?xml version="1.0"?>\n<?mso-application progid="Word.Document"?>', "XML", id="xml"),
        pytest.param(TEXT.encode("utf-16-le"), "UTF-8", id="utf-16 without its mark"),
        pytest.param(TEXT.encode("utf-32"), "UTF-8", id="utf-32"),
        pytest.param(b"", "空", id="empty"),
        pytest.param(b" \r\n\t", "空", id="blank"),
        pytest.param(b"\xef\xbb\xbf", "空", id="only a byte order mark"),
        pytest.param(b"PK\x03\x04rest", ".docx", id="docx"),
        pytest.param(b"\xd0\xcf\x11\xe0\xa1\xb1", "加密", id="old doc or encrypted"),
        pytest.param(b"%PDF-1.7 x", "PDF", id="pdf"),
        pytest.param(b"text\0text", "不是文本", id="NUL"),
        pytest.param(b"\x01\x02\x03abc", "不是文本", id="controls"),
        pytest.param(TEXT.encode()[:-3], "截断", id="utf-8 cut in a character"),
        pytest.param(TEXT.encode("gb18030")[:-2] + b"\xff\xff", "编码", id="bytes of no encoding"),
        pytest.param(b"\xff\xfe" + "整".encode("utf-16-le") + b"\x4e", "截断", id="utf-16 cut"),
    ],
)
def test_what_is_no_sound_text_is_refused_in_one_sentence(tmp_path, child, code, says):
    (tmp_path / "通知.txt").write_bytes(code)
    with pytest.raises(Unreadable) as caught:
        read_file(tmp_path / "通知.txt", child)

    assert says in str(caught.value)
    assert str(caught.value).startswith("通知.txt：")
    assert str(caught.value).count("。") == 1


def test_a_file_is_read_with_its_facts(tmp_path):
    path = tmp_path / "通知.HTM"
    path.write_bytes(TEXT.encode("gb18030"))

    raw = read_file(path)

    assert (raw.name, raw.text, raw.encoding, raw.kind) == ("通知.HTM", TEXT, "gb18030", Kind.HTML)
    assert raw.digest == hashlib.sha256(TEXT.encode("gb18030")).hexdigest()


@pytest.mark.parametrize("name", ["通知.docx", "通知", "通知.exe"])
def test_other_suffixes_are_refused(tmp_path, name):
    (tmp_path / name).write_text(TEXT, encoding="utf-8")

    with pytest.raises(Unreadable, match="另存为"):
        read_file(tmp_path / name)


def test_links_pipes_folders_and_missing_files_are_refused(tmp_path):
    (tmp_path / "sound.txt").write_text(TEXT, encoding="utf-8")
    (tmp_path / "link.txt").symlink_to(tmp_path / "sound.txt")
    (tmp_path / "folder.txt").mkdir()
    os.mkfifo(tmp_path / "pipe.txt")

    for name in ("link.txt", "folder.txt", "pipe.txt", "missing.txt"):
        with pytest.raises(Unreadable, match=name):
            read_file(tmp_path / name)


def test_a_file_beyond_the_limit_is_refused(tmp_path):
    path = tmp_path / "large.txt"
    with path.open("wb") as file:
        file.truncate(MAX_BYTES + 1)

    with pytest.raises(Unreadable, match="20 MB"):
        read_file(path)


@pytest.mark.parametrize(
    "begins",
    [
        "<!DOCTYPE html>",
        '\n<html xmlns:o="urn:schemas-microsoft-com:office:office">',
        '<?xml version="1.0" encoding="UTF-8"?>\n<!DOCTYPE html PUBLIC "-//W3C//DTD XHTML 1.0">',
        "<!-- saved from url=(0014)about:internet -->\n<html>",
    ],
)
def test_a_page_is_known_by_how_it_begins(begins):
    assert looks_like_html(begins)
    assert not looks_like_html(f"一、{begins}")


def test_a_doubtful_encoding_is_told_by_its_first_line(tmp_path, child):
    (tmp_path / "甲.txt").write_bytes(DOUBTFUL.encode("gb18030"))
    raw = read_file(tmp_path / "甲.txt", child)

    assert raw.margin < CLEAR_MARGIN
    assert [note.split("；")[0] for note in raw.notes] == [
        f"文字编码不能确定，按 {raw.encoding} 读取，首行为“{raw.text}”"
    ]
