"""The local Bot API: its answers, in Telegram's words."""

from __future__ import annotations

import asyncio
import json
import socket
from pathlib import Path

import httpx
import pytest

from bot.errors import ConfigError
from bot.sandbox.botapi import BotApi
from bot.sandbox.entities import detect, parse_html
from bot.sandbox.faults import Fault, Wire
from bot.sandbox.refusals import Refused
from bot.sandbox.world import World

TOKEN = "123456:abcdefghijklmnopqrstuvwxyz0123456789"  # noqa: S105
LI, GROUP = 21, -300
SPECIFICATION = Path(__file__).parents[2] / "shared" / "botapi" / "api.json"


@pytest.fixture
async def api():
    world = World(lambda: 1_760_000_000, TOKEN)
    world.person(LI, "李工")
    world.person(22, "王科")
    world.group(GROUP, "整改群", LI)
    server = BotApi(world)
    server.start()
    yield server
    await server.stop()


@pytest.fixture
async def call(api):
    async with httpx.AsyncClient(timeout=10, trust_env=False) as client:

        async def post(method, token=TOKEN, files=None, **params):
            sent = {k: v if isinstance(v, str) else json.dumps(v) for k, v in params.items()}
            answer = await client.post(f"{api.server}/bot{token}/{method}", data=sent, files=files)
            return answer.json()

        yield post


def refused(body):
    return body["error_code"], body["description"]


@pytest.mark.parametrize(
    ("method", "params", "expected"),
    [
        pytest.param("getMe", {"token": "1:x"}, (401, "Unauthorized"), id="an unknown token"),
        pytest.param("sendRocket", {}, (404, "Not Found: method not found"), id="an unknown method"),
        pytest.param("sendMessage", {"text": "x"}, (400, "Bad Request: chat_id is empty"), id="no chat"),
        pytest.param(
            "sendMessage",
            {"chat_id": 9, "text": "x"},
            (400, "Bad Request: chat not found"),
            id="unknown chat",
        ),
        pytest.param(
            "sendMessage", {"chat_id": LI}, (400, "Bad Request: message text is empty"), id="no text"
        ),
        pytest.param(
            "sendMessage",
            {"chat_id": LI, "text": " \n"},
            (400, "Bad Request: message text is empty"),
            id="blank text",
        ),
        pytest.param(
            "sendMessage",
            {"chat_id": LI, "text": "督" * 4097},
            (400, "Bad Request: message is too long"),
            id="4,097 signs",
        ),
        pytest.param(
            "sendMessage",
            {"chat_id": LI, "text": "<b>督", "parse_mode": "HTML"},
            (400, "Bad Request: can't parse entities: Can't find end tag corresponding to start tag \"b\""),
            id="an open tag",
        ),
        pytest.param(
            "sendMessage",
            {"chat_id": LI, "text": "督", "reply_parameters": {"message_id": 9}},
            (400, "Bad Request: message to be replied not found"),
            id="a reply to nothing",
        ),
        pytest.param(
            "sendMessage",
            {
                "chat_id": LI,
                "text": "督",
                "reply_markup": {"inline_keyboard": [[{"text": "看", "callback_data": "督" * 22}]]},
            },
            (400, "Bad Request: BUTTON_DATA_INVALID"),
            id="65 bytes on a button",
        ),
        pytest.param(
            "editMessageText",
            {"chat_id": LI, "message_id": 7, "text": "x"},
            (400, "Bad Request: message to edit not found"),
            id="nothing to edit",
        ),
        pytest.param(
            "answerCallbackQuery",
            {"callback_query_id": "7"},
            (400, "Bad Request: query is too old and response timeout expired or query ID is invalid"),
            id="an unknown press",
        ),
        pytest.param(
            "setMyCommands",
            {"commands": [{"command": "督办", "description": "x"}]},
            (400, "Bad Request: BOT_COMMAND_INVALID"),
            id="a command in Chinese",
        ),
        pytest.param(
            "sendDocument",
            {"chat_id": LI},
            (400, "Bad Request: there is no document in the request"),
            id="no document",
        ),
        pytest.param(
            "getUpdates",
            {"offset": "x"},
            (400, 'Bad Request: can\'t parse "offset": Field must be a valid Number'),
            id="no number",
        ),
    ],
)
async def test_what_is_refused(call, method, params, expected):
    assert refused(await call(method, **params)) == expected


