"""The knowledge files keep their own promises: names are unique, parents exist, documents decode."""

from __future__ import annotations

import re
import tomllib
from collections import Counter
from collections.abc import Iterable, Iterator
from datetime import date
from itertools import chain
from pathlib import Path
from typing import Any

import opencc
import pytest

ROOT = Path(__file__).parent.parent
GENERAL, LOCAL = ROOT / "bot" / "general", ROOT / "knowledge"
DOCUMENTS = sorted(p for p in (LOCAL / "documents").iterdir() if p.suffix in {".txt", ".md", ".html"})

CATEGORIES = {"部门", "党委", "人大政协", "监督", "法检", "群团", "议事机构", "镇街", "园区", "企事业"}
LEVELS = {"市", "区", "镇街"}
HEAD_KEYS = {"标题", "印发单位", "地区", "会议日期"}

SIMPLIFY = opencc.OpenCC("t2s").convert


def load(path: Path) -> dict[str, Any]:
    return tomllib.loads(path.read_text(encoding="utf-8"))


KINDS: list[dict[str, Any]] = load(GENERAL / "units.toml")["kind"]
UNITS: list[dict[str, Any]] = load(LOCAL / "units.toml")["unit"]
GENERAL_TERMS, LOCAL_TERMS = load(GENERAL / "terms.toml"), load(LOCAL / "terms.toml")


def kind_names(kind: dict[str, Any]) -> list[str]:
    return [kind["name"], *kind["short"], *kind["aliases"], *kind["former"]]


def unit_names(unit: dict[str, Any]) -> list[str]:
    return list(dict.fromkeys([unit["name"], unit["short"], *unit["aliases"], *unit["former"]]))


def repeated(words: Iterable[str]) -> list[str]:
    """Return the words that occur more than once."""
    return [word for word, times in Counter(words).items() if times > 1]


def entries(terms: dict[str, Any]) -> Iterator[tuple[str, list[str]]]:
    return chain.from_iterable(topic.items() for topic in terms["topics"].values())


def text_of(path: Path) -> tuple[str, str]:
    """Return a document's text, simplified, and the encoding it is kept in; strict throughout.

    Every Big5 byte string may also be read as GB18030, so the reading that names the district wins.
    """
    data = path.read_bytes()
    for encoding in ("utf-8", "gb18030", "big5"):
        try:
            text = SIMPLIFY(data.decode(encoding))
        except UnicodeDecodeError:
            continue
        if "青溪" in text or "我区" in text or "全区" in text:
            return text, encoding
    raise AssertionError(f"{path.name}: no encoding gives a text about the district")


def head_of(text: str) -> dict[str, str]:
    """Return the facts a document carries at its very top, empty where it carries none."""
    head, rule, _ = text.partition("\n---\n")
    lines = head.split("\n")
    if not rule or len(lines) > len(HEAD_KEYS):
        return {}
    return dict(line.split("：", 1) for line in lines)


# ── kinds of units, general ──


def test_the_general_file_knows_ninety_kinds():
    assert len(KINDS) >= 90


@pytest.mark.parametrize("kind", KINDS, ids=lambda k: k["name"])
def test_a_kind_is_complete(kind):
    assert set(kind) == {"name", "short", "aliases", "former", "sectors", "category"}
    assert kind["category"] in CATEGORIES
    assert kind["sectors"] or kind["category"] != "部门"


def test_no_name_stands_for_two_kinds():
    assert repeated(chain.from_iterable(map(kind_names, KINDS))) == []


def test_no_matter_belongs_to_two_kinds():
    assert repeated(chain.from_iterable(k["sectors"] for k in KINDS)) == []


# ── units of the district ──


def test_the_district_has_sixty_units_with_streets_and_towns():
    names = [u["name"] for u in UNITS]

    assert len(names) >= 60
    assert sum(n.endswith("街道办事处") for n in names) >= 6
    assert sum(n.endswith(("镇人民政府", "乡人民政府")) for n in names) >= 5


@pytest.mark.parametrize("unit", UNITS, ids=lambda u: u["name"])
def test_a_unit_is_complete(unit):
    assert unit["category"] in CATEGORIES
    assert unit["level"] in LEVELS
    assert unit["sectors"] or unit["category"] != "部门"
    assert unit.get("kind") in {None, *(k["name"] for k in KINDS)}


def test_no_name_stands_for_two_units_of_one_level():
    names = [(u["level"], name) for u in UNITS for name in unit_names(u)]

    assert repeated(f"{level}/{name}" for level, name in names) == []


