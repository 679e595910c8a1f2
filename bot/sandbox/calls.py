"""One call of the Bot API: its parameters, and what most methods read out of them."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from bot.sandbox import entities
from bot.sandbox.refusals import bad_request
from bot.sandbox.shelf import File
from bot.sandbox.world import Json, Room, World

_BUTTONS = 100


@dataclass(frozen=True, slots=True)
class Call:
    """One call: its parameters as they came in the form, and its files."""

    params: Mapping[str, str]
    files: Mapping[str, File] = field(default_factory=dict)

    def integer(self, name: str, default: int = 0) -> int:
        value = self.params.get(name, "")
        try:
            return int(value) if value else default
        except ValueError:
            raise bad_request(f'can\'t parse "{name}": Field must be a valid Number') from None

    def object(self, name: str) -> Json:
        """Return a parameter that is an object; an empty one where it is not given."""
        found: Json = self._json(name, dict)
        return found

    def array(self, name: str) -> list[Any]:
        """Return a parameter that is a list; an empty one where it is not given."""
        found: list[Any] = self._json(name, list)
        return found

    def objects(self, name: str) -> list[Json]:
        """Return a parameter that is a list of objects."""
        return _all_objects(self.array(name), name)

    def _json(self, name: str, kind: type) -> Any:
        try:
            found = json.loads(self.params.get(name) or "null")
        except (RecursionError, ValueError):
            raise bad_request(f"can't parse {name} JSON object") from None
        if found is not None and not isinstance(found, kind):
            raise bad_request(f"can't parse {name} JSON object")
        return kind() if found is None else found

    def flag(self, name: str) -> bool:
        return self.params.get(name, "").lower() == "true"


def room(world: World, call: Call) -> Room:
    """Return the chat that is meant."""
    if not call.params.get("chat_id"):
        raise bad_request("chat_id is empty")
    return world.room(call.integer("chat_id"))


def message(found: Room, call: Call, purpose: str) -> Json:
    """Return the message that is meant *to edit* or *to pin*."""
    meant = found.messages.get(call.integer("message_id"))
    if meant is None:
        raise bad_request(f"message {purpose} not found")
    return meant


def formatted(call: Call, name: str, limit: int) -> Json:
    """Return the field *name* (text or caption) with its entities, read as Telegram reads them."""
    text, found = call.params.get(name, ""), call.objects(_entities(name))
    if mode := call.params.get("parse_mode"):
        if mode.lower() != "html":
            raise bad_request("unsupported parse_mode")
        text, found = entities.parse_html(text)
    text = text.strip()
    if not text and name == "text":
        raise bad_request("message text is empty")
    if entities.units(text) > limit:
        raise bad_request("message is too long" if name == "text" else "message caption is too long")
    marks = entities.with_detected(text, found)
    return ({name: text} if text else {}) | ({_entities(name): marks} if marks else {})


def _entities(name: str) -> str:
    return "entities" if name == "text" else f"{name}_entities"


def answering(found: Room, call: Call) -> Json:
    """Return the message that is replied to, as a field of the new one."""
    reply = call.object("reply_parameters")
    if not reply.get("message_id"):
        return {}
    number = Call({"message_id": str(reply["message_id"])}).integer("message_id")
    original = found.messages.get(number)
    if original is None:
        if reply.get("allow_sending_without_reply"):
            return {}
        raise bad_request("message to be replied not found")
    return {"reply_to_message": {k: v for k, v in original.items() if k != "reply_to_message"}}


def keyboard(call: Call) -> Json:
    """Return the buttons, checked one by one."""
    markup = call.object("reply_markup")
    if "inline_keyboard" not in markup:
        return {}
    rows = markup["inline_keyboard"]
    if not isinstance(rows, list) or not all(isinstance(row, list) for row in rows):
        raise bad_request("can't parse inline keyboard: Array of Array expected")
    buttons = _all_objects([button for row in rows for button in row], "inline keyboard button")
    if len(buttons) > _BUTTONS:
        raise bad_request("reply markup is too long")
    for button in buttons:
        _check(button)
    return {"reply_markup": markup} if buttons else {}


def _all_objects(found: list[Any], name: str) -> list[Json]:
    if not all(isinstance(one, dict) for one in found):
        raise bad_request(f"can't parse {name} JSON object")
    return found


def _check(button: Json) -> None:
    data = button.get("callback_data")
    if not str(button.get("text", "")).strip() or (data is None and "url" not in button):
        raise bad_request(
            "can't parse inline keyboard button: Text buttons are unallowed in the inline keyboard"
        )
    if data is not None and not 1 <= len(str(data).encode()) <= 64:
        raise bad_request("BUTTON_DATA_INVALID")
