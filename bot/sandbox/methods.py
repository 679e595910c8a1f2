"""The methods of the Bot API that the bot uses, with Telegram's checks and words.

Faithful: required parameters, text and caption limits after parsing, entities, buttons, unknown
chats, "not modified", commands. Not modelled: other media, pinning, members, payments, rights.
"""

from __future__ import annotations

import json
import re
from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass, field
from typing import Any

from bot.sandbox import entities
from bot.sandbox.refusals import bad_request
from bot.sandbox.world import File, Json, Room, World

_COMMAND = re.compile(r"[a-z0-9_]{1,32}\Z")
_BUTTONS = 100
_POLL_LIMIT = 100
_POLL_SECONDS = 50
_TOAST = 200


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

    def json(self, name: str) -> Any:
        """Return a parameter that is an object or a list; None where it is not given."""
        if not self.params.get(name):
            return None
        try:
            return json.loads(self.params[name])
        except ValueError:
            raise bad_request(f"can't parse {name} JSON object") from None


async def get_me(world: World, _: Call) -> Json:
    return world.me


async def get_updates(world: World, call: Call) -> list[Json]:
    limit = min(max(call.integer("limit", _POLL_LIMIT), 1), _POLL_LIMIT)
    seconds = min(max(call.integer("timeout"), 0), _POLL_SECONDS)
    return await world.updates.get(call.integer("offset"), limit, seconds, call.json("allowed_updates"))


async def delete_webhook(world: World, call: Call) -> bool:
    if call.params.get("drop_pending_updates", "").lower() == "true":
        await world.updates.get(-1, 1, 0, None)
    return True


async def get_webhook_info(world: World, _: Call) -> Json:
    return {"url": "", "has_custom_certificate": False, "pending_update_count": len(world.updates)}


async def send_message(world: World, call: Call) -> Json:
    room = _room(world, call)
    text, found = _text(call, "text", entities.LIMIT_TEXT)
    return world.post(room, _formatted("text", text, found) | _answering(room, call) | _keyboard(call))


async def send_document(world: World, call: Call) -> Json:
    room = _room(world, call)
    name = call.params.get("document", "attach://document").removeprefix("attach://")
    file = call.files.get(name)
    if file is None:
        raise bad_request("there is no document in the request")
    if not file.content:
        raise bad_request("file must be non-empty")
    number = f"BQACAgUAAx{len(world.files) + 1:08d}"
    world.files[number] = file
    document = {
        "file_id": number,
        "file_unique_id": number[-8:],
        "file_name": file.name,
        "file_size": len(file.content),
    }
    message = {"document": document} | _answering(room, call) | _keyboard(call)
    if call.params.get("caption"):
        message |= _formatted("caption", *_text(call, "caption", entities.LIMIT_CAPTION))
    return world.post(room, message)


async def edit_message_text(world: World, call: Call) -> Json:
    room = _room(world, call)
    message = room.messages.get(call.integer("message_id"))
    if message is None:
        raise bad_request("message to edit not found")
    if message.get("from", {}).get("id") != world.me["id"] or "text" not in message:
        raise bad_request("message can't be edited")
    text, found = _text(call, "text", entities.LIMIT_TEXT)
    _replace(world, message, _formatted("text", text, found) | _keyboard(call), ("text", "entities"))
    return message


async def edit_message_reply_markup(world: World, call: Call) -> Json:
    room = _room(world, call)
    message = room.messages.get(call.integer("message_id"))
    if message is None:
        raise bad_request("message to edit not found")
    _replace(world, message, _keyboard(call), ())
    return message


async def answer_callback_query(world: World, call: Call) -> bool:
    query = world.queries.pop(call.params.get("callback_query_id", ""), None)
    if query is None:
        raise bad_request("query is too old and response timeout expired or query ID is invalid")
    text = call.params.get("text", "")
    if entities.units(text) > _TOAST:
        raise bad_request("MESSAGE_TOO_LONG")
    alert = call.params.get("show_alert", "").lower() == "true"
    world.show("toast", query["message"]["chat"]["id"], {"text": text, "alert": alert, "query": query})
    return True


async def send_chat_action(world: World, call: Call) -> bool:
    room = _room(world, call)
    if not call.params.get("action"):
        raise bad_request("wrong parameter action in request")
    world.show("typing", room.chat["id"], {"action": call.params["action"]})
    return True


