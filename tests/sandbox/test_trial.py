"""The trial on a page, without a browser: where it listens, whom it answers, what a deed does."""

from __future__ import annotations

import asyncio
import json
import shutil
import socket
from datetime import date, datetime, timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

import httpx
import pytest
from tornado.httpclient import HTTPRequest
from tornado.websocket import websocket_connect

from bot.config import Paths, Settings
from bot.duty import Document, Known, Repaired
from bot.errors import AlreadyRunning, ConfigError
from bot.sandbox import copies
from bot.sandbox.cast import ADMINISTRATORS, GROUPS, PEOPLE
from bot.sandbox.trial import PORT, Trial, opening

KNOWLEDGE = Path(__file__).parents[1] / "journeys" / "knowledge"
CHEN, GROUP = PEOPLE[0].number, GROUPS[0].number
SHANGHAI = ZoneInfo("Asia/Shanghai")
PATIENCE = 20.0


class Life:
    """A trial that runs."""

    def __init__(self, trial: Trial):
        self.trial = trial
        self.said: list[str] = []
        self._stop = asyncio.Event()

    async def begins(self) -> None:
        self._serving = asyncio.create_task(self.trial.serve(None, self._stop, self.said.append))
        async with asyncio.timeout(PATIENCE):
            while not self.said:
                await asyncio.sleep(0.01)

    async def ends(self) -> None:
        self._stop.set()
        async with asyncio.timeout(PATIENCE):
            await self._serving
        await self.trial.close()

    def address(self, path: str = "") -> str:
        return f"{self.trial.site.address}{path}"

    async def page(self, **headers: str) -> Page:
        """Open the socket as a page does."""
        port = self.trial.site.port
        origin = {"Origin": f"http://127.0.0.1:{port}"} | headers
        request = HTTPRequest(f"ws://127.0.0.1:{port}/socket", headers=origin)
        return Page(await websocket_connect(request))


class Page:
    """What a page hears and does."""

    def __init__(self, socket):
        self._socket = socket
        self._numbers = iter(range(1, 1000))

    async def hears(self, kind: str):
        """Return the next thing told of a kind."""
        async with asyncio.timeout(PATIENCE):
            while True:
                told = json.loads(await self._socket.read_message())
                if told["is"] == kind:
                    return told

    async def does(self, number: str = "", **deed):
        """Do something; what the server says to it."""
        number = number or f"deed {next(self._numbers)}"
        deed = {"as" if name == "who" else name: value for name, value in deed.items()}
        await self._socket.write_message(json.dumps(deed | {"id": number}))
        return await self.hears("done")

    async def types(self, text: str | bytes) -> None:
        """Send something as it is."""
        await self._socket.write_message(text)

    async def is_left(self) -> None:
        """Wait until the server has closed the connection."""
        async with asyncio.timeout(PATIENCE):
            while await self._socket.read_message() is not None:
                pass

    def closes(self) -> None:
        self._socket.close()


@pytest.fixture
def settings(tmp_path) -> Settings:
    shutil.copytree(KNOWLEDGE, tmp_path / "knowledge")
    return Settings(paths=Paths(tmp_path / "knowledge", tmp_path / "data"))


@pytest.fixture
async def life(settings):
    running = Life(await Trial.open(settings))
    await running.begins()
    yield running
    await running.ends()


@pytest.fixture
async def page(life):
    opened = await life.page()
    await opened.hears("world")
    yield opened
    opened.closes()


# ---- where it listens, and whom it answers


async def test_the_address_is_told_and_leads_to_the_page(life):
    async with httpx.AsyncClient(trust_env=False) as client:
        answer = await client.get(life.address())

    assert life.address() in life.said[0]
    assert (answer.status_code, "督办" in answer.text) == (200, True)


async def test_a_port_that_is_taken_is_gone_past(settings):
    with socket.socket() as other:
        other.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            other.bind(("127.0.0.1", PORT))
        except OSError:
            pass  # somebody else has it, which is as good
        else:
            other.listen()
        running = Life(await Trial.open(settings))
        await running.begins()
        port = running.trial.site.port
        await running.ends()

    assert port != PORT


async def test_a_port_that_was_asked_for_and_is_taken_is_refused(life, tmp_path):
    other = Trial(**{name: getattr(life.trial, name) for name in life.trial.__dataclass_fields__})
    with pytest.raises(ConfigError, match=r"已被其他程序占用.*--port"):
        await other.serve(life.trial.site.port, asyncio.Event(), print)


@pytest.mark.parametrize("address", ["0.0.0.0", "::", "192.168.1.2", "localhost"])  # noqa: S104
async def test_only_this_machine_is_served(life, address):
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


@pytest.mark.parametrize("path", PATHS)
@pytest.mark.parametrize("headers", STRANGERS)
async def test_strangers_are_refused(life, headers, path):
    sent = {name: value.format(port=life.trial.site.port) for name, value in headers.items()}
    async with httpx.AsyncClient(trust_env=False) as client:
        answer = await client.get(life.address(path), headers=sent)

    assert (answer.status_code, answer.text) == (403, "本页只在本机使用。")


