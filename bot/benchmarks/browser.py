"""The system's own Chromium, for what shows in a browser only: tests, pictures and the page's figures."""

from __future__ import annotations

import shutil

_NAMES = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")
ABSENT = "没有 Chromium；在 Debian 上可以 apt-get install chromium fonts-noto-cjk。"

#: Quiet, without a sandbox of its own (which root may not have), and never on the net by itself.
ARGUMENTS = (
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
)


def chromium() -> str | None:
    """Return where Chromium is, None where there is none; ``ABSENT`` says what to do then."""
    return next((found for name in _NAMES if (found := shutil.which(name))), None)
