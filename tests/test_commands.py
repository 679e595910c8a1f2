"""The command line: what it takes, what it refuses, and with which exit status."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

from bot import __version__
from bot.__main__ import COMMANDS

MEETING = """标题：青石县生态环境整改推进会纪要
地区：青石县
会议日期：2026-03-12

县住建局牵头，县城管局配合，6月底前完成北门河沿线雨污分流改造。
县水利局要加强河道日常保洁。
"""


@pytest.fixture
def folder(tmp_path) -> Path:
    """A small knowledge folder with one document."""
    (tmp_path / "knowledge").mkdir()
    (tmp_path / "knowledge" / "纪要.txt").write_text(MEETING, "utf-8")
    return tmp_path / "knowledge"


@pytest.fixture
def run(typed, folder, monkeypatch):
    """Run one command line beside the folder; exit status, standard output, standard error."""
    monkeypatch.chdir(folder.parent)
    return typed


@pytest.mark.parametrize(
    ("words", "told"),
    [
        pytest.param([], "缺少参数", id="nothing at all"),
        pytest.param(["asks"], "不能是", id="a command that does not exist"),
        pytest.param(["--frob"], "缺少参数", id="an option that does not exist"),
        pytest.param(["ask"], "请写出问题", id="ask without a question"),
        pytest.param(["ask", " "], "请写出问题", id="ask with a blank question"),
        pytest.param(["ask", "--batch", "missing.jsonl"], "missing.jsonl", id="ask with no batch file"),
        pytest.param(
            ["ask", "谁负责", "--batch", "q.jsonl"], "不能两样都用", id="ask with question and batch"
        ),
        pytest.param(["ask", "谁负责", "--knowledge", "nowhere"], "nowhere", id="ask in no folder"),
        pytest.param(["ask", "谁负责", "--today", "tomorrow"], "tomorrow", id="ask on no day"),
        pytest.param(["ask", "谁负责", "--config", "no.toml"], "no.toml", id="ask with no config"),
        pytest.param(["ask", "谁负责", "--frob"], "--frob", id="ask with an unknown option"),
        pytest.param(["ask", "--today"], "后面要跟一个值", id="an option without its value"),
        pytest.param(["extract"], "缺少参数", id="extract without a file"),
        pytest.param(["extract", "no.txt"], "no.txt", id="extract of no file"),
        pytest.param(["extract", "knowledge"], "knowledge", id="extract of a folder"),
        pytest.param(["repair", "no.txt"], "no.txt", id="repair of no file"),
        pytest.param(["repair", "文字", "--batch", "r.jsonl"], "只能给一个", id="repair of two things"),
        pytest.param(["deadlines"], "没有要读的文字", id="deadlines of nothing"),
        pytest.param(["deadlines", "6月底前", "--ref", "春天"], "春天", id="deadlines from no day"),
        pytest.param(["check", "nowhere"], "nowhere", id="check of no folder"),
        pytest.param(["check", "knowledge/纪要.txt"], "纪要.txt", id="check of a file"),
        pytest.param(["bench"], "缺少参数", id="bench of nothing"),
        pytest.param(["bench", "beauty"], "不能是", id="bench of the unknown"),
        pytest.param(["bench", "asking", "--size", "0"], "--size", id="bench of no size"),
        pytest.param(
            ["bench", "asking", "--size", "many"], "应为整数", id="bench of a size that is no number"
        ),
        pytest.param(
            ["bench", "asking", "--size", "5", "--write"], "--write", id="bench writes only full sizes"
        ),
        pytest.param(["run", "--config", "no.toml"], "no.toml", id="run with no config"),
        pytest.param(["run", "now"], "不认识的参数", id="run with a word too many"),
    ],
)
def test_misuse_is_told_in_one_line_with_status_2(run, words, told):
    status, out, err = run(*words)

    assert (status, out) == (2, "")
    assert err.count("\n") == 1
    assert told in err
    assert "Traceback" not in err


@pytest.mark.parametrize("name", COMMANDS)
def test_every_command_explains_itself(run, name):
    status, out, err = run(name, "--help")

    assert (status, err) == (0, "")
    assert COMMANDS[name] in out.replace("\n", "")


def test_help_lists_every_command(run):
    status, out, _ = run("--help")

    assert status == 0
    assert set(COMMANDS) <= set(out.split())


def test_version(run):
    assert run("--version") == (0, f"duban {__version__}\n", "")


def test_ask_names_who_is_responsible(run):
    status, out, _ = run("ask", "雨污分流改造谁负责", "--knowledge", "knowledge")

    assert status == 0
    assert out.splitlines()[0] == "▶ 县住建局"
    assert "2026-06-30" in out
    assert "纪要.txt" in out


def test_ask_answers_several_questions_as_json(run):
    status, out, _ = run("ask", "雨污分流谁牵头", "地铁什么时候开通", "--knowledge", "knowledge", "--json")

    assert status == 0
    first, second = map(json.loads, out.splitlines())
    assert (first["outcome"], first["units"]) == ("answered", ["县住建局"])
    assert (second["outcome"], second["duties"]) == ("not_found", [])


def test_ask_answers_a_batch(run, folder):
    (folder.parent / "q.jsonl").write_text(
        '{"question": "雨污分流谁牵头"}\n\n{"question": "河道保洁谁管"}\n', "utf-8"
    )
    status, out, _ = run("ask", "--batch", "q.jsonl", "--knowledge", "knowledge", "--json")

    assert status == 0
    assert [json.loads(row)["units"] for row in out.splitlines()] == [["县住建局"], ["县水利局"]]


@pytest.mark.parametrize(
    "row",
    [
        pytest.param("not json", id="no JSON"),
        pytest.param('["question"]', id="no object"),
        pytest.param('{"q": "谁"}', id="no question"),
        pytest.param('{"question": 1}', id="a question that is a number"),
    ],
)
def test_a_bad_line_of_a_batch_is_named(run, folder, row):
    (folder.parent / "q.jsonl").write_text('{"question": "谁负责"}\n' + row + "\n", "utf-8")
    status, out, err = run("ask", "--batch", "q.jsonl", "--knowledge", "knowledge")

    assert (status, out) == (2, "")
    assert "q.jsonl:2" in err


def test_extract_prints_the_duties_as_json(run):
    status, out, _ = run("extract", "--json", "knowledge/纪要.txt")

    assert status == 0
    first = json.loads(out.splitlines()[0])
    assert (first["lead"], first["support"], first["deadline"]["due"]) == (
        ["县住建局"],
        ["县城管局"],
        "2026-06-30",
    )
    assert MEETING[slice(*first["span"])].startswith("县住建局牵头")


def test_extract_reads_the_other_files_where_one_is_missing(run):
    status, out, err = run("extract", "--json", "no.txt", "knowledge/纪要.txt")

    assert status == 2
    assert "no.txt" in err
    assert json.loads(out.splitlines()[0])["source"] == "纪要.txt"


def test_repair_undoes_annotations(run):
    status, out, _ = run("repair", "--json", "環(huán)境問題整改")

    assert status == 0
    assert json.loads(out)["text"] == "环境问题整改"


def test_deadlines_shows_the_day(run):
    status, out, _ = run("deadlines", "--json", "6月底前完成", "--ref", "2026-03-12")

    assert status == 0
    assert json.loads(out)["due"] == "2026-06-30"


def test_check_passes_over_a_sound_folder(run):
    status, out, err = run("check", "knowledge")

    assert (status, err) == (0, "")
    assert "错误 0 条" in out.splitlines()[-1]


@pytest.fixture
def bare(tmp_path) -> dict[str, str]:
    """An environment without a token, with a home of its own."""
    kept = {name: value for name, value in os.environ.items() if name != "DUBAN_TOKEN"}
    return kept | {"HOME": str(tmp_path), "PYTHONIOENCODING": "utf-8"}


def duban(*words: str, cwd: Path, env: dict[str, str], text: str = "") -> subprocess.CompletedProcess[str]:
    return subprocess.run(  # noqa: S603 - our own program
        [sys.executable, "-m", "bot", *words],
        input=text,
        capture_output=True,
        encoding="utf-8",
        check=False,
        cwd=cwd,
        env=env,
        timeout=60,
    )


def test_the_program_as_a_process_answers(folder, bare):
    done = duban("ask", "雨污分流改造谁负责", "--knowledge", str(folder), cwd=folder.parent, env=bare)

    assert (done.returncode, done.stderr) == (0, "")
    assert done.stdout.startswith("▶ 县住建局\n")


def test_the_program_as_a_process_refuses(folder, bare):
    done = duban("ask", cwd=folder.parent, env=bare)

    assert (done.returncode, done.stdout) == (2, "")
    assert done.stderr.startswith("duban：请写出问题")


def test_a_reader_that_goes_away_is_no_error(folder, bare):
    """``duban extract … | head -0``"""
    with subprocess.Popen(  # noqa: S603 - our own program
        [sys.executable, "-m", "bot", "extract", *["knowledge/纪要.txt"] * 50],
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        cwd=folder.parent,
        env=bare,
    ) as process:
        process.stdout.close()
        said = process.stderr.read().decode()
        process.wait(60)

    assert (process.returncode, said) == (0, "")


@pytest.mark.parametrize(
    "words",
    [
        pytest.param(["ask", "雨污分流改造谁负责"], id="ask"),
        pytest.param(["check"], id="check"),
        pytest.param(["run"], id="run"),
    ],
)
def test_the_config_of_the_current_folder_is_found(run, folder, words):
    (folder.parent / "config.toml").write_text('[paths]\nknowlege = "x"\n', "utf-8")

    assert run(*words)[0::2] == (
        2,
        "duban：config.toml:2 [paths] 的键 knowlege 不认识，最接近的是 knowledge。\n",
    )


@pytest.mark.skipif(sys.platform == "win32", reason="a shell closes it")
def test_repair_without_standard_input_says_what_to_give(folder, bare):
    program = [sys.executable, "-m", "bot", "repair"]
    done = subprocess.run(  # noqa: S603 - our own program
        ["/bin/sh", "-c", 'exec "$@" <&-', "sh", *program],
        capture_output=True,
        encoding="utf-8",
        check=False,
        cwd=folder.parent,
        env=bare,
        timeout=60,
    )

    assert (done.returncode, done.stdout, done.stderr) == (
        2,
        "",
        "duban：没有标准输入：请给出文件或文字。\n",
    )


def test_run_without_a_token_is_a_conversation_in_the_terminal(folder, bare):
    done = duban("run", cwd=folder.parent, env=bare, text="雨污分流改造谁负责\n")

    assert done.returncode == 0
    assert "县住建局" in done.stdout
    assert "Traceback" not in done.stderr


@pytest.mark.parametrize(
    ("words", "told"),
    [
        pytest.param(["ask", "县住建局负责什么"], ["▶ 共 1 项", "雨污分流改造"], id="ask: a unit's list"),
        pytest.param(
            ["ask", "雨污分流改造什么时候完成"], ["▶ 2026-06-30", "县住建局"], id="ask: the date comes first"
        ),
        pytest.param(["ask", "地铁什么时候开通"], ["▶ 文件中没有找到"], id="ask: nothing in the documents"),
        pytest.param(
            ["extract", "knowledge/纪要.txt"], ["■ ", "县住建局（牵头）", "时限：2026-06-30"], id="extract"
        ),
        pytest.param(["repair", "環(huán)境整治"], ["环境整治", "已修复：", "注音1处"], id="repair: undone"),
        pytest.param(["repair", "县住建局要加强管理。"], ["未发现需要修复之处"], id="repair: sound text"),
        pytest.param(["repair", "比例为锟斤拷锟斤拷%"], ["第1行", "缺损"], id="repair: beyond repair"),
        pytest.param(
            ["deadlines", "6月底前完成", "--ref", "2026-03-12"], ["2026-06-30"], id="deadlines: a day"
        ),
        pytest.param(["deadlines", "加强日常保洁"], ["加强日常保洁"], id="deadlines: none"),
    ],
)
def test_people_read_it_in_plain_lines(run, words, told):
    given = ["--knowledge", "knowledge"] if words[0] == "ask" else []
    status, out, _ = run(*words, *given)

    assert status == 0
    assert [piece for piece in told if piece not in out] == []
    assert "None" not in out


@pytest.mark.parametrize(
    "words",
    [
        pytest.param(["ask", "油烟整治谁负责", "--knowledge", "knowledge"], id="ask"),
        pytest.param(["extract", "knowledge/转载.txt"], id="extract"),
    ],
)
def test_what_repair_had_to_guess_is_not_quoted(run, folder, words):
    """Rule R48: the file's own characters are shown, and that they are damaged."""
    damaged = "县城管局牵头，6月底前完成餐饮油烟整治，兼?zhèn)涞娜嫣嵘ψズ闷栈菪浴⒒A(chǔ)性工作"
    (folder / "转载.txt").write_text(f"{damaged}。\n", "utf-8")
    status, out, _ = run(*words)

    assert status == 0
    assert f"  原文有损坏，请核对原件：{damaged}\n" in out
    assert "原文：“" not in out


def test_the_kinds_of_damage_are_told_in_chinese(run, folder):
    (folder / "转载.txt").write_text("由县水利局牵头，〔...〕前完成河道采砂整治。\n", "utf-8")
    _, out, _ = run("extract", "knowledge/转载.txt")

    assert "  损坏：原文留空或被删去\n" in out
