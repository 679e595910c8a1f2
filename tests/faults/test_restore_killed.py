"""kill -9 while a backup is restored: the old data is whole or the new is, never a mixture."""

from __future__ import annotations

import json
import signal
import subprocess
import sys
from pathlib import Path

import pytest
from restoring import AFTER, AT_RANDOM, POINTS

HERE = Path(__file__).parent

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="forks and kills as POSIX does")


def rounds(folder: Path, point: str, count: int) -> list[dict]:
    command = [sys.executable, str(HERE / "restoring.py"), str(folder), point, str(count)]
    done = subprocess.run(command, capture_output=True, text=True, timeout=120, check=False)  # noqa: S603
    assert done.returncode == 0, done.stderr[-2000:]
    found = [json.loads(line) for line in done.stdout.splitlines()]
    assert len(found) == count
    return found


@pytest.mark.parametrize("point", POINTS, ids=lambda point: point)
def test_killed_at_a_named_point(tmp_path, point):
    switched = point in AFTER or point == "before it is looked at"
    for one in rounds(tmp_path, point, 3):
        assert one["ended"] == -signal.SIGKILL
        assert one["wrong"] == []
        assert one["entries"] == (one["wanted"] if switched else one["before"])


def test_killed_at_a_random_moment(tmp_path):
    found = rounds(tmp_path, AT_RANDOM, 25)

    assert all(one["wrong"] == [] and one["entries"] in (one["before"], one["wanted"]) for one in found)
    assert sum(one["ended"] == -signal.SIGKILL for one in found) >= 10
