"""``duban bench page``: a tiny run; what is checked is shape and sanity, never a speed."""

from __future__ import annotations

import sys

import pytest

from bot.benchmarks import page as measured
from bot.benchmarks.browser import chromium


@pytest.mark.skipif(sys.platform != "linux", reason="only Linux tells the memory of another process")
@pytest.mark.skipif(chromium() is None, reason="no Chromium")
def test_page_measures_the_program_from_a_browser(monkeypatch):
    monkeypatch.setattr(measured, "IDLE", 0)
    monkeypatch.setattr(measured, "OPENINGS", 1)
    found = {figure.key: figure.value for figure in measured.page(2).figures}

    assert found["questions"] == 2
    assert 0 < found["answer_ms"] <= found["answer_worst_ms"]
    assert found["ready_ms"] > 0
    assert 20 < found["megabytes"] < 2_000
    assert 20 < found["kilobytes"] <= 150


def test_page_says_that_it_is_skipped(monkeypatch):
    monkeypatch.setattr(measured, "chromium", lambda: None)

    assert measured.page().skipped.startswith("跳过：没有 Chromium" if sys.platform == "linux" else "跳过")
