"""The local Bot API held to the published one: parameters, required ones, results and updates."""

from __future__ import annotations

import pytest
from botapi import GROUP, LI, SUPERGROUP, WANG, png

from bot.sandbox.methods import METHODS
from bot.sandbox.shelf import File


def misfits(specification, kinds, value, where):
    """Yield where *value* is none of the Bot API's *kinds*."""
    kind = next((k for k in kinds if _is(specification, k, value)), None)
    if kind is None:
        yield f"{where}: {value!r} is none of {kinds}"
    elif kind.startswith("Array of "):
        for i, item in enumerate(value):
            yield from misfits(specification, [kind.removeprefix("Array of ")], item, f"{where}[{i}]")
    elif kind in specification["types"]:
        yield from _misfits_of_object(specification, specification["types"][kind], value, where)


def _is(specification, kind, value):
    if kind.startswith("Array of "):
        return isinstance(value, list)
    plain = {"Integer": int, "String": str, "Boolean": bool, "True": bool, "Float": float}
    if kind in plain:
        return isinstance(value, plain[kind]) and not (kind == "Integer" and isinstance(value, bool))
    return isinstance(value, dict)


def _misfits_of_object(specification, kind, value, where):
    if "subtypes" in kind:
        options = [specification["types"][name] for name in kind["subtypes"]]
        found = [list(_misfits_of_object(specification, option, value, where)) for option in options]
        yield from min(found, key=len)
        return
    fields = {field["name"]: field for field in kind.get("fields", [])}
    for name in value.keys() - fields.keys():
        yield f"{where}.{name} is not in {kind['name']}"
    for name, field in fields.items():
        if name in value:
            yield from misfits(specification, field["types"], value[name], f"{where}.{name}")
        elif field["required"]:
            yield f"{where}.{name} is missing in {kind['name']}"


async def test_every_result_is_of_the_published_type(specification, api, call):
    """Every method, and every kind of update that people's doings become."""
    keys = {"inline_keyboard": [[{"text": "看", "callback_data": "v1:a:1"}]]}
    html = {"text": "<b>一</b> /help", "parse_mode": "HTML"}
    mine = (await call("sendMessage", chat_id=LI, reply_markup=keys, **html))["result"]["message_id"]
    people_do_things(api.world, api.world.rooms[LI].messages[mine])
    sent = await call("sendDocument", chat_id=LI, files={"document": ("答复.txt", b"x")})
    await call("sendPhoto", chat_id=LI, caption="图", files={"photo": ("图.png", png(4, 3))})
    await call("getFile", file_id=sent["result"]["document"]["file_id"])
    await call("editMessageText", chat_id=LI, message_id=mine, text="二")
    await call("answerCallbackQuery", callback_query_id="1", text="好")
    await call("setMyCommands", commands=[{"command": "ask", "description": "查"}])
    await call("pinChatMessage", chat_id=LI, message_id=mine)
    for method in ("getMe", "getUpdates", "getWebhookInfo", "getMyCommands", "deleteWebhook"):
        await call(method)
    await call("sendChatAction", chat_id=LI, action="typing")
    await call("editMessageReplyMarkup", chat_id=LI, message_id=mine, reply_markup=keys)

    answered = {c.method: c for c in api.calls if c.body["ok"]}
    assert answered.keys() == METHODS.keys()
    for method, answer in answered.items():
        published = specification["methods"][method]
        assert list(misfits(specification, published["returns"], answer.body["result"], method)) == []
        assert answer.params.keys() <= {field["name"] for field in published.get("fields", [])}


def people_do_things(world, mine):
    """Let people do whatever becomes an update."""
    world.says(LI, "/ask 油烟")
    world.edits(LI, 2, "/ask 秸秆")
    world.presses(LI, mine, "v1:a:1")
    world.sends(LI, File("纪要.txt", b"x"), caption="请看 @duban_bot")
    world.sends(LI, File("图.png", png(4, 3)), as_photo=True, reply_to=2)
    world.says_anonymously("/ask 油烟", GROUP)
    world.blocks(WANG)
    world.unblocks(WANG)
    world.migrates(GROUP, SUPERGROUP)
    world.removes_bot(LI, SUPERGROUP)
    world.adds_bot(LI, SUPERGROUP)


#: Required by the documentation, but Telegram takes their absence for an empty list.
NOT_REFUSED = {("setMyCommands", "commands")}
WHOLE = {
    "sendMessage": {"chat_id": LI, "text": "x"},
    "sendDocument": {"chat_id": LI, "document": "x"},
    "sendPhoto": {"chat_id": LI, "photo": "x"},
    "sendChatAction": {"chat_id": LI, "action": "typing"},
    "pinChatMessage": {"chat_id": LI, "message_id": 1},
}


@pytest.mark.parametrize("method", METHODS)
async def test_what_is_required_is_missed(specification, call, method):
    """Whatever the documentation requires of a method is refused where it is not given."""
    required = [f["name"] for f in specification["methods"][method].get("fields", []) if f["required"]]
    for name in required:
        if (method, name) not in NOT_REFUSED:
            params = {key: value for key, value in WHOLE.get(method, {}).items() if key != name}
            assert (await call(method, **params))["error_code"] == 400, name


async def test_what_the_real_bot_sends_is_published(specification, chat):
    """Every call of a conversation: no parameter that the Bot API does not have."""
    await chat.says("李工", "餐饮油烟谁负责")
    await chat.presses("李工", "前后文")
    await chat.says("李工", "/ask 油烟", "整改群")
    await chat.sends("管理员", "纪要.txt", "白鹭县会议纪要\n\n由县林业局牵头开展复绿。\n".encode())
    await chat.says("管理员", "/reload")

    assert {"getFile", "getMe", "getUpdates", "sendMessage", "setMyCommands", "answerCallbackQuery"} <= {
        c.method for c in chat.api.calls
    }
    for sent in chat.api.calls:
        published = specification["methods"][sent.method]
        assert sent.params.keys() <= {field["name"] for field in published.get("fields", [])}
        assert list(misfits(specification, published["returns"], sent.body["result"], sent.method)) == []
