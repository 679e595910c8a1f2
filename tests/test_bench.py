"""``duban bench``: tiny runs; what is checked is shape and sanity, never a speed."""

from __future__ import annotations

import json
import sys
from datetime import date
from pathlib import Path

import pytest

from bot.__main__ import main
from bot.benchmarks import launch, peers, readme
from bot.benchmarks.accuracy import DEFAULT, accuracy
from bot.benchmarks.asking import asking, auc, judge
from bot.benchmarks.busy import busy
from bot.benchmarks.charts import Point, beside_others
from bot.benchmarks.cold import cold
from bot.benchmarks.corpus import annotated, documents, prose
from bot.benchmarks.figures import Figure, Picture, Result, Table, Words, as_json, machine, markdown, told
from bot.benchmarks.hostile import Watched, end_of, hostile
from bot.benchmarks.keeping import keeping
from bot.benchmarks.large import large
from bot.benchmarks.ledger import KINDS, Asked, Ledger
from bot.benchmarks.office import TODAY, Office
from bot.benchmarks.reading import reading
from bot.benchmarks.reload import reload
from bot.benchmarks.sample import questions
from bot.benchmarks.spoiling import mutated
from bot.commands.bench import BENCHMARKS
from bot.duty import Duty, Source
from bot.errors import Misuse, Unreadable
from bot.ledger.entry import State
from bot.reading.folder import read_rules
from bot.reading.script import simplify

EXAMPLE = Result(
    "cold",
    (Figure("seconds", "耗时", "time", 1234.5678, "s", 2), Figure("runs", "次数", "runs", 5, beside=True)),
)


def values(result: Result) -> dict[str, float | None]:
    return {figure.key: figure.value for figure in result.figures}


# ---- the measurements


@pytest.mark.skipif(sys.platform == "win32", reason="wait4 is a matter of POSIX")
def test_cold_measures_a_whole_process():
    found = values(cold(1))

    assert found["runs"] == 1
    assert 0 < found["seconds"] == found["seconds_worst"]
    assert 5 < found["megabytes"] < 2_000


@pytest.mark.skipif(sys.platform == "win32", reason="wait4 is a matter of POSIX")
def test_cold_does_not_count_the_memory_of_whoever_measures():
    ballast = b"x" * 200_000_000  # written to, so that it is really there
    found = values(cold(1))

    assert len(ballast) == 200_000_000
    assert found["megabytes"] < 190


def test_cold_refuses_to_time_a_failure(monkeypatch):
    monkeypatch.setattr("bot.benchmarks.cold.QUESTION", "--no-such-option")
    with pytest.raises(Misuse):
        cold(1)


def test_reading_finds_as_much_in_the_web_copy_as_in_the_original():
    found = values(reading(2_000))

    assert found["prose"] > 0 < found["annotated"]
    assert found["duties"] == found["duties_annotated"] > 10
    assert 2_000 <= found["characters"] < 2_200


@pytest.fixture
def few_questions(monkeypatch):
    monkeypatch.setattr("bot.benchmarks.asking.EACH", 2)


def test_asking_tells_of_every_engine_how_good_and_how_fast_it_is(few_questions):
    result = asking(300)
    found, (engines, kinds) = values(result), result.tables

    assert found["Duban 300 questions"] == 2 * len(KINDS)
    assert found["Duban 300 right first"] > 0.9 > found["rapidfuzz 300 right first"]
    assert 0 < found["Duban 300 p50_ms"] <= found["Duban 300 p95_ms"] <= found["Duban 300 p99_ms"]
    assert 1 < found["Duban 300 memory_mb"] < 200
    assert {"Duban", "SQLite FTS5", "rapidfuzz"} <= {row[0] for row in engines.rows}
    assert [row[0].english for row in kinds.rows] == [kind for kind in KINDS if not kind.startswith("none")]


def test_asking_judges_what_was_found_by_the_ledger():
    ledger = Ledger(300)
    matter, place = ledger.duty(7)
    right = Asked("exact", matter.words, lambda found, _: found == matter)
    vain = Asked("none: near", "别的事", None)
    wrong = next(row for row in range(300) if ledger.duty(row)[0] != matter)
    judged = judge(
        ledger, [(right, [7], 0.9, 1.0), (right, [wrong, 7], 0.8, 1.0), (vain, [wrong], 0.85, 1.0)]
    )

    assert judged.first == {"exact": 0.5}
    assert judged.five == {"exact": 1.0}
    assert judged.auc == 0.5
    assert place in ledger.places


