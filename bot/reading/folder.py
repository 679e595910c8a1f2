"""A knowledge folder → everything it holds: its documents' duties, its units, its calendar, its problems."""

from __future__ import annotations

import hashlib
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from datetime import date
from functools import cached_property
from pathlib import Path

from bot import general
from bot.duty import Document, Duty, Problem, Reading, Repaired, Severity
from bot.errors import NO_FOLDER, Unreadable
from bot.reading.deadlines import read_day
from bot.reading.document import Rules, read_document
from bot.reading.earlier import Earlier, FileRead, Local
from bot.reading.files import SUFFIXES, Child, Raw, decode, read_bytes, read_file
from bot.reading.repair import repair, spun
from bot.reading.units import Directory
from bot.reading.workdays import Calendar


@dataclass(frozen=True)
class Knowledge:
    """What one reading of a folder gives: the documents and duties, and the rules they were read by."""

    reading: Reading
    rules: Rules
    local: Local = field(default_factory=Local)

    def file(self, name: str) -> FileRead | None:
        return self._files.get(name)

    @cached_property
    def _files(self) -> dict[str, FileRead]:
        duties = self.reading.by_file()
        problems: dict[str, list[Problem]] = defaultdict(list)
        for problem in self.reading.problems:
            problems[problem.path].append(problem)
        return {d.file: (d, duties[d.file], problems[d.file]) for d in self.reading.documents}


def read_folder(
    folder: Path, known: Earlier | None = None, progress: Callable[[int, int], None] | None = None
) -> Knowledge:
    """Read a knowledge folder.

    ``units.toml``, ``terms.toml`` and ``calendar.toml`` are optional and add to what the package ships;
    documents are the .txt, .md, .html, .csv, .docx, .xlsx and .pdf files in it and below. What cannot be
    read becomes a problem in the reading and hides nothing else.

    Args:
        folder: the folder.
        known: an earlier reading; a file whose bytes have not changed since is not read again, as long as
            units and calendar are the same.
        progress: is told after every file how many are done, and of how many.

    Raises:
        Unreadable: *folder* is not a folder that can be listed.
    """
    if not folder.is_dir():
        raise Unreadable(NO_FOLDER.format(folder=folder))
    settings = {name: read_settings(folder / name) for name in ("units.toml", "terms.toml", "calendar.toml")}
    texts = {name: text for name, (text, _) in settings.items()}
    local = Local(*(texts[f"{name}.toml"] for name in ("units", "calendar", "terms")))
    rules, faults = read_rules(local.units, local.calendar)
    same_rules = known and (known.local.units, known.local.calendar) == (local.units, local.calendar)
    problems = [*(fault for _, found in settings.values() for fault in found), *faults]
    documents: list[Document] = []
    duties: list[Duty] = []
    digest = hashlib.sha256("\0".join(f"{n}\0{t}" for n, t in texts.items()).encode())
    for name, read in _read_all(folder, rules, known if same_rules else None, progress):
        if isinstance(read, Problem):
            problems.append(read)
            digest.update(f"{name}\0{read.message}".encode())
            continue
        documents.append(read[0])
        duties += read[1]
        problems += read[2]
        digest.update(f"{name}\0{read[0].digest}".encode())
    if not documents:
        problems.append(
            Problem(".", 1, "没有可读的文件；请放入 .txt、.md、.html、.docx、.xlsx、.csv 或 .pdf 文件。")
        )
    reading = Reading(tuple(documents), tuple(duties), tuple(problems), digest.hexdigest())
    return Knowledge(reading, rules, local)


def _read_all(
    folder: Path, rules: Rules, known: Earlier | None, progress: Callable[[int, int], None] | None
) -> Iterator[tuple[str, FileRead | Problem]]:
    """Yield each file's name and what was read out of it, now or earlier, or why nothing was."""
    paths = list(_documents(folder))
    with Child() as child:
        for number, path in enumerate(paths, 1):
            name = path.relative_to(folder).as_posix()
            if not name.isprintable():  # neither a database nor a person takes such a name
                name = ascii(name)
                yield name, Problem(name, 1, "文件名不是 UTF-8 或含有控制字符，请改名后再放入。")
                continue
            try:
                before = known.file(name) if known else None
                same = before and before[0].digest == _digest(path)
                yield name, before if before and same else read_path(path, name, rules, child)
            except Unreadable as error:
                yield name, Problem(name, 1, str(error))
            if progress:
                progress(number, len(paths))


def _digest(path: Path) -> str:
    return hashlib.sha256(read_bytes(path)).hexdigest()


def read_rules(units: str | None = None, calendar: str | None = None) -> tuple[Rules, list[Problem]]:
    """Build the rules of reading from what the package ships and the local files' texts."""
    directory, problems = Directory.load(general.text("units.toml"), units)
    dates, faults = Calendar.load(general.text("calendar.toml"), calendar)
    return Rules(directory, dates), [*problems, *faults]


def read_path(
    path: Path, name: str, rules: Rules, child: Child | None = None
) -> tuple[Document, list[Duty], list[Problem]]:
    """Read one document from disk.

    Args:
        path: the file.
        name: what people are told it is called.
        rules: units and calendar.
        child: parses many files in turn; left out, one is started for this file.

    Raises:
        Unreadable: with one sentence that says why and what to do.
    """
    raw = read_file(path, child)
    repaired, title, day = _repaired(raw)
    if spun(repaired):
        raise Unreadable(f"{name} 是采集站改写过的文字（伪原创或夹带广告），不能作为依据；请换用官方原件。")
    document, duties, problems = read_document(
        name, repaired, rules, digest=raw.digest, title=title, page_day=day
    )
    notes = [Problem(name, 1, f"{note}。", Severity.WARNING) for note in raw.notes]
    return document, duties, [*notes, *problems]


def _repaired(raw: Raw) -> tuple[Repaired, str, date | None]:
    """Return a file's words after repair, and the title and day that its page gives."""
    if raw.extract is None:
        return repair(raw.text), "", None
    words, origin, title, day_text = raw.extract
    return repair(words, origin=origin, raw=raw.text), title, read_day(day_text, None)


def _documents(folder: Path) -> Iterable[Path]:
    """Yield the documents in and below *folder*, in the order of their names."""
    for path in sorted(folder.rglob("*")):
        hidden = any(part.startswith((".", "~$")) for part in path.relative_to(folder).parts)
        if path.suffix.lower() in SUFFIXES and not hidden and not path.name.upper().startswith("README"):
            yield path


def read_settings(path: Path) -> tuple[str | None, list[Problem]]:
    """Return the text of a settings file (units.toml, …), and what is wrong where it cannot be read.

    Returns:
        None for the text where there is no such file or it cannot be read.
    """
    if not path.exists():
        return None, []
    try:
        return decode(read_bytes(path), path.name)[0], []
    except Unreadable as error:
        return None, [Problem(path.name, 1, str(error))]
