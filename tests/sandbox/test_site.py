"""The page's server, without a browser: where it listens, whom it answers, what a deed does."""

from __future__ import annotations

import json
import socket

import httpx
import pytest
from visitor import CHEN, Life

from bot.errors import ConfigError
from bot.sandbox import trial
from bot.sandbox.trial import Trial

# ---- where it listens, and whom it answers


async def test_the_address_is_told_and_leads_to_the_page(life):
    async with httpx.AsyncClient(trust_env=False) as client:
        answer = await client.get(life.address())

    assert life.address() in life.said[0]
    assert (answer.status_code, "督办" in answer.text) == (200, True)


async def test_a_port_that_is_taken_is_gone_past(settings, monkeypatch):
    with socket.create_server(("127.0.0.1", 0)) as other:
        monkeypatch.setattr(trial, "PORT", other.getsockname()[1])
        running = Life(await Trial.open(settings))
        await running.begins()
        port = running.trial.site.port
        await running.ends()

    assert port != trial.PORT


async def test_a_port_that_was_asked_for_and_is_taken_is_refused(life):
    with pytest.raises(ConfigError, match=r"已被其他程序占用.*--port"):
        life.trial.site.start(port=life.trial.site.port)


async def test_only_this_machine_is_served(life):
    for address in ("0.0.0.0", "::", "192.168.1.2", "localhost"):  # noqa: S104
        with pytest.raises(ConfigError, match="只在本机"):
            life.trial.site.start(address)


async def test_other_interfaces_do_not_answer(life):
    own = [info[4][0] for info in socket.getaddrinfo(socket.gethostname(), None, socket.AF_INET)]
    for address in {address for address in own if not address.startswith("127.")}:
        with pytest.raises(OSError), socket.create_connection((address, life.trial.site.port), 1):
            pass


PATHS = ["", "main.js", "file/abc", "socket", "nothing/there"]
STRANGERS = [
    pytest.param({"Host": "evil.example"}, id="another Host"),
    pytest.param({"Host": "evil.example:{port}"}, id="another Host with the port (DNS rebinding)"),
    pytest.param({"Host": "127.0.0.1"}, id="without the port"),
    pytest.param({"Host": "127.0.0.1:1"}, id="another port"),
    pytest.param({"Host": "127.0.0.1.evil.example:{port}"}, id="a Host that begins like this one"),
    pytest.param({"Origin": "https://evil.example"}, id="a page of another site"),
    pytest.param({"Origin": "http://127.0.0.1:1"}, id="a page of another program"),
    pytest.param({"Origin": "http://localhost:{port}"}, id="this machine by another name"),
    pytest.param({"Origin": "null"}, id="a sandboxed page"),
]


@pytest.mark.parametrize("headers", STRANGERS)
async def test_strangers_are_refused(life, headers):
    sent = {name: value.format(port=life.trial.site.port) for name, value in headers.items()}
    async with httpx.AsyncClient(trust_env=False) as client:
        answers = [await client.get(life.address(path), headers=sent) for path in PATHS]

    assert [(a.status_code, a.text) for a in answers] == [(403, "本页只在本机使用。")] * len(PATHS)


async def test_this_machine_by_its_other_name_is_as_good(life):
    there = life.address().replace("127.0.0.1", "localhost")
    async with httpx.AsyncClient(trust_env=False) as client:
        answer = await client.get(life.address(), headers={"Host": there[7:-1], "Origin": there[:-1]})

    assert answer.status_code == 200


async def test_a_deed_that_breaks_the_server_is_answered_and_not_repeated_for_ever(page, life, caplog):
    life.trial.world.rooms[CHEN].messages[1] = {
        "reply_markup": {"inline_keyboard": [[{"callback_data": "x"}]]}
    }
    told = await page.does(do="press", who=CHEN, chat=CHEN, message=1, data="x")

    assert told["refused"].startswith("程序出错")
    assert "KeyError" in caplog.text


async def test_whoever_has_no_origin_reads_pages_but_changes_nothing(life):
    async with httpx.AsyncClient(trust_env=False) as client:
        assert (await client.get(life.address("main.js"))).status_code == 200
        assert (await client.get(life.address("socket"))).status_code == 403
        assert (await client.post(life.address("send"), data={"deed": "{}"})).status_code == 403


async def test_what_is_not_there_is_not_found(life):
    paths = ("x.js", "../site.py", "..%2fsite.py", "file/x", "bot1:x/getMe", "page/main.js")
    async with httpx.AsyncClient(trust_env=False) as client:
        answers = [await client.get(life.address(path)) for path in paths]

    assert [answer.status_code for answer in answers] == [404] * len(paths)


