"""Named parts in one buffer, which may be a file mapped into memory; and many texts in one part."""

from __future__ import annotations

import json
from array import array
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from typing import overload
from zlib import crc32

Buffer = bytes | bytearray | memoryview

#: What a buffer begins with; another number is another form.
_MAGIC = b"DUBAN\x00\x01\n"
_ALIGNED = 8  # bytes: so that a part can be looked at as numbers


def packed(parts: Mapping[str, Buffer]) -> Iterator[Buffer]:
    """Yield the pieces of the buffer that holds *parts*, in order."""
    table: dict[str, tuple[int, int]] = {}
    at = 0
    for name, part in parts.items():
        size = memoryview(part).nbytes
        table[name] = (at, size)
        at += -(-size // _ALIGNED) * _ALIGNED
    head = json.dumps({"parts": table, "size": at}).encode()
    head += b" " * (-len(head) % _ALIGNED)
    yield _MAGIC
    yield array("I", [len(head), crc32(head)]).tobytes()
    yield head
    for part in parts.values():
        yield part
        yield bytes(-memoryview(part).nbytes % _ALIGNED)


#: Gives what lies from one place to another.
Read = Callable[[int, int], Buffer]


class Parts(Mapping[str, memoryview]):
    """The parts of a buffer by their names, each a view of where it lies.

    What is looked at in a mapped file counts as this program's memory from then on; long texts are read.
    """

    def __init__(self, buffer: Buffer, read: Read | None = None):
        """Find the parts of *buffer*; nothing is copied.

        Args:
            buffer: what ``packed`` made, whole.
            read: reads from the file that *buffer* maps; left out, texts are looked at like the rest.

        Raises:
            ValueError: it is none that ``packed`` made, or was cut.
        """
        self._view, self._read = memoryview(buffer), read
        self._spans = _spans(self._view)

    def __getitem__(self, name: str) -> memoryview:
        start, end = self._spans[name]
        return self._view[start:end]

    def __iter__(self) -> Iterator[str]:
        return iter(self._spans)

    def __len__(self) -> int:
        return len(self._spans)

    def below(self, name: str) -> dict[str, memoryview]:
        """Return the parts that belong to the table *name*, by their own names."""
        head = f"{name}/"
        return {part.removeprefix(head): self[part] for part in self if part.startswith(head)}

    def texts(self, name: str) -> Texts:
        """Return a part of many long texts, each to be read from the file when it is asked for."""
        start, end = self._spans[name]
        read = self._read
        return Texts(self._view[start:end], read and (lambda a, b: read(start + a, start + b)))


def table(name: str, parts: Mapping[str, bytes]) -> dict[str, bytes]:
    """Return *parts* with names that :meth:`Parts.below` finds."""
    return {f"{name}/{part}": held for part, held in parts.items()}


def _spans(view: memoryview) -> dict[str, tuple[int, int]]:
    if view[: len(_MAGIC)] != _MAGIC or len(view) < len(_MAGIC) + 8:
        raise ValueError("not a buffer of parts")
    start = len(_MAGIC) + 8
    size, sum_ = view[len(_MAGIC) : start].cast("I")
    head = view[start : start + size]
    if not size or len(head) != size or crc32(head) != sum_:
        raise ValueError("the head is damaged")
    told = json.loads(bytes(head))
    first = start + size
    if len(view) != first + told["size"]:
        raise ValueError("the buffer was cut")
    return {name: (first + at, first + at + length) for name, (at, length) in told["parts"].items()}


class Texts(Sequence[str]):
    """Many texts in one part, each decoded when it is asked for."""

    def __init__(self, part: memoryview, read: Read | None = None):
        """Find the texts of *part*; none is decoded.

        Raises:
            ValueError: it is none of ``packed``.
        """
        count = part[:8].cast("Q")[0] if len(part) >= 8 else -1
        self._first = 8 + 8 * count
        if not 8 <= self._first <= len(part):
            raise ValueError("not a part of texts")
        self._ends = part[8 : self._first].cast("Q")
        if len(part) != self._first + (self._ends[-1] if count else 0):
            raise ValueError("not a part of texts")
        self._read = read or (lambda start, end: part[start:end])

    @staticmethod
    def packed(texts: Iterable[str]) -> bytes:
        """Return the part that holds *texts*."""
        whole, ends = bytearray(), array("Q", [0])
        for text in texts:
            whole += text.encode("utf-8", "surrogatepass")
            ends.append(len(whole))
        ends[0] = len(ends) - 1
        return ends.tobytes() + bytes(whole)

    def __len__(self) -> int:
        return len(self._ends)

    @overload
    def __getitem__(self, at: int) -> str: ...
    @overload
    def __getitem__(self, at: slice) -> Sequence[str]: ...

    def __getitem__(self, at: int | slice) -> str | Sequence[str]:
        if isinstance(at, slice):
            return [self[i] for i in range(*at.indices(len(self)))]
        if not 0 <= at < len(self._ends):
            raise IndexError(at)
        start = self._first + (self._ends[at - 1] if at else 0)
        return str(self._read(start, self._first + self._ends[at]), "utf-8", "surrogatepass")
