"""Run one command and print as JSON what it took: ``python launch.py COMMAND ARGUMENT…``.

A process of its own, and as small as one can be: the kernel counts the memory of whoever starts a
command into the command's own peak, up to its exec (Linux, ``exec_mmap``).
"""

from __future__ import annotations

import json
import os
import sys
import time


def main() -> None:
    """Print {"status", "seconds", "bytes"}; the command's own output is thrown away."""
    command = sys.argv[1:]
    nowhere = [(os.POSIX_SPAWN_OPEN, 1, os.devnull, os.O_WRONLY, 0)]
    start = time.perf_counter()
    child = os.posix_spawn(command[0], command, os.environ, file_actions=nowhere)
    _, status, usage = os.wait4(child, 0)
    seconds = time.perf_counter() - start
    peak = usage.ru_maxrss * (1 if sys.platform == "darwin" else 1024)
    found = {"status": os.waitstatus_to_exitcode(status), "seconds": seconds, "bytes": peak}
    sys.stdout.write(json.dumps(found))


if __name__ == "__main__":
    main()
