"""A disk that takes no more, or nothing at all: “未保存” is said, and nothing of the step is there."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import AsyncIterator
from datetime import timedelta
from pathlib import Path

import pytest
from stepping import OPENED, look, photo, prepare
from test_data_folder import nobody_in_particular

from bot.errors import StoreError
from bot.ledger.entry import Entry
from bot.ledger.event import Event, Evidence, Facts, Step
from bot.ledger.steps import take
from bot.store.evidence import Piece
from bot.store.ledger import Why
from bot.store.store import Store
from tests.ledger.office import LI, RULES

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="limits and permissions as POSIX does")

ROOT = Path(__file__).parents[2]

#: Reports until no file may grow any more, then says what came of it, then has room again.
FULL = """
import asyncio, pathlib, resource, sys
from stepping import prepare
from test_ledger_unsaved import report, state
from bot.errors import StoreError
from bot.store.store import Store

async def main():
    folder = pathlib.Path(sys.argv[1])
    await prepare(folder)
    store = await Store.open(folder)
    await report(store, 1)
    wal = (folder / "duban.db-wal").stat().st_size
    resource.setrlimit(resource.RLIMIT_FSIZE, (wal + int(sys.argv[2]), resource.RLIM_INFINITY))
    before = await state(store, folder)
    for what in (lambda: report(store, 2), lambda: store.ledger.keep(b"x" * 10_000_000, ".jpg")):
        try:
            await what()
        except StoreError as error:
            print(error)
        print(before == await state(store, folder))
    resource.setrlimit(resource.RLIMIT_FSIZE, (resource.RLIM_INFINITY, resource.RLIM_INFINITY))
    await report(store, 2)
    print((await state(store, folder))["done"])
    await store.close()

asyncio.run(main())
"""


async def said(store: Store, number: int, piece: Piece | None = None) -> tuple[Entry, Event]:
    """Return the next report on the one entry, naming *piece*."""
    entry = await store.ledger.entry(1)
    assert entry is not None
    facts = Facts(text=str(number), evidence=(Evidence(piece.digest),) if piece else ())
    return take(entry, Step.REPORT, LI, OPENED + timedelta(minutes=number), RULES, facts)


async def report(store: Store, number: int) -> None:
    piece = await store.ledger.keep(photo(number), ".jpg")
    await store.ledger.record(*await said(store, number, piece), RULES, Why(number, (piece,)))


async def state(store: Store, folder: Path) -> dict[str, object]:
    """Return what is recorded and what is wrong, and what there is beside it."""
    files = sorted(path.name for path in (folder / "evidence").rglob("*") if path.name.startswith("."))
    return {**await look(store, folder), "half-written": files, "already": await store.ledger.already(2)}


def sound(found: dict[str, object]) -> bool:
    return not any(found[key] for key in ("broken", "differing", "unknown", "lost", "half-written"))


@pytest.fixture
async def store(tmp_path: Path) -> AsyncIterator[Store]:
    """A store with one entry whose unit is at work."""
    await prepare(tmp_path)
    store = await Store.open(tmp_path)
    yield store
    await store.close()


@pytest.mark.parametrize("room", [0, 4_096, 20_000])
def test_files_that_may_not_grow(tmp_path: Path, room: int) -> None:
    command = [sys.executable, "-c", FULL, str(tmp_path), str(room)]
    environment = os.environ | {"PYTHONPATH": os.pathsep.join([str(ROOT), str(ROOT / "tests" / "faults")])}
    done = subprocess.run(  # noqa: S603
        command, capture_output=True, text=True, timeout=60, check=True, env=environment
    )

    first, unchanged, second, same, after = done.stdout.splitlines()
    assert first.startswith("未保存：磁盘") and second.startswith("未保存：")
    assert unchanged == same == "True"
    assert after == "[1, 2]"


async def test_a_database_that_is_full_takes_whole_steps_until_it_takes_none(
    store: Store, tmp_path: Path
) -> None:
    pages = await store._threads.read(lambda db: db.execute("PRAGMA page_count").fetchone()[0])
    await store._threads.write(lambda db: db.execute(f"PRAGMA max_page_count = {pages + 3}").fetchone())
    number = 0
    with pytest.raises(StoreError, match=r"^未保存：磁盘已满，请管理员清出空间后重试。$"):
        for number in range(1, 200):
            await report(store, number)
    full = await state(store, tmp_path)

    assert full["done"] == list(range(1, number)) != []
    assert sound(full)
    assert await store.ledger.already(number) == []

    await store._threads.write(lambda db: db.execute("PRAGMA max_page_count = 1000000").fetchone())
    await report(store, number)
    assert (await state(store, tmp_path))["done"] == list(range(1, number + 1))


async def test_a_full_database_keeps_no_update_either(store: Store) -> None:
    pages = await store._threads.read(lambda db: db.execute("PRAGMA page_count").fetchone()[0])
    await store._threads.write(lambda db: db.execute(f"PRAGMA max_page_count = {pages}").fetchone())
    with pytest.raises(StoreError, match=r"^未保存：磁盘已满"):
        await store.inbox.keep([(1, "x"), (2, "x" * 100_000)])
    await store._threads.write(lambda db: db.execute("PRAGMA max_page_count = 1000000").fetchone())

    assert await store.inbox.keep([(1, "x"), (2, "y")]) == [1, 2]


async def test_a_store_that_is_read_only_answers_and_takes_nothing(store: Store, tmp_path: Path) -> None:
    await report(store, 1)
    before = await state(store, tmp_path)
    step = await said(store, 2)
    store._threads._writer.execute("PRAGMA query_only = 1")
    for write in (
        lambda: store.ledger.record(*step, RULES, Why(2)),
        lambda: store.inbox.keep([(2, "x")]),
        lambda: store.ledger.refused(21, "销号", "不能办", OPENED, 2),
    ):
        with pytest.raises(StoreError, match=r"^未保存：数据目录只读，请管理员检查磁盘和权限后重试。$"):
            await write()

    assert await state(store, tmp_path) == before
    store._threads._writer.execute("PRAGMA query_only = 0")
    await store.ledger.record(*step, RULES, Why(2))
    assert (await state(store, tmp_path))["done"] == [1, 2]


async def test_an_evidence_folder_that_is_read_only_leaves_nothing_behind(
    store: Store, tmp_path: Path
) -> None:
    await report(store, 1)
    before = await state(store, tmp_path)
    tmp_path.chmod(0o755)
    folders = [tmp_path / "evidence", *(tmp_path / "evidence").iterdir()]
    for folder in folders:
        folder.chmod(0o555)
    with nobody_in_particular(), pytest.raises(StoreError, match=r"^未保存：没有权限"):
        await store.ledger.keep(photo(2), ".jpg")
    for folder in folders:
        folder.chmod(0o755)

    assert await state(store, tmp_path) == before
    await report(store, 2)
    assert (await state(store, tmp_path))["done"] == [1, 2]