async def test_a_message_arrives_with_its_entities(call):
    body = await call("sendMessage", chat_id=LI, text=" <b>督办</b>：<i>&lt;b&gt;</i>", parse_mode="HTML")

    assert body["result"]["text"] == "督办：<b>"
    assert [(e["type"], e["offset"], e["length"]) for e in body["result"]["entities"]] == [
        ("bold", 0, 2),
        ("italic", 3, 3),
    ]


async def test_4096_signs_are_counted_after_parsing(call):
    assert (await call("sendMessage", chat_id=LI, text=f"<b>{'督' * 4096}</b>", parse_mode="HTML"))["ok"]


async def test_an_edit_that_changes_nothing_is_refused(call):
    sent = (await call("sendMessage", chat_id=LI, text="一"))["result"]["message_id"]

    assert (await call("editMessageText", chat_id=LI, message_id=sent, text="二"))["result"]["text"] == "二"
    assert (
        "message is not modified"
        in (await call("editMessageText", chat_id=LI, message_id=sent, text="二"))["description"]
    )


async def test_buttons_can_be_taken_away(call):
    keys = {"inline_keyboard": [[{"text": "看", "callback_data": "v1:a:1"}]]}
    sent = (await call("sendMessage", chat_id=LI, text="一", reply_markup=keys))["result"]

    after = (await call("editMessageReplyMarkup", chat_id=LI, message_id=sent["message_id"]))["result"]

    assert (sent["reply_markup"], after.get("reply_markup")) == (keys, None)


async def test_a_blocked_bot_is_told(api, call):
    api.world.blocks(LI)
    assert refused(await call("sendMessage", chat_id=LI, text="x")) == (
        403,
        "Forbidden: bot was blocked by the user",
    )

    api.world.unblocks(LI)
    assert (await call("sendMessage", chat_id=LI, text="x"))["ok"]


async def test_a_removed_bot_is_told(api, call):
    api.world.removes_bot(LI, GROUP)

    assert refused(await call("sendMessage", chat_id=GROUP, text="x")) == (
        403,
        "Forbidden: bot was kicked from the group chat",
    )


async def test_a_group_that_moved_says_where_to(api, call):
    api.world.migrates(GROUP, -1_000_000_000_300, silently=True)
    body = await call("sendMessage", chat_id=GROUP, text="x")

    assert refused(body) == (400, "Bad Request: group chat was upgraded to a supergroup chat")
    assert body["parameters"] == {"migrate_to_chat_id": -1_000_000_000_300}


async def test_updates_stay_until_a_higher_offset_is_asked_for(api, call):
    api.world.says(LI, "一")
    api.world.says(LI, "二")

    first = (await call("getUpdates"))["result"]
    again = (await call("getUpdates", offset=first[0]["update_id"]))["result"]
    rest = (await call("getUpdates", offset=first[0]["update_id"] + 1, limit=1))["result"]

    assert [u["message"]["text"] for u in first] == ["一", "二"]
    assert again == first
    assert [u["message"]["text"] for u in rest] == ["二"]


async def test_a_negative_offset_keeps_the_last(api, call):
    for text in "一二三":
        api.world.says(LI, text)

    assert [u["message"]["text"] for u in (await call("getUpdates", offset=-1))["result"]] == ["三"]


async def test_updates_that_were_not_asked_for_do_not_come(api, call):
    await call("getUpdates", allowed_updates=["callback_query"])
    api.world.says(LI, "一")

    assert (await call("getUpdates"))["result"] == []


async def test_long_polling_ends_when_something_comes(api, call):
    waiting = asyncio.create_task(call("getUpdates", timeout=30))
    async with asyncio.timeout(5):
        while not any(c.method == "getMe" for c in api.calls):
            await call("getMe")
        api.world.says(LI, "一")
        body = await waiting

    assert [u["message"]["text"] for u in body["result"]] == ["一"]


async def test_the_second_poller_throws_out_the_first(api, call):
    first = asyncio.create_task(call("getUpdates", timeout=30))
    async with asyncio.timeout(5):
        await call("getMe")
        while not first.done():
            await call("getUpdates")

    assert refused(first.result()) == (
        409,
        "Conflict: terminated by other getUpdates request; make sure that only one bot instance is running",
    )


