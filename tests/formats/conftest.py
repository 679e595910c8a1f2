"""What reading files of every format needs: one child for all tests, and the words of bytes."""

from __future__ import annotations

from collections.abc import Callable, Iterator

import pytest

from bot.reading.files import Child
from bot.reading.formats import Words
from bot.reading.formats.child import parse


@pytest.fixture(scope="session")
def child() -> Iterator[Child]:
    with Child() as started:
        yield started


@pytest.fixture
def lines() -> Callable[[bytes], list[str]]:
    """The lines of a file's bytes, parsed in this process so that failures show where they happen."""
    return lambda code: parse(code)[1].text.splitlines()


@pytest.fixture
def words() -> Callable[[bytes], Words]:
    return lambda code: parse(code)[1]
