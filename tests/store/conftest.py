"""A store of its own for every test."""

from __future__ import annotations

import pytest

from bot.store.store import Store


@pytest.fixture
async def store(tmp_path):
    opened = await Store.open(tmp_path / "data")
    yield opened
    await opened.close()
