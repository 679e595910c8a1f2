"""The process that parses Word, Excel and PDF files, so that no file can take the program with it.

It reads requests from its standard input, one after the other: the number of bytes as one line, then the bytes
of a file; and answers each with one line of JSON: kind, text and notes, or why it is refused. It opens no
file and no connection. Memory is limited for its whole life, processor time for each file anew; the
parent watches the clock and starts another one when this one is gone.
"""

from __future__ import annotations

import json
import os
import sys
from typing import Any, BinaryIO

from bot.errors import Unreadable
from bot.reading.formats import MAX_CHARACTERS, Words

MEMORY = 1024 * 1024 * 1024  # bytes
SECONDS = 30  # of processor time for one file
