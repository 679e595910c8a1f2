"""What the local Bot API refuses: status, description and parameters, each with the documentation's words.

The words stand in the published Bot API, at the method, field or type that is named beside them. That a
method is unknown it need not say: it is none of those that are published.
"""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

import pytest
from botapi import GROUP, LI, SUPERGROUP, png

from bot.sandbox.botapi import BotApi


@dataclass(frozen=True)
class Row:
    rule: str  # what is refused
    method: str
    params: dict[str, Any]
    status: int
    description: str
    parameters: dict[str, int] = field(default_factory=dict)
    place: str = ""  # where the documentation says so: method, method.field, Type or Type.field
    words: str = ""
    file: tuple[str, bytes] | None = None
    fill: int = 0  # bytes that the file is filled up to, when it is sent
    before: Callable[[BotApi], object] = lambda _: None


def keys(**button: str) -> dict[str, Any]:
    return {"inline_keyboard": [[{"text": "看", **button}]]}


ROWS = [
    Row(
        *("an unknown token", "getMe", {"token": "1:x"}, 401, "Unauthorized"),
        place="getMe",
        words="A simple method for testing your bot's authentication token",
    ),
    Row("an unknown method", "sendRocket", {}, 404, "Not Found: method not found"),
    Row(
        *("no chat", "sendMessage", {"text": "x"}, 400, "Bad Request: chat_id is empty"),
        place="sendMessage.chat_id",
        words="Unique identifier for the target chat",
    ),
    Row(
        *("an unknown chat", "sendMessage", {"chat_id": 9, "text": "x"}, 400, "Bad Request: chat not found"),
        place="sendMessage.chat_id",
        words="Unique identifier for the target chat",
    ),
    Row(
        *("no text", "sendMessage", {"chat_id": LI}, 400, "Bad Request: message text is empty"),
        place="sendMessage.text",
        words="1-4096 characters",
    ),
    Row(
        *("blank text", "sendMessage", {"chat_id": LI, "text": " \n"}),
        *(400, "Bad Request: message text is empty"),
        place="sendMessage.text",
        words="1-4096 characters",
    ),
    Row(
        *("4,097 characters", "sendMessage", {"chat_id": LI, "text": "督" * 4097}),
        *(400, "Bad Request: message is too long"),
        place="sendMessage.text",
        words="1-4096 characters after entities parsing",
    ),
    Row(
        *("a tag that stays open", "sendMessage", {"chat_id": LI, "text": "<b>督", "parse_mode": "HTML"}),
        *(400, "Bad Request: can't parse entities: Can't find end tag corresponding to start tag \"b\""),
        place="sendMessage.parse_mode",
        words="Mode for parsing entities",
    ),
    Row(
        *("a reply to nothing", "sendMessage"),
        {"chat_id": LI, "text": "督", "reply_parameters": {"message_id": 9}},
        *(400, "Bad Request: message to be replied not found"),
        place="ReplyParameters.allow_sending_without_reply",
        words="even if the specified message to be replied to is not found",
    ),
    Row(
        *("66 bytes on a button", "sendMessage"),
        {"chat_id": LI, "text": "督", "reply_markup": keys(callback_data="督" * 22)},
        *(400, "Bad Request: BUTTON_DATA_INVALID"),
        place="InlineKeyboardButton.callback_data",
        words="1-64 bytes",
    ),
    Row(
        *("an empty button", "sendMessage"),
        {"chat_id": LI, "text": "督", "reply_markup": keys(callback_data="")},
        *(400, "Bad Request: BUTTON_DATA_INVALID"),
        place="InlineKeyboardButton.callback_data",
        words="1-64 bytes",
    ),
    Row(
        *("a button that does nothing", "sendMessage", {"chat_id": LI, "text": "督", "reply_markup": keys()}),
        400,
        "Bad Request: can't parse inline keyboard button: Text buttons are unallowed in the inline keyboard",
        place="InlineKeyboardButton",
        words="Exactly one of the fields other than text",
    ),
    Row(
        *("no document", "sendDocument", {"chat_id": LI}),
        *(400, "Bad Request: there is no document in the request"),
        place="sendDocument.document",
        words="upload a new one using multipart/form-data",
    ),
    Row(
        *("an empty document", "sendDocument", {"chat_id": LI}, 400, "Bad Request: file must be non-empty"),
        place="sendDocument.document",
        words="File to send",
        file=("空.txt", b""),
    ),
    Row(
        *("a document of more than 50 MB", "sendDocument", {"chat_id": LI}),
        *(413, "Request Entity Too Large"),
        place="sendDocument",
        words="files of any type of up to 50 MB in size",
        file=("大.bin", b"0"),
        fill=50 * 2**20 + 1,
    ),
    Row(
        *("a file_id that is none", "sendDocument", {"chat_id": LI, "document": "x"}),
        *(400, "Bad Request: wrong file identifier/HTTP URL specified"),
        place="sendDocument.document",
        words="Pass a file_id as String to send a file that exists on the Telegram servers",
    ),
    Row(
        *("a caption of 1,025 characters", "sendDocument", {"chat_id": LI, "caption": "督" * 1025}),
        *(400, "Bad Request: message caption is too long"),
        place="sendDocument.caption",
        words="0-1024 characters after entities parsing",
        file=("答复.txt", b"x"),
    ),
    Row(
        *("no photo", "sendPhoto", {"chat_id": LI}, 400, "Bad Request: there is no photo in the request"),
        place="sendPhoto.photo",
        words="upload a new photo using multipart/form-data",
    ),
    Row(
        *("a photo that is none", "sendPhoto", {"chat_id": LI}, 400, "Bad Request: IMAGE_PROCESS_FAILED"),
        place="sendPhoto",
        words="Use this method to send photos",
        file=("图.png", b"no picture"),
    ),
    Row(
        *("a photo 21 times as wide as high", "sendPhoto", {"chat_id": LI}),
        *(400, "Bad Request: PHOTO_INVALID_DIMENSIONS"),
        place="sendPhoto.photo",
        words="Width and height ratio must be at most 20",
        file=("图.png", png(21, 1)),
    ),
    Row(
        *("a photo of more than 10 MB", "sendPhoto", {"chat_id": LI}),
        400,
        "Bad Request: file of size 10485761 bytes is too big for a photo; the maximum size is 10485760 bytes",
        place="sendPhoto.photo",
        words="The photo must be at most 10 MB in size",
        file=("图.png", png(9, 9)),
        fill=10 * 2**20 + 1,
    ),
    Row(
        *("no file_id", "getFile", {}, 400, "Bad Request: file_id not specified"),
        place="getFile.file_id",
        words="File identifier to get information about",
    ),
    Row(
        *("an unknown file_id", "getFile", {"file_id": "x"}, 400, "Bad Request: invalid file_id"),
        place="getFile.file_id",
        words="File identifier to get information about",
    ),
    Row(
        *("nothing to edit", "editMessageText", {"chat_id": LI, "message_id": 7, "text": "x"}),
        *(400, "Bad Request: message to edit not found"),
        place="editMessageText.message_id",
        words="Identifier of the message to edit",
    ),
    Row(
        *(
            "somebody else's message to edit",
            "editMessageText",
            {"chat_id": LI, "message_id": 1, "text": "x"},
        ),
        *(400, "Bad Request: message can't be edited"),
        place="editMessageText",
        words="business messages that were not sent by the bot",
        before=lambda api: api.world.says(LI, "一"),
    ),
    Row(
        *("nothing to pin", "pinChatMessage", {"chat_id": LI, "message_id": 7}),
        *(400, "Bad Request: message to pin not found"),
        place="pinChatMessage.message_id",
        words="Identifier of a message to pin",
    ),
    Row(
        *("an unknown press", "answerCallbackQuery", {"callback_query_id": "7"}),
        *(400, "Bad Request: query is too old and response timeout expired or query ID is invalid"),
        place="answerCallbackQuery.callback_query_id",
        words="Unique identifier for the query to be answered",
    ),
    Row(
        *(
            "a notice of 201 characters",
            "answerCallbackQuery",
            {"callback_query_id": "1", "text": "督" * 201},
        ),
        *(400, "Bad Request: MESSAGE_TOO_LONG"),
        place="answerCallbackQuery.text",
        words="0-200 characters",
        before=lambda api: api.world.presses(LI, api.world.post(api.world.room(LI), {"text": "一"}), "x"),
    ),
    Row(
        *("no action", "sendChatAction", {"chat_id": LI}),
        *(400, "Bad Request: wrong parameter action in request"),
        place="sendChatAction.action",
        words="Type of action to broadcast. Choose one",
    ),
    Row(
        *("a command in Chinese", "setMyCommands", {"commands": [{"command": "督办", "description": "x"}]}),
        *(400, "Bad Request: BOT_COMMAND_INVALID"),
        place="BotCommand.command",
        words="Can contain only lowercase English letters, digits and underscores",
    ),
    Row(
        *("a command without description", "setMyCommands", {"commands": [{"command": "a"}]}),
        *(400, "Bad Request: BOT_COMMAND_DESCRIPTION_INVALID"),
        place="BotCommand.description",
        words="1-256 characters",
    ),
    Row(
        *("101 commands", "setMyCommands", {"commands": [{"command": "a", "description": "x"}] * 101}),
        *(400, "Bad Request: BOT_COMMANDS_TOO_MUCH"),
        place="setMyCommands.commands",
        words="At most 100 commands can be specified",
    ),
    Row(
        *("an offset that is no number", "getUpdates", {"offset": "x"}),
        *(400, 'Bad Request: can\'t parse "offset": Field must be a valid Number'),
        place="getUpdates.offset",
        words="Identifier of the first update to be returned",
    ),
    Row(
        *("a person who blocked the bot", "sendMessage", {"chat_id": LI, "text": "x"}),
        *(403, "Forbidden: bot was blocked by the user"),
        place="Update.my_chat_member",
        words="only when the bot is blocked or unblocked by the user",
        before=lambda api: api.world.blocks(LI),
    ),
    Row(
        *("a group that put the bot out", "sendMessage", {"chat_id": GROUP, "text": "x"}),
        *(403, "Forbidden: bot was kicked from the group chat"),
        place="ChatMemberBanned",
        words="was banned in the chat and can't return to the chat or view chat messages",
        before=lambda api: api.world.removes_bot(LI, GROUP),
    ),
    Row(
        *("a group that became a supergroup", "sendMessage", {"chat_id": GROUP, "text": "x"}),
        *(400, "Bad Request: group chat was upgraded to a supergroup chat"),
        {"migrate_to_chat_id": SUPERGROUP},
        place="ResponseParameters.migrate_to_chat_id",
        words="The group has been migrated to a supergroup with the specified identifier",
        before=lambda api: api.world.migrates(GROUP, SUPERGROUP, silently=True),
    ),
    Row(
        *("a flood", "sendMessage", {"chat_id": LI, "text": "x"}, 429, "Too Many Requests: retry after 7"),
        {"retry_after": 7},
        place="ResponseParameters.retry_after",
        words="the number of seconds left to wait before the request can be repeated",
        before=lambda api: api.faults.flood("sendMessage", 7),
    ),
]


@pytest.mark.parametrize("row", ROWS, ids=lambda row: row.rule)
async def test_what_is_refused(api, call, row):
    row.before(api)
    name = "photo" if row.method == "sendPhoto" else "document"
    files = {name: (row.file[0], row.file[1].ljust(row.fill, b"0"))} if row.file else None
    body = await call(row.method, files=files, **row.params)

    assert body == {"ok": False, "error_code": row.status, "description": row.description} | (
        {"parameters": row.parameters} if row.parameters else {}
    )


@pytest.mark.parametrize("row", ROWS, ids=lambda row: row.rule)
def test_the_documentation_says_so(specification, row):
    if not row.place:
        assert row.method not in specification["methods"]
        return
    name, _, part = row.place.partition(".")
    found = (specification["methods"] | specification["types"])[name]
    if part:
        (found,) = (one for one in found["fields"] if one["name"] == part)

    assert row.words in json.dumps(found["description"], ensure_ascii=False)
