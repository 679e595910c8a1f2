"""Word and Excel files are zip archives of XML: opened only within limits that no honest file reaches."""

from __future__ import annotations

import io
import posixpath
import zipfile
from xml.etree import ElementTree
from xml.parsers import expat

from bot.errors import Unreadable

MAX_MEMBERS = 2_000
MAX_UNPACKED = 100 * 1024 * 1024
MAX_RATIO = 200
#: Below this size a member may be packed as tightly as it likes: an empty form packs 300 to 1.
SMALL = 1024 * 1024

_SAVE_AGAIN = "请用原软件打开，另存为 .docx 或 .xlsx 后再放入"
_SUSPECT = "可能是恶意文件，不予打开；如来源可靠，请用原软件另存一份后再放入"
BROKEN = f"文件已损坏或没有下载完整，{_SAVE_AGAIN}"
_PACKED = (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED)


def open_archive(code: bytes) -> zipfile.ZipFile:
    """Open a zip archive whose members are few, small and soundly named.

    The limits go by the sizes the directory states; ``zipfile`` never unpacks more than is stated.

    Raises:
        Unreadable: it is cut off, encrypted, or beyond a limit.
    """
    try:
        archive = zipfile.ZipFile(io.BytesIO(code))
    except (zipfile.BadZipFile, ValueError, OverflowError, NotImplementedError):
        raise Unreadable(BROKEN) from None
    members = archive.infolist()
    names = [member.filename for member in members]
    if len(members) > MAX_MEMBERS:
        raise Unreadable(f"压缩包内的文件超过 {MAX_MEMBERS} 个，{_SUSPECT}")
    if any(_is_unsound(name) for name in names) or len(set(names)) < len(names):
        raise Unreadable(f"压缩包内的文件名不合规范，{_SUSPECT}")
    if any(member.flag_bits & 1 for member in members):
        raise Unreadable("文件已加密，请取消密码后再放入")
    if any(member.compress_type not in _PACKED for member in members):
        raise Unreadable(BROKEN)
    if sum(member.file_size for member in members) > MAX_UNPACKED or any(map(_is_bomb, members)):
        raise Unreadable(f"解压后体积异常，{_SUSPECT}")
    return archive


def _is_unsound(name: str) -> bool:
    parts = name.replace("\\", "/").split("/")
    return name.startswith(("/", "\\")) or ".." in parts or ":" in parts[0] or "\0" in name


def _is_bomb(member: zipfile.ZipInfo) -> bool:
    return member.file_size > SMALL and member.file_size > MAX_RATIO * max(member.compress_size, 1)


def xml(archive: zipfile.ZipFile, name: str) -> bytes:
    """Return one XML member, empty where there is none; refuse what declares a document type.

    Office programs write none, and all entity attacks need one.
    """
    try:
        code = archive.read(name)
    except KeyError:
        return b""
    _refuse_document_type(code)
    return code


class _Root(Exception):
    """The root element has begun: whatever may stand before it has been seen."""


def _refuse_document_type(code: bytes) -> None:
    parser = expat.ParserCreate()
    parser.StartDoctypeDeclHandler = _refuse
    parser.StartElementHandler = _reach_root
    try:
        parser.Parse(code[:65536], False)
    except _Root:
        return
    except expat.ExpatError:
        pass
    raise Unreadable(BROKEN)


def _refuse(*_: object) -> None:
    raise Unreadable(f"文件里声明了外部实体（DOCTYPE），{_SUSPECT}")


def _reach_root(*_: object) -> None:
    raise _Root


def tree(archive: zipfile.ZipFile, name: str) -> ElementTree.Element:
    """Return the root of one XML member; an empty element where there is none."""
    code = xml(archive, name)
    # the document type was refused above, so no entity can be expanded
    return ElementTree.fromstring(code) if code else ElementTree.Element("none")  # noqa: S314


def local(tag: str) -> str:
    """Return a tag or attribute without its name space, in which transitional and strict files differ."""
    return tag.rpartition("}")[2]


def attributes(element: ElementTree.Element) -> dict[str, str]:
    return {local(name): value for name, value in element.attrib.items()}


def related(archive: zipfile.ZipFile, part: str) -> dict[str, tuple[str, str]]:
    """Return what a part (``""``: the package) refers to: identity → kind and path in the archive."""
    folder, name = posixpath.split(part)
    found = {}
    for relation in tree(archive, posixpath.join(folder, "_rels", f"{name}.rels")):
        given = attributes(relation)
        if given.get("TargetMode") != "External":
            path = posixpath.normpath(posixpath.join("/", folder, given.get("Target", "")))
            found[given.get("Id", "")] = given.get("Type", "").rpartition("/")[2], path.lstrip("/")
    return found


def main_part(archive: zipfile.ZipFile) -> str:
    """Return the path of the document itself, empty where the archive names none."""
    return next((path for kind, path in related(archive, "").values() if kind == "officeDocument"), "")