def test_every_parent_exists_and_no_unit_is_its_own_superior():
    parent = {u["name"]: u.get("parent") for u in UNITS}
    for name in parent:
        line: list[str] = []
        above: str | None = name
        while above is not None:
            assert above in parent, f"{line} -> {above}"
            assert above not in line
            line.append(above)
            above = parent[above]


def test_a_local_name_means_no_other_sort_of_body_than_in_the_general_file():
    """Compare categories: one district may unite two kinds (the party's and the government's 督查室)."""
    meant = {name: k["category"] for k in KINDS for name in kind_names(k)}
    kind_category = {k["name"]: k["category"] for k in KINDS}
    strays = [
        (u["name"], name, meant[name])
        for u in UNITS
        for name in unit_names(u)
        if name in meant and meant[name] != kind_category.get(u.get("kind"))
    ]

    assert strays == []


# ── words ──


@pytest.mark.parametrize(
    ("terms", "talk", "words", "topics"),
    [
        pytest.param(GENERAL_TERMS, 80, 250, 15, id="general"),
        pytest.param(LOCAL_TERMS, 1, 150, 5, id="local"),
    ],
)
def test_there_are_enough_words(terms, talk, words, topics):
    assert len(terms["small_talk"]) >= talk
    assert len(list(entries(terms))) >= words
    assert len(terms["topics"]) >= topics


def test_a_word_stands_once_in_one_file_only():
    everything = [key for terms in (GENERAL_TERMS, LOCAL_TERMS) for key, _ in entries(terms)]

    assert repeated(everything) == []
    assert repeated([*GENERAL_TERMS["small_talk"], *LOCAL_TERMS["small_talk"]]) == []


@pytest.mark.parametrize("terms", [GENERAL_TERMS, LOCAL_TERMS], ids=["general", "local"])
def test_an_entry_leads_to_other_words_of_some_length(terms):
    poor = [
        key
        for key, values in entries(terms)
        if not values or key in values or repeated(values) or min(map(len, values)) < 2
    ]

    assert poor == []


@pytest.mark.parametrize("terms", [GENERAL_TERMS, LOCAL_TERMS], ids=["general", "local"])
def test_words_are_in_simplified_script(terms):
    words = [*terms["small_talk"], *chain.from_iterable([key, *values] for key, values in entries(terms))]

    assert [w for w in words if SIMPLIFY(w) != w] == []


# ── documents ──


def test_there_are_documents_in_the_forms_and_encodings_of_the_field():
    encodings = Counter(text_of(path)[1] for path in DOCUMENTS)

    assert len(DOCUMENTS) >= 8
    assert {p.suffix for p in DOCUMENTS} == {".txt", ".md", ".html"}
    assert encodings["gb18030"] >= 1
    assert encodings["big5"] >= 1


@pytest.mark.parametrize("path", DOCUMENTS, ids=lambda p: p.name)
def test_a_document_is_readable_and_of_ordinary_length(path):
    text, _ = text_of(path)

    assert 600 <= len(text) <= 2_500
    assert "\ufffd" not in text


@pytest.mark.parametrize("path", DOCUMENTS, ids=lambda p: p.name)
def test_the_facts_at_a_head_are_known_ones(path):
    head = head_of(text_of(path)[0])

    assert set(head) <= HEAD_KEYS
    if "会议日期" in head:
        assert date.fromisoformat(head["会议日期"]).year in {2025, 2026}


def test_some_documents_carry_their_facts_and_some_do_not():
    with_head = [p for p in DOCUMENTS if head_of(text_of(p)[0])]

    assert 3 <= len(with_head) <= len(DOCUMENTS) - 3


def test_one_document_names_no_day_and_leaves_only_its_year_to_infer():
    day = re.compile(r"\d月\d{1,2}日|20\d\d-\d\d")
    undated = [p.name for p in DOCUMENTS if not day.search(text_of(p)[0])]

    assert len(undated) == 1


def test_the_units_in_labelled_fields_are_in_the_directory():
    known = {name for u in UNITS for name in unit_names(u)}
    strangers = {
        (path.name, name)
        for path in DOCUMENTS
        for field in re.findall(r"(?:牵头|配合|责任|验收|督导)单位：([^\s；）】|（]+)", text_of(path)[0])
        for name in field.split("、")
        if name not in known and not name.startswith(("各", "待"))
    }

    assert strangers == set()


def test_the_folder_says_what_must_never_be_put_into_it():
    text = (LOCAL / "README.md").read_text(encoding="utf-8")

    assert "不得放入国家秘密、工作秘密和敏感个人信息" in text
