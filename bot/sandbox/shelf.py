"""The files of the chats, under names that nobody can guess: in a folder, or only in memory."""

from __future__ import annotations

import json
import secrets
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

_KEPT = 200  # files; of more the oldest go
_ROOM = 512 * 2**20  # bytes in all


@dataclass(frozen=True, slots=True)
class File:
    """A file that somebody sent."""

    name: str
    content: bytes


class Shelf(Mapping[str, File]):
    """Every file under its own name, the oldest first; a name is also what a web page fetches it by."""

    def __init__(self, folder: Path | None = None):
        self._folder = folder
        self._sizes: dict[str, int] = {}
        self._files: dict[str, File] = {}  # empty where they are on disk
        if folder is not None:
            folder.mkdir(mode=0o700, parents=True, exist_ok=True)
            found = sorted(folder.iterdir(), key=lambda path: path.stat().st_mtime_ns)
            self._sizes = {path.name: path.stat().st_size for path in found}

    def add(self, file: File) -> str:
        """Put *file* on the shelf and return its name there."""
        number = secrets.token_urlsafe(18)
        if self._folder is None:
            self._files[number] = file
        else:
            (self._folder / number).write_bytes(json.dumps(file.name).encode() + b"\n" + file.content)
        self._sizes[number] = len(file.content)
        self._make_room(number)
        return number

    def __getitem__(self, number: str) -> File:
        if number not in self._sizes:
            raise KeyError(number)
        if self._folder is None:
            return self._files[number]
        try:
            name, _, content = (self._folder / number).read_bytes().partition(b"\n")
            return File(str(json.loads(name)), content)
        except (OSError, ValueError):  # gone, or cut off when the program was killed
            raise KeyError(number) from None

    def __iter__(self) -> Iterator[str]:
        return iter(self._sizes)

    def __len__(self) -> int:
        return len(self._sizes)

    def _make_room(self, newest: str) -> None:
        while len(self._sizes) > _KEPT or sum(self._sizes.values()) > _ROOM:
            oldest = next(iter(self._sizes))
            if oldest == newest:
                return
            del self._sizes[oldest]
            self._files.pop(oldest, None)
            if self._folder is not None:
                (self._folder / oldest).unlink(missing_ok=True)
