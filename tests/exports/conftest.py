"""An extract of the invented county, and files read back by the libraries that others read them with."""

from __future__ import annotations

import csv
from collections.abc import Callable, Iterable
from datetime import date
from io import BytesIO, StringIO

import pytest
from county import ENTRIES, TODAY
from office import RULES
from openpyxl import Workbook, load_workbook

from bot.exports.kinds import Form, Kind, exported
from bot.exports.tables import Extract
from bot.ledger.entry import Entry

OFFICE = "云岭县督查室"


def extract(entries: Iterable[Entry] = ENTRIES, today: date = TODAY) -> Extract:
    return Extract(tuple(entries), today, RULES, OFFICE)


@pytest.fixture
def county() -> Extract:
    return extract()


@pytest.fixture
def of() -> Callable[..., Extract]:
    """Make an extract of the entries that are given."""
    return extract


@pytest.fixture
def book() -> Callable[[Kind, Extract], Workbook]:
    """Export a workbook and open it."""
    return lambda kind, what: load_workbook(BytesIO(exported(kind, Form.XLSX, what)))


@pytest.fixture
def lines() -> Callable[[Kind, Extract], list[dict[str, str]]]:
    """Export a CSV file and read it, each row by its headings."""

    def read(kind: Kind, what: Extract) -> list[dict[str, str]]:
        text = exported(kind, Form.CSV, what).decode("utf-8-sig")
        return list(csv.DictReader(StringIO(text, newline="")))

    return read
