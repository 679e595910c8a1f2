"""The token never reaches the log."""

from __future__ import annotations

import io
import logging
import sys

import pytest

from bot.chat.redaction import redact, start_log
from bot.sandbox import terminal

TOKEN = "123456789:AAbbCCddEEffGGhhIIjjKKllMMnnOOpp-_q"  # noqa: S105
SHORT = "77:short"


@pytest.fixture
def log():
    root = logging.getLogger()
    handlers, level, hook = root.handlers[:], root.level, sys.excepthook
    stream = io.StringIO()
    start_log("DEBUG", stream, hidden=SHORT)
    yield stream
    logging.captureWarnings(False)
    sys.excepthook = hook
    root.handlers[:] = handlers
    root.setLevel(level)


def _fail():
    raise RuntimeError(f"POST https://api.telegram.org/bot{TOKEN}/getMe")


@pytest.mark.parametrize(
    "write",
    [
        pytest.param(lambda: logging.info("bot%s/getMe", TOKEN), id="in an argument"),
        pytest.param(lambda: logging.info(f"bot{TOKEN}"), id="in the message"),
        pytest.param(
            lambda: logging.info("%s %s", TOKEN),  # noqa: PLE1206
            id="in arguments that do not fit",
        ),
        pytest.param(lambda: logging.info({"token": TOKEN}), id="in an object"),
        pytest.param(
            lambda: logging.info("here", stack_info=True) or logging.info(TOKEN), id="beside a stack"
        ),
        pytest.param(lambda: logging.info(f"bot{SHORT}/x"), id="the token itself, though it looks like none"),
        pytest.param(lambda: logging.getLogger("telegram.ext").warning(TOKEN), id="by another logger"),
    ],
)
def test_a_token_is_hidden(log, write):
    write()

    assert "***" in log.getvalue()
    assert TOKEN not in log.getvalue()
    assert SHORT not in log.getvalue()


def test_a_token_in_a_traceback_is_hidden(log):
    try:
        _fail()
    except RuntimeError:
        logging.exception("failed")

    assert "Traceback" in log.getvalue()
    assert "bot***/getMe" in log.getvalue()
    assert TOKEN not in log.getvalue()


def test_a_token_in_a_chained_traceback_is_hidden(log):
    try:
        try:
            _fail()
        except RuntimeError as error:
            raise ValueError("outer") from error
    except ValueError:
        logging.getLogger("telegram.ext.Application").exception("failed")

    assert "outer" in log.getvalue()
    assert TOKEN not in log.getvalue()


def test_a_token_in_what_nobody_caught_is_hidden(log):
    try:
        _fail()
    except RuntimeError:
        sys.excepthook(*sys.exc_info())

    assert "RuntimeError" in log.getvalue()
    assert TOKEN not in log.getvalue()


def test_what_writes_addresses_is_quiet(log):
    logging.getLogger("httpx").info("HTTP Request: POST /bot%s/getMe", TOKEN)
    logging.getLogger("httpcore.http11").debug("send %s", TOKEN)

    assert log.getvalue() == ""


def test_the_terminal_s_own_token_is_hidden_too():
    assert redact(terminal.TOKEN) == "***"


def test_other_numbers_stay():
    assert redact("2025-12-31 12:30，第17项：完成") == "2025-12-31 12:30，第17项：完成"
