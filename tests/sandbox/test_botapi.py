"""The local Bot API: what it answers, how updates come, and whom it talks to at all."""

from __future__ import annotations

import asyncio
import socket

import httpx
import pytest
from botapi import GROUP, LI, TOKEN, png, refused

from bot.errors import ConfigError
from bot.sandbox import pictures
from bot.sandbox.botapi import BotApi
from bot.sandbox.entities import detect, parse_html
from bot.sandbox.faults import Fault, Wire
from bot.sandbox.refusals import Refused
from bot.sandbox.shelf import File, Shelf
from bot.sandbox.world import World


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


async def test_a_document_arrives_whole(api, call):
    body = await call(
        "sendDocument", chat_id=LI, caption="见附件", files={"document": ("答复.txt", "督办".encode())}
    )
    document = body["result"]["document"]

    assert (document["file_name"], document["file_size"]) == ("答复.txt", 6)
    assert api.world.files[document["file_id"]].content == "督办".encode()


async def test_what_somebody_sent_can_be_fetched(api, call):
    api.world.sends(LI, File("会议 纪要.docx", b"PK"))
    document = (await call("getUpdates"))["result"][0]["message"]["document"]
    path = (await call("getFile", file_id=document["file_id"]))["result"]["file_path"]
    async with httpx.AsyncClient(trust_env=False) as client:
        answer = await client.get(f"{api.server}/file/bot{TOKEN}/{path}")
        stranger = await client.get(f"{api.server}/file/bot1:x/{path}")
        nothing = await client.get(f"{api.server}/file/bot{TOKEN}/documents/x.docx")

    assert path.endswith(".docx")
    assert (answer.content, stranger.status_code, nothing.status_code) == (b"PK", 401, 404)


async def test_20_megabytes_and_one_byte_are_not_fetched(api, call):
    api.world.sends(LI, File("大.bin", b"0" * (20 * 2**20 + 1)))
    document = (await call("getUpdates"))["result"][0]["message"]["document"]

    assert refused(await call("getFile", file_id=document["file_id"])) == (
        400,
        "Bad Request: file is too big",
    )


async def test_a_file_is_sent_again_by_its_number(api, call):
    first = (await call("sendDocument", chat_id=LI, files={"document": ("答复.txt", b"x")}))["result"]
    again = (await call("sendDocument", chat_id=GROUP, document=first["document"]["file_id"]))["result"]

    assert again["document"] == first["document"]


async def test_commands_and_mentions_in_the_bot_s_text_are_found(call):
    text = "发送 /help 或 <code>/start</code>，问 @duban_bot"
    body = await call("sendMessage", chat_id=LI, text=text, parse_mode="HTML")

    assert [(e["type"], e["offset"]) for e in body["result"]["entities"]] == [
        ("bot_command", 3),
        ("code", 11),
        ("mention", 20),
    ]


async def test_a_message_is_pinned(api, call):
    sent = (await call("sendMessage", chat_id=LI, text="一"))["result"]["message_id"]

    assert (await call("pinChatMessage", chat_id=LI, message_id=sent))["result"] is True
    assert api.world.rooms[LI].pinned == sent


async def test_a_caption_that_mentions_the_bot_is_heard_in_groups(api):
    assert api.world.sends(LI, File("a.txt", b"x"), GROUP) is None
    assert api.world.sends(LI, File("a.txt", b"x"), GROUP, caption="@duban_bot 请看") is not None
    assert api.world.rooms[GROUP].unheard == {1}


async def test_of_a_long_chat_the_oldest_go(api):
    for number in range(320):
        api.world.says(LI, f"第{number}句", GROUP)
    room = api.world.rooms[GROUP]

    assert (len(room.messages), room.messages[320]["text"], min(room.messages)) == (300, "第319句", 21)
    assert room.unheard == set(range(21, 321))


@pytest.mark.parametrize(
    ("content", "expected"),
    [
        pytest.param(png(5, 7), (5, 7), id="a PNG"),
        pytest.param(
            b"\xff\xd8\xff\xe0\x00\x04ab\xff\xc0\x00\x0b\x08\x00\x07\x00\x05\x01\x01", (5, 7), id="a JPEG"
        ),
        pytest.param(png(5, 7)[:20], None, id="half a PNG"),
        pytest.param(b"\xff\xd8\xff\xe0\x00\x00", None, id="a JPEG that goes nowhere"),
        pytest.param(b"GIF89a", None, id="another format"),
        pytest.param(b"", None, id="nothing"),
    ],
)
def test_how_large_a_picture_is(content, expected):
    assert pictures.extent(content) == expected


def test_files_beyond_the_shelf_s_room_go_the_oldest_first(tmp_path):
    shelf = Shelf(tmp_path)
    names = [shelf.add(File(f"{number}.txt", b"x")) for number in range(201)]

    assert names[0] not in shelf
    assert shelf[names[200]] == File("200.txt", b"x")
    assert len(shelf) == len(list(tmp_path.iterdir())) == 200


def test_files_are_there_again_after_a_restart(tmp_path):
    name = Shelf(tmp_path).add(File("纪<b>要\n.txt", "督办".encode()))

    assert Shelf(tmp_path)[name] == File("纪<b>要\n.txt", "督办".encode())
    with pytest.raises(KeyError):
        Shelf(tmp_path)["../telegram.db"]


@pytest.mark.parametrize(
    ("method", "params"),
    [
        pytest.param("sendMessage", {"reply_markup": "[1]"}, id="a list for an object"),
        pytest.param("sendMessage", {"reply_markup": '{"inline_keyboard": 5}'}, id="no rows"),
        pytest.param("sendMessage", {"reply_markup": '{"inline_keyboard": [5]}'}, id="no row"),
        pytest.param("sendMessage", {"reply_markup": '{"inline_keyboard": [[5]]}'}, id="no button"),
        pytest.param("sendMessage", {"reply_markup": '{"inline_keyboard": [[{"text": 5}]]}'}, id="no text"),
        pytest.param("sendMessage", {"reply_markup": "[" * 100_000}, id="brackets without end"),
        pytest.param("sendMessage", {"reply_parameters": "5"}, id="a number for an object"),
        pytest.param("sendMessage", {"reply_parameters": '{"message_id": "x"}'}, id="no number of a message"),
        pytest.param("sendMessage", {"entities": '{"type": "bold"}'}, id="an object for a list"),
        pytest.param("setMyCommands", {"commands": "[5]"}, id="no command"),
        pytest.param("getUpdates", {"allowed_updates": "5"}, id="a number for a list"),
    ],
)
async def test_what_is_of_the_wrong_shape_is_refused(call, method, params):
    body = await call(method, chat_id=LI, text="x", **params)

    assert body["error_code"] == 400
    assert body["description"].startswith("Bad Request: ")


@pytest.mark.parametrize("body", [b"{", b"5", b"\xff", b'[{"a": 1}]'])
async def test_a_body_that_is_no_object_is_refused(api, body):
    async with httpx.AsyncClient(trust_env=False) as client:
        headers = {"Content-Type": "application/json"}
        answer = await client.post(f"{api.server}/bot{TOKEN}/getMe", content=body, headers=headers)

    assert answer.json() == {
        "ok": False,
        "error_code": 400,
        "description": "Bad Request: can't parse JSON object",
    }
