"""What a person on the page does: a JSON object → something in the world, or one sentence that refuses."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from itertools import count
from typing import Any, TypeVar

from bot.clock import Clock
from bot.errors import Misuse
from bot.sandbox import cast, entities, pictures
from bot.sandbox.faults import Fault, Faults, Wire
from bot.sandbox.refusals import too_many
from bot.sandbox.shelf import File
from bot.sandbox.world import Json, Room, World

LARGEST = 25 * 2**20  # bytes of a file; more than a bot may fetch, so that its refusal can be seen
_FIRST, _LAST = datetime(2000, 1, 1, tzinfo=UTC), datetime(2100, 1, 1, tzinfo=UTC)
_SUPERGROUPS = -(10**12)
_SLOW = 5.0  # seconds
UNREADABLE = "页面的请求无法识别，请刷新页面。"
T = TypeVar("T")

#: What can be made to go wrong with the bot's next message.
FAULTS = {
    "slow": Fault(Wire.SLOW, seconds=_SLOW),
    "lost": Fault(Wire.LOST),
    "reset": Fault(Wire.RESET),
    "broken": Fault(Wire.BROKEN),
    "flood": Fault(refusal=too_many(5)),
}


@dataclass(frozen=True, slots=True)
class Scene:
    """What deeds act on."""

    world: World
    clock: Clock
    faults: Faults
    anew: asyncio.Event = field(default_factory=asyncio.Event)  # somebody wants to begin anew


def act(scene: Scene, deed: Json) -> None:
    """Do what *deed* says.

    Args:
        scene: where it happens.
        deed: ``do`` says what; ``as`` who does it and ``chat`` where, for whatever happens in a chat.

    Raises:
        Misuse: it cannot be done; one Chinese sentence says why.
    """
    name = _field(deed, "do", str)
    if name not in DEEDS:
        raise Misuse(UNREADABLE)
    DEEDS[name](scene, deed)


def send(scene: Scene, deed: Json, file: File) -> None:
    """Let somebody send *file*, with a text, and a picture as a photo where they want it so.

    Raises:
        Misuse: as :func:`act`.
    """
    person, room = _person(scene, deed)
    if not file.content:
        raise Misuse("文件是空的，请重新选择。")
    if len(file.content) > LARGEST:
        raise Misuse(f"试用页只收 {LARGEST // 2**20} MB 以内的文件。")
    as_photo = bool(deed.get("photo")) and pictures.extent(file.content) is not None
    caption = _text(deed, "text", entities.LIMIT_CAPTION)
    scene.world.sends(person, file, room.chat["id"], caption, _reply(deed), as_photo=as_photo)


def _say(scene: Scene, deed: Json) -> None:
    person, room = _person(scene, deed)
    text = _text(deed, "text", entities.LIMIT_TEXT)
    if not text:
        raise Misuse("请先输入内容。")
    scene.world.says(person, text, room.chat["id"], _reply(deed))


def _try(scene: Scene, deed: Json) -> None:
    """One of the person's suggestions; in a group with the mention that makes the bot hear it."""
    person, room = _person(scene, deed)
    suggestion = cast.suggestion(person, _field(deed, "which", int))
    if suggestion is None:
        raise Misuse("没有这一条示例，请刷新页面。")
    if suggestion.sample:
        file = suggestion.file()
        as_photo = pictures.extent(file.content) is not None
        scene.world.sends(person, file, room.chat["id"], suggestion.text, as_photo=as_photo)
        return
    mention = "" if room.is_private or suggestion.text.startswith("/") else f"@{scene.world.me['username']} "
    scene.world.says(person, mention + suggestion.text, room.chat["id"])


def _press(scene: Scene, deed: Json) -> None:
    person, room = _person(scene, deed)
    message = room.messages.get(_field(deed, "message", int), {})
    data = _field(deed, "data", str)
    rows = message.get("reply_markup", {}).get("inline_keyboard", [])
    if not any(button.get("callback_data") == data for row in rows for button in row):
        raise Misuse("这个按钮已经不在了。")
    scene.world.presses(person, message, data)


