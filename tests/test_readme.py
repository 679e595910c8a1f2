"""What the READMEs and the other papers say is so: commands, answers shown, keys, links, layout."""

from __future__ import annotations

import re
import tomllib
from pathlib import Path

import pytest

from bot.__main__ import COMMANDS as TERMINAL
from bot.benchmarks.readme import PAGES, shown, shown_commands
from bot.chat.commands import COMMANDS as CHAT

ROOT = Path(__file__).parents[1]
PAPERS = [
    *PAGES,
    "docs/reading.md",
    "docs/asking.md",
    "docs/sandbox.md",
    "docs/guide-officials.zh-CN.md",
    "docs/guide-admins.zh-CN.md",
    "CONTRIBUTING.md",
    "CHANGELOG.md",
    "docs/decisions.md",
]

pages = pytest.mark.parametrize("page", PAGES)


def text(page: str) -> str:
    return (ROOT / page).read_text("utf-8")


@pages
def test_what_must_never_be_loaded_stands_at_the_top(page):
    assert "不得处理国家秘密、工作秘密和敏感个人信息" in "\n".join(text(page).splitlines()[:8])


@pages
def test_an_answer_shown_is_what_the_program_prints(page):
    """If the answer has changed for the better, ``make bench`` writes it anew."""
    commands = shown_commands(text(page))

    assert any(command.startswith("ask 餐饮油烟谁负责") for command, _ in commands)
    assert [passage for _, passage in commands] == [shown(command) for command, _ in commands]


@pages
def test_the_chat_s_commands_are_those_of_the_program(page):
    assert re.findall(r"^\| `/(\w+)` \|", text(page), re.MULTILINE) == [command.name for command in CHAT]


@pages
def test_every_command_of_the_terminal_is_named(page):
    told = set(re.findall(r"`(?:duban )?([a-z]+)`", text(page)))

    assert set(TERMINAL) <= told


@pages
def test_every_make_target_named_exists(page):
    targets = set(re.findall(r"^([a-z]+):", text("Makefile"), re.MULTILINE))
    named = set(re.findall(r"`make ([a-z]+)`", text(page)))

    assert {"run", "test"} <= named <= targets


@pages
def test_every_key_of_the_configuration_named_exists(page):
    config = tomllib.loads(text("config.example.toml"))
    keys = {key for section in config.values() for key in section}
    named = {"token_file", "proxy", "base_url", "administrators"}

    assert {key for key in named if f"`{key}" in text(page)} == named
    assert named <= keys


@pages
def test_every_folder_of_the_layout_exists(page):
    layout = text(page).split("```\nbot/reading")[1].split("```")[0]
    named = [
        "bot/reading",
        *re.findall(r"(?:^|；|; )((?:bot|knowledge|tests|docs)/[a-z]*)", layout, re.MULTILINE),
    ]

    assert len(named) >= 10
    assert [name for name in named if not (ROOT / name).is_dir()] == []


@pytest.mark.parametrize("paper", PAPERS)
def test_every_link_to_a_file_leads_somewhere(paper):
    links = re.findall(r"\]\((?!https?:)([^)#]+)\)", text(paper))

    assert [link for link in links if not (ROOT / paper).parent.joinpath(link).exists()] == []


def test_both_readmes_show_the_same_figures():
    one, other = (re.findall(r"\| ([\d.,]+(?: \w+)?) \|$", text(page), re.MULTILINE) for page in PAGES)

    assert one == other != []


def test_contributing_has_its_twelve_points():
    assert re.findall(r"^(\d+)\. ", text("CONTRIBUTING.md"), re.MULTILINE) == [str(n) for n in range(1, 13)]


def test_every_dependency_has_its_line_in_the_decisions():
    project = tomllib.loads(text("pyproject.toml"))["project"]
    wanted = [*project["dependencies"], *project["optional-dependencies"]["dev"]]
    names = [re.split(r"[\[<>=;]", row)[0] for row in wanted]

    assert [name for name in names if f"\n- **{name}**" not in text("docs/decisions.md")] == []


def test_the_changelog_keeps_its_form():
    assert re.match(r"# Changelog\n.*\n## \[Unreleased\]\n\n### Added\n\n- ", text("CHANGELOG.md"), re.DOTALL)
