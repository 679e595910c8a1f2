"""Text, web pages, Markdown and CSV → their words, decoded strictly: nothing of a file is ever dropped."""

from __future__ import annotations

import re

from bot.errors import Unreadable
from bot.reading.formats import MAX_CHARACTERS, TOO_LONG, Extract, Kind, Words

#: What a file's name promises; its bytes decide.
KINDS = {
    ".txt": Kind.PLAIN,
    ".md": Kind.PLAIN,
    ".html": Kind.HTML,
    ".htm": Kind.HTML,
    ".csv": Kind.CSV,
    ".docx": Kind.DOCX,
    ".xlsx": Kind.XLSX,
    ".pdf": Kind.PDF,
}

#: Below this difference in plausibility (0 … 1) the reader is asked whether the text is right.
CLEAR_MARGIN = 0.15

EMPTY = "文件是空的，请确认保存无误后再放入"
_NO_TEXT = "不是文本文件，请用原软件另存为 .docx 或 UTF-8 编码的 .txt 后再放入"
_PICTURE = "是图片，没有文字可读，请提供文字版"
_ARCHIVE = "是压缩文件，请解压后再放入"
_NO_WORDS = "网页里没有正文（可能由脚本生成），请在浏览器中复制正文，存为 .docx 或 .txt 后再放入"
#: What the container of old Office files and of locked new ones holds, by the names in its directory.
_OLE = b"\xd0\xcf\x11\xe0"
_OLE_PARTS = {
    "EncryptedPackage": "文件已加密，请用原软件取消密码后再放入",
    "WordDocument": "是旧版 .doc（或 .wps），请用 Word 或 WPS 打开，另存为 .docx 后再放入",
    "Workbook": "是旧版 .xls（或 .et），请用 Excel 或 WPS 打开，另存为 .xlsx 后再放入",
    "PowerPoint Document": "是演示文稿，不能直接读取，请另存为 .docx 后再放入",
}
#: First bytes of formats that are not text, and what to do with such a file.
_MAGIC = {
    _OLE: "文件已加密或为旧版 .doc/.xls，请取消密码，另存为 docx 或 xlsx 后再放入",
    b"{\\rtf": "是 RTF，不能直接读取，请另存为 .docx 后再放入",
    b"\x89PNG": _PICTURE,
    b"\xff\xd8\xff": _PICTURE,
    b"\x1f\x8b": _ARCHIVE,
    b"Rar!": _ARCHIVE,
    b"7z\xbc\xaf": _ARCHIVE,
}
#: Text that only an office program makes sense of, by how it begins after any blanks.
_MARKED_UP = {
    re.compile(r"MIME-Version:|(?:From|Content-Type): ", re.IGNORECASE): (
        "是单个文件网页（.mht），不能直接读取，请用浏览器或 Word 打开，另存为 .docx 后再放入"
    ),
    re.compile(
        r"<\?xml\b"
    ): "是 XML 文件，不能直接读取，请用 Word 或 Excel 打开，另存为 .docx 或 .xlsx 后再放入",
}
#: What may stand before the first tag of a page: its declaration, and where a browser saved it from.
_BEFORE_PAGE = re.compile(
    r"\s{0,200}(?:<\?xml[^>]{0,200}\?>\s{0,200})?(?:<!--(?:(?!-->).){0,400}-->\s{0,200}){0,3}", re.DOTALL
)
_PAGE = re.compile(r"<(?:!doctype html|html|head|body)\b", re.IGNORECASE)
_BOMS = {b"\xef\xbb\xbf": "utf-8", b"\xff\xfe": "utf-16-le", b"\xfe\xff": "utf-16-be"}
_CONTROLS = re.compile(r"[\x00-\x08]")


def read(code: bytes, suffix: str = ".txt") -> tuple[Kind, Words]:
    """Read the bytes of a file whose name ends with *suffix*; refuse what is not text.

    Raises:
        Unreadable: with the reason alone.
    """
    if not code.strip(b" \t\r\n\0\xef\xbb\xbf"):
        raise Unreadable(EMPTY)
    _refuse_other_formats(code)
    text, encoding, margin = decode(code)
    kind = _kind(text, suffix)
    if kind is not Kind.HTML and len(text) > MAX_CHARACTERS:
        raise Unreadable(TOO_LONG)
    notes = (_doubt(text, encoding),) if margin < CLEAR_MARGIN else ()
    return kind, Words(text, notes, _extract(text, kind, suffix), encoding, margin)


