"""The guides name only commands, keys, buttons and pictures that exist; each task is found from the top."""

from __future__ import annotations

import re
import tomllib
from pathlib import Path

import pytest

from bot.__main__ import COMMANDS as TERMINAL
from bot.chat.commands import COMMANDS as CHAT

DOCS = Path(__file__).parents[1] / "docs"
OFFICIALS, ADMINISTRATORS = "guide-officials.zh-CN.md", "guide-admins.zh-CN.md"
#: BotFather's, not the bot's.
OTHERS = {"newbot"}

guides = pytest.mark.parametrize("guide", [OFFICIALS, ADMINISTRATORS])


def text(guide: str) -> str:
    return (DOCS / guide).read_text("utf-8")


@guides
def test_every_command_of_the_chat_exists(guide):
    named = set(re.findall(r"`/([a-z]+)(?=[ `])", text(guide)))

    assert named - OTHERS <= {command.name for command in CHAT}


@guides
def test_every_command_of_the_terminal_exists(guide):
    assert set(re.findall(r"`duban ([a-z]+)", text(guide))) <= set(TERMINAL)


def test_between_them_they_tell_every_command_of_the_chat():
    both = text(OFFICIALS) + text(ADMINISTRATORS)

    # help and start tell themselves, /unit and /due are told as questions.
    assert [c.name for c in CHAT if f"`/{c.name}" not in both] == ["unit", "due", "help", "start"]


@guides
def test_every_picture_is_there(guide):
    named = re.findall(r'src="([^"]+)"|!\[[^\]]*\]\(([^)]+)\)', text(guide))
    pictures = ["".join(pair) for pair in named]

    assert [picture for picture in pictures if not (DOCS / picture).is_file()] == []
    assert pictures


def test_every_picture_of_the_guides_is_used():
    both = text(OFFICIALS) + text(ADMINISTRATORS)
    taken = sorted(path.name for path in (DOCS / "pictures" / "guide").iterdir())

    assert [name for name in taken if f"pictures/guide/{name}" not in both] == []


@guides
def test_every_picture_is_light(guide):
    assert [p.name for p in (DOCS / "pictures" / "guide").iterdir() if p.stat().st_size > 150_000] == []


@guides
def test_each_task_is_found_from_the_top(guide):
    said = text(guide)
    heads = re.findall(r"^## (.+)$", said, re.MULTILINE)
    links = re.findall(r"\]\(#([^)]+)\)", said)

    assert sorted(links) == sorted(re.sub(r"[.，、：]", "", head).replace(" ", "-") for head in heads)


def test_every_key_of_the_configuration_exists():
    config = tomllib.loads((DOCS.parent / "config.example.toml").read_text("utf-8"))
    keys = {key for section in config.values() for key in section}

    assert set(re.findall(r"`([a-z]+_[a-z_]+)(?:`| =)", text(ADMINISTRATORS))) <= keys
