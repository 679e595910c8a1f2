"""A small Telegram: people, chats, messages; what a person does in it becomes an update."""

from __future__ import annotations

from collections.abc import Callable
from copy import deepcopy
from dataclasses import dataclass, field
from typing import Any

from bot.sandbox import entities
from bot.sandbox.refusals import bad_request, forbidden, migrated
from bot.sandbox.updates import Updates

Json = dict[str, Any]

#: The account that stands for a group's anonymous administrators.
ANONYMOUS = {"id": 1087968824, "is_bot": True, "first_name": "Group", "username": "GroupAnonymousBot"}


@dataclass(frozen=True, slots=True)
class Event:
    """Something a chat shows: ``message``, ``edited``, ``toast``, ``typing`` or ``menu``."""

    kind: str
    chat_id: int
    what: Json


@dataclass(slots=True)
class Room:
    """A chat and what was said in it."""

    chat: Json
    members: set[int] = field(default_factory=set)
    messages: dict[int, Json] = field(default_factory=dict)
    next_message: int = 1
    moved_to: int | None = None
    barred: str | None = None  # why the bot may not write here any more, in Telegram's words

    @property
    def is_private(self) -> bool:
        return bool(self.chat["type"] == "private")


@dataclass(frozen=True, slots=True)
class File:
    """A file the bot sent."""

    name: str
    content: bytes


class World:
    """Everybody and everything, in memory; *now* gives the time in seconds since 1970."""

    def __init__(self, now: Callable[[], int], token: str, username: str = "duban_bot"):
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
        self.files: dict[str, File] = {}
        self.updates = Updates()
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

    def listen(self, listener: Callable[[Event], None]) -> None:
        """Call *listener* for everything a chat shows from now on."""
        self._listeners.append(listener)

    def show(self, kind: str, chat_id: int, what: Json) -> None:
        for listener in self._listeners:
            listener(Event(kind, chat_id, what))

    # -- what people do ---------------------------------------------------------------------

    def says(
        self, person: int, text: str, chat_id: int | None = None, reply_to: int | None = None, ago: int = 0
    ) -> int | None:
        """Let *person* write; returns the update's number, None where the bot does not hear it."""
        room = self.rooms[chat_id or person]
        message = self._message(room, self.people[person], text, reply_to, ago)
        self.show("message", room.chat["id"], message)
        return self.updates.add("message", deepcopy(message)) if self._hears(room, message) else None

    def says_anonymously(self, text: str, chat_id: int) -> int | None:
        """Let an anonymous administrator of a group write."""
        room = self.rooms[chat_id]
        message = self._message(room, ANONYMOUS, text, None, 0) | {"sender_chat": room.chat}
        room.messages[message["message_id"]] = message
        return self.updates.add("message", deepcopy(message)) if self._hears(room, message) else None

    def edits(self, person: int, message_id: int, text: str, chat_id: int | None = None) -> int | None:
        """Let *person* change what they wrote."""
        message = self.rooms[chat_id or person].messages[message_id]
        message |= {"text": text, "edit_date": self.now(), "entities": entities.detect(text)}
        return self.updates.add("edited_message", deepcopy(message))

    def presses(self, person: int, message: Json, data: str) -> int | None:
        """Let *person* press a button under *message*."""
        number = str(len(self.queries) + 1)
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
        self.rooms[person].barred = "bot was blocked by the user"
        return self._membership(self.rooms[person], person, "member", "kicked")

    def unblocks(self, person: int) -> int | None:
        """Let *person* take the bot back."""
        self.rooms[person].barred = None
        return self._membership(self.rooms[person], person, "kicked", "member")

    def removes_bot(self, person: int, chat_id: int) -> int | None:
        """Let *person* take the bot out of a group."""
        room = self.rooms[chat_id]
        room.barred = f"bot was kicked from the {room.chat['type']} chat"
        return self._membership(room, person, "member", "kicked")

    def migrates(self, chat_id: int, new_id: int, *, silently: bool = False) -> int | None:
        """Let a group become a supergroup; *silently*: without the message that says so."""
        old = self.rooms[chat_id]
        self.rooms[new_id] = Room(old.chat | {"id": new_id, "type": "supergroup"}, set(old.members))
        old.moved_to = new_id
        if silently:
            return None
        message = self._service(old, {"migrate_to_chat_id": new_id})
        self.updates.add("message", message)
        return self.updates.add(
            "message", self._service(self.rooms[new_id], {"migrate_from_chat_id": chat_id})
        )

    # -- what both sides need -----------------------------------------------------------------

    def post(self, room: Room, message: Json) -> Json:
        """Put the bot's *message* into *room* and return it with its number and date."""
        whole: Json = {
            "message_id": room.next_message,
            "from": {k: self.me[k] for k in ("id", "is_bot", "first_name", "username")},
            "date": self.now(),
            "chat": room.chat,
        } | message
        room.next_message += 1
        room.messages[whole["message_id"]] = whole
        self.show("message", room.chat["id"], whole)
        return whole

    def _message(self, room: Room, user: Json, text: str, reply_to: int | None, ago: int) -> Json:
        message: Json = {
            "message_id": room.next_message,
            "from": user,
            "date": self.now() - ago,
            "chat": room.chat,
            "text": text,
        }
        if found := entities.detect(text):
            message["entities"] = found
        if reply_to is not None:
            message["reply_to_message"] = _without_reply(room.messages[reply_to])
        room.next_message += 1
        room.messages[message["message_id"]] = message
        return message

    def _service(self, room: Room, fields: Json) -> Json:
        message = {"message_id": room.next_message, "date": self.now(), "chat": room.chat} | fields
        room.next_message += 1
        return message

    def _membership(self, room: Room, person: int, before: str, after: str) -> int | None:
        def member(status: str) -> Json:
            user = {k: self.me[k] for k in ("id", "is_bot", "first_name", "username")}
            until = {"until_date": 0} if status == "kicked" else {}
            return {"status": status, "user": user} | until

        return self.updates.add(
            "my_chat_member",
            {
                "chat": room.chat,
                "from": self.people[person],
                "date": self.now(),
                "old_chat_member": member(before),
                "new_chat_member": member(after),
            },
        )

    def _hears(self, room: Room, message: Json) -> bool:
        """Tell whether the bot gets *message*: in groups privacy mode keeps the rest from it."""
        if room.is_private or self.me["can_read_all_group_messages"]:
            return True
        text, handle = message["text"], f"@{self.me['username']}".lower()
        named = [
            text.encode("utf-16-le")[2 * e["offset"] : 2 * (e["offset"] + e["length"])].decode("utf-16-le")
            for e in message.get("entities", ())
        ]
        if any(word.lower().endswith(handle) for word in named):
            return True
        reply = message.get("reply_to_message")
        if reply and reply["from"]["id"] == self.me["id"]:
            return True
        return text.startswith("/") and "@" not in text.split()[0]


def _without_reply(message: Json) -> Json:
    return {key: value for key, value in message.items() if key != "reply_to_message"}
