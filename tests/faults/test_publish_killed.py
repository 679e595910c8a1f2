"""kill -9 while a generation is published: the old one serves or the new one, never a mixture."""

from __future__ import annotations

import json
import signal
import subprocess
import sys
from pathlib import Path

import pytest
from publishing import AMIDST, AT_RANDOM, POINTS

HERE = Path(__file__).parent

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="forks and kills as POSIX does")


def rounds(folder: Path, point: str, count: int) -> list[dict]:
    command = [sys.executable, str(HERE / "publishing.py"), str(folder), point, str(count)]
    done = subprocess.run(command, capture_output=True, text=True, timeout=120, check=True)  # noqa: S603
    found = [json.loads(line) for line in done.stdout.splitlines()]
    assert len(found) == count
    return [one | {"found": json.loads(one["found"])} for one in found]


def whole(found: dict) -> bool:
    return found["active"] == 1 and found["whole"] and len(found["said"]) == 1


@pytest.mark.parametrize("point", POINTS, ids=lambda point: point)
def test_killed_at_a_named_point(tmp_path, point):
    committed = point.startswith("after the commit")
    serving = 0
    for one in rounds(tmp_path, point, 3):
        serving = one["tried"] if committed else serving

        assert one["ended"] == -signal.SIGKILL
        assert one["acknowledged"] == []
        assert whole(one["found"])
        assert one["found"]["said"] == [str(serving)]


def test_killed_amidst_a_statement(tmp_path):
    serving, killed = 0, 0
    for one in rounds(tmp_path, AMIDST, 25):
        assert whole(one["found"])
        (said,) = one["found"]["said"]
        assert int(said) in (serving, one["tried"])
        assert all(int(number) <= int(said) for number in one["acknowledged"])
        serving, killed = int(said), killed + (one["ended"] == -signal.SIGKILL)

    assert killed >= 15


def test_killed_at_a_random_moment_no_acknowledged_generation_is_lost(tmp_path):
    serving = 0
    for one in rounds(tmp_path, AT_RANDOM, 12):
        last = int(one["acknowledged"][-1]) if one["acknowledged"] else serving

        assert one["ended"] == -signal.SIGKILL
        assert whole(one["found"])
        said = int(one["found"]["said"][0])
        assert said in (last, last + 1, one["tried"])
        assert said >= last
        serving = said