@pytest.mark.parametrize(
    ("higher", "lower", "expected"),
    [
        pytest.param([0.9, 0.8], [0.1, 0.2], 1.0, id="all above"),
        pytest.param([0.1], [0.9], 0.0, id="all below"),
        pytest.param([0.5], [0.5, 0.5], 0.5, id="equal ones count half"),
        pytest.param([], [0.5], 0.0, id="nothing to compare"),
    ],
)
def test_the_area_under_the_curve(higher, lower, expected):
    assert auc(higher, lower) == expected


def test_the_ledger_is_the_same_each_time_and_has_what_life_has():
    one, other = Ledger(2_000), Ledger(2_000)

    assert one.rows == other.rows
    assert list(one.questions(1)) != []
    assert [q.text for q in one.questions(2)] == [q.text for q in other.questions(2)]
    assert len({matter for matter, _ in one.rows}) > 300
    assert all(60 <= len(one.said(row).main.split("\n")[1]) <= 120 for row in range(0, 2_000, 50))


def test_many_who_ask_at_once_are_all_answered():
    found = values(busy(5))

    assert found["people"] == 5
    assert 0 < found["own_ms"] <= found["own_p95_ms"] <= found["whole_p95_ms"]
    assert found["all_s"] > 0 <= found["held_ms"]
    assert found["held_work_ms"] > 0


@pytest.mark.skipif(sys.platform == "win32", reason="wait4 is a matter of POSIX")
def test_a_large_folder_is_loaded_changed_and_asked(monkeypatch):
    monkeypatch.setattr("bot.benchmarks.large.RUNS", 1)
    found = values(large(300))

    assert found["whole_s"] > 0 < found["changed_s"]
    assert found["seconds"] > 0
    assert 5 < found["megabytes"] < 200


@pytest.mark.skipif(sys.platform != "linux", reason="only Linux tells the memory of another process")
def test_a_ledger_is_made_and_looked_at(monkeypatch):
    monkeypatch.setattr("bot.benchmarks.keeping.LOOKS", 18)
    monkeypatch.setattr("bot.benchmarks.keeping.STARTS", 1)
    result = keeping(150)
    found, (looks, whole) = values(result), result.tables

    assert found["events"] > 150 * 5
    assert all(value > 0 for value in found.values())
    assert found["mine_supervisor_ms"] <= found["mine_supervisor_p95_ms"]
    assert looks.head[0].english == f"150 entries, {found['events']:,} steps"
    assert {len(row) for row in looks.rows} == {3}
    assert 5 < found["idle_mb"] < 200
    assert len(whole.rows) == 3


def test_the_office_is_the_same_each_time_and_has_what_life_has():
    one, other = Office(300), Office(300)
    entries = [one.history(number) for number in range(1, 301)]

    assert entries[::50] == [other.history(number) for number in range(1, 301, 50)]
    assert len(one.units) > 300
    assert {entry.state for entry in entries} > {State.SIGNED_OFF, State.UNDER_WAY, State.SUBMITTED}
    assert sum(len(entry.history) for entry in entries) > 300 * 8
    assert any(entry.overdue(TODAY) for entry in entries)
    assert any(len(entry.units) > 1 for entry in entries)


def test_a_chart_needs_a_font_with_chinese_characters(monkeypatch):
    curves = {"Duban": [Point(1_000, 1.0, 0.5), Point(10_000, 0.99, 1.0)]}
    assert beside_others(curves, english=True).startswith(b"<?xml")
    monkeypatch.setattr("bot.benchmarks.charts._FONTS", ("no such font",))
    with pytest.raises(Misuse, match="字体"):
        beside_others(curves, english=False)


def test_accuracy_says_that_it_is_skipped(tmp_path, monkeypatch):
    monkeypatch.setattr("bot.benchmarks.accuracy.DEFAULT", tmp_path)
    result = accuracy()

    assert result.figures == ()
    assert result.skipped.startswith("跳过")
    assert "--shared" in told(result)


def test_accuracy_refuses_a_folder_without_the_set(tmp_path):
    with pytest.raises(Misuse, match=r"score\.py"):
        accuracy(tmp_path)


@pytest.mark.skipif(not (DEFAULT / "score.py").is_file(), reason="no development set beside the checkout")
def test_accuracy_reads_the_scorer_s_figures():
    found = values(accuracy())

    assert len(found) == 9
    assert all(0 <= value <= 1 for value in found.values())
    assert found["duty recall"] > 0.5  # far below what it is; zero would mean that nothing was scored


def test_reload_reads_a_folder_and_then_again():
    found = values(reload(3))

    assert found["documents"] == 3
    assert found["duties"] > 30
    assert found["whole"] > 0 < found["unchanged"]


