"""The sample documents as an office would have them: every format gives the duties of the text."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
import writing

from bot.duty import Document, Duty
from bot.reading.document import Rules
from bot.reading.files import Child
from bot.reading.folder import read_path, read_rules

KNOWLEDGE = Path(__file__).parents[2] / "knowledge"
DOCUMENTS = sorted(path for path in (KNOWLEDGE / "documents").iterdir() if path.suffix != ".pdf")
TEXTS = [path for path in DOCUMENTS if path.suffix == ".txt"]
FORMATS = {"docx": writing.docx, "pdf": writing.pdf, "html": writing.html}
TABLES = {"xlsx": writing.xlsx, "csv": writing.csv_file}

#: Documents with a table of their own; in Markdown one tab, of two columns, makes one.
LISTS = [path for path in DOCUMENTS if path.name.startswith(("04", "09"))]
#: Documents of labelled blocks, which offices also set as forms: a label and its value in a row.
BLOCKS = [path for path in TEXTS if path.name.startswith(("03", "08"))]
_LABELLED = re.compile(r"([一-龥]{2,8})[：:](.+)")

#: Without indents a full line that ends a sentence is taken to end its paragraph. What goes on behind it is
#: parted from its subject; in the speech that happens twice, so that 管住秸秆禁烧 and who has to see to it
#: become two, and 督促企业…… is left without its unit: how many are new, and how many are missing.
PARTED = {"02": (3, 2)}


def label_of(path: Path) -> str:
    return path.stem[:2]


@pytest.fixture(scope="module")
def rules() -> Rules:
    found, problems = read_rules((KNOWLEDGE / "units.toml").read_text("utf-8"))
    assert problems == []
    return found


def told(duty: Duty) -> tuple[object, ...]:
    return duty.matter, duty.lead, duty.support, duty.deadline and duty.deadline.due


def written(path: Path, document: Document) -> list[writing.Block]:
    """Return a document's paragraphs and tables; of a page and of Markdown, those of its words."""
    text = document.repaired.raw if path.suffix == ".txt" else document.repaired.text
    return writing.blocks_of(text, tabs=1 if path.suffix == ".md" else 2)


def as_forms(blocks: list[writing.Block]) -> list[writing.Block]:
    """Set labelled lines as tables of two columns, but for those above the document itself."""
    start = blocks.index("---") + 1 if "---" in blocks else 0
    formed: list[writing.Block] = []
    for at, block in enumerate(blocks):
        found = _LABELLED.fullmatch(block) if isinstance(block, str) and at >= start else None
        if found is None:
            formed.append(block)
        elif formed and isinstance(formed[-1], list):
            formed[-1].append(list(found.groups()))
        else:
            formed.append([list(found.groups())])
    return formed


def compared(
    path: Path, export: Path, rules: Rules, child: Child, *, forms: bool = False
) -> tuple[list, list]:
    """Return the document's facts and duties, read from its text and from its export."""
    document, duties, _ = read_path(path, path.name, rules, child)
    blocks = written(path, document)
    code = (FORMATS | TABLES)[export.suffix[1:]](as_forms(blocks) if forms else blocks)
    export.write_bytes(code)
    again, found, problems = read_path(export, export.name, rules, child)
    assert problems == []
    return [
        [(d.title, d.day, d.region, d.number), *map(told, each)]
        for d, each in ((document, duties), (again, found))
    ]


@pytest.mark.parametrize("kind", FORMATS)
@pytest.mark.parametrize("path", DOCUMENTS, ids=label_of)
def test_an_export_gives_the_duties_of_its_text(path, kind, tmp_path, rules, child):
    text, export = compared(path, tmp_path / f"{path.stem}.{kind}", rules, child)

    assert len(text) > 5
    assert export == text


@pytest.mark.parametrize("kind", TABLES)
@pytest.mark.parametrize("path", LISTS, ids=label_of)
def test_a_task_list_gives_the_duties_of_its_text(path, kind, tmp_path, rules, child):
    text, export = compared(path, tmp_path / f"{path.stem}.{kind}", rules, child)

    assert len(text) > 9
    assert export == text


@pytest.mark.parametrize("kind", FORMATS | TABLES)
@pytest.mark.parametrize("path", BLOCKS, ids=label_of)
def test_labelled_blocks_set_as_forms_give_the_same_duties(path, kind, tmp_path, rules, child):
    text, export = compared(path, tmp_path / f"{path.stem}.{kind}", rules, child, forms=True)

    assert len(text) > 9
    assert export == text


@pytest.mark.parametrize("path", DOCUMENTS, ids=label_of)
def test_a_pdf_without_indents(path, tmp_path, rules, child):
    document, duties, _ = read_path(path, path.name, rules, child)
    export = tmp_path / "export.pdf"
    export.write_bytes(writing.pdf(written(path, document), indent=False))
    text, found = list(map(told, duties)), list(map(told, read_path(export, export.name, rules, child)[1]))
    new, missing = (
        sum(d not in text for d in found),
        sum(d not in found for d in text),
    )

    assert (new, missing) == PARTED.get(label_of(path), (0, 0))
