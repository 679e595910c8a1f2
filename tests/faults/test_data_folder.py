"""The data folder under stress: two processes, no permission, a disk that takes no more."""

from __future__ import annotations

import os
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from bot.errors import AlreadyRunning, StoreError
from bot.store.store import Store

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="kills and limits as POSIX does")

HOLDER = """
import asyncio, pathlib, sys
from bot.store.store import Store

async def main():
    store = await Store.open(pathlib.Path(sys.argv[1]))
    print("held", flush=True)
    sys.stdin.readline()

asyncio.run(main())
"""

#: Publishes with room, without room, and with room again; the limit is on the size of any file.
FULL = """
import asyncio, pathlib, resource, sys
from datetime import UTC, datetime
from bot.duty import Duty, Reading, Source
from bot.errors import StoreError
from bot.store.store import Store

def reading(count):
    place = Source("a", (0, 0), (0, 0))
    return Reading((), tuple(Duty(f"{count}-{n}", "清淤" * 50, place) for n in range(count)))

async def main():
    store = await Store.open(pathlib.Path(sys.argv[1]))
    now = datetime.now(UTC)
    await store.publish(reading(3), now)
    resource.setrlimit(resource.RLIMIT_FSIZE, (200_000, resource.RLIM_INFINITY))
    try:
        await store.publish(reading(5000), now)
    except StoreError as error:
        print(error)
    print(len((await store.current()).duties))
    resource.setrlimit(resource.RLIMIT_FSIZE, (resource.RLIM_INFINITY, resource.RLIM_INFINITY))
    await store.publish(reading(5000), now)
    print(len((await store.current()).duties))
    await store.close()

asyncio.run(main())
"""


async def test_of_two_processes_the_second_is_refused_until_the_first_is_dead(tmp_path):
    command = [sys.executable, "-c", HOLDER, str(tmp_path)]
    with subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE) as first:  # noqa: S603
        assert first.stdout.readline() == b"held\n"
        with pytest.raises(AlreadyRunning, match=rf"已被另一个督办进程（进程号 {first.pid}）占用"):
            await Store.open(tmp_path)
        first.kill()
        first.communicate()

    await (await Store.open(tmp_path)).close()


def test_a_disk_that_takes_no_more_is_said_and_works_again_when_there_is_room(tmp_path):
    command = [sys.executable, "-c", FULL, str(tmp_path)]
    done = subprocess.run(command, capture_output=True, text=True, timeout=60, check=True)  # noqa: S603

    refused, serving, after = done.stdout.splitlines()
    assert refused.startswith("未保存：磁盘")
    assert (serving, after) == ("3", "5000")


@contextmanager
def nobody_in_particular() -> Iterator[None]:
    """Act as a user whom permissions bind, also where the tests run as root."""
    if os.geteuid() != 0:
        yield
        return
    os.seteuid(65534)
    try:
        yield
    finally:
        os.seteuid(0)


@pytest.fixture
def locked_folder() -> Iterator[Path]:
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        folder.chmod(0o555)
        yield folder
        folder.chmod(0o755)


async def test_a_folder_that_cannot_be_written_to_is_refused(locked_folder):
    with nobody_in_particular(), pytest.raises(StoreError) as caught:
        await Store.open(locked_folder)

    assert str(caught.value) == (
        f"数据目录 {locked_folder} 不能写入（没有权限），"
        "请在 config.toml 的 [paths] data 改用本机磁盘上可写的文件夹。"
    )


async def test_a_folder_that_cannot_be_made_is_refused(locked_folder):
    with nobody_in_particular(), pytest.raises(StoreError, match="建不成（没有权限）"):
        await Store.open(locked_folder / "data")


async def test_a_file_in_the_place_of_the_folder_is_refused(tmp_path):
    (tmp_path / "data").write_text("")

    with pytest.raises(StoreError, match="建不成（同名文件占了位置）"):
        await Store.open(tmp_path / "data")


async def test_a_database_that_cannot_be_written_to_is_refused(tmp_path, locked_folder):
    await (await Store.open(tmp_path)).close()
    locked_folder.chmod(0o755)
    for name, mode in (("duban.db", 0o444), ("duban.lock", 0o666)):
        (locked_folder / name).write_bytes((tmp_path / name).read_bytes())
        (locked_folder / name).chmod(mode)
    locked_folder.chmod(0o555)

    with nobody_in_particular(), pytest.raises(StoreError, match="打不开：") as caught:
        await Store.open(locked_folder)

    assert str(caught.value).endswith("。")
