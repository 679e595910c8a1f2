"""What reading needs beside a document: the units and the calendar that the package ships."""

from __future__ import annotations

import pytest

from bot.reading.document import Rules
from bot.reading.folder import read_rules


@pytest.fixture(scope="session")
def rules() -> Rules:
    found, problems = read_rules()

    assert problems == []
    return found
