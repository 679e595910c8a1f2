"""The ``office`` fixture: a conversation among people who belong to the office."""

from __future__ import annotations

import pytest

from bot.ledger.people import Capacity
from tests.journeys.staff import HOUSING, admit


@pytest.fixture
async def office(chat):
    """李工 is of 住建局, 王科 of 督查室; the two others hold no post but what config.toml says."""
    await admit(chat, "李工", Capacity.MEMBER, HOUSING)
    await admit(chat, "王科", Capacity.SUPERVISOR, "督查室")
    return chat
