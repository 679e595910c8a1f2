"""A small Telegram: people, chats, messages; what a person does in it becomes an update."""

from __future__ import annotations

import json
from collections.abc import Callable
from copy import deepcopy
from dataclasses import dataclass, field
from itertools import count
from typing import Any

from bot.sandbox import entities, pictures
from bot.sandbox.keeping import Keep, Kept, forget
from bot.sandbox.refusals import bad_request, forbidden, migrated
from bot.sandbox.shelf import File, Shelf
from bot.sandbox.updates import Updates

Json = dict[str, Any]

#: The account that stands for a group's anonymous administrators.
ANONYMOUS = {"id": 1087968824, "is_bot": True, "first_name": "Group", "username": "GroupAnonymousBot"}

_REMEMBERED = 300  # messages of a chat; of more the oldest go


@dataclass(frozen=True, slots=True)
class Event:
    """Something a chat shows.

    ``message``, ``service`` (a message from nobody), ``edited``, ``toast``, ``typing``, ``menu``, ``room``.
    """

    kind: str
    chat_id: int
    what: Json


@dataclass(slots=True)
class Room:
    """A chat and what was said in it."""

    chat: Json
    members: set[int] = field(default_factory=set)
    messages: dict[int, Json] = field(default_factory=dict)
    unheard: set[int] = field(default_factory=set)  # messages that privacy mode keeps from the bot
    next_message: int = 1
    moved_to: int | None = None
    barred: str | None = None  # why the bot may not write here any more, in Telegram's words
    pinned: int | None = None

    @property
    def is_private(self) -> bool:
        return bool(self.chat["type"] == "private")


