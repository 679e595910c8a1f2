"""kill -9 on the way of a ledger step: no step that was acknowledged is lost, none is taken twice."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
from pathlib import Path

import pytest
from stepping import AMIDST, AT_RANDOM, COMMITTED, POINTS

HERE = Path(__file__).parent
ROUNDS = 25
SOUND = {"broken": [], "differing": [], "unknown": [], "lost": [], "stale": False, "notes": 0}

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="forks and kills as POSIX does")


def lives(folder: Path, point: str) -> list[dict]:
    """Yield each life, after the killed ones two that are not: of these the last only looks."""
    command = [sys.executable, str(HERE / "stepping.py"), str(folder), point, str(ROUNDS)]
    environment = os.environ | {"PYTHONPATH": str(HERE.parents[1])}
    done = subprocess.run(  # noqa: S603
        command, capture_output=True, text=True, timeout=120, check=True, env=environment
    )
    found = [json.loads(line) for line in done.stdout.splitlines()]
    assert len(found) == ROUNDS + 2
    return found


def said(life: dict, what: str) -> list[dict]:
    return [one for one in life["said"] if one["what"] == what]


def updates(life: dict, what: str) -> list[int]:
    return [one["update"] for one in said(life, what)]


def sound(state: dict) -> bool:
    """Tell whether chain, copies and evidence hold, and no step was taken twice."""
    return {key: state[key] for key in SOUND} == SOUND and len(set(state["done"])) == len(state["done"])


@pytest.mark.parametrize("point", POINTS)
def test_killed_at_a_named_point(tmp_path, point):
    part, _ = POINTS[point]
    *killed, finishing, looking = lives(tmp_path, point)
    for number, life in enumerate(killed):
        (found,), (mended,) = said(life, "found"), said(life, "mended")
        heard = [] if part == "keep" else list(range(1, number + 1))  # else Telegram sends them again

        assert life["ended"] == -signal.SIGKILL
        assert sound(found)
        # nothing of a step that was not recorded, all of one that was
        assert found["done"] == (heard if part in COMMITTED else heard[:-1])
        assert mended["done"] == heard
        assert mended["given_up"] == 0
    (end,) = said(looking, "found")

    assert finishing["ended"] == looking["ended"] == 0
    assert sound(end)
    assert end["done"] == list(range(1, ROUNDS + 1))


@pytest.mark.parametrize("point", [AMIDST, AT_RANDOM])
def test_killed_anywhere(tmp_path, point):
    acknowledged: set[int] = set()
    replied: set[int] = set()
    killed = 0
    for life in lives(tmp_path, point):
        (found,), (mended,) = said(life, "found"), said(life, "mended")

        assert sound(found)
        assert replied <= set(found["done"])
        assert acknowledged <= set(mended["done"])
        killed += life["ended"] == -signal.SIGKILL
        acknowledged |= set(updates(life, "acknowledged"))
        replied |= set(updates(life, "replied"))

    assert killed >= ROUNDS * 0.6
    assert found["done"] == list(range(1, len(found["done"]) + 1))
    assert len(found["done"]) >= ROUNDS