@pytest.mark.parametrize(
    ("text", "heard"),
    [
        pytest.param("大家好", False, id="talk is not heard"),
        pytest.param("/ask@duban_bot 油烟", True, id="a command for this bot"),
        pytest.param("/ask@other_bot 油烟", False, id="a command for another"),
        pytest.param("/ask 油烟", True, id="a command for nobody in particular"),
        pytest.param("@Duban_Bot 油烟谁管", True, id="a mention in any case"),
        pytest.param("问@duban_bot2", False, id="a longer name"),
    ],
)
async def test_privacy_mode_in_groups(api, text, heard):
    assert (api.world.says(LI, text, GROUP) is not None) is heard


async def test_a_reply_to_the_bot_is_heard_in_groups(api, call):
    sent = (await call("sendMessage", chat_id=GROUP, text="在"))["result"]["message_id"]
    api.world.says(LI, "油烟谁管", GROUP, reply_to=sent)

    update = (await call("getUpdates"))["result"][0]["message"]
    assert (update["text"], update["reply_to_message"]["text"]) == ("油烟谁管", "在")


@pytest.mark.parametrize(
    ("markup", "expected"),
    [
        pytest.param("<x>", 'Unsupported start tag "x" at byte offset 0', id="an unknown tag"),
        pytest.param("督<x>", 'Unsupported start tag "x" at byte offset 3', id="offsets are bytes"),
        pytest.param("1 < 2", "Unclosed start tag at byte offset 2", id="a bare <"),
        pytest.param("</b>", "Unexpected end tag at byte offset 0", id="an end without a start"),
        pytest.param(
            "<b>x</i>", 'Unmatched end tag at byte offset 4, expected "</b>", found "</i>"', id="crossed"
        ),
        pytest.param("<b>x</b", "Unclosed end tag at byte offset 4", id="a broken end"),
        pytest.param(
            "<span>x</span>", 'Tag "span" must have class "tg-spoiler" at byte offset 0', id="a bare span"
        ),
    ],
)
def test_html_telegram_refuses(markup, expected):
    with pytest.raises(Refused) as caught:
        parse_html(markup)

    assert caught.value.description == f"Bad Request: can't parse entities: {expected}"


@pytest.mark.parametrize(
    ("markup", "text", "kinds"),
    [
        pytest.param("<b><i>督</i></b>", "督", ["bold", "italic"], id="nested"),
        pytest.param(
            "<blockquote expandable>督</blockquote>", "督", ["expandable_blockquote"], id="expandable"
        ),
        pytest.param(
            "&lt;&#30563;&#x529E;&nbsp;&", "<督办&nbsp;&", [], id="only four names and numbers are references"
        ),
        pytest.param('<a href="https://a.cn">站</a>', "站", ["text_link"], id="a link"),
        pytest.param("<b> </b>督", "督", [], id="nothing visible is no entity"),
        pytest.param("<code>👍🏽</code>", "👍🏽", ["code"], id="signs of two units"),
    ],
)
def test_html_telegram_reads(markup, text, kinds):
    assert (parse_html(markup)[0], [e["type"] for e in parse_html(markup)[1]]) == (text, kinds)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        pytest.param("/ask 油烟", [("bot_command", 0, 4)], id="a command"),
        pytest.param("👍 @duban_bot 油烟", [("mention", 3, 10)], id="offsets are UTF-16"),
        pytest.param("a@b.cn 1/2", [], id="an address and a fraction"),
    ],
)
def test_what_telegram_finds_in_typed_text(text, expected):
    assert [(e["type"], e["offset"], e["length"]) for e in detect(text)] == expected


@pytest.mark.parametrize("address", ["0.0.0.0", "::", "192.168.1.2", "localhost"])  # noqa: S104
def test_only_this_machine_is_served(address):
    with pytest.raises(ConfigError, match="只在本机"):
        BotApi(World(lambda: 0, TOKEN)).start(address)


@pytest.mark.parametrize(
    "headers",
    [
        pytest.param({"Host": "evil.example"}, id="another Host"),
        pytest.param({"Host": "evil.example:80"}, id="another Host with a port"),
        pytest.param({"Origin": "https://evil.example"}, id="a page of another site"),
        pytest.param({"Origin": "null"}, id="a sandboxed page"),
    ],
)
async def test_web_pages_are_refused(api, headers):
    async with httpx.AsyncClient(trust_env=False) as client:
        answer = await client.get(f"{api.server}/bot{TOKEN}/getMe", headers=headers)

    assert answer.status_code == 403