def _move(scene: Scene, deed: Json) -> None:
    """``to`` a time as ISO 8601 in the clock's own zone, ``now``, ``day`` or ``friday``."""
    now, to = scene.clock(), _field(deed, "to", str)
    match to:
        case "now":
            then = scene.clock.real()
        case "day":
            then = now + timedelta(days=1)
        case "friday":
            then = next_friday(now)
        case _:
            then = _time(to, now)
    if not _FIRST <= then <= _LAST:
        raise Misuse("时钟只能拨到2000年至2099年之间。")
    scene.clock.move(then)


def next_friday(now: datetime) -> datetime:
    """Return 15:00 on the Friday of next week (下周五), when a weekly summary is due.

    >>> next_friday(datetime(2026, 10, 19, 9, tzinfo=UTC)).isoformat()
    '2026-10-30T15:00:00+00:00'
    """
    day = now + timedelta(days=7 - now.weekday() + 4)
    return day.replace(hour=15, minute=0, second=0, microsecond=0)


def _time(text: str, now: datetime) -> datetime:
    try:
        return datetime.fromisoformat(text).replace(tzinfo=now.tzinfo)
    except ValueError:
        raise Misuse("看不懂这个日期，请重新选择。") from None


def _block(scene: Scene, deed: Json) -> None:
    """Block the bot in private, put it out of a group; or take it back."""
    person, room = _person(scene, deed)
    world, chat = scene.world, room.chat["id"]
    if room.is_private:
        (world.unblocks if room.barred else world.blocks)(person)
    else:
        (world.adds_bot if room.barred else world.removes_bot)(person, chat)


def _upgrade(scene: Scene, deed: Json) -> None:
    """Let a group become a supergroup, under a new number."""
    _, room = _person(scene, deed)
    if room.chat["type"] != "group":
        raise Misuse("只有普通群可以升级为超级群。")
    free = next(n for n in count(1) if _SUPERGROUPS - n not in scene.world.rooms)
    scene.world.migrates(room.chat["id"], _SUPERGROUPS - free)


def _fault(scene: Scene, deed: Json) -> None:
    """Let the bot's next message meet a fault of the wire."""
    name = _field(deed, "kind", str)
    if name not in FAULTS:
        raise Misuse("没有这一种故障，请刷新页面。")
    scene.faults.add("sendMessage", FAULTS[name])


def _begin_anew(scene: Scene, _: Json) -> None:
    """Let the trial begin again as on its first day; what was said, sent and moved is gone."""
    scene.anew.set()


DEEDS: dict[str, Callable[[Scene, Json], None]] = {
    "say": _say,
    "try": _try,
    "press": _press,
    "move": _move,
    "block": _block,
    "upgrade": _upgrade,
    "fault": _fault,
    "anew": _begin_anew,
}


def _person(scene: Scene, deed: Json) -> tuple[int, Room]:
    """Return who acts and in which chat, which they must be in."""
    person, chat = _field(deed, "as", int), _field(deed, "chat", int)
    room = scene.world.rooms.get(chat)
    if room is None or person not in room.members or room.moved_to is not None:
        raise Misuse("不在这个聊天里，请刷新页面。")
    if room.barred and room.is_private and deed.get("do") != "block":
        raise Misuse("已停用机器人，请先恢复。")
    return person, room


def _text(deed: Json, name: str, limit: int) -> str:
    text = _field(deed, name, str).strip()
    if entities.units(text) > limit:
        raise Misuse(f"一条消息最多 {limit:,} 个字，请分开发送。")
    return text


def _reply(deed: Json) -> int | None:
    return _field(deed, "reply", int) if deed.get("reply") else None


def _field(deed: Json, name: str, kind: type[T]) -> T:
    value: Any = deed.get(name)
    if type(value) is not kind:
        raise Misuse(UNREADABLE)
    return value