def test_reload_refuses_figures_of_two_different_readings(monkeypatch):
    sizes = iter([2_000, 900])
    read = reload.__globals__["read_folder"]

    def changing(folder, known=None):
        (folder / "00000.txt").write_text(prose(next(sizes)), "utf-8")
        return read(folder, known)

    monkeypatch.setattr("bot.benchmarks.reload.read_folder", changing)
    with pytest.raises(Misuse):
        reload(1)


def test_hostile_counts_what_becomes_of_every_file():
    found = values(hostile(60))

    assert found["files"] == 60 == found["read"] + found["refused"]
    assert found["tracebacks"] == 0 < found["slowest_ms"]
    assert found["read"] > 0 < found["refused"]


@pytest.mark.skipif(sys.platform != "linux", reason="only Linux tells the peak of another process")
def test_hostile_knows_the_memory_of_the_process_that_parses():
    assert 5 < values(hostile(20))["megabytes"] < 1_100


@pytest.mark.parametrize(
    ("raised", "told"),
    [
        pytest.param(Unreadable("甲.txt：文件是空的。"), "", id="one sentence is a refusal"),
        pytest.param(Unreadable("文件是空的。请换。"), "应是一句话", id="two sentences are not"),
        pytest.param(Unreadable("empty"), "应是一句话", id="no sentence is not"),
        pytest.param(RecursionError("too deep"), "RecursionError", id="an error is not"),
    ],
)
def test_hostile_tells_which_file_broke_the_reader(monkeypatch, capsys, tmp_path, raised, told):
    def stumbling(*_: object) -> None:
        raise raised

    monkeypatch.setattr("bot.benchmarks.hostile.read_path", stumbling)
    with Watched() as child:
        end = end_of(tmp_path / "甲.txt", read_rules()[0], child, 17)
    heard = capsys.readouterr().err

    assert end == ("broken" if told else "refused")
    assert told in heard
    assert ("第 17 份（.txt）" in heard) == bool(told)


# ---- the peers

CLAUSES = (
    {"text": "河道清淤6月底前完成。", "ref": "2026-03-02", "due": "2026-06-30"},
    {"text": "管网改造争取6月前见效。", "ref": "2026-03-02", "due": "2026-05-31", "due_also": ["2026-06-30"]},
    {"text": "长期坚持巡河。", "ref": "2026-03-02", "due": None},
)


@pytest.fixture
def shared(tmp_path) -> Path:
    """A folder like the development set's, with three clauses."""
    (tmp_path / "dev").mkdir()
    rows = "\n".join(json.dumps(clause, ensure_ascii=False) for clause in CLAUSES)
    (tmp_path / "dev" / "deadlines.jsonl").write_text(rows, "utf-8")
    return tmp_path


def absent() -> peers.Reader:
    raise ImportError("no such program")


def test_peers_read_the_same_clauses(monkeypatch, shared):
    programs = {
        "Duban": peers.PEERS["Duban"],
        "Always": lambda: lambda *_: date(2026, 6, 30),
        "Absent": absent,
    }
    monkeypatch.setattr(peers, "PEERS", programs)
    result = peers.peers(shared=shared)
    found = values(result)

    assert found["duban_right"] == 1
    assert found["always_right"] == pytest.approx(2 / 3)
    assert found["duban_ms"] > 0
    assert found["absent_right"] is found["absent_ms"] is None
    assert found["clauses"] == 3
    assert [row.split()[-1] for row in told(result).splitlines() if "Absent" in row] == ["未安装"] * 2
    assert as_json(result)["figures"]["absent_ms"] is None


def test_peers_take_only_so_many_clauses(monkeypatch, shared):
    monkeypatch.setattr(peers, "PEERS", {"Absent": absent})

    assert values(peers.peers(2, shared))["clauses"] == 2


def test_peers_are_skipped_without_the_set(monkeypatch, tmp_path):
    monkeypatch.setattr(peers, "DEFAULT", tmp_path)

    assert peers.peers().skipped.startswith("跳过")
    with pytest.raises(Misuse, match=r"deadlines\.jsonl"):
        peers.peers(shared=tmp_path)


def test_what_peers_say_at_their_start_is_not_printed(monkeypatch, shared, capsys):
    def loud() -> peers.Reader:
        sys.stdout.write("# welcome\n")
        return lambda *_: None

    monkeypatch.setattr(peers, "PEERS", {"Loud": loud})
    peers.peers(shared=shared)

    assert capsys.readouterr() == ("", "")


