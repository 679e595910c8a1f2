"""One open page and what a person does and sees on it."""

from __future__ import annotations

from typing import Any

from playwright.async_api import BrowserContext, Locator, Page, expect

from bot.sandbox.cast import GROUPS, PEOPLE
from bot.sandbox.trial import Trial

PEOPLE_BY_NAME = {person.name: person.number for person in PEOPLE}
GROUPS_BY_TITLE = {group.title: group.number for group in GROUPS}
WORK_GROUP = "青溪区整改工作群"
#: What a lost connection makes the browser itself say.
_EXPECTED = (
    "WebSocket connection to",
    "Failed to load resource: net::ERR_CONNECTION_",
    "Failed to load resource: the server responded with a status of 503",
)


class Tab:
    def __init__(self, page: Page, trial: Trial):
        self.page, self.trial = page, trial

    @classmethod
    async def open(cls, context: BrowserContext, trial: Trial, person: str, group: str | None) -> Tab:
        page = await context.new_page()
        page.faults = []  # whatever the browser complains of fails the test
        page.on("pageerror", lambda error: page.faults.append(str(error)))
        page.on("console", lambda message: _note(page, message))
        number = PEOPLE_BY_NAME[person]
        await page.goto(f"{trial.site.address}#/{number}/{GROUPS_BY_TITLE[group] if group else number}")
        await page.wait_for_selector("body[data-ready]")
        return cls(page, trial)

    # ---- what is seen

    def __getattr__(self, name: str) -> Any:
        return getattr(self.page, name)

    @property
    def box(self) -> Locator:
        return self.page.locator("#text")

    @property
    def messages(self) -> Locator:
        return self.page.locator(".message")

    @property
    def answers(self) -> Locator:
        return self.page.locator(".message:not(.mine)")

    def button(self, name: str) -> Locator:
        return self.page.get_by_role("button", name=name, exact=True)

    async def answered(self, words: str) -> Locator:
        """Wait for an answer with *words* in it, and return its message."""
        found = self.answers.filter(has_text=words).last
        await expect(found).to_be_visible()
        return found

    # ---- what the bot does

    def hears(self, chat: int, **fields: Any) -> int:
        """Let the bot say something in a chat; the message's number."""
        world = self.trial.world
        return int(world.post(world.rooms[chat], fields)["message_id"])

    # ---- what is done

    async def asks(self, text: str) -> None:
        await self.box.fill(text)
        await self.box.press("Enter")

    async def becomes(self, person: str) -> None:
        await self.page.locator("#who").click()
        await self.page.locator(".menu button", has_text=person).click()

    async def goes_to(self, chat: str) -> None:
        await self.page.locator(".chat", has_text=chat).click()


def _note(page: Page, message: Any) -> None:
    if message.type == "error" and not message.text.startswith(_EXPECTED):
        page.faults.append(message.text)
