"""The nouns of bot/duty.py ↔ JSON, exactly: what is read back equals what was written.

A codec is derived from a dataclass's own annotations, so a field added there is kept without a line
here. Enum members are kept by name: rewording what officials read never touches stored data.
"""

from __future__ import annotations

import types
from array import array
from collections.abc import Callable, Mapping
from dataclasses import fields, is_dataclass
from datetime import UTC, date, datetime
from enum import Enum
from functools import cache
from typing import Any, TypeVar, Union, cast, get_args, get_origin, get_type_hints

T = TypeVar("T")
Half = Callable[[Any], Any]


def to_json(value: object) -> Any:
    """Return *value* (a dataclass of the kinds below) as dicts, lists, strings and numbers."""
    kind: Any = type(value)
    return _codec(kind)[0](value)


def brief(value: object) -> Any:
    """Return `to_json` of *value* without what is empty by default: most of what an event could say.

    Only nothing (None, an empty text or tuple) is left out, so that a default that changes later does
    not change what was written.
    """
    kind: Any = type(value)
    return _codec(kind, brief=True)[0](value)


def from_json(kind: type[T], value: object) -> T:
    """Return the *kind* that `to_json` made *value* of.

    A field that *value* lacks takes its default, so copies written before the field existed still
    serve.

    Raises:
        ValueError: *value* has another shape.
    """
    try:
        return cast(T, _codec(cast(Any, kind))[1](value))
    except (TypeError, KeyError, AttributeError, IndexError, OverflowError) as error:
        raise ValueError(f"not a {kind.__name__}: {error}") from error


def stamp(moment: datetime) -> str:
    """Return *moment* as the store writes it: UTC, to the second; it sorts as text.

    Raises:
        ValueError: *moment* has no time zone.
    """
    if moment.tzinfo is None:
        raise ValueError("a moment without a time zone")
    return moment.astimezone(UTC).isoformat(timespec="seconds")


@cache
def _codec(kind: Any, brief: bool = False) -> tuple[Half, Half]:
    """Return how to write and how to read one annotated type."""
    origin, inside = get_origin(kind), get_args(kind)
    if is_dataclass(kind):
        return _dataclass(cast(type, kind), brief)
    if origin in (Union, types.UnionType):
        return _optional(inside, brief)
    if origin is tuple:
        return _tuple(inside, brief)
    if origin is list:  # how array[int] is read, see _dataclass
        return _write_numbers, _read_numbers
    if isinstance(kind, type) and issubclass(kind, Enum):
        return (lambda member: member.name), kind.__members__.__getitem__
    if isinstance(kind, type) and issubclass(kind, date):
        moment = datetime if issubclass(kind, datetime) else date
        return moment.isoformat, moment.fromisoformat
    if kind in (str, int, bool):
        return _plain(kind), _plain(kind)
    raise TypeError(f"no JSON form for {kind}")


def _plain(kind: type) -> Half:
    def same(value: Any) -> Any:
        if type(value) is kind:  # nearly always
            return value
        if not isinstance(value, kind):
            raise TypeError(f"{value!r} is not {kind.__name__}")
        return kind(value)

    return same


def _optional(inside: tuple[Any, ...], brief: bool) -> tuple[Half, Half]:
    (kind,) = (one for one in inside if one is not type(None))
    write, read = _codec(kind, brief)
    return (
        lambda value: None if value is None else write(value),
        lambda value: None if value is None else read(value),
    )


def _tuple(inside: tuple[Any, ...], brief: bool) -> tuple[Half, Half]:
    if inside[-1] is Ellipsis:
        write, read = _codec(inside[0], brief)
        return (lambda items: [write(x) for x in items], lambda items: tuple([read(x) for x in items]))
    halves = [_codec(kind, brief) for kind in inside]
    return (
        lambda items: [half[0](x) for half, x in zip(halves, items, strict=True)],
        lambda items: tuple([half[1](x) for half, x in zip(halves, items, strict=True)]),
    )


def _dataclass(kind: type, brief: bool) -> tuple[Half, Half]:
    # Python 3.11 cannot subscript array.array, so its annotation is looked at as a list
    hints = get_type_hints(kind, localns={"array": list})
    parts = [(f.name, *_codec(hints[f.name], brief)) for f in fields(kind)]
    readers = {name: half for name, _, half in parts}
    empty = {f.name: f.default for f in fields(kind) if brief and f.default in (None, "", ())}

    def write(value: Any) -> dict[str, Any]:
        said = ((name, half, getattr(value, name)) for name, half, _ in parts)
        return {name: half(one) for name, half, one in said if name not in empty or one != empty[name]}

    def read(value: Mapping[str, Any]) -> Any:
        # a name that is not known raises KeyError here, one that is missing TypeError: see from_json
        return kind(**{name: readers[name](one) for name, one in value.items()})

    return write, read


def _write_numbers(numbers: array[int]) -> list[Any]:
    """Return ``[typecode, start, length, start, length, …]``: places mostly count up by one."""
    runs: list[Any] = [numbers.typecode]
    start = length = 0
    for number in numbers:
        if length and number == start + length:
            length += 1
            continue
        if length:
            runs += (start, length)
        start, length = number, 1
    return [*runs, start, length] if length else runs


def _read_numbers(runs: list[Any]) -> array[int]:
    numbers = array(runs[0])
    for start, length in zip(runs[1::2], runs[2::2], strict=True):
        numbers.extend(range(start, start + length))
    return numbers