@pytest.mark.parametrize(
    ("found", "day"),
    [
        pytest.param([], None, id="nothing found is no deadline"),
        pytest.param(
            [
                ("time_span", ["2026-03-02 00:00:00", "2026-06-30 23:59:59"]),
                ("time_point", ["2026-05-01 00:00:00", "2026-05-01 23:59:59"]),
            ],
            date(2026, 6, 30),
            id="the latest of several",
        ),
        pytest.param([("time_period", {"delta": {"month": 3}})], None, id="a rhythm has no day"),
        pytest.param([("time_span", ["2026-03-02 00:00:00", "inf"])], None, id="an open end has no day"),
    ],
)
def test_what_jionlp_finds(found, day):
    pieces = [{"detail": {"type": kind, "time": when}} for kind, when in found]

    assert peers.latest_of_jionlp(pieces) == day


@pytest.mark.parametrize(
    ("found", "day"),
    [
        pytest.param([], None, id="nothing found is no deadline"),
        pytest.param([[{"type": "time", "value": "08:00:00"}]], None, id="an hour has no day"),
        pytest.param([[{"type": "date", "value": "not resolved"}]], None, id="unresolved"),
        pytest.param([[{"type": "duration", "value": "864000"}]], date(2026, 3, 12), id="ten days from now"),
        pytest.param(
            [[{"type": "daterange", "start": "2026-06-01", "end": "2026-07-01"}]],
            date(2026, 6, 30),
            id="a range ends the day before",
        ),
        pytest.param(
            [[{"type": "date", "value": "2025-09-15"}, {"type": "date", "value": "2026-09-15"}]],
            date(2026, 9, 15),
            id="the next year to come",
        ),
        pytest.param(
            [[{"type": "date", "value": "2026-09-15"}], [{"type": "date", "value": "2026-04-01"}]],
            date(2026, 9, 15),
            id="the latest of several",
        ),
    ],
)
def test_what_recognizers_text_finds(found, day):
    assert peers.latest_of_recognizers(found, date(2026, 3, 2)) == day


@pytest.mark.parametrize("name", ["JioNLP", "Recognizers-Text"])
def test_the_installed_peers_read_a_plain_date(name):
    try:
        with peers.quiet():
            read = peers.PEERS[name]()
    except ImportError:
        pytest.skip(f"{name} is not installed (requirements-peers.txt)")

    assert read("请于2026年9月15日前报送。", date(2026, 3, 2)) == date(2026, 9, 15)


# ---- what is measured on


def test_the_documents_of_a_folder_are_the_same_each_time_and_all_different():
    found = dict(documents(5, 400))

    assert found == dict(documents(5, 400))
    assert len(set(found.values())) == 5
    assert all(400 <= len(text) < 600 for text in found.values())


def test_files_are_spoiled_the_same_way_each_time():
    assert list(mutated(30, 1)) == list(mutated(30, 1)) != list(mutated(30, 2))


def test_the_corpus_is_the_same_each_time_and_as_long_as_asked():
    assert prose(5_000) == prose(5_000)
    assert 5_000 <= len(prose(5_000)) < 5_200


def test_the_web_copy_is_annotated_and_folds_back():
    clean, copy = prose(800), annotated(prose(800))

    assert "責(zé)" in copy
    assert "區(qū)" in copy
    bare = "".join(copy.split("(")[:1] + [piece.split(")", 1)[1] for piece in copy.split("(")[1:]])
    assert simplify(bare) == clean


def test_questions_without_a_named_unit_are_asked_all_the_same():
    duty = Duty("北门河清淤", "加快北门河清淤", Source("a.txt", (0, 7), (0, 7)))
    asked = questions((duty,), 6)

    assert asked[0] == "北门河清淤谁负责"
    assert len(set(asked)) == 6


# ---- how figures are shown


def test_a_table_in_the_terminal_lines_up():
    first, *rows = told(EXAMPLE).splitlines()

    assert first == f"duban bench cold（{machine()}）"
    assert rows == ["  耗时  1,234.57 s", "  次数           5"]


def test_a_table_in_a_readme_names_its_command_and_leaves_out_what_is_beside_the_point():
    assert markdown(EXAMPLE, english=True).splitlines() == [
        "| Measured by `duban bench cold` | Figure |",
        "|---|--:|",
        "| time | 1,234.57 s |",
    ]
    assert "| 耗时 | 1,234.57 s |" in markdown(EXAMPLE, english=False)


def test_json_is_one_object_a_line(capsys):
    assert main(["bench", "reading", "--size", "2000", "--json"]) == 0
    found = json.loads(capsys.readouterr().out)

    assert (found["name"], found["machine"], found["skipped"]) == ("reading", machine(), None)
    assert 2_000 <= found["figures"]["characters"] < 2_200


