"""The sample documents as an office would have them: every format gives the duties of the text."""

from __future__ import annotations

from pathlib import Path

import pytest
import writing

from bot.duty import Duty
from bot.reading.document import Rules
from bot.reading.files import Child
from bot.reading.folder import read_path, read_rules

KNOWLEDGE = Path(__file__).parents[2] / "knowledge"
TEXTS = sorted((KNOWLEDGE / "documents").glob("*.txt"))
FORMATS = {"docx": writing.docx, "pdf": writing.pdf, "html": writing.html}
TABLES = {"xlsx": writing.xlsx, "csv": writing.csv_file}


@pytest.fixture(scope="module")
def rules() -> Rules:
    found, problems = read_rules((KNOWLEDGE / "units.toml").read_text("utf-8"))
    assert problems == []
    return found


def told(duty: Duty) -> tuple[object, ...]:
    return duty.matter, duty.lead, duty.support, duty.deadline and duty.deadline.due


def compared(path: Path, tmp_path: Path, kind: str, rules: Rules, child: Child) -> tuple[list, list]:
    """Return the document's facts and duties, read from its text and from its export."""
    document, duties, _ = read_path(path, path.name, rules)
    export = tmp_path / f"{path.stem}.{kind}"
    export.write_bytes((FORMATS | TABLES)[kind](writing.blocks_of(document.repaired.raw)))
    again, found, problems = read_path(export, export.name, rules, child)
    assert problems == []
    return [
        [(d.title, d.day, d.region, d.number), *map(told, each)]
        for d, each in ((document, duties), (again, found))
    ]


@pytest.mark.parametrize("kind", FORMATS)
@pytest.mark.parametrize("path", TEXTS, ids=lambda path: path.stem[:2])
def test_an_export_gives_the_duties_of_its_text(path, kind, tmp_path, rules, child):
    text, export = compared(path, tmp_path, kind, rules, child)

    assert len(text) > 5
    assert export == text


@pytest.mark.parametrize("kind", TABLES)
def test_a_task_list_gives_the_duties_of_its_text(kind, tmp_path, rules, child):
    (path,) = (path for path in TEXTS if path.name.startswith("04"))
    text, export = compared(path, tmp_path, kind, rules, child)

    assert len(text) == 11
    assert export == text


@pytest.mark.parametrize("path", TEXTS, ids=lambda path: path.stem[:2])
def test_a_pdf_without_indents(path, tmp_path, rules, child):
    """Without indents a full line that ends a sentence is taken to end its paragraph.

    What goes on behind it is parted from its subject; in the speech that happens twice: one sentence is left
    without its unit, and one is named by its own words rather than by what precedes them.
    """
    document, duties, _ = read_path(path, path.name, rules)
    export = tmp_path / "export.pdf"
    export.write_bytes(writing.pdf(writing.blocks_of(document.repaired.raw), indent=False))
    text, found = list(map(told, duties)), list(map(told, read_path(export, export.name, rules, child)[1]))

    assert len(found) == len(text)
    assert sum(duty not in text for duty in found) == (2 if path.name.startswith("02") else 0)
