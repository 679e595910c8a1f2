"""Shelves on disk: kept while nothing changes, made again from what did, whole or not there at all."""

from __future__ import annotations

import subprocess
import sys
from datetime import date

import pytest

from bot.asking.answer import Answerer, Outcome
from bot.asking.shelving import pieces
from bot.asking.terms import load_terms
from bot.chat import loading, served
from bot.clock import ZONE, Clock
from bot.reading import folder as reading_folder
from bot.reading.folder import read_folder
from bot.store import shelves
from bot.store.store import Store

DAY = date(2026, 5, 6)
TERMS, _ = load_terms("")
FIRST = "1.清理河道3公里（区水利局，6月底前）\n"
SECOND = "1.封堵排口9处（区住建局，7月底前）\n"


@pytest.fixture
def place(tmp_path):
    folder = tmp_path / "knowledge"
    folder.mkdir()
    (folder / "一.txt").write_text(f"关于河道的通知\n2026年5月6日\n{FIRST}", "utf-8")
    (folder / "二.txt").write_text(f"关于排口的通知\n2026年5月6日\n{SECOND}", "utf-8")
    return folder


@pytest.fixture
def shelf(place, tmp_path, monkeypatch):
    """Return the folder's shelf; ``shelf.read`` are the files that were read for it."""
    read = []
    path_reader = reading_folder.read_path

    def counted(path, name, rules, child=None):
        read.append(name)
        return path_reader(path, name, rules, child)

    monkeypatch.setattr(reading_folder, "read_path", counted)

    def made(before):
        knowledge = read_folder(place, before)
        return pieces(knowledge.reading, knowledge.rules.directory, TERMS, knowledge.local)

    def kept():
        read.clear()
        return shelves.kept(place, made, tmp_path / "cache")

    kept.read = read
    return kept


def answer(shelf, question):
    return Answerer(shelf).answer(question, DAY)


def files(tmp_path):
    return sorted((tmp_path / "cache").glob("*.shelf"))


def test_what_has_not_changed_is_not_read_again(shelf):
    first = shelf()
    assert sorted(shelf.read) == ["一.txt", "二.txt"]

    again = shelf()
    assert shelf.read == []
    assert list(again.duties) == list(first.duties)


def test_only_the_file_that_changed_is_read_again(shelf, place, tmp_path):
    shelf()
    (place / "二.txt").write_text("关于排口的通知\n2026年5月6日\n1.排口溯源（区城管局，8月底前）\n", "utf-8")
    after = shelf()

    assert shelf.read == ["二.txt"]
    assert answer(after, "排口溯源谁负责").units == ("区城管局",)
    assert [duty.matter for duty in after.duties if "封堵" in duty.matter] == []
    assert answer(after, "清理河道谁负责").units == ("区水利局",)
    assert len(files(tmp_path)) == 1  # the one before is gone


def test_a_file_that_is_gone_answers_no_more(shelf, place):
    shelf()
    (place / "一.txt").unlink()

    assert answer(shelf(), "清理河道谁负责").outcome is Outcome.NOT_FOUND
    assert shelf.read == []


def test_other_units_are_a_reason_to_read_everything_again(shelf, place):
    shelf()
    (place / "units.toml").write_text('[[unit]]\nname = "砚湖管理站"\n', "utf-8")
    shelf()

    assert sorted(shelf.read) == ["一.txt", "二.txt"]


@pytest.mark.parametrize("cut", [0, 10, 200, -1])
def test_a_cut_shelf_is_made_anew(shelf, tmp_path, cut):
    whole = list(shelf().duties)
    (path,) = files(tmp_path)
    path.write_bytes(path.read_bytes()[:cut])

    assert list(shelf().duties) == whole
    assert sorted(shelf.read) == ["一.txt", "二.txt"]


def test_another_version_of_the_program_reads_everything_again(shelf, monkeypatch):
    shelf()
    monkeypatch.setattr(shelves, "program", lambda: "0" * 16)
    shelf()

    assert sorted(shelf.read) == ["一.txt", "二.txt"]


def test_a_cache_that_is_a_file_is_done_without(shelf, tmp_path):
    (tmp_path / "cache").write_text("", "utf-8")

    assert answer(shelf(), "清理河道谁负责").units == ("区水利局",)


def test_what_is_put_into_the_data_folder_replaces_what_was_there(place, tmp_path):
    data = tmp_path / "shelves"
    knowledge = read_folder(place)
    made = list(pieces(knowledge.reading, knowledge.rules.directory, TERMS, knowledge.local))
    assert shelves.before(data) is None

    shelves.placed(data, made)
    shelves.placed(data, made)
    (place / "三.txt").write_text("关于绿化的通知\n2026年5月6日\n1.补植苗木（区林业局，9月底前）\n", "utf-8")
    knowledge = read_folder(place, shelves.before(data))
    shelves.placed(data, list(pieces(knowledge.reading, knowledge.rules.directory, TERMS, knowledge.local)))

    assert len(list(data.iterdir())) == 1
    found = shelves.before(data)
    assert found is not None
    assert [duty.source.file for duty in found.duties] == ["一.txt", "三.txt", "二.txt"]


def test_a_question_about_what_was_read_before_loads_none_of_the_reader(place):
    script = (
        "import sys\n"
        "from bot.__main__ import main\n"
        "main(['ask', '清理河道谁负责', '--knowledge', sys.argv[1]])\n"
        "print([m for m in sys.modules if m.startswith(('bot.reading.entries', 'bot.reading.formats'))])"
    )
    for loaded in (True, False):
        done = subprocess.run(  # noqa: S603
            [sys.executable, "-c", script, str(place)], capture_output=True, encoding="utf-8", check=True
        )
        assert "区水利局" in done.stdout
        assert (done.stdout.splitlines()[-1] != "[]") is loaded


async def test_a_start_over_the_same_files_makes_no_shelf(place, tmp_path, monkeypatch):
    made = []
    monkeypatch.setattr(served, "pieces", lambda *args: made.append(1) or pieces(*args))
    now = Clock(ZONE)()
    for changed in (False, False, True):
        if changed:
            (place / "三.txt").write_text(
                "关于绿化的通知\n2026年5月6日\n1.补植苗木（区林业局，9月底前）\n", "utf-8"
            )
        store = await Store.open(tmp_path / "data")
        try:
            loaded = await loading.first(place, store, now)
            assert answer(loaded.served.shelf, "清理河道谁负责").units == ("区水利局",)
            assert len(loaded.served.duties) == (3 if changed else 2)
        finally:
            await store.close()

    assert len(made) == 2
