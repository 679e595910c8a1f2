"""Shelves (:mod:`bot.asking.shelf`) as files: written beside and renamed, mapped, made anew at will.

A shelf is a copy of what the knowledge folder says. One that is missing, was cut or is of another version is
no misfortune: it is made again.
"""

from __future__ import annotations

import contextlib
import mmap
import os
import stat
import sys
from collections.abc import Callable, Iterable, Iterator, Sequence
from hashlib import sha256
from pathlib import Path
from weakref import finalize

import bot
from bot.asking.sections import Buffer, Parts
from bot.asking.shelf import Shelf

_ENDING = ".shelf"
#: So many shelves of other folders stay in the cache.
_KEPT = 8


def kept(folder: Path, make: Callable[[Shelf | None], Iterable[Buffer]], cache: Path | None = None) -> Shelf:
    """Return the shelf of a knowledge folder: the one kept from last time where nothing has changed since.

    Args:
        folder: the knowledge folder.
        make: reads it anew and yields the pieces of its shelf; is given the one that this very program made
            before the change, if there is one.
        cache: where shelves are kept; left out, the user's cache folder. Where that cannot be written to,
            nothing is kept and the shelf stays in memory.
    """
    place = cache or cache_folder()
    name = sha256(os.fsencode(folder.resolve())).hexdigest()[:16]
    made_by = f"{name}-{program()}"
    path = place / f"{made_by}-{signature(folder)}{_ENDING}"
    with contextlib.suppress(OSError, ValueError):
        return opened(path)
    pieces = list(make(_newest(place, made_by)))
    try:
        place.mkdir(mode=0o700, parents=True, exist_ok=True)
        written(path, pieces)
        _tidy(place, name, path)
        return opened(path)
    except OSError:
        return Shelf(Parts(b"".join(pieces)))


def placed(folder: Path, pieces: Sequence[Buffer]) -> Shelf:
    """Put a new shelf into *folder*, take the one before it away, and return the new one.

    Where it cannot be written, it stays in memory.
    """
    digest = sha256()
    for piece in pieces:
        digest.update(piece)
    path = folder / f"{program()}-{digest.hexdigest()[:16]}{_ENDING}"
    try:
        folder.mkdir(mode=0o700, exist_ok=True)
        written(path, pieces)
        shelf = opened(path)
    except (OSError, ValueError):
        return Shelf(Parts(b"".join(pieces)))
    for other in folder.glob(f"*{_ENDING}"):
        if other != path:
            with contextlib.suppress(OSError):  # on Windows it stays as long as it is open
                other.unlink()
    return shelf


def before(folder: Path) -> Shelf | None:
    """Return the shelf that this very program put into *folder* last, if it is there and whole."""
    return _newest(folder, program())


def _newest(folder: Path, begins: str) -> Shelf | None:
    shelves = sorted(folder.glob(f"{begins}-*{_ENDING}"), key=lambda path: path.stat().st_mtime)
    with contextlib.suppress(OSError, ValueError):
        return opened(shelves[-1]) if shelves else None
    return None


def written(path: Path, pieces: Iterable[Buffer]) -> None:
    """Write a shelf so that under its name there is either a whole one or none.

    Raises:
        OSError: it cannot be written.
    """
    import tempfile  # noqa: PLC0415 - it loads a good deal, and most starts write nothing

    handle, beside = tempfile.mkstemp(dir=path.parent, prefix=".", suffix=".tmp")
    try:
        with os.fdopen(handle, "wb") as file:
            for piece in pieces:
                file.write(piece)
            file.flush()
            os.fsync(file.fileno())
        Path(beside).replace(path)
    except BaseException:
        Path(beside).unlink(missing_ok=True)
        raise


def opened(path: Path) -> Shelf:
    """Map a shelf; its pages are shared by all threads, and with other processes that map it.

    Raises:
        OSError: there is none, or it is not this user's own.
        ValueError: it is damaged or of another version.
    """
    return Shelf(mapped(path))


def mapped(path: Path) -> Parts:
    """Map the parts of a file into memory; what is not looked at is not loaded, and long texts are read.

    Raises:
        OSError: there is none, or it is not this user's own.
        ValueError: it is damaged.
    """
    file = _File(path)
    about = os.fstat(file.handle)
    if not stat.S_ISREG(about.st_mode) or (hasattr(os, "getuid") and about.st_uid != os.getuid()):
        raise PermissionError(f"{path.name} belongs to somebody else")
    view = memoryview(mmap.mmap(file.handle, 0, access=mmap.ACCESS_READ))
    return Parts(view, file.read if hasattr(os, "pread") else None)


class _File:
    """An open file, closed when nobody can read from it any more."""

    def __init__(self, path: Path):
        self.handle = os.open(path, os.O_RDONLY | getattr(os, "O_BINARY", 0))
        finalize(self, os.close, self.handle)

    def read(self, start: int, end: int) -> bytes:
        return os.pread(self.handle, end - start, start)


def cache_folder() -> Path:
    """Return where this user's programs keep what they can make again."""
    if sys.platform == "win32":
        base = os.environ.get("LOCALAPPDATA", "")
    else:
        base = os.environ.get("XDG_CACHE_HOME", "")
    return (Path(base) if base else Path.home() / ".cache") / "duban"


def program() -> str:
    """Return what changes with every file of the program itself."""
    return signature(Path(bot.__file__).parent)


def signature(folder: Path) -> str:
    """Return what changes with every file in *folder*."""
    seen = sha256()
    for path, about in sorted(_files(folder)):
        marks = (path, about.st_size, about.st_mtime_ns, about.st_ctime_ns, about.st_ino)
        seen.update(repr(marks).encode("utf-8", "surrogatepass"))
    return seen.hexdigest()[:16]


def _files(root: Path) -> Iterator[tuple[str, os.stat_result]]:
    waiting = [str(root)]
    while waiting:
        with os.scandir(waiting.pop()) as entries:
            for entry in entries:
                if entry.is_dir(follow_symlinks=False):
                    if entry.name != "__pycache__":
                        waiting.append(entry.path)
                else:
                    yield entry.path, entry.stat(follow_symlinks=False)


def _tidy(place: Path, name: str, current: Path) -> None:
    """Delete earlier shelves of the same folder, and of other folders all but the newest few."""
    shelves = sorted(place.glob(f"*{_ENDING}"), key=lambda path: path.stat().st_mtime, reverse=True)
    others = [path for path in shelves if not path.name.startswith(f"{name}-")]
    same = [path for path in shelves if path.name.startswith(f"{name}-") and path != current]
    for path in (*same, *others[_KEPT:]):
        path.unlink(missing_ok=True)
