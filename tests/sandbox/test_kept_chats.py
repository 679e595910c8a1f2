"""What the sandbox keeps: over a restart, over a killed program, and past a file that cannot be used."""

from __future__ import annotations

import asyncio
import sqlite3

import pytest
from botapi import GROUP, LI, SUPERGROUP, TOKEN

from bot.sandbox.keeping import Keeper
from bot.sandbox.shelf import File, Shelf
from bot.sandbox.world import World


def begun(folder, keeper) -> World:
    """Set the stage of a life."""
    world = World(lambda: 1_760_000_000, TOKEN, shelf=Shelf(folder / "files"), keep=keeper.keep)
    world.person(LI, "李工")
    world.group(GROUP, "整改群", LI)
    world.restore(keeper.kept)
    return world


@pytest.fixture
def lives(tmp_path):
    """Begin one life after another over the same folder; the one before is ended."""
    keepers = []

    def begin() -> World:
        if keepers:
            keepers[-1].close()
        keepers.append(Keeper(tmp_path / "telegram.db"))
        return begun(tmp_path, keepers[-1])

    yield begin
    keepers[-1].close()


async def test_chats_are_there_again(lives):
    first = lives()
    first.says(LI, "大家好", GROUP)
    sent = first.post(first.room(LI), {"text": "在", "reply_markup": {"inline_keyboard": []}})
    first.sends(LI, File("纪要.txt", b"x"))
    sent["text"] = "改了"
    first.show("edited", LI, sent)
    first.rooms[LI].pinned = 1
    first.keep_room(first.rooms[LI])

    second = lives()

    assert second.rooms[LI] == first.rooms[LI]
    assert second.rooms[GROUP].unheard == {1}
    assert second.rooms[LI].messages[1]["text"] == "改了"
    document = second.rooms[LI].messages[2]["document"]
    assert second.files[document["file_id"]] == File("纪要.txt", b"x")


async def test_what_the_bot_had_not_fetched_waits_for_its_next_life(lives):
    first = lives()
    for text in "一二三":
        first.says(LI, text)
    await first.updates.get(2, 100, 0, None)

    second = lives()
    waiting = await second.updates.get(0, 100, 0, None)

    assert [update["message"]["text"] for update in waiting] == ["二", "三"]
    assert second.updates.add("message", {}) == 4


async def test_a_number_is_never_given_twice(lives):
    """The bot keeps what it has heard by its number, and would take the next life's words for this one's."""
    first = lives()
    first.says(LI, "一")
    await first.updates.get(2, 100, 0, None)

    assert lives().says(LI, "二") == 2


async def test_a_group_that_moved_and_a_blocked_bot_stay_so(lives):
    first = lives()
    first.migrates(GROUP, SUPERGROUP)
    first.blocks(LI)

    second = lives()

    assert second.rooms[GROUP].moved_to == SUPERGROUP
    assert second.rooms[SUPERGROUP].chat["title"] == "整改群"
    assert second.rooms[LI].barred == "bot was blocked by the user"


async def test_an_old_message_that_went_does_not_come_back(lives):
    first = lives()
    for number in range(301):
        first.says(LI, str(number))

    assert min(lives().rooms[LI].messages) == 2


async def test_what_happened_a_moment_before_the_end_is_kept(tmp_path):
    """Written as soon as the loop turns, so that there is next to nothing to lose when it is killed."""
    keeper = Keeper(tmp_path / "telegram.db")
    begun(tmp_path, keeper).says(LI, "一")
    await asyncio.sleep(0)
    keeper._thread.submit(lambda: None).result()  # the writer is done

    with sqlite3.connect(f"file:{tmp_path}/telegram.db?mode=ro", uri=True) as other:
        kinds = [kind for (kind,) in other.execute("SELECT kind FROM kept ORDER BY kind")]
    other.close()
    keeper.close()
    assert kinds == ["message", "numbered", "update"]


@pytest.mark.parametrize(
    "content",
    [
        pytest.param(b"no database" * 500, id="no database"),
        pytest.param(None, id="of another form"),
        pytest.param("UPDATE kept SET json = '{'", id="a row that cannot be read"),
    ],
)
async def test_a_file_that_cannot_be_used_is_set_aside(tmp_path, content):
    path = tmp_path / "telegram.db"
    keeper = Keeper(path)
    begun(tmp_path, keeper).says(LI, "一")
    keeper.close()
    if isinstance(content, bytes):
        path.write_bytes(content)
    else:
        with sqlite3.connect(path) as db:
            db.execute(content or "PRAGMA user_version = 9")
        db.close()

    again = Keeper(path)
    assert again.kept == []
    assert path.with_name("telegram.db.unread").exists()
    begun(tmp_path, again).says(LI, "二")
    again.close()
    last = Keeper(path)
    assert [value["message"]["text"] for kind, _, value in last.kept if kind == "message"] == ["二"]
    last.close()


async def test_a_disk_that_is_full_does_not_end_the_conversation(tmp_path, caplog):
    keeper = Keeper(tmp_path / "telegram.db")
    world = begun(tmp_path, keeper)
    keeper._db.execute("PRAGMA query_only = ON")
    world.says(LI, "一")
    keeper.close()

    assert world.rooms[LI].messages[1]["text"] == "一"
    assert "attempt to write a readonly database" in caplog.text