async def test_whoever_has_no_origin_reads_pages_but_changes_nothing(life):
    async with httpx.AsyncClient(trust_env=False) as client:
        assert (await client.get(life.address("main.js"))).status_code == 200
        assert (await client.get(life.address("socket"))).status_code == 403
        assert (await client.post(life.address("send"), data={"deed": "{}"})).status_code == 403


@pytest.mark.parametrize("path", ["x.js", "../site.py", "..%2fsite.py", "file/x", "bot1:x/getMe", "send"])
async def test_what_is_not_there_is_not_found(life, path):
    async with httpx.AsyncClient(trust_env=False) as client:
        assert (await client.get(life.address(path))).status_code in {403, 404, 405}


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
    await stranger.is_left()

    other = await life.page()
    assert (await other.hears("world"))["bot"]["username"] == "duban_bot"
    other.closes()


async def test_a_deed_without_a_number_is_refused(page):
    await page.types('{"do": "move", "to": "day"}')

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


async def test_what_was_said_is_there_after_a_restart_and_the_clock_goes_on(life, page, settings):
    await page.does(do="say", who=CHEN, chat=CHEN, text="餐饮油烟谁负责")
    await page.does(do="move", to="2026-12-24T08:00")
    async with asyncio.timeout(PATIENCE):
        while len(life.trial.world.rooms[CHEN].messages) < 2:
            await asyncio.sleep(0.01)
    page.closes()
    await life.ends()

    life.trial = (again := Life(await Trial.open(settings))).trial
    await again.begins()
    opened = await again.page()
    world = await opened.hears("world")
    (chat,) = (chat for chat in world["chats"] if chat["id"] == CHEN)
    life.ends = again.ends  # the fixture ends what runs now

    assert chat["messages"][0]["text"] == "餐饮油烟谁负责"
    assert chat["messages"][1]["text"].startswith("开展餐饮油烟整治")
    assert again.trial.clock().date() == date(2026, 12, 24)
    opened.closes()


async def test_two_trials_on_one_folder_are_refused(life, settings):
    with pytest.raises(AlreadyRunning):
        await Trial.open(settings)


async def test_who_is_there():
    assert len(PEOPLE) == 6
    assert len(GROUPS) == 2
    assert ADMINISTRATORS == (10_006,)
    assert {len(person.suggestions) for person in PEOPLE} == {3}


# ---- the clock


@pytest.mark.parametrize(
    ("to", "expected"),
    [
        pytest.param("day", datetime(2026, 10, 20, 9, 30, tzinfo=SHANGHAI), id="a day on"),
        pytest.param("friday", datetime(2026, 10, 30, 15, 0, tzinfo=SHANGHAI), id="Friday of next week"),
        pytest.param("2026-06-01T08:15", datetime(2026, 6, 1, 8, 15, tzinfo=SHANGHAI), id="a date"),
    ],
)
async def test_the_clock_is_moved(life, page, to, expected):
    await page.does(do="move", to="2026-10-19T09:30")
    await page.does(do="move", to=to)

    assert abs(life.trial.clock() - expected) < timedelta(minutes=1)
    assert abs(life.trial.desk.now() - expected) < timedelta(minutes=1)


async def test_the_clock_comes_back_to_now(life, page):
    await page.does(do="move", to="2030-01-01T00:00")
    await page.does(do="move", to="now")

    assert abs(life.trial.clock.ahead) < timedelta(seconds=1)


def document(day: date | None) -> Document:
    return Document("a.txt", "", Repaired("", "", (), ()), day=day, day_known=Known.STATED)


NOW = datetime(2026, 11, 27, 18, tzinfo=SHANGHAI)
MONDAY = datetime(2026, 10, 19, 9, tzinfo=SHANGHAI)


@pytest.mark.parametrize(
    ("days", "expected"),
    [
        pytest.param([date(2026, 10, 12), date(2026, 3, 1)], MONDAY, id="the Monday after"),
        pytest.param([date(2026, 10, 16)], MONDAY, id="from a Friday"),
        pytest.param([date(2026, 11, 26)], NOW, id="never later than now"),
        pytest.param([None], NOW, id="no day at all"),
        pytest.param([], NOW, id="no document at all"),
    ],
)
def test_a_first_trial_begins_in_the_time_of_the_documents(days, expected):
    assert opening(NOW, map(document, days)) == expected


# ---- the working copy


def test_the_original_is_taken_over_and_what_was_added_stays(tmp_path):
    source, copy = tmp_path / "knowledge", tmp_path / "data" / "knowledge"
    shutil.copytree(KNOWLEDGE, source)
    copies.refreshed(source, copy)
    (copy / "添加.txt").write_text("x", "utf-8")
    (source / "大会.txt").unlink()
    (source / "units.toml").write_text("# 改了", "utf-8")

    assert copies.refreshed(source, copy) == copy
    assert sorted(path.name for path in copy.iterdir()) == ["units.toml", "河湖方案.txt", "添加.txt"]
    assert (copy / "units.toml").read_text("utf-8") == "# 改了"


def test_without_an_original_the_refusal_names_it(tmp_path):
    assert copies.refreshed(tmp_path / "none", tmp_path / "copy") == tmp_path / "none"
