"""The people of ``duban bench busy``: a local Bot API of its own process, in which all ask at once.

    python -m bot.benchmarks.crowd TOKEN     questions on standard input, as lines of JSON, one a person

Prints the server's address; waits for one more line; lets everybody ask in the same instant; and prints, as
JSON, how many were answered and how many seconds after they had asked the last one was.
"""

from __future__ import annotations

import asyncio
import json
import sys
import time

from bot.clock import ZONE, Clock
from bot.jsonlines import line
from bot.sandbox.botapi import BotApi
from bot.sandbox.world import Event, World

PATIENCE = 120.0
_FIRST = 1_000  # the number of the first person


def main() -> None:
    questions = [json.loads(row) for row in iter(sys.stdin.readline, "\n")]
    asyncio.run(_crowd(sys.argv[1], questions))


async def _crowd(token: str, questions: list[str]) -> None:
    now = Clock(ZONE)
    world = World(lambda: int(now().timestamp()), token)
    for number in range(len(questions)):
        world.person(_FIRST + number, f"第{number + 1}人")
    api = BotApi(world)
    api.start()
    _say(api.server)
    await asyncio.to_thread(sys.stdin.readline)
    answered = await _asked(world, questions)
    _say(answered)
    await asyncio.to_thread(sys.stdin.readline)  # the bot stops before its server does
    await api.stop()


async def _asked(world: World, questions: list[str]) -> tuple[int, float]:
    """Let everybody ask; how many were answered, and seconds until the last was."""
    waiting = {_FIRST + number for number in range(len(questions))}
    done = asyncio.Event()
    start = last = time.perf_counter()

    def hear(event: Event) -> None:
        nonlocal last
        if event.kind == "message" and event.what["from"]["is_bot"] and event.chat_id in waiting:
            waiting.discard(event.chat_id)
            last = time.perf_counter()
            if not waiting:
                done.set()

    world.listen(hear)
    for number, question in enumerate(questions):
        world.says(_FIRST + number, question)
    try:
        async with asyncio.timeout(PATIENCE):
            await done.wait()
    except TimeoutError:
        pass
    return len(questions) - len(waiting), last - start


def _say(what: object) -> None:
    sys.stdout.write(line(what) + "\n")
    sys.stdout.flush()


if __name__ == "__main__":
    main()
