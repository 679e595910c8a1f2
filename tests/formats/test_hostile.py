"""Whatever a file is, reading it ends in a document or in one sentence."""

from __future__ import annotations

import pytest

from bot.benchmarks.sound import SOUND
from bot.benchmarks.spoiling import mutated
from bot.errors import Unreadable
from bot.reading.document import Rules
from bot.reading.folder import read_path, read_rules

FILES = 300


@pytest.fixture(scope="module")
def rules() -> Rules:
    return read_rules()[0]


def test_spoiled_files(tmp_path, child, rules):
    read = 0
    for n, (kind, code) in enumerate(mutated(FILES, seed=20261122)):
        path = tmp_path / f"{n}.{kind}"
        path.write_bytes(code)
        try:
            document, duties, _ = read_path(path, path.name, rules, child)
        except Unreadable as error:
            assert str(error).startswith(path.name)
            assert str(error).endswith("。")
            assert str(error).count("。") == 1
        else:
            read += 1
            assert all(duty.quote in document.repaired.text for duty in duties)

    assert FILES // 10 < read < FILES  # the hand is neither idle nor too heavy


@pytest.mark.parametrize("kind", SOUND)
def test_the_sound_files_are_sound(tmp_path, child, rules, kind):
    path = tmp_path / f"甲.{kind}"
    path.write_bytes(SOUND[kind].packed(SOUND[kind].parts))
    document, duties, _ = read_path(path, path.name, rules, child)

    assert document.title
    assert duties[0].parts[0].unit == "区水利局"
