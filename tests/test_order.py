"""Work that many want to go on with at once: one a round of the event loop, in the order of asking."""

import asyncio

from bot.chat.order import OneARound


async def test_no_two_go_on_in_the_same_round_of_the_loop():
    rounds, passed, now = OneARound(), [], 0

    async def go(number: int) -> None:
        await rounds.turn()
        passed.append((now, number))

    waiting = [asyncio.create_task(go(number)) for number in range(20)]
    while not all(task.done() for task in waiting):
        now += 1
        await asyncio.sleep(0)

    assert [number for _, number in passed] == list(range(20))
    assert len({when for when, _ in passed}) == 20


async def test_one_who_gives_up_holds_up_nobody():
    rounds = OneARound()
    first, gone, last = (asyncio.create_task(rounds.turn()) for _ in range(3))
    await asyncio.sleep(0)
    gone.cancel()

    await asyncio.wait({first, gone, last}, timeout=10)

    assert gone.cancelled()
    assert first.done() and last.done()