async def test_the_policy_lets_nothing_in_from_outside(life):
    async with httpx.AsyncClient(trust_env=False) as client:
        headers = (await client.get(life.address())).headers

    policy = dict(part.strip().split(" ", 1) for part in headers["content-security-policy"].split(";"))
    assert policy["default-src"] == "'none'"
    assert policy["script-src"] == policy["style-src"] == "'self'"
    assert policy["require-trusted-types-for"] == "'script'"
    assert headers["x-content-type-options"] == "nosniff"
    assert headers["cross-origin-resource-policy"] == "same-origin"


# ---- deeds


@pytest.mark.parametrize(
    ("deed", "refused"),
    [
        pytest.param({"do": "say", "text": " \n"}, "请先输入内容。", id="nothing said"),
        pytest.param({"do": "say", "text": "督" * 4097}, "一条消息最多 4,096 个字", id="4,097 characters"),
        pytest.param({"do": "say", "text": "x", "who": 5}, "不在这个聊天里", id="nobody of the cast"),
        pytest.param({"do": "say", "text": "x", "chat": 10_002}, "不在这个聊天里", id="somebody else's chat"),
        pytest.param({"do": "say", "text": "x", "chat": "x"}, "无法识别", id="no number"),
        pytest.param({"do": "say"}, "无法识别", id="no text"),
        pytest.param({"do": "press", "message": 9, "data": "x"}, "按钮已经不在了", id="no such button"),
        pytest.param({"do": "try", "which": 7}, "没有这一条示例", id="no such suggestion"),
        pytest.param({"do": "move", "to": "morgen"}, "看不懂这个日期", id="no date"),
        pytest.param({"do": "move", "to": "1999-12-31T00:00"}, "2000年至2099年", id="before 2000"),
        pytest.param({"do": "upgrade"}, "只有普通群", id="no group"),
        pytest.param({"do": "fault", "kind": "x"}, "没有这一种故障", id="no such fault"),
        pytest.param({"do": "__class__"}, "无法识别", id="no such deed"),
        pytest.param({}, "无法识别", id="no deed at all"),
    ],
)
async def test_what_cannot_be_done_is_said(page, deed, refused):
    told = await page.does(**({"who": CHEN, "chat": CHEN} | deed))

    assert refused in told["refused"]
    assert told["refused"].endswith("。")


async def test_a_deed_that_is_repeated_is_done_once(life, page):
    for _ in range(3):
        await page.does(number="one", do="say", who=CHEN, chat=CHEN, text="餐饮油烟谁负责")

    said = [m for m in life.trial.world.rooms[CHEN].messages.values() if m["from"]["id"] == CHEN]
    assert len(said) == 1


@pytest.mark.parametrize("typed", ["{", "[]", "null", b"\x00\xff", '"' + "x" * 300_000 + '"'])
async def test_what_is_no_deed_ends_the_connection_and_nothing_else(life, typed):
    stranger = await life.page()
    await stranger.hears("world")
    await stranger.types(typed)
    await stranger.closes()

    other = await life.page()
    assert (await other.hears("world"))["bot"]["username"] == "duban_bot"
    await other.closes()


async def test_a_deed_without_a_number_is_refused(page):
    for number in (None, "", 5, "x" * 65):
        await page.types(json.dumps({"do": "move", "to": "day", "id": number}))

        assert "refused" in await page.hears("done")


async def test_a_picture_is_shown_and_everything_else_is_saved(life, page):
    async with httpx.AsyncClient(trust_env=False, headers={"Origin": life.address()[:-1]}) as client:
        deed = json.dumps({"id": "1", "as": CHEN, "chat": CHEN, "text": ""})
        name = "<img src=x>.html"
        await client.post(life.address("send"), data={"deed": deed}, files={"file": (name, b"<script>")})
        sent = (await page.hears("message"))["message"]["document"]
        answer = await client.get(life.address(f"file/{sent['file']}"))

    assert sent["name"] == name
    assert answer.headers["content-type"] == "application/octet-stream"
    assert answer.headers["content-disposition"].startswith("attachment;")
    assert answer.headers["content-security-policy"] == "default-src 'none'; sandbox"


async def test_a_file_too_large_for_the_page_is_refused(life):
    async with httpx.AsyncClient(trust_env=False, headers={"Origin": life.address()[:-1]}) as client:
        deed = json.dumps({"id": "1", "as": CHEN, "chat": CHEN, "text": ""})
        files = {"file": ("大.bin", b"0" * (25 * 2**20 + 1))}
        answer = await client.post(life.address("send"), data={"deed": deed}, files=files)

    assert answer.json()["refused"] == "试用页只收 25 MB 以内的文件。"
