"""``duban run`` without a token, with lines piped in: the conversation in the terminal."""

from __future__ import annotations

import os
import shutil
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

ANSWER = "开展餐饮油烟整治：县市场监管局（牵头）"
SECONDS = 60  # at most; it takes about one


@pytest.fixture
def folder(tmp_path):
    shutil.copytree(Path(__file__).parent / "knowledge", tmp_path / "knowledge")
    (tmp_path / "config.toml").write_text("", "utf-8")
    return tmp_path


def command(folder):
    return [sys.executable, "-m", "bot", "run", "--config", str(folder / "config.toml")]


def environment():
    hidden = {"DUBAN_TOKEN", "HTTP_PROXY", "http_proxy"}
    root = str(Path(__file__).parents[2])
    kept = {name: value for name, value in os.environ.items() if name not in hidden}
    # A proxy of the environment must not stand between the two ends of a loopback socket.
    return kept | {"PYTHONPATH": root, "HTTP_PROXY": "http://127.0.0.1:9", "ALL_PROXY": "http://127.0.0.1:9"}


def started(folder, *before: str) -> subprocess.Popen[bytes]:
    pipe = subprocess.PIPE
    words = [*before, *command(folder)]
    return subprocess.Popen(words, stdin=pipe, stdout=pipe, stderr=pipe, env=environment())  # noqa: S603


def converse(folder, typed: bytes) -> tuple[int, str, str]:
    with started(folder) as program:
        said, errors = program.communicate(typed, SECONDS)
    return program.returncode, said.decode(), errors.decode()


def answers(said: str) -> list[str]:
    """Return the first line of each answer."""
    return [block.split("\n")[0] for block in said.strip().split("\n\n")]


def test_piped_lines_are_answered_one_by_one(folder):
    status, said, errors = converse(folder, "餐饮油烟谁负责\n县水利局负责什么\n地铁三号线谁建".encode())

    assert (status, errors) == (0, "")
    assert answers(said) == [ANSWER, "县水利局：共2项", "资料中没有查到相关部署：“地铁三号线谁建”。"]


def test_the_encoding_of_older_systems_is_read(folder):
    _, said, _ = converse(folder, "餐饮油烟谁负责\n".encode("gb18030"))

    assert answers(said) == [ANSWER]


def test_quotes_are_indented_and_buttons_numbered(folder):
    _, said, _ = converse(folder, "建筑工地扬尘谁负责\n1\n".encode())

    assert "\n　　住建、城管、交通等部门要加强建筑工地扬尘管控" in said
    assert "\n[1] 前后文\n\n来源：《白鹭县召开生态环境问题整改推进会》" in said


def test_a_button_can_be_named(folder):
    _, said, _ = converse(folder, "建筑工地扬尘谁负责\n前后文\n".encode())

    assert answers(said)[1].startswith("来源：")


def test_the_person_at_the_keyboard_may_reload(folder):
    _, said, _ = converse(folder, b"/reload\n/whoami\n")

    assert answers(said) == [
        "正在重新加载资料，期间照常答复……",
        "资料已重新加载：新增0项，变更0项，消失0项。",
        "身份：管理员（可添加文件、重新加载资料）",
    ]


def test_nobody_is_too_fast_for_the_terminal(folder):
    _, said, _ = converse(folder, "餐饮油烟谁负责\n".encode() * 30)

    assert answers(said) == [ANSWER] * 30


@pytest.mark.parametrize(
    ("typed", "count"),
    [
        pytest.param(b"", 0, id="nothing at all"),
        pytest.param(b"\n \n\t\r\n", 0, id="blank lines"),
        pytest.param(b"\xff\xfe\x00\x81\n", 1, id="no text at all"),
        pytest.param(
            "\x1b[31m\x00\x07油烟\u202e\n<b>油烟</b> & <script>\n7\n".encode(),
            3,
            id="controls, HTML, a number",
        ),
        pytest.param("油".encode() * 200_000, 1, id="a very long line"),
        pytest.param("quit\n餐饮油烟谁负责\n".encode(), 0, id="quit ends it"),
    ],
)
def test_whatever_is_typed_is_survived(folder, typed, count):
    status, said, errors = converse(folder, typed)

    assert (status, errors, len(said.strip().split("\n\n")) if said.strip() else 0) == (0, "", count)
    assert "\x1b" not in said


def test_a_line_cut_within_a_character_stays_what_it_was(folder):
    _, said, _ = converse(folder, ("请问" + "餐饮油烟" * 6_000).encode())

    assert answers(said) == [ANSWER]


def test_a_broken_folder_is_told_and_the_last_good_generation_answers(folder):
    converse(folder, b"")
    (folder / "knowledge" / "units.toml").write_text("unit = [", "utf-8")
    status, said, errors = converse(folder, "餐饮油烟谁负责\n".encode())

    assert (status, answers(said)) == (0, [ANSWER])
    assert "units.toml" in errors
    assert "沿用上次成功载入的资料" in errors


def test_no_folder_at_all_is_told(folder):
    shutil.rmtree(folder / "knowledge")
    status, said, errors = converse(folder, "餐饮油烟谁负责\n".encode())

    assert (status, answers(said)) == (0, ["资料尚未载入，暂时无法答复，请联系管理员检查资料文件夹。"])
    assert "暂无资料可用" in errors


def test_whoever_stops_reading_ends_it_quietly(folder):
    with started(folder) as program:
        program.stdout.close()
        program.stdin.write("餐饮油烟谁负责\n".encode() * 20)
        program.stdin.close()

        assert program.wait(SECONDS) == 0
        assert program.stderr.read() == b""


@pytest.mark.parametrize("name", [signal.SIGTERM, signal.SIGINT])
def test_signals_end_it_cleanly(folder, name):
    with started(folder) as program:
        program.stdin.write("餐饮油烟谁负责\n".encode())
        program.stdin.flush()
        program.stdout.readline(), program.stdout.readline()
        begun = time.monotonic()
        program.send_signal(name)

        assert program.wait(SECONDS) == 0
        assert time.monotonic() - begun < SECONDS / 2
        assert program.stderr.read() == b""


def test_a_second_program_on_the_same_data_is_refused(folder):
    with started(folder) as first:
        first.stdin.write("餐饮油烟谁负责\n".encode())
        first.stdin.flush()
        first.stdout.readline()
        status, said, errors = converse(folder, b"")
        first.stdin.close()
        first.wait(SECONDS)
        first.stdout.read()

    assert (status, said) == (2, "")
    assert "已被另一个督办进程" in errors


def test_standard_input_may_be_closed(folder):
    with started(folder, "/bin/sh", "-c", 'exec "$@" --terminal <&-', "sh") as program:
        said, _ = program.communicate(timeout=SECONDS)

    assert (program.returncode, said) == (0, b"")
