"""The methods of the Bot API that the bot uses, with Telegram's checks and words.

Faithful: required parameters, text limits after parsing, entities, buttons, unknown chats, "not
modified", commands, the pinned message. Not modelled: members, payments, rights. Files: ``media``.
"""

from __future__ import annotations

import json
import re
from collections.abc import Awaitable, Callable
from typing import Any

from bot.sandbox import calls, entities, media
from bot.sandbox.calls import Call
from bot.sandbox.refusals import bad_request
from bot.sandbox.world import Json, World

_COMMAND = re.compile(r"[a-z0-9_]{1,32}\Z")
_COMMANDS = 100
_POLL_LIMIT = 100
_POLL_SECONDS = 50
_TOAST = 200


async def get_me(world: World, _: Call) -> Json:
    return world.me


async def get_updates(world: World, call: Call) -> list[Json]:
    limit = min(max(call.integer("limit", _POLL_LIMIT), 1), _POLL_LIMIT)
    seconds = min(max(call.integer("timeout"), 0), _POLL_SECONDS)
    return await world.updates.get(call.integer("offset"), limit, seconds, _allowed(call))


async def delete_webhook(world: World, call: Call) -> bool:
    if call.flag("drop_pending_updates"):
        await world.updates.get(-1, 1, 0, None)
    return True


async def get_webhook_info(world: World, _: Call) -> Json:
    return {"url": "", "has_custom_certificate": False, "pending_update_count": len(world.updates)}


async def send_message(world: World, call: Call) -> Json:
    room = calls.room(world, call)
    text = calls.formatted(call, "text", entities.LIMIT_TEXT)
    return world.post(room, text | calls.answering(room, call) | calls.keyboard(call))


async def edit_message_text(world: World, call: Call) -> Json:
    message = calls.message(calls.room(world, call), call, "to edit")
    if message.get("from", {}).get("id") != world.me["id"] or "text" not in message:
        raise bad_request("message can't be edited")
    text = calls.formatted(call, "text", entities.LIMIT_TEXT)
    _replace(world, message, text | calls.keyboard(call), ("text", "entities"))
    return message


async def edit_message_reply_markup(world: World, call: Call) -> Json:
    message = calls.message(calls.room(world, call), call, "to edit")
    _replace(world, message, calls.keyboard(call), ())
    return message


async def answer_callback_query(world: World, call: Call) -> bool:
    query = world.queries.pop(call.params.get("callback_query_id", ""), None)
    if query is None:
        raise bad_request("query is too old and response timeout expired or query ID is invalid")
    text = call.params.get("text", "")
    if entities.units(text) > _TOAST:
        raise bad_request("MESSAGE_TOO_LONG")
    shown = {"text": text, "alert": call.flag("show_alert"), "query": query}
    world.show("toast", query["message"]["chat"]["id"], shown)
    return True


async def send_chat_action(world: World, call: Call) -> bool:
    room = calls.room(world, call)
    if not call.params.get("action"):
        raise bad_request("wrong parameter action in request")
    world.show("typing", room.chat["id"], {"action": call.params["action"]})
    return True


async def pin_chat_message(world: World, call: Call) -> bool:
    room = calls.room(world, call)
    room.pinned = int(calls.message(room, call, "to pin")["message_id"])
    world.keep_room(room)
    return True


async def set_my_commands(world: World, call: Call) -> bool:
    commands = call.objects("commands")
    if len(commands) > _COMMANDS:
        raise bad_request("BOT_COMMANDS_TOO_MUCH")
    for command in commands:
        if not _COMMAND.match(str(command.get("command", ""))):
            raise bad_request("BOT_COMMAND_INVALID")
        if not 1 <= len(str(command.get("description", ""))) <= 256:
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
    "sendDocument": media.send_document,
    "sendPhoto": media.send_photo,
    "getFile": media.get_file,
    "editMessageText": edit_message_text,
    "editMessageReplyMarkup": edit_message_reply_markup,
    "answerCallbackQuery": answer_callback_query,
    "sendChatAction": send_chat_action,
    "pinChatMessage": pin_chat_message,
    "setMyCommands": set_my_commands,
    "getMyCommands": get_my_commands,
}
#: Telegram reads the names of methods in either case.
BY_NAME = {name.lower(): name for name in METHODS}


def _allowed(call: Call) -> list[str] | None:
    """Return the kinds of updates that are wanted from now on; None: those that were wanted before."""
    return (
        [str(kind) for kind in call.array("allowed_updates")] if call.params.get("allowed_updates") else None
    )


def _scope(call: Call) -> tuple[str, str]:
    scope = call.object("scope") or {"type": "default"}
    return json.dumps(scope, sort_keys=True), call.params.get("language_code", "")


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