def _refuse_other_formats(code: bytes) -> None:
    if code.startswith(_OLE):
        for part, advice in _OLE_PARTS.items():
            if part.encode("utf-16-le") in code:
                raise Unreadable(advice)
    for magic, advice in _MAGIC.items():
        if code.startswith(magic):
            raise Unreadable(advice)


def _doubt(text: str, encoding: str) -> str:
    """Ask whether the text is right, by its first line."""
    first = next(filter(None, map(str.strip, text.splitlines())), "")[:30]
    return f"文字编码不能确定，按 {encoding} 读取，首行为“{first}”；如不对，请用记事本另存为 UTF-8 后再放入"


def _kind(text: str, suffix: str) -> Kind:
    if not text.strip():
        raise Unreadable(EMPTY)
    if text.count("\0") or len(_CONTROLS.findall(text)) > len(text) // 50:
        raise Unreadable(_NO_TEXT)
    if looks_like_html(text):
        return Kind.HTML  # whatever its name: .doc and .xls are often saved as web pages
    for begins, advice in _MARKED_UP.items():
        if begins.match(text.lstrip()[:20]):
            raise Unreadable(advice)
    kind = KINDS.get(suffix, Kind.PLAIN)
    if kind in (Kind.DOCX, Kind.XLSX, Kind.PDF):
        raise Unreadable(f"内容不是 {kind.value} 文件，请用原软件打开，另存为 .{kind.value} 后再放入")
    return kind


def _extract(text: str, kind: Kind, suffix: str) -> Extract | None:
    """Take the words out of a text that is more than its words."""
    if kind is Kind.HTML:
        from bot.reading.html import main_text  # noqa: PLC0415 - a folder of plain text does not pay for it

        page = main_text(text)
        if not page.text.strip():
            raise Unreadable(_NO_WORDS)
        return Extract(page.text, page.origin, page.title, page.day_text)
    if kind is Kind.CSV:
        from bot.reading.formats import csv  # noqa: PLC0415

        return Extract(*csv.plain_text(text))
    if suffix == ".md":
        from bot.reading.markdown import plain_text  # noqa: PLC0415

        return Extract(*plain_text(text))
    return None


def looks_like_html(text: str) -> bool:
    """Does *text* begin like a web page? For text that came without a file name."""
    before = _BEFORE_PAGE.match(text[:2000])
    return before is not None and _PAGE.match(text, before.end()) is not None


def decode(code: bytes) -> tuple[str, str, float]:
    """Return text, encoding and how clear the choice was: byte order mark, UTF-8, GB18030 or Big5.

    Nothing is ever dropped: bytes that no encoding can read make the file unreadable.

    Raises:
        Unreadable: with the reason alone.
    """
    for mark, encoding in _BOMS.items():
        if code.startswith(mark):
            return _strictly(code[len(mark) :], encoding), encoding, 1.0
    try:
        return code.decode("utf-8"), "utf-8", 1.0
    except UnicodeDecodeError as error:
        if _is_cut_utf8(code, error):
            raise Unreadable("文件在末尾被截断，请重新复制完整的文件") from None
    found = sorted(_candidates(code), reverse=True)
    if not found:
        raise Unreadable("无法辨认文字编码（或文件已损坏），请用记事本另存为 UTF-8 后再放入")
    margin = found[0][0] - found[1][0] if len(found) > 1 else 1.0
    return found[0][2], found[0][1], min(margin, 1.0)


def _candidates(code: bytes) -> list[tuple[float, str, str]]:
    from bot.reading.repair.plausible import plausibility  # noqa: PLC0415 - UTF-8 does not pay for its tables

    found = []
    for encoding in ("gb18030", "big5hkscs"):
        try:
            text = code.decode(encoding)
        except UnicodeDecodeError:
            continue
        found.append((plausibility(text[:4000]), encoding, text))
    return found


def _strictly(code: bytes, encoding: str) -> str:
    try:
        return code.decode(encoding)
    except UnicodeDecodeError:
        raise Unreadable(f"文件已损坏或被截断（{encoding}），请重新复制完整的文件") from None


def _is_cut_utf8(code: bytes, error: UnicodeDecodeError) -> bool:
    """Is everything sound UTF-8 but the last, incomplete character?"""
    return error.end == len(code) and error.reason == "unexpected end of data" and error.start >= 6
