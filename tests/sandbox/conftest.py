"""A local Bot API with two people and a group, and a way to call it; a trial on a page, and a page."""

from __future__ import annotations

import json
import os
import shutil

import httpx
import pytest
from botapi import GROUP, LI, SPECIFICATION, TOKEN, WANG
from visitor import KNOWLEDGE, Life

from bot.config import Paths, Settings
from bot.sandbox.botapi import BotApi
from bot.sandbox.trial import Trial
from bot.sandbox.world import World


@pytest.fixture
async def api():
    world = World(lambda: 1_760_000_000, TOKEN)
    world.person(LI, "李工")
    world.person(WANG, "王科")
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


@pytest.fixture(scope="session")
def specification():
    """The published Bot API as data, kept beside the checkout."""
    if not SPECIFICATION.exists():
        assert not os.environ.get("CI"), f"{SPECIFICATION} must be there"
        pytest.skip("the Bot API as data is not at ../shared/botapi/api.json")
    return json.loads(SPECIFICATION.read_text("utf-8"))


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
    await opened.closes()
