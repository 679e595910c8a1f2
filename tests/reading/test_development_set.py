"""The development set, where it is at hand: floors that the program must not fall below.

The documents and questions lie outside the repository; without them these tests are skipped,
but where the environment says CI they must be there.
"""

from __future__ import annotations

import argparse
import contextlib
import importlib.util
import io
import os
import shutil
from datetime import date
from pathlib import Path
from types import ModuleType

import pytest

from bot import general
from bot.__main__ import main
from bot.asking.answer import Answer, Answerer, Outcome
from bot.asking.terms import load_terms
from bot.duty import Role
from bot.reading.folder import read_folder

SHARED = Path(__file__).parents[2].parent / "shared" / "evaluation"
DEV = SHARED / "dev"

pytestmark = pytest.mark.skipif(
    not (SHARED / "score.py").is_file() and not os.environ.get("CI"),
    reason="the development set is not at ../shared/evaluation",
)


@pytest.fixture(scope="module")
def score() -> ModuleType:
    spec = importlib.util.spec_from_file_location("score", SHARED / "score.py")
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


@pytest.fixture(scope="module")
def printed(tmp_path_factory):
    """Run one command of the program and keep what it prints in a file."""
    folder = tmp_path_factory.mktemp("printed")

    def run(*words: str | Path) -> str:
        out = io.StringIO()
        with contextlib.redirect_stdout(out), contextlib.redirect_stderr(io.StringIO()):
            assert main([str(word) for word in words]) == 0
        path = folder / f"{words[0]}.jsonl"
        path.write_text(out.getvalue(), encoding="utf-8")
        return str(path)

    return run


def figures(score: ModuleType, what: str, **paths: object) -> dict[str, float]:
    """Return the figures of score.py, each by the first words of its name."""
    given = argparse.Namespace(wrong=False, **{name: str(path) for name, path in paths.items()})
    return getattr(score, what)(given)


def figure(found: dict[str, float], name: str) -> float:
    return next(value for key, value in found.items() if key.startswith(name))


@pytest.fixture(scope="module")
def extraction(score, printed) -> dict[str, float]:
    duties = printed("extract", "--json", *sorted((DEV / "docs").glob("*.txt")))
    return figures(score, "extraction", gold=DEV / "gold.jsonl", docs=DEV / "docs", duties=duties)


@pytest.fixture(scope="module")
def answers(score, printed) -> dict[str, float]:
    given = printed("ask", "--json", "--knowledge", DEV / "docs", "--batch", DEV / "questions.jsonl")
    return figures(
        score,
        "answers",
        gold=DEV / "gold.jsonl",
        docs=DEV / "docs",
        questions=DEV / "questions.jsonl",
        answers=given,
    )


@pytest.mark.parametrize(
    ("name", "floor"),
    [
        ("duty recall", 0.80),
        ("lead-unit F1", 0.80),
        ("names nobody where nobody is named", 0.95),
        ("deadline exactly right", 0.75),
    ],
)
def test_duties_are_read(extraction, name, floor):
    assert figure(extraction, name) >= floor


def test_no_deadline_is_invented_and_no_duty_is_without_its_words(extraction):
    assert figure(extraction, "invented deadlines") <= 0.05
    assert figure(extraction, "duties without a quote") == 0


@pytest.mark.parametrize(("name", "floor"), [("answered right", 0.75), ("unanswerable", 0.85)])
def test_questions_are_answered(answers, name, floor):
    assert figure(answers, name) >= floor


def test_clauses_are_turned_into_days(score, printed):
    found = printed("deadlines", "--json", "--batch", DEV / "deadlines.jsonl")
    share = figures(score, "deadlines", cases=DEV / "deadlines.jsonl", found=found)

    assert figure(share, "deadlines right") >= 0.80


def test_damaged_snippets_are_repaired(score, printed):
    found = printed("repair", "--json", "--batch", DEV / "repairs.jsonl")
    share = figures(score, "repairs", cases=DEV / "repairs.jsonl", found=found)

    assert figure(share, "repaired exactly") >= 0.85
    assert figure(share, "sound text left alone") == 1


@pytest.fixture(scope="module")
def ask(tmp_path_factory):
    """Ask the five real reports."""
    folder = tmp_path_factory.mktemp("reports")
    for path in (DEV / "docs").glob("s00[0-4]*.txt"):
        shutil.copy(path, folder)
    knowledge = read_folder(folder)
    terms, _ = load_terms(general.text("terms.toml"), None)
    answerer = Answerer.over(knowledge.reading, knowledge.rules.directory, terms)
    return lambda question: answerer.answer(question, date(2025, 10, 1))


def names(answer: Answer, *roles: Role) -> str:
    return "、".join(answer.hits[0].duty.units(*roles))


def test_several_departments_are_named_and_none_leads(ask):
    answer = ask("餐饮油烟谁负责")
    duty = answer.hits[0].duty

    assert answer.outcome is Outcome.LISTED
    assert all(stem in "、".join(answer.units) for stem in ("市场监管", "城管", "生态环境"))
    assert len(answer.units) == 3
    assert not duty.units(Role.LEAD, Role.MAIN)
    assert duty.deadline is not None
    assert duty.deadline.due == date(2025, 12, 31)
    assert duty.deadline.note
    assert "95%" in (duty.target or "")


def test_one_department_answers_and_the_towns_for_their_territory(ask):
    answer = ask("秸秆焚烧谁管")

    assert "农业农村" in names(answer, Role.MAIN)
    assert "街道" in names(answer, Role.TERRITORY)
    assert "镇" in names(answer, Role.TERRITORY)


def test_nobody_is_named_but_a_day_is(ask):
    answer = ask("污水处理厂提标改造谁负责")

    assert (answer.outcome, answer.units) == (Outcome.UNASSIGNED, ())
    assert answer.hits[0].duty.deadline is not None
    assert answer.hits[0].duty.deadline.due == date(2026, 6, 30)


def test_leaders_are_assigned_to_areas_and_lines(ask):
    answer = ask("周调度谁负责")

    assert "县委常委" in "、".join(answer.units)
    assert "副县长" in "、".join(answer.units)


def test_who_accepts_leads(ask):
    assert "生态环境分局" in names(ask("验收谁把关"), Role.LEAD)


def test_nobody_is_named(ask):
    answer = ask("科学治堵谁负责")

    assert (answer.outcome, answer.units) == (Outcome.UNASSIGNED, ())


def test_what_is_not_in_the_documents_is_not_answered(ask):
    assert ask("地铁三号线什么时候开通").outcome is Outcome.NOT_FOUND