# ---- the READMEs


@pytest.fixture
def pages(tmp_path) -> Path:
    marks = "\n".join(
        f"<!-- bench:{name} -->\nold\n<!-- /bench:{name} -->" for name in (*BENCHMARKS, "machine")
    )
    for name in readme.PAGES:
        (tmp_path / name).write_text(
            f"# top\n{marks}\n<!-- shown:--version -->\n<!-- /shown -->\nend\n", "utf-8"
        )
    return tmp_path


def test_write_fills_both_pages_and_leaves_the_rest(pages):
    changed = readme.write([EXAMPLE], pages)
    page = (pages / "README.md").read_text("utf-8")

    assert changed == ["README.md", "README.zh-CN.md"]
    assert "<!-- bench:cold -->\n| Measured by `duban bench cold` | Figure |\n" in page
    assert "<!-- bench:asking -->\nold\n<!-- /bench:asking -->" in page
    assert "$ duban --version\nduban " in page
    assert page.startswith("# top\n")
    assert page.endswith("\nend\n")
    assert "| 耗时 |" in (pages / "README.zh-CN.md").read_text("utf-8")


def test_a_chart_is_written_beside_its_tables(pages):
    (pages / "docs" / "pictures").mkdir(parents=True)
    picture = Picture("lines", Words("线", "lines"), lambda english: b"<svg/>" if english else b"<svg></svg>")
    table = Table((Words("甲", "a"), "1"), (("x", "2"),))
    readme.write([Result("asking", tables=(table,), pictures=(picture,))], pages)

    assert (pages / "docs/pictures/lines.en.svg").read_bytes() == b"<svg/>"
    assert "![线](docs/pictures/lines.svg)\n\n| 甲 | 1 |" in (pages / "README.zh-CN.md").read_text("utf-8")


def test_writing_again_changes_nothing(pages):
    readme.write([EXAMPLE], pages)

    assert readme.write([EXAMPLE], pages) == []


def test_what_was_skipped_keeps_its_table(pages):
    readme.write([Result("accuracy", skipped="跳过")], pages)

    assert "<!-- bench:accuracy -->\nold\n" in (pages / "README.md").read_text("utf-8")


def test_a_table_with_something_not_installed_is_not_written(pages):
    missing = Result("peers", (Figure("a", "甲", "a", 1.0), Figure("b", "乙", "b", None)))
    readme.write([missing], pages)

    assert "<!-- bench:peers -->\nold\n" in (pages / "README.md").read_text("utf-8")


@pytest.mark.parametrize("fault", ["<!-- bench:cold -->", "<!-- /bench:cold -->"])
def test_a_page_without_a_place_for_the_table_is_refused(pages, fault):
    page = pages / "README.md"
    page.write_text(page.read_text("utf-8").replace(fault, ""), "utf-8")

    with pytest.raises(Misuse, match=r"README\.md"):
        readme.write([EXAMPLE], pages)


def test_a_checkout_without_readme_is_refused(tmp_path):
    with pytest.raises(Misuse, match="--write"):
        readme.write([EXAMPLE], tmp_path)


def test_every_benchmark_has_its_place_in_both_readmes():
    for name in readme.PAGES:
        page = (readme.ROOT / name).read_text("utf-8")
        assert {b for b in BENCHMARKS if f"<!-- bench:{b} -->" not in page} == readme.UNWRITTEN


@pytest.mark.skipif(sys.platform == "win32", reason="wait4 is a matter of POSIX")
@pytest.mark.parametrize(("code", "status"), [("pass", 0), ("raise SystemExit(3)", 3)])
def test_the_launcher_tells_status_time_and_memory(monkeypatch, capsys, code, status):
    monkeypatch.setattr(sys, "argv", ["launch.py", sys.executable, "-c", code])
    launch.main()
    found = json.loads(capsys.readouterr().out)

    assert found["status"] == status
    assert found["seconds"] > 0 < found["bytes"]


def test_all_measures_everything_and_writes_the_readmes(monkeypatch, capsys, pages):
    written = readme.write
    quick = {name: ("", lambda _size, _shared: EXAMPLE) for name in BENCHMARKS}
    monkeypatch.setattr("bot.commands.bench.BENCHMARKS", quick)
    monkeypatch.setattr("bot.commands.bench.readme.write", lambda results: written(results, pages))

    assert main(["bench", "all", "--write"]) == 0
    assert "已更新 README.md、README.zh-CN.md。" in capsys.readouterr().out
