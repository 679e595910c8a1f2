"""The log, without the token: httpx and telegram write addresses, and addresses hold it (R22)."""

from __future__ import annotations

import logging
import sys
from typing import TextIO

from bot.config import TOKEN

_HIDDEN = "***"
_FORMAT = "%(asctime)s %(levelname)s %(name)s: %(message)s"
#: These write every address they call at INFO.
_TALKATIVE = ("httpx", "httpcore", "tornado.access")


def redact(text: str) -> str:
    """Return *text* with everything that looks like a bot token hidden.

    >>> redact("POST /bot123456:AAAAAAAAAABBBBBBBBBBCCCCCCCCCCDDDDD/getMe")
    'POST /bot***/getMe'
    """
    return TOKEN.sub(_HIDDEN, text)


class Redacting(logging.Filter):
    """Hides tokens in the message, its arguments, tracebacks and stacks of every record."""

    _formatter = logging.Formatter()

    def __init__(self, hidden: str | None = None):
        super().__init__()
        self._hidden = hidden  # the token itself, should it look like none

    def _clean(self, text: str) -> str:
        return redact(text.replace(self._hidden, _HIDDEN) if self._hidden else text)

    def filter(self, record: logging.LogRecord) -> bool:
        try:
            record.msg = self._clean(record.getMessage())
        except (TypeError, ValueError):  # arguments that do not fit the message
            record.msg = self._clean(f"{record.msg} {record.args}")
        record.args = None
        if record.exc_info and not record.exc_text:
            # A formatter uses exc_text where it is set, and never looks at the exception again.
            record.exc_text = self._formatter.formatException(record.exc_info)
        if record.exc_text:
            record.exc_text = self._clean(record.exc_text)
        if record.stack_info:
            record.stack_info = self._clean(record.stack_info)
        return True


def start_log(level: str, stream: TextIO | None = None, hidden: str | None = None) -> None:
    """Send the log to *stream* (default: standard error), every record redacted, *hidden* too."""
    handler = logging.StreamHandler(stream or sys.stderr)
    handler.setFormatter(logging.Formatter(_FORMAT))
    logging.basicConfig(level=level.upper(), handlers=[handler], force=True)
    for handler_of_root in logging.getLogger().handlers:
        handler_of_root.addFilter(Redacting(hidden))
    for name in _TALKATIVE:
        logging.getLogger(name).setLevel(logging.WARNING)
    logging.captureWarnings(True)
    # What nobody caught would be printed by Python itself, past the filter.
    sys.excepthook = lambda *error: logging.getLogger(__name__).critical("uncaught", exc_info=error)
