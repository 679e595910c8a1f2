"""What every handler works with: settings, store, knowledge, clock, and the small memories."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any, cast

from telegram.ext import CallbackContext, ExtBot

from bot.chat.buttons import Buttons
from bot.chat.limits import Limits
from bot.chat.order import OneARound
from bot.chat.recent import Recent
from bot.chat.served import Served
from bot.config import Settings
from bot.ledger.people import Person
from bot.store.store import Store


@dataclass(slots=True)
class Desk:
    """The state of the running bot; ``served`` is the only part that is ever replaced."""

    settings: Settings
    now: Callable[[], datetime]
    store: Store
    served: Served | None
    limits: Limits
    presses: Limits = field(default_factory=lambda: Limits(120, 40))  # of buttons, by person
    albums: dict[int, str] = field(default_factory=dict)  # the last album of each person
    buttons: Buttons = field(default_factory=Buttons)
    recent: Recent = field(default_factory=Recent)
    #: Answers are worked out beside the event loop, one after the other: side by side none would be sooner.
    thinking: ThreadPoolExecutor = field(default_factory=lambda: ThreadPoolExecutor(1, "answer"))
    #: What the loop itself does for an answer, it does for one a round.
    rounds: OneARound = field(default_factory=OneARound)
    reloading: bool = False
    tasks: set[asyncio.Task[None]] = field(default_factory=set)  # reloads under way
    met: set[int] = field(default_factory=set)  # chats entered into the store in this life


class Context(CallbackContext[ExtBot[Any], dict[Any, Any], dict[Any, Any], dict[Any, Any]]):
    """What handlers get besides the update."""

    #: Who acts, once the store was asked (`bot.chat.standing.person`).
    found: tuple[Person | None] | None = None

    @property
    def desk(self) -> Desk:
        return cast(Desk, self.bot_data["desk"])