async def test_the_port_listens_on_loopback_only(api):
    with socket.create_connection(("127.0.0.1", api.port), timeout=2) as connection:
        assert connection.getpeername()[0] == "127.0.0.1"


@pytest.mark.parametrize("wire", [Wire.RESET, Wire.LOST])
async def test_a_connection_can_break(api, call, wire):
    api.faults.add("sendMessage", Fault(wire=wire))
    with pytest.raises(httpx.RemoteProtocolError):
        await call("sendMessage", chat_id=LI, text="一")

    assert len(api.world.rooms[LI].messages) == (1 if wire is Wire.LOST else 0)
    assert (await call("sendMessage", chat_id=LI, text="二"))["ok"]


async def test_a_gateway_can_break(api):
    api.faults.add("getMe", Fault(wire=Wire.BROKEN))
    async with httpx.AsyncClient(trust_env=False) as client:
        assert (await client.get(f"{api.server}/bot{TOKEN}/getMe")).status_code == 502


async def test_a_flood_is_answered_with_the_time_to_wait(api, call):
    api.faults.flood("sendMessage", 7)
    body = await call("sendMessage", chat_id=LI, text="一")

    assert (refused(body), body["parameters"]) == (
        (429, "Too Many Requests: retry after 7"),
        {"retry_after": 7},
    )


async def test_a_document_arrives_whole(api, call):
    body = await call(
        "sendDocument", chat_id=LI, caption="见附件", files={"document": ("答复.txt", "督办".encode())}
    )
    document = body["result"]["document"]

    assert (document["file_name"], document["file_size"]) == ("答复.txt", 6)
    assert api.world.files[document["file_id"]].content == "督办".encode()


# ---- the published Bot API


@pytest.fixture(scope="module")
def specification():
    if not SPECIFICATION.exists():
        pytest.skip("the Bot API as data is not at ../shared/botapi/api.json")
    return json.loads(SPECIFICATION.read_text("utf-8"))


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
    keys = {"inline_keyboard": [[{"text": "看", "callback_data": "v1:a:1"}]]}
    mine = (await call("sendMessage", chat_id=LI, text="<b>一</b>", parse_mode="HTML", reply_markup=keys))[
        "result"
    ]
    api.world.says(LI, "/ask 油烟")
    api.world.edits(LI, 2, "/ask 秸秆")
    api.world.presses(LI, mine, "v1:a:1")
    api.world.says_anonymously("/ask 油烟", GROUP)
    api.world.blocks(22)
    api.world.migrates(GROUP, -1_000_000_000_300)
    await call("sendDocument", chat_id=LI, files={"document": ("答复.txt", b"x")})
    await call("editMessageText", chat_id=LI, message_id=mine["message_id"], text="二")
    await call("answerCallbackQuery", callback_query_id="1", text="好")
    await call("setMyCommands", commands=[{"command": "ask", "description": "查"}])
    for method in ("getMe", "getUpdates", "getWebhookInfo", "getMyCommands", "deleteWebhook"):
        await call(method)
    await call("sendChatAction", chat_id=LI, action="typing")
    await call("editMessageReplyMarkup", chat_id=LI, message_id=mine["message_id"], reply_markup=keys)

    answered = {c.method: c for c in api.calls if c.body["ok"]}
    assert len(answered) == 12
    for method, answer in answered.items():
        published = specification["methods"][method]
        assert list(misfits(specification, published["returns"], answer.body["result"], method)) == []
        assert answer.params.keys() <= {field["name"] for field in published.get("fields", [])}


async def test_what_the_real_bot_sends_is_published(specification, chat):
    """Every call of a conversation: no parameter that the Bot API does not have."""
    await chat.says("李工", "餐饮油烟谁负责")
    await chat.presses("李工", "前后文")
    await chat.says("李工", "/ask 油烟", "整改群")
    await chat.says("管理员", "/reload")

    assert {"getMe", "getUpdates", "sendMessage", "setMyCommands", "answerCallbackQuery"} <= {
        c.method for c in chat.api.calls
    }
    for sent in chat.api.calls:
        published = specification["methods"][sent.method]
        assert sent.params.keys() <= {field["name"] for field in published.get("fields", [])}
        assert list(misfits(specification, published["returns"], sent.body["result"], sent.method)) == []
