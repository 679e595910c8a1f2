"""``duban run`` without a token and with nobody piping: the page, as a program of its own."""

from __future__ import annotations

import os
import re
import shutil
import signal
import subprocess
import sys
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from visitor import CHEN, Page

from bot.__main__ import main

ROOT = Path(__file__).parents[2]
SECONDS = 60  # at most; it takes about one


@pytest.fixture
def folder(tmp_path):
    shutil.copytree(ROOT / "tests" / "journeys" / "knowledge", tmp_path / "knowledge")
    (tmp_path / "config.toml").write_text("", "utf-8")
    return tmp_path


@contextmanager
def started(folder, *options: str, stdin=subprocess.DEVNULL) -> Iterator[subprocess.Popen[str]]:
    """Start the program; it does not outlive the test that started it."""
    command = [sys.executable, "-m", "bot", "run", "--config", str(folder / "config.toml"), *options]
    kept = {name: value for name, value in os.environ.items() if name != "DUBAN_TOKEN"}
    with subprocess.Popen(  # noqa: S603
        command,
        stdin=stdin,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        encoding="utf-8",
        env=kept | {"PYTHONPATH": str(ROOT), "HTTP_PROXY": "http://127.0.0.1:9", "no_proxy": "127.0.0.1"},
    ) as program:
        try:
            yield program
        finally:
            program.kill()


def address(program) -> str:
    return re.search(r"http://127\.0\.0\.1:\d+/", program.stdout.readline())[0]


@pytest.mark.parametrize("name", [signal.SIGTERM, signal.SIGINT])
def test_the_page_is_served_and_signals_end_it_cleanly(folder, name):
    with started(folder) as program:
        with urllib.request.urlopen(address(program), timeout=SECONDS) as page:  # noqa: S310 - loopback
            assert "督办" in page.read().decode()
        program.send_signal(name)

        assert program.wait(SECONDS) == 0
        assert program.stderr.read() == ""
    assert (folder / "data" / "sandbox" / "telegram.db").exists()
    assert sorted(path.name for path in (folder / "knowledge").iterdir()) == sorted(
        path.name for path in (ROOT / "tests" / "journeys" / "knowledge").iterdir()
    )


def test_a_second_one_on_the_same_folder_is_refused(folder):
    with started(folder) as first:
        address(first)
        with started(folder) as second:
            _, errors = second.communicate(timeout=SECONDS)
        first.terminate()
        first.wait(SECONDS)

    assert second.returncode == 2
    assert "已被另一个督办进程" in errors


def test_a_port_can_be_chosen_even_where_lines_are_piped(folder):
    with started(folder) as first:
        taken = address(first).rsplit(":", 1)[1].strip("/")
        with started(folder, "--port", taken, stdin=subprocess.PIPE) as second:
            _, errors = second.communicate(timeout=SECONDS)
        first.terminate()
        first.wait(SECONDS)

    assert second.returncode == 2
    assert "已被" in errors


def test_a_killed_program_leaves_everything_for_the_next(folder):
    for _ in range(2):
        with started(folder) as program:
            address(program)
            program.kill()
            assert program.wait(SECONDS) == -signal.SIGKILL


async def test_a_deed_is_done_once_though_the_program_was_killed_before_the_page_heard_so(folder):
    """What a page was told lies on the disk with what came of it, so the next life knows the deed again."""
    deed = {"do": "say", "who": CHEN, "chat": CHEN, "text": "餐饮油烟谁负责"}
    with started(folder) as program:
        page = await Page.of(address(program))
        await page.does("one", **deed)
        program.kill()
        program.wait(SECONDS)
        await page.closes()
    with started(folder) as program:
        where = address(program)
        page = await Page.of(where)
        told = await page.does("one", **deed)
        await page.closes()
        page = await Page.of(where)
        world = await page.hears("world")
        await page.closes()
        program.terminate()
        assert program.wait(SECONDS) == 0

    (chat,) = (chat for chat in world["chats"] if chat["id"] == CHEN)
    assert told == {"is": "done", "id": "one"}
    assert [message["text"] for message in chat["messages"]].count("餐饮油烟谁负责") == 1


@pytest.mark.parametrize("port", ["0", "65536", "-1"])
def test_a_port_that_cannot_be_is_refused(capsys, port):
    assert main(["run", "--port", port]) == 2
    assert "--port 应为 1 到 65535 的整数。" in capsys.readouterr().err


def test_a_page_has_no_terminal(capsys):
    with pytest.raises(SystemExit):
        main(["run", "--terminal", "--port", "8500"])
    assert "不能同时用" in capsys.readouterr().err
