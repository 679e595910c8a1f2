"""A start of the store in a process of its own: ``python -m bot.benchmarks.opening FOLDER``.

Says ``open`` when everything the store checks at its start is checked; then, asked by a line, how many bytes
the process holds while nobody wants anything.
"""

from __future__ import annotations

import asyncio
import sys
from pathlib import Path

from bot.store.store import Store


def main() -> None:
    asyncio.run(_opened(Path(sys.argv[1])))


async def _opened(data: Path) -> None:
    store = await Store.open(data)
    _say("open")
    await asyncio.to_thread(sys.stdin.readline)
    held = Path("/proc/self/status").read_text("utf-8").split("VmRSS:")[1].split()[0]
    _say(str(int(held) * 1024))
    await store.close()


def _say(what: str) -> None:
    sys.stdout.write(what + "\n")
    sys.stdout.flush()


if __name__ == "__main__":
    main()
