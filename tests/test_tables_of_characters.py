"""The committed tables are what the libraries say today."""

from __future__ import annotations

import importlib.util
from pathlib import Path
from types import ModuleType

import opencc
import pypinyin
import pytest

from bot.reading.script import simplify
from bot.reading.sounds import readings

ROOT = Path(__file__).parents[1]


def tool() -> ModuleType:
    spec = importlib.util.spec_from_file_location("make_tables", ROOT / "tools" / "make_tables.py")
    assert spec and spec.loader
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


@pytest.mark.parametrize("name", ["script.txt", "sounds.txt", "bigrams.txt"])
def test_a_table_is_what_make_tables_makes(name):
    made = tool().MAKERS[name]()

    assert (ROOT / "bot" / "general" / name).read_text("utf-8") == made, "run: make tables"


def test_every_character_of_gb2312_keeps_itself():
    level = bytes(b for lead in range(0xB0, 0xF8) for trail in range(0xA1, 0xFF) for b in (lead, trail))
    text = level.decode("gb2312", "ignore")

    assert simplify(text) == text


def test_traditional_prose_reads_as_opencc_reads_it():
    text = "縣委書記強調，要堅決扛起責任，聯合開展執法檢查；答覆羣衆來信，瞭解情況，乾隆年間。"

    assert simplify(text) == opencc.OpenCC("t2s").convert(text)


def test_readings_are_those_of_pypinyin():
    chars = "环境督察整改县镇乡行长重乐绿虐女吕"
    styles = {c: pypinyin.pinyin(c, style=pypinyin.Style.NORMAL, heteronym=True)[0] for c in chars}

    assert {c: set(readings(c)) for c in chars} == {c: set(found) for c, found in styles.items()}


def test_the_tables_stay_small():
    sizes = {name: (ROOT / "bot" / "general" / name).stat().st_size for name in tool().MAKERS}

    assert sizes["script.txt"] < 60_000
    assert sizes["sounds.txt"] < 120_000
    assert sizes["bigrams.txt"] < 300_000