class World:
    """Everybody and everything.

    Args:
        now: gives the time in seconds since 1970.
        token: the bot's token, which its number is part of.
        username: the bot's name after the @.
        shelf: where files lie.
        keep: is given every change that should outlive the program.
    """

    def __init__(
        self,
        now: Callable[[], int],
        token: str,
        username: str = "duban_bot",
        shelf: Shelf | None = None,
        keep: Keep = forget,
    ):
        self.now = now
        self.token = token
        self.me: Json = {
            "id": int(token.partition(":")[0]),
            "is_bot": True,
            "first_name": "督办",
            "username": username,
            "can_join_groups": True,
            "can_read_all_group_messages": False,
            "supports_inline_queries": False,
        }
        self.people: dict[int, Json] = {}
        self.rooms: dict[int, Room] = {}
        self.queries: dict[str, Json] = {}
        self.menus: dict[tuple[str, str], list[Json]] = {}
        self.files = Shelf() if shelf is None else shelf
        self.updates = Updates(keep)
        self._keep = keep
        self._numbers = count(1)
        self._listeners: list[Callable[[Event], None]] = []

    # -- who and where --------------------------------------------------------------------

    def person(self, number: int, name: str, language: str = "zh-hans") -> Json:
        """Let *name* exist, with a private chat of the same number."""
        user = {"id": number, "is_bot": False, "first_name": name, "language_code": language}
        self.people[number] = user
        self.rooms[number] = Room({"id": number, "type": "private", "first_name": name}, {number})
        return user

    def group(self, number: int, title: str, *members: int) -> Json:
        """Let a group exist, with *members* and the bot in it."""
        chat = {"id": number, "type": "supergroup" if number < -(10**12) else "group", "title": title}
        self.rooms[number] = Room(chat, set(members))
        return chat

    def room(self, chat_id: int) -> Room:
        """Return the chat the bot means.

        Raises:
            Refused: it is unknown, has moved, or does not let the bot write.
        """
        room = self.rooms.get(chat_id)
        if room is None:
            raise bad_request("chat not found")
        if room.moved_to is not None:
            raise migrated(room.moved_to)
        if room.barred:
            raise forbidden(room.barred)
        return room

    def menu(self, chat: Json, language: str = "") -> list[Json]:
        """Return the commands offered in *chat*: the narrowest scope that has any, in *language* or none."""
        kind = "all_private_chats" if chat["type"] == "private" else "all_group_chats"
        scopes: list[Json] = [
            {"type": "chat", "chat_id": chat["id"]},
            {"type": kind},
            {"type": "default"},
        ]
        keys = [(json.dumps(s, sort_keys=True), spoken) for s in scopes for spoken in (language, "")]
        return next((self.menus[key] for key in keys if self.menus.get(key)), [])

    def listen(self, listener: Callable[[Event], None]) -> None:
        """Call *listener* for everything a chat shows from now on."""
        self._listeners.append(listener)

    def show(self, kind: str, chat_id: int, what: Json) -> None:
        if kind == "edited":
            self._keep_message(self.rooms[chat_id], what)
        for listener in self._listeners:
            listener(Event(kind, chat_id, what))

    # -- what people do ---------------------------------------------------------------------

    def says(
        self, person: int, text: str, chat_id: int | None = None, reply_to: int | None = None, ago: int = 0
    ) -> int | None:
        """Let *person* write; returns the update's number, None where the bot does not hear it."""
        room = self.rooms[chat_id or person]
        fields = {"text": text} | _marks("entities", text)
        return self._comes(room, self.people[person], fields, reply_to, ago)

    def sends(
        self,
        person: int,
        file: File,
        chat_id: int | None = None,
        caption: str = "",
        reply_to: int | None = None,
        *,
        as_photo: bool = False,
        album: str = "",
    ) -> int | None:
        """Let *person* send a file, or a picture as a photo, of an *album*; returns as :meth:`says` does."""
        room = self.rooms[chat_id or person]
        number = self.files.add(file)
        what: Json = {"photo": self.photo(number)} if as_photo else {"document": self.document(number)}
        if caption:
            what |= {"caption": caption} | _marks("caption_entities", caption)
        if album:
            what |= {"media_group_id": album}
        return self._comes(room, self.people[person], what, reply_to)

    def says_anonymously(self, text: str, chat_id: int) -> int | None:
        """Let an anonymous administrator of a group write."""
        room = self.rooms[chat_id]
        fields = {"text": text, "sender_chat": room.chat} | _marks("entities", text)
        return self._comes(room, ANONYMOUS, fields)

    def edits(self, person: int, message_id: int, text: str, chat_id: int | None = None) -> int | None:
        """Let *person* change what they wrote."""
        message = self.rooms[chat_id or person].messages[message_id]
        message |= {"text": text, "edit_date": self.now(), "entities": entities.detect(text)}
        self.show("edited", message["chat"]["id"], message)
        return self.updates.add("edited_message", deepcopy(message))

    def presses(self, person: int, message: Json, data: str) -> int | None:
        """Let *person* press a button under *message*."""
        number = str(next(self._numbers))
        query = {
            "id": number,
            "from": self.people[person],
            "message": deepcopy(message),
            "chat_instance": str(message["chat"]["id"]),
            "data": data,
        }
        self.queries[number] = query
        return self.updates.add("callback_query", query)

    def blocks(self, person: int) -> int | None:
        """Let *person* block the bot."""
        return self._bars(self.rooms[person], person, "bot was blocked by the user")

    def unblocks(self, person: int) -> int | None:
        """Let *person* take the bot back."""
        return self._bars(self.rooms[person], person, None)

    def removes_bot(self, person: int, chat_id: int) -> int | None:
        """Let *person* take the bot out of a group."""
        room = self.rooms[chat_id]
        return self._bars(room, person, f"bot was kicked from the {room.chat['type']} chat")

    def adds_bot(self, person: int, chat_id: int) -> int | None:
        """Let *person* take the bot into a group again."""
        return self._bars(self.rooms[chat_id], person, None)

    def migrates(self, chat_id: int, new_id: int, *, silently: bool = False) -> int | None:
        """Let a group become a supergroup; *silently*: without the message that says so."""
        old = self.rooms[chat_id]
        new = Room(old.chat | {"id": new_id, "type": "supergroup"}, set(old.members))
        self.rooms[new_id] = new
        old.moved_to = new_id
        self.keep_room(new)
        self.keep_room(old)
        if silently:
            return None
        self.updates.add("message", deepcopy(self._enter(old, {"migrate_to_chat_id": new_id})))
        return self.updates.add("message", deepcopy(self._enter(new, {"migrate_from_chat_id": chat_id})))

    # -- what both sides need -----------------------------------------------------------------

    def post(self, room: Room, fields: Json) -> Json:
        """Put the bot's message into *room* and return it with its number and date."""
        author = {k: self.me[k] for k in ("id", "is_bot", "first_name", "username")}
        return self._enter(room, {"from": author} | fields)

    def described(self, number: str, file: File) -> Json:
        """Return what every kind of file on the shelf is described by."""
        return {"file_id": number, "file_unique_id": number[:16], "file_size": len(file.content)}

    def document(self, number: str) -> Json:
        """Return file *number* as a document."""
        file = self.files[number]
        return self.described(number, file) | {"file_name": file.name}

    def photo(self, number: str) -> list[Json]:
        """Return file *number* as a photo, in the one size that it has."""
        file = self.files[number]
        width, height = pictures.extent(file.content) or (1, 1)
        return [self.described(number, file) | {"width": width, "height": height}]

    def keep_room(self, room: Room) -> None:
        """Have what changed about *room* itself kept and shown."""
        kept = {
            "chat": room.chat,
            "members": sorted(room.members),
            "moved_to": room.moved_to,
            "barred": room.barred,
            "pinned": room.pinned,
        }
        self._keep("room", str(room.chat["id"]), kept)
        self.show("room", room.chat["id"], {})

    def restore(self, kept: Kept) -> None:
        """Take up where an earlier life ended; people and groups come from the program itself.

        Raises:
            ValueError: what was kept makes no sense; the world is then of no use.
        """
        try:
            self._restore(kept)
        except (AttributeError, KeyError, TypeError, ValueError) as error:
            raise ValueError(f"what was kept makes no sense: {error!r}") from error

    def _restore(self, kept: Kept) -> None:
        for kind, key, value in sorted(kept, key=lambda row: row[0], reverse=True):  # rooms, then the rest
            match kind:
                case "room":
                    room = self.rooms.setdefault(int(key), Room(value["chat"]))
                    room.members = set(value["members"])
                    room.moved_to, room.barred = value["moved_to"], value["barred"]
                    room.pinned = value["pinned"]
                case "message":
                    self._restore_message(key, value)
        for room in self.rooms.values():
            room.messages = dict(sorted(room.messages.items()))
            room.next_message = max(room.messages, default=0) + 1
        numbered = max((int(value) for kind, _, value in kept if kind == "numbered"), default=0)
        self.updates.restore([value for kind, _, value in kept if kind == "update"], numbered)

    def _restore_message(self, key: str, value: Json) -> None:
        chat_id, _, number = key.partition("/")
        room = self.rooms.get(int(chat_id))
        if room is not None:
            room.messages[int(number)] = value["message"]
            if not value["heard"]:
                room.unheard.add(int(number))

    def _comes(
        self, room: Room, user: Json, fields: Json, reply_to: int | None = None, ago: int = 0
    ) -> int | None:
        """Enter a person's message, and queue it for the bot where that gets it."""
        original = room.messages.get(reply_to) if reply_to else None
        if original is not None:
            fields = fields | {"reply_to_message": _without_reply(original)}
        heard = self._hears(room, fields)
        message = self._enter(room, {"from": user, "date": self.now() - ago} | fields, heard=heard)
        return self.updates.add("message", deepcopy(message)) if heard else None

    def _enter(self, room: Room, fields: Json, *, heard: bool = True) -> Json:
        """Give a message its number and place, and show it."""
        message: Json = {"message_id": room.next_message, "date": self.now(), "chat": room.chat} | fields
        room.next_message += 1
        room.messages[message["message_id"]] = message
        if not heard:
            room.unheard.add(message["message_id"])
        self._keep_message(room, message)
        if len(room.messages) > _REMEMBERED:
            oldest = next(iter(room.messages))
            del room.messages[oldest]
            room.unheard.discard(oldest)
            self._keep("message", f"{room.chat['id']}/{oldest}", None)
        self.show("message" if "from" in message else "service", room.chat["id"], message)
        return message

    def _keep_message(self, room: Room, message: Json) -> None:
        number = message["message_id"]
        kept = {"message": message, "heard": number not in room.unheard}
        self._keep("message", f"{room.chat['id']}/{number}", kept)

    def _bars(self, room: Room, person: int, reason: str | None) -> int | None:
        before, after = ("kicked", "member") if reason is None else ("member", "kicked")
        room.barred = reason
        self.keep_room(room)
        return self.updates.add(
            "my_chat_member",
            {
                "chat": room.chat,
                "from": self.people[person],
                "date": self.now(),
                "old_chat_member": self._member(before),
                "new_chat_member": self._member(after),
            },
        )

    def _member(self, status: str) -> Json:
        user = {k: self.me[k] for k in ("id", "is_bot", "first_name", "username")}
        return {"status": status, "user": user} | ({"until_date": 0} if status == "kicked" else {})

    def _hears(self, room: Room, message: Json) -> bool:
        """Tell whether the bot gets *message*: in groups privacy mode keeps the rest from it."""
        if room.is_private:
            return True
        if room.barred:
            return False
        if self.me["can_read_all_group_messages"]:
            return True
        text = message.get("text") or message.get("caption", "")
        marks = message.get("entities") or message.get("caption_entities", ())
        raw, handle = text.encode("utf-16-le", "surrogatepass"), f"@{self.me['username']}".lower()
        named = [raw[2 * e["offset"] : 2 * (e["offset"] + e["length"])].decode("utf-16-le") for e in marks]
        if any(word.lower().endswith(handle) for word in named):
            return True
        reply = message.get("reply_to_message")
        if reply and reply["from"]["id"] == self.me["id"]:
            return True
        return text.startswith("/") and "@" not in text.split()[0]


def _marks(name: str, text: str) -> Json:
    found = entities.detect(text)
    return {name: found} if found else {}


def _without_reply(message: Json) -> Json:
    return {key: value for key, value in message.items() if key != "reply_to_message"}
