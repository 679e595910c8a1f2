"""A document that was sent → the knowledge folder, whole and readable or not at all (rules R41, R42)."""

from __future__ import annotations

import os
import re
import tempfile
import unicodedata
from dataclasses import dataclass
from pathlib import Path

from bot.chat.render import visible
from bot.chat.wording import uploads
from bot.duty import Document, Problem, Severity
from bot.errors import Misuse, StoreError, why
from bot.reading.document import Rules
from bot.reading.files import MAX_BYTES, SUFFIXES
from bot.reading.folder import read_path
from bot.store.folder import free_bytes

FOLDER = "documents"
_SCARCE = 100 * 2**20  # bytes that must stay free (R34)
_LONGEST = 80  # characters of a name; 240 bytes at most, where a file system takes 255
_UNWANTED = re.compile(r"[\x00-\x1f\x7f/\\:*?\"<>|]+")


@dataclass(frozen=True, slots=True)
class Filed:
    """A document in its place, and what was read out of it."""

    name: str
    document: Document
    duties: int
    problems: tuple[Problem, ...]


def check(name: str, size: int) -> str:
    """Return the name under which a file called *name* is kept, before any of it is fetched.

    Raises:
        Misuse: it is too large to be fetched, or of a kind that is not read.
    """
    kept = safe_name(name)
    if Path(kept).suffix.lower() not in SUFFIXES:
        raise Misuse(uploads.KIND)
    if size > MAX_BYTES:
        raise Misuse(uploads.LARGE)
    return kept


def safe_name(name: str) -> str:
    """Return *name* as one that any file system takes and that leads nowhere else.

    >>> safe_name("../../纪 要\\u202etxt.docx")
    '纪 要txt.docx'
    """
    plain = unicodedata.normalize("NFC", visible(name)).replace("\\", "/").rsplit("/", 1)[-1]
    stem, dot, suffix = " ".join(_UNWANTED.sub("", plain).split()).rpartition(".")
    stem = "".join(char for char in stem if char.isprintable()).strip(" .~$")
    while len(stem.encode()) > 3 * _LONGEST or len(stem) > _LONGEST:
        stem = stem[:-1]
    if not stem or stem.upper().startswith("README"):  # the folder passes those over
        stem = f"文件{stem}"
    return f"{stem}{dot}{suffix}" if suffix.isalnum() else stem


def file(content: bytes, name: str, folder: Path, rules: Rules) -> Filed:
    """Put *content* into the knowledge *folder* as *name*, once it has been read without error.

    It is read beside its place, out of sight of a reload, and moved there in one step; what stands
    there already is never written over.

    Raises:
        Unreadable: it cannot be read; the sentence says why.
        Misuse: another document has that name, or there is an error in this one.
        StoreError: it cannot be saved.
    """
    documents = folder / FOLDER
    try:
        documents.mkdir(exist_ok=True)
        if free_bytes(documents) < _SCARCE:
            raise StoreError(uploads.FULL)
        with tempfile.TemporaryDirectory(prefix=".", dir=documents) as beside:
            part = Path(beside) / name
            _write(part, content)
            document, duties, problems = read_path(part, f"{FOLDER}/{name}", rules)
            _refuse_errors(problems)
            _place(part, documents / name)
    except OSError as error:
        raise StoreError(uploads.UNSAVED.format(why=why(error))) from None
    return Filed(f"{FOLDER}/{name}", document, len(duties), tuple(problems))


def _refuse_errors(problems: list[Problem]) -> None:
    found = next((problem for problem in problems if problem.severity is Severity.ERROR), None)
    if found:
        raise Misuse(uploads.FAULTY.format(problem=found))


def _place(part: Path, target: Path) -> None:
    try:
        os.link(part, target)  # unlike a renaming, it refuses a name that is taken
    except FileExistsError:
        raise Misuse(uploads.TAKEN.format(name=target.name)) from None


def _write(path: Path, content: bytes) -> None:
    with path.open("xb") as part:
        part.write(content)
        part.flush()
        os.fsync(part.fileno())
