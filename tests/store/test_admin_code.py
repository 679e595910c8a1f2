"""The one-time code: right once, within its time, after few guesses, and nowhere in the clear."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from bot.store import admin_code
from bot.store.admin_code import FILE, Verdict, make, spend

NOW = datetime(2026, 6, 1, 9, tzinfo=UTC)


@pytest.fixture(autouse=True)
def _quick(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(admin_code, "_ROUNDS", 1)


def test_it_is_right_once(tmp_path: Path) -> None:
    code = make(tmp_path, NOW)

    assert spend(tmp_path, code, NOW) == (Verdict.RIGHT, 0)
    assert spend(tmp_path, code, NOW) == (Verdict.VOID, 0)


@pytest.mark.parametrize("written", [str.lower, lambda code: code.replace("-", " "), lambda c: f" {c}\n"])
def test_it_is_understood_however_it_is_typed(tmp_path: Path, written) -> None:
    assert spend(tmp_path, written(make(tmp_path, NOW)), NOW)[0] is Verdict.RIGHT


def test_full_width_letters_are_understood(tmp_path: Path) -> None:
    wide = "".join(chr(ord(c) + 0xFEE0) for c in make(tmp_path, NOW))

    assert spend(tmp_path, wide, NOW)[0] is Verdict.RIGHT


def test_five_wrong_ones_use_it_up(tmp_path: Path) -> None:
    code = make(tmp_path, NOW)

    assert [spend(tmp_path, "AAAA-AAAA", NOW) for _ in range(6)] == [
        *((Verdict.WRONG, left) for left in (4, 3, 2, 1, 0)),
        (Verdict.VOID, 0),
    ]
    assert spend(tmp_path, code, NOW) == (Verdict.VOID, 0)


@pytest.mark.parametrize(
    ("later", "expected"),
    [
        pytest.param(timedelta(minutes=10), Verdict.RIGHT, id="ten minutes"),
        pytest.param(timedelta(minutes=10, seconds=1), Verdict.VOID, id="a second more"),
        pytest.param(timedelta(seconds=-1), Verdict.VOID, id="a clock set back"),
    ],
)
def test_it_lives_ten_minutes(tmp_path: Path, later: timedelta, expected: Verdict) -> None:
    assert spend(tmp_path, make(tmp_path, NOW), NOW + later)[0] is expected


def test_a_new_one_takes_the_place_of_the_old(tmp_path: Path) -> None:
    old, new = make(tmp_path, NOW), make(tmp_path, NOW)

    assert spend(tmp_path, old, NOW) == (Verdict.WRONG, 4)
    assert spend(tmp_path, new, NOW) == (Verdict.RIGHT, 0)


@pytest.mark.parametrize("content", [None, b"", b"{", b"[]", b'{"salt": 1}', b"\xff"])
def test_without_a_file_that_can_be_read_there_is_no_code(tmp_path: Path, content: bytes | None) -> None:
    if content is not None:
        (tmp_path / FILE).write_bytes(content)

    assert spend(tmp_path, "AAAA-AAAA", NOW) == (Verdict.VOID, 0)


def test_it_is_kept_hashed_and_for_the_owner_alone(tmp_path: Path) -> None:
    code = make(tmp_path / "new", NOW)
    path = tmp_path / "new" / FILE

    assert code.replace("-", "") not in path.read_text()
    assert path.stat().st_mode & 0o077 == 0


def test_of_many_at_once_one_is_right(tmp_path: Path) -> None:
    code = make(tmp_path, NOW)
    with ThreadPoolExecutor(8) as pool:
        said = list(pool.map(lambda _: spend(tmp_path, code, NOW)[0], range(40)))

    assert said.count(Verdict.RIGHT) == 1
