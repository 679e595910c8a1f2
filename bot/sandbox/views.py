"""What the page is shown: chats and messages in the few fields that it needs."""

from __future__ import annotations

from typing import Any

from bot.sandbox import cast, glosses
from bot.sandbox.world import Json, Room, World

_EXCERPT = 80  # characters of a message that is replied to
_LANGUAGES = ("", "en")


def everything(world: World) -> Json:
    """Return all that a page shows when it opens, or comes back after a lost connection."""
    return {
        "bot": {"id": world.me["id"], "name": world.me["first_name"], "username": world.me["username"]},
        "people": [person(one) for one in cast.PEOPLE],
        "chats": [chat(world, room) | {"messages": messages(world, room)} for room in world.rooms.values()],
    }


def person(one: cast.Person) -> Json:
    """Return one of the cast, with what they may try first."""
    return {
        "id": one.number,
        "name": one.name,
        "latin": one.latin,
        "role": one.role,
        "unit": one.unit,
        "suggestions": [
            {"text": s.text, "label": s.label or s.text, "english": s.english, "file": bool(s.sample)}
            for s in one.suggestions
        ],
    }


def chat(world: World, room: Room) -> Json:
    """Return a chat without its messages."""
    number = room.chat["id"]
    english = next((group.english for group in cast.GROUPS if group.title == room.chat.get("title")), "")
    return {
        "id": number,
        "kind": room.chat["type"],
        "title": room.chat.get("title") or room.chat["first_name"],
        "english": english,
        "members": sorted(room.members),
        "pinned": room.pinned,
        "barred": room.barred is not None,
        "moved": room.moved_to,
        "menus": {language: world.menu(room.chat, language) for language in _LANGUAGES},
    }


def messages(world: World, room: Room) -> list[Json]:
    return [message(world, room, one) for one in room.messages.values()]


def message(world: World, room: Room, one: Json) -> Json:
    """Return a message as the page shows it."""
    author = one.get("from", {})
    mine = author.get("id") == world.me["id"]
    text: str = one.get("text") or one.get("caption", "")
    view: Json = {
        "id": one["message_id"],
        "date": one["date"],
        "from": author.get("id"),
        "author": author.get("first_name", ""),
        "text": text,
        "marks": one.get("entities") or one.get("caption_entities", []),
        "edited": "edit_date" in one,
        "heard": one["message_id"] not in room.unheard,
        "buttons": one.get("reply_markup", {}).get("inline_keyboard", []),
        "gloss": glosses.of_bot(one) if mine else glosses.of_person(text, world.me["username"]),
    }
    return view | _attached(one) | _answered(one) | _moved(one)


def _attached(one: Json) -> Json:
    if document := one.get("document"):
        fields = {"file": document["file_id"], "name": document["file_name"], "size": document["file_size"]}
        return {"document": fields}
    if photo := one.get("photo"):
        largest = photo[-1]
        fields = {"file": largest["file_id"], "width": largest["width"], "height": largest["height"]}
        return {"photo": fields}
    return {}


def _answered(one: Json) -> Json:
    original: Any = one.get("reply_to_message")
    if original is None:
        return {}
    text = (
        original.get("text") or original.get("caption") or original.get("document", {}).get("file_name", "")
    )
    author = original.get("from", {}).get("first_name", "")
    return {"reply": {"id": original["message_id"], "author": author, "text": text[:_EXCERPT]}}


def _moved(one: Json) -> Json:
    return {"service": "moved"} if "migrate_to_chat_id" in one or "migrate_from_chat_id" in one else {}