async def set_my_commands(world: World, call: Call) -> bool:
    commands = call.json("commands") or []
    if len(commands) > 100:
        raise bad_request("BOT_COMMANDS_TOO_MUCH")
    for command in commands:
        if not _COMMAND.match(command.get("command", "")):
            raise bad_request("BOT_COMMAND_INVALID")
        if not 1 <= len(command.get("description", "")) <= 256:
            raise bad_request("BOT_COMMAND_DESCRIPTION_INVALID")
    world.menus[_scope(call)] = commands
    world.show("menu", 0, {"commands": commands})
    return True


async def get_my_commands(world: World, call: Call) -> list[Json]:
    return world.menus.get(_scope(call), [])


METHODS: dict[str, Callable[[World, Call], Awaitable[Any]]] = {
    "getMe": get_me,
    "getUpdates": get_updates,
    "deleteWebhook": delete_webhook,
    "getWebhookInfo": get_webhook_info,
    "sendMessage": send_message,
    "sendDocument": send_document,
    "editMessageText": edit_message_text,
    "editMessageReplyMarkup": edit_message_reply_markup,
    "answerCallbackQuery": answer_callback_query,
    "sendChatAction": send_chat_action,
    "setMyCommands": set_my_commands,
    "getMyCommands": get_my_commands,
}
#: Telegram reads the names of methods in either case.
BY_NAME = {name.lower(): name for name in METHODS}


def _scope(call: Call) -> tuple[str, str]:
    scope = call.json("scope") or {"type": "default"}
    return json.dumps(scope, sort_keys=True), call.params.get("language_code", "")


def _room(world: World, call: Call) -> Room:
    if not call.params.get("chat_id"):
        raise bad_request("chat_id is empty")
    return world.room(call.integer("chat_id"))


def _text(call: Call, name: str, limit: int) -> tuple[str, list[Json]]:
    text, found = call.params.get(name, ""), call.json(f"{name}_entities") or []
    if mode := call.params.get("parse_mode"):
        if mode.lower() != "html":
            raise bad_request("unsupported parse_mode")
        text, found = entities.parse_html(text)
    text = text.strip()
    if not text:
        raise bad_request("message text is empty")
    if entities.units(text) > limit:
        raise bad_request("message is too long" if name == "text" else "message caption is too long")
    return text, found


def _formatted(name: str, text: str, found: list[Json]) -> Json:
    key = "entities" if name == "text" else f"{name}_entities"
    return {name: text} | ({key: found} if found else {})


def _answering(room: Room, call: Call) -> Json:
    reply = call.json("reply_parameters") or {}
    if not reply.get("message_id"):
        return {}
    original = room.messages.get(int(reply["message_id"]))
    if original is None:
        if reply.get("allow_sending_without_reply"):
            return {}
        raise bad_request("message to be replied not found")
    return {"reply_to_message": {k: v for k, v in original.items() if k != "reply_to_message"}}


def _keyboard(call: Call) -> Json:
    markup = call.json("reply_markup")
    if not markup or "inline_keyboard" not in markup:
        return {}
    buttons = [button for row in markup["inline_keyboard"] for button in row]
    if len(buttons) > _BUTTONS:
        raise bad_request("reply markup is too long")
    for button in buttons:
        if not button.get("text", "").strip():
            raise bad_request(
                "can't parse inline keyboard button: Text buttons are unallowed in the inline keyboard"
            )
        data = button.get("callback_data")
        if data is None and "url" not in button:
            raise bad_request(
                "can't parse inline keyboard button: Text buttons are unallowed in the inline keyboard"
            )
        if data is not None and not 1 <= len(data.encode()) <= 64:
            raise bad_request("BUTTON_DATA_INVALID")
    return {"reply_markup": markup} if buttons else {}


def _replace(world: World, message: Json, fields: Json, drop: tuple[str, ...]) -> None:
    kept = {k: v for k, v in message.items() if k not in (*drop, "reply_markup", "edit_date")}
    if kept | fields == {k: v for k, v in message.items() if k != "edit_date"}:
        raise bad_request(
            "message is not modified: specified new message content and reply markup are exactly "
            "the same as a current content and reply markup of the message"
        )
    message.clear()
    message |= kept | fields | {"edit_date": world.now()}
    world.show("edited", message["chat"]["id"], message)
