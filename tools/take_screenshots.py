"""Take the pictures of the READMEs and guides from the running program, in Chromium: ``make screenshots``.

Each story of the READMEs is told once in Chinese and once with the page in English. Every picture stays
small enough to be looked at on a bad line. Names behind the command take only those pictures.
"""

from __future__ import annotations

import sys
from collections.abc import Callable
from pathlib import Path

import guide_pictures
from PIL import Image
from playwright.sync_api import Browser, FloatRect, Page, sync_playwright

from bot.benchmarks.browser import ABSENT, ARGUMENTS, chromium
from bot.benchmarks.page import running
from bot.sandbox.cast import GROUPS, PEOPLE

PICTURES = Path(__file__).resolve().parents[1] / "docs" / "pictures"
LARGEST = 150_000  # bytes
COLOURS = 200
GUIDE_COLOURS = 96
GUIDES = "guides"
OFFICIAL, ADMINISTRATOR = PEOPLE[0].number, PEOPLE[5].number
GROUP = GROUPS[0].number
DESK = {"width": 1200, "height": 820}
PHONE = {"width": 390, "height": 780}

Story = Callable[[Page], None]


def question(page: Page) -> None:
    """A question, its answer with the quote, and near matters on buttons."""
    tries(page, 0, "管住餐饮油烟")
    page.mouse.move(0, 0)


def group(page: Page) -> None:
    """A group in which people talk, and the bot is asked what falls due."""
    says(page, "请大家对一下月底到期的事项")
    page.locator("#who").click()
    page.locator(".menu button").nth(3).click()
    tries(page, 0, "共5项")


def reload(page: Page) -> None:
    """The administrator adds a document, loads it, and sees what changed."""
    tries(page, 0, "已存入资料文件夹")
    tries(page, 1, "资料已重新加载")


def ledger(page: Page) -> None:
    """A matter is accepted, a photo reports how far it is, and the entry tells all of it."""
    tries(page, 4, "签收，现为")
    tries(page, 5, "已收到证明材料")
    page.locator(".message:not(.mine) button.key").last.wait_for()
    presses(page, "发完了，登记", "报进展，现为")
    presses(page, "查看第 1 项", "完成30%")


def phone(page: Page) -> None:
    """A question on a phone, in the dark."""
    tries(page, 1, "程立谦")


STORIES: dict[str, tuple[Story, str, dict[str, int], str]] = {
    "question": (question, f"#/{OFFICIAL}/{OFFICIAL}", DESK, "light"),
    "group": (group, f"#/{OFFICIAL}/{GROUP}", DESK, "light"),
    "ledger": (ledger, f"#/{OFFICIAL}/{OFFICIAL}", DESK, "light"),
    "reload": (reload, f"#/{ADMINISTRATOR}/{ADMINISTRATOR}", DESK, "light"),
    "phone": (phone, f"#/{OFFICIAL}/{OFFICIAL}", PHONE, "dark"),
}


def tries(page: Page, place: int, answer: str) -> None:
    """Press a suggestion and wait for its answer."""
    page.locator("#tries button").nth(place).click()
    page.locator(".message:not(.mine)", has_text=answer).last.wait_for()


def presses(page: Page, label: str, answer: str) -> None:
    page.locator(".message:not(.mine) button.key", has_text=label).last.click()
    page.locator(".message:not(.mine)", has_text=answer).last.wait_for()


def says(page: Page, text: str) -> None:
    page.locator("#text").fill(text)
    page.locator("#text").press("Enter")
    page.locator(".message", has_text=text).wait_for()


def picture(browser: Browser, name: str, english: bool) -> Path:
    """Tell one story over a fresh program, and take its picture."""
    story, place, window, light = STORIES[name]
    language = "en" if english else "zh"
    with running() as (_, address):
        context = browser.new_context(viewport=window, color_scheme=light, locale="zh-CN")
        context.add_init_script(f"localStorage.setItem('duban.language', '{language}')")
        page = context.new_page()
        page.goto(address + place)
        page.wait_for_selector("body[data-ready]")
        story(page)
        page.evaluate("document.activeElement.blur()")
        page.wait_for_timeout(800)  # until everything stands still
        path = PICTURES / f"{name}{'.en' if english else ''}.png"
        page.screenshot(path=path)
        context.close()
    return lightened(path)


def lightened(path: Path, colours: int = COLOURS) -> Path:
    """Make a picture small; a page has few colours, so a palette loses nothing that is seen."""
    with Image.open(path) as shot:
        shot.quantize(colours, dither=Image.Dither.NONE).save(path, optimize=True)
    return path


def guides(browser: Browser) -> list[Path]:
    """Take the pictures of the guides, in one telling over one program."""
    folder, taken = PICTURES / "guide", []
    folder.mkdir(exist_ok=True)
    with running() as (_, address):
        context = browser.new_context(
            viewport=guide_pictures.WINDOW, color_scheme="light", locale="zh-CN", device_scale_factor=1.5
        )
        page = context.new_page()
        page.goto(address)
        page.wait_for_selector("body[data-ready]")

        def shot(name: str, clip: FloatRect) -> None:
            path = folder / f"{name}.png"
            page.screenshot(path=path, clip=clip)
            taken.append(lightened(path, GUIDE_COLOURS))

        guide_pictures.tell(guide_pictures.Office(page, shot))
        context.close()
    return taken


def main() -> int:
    path = chromium()
    if path is None:
        print(ABSENT, file=sys.stderr)
        return 2
    PICTURES.mkdir(exist_ok=True)
    wanted = sys.argv[1:] or [*STORIES, GUIDES]
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=path, args=list(ARGUMENTS))
        taken = [
            picture(browser, name, english) for name in STORIES if name in wanted for english in (False, True)
        ]
        taken += guides(browser) if GUIDES in wanted else []
        browser.close()
    for picture_path in taken:
        print(f"{picture_path.name}: {picture_path.stat().st_size:,} bytes")
    return int(any(path.stat().st_size > LARGEST for path in taken))


if __name__ == "__main__":
    sys.exit(main())
